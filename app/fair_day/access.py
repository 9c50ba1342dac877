"""Who may see and change learning fairs: leads plan, everybody of the school reads what was opened."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.fair_day.tables import FairVisit, LearningFair
from app.identity.access import leads
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The rows of *table* that are *actor*'s school's."""
    return col(table.school_id) == actor.school_id


def fairs_visible(actor: Actor) -> ColumnElement[bool]:
    """The school's fairs; those that were never opened are their planners' alone."""
    mine = visible(actor, LearningFair)
    return mine if leads(actor) else mine & col(LearningFair.opened_at).is_not(None)


def own_visits(actor: Actor) -> ColumnElement[bool]:
    """A passport is its holder's."""
    return visible(actor, FairVisit) & (col(FairVisit.staff_id) == actor.staff_id)


def require_may_mark_presented(actor: Actor, presenter_ids: list[Any]) -> None:
    """Those who lead, and those who stood there."""
    if not leads(actor) and actor.staff_id not in presenter_ids:
        raise Forbidden
