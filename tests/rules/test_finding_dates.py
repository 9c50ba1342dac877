"""A class beside a date: neither may stand with the other in what is published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fair.rules import dated
from app.fair.rules.dated import ClassDated

CLASSES = ["8X", "8X/Ma1", "Maple", "10", "A", "Year 9 Set 2", ""]
DATES = [
    "9 November", "9th November 2026", "the 9th of November", "November 9", "Nov 9th, 2026", "9 Nov.", "2026-11-09",
    "2026/11/09", "09/11/2026", "9.11.26", "9-11-2026", "11/25/2026", "on 9/11", "Monday 9/11", "Mon 9th", "9 Tachwedd",
    "Tuesday the 3rd", "3 May", "May 3rd",
]  # fmt: skip
NO_DATES = [
    "November", "in November 2026", "2026", "3/4 of the pupils", "9 pupils", "may 3 pupils", "page 9/11", "1.5.2",
    "version 2.11", "half past 9", "9am", "autumn term", "Monday", "week 3", "5-9 minutes", "32 November", "2026-13-01",
]  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_a_class_with_a_day_is_found(date: str) -> None:
    found = dated.class_with_date({"aims": f"We watched 8X {date}."}, CLASSES)

    assert found is not None
    assert (found.field, found.class_name) == ("aims", "8X")


@pytest.mark.parametrize("words", NO_DATES)
def test_a_month_a_year_and_a_fraction_are_no_day(words: str) -> None:
    assert dated.class_with_date({"aims": f"We watched 8X, {words}."}, CLASSES) is None


@pytest.mark.parametrize(
    "written", ["8X", "8x", "8 X", "8-X", "Year 8X", "Y8X", "8X/Ma1", "8x ma1", "MAPLE", "year 9, set 2"]
)
def test_a_class_is_found_however_it_is_written(written: str) -> None:
    found = dated.class_with_date({"aims": f"On 9 November, {written} spoke."}, CLASSES)

    assert (found is not None) == (written != "year 9, set 2")


@pytest.mark.parametrize("words", ["18X", "8XY", "Mapleton", "10 pupils", "a pupil", "year 9", "set 2", "8 x-rays"])
def test_what_only_holds_the_letters_of_a_class_is_none(words: str) -> None:
    assert dated.class_with_date({"aims": f"On 9 November, {words} spoke."}, CLASSES) is None


def test_the_longest_name_is_the_one_that_is_said() -> None:
    found = dated.class_with_date({"aims": "8X/Ma1, 9 November"}, CLASSES)

    assert found == ClassDated("aims", "8X/Ma1", "9 November")


def test_a_class_in_one_text_and_a_date_in_another_are_apart() -> None:
    assert dated.class_with_date({"aims": "We watched 8X.", "methods": "On 9 November."}, CLASSES) is None


def test_a_school_without_classes_refuses_no_date() -> None:
    assert dated.class_with_date({"aims": "8X on 9 November"}, ["", "8", "A"]) is None


@given(names=st.lists(st.text(max_size=20), max_size=20), text=st.text(max_size=200))
def test_no_name_of_a_class_and_no_text_breaks_the_search(names: list[str], text: str) -> None:
    dated.class_with_date({"aims": f"{text} 9 November"}, names)
