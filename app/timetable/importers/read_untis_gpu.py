"""Reads Untis's text exports: `GPU001.TXT` is the timetable; teachers (`GPU004.TXT`) and lessons (`GPU002.TXT`) help.

GPU001 has a line for each class, teacher and period of a lesson, no heading, numbers for days and no weeks: lessons of
alternate weeks stand side by side and look like clashes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.timetable.importers import clock, limits, order, untis_people
from app.timetable.importers.assemble import Assembled, Held, assemble, check_sizes, with_rooms_of_teams
from app.timetable.importers.opened import Opened
from app.timetable.importers.table import Row, Table
from app.timetable.importers.understanding import (
    Hints,
    ImportedPeriod,
    ImportedTimetable,
    ImportRefused,
    Kind,
    Problem,
    refusal,
)
from app.timetable.importers.untis_shapes import (
    CLASS,
    DAY,
    LESSON,
    PERIOD,
    ROOM,
    SUBJECT,
    TEACHER,
    WIDTHS,
    is_placed,
    shape_of,
)

TITLE = "Untis text export"
_WRONG_DAYS_SHARE_MAX = 0.1  # More rows than that on days a week has not, and the columns are not where they should be.


@dataclass(slots=True)
class _Together:
    """The lines of one lesson, teacher and period, which differ in the class and perhaps in the room."""

    first: Held
    classes: dict[str, None] = field(default_factory=dict)
    rooms: dict[str, None] = field(default_factory=dict)


def recognises(opened: Opened) -> bool:
    """Say whether this file alone holds a timetable of Untis's."""
    return any(shape_of(table) == "timetable" for table in opened.tables)


def hint(opened: Opened) -> str | None:
    """Say what to bring as well, where a file is one of Untis's exports but not the timetable."""
    shapes = {shape_of(table) for table in opened.tables} - {None}
    if shapes:
        what = {
            "lessons": "lessons without times (GPU002)",
            "absences": "absences (GPU013)",
            "substitutions": "substitutions (GPU014)",
        }
        told = " and ".join(what[shape] for shape in sorted(shape for shape in shapes if shape in what))
        return f"These are Untis's {told}, not the timetable. Bring GPU001.TXT, best together with GPU004.TXT."
    if any(untis_people.may_be_teachers(table) for table in opened.tables):
        return "This may be a list of Untis's, without heading and times. Bring GPU001.TXT, best with GPU004.TXT."
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read the timetable with what stands beside it.

    Raises:
        ImportRefused: two timetables, columns in each other's place, or no line that can be used.
    """
    problems = [problem for opened in files for problem in opened.problems]
    timetable = _timetable(files)
    others = [table for opened in files for table in opened.tables if table is not timetable and table.rows]
    held = _held(timetable, problems)
    codes = [teacher for row in held for teacher in row.teachers]
    people, used = untis_people.found(others, codes)
    untis_people.refuse_swapped(timetable, people, frozenset(codes))
    lessons = next((table for table in others if shape_of(table) == "lessons"), None)
    if lessons is not None:
        used.append(lessons)
        problems += _unplaced(lessons, held)
    problems += [_unused(opened) for opened in files if not any(table in (timetable, *used) for table in opened.tables)]
    more = () if lessons is None else untis_people.named_in_lessons(lessons)
    return _understood(held, people, more, problems)


def _timetable(files: Sequence[Opened]) -> Table:
    found = [table for opened in files for table in opened.tables if shape_of(table) == "timetable"]
    if len(found) > 1:
        message = f"Two timetables were given, {found[0].file} and {found[1].file}. Bring one at a time."
        raise refusal(message, file=found[1].file, line=1)
    return found[0]


def _unused(opened: Opened) -> Problem:
    message = hint(opened) or "The file is none of Untis's that we use."
    return Problem(f"Not used: {message}", "info", "unused", opened.file)


def _held(table: Table, problems: list[Problem]) -> list[Held]:
    """Read all lines, those of one lesson, teacher and room together.

    Raises:
        ImportRefused: too many lines on days that are none, or none left.
    """
    problems += table.problems
    rows = [row for row in table.rows if row.line != table.cut_line and _is_usable(row, table, problems)]
    wrong = [row for row in rows if not 1 <= int(row.cells[DAY]) <= 7]
    if len(wrong) > _WRONG_DAYS_SHARE_MAX * len(rows):
        message = f"The sixth column is the day, from 1 to 7, but here it is {wrong[0].cells[DAY]}. "
        message += "Are day and period in each other's column?"
        raise refusal(message, file=table.file, line=wrong[0].line, column=DAY + 1)
    for row in wrong:
        message = f"Day {row.cells[DAY]} is none of the week, which has 1 (Monday) to 7. The row is left out."
        problems.append(Problem(message, "warning", "unknown-name", table.file, row.line, DAY + 1))
    together: dict[tuple[object, ...], _Together] = {}
    left_out = {row.line for row in wrong}
    for row in rows:
        if row.line not in left_out:
            _put(_line(row, table), together, problems)
    held = with_rooms_of_teams([_with_classes(found) for found in together.values()])
    if not held:
        message = "Not one line of the timetable can be used."
        raise ImportRefused((Problem(message, "refused", "unreadable", table.file, 1), *problems))
    return held


def _is_usable(row: Row, table: Table, problems: list[Problem]) -> bool:
    if not is_placed(row):
        kind: Kind = "partial" if row is table.rows[-1] and len(row.cells) < WIDTHS[0] else "row"
        why = (
            f"The row has {len(row.cells)} fields" if len(row.cells) not in WIDTHS else "Lesson, day or period is wrong"
        )
        message = f"{why}; there should be lesson, class, teacher, subject, room, day, period. It is left out."
        problems.append(Problem(message, "warning", kind, table.file, row.line))
        return False
    for column, cell in enumerate(row.cells, start=1):
        if len(cell) > limits.NAME_CHARACTERS_MAX:
            message = f"A name in this row is longer than {limits.NAME_CHARACTERS_MAX} characters. The row is left out."
            problems.append(Problem(message, "warning", "limit", table.file, row.line, column))
            return False
    return True


def _line(row: Row, table: Table) -> Held:
    cells = [_unquoted(cell) for cell in row.cells]
    teachers = (cells[TEACHER],) if cells[TEACHER] else ()
    day, period = order.WEEKDAY_NAMES[int(cells[DAY]) - 1], _number(cells[PERIOD])
    number = _number(cells[LESSON])
    return Held(
        table.file, row.line, number, day, period,
        teachers, _parts(cells[CLASS]), cells[SUBJECT], _parts(cells[ROOM]), TEACHER + 1, lesson=number,
    )  # fmt: skip


def _unquoted(cell: str) -> str:
    """Take off quotation marks that the table as a whole does not use."""
    return cell[1:-1].strip() if len(cell) >= 2 and cell[0] == cell[-1] and cell[0] in "'`´" else cell


def _parts(cell: str) -> tuple[str, ...]:
    """Take `~172~230` apart."""
    return tuple(dict.fromkeys(part for piece in cell.split("~") if (part := piece.strip())))


def _number(cell: str) -> str:
    return str(int(cell)) if cell.isascii() and cell.isdigit() else cell


def _put(row: Held, together: dict[tuple[object, ...], _Together], problems: list[Problem]) -> None:
    key = (row.activity, row.day, row.period, row.teachers, row.subject)
    found = together.get(key)
    if found is None:
        together[key] = _Together(row, dict.fromkeys(row.classes), dict.fromkeys(row.rooms))
        return
    if found.classes.keys() >= set(row.classes) and found.rooms.keys() >= set(row.rooms):
        message = f"The row is the same as the one in line {found.first.line}; it was read once."
        problems.append(Problem(message, "info", "repeated", row.file, row.line))
    found.classes |= dict.fromkeys(row.classes)
    found.rooms |= dict.fromkeys(row.rooms)
    if len(found.classes) + len(found.rooms) > limits.JOINED_MAX:
        message = (
            f"Lesson {row.activity} on {row.day}, {row.period}, has more than {limits.JOINED_MAX:,} classes and rooms."
        )
        raise refusal(message, file=row.file, line=row.line)


def _with_classes(found: _Together) -> Held:
    """Give the lesson all its classes. Who has the same number and classes teaches together."""
    classes, rooms = tuple(found.classes), tuple(found.rooms)
    return replace(found.first, classes=classes, rooms=rooms, activity=(found.first.activity, frozenset(classes)))


def _unplaced(lessons: Table, held: Iterable[Held]) -> list[Problem]:
    """Say which lessons of GPU002 have no time in the timetable, or too few."""
    there: dict[object, set[tuple[str, str]]] = {}
    for one in held:
        there.setdefault(one.lesson, set()).add((one.day, one.period))
    first: dict[str, Row] = {}
    for row in lessons.rows:
        number = _number(row.cells[0])
        if row.cells[0].isdigit() and _hours(row) > 0:
            first.setdefault(number, row)
    missing = {
        number: (row, len(there.get(number, ())))
        for number, row in first.items()
        if number not in there or len(there[number]) < int(_hours(row))
    }
    problems = [
        Problem(f"Lesson {number} {_short(row, placed)}.", "warning", "partial", lessons.file, row.line)
        for number, (row, placed) in missing.items()
    ]
    if missing:
        message = f"The timetable is not complete: {len(missing)} of {len(first)} lessons have no time, or too few."
        problems.insert(0, Problem(message, "warning", "partial", lessons.file))
    return problems


def _short(row: Row, placed: int) -> str:
    return f"has {placed} of {int(_hours(row))} periods in the timetable" if placed else "has no time in the timetable"


def _hours(row: Row) -> float:
    """How many hours a week a lesson should have; what says nothing is taken for one."""
    written = (row.cells[1] if len(row.cells) > 1 else "").replace(",", ".")
    try:
        hours = float(written) if written else 1.0
    except ValueError:
        return 1.0
    return hours if math.isfinite(hours) else 1.0  # `inf` and `nan` are numbers too.


def _understood(
    held: Sequence[Held], people: untis_people.People, more: Iterable[str], problems: list[Problem]
) -> ImportedTimetable:
    file = held[0].file
    names = {row.day for row in held}
    days = [day for day in order.WEEKDAY_NAMES if day in names]
    periods = order.periods(list(dict.fromkeys(row.period for row in held)))
    taught = (teacher for row in held for teacher in row.teachers)
    teachers = list(dict.fromkeys((*people, *taught, *more)))
    check_sizes(days, periods, teachers, file)
    assembled = assemble(held)
    problems += assembled.problems + _about_weeks(assembled, file) + _strangers(held, people)
    week = dict.fromkeys(days, _bells(periods))
    return ImportedTimetable(
        TITLE, week, tuple(teachers), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems),
        people=tuple(people.values()),
    )  # fmt: skip


def _bells(periods: Sequence[str]) -> tuple[ImportedPeriod, ...]:
    times = clock.times_of(periods, ordered=True)
    return tuple(
        ImportedPeriod(period, clock.shown(start), clock.shown(end))
        for period, (start, end) in zip(periods, times, strict=True)
    )


def _about_weeks(assembled: Assembled, file: str) -> list[Problem]:
    count = sum(problem.kind == "clash" for problem in assembled.problems)
    if not count:
        return []
    may_be = "the clash" if count == 1 else f"some of the {count:,} clashes"
    message = (
        f"This export of Untis's knows no weeks: {may_be} may come from lessons of alternate weeks or half years. "
        "Untis's XML export tells weeks apart."
    )
    return [Problem(message, "info", "clash", file)]


def _strangers(held: Iterable[Held], people: Mapping[str, object]) -> list[Problem]:
    """Say which teachers the list of teachers does not have: once each, where they first stand."""
    if not people:
        return []
    first: dict[str, Held] = {}
    for row in held:
        for teacher in row.teachers:
            if teacher not in people:
                first.setdefault(teacher, row)
    return [
        Problem(
            f"{teacher} teaches here but is not in the list of teachers.",
            "warning", "unknown-name", row.file, row.line, TEACHER + 1,
        )
        for teacher, row in first.items()
    ]  # fmt: skip
