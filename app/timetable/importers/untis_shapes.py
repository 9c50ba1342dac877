"""Tells Untis's text exports (`GPU001.TXT` and its neighbours) apart by their shape: they have no heading at all."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Literal

from app.timetable.importers.table import Row, Table

Shape = Literal["timetable", "lessons", "supervision", "absences", "substitutions"]

WIDTHS: Final = (8, 9)  # GPU001: eight fields as documented, and an empty one behind the last separator.
LESSON, CLASS, TEACHER, SUBJECT, ROOM, DAY, PERIOD, LENGTH = range(8)

_HEAD_ROWS: Final = 500
_SHARE: Final = 0.9
_NUMBER: Final = re.compile(r"\d{1,7}")
_SUBSTITUTION: Final = re.compile(r"\d{1,10}")
_PERIOD: Final = re.compile(r"\d{1,3}|\d{1,2}[:.]\d\d")
_LENGTH: Final = re.compile(r"|\d{1,2}[:.]\d\d|\d{1,4}")
_DATE: Final = re.compile(r"(?:19|20)\d{6}")


def shape_of(table: Table) -> Shape | None:
    """Say which of the exports with numbers and dates in known places this is; None for lists of names, and for others.

    Master data (classes, teachers, rooms, subjects) have no shape of their own; whose names they hold says what
    they are: `read_untis_gpu`.
    """
    if not table.rows:
        return None
    head = table.rows[:_HEAD_ROWS]
    width, _ = Counter(len(row.cells) for row in head).most_common(1)[0]
    if width in WIDTHS and _most(head, is_placed):
        return "timetable"
    if 8 <= width <= 11 and _most(head, _is_absence):
        return "absences"
    if 12 <= width <= 30 and _most(head, _is_substitution):
        return "substitutions"
    if width >= 20 and _most(head, _is_lesson):
        return "lessons"
    return None


def is_placed(row: Row) -> bool:
    """Say whether a row has the numbers of GPU001 in their places: lesson, day and period, perhaps a length."""
    cells = row.cells
    return (
        len(cells) in WIDTHS
        and _NUMBER.fullmatch(cells[LESSON]) is not None
        and cells[DAY].isascii()
        and cells[DAY].isdigit()
        and len(cells[DAY]) <= 2
        and _PERIOD.fullmatch(cells[PERIOD]) is not None
        and _LENGTH.fullmatch(cells[LENGTH]) is not None
        and not any(cells[LENGTH + 1 :])
    )


def _is_absence(row: Row) -> bool:
    """GPU013: number, L, K or R (teacher, class, room), code, from, to."""
    cells = row.cells
    return len(cells) >= 5 and cells[1] in ("L", "K", "R") and all(_DATE.fullmatch(cell) for cell in cells[3:5])


def _is_substitution(row: Row) -> bool:
    """GPU014: number, date, period."""
    cells = row.cells
    return len(cells) >= 3 and _SUBSTITUTION.fullmatch(cells[0]) is not None and _DATE.fullmatch(cells[1]) is not None


def _is_lesson(row: Row) -> bool:
    """GPU002: number, hours a week, hours of the class, hours of the teacher; a number where others have a name."""
    cells = row.cells
    return (
        len(cells) >= 8
        and _NUMBER.fullmatch(cells[0]) is not None
        and all(_is_amount(cell) for cell in cells[1:4])
        and any(cells[1:4])
        and any(cells[4:8])
    )


def _is_amount(cell: str) -> bool:
    return not cell or cell.replace(",", ".").replace(".", "", 1).isdigit()


def _most(rows: Sequence[Row], fits: Callable[[Row], bool]) -> bool:
    return sum(fits(row) for row in rows) >= _SHARE * len(rows)
