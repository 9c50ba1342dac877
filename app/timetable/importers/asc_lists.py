"""Reads the lists of an aSc Timetables file: periods with their bells, days and weeks behind the masks, names by id."""

import re
import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.timetable.importers import bells, limits, markup, order
from app.timetable.importers.bells import Bell
from app.timetable.importers.understanding import ImportedPerson, Problem, refusal

WEEK_LETTERS: Final = "ABCD"
_MASK: Final = re.compile(r"[01]{1,40}")
_NUMBER: Final = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind of thing by id, as the file's lists tell them."""

    kind: str
    by_id: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Week:
    """Which days there are, by place in the mask, and how many weeks the timetable has."""

    days: tuple[str, ...]
    week_count: int
    numbered: Mapping[str, int]
    """The places of days by number, for files of before 2012."""

    def called(self, week: int, day: int) -> str:
        """Name a day; with the letter of its week, where there are several."""
        return f"{WEEK_LETTERS[week]} {self.days[day]}" if self.week_count > 1 else self.days[day]

    def all_days(self) -> tuple[str, ...]:
        """Give all days, week by week."""
        return tuple(self.called(week, day) for week in range(self.week_count) for day in range(len(self.days)))


def bits(mask: str) -> tuple[int, ...] | None:
    """Give the places of the ones in a mask; None where it is none, or says that one of several will do."""
    return tuple(place for place, bit in enumerate(mask) if bit == "1") if _MASK.fullmatch(mask) else None


def get(element: ElementTree.Element, *names: str) -> str:
    """Give the first of these attributes that says something, trimmed."""
    return next((text for name in names if (text := element.get(name, "").strip())), "")


def ids(element: ElementTree.Element, *names: str) -> tuple[str, ...]:
    """Give the ids of a list with commas, each once."""
    return tuple(dict.fromkeys(part for piece in get(element, *names).split(",") if (part := piece.strip())))


def names(root: ElementTree.Element, path: str, kind: str, file: str, problems: list[Problem]) -> Names:
    """Read one list of things with names; an id that is there twice means the first of them."""
    found: dict[str, str] = {}
    for entry in root.iterfind(path):
        key, line = get(entry, "id"), markup.line_of(entry)
        name = called(entry) or key
        if len(name) > limits.NAME_CHARACTERS_MAX:
            name = name[: limits.NAME_CHARACTERS_MAX]
            message = f"The name of a {kind} is longer than {limits.NAME_CHARACTERS_MAX} characters. It was shortened."
            problems.append(Problem(message, "warning", "limit", file, line))
        if key in found:
            message = f"The id {key[:40]} is there twice, for {found[key]} and {name}; the first was used."
            problems.append(Problem(message, "warning", "repeated", file, line))
        elif key:
            found[key] = name
    return Names(kind, found)


def called(entry: ElementTree.Element) -> str:
    """Name a thing as its file does; where only first and last name are there, by both, once if they are the same."""
    both = dict.fromkeys(part for part in (get(entry, "lastname"), get(entry, "firstname")) if part)
    return get(entry, "name") or " ".join(both) or get(entry, "short")


def people(root: ElementTree.Element, teachers: Names) -> tuple[ImportedPerson, ...]:
    """Give those teachers whose e-mail address the file knows."""
    found: dict[str, ImportedPerson] = {}
    for entry in root.iterfind("teachers/teacher"):
        name, email = teachers.by_id.get(get(entry, "id"), ""), get(entry, "email")
        if name and "@" in email and len(email) <= limits.NAME_CHARACTERS_MAX:
            found.setdefault(name, ImportedPerson(name, name, email))
    return tuple(found.values())


def namesakes(root: ElementTree.Element, teachers: Names, file: str) -> list[Problem]:
    """Say which teachers have the name of another one: they cannot be told apart."""
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in root.iterfind("teachers/teacher"):
        key = get(entry, "id")
        name = teachers.by_id.get(key, "")
        if name and first.setdefault(name, key) != key:
            message = f"{name} is in the list of teachers twice and was read as one person. Rename one if they are two."
            problems.append(Problem(message, "warning", "repeated", file, markup.line_of(entry)))
    return problems


def periods(root: ElementTree.Element, file: str, problems: list[Problem]) -> dict[str, Bell]:
    """Read the periods by number, in order; a number that is there twice means the first of them."""
    found: dict[str, Bell] = {}
    for entry in root.iterfind("periods/period"):
        number, line = get(entry, "period", "name", "short")[: limits.NAME_CHARACTERS_MAX], markup.line_of(entry)
        if number in found:
            message = f"Period {number} is there twice; the first was used."
            problems.append(Problem(message, "warning", "repeated", file, line))
        elif number:
            start, end = get(entry, "starttime"), get(entry, "endtime")
            found[number] = bells.bell(number, start, end, file=file, line=line, problems=problems)
    return {number: found[number] for number in bells.in_order(found)}


def week(root: ElementTree.Element, cards: Sequence[ElementTree.Element], file: str) -> Week:
    """Find the days and weeks that the masks are about.

    A timetable in which everything is held every week has one week, however many are defined.

    Raises:
        ImportRefused: more weeks or days than any school has.
    """
    masks = [mask for card in cards if bits(mask := get(card, "weeks"))]
    defined = [mask for entry in root.iterfind("weeksdefs/weeksdef") if bits(mask := get(entry, "weeks"))]
    alternates = any("0" in mask for mask in masks)
    week_count = max((len(mask) for mask in (*masks, *defined)), default=1) if alternates else 1
    numbered, listed = _numbered(root, cards)
    day_names = listed or _masked(root, cards)
    if week_count > len(WEEK_LETTERS) or len(day_names) > limits.DAYS_MAX:
        message = f"The timetable has {week_count} weeks of {len(day_names)} days; {len(WEEK_LETTERS)} weeks and "
        raise refusal(f"{message}{limits.DAYS_MAX} days are the most we read.", file=file)
    return Week(_once(day_names), week_count, numbered)


def _masked(root: ElementTree.Element, cards: Sequence[ElementTree.Element]) -> tuple[str, ...]:
    """Name the places of the masks: after the definition of exactly that day, else as a weekday."""
    defined: dict[int, str] = {}
    masks = [get(card, "days") for card in cards]
    for entry in root.iterfind("daysdefs/daysdef"):
        mask = get(entry, "days")
        places = bits(mask) or ()
        if len(places) == 1:
            masks.append(mask)
            defined.setdefault(places[0], called(entry)[: limits.NAME_CHARACTERS_MAX])
    count = max((len(mask) for mask in masks if bits(mask)), default=0)
    return tuple(defined.get(place) or _plain(place, count) for place in range(count))


def _plain(place: int, count: int) -> str:
    return order.WEEKDAY_NAMES[place] if count <= len(order.WEEKDAY_NAMES) else f"Day {place + 1}"


def _numbered(
    root: ElementTree.Element, cards: Sequence[ElementTree.Element]
) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """Find the days of a file of before 2012, which counts them; from 0 or from 1, where it does not list them."""
    used = {day for card in cards if not get(card, "days") and _NUMBER.fullmatch(day := get(card, "day"))}
    if not used:
        return {}, ()
    listed = {day: called(entry) for entry in root.iterfind("days/day") if (day := get(entry, "day"))}
    if used <= listed.keys():
        found = tuple(name[: limits.NAME_CHARACTERS_MAX] or day for day, name in listed.items())
        return {day: place for place, day in enumerate(listed)}, found
    first = 0 if "0" in used else 1
    count = max(int(day) for day in used) - first + 1
    if count > limits.DAYS_MAX:
        return {}, ("",) * count
    return {str(place + first): place for place in range(count)}, tuple(_plain(place, count) for place in range(count))


def _once(day_names: Sequence[str]) -> tuple[str, ...]:
    """Tell days of the same name apart by their place."""
    return tuple(
        name if day_names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(day_names)
    )
