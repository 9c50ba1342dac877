"""Writes the timetable into people's days, as occupied time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.timetable import queries

GiveWay = Callable[[date, Sequence[UUID]], None]
"""Called with a date and people before their days change from that date on: give back what is booked on them."""


def rewrite_base(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date, until: date = date.max, now: datetime
) -> None:
    """Write anew what timetables, marks, class exceptions and absences say of these people's days.

    From *since* on, to *until* if that is given, in all years; the cost is that of these people on these days.
    Lock the people first. What is booked on their lessons stays booked, and so does what has begun by *now*; anything
    else that is booked is in the way.

    Raises:
        NotFree: something booked is in the way.
    """
    written = queries.stretches(session, actor, staff_ids, since=since, until=until)
    occupied.replace_base(session, actor, staff_ids, since=since, until=until, now=now, stretches=written)
