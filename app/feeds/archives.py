"""Months, as the archives of a feed are cut. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR_MIN, YEAR_MAX = 1970, 2100


@dataclass(frozen=True, slots=True)
class Month:
    """A month in UTC: from `starts`, which belongs to it, to `ends`, which does not."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """The month that *text* (2026-11) names; None if there is no such month."""
        found = _MONTH.fullmatch(text)
        if found is None or not text.isascii():
            return None
        year, number = int(found[1]), int(found[2])
        return cls(year, number) if YEAR_MIN <= year <= YEAR_MAX and 1 <= number <= 12 else None

    @property
    def starts(self) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    @property
    def ends(self) -> datetime:
        return datetime(self.year + self.number // 12, self.number % 12 + 1, 1, tzinfo=UTC)

    @property
    def path(self) -> str:
        """Where its archive lies."""
        return f"/feeds/fair/archive/{self.year:04}-{self.number:02}.atom"


def month_of(moment: datetime) -> Month:
    """The month in which *moment* lies, in UTC."""
    there = moment.astimezone(UTC)
    return Month(there.year, there.month)
