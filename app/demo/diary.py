"""Who can do what in a slice of a date: the timetable, the marks, what the story has already planned, and the pots."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from app.demo.model import SLICE_MINUTES, DemoLesson, DemoSchool
from app.demo.year import DemoYear, SchoolDay

DEBRIEF_MINUTES: Final = 20
DEBRIEF_WITHIN_DAYS: Final = 2
DEBRIEF_WEEKDAYS: Final = range(4)
"""Monday to Thursday: nobody is asked to stay on a Friday."""
COVERS_PER_WEEK: Final = 1
RELEASES_PER_CLASS: Final = 2

FREE: Final = "FREE"
TEACHING: Final = "TEACHING"
CLOSED: Final = "CLOSED"


@dataclass(frozen=True, slots=True)
class Pots:
    """Protected minutes of one person in a year."""

    observe: int
    cover: int
    debrief: int


def pots(fte_percent: int) -> Pots:
    """Give a person's protected minutes: 90, 90 and 120, and blocks of 30 pro rata for part-timers.

    Source: docs/domain.md, part-time default of the budget ledger.
    """
    blocks = max(3, (fte_percent + 5) // 10)
    observe = (30 * blocks + 49) // 100
    return Pots(observe * SLICE_MINUTES, observe * SLICE_MINUTES, (blocks - 2 * observe) * SLICE_MINUTES)


@dataclass(frozen=True, slots=True)
class Watching:
    """One observer in one slice, and who takes their class: nobody when release is `none` or `external`."""

    observer: str
    slice: int
    release: str
    coverer: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A round that fits everybody's diary."""

    host: str
    day: SchoolDay
    lesson: DemoLesson
    watchings: tuple[Watching, ...]
    debrief_on: date
    debrief_at: time
    debrief_period: str | None

    @property
    def debaters(self) -> tuple[str, ...]:
        """Everyone in the debrief, the host first."""
        return (self.host, *(watching.observer for watching in self.watchings))

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone with a part in the round, each once: host, observers, coverers."""
        coverers = (watching.coverer for watching in self.watchings if watching.coverer)
        return tuple(dict.fromkeys((*self.debaters, *coverers)))


class Diary:
    """The school's timetable with the rounds planned so far."""

    def __init__(self, school: DemoSchool, year: DemoYear) -> None:
        self.school = school
        self.year = year
        self.days = {day.on: number for number, day in enumerate(year.school_days)}
        self.members = {member.code: member for member in school.staff}
        self.lessons = {(c, le.cycle_day, le.period): le for le in school.lessons for c in le.teachers}
        self.marks = {(mark.staff, mark.cycle_day, mark.period) for mark in school.marks}
        self.pots = {member.code: pots(member.fte_percent) for member in school.staff}
        self.used: dict[str, Counter[str]] = {"observe": Counter(), "cover": Counter(), "debrief": Counter()}
        self.hosted: Counter[str] = Counter()
        self.released: Counter[tuple[str, str]] = Counter()
        self.covers: Counter[tuple[str, date]] = Counter()
        self.taken: set[tuple[str, date, str, int]] = set()
        self.meetings: set[tuple[str, date]] = set()

    def lesson(self, code: str, day: SchoolDay, period: str) -> DemoLesson | None:
        """Give what *code* teaches then, or None."""
        return self.lessons.get((code, day.cycle_day, period))

    def state(self, code: str, day: SchoolDay, period: str) -> str:
        """Say whether *code* is FREE, TEACHING or CLOSED (marked, or not in school) by the timetable."""
        if (code, day.cycle_day, period) in self.lessons:
            return TEACHING
        is_off = day.cycle_day in self.members[code].days_off
        return CLOSED if is_off or (code, day.cycle_day, period) in self.marks else FREE

    def is_clear(self, code: str, day: SchoolDay, period: str, slices: Iterable[int]) -> bool:
        """Tell whether nothing is planned for *code* in these slices yet."""
        return all((code, day.on, period, number) not in self.taken for number in slices)

    def has_minutes(self, code: str, pot: str, minutes: int) -> bool:
        """Tell whether the pot of *code* still holds *minutes*. Exactly that many is enough."""
        allowed: int = getattr(self.pots[code], pot)
        return self.used[pot][code] + minutes <= allowed

    def may_observe(self, code: str) -> bool:
        """Tell whether *code* has a slice of observing and a debrief left."""
        return self.has_minutes(code, "observe", SLICE_MINUTES) and self.has_minutes(code, "debrief", DEBRIEF_MINUTES)

    def may_cover(self, code: str, day: SchoolDay) -> bool:
        """Tell whether *code* has a slice of cover left, in the year and in that week."""
        is_rare = self.covers[code, _monday(day.on)] < COVERS_PER_WEEK
        return is_rare and self.has_minutes(code, "cover", SLICE_MINUTES)

    def may_release(self, lesson: DemoLesson) -> bool:
        """Tell whether a class can do without its teacher once more; a co-taught one is left alone."""
        return len(lesson.teachers) == 1 and self.released[lesson.class_code, lesson.subject] < RELEASES_PER_CLASS

    def debrief_times(self, people: Sequence[str], day: SchoolDay, period: str) -> list[tuple[date, time, str | None]]:
        """List when all *people* can meet within the days allowed: after school, or in a period all have free."""
        found: list[tuple[date, time, str | None]] = []
        first = self.days[day.on]
        for later in self.year.school_days[first : first + DEBRIEF_WITHIN_DAYS + 1]:
            if any((code, later.on) in self.meetings for code in people):
                continue
            if any(later.cycle_day in self.members[code].days_off for code in people):
                continue
            if later.on.weekday() in DEBRIEF_WEEKDAYS and later.on not in self.year.twilights:
                found.append((later.on, self.school.after_school, None))
            found += self._free_periods(people, later, after=period if later == day else None)
        return found

    def _free_periods(
        self, people: Sequence[str], day: SchoolDay, *, after: str | None
    ) -> list[tuple[date, time, str | None]]:
        names = [period.name for period in self.school.periods]
        start = names.index(after) + 1 if after else 0
        return [
            (day.on, period.starts_at, period.name)
            for period in self.school.periods[start:]
            if all(
                self.state(code, day, period.name) == FREE and self.is_clear(code, day, period.name, (0, 1))
                for code in people
            )
        ]

    def book(self, draft: Draft) -> None:
        """Take everybody's slices and minutes for a round."""
        day, period = draft.day, draft.lesson.period
        self.hosted[draft.host] += 1
        for watching in draft.watchings:
            self.used["observe"][watching.observer] += SLICE_MINUTES
            busy = [draft.host, watching.observer]
            if watching.coverer:
                busy.append(watching.coverer)
                self.used["cover"][watching.coverer] += SLICE_MINUTES
                self.covers[watching.coverer, _monday(day.on)] += 1
            if watching.release != "none":
                lesson = self.lessons[watching.observer, day.cycle_day, period]
                self.released[lesson.class_code, lesson.subject] += 1
            self.taken |= {(code, day.on, period, watching.slice) for code in busy}
        for code in draft.debaters:
            self.used["debrief"][code] += DEBRIEF_MINUTES
            self.meetings.add((code, draft.debrief_on))
            if draft.debrief_period:
                self.taken |= {(code, draft.debrief_on, draft.debrief_period, number) for number in (0, 1)}


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
