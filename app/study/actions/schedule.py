"""Scheduling a round: everybody's time, minutes and cover in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import actions as cover
from app.cover.rules import Need
from app.identity import queries as people
from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.occupied.tables import Occupied
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.school_year import queries as years
from app.study import queries, rules
from app.study.actions.debrief import DebriefTime, debrief_time, take_seats
from app.study.errors import (
    CoverTooLate,
    HostNotTeaching,
    NoSchoolThen,
    NoSuchPeriod,
    NoSuchSlice,
    NotFreeThen,
    NotOfTheGroup,
    ObserverIsHost,
    ObserverTwice,
    TooLongAgo,
)
from app.study.rules import Release
from app.study.schemas import ObserverIn, RoundIn
from app.study.tables import Observation, StudyRound
from app.time_budget import actions as time_budget
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory
from app.timetable import queries as timetable
from app.timetable.queries import TaughtLesson


@dataclass(frozen=True, slots=True)
class Place:
    """The lesson that is watched: where in the timetable, and when exactly."""

    year_id: UUID
    version_id: UUID
    held_on: date
    cycle_day: str
    period: str
    starts_at: datetime
    ends_at: datetime
    slices: int


@dataclass(frozen=True, slots=True)
class Watching:
    """One observer's half hour, and what holds them then."""

    wish: ObserverIn
    member: MemberRow
    starts_at: datetime
    ends_at: datetime
    lessons: tuple[Occupied, ...]
    release: Release
    taught: TaughtLesson | None


def schedule(session: Session, actor: Actor, wish: RoundIn, now: datetime) -> StudyRound:
    """Book a research lesson, its observers, their cover requests and the debrief.

    Raises:
        NotFreeThen, HostNotTeaching, BudgetExhausted, GroupNotReady, ...: nothing is stored then.
    """
    group = plc.group(session, actor, wish.group_id, lock=True)
    members = {row.staff_id: row for row in plc.members(session, actor, [group.id])[group.id] if not row.is_guest}
    plc_access.require_member(actor, list(members.values()))
    plc_access.require_ready(group, list(members.values()))
    _require_sensible(wish, members)
    school = people.school(session, actor.school_id)
    place = find_place(session, actor, school, wish.held_on, wish.period, now)
    attending = [wish.host_id, *(observer.staff_id for observer in wish.observers)]
    taught = timetable.lessons_of(session, actor, place.version_id, attending)
    hosted = taught.get((wish.host_id, place.cycle_day, place.period))
    if not hosted:
        raise HostNotTeaching(host_name=members[wish.host_id].name, held_on=place.held_on, period=place.period)
    talk = debrief_time(session, actor, school, wish.debrief, lesson_ends_at=place.ends_at, lesson_on=place.held_on)
    occupied_queries.lock_people(session, actor, attending)
    held = occupied_queries.stretches(session, actor, attending, first=place.held_on, last=place.held_on)
    watching = [_watching(session, actor, one, members, place, held, taught) for one in wish.observers]
    if any(one.release == Release.COVER and one.ends_at <= now for one in watching):
        raise CoverTooLate
    row = _round_row(actor, wish, place, hosted, talk, now)
    session.add(row)
    session.flush()
    _book(session, actor, row, members[wish.host_id], watching, held)
    _store_observations(session, actor, row, place.year_id, watching, now)
    take_seats(session, actor, row, school, place.year_id, [members[staff_id] for staff_id in attending], talk, now)
    session.flush()
    return row


def find_place(session: Session, actor: Actor, school: School, held_on: date, period: str, now: datetime) -> Place:
    """Where (date, period) lies in the timetable in force then.

    Raises:
        NoSchoolThen, NoSuchPeriod, TooLongAgo: it is no lesson that can be planned.
    """
    zone = ZoneInfo(school.zone)
    if held_on < clock.local_date(now, zone) - timedelta(days=rules.ENTERED_AFTERWARDS_DAYS_MAX):
        raise TooLongAgo(days_max=rules.ENTERED_AFTERWARDS_DAYS_MAX)
    day = next(iter(years.days_between(session, actor, held_on, held_on)), None)
    if day is None or day.cycle_day is None:
        raise NoSchoolThen(held_on=held_on)
    version = timetable.version_on(session, actor, held_on)
    bells = timetable.bells(session, actor, version.id).get(day.cycle_day, [])
    bell = next((one for one in bells if one.period == period), None)
    if bell is None:
        raise NoSuchPeriod(period=period)
    return Place(
        year_id=day.year_id, version_id=version.id, held_on=held_on, cycle_day=day.cycle_day, period=period,
        starts_at=clock.at_local(held_on, bell.starts, zone), ends_at=clock.at_local(held_on, bell.ends, zone),
        slices=rules.slice_count(bell.starts, bell.ends),
    )  # fmt: skip


def _require_sensible(wish: RoundIn, members: dict[UUID, MemberRow]) -> None:
    observers = [observer.staff_id for observer in wish.observers]
    if wish.host_id in observers:
        raise ObserverIsHost
    if len(set(observers)) != len(observers):
        raise ObserverTwice
    asked = {staff_id for observer in wish.observers for staff_id in observer.ask_ids}
    if not {wish.host_id, *observers, *asked} <= members.keys():
        raise NotOfTheGroup


def _watching(
    session: Session,
    actor: Actor,
    wish: ObserverIn,
    members: dict[UUID, MemberRow],
    place: Place,
    held: list[Occupied],
    taught: dict[tuple[UUID, str, str], list[TaughtLesson]],
) -> Watching:
    """What becomes of one observer's own time in the half they watch."""
    if wish.slice >= place.slices:
        raise NoSuchSlice(slices=place.slices)
    member = members[wish.staff_id]
    starts_at, ends_at = rules.slice_times(place.starts_at, wish.slice)
    mine = _within(held, member.staff_id, starts_at, ends_at)
    for row in mine:
        if row.kind != OccupiedKind.TEACH:
            raise NotFreeThen(staff_id=member.staff_id, name=member.name, reason=reason(row.kind, row.label))
    lessons = taught.get((member.staff_id, place.cycle_day, place.period), [])
    release, lesson = Release.NONE, None
    if mine:
        lesson = lessons[0] if lessons else None
        stays = bool(lessons) and all(
            _somebody_stays(session, actor, one, member.staff_id, starts_at, ends_at) for one in lessons
        )
        release = Release.CO_TEACHER if stays else Release.COVER
    return Watching(wish, member, starts_at, ends_at, tuple(mine), release, lesson)


def _somebody_stays(
    session: Session, actor: Actor, lesson: TaughtLesson, leaver: UUID, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether a co-teacher of the lesson is there all the same (SPEC R10). Locks them until the end."""
    others = [staff_id for staff_id in lesson.teacher_ids if staff_id != leaver]
    if not others:
        return False
    occupied_queries.lock_people(session, actor, others)
    rows = occupied_queries.stretches(
        session, actor, others, first=queries.day_of(starts_at), last=queries.day_of(ends_at)
    )
    return any(row.kind == OccupiedKind.TEACH for one in others for row in _within(rows, one, starts_at, ends_at))


def _within(rows: list[Occupied], staff_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Occupied]:
    return [row for row in rows if row.staff_id == staff_id and row.starts_at < ends_at and starts_at < row.ends_at]


def _round_row(
    actor: Actor, wish: RoundIn, place: Place, hosted: list[TaughtLesson], talk: DebriefTime, now: datetime
) -> StudyRound:
    return StudyRound(
        school_id=actor.school_id, group_id=wish.group_id, host_id=wish.host_id, version_id=place.version_id,
        held_on=place.held_on, period=place.period, starts_at=place.starts_at, ends_at=place.ends_at,
        class_name=" + ".join(dict.fromkeys(one.class_name for one in hosted)), subject=hosted[0].subject,
        room=hosted[0].room, focus=wish.focus, debrief_on=talk.held_on, debrief_starts_at=talk.starts_at,
        debrief_ends_at=talk.ends_at, debrief_place=talk.place, debrief_time_source=talk.time_source,
        created_by=actor.staff_id, created_at=now,
    )  # fmt: skip


def _book(
    session: Session, actor: Actor, row: StudyRound, host: MemberRow, watching: list[Watching], held: list[Occupied]
) -> None:
    """Fill the people's time: the host's lesson becomes hosting in the halves that are watched."""
    for number in sorted({one.wish.slice for one in watching}):
        starts_at, ends_at = rules.slice_times(row.starts_at, number)
        hosting = _within(held, host.staff_id, starts_at, ends_at)
        for stretch in hosting:
            if stretch.kind != OccupiedKind.TEACH:
                raise NotFreeThen(staff_id=host.staff_id, name=host.name, reason=reason(stretch.kind, stretch.label))
            occupied.release_lesson(session, stretch, row.id)
        _occupy(session, actor, row, host, OccupiedKind.HOST, number, starts_at, ends_at)
    for one in watching:
        for lesson in one.lessons:
            occupied.release_lesson(session, lesson, row.id)
        _occupy(session, actor, row, one.member, OccupiedKind.OBSERVE, one.wish.slice, one.starts_at, one.ends_at)


def _occupy(
    session: Session,
    actor: Actor,
    row: StudyRound,
    member: MemberRow,
    kind: OccupiedKind,
    number: int,
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    stretch = Stretch(
        staff_id=member.staff_id, person_id=member.person_id, kind=kind, held_on=row.held_on, starts_at=starts_at,
        ends_at=ends_at, period=row.period, slice=number, label=row.class_name, ref_id=row.id,
    )  # fmt: skip
    occupied.occupy(session, actor, stretch)


def _store_observations(
    session: Session, actor: Actor, row: StudyRound, year_id: UUID, watching: list[Watching], now: datetime
) -> None:
    """Commit the observers' minutes, open the needs for cover, and write down who watches when."""
    commits = time_budget.commit_all(
        session,
        actor,
        [
            CommitWish(
                staff_id=one.member.staff_id, year_id=year_id, category=TimeCategory.OBSERVE,
                minutes=rules.SLICE_MINUTES, ref_id=row.id, held_on=row.held_on,
            )
            for one in watching
        ],
        now,
    )  # fmt: skip
    uncovered = [one for one in watching if one.release == Release.COVER]
    slots = cover.open_needs(session, actor, [_need(row, one) for one in uncovered], now)
    slot_of = {one.member.staff_id: slot.id for one, slot in zip(uncovered, slots, strict=True)}
    for one, commit in zip(watching, commits, strict=True):
        session.add(
            Observation(
                school_id=actor.school_id,
                round_id=row.id,
                staff_id=one.member.staff_id,
                slice=one.wish.slice,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                minutes=rules.SLICE_MINUTES,
                release=one.release,
                cover_slot_id=slot_of.get(one.member.staff_id),
                commit_id=commit.id,
            )
        )


def _need(row: StudyRound, one: Watching) -> Need:
    taught = one.taught
    return Need(
        group_id=row.group_id, round_id=row.id, released_id=one.member.staff_id, held_on=row.held_on, period=row.period,
        slice=one.wish.slice, starts_at=one.starts_at, ends_at=one.ends_at, minutes=rules.SLICE_MINUTES,
        class_name=taught.class_name if taught else one.lessons[0].label, subject=taught.subject if taught else "",
        room=taught.room if taught else "",
        ask_ids=tuple(staff_id for staff_id in one.wish.ask_ids if staff_id != row.host_id),
    )  # fmt: skip
