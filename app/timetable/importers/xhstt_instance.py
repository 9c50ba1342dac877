"""Reads an instance of an XHSTT archive: its times by day and week, its resources by kind, its events."""

import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.timetable.importers import headings, limits, markup, order
from app.timetable.importers.understanding import ImportedPeriod, ImportRefused, Problem, refusal

Element = ElementTree.Element
Kind = Literal["teacher", "class", "room", "pupil", "other"]
_PUPILS: Final = frozenset({"student", "students", "pupil", "pupils"})
_CLASSES: Final = frozenset({"studentgroup", "student group", "studentgroups", "student groups"})
_WEEK_LETTERS: Final = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Resource:
    """A teacher, class or room; a pupil has no name here."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be placed. `time` is the id of the first time where it is fixed already."""

    id: str
    name: str
    line: int
    duration: int
    time: str | None
    resources: Sequence[Resource]


@dataclass(frozen=True, slots=True)
class Instance:
    """A school as the archive tells it. `slots` are (day, period) in the order of the times, `place` finds one."""

    file: str
    days: Mapping[str, tuple[ImportedPeriod, ...]]
    slots: Sequence[tuple[str, str]]
    place: Mapping[str, int]
    resources: Mapping[str, Resource]
    events: Mapping[str, Event]
    problems: list[Problem]

    def names_of(self, kind: Kind) -> list[str]:
        """Give the names of all resources of a kind, also of those that do nothing."""
        return list(dict.fromkeys(resource.name for resource in self.resources.values() if resource.kind == kind))


def read_instance(element: Element, file: str) -> Instance:
    """Read an instance.

    Raises:
        ImportRefused: it has no times in days, or no events.
    """
    problems: list[Problem] = []
    days, slots, place = _times(element, file, problems)
    resources = _resources(element, file, problems)
    events = {event.id: event for event in _events(element, resources, file, problems)}
    if not events:
        raise refusal("The instance has no events, so there is nothing to place.", file=file, line=_line(element))
    return Instance(file, days, slots, place, resources, events, problems)


def _each_once(found: Iterable[Element], what: str, file: str, problems: list[Problem]) -> Iterator[Element]:
    """Give what has an id of its own, or none; of two with one id the first, and say so of the other."""
    first: dict[str, Element] = {}
    for element in found:
        key = _id(element)
        before = first.setdefault(key, element) if key else element
        if before is element:
            yield element
        else:
            message = f"The id {key[:40]} is that of the {what} in line {_line(before)} already; the first was used."
            problems.append(Problem(message, "warning", "repeated", file, _line(element)))


def _line(element: Element) -> int:
    return markup.line_of(element)


def _id(element: Element, attribute: str = "Id") -> str:
    return element.get(attribute, "").strip()


def _named(element: Element, file: str) -> str:
    name = " ".join(markup.text_of(element, "Name").split()) or _id(element)
    if len(name) > limits.NAME_CHARACTERS_MAX:
        message = f"A name is longer than {limits.NAME_CHARACTERS_MAX} characters. Shorten it and export again."
        raise refusal(message, file=file, line=_line(element))
    return name


def _reference(element: Element, name: str) -> str:
    found = element.find(name)
    return "" if found is None else _id(found, "Reference")


def _times(
    instance: Element, file: str, problems: list[Problem]
) -> tuple[dict[str, tuple[ImportedPeriod, ...]], list[tuple[str, str]], dict[str, int]]:
    """Find the days with their periods, all slots in order, and where each time's id stands among them."""
    named = _day_names(instance, file)
    counts: Counter[str] = Counter()
    slots: list[tuple[str, str]] = []
    place: dict[str, int] = {}
    for time in _each_once(instance.iterfind("Times/Time"), "time", file, problems):
        day = named.get((_reference(time, "Week"), _reference(time, "Day")))
        if day is None:
            message = f"The time “{_named(time, file)}” belongs to no day. What is placed on it is left out."
            problems.append(Problem(message, "warning", "time", file, _line(time)))
            continue
        counts[day] += 1
        place.setdefault(_id(time), len(slots))
        slots.append((day, str(counts[day])))
        if len(slots) > limits.DAYS_MAX * limits.PERIODS_MAX:
            raise refusal("The instance has more times than any school's week.", file=file, line=_line(time))
    if not slots:
        raise refusal("The instance has no times that belong to days.", file=file, line=_line(instance))
    days = {
        day: tuple(ImportedPeriod(str(number)) for number in range(1, counts[day] + 1))
        for day in dict.fromkeys(named.values())
        if counts[day]
    }
    return days, slots, place


def _day_names(instance: Element, file: str) -> dict[tuple[str, str], str]:
    """Name each pair of week and day in use: with a letter for the week where a day's name comes in several."""
    groups = instance.find("Times/TimeGroups")
    listed = [] if groups is None else list(groups)
    days = {_id(group): _named(group, file) for group in listed if group.tag == "Day"}
    weeks = [_id(group) for group in listed if group.tag == "Week"]
    used = dict.fromkeys(
        (_reference(time, "Week"), day)
        for time in instance.iterfind("Times/Time")
        if (day := _reference(time, "Day")) in days
    )
    weeks_used = [week for week in weeks if any(week == of_week for of_week, _ in used)]
    place_of_week = {week: number for number, week in enumerate(weeks_used)}
    place_of_day = {day: number for number, day in enumerate(days)}
    ordered = sorted(used, key=lambda pair: (place_of_week.get(pair[0], -1), place_of_day[pair[1]]))
    times_named = Counter(days[day] for _, day in ordered)
    is_repeated = len(weeks_used) > 1 and any(count > 1 for count in times_named.values())
    answer: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for week, day in ordered:
        letter = _letter(place_of_week[week]) if is_repeated and week in place_of_week else ""
        name = f"{letter} {days[day]}" if letter else days[day]
        if name in taken:
            name = f"{name} ({day})"
        taken.add(name)
        answer[week, day] = name
    return answer


def _letter(number: int) -> str:
    return _WEEK_LETTERS[number] if number < len(_WEEK_LETTERS) else str(number + 1)


def _resources(instance: Element, file: str, problems: list[Problem]) -> dict[str, Resource]:
    """Read all resources by id; two of a kind and a name are told apart by their id."""
    kinds: dict[str, Kind] = {}
    for type_ in instance.iterfind("Resources/ResourceTypes/ResourceType"):
        kinds[_id(type_)] = _kind(_id(type_), markup.text_of(type_, "Name"))
    once = _each_once(instance.iterfind("Resources/Resource"), "resource", file, problems)
    listed = [(_id(found), _named(found, file), found) for found in once]
    types = [_reference(found, "ResourceType") for _, _, found in listed]
    of_kind = [kinds[type_] if type_ in kinds else _kind(type_) for type_ in types]
    counts = Counter(zip(of_kind, (name for _, name, _ in listed), strict=True))
    answer: dict[str, Resource] = {}
    for kind, (id_, name, _) in zip(of_kind, listed, strict=True):
        shown = "" if kind == "pupil" else name if counts[kind, name] == 1 else f"{name} ({id_})"
        answer.setdefault(id_, Resource(shown, kind))
    return answer


def _members(instance: Element, resources: Mapping[str, Resource]) -> dict[str, list[str]]:
    """Give the ids of the resources of each group, in the order of the file."""
    groups: dict[str, list[str]] = {
        _id(group): [] for group in instance.iterfind("Resources/ResourceGroups/ResourceGroup")
    }
    for resource in instance.iterfind("Resources/Resource"):
        for group in resource.iterfind("ResourceGroups/ResourceGroup"):
            inside = groups.setdefault(_id(group, "Reference"), [])
            if _id(resource) in resources and _id(resource) not in inside[-1:]:
                inside.append(_id(resource))
    return groups


def _kind(*words: str) -> Kind:
    for word in words:
        plain = order.folded(word)
        if plain in _PUPILS:
            return "pupil"
        if plain in _CLASSES:
            return "class"
        for form in (plain, plain.removesuffix("s")):
            column = headings.column(form)
            if column in ("teacher", "class", "room"):
                return column
    return "other"


def _events(
    instance: Element, resources: Mapping[str, Resource], file: str, problems: list[Problem]
) -> Iterator[Event]:
    once = _each_once(instance.iterfind("Events/Event"), "event", file, problems)
    members = _members(instance, resources)
    asked = 0
    for number, element in enumerate(once, start=1):
        if number > limits.ROWS_MAX:
            raise refusal(f"The instance has more than {limits.ROWS_MAX:,} events.", file=file, line=_line(element))
        fixed = _asked(element, resources, members, file, problems)
        asked += len(fixed)
        if asked > limits.LESSONS_MAX:
            raise _too_many(file, element)
        written = markup.text_of(element, "Duration")
        duration = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
        time = _reference(element, "Time") or None
        yield Event(_id(element), _named(element, file), _line(element), max(1, duration), time, fixed)


def _asked(
    event: Element,
    resources: Mapping[str, Resource],
    members: Mapping[str, Sequence[str]],
    file: str,
    problems: list[Problem],
) -> list[Resource]:
    """Give what an event asks for: resources by name, and every one of each group it names.

    Raises:
        ImportRefused: more than LESSONS_MAX, at the reference that goes beyond; never more are put together.
    """
    wanted: dict[str, None] = {}
    groups: set[str] = set()
    for path, what in (("Resources/Resource", "resource"), ("ResourceGroups/ResourceGroup", "group of resources")):
        for found in event.iterfind(path):
            reference = _id(found, "Reference")
            if what == "resource" and reference in resources:
                wanted[reference] = None
            elif what != "resource" and reference in members:
                # A file may name one large group in every line.
                if reference not in groups:
                    groups.add(reference)
                    wanted |= dict.fromkeys(members[reference])
            elif reference:
                message = f"There is no {what} “{reference[:100]}”. The lesson is read without it."
                problems.append(Problem(message, "warning", "unknown-name", file, _line(found)))
            if len(wanted) > limits.LESSONS_MAX:
                raise _too_many(file, found)
    return [resources[id_] for id_ in wanted]


def _too_many(file: str, element: Element) -> ImportRefused:
    return refusal("The events ask for more resources than any school's.", file=file, line=_line(element))
