"""The school's calendar on paper: which weekdays are school days, and which day of the timetable each of them is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.kernel import clock

YEAR_DAYS_MAX = 400
"""A school year with its summer is shorter; what is longer is a typing error in a date."""
YEARS_KNOWN = range(2000, 2101)
WEEKDAYS = 5
"""Monday to Friday. Whole weeks of a cycle have as many days."""


class DayKind(StrEnum):
    """What a weekday inside the school year is."""

    ORDINARY = "ordinary"
    INSET = "inset"
    CLOSURE = "closure"
    OFF_TIMETABLE = "off_timetable"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one place of a request; `pointer` names it as a JSON pointer."""

    pointer: str
    message: str


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another, both included."""

    starts_on: date
    ends_on: date

    def weekdays(self) -> list[date]:
        """Monday to Friday inside, in order; empty when it runs backwards."""
        count = (self.ends_on - self.starts_on).days + 1
        days = (self.starts_on + timedelta(days=step) for step in range(count))
        return [day for day in days if day.weekday() < WEEKDAYS]


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A weekday on which the school does not run as usual."""

    held_on: date
    kind: DayKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What a school says of its year: half-terms, exceptions, and how the timetable's days repeat."""

    half_terms: Sequence[Span]
    exceptions: Sequence[Exceptional]
    cycle_days: Sequence[str]
    follows_weekdays: bool = True
    starts_with_week: int = 1


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One weekday inside a half-term. `cycle_day` is None unless the day is ordinary."""

    held_on: date
    kind: DayKind
    cycle_day: str | None
    half_term: int
    note: str


def school_days(plan: YearPlan) -> list[PlannedDay]:
    """List every weekday of the half-terms, in order, with the timetable's day that it is.

    Whole weeks: weeks take turns over school weeks, that is, weeks with a weekday in a half-term. Rotating: each
    ordinary day takes the next name, so that a closure moves all that follow. The plan has no `faults`.
    """
    half_term_of = {day: position for position, span in enumerate(plan.half_terms, start=1) for day in span.weekdays()}
    exceptions = {found.held_on: found for found in plan.exceptions}
    ordinary = [day for day in half_term_of if day not in exceptions]
    names: Mapping[date, str]
    if plan.follows_weekdays:
        names = weekly(half_term_of, plan.cycle_days, starts_with_week=plan.starts_with_week)
    else:
        names = {day: plan.cycle_days[place % len(plan.cycle_days)] for place, day in enumerate(ordinary)}
    days: list[PlannedDay] = []
    for day, half_term in half_term_of.items():
        if (found := exceptions.get(day)) is None:
            days.append(PlannedDay(day, DayKind.ORDINARY, names[day], half_term, ""))
        else:
            days.append(PlannedDay(day, found.kind, None, half_term, found.note))
    return days


def with_day(plan: YearPlan, day: date, kind: DayKind, note: str = "") -> YearPlan:
    """The same year with one day of another kind. Where days rotate, those that follow move."""
    others = [one for one in plan.exceptions if one.held_on != day]
    if kind != DayKind.ORDINARY:
        others.append(Exceptional(day, kind, note))
    return replace(plan, exceptions=sorted(others, key=lambda one: one.held_on))


def weekly(days: Iterable[date], cycle_days: Sequence[str], *, starts_with_week: int = 1) -> dict[date, str]:
    """Name each weekday of a cycle of whole weeks, whether the school runs as usual on it or not.

    Args:
        days: all weekdays inside the half-terms.
        cycle_days: whole weeks of five names each, Monday first.
        starts_with_week: which of the weeks the first school week is, from 1.
    """
    dates = list(days)
    week_count = len(cycle_days) // WEEKDAYS
    mondays = sorted({clock.monday_of(day) for day in dates})
    turn = {monday: (place + starts_with_week - 1) % week_count for place, monday in enumerate(mondays)}
    return {day: cycle_days[turn[clock.monday_of(day)] * WEEKDAYS + day.weekday()] for day in dates}


def faults(plan: YearPlan) -> list[Fault]:
    """Say everything that keeps *plan* from being a school year; empty when it can be one.

    Half-terms may touch (one ends on a Friday, the next starts on the Saturday) but not share a day.
    """
    found = _half_term_faults(plan.half_terms)
    if not found:
        found = _exception_faults(plan)
    return found + _cycle_faults(plan)


def _half_term_faults(half_terms: Sequence[Span]) -> list[Fault]:
    found: list[Fault] = []
    for place, span in enumerate(half_terms):
        at = f"/body/half_terms/{place}"
        if span.starts_on.year not in YEARS_KNOWN or span.ends_on.year not in YEARS_KNOWN:
            found.append(Fault(f"{at}/starts_on", f"Half-term {place + 1} is in a year that cannot be meant."))
        elif span.ends_on < span.starts_on:
            found.append(Fault(f"{at}/ends_on", f"Half-term {place + 1} ends before it starts."))
        elif place and span.starts_on <= half_terms[place - 1].ends_on:
            found.append(Fault(f"{at}/starts_on", f"Half-term {place + 1} starts before half-term {place} has ended."))
        elif span.ends_on - half_terms[0].starts_on >= timedelta(days=YEAR_DAYS_MAX):
            message = f"Half-term {place + 1} ends more than {YEAR_DAYS_MAX} days after the year starts."
            found.append(Fault(f"{at}/ends_on", message))
        elif not span.weekdays():
            found.append(Fault(f"{at}/ends_on", f"Half-term {place + 1} has no day from Monday to Friday."))
    return found


def _exception_faults(plan: YearPlan) -> list[Fault]:
    inside = {day for span in plan.half_terms for day in span.weekdays()}
    found: list[Fault] = []
    seen: set[date] = set()
    for place, exceptional in enumerate(plan.exceptions):
        at, day = f"/body/exceptions/{place}", exceptional.held_on
        if exceptional.kind == DayKind.ORDINARY:
            found.append(Fault(f"{at}/kind", "An ordinary day is no exception: leave it out."))
        if day in seen:
            found.append(Fault(f"{at}/held_on", f"{_told(day)} stands here twice."))
        elif day.weekday() >= WEEKDAYS:
            found.append(Fault(f"{at}/held_on", f"{_told(day)} is at a weekend."))
        elif day not in inside:
            found.append(Fault(f"{at}/held_on", f"{_told(day)} is in no half-term."))
        seen.add(day)
    return found


def _cycle_faults(plan: YearPlan) -> list[Fault]:
    found: list[Fault] = []
    seen: set[str] = set()
    for place, name in enumerate(plan.cycle_days):
        if name.casefold() in seen:
            found.append(Fault(f"/body/cycle_days/{place}", f"Two days of the timetable are called {name}."))
        seen.add(name.casefold())
    count = len(plan.cycle_days)
    if plan.follows_weekdays and count % WEEKDAYS:
        message = f"Weeks have five days, Monday to Friday: give 5, 10 or more names, not {count}."
        found.append(Fault("/body/cycle_days", message))
    weeks = max(1, count // WEEKDAYS) if plan.follows_weekdays else 1
    if plan.starts_with_week > weeks:
        message = f"The year cannot start with week {plan.starts_with_week}: the timetable has {weeks}."
        found.append(Fault("/body/starts_with_week", message))
    return found


def _told(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
