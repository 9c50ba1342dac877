"""Who may see timetables, and who may change what stands in them."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The rows of the actor's own school, in any table of this module."""
    return col(table.school_id) == actor.school_id


def require_may_read_grid(actor: Actor, staff_id: UUID, *, works_together: bool = False) -> None:
    """People see their own timetable; leads and the cover lead see everybody's.

    *works_together* is the word of a higher module: the two are members of one group.
    """
    if actor.staff_id == staff_id or works_together:
        return
    if not actor.has(Role.CPD_LEAD, Role.HEAD, Role.COVER_LEAD):
        raise Forbidden
