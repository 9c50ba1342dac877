"""Who may know of a reminder: whoever it was for. The doors (who may remind) are in identity/policy.py."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.statements.tables import Nudge


def visible(actor: Actor) -> ColumnElement[bool]:
    """The reminders of the actor's own school."""
    return col(Nudge.school_id) == actor.school_id


def mine(actor: Actor) -> ColumnElement[bool]:
    """The reminders that were for *actor*."""
    return visible(actor) & (col(Nudge.staff_id) == actor.staff_id)
