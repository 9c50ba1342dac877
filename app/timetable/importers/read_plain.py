"""Reads our own plain table, as CSV or .xlsx: a heading, then one row per teacher, day, period and class.

Two rows are one lesson, not a clash, when day, period, subject and room agree and either the teachers differ (taught
together: the class must agree as well) or the classes differ (joined: the teacher must agree as well). Joining classes
needs a subject: two rows that name none say nothing of being the same lesson.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.timetable.importers import headings, limits, plain_week
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.headings import Column
from app.timetable.importers.opened import Opened
from app.timetable.importers.plain_week import Line, Week
from app.timetable.importers.table import Row, Table, padded
from app.timetable.importers.understanding import ImportedTimetable, ImportRefused, Problem, refusal

TITLE = "Plain table"
HEADING_ROWS_MAX = 10
"""A title and a date may stand above the heading, but no more than that."""

_NEEDED: tuple[Column, ...] = ("teacher", "day", "period", "class")
_WISHED: tuple[Column, ...] = ("subject", "room")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with its heading found: where each column stands (from 0), and the rows below."""

    file: str
    heading: Row
    places: dict[Column, int]
    rows: Sequence[Row]
    cut_line: int | None
    width: int


def recognises(opened: Opened) -> bool:
    """Say whether a heading is there that can only be ours, perhaps with a column missing."""
    return any(_heading(table) is not None for table in opened.tables)


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not the timetable."""
    return None


def read(files: Sequence[Opened]) -> ImportedTimetable:
    """Read all tables with a heading as one timetable; sheets and files without one are passed over.

    Raises:
        ImportRefused: a column that is needed is missing or there twice, days and periods stand in each other's
            column, or no row can be used.
    """
    problems = [problem for opened in files for problem in opened.problems]
    lines: list[Line] = []
    for opened in files:
        found = [sheet for table in opened.tables if (sheet := _sheet(table, problems)) is not None]
        if not found:
            problems.append(Problem("Not used: no heading we know.", "info", "unused", opened.file))
        for sheet in found:
            lines += _lines(sheet, problems)
    if len(lines) > limits.ROWS_MAX:
        raise refusal(f"There are more than {limits.ROWS_MAX:,} rows together.", file=lines[-1].file)
    if not lines:
        raise _nothing_left(files, problems)
    week = plain_week.read(lines, problems)
    held = _held(lines, week)
    if not held:
        raise _nothing_left(files, problems)
    teachers = list(dict.fromkeys(teacher for line in lines for teacher in _teachers(line)))
    check_sizes(list(week.days), list(week.periods), teachers, lines[0].file)
    assembled = assemble(_joined(held, problems))
    problems += assembled.problems
    days = week.with_times()
    return ImportedTimetable(
        TITLE, days, tuple(teachers), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems)
    )


def _nothing_left(files: Sequence[Opened], problems: Sequence[Problem]) -> ImportRefused:
    file = next(opened.file for opened in files if recognises(opened))
    message = "There is not one row that can be used below the heading."
    return ImportRefused((Problem(message, "refused", "unreadable", file), *problems))


def _heading(table: Table) -> tuple[int, list[Column | None]] | None:
    """Find the row that names the columns: at least two of teacher, day and period, and three that we know."""
    for index, row in enumerate(table.rows[:HEADING_ROWS_MAX]):
        columns = headings.columns(row.cells)
        named = {column for column in columns if column is not None}
        if len(named & {"teacher", "day", "period"}) >= 2 and len(named) >= 3:
            return index, columns
    return None


def _sheet(table: Table, problems: list[Problem]) -> _Sheet | None:
    found = _heading(table)
    if found is None:
        return None
    index, columns = found
    row = table.rows[index]
    refused = list(_heading_problems(table.file, row, columns))
    if refused:
        raise ImportRefused(tuple(refused))
    places = {column: place for place, column in enumerate(columns) if column is not None}
    for column in _WISHED:
        if column not in places:
            message = f"There is no column “{column}”; lessons are without one."
            problems.append(Problem(message, "info", "row", table.file, row.line))
    problems += table.problems
    body = table.rows[index + 1 :]
    # A separator at the end of every row is harmless; at the end of some, a name holds a separator without quotes.
    width = len(row.cells) if table.separator else limits.COLUMNS_MAX
    width = max(width, min((len(row.cells) for row in body), default=0))
    return _Sheet(table.file, row, places, body, table.cut_line, width)


def _heading_problems(file: str, row: Row, columns: Sequence[Column | None]) -> Iterable[Problem]:
    for column in dict.fromkeys(column for column in columns if column is not None):
        places = [place + 1 for place, named in enumerate(columns) if named == column]
        if len(places) > 1:
            message = (
                f"The column “{column}” is there {len(places)} times (columns {', '.join(map(str, places))}). Keep one."
            )
            yield Problem(message, "refused", "unreadable", file, row.line, places[1])
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        what = ", ".join(f"“{column}”" for column in missing)
        message = f"The heading has no column for {what}. Name it in the first row; nothing can be read without."
        yield Problem(message, "refused", "unreadable", file, row.line)


def _lines(sheet: _Sheet, problems: list[Problem]) -> Iterable[Line]:
    width = max(sheet.places.values()) + 1
    for row in sheet.rows:
        cells = {column: padded(row, width)[place] for column, place in sheet.places.items()}
        line = Line(sheet.file, row.line, cells, sheet.places)
        found = _row_problem(line, row, sheet)
        if found is None:
            yield line
        elif found.message:
            problems.append(found)


def _row_problem(line: Line, row: Row, sheet: _Sheet) -> Problem | None:
    """Say why a row is left out, with an empty message where nobody needs to know."""
    if row.line == sheet.cut_line:
        return Problem("")  # The table has said so.
    if not any(line.cells.values()) or headings.columns(row.cells) == headings.columns(sheet.heading.cells):
        return Problem("")
    if len(row.cells) > sheet.width or any(row.cells[len(sheet.heading.cells) :]):
        message = (
            f"The row has {len(row.cells)} cells, the heading {len(sheet.heading.cells)}. Put quotes around a name"
        )
        message += " that holds the separator. The row is left out."
        return Problem(message, "warning", "row", sheet.file, row.line, len(sheet.heading.cells) + 1)
    if row is sheet.rows[-1] and len(row.cells) < len(sheet.heading.cells) and sheet.rows[:-1] and _all_full(sheet):
        message = "The last row has fewer cells than all others, as if the file were cut off. It is left out."
        return Problem(message, "warning", "partial", sheet.file, row.line, len(row.cells))
    for column, cell in line.cells.items():
        if len(cell) > limits.NAME_CHARACTERS_MAX:
            message = f"The {column} is longer than {limits.NAME_CHARACTERS_MAX} characters. The row is left out."
            return line.problem(message, column, kind="limit")
    for column in ("day", "period"):
        if not line.get(column):
            return line.problem(f"The row has no {column}, so nobody can tell when it is. It is left out.", column)
    return None


def _all_full(sheet: _Sheet) -> bool:
    return all(len(row.cells) >= len(sheet.heading.cells) for row in sheet.rows[:-1])


def _teachers(line: Line) -> tuple[str, ...]:
    """Give the teachers of a row: one, or several with ` + ` between them (with blanks, as names may hold `+`)."""
    return tuple(dict.fromkeys(name for part in line.get("teacher").split(" + ") if (name := part.strip())))


def _held(lines: Sequence[Line], week: Week) -> list[Held]:
    held: list[Held] = []
    for line in lines:
        classes = (line.get("class"),) if line.get("class") else ()
        rooms = (line.get("room"),) if line.get("room") else ()
        for day in week.days_of(line):
            period = week.period_of(line)
            when = (line.file, line.line, None, day, period)
            held.append(Held(*when, _teachers(line), classes, line.get("subject"), rooms, line.at("teacher")))
    return held


def _joined(held: Iterable[Held], problems: list[Problem]) -> Iterable[Held]:
    """Give every row the name of its lesson: first those taught together, then those whose classes are joined."""
    together: dict[tuple[object, ...], Held] = {}
    for row in held:
        key = (
            row.day,
            row.period,
            row.classes,
            row.subject,
            row.rooms,
            bool(row.teachers),
            row.classes or row.teachers,
        )
        before = together.get(key)
        if before is None:
            together[key] = row
        elif set(row.teachers) <= set(before.teachers):
            message = f"The row is the same as the one in line {before.line}; it was read once."
            problems.append(Problem(message, "info", "repeated", row.file, row.line))
        else:
            together[key] = replace(before, teachers=tuple(dict.fromkeys(before.teachers + row.teachers)))
    first: dict[tuple[object, ...], Held] = {}
    for number, row in enumerate(together.values()):
        if not (row.subject and row.classes and row.teachers):
            yield replace(row, activity=number)
            continue
        lesson = first.setdefault((row.day, row.period, frozenset(row.teachers), row.subject, row.rooms), row)
        if lesson is not row and not row.rooms:
            message = f"Read as one lesson with the class of line {lesson.line}: same teacher and subject, and no room."
            problems.append(Problem(message, "info", "joined", row.file, row.line))
        yield replace(row, activity=frozenset(row.teachers))
