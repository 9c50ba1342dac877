"""Reads of occupied time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.occupied.rules import PLANNED, OccupiedKind
from app.occupied.tables import Occupied

ROWS_MAX = 50_000  # 20 people x 2 weeks x 40 stretches is 16,000.
BOOKED_MAX = 100_000  # 500 teachers, each booked for an hour on every day of a term.


@dataclass(frozen=True, slots=True)
class BookedTime:
    """What Kenkyu has put into somebody's day, without the row: plans read thousands of them."""

    staff_id: UUID
    kind: OccupiedKind
    held_on: date
    starts_at: datetime
    ends_at: datetime
    ref_id: UUID | None


def lock_people(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> None:
    """Queue up for these people's time, in one order for all: no deadlock between two bookings."""
    statement = (
        select(Staff.id)
        .where(Staff.school_id == actor.school_id, col(Staff.id).in_(set(staff_ids)))
        .order_by(col(Staff.person_id))
        .with_for_update(key_share=True)
    )
    session.exec(statement).all()


def stretches(
    session: Session,
    actor: Actor,
    staff_ids: Sequence[UUID],
    *,
    first: date,
    last: date,
    on: Collection[date] | None = None,
    released: bool = False,
) -> list[Occupied]:
    """What fills these people's time from *first* to *last*, both included, in order of time; *on* some days only."""
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            col(Occupied.staff_id).in_(set(staff_ids)),
            col(Occupied.held_on).between(first, last),
        )
        .order_by(col(Occupied.starts_at))
        .limit(ROWS_MAX)
    )
    if on is not None:
        statement = statement.where(col(Occupied.held_on).in_(on))
    if not released:
        statement = statement.where(~col(Occupied.is_released))
    return list(session.exec(statement))


def overlapping(
    session: Session, actor: Actor, staff_id: UUID, *, starts_at: datetime, ends_at: datetime
) -> list[Occupied]:
    """What holds one person somewhere in [starts_at, ends_at)."""
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            Occupied.staff_id == staff_id,
            ~col(Occupied.is_released),
            Occupied.starts_at < ends_at,
            Occupied.ends_at > starts_at,
        )
        .order_by(col(Occupied.starts_at))
        .limit(100)
    )
    return list(session.exec(statement))


def planned_between(session: Session, actor: Actor, first: date, last: date) -> list[BookedTime]:
    """Everything booked in the school from *first* to *last*, both included, in order of time."""
    statement = (
        select_columns(
            col(Occupied.staff_id),
            col(Occupied.kind),
            col(Occupied.held_on),
            col(Occupied.starts_at),
            col(Occupied.ends_at),
            col(Occupied.ref_id),
        )
        .where(
            col(Occupied.school_id) == actor.school_id,
            col(Occupied.held_on).between(first, last),
            col(Occupied.kind).in_(PLANNED),
            ~col(Occupied.is_released),
        )
        .order_by(col(Occupied.starts_at), col(Occupied.staff_id))
        .limit(BOOKED_MAX)
    )
    return [BookedTime(*row) for row in session.execute(statement)]


def sitting(session: Session, actor: Actor, first: date, last: date, now: datetime) -> list[Occupied]:
    """Who sits in a debrief or meeting from *first* to *last*, both included, that has not begun; in order of time."""
    statement = select(Occupied).where(
        Occupied.school_id == actor.school_id,
        col(Occupied.held_on).between(first, last),
        Occupied.kind == OccupiedKind.DEBRIEF,
        ~col(Occupied.is_released),
        Occupied.starts_at > now,
    )
    return list(session.exec(statement.order_by(col(Occupied.starts_at), col(Occupied.id)).limit(BOOKED_MAX)))


def lesson_times(
    session: Session, actor: Actor, staff_ids: Collection[UUID], first: date, last: date
) -> list[tuple[str, datetime, datetime]]:
    """When these people teach which classes from *first* to *last*, both included; for adding up."""
    statement = (
        select_columns(col(Occupied.label), col(Occupied.starts_at), col(Occupied.ends_at))
        .where(
            col(Occupied.school_id) == actor.school_id,
            col(Occupied.staff_id).in_(set(staff_ids)),
            col(Occupied.held_on).between(first, last),
            col(Occupied.kind) == OccupiedKind.TEACH,
        )
        .order_by(col(Occupied.starts_at), col(Occupied.id))
        .limit(BOOKED_MAX)
    )
    return [(label, starts_at, ends_at) for label, starts_at, ends_at in session.execute(statement)]


def next_planned(session: Session, actor: Actor, staff_id: UUID, now: datetime) -> Occupied | None:
    """The next thing Kenkyu has put into somebody's days, within a month; what is under way counts."""
    today = now.date()
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            Occupied.staff_id == staff_id,
            col(Occupied.held_on).between(today, today + timedelta(days=31)),
            col(Occupied.kind).in_(PLANNED),
            ~col(Occupied.is_released),
            Occupied.ends_at > now,
        )
        .order_by(col(Occupied.starts_at))
        .limit(1)
    )
    return session.exec(statement).first()
