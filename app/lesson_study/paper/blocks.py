"""What a document is made of, whether it is set as pages or written for editing. Text is text and never markup."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Cell = str | tuple[str, ...]
"""What stands in a cell: a text, or several, each a paragraph."""
_UNSHOWABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn round what follows. Nobody sees them on paper; Arabic and Hebrew are set rightly without."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; *name* stands before it in bold."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; *widths* are shares. The first column says what a row is about."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of one kind: upright, or turned for tables with many columns."""

    blocks: tuple[Block, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document and whose it is: a group's, never a person's."""

    title: str
    author: str
    file_stem: str
    foot: str
    parts: tuple[Part, ...]


def as_inputs(document: Document) -> Mapping[str, object]:
    """*document* as JSON can hold it, every text cleaned."""
    return {
        "title": cleaned(document.title),
        "author": cleaned(document.author),
        "foot": cleaned(document.foot),
        "parts": [
            {"is_wide": part.is_wide, "blocks": [_input(block) for block in part.blocks]} for part in document.parts
        ],
    }


def _input(block: Block) -> Mapping[str, object]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": cleaned(text), "level": level}
        case Text(text, name):
            return {"kind": "text", "text": cleaned(text), "name": cleaned(name)}
        case Table(title, headings, rows, widths):
            assert len(headings) == len(widths)
            return {
                "kind": "table", "title": cleaned(title), "headings": [cleaned(text) for text in headings],
                "widths": list(widths), "rows": [[_cell(cell) for cell in row] for row in rows],
            }  # fmt: skip


def _cell(cell: Cell) -> list[str]:
    return [cleaned(text) for text in ((cell,) if isinstance(cell, str) else cell)]


def cleaned(text: str) -> str:
    """*text* without what neither a page nor an XML file can hold; line breaks stay.

    >>> cleaned("a\\x00b\\r\\nc")
    'a b\\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWABLE.sub(" ", _TURNING.sub("", lines)).strip()
