"""Who may know of a need for cover, and what they may do about it.

Members of the group know everything of it; whoever was asked knows the need and their own answer;
cover leads, CPD leads and heads know the need and who covers, never who was asked or declined.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlmodel import col

from app.cover.errors import NotAsked
from app.cover.tables import CoverAsk, CoverSlot
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden


def of_school(actor: Actor) -> ColumnElement[bool]:
    return col(CoverSlot.school_id) == actor.school_id


def visible(actor: Actor, own_groups: Select[Any], asked: Select[Any]) -> ColumnElement[bool]:
    """The needs *actor* may know of, given the ids of their groups and of the slots they were asked for."""
    if answers_for_cover(actor):
        return of_school(actor)
    return of_school(actor) & (
        col(CoverSlot.group_id).in_(own_groups)
        | col(CoverSlot.id).in_(asked)
        | (col(CoverSlot.coverer_id) == actor.staff_id)
        | (col(CoverSlot.released_id) == actor.staff_id)
    )


def answers_for_cover(actor: Actor) -> bool:
    return actor.has(Role.COVER_LEAD, Role.CPD_LEAD, Role.HEAD)


def require_in_group(*, is_member: bool) -> None:
    if not is_member:
        raise Forbidden


def require_asked(ask: CoverAsk | None) -> CoverAsk:
    """Raises: NotAsked."""
    if ask is None:
        raise NotAsked
    return ask


def require_coverer(actor: Actor, slot: CoverSlot) -> None:
    if slot.coverer_id != actor.staff_id:
        raise Forbidden


def may_see_ask(actor: Actor, ask: CoverAsk, *, is_member: bool) -> bool:
    return is_member or ask.staff_id == actor.staff_id
