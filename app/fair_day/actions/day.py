"""Writes of the day itself: stamps, and who was there."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair_day import queries
from app.fair_day.errors import (
    AlreadyVisited,
    FairNotOpen,
    FairNotToday,
    NamedTwice,
    NotAStall,
    OwnStall,
    TooManyMinutes,
)
from app.fair_day.queries.day import is_own
from app.fair_day.rules import FairState, SlotKind, spans
from app.fair_day.schemas import AttendanceOut, FairAttendanceIn, PassportOut, VisitIn
from app.fair_day.tables import FairAttendance, FairVisit
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.working_time import queries as working_time


def visit(session: Session, actor: Actor, fair_id: UUID, slot_id: UUID, wish: VisitIn, now: datetime) -> PassportOut:
    """Take the stamp of a stall, once, on the day.

    Raises:
        FairNotOpen, FairNotToday, NotAStall, OwnStall, AlreadyVisited.
    """
    fair = queries.fair(session, actor, fair_id)
    row = queries.slot(session, actor, fair_id, slot_id)
    shown = queries.slots_out(session, actor, fair_id, [row])
    if not shown or shown[0].finding.is_withdrawn:
        raise NotFound
    if fair.state != FairState.OPEN:
        raise FairNotOpen(state=fair.state)
    if calendar.today(session, actor, now) != fair.held_on:
        raise FairNotToday(held_on=fair.held_on)
    if row.kind != SlotKind.STALL:
        raise NotAStall
    if is_own(actor, shown[0]):
        raise OwnStall
    if queries.visit_of(session, actor, slot_id):
        raise AlreadyVisited
    session.add(
        FairVisit(
            school_id=actor.school_id, fair_id=fair_id, slot_id=slot_id, staff_id=actor.staff_id, note=wish.note,
            visited_at=now,
        )
    )  # fmt: skip
    session.flush()
    return queries.passport(session, actor, fair, now)


def mark_attendance(
    session: Session, actor: Actor, fair_id: UUID, wish: FairAttendanceIn, now: datetime
) -> AttendanceOut:
    """Mark who was there. Their minutes are directed time if the linked event directs them.

    Raises:
        FairNotOpen: it is being planned, or was cancelled; a closed one can still be marked.
        FairNotToday: its day has not come.
        NamedTwice: two lines for one person.
        TooManyMinutes: longer than the fair. Exactly as long is allowed.
    """
    fair = queries.fair(session, actor, fair_id, lock=True)
    if fair.state not in (FairState.OPEN, FairState.CLOSED):
        raise FairNotOpen(state=fair.state)
    if calendar.today(session, actor, now) < fair.held_on:
        raise FairNotToday(held_on=fair.held_on)
    came = {one.staff_id: one.minutes for one in wish.staff}
    if len(came) < len(wish.staff):
        raise NamedTwice
    if len(people.staff_by_ids(session, actor, list(came))) < len(came):
        raise NotFound
    longest = spans.minutes_between(fair.starts, fair.ends)
    if max(came.values()) > longest:
        raise TooManyMinutes(minutes_max=longest)
    directed = working_time.directed_by(session, actor, fair.event_id) if fair.event_id else frozenset()
    marked = queries.marked(session, actor, fair_id)
    for staff_id, minutes in came.items():
        row = marked.get(staff_id) or FairAttendance(
            school_id=actor.school_id,
            fair_id=fair_id,
            staff_id=staff_id,
            minutes=minutes,
            marked_by=actor.staff_id,
            marked_at=now,
        )
        row.minutes, row.is_directed = minutes, staff_id in directed
        row.marked_by, row.marked_at = actor.staff_id, now
        session.add(row)
    session.flush()
    return queries.attendance_out(session, actor, fair)
