"""Documents as PDF and DOCX, made in a process of their own, with limits on time, memory and how many at once.

DOCX as well: writing a long one takes seconds of one core, in which the server would answer nobody else.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, Literal

from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.lesson_study.errors import DocumentCannotBeMade
from app.lesson_study.paper.blocks import Document, as_inputs
from app.statements.errors import PrintersBusy

Kind = Literal["workbook", "sheets", "docx"]
PRINTERS: Final = Children(
    "app.lesson_study.paper.child",
    seconds_max=30,
    memory_mb_max=1_500,  # A document at its bounds takes less than half of it.
    bytes_max=20_000_000,
    at_once_max=2,
    wait_seconds=10,
)
WORD_CHARACTERS_MAX: Final = 20
"""Longer words are given places to break: a column cannot be wider than it is. Addresses break by themselves."""
BETWEEN_BREAKS: Final = 8
_LONG_WORD: Final = re.compile(rf"(?<!\S)(?!https?://)\S{{{WORD_CHARACTERS_MAX + 1},}}")
_PIECE: Final = re.compile(rf"\S{{{BETWEEN_BREAKS}}}(?=\S)")


def pdf_of(document: Document) -> bytes:
    """Set *document* as pages, tagged for screen readers.

    Raises:
        PrintersBusy: as many documents as may be are being made, and went on being.
        DocumentCannotBeMade: it took longer, or grew larger, than a document may.
    """
    return _made("workbook", _breakable(as_inputs(document)))


def docx_of(document: Document) -> bytes:
    """Write *document* as a file to go on writing in. Raises as `pdf_of` does."""
    return _made("docx", as_inputs(document))


def sheets_of(given: Mapping[str, object]) -> bytes:
    """Set observation sheets, one page each. Raises as `pdf_of` does."""
    return _made("sheets", _breakable(given))


def _breakable(given: object) -> object:
    """*given* with places to break in words that no column could hold."""
    if isinstance(given, str):
        return _LONG_WORD.sub(lambda word: _PIECE.sub(lambda piece: f"{piece.group()}\u200b", word.group()), given)
    if isinstance(given, Mapping):
        return {key: _breakable(value) for key, value in given.items()}
    return [_breakable(value) for value in given] if isinstance(given, list) else given


def _made(kind: Kind, given: object) -> bytes:
    try:
        return PRINTERS.make(json.dumps(given).encode(), kind)
    except ChildrenBusy as busy:
        raise PrintersBusy(retry_after_seconds=PRINTERS.wait_seconds) from busy
    except ChildFailed as failed:
        raise DocumentCannotBeMade from failed
