"""The plan that a careful person makes with a spreadsheet: each observation in turn, never moved again."""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from app.planner.greedy_book import Book, Cell, OutOfSteps
from app.planner.problem import Debrief, Group, Observation, Plan, Problem, Release, ResearchLesson

STEPS_MAX: Final = 1_500_000
"""Looks before a plan is left as it is. Real schools need a fraction of them."""
BY_COST: Final = (Release.NONE, Release.CO_TEACHER, Release.MUTUAL, Release.EXCHANGE, Release.EXTERNAL)
"""The least cover first."""


@dataclass(slots=True)
class _Planned:
    """One research lesson as it grows."""

    host: str
    cell: Cell
    debrief: Debrief | None = None
    seen: list[Observation] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """One group with what is planned for it."""

    group: Group
    lessons: list[_Planned] = field(default_factory=list)
    watched: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    hosted: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)
    """The dates of the lessons, in order."""


def greedy(problem: Problem) -> Plan:
    """Plan each observation at the first time that needs the least cover. Keeps every rule; may leave some out.

    The same problem gives the same plan. Lessons come in order of date, time and group.
    """
    return _Hand(problem).plan()


class _Hand:
    """Plans, with a book of what is promised."""

    def __init__(self, problem: Problem) -> None:
        self._book = Book(problem, STEPS_MAX)
        self._groups = [_Group(group) for group in problem.groups]
        self._of_host: dict[str, list[Cell]] = {}
        self._offering = [teacher.id for teacher in problem.teachers if teacher.exchange]
        self._taken: dict[tuple[str, Cell], tuple[_Group, _Planned]] = {}
        """Lessons that are research lessons already, of whatever group."""

    def plan(self) -> Plan:
        """Go round the groups until everybody observes as often as asked, or nothing more fits."""
        page = self._book.page()
        try:
            for _ in range(max((each.group.observations_each for each in self._groups), default=0)):
                for each in self._groups:
                    for member in each.group.members:
                        page = self._book.page()
                        if each.group.min_observers > 1:
                            self._watch_together(each, member)
                        else:
                            self._watch(each, member)
        except OutOfSteps:
            self._book.back(page)
        return self._written()

    # ---- one observer at a time ------------------------------------------------------------------

    def _watch(self, each: _Group, observer: str) -> bool:
        """Find one observation for one observer."""
        if len(each.watched[observer]) >= each.group.observations_each:
            return False
        for release in BY_COST:
            for host, cell in self._times(each, observer):
                found = self._joined(each, host, cell)
                if found is None and not self._may_host(each, host, cell):
                    continue
                if found is not None and not self._may_join(each, found, observer):
                    continue
                if self._watch_at(each, found or _Planned(host, cell), observer, release):
                    return True
        return False

    def _watch_at(self, each: _Group, lesson: _Planned, observer: str, release: Release) -> bool:
        for number in range(self._book.slices(lesson.cell)):
            page = self._book.page()
            seen = self._release(each, lesson, observer, number, release)
            if seen is not None and self._talked(lesson, observer):
                self._write(each, lesson, [seen])
                return True
            self._book.back(page)
        return False

    def _talked(self, lesson: _Planned, observer: str) -> bool:
        """Whether the observer can be at the debrief, which a new lesson still has to find."""
        if lesson.debrief is not None:
            return self._book.talk(observer, lesson.debrief)
        lesson.debrief = self._book.find_talk((lesson.host, observer), lesson.cell)
        return lesson.debrief is not None

    def _times(self, each: _Group, observer: str) -> Iterator[tuple[str, Cell]]:
        """Lessons of colleagues that the observer may still watch, in order of time."""
        hosts = [host for host in each.group.members if self._may_see(each, observer, host)]
        times = [(self._book.time(cell), host, cell) for host in hosts for cell in self._cells(host)]
        self._book.step(len(times))
        for _, host, cell in sorted(times, key=lambda each: each[0]):
            yield host, cell

    def _cells(self, host: str) -> list[Cell]:
        """When somebody teaches, in order of time."""
        if host not in self._of_host:
            self._of_host[host] = self._book.teaching(host)
        return self._of_host[host]

    # ---- a whole group ---------------------------------------------------------------------------

    def _watch_together(self, each: _Group, host: str) -> None:
        """Find one lesson of *host* with as many observers as can come, at the least cost, the first of those."""
        wanting = [who for who in each.group.members if self._may_see(each, who, host)]
        if len(wanting) < each.group.min_observers:
            return
        best: tuple[tuple[int, ...], Cell] | None = None
        for cell in self._cells(host):
            self._book.step()
            if not self._may_host(each, host, cell):
                continue
            page = self._book.page()
            _, seen = self._together(each, host, cell, wanting)
            self._book.back(page)
            costs = (-len(seen), *(sum(one.release is release for one in seen) for release in reversed(BY_COST[1:])))
            if seen and (best is None or costs < best[0]):
                best = costs, cell
        if best is not None:
            lesson, seen = self._together(each, host, best[1], wanting)
            self._write(each, lesson, seen)

    def _together(
        self, each: _Group, host: str, cell: Cell, wanting: Iterable[str]
    ) -> tuple[_Planned, list[Observation]]:
        """Promise one lesson with its observers and its debrief; no observers where too few can come."""
        lesson, seen = _Planned(host, cell), list[Observation]()
        waiting = list(wanting)
        for release in BY_COST:
            for observer in list(waiting):
                if len(seen) == each.group.observers_at_most:
                    break
                found = self._first_slice(each, lesson, observer, release)
                if found is not None:
                    seen.append(found)
                    waiting.remove(observer)
        if len(seen) < each.group.min_observers:
            return lesson, []
        lesson.debrief = self._book.find_talk((host, *(one.observer for one in seen)), cell)
        return lesson, seen if lesson.debrief is not None else []

    def _first_slice(self, each: _Group, lesson: _Planned, observer: str, release: Release) -> Observation | None:
        for number in range(self._book.slices(lesson.cell)):
            page = self._book.page()
            found = self._release(each, lesson, observer, number, release)
            if found is not None:
                return found
            self._book.back(page)
        return None

    # ---- what is allowed -------------------------------------------------------------------------

    def _may_see(self, each: _Group, observer: str, host: str) -> bool:
        """Whether watching *host* leaves enough observations to see as many different colleagues as asked (R5)."""
        watched, most = each.watched[observer], each.group.observations_each
        if observer == host or len(watched) >= most:
            return False
        different = len({*watched, host})
        return different + most - len(watched) - 1 >= min(most, len(each.group.members) - 1)

    def _may_host(self, each: _Group, host: str, cell: Cell) -> bool:
        """Whether one more lesson of *host* keeps the group's spread and its distance in days (R4)."""
        if (host, cell) in self._taken:
            return False
        fewest = min(each.hosted[member] + (member == host) for member in each.group.members)
        if each.hosted[host] + 1 - fewest > max(1, each.group.host_spread):
            return False
        behind = bisect_right(each.places, cell[0])
        nearest = each.places[max(0, behind - 1) : behind + 1]
        return all(abs(cell[0] - place) >= each.group.min_days_between for place in nearest)

    def _joined(self, each: _Group, host: str, cell: Cell) -> _Planned | None:
        """Find the group's own research lesson there, if there is one already."""
        group, lesson = self._taken.get((host, cell), (None, None))
        return lesson if group is each else None

    def _may_join(self, each: _Group, lesson: _Planned, observer: str) -> bool:
        here = [seen.observer for seen in lesson.seen]
        return observer not in here and len(here) < each.group.observers_at_most

    # ---- releases --------------------------------------------------------------------------------

    def _release(
        self, each: _Group, lesson: _Planned, observer: str, number: int, release: Release
    ) -> Observation | None:
        """Promise one observation with this release; what was promised of a failed one is the caller's to take back."""
        cell = lesson.cell
        if (release is Release.NONE) != (observer in self._book.free(cell)):
            return None
        if release is not Release.NONE and not self._book.lessons(observer, cell):
            return None
        self._book.step()
        if not self._book.watch(observer, cell, number) or not self._book.host(lesson.host, cell, number):
            return None
        if release is Release.CO_TEACHER and not self._book.stays(observer, cell, number):
            return None
        if release not in (Release.MUTUAL, Release.EXCHANGE):
            return Observation(observer, number, release)
        members = each.group.members
        others = members if release is Release.MUTUAL else (who for who in self._offering if who not in members)
        for coverer in others:
            self._book.step()
            if coverer not in self._book.free(cell) or self._book.is_taken(coverer, cell, number):
                continue
            page = self._book.page()
            if self._book.cover(coverer, cell, number):
                return Observation(observer, number, release, coverer)
            self._book.back(page)
        return None

    # ---- the plan --------------------------------------------------------------------------------

    def _write(self, each: _Group, lesson: _Planned, seen: list[Observation]) -> None:
        if not lesson.seen:
            each.lessons.append(lesson)
            each.hosted[lesson.host] += 1
            self._taken[lesson.host, lesson.cell] = each, lesson
            insort(each.places, lesson.cell[0])
        lesson.seen += seen
        for one in seen:
            each.watched[one.observer].append(lesson.host)

    def _written(self) -> Plan:
        found = [(self._book.time(lesson.cell), each, lesson) for each in self._groups for lesson in _evened(each)]
        found.sort(key=lambda one: one[0])
        return Plan(tuple(self._lesson(each.group, lesson) for _, each, lesson in found))

    def _lesson(self, group: Group, lesson: _Planned) -> ResearchLesson:
        place, period = lesson.cell
        debrief = lesson.debrief or Debrief(self._book.dates[place], 0)
        seen = tuple(sorted(lesson.seen, key=lambda one: (one.slice, group.members.index(one.observer))))
        return ResearchLesson(group.id, lesson.host, self._book.dates[place], period, seen, debrief)


def _evened(each: _Group) -> list[_Planned]:
    """Leave out the last lessons of whoever hosts most, until all host alike enough; no other rule minds."""
    lessons, hosted = list(each.lessons), each.hosted.copy()
    while True:
        counts = [hosted[member] for member in each.group.members]
        if max(counts) - min(counts) <= each.group.host_spread:
            return lessons
        most = max(place for place, lesson in enumerate(lessons) if hosted[lesson.host] == max(counts))
        hosted[lessons.pop(most).host] -= 1
