"""Who may know of what schools do together, and do it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.communities.rules import OpenTo
from app.communities.tables import Community, CommunityMember, OpenBooking, OpenLesson
from app.identity.access import leads
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden


def readable(cls: Any, actor: Actor) -> ColumnElement[bool]:
    """Rows of one's own school, and what others opened to the trust or to every school. As in tables.py."""
    found: ColumnElement[bool] = (col(cls.school_id) == actor.school_id) | (col(cls.open_to) == OpenTo.EVERYONE)
    if actor.trust_id is None:
        return found
    return found | ((col(cls.open_to) == OpenTo.TRUST) & (col(cls.trust_id) == actor.trust_id))


def bookings_readable(actor: Actor, lesson: OpenLesson) -> ColumnElement[bool]:
    """Who comes to *lesson*: all of them for the leads who hold it, the school's own for other leads, else oneself."""
    of_lesson = col(OpenBooking.lesson_id) == lesson.id
    if not leads(actor):
        return of_lesson & (col(OpenBooking.school_id) == actor.school_id) & (
            col(OpenBooking.staff_id) == actor.staff_id
        )  # fmt: skip
    if lesson.school_id == actor.school_id:
        return of_lesson & (col(OpenBooking.lesson_school_id) == actor.school_id)
    return of_lesson & (col(OpenBooking.school_id) == actor.school_id)


def may_run(actor: Actor, row: Community | OpenLesson) -> bool:
    """Whether *actor* answers for what their school began."""
    return leads(actor) and row.school_id == actor.school_id


def require_may_run(actor: Actor, row: Community | OpenLesson) -> None:
    if not may_run(actor, row):
        raise Forbidden


def may_report(actor: Actor, mine: CommunityMember | None, leaders: Collection[UUID]) -> bool:
    """Whether *actor* speaks for their school in a community: a lead, or one of its two leaders there."""
    return mine is not None and (leads(actor) or actor.staff_id in leaders)


def may_cancel(actor: Actor, booking: OpenBooking) -> bool:
    """A place is freed by whoever has it, whoever booked it, and the visitor's leads."""
    if booking.school_id != actor.school_id:
        return False
    return leads(actor) or actor.staff_id in (booking.staff_id, booking.booked_by)


def require_may_cancel(actor: Actor, booking: OpenBooking) -> None:
    if not may_cancel(actor, booking):
        raise Forbidden
