"""Names in texts, on paper (DOMAIN R_PSEUDO). Pure."""

import calendar
from datetime import date
from enum import StrEnum

EVIDENCE_MONTHS = 24
KEY_DAYS = 0
"""What holds for a school that has not chosen."""
YEAR_ENDS = (8, 31)
"""Month and day on which English school years end: for a school that has stored none."""


class NamePart(StrEnum):
    """Which part of a pupil's name a digest stands for: given and family together, or one alone."""

    FULL = "full"
    GIVEN = "given"
    FAMILY = "family"


def after_months(day: date, months: int) -> date:
    """The same day of the month *months* later, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def key_ends_on(today: date, *, year_ends_on: date | None, keys_end_on: date | None) -> date:
    """The day on which a key to labels is gone that is kept *today*: the school's date if it is to come, else the
    end of the school year, whichever is first."""
    month, day = YEAR_ENDS
    by_habit = date(today.year + ((today.month, today.day) >= YEAR_ENDS), month, day)
    ends_on = year_ends_on if year_ends_on is not None and year_ends_on > today else by_habit
    return keys_end_on if keys_end_on is not None and today < keys_end_on < ends_on else ends_on
