"""From what is stored of a school to the planning problem: days, people, what holds them, what they have left. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.occupied.rules import OccupiedKind
from app.planner import rules
from app.planner.bells import after_lessons, apart, met
from app.planner.problem import AfterSchool, Caps, Group, Lesson, Period, Policy, Problem, SchoolDay, Teacher
from app.timetable.rules import CLOSED, MarkKind

Slot = tuple[str, str, str]
"""A teacher, a cycle day, a period."""

IN_WORDS = {
    OccupiedKind.HOST: "hosts a research lesson then",
    OccupiedKind.OBSERVE: "observes a colleague then",
    OccupiedKind.COVER: "covers for a colleague then",
    OccupiedKind.DEBRIEF: "is in a debrief then",
}


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday of a half-term. `cycle_day` is None where nothing can be planned: INSET, say, or no timetable."""

    on: date
    cycle_day: str | None


@dataclass(frozen=True, slots=True)
class Booked:
    """What Kenkyu has put into somebody's day, in minutes of the wall clock; `asked`: they have not answered yet."""

    teacher: str
    on: date
    start: int
    end: int
    words: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Minutes that can still be promised, by pot."""

    observe: int = 0
    cover: int = 0
    debrief: int = 0


@dataclass(frozen=True, slots=True)
class School:
    """All that a problem is made of. Cycle days are named apart where two timetables are in force in the window."""

    days: Sequence[Day]
    bells: Mapping[str, Sequence[Period]]
    lessons: Sequence[Lesson]
    marks: Mapping[Slot, MarkKind]
    """By (teacher, cycle day, period); the period is empty for whole days."""
    teachers: Sequence[str]
    booked: Sequence[Booked]
    left: Mapping[str, Left]
    groups: Sequence[Group]
    avoided: frozenset[date]
    policy: Policy
    slot_minutes: int
    moving_minutes: int
    after_school_starts: int
    after_school_ends: int


@dataclass(slots=True)
class _Off:
    """When somebody cannot be planned, and why, for whoever asks."""

    times: dict[str, set[tuple[date, str | None]]] = field(default_factory=dict)
    notes: dict[tuple[str, date, str | None], str] = field(default_factory=dict)

    def add(self, teacher: str, on: date, period: str | None, words: str) -> None:
        self.times.setdefault(teacher, set()).add((on, period))
        self.notes.setdefault((teacher, on, period), words)


Notes = Mapping[tuple[str, date, str | None], str]
"""Why a teacher is off in a period, or for the whole day (None): the rest of a sentence that begins with their name."""


def problem_of(school: School) -> tuple[Problem, Notes]:
    """Make the planning problem, and say why people are off."""
    taught = Counter((lesson.day, lesson.period) for lesson in school.lessons)
    days = {
        day: apart(periods, {name: n for (of, name), n in taught.items() if of == day}, school.slot_minutes)
        for day, periods in school.bells.items()
    }
    kept = {day: {period.name for period in periods} for day, periods in days.items()}
    after = _after_school(school)
    off, busy = _Off(), set[Slot]()
    _mark_absences(school, kept, off)
    _mark_overlaps(school, kept, off, busy)
    _mark_bookings(school, days, after, off)
    plannable = [day for day in school.days if day.cycle_day is not None]
    stand_in = next(iter(days), "")
    problem = Problem(
        slot_minutes=school.slot_minutes,
        calendar=tuple(SchoolDay(day.on, day.cycle_day or stand_in) for day in school.days),
        days=days,
        after_school=after,
        teachers=tuple(_teacher(school, teacher, off) for teacher in sorted(school.teachers)),
        lessons=tuple(lesson for lesson in school.lessons if lesson.period in kept.get(lesson.day, ())),
        groups=tuple(sorted(school.groups, key=lambda group: group.id)),
        ppa=frozenset(_marked(school, kept, {MarkKind.PPA})),
        busy=frozenset(busy | set(_marked(school, kept, {MarkKind.ECT, MarkKind.DUTY, MarkKind.LEADERSHIP}))),
        blocked=frozenset((day.on, None) for day in school.days if day not in plannable or day.on in school.avoided),
        policy=school.policy,
    )
    return problem, off.notes


def _after_school(school: School) -> AfterSchool:
    ends: dict[int, int] = {}
    for day in school.days:
        for period in school.bells.get(day.cycle_day or "", ()):
            ends[day.on.isoweekday()] = max(ends.get(day.on.isoweekday(), 0), period.end)
    return after_lessons(
        school.after_school_starts, school.after_school_ends, ends, rules.DEBRIEF_WEEKDAYS,
        school.policy.debrief_minutes,
    )  # fmt: skip


def _mark_absences(school: School, kept: Mapping[str, set[str]], off: _Off) -> None:
    """Days off; and closed time on a lesson: occupied time has the lesson give way to it, so nobody teaches then.

    A period that gave way to another it overlaps with is not in the problem: what it holds counts as an overlap.
    """
    dates = _dates(school)
    teaching = {(teacher, lesson.day, lesson.period) for lesson in school.lessons for teacher in lesson.teachers}
    for slot, kind in school.marks.items():
        teacher, cycle_day, period = slot
        if period and period not in kept.get(cycle_day, ()):
            continue
        for on in dates.get(cycle_day, ()):
            if kind == MarkKind.OFF:
                off.add(teacher, on, period or None, "is not in school then")
            elif kind in CLOSED and slot in teaching:
                off.add(teacher, on, period, "has PPA or early-career time then, which is always kept")


def _mark_overlaps(school: School, kept: Mapping[str, set[str]], off: _Off, busy: set[Slot]) -> None:
    """Whoever is held in a period is held in every other that it overlaps with by the clock."""
    dates = _dates(school)
    teaching = {(teacher, lesson.day, lesson.period) for lesson in school.lessons for teacher in lesson.teachers}
    held = teaching | {slot for slot in school.marks if slot[2]}
    for cycle_day, periods in school.bells.items():
        for name, others in met(periods).items():
            for teacher, of_day, period in held:
                if of_day != cycle_day or period not in others or name not in kept[cycle_day]:
                    continue
                if (teacher, cycle_day, name) not in teaching:
                    busy.add((teacher, cycle_day, name))
                    continue
                for on in dates.get(cycle_day, ()):
                    off.add(teacher, on, name, "has something else at the same time")


def _mark_bookings(school: School, days: Mapping[str, tuple[Period, ...]], after: AfterSchool, off: _Off) -> None:
    """What is booked or asked for already. After school it takes the day: a plan cannot say less of that time."""
    day_of = {day.on: day.cycle_day for day in school.days if day.cycle_day is not None}
    known = set(school.teachers)
    for one in school.booked:
        if one.teacher not in known or one.on not in day_of:
            continue
        for period in days[day_of[one.on]]:
            if period.start < one.end and one.start < period.end:
                off.add(one.teacher, one.on, period.name, one.words)
        meets_after = one.start < after.end and after.start < one.end
        if meets_after and one.on.isoweekday() in after.weekdays:
            off.add(one.teacher, one.on, None, one.words)


def _dates(school: School) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day in school.days:
        if day.cycle_day is not None:
            found.setdefault(day.cycle_day, []).append(day.on)
    return found


def _marked(school: School, kept: Mapping[str, set[str]], kinds: Iterable[MarkKind]) -> list[Slot]:
    wanted = set(kinds)
    return [slot for slot, kind in school.marks.items() if kind in wanted and slot[2] in kept.get(slot[1], ())]


def _teacher(school: School, teacher: str, off: _Off) -> Teacher:
    """Somebody with what they have left: never more than what booking will ask of their pots."""
    left, policy = school.left.get(teacher, Left()), school.policy
    asked = sum(one.end - one.start for one in school.booked if one.asked and one.teacher == teacher)
    cover = max(0, left.cover - asked)
    each = policy.debrief_minutes + 2 * school.moving_minutes
    caps = Caps(observe=left.observe, cover=cover, debrief=left.debrief // each * policy.debrief_minutes)
    return Teacher(
        id=teacher, caps=caps, exchange=cover >= school.slot_minutes, off=frozenset(off.times.get(teacher, ()))
    )
