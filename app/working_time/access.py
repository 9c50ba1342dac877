"""Who may see and change directed time. The doors (who may set the rules and plan events) are in identity/policy.py."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.identity import access as people
from app.kernel.actor import Actor


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The rows of the actor's own school, in any table of this module."""
    return col(table.school_id) == actor.school_id


def may_edit(actor: Actor) -> bool:
    """Whether *actor* sets the rules and plans events."""
    return people.leads(actor)


def require_may_read(actor: Actor, staff_id: UUID) -> None:
    """One's own year, or anybody's for those who answer for time."""
    people.require_self_or_lead(actor, staff_id)


def require_may_volunteer(actor: Actor, staff_id: UUID) -> None:
    """People volunteer themselves; CPD leads and heads write down what a colleague has agreed to."""
    people.require_self_or_lead(actor, staff_id)
