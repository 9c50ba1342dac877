"""Bytes of a roster file in, names out. Nothing here writes a name anywhere.

A workbook is unpacked only as far as a roster can need: what is larger is refused before it is read.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from app.pupils.errors import RosterUnreadable
from app.pupils.schemas import NAMES_MAX

BYTES_MAX = 900_000  # 5,000 names are 100 kB; the server takes bodies of 1 MB.
UNPACKED_BYTES_MAX = 10_000_000
ENTRIES_MAX = 200
NAME_CHARACTERS_MAX = 200
COLUMNS_MAX = 50
ROWS_MAX = NAMES_MAX + 20  # Headings and blank lines.

_GIVEN = frozenset({
    "forename", "first name", "firstname", "given name", "given", "legal forename", "preferred forename", "chosen name",
})  # fmt: skip
_FAMILY = frozenset({"surname", "last name", "lastname", "family name", "family", "legal surname", "preferred surname"})
_WHOLE = frozenset({"name", "full name", "pupil", "pupil name", "student", "student name"})


def read(content: bytes) -> list[str]:
    """The names in a roster file, each once, in its order.

    Raises:
        RosterUnreadable: too large, no known kind of file, no names in it, or more than NAMES_MAX.
    """
    if len(content) > BYTES_MAX:
        raise RosterUnreadable(reason=f"The file has more than {BYTES_MAX // 1000} kB.")
    rows = _of_workbook(content) if content.startswith(b"PK\x03\x04") else _of_text(content)
    names = list(dict.fromkeys(_names(rows)))
    if not names:
        raise RosterUnreadable(reason="There is no name in it.")
    if len(names) > NAMES_MAX:
        raise RosterUnreadable(reason=f"It has more than {NAMES_MAX:,} names.")
    if any(len(name) > NAME_CHARACTERS_MAX for name in names):
        raise RosterUnreadable(reason=f"A name in it has more than {NAME_CHARACTERS_MAX} characters.")
    return names


def _names(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    given = family = whole = None
    if rows:
        headings = [" ".join(cell.casefold().replace("_", " ").split()) for cell in rows[0]]
        given, family, whole = (_column(headings, known) for known in (_GIVEN, _FAMILY, _WHOLE))
    has_heading = whole is not None or (given is not None and family is not None)
    for row in rows[has_heading:]:
        name = _name(row, given, family, whole)
        if any(letter.isalpha() for letter in name):
            yield name


def _name(row: Sequence[str], given: int | None, family: int | None, whole: int | None) -> str:
    if given is not None and family is not None:
        parts = [row[at] if at < len(row) else "" for at in (family, given)]
        return ", ".join(part for part in parts if part)
    if whole is not None:
        return row[whole] if whole < len(row) else ""
    # Without headings: one column of names, or given and family name side by side.
    return " ".join(row[:2]) if len(row) == 2 else row[0] if row else ""


def _column(headings: Sequence[str], known: frozenset[str]) -> int | None:
    return next((at for at, heading in enumerate(headings) if heading in known), None)


def _of_text(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    lines = text.splitlines()
    if len(lines) > ROWS_MAX:
        raise RosterUnreadable(reason=f"It has more than {NAMES_MAX:,} names.")
    first = next((line for line in lines if line.strip()), "")
    separator = max("\t;,", key=first.count)
    # `Khan, Amira` on each line is one name, not two columns: a comma separates only below headings.
    has_headings = _is_heading(first.split(separator))
    if separator not in first or (separator == "," and not has_headings):
        return [[line.strip()] for line in lines if line.strip()]
    return _trimmed(csv.reader(lines, delimiter=separator))


def _is_heading(cells: Iterable[str]) -> bool:
    found = {" ".join(cell.strip(' "').casefold().replace("_", " ").split()) for cell in cells}
    return bool(found & (_GIVEN | _FAMILY | _WHOLE))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterUnreadable(reason="It is no text.")


def _of_workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > ENTRIES_MAX or sum(entry.file_size for entry in entries) > UNPACKED_BYTES_MAX:
                raise RosterUnreadable(reason="The workbook is far larger than a list of names.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            rows = list(sheet.iter_rows(max_row=ROWS_MAX + 1, max_col=COLUMNS_MAX, values_only=True))
        finally:
            book.close()
    except RosterUnreadable:
        raise
    except Exception as error:
        # openpyxl, zipfile, zlib and the XML parser each stumble over a damaged file in ways of their own, and nothing
        # but them runs here: whatever they say, the file is damaged.
        raise RosterUnreadable(reason="The workbook cannot be opened.") from error
    return _trimmed(rows)


def _trimmed(rows: Iterable[Sequence[Any]]) -> list[list[str]]:
    found = []
    for row in rows:
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append(cells)
        if len(found) > ROWS_MAX:
            raise RosterUnreadable(reason=f"It has more than {NAMES_MAX:,} names.")
    return found
