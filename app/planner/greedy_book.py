"""What is promised so far while a plan is made by hand: who is where, what is spent, and how to take it back."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from app.planner.problem import Debrief, Lesson, Problem

NO_LIMIT = 1 << 40

Cell = tuple[int, str]
"""One period of a date, the date by its place in the calendar."""
Week = tuple[int, int]
"""ISO year and week."""
Page = tuple[int, int]
"""Up to which entry and which debrief the book was written."""
Entry = tuple[object, ...]
"""What is counted: the kind first, then whom, when or what it is about."""


class OutOfSteps(Exception):
    """As much has been tried as a plan by hand may try."""


class Book:
    """Takes promises one by one, refuses those that break a rule, and can be put back to any earlier page.

    What the timetable says is looked up when it is asked for: a large school has more dated periods than are tried.
    """

    def __init__(self, problem: Problem, steps: int) -> None:
        """Promise nothing yet; at most *steps* are looked at before OutOfSteps is raised."""
        self.problem = problem
        self.dates = [day.on for day in problem.calendar]
        self._place = {on: place for place, on in enumerate(self.dates)}
        self.weeks = [on.isocalendar()[:2] for on in self.dates]
        self.bells = {
            (place, period.name): period
            for place, day in enumerate(problem.calendar)
            for period in problem.days[day.day]
        }
        self._taught: dict[tuple[str, str, str], list[Lesson]] = defaultdict(list)
        self._periods: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for lesson in problem.lessons:
            for who in lesson.teachers:
                self._taught[who, lesson.day, lesson.period].append(lesson)
                self._periods[who][lesson.day].add(lesson.period)
        self._off = {(teacher.id, on, period) for teacher in problem.teachers for on, period in teacher.off}
        self._minutes = {
            (kind, teacher.id): NO_LIMIT if cap is None else cap
            for teacher in problem.teachers
            for kind, cap in (
                ("observe", teacher.caps.observe),
                ("cover", teacher.caps.cover),
                ("debrief", teacher.caps.debrief),
            )
        }
        self._free: dict[Cell, dict[str, None]] = {}
        self._spare: dict[tuple[str, Week], int] = {}
        self._used: Counter[Entry] = Counter()
        self._written: list[tuple[Entry, int]] = []
        self._talks: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        self._talked: list[tuple[str, int]] = []
        self._steps = steps

    def step(self, count: int = 1) -> None:
        """Count what is looked at.

        Raises:
            OutOfSteps: that was more than is allowed.
        """
        self._steps -= count
        if self._steps < 0:
            raise OutOfSteps

    # ---- the timetable ---------------------------------------------------------------------------

    def slices(self, cell: Cell) -> int:
        """How many whole slices a period has."""
        period = self.bells[cell]
        return (period.end - period.start) // self.problem.slot_minutes

    def lessons(self, who: str, cell: Cell) -> list[Lesson]:
        """What somebody teaches in a dated period; nothing where they are off or the time is blocked."""
        place, period = cell
        found = self._taught.get((who, self.problem.calendar[place].day, period))
        return found if found and self._is_here(who, cell) else []

    def teaching(self, who: str) -> list[Cell]:
        """The dated periods in which somebody teaches, in order of time."""
        days = self._periods[who]
        cells = [(place, period) for place, day in enumerate(self.problem.calendar) for period in days.get(day.day, ())]
        self.step(len(cells))
        return sorted((cell for cell in cells if self._is_here(who, cell)), key=self.time)

    def time(self, cell: Cell) -> tuple[int, int]:
        """What dated periods are put in order by."""
        return cell[0], self.bells[cell].start

    def free(self, cell: Cell) -> dict[str, None]:
        """Who is free in a dated period, in the order of the teachers."""
        found = self._free.get(cell)
        if found is None:
            self.step(len(self.problem.teachers))
            found = {teacher.id: None for teacher in self.problem.teachers if self._is_free(teacher.id, cell)}
            self._free[cell] = found
        return found

    def _is_free(self, who: str, cell: Cell) -> bool:
        known = (who, self.problem.calendar[cell[0]].day, cell[1])
        held = known in self._taught or known in self.problem.ppa or known in self.problem.busy
        return not held and self._is_here(who, cell)

    def _is_here(self, who: str, cell: Cell) -> bool:
        on, period = self.dates[cell[0]], cell[1]
        if (on, period) in self.problem.blocked or (who, on, period) in self._off:
            return False
        return not self._is_away(who, cell[0])

    def _is_away(self, who: str, place: int) -> bool:
        on = self.dates[place]
        return (on, None) in self.problem.blocked or (who, on, None) in self._off

    def _spare_in(self, who: str, week: Week) -> int:
        """How many free slices of a week stand above the PPA floor."""
        found = self._spare.get((who, week))
        if found is not None:
            return found
        free = teaching = marked = 0
        for place in (place for place, other in enumerate(self.weeks) if other == week):
            day = self.problem.calendar[place].day
            for period in self.problem.days[day]:
                cell = (place, period.name)
                if not self._is_here(who, cell):
                    continue
                if (who, day, period.name) in self._taught:
                    teaching += self.slices(cell)
                elif (who, day, period.name) in self.problem.ppa:
                    marked += self.slices(cell)
                elif (who, day, period.name) not in self.problem.busy:
                    free += self.slices(cell)
        floor = -(-teaching * self.problem.policy.ppa_percent // 100) - marked
        self._spare[who, week] = found = max(0, free - max(0, floor))
        return found

    # ---- pages -----------------------------------------------------------------------------------

    def page(self) -> Page:
        """Where the book stands; to come back to."""
        return len(self._written), len(self._talked)

    def back(self, page: Page) -> None:
        """Take back everything that was promised after *page*."""
        written, talked = page
        while len(self._written) > written:
            entry, amount = self._written.pop()
            self._used[entry] -= amount
        while len(self._talked) > talked:
            self._talks[self._talked.pop()].pop()

    def _take(self, entry: Entry, amount: int, most: int) -> bool:
        """Count *amount* more of something; false and nothing done where that is more than *most*."""
        if self._used[entry] + amount > most:
            return False
        self._used[entry] += amount
        self._written.append((entry, amount))
        return True

    # ---- promises --------------------------------------------------------------------------------

    def is_taken(self, who: str, cell: Cell, number: int) -> bool:
        """Whether somebody hosts, observes, covers or talks in a slice already."""
        return self._used["at", who, cell, number] > 0

    def host(self, who: str, cell: Cell, number: int) -> bool:
        """Let a lesson be watched in a slice; several may watch in the same."""
        if self._used["host", who, cell, number]:
            return self._take(("host", who, cell, number), 1, NO_LIMIT)
        return self._take(("at", who, cell, number), 1, 1) and self._take(("host", who, cell, number), 1, NO_LIMIT)

    def watch(self, who: str, cell: Cell, number: int) -> bool:
        """Let somebody observe, from free time or away from their own class."""
        if not self._take(("at", who, cell, number), 1, 1):
            return False
        if not self._spend("observe", who, self.problem.slot_minutes):
            return False
        if who in self.free(cell):
            return self._take_spare(who, cell)
        return self._leave(who, cell, number)

    def cover(self, who: str, cell: Cell, number: int) -> bool:
        """Let somebody who is free cover a slice."""
        week = self.weeks[cell[0]]
        return (
            who in self.free(cell)
            and self._take(("at", who, cell, number), 1, 1)
            and self._take(("covers", who, week), 1, self.problem.policy.cover_per_week)
            and self._spend("cover", who, self.problem.slot_minutes)
            and self._take_spare(who, cell)
        )

    def stays(self, who: str, cell: Cell, number: int) -> bool:
        """Leave a class to its other teachers, where one is there who is released by nobody; they stay from now on."""
        self._take(("left to another", who, cell, number), 1, 1)
        return all(self._somebody_is_with(own, cell, number) for own in self.lessons(who, cell))

    def _somebody_is_with(self, lesson: Lesson, cell: Cell, number: int) -> bool:
        return any(self.lessons(who, cell) and not self._used["released", who, cell, number] for who in lesson.teachers)

    def _leave(self, who: str, cell: Cell, number: int) -> bool:
        """Release somebody from the classes they teach then, unless another was released because they stay."""
        self._take(("released", who, cell, number), 1, 1)
        for own in self.lessons(who, cell):
            if not self._take(("class", own.class_name), 1, self.problem.policy.releases_per_class):
                return False
            relies = any(self._used["left to another", other, cell, number] for other in own.teachers)
            if relies and not self._somebody_is_with(own, cell, number):
                return False
        return True

    def _spend(self, kind: str, who: str, minutes: int) -> bool:
        return self._take((kind, who), minutes, self._minutes[kind, who])

    def _take_spare(self, who: str, cell: Cell) -> bool:
        week = self.weeks[cell[0]]
        return self._take(("spare", who, week), 1, self._spare_in(who, week))

    # ---- debriefs --------------------------------------------------------------------------------

    def find_talk(self, people: Sequence[str], cell: Cell) -> Debrief | None:
        """Promise the first time that everybody has for a debrief: after school, else in a period all have free."""
        policy, ended = self.problem.policy, self.bells[cell].end
        if any(self._used["debrief", who] + policy.debrief_minutes > self._minutes["debrief", who] for who in people):
            return None
        places = range(cell[0], min(cell[0] + policy.debrief_within_days + 1, len(self.dates)))
        page = self.page()
        for after_school in (True, False):
            for place in places:
                earliest = ended if place == cell[0] else 0
                times = self._after_school(place, earliest) if after_school else self._in_periods(place, earliest)
                for start in times:
                    self.step(len(people))
                    found = Debrief(self.dates[place], start)
                    if all(self.talk(who, found) for who in people):
                        return found
                    self.back(page)
        return None

    def talk(self, who: str, debrief: Debrief) -> bool:
        """Promise somebody's time for a debrief."""
        place, start = self._place[debrief.on], debrief.start
        end = start + self.problem.policy.debrief_minutes
        talks = self._talks[who, place]
        if any(other_start < end and start < other_end for other_start, other_end in talks):
            return False
        if not self._spend("debrief", who, end - start):
            return False
        if not self._is_after_school(debrief.on, start, end):
            return self._talk_in_period(who, place, start, end) and self._write_talk(who, place, start, end)
        return not self._is_away(who, place) and self._write_talk(who, place, start, end)

    def _write_talk(self, who: str, place: int, start: int, end: int) -> bool:
        self._talks[who, place].append((start, end))
        self._talked.append((who, place))
        return True

    def _talk_in_period(self, who: str, place: int, start: int, end: int) -> bool:
        slot_minutes = self.problem.slot_minutes
        for period in self.problem.days[self.problem.calendar[place].day]:
            cell = (place, period.name)
            if not period.start <= start < period.end:
                continue
            first, last = (start - period.start) // slot_minutes, (end - 1 - period.start) // slot_minutes
            numbers = range(first, min(last + 1, self.slices(cell)))
            return who in self.free(cell) and all(
                self._take(("at", who, cell, number), 1, 1) and self._take_spare(who, cell) for number in numbers
            )
        return False

    def _is_after_school(self, on: date, start: int, end: int) -> bool:
        after = self.problem.after_school
        return on.isoweekday() in after.weekdays and after.start <= start and end <= after.end

    def _after_school(self, place: int, earliest: int) -> list[int]:
        """When a debrief can start after school, one behind the other."""
        minutes, after = self.problem.policy.debrief_minutes, self.problem.after_school
        if self.dates[place].isoweekday() not in after.weekdays:
            return []
        return list(range(max(after.start, earliest), after.end - minutes + 1, minutes))

    def _in_periods(self, place: int, earliest: int) -> list[int]:
        """When a debrief can start inside a period: with each of its slices in which it also ends in time."""
        minutes = self.problem.policy.debrief_minutes
        found: list[int] = []
        for period in self.problem.days[self.problem.calendar[place].day]:
            starts = (
                period.start + number * self.problem.slot_minutes for number in range(self.slices((place, period.name)))
            )
            found += [start for start in starts if start >= earliest and start + minutes <= period.end]
        return found
