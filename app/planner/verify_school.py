"""The school of a problem, looked up: who does what in which dated period. For verify.py alone.

The solver has its own tables on purpose: a mistake in one of them shows as a difference.
"""

from collections import defaultdict
from datetime import date

from app.planner.problem import Lesson, Period, Problem, TeacherState

Week = tuple[int, int]
"""ISO year and week."""


def week_of(on: date) -> Week:
    """Which ISO week a date is in."""
    year, week, _ = on.isocalendar()
    return year, week


class School:
    """Every question about one teacher in one dated period is one look-up."""

    def __init__(self, problem: Problem) -> None:
        """Index *problem* once."""
        self.problem = problem
        self.position = {day.on: index for index, day in enumerate(problem.calendar)}
        self._cycle = {day.on: day.day for day in problem.calendar}
        self._bells = {day: {period.name: period for period in periods} for day, periods in problem.days.items()}
        self.teachers = {teacher.id: teacher for teacher in problem.teachers}
        self.groups = {group.id: group for group in problem.groups}
        self._off = {(teacher.id, on, period) for teacher in problem.teachers for on, period in teacher.off}
        self._taught: dict[tuple[str, str, str], list[Lesson]] = defaultdict(list)
        for lesson in problem.lessons:
            for teacher in lesson.teachers:
                self._taught[teacher, lesson.day, lesson.period].append(lesson)
        self._dates_of: dict[Week, list[date]] = defaultdict(list)
        for day in problem.calendar:
            self._dates_of[week_of(day.on)].append(day.on)
        self._spare: dict[tuple[str, Week], int] = {}

    def period(self, on: date, name: str) -> Period | None:
        """Find a dated period; None where the window has none."""
        cycle_day = self._cycle.get(on)
        return None if cycle_day is None else self._bells[cycle_day].get(name)

    def periods(self, on: date) -> list[Period]:
        """The periods of a date of the window."""
        return list(self._bells[self._cycle[on]].values())

    def slices(self, period: Period) -> int:
        """How many whole slices a period has; what remains at its end belongs to none."""
        return (period.end - period.start) // self.problem.slot_minutes

    def lessons(self, teacher: str, on: date, period: str) -> list[Lesson]:
        """What somebody teaches in a dated period: two lessons where classes are joined."""
        return self._taught.get((teacher, self._cycle[on], period), [])

    def is_away_all_day(self, teacher: str, on: date) -> bool:
        """Whether somebody is not in school on a date, or nobody is."""
        return (teacher, on, None) in self._off or (on, None) in self.problem.blocked

    def state(self, teacher: str, on: date, period: str) -> TeacherState:
        """What holds somebody in a dated period of the window."""
        blocked, where = self.problem.blocked, (teacher, self._cycle[on], period)
        if (on, period) in blocked or (on, None) in blocked:
            return TeacherState.BLOCKED
        if (teacher, on, period) in self._off or (teacher, on, None) in self._off:
            return TeacherState.OFF
        if where in self._taught:
            return TeacherState.TEACHING
        if where in self.problem.ppa:
            return TeacherState.PPA
        return TeacherState.BUSY if where in self.problem.busy else TeacherState.FREE

    def spare(self, teacher: str, week: Week) -> int:
        """Free slices of a week that a plan may use: those above the PPA floor (R12)."""
        found = self._spare.get((teacher, week))
        if found is None:
            found = self._spare[teacher, week] = self._count_spare(teacher, week)
        return found

    def _count_spare(self, teacher: str, week: Week) -> int:
        counts = dict.fromkeys(TeacherState, 0)
        for on in self._dates_of[week]:
            for period in self.periods(on):
                counts[self.state(teacher, on, period.name)] += self.slices(period)
        hundredths = counts[TeacherState.TEACHING] * self.problem.policy.ppa_percent
        due = (hundredths + 99) // 100
        floor = max(0, due - counts[TeacherState.PPA])
        return max(0, counts[TeacherState.FREE] - floor)
