"""Tables as CSV and workbooks that no spreadsheet takes for formulas. Pure: cells in, bytes out.

Text that a spreadsheet would calculate gets an apostrophe in front; numbers stay numbers, negative ones too.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from app.statements.paper import Cell, Paper

BOM: Final = "\ufeff"
"""Spreadsheets take a file for UTF-8 only when it begins with this."""
LINES_PER_PIECE: Final = 500
TITLE_CHARACTERS_MAX: Final = 31  # What a workbook allows for the name of a sheet.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE: Final = " \u00a0\u200b\u200c\u200d\u2060\ufeff"


def safe(cell: Cell) -> Cell:
    """A cell that is shown as it is: what would be calculated becomes text.

    >>> safe("=1+1"), safe(-30)
    ("'=1+1", -30)
    """
    if not isinstance(cell, str):
        return cell
    text = _UNWRITABLE.sub("", cell)
    return f"'{text}" if text.lstrip(_SPACE).startswith(_FORMULA) else text


def csv_of(paper: Paper) -> bytes:
    """A document as CSV: its title and facts, then its tables one under the other; a lone table stands alone."""
    lines: list[Sequence[Cell]] = []
    if paper.facts:
        lines += [(paper.title,), *paper.facts]
    for table in paper.tables:
        if paper.facts:
            lines += [(), (table.title,)]
        lines += [table.headings, *table.rows]
        if table.note:
            lines.append((table.note,))
    return (BOM + _written(lines)).encode()


def csv_stream(headings: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table as CSV, piece by piece as its lines come."""
    piece: list[Sequence[Cell]] = [headings]
    mark = BOM
    for line in lines:
        piece.append(line)
        if len(piece) >= LINES_PER_PIECE:
            yield (mark + _written(piece)).encode()
            piece, mark = [], ""
    yield (mark + _written(piece)).encode()


def xlsx_of(paper: Paper) -> bytes:
    """A document as a workbook: a sheet for its facts, and one for each table."""
    from openpyxl import Workbook  # Slow to import, and only wanted here.

    book = Workbook(write_only=True)
    if paper.facts:
        _sheet(book, "Summary", [(paper.title,), *paper.facts])
    for table in paper.tables:
        note: list[Sequence[Cell]] = [(), (table.note,)] if table.note else []
        _sheet(book, table.title, [table.headings, *table.rows, *note])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(book: Any, title: str, lines: Iterable[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:TITLE_CHARACTERS_MAX])
    sheet.column_dimensions["A"].width = 40
    for line in lines:
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=safe(value))
            if isinstance(value, str):
                cell.data_type = "s"  # Never "f": openpyxl itself takes "=" for a formula.
            cells.append(cell)
        sheet.append(cells)


def _written(lines: Iterable[Sequence[Cell]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    for line in lines:
        writer.writerow(["" if cell is None else safe(cell) for cell in line])
    return written.getvalue()
