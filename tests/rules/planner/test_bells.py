"""Bells that overlap are laid one after another, and debriefs come after the last lesson."""

import itertools

import pytest

from app.planner.bells import after_lessons, apart, met
from app.planner.problem import Period

P1, P2 = Period("P1", 540, 600), Period("P2", 600, 660)
WEEK = range(1, 6)


def test_bells_that_only_touch_stay_as_they_are() -> None:
    assert apart([P2, P1], {}, 30) == (P1, P2)


def test_a_period_gives_up_its_end_where_the_next_begins() -> None:
    late = Period("Late", 590, 650)

    assert apart([P1, late], {"P1": 1, "Late": 9}, 30) == (Period("P1", 540, 590), late)


@pytest.mark.parametrize(("lessons", "left"), [({"P1": 5, "Early": 2}, "P1"), ({"P1": 2, "Early": 5}, "Early")])
def test_of_two_that_begin_together_the_one_with_more_lessons_stays(lessons: dict[str, int], left: str) -> None:
    early = Period("Early", 545, 590)

    assert [period.name for period in apart([P1, early], lessons, 30)] == [left]


def test_a_slice_more_or_less_decides_whether_a_period_can_be_cut() -> None:
    cut, gone = Period("Cut", 570, 630), Period("Gone", 569, 630)

    assert apart([P1, cut], {"P1": 1}, 30) == (Period("P1", 540, 570), cut)
    assert apart([P1, gone], {"P1": 1}, 30) == (P1,)


def test_no_two_periods_of_a_day_overlap_afterwards() -> None:
    wild = [Period(f"{start}-{length}", start, start + length) for start in range(500, 700, 35) for length in (40, 90)]

    laid = apart(wild, {}, 30)

    assert all(before.end <= after.start for before, after in itertools.pairwise(laid))


def test_who_meets_whom_is_told_both_ways() -> None:
    late = Period("Late", 590, 610)

    assert met([P1, P2, late]) == {"P1": {"Late"}, "P2": {"Late"}, "Late": {"P1", "P2"}}
    assert met([P1, P2]) == {}


def test_debriefs_begin_when_the_school_says_or_the_last_lesson_ends() -> None:
    usual = after_lessons(900, 1020, dict.fromkeys(WEEK, 890), WEEK, 20)
    later = after_lessons(900, 1020, dict.fromkeys(WEEK, 915), WEEK, 20)

    assert (usual.start, usual.end, usual.weekdays) == (900, 1020, frozenset(WEEK))
    assert (later.start, later.weekdays) == (915, frozenset(WEEK))


def test_one_long_day_is_left_out_rather_than_all_debriefs_be_late() -> None:
    ends = dict.fromkeys(WEEK, 890) | {3: 1010}

    found = after_lessons(900, 1020, ends, WEEK, 20)

    assert (found.start, found.weekdays) == (900, frozenset({1, 2, 4, 5}))


def test_where_a_debrief_fits_on_no_day_there_is_none() -> None:
    assert after_lessons(900, 1020, dict.fromkeys(WEEK, 1010), WEEK, 20).weekdays == frozenset()
