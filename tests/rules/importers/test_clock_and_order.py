"""Clock times in the names of periods, and the order of days and periods that are only named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.timetable.importers import clock, order, sets


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("9.30 - 11.00", "09:30", "11:00"),
        ("9:30-10-30", "09:30", "10:30"),
        ("07:30", "07:30", None),
        ("02:05p", "14:05", None),
        ("5ª 12:45 - FP12:45", "12:45", None),
        ("3ª 10:30 - FP10:15", "10:30", None),
        ("8h30", "08:30", None),
        ("8h", "08:00", None),
        ("1.15 pm", "13:15", None),
        ("11.30 - 1.00", "11:30", "13:00"),
        ("9.30 - 11.00 a.m.", "09:30", "11:00"),
        ("2:00 – 3:30", "14:00", "15:30"),
        ("12:10 am", "00:10", None),
        ("18.15 - 20.15", "18:15", "20:15"),
        ("0850-0950", "08:50", "09:50"),
        ("الفترة (08:30)", "08:30", None),
        ("1", None, None),
        ("Period 3/Break", None, None),
        ("6ª", None, None),
        ("RECREO", None, None),
        ("Tiết 1", None, None),
        ("2025", None, None),
        ("99:99", None, None),
        ("", None, None),
    ],
)
def test_times_in_names(name: str, start: str | None, end: str | None) -> None:
    [(found_start, found_end)] = clock.times_of([name], ordered=True)

    assert (clock.shown(found_start), clock.shown(found_end)) == (start, end)


def test_after_noon_follows_noon_in_an_ordered_day() -> None:
    times = clock.times_of(["10:10", "12:10", "06:15", "07:15"], ordered=True)

    assert [clock.shown(start) for start, _ in times] == ["10:10", "12:10", "18:15", "19:15"]


@given(st.text(max_size=30))
def test_any_name_has_a_time_of_the_day_or_none(name: str) -> None:
    [(start, end)] = clock.times_of([name], ordered=True)

    assert start is None or 0 <= start < clock.DAY
    assert end is None or (start is not None and start < end < clock.DAY)
    assert clock.parse(name) is None or clock.parse(name) == clock.parse(clock.parse(name) or "")


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (
            ["Tuesday", "Sunday", "Thursday", "Monday", "Wednesday"],
            ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"],
        ),
        (["Friday", "Monday"], ["Monday", "Friday"]),
        (["Sabato", "Lunedì", "Venerdì"], ["Lunedì", "Venerdì", "Sabato"]),
        (["السبت", "الخميس", "الأحد"], ["السبت", "الأحد", "الخميس"]),
        (["do", "ma", "vr", "di", "wo"], ["ma", "di", "wo", "do", "vr"]),
        (["Do", "Mo", "Fr", "Di", "Mi"], ["Mo", "Di", "Mi", "Do", "Fr"]),
        (["B Monday", "A Friday", "A Monday"], ["A Monday", "A Friday", "B Monday"]),
        (
            ["Tuesday pm", "Monday pm", "Tuesday am", "Monday am"],
            ["Monday am", "Monday pm", "Tuesday am", "Tuesday pm"],
        ),
        (["Day 10", "Day 2", "Day 1"], ["Day 1", "Day 2", "Day 10"]),
        (["C", "A", "B"], ["A", "B", "C"]),
        (["Red", "Blue", "Gold"], ["Red", "Blue", "Gold"]),
        (["Monday", "Training"], ["Monday", "Training"]),
    ],
)
def test_the_order_of_days(names: list[str], ordered: list[str]) -> None:
    assert order.days(names) == ordered


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["P10", "P2", "P1"], ["P1", "P2", "P10"]),
        (["Period 3/Break", "Period 1"], ["Period 1", "Period 3/Break"]),
        (["11.15 - 12.45", "9.30 - 11.00"], ["9.30 - 11.00", "11.15 - 12.45"]),
        (["1:00", "12:10", "9:00"], ["9:00", "12:10", "1:00"]),
        (["2", "1", "Tut"], ["1", "2", "Tut"]),
        (["Late", "Early"], ["Late", "Early"]),
    ],
)
def test_the_order_of_periods(names: list[str], ordered: list[str]) -> None:
    assert order.periods(names) == ordered


@pytest.mark.parametrize(
    ("joined", "known", "names"),
    [
        ("A+B", (), ("A", "B")),
        ("A+B", ("A+B",), ("A+B",)),
        ("A+B", ("A", "B", "A+B"), ("A", "B")),
        ("A+B+C", ("A", "B+C"), ("A", "B+C")),
        ("A + B+X", ("A + B",), ("A + B", "X")),
        ("Lab+", ("Lab+",), ("Lab+",)),
        ("A++B", ("A", "B"), ("A", "B")),
        ("", ("A",), ()),
        ("+", (), ()),
    ],
)
def test_joined_names_are_cut_where_names_are_known(
    joined: str, known: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert sets.split(joined, frozenset(known)) == names


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200e", "\u200f", "\u202a", "\u2066", "\ufeff", "\u00ad"])
def test_signs_that_are_not_seen_make_no_other_name(sign: str) -> None:
    assert order.folded(f"{sign}Dana{sign} Co{sign}hen {sign}") == "dana cohen"
