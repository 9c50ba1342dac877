"""Reads about open lessons: which there are, how many places are taken, who comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.communities import access
from app.communities.rules import PLACES_MAX, OpenKind
from app.communities.tables import OpenBooking, OpenLesson, OpenSeat
from app.identity.tables import School
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut


@dataclass(frozen=True, slots=True)
class LessonsAsked:
    """What somebody looks for. *since*: held on that day or later."""

    since: date
    kind: OpenKind | None = None
    only_mine: bool = False


def lesson(session: Session, actor: Actor, lesson_id: UUID, *, lock: bool = False) -> OpenLesson:
    """One open lesson that *actor* may read, or NotFound. Only its own school locks it."""
    statement = select(OpenLesson).where(OpenLesson.id == lesson_id, access.readable(OpenLesson, actor))
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    if lock and found.school_id == actor.school_id:
        mine = statement.where(OpenLesson.school_id == actor.school_id).with_for_update()
        return session.exec(mine.execution_options(populate_existing=True)).one()
    return found


def lessons_page(
    session: Session, actor: Actor, asked: LessonsAsked, wish: PageWish
) -> tuple[list[OpenLesson], str | None]:  # fmt: skip
    """Open lessons from a day on, the next ones first."""
    statement = select(OpenLesson).where(access.readable(OpenLesson, actor), OpenLesson.held_on >= asked.since)
    if asked.kind is not None:
        statement = statement.where(OpenLesson.kind == asked.kind)
    if asked.only_mine:
        booked = select(OpenBooking.lesson_id).where(
            OpenBooking.school_id == actor.school_id, OpenBooking.staff_id == actor.staff_id,
            col(OpenBooking.cancelled_at).is_(None),
        )  # fmt: skip
        statement = statement.where(col(OpenLesson.id).in_(booked))
    columns = (col(OpenLesson.held_on), col(OpenLesson.id))
    if (where := beyond(wish.key(date, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.held_on, row.id))


def zones_of(session: Session, rows: Sequence[OpenLesson]) -> dict[UUID, str]:
    """The time zone of each school that holds one of *rows*."""
    schools = {row.school_id for row in rows}
    statement = select(School.id, School.zone).where(col(School.id).in_(schools)).limit(len(schools) + 1)
    return dict(session.exec(statement).all())


def taken(session: Session, actor: Actor, lesson_id: UUID) -> set[int]:
    """The places of a lesson that somebody has."""
    statement = select(OpenSeat.number).where(
        access.readable(OpenSeat, actor) | (col(OpenSeat.lesson_school_id) == actor.school_id),
        OpenSeat.lesson_id == lesson_id, col(OpenSeat.released_at).is_(None),
    )  # fmt: skip
    return set(session.exec(statement.limit(PLACES_MAX)))


def taken_counts(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many places are taken, all in one statement. Lessons that nobody visits are left out."""
    statement = (
        select(OpenSeat.lesson_id, func.count())
        .where(
            access.readable(OpenSeat, actor), col(OpenSeat.lesson_id).in_(lesson_ids),
            col(OpenSeat.released_at).is_(None),
        )
        .group_by(col(OpenSeat.lesson_id))
        .limit(len(lesson_ids) + 1)
    )  # fmt: skip
    return dict(session.exec(statement).all())


def my_bookings(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The actor's own booking in each of the lessons: lesson -> booking."""
    statement = select(OpenBooking.lesson_id, OpenBooking.id).where(
        OpenBooking.school_id == actor.school_id, OpenBooking.staff_id == actor.staff_id,
        col(OpenBooking.lesson_id).in_(lesson_ids), col(OpenBooking.cancelled_at).is_(None),
    )  # fmt: skip
    return dict(session.exec(statement.limit(len(lesson_ids) + 1)).all())


def has_booked(session: Session, actor: Actor, lesson_id: UUID, staff_id: UUID) -> bool:
    """Whether somebody of the actor's school has a place."""
    statement = select(OpenBooking.id).where(
        OpenBooking.school_id == actor.school_id, OpenBooking.lesson_id == lesson_id,
        OpenBooking.staff_id == staff_id, col(OpenBooking.cancelled_at).is_(None),
    )  # fmt: skip
    return session.exec(statement).first() is not None


def booking(session: Session, actor: Actor, lesson_id: UUID, booking_id: UUID) -> tuple[OpenBooking, OpenSeat]:
    """A booking of the actor's school and its seat, locked; NotFound when it is another's, or has been cancelled."""
    statement = (
        select(OpenBooking, OpenSeat)
        .join(OpenSeat, (col(OpenSeat.school_id) == OpenBooking.school_id) & (col(OpenSeat.id) == OpenBooking.seat_id))
        .where(
            OpenBooking.school_id == actor.school_id, OpenBooking.lesson_id == lesson_id, OpenBooking.id == booking_id,
            col(OpenBooking.cancelled_at).is_(None),
        )
    )  # fmt: skip
    found = session.exec(statement.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def bookings_page(
    session: Session, actor: Actor, lesson_id: UUID, wish: PageWish
) -> tuple[list[OpenBooking], str | None]:  # fmt: skip
    """Who comes, as far as *actor* may know, first come first."""
    row = lesson(session, actor, lesson_id)
    statement = select(OpenBooking).where(access.bookings_readable(actor, row), col(OpenBooking.cancelled_at).is_(None))
    columns = (col(OpenBooking.booked_at), col(OpenBooking.id))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda one: (one.booked_at, one.id))
