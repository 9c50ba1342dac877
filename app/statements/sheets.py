"""Statements as CSV and workbooks. Pure: documents in, bytes out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.kernel.sheets import BOM, Cell, csv_text, safe, workbook
from app.statements.paper import Paper

__all__ = ["csv_of", "csv_stream", "safe", "xlsx_of"]

LINES_PER_PIECE: Final = 500


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
    return (BOM + csv_text(lines)).encode()


def csv_stream(headings: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table as CSV, piece by piece as its lines come."""
    piece: list[Sequence[Cell]] = [headings]
    mark = BOM
    for line in lines:
        piece.append(line)
        if len(piece) >= LINES_PER_PIECE:
            yield (mark + csv_text(piece)).encode()
            piece, mark = [], ""
    yield (mark + csv_text(piece)).encode()


def xlsx_of(paper: Paper) -> bytes:
    """A document as a workbook: a sheet for its facts, and one for each table."""
    sheets: list[tuple[str, list[Sequence[Cell]]]] = []
    if paper.facts:
        sheets.append(("Summary", [(paper.title,), *paper.facts]))
    for table in paper.tables:
        note: list[Sequence[Cell]] = [(), (table.note,)] if table.note else []
        sheets.append((table.title, [table.headings, *table.rows, *note]))
    return workbook(sheets)
