"""Reads the sheets of an .xlsx workbook as tables of text, cell by cell, never beyond the limits on rows and columns.

Neither openpyxl (2 s for 5,000 rows) nor calamine (makes the whole rectangle of cells, so that one cell at XFD1048576
is gigabytes) will do for files from outside; the cells are plain XML.
"""

import datetime
import posixpath
import re
import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections.abc import Iterator
from dataclasses import dataclass

from app.timetable.importers import limits, markup, unseen
from app.timetable.importers.archive import Archive
from app.timetable.importers.table import Row, Table, check_cell
from app.timetable.importers.understanding import Problem, refusal

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_REFERENCES = re.compile(rf"{_REFERENCE.pattern}:{_REFERENCE.pattern}")
_MERGED_MAX = 5_000
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to: shared texts, which styles show dates, and where days are counted from."""

    file: str
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: datetime.datetime


def read(data: bytes, file: str) -> tuple[Table, ...]:
    """Read every visible sheet that has cells, in order.

    Raises:
        ImportRefused: damaged, no workbook, or beyond a limit; with the cell's line and column.
    """
    archive = Archive(data, file)
    if "xl/workbook.xml" not in archive.names:
        raise refusal("This zip file is no .xlsx workbook. Save the sheet as .xlsx or CSV, or unpack it.", file=file)
    workbook = markup.tree(archive.read("xl/workbook.xml"), file)
    places = _places(archive, file)
    properties = workbook.find("workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    epoch = datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - wall time.
    book = _Book(file, _texts(archive, file), _date_styles(archive, file), epoch)
    visible = [sheet for sheet in workbook.iterfind("sheets/sheet") if sheet.get("state", "visible") == "visible"]
    if len(visible) > limits.SHEETS_MAX:
        raise refusal(f"The workbook has more than {limits.SHEETS_MAX} sheets. Save only the timetable's.", file=file)
    tables = (_sheet(archive, book, places.get(sheet.get("id", ""))) for sheet in visible)
    return tuple(table for table in tables if table.rows)


def _places(archive: Archive, file: str) -> dict[str, str]:
    name = "xl/_rels/workbook.xml.rels"
    if name not in archive.names:
        return {}
    found = markup.tree(archive.read(name), file)
    return {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in found.iterfind("Relationship")
    }


def _texts(archive: Archive, file: str) -> tuple[str, ...]:
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return ()
    return tuple(_text(item) for item in markup.tree(archive.read(name), file).iterfind("si"))


def _text(item: ElementTree.Element) -> str:
    """Join the runs of a text; how to pronounce it (`rPh`) is no part of it."""
    return "".join(run.text or "" for run in (*item.findall("t"), *item.findall("r/t")))


def _date_styles(archive: Archive, file: str) -> frozenset[int]:
    name = "xl/styles.xml"
    if name not in archive.names:
        return frozenset()
    styles = markup.tree(archive.read(name), file)
    custom = {
        number.get("numFmtId", "")
        for number in styles.iterfind("numFmts/numFmt")
        if re.search("[dmyhs]", _NOT_DATE.sub("", number.get("formatCode", "")), re.IGNORECASE)
    }
    custom |= {str(number) for number in _DATE_FORMATS}
    formats = [style.get("numFmtId", "0") for style in styles.iterfind("cellXfs/xf")]
    return frozenset(index for index, number in enumerate(formats) if number in custom)


def _sheet(archive: Archive, book: _Book, place: str | None) -> Table:
    if place is None or place not in archive.names:
        return Table(book.file, ())
    rows: list[Row] = []
    problems: list[Problem] = []
    line = 0
    sheet = markup.tree(archive.read(place), book.file)
    for found in sheet.iterfind("sheetData/row"):
        line = _line(found, line, book.file)
        cells = _cells(found, book, line, problems)
        if any(cells):
            rows.append(Row(line, tuple(cells)))
    return Table(book.file, tuple(rows), problems=tuple(problems), merged=tuple(_merged(sheet)))


def _merged(sheet: ElementTree.Element) -> Iterator[tuple[int, int, int, int]]:
    """Give the cells that stand for several; those beyond the limits are no timetable's."""
    for number, cell in enumerate(sheet.iterfind("mergeCells/mergeCell")):
        if number >= _MERGED_MAX:
            return
        match = _REFERENCES.fullmatch(cell.get("ref", ""))
        if match is None:
            continue
        place = (int(match[2]), _number_of(match[1]), int(match[4]), _number_of(match[3]))
        if place[0] <= place[2] <= limits.ROWS_MAX and place[1] <= place[3] <= limits.COLUMNS_MAX:
            yield place


def _line(row: ElementTree.Element, line_before: int, file: str) -> int:
    said = row.get("r", str(line_before + 1))
    line = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    if line <= line_before:
        raise refusal("The rows of the sheet are out of order. Save the workbook again in Excel.", file=file)
    if line > limits.ROWS_MAX:
        message = f"The sheet has cells below row {limits.ROWS_MAX:,}. Delete the rows under the timetable."
        raise refusal(message, file=file, line=line)
    return line


def _cells(row: ElementTree.Element, book: _Book, line: int, problems: list[Problem]) -> list[str]:
    cells: list[str] = []
    for cell in row.iterfind("c"):
        column = _column(cell, len(cells) + 1)
        if not len(cells) < column <= limits.COLUMNS_MAX:
            message = f"The sheet has a cell in column {column}, out of order or beyond {limits.COLUMNS_MAX} columns."
            raise refusal(f"{message} Delete what is to the right.", file=book.file, line=line, column=column)
        text = unseen.trimmed(_value(cell, book))
        check_cell(text, file=book.file, line=line, column=column)
        if not text and cell.find("f") is not None:
            message = "The cell holds a formula without a result. Save the workbook in Excel, or paste the values."
            problems.append(Problem(message, "warning", "row", book.file, line, column))
        cells.extend([""] * (column - 1 - len(cells)))
        cells.append(text)
    return cells


def _column(cell: ElementTree.Element, otherwise: int) -> int:
    match = _REFERENCE.fullmatch(cell.get("r", ""))
    if match is None:
        return otherwise
    return _number_of(match[1])


def _number_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _value(cell: ElementTree.Element, book: _Book) -> str:
    """Give what the cell shows, as text; what a formula gave, never the formula."""
    kind = cell.get("t", "n")
    written = cell.findtext("v") or ""
    if kind == "inlineStr":
        inline = cell.find("is")
        return "" if inline is None else _text(inline)
    if kind == "s":
        index = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
        return book.texts[index] if 0 <= index < len(book.texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(written, "")
    if kind == "e":
        return ""
    if kind != "n":
        return written
    style = cell.get("s", "0")
    return _number(written, is_date=style.isdigit() and int(style) in book.date_styles, epoch=book.epoch)


def _number(written: str, *, is_date: bool, epoch: datetime.datetime) -> str:
    try:
        number = float(written)
    except ValueError:
        return written
    if not abs(number) < 1e15:
        return written
    if is_date and 0 <= number < 2_950_000:  # Before the year 9999, from either epoch.
        moment = epoch + datetime.timedelta(seconds=round(number * 86_400))
        return (
            f"{moment:%H:%M}"
            if number < 1
            else f"{moment:%Y-%m-%d}"
            if number == int(number)
            else f"{moment:%Y-%m-%d %H:%M}"
        )
    return str(int(number)) if number == int(number) else repr(number)
