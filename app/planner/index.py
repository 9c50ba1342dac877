"""A problem unfolded: who is what in which period of the cycle, on which dates, what is left above the PPA floor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from app.planner.problem import Group, Lesson, Period, Problem, Teacher, TeacherState

Slot: TypeAlias = tuple[str, str]
"""(cycle day, period)"""


@dataclass(frozen=True, slots=True)
class DebriefOption:
    """A time for a debrief: day by its place in the window, minutes, and the slices of a period it takes, if any."""

    at: int
    start: int
    slot: Slot | None = None
    slices: tuple[int, ...] = ()


class Index:
    """Look-ups over one problem. Dates are places in the calendar, weeks are counted from the window's first."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.teachers: dict[str, Teacher] = {teacher.id: teacher for teacher in problem.teachers}
        self.groups: dict[str, Group] = {group.id: group for group in problem.groups}
        self.day_of: list[str] = [entry.day for entry in problem.calendar]
        self.dates: list[date] = [entry.on for entry in problem.calendar]
        weeks: dict[tuple[int, int], int] = {}
        self.week_of: list[int] = []
        for on in self.dates:
            year, week, _ = on.isocalendar()
            self.week_of.append(weeks.setdefault((year, week), len(weeks)))
        self.weeks = len(weeks)
        self.dates_of: dict[str, list[int]] = defaultdict(list)
        for at, day in enumerate(self.day_of):
            self.dates_of[day].append(at)
        self.period: dict[Slot, Period] = {
            (day, period.name): period for day in self.dates_of for period in problem.days[day]
        }
        self.slices: dict[Slot, int] = {
            slot: (period.end - period.start) // problem.slot_minutes for slot, period in self.period.items()
        }
        self.slots: list[Slot] = [slot for slot in self.period if self.slices[slot] > 0]
        self.own: dict[tuple[str, str, str], list[Lesson]] = defaultdict(list)
        for lesson in problem.lessons:
            for teacher in lesson.teachers:
                self.own[teacher, lesson.day, lesson.period].append(lesson)
        self.member_of: dict[str, list[str]] = defaultdict(list)
        for group in problem.groups:
            for member in group.members:
                self.member_of[member].append(group.id)
        self._talks: dict[tuple[int, int], list[DebriefOption]] = {}
        self._unmasked: dict[tuple[str, Slot], frozenset[int]] = {}
        self._place = {on: at for at, on in enumerate(self.dates)}

    def place(self, on: date) -> int:
        """Where *on* stands in the window."""
        return self._place[on]

    @cached_property
    def _blocked(self) -> tuple[frozenset[int], dict[str, frozenset[int]]]:
        return self._masks(self.problem.blocked)

    @cached_property
    def _off(self) -> dict[str, tuple[frozenset[int], dict[str, frozenset[int]]]]:
        return {teacher.id: self._masks(teacher.off) for teacher in self.problem.teachers if teacher.off}

    def _masks(self, entries: Iterable[tuple[date, str | None]]) -> tuple[frozenset[int], dict[str, frozenset[int]]]:
        whole: set[int] = set()
        parts: dict[str, set[int]] = defaultdict(set)
        for on, period in entries:
            at = self._place.get(on)
            if at is None:
                continue
            if period is None:
                whole.add(at)
            else:
                parts[period].add(at)
        return frozenset(whole), {period: frozenset(days) for period, days in parts.items()}

    def base(self, teacher: str, slot: Slot) -> TeacherState:
        """What the cycle says of *teacher* then, days off and blocked days aside."""
        key = (teacher, *slot)
        if self.own.get(key):
            return TeacherState.TEACHING
        if key in self.problem.ppa:
            return TeacherState.PPA
        return TeacherState.BUSY if key in self.problem.busy else TeacherState.FREE

    def there(self, teacher: str, slot: Slot) -> frozenset[int]:
        """The days of the window on which *slot* takes place and *teacher* is in school for it."""
        key = (teacher, slot)
        found = self._unmasked.get(key)
        if found is None:
            day, period = slot
            gone = set(self._blocked[0]) | self._blocked[1].get(period, frozenset())
            if teacher in self._off:
                whole, parts = self._off[teacher]
                gone |= whole | parts.get(period, frozenset())
            found = self._unmasked[key] = frozenset(at for at in self.dates_of[day] if at not in gone)
        return found

    def is_off(self, teacher: str, at: int, period: str) -> bool:
        """Whether *teacher* is not in school for that period (a blocked period is another matter)."""
        if teacher not in self._off:
            return False
        whole, parts = self._off[teacher]
        return at in whole or at in parts.get(period, frozenset())

    def in_school(self, teacher: str, at: int) -> bool:
        """Whether *teacher* can stay for a debrief after school."""
        return at not in self._blocked[0] and (teacher not in self._off or at not in self._off[teacher][0])

    @cached_property
    def spare(self) -> dict[str, list[int]]:
        """teacher -> week -> free slices that may be used: those above the PPA floor."""
        percent = self.problem.policy.ppa_percent
        answer: dict[str, list[int]] = {}
        for teacher in self.teachers:
            free, teaching, marked = [0] * self.weeks, [0] * self.weeks, [0] * self.weeks
            tally = {TeacherState.FREE: free, TeacherState.TEACHING: teaching, TeacherState.PPA: marked}
            for slot in self.slots:
                counted = tally.get(self.base(teacher, slot))
                if counted is not None:
                    for at in self.there(teacher, slot):
                        counted[self.week_of[at]] += self.slices[slot]
            floors = [max(0, -(-taught * percent // 100) - ppa) for taught, ppa in zip(teaching, marked, strict=True)]
            answer[teacher] = [max(0, n - floor) for n, floor in zip(free, floors, strict=True)]
        return answer

    def cap(self, teacher: str, kind: str) -> int | None:
        """How many slices (or debriefs) the minutes of *kind* allow; None is no limit."""
        caps = self.teachers[teacher].caps
        if kind == "debrief":
            length = self.problem.policy.debrief_minutes
            return None if caps.debrief is None or length == 0 else caps.debrief // length
        minutes = caps.observe if kind == "observe" else caps.cover
        return None if minutes is None else minutes // self.problem.slot_minutes

    def stayers(self, teacher: str, slot: Slot) -> list[tuple[str, ...]]:
        """For each lesson that *teacher* holds then, the others who hold it too."""
        return [tuple(other for other in lesson.teachers if other != teacher) for lesson in self.own[teacher, *slot]]

    def debrief_options(self, at: int, period_end: int) -> list[DebriefOption]:
        """Every time worth trying for the debrief of a lesson on day *at* that ends at *period_end*.

        After school at steps of the debrief's length from where one could begin; inside a period with a slice.
        """
        found = self._talks.get((at, period_end))
        if found is None:
            found = self._talks[at, period_end] = self._debrief_options(at, period_end)
        return found

    def _debrief_options(self, at: int, period_end: int) -> list[DebriefOption]:
        policy, after = self.problem.policy, self.problem.after_school
        length = policy.debrief_minutes
        options: list[DebriefOption] = []
        for then in range(at, min(at + policy.debrief_within_days + 1, len(self.dates))):
            earliest = period_end if then == at else 0
            if self.dates[then].isoweekday() in after.weekdays:
                starts = self._starts_after_school(then)
                options += [DebriefOption(then, start) for start in starts if start >= earliest]
            options += self._inside(then, earliest, length)
        return options

    def _starts_after_school(self, at: int) -> list[int]:
        """Every start after school worth trying that day, in order.

        Debriefs can be pushed together towards the beginning until each follows another, or begins when the window
        does, or when a lesson or a debrief in a period ends; so nothing is lost.
        """
        after, length = self.problem.after_school, self.problem.policy.debrief_minutes
        ends = {after.start}
        for period in self.problem.days[self.day_of[at]]:
            if period.end > after.start:
                ends.add(period.end)
                slices = self.slices[self.day_of[at], period.name]
                ends |= {period.start + s * self.problem.slot_minutes + length for s in range(slices)}
        last = after.end - length
        steps = max(length, 1)
        return sorted({at for end in ends if end >= after.start for at in range(end, last + 1, steps)})

    def _inside(self, at: int, earliest: int, length: int) -> list[DebriefOption]:
        after, step = self.problem.after_school, self.problem.slot_minutes
        options = []
        for period in self.problem.days[self.day_of[at]]:
            slot = (self.day_of[at], period.name)
            for s in range(self.slices[slot]):
                start = period.start + s * step
                if start < earliest or start + length > period.end:
                    continue
                weekday = self.dates[at].isoweekday()
                if weekday in after.weekdays and after.start <= start and start + length <= after.end:
                    continue  # Counts as after school, and is among those already.
                taken = tuple(
                    i for i in range(self.slices[slot])
                    if period.start + i * step < start + length and start < period.start + (i + 1) * step
                )  # fmt: skip
                options.append(DebriefOption(at, start, slot, taken))
        return options
