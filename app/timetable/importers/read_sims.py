"""Reads the staff timetable as SIMS exports it, and sheets of the same shape: a column a period, two lines a teacher.

`1Mon:2` names week, day and period of a column. Below it a teacher's first line has the classes, the next the rooms.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from app.timetable.importers import clock, limits, read_plain, sims_cells
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.opened import Opened
from app.timetable.importers.sims_cells import Column
from app.timetable.importers.table import Row, Table, padded
from app.timetable.importers.understanding import (
    Hints,
    ImportedPeriod,
    ImportedTimetable,
    ImportRefused,
    Problem,
    refusal,
)

TITLE = "SIMS staff timetable"
HEADING_ROWS_MAX: Final = 12
"""SIMS puts four lines above the heading, schools put more."""
_COLUMNS_MIN: Final = 2
_WEEKS: Final = {"1": "A", "2": "B", "a": "A", "b": "B"}
_FOOT: Final = re.compile(r"(?:total|printed|report|page|date|exported|generated)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with its heading: which column (from 0) is which period, and the rows below."""

    table: Table
    heading: Row
    columns: dict[int, Column]
    rows: Sequence[Row]
    name_place: int
    is_one_line: bool
    """Every line names its teacher, so that class and room share a cell."""
    is_filled_down: bool
    """Both lines of every teacher name them, the second one for the rooms."""

    def name(self, row: Row) -> str:
        cell = row.cells[self.name_place] if self.name_place < len(row.cells) else ""
        return " ".join(cell.split())

    def problem(self, message: str, row: Row, column: int | None = None) -> Problem:
        return Problem(message, "warning", "row", self.table.file, row.line, None if column is None else column + 1)


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one teacher."""

    teacher: str
    rows: tuple[Row, ...]


def recognises(opened: Opened) -> bool:
    """Say whether a row names its columns by day and period."""
    return any(_heading(table) is not None for table in opened.tables)


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not the timetable."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read all tables with such a heading as one timetable.

    Raises:
        ImportRefused: there is nobody below the heading, or nothing in anybody's line.
    """
    problems = [problem for opened in files for problem in opened.problems]
    sheets: list[_Sheet] = []
    for opened in files:
        found = [sheet for table in opened.tables if (sheet := _sheet(table, problems)) is not None]
        if not found:
            problems.append(Problem("Not used: no columns for days and periods.", "info", "unused", opened.file))
        sheets += found
    first = sheets[0]
    teachers: dict[str, None] = {}
    named = _day_names([column for sheet in sheets for column in sheet.columns.values()])
    held: list[Held] = []
    for sheet in sheets:
        for block in _blocks(sheet, problems):
            teachers.setdefault(block.teacher)
            held += _held(sheet, block, named)
            if len(held) > limits.LESSONS_MAX:
                raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=sheet.table.file)
    days = _days(sheets, named)
    if not held:
        message = "Below the columns for days and periods there is no class and no duty of any teacher."
        reason = Problem(message, "refused", "unreadable", first.table.file, first.heading.line)
        raise ImportRefused((reason, *problems))
    longest = max(days.values(), key=len)
    check_sizes(list(days), [period.period for period in longest], list(teachers), first.table.file)
    assembled = assemble(held)
    problems += assembled.problems
    return ImportedTimetable(
        TITLE, days, tuple(teachers), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems)
    )


def _heading(table: Table) -> tuple[int, dict[int, Column], int] | None:
    """Find the row that names the columns, the columns, and how many rows it takes: two with days above periods."""
    if read_plain.has_heading(table):
        return None  # Whatever its cells look like: a plain table says what its columns are.
    spread = _spread(table)
    rows = table.rows[:HEADING_ROWS_MAX]
    for index, row in enumerate(rows):
        cells = [spread.get((row.line, place), cell) for place, cell in enumerate(row.cells)]
        found = {place: column for place, cell in enumerate(cells) if (column := sims_cells.column(cell)) is not None}
        filled = sum(bool(cell) for cell in cells)
        if len(found) >= _COLUMNS_MIN and len(found) * 2 >= filled:
            return index, found, 1
    for index, (above, below) in enumerate(pairwise(rows)):
        found = sims_cells.columns_of_two_rows(above.cells, below.cells)
        if len(found) >= _COLUMNS_MIN:
            return index, found, 2
    return None


def _sheet(table: Table, problems: list[Problem]) -> _Sheet | None:
    found = _heading(table)
    if found is None:
        return None
    index, columns, taken = found
    heading = table.rows[index]
    problems += table.problems
    first: dict[Column, int] = {}
    for place, column in columns.items():
        if first.setdefault(column, place) != place:
            message = f"The column “{column.written}” is there twice (columns {first[column] + 1} and {place + 1})."
            text = f"{message} The first one is read."
            problems.append(Problem(text, "warning", "repeated", table.file, heading.line, place + 1))
    used = {place: column for column, place in first.items()}
    names = padded(table.rows[index + taken - 1], len(heading.cells))
    others = [cell for place, cell in enumerate(names) if cell and place > min(used) and place not in columns]
    if others:
        message = f"Not read, as they name no day and period: {', '.join(others[:20])}."
        problems.append(Problem(message, "info", "row", table.file, heading.line))
    spread = _spread(table)
    rows = [_filled(row, spread, used) for row in table.rows[index + taken :]]
    before = [place for place in range(min(used)) if any(place < len(row.cells) and row.cells[place] for row in rows)]
    if not before:
        message = "No names stand before the columns for days and periods. Put each teacher's into the first column."
        raise refusal(message, file=table.file, line=heading.line, column=1)
    sheet = _Sheet(table, heading, used, rows, before[0], is_one_line=False, is_filled_down=False)
    names = [sheet.name(row) for row in rows if not _is_aside(sheet, row)]
    is_filled_down = _are_pairs(names)
    return replace(sheet, is_one_line=all(names) and not is_filled_down, is_filled_down=is_filled_down)


def _are_pairs(names: Sequence[str]) -> bool:
    """Whether every name stands on exactly two lines, one below the other."""
    firsts = names[::2]
    return bool(names) and all(names) and list(firsts) == list(names[1::2]) and len(set(firsts)) == len(firsts)


def _spread(table: Table) -> dict[tuple[int, int], str]:
    """Give what cells show that are merged into one further left on the same line; columns count from 0."""
    if not table.merged:
        return {}
    cells = {row.line: row.cells for row in table.rows}
    answer: dict[tuple[int, int], str] = {}
    for line, column, _, last in table.merged:
        shown = cells.get(line, ())
        text = shown[column - 1] if column <= len(shown) else ""
        if text and last > column:
            answer.update(dict.fromkeys(((line, place) for place in range(column, last)), text))
    return answer


def _filled(row: Row, spread: dict[tuple[int, int], str], columns: Iterable[int]) -> Row:
    """Write what is merged over several periods into each of them."""
    more = {place: text for place in columns if (text := spread.get((row.line, place)))}
    if not more:
        return row
    width = max(len(row.cells), max(more) + 1)
    return Row(row.line, tuple(more.get(place, cell) for place, cell in enumerate(padded(row, width))))


def _blocks(sheet: _Sheet, problems: list[Problem]) -> Iterator[_Block]:
    """Put the lines of each teacher together: one that begins with a name, and those behind it that do not."""
    teacher = ""
    lines: list[Row] = []
    for row in _usable(sheet, problems):
        name = sheet.name(row)
        if teacher and (not name or (sheet.is_filled_down and name == teacher)):
            lines.append(row)
            continue
        if teacher:
            yield _Block(teacher, tuple(lines))
        teacher, lines = name, [row]
        if not name:
            problems.append(
                sheet.problem("The line belongs to nobody: no name stands above it. It is left out.", row, 0)
            )
    if teacher:
        yield _Block(teacher, tuple(lines))


def _usable(sheet: _Sheet, problems: list[Problem]) -> Iterator[Row]:
    width = max(sheet.columns) + 1
    are_full = bool(sheet.table.separator) and all(len(row.cells) >= width for row in sheet.rows[:-1])
    for row in sheet.rows:
        if row.line == sheet.table.cut_line:
            continue  # The table has said so.
        if row is sheet.rows[-1] and are_full and len(row.cells) < width:
            is_only = len(sheet.rows) == 1
            message = "The last row has fewer cells than all others, as if the file were cut off."
            message += " Look at what was read." if is_only else " It is left out."
            problems.append(Problem(message, "warning", "partial", sheet.table.file, row.line, len(row.cells)))
            if not is_only:
                continue
        if _is_aside(sheet, row):
            continue
        if any(len(cell) > limits.NAME_CHARACTERS_MAX for cell in row.cells):
            message = f"A cell is longer than {limits.NAME_CHARACTERS_MAX} characters. The row is left out."
            problems.append(sheet.problem(message, row))
            continue
        yield row


def _is_aside(sheet: _Sheet, row: Row) -> bool:
    """Whether a line is the heading again, or a foot."""
    if sum(sims_cells.column(cell) is not None for cell in row.cells) >= _COLUMNS_MIN:
        return True
    is_foot = _FOOT.match(sheet.name(row)) is not None
    return is_foot and not any(padded(row, max(sheet.columns) + 1)[place] for place in sheet.columns)


def _held(sheet: _Sheet, block: _Block, named: dict[tuple[str, str], str]) -> Iterator[Held]:
    width = max(sheet.columns) + 1
    rows = [padded(row, width) for row in block.rows]
    for place, column in sheet.columns.items():
        found = sims_cells.understood([row[place] for row in rows], is_one_line=sheet.is_one_line)
        if found is None:
            continue
        activity = found.classes or (block.teacher, found.subject)
        day = named[column.week, column.day]
        yield Held(
            sheet.table.file, block.rows[0].line, activity, day, column.period, (block.teacher,), found.classes,
            found.subject, found.rooms, 1,
        )  # fmt: skip


def _day_names(columns: Iterable[Column]) -> dict[tuple[str, str], str]:
    """Name each day of each week; `A ` and `B ` stand before it only where there are two weeks."""
    pairs = list(dict.fromkeys((column.week, column.day) for column in columns))
    weeks = sorted({week for week, _ in pairs if week})
    if len(weeks) < 2:
        return {(week, day): day for week, day in pairs}
    return {(week, day): f"{_WEEKS[week]} {day}" if week else day for week, day in pairs}


def _days(sheets: Sequence[_Sheet], named: dict[tuple[str, str], str]) -> dict[str, tuple[ImportedPeriod, ...]]:
    """Give the days, week by week, each with its periods as the columns stand."""
    periods: dict[str, dict[str, None]] = {}
    ordered = sorted(named.items(), key=lambda found: (found[0][0], sims_cells.rank(found[0][1])))
    for _, day in ordered:
        periods.setdefault(day, {})
    for sheet in sheets:
        for _, column in sorted(sheet.columns.items()):
            periods[named[column.week, column.day]].setdefault(column.period)
    return {day: tuple(_with_times(list(names))) for day, names in periods.items()}


def _with_times(names: Sequence[str]) -> Iterator[ImportedPeriod]:
    for name, (start, end) in zip(names, clock.times_of(names, ordered=True), strict=True):
        yield ImportedPeriod(name, clock.shown(start), clock.shown(end))
