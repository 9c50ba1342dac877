"""Who may know of plans, and whose time they may ask about. The doors (who may plan) are in identity/policy.py."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden
from app.planner.tables import PlannerRun


def visible(actor: Actor) -> ColumnElement[bool]:
    """The runs of the actor's own school."""
    return col(PlannerRun.school_id) == actor.school_id


def require_may_ask(actor: Actor, staff_id: UUID, *, works_together: bool) -> None:
    """Why not? is asked of oneself, of the members of one's groups, and of anybody by the CPD lead."""
    if actor.staff_id != staff_id and not works_together and not actor.has(Role.CPD_LEAD):
        raise Forbidden


def require_may_look(actor: Actor, *, is_member: bool) -> None:
    """Times for a group are looked for by its members, and by the CPD lead."""
    if not is_member and not actor.has(Role.CPD_LEAD):
        raise Forbidden
