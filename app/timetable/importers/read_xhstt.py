"""Reads XHSTT archives: an instance says what there is to place, a solution where it was placed; both are needed.

An archive usually has several solutions of one school, some of them with lessons that were never placed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from app.timetable.importers import limits, markup
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.opened import Opened
from app.timetable.importers.understanding import Hints, ImportedTimetable, ImportRefused, Problem, refusal
from app.timetable.importers.xhstt_instance import Element, Event, Instance, Resource, read_instance

TITLE = "XHSTT"
_ROOT: Final = "HighSchoolTimetableArchive"
_IDS_SHOWN_MAX: Final = 60


def recognises(opened: Opened) -> bool:
    """Say whether this is an archive, with solutions or not."""
    return opened.root == _ROOT


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not an archive."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read one solution of an archive: the one asked for, else the first.

    Raises:
        ImportRefused: two archives, no solution in it, none of that id, or no lesson of it has a time.
    """
    problems = [problem for opened in files for problem in opened.problems]
    archives = [opened for opened in files if recognises(opened)]
    if len(archives) > 1:
        message = f"These are two archives, {archives[0].file} and {archives[1].file}. Bring one at a time."
        raise refusal(message, file=archives[1].file, line=1)
    archive = archives[0]
    root = markup.tree(archive.data, archive.file)
    solutions = _solutions(root, archive.file)
    chosen = _chosen(solutions, hints.solution, archive.file)
    others = [opened for opened in files if opened is not archive]
    problems += [Problem("Not used: this is no XHSTT archive.", "info", "unused", opened.file) for opened in others]
    problems += _which(chosen, solutions, archive.file)
    return _understood(_instance_of(root, chosen, archive.file), chosen, solutions, problems)


@dataclass(frozen=True, slots=True)
class _Solution:
    """A solution by the id of its group; by the instance too where the group solves several, and by number."""

    id: str
    element: Element

    @property
    def instance(self) -> str:
        return self.element.get("Reference", "").strip()


def _solutions(root: Element, file: str) -> list[_Solution]:
    """Find all solutions, each by an id that no other has.

    Raises:
        ImportRefused: there is none.
    """
    groups = root.findall("SolutionGroups/SolutionGroup")
    found: list[_Solution] = []
    used: Counter[str] = Counter()
    for number, group in enumerate(groups, start=1):
        inside = group.findall("Solution")
        name = " ".join(group.get("Id", "").split()) or f"solution {number}"
        for element in inside:
            wanted = name if len(inside) == 1 else f"{name} / {element.get('Reference', '').strip()}"
            wanted = wanted[: limits.NAME_CHARACTERS_MAX - 20]
            used[wanted] += 1
            found.append(_Solution(wanted if used[wanted] == 1 else f"{wanted} #{used[wanted]}", element))
    if not found:
        count = len(root.findall("Instances/Instance"))
        message = (
            f"This XHSTT archive holds {count} instance{'' if count == 1 else 's'} and no solution: what is to be "
            "placed, but not when. Export the archive with a solution in it."
        )
        raise refusal(message, file=file, line=markup.line_of(root))
    return found


def _chosen(solutions: Sequence[_Solution], wanted: str | None, file: str) -> _Solution:
    if wanted is None:
        return solutions[0]
    plain = " ".join(wanted.split())
    for solution in solutions:
        if solution.id == plain:
            return solution
    ids = "; ".join(solution.id for solution in solutions[:_IDS_SHOWN_MAX])
    more = f"; and {len(solutions) - _IDS_SHOWN_MAX} more" if len(solutions) > _IDS_SHOWN_MAX else ""
    raise refusal(f"There is no solution “{plain[:100]}” in this archive. It has: {ids}{more}.", file=file)


def _which(chosen: _Solution, solutions: Sequence[_Solution], file: str) -> Iterator[Problem]:
    if len(solutions) > 1:
        message = f"The archive has {len(solutions)} solutions; “{chosen.id}” was read."
        yield Problem(message, "info", "unused", file, markup.line_of(chosen.element))


def _instance_of(root: Element, chosen: _Solution, file: str) -> Instance:
    for element in root.iterfind("Instances/Instance"):
        if element.get("Id", "").strip() == chosen.instance:
            return read_instance(element, file)
    message = f"The solution “{chosen.id}” is of the instance “{chosen.instance[:100]}”, which is not in this archive."
    raise refusal(message, file=file, line=markup.line_of(chosen.element))


def _understood(
    instance: Instance, chosen: _Solution, solutions: Sequence[_Solution], problems: list[Problem]
) -> ImportedTimetable:
    placing = _Placing(instance)
    held = list(placing.held(chosen.element))
    problems += instance.problems + placing.problems
    problems += _unplaced(placing, instance)
    if not held:
        message = f"Nothing in the solution “{chosen.id}” has a time. Choose another one."
        line = markup.line_of(chosen.element)
        raise ImportRefused((Problem(message, "refused", "unreadable", instance.file, line), *problems))
    teachers = instance.names_of("teacher")
    longest = max(instance.days.values(), key=len)
    check_sizes(list(instance.days), [period.period for period in longest], teachers, instance.file)
    assembled = assemble(held)
    problems += assembled.problems
    return ImportedTimetable(
        TITLE, instance.days, tuple(teachers), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems),
        solution=chosen.id, solutions=tuple(solution.id for solution in solutions),
    )  # fmt: skip


class _Placing:
    """Walks through a solution and puts each event where it was placed."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.problems: list[Problem] = []
        self.missing: dict[str, int] = {}
        """Periods of each event that have no time."""
        self._rows = 0

    def held(self, solution: Element) -> Iterator[Held]:
        """Give a row for each event and period."""
        wanted = {event.id: event.duration for event in self.instance.events.values()}
        seen: set[str] = set()
        for number, element in enumerate(solution.iterfind("Events/Event")):
            event = self.instance.events.get(element.get("Reference", "").strip())
            if event is None:
                self._say(f"There is no event “{element.get('Reference', '')[:100]}”. It is left out.", element)
                continue
            seen.add(event.id)
            duration = self._duration(element, event)
            wanted[event.id] -= duration
            yield from self._placed(number, event, element, duration)
        for event in self.instance.events.values():
            if event.id not in seen and event.time is not None:
                wanted[event.id] = 0
                yield from self._rows_of(event.id, event, event.time, event.duration, event.resources, event.line)
        for id_, left in wanted.items():
            if left > 0:
                self.missing[id_] = self.missing.get(id_, 0) + left

    def _placed(self, number: int, event: Event, element: Element, duration: int) -> Iterator[Held]:
        time = element.find("Time")
        reference = time.get("Reference", "").strip() if time is not None else event.time
        if reference is None:
            self.missing[event.id] = self.missing.get(event.id, 0) + duration
            return
        resources = [*event.resources, *self._chosen_resources(element)]
        yield from self._rows_of(number, event, reference, duration, resources, markup.line_of(element))

    def _rows_of(
        self, activity: int | str, event: Event, time: str, duration: int, resources: Sequence[Resource], line: int
    ) -> Iterator[Held]:
        first = self.instance.place.get(time)
        if first is None:
            self.problems.append(self._problem(f"{event.name}: there is no time “{time[:100]}”. It is left out.", line))
            return
        places = self.instance.slots[first : first + duration]
        if len(places) < duration or len({day for day, _ in places}) > 1:
            message = f"{event.name} takes {duration} periods from {' '.join(places[0])} on, longer than that day is."
            self.problems.append(self._problem(message, line))
        teachers, classes, rooms = (_names(resources, kind) for kind in ("teacher", "class", "room"))
        if not classes and any(resource.kind == "pupil" for resource in resources):
            classes = (event.name,)  # Pupils are never named: their course stands for them.
        for day, period in places:
            self._rows += 1
            if self._rows > limits.LESSONS_MAX:
                raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=self.instance.file)
            file = self.instance.file
            yield Held(file, line, activity, day, period, teachers, classes, event.name, rooms)

    def _chosen_resources(self, element: Element) -> Iterator[Resource]:
        for chosen in element.iterfind("Resources/Resource"):
            reference = chosen.get("Reference", "").strip()
            found = self.instance.resources.get(reference)
            if found is not None:
                yield found
            elif reference:
                self._say(f"There is no resource “{reference[:100]}”. The lesson is read without it.", chosen)

    def _duration(self, element: Element, event: Event) -> int:
        written = markup.text_of(element, "Duration")
        is_number = written.isascii() and written.isdigit() and len(written) < 4
        return max(1, int(written)) if is_number else event.duration

    def _say(self, message: str, element: Element) -> None:
        self.problems.append(self._problem(message, markup.line_of(element)))

    def _problem(self, message: str, line: int) -> Problem:
        return Problem(message, "warning", "unknown-name", self.instance.file, line)


def _names(resources: Sequence[Resource], kind: Literal["teacher", "class", "room"]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(resource.name for resource in resources if resource.kind == kind))


def _unplaced(placing: _Placing, instance: Instance) -> Iterator[Problem]:
    """Say how many events have no time, and then which."""
    missing: Mapping[str, int] = placing.missing
    if not missing:
        return
    count = len(missing)
    message = (
        f"The timetable is not complete: {count} of {len(instance.events)} events "
        f"{'has' if count == 1 else 'have'} no time, or not for all their periods. Perhaps another solution is whole."
    )
    whole = [Problem(message, "warning", "partial", instance.file)]
    each = (
        Problem(
            f"{instance.events[id_].name} has no time for {periods} period{'' if periods == 1 else 's'}.",
            "warning", "partial", instance.file, instance.events[id_].line,
        )
        for id_, periods in missing.items()
    )  # fmt: skip
    yield from chain(whole, each)
