"""Cuts delimited text into rows of trimmed cells, whatever the separator and the quotes; every row knows its line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.timetable.importers import limits, unseen
from app.timetable.importers.understanding import Problem, refusal

SEPARATORS = (",", ";", "\t", "|")
_BLANK_LINES = re.compile(r"[\r\n]+")
_SINGLY_QUOTED = re.compile(r"[,;\t|]'[^'\r\n]*'(?=[,;\t|\r\n]|\Z)")
_SINGLY_QUOTED_MIN = 3
_QUOTED_CHARACTERS = 4_000
_HEAD_ROWS = 60
_HEAD_CHARACTERS = 64_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet or a text file: its line in the file, from 1, and its cells, trimmed.

    `raw` is the row as written, but only where no cell of it had quotes.
    """

    line: int
    cells: tuple[str, ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or a text file as rows; empty rows are left out. `separator` is empty for a sheet.

    `cut_line` is the last line, where the file ends inside a quoted cell: what stands there is not to be trusted.
    `merged` are the cells of a sheet that stand for several: first line, first column, last line, last column, from 1.
    """

    file: str
    rows: tuple[Row, ...]
    separator: str = ""
    cut_line: int | None = None
    problems: tuple[Problem, ...] = field(default=())
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are kept apart."""

    separator: str
    quote: str


def read(text: str, file: str, *, rows_max: int = limits.ROWS_MAX) -> Table:
    """Cut *text* into rows, having found out separator and quotes.

    A quotation mark inside a quoted cell may be doubled or stand alone, as long as no separator follows it.

    Raises:
        ImportRefused: too many rows or columns, a cell too long, or a quotation mark that is never closed.
    """
    declared = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    start = declared.end() if declared else 0
    dialect = Dialect(declared[1], _quote(text, start)) if declared else _dialect(text)
    rows: list[Row] = []
    cutter = _Cutter(text, dialect, file)
    for number, row in enumerate(cutter.rows(start)):
        if any(row.cells):
            rows.append(row)
        if len(rows) > rows_max or number >= max(limits.LINES_MAX, rows_max):
            raise refusal(f"The file has more than {rows_max:,} rows.", file=file, line=row.line)
    return Table(file, tuple(rows), dialect.separator, cutter.cut_line, tuple(cutter.problems))


def _dialect(text: str) -> Dialect:
    """Choose the separator that gives the most rows of the same, and the greatest, width."""
    quote = _quote(text, 0)

    def merit(separator: str) -> tuple[float, int]:
        widths = Counter(_widths(text, Dialect(separator, quote)))
        width, count = max(widths.items(), key=lambda found: (found[1] * (found[0] > 1), found[0]), default=(1, 0))
        return (count / max(1, widths.total()) * (width > 1) * min(width, 4), width)

    return Dialect(max(SEPARATORS, key=merit), quote)


def _quote(text: str, start: int) -> str:
    """Find the quotation mark: single ones where they are around the first cell, or around most and no double ones."""
    head = text[start : start + _QUOTED_CHARACTERS]
    if head.lstrip().startswith("'"):
        return "'"
    return "'" if '"' not in head and len(_SINGLY_QUOTED.findall(head)) >= _SINGLY_QUOTED_MIN else '"'


def _widths(text: str, dialect: Dialect) -> Iterator[int]:
    head = text[:_HEAD_CHARACTERS]
    head = head[: head.rfind("\n") + 1] or head
    cutter = _Cutter(head, dialect, "", strict=False)
    for number, row in enumerate(cutter.rows(0)):
        if any(row.cells):
            yield len(row.cells)
        if number >= _HEAD_ROWS:
            return


class _Cutter:
    """Walks through a text once. Holds what was met on the way: problems, and how many cells had quotes."""

    def __init__(self, text: str, dialect: Dialect, file: str, *, strict: bool = True) -> None:
        separator, quote = re.escape(dialect.separator), re.escape(dialect.quote)
        end = rf"(?=[ ]*(?:{separator}|[\r\n]|\Z))"
        # Possessive (*+, ++): what a quoted cell has taken it never gives back, so time stays linear.
        inside = rf"(?:[^{quote}]++|{quote}{quote}|{quote}(?!{end[3:-1]}))*+"
        self._cell = re.compile(rf"[ ]*{quote}({inside}){quote}[ ]*{end}|([^{separator}\r\n]*+)")
        self._open = re.compile(rf"[ ]*{quote}")
        self._text, self._quote, self._separator = text, dialect.quote, dialect.separator
        self._file, self._strict = file, strict
        self.problems: list[Problem] = []
        self.quotes = 0
        self.cut_line: int | None = None

    def rows(self, position: int) -> Iterator[Row]:
        """Cut from *position* on. The line counts from the top of the text."""
        text, line = self._text, self._text.count("\n", 0, position) + 1
        while position < len(text):
            cells: list[str] = []
            if (blank := _BLANK_LINES.match(text, position)) is not None:
                line += _breaks(text, position, blank.end())
                position = blank.end()
            begun, top, quotes_before = line, position, self.quotes
            while True:
                cell, behind = self._next(position, begun, len(cells) + 1)
                line += _breaks(text, position, behind)
                cells.append(cell)
                position = behind
                if text[position : position + 1] != self._separator:
                    break
                position += 1
            yield Row(begun, tuple(cells), text[top:position] if self.quotes == quotes_before else "")
            position += 2 if text.startswith("\r\n", position) else 1
            line += 1

    def _next(self, position: int, line: int, column: int) -> tuple[str, int]:
        match = self._cell.match(self._text, position)
        assert match is not None, "the second half of the pattern matches anything"
        quoted = match[1]
        if quoted is not None:
            self.quotes += 1
            cell = quoted.replace(self._quote * 2, self._quote)
        else:
            cell = match[2]
            if self._open.match(cell):
                return self._unclosed(position, line, column)
        if self._strict:
            self._check(cell, line, column)
        return unseen.trimmed(cell), match.end()

    def _unclosed(self, position: int, line: int, column: int) -> tuple[str, int]:
        """Take a cell whose quotation mark is never closed: forgiven on the last line, where a cut-off file ends."""
        rest = self._text[position:]
        if not self._strict:
            return rest, len(self._text)
        if len(rest) > limits.CELL_CHARACTERS_MAX or "\n" in rest.rstrip():
            message = f"A quotation mark is opened in column {column} and never closed. Close it, or leave it out."
            raise refusal(message, file=self._file, line=line, column=column)
        message = "The file ends in the middle of this row, as if it were cut off. It is left out; export it again."
        self.cut_line = line
        self.problems.append(Problem(message, "warning", "partial", self._file, line, column))
        return unseen.trimmed(rest).lstrip(self._quote), len(self._text)

    def _check(self, cell: str, line: int, column: int) -> None:
        check_cell(cell, file=self._file, line=line, column=column)


def check_cell(cell: str, *, file: str, line: int, column: int) -> None:
    """Refuse a cell that is too long, or too far to the right."""
    if len(cell) > limits.CELL_CHARACTERS_MAX:
        message = f"The cell in column {column} is longer than {limits.CELL_CHARACTERS_MAX:,} characters."
        raise refusal(message, file=file, line=line, column=column)
    if column > limits.COLUMNS_MAX:
        message = f"The row has more than {limits.COLUMNS_MAX} columns. Delete what is to the right of the timetable."
        raise refusal(message, file=file, line=line, column=column)


def _breaks(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def padded(row: Row, width: int) -> Sequence[str]:
    """Give the cells of a row that may be shorter than its table."""
    return row.cells + ("",) * (width - len(row.cells))
