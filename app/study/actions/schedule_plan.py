"""Scheduling an accepted plan: all its rounds on behalf of their groups, in a fixed number of statements, or nothing.

Who may accept a plan is decided above; the plan was checked there, rule by rule. Here it is held against the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from app.cover.rules import CoverKind
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, reason
from app.occupied.tables import Occupied
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow, counted
from app.plc.tables import PlcGroup
from app.study import rules
from app.study.actions.book import Booking, Watching, book, within
from app.study.actions.debrief import debrief_time
from app.study.errors import HostNotTeaching, NoSuchSlice, NotFreeThen, NotOfTheGroup
from app.study.queries.span import Place, Span, span
from app.study.rules import Release
from app.study.schemas import DebriefIn
from app.study.tables import StudyRound
from app.timetable import queries as timetable
from app.timetable.queries import TaughtLesson
from app.timetable.rules.class_changes import ClassChange, not_taught


@dataclass(frozen=True, slots=True)
class PlannedObserver:
    """Who watches which half, what becomes of their class, and whom the plan asks to take it."""

    staff_id: UUID
    slice: int
    release: Release
    kind: CoverKind = CoverKind.MUTUAL
    ask_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """One research lesson of a plan."""

    group_id: UUID
    host_id: UUID
    held_on: date
    period: str
    observers: Sequence[PlannedObserver]
    debrief_on: date
    debrief_start: time


@dataclass(frozen=True, slots=True)
class _Board:
    """All that the rounds stand on: loaded once, read for each."""

    calendar: Span
    groups: Mapping[UUID, PlcGroup]
    members: Mapping[UUID, Mapping[UUID, MemberRow]]
    taught: Mapping[UUID, Mapping[tuple[UUID, str, str], list[TaughtLesson]]]
    held: Mapping[tuple[UUID, date], list[Occupied]]
    changes: Sequence[ClassChange]


def schedule_plan(
    session: Session, actor: Actor, wishes: Sequence[PlannedRound], now: datetime, *, run_id: UUID
) -> list[StudyRound]:
    """Book every round of a plan, its cover requests and debriefs; answers in the order of *wishes*.

    Raises:
        GroupNotReady, NotOfTheGroup, HostNotTeaching, NotFreeThen, NotFree, BudgetExhausted, LessonTaken, ...: nothing
            is stored then.
    """
    if not wishes:
        return []
    board = _board(session, actor, wishes)
    bookings = [_booking(board, wish, now, run_id) for wish in wishes]
    return book(session, actor, board.calendar.school, bookings, now)


def _board(session: Session, actor: Actor, wishes: Sequence[PlannedRound]) -> _Board:
    group_ids = sorted({wish.group_id for wish in wishes})
    groups = plc.groups_by_ids(session, actor, group_ids, lock=True)
    if len(groups) != len(group_ids):
        raise NotFound
    members = {key: counted(rows) for key, rows in plc.members(session, actor, group_ids).items()}
    for group_id, rows in members.items():
        plc_access.require_ready(groups[group_id], rows)
    days = {wish.held_on for wish in wishes}
    last = max(days | {wish.debrief_on for wish in wishes})
    calendar = span(session, actor, people.school(session, actor.school_id), min(days), last)
    attending = sorted({staff_id for wish in wishes for staff_id in _attending(wish)})
    taught = {
        version_id: timetable.lessons_of(session, actor, version_id, attending)
        for version_id in sorted(set(calendar.version_on.values()))
    }
    occupied_queries.lock_people(session, actor, [*attending, *_co_teachers(taught.values())])
    held: dict[tuple[UUID, date], list[Occupied]] = {}
    for row in occupied_queries.stretches(session, actor, attending, first=min(days), last=max(days), on=days):
        held.setdefault((row.staff_id, row.held_on), []).append(row)
    by_id = {group_id: {row.staff_id: row for row in rows} for group_id, rows in members.items()}
    changes = timetable.class_changes(session, actor, since=min(days), until=max(days))
    return _Board(calendar=calendar, groups=groups, members=by_id, taught=taught, held=held, changes=changes)


def _attending(wish: PlannedRound) -> list[UUID]:
    return [wish.host_id, *(one.staff_id for one in wish.observers)]


def _co_teachers(taught: Iterable[Mapping[tuple[UUID, str, str], list[TaughtLesson]]]) -> set[UUID]:
    """Who may be the one that stays with a class: nobody else may send them away meanwhile."""
    return {
        staff_id for by_slot in taught for lessons in by_slot.values() for lesson in lessons
        for staff_id in lesson.teacher_ids if len(lesson.teacher_ids) > 1
    }  # fmt: skip


def _booking(board: _Board, wish: PlannedRound, now: datetime, run_id: UUID) -> Booking:
    members = board.members[wish.group_id]
    attending = _attending(wish)
    if not set(attending) <= members.keys():
        raise NotOfTheGroup
    place = board.calendar.place(wish.held_on, wish.period, now)
    away = not_taught(board.changes, wish.held_on)
    taught = {
        slot: timetable.still_taught(lessons, away)
        for slot, lessons in board.taught[place.version_id].items()
        if slot[1:] == (place.cycle_day, place.period)
    }
    hosted = taught.get((wish.host_id, place.cycle_day, place.period))
    if not hosted:
        raise HostNotTeaching(host_name=members[wish.host_id].name, held_on=place.held_on, period=place.period)
    held = [row for staff_id in attending for row in board.held.get((staff_id, wish.held_on), ())]
    debrief = DebriefIn(held_on=wish.debrief_on, start=f"{wish.debrief_start:%H:%M}")
    return Booking(
        group_id=wish.group_id, host=members[wish.host_id], place=place, hosted=hosted,
        focus=board.groups[wish.group_id].focus,
        watching=[_watching(one, members[one.staff_id], place, held, taught) for one in wish.observers],
        talk=debrief_time(board.calendar, debrief, lesson_ends_at=place.ends_at, lesson_on=place.held_on),
        held=held, run_id=run_id,
    )  # fmt: skip


def _watching(
    wish: PlannedObserver, member: MemberRow, place: Place, held: Sequence[Occupied],
    taught: Mapping[tuple[UUID, str, str], list[TaughtLesson]],
) -> Watching:  # fmt: skip
    """One observer's half hour. What holds them has to be as the plan took it to be."""
    if wish.slice >= place.slices:
        raise NoSuchSlice(slices=place.slices)
    starts_at, ends_at = rules.slice_times(place.starts_at, wish.slice)
    mine = within(held, member.staff_id, starts_at, ends_at)
    for row in mine:
        if row.kind != OccupiedKind.TEACH or wish.release == Release.NONE:
            raise NotFreeThen(staff_id=member.staff_id, name=member.name, reason=reason(row.kind, row.label))
    if not mine and wish.release != Release.NONE:
        raise NotFreeThen(staff_id=member.staff_id, name=member.name, reason="No lesson to be released from any more")
    lessons = taught.get((member.staff_id, place.cycle_day, place.period), [])
    return Watching(
        member=member, slice=wish.slice, starts_at=starts_at, ends_at=ends_at, lessons=tuple(mine),
        release=wish.release, taught=lessons[0] if lessons else None,
        ask_ids=(wish.ask_id,) if wish.ask_id else (), kind=wish.kind,
    )  # fmt: skip
