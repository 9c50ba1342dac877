"""Reads a list of absences: who, from, to. Every other column, a reason above all, is passed over."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from app.timetable.importers import clock, order
from app.timetable.importers.opened import open_file
from app.timetable.importers.table import Row, Table
from app.timetable.importers.understanding import ImportRefused, NamedBytes, Problem, refusal

LINES_MAX: Final = 2_000
PROBLEMS_MAX: Final = 100
_HEADING_ROWS: Final = 10
_YEARS: Final = range(2000, 2101)

Column = Literal["who", "given", "family", "from", "to", "start", "end"]

_NAMES: Final[Mapping[Column, str]] = {
    "who": """
        who, name, teacher, teacher name, teacher code, staff, staff name, staff code, staff member, member of staff,
        employee, employee name, colleague, person, full name, code, initials, email, e mail, email address
    """,
    "given": "forename, first name, given name, legal forename, preferred forename",
    "family": "surname, last name, family name, legal surname",
    "from": """
        from, start, starts, starts on, start date, from date, date from, first day, absent from, begin, begins, date
    """,
    "to": """
        to, until, till, end, ends, ends on, end date, to date, date to, last day, absent to, absent until, finish
    """,
    "start": "start time, from time, time from, starts at, absent from time",
    "end": "end time, to time, time to, ends at, until time, absent to time",
}
_ALWAYS: Final[frozenset[Column]] = frozenset({"who", "from", "to"})
"""What a line reaches to where its list has the column; the others only where one of the lines above uses them."""
_COLUMNS: Final = {name.strip(): column for column, names in _NAMES.items() for name in names.split(",")}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ -](\d{4}|\d{2})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ")


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One line: whom it names, the dates, and times of day (HH:MM) where it is not whole days."""

    line: int
    who: str
    starts_on: date
    ends_on: date
    start: str | None = None
    end: str | None = None


def read(file: NamedBytes) -> list[AbsenceRow]:
    """Read a list of absences from CSV or a workbook.

    Raises:
        ImportRefused: it cannot be opened, columns are missing, a line cannot be read, or there are too many; each
            with its line.
    """
    opened = open_file(file)
    # Nothing is told beside the rows, so what leaves one of them out leaves out all.
    if cut := [replace(problem, severity="refused") for problem in opened.problems if problem.kind == "partial"]:
        raise ImportRefused(tuple(cut))
    for table in opened.tables:
        if (found := _heading(table)) is not None:
            place, columns = found
            return _rows(table, place, columns)
    line = opened.tables[0].rows[0].line if opened.tables and opened.tables[0].rows else 1
    message = "No list of absences was found here. The first row must name the columns: who, from, to."
    raise refusal(message, file=file.name, line=line)


def _heading(table: Table) -> tuple[int, dict[Column, int]] | None:
    for place, row in enumerate(table.rows[:_HEADING_ROWS]):
        columns: dict[Column, int] = {}
        for at, cell in enumerate(row.cells):
            plain = " ".join(re.sub(r"[^\w]|_", " ", order.folded(cell)).split())
            if (column := _COLUMNS.get(plain)) is not None:
                columns.setdefault(column, at)
        if "from" in columns and ("who" in columns or "family" in columns):
            return place, columns
    return None


def _rows(table: Table, place: int, columns: Mapping[Column, int]) -> list[AbsenceRow]:
    rows = table.rows[place + 1 :]
    if not rows:
        raise refusal("The list has no line below its headings.", file=table.file, line=1)
    if len(rows) > LINES_MAX:
        message = f"The list has more than {LINES_MAX:,} lines. Bring one term at a time."
        raise refusal(message, file=table.file, line=rows[LINES_MAX].line)
    found: list[AbsenceRow] = []
    problems: list[Problem] = []
    cut_line = _cut_line(table, rows, len(table.rows[place].cells), columns)
    for row in rows:
        if cut_line is not None and row.line >= cut_line:
            problems.append(_problem(table, row, "The file ends in the middle of this line. Export it again."))
            continue
        said = _row(row, columns)
        if isinstance(said, AbsenceRow):
            found.append(said)
        else:
            problems.append(_problem(table, row, said))
    if problems:
        raise ImportRefused(tuple(problems[:PROBLEMS_MAX]))
    return found


def _cut_line(table: Table, rows: Sequence[Row], width: int, columns: Mapping[Column, int]) -> int | None:
    """Where a file breaks off: in a cell with quotes, or with a last line that alone ends before what it has to say.

    Programs leave out the empty cells at a line's end: a last line without a reason is whole.
    """
    if table.cut_line is not None or not table.separator:
        return table.cut_line
    *others, last = rows
    if not others or any(len(row.cells) < width for row in others):
        return None
    used = (at for column, at in columns.items() if column in _ALWAYS or any(row.cells[at] for row in others))
    return last.line if len(last.cells) <= max(used) else None


def _problem(table: Table, row: Row, message: str) -> Problem:
    return Problem(f"Line {row.line}: {message}", "refused", "row", table.file, row.line)


def _row(row: Row, columns: Mapping[Column, int]) -> AbsenceRow | str:
    """One line as it was understood, or why it was not."""

    def cell(column: Column) -> str:
        at = columns.get(column)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    who = cell("who") or " ".join(part for part in (cell("given"), cell("family")) if part)
    if not who:
        return "nobody is named."
    starts_on, start = _moment(cell("from"))
    ends_on, end = _moment(cell("to")) if cell("to") else (starts_on, None)
    if starts_on is None:
        return f"“{cell('from')[:40]}” is no date. Write the day first: 2 Nov 2026 or 02/11/2026."
    if ends_on is None:
        return f"“{cell('to')[:40]}” is no date. Write the day first: 2 Nov 2026 or 02/11/2026."
    if cell("start"):
        start = clock.parse(cell("start"))
        if start is None:
            return f"“{cell('start')[:40]}” is no time."
    if cell("end"):
        end = clock.parse(cell("end"))
        if end is None:
            return f"“{cell('end')[:40]}” is no time."
    if (ends_on, end or "24:00") <= (starts_on, start or ""):
        return "it ends before it starts."
    return AbsenceRow(row.line, who[:200], starts_on, ends_on, start, end)


def _moment(written: str) -> tuple[date | None, str | None]:
    """A date with the time behind it, if there is one. A time that is none makes the whole no date."""
    text = _WEEKDAY.sub("", order.folded(written), count=1)
    for pattern in (_ISO, _DAY_FIRST, _WORDS):
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :].strip(" ,t")
        wall = clock.parse(rest) if rest else None
        if rest and wall is None:
            return None, None
        return _date(pattern, match), None if wall == "00:00" and pattern is _ISO else wall
    return None, None


def _date(pattern: re.Pattern[str], match: re.Match[str]) -> date | None:
    first, second, third = match.groups()
    if pattern is _ISO:
        year, month, day = int(first), int(second), int(third)
    else:
        month = _MONTHS.index(second) + 1 if second in _MONTHS else int(second) if second.isdigit() else 0
        year, day = int(third) + (2000 if len(third) == 2 else 0), int(first)
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year in _YEARS else None
