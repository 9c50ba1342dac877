"""Tells a calendar's rules that give no date in a span of years, before they are expanded.

The library looks for a rule's next date until the year 9999: `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30` takes it seconds.
"""

from calendar import isleap, monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Event

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKS_MAX: Final = 53


@dataclass(frozen=True, slots=True)
class _Rule:
    """What of an RRULE (RFC 5545, 3.3.10) says on which days it may fall; empty parts say nothing."""

    every: str
    interval: int
    start: date
    months: Sequence[int]
    month_days: Sequence[int]
    year_days: Sequence[int]
    weeks: Sequence[int]
    weekdays: Sequence[tuple[int, int]]
    """Which one of the month or year (0: each), and the weekday, Monday = 0."""
    place: int
    """As many days as a month, week or year must have for BYSETPOS to choose one."""


def without_empty_rules(event: "Event", first: date, last: date) -> None:
    """Take the rules out of *event* that give no date from *first* to *last*: what else it says of its dates counts."""
    start = event.decoded("DTSTART") if event.get("DTSTART") is not None else None
    begins = start.date() if isinstance(start, datetime) else start
    rules = event.get("RRULE")
    if rules is None or not isinstance(begins, date):
        return
    for rule in rules if isinstance(rules, list) else [rules]:
        if gives_dates(rule.to_ical().decode(), begins, first, last):
            return
    del event["RRULE"]


def gives_dates(rule: str, start: date, first: date, last: date) -> bool:
    """Whether a rule may give a date from *first* to *last*: never False wrongly, and True of what cannot be read.

    Whole years are looked at, with one more on either side, for what lasts long. O(days).
    """
    try:
        read = _read(rule, start)
    except ValueError:
        return True
    there: Counter[object] = Counter()
    day = date(max(first.year - 1, 1), 1, 1)
    while day.year <= last.year + 1:
        if _fits(read, day):
            there[_span(read, day)] += 1
            if there[_span(read, day)] >= read.place:
                return True
        day += timedelta(days=1)
    return False


def _read(rule: str, start: date) -> _Rule:
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    every = parts.get("FREQ", "")
    numbers = {
        name: [int(number) for number in parts.get(name, "").split(",") if number]
        for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
    }
    weekdays = [(int(day[:-2] or 0), _WEEKDAYS.index(day[-2:])) for day in parts.get("BYDAY", "").split(",") if day]
    if not weekdays and not any(numbers[name] for name in ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")):
        # What a rule leaves open its start says.
        if every == "YEARLY" and not numbers["BYMONTH"]:
            numbers["BYMONTH"] = [start.month]
        if every in ("YEARLY", "MONTHLY"):
            numbers["BYMONTHDAY"] = [start.day]
        elif every == "WEEKLY":
            weekdays = [(0, start.weekday())]
    return _Rule(
        every, max(int(parts.get("INTERVAL", "1")), 1), start, numbers["BYMONTH"], numbers["BYMONTHDAY"],
        numbers["BYYEARDAY"], numbers["BYWEEKNO"], weekdays, min(map(abs, numbers["BYSETPOS"]), default=1),
    )  # fmt: skip


def _fits(rule: _Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        left = monthrange(day.year, day.month)[1] + 1
        if day.day not in rule.month_days and day.day - left not in rule.month_days:
            return False
    if rule.year_days:
        number, left = _in_year(day)
        if number not in rule.year_days and -left not in rule.year_days:
            return False
    if rule.weekdays and not any(day.weekday() == weekday and _is_nth(rule, day, n) for n, weekday in rule.weekdays):
        return False
    return (not rule.weeks or _may_be_week(rule, day)) and _is_in_turn(rule, day)


def _is_nth(rule: _Rule, day: date, wanted: int) -> bool:
    """Whether it is the weekday of that number in its month or year, from the front or (below 0) from behind."""
    if wanted == 0 or rule.every not in ("MONTHLY", "YEARLY"):
        return True
    number, left = _in_year(day)
    if rule.every == "MONTHLY" or rule.months:
        number, left = day.day, monthrange(day.year, day.month)[1] - day.day + 1
    return wanted in ((number - 1) // 7 + 1, -((left - 1) // 7 + 1))


def _may_be_week(rule: _Rule, day: date) -> bool:
    """Weeks may begin on another day than Monday: the ones beside it count as well."""
    week = day.isocalendar().week
    near = {week, week - 1 or _WEEKS_MAX, week % _WEEKS_MAX + 1, 1 if week >= _WEEKS_MAX - 1 else week}
    return any(number in near or -_WEEKS_MAX <= number < 0 for number in rule.weeks)


def _is_in_turn(rule: _Rule, day: date) -> bool:
    if rule.every == "DAILY":
        return (day - rule.start).days % rule.interval == 0
    if rule.every == "MONTHLY":
        return ((day.year - rule.start.year) * 12 + day.month - rule.start.month) % rule.interval == 0
    # A week of a year may lie in the next, and where a week begins is for the library to say.
    return rule.every != "YEARLY" or bool(rule.weeks) or (day.year - rule.start.year) % rule.interval == 0


def _span(rule: _Rule, day: date) -> object:
    """Out of which days BYSETPOS chooses."""
    match rule.every:
        case "DAILY":
            return day
        case "MONTHLY":
            return day.year, day.month
        case _:
            return day.year


def _in_year(day: date) -> tuple[int, int]:
    """The number of a day in its year, and how many days are left with it."""
    number = day.timetuple().tm_yday
    return number, (366 if isleap(day.year) else 365) - number + 1
