"""The demo's school year is one that an English school could have, whatever day it is."""

from datetime import date, timedelta

import pytest

from app.demo.year import DemoYear, make_year

TODAYS = [
    date(2026, 9, 1), date(2026, 11, 21), date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 28), date(2027, 7, 20),
    date(2027, 8, 15), date(2027, 8, 31), date(2028, 2, 29), date(2028, 5, 6), date(2029, 9, 1), date(2035, 3, 25),
]  # fmt: skip


@pytest.fixture(params=TODAYS, ids=str)
def year(request: pytest.FixtureRequest) -> DemoYear:
    return make_year(request.param)


def test_the_year_contains_today_or_is_the_one_to_come() -> None:
    for today in (date(2025, 9, 1) + timedelta(n) for n in range(0, 5 * 365, 3)):
        year = make_year(today)

        assert today <= year.ends_on
        assert year.starts_on <= today or (today.month in (7, 8, 9) and year.starts_on - today < timedelta(60))


def test_it_has_195_days_of_which_five_are_inset_and_one_of_these_in_autumn(year: DemoYear) -> None:
    days = [day.on for day in year.school_days]

    assert len(days) == len(set(days)) == 190
    assert len(set(year.inset_days)) == 5
    assert not set(days) & set(year.inset_days)
    assert any(year.half_terms[0].starts_on <= day <= year.half_terms[1].ends_on for day in year.inset_days)
    assert all(day.weekday() < 5 for day in (*days, *year.inset_days))
    assert date(year.starts_on.year + 1, 7, 15) <= year.ends_on <= date(year.starts_on.year + 1, 7, 28)


def test_every_weekday_of_the_year_is_a_school_day_an_inset_day_or_closed(year: DemoYear) -> None:
    open_days = {day.on for day in year.school_days} | set(year.inset_days)
    day = year.starts_on
    while day <= year.ends_on:
        closed = [closure for closure in year.closures if closure.starts_on <= day <= closure.ends_on]
        assert len(closed) <= 1
        assert day.weekday() >= 5 or (day in open_days) != bool(closed)
        day += timedelta(1)


def test_six_half_terms_of_four_to_eight_weeks_follow_one_another(year: DemoYear) -> None:
    assert [half.name for half in year.half_terms] == [
        "Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"
    ]  # fmt: skip
    for before, after in zip(year.half_terms[:-1], year.half_terms[1:], strict=True):
        assert timedelta(7) <= after.starts_on - before.ends_on <= timedelta(21)
    for half in year.half_terms:
        assert timedelta(25) <= half.ends_on - half.starts_on <= timedelta(60)
    assert (year.half_terms[0].starts_on, year.half_terms[5].ends_on) == (year.starts_on, year.ends_on)


def test_weeks_alternate_over_weeks_with_pupils_and_name_each_day(year: DemoYear) -> None:
    letters = {week.monday: week.letter for week in year.weeks}

    assert [week.letter for week in year.weeks] == ["AB"[n % 2] for n in range(len(year.weeks))]
    assert {day.on - timedelta(day.on.weekday()) for day in year.school_days} == set(letters)
    for day in year.school_days:
        assert day.cycle_day == f"{letters[day.on - timedelta(day.on.weekday())]} {day.on:%A}"


def test_there_is_a_twilight_in_every_half_term_on_a_day_with_pupils(year: DemoYear) -> None:
    days = {day.on for day in year.school_days}

    assert set(year.twilights) <= days
    for half in year.half_terms:
        assert sum(half.starts_on <= day <= half.ends_on for day in year.twilights) == 1


@pytest.mark.parametrize(
    ("easter", "year"),
    [(date(2026, 4, 5), 2026), (date(2027, 3, 28), 2027), (date(2028, 4, 16), 2028), (date(2038, 4, 25), 2038)],
)
def test_school_is_closed_from_good_friday_to_easter_monday(easter: date, year: int) -> None:
    days = {day.on for day in make_year(date(year, 4, 1)).school_days}

    assert not days & {easter - timedelta(2), easter + timedelta(1)}
