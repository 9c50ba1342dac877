"""Who may know of and move whose minutes. The doors (who may allocate) are in identity/policy.py."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.identity import access as people
from app.kernel.actor import Actor
from app.time_budget.tables import LedgerEntry, TimePot


def visible(actor: Actor) -> ColumnElement[bool]:
    """The pots *actor* may know of: those of their own school."""
    return col(TimePot.school_id) == actor.school_id


def visible_entries(actor: Actor) -> ColumnElement[bool]:
    return col(LedgerEntry.school_id) == actor.school_id


def require_may_read(actor: Actor, staff_id: UUID) -> None:
    """One's own minutes, or anybody's for those who answer for them."""
    people.require_self_or_lead(actor, staff_id)
