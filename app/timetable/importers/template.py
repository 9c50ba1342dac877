"""Makes the empty-handed school's start: our plain table with a few invented rows, as CSV and as .xlsx."""

import csv
import io
from typing import Final

from app.timetable.importers.headings import Column

COLUMNS: Final[tuple[Column, ...]] = ("teacher", "day", "period", "class", "subject", "room", "week", "start", "end")
ROWS: Final = (
    ("A. Patel", "Monday", "P1", "7A", "Mathematics", "M1", "", "08:50", "09:50"),
    ("A. Patel", "Monday", "P2", "8B + 8C", "Mathematics", "M1", "", "09:50", "10:50"),
    ("B. Osei", "Monday", "P2", "7A", "Science", "S2", "", "09:50", "10:50"),
    ("C. Novák", "Monday", "P2", "7A", "Science", "S2", "", "09:50", "10:50"),
    ("B. Osei", "Tuesday", "P1", "10C", "Chemistry", "S2", "A", "08:50", "09:50"),
    ("B. Osei", "Tuesday", "P1", "10D", "Chemistry", "S2", "B", "08:50", "09:50"),
    ("C. Novák", "Tuesday", "P1", "", "PPA", "", "", "08:50", "09:50"),
)
"""A lesson, joined classes, two teachers together, weeks A and B, and time without a class."""

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv() -> bytes:
    """Give the template as CSV: comma, quotes around every cell, UTF-8 with the mark that Excel needs."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in ROWS:
        assert not any(cell.startswith(_DANGEROUS) for cell in row), "a spreadsheet would take it for a formula"
        writer.writerow(row)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """Give the template as a workbook of one sheet; every cell is text, so nothing is taken for a date or formula."""
    from openpyxl import Workbook  # Slow to import, and only wanted here.

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Timetable"
    for line, row in enumerate((COLUMNS, *ROWS), start=1):
        for place, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(row=line, column=place, value=text)
                cell.data_type = "s"
                cell.number_format = "@"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
