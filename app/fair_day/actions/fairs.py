"""Writes of fairs and their rooms: planning, opening, closing."""

from datetime import datetime, time
from uuid import UUID

from sqlmodel import Session

from app.fair import actions as findings
from app.fair_day import queries
from app.fair_day.errors import (
    EventElsewhere,
    FairInThePast,
    FairNotOpen,
    FairNotPlanned,
    FairNotToday,
    FairOver,
    FairTooLarge,
    NothingToShow,
    OutsideTheFair,
    RoomInUse,
)
from app.fair_day.queries.fairs import LIVE, ROOMS_MAX
from app.fair_day.queries.programme import SHOWN
from app.fair_day.rules import FairState, SlotKind, spans
from app.fair_day.schemas import FairRoomDone, FairRoomIn, LearningFairIn
from app.fair_day.tables import FairRoom, LearningFair
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.web import etag


def plan(session: Session, actor: Actor, wish: LearningFairIn, now: datetime) -> LearningFair:
    """Begin to plan a fair.

    Raises:
        FairInThePast: its day is over; today is allowed.
        EventElsewhere: the directed event is not when the fair is.
    """
    row = LearningFair(
        school_id=actor.school_id, title=wish.title, held_on=wish.held_on, starts=time(0, 0), ends=time(0, 1),
        created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    _fill(session, actor, row, wish, now)
    session.add(row)
    session.flush()
    return row


def edit(
    session: Session, actor: Actor, fair_id: UUID, wish: LearningFairIn, if_match: str | None, now: datetime
) -> LearningFair:
    """Change a fair. Stalls that stood from its beginning to its end go on doing so.

    Raises:
        OutsideTheFair: a stall or talk would be outside its hours. To touch them exactly is allowed.
    """
    row = live(session, actor, fair_id)
    etag.require_current(if_match, row.version)
    before = (row.starts, row.ends)
    _fill(session, actor, row, wish, now)
    placed = queries.slots(session, actor, fair_id)
    standing = {one.id for one in placed if one.kind == SlotKind.STALL and (one.starts, one.ends) == before}
    for one in placed:
        if one.id in standing:
            one.starts, one.ends = row.starts, row.ends
        if not spans.of(row.starts, row.ends).holds(spans.of(one.starts, one.ends)):
            raise outside(row)
    # Stalls first, so that nobody is found in two places by half of the change.
    session.flush()
    for presenter in queries.presenters_of(session, actor, fair_id):
        if presenter.slot_id in standing:
            presenter.starts, presenter.ends = row.starts, row.ends
    changed(row)
    session.flush()
    return row


def open_fair(session: Session, actor: Actor, fair_id: UUID, now: datetime) -> LearningFair:
    """Show the programme to the school.

    Raises:
        NothingToShow: nothing is placed yet.
    """
    row = queries.fair(session, actor, fair_id, lock=True)
    if row.state != FairState.PLANNED:
        raise FairNotPlanned(state=row.state)
    if not queries.slots(session, actor, fair_id):
        raise NothingToShow
    row.state, row.opened_at = FairState.OPEN, now
    changed(row)
    session.flush()
    return row


def close(session: Session, actor: Actor, fair_id: UUID, now: datetime) -> LearningFair:
    """Close a fair: findings that were shown, marked so or visited, have been presented; others wait for another.

    Raises:
        FairNotOpen: it was not opened, or is over.
        FairNotToday: its day has not come.
    """
    row = queries.fair(session, actor, fair_id, lock=True)
    if row.state != FairState.OPEN:
        raise FairNotOpen(state=row.state)
    if calendar.today(session, actor, now) < row.held_on:
        raise FairNotToday(held_on=row.held_on)
    placed = queries.slots(session, actor, fair_id)
    visited = queries.visited_slots(session, actor, fair_id)
    for one in placed:
        if one.presented_at is None and one.id in visited:
            one.presented_at = now
    shown = {one.finding_id for one in placed if one.presented_at is not None}
    row.state, row.closed_at = FairState.CLOSED, now
    changed(row)
    session.flush()
    # What was withdrawn since it was shown stays withdrawn, and the fair is over all the same.
    known = queries.findings_shown(session, actor, shown)
    for finding_id in sorted(one.finding_id for one in known.values() if one.state in SHOWN):
        findings.present(session, actor, finding_id, now)
    let_go(session, actor, row, {one.finding_id for one in placed} - shown, now)
    return row


def cancel(session: Session, actor: Actor, fair_id: UUID, now: datetime) -> LearningFair:
    """Call a fair off: its findings wait for another."""
    row = live(session, actor, fair_id)
    row.state, row.closed_at = FairState.CANCELLED, now
    changed(row)
    session.flush()
    let_go(session, actor, row, {one.finding_id for one in queries.slots(session, actor, fair_id)}, now)
    return row


# ---- rooms -----------------------------------------------------------------------------------------------


def add_room(session: Session, actor: Actor, fair_id: UUID, wish: FairRoomIn) -> FairRoomDone:
    """Add a room.

    Raises:
        RoomNamedTwice: at flush, by the database.
        FairTooLarge: the fair has ROOMS_MAX already.
    """
    row = live(session, actor, fair_id)
    if len(queries.rooms(session, actor, fair_id)) >= ROOMS_MAX:
        raise FairTooLarge(most=ROOMS_MAX)
    room = FairRoom(school_id=actor.school_id, fair_id=fair_id, name=wish.name, stalls=wish.stalls)
    session.add(room)
    changed(row)
    session.flush()
    return _done(room, row)


def edit_room(
    session: Session, actor: Actor, fair_id: UUID, room_id: UUID, wish: FairRoomIn, if_match: str | None
) -> FairRoomDone:
    """Change a room.

    Raises:
        RoomInUse: more stalls stand there than it would have. Exactly as many are allowed.
    """
    row = live(session, actor, fair_id)
    room = queries.room(session, actor, fair_id, room_id)
    etag.require_current(if_match, row.version)
    standing = [
        one for one in queries.slots(session, actor, fair_id) if one.room_id == room_id and one.kind == SlotKind.STALL
    ]
    if len(standing) > wish.stalls:
        raise RoomInUse
    room.name, room.stalls = wish.name, wish.stalls
    changed(row)
    session.flush()
    return _done(room, row)


def remove_room(session: Session, actor: Actor, fair_id: UUID, room_id: UUID) -> None:
    """Take an empty room away."""
    row = live(session, actor, fair_id)
    room = queries.room(session, actor, fair_id, room_id)
    if any(one.room_id == room_id for one in queries.slots(session, actor, fair_id)):
        raise RoomInUse
    session.delete(room)
    changed(row)
    session.flush()


# ---- for the other writes of a fair ----------------------------------------------------------------------


def live(session: Session, actor: Actor, fair_id: UUID) -> LearningFair:
    """A fair whose programme can still change, locked until the transaction ends: two leads wait for each other.

    Raises:
        FairOver: it was closed or cancelled.
    """
    row = queries.fair(session, actor, fair_id, lock=True)
    if row.state not in LIVE:
        raise FairOver(state=row.state)
    return row


def changed(row: LearningFair) -> None:
    """Have whoever edits an older programme read it again."""
    row.version += 1


def outside(row: LearningFair) -> OutsideTheFair:
    """The refusal of what does not fit into a fair's hours."""
    return OutsideTheFair(starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}")


def let_go(session: Session, actor: Actor, row: LearningFair, finding_ids: set[UUID], now: datetime) -> None:
    """Have findings wait for a place again, unless another fair that is still to come has one."""
    kept = queries.placed_elsewhere(session, actor, sorted(finding_ids), row.id)
    for finding_id in sorted(finding_ids - kept):
        findings.unschedule(session, actor, finding_id, now)


# ---- helpers ---------------------------------------------------------------------------------------------


def _fill(session: Session, actor: Actor, row: LearningFair, wish: LearningFairIn, now: datetime) -> None:
    today = calendar.today(session, actor, now)
    if wish.held_on < today:
        raise FairInThePast(today=today)
    starts, ends = time.fromisoformat(wish.starts), time.fromisoformat(wish.ends)
    if wish.event_id is not None and not queries.event_fits(session, actor, wish.event_id, wish.held_on, starts, ends):
        raise EventElsewhere
    row.title, row.welcome, row.held_on = wish.title, wish.welcome, wish.held_on
    row.starts, row.ends, row.event_id = starts, ends, wish.event_id


def _done(room: FairRoom, row: LearningFair) -> FairRoomDone:
    return FairRoomDone(id=room.id, name=room.name, stalls=room.stalls, version=row.version)
