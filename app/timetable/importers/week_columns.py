"""Weeks A and B as columns of a plain table: each holds the class of its week, or a mark beside a column of classes.

As in `teacher,day,period,Week A,Week B` above `A. Patel,Monday,P1,7A,8B`; or with `class` among them, above `7A,x,`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.timetable.importers.order import folded

Week = Literal["A", "B"]
WEEKS: Final[tuple[Week, ...]] = ("A", "B")

_WORD: Final = r"(?:week|wk|w|woche|semaine|semana|settimana|tyden|uge|vecka|veckan)"
_CLASS: Final = r"(?:class|group|classes|klasse|classe|clase|grupo)"
_SIGN: Final = r"(?P<{}>a|b|1|2|i|ii|odd|even)"
# “Sem 1” and “Sem 2” are the halves of a year: only letters make weeks of “Sem”.
_HEADING: Final = re.compile(
    rf"(?:{_CLASS} )?(?:{_WORD} ?{_SIGN.format('behind')}|{_SIGN.format('before')} ?{_WORD})(?: {_CLASS})?"
    rf"|(?:{_CLASS} )?(?:sem ?(?P<behind_sem>a|b)|(?P<before_sem>a|b) ?sem)(?: {_CLASS})?"
    r"|(?P<alone>a|b|odd|even)"
)
_WEEK_OF: Final[Mapping[str, Week]] = {
    "a": "A", "1": "A", "i": "A", "odd": "A", "b": "B", "2": "B", "ii": "B", "even": "B",
}  # fmt: skip
_YES: Final = frozenset(
    {"x", "xx", "1", "y", "yes", "true", "j", "ja", "o", "oui", "s", "si", "ano", "*", "•", "✓", "✔", "☑"}
)
_NO: Final = frozenset({"", "0", "n", "no", "false", "nein", "non", "ne", "-", "–", "—", "☐"})


@dataclass(frozen=True, slots=True)
class WeekColumns:
    """Where the two weeks stand, from 0."""

    places: Mapping[Week, int]

    @property
    def last(self) -> int:
        """The place of the one further right."""
        return max(self.places.values())

    def cells(self, row: Sequence[str]) -> dict[Week, str]:
        """What stands in the two columns; *row* reaches at least as far as `last`."""
        return {week: row[place] for week, place in self.places.items()}


def find(cells: Sequence[str]) -> WeekColumns | None:
    """Find one column for each week among headings; None where they are not there, or there twice."""
    found: dict[Week, int] = {}
    for place, cell in enumerate(cells):
        week = _week(cell)
        if week is not None and found.setdefault(week, place) != place:
            return None
    return WeekColumns({week: found[week] for week in WEEKS}) if len(found) == len(WEEKS) else None


def is_mark(cell: str, week: Week) -> bool:
    """Whether a cell says yes or no, or nothing; in the column of its week, the week's own letter says yes."""
    return folded(cell) in _YES | _NO | {week.lower()}


def says_yes(cell: str) -> bool:
    """Whether a mark says that the lesson is held in that week."""
    return folded(cell) not in _NO


def is_class(cell: str) -> bool:
    """Whether a cell names a class: programs write dashes where there is none."""
    return bool(cell.strip("-–— "))


def _week(heading: str) -> Week | None:
    plain = " ".join(re.sub(r"[^\w]|_", " ", folded(heading)).split())
    match = _HEADING.fullmatch(plain)
    if match is None:
        return None
    return _WEEK_OF[next(sign for sign in match.groups() if sign is not None)]
