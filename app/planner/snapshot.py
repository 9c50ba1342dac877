"""What a plan depends on, as it is stored now: read in a fixed number of statements, and known again by its digest."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import queries as cover
from app.identity import queries as people
from app.identity.tables import School as SchoolRow
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied import queries as occupied
from app.planner import rules
from app.planner.errors import GroupsNotReady, GroupTwice, NothingToPlan, NotReady, SchoolTooLarge, WindowUnusable
from app.planner.interchange import instance_json
from app.planner.interchange_instance import MEMBERS_MAX
from app.planner.problem import Group, Lesson, Period, Policy, Problem
from app.planner.schemas import GroupWish, PolicyWish, RunIn
from app.planner.school import IN_WORDS, Booked, Day, Left, Notes, School, Slot, problem_of
from app.plc import queries as plc
from app.plc.rules import counted, missing
from app.school_year import queries as years
from app.school_year.tables import SchoolDay
from app.study.rules import SLICE_MINUTES
from app.time_budget import queries as time_budget
from app.time_budget.rules import TimeCategory
from app.timetable import queries as timetable
from app.timetable.rules import MarkKind
from app.timetable.rules.away import by_day
from app.timetable.rules.class_changes import ALL_TAUGHT, ClassChange, NotTaught, left_of, not_taught

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A problem, and what tells whether it is still the same one."""

    problem: Problem
    versions: tuple[str, ...]
    """The timetables it stands on."""
    names: Mapping[str, str]
    """Of teachers, by their id in the problem."""
    notes: Notes

    @property
    def asked(self) -> int:
        """Observations asked for."""
        return sum(group.observations_each * len(group.members) for group in self.problem.groups)

    @property
    def digest(self) -> str:
        """SHA-256 of the problem and of the timetables it stands on."""
        written = json.dumps([instance_json(self.problem), list(self.versions)], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Freed:
    """Bookings that a problem is posed without, as if they were not there: a repair may plan them anew."""

    refs: frozenset[UUID] = frozenset()
    """Rounds and needs for cover whose stretches of time hold nobody."""
    asks: frozenset[tuple[UUID, UUID]] = frozenset()
    """(need for cover, colleague): being asked that holds nobody."""
    minutes: Mapping[UUID, Left] = field(default_factory=dict)
    """Promised for them, and there to be promised again."""


NOTHING_FREED = Freed()


def first_day(session: Session, actor: Actor, wish: RunIn, now: datetime) -> date:
    """The first day that can be planned: tomorrow at the earliest.

    Raises:
        WindowUnusable: the window runs backwards, or is longer than a term.
    """
    if wish.last_on < wish.first_on:
        raise WindowUnusable(reason="The window ends before it begins: change one of its two days.")
    if wish.last_on - wish.first_on >= timedelta(days=rules.WINDOW_DAYS_MAX):
        raise WindowUnusable(reason=f"Choose at most {rules.WINDOW_DAYS_MAX} days: plan a year half-term by half-term.")
    return max(wish.first_on, years.today(session, actor, now) + timedelta(days=1))


def snapshot(session: Session, actor: Actor, wish: RunIn, first_on: date, freed: Freed = NOTHING_FREED) -> Snapshot:
    """The problem that *wish* poses from *first_on* on, if what is *freed* were not booked.

    Raises:
        NothingToPlan, GroupTwice, NotFound, GroupsNotReady, SchoolTooLarge, WindowUnusable.
    """
    school = people.school(session, actor.school_id)
    groups = _groups(session, actor, wish.groups)
    frame = _frame(session, actor, first_on, wish.last_on)
    if not frame.version_of.keys() - set(wish.avoid_dates):
        raise NothingToPlan
    active = {row.id: row.name for row in people.active_staff(session, actor)}
    members = {member for of_group in groups.values() for member in of_group}
    found = _gather(
        session, actor, school, frame, active, members=members,
        groups=[_group(asked, groups[asked.group_id]) for asked in wish.groups],
        avoided=frozenset(wish.avoid_dates), policy=wish.policy, freed=freed,
    )  # fmt: skip
    if len(found.teachers) > rules.TEACHERS_MAX:
        raise SchoolTooLarge(teachers=len(found.teachers), teachers_max=rules.TEACHERS_MAX)
    if not found.lessons:
        raise NothingToPlan
    return _snapshot(found, frame, active)


def around(session: Session, actor: Actor, staff_id: UUID, held_on: date) -> Snapshot:
    """One teacher's week around *held_on*, without any group: enough to say what is in their way."""
    school = people.school(session, actor.school_id)
    monday = clock.monday_of(held_on)
    frame = _frame(session, actor, monday, monday + timedelta(days=6))
    name = {staff_id: people.staff_member(session, actor, staff_id).name}
    found = _gather(
        session, actor, school, frame, name, members={staff_id}, groups=(), avoided=frozenset(), policy=PolicyWish()
    )
    return _snapshot(found, frame, name)


@dataclass(frozen=True, slots=True)
class _Frame:
    """School days, and which timetable is in force on each that can be planned."""

    days: Sequence[SchoolDay]
    version_of: Mapping[date, UUID]
    labels: Mapping[UUID, str]
    """What a version adds to the names of its cycle days, so that those of two versions differ."""
    changed: Mapping[date, tuple[str, NotTaught]]
    """Dates on which some classes are not taught: each such set makes cycle days of its own, by another name."""

    def name(self, day: SchoolDay) -> str | None:
        """The cycle day of a date that can be planned."""
        version_id = self.version_of.get(day.held_on)
        if version_id is None:
            return None
        return f"{day.cycle_day}{self.labels[version_id]}{self.changed.get(day.held_on, ('', ALL_TAUGHT))[0]}"

    def named(self, version_id: UUID) -> dict[str, dict[str, NotTaught]]:
        """The names that each cycle day of a version has on the dates in question, with the classes not taught."""
        found: dict[str, dict[str, NotTaught]] = {}
        for day in self.days:
            if self.version_of.get(day.held_on) == version_id and (name := self.name(day)) is not None:
                away = self.changed.get(day.held_on, ("", ALL_TAUGHT))[1]
                found.setdefault(day.cycle_day or "", {})[name] = away
        return found


def _frame(session: Session, actor: Actor, first: date, last: date) -> _Frame:
    days = years.days_between(session, actor, first, last)
    if len({day.year_id for day in days}) > 1:
        raise WindowUnusable(reason="The window reaches into two school years: plan each by itself.")
    in_force = timetable.versions_between(session, actor, [day for day in days if day.cycle_day is not None])
    return _Frame(
        days=days,
        version_of={day.held_on: version_id for version_id, of_version in in_force.items() for day in of_version},
        labels={version_id: f" ({number})" if number > 1 else "" for number, version_id in enumerate(in_force, 1)},
        changed=_changed(timetable.class_changes(session, actor, since=first, until=last), days),
    )


def _changed(changes: Sequence[ClassChange], days: Sequence[SchoolDay]) -> dict[date, tuple[str, NotTaught]]:
    found: dict[date, tuple[str, NotTaught]] = {}
    names: dict[frozenset[tuple[str, str]], str] = {}
    for day in days:
        if away := not_taught(changes, day.held_on):
            name = names.setdefault(frozenset(away.items()), f" (changed {len(names) + 1})")
            found[day.held_on] = (name, away)
    return found


def _groups(session: Session, actor: Actor, wishes: Sequence[GroupWish]) -> dict[UUID, list[UUID]]:
    """Who is in each group that was asked for."""
    ids = [wish.group_id for wish in wishes]
    if len(set(ids)) != len(ids):
        raise GroupTwice
    members, refused = _ready_and_not(session, actor, ids)
    if len(members) + len(refused) != len(ids):
        raise NotFound
    if refused:
        raise GroupsNotReady(groups=list(refused.values()))
    return members


def ready(session: Session, actor: Actor, wishes: Sequence[GroupWish]) -> list[GroupWish]:
    """Those of *wishes* whose groups can still plan: the others are left as they are.

    Raises:
        GroupsNotReady: none of them can.
    """
    members, refused = _ready_and_not(session, actor, [wish.group_id for wish in wishes])
    if not members:
        raise GroupsNotReady(groups=list(refused.values()))
    return [wish for wish in wishes if wish.group_id in members]


def _ready_and_not(
    session: Session, actor: Actor, group_ids: Sequence[UUID]
) -> tuple[dict[UUID, list[UUID]], dict[UUID, NotReady]]:
    """Who is in each group that can plan, and what the others miss."""
    rows = plc.groups_by_ids(session, actor, group_ids)
    members = plc.members(session, actor, group_ids)
    able: dict[UUID, list[UUID]] = {}
    refused: dict[UUID, NotReady] = {}
    for group_id, row in rows.items():
        lacking = missing(members[group_id], is_archived=row.is_archived)
        if len(counted(members[group_id])) > MEMBERS_MAX:
            lacking.append(f"A plan takes groups of up to {MEMBERS_MAX}: consider two groups.")
        if lacking:
            refused[group_id] = NotReady(row.name, lacking)
        else:
            able[group_id] = [one.staff_id for one in counted(members[group_id])]
    return able, refused


def _group(wish: GroupWish, members: Sequence[UUID]) -> Group:
    return Group(
        id=str(wish.group_id), members=tuple(sorted(str(one) for one in members)),
        observations_each=wish.observations_each, min_observers=len(members) - 1 if wish.whole_group else 1,
    )  # fmt: skip


def _gather(
    session: Session, actor: Actor, school: SchoolRow, frame: _Frame, active: Mapping[UUID, str], *,
    members: Collection[UUID], groups: Sequence[Group], avoided: frozenset[date], policy: PolicyWish,
    freed: Freed = NOTHING_FREED,
) -> School:  # fmt: skip
    """Read all that holds the *active* staff; who has no timetable takes part only as a member."""
    week = _Week(teachers={str(staff_id) for staff_id in members})
    for version_id in frame.labels:
        _gather_version(session, actor, week, version_id, frame.named(version_id), active)
    return School(
        days=[Day(day.held_on, frame.name(day)) for day in frame.days],
        bells=week.bells,
        lessons=sorted(
            week.lessons.values(),
            key=lambda one: (one.day, one.period, one.teachers, one.class_name, one.subject, one.room),
        ),
        marks=week.marks,
        teachers=sorted(week.teachers),
        booked=_booked(session, actor, frame, ZoneInfo(school.zone), freed),
        left=_left(session, actor, frame, list(active), freed),
        groups=groups, avoided=avoided, policy=_policy(policy, school), slot_minutes=SLICE_MINUTES,
        moving_minutes=school.moving_minutes, after_school_starts=_wall(school.after_school_starts),
        after_school_ends=_wall(school.after_school_ends),
    )  # fmt: skip


@dataclass(slots=True)
class _Week:
    """The timetables by the names that their cycle days have in the problem."""

    teachers: set[str]
    bells: dict[str, list[Period]] = field(default_factory=dict)
    lessons: dict[tuple[UUID, str], Lesson] = field(default_factory=dict)
    marks: dict[Slot, MarkKind] = field(default_factory=dict)


def _gather_version(
    session: Session, actor: Actor, week: _Week, version_id: UUID, named: Mapping[str, Mapping[str, NotTaught]],
    active: Mapping[UUID, str],
) -> None:  # fmt: skip
    """Put one timetable's bells, lessons and marks under each name that its days have on the dates in question."""
    for cycle_day, of_day in timetable.bells(session, actor, version_id).items():
        for name in named.get(cycle_day, ()):
            week.bells[name] = [Period(one.period, _wall(one.starts), _wall(one.ends)) for one in of_day]
    for (staff_id, cycle_day, period), taught in timetable.lessons_of(session, actor, version_id, list(active)).items():
        week.teachers.update(str(one) for lesson in taught for one in lesson.teacher_ids if one in active)
        for name, away in named.get(cycle_day, {}).items():
            left = timetable.still_taught(taught, away)
            for one in left:
                who = tuple(sorted(str(staff_id) for staff_id in one.teacher_ids if staff_id in active))
                week.lessons[one.lesson_id, name] = Lesson(name, period, who, one.class_name, one.subject, one.room)
            if not left and any(left_of(one.class_name, away)[1] for one in taught):
                week.marks[str(staff_id), name, period] = MarkKind.DUTY  # With a class that is elsewhere.
    for (staff_id, cycle_day, period), mark in timetable.marks_of(session, actor, version_id, list(active)).items():
        week.teachers.add(str(staff_id))
        for name in named.get(cycle_day, ()):
            week.marks[str(staff_id), name, period] = mark.kind


def _booked(session: Session, actor: Actor, frame: _Frame, zone: ZoneInfo, freed: Freed) -> list[Booked]:
    """What holds people already, and what they have been asked and not answered."""
    if not frame.days:
        return []
    first, last = frame.days[0].held_on, frame.days[-1].held_on
    found = [
        Booked(str(one.staff_id), one.held_on, _at(one.starts_at, zone), _at(one.ends_at, zone), IN_WORDS[one.kind])
        for one in occupied.planned_between(session, actor, first, last) if one.ref_id not in freed.refs
    ]  # fmt: skip
    for staff_id, slot in cover.asked_between(session, actor, first, last):
        if (slot.id, staff_id) in freed.asks:
            continue
        found.append(
            Booked(
                str(staff_id), slot.held_on, _at(slot.starts_at, zone), _at(slot.ends_at, zone),
                "is being asked to cover then", asked=True,
            )
        )  # fmt: skip
    absences = timetable.absences_of(session, actor, None, since=first, until=last, zone=zone)
    for (staff_id, on), parts in by_day(absences, zone, since=first, until=last).items():
        for begins_at, ends_at in parts:
            end = _at(ends_at, zone) or DAY_MINUTES
            found.append(Booked(str(staff_id), on, _at(begins_at, zone), end, "is not in school then"))
    return found


def _left(
    session: Session, actor: Actor, frame: _Frame, staff_ids: Sequence[UUID], freed: Freed
) -> dict[str, Left]:  # fmt: skip
    if not frame.days:
        return {}
    pots = time_budget.pots(session, actor, staff_ids, frame.days[0].year_id)
    found = {}
    for staff_id, of in pots.items():
        back = freed.minutes.get(staff_id, Left())
        found[str(staff_id)] = Left(
            observe=of[TimeCategory.OBSERVE].available_minutes + back.observe,
            cover=of[TimeCategory.COVER].available_minutes + back.cover,
            debrief=of[TimeCategory.DEBRIEF_MOVE].available_minutes + back.debrief,
        )
    return found


def _policy(wish: PolicyWish, school: SchoolRow) -> Policy:
    return Policy(
        ppa_percent=wish.ppa_percent, cover_per_week=wish.cover_per_week, releases_per_class=wish.releases_per_class,
        debrief_minutes=school.debrief_minutes, debrief_within_days=wish.debrief_within_days,
    )  # fmt: skip


def _snapshot(found: School, frame: _Frame, names: Mapping[UUID, str]) -> Snapshot:
    problem, notes = problem_of(found)
    versions = tuple(str(one) for one in frame.labels)
    return Snapshot(problem, versions, {str(staff_id): name for staff_id, name in names.items()}, notes)


def _wall(at: time) -> int:
    return at.hour * 60 + at.minute


def _at(instant: datetime, zone: ZoneInfo) -> int:
    return _wall(instant.astimezone(zone).time())
