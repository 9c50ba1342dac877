"""When the year's twilights can be: one a half-term, on one weekday, as near the middle as the calendar lets."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.school_year.rules import DayKind
from app.working_time.rules.year import Day


def dates(days: Mapping[int, Sequence[Day]], *, weekday: int) -> list[date]:
    """One date for each half-term that has one, in order.

    Args:
        days: the school days of each half-term, in order.
        weekday: Monday is 0.

    Only days on which the school runs: no closure, no INSET day, and holidays are in no half-term.
    """
    found = []
    for half_term in sorted(days):
        fitting = [
            day.held_on for day in days[half_term]
            if day.held_on.weekday() == weekday and day.kind in (DayKind.ORDINARY, DayKind.OFF_TIMETABLE)
        ]  # fmt: skip
        if fitting:
            found.append(fitting[(len(fitting) - 1) // 2])
    return found
