"""Reads Untis's XML interface 3.0: lessons with their times, weeks and rooms, and the bells of each day.

An id begins with its kind (`TR_`, `CL_`, `RM_`, `SU_`) and may hold blanks, and so do lists of ids: they are cut before
the kind. The names that remain are Untis's short ones, as they stand in its other exports.
"""

import re
import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from app.timetable.importers import bells, clock, limits, markup, order, untis_weeks
from app.timetable.importers.assemble import Held, assemble, check_sizes, with_rooms_of_teams
from app.timetable.importers.bells import Bell
from app.timetable.importers.opened import Opened
from app.timetable.importers.understanding import (
    Hints,
    ImportedPerson,
    ImportedTimetable,
    ImportRefused,
    Kind,
    Problem,
    refusal,
)
from app.timetable.importers.untis_weeks import Weeks

TITLE = "Untis XML"
_ROOT: Final = "document"
_HEAD_BYTES: Final = 2_000
_GRID_CHARACTERS_MAX: Final = 60
_UNNUMBERED: Final = 10_000
_LISTS: Final = {"TR_": "teachers/teacher", "CL_": "classes/class", "RM_": "rooms/room", "SU_": "subjects/subject"}
_KINDS: Final = {"TR_": "teacher", "CL_": "class", "RM_": "room", "SU_": "subject"}


@dataclass(slots=True)
class _Document:
    """The document, what its lists hold, and what was told on the way."""

    file: str
    root: ElementTree.Element
    listed: Mapping[str, frozenset[str]]
    problems: list[Problem]
    missed: set[str] = field(default_factory=set)
    periods: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """What a period is called by time grid, day and number: where another grid has other times, after that grid."""

    def names(self, lesson: ElementTree.Element, path: str, kind: str) -> tuple[str, ...]:
        """Give the names behind a list of ids. An id that is in no list is told once, and used."""
        written = "" if (found := lesson.find(path)) is None else found.get("id", "").strip()
        keys = ids(written, kind, self.listed[kind])
        for key in keys:
            if key not in self.listed[kind] and key not in self.missed:
                self.missed.add(key)
                message = f"The {_KINDS[kind]} {key[:60]} is used here but is not in the file's list."
                self.tell(message, "unknown-name", lesson)
        return tuple(dict.fromkeys(name for key in keys if (name := plain(key, kind))))

    def tell(self, message: str, kind: Kind, element: ElementTree.Element) -> None:
        """Add a warning about an element."""
        line = markup.line_of(element)
        self.problems.append(Problem(message, "warning", kind, self.file, line))


def ids(written: str, kind: str, listed: frozenset[str]) -> tuple[str, ...]:
    """Cut a list of ids that may hold blanks: before each kind, unless all of it is one id of the list."""
    if not written or written in listed:
        return (written,) if written else ()
    return tuple(part for piece in re.split(rf"\s(?={kind})", written) if (part := piece.strip()))


def plain(key: str, kind: str) -> str:
    """Take the kind off an id."""
    return key.removeprefix(kind).strip()[: limits.NAME_CHARACTERS_MAX]


def recognises(opened: Opened) -> bool:
    """Say whether this is a document of Untis's; `document` is a root that others have as well."""
    head = opened.data[:_HEAD_BYTES].replace(b"\0", b"").lower()
    return opened.root == _ROOT and (b"untis" in head or b"<timeperiods" in head or b"<lessons" in opened.data)


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not the timetable."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read the one file.

    Raises:
        ImportRefused: two of them, broken XML, or no lesson with a time.
    """
    found = [opened for opened in files if recognises(opened)]
    if len(found) > 1:
        message = f"Two timetables were given, {found[0].file} and {found[1].file}. Bring one at a time."
        raise refusal(message, file=found[1].file, line=1)
    file = found[0].file
    problems = [problem for opened in files for problem in opened.problems]
    message = "Not used: Untis's XML needs no other file beside it."
    problems += [Problem(message, "info", "unused", opened.file) for opened in files if opened is not found[0]]
    root = markup.tree(found[0].data, file)
    document = _Document(file, root, _listed(root, file, problems), problems)
    lessons = root.findall("lessons/lesson")
    weeks = untis_weeks.of(root, lessons)
    defined = _bells(document)
    held = list(islice(_held(document, lessons, weeks, defined), limits.LESSONS_MAX + 1))
    if len(held) > limits.LESSONS_MAX:
        raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=file, line=held[-1].line)
    if not held:
        message = "This Untis file has no lesson with a day and a period. Export it from a scheduled timetable."
        raise ImportRefused((Problem(message, "refused", "unreadable", file, markup.line_of(root)), *problems))
    return _understood(document, with_rooms_of_teams(held), weeks, defined)


def _listed(root: ElementTree.Element, file: str, problems: list[Problem]) -> dict[str, frozenset[str]]:
    listed: dict[str, frozenset[str]] = {}
    for kind, path in _LISTS.items():
        keys: set[str] = set()
        for entry in root.iterfind(path):
            key = entry.get("id", "").strip()
            if key in keys:
                message = f"The {_KINDS[kind]} {plain(key, kind)[:60]} is in the list twice; it was read once."
                problems.append(Problem(message, "info", "repeated", file, markup.line_of(entry)))
            keys.add(key)
        listed[kind] = frozenset(keys - {""})
    return listed


def _bells(document: _Document) -> dict[tuple[str, str], Bell]:
    """Read the bells by day and period. Where time grids differ, the later one's period is called after its grid."""
    found: dict[tuple[str, str], Bell] = {}
    of_grid: dict[tuple[str, str], list[Bell]] = {}
    for entry in document.root.iterfind("timeperiods/timeperiod"):
        day, period = _day(markup.text_of(entry, "day")), _period(markup.text_of(entry, "period"))
        grid = markup.text_of(entry, "timegrid")[:_GRID_CHARACTERS_MAX]
        if day is None or not period:
            document.tell("The period has no day from 1 to 7, or no number. It is left out.", "row", entry)
        elif (grid, day, period) in document.periods:
            document.tell(f"Period {period} on {day} is there twice; the first was used.", "repeated", entry)
        else:
            bell = _bell(document, entry, period)
            before = found.get((day, period), bell)
            is_other = (before.start, before.end) != (bell.start, bell.end)
            name = f"{period} ({grid or bell.start})" if is_other else period
            document.periods[grid, day, period] = name
            found.setdefault((day, name), replace(bell, period=name))
            of_grid.setdefault((grid, day), []).append(bell)
    for inside in of_grid.values():
        document.problems += bells.overlaps(inside)
    grids = list(dict.fromkeys(grid for grid, _ in of_grid))
    if any(name != period for (_, _, period), name in document.periods.items()):
        message = (
            f"There are {len(grids)} time grids with different bells. A period that differs is called after its grid."
        )
        document.problems.append(Problem(message, "info", "time", document.file))
    return found


def _bell(document: _Document, entry: ElementTree.Element, period: str) -> Bell:
    start, end = markup.text_of(entry, "starttime"), markup.text_of(entry, "endtime")
    line = markup.line_of(entry)
    return bells.bell(period, start, end, file=document.file, line=line, problems=document.problems)


def _day(written: str) -> str | None:
    return order.WEEKDAY_NAMES[int(written) - 1] if re.fullmatch("[1-7]", written) else None


def _period(written: str) -> str:
    return str(int(written)) if re.fullmatch("[0-9]{1,4}", written) else written[: limits.NAME_CHARACTERS_MAX]


def _held(
    document: _Document, lessons: Sequence[ElementTree.Element], weeks: Weeks, defined: dict[tuple[str, str], Bell]
) -> Iterator[Held]:
    missing: list[tuple[ElementTree.Element, str]] = []
    seen: set[str] = set()
    for lesson in lessons:
        key = lesson.get("id", "").strip()
        if key and key in seen:
            document.tell(f"Lesson {key[:40]} has an id that is there already.", "repeated", lesson)
        seen.add(key)
        times = lesson.findall("times/time")
        is_held = "1" in (markup.text_of(lesson, "occurence") or "1")
        rows = list(_of_lesson(document, lesson, times, weeks.of(lesson), defined)) if is_held else []
        # A day of week A and that of week B are one: Untis counts the periods of a week.
        placed = len({(row.day.rpartition(" ")[2], row.period) for row in rows})
        wanted = markup.text_of(lesson, "periods")
        if not rows:
            missing.append((lesson, "has no time; it is left out"))
        elif wanted.isascii() and wanted.isdigit() and placed < int(wanted[:4]):
            missing.append((lesson, f"has {placed} of {wanted[:4]} periods"))
        yield from rows
    if missing:
        count = f"{len(missing)} of {len(lessons)}"
        message = f"The timetable is not complete: {count} lessons have no time, or too few."
        document.problems.append(Problem(message, "warning", "partial", document.file))
    for lesson, what in missing:
        document.tell(f"Lesson {lesson.get('id', '')[:40]} {what}.", "partial", lesson)


def _of_lesson(
    document: _Document, lesson: ElementTree.Element, times: Sequence[ElementTree.Element], letters: Sequence[str],
    defined: dict[tuple[str, str], Bell],
) -> Iterator[Held]:  # fmt: skip
    line = markup.line_of(lesson)
    teachers = document.names(lesson, "lesson_teacher", "TR_")
    classes = document.names(lesson, "lesson_classes", "CL_")
    subject = " + ".join(document.names(lesson, "lesson_subject", "SU_"))
    if len(teachers) + len(classes) > limits.JOINED_MAX:
        message = f"The lesson has more than {limits.JOINED_MAX:,} classes and teachers."
        raise refusal(message, file=document.file, line=line)
    # Colleagues who teach together have a lesson each, with one number and the same classes.
    activity = (_lesson_number(lesson.get("id", "").strip(), line), frozenset(classes))
    grid = markup.text_of(lesson, "timegrid")[:_GRID_CHARACTERS_MAX]
    for time in times:
        day, period = _day(markup.text_of(time, "assigned_day")), _period_of(time)
        if day is None or not period:
            document.tell("The time has no day from 1 to 7, or no period. It is left out.", "row", time)
            continue
        period = document.periods.get((grid, day, period), period)
        _check_bell(document, time, day, period, defined)
        rooms = document.names(time, "assigned_room", "RM_")
        for letter in letters:
            on = f"{letter} {day}" if letter else day
            yield Held(
                document.file, markup.line_of(time), activity, on, period,
                teachers, classes, subject, rooms, lesson=activity[0],
            )  # fmt: skip


def _period_of(time: ElementTree.Element) -> str:
    """Give the period of a time; where Untis plans by the minute and numbers none, its times."""
    if time.find("assigned_period") is not None:
        return _period(markup.text_of(time, "assigned_period"))
    start, end = (clock.parse(markup.text_of(time, name)) for name in ("assigned_starttime", "assigned_endtime"))
    return f"{start}-{end}" if start and end else ""


def _lesson_number(key: str, line: int) -> str:
    """Give the number that coupled lessons share: `LS_141800` and `LS_141801` are lesson 1418."""
    match = re.fullmatch(r"LS_(\d+)\d\d", key)
    return match[1] if match else key or f"line {line}"


def _check_bell(
    document: _Document, time: ElementTree.Element, day: str, period: str, defined: dict[tuple[str, str], Bell]
) -> None:
    """Take a period that the list of periods has not from the lesson that is held then."""
    if (day, period) in defined:
        return
    start, end = markup.text_of(time, "assigned_starttime"), markup.text_of(time, "assigned_endtime")
    line = markup.line_of(time)
    if markup.text_of(time, "assigned_period"):
        message = f"Period {period} on {day} is not in the file's list of periods."
        document.problems.append(Problem(message, "warning", "time", document.file, line))
    defined[day, period] = bells.bell(period, start, end, file=document.file, line=line, problems=document.problems)


def _understood(
    document: _Document, held: Sequence[Held], weeks: Weeks, defined: Mapping[tuple[str, str], Bell]
) -> ImportedTimetable:
    file, problems = document.file, document.problems
    numbers = sorted(bells.in_order(period for _, period in defined), key=_rank)
    week = {
        (f"{letter} {day}" if letter else day): tuple(
            defined[day, number].shown() for number in numbers if (day, number) in defined
        )
        for letter in weeks.letters or ("",)
        for day in order.WEEKDAY_NAMES
        if any(on == day for on, _ in defined)
    }
    people = _people(document)
    teachers = tuple(dict.fromkeys((*people, *(teacher for row in held for teacher in row.teachers))))
    check_sizes(list(week), numbers, teachers, file)
    assembled = assemble(held)
    problems += assembled.problems
    by_day = {(on, period): bell for on in week for (day, period), bell in defined.items() if on.endswith(day)}
    problems += bells.clashes(held, by_day)
    return ImportedTimetable(
        TITLE, week, teachers, tuple(assembled.lessons), tuple(assembled.busy), tuple(problems),
        people=tuple(person for person in people.values() if person.name or person.email),
    )  # fmt: skip


def _rank(period: str) -> int:
    """Put a period of another time grid behind the one of its number."""
    number = re.match(r"\d{1,4}", period)
    return int(number[0]) if number else _UNNUMBERED


def _people(document: _Document) -> dict[str, ImportedPerson]:
    people: dict[str, ImportedPerson] = {}
    for entry in document.root.iterfind(_LISTS["TR_"]):
        code = plain(entry.get("id", "").strip(), "TR_")
        both = (markup.text_of(entry, "forename"), markup.text_of(entry, "surname"))
        name = " ".join(part for part in both if part)[: limits.NAME_CHARACTERS_MAX]
        email = markup.text_of(entry, "email") or markup.text_of(entry, "email1")
        if code:
            people.setdefault(code, ImportedPerson(code, name, email if "@" in email and len(email) <= 320 else ""))
    return people
