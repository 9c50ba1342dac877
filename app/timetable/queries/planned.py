"""Reads of what is planned on top of the timetable, for changes that it would be in the way of."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.occupied import rules as occupied
from app.occupied.tables import Occupied
from app.timetable.access import visible
from app.timetable.errors import Booking

PLANNED_MAX = 5_000


def planned_on(
    session: Session, actor: Actor, *, since: date, days: Iterable[date] | None = None,
    staff_ids: Sequence[UUID] | None = None,
) -> list[Occupied]:  # fmt: skip
    """What is booked from *since* on, in order of time: on *days* only, for *staff_ids* only, or all."""
    statement = select(Occupied).where(
        visible(actor, Occupied),
        Occupied.held_on >= since,
        col(Occupied.kind).in_(occupied.PLANNED),
        ~col(Occupied.is_released),
    )
    if days is not None:
        statement = statement.where(col(Occupied.held_on).in_(set(days)))
    if staff_ids is not None:
        statement = statement.where(col(Occupied.staff_id).in_(set(staff_ids)))
    return list(session.exec(statement.order_by(col(Occupied.starts_at), col(Occupied.id)).limit(PLANNED_MAX)))


def bookings(session: Session, actor: Actor, rows: Sequence[Occupied]) -> list[Booking]:
    """Say what is planned in words; the first hundred."""
    shown = rows[:100]
    names = identity.names(session, actor, [row.staff_id for row in shown])
    return [
        Booking(
            held_on=row.held_on.isoformat(), name=names.get(row.staff_id, ""),
            what=occupied.reason(row.kind, row.label),
        )
        for row in shown
    ]  # fmt: skip
