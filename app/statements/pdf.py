"""Statements as PDF, set in a process of its own, with limits on time, memory and how many at once."""

import json
import re
from dataclasses import asdict
from typing import Final

from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.kernel.sheets import Cell
from app.statements.errors import CannotBePrinted, PrintersBusy
from app.statements.paper import Paper

PRINTERS: Final = Children(
    "app.statements.typesetting",
    seconds_max=10,
    memory_mb_max=1_000,  # The fonts alone are mapped with 80.
    bytes_max=10_000_000,
    at_once_max=2,
    wait_seconds=5,
)
WORD_CHARACTERS_MAX: Final = 24
"""Longer words are given places to break: a page cannot be wider than it is."""
_UNSHOWABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LONG_WORD: Final = re.compile(rf"\S{{{WORD_CHARACTERS_MAX}}}(?=\S)")


def pdf_of(paper: Paper) -> bytes:
    """Set *paper*. No transaction is open meanwhile.

    Raises:
        PrintersBusy: as many pages as may be are being set, and went on being.
        CannotBePrinted: it took longer, or grew larger, than a statement can.
    """
    try:
        return PRINTERS.make(json.dumps(as_inputs(paper)).encode())
    except ChildrenBusy as busy:
        raise PrintersBusy(retry_after_seconds=PRINTERS.wait_seconds) from busy
    except ChildFailed as failed:
        raise CannotBePrinted from failed


def as_inputs(paper: Paper) -> dict[str, object]:
    """What the page is given: *paper* as it is, with places to break in words that no line could hold."""
    given = asdict(paper)
    given["title"] = _breakable(paper.title)
    given["facts"] = [[name, _breakable(value)] for name, value in paper.facts]
    for table, given_table in zip(paper.tables, given["tables"], strict=True):
        given_table["rows"] = [[_breakable(cell) for cell in row] for row in table.rows]
    return given


def _breakable(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return _LONG_WORD.sub(lambda found: f"{found.group()}\u200b", _UNSHOWABLE.sub(" ", cell))
