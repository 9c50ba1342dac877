"""Makes values of cells: names without signs that hide, addresses, days and shares of full time."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.rosters.importers import limits
from app.timetable.importers import emails
from app.timetable.importers.order import folded
from app.timetable.importers.understanding import Problem

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CALCULATED: Final = ("=", "＝", "@", "＠")
_DAY: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T].*)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})(?: .*)?"),
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY: Final = re.compile(r"(\d{1,2})[ \-]([a-z]{3})[a-z]*[ \-,]+(\d{4})")


def plain(text: str) -> str:
    """A text on one line, without signs that control, hide or reverse what stands beside them."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def heading(text: str) -> str:
    """A heading as it is compared: small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", folded(text))


@dataclass(slots=True)
class Reading:
    """Values of one row, and what is wrong with them. A value that cannot be used is left out with a warning."""

    file: str
    line: int
    problems: list[Problem] = field(default_factory=list)

    def text(self, cell: str, column: int, what: str, *, characters_max: int = limits.NAME_CHARACTERS_MAX) -> str:
        """A short text; empty when it is too long, or what a spreadsheet would calculate."""
        found = plain(cell)
        if found.startswith(_CALCULATED):
            self.warn(f"The {what} begins with {found[0]}, as a formula does. It is left out.", column)
            return ""
        if len(found) > characters_max:
            self.warn(f"The {what} is longer than {characters_max} characters. It is left out.", column)
            return ""
        return found

    def email(self, cell: str, column: int) -> str:
        """An address in small letters; empty when it is none."""
        written = plain(cell)
        found = emails.email(written)
        if written and not found:
            self.warn("The e-mail address cannot be right. It is left out.", column)
        return found

    def day(self, cell: str, column: int, what: str) -> date | None:
        """A day; years first or days first, never months first."""
        found = plain(cell)
        if not found:
            return None
        day = _day(found)
        if day is None:
            self.warn(f"The {what} is no day we can read. Write it as 2026-09-01 or 01/09/2026.", column)
        return day

    def fte_percent(self, cell: str, column: int) -> int | None:
        """A share of full time in whole percent, from `0.8`, `0,8`, `80` or `80 %`."""
        found = plain(cell).replace(" ", "").replace(",", ".")
        if not found:
            return None
        is_percent = found.endswith("%")
        try:
            number = float(found.rstrip("%"))
        except ValueError:
            number = -1.0
        percent = round(number if is_percent or number > 1 else number * 100) if 0 < number <= 100 else 0
        if not 1 <= percent <= 100:
            self.warn("The share of full time is not between 1 % and 100 %. It is left out.", column)
            return None
        return percent

    def warn(self, message: str, column: int | None = None) -> None:
        """Note what somebody should look at in this row."""
        self.problems.append(Problem(message, "warning", "row", self.file, self.line, column))


def _day(text: str) -> date | None:
    named = _NAMED_DAY.fullmatch(folded(text))
    if named is not None and named[2] in _MONTHS:
        return _date(int(named[3]), _MONTHS.index(named[2]) + 1, int(named[1]))
    for pattern in _DAY:
        if (match := pattern.fullmatch(text)) is not None:
            return _date(int(match["y"]), int(match["m"]), int(match["d"]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None
