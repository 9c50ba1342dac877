"""Writes about meetings: everybody's time and minutes in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col

from app.identity import queries as people
from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.meetings import queries, rules
from app.meetings.errors import (
    ActionDiffers,
    EventDoesNotFit,
    MeetingClosed,
    MeetingInBreak,
    MeetingNotYet,
    MeetingSkippedHour,
    MeetingTooLongAgo,
    NoSchoolForMeeting,
    NotFreeForMeeting,
    NotOfTheMeeting,
    SeatsDoNotFit,
    TooManyActions,
)
from app.meetings.rules import MeetingState
from app.meetings.schemas import MeetingActionIn, MeetingEdit, MeetingHeldIn, MeetingIn
from app.meetings.tables import GroupMeeting, MeetingAction, MeetingSeat
from app.occupied import actions as occupied
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.occupied.tables import Occupied
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.errors import GroupArchived
from app.plc.rules import MemberRow, counted
from app.school_year import queries as calendar
from app.school_year.tables import SchoolDay
from app.time_budget import actions as time_budget
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory, TimeSource
from app.timetable import queries as timetable
from app.web import etag
from app.working_time import queries as working_time


@dataclass(frozen=True, slots=True)
class _Time:
    """When a meeting is, read and found possible."""

    year_id: UUID
    held_on: date
    starts_at: datetime
    ends_at: datetime


def plan(session: Session, actor: Actor, group_id: UUID, wish: MeetingIn, now: datetime) -> GroupMeeting:
    """Plan a meeting: its people are booked, and their minutes promised.

    Raises:
        NotFreeForMeeting, MeetingInBreak, BudgetExhausted, ...: nothing is stored then.
    """
    group = plc.group(session, actor, group_id, lock=True)
    members = plc.members_of(session, actor, group_id)
    plc_access.require_member(actor, members)
    if group.is_archived:
        raise GroupArchived
    when = _time(session, actor, wish, now)
    sitting = _expected(wish, members)
    row = GroupMeeting(
        school_id=actor.school_id, group_id=group_id, kind=wish.kind, title=wish.title, held_on=when.held_on,
        starts_at=when.starts_at, ends_at=when.ends_at, minutes=wish.minutes, place=wish.place, agenda=wish.agenda,
        time_source=wish.time_source, event_id=wish.event_id, created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _take_seats(session, actor, row, when.year_id, sitting, now)
    return row


def edit(
    session: Session, actor: Actor, meeting_id: UUID, wish: MeetingEdit, if_match: str | None, now: datetime
) -> GroupMeeting:
    """Change a meeting. Time, people and what pays for them only while it is planned; words also afterwards.

    Raises:
        MeetingClosed: it was called off; or held, and time or people would change.
    """
    row, members = queries.meeting(session, actor, meeting_id, lock=True)
    plc_access.require_member(actor, members)
    etag.require_current(if_match, row.version)
    if row.state == MeetingState.CANCELLED:
        raise MeetingClosed(state=row.state)
    seats = queries.seats(session, actor, [row.id])
    if _moves(session, actor, row, seats, wish, members):
        if row.state != MeetingState.PLANNED:
            raise MeetingClosed(state=row.state)
        _move(session, actor, row, seats, wish, members, now)
    row.kind, row.title, row.place, row.agenda, row.record = wish.kind, wish.title, wish.place, wish.agenda, wish.record
    row.version += 1
    session.flush()
    return row


def cancel(session: Session, actor: Actor, meeting_id: UUID, reason: str, now: datetime) -> GroupMeeting:
    """Call a meeting off: time and minutes come back at once.

    Raises:
        MeetingClosed: it was held, or called off before.
    """
    row, members = queries.meeting(session, actor, meeting_id, lock=True)
    plc_access.require_member(actor, members)
    if row.state != MeetingState.PLANNED:
        raise MeetingClosed(state=row.state)
    _give_back(session, actor, row, queries.seats(session, actor, [row.id]), now, reason or "Meeting cancelled")
    row.state = MeetingState.CANCELLED
    row.version += 1
    session.flush()
    return row


def hold(session: Session, actor: Actor, meeting_id: UUID, wish: MeetingHeldIn, now: datetime) -> GroupMeeting:
    """Say who came: their minutes are spent, the minutes of the others come back.

    Raises:
        MeetingClosed: that was said before, or the meeting was called off.
        MeetingNotYet: it has not begun.
        SeatsDoNotFit: somebody who was expected is missing, named twice, or was not expected.
    """
    row, members = queries.meeting(session, actor, meeting_id, lock=True)
    plc_access.require_member(actor, members)
    if row.state != MeetingState.PLANNED:
        raise MeetingClosed(state=row.state)
    if now < row.starts_at:
        raise MeetingNotYet(from_at=row.starts_at)
    seats = queries.seats(session, actor, [row.id])
    came = {one.staff_id: one.came for one in wish.seats}
    if len(came) != len(wish.seats) or came.keys() != {one.staff_id for one in seats}:
        raise SeatsDoNotFit
    present = [one.commit_id for one in seats if one.commit_id and came[one.staff_id]]
    absent = [one.commit_id for one in seats if one.commit_id and not came[one.staff_id]]
    time_budget.spend_all(session, actor, present, now)
    time_budget.release_all(session, actor, absent, now, "Did not come to the meeting")
    for one in seats:
        one.came, one.logged_at = came[one.staff_id], now
    row.state = MeetingState.HELD
    row.version += 1
    session.flush()
    return row


def promise(session: Session, actor: Actor, meeting_id: UUID, wish: MeetingActionIn, now: datetime) -> MeetingAction:
    """Write down what somebody will do by when.

    Raises:
        NotOfTheMeeting: that somebody is no member of the group.
        ActionDiffers: the id was used for another one.
        TooManyActions: the meeting has ACTIONS_MAX already.
    """
    row, members = queries.meeting(session, actor, meeting_id, lock=True)
    plc_access.require_member(actor, members)
    if row.state == MeetingState.CANCELLED:
        raise MeetingClosed(state=row.state)
    if wish.staff_id is not None and wish.staff_id not in {one.staff_id for one in counted(members)}:
        raise NotOfTheMeeting
    if wish.id is not None and (stored := queries.action(session, actor, wish.id)) is not None:
        if (stored.meeting_id, stored.text) != (meeting_id, wish.text):
            raise ActionDiffers
        return stored
    if len(queries.actions_of(session, actor, meeting_id)) >= rules.ACTIONS_MAX:
        raise TooManyActions(actions_max=rules.ACTIONS_MAX)
    made = MeetingAction(
        school_id=actor.school_id, id=wish.id or uuid4(), meeting_id=meeting_id, text=wish.text,
        staff_id=wish.staff_id, by_on=wish.by_on, made_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def finish(session: Session, actor: Actor, meeting_id: UUID, action_id: UUID, now: datetime) -> MeetingAction:
    """Say that a promise was kept. Said again, it stays when it was."""
    _, members = queries.meeting(session, actor, meeting_id, lock=True)
    plc_access.require_member(actor, members)
    found = queries.action(session, actor, action_id)
    if found is None or found.meeting_id != meeting_id:
        raise NotFound
    if found.done_at is None:
        found.done_at = now
        session.flush()
    return found


def make_way(session: Session, actor: Actor, causes: Mapping[UUID, str], now: datetime) -> int:
    """Call off the meetings of *causes*, as far as they are still planned: each with what is in the way, in words.

    Answers with how many. Called before the base rows are written anew.
    """
    if not causes:
        return 0
    rows = queries.planned(session, actor, list(causes), lock=True)
    seats = queries.seats(session, actor, [row.id for row in rows])
    for row in rows:
        mine = [one for one in seats if one.meeting_id == row.id]
        _give_back(session, actor, row, mine, now, "Timetable changed")
        row.record = f"{row.record}\nThe timetable changed. {causes[row.id]}".strip()[-10_000:]
        row.state = MeetingState.CANCELLED
        row.version += 1
    session.flush()
    return len(rows)


def excuse(session: Session, actor: Actor, held: Sequence[Occupied], now: datetime) -> int:
    """Take people out of meetings that are still to come, of whom *held* says when: their time and minutes return."""
    who = {(row.ref_id, row.staff_id): row for row in held}
    seats = queries.seats(session, actor, [ref_id for ref_id, _ in who if ref_id is not None])
    mine = [one for one in seats if (one.meeting_id, one.staff_id) in who and one.logged_at is None]
    occupied.let_go(session, [who[one.meeting_id, one.staff_id] for one in mine])
    time_budget.release_all(session, actor, [one.commit_id for one in mine if one.commit_id], now, "Not in school")
    for one in mine:
        session.delete(one)
    session.flush()
    return len(mine)


# ---- when ----------------------------------------------------------------------------------------


def _time(session: Session, actor: Actor, wish: MeetingIn, now: datetime) -> _Time:
    """Read the wished time, and refuse one that cannot be directed."""
    school = people.school(session, actor.school_id)
    zone = calendar.zone(session, actor)
    earliest = clock.local_date(now, zone) - timedelta(days=rules.ENTERED_AFTERWARDS_DAYS_MAX)
    if wish.held_on < earliest:
        raise MeetingTooLongAgo(earliest=earliest)
    year = calendar.year_on(session, actor, wish.held_on)
    wall = time.fromisoformat(wish.start)
    try:
        starts_at = clock.at_local(wish.held_on, wall, zone)
    except ValueError as error:
        raise MeetingSkippedHour from error
    ends_at = starts_at + timedelta(minutes=wish.minutes)
    local_end = ends_at.astimezone(zone)
    if local_end.date() != wish.held_on:
        raise MeetingInBreak
    if wish.event_id is not None:
        _require_inside_event(session, actor, wish, wall, local_end.time())
    elif wish.time_source != TimeSource.VOLUNTARY:
        _require_may_be_directed(session, actor, school, wish.held_on, wall, local_end.time())
    return _Time(year.id, wish.held_on, starts_at, ends_at)


def _require_inside_event(session: Session, actor: Actor, wish: MeetingIn, start: time, end: time) -> None:
    assert wish.event_id is not None
    event = working_time.event(session, actor, wish.event_id)
    if event.is_cancelled:
        raise NotFound
    if event.held_on != wish.held_on or not (event.starts <= start and end <= event.ends):
        raise EventDoesNotFit(
            event_title=event.title, held_on=event.held_on, starts=f"{event.starts:%H:%M}", ends=f"{event.ends:%H:%M}"
        )


def _require_may_be_directed(
    session: Session, actor: Actor, school: School, held_on: date, start: time, end: time
) -> None:
    days = calendar.days_between(session, actor, held_on, held_on)
    if not days:
        raise NoSchoolForMeeting(held_on=held_on)
    if school.after_school_starts <= start and end <= school.after_school_ends:
        return
    if days[0].cycle_day is not None and not _is_in_period(session, actor, days[0], start, end):
        raise MeetingInBreak


def _is_in_period(session: Session, actor: Actor, day: SchoolDay, start: time, end: time) -> bool:
    version_ids = timetable.versions_between(session, actor, [day])
    bells = timetable.bells(session, actor, next(iter(version_ids))) if version_ids else {}
    return any(bell.starts <= start and end <= bell.ends for bell in bells.get(day.cycle_day or "", []))


# ---- who -----------------------------------------------------------------------------------------


def _expected(wish: MeetingIn, members: Sequence[MemberRow]) -> list[MemberRow]:
    by_id = {one.staff_id: one for one in counted(members)}
    if wish.staff_ids is None:
        return list(by_id.values())
    if not set(wish.staff_ids) <= by_id.keys():
        raise NotOfTheMeeting
    return [by_id[staff_id] for staff_id in dict.fromkeys(wish.staff_ids)]


def _take_seats(
    session: Session, actor: Actor, row: GroupMeeting, year_id: UUID, sitting: Sequence[MemberRow], now: datetime
) -> None:
    """Book everybody's time and promise their minutes."""
    staff_ids = sorted(one.staff_id for one in sitting)
    occupied_queries.lock_people(session, actor, staff_ids)
    names = {one.staff_id: one.name for one in sitting}
    for held in occupied_queries.stretches(session, actor, staff_ids, first=row.held_on, last=row.held_on):
        if held.starts_at < row.ends_at and row.starts_at < held.ends_at:
            why = reason(held.kind, held.label)
            raise NotFreeForMeeting(staff_id=held.staff_id, name=names[held.staff_id], reason=why)
    occupied.occupy_all(
        session, actor,
        [
            Stretch(
                staff_id=one.staff_id, person_id=one.person_id, kind=OccupiedKind.DEBRIEF, held_on=row.held_on,
                starts_at=row.starts_at, ends_at=row.ends_at, label=row.title, ref_id=row.id,
            )
            for one in sitting
        ],
    )  # fmt: skip
    wishes = [
        CommitWish(
            staff_id=one.staff_id, year_id=year_id, category=TimeCategory.DEBRIEF_MOVE, minutes=row.minutes,
            ref_id=row.id, held_on=row.held_on, source=row.time_source,
        )
        for one in sitting
    ]  # fmt: skip
    entries = time_budget.commit_all(session, actor, wishes, now)
    session.add_all(
        MeetingSeat(
            school_id=actor.school_id, meeting_id=row.id, staff_id=wish.staff_id, minutes=row.minutes,
            commit_id=entry.id,
        )
        for wish, entry in zip(wishes, entries, strict=True)
    )  # fmt: skip
    session.flush()


def _moves(
    session: Session, actor: Actor, row: GroupMeeting, seats: Sequence[MeetingSeat], wish: MeetingEdit,
    members: Sequence[MemberRow],
) -> bool:  # fmt: skip
    """Whether time, people or what pays for them would change."""
    start = f"{row.starts_at.astimezone(calendar.zone(session, actor)):%H:%M}"
    stored = (row.held_on, start, row.minutes, row.time_source, row.event_id)
    if stored != (wish.held_on, wish.start, wish.minutes, wish.time_source, wish.event_id):
        return True
    seated = {one.staff_id for one in seats}
    if row.state == MeetingState.PLANNED and not seated <= {one.staff_id for one in counted(members)}:
        return True  # Somebody has left the group: their time is theirs again.
    return wish.staff_ids is not None and set(wish.staff_ids) != seated


def _move(
    session: Session, actor: Actor, row: GroupMeeting, seats: Sequence[MeetingSeat], wish: MeetingEdit,
    members: Sequence[MemberRow], now: datetime,
) -> None:  # fmt: skip
    when = _time(session, actor, wish, now)
    sitting = _expected(wish, members)
    if wish.staff_ids is None:
        # Nobody was named: whoever was expected still is, unless they have left the group.
        before = {one.staff_id for one in seats}
        sitting = [one for one in sitting if one.staff_id in before]
    _give_back(session, actor, row, seats, now, "Meeting moved")
    mine = (col(MeetingSeat.school_id) == actor.school_id) & (col(MeetingSeat.meeting_id) == row.id)
    session.execute(delete(MeetingSeat).where(mine))
    row.held_on, row.starts_at, row.ends_at = when.held_on, when.starts_at, when.ends_at
    row.minutes, row.time_source, row.event_id = wish.minutes, wish.time_source, wish.event_id
    session.flush()
    _take_seats(session, actor, row, when.year_id, sitting, now)


def _give_back(
    session: Session, actor: Actor, row: GroupMeeting, seats: Sequence[MeetingSeat], now: datetime, why: str
) -> None:
    occupied.give_back(session, actor, [row.id])
    time_budget.release_all(session, actor, [one.commit_id for one in seats if one.commit_id], now, why)
