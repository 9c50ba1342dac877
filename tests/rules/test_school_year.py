"""Which days are school days, and which day of the timetable each is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.school_year import rules
from app.school_year.rules import DayKind, Exceptional, Span, YearPlan

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TWO_WEEKS = tuple(f"{week} {day}" for week in "AB" for day in WEEK)
HALF_TERMS = (
    Span(date(2026, 9, 2), date(2026, 10, 23)),
    Span(date(2026, 11, 2), date(2026, 12, 18)),
    Span(date(2027, 1, 4), date(2027, 2, 12)),
    Span(date(2027, 2, 22), date(2027, 3, 25)),
    Span(date(2027, 4, 12), date(2027, 5, 28)),
    Span(date(2027, 6, 7), date(2027, 7, 21)),
)
PLAN = YearPlan(HALF_TERMS, [], WEEK)


def named(plan: YearPlan) -> dict[date, str | None]:
    return {day.held_on: day.cycle_day for day in rules.school_days(plan)}


def pointers(plan: YearPlan) -> list[str]:
    return [fault.pointer for fault in rules.faults(plan)]


def with_exceptions(*days: Exceptional) -> YearPlan:
    return replace(PLAN, exceptions=days)


def moved(place: int, span: Span) -> YearPlan:
    return replace(PLAN, half_terms=(*HALF_TERMS[:place], span, *HALF_TERMS[place + 1 :]))


def test_school_days_are_the_weekdays_of_the_half_terms() -> None:
    days = rules.school_days(PLAN)

    assert days[0].held_on == date(2026, 9, 2)
    assert days[-1].held_on == date(2027, 7, 21)
    assert date(2026, 9, 5) not in named(PLAN), "a Saturday"
    assert date(2026, 10, 26) not in named(PLAN), "half-term holiday"
    assert {day.half_term for day in days} == {1, 2, 3, 4, 5, 6}
    assert all(day.kind == DayKind.ORDINARY for day in days)


def test_in_one_week_each_day_has_its_own_name() -> None:
    assert named(PLAN)[date(2026, 11, 2)] == "Monday"
    assert named(PLAN)[date(2026, 11, 6)] == "Friday"


def test_an_exception_has_no_day_of_the_timetable_and_keeps_its_note() -> None:
    inset = Exceptional(date(2026, 11, 2), DayKind.INSET, "Safeguarding")

    day = next(day for day in rules.school_days(with_exceptions(inset)) if day.held_on == inset.held_on)

    assert (day.kind, day.cycle_day, day.note) == (DayKind.INSET, None, "Safeguarding")


def test_weeks_take_turns_over_school_weeks_not_over_holidays() -> None:
    plan = replace(PLAN, cycle_days=TWO_WEEKS)

    names = named(plan)

    assert names[date(2026, 9, 2)] == "A Wednesday", "the first week is A though it starts on a Wednesday"
    assert names[date(2026, 9, 7)] == "B Monday"
    assert names[date(2026, 10, 19)] == "B Monday", "the eighth week"
    assert names[date(2026, 11, 2)] == "A Monday", "the ninth: the holiday between does not count"


def test_a_year_may_start_with_week_b() -> None:
    plan = replace(PLAN, cycle_days=TWO_WEEKS, starts_with_week=2)

    assert named(plan)[date(2026, 9, 2)] == "B Wednesday"
    assert named(plan)[date(2026, 9, 7)] == "A Monday"


def test_a_week_that_is_all_closed_still_counts_as_a_week() -> None:
    closed = [Exceptional(date(2026, 9, 7) + timedelta(days=day), DayKind.CLOSURE) for day in range(5)]

    plan = replace(PLAN, cycle_days=TWO_WEEKS, exceptions=closed)

    assert named(plan)[date(2026, 9, 14)] == "A Monday"


def test_a_rotating_cycle_goes_on_after_a_closure_where_it_stopped() -> None:
    six = tuple(f"Day {number}" for number in range(1, 7))
    closed = Exceptional(date(2026, 9, 4), DayKind.CLOSURE)
    plan = replace(PLAN, cycle_days=six, follows_weekdays=False, exceptions=[closed])

    names = named(plan)

    assert [names[date(2026, 9, day)] for day in (2, 3, 4, 7, 8, 9, 10, 11)] == [
        "Day 1", "Day 2", None, "Day 3", "Day 4", "Day 5", "Day 6", "Day 1",
    ]  # fmt: skip


def test_a_year_that_is_right_has_no_fault() -> None:
    assert rules.faults(PLAN) == []


@pytest.mark.parametrize(
    ("plan", "pointer"),
    [
        (moved(0, Span(date(2026, 10, 23), date(2026, 9, 2))), "/body/half_terms/0/ends_on"),
        (moved(1, Span(date(2026, 10, 23), date(2026, 12, 18))), "/body/half_terms/1/starts_on"),
        (moved(1, Span(date(2026, 11, 7), date(2026, 11, 8))), "/body/half_terms/1/ends_on"),
        (moved(5, Span(date(2027, 6, 7), date(2027, 10, 7))), "/body/half_terms/5/ends_on"),
        (with_exceptions(Exceptional(date(2026, 10, 26), DayKind.INSET)), "/body/exceptions/0/held_on"),
        (with_exceptions(Exceptional(date(2026, 9, 5), DayKind.INSET)), "/body/exceptions/0/held_on"),
        (with_exceptions(Exceptional(date(2026, 9, 7), DayKind.ORDINARY)), "/body/exceptions/0/kind"),
        (with_exceptions(*[Exceptional(date(2026, 9, 7), DayKind.INSET)] * 2), "/body/exceptions/1/held_on"),
        (replace(PLAN, cycle_days=(*WEEK[:4], "MONDAY")), "/body/cycle_days/4"),
        (replace(PLAN, cycle_days=WEEK[:4]), "/body/cycle_days"),
        (replace(PLAN, cycle_days=(*WEEK, "Saturday")), "/body/cycle_days"),
        (replace(PLAN, starts_with_week=2), "/body/starts_with_week"),
        (replace(PLAN, follows_weekdays=False, starts_with_week=2), "/body/starts_with_week"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(plan: YearPlan, pointer: str) -> None:
    assert pointers(plan) == [pointer]


def test_a_wrong_century_is_named_first() -> None:
    assert pointers(moved(0, Span(date(1926, 9, 2), date(1926, 10, 23))))[0] == "/body/half_terms/0/starts_on"


def test_a_year_may_have_four_hundred_days_and_not_one_more() -> None:
    last = date(2026, 9, 2) + timedelta(days=rules.YEAR_DAYS_MAX - 1)

    assert pointers(moved(5, Span(date(2027, 6, 7), last))) == []
    assert pointers(moved(5, Span(date(2027, 6, 7), last + timedelta(days=1)))) == ["/body/half_terms/5/ends_on"]


def test_half_terms_may_touch_but_not_share_a_day() -> None:
    assert pointers(moved(1, Span(date(2026, 10, 24), date(2026, 12, 18)))) == []
    assert pointers(moved(1, Span(date(2026, 10, 23), date(2026, 12, 18)))) == ["/body/half_terms/1/starts_on"]


def test_a_rotating_cycle_may_have_any_number_of_days() -> None:
    assert rules.faults(replace(PLAN, cycle_days=("One", "Two", "Three"), follows_weekdays=False)) == []


closures = st.sets(st.integers(0, 320), max_size=30)


def closed_on(places: set[int]) -> list[Exceptional]:
    days = sorted(named(PLAN))
    return [Exceptional(days[place % len(days)], DayKind.CLOSURE) for place in {place % len(days) for place in places}]


@given(places=closures, weeks=st.integers(1, 3), first=st.integers(1, 3))
def test_following_weekdays_no_closure_moves_another_day(places: set[int], weeks: int, first: int) -> None:
    names = tuple(f"{week} {day}" for week in "ABC"[:weeks] for day in WEEK)
    plan = replace(PLAN, cycle_days=names, starts_with_week=min(first, weeks))
    usual = named(plan)

    found = named(replace(plan, exceptions=closed_on(places)))

    assert all(name is None or name == usual[day] for day, name in found.items())
    assert all(name is None or name.endswith(f"{day:%A}") for day, name in found.items())


@given(places=closures, count=st.integers(1, 12))
def test_rotating_the_names_follow_each_other_without_a_gap(places: set[int], count: int) -> None:
    cycle: Sequence[str] = [f"Day {number}" for number in range(count)]
    plan = replace(PLAN, cycle_days=cycle, follows_weekdays=False, exceptions=closed_on(places))

    found = [day.cycle_day for day in rules.school_days(plan) if day.kind == DayKind.ORDINARY]

    assert found == [cycle[place % count] for place in range(len(found))]
