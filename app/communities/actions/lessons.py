"""Writes about open lessons: opening, changing and cancelling one; booking a place and freeing it."""

from datetime import datetime, time
from uuid import UUID, uuid4

from sqlmodel import Session

from app.communities import access, rules
from app.communities.actions import places
from app.communities.actions.written import require_no_names, require_trust
from app.communities.errors import (
    AlreadyBooked,
    LessonBegun,
    LessonCancelled,
    NoPlaceLeft,
    OwnLesson,
    PlacesOnlyGrow,
    VisitorsCome,
)
from app.communities.queries import lessons as queries
from app.communities.rules import OpenState
from app.communities.schemas import BookIn, OpenLessonEdit, OpenLessonIn
from app.communities.tables import OpenBooking, OpenLesson, OpenSeat
from app.identity import queries as people
from app.identity.access import leads
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.study import queries as study
from app.web import etag


def open_lesson(session: Session, actor: Actor, secret: bytes, wish: OpenLessonIn, now: datetime) -> OpenLesson:
    """Open a research lesson or study day to other schools."""
    require_trust(actor, wish.open_to)
    if wish.round_id is not None:
        study.round_(session, actor, wish.round_id)
    _require_no_names(session, actor, secret, wish)
    school = people.school(session, actor.school_id)
    starts, ends = time.fromisoformat(wish.starts), time.fromisoformat(wish.ends)
    if rules.has_begun(wish.held_on, starts, school.zone, now):
        raise LessonBegun
    row = OpenLesson(
        school_id=actor.school_id, trust_id=actor.trust_id, open_to=wish.open_to, kind=wish.kind, title=wish.title,
        focus=wish.focus, about=wish.about, where_held=wish.where_held, school_name=school.name,
        held_on=wish.held_on, starts=starts, ends=ends, places=wish.places, round_id=wish.round_id,
        created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def edit(
    session: Session, actor: Actor, secret: bytes, lesson_id: UUID, wish: OpenLessonEdit, if_match: str | None,
    now: datetime,
) -> OpenLesson:  # fmt: skip
    """Change what a lesson says of itself, or offer more places. The time moves only while nobody has booked."""
    row = _to_change(session, actor, lesson_id, if_match, now)
    _require_no_names(session, actor, secret, wish)
    if wish.places < row.places:
        raise PlacesOnlyGrow(places=row.places)
    at = (wish.held_on, time.fromisoformat(wish.starts), time.fromisoformat(wish.ends))
    if at != (row.held_on, row.starts, row.ends) and (visitors := len(queries.taken(session, actor, row.id))):
        raise VisitorsCome(visitors=visitors)
    if rules.has_begun(at[0], at[1], people.school(session, actor.school_id).zone, now):
        raise LessonBegun
    row.held_on, row.starts, row.ends = at
    row.title, row.focus, row.about, row.where_held = wish.title, wish.focus, wish.about, wish.where_held
    row.places = wish.places
    row.version += 1
    session.flush()
    return row


def cancel(session: Session, actor: Actor, secret: bytes, lesson_id: UUID, reason: str, now: datetime) -> OpenLesson:
    """Cancel a lesson, with the reason that visitors read."""
    row = queries.lesson(session, actor, lesson_id, lock=True)
    access.require_may_run(actor, row)
    _require_ahead(session, row, now)
    require_no_names(session, actor, secret, {"reason": reason})
    row.state, row.cancelled_at, row.cancel_reason = OpenState.CANCELLED, now, reason
    row.version += 1
    session.flush()
    return row


def book(
    session: Session, actor: Actor, secret: bytes, lesson_id: UUID, wish: BookIn, now: datetime
) -> OpenBooking:  # fmt: skip
    """Take a place for oneself, or, as a lead, for a colleague. Of two who want the last, one has it."""
    row = queries.lesson(session, actor, lesson_id)
    if row.school_id == actor.school_id:
        raise OwnLesson
    staff_id = wish.staff_id or actor.staff_id
    visitor = people.staff_member(session, actor, staff_id)
    if staff_id != actor.staff_id and not leads(actor):
        raise Forbidden
    if visitor.is_guest or not visitor.is_active:
        raise NotFound
    _require_ahead(session, row, now)
    require_no_names(session, actor, secret, {"note": wish.note})
    if queries.has_booked(session, actor, row.id, staff_id):
        raise AlreadyBooked
    seat_id = _take_seat(session, actor, row, now)
    # Another school's lesson cannot be locked. But the seat's foreign key holds on to it: whoever was cancelling it has
    # ended by now, and whoever begins to waits for us. So what it says now is so when the booking is stored.
    session.refresh(row)
    _require_ahead(session, row, now)
    booking = OpenBooking(
        school_id=actor.school_id, seat_id=seat_id, lesson_id=row.id,
        lesson_school_id=row.school_id, staff_id=staff_id, name=visitor.name,
        school_name=people.school(session, actor.school_id).name, note=wish.note, booked_by=actor.staff_id,
        booked_at=now,
    )  # fmt: skip
    session.add(booking)
    session.flush()
    return booking


def free(session: Session, actor: Actor, lesson_id: UUID, booking_id: UUID, now: datetime) -> OpenBooking:
    """Give a place back, to whoever books it next."""
    row = queries.lesson(session, actor, lesson_id)
    booking, seat = queries.booking(session, actor, lesson_id, booking_id)
    access.require_may_cancel(actor, booking)
    if rules.has_begun(row.held_on, row.starts, queries.zones_of(session, [row])[row.school_id], now):
        raise LessonBegun
    booking.cancelled_at = seat.released_at = now
    session.flush()
    return booking


def _take_seat(session: Session, actor: Actor, row: OpenLesson, now: datetime) -> UUID:
    values = {
        "school_id": actor.school_id, "lesson_id": row.id, "lesson_school_id": row.school_id,
        "trust_id": row.trust_id, "open_to": row.open_to, "taken_at": now, "released_at": None,
    }  # fmt: skip
    # A number that is taken between looking and storing sends us back to look: each time one place fewer is free.
    for _ in range(row.places + 1):
        numbers = rules.free_places(queries.taken(session, actor, row.id), row.places)
        if not numbers:
            break
        seat_id = uuid4()
        if places.take(session, OpenSeat, values | {"id": seat_id, "number": numbers[0]}):
            return seat_id
    raise NoPlaceLeft(places=row.places)


def _to_change(
    session: Session, actor: Actor, lesson_id: UUID, if_match: str | None, now: datetime
) -> OpenLesson:  # fmt: skip
    row = queries.lesson(session, actor, lesson_id, lock=True)
    access.require_may_run(actor, row)
    etag.require_current(if_match, row.version)
    _require_ahead(session, row, now)
    return row


def _require_ahead(session: Session, row: OpenLesson, now: datetime) -> None:
    """Refuse what can be done only to a lesson that is going to be held."""
    if row.state != OpenState.OPEN:
        raise LessonCancelled
    if rules.has_begun(row.held_on, row.starts, queries.zones_of(session, [row])[row.school_id], now):
        raise LessonBegun


def _require_no_names(
    session: Session, actor: Actor, secret: bytes, wish: OpenLessonIn | OpenLessonEdit
) -> None:  # fmt: skip
    texts = {"title": wish.title, "focus": wish.focus, "about": wish.about, "where_held": wish.where_held}
    require_no_names(session, actor, secret, texts)
