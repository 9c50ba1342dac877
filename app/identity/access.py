"""Who may see and change people and schools."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.identity.tables import SignInSession, Staff
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden


def visible(actor: Actor) -> ColumnElement[bool]:
    """The staff *actor* may know of: those of their own school."""
    return col(Staff.school_id) == actor.school_id


def own_sessions(actor: Actor) -> ColumnElement[bool]:
    return col(SignInSession.account_id) == actor.account_id


def leads(actor: Actor) -> bool:
    """Whether *actor* answers for time and people in the school."""
    return actor.has(Role.CPD_LEAD, Role.HEAD)


def require_self_or_lead(actor: Actor, staff_id: UUID) -> None:
    """People see their own time; leads see anybody's minutes, never their notes."""
    if actor.staff_id != staff_id and not leads(actor):
        raise Forbidden
