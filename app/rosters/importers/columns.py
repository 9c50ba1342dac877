"""Finds columns by their headings, whatever their order, and refuses a table that breaks off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.rosters.importers import limits
from app.rosters.importers.cells import Reading, heading
from app.rosters.importers.opened import Sheet
from app.timetable.importers.table import Row
from app.timetable.importers.understanding import Problem, refusal

_CUT: Final = "The file ends in the middle of this row, as if it were cut off. Copy or export it again."


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose headings have been read: in which column (from 0) each known one stands."""

    sheet: Sheet
    heading_place: int
    columns: Mapping[str, int]

    @property
    def file(self) -> str:
        """The file's name, for messages."""
        return self.sheet.table.file

    @property
    def width(self) -> int:
        """How many headings there are."""
        return len(self.sheet.table.rows[self.heading_place].cells)

    def rows(self) -> Iterator["Line"]:
        """The rows under the headings.

        Raises:
            ImportRefused: the last one breaks off.
        """
        last = self.sheet.table.rows[-1]
        cut_line = self.sheet.table.cut_line
        is_cut = cut_line is not None or (not self.sheet.is_ended and len(last.cells) < self.width)
        if is_cut and last is not self.sheet.table.rows[self.heading_place]:
            raise refusal(_CUT, file=self.file, line=cut_line or last.line, column=len(last.cells))
        for row in self.sheet.table.rows[self.heading_place + 1 :]:
            yield Line(self, row)

    def doubts(self) -> list[Problem]:
        """What makes one wonder whether the table is whole."""
        if self.sheet.is_ended or not self.sheet.table.separator:
            return []
        line = self.sheet.table.rows[-1].line
        message = "The file does not end with a line break, as if it were cut off. See whether its last row is whole."
        return [Problem(message, "warning", "partial", self.file, line)]


@dataclass(frozen=True, slots=True)
class Line:
    """One row, asked by heading."""

    grid: Grid
    row: Row

    def get(self, name: str) -> str:
        """What stands under a heading; empty where there is no such column or the row is shorter."""
        place = self.grid.columns.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else ""

    def first(self, *names: str) -> str:
        """The first of these that is filled."""
        return next((found for name in names if (found := self.get(name))), "")

    def column(self, *names: str) -> int:
        """Where the first of these stands, from 1, for messages."""
        return next((self.grid.columns[name] + 1 for name in names if name in self.grid.columns), 1)

    def as_read(self) -> Reading:
        """Values of this row."""
        return Reading(self.grid.file, self.row.line)

    @property
    def is_too_long(self) -> bool:
        """Whether it has more cells than there are headings, so that nobody knows what stands where."""
        return any(self.row.cells[self.grid.width :])


def grid(sheet: Sheet, names: Mapping[str, str], *, place: int = 0) -> Grid:
    """Read the headings in row *place*; *names* says what else a heading may be called."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(sheet.table.rows[place].cells):
        plain = heading(cell)
        columns.setdefault(names.get(plain, plain), index)
    columns.pop("", None)
    return Grid(sheet, place, columns)


def first_grid(sheet: Sheet, names: Mapping[str, str], needed: int) -> Grid | None:
    """Find the first row that names at least *needed* of the columns in *names*; titles may stand above it."""
    wanted = set(names.values())
    for place in range(min(len(sheet.table.rows), limits.HEADING_ROWS_MAX)):
        found = grid(sheet, names, place=place)
        if len(wanted & found.columns.keys()) >= needed:
            return found
    return None
