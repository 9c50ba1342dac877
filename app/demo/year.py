"""The English school year around a day: half-terms, closures, INSET days and weeks A and B."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SCHOOL_DAYS: Final = 195
"""190 days with pupils and five without. Source: STPCD, working time; docs/domain.md, R_CAP."""
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TWILIGHT_WEEK: Final = 3
"""The week of each half-term, on its Wednesday, in which staff meet after school for their groups."""


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """One of six, from its first to its last school day, INSET days included."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the school is closed, first and last included; `kind` is `HOLIDAY` or `BANK_HOLIDAY`."""

    name: str
    kind: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """A week with pupils in it, by its Monday, and its letter `A` or `B`."""

    monday: date
    letter: str


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A day with pupils, and the day of the cycle it is, as `A Monday`."""

    on: date
    cycle_day: str


@dataclass(frozen=True, slots=True)
class DemoYear:
    """A whole year. `school_days` are in order and leave out INSET days; `twilights` are six of them."""

    name: str
    starts_on: date
    ends_on: date
    half_terms: tuple[HalfTerm, ...]
    closures: tuple[Closure, ...]
    inset_days: tuple[date, ...]
    twilights: tuple[date, ...]
    weeks: tuple[SchoolWeek, ...]
    school_days: tuple[SchoolDay, ...]


def make_year(today: date) -> DemoYear:
    """Make the school year that contains *today*; after the last day of summer term, the year that is to come."""
    this = _year_from(today.year - 1)
    return this if today <= this.ends_on else _year_from(today.year)


def _year_from(autumn: int) -> DemoYear:
    spans = _half_term_starts_and_ends(autumn)
    bank_holidays = _bank_holidays(autumn)
    closed = {closure.starts_on for closure in bank_holidays}
    open_days = [day for start, end in spans[:-1] for day in _weekdays(start, end) if day not in closed]
    summer = [day for day in _weekdays(spans[-1][0], date(autumn + 1, 8, 31)) if day not in closed]
    open_days += summer[: SCHOOL_DAYS - len(open_days)]
    spans[-1] = (spans[-1][0], open_days[-1])

    names = [f"{term} {half}" for term in ("Autumn", "Spring", "Summer") for half in (1, 2)]
    half_terms = tuple(
        HalfTerm(name, *_first_and_last([day for day in open_days if start <= day <= end]))
        for name, (start, end) in zip(names, spans, strict=True)
    )
    inset = _inset_days(half_terms)
    pupil_days = [day for day in open_days if day not in inset]
    weeks = _weeks(pupil_days)
    letters = {week.monday: week.letter for week in weeks}
    return DemoYear(
        f"{autumn}-{(autumn + 1) % 100:02}", open_days[0], open_days[-1], half_terms,
        _closures(half_terms, bank_holidays), inset, _twilights(half_terms, pupil_days), weeks,
        tuple(SchoolDay(day, f"{letters[_monday(day)]} {WEEKDAYS[day.weekday()]}") for day in pupil_days),
    )  # fmt: skip


def _half_term_starts_and_ends(autumn: int) -> list[tuple[date, date]]:
    """Lay out the year as most English authorities do. The last end is only an upper bound."""
    spring = autumn + 1
    october = _monday(date(autumn, 10, 31))
    last_friday = date(autumn, 12, 21)
    christmas = last_friday - timedelta((last_friday.weekday() - 4) % 7)
    february = _monday(date(spring, 2, 18))
    easter_starts, easter_ends = _easter_holiday(spring)
    may = _monday(date(spring, 5, 31))
    return [
        (date(autumn, 9, 1), october - timedelta(3)),
        (october + timedelta(7), christmas),
        (date(spring, 1, 4), february - timedelta(3)),
        (february + timedelta(7), easter_starts - timedelta(1)),
        (easter_ends + timedelta(1), may - timedelta(3)),
        (may + timedelta(7), date(spring, 8, 31)),
    ]


def _easter_holiday(year: int) -> tuple[date, date]:
    """Two weeks: before Easter when it is late, from Good Friday when it falls in March, around it otherwise."""
    easter = _easter(year)
    if easter >= date(year, 4, 10):
        return easter - timedelta(13), easter - timedelta(2)
    if easter >= date(year, 4, 1):
        return easter - timedelta(6), easter + timedelta(5)
    return easter - timedelta(2), easter + timedelta(12)


def _easter(year: int) -> date:
    """Compute Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _bank_holidays(autumn: int) -> list[Closure]:
    """List the bank holidays that can fall inside a term; those of Christmas and August never do."""
    spring = autumn + 1
    easter = _easter(spring)
    first_of_may = date(spring, 5, 1)
    days = (
        ("Good Friday", easter - timedelta(2)),
        ("Easter Monday", easter + timedelta(1)),
        ("Early May bank holiday", first_of_may + timedelta(-first_of_may.weekday() % 7)),
        ("Spring bank holiday", _monday(date(spring, 5, 31))),
    )
    return [Closure(name, "BANK_HOLIDAY", day, day) for name, day in days]


def _closures(half_terms: Sequence[HalfTerm], bank_holidays: Sequence[Closure]) -> tuple[Closure, ...]:
    """List the holidays, and the bank holidays outside them, in order; no two overlap."""
    names = ("October half-term", "Christmas holiday", "February half-term", "Easter holiday", "May half-term")
    holidays = [
        Closure(name, "HOLIDAY", before.ends_on + timedelta(1), after.starts_on - timedelta(1))
        for name, before, after in zip(names, half_terms[:-1], half_terms[1:], strict=True)
    ]
    others = [c for c in bank_holidays if not any(h.starts_on <= c.starts_on <= h.ends_on for h in holidays)]
    return tuple(sorted(holidays + others, key=lambda closure: closure.starts_on))


def _inset_days(half_terms: Sequence[HalfTerm]) -> tuple[date, ...]:
    """Choose five: the first two days of the year, before October half-term, the first of January and of June."""
    first = half_terms[0].starts_on
    second = next(day for day in _weekdays(first + timedelta(1), first + timedelta(7)))
    return first, second, half_terms[0].ends_on, half_terms[2].starts_on, half_terms[5].starts_on


def _weeks(pupil_days: Sequence[date]) -> tuple[SchoolWeek, ...]:
    """Alternate A and B over the weeks with pupils; a holiday week takes no letter."""
    mondays = sorted({_monday(day) for day in pupil_days})
    return tuple(SchoolWeek(monday, "AB"[number % 2]) for number, monday in enumerate(mondays))


def _twilights(half_terms: Sequence[HalfTerm], pupil_days: Sequence[date]) -> tuple[date, ...]:
    return tuple(
        min(pupil_days, key=lambda day: abs(day - _monday(half.starts_on) - timedelta(7 * (TWILIGHT_WEEK - 1) + 2)))
        for half in half_terms
    )


def _weekdays(start: date, end: date) -> list[date]:
    days = (start + timedelta(n) for n in range((end - start).days + 1))
    return [day for day in days if day.weekday() < len(WEEKDAYS)]


def _first_and_last(days: Sequence[date]) -> tuple[date, date]:
    return days[0], days[-1]


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
