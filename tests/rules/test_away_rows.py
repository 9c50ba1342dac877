"""Absences and classes that are not taught, laid over days: nothing overlaps, and called off it is as before."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.occupied.rules import OccupiedKind, Part, Stretch
from app.timetable.rules import ExceptionEffect, MarkKind
from app.timetable.rules.away import STRETCH_MAX, AbsenceSpoken, Away, by_day, laid, midnight, part_of
from app.timetable.rules.base_rows import BellTime, DatedDay, Marked, Taught, Teacher, Week, stretches_of
from app.timetable.rules.class_changes import ClassChange, left_of, not_taught

LONDON = ZoneInfo("Europe/London")
AMINA, BEN = Teacher(UUID(int=1), UUID(int=101)), Teacher(UUID(int=2), UUID(int=102))
PERSONS = {one.staff_id: one.person_id for one in (AMINA, BEN)}
FIRST = date(2027, 3, 26)
"""A Friday; the clocks go forward on the Sunday behind it."""
DAYS = [FIRST + timedelta(days=step) for step in range(6)]
BELLS = {
    "Mon": [
        BellTime("P1", time(8, 45), time(9, 45)), BellTime("P2", time(9, 45), time(10, 45)),
        BellTime("Lunch", time(10, 30), time(11, 10)),
    ]
}  # fmt: skip
PERIODS = ("P1", "P2", "Lunch")
CLASSES = ("7A", "8B", "9C + 9D", "9D")

weeks = st.builds(
    lambda taught, marks: Week(BELLS, taught, marks),
    st.lists(
        st.builds(
            Taught, st.sampled_from([AMINA.staff_id, BEN.staff_id]), st.just("Mon"), st.sampled_from(PERIODS),
            st.sampled_from(CLASSES),
        ), max_size=6,
    ),
    st.lists(
        st.builds(
            Marked, st.sampled_from([AMINA.staff_id, BEN.staff_id]), st.just("Mon"), st.sampled_from(PERIODS),
            st.sampled_from(list(MarkKind)),
        ), max_size=3, unique_by=lambda mark: (mark.staff_id, mark.period),
    ),
)  # fmt: skip
absences = st.lists(
    st.builds(
        lambda staff_id, start, length: Away(
            staff_id, midnight(FIRST, LONDON) + timedelta(minutes=start),
            midnight(FIRST, LONDON) + timedelta(minutes=start + length),
        ),
        st.sampled_from([AMINA.staff_id, BEN.staff_id]), st.integers(-600, 6_000), st.integers(1, 4_000),
    ), max_size=5,
)  # fmt: skip
changes = st.lists(
    st.builds(
        ClassChange, st.just("Exams"), st.sampled_from(list(ExceptionEffect)), st.sampled_from(DAYS), st.just(DAYS[-1]),
        st.frozensets(st.sampled_from(["7A", "8B", "9C", "9D"]), min_size=1),
    ), max_size=3,
)  # fmt: skip


def days_of(week: Week, said: list[ClassChange], away: list[Away]) -> list[Stretch]:
    dated = [DatedDay(day, "Mon", not_taught=not_taught(said, day)) for day in DAYS if day.weekday() < 5]
    base = stretches_of([AMINA, BEN], dated, week, LONDON)
    found = laid(base, by_day(away, LONDON, since=DAYS[0], until=DAYS[-1]), PERSONS)
    return sorted(found, key=lambda one: (one.staff_id, one.starts_at, one.kind))


@settings(deadline=None)  # Nothing may assert speed.
@given(week=weeks, said=changes, away=absences)
def test_no_two_stretches_overlap_and_an_absence_leaves_no_minute_open(
    week: Week, said: list[ClassChange], away: list[Away]
) -> None:
    found = days_of(week, said, away)

    for one, other in pairwise(found):
        assert one.staff_id != other.staff_id or one.ends_at <= other.starts_at
    first, last = midnight(DAYS[0], LONDON), midnight(DAYS[-1] + timedelta(days=1), LONDON)
    for absence in away:
        begins, ends = max(absence.starts_at, first), min(absence.ends_at, last)
        closed = sum(
            (min(one.ends_at, ends) - max(one.starts_at, begins) for one in found
             if one.staff_id == absence.staff_id and one.kind == OccupiedKind.OFF
             and one.starts_at < ends and begins < one.ends_at), timedelta(),
        )  # fmt: skip
        assert closed == max(ends - begins, timedelta())
    for one in found:
        assert timedelta() < one.ends_at - one.starts_at
        assert one.kind != OccupiedKind.OFF or one.ends_at - one.starts_at <= max(STRETCH_MAX, timedelta(hours=16))
        assert one.starts_at.astimezone(LONDON).date() == one.held_on


@settings(deadline=None)  # Nothing may assert speed.
@given(week=weeks, said=changes, away=absences)
def test_called_off_the_days_are_exactly_what_they_were(week: Week, said: list[ClassChange], away: list[Away]) -> None:
    before = days_of(week, [], [])
    without_amina = [one for one in days_of(week, said, away) if one.staff_id == BEN.staff_id]
    only_ben = [one for one in away if one.staff_id == BEN.staff_id]

    assert days_of(week, [], []) == before
    assert [one for one in days_of(week, said, only_ben) if one.staff_id == BEN.staff_id] == without_amina
    assert [one for one in days_of(week, [], only_ben) if one.staff_id == AMINA.staff_id] == [
        one for one in before if one.staff_id == AMINA.staff_id
    ]


@settings(deadline=None)  # Nothing may assert speed.
@given(week=weeks, said=changes)
def test_a_class_that_is_not_taught_is_in_nobodys_day(week: Week, said: list[ClassChange]) -> None:
    for one in days_of(week, said, []):
        away = not_taught(said, one.held_on)
        if one.kind == OccupiedKind.TEACH:
            assert left_of(one.label, away)[0] == one.label


def test_with_the_class_goes_before_free_and_a_joined_class_keeps_its_rest() -> None:
    free = ClassChange("Left", ExceptionEffect.FREE, FIRST, FIRST, frozenset({"11A"}))
    busy = ClassChange("Trip", ExceptionEffect.BUSY, FIRST, FIRST, frozenset({"11A"}))

    for said in ([free, busy], [busy, free]):
        assert not_taught(said, FIRST) == {"11A": "Trip"}
    assert not_taught([busy], FIRST + timedelta(days=1)) == {}
    assert left_of("10B + 11A", {"11A": "Trip"}) == ("10B", "")
    assert left_of("11A + 11C", {"11A": "", "11C": "Trip"}) == ("", "Trip")
    assert left_of("11AX", {"11A": ""}) == ("11AX", "")


def test_whole_days_know_that_clocks_change_and_times_that_are_skipped_are_refused() -> None:
    sunday = date(2027, 3, 28)

    whole = part_of(AbsenceSpoken(sunday, sunday), LONDON)
    skipped = part_of(AbsenceSpoken(sunday, sunday, start=time(1, 30)), LONDON)

    assert isinstance(whole[0], datetime)
    assert isinstance(whole[1], datetime)
    assert whole[1] - whole[0] == timedelta(hours=23)
    assert skipped == ("start", "The clocks skip 01:30 on that day.")


def test_an_absence_of_a_day_of_25_hours_is_cut_small_enough_for_the_database() -> None:
    sunday = date(2026, 10, 25)
    whole: Part = (midnight(sunday, LONDON), midnight(sunday + timedelta(days=1), LONDON))
    parts = list(laid([], by_day([Away(AMINA.staff_id, *whole)], LONDON, since=sunday), PERSONS))

    assert [(one.ends_at - one.starts_at) for one in parts] == [STRETCH_MAX, STRETCH_MAX, timedelta(hours=1)]
    assert {one.held_on for one in parts} == {sunday}
