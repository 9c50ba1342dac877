"""Tables whose columns nobody could know but the school: what to ask, and reading them by the answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from app.timetable.importers import headings, order, week_columns
from app.timetable.importers.headings import Column
from app.timetable.importers.opened import Opened
from app.timetable.importers.table import Row, Table
from app.timetable.importers.understanding import ColumnChoice, FoundTable

NEEDED: Final[tuple[Column, ...]] = ("teacher", "day", "period", "class")
"""Without these, nothing can be read."""
HEADING_CHARACTERS_MAX: Final = 80
LABEL_CHARACTERS_MAX: Final = 100
"""A heading with its place behind it."""
HEADING_ROWS_MAX: Final = 10
_ROWS_SHOWN: Final = 5
_FULL_SHARE: Final = 0.6  # A heading may leave the columns out that nobody needs; a title fills one.
_CELL_CHARACTERS: Final = 60


def labels(cells: Sequence[str]) -> tuple[str, ...]:
    """Name each column of a heading so that no two are the same: `column 3` where a heading is empty or came before."""
    shown = [" ".join(cell.split())[:HEADING_CHARACTERS_MAX] for cell in cells]
    while shown and not shown[-1]:
        shown.pop()
    counts: Counter[str] = Counter()
    answer: list[str] = []
    for place, label in enumerate(shown, start=1):
        counts[order.folded(label)] += 1
        is_known = label and counts[order.folded(label)] == 1
        answer.append(label if is_known else f"{label} (column {place})".strip())
    return tuple(answer)


def folded(names: Iterable[str]) -> tuple[str, ...]:
    """Make headings comparable: one day a school writes `Lehrkraft`, the next `LEHRKRAFT `."""
    return tuple(order.folded(name) for name in names)


def named(opened: Opened, choices: Sequence[ColumnChoice]) -> tuple[Opened, FoundTable | None]:
    """Put our own names into the headings of the tables that a choice is about; the rest stays as it is.

    Returns:
        The file, and the first table that was changed, None if none was.
    """
    if not choices or not opened.tables:
        return opened, None
    first: FoundTable | None = None
    tables: list[Table] = []
    for table in opened.tables:
        match = _match(table, choices)
        if match is None:
            tables.append(table)
            continue
        place, columns = match
        tables.append(_renamed(table, place, columns))
        first = first or _found(table, place, columns)
    return replace(opened, tables=tuple(tables)), first


def table_to_ask_about(files: Iterable[Opened]) -> FoundTable | None:
    """Find the first table that could be a timetable if only its columns were known."""
    for opened in files:
        for table in opened.tables:
            place = _likely_heading(table)
            if place is not None:
                return _found(table, place, _known(labels(table.rows[place].cells)))
    return None


def _match(table: Table, choices: Sequence[ColumnChoice]) -> tuple[int, tuple[tuple[str, Column], ...]] | None:
    """Find the row that a choice is about, and the choice in the words of that row; the first choice counts first."""
    rows = [labels(row.cells) for row in table.rows[:HEADING_ROWS_MAX]]
    heads = [(folded(row), {order.folded(label): label for label in row}) for row in rows]
    for choice in choices:
        wanted = folded(choice.headings)
        named = {order.folded(heading): column for heading, column in choice.columns}
        for place, (row, head) in enumerate(heads):
            if (row == wanted or not wanted) and named.keys() <= head.keys():
                return place, tuple((head[heading], column) for heading, column in named.items())
    return None


def _renamed(table: Table, place: int, chosen: Sequence[tuple[str, Column]]) -> Table:
    columns: dict[str, str] = dict(chosen)
    row = table.rows[place]
    shown = labels(row.cells)
    cells = [columns.get(label, "") for label in shown]
    # Headings that are not chosen keep nothing, lest one of them be known by its name and meant otherwise.
    weeks = week_columns.find(shown)
    if weeks is not None and {cells[one] for one in weeks.places.values()} in ({""}, {"", "class"}):
        # But of two columns of weeks A and B one is never read without the other.
        for week, one in weeks.places.items():
            cells[one] = f"Week {week}"
    heading = replace(row, cells=(*cells, *([""] * (len(row.cells) - len(cells)))), raw="")
    return replace(table, rows=(heading, *table.rows[place + 1 :]))


def _likely_heading(table: Table) -> int | None:
    """Find the first row that is nearly as full as the fullest and has room for all columns that are needed."""
    widths = [sum(bool(cell) for cell in row.cells) for row in table.rows[:HEADING_ROWS_MAX]]
    wanted = max(len(NEEDED), max(widths, default=0) * _FULL_SHARE)
    places = [place for place, width in enumerate(widths) if width >= wanted and place + 1 < len(table.rows)]
    return places[0] if places else None


def _known(shown: Sequence[str]) -> tuple[tuple[str, Column], ...]:
    found: dict[Column, str] = {}
    for label in shown:
        column = headings.column(label)
        if column is not None:
            found.setdefault(column, label)
    return tuple((label, column) for column, label in found.items())


def _found(table: Table, place: int, columns: Sequence[tuple[str, Column]]) -> FoundTable:
    shown = labels(table.rows[place].cells)
    rows = (_shown(row, len(shown)) for row in table.rows[place + 1 : place + 1 + _ROWS_SHOWN])
    return FoundTable(table.file, shown, tuple(rows), tuple(columns))


def _shown(row: Row, width: int) -> tuple[str, ...]:
    cells = row.cells[:width] + ("",) * (width - len(row.cells))
    return tuple(cell if len(cell) <= _CELL_CHARACTERS else f"{cell[: _CELL_CHARACTERS - 1]}…" for cell in cells)
