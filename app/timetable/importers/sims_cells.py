"""Reads the cells of a staff timetable: which period a column is, and what a teacher does in one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.timetable.importers import order

_LEFT: Final = re.compile(
    r"(?:(?:week|wk)\s*)?(?P<before>[12]|[ABab](?=[\s\-]))?[\s\-]*(?P<day>[^\W\d_]{2,})\.?"
    r"(?:[\s\-]*\(?(?P<behind>[12]|(?<=[\s\-(])[ABab])\)?)?",
    re.IGNORECASE,
)
_LETTER_BEHIND: Final = re.compile(r"([^\W\d_]{2,})([AB])")
_CLASS_CHARACTER: Final = re.compile(r"\d|/")
_NOT_TAUGHT: Final = re.compile(
    r"(?:ppa|slt|lt|ect|nqt|tlr|duty|cover|meeting|mtg|free|break|lunch|mentor\w*|gate|trip|training|cpd|inset|"
    r"line\s*man\w*|on\s*call|isolation|detention|assembly|briefing|leadership|admin|non[\s-]*contact)\b",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*[,;&]\s*|\s+\+\s+")
_ONE_LINE: Final = re.compile(
    r"(?P<class>[^\s,;]*[\d/][^\s,;]*)(?P<subject>(?:\s+[^\d\s(]+)*)\s+\(?(?P<room>[^\s()]*\d[^\s()]*)\)?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """The period that a column is for. `week` is `1`, `2`, `a`, `b` or empty; names are as written."""

    week: str
    day: str
    period: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a teacher does in a period; without a class it is a duty or time of another kind."""

    classes: tuple[str, ...]
    subject: str
    rooms: tuple[str, ...]


def column(heading: str) -> Column | None:
    """Read a heading such as `1Mon:2`, `Mon1:2`, `2Fri:Tut` or `MonA:3`; None if it is none."""
    left, colon, right = heading.partition(":")
    period = " ".join(right.split())
    found = _day(left) if colon and period else None
    return None if found is None else Column(*found, period, " ".join(heading.split()))


def columns_of_two_rows(above: Sequence[str], below: Sequence[str]) -> dict[int, Column]:
    """Read a heading of two rows: days (each standing for what is right of it too) above periods."""
    days = [_day(cell) if cell else None for cell in above]
    if sum(day is not None for day in days) < 2:
        return {}
    found: dict[int, Column] = {}
    last: tuple[str, str] | None = None
    for place, period in enumerate(below):
        if place < len(above) and above[place]:
            last = days[place]
        name = " ".join(period.split())
        if last is not None and name:
            found[place] = Column(*last, name, f"{last[0]}{last[1]}:{name}")
    return found


def understood(lines: Sequence[str], *, is_one_line: bool) -> Cell | None:
    """Say what a teacher does in a period; None if nothing.

    Args:
        lines: the teacher's cells of that period, one below the other; a single one may hold several lines.
        is_one_line: whether nobody in the sheet has more than one, so that class and room share a cell.
    """
    parts = [line for cell in lines for line in cell.splitlines()] if len(lines) == 1 else list(lines)
    parts = [" ".join(part.split()) for part in parts]
    if not parts or not any(parts):
        return None
    what, between, room = parts[0], parts[1:-1], parts[-1] if len(parts) > 1 else ""
    subject = " ".join(part for part in between if part)
    match = _ONE_LINE.fullmatch(what) if is_one_line and len(parts) == 1 else None
    if match is not None and not _NOT_TAUGHT.match(what):
        what, subject, room = match["class"], match["subject"].strip(), match["room"]
    rooms = tuple(dict.fromkeys(part for part in _BETWEEN.split(room) if part))
    if not what:
        return Cell((), subject, rooms) if subject else None  # A room alone keeps nobody busy.
    if _NOT_TAUGHT.match(what) or not _CLASS_CHARACTER.search(what):
        return Cell((), f"{what} {subject}".strip(), rooms)
    return Cell(tuple(dict.fromkeys(part for part in _BETWEEN.split(what) if part)), subject, rooms)


def rank(day: str) -> int:
    """Give the place of a day in the week, Monday first."""
    known = order.weekdays([day])
    return known[day].rank if day in known else 7


def _day(written: str) -> tuple[str, str] | None:
    """Find week and day; None where there is no weekday."""
    text = " ".join(written.split())
    match = _LEFT.fullmatch(text)
    if match is None:
        return None
    week, day = (match["before"] or match["behind"] or "").lower(), match["day"]
    if order.weekdays([day]):
        return week, day
    with_letter = _LETTER_BEHIND.fullmatch(day)
    if with_letter is not None and not week and order.weekdays([with_letter[1]]):
        return with_letter[2].lower(), with_letter[1]
    return None
