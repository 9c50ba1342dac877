"""Reads FET's other XML: where each activity begins (`*_activities.xml`), and the grids of teachers and subgroups.

The starts do not say how long an activity lasts: the `.fet` does. A grid has every period of a lesson, once for each
teacher; lessons without a teacher are in none of the teachers' grids, those without a class in none of the subgroups'.
"""

import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.timetable.importers import limits, markup
from app.timetable.importers.assemble import Held
from app.timetable.importers.read_fet_xml import Start
from app.timetable.importers.understanding import refusal

STARTS_ROOT: Final = "Activities_Timetable"
GRID_ROOTS: Final = {"Teachers_Timetable": "Teacher", "Students_Timetable": "Subgroup"}
"""The better one first: a duty has no class, so no subgroup has it."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Where activities begin, and in which rooms they are, by activity id."""

    file: str
    starts: Mapping[str, Start]
    rooms_of: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A timetable as a grid for each teacher or subgroup tells it; `teachers` are those the grid is about."""

    file: str
    is_of_teachers: bool
    days: tuple[str, ...]
    hours: tuple[str, ...]
    teachers: tuple[str, ...]
    held: Sequence[Held]

    def activity_count(self) -> int:
        """Count the activities that have a time."""
        return len({row.activity for row in self.held})


def starts(data: bytes, file: str) -> Starts:
    """Read where activities begin; one without day or hour has no time.

    Raises:
        ImportRefused: broken XML.
    """
    begins: dict[str, Start] = {}
    rooms: dict[str, tuple[str, ...]] = {}
    for entry in markup.tree(data, file).iterfind("Activity"):
        key = markup.text_of(entry, "Id")
        day, hour = markup.text_of(entry, "Day"), markup.text_of(entry, "Hour")
        if key and day and hour:
            begins.setdefault(key, Start(day, hour, markup.line_of(entry)))
            rooms.setdefault(key, markup.texts_of(entry, "Real_Room") or markup.texts_of(entry, "Room"))
    return Starts(file, begins, rooms)


def grid(data: bytes, file: str, root: str) -> Grid:
    """Read the grids of all teachers, or of all subgroups.

    Raises:
        ImportRefused: broken XML, or nothing in any grid.
    """
    people = markup.tree(data, file).findall(GRID_ROOTS[root])
    is_of_teachers = GRID_ROOTS[root] == "Teacher"
    names = tuple(dict.fromkeys(name for person in people if (name := _name(person))))
    held: list[Held] = []
    for person in people:
        for row in _of_person(person, file, is_of_teachers=is_of_teachers):
            if len(held) >= limits.LESSONS_MAX:
                raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=file, line=row.line)
            held.append(row)
    if not held:
        message = "There is no lesson in these grids of FET's. Bring *_data_and_timetable.fet or *_timetable.csv."
        raise refusal(message, file=file, line=1)
    days = [_name(day) for person in people for day in person.iterfind("Day")]
    hours = [_name(hour) for person in people for hour in person.iterfind("Day/Hour")]
    return Grid(
        file, is_of_teachers, tuple(dict.fromkeys(days)), tuple(dict.fromkeys(hours)),
        names if is_of_teachers else (), held,
    )  # fmt: skip


def _of_person(person: ElementTree.Element, file: str, *, is_of_teachers: bool) -> Iterator[Held]:
    for day in person.iterfind("Day"):
        for hour in day.iterfind("Hour"):
            for cell in _cells(hour):
                line = markup.line_of(cell[0])
                subject = " + ".join(_named(cell, "Subject"))
                teachers = (_name(person),) if is_of_teachers else _named(cell, "Teacher")
                classes = _named(cell, "Students") or (() if is_of_teachers else (_name(person),))
                # Older versions of FET wrote no activity: then the subject and its people tell lessons apart.
                key = next((key for found in cell if found.tag == "Activity" and (key := found.get("id"))), None)
                activity = key or (subject, classes if is_of_teachers else teachers)
                rooms = _named(cell, "Real_Room") or _named(cell, "Room")
                yield Held(file, line, activity, _name(day), _name(hour), teachers, classes, subject, rooms)


def _cells(hour: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    """Give the parts of each activity in one period; free periods have none."""
    cell: list[ElementTree.Element] = []
    for part in hour:
        if part.tag == "Activity" and cell:
            yield cell
            cell = []
        cell.append(part)
    if any(part.tag != "Activity" for part in cell):
        yield cell


def _named(cell: Sequence[ElementTree.Element], tag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in cell if part.tag == tag and (name := _name(part))))


def _name(element: ElementTree.Element) -> str:
    return element.get("name", "").strip()[: limits.NAME_CHARACTERS_MAX]
