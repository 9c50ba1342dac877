"""Reads our own plain table, as CSV or .xlsx: a heading, then one row per teacher, day, period and class.

Two rows are one lesson, not a clash, when day, period, subject and room agree and either the teachers differ (taught
together: the class must agree as well) or the classes differ (joined: the teacher must agree as well). Joining classes
needs a subject: two rows that name none say nothing of being the same lesson.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.timetable.importers import headings, limits, plain_week, week_columns
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.headings import Column
from app.timetable.importers.opened import Opened
from app.timetable.importers.plain_week import Line, Week
from app.timetable.importers.table import Row, Table, padded
from app.timetable.importers.understanding import (
    Hints,
    ImportedPerson,
    ImportedTimetable,
    ImportRefused,
    Problem,
    refusal,
)
from app.timetable.importers.week_columns import WeekColumns

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
    weeks: WeekColumns | None
    """Columns of weeks A and B: of their classes, or of marks where there is a column of classes."""


def recognises(opened: Opened) -> bool:
    """Say whether a heading is there that can only be ours, perhaps with a column missing."""
    return any(has_heading(table) for table in opened.tables)


def has_heading(table: Table) -> bool:
    """Say whether a table names its columns as we do."""
    return _heading(table) is not None


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not the timetable."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read all tables with a heading as one timetable; sheets and files without one are passed over.

    Raises:
        ImportRefused: a column that is needed is missing or there twice, days and periods stand in each other's
            column, or no row can be used.
    """
    problems = [problem for opened in files for problem in opened.problems]
    lines: list[Line] = []
    people: dict[str, ImportedPerson] = {}
    for opened in files:
        found = [sheet for table in opened.tables if (sheet := _sheet(table, problems)) is not None]
        if not found:
            problems.append(Problem("Not used: no heading we know.", "info", "unused", opened.file))
        for sheet in found:
            lines += _lines(sheet, problems)
            people = _people(sheet) | people
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
        TITLE, days, tuple(teachers), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems),
        people=tuple(people[teacher] for teacher in teachers if teacher in people),
    )  # fmt: skip


def _people(sheet: _Sheet) -> dict[str, ImportedPerson]:
    """Say who stands behind each code, where a column beside it has the names; the first row of each counts."""
    place = headings.names_beside_codes(sheet.heading.cells)
    if place is None or "teacher" not in sheet.places:
        return {}
    people: dict[str, ImportedPerson] = {}
    for row in sheet.rows:
        cells = padded(row, max(place, sheet.places["teacher"]) + 1)
        code, name = cells[sheet.places["teacher"]], cells[place][: limits.NAME_CHARACTERS_MAX]
        if code and name:
            people.setdefault(code, ImportedPerson(code, name))
    return people


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
    weeks = _weeks(table, index, columns, problems)
    refused = list(_heading_problems(table.file, row, columns, has_weeks=weeks is not None))
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
    return _Sheet(table.file, row, places, body, table.cut_line, width, weeks)


def _weeks(
    table: Table, index: int, columns: Sequence[Column | None], problems: list[Problem]
) -> WeekColumns | None:  # fmt: skip
    """Find the columns of weeks A and B, unless there is a column that names the week."""
    row = table.rows[index]
    weeks = week_columns.find(row.cells) if "week" not in columns else None
    if weeks is None:
        return None
    below = [padded(one, weeks.last + 1) for one in table.rows[index + 1 :] if headings.columns(one.cells) != columns]
    pairs = [pair for cells in below for pair in weeks.cells(cells).items()]
    are_marks = all(week_columns.is_mark(cell, week) for week, cell in pairs)
    if "class" not in columns:
        # Marks alone name no class.
        return None if are_marks and any(week_columns.says_yes(cell) for _, cell in pairs) else weeks
    if are_marks:
        return weeks
    message = "The columns of weeks A and B are not read: beside a class they should hold an x, or nothing."
    place = weeks.places["A"] + 1
    problems.append(Problem(message, "warning", "row", table.file, row.line, place))
    return None


def _heading_problems(
    file: str, row: Row, columns: Sequence[Column | None], *, has_weeks: bool
) -> Iterable[Problem]:  # fmt: skip
    for column in dict.fromkeys(column for column in columns if column is not None):
        places = [place + 1 for place, named in enumerate(columns) if named == column]
        if len(places) > 1:
            message = (
                f"The column “{column}” is there {len(places)} times (columns {', '.join(map(str, places))}). Keep one."
            )
            yield Problem(message, "refused", "unreadable", file, row.line, places[1])
    missing = [column for column in _NEEDED if column not in columns and not (has_weeks and column == "class")]
    if missing:
        what = ", ".join(f"“{column}”" for column in missing)
        message = f"The heading has no column for {what}. Name it in the first row; nothing can be read without."
        yield Problem(message, "refused", "unreadable", file, row.line)


def _lines(sheet: _Sheet, problems: list[Problem]) -> Iterable[Line]:
    width = max(*sheet.places.values(), sheet.weeks.last if sheet.weeks is not None else 0) + 1
    for row in sheet.rows:
        written = padded(row, width)
        cells = {column: written[place] for column, place in sheet.places.items()}
        if sheet.weeks is not None and "class" not in cells:
            cells["class"] = next(
                (cell for cell in sheet.weeks.cells(written).values() if week_columns.is_class(cell)), ""
            )
        line = Line(sheet.file, row.line, cells, sheet.places)
        found = _row_problem(line, row, sheet)
        if found is None:
            yield from _of_weeks(line, written, sheet, problems)
        elif found.message:
            problems.append(found)


def _of_weeks(line: Line, written: Sequence[str], sheet: _Sheet, problems: list[Problem]) -> Iterable[Line]:
    """Give a row once for each week that it is about, where weeks are columns."""
    if sheet.weeks is None:
        yield line
        return
    said = sheet.weeks.cells(written)
    has_classes = "class" in sheet.places
    is_held = week_columns.says_yes if has_classes else week_columns.is_class
    held = {week: cell for week, cell in said.items() if is_held(cell)}
    if not held and has_classes:
        message = "The row is marked for neither week A nor week B. It is left out."
        problems.append(Problem(message, "warning", "row", sheet.file, line.line, sheet.weeks.places["A"] + 1))
    elif not held and line.get("subject"):
        held = dict.fromkeys(said, "")  # A duty has no class in either week; without a subject the period is free.
    for week, cell in held.items():
        place = sheet.weeks.places[week]
        if len(cell) > limits.NAME_CHARACTERS_MAX:
            message = f"The class is longer than {limits.NAME_CHARACTERS_MAX} characters. The week is left out."
            problems.append(Problem(message, "warning", "limit", sheet.file, line.line, place + 1))
            continue
        class_name = line.get("class") if has_classes else cell
        places: dict[Column, int] = {"class": place, **sheet.places, "week": place}
        yield Line(sheet.file, line.line, {**line.cells, "class": class_name, "week": week}, places)


def _row_problem(line: Line, row: Row, sheet: _Sheet) -> Problem | None:
    """Say why a row is left out, with an empty message where nobody needs to know."""
    if row.line == sheet.cut_line:
        return Problem("")  # The table has said so.
    if not any(line.cells.values()) or _is_heading_again(line, row, sheet):
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


def _is_heading_again(line: Line, row: Row, sheet: _Sheet) -> bool:
    # One cell first, as there are thousands of rows that are none.
    if headings.column(line.get("period")) is None:
        return False
    return headings.columns(row.cells) == headings.columns(sheet.heading.cells)


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
