"""Tables as CSV and workbooks that no spreadsheet takes for formulas. Pure: cells in, text and bytes out.

Text that a spreadsheet would calculate gets an apostrophe in front; numbers stay numbers, negative ones too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

Cell = str | int | None
BOM: Final = "\ufeff"
"""Spreadsheets take a file for UTF-8 only when it begins with this."""
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


def csv_text(lines: Iterable[Sequence[Cell]], *, is_quoted: bool = False) -> str:
    """Lines as CSV: comma, CRLF; with *is_quoted* every text is in quotes, and numbers are bare."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC if is_quoted else csv.QUOTE_MINIMAL)
    for line in lines:
        writer.writerow(["" if cell is None else safe(cell) for cell in line])
    return written.getvalue()


def workbook(sheets: Iterable[tuple[str, Iterable[Sequence[Cell]]]]) -> bytes:
    """A workbook with a sheet for each title; every text is text, whatever it begins with."""
    from openpyxl import Workbook  # Slow to import, and only wanted here.

    book = Workbook(write_only=True)
    for title, lines in sheets:
        _sheet(book, title, lines)
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
