"""Directed time on paper: what a day holds, what a year adds up to, who is not directed, what is said about it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity.rules import WorkingTimeRegime
from app.occupied.rules import OccupiedKind
from app.school_year.rules import DayKind
from app.working_time.rules import EventKind, LineKind, Recompense, RuleId, twilights
from app.working_time.rules.day import DayShape, Span, merged, overlap, shape_of, teacher_day, uncovered_in
from app.working_time.rules.warning import full_time_outside, hours, of_teacher
from app.working_time.rules.year import Day, Event, Facts, Person, Terms, Voluntary, asks, directs, tally, why_not

VERSION = UUID(int=7)
AMINA = Person(UUID(int=1), "Amina", "Maths", 100, WorkingTimeRegime.STPCD)
MONDAY = date(2026, 11, 2)
PERIODS: list[Span] = [(525, 585), (585, 645), (665, 725), (725, 785), (830, 890)]
"""8:45 to 14:50, a break from 10:45, lunch from 13:05."""
SHAPE = shape_of(PERIODS, (720, 840))
CAPPED = Terms(True, 75_900, None, None, "England")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def days(weeks: int = 1, *, exceptions: dict[date, DayKind] | None = None) -> list[Day]:
    """School days from MONDAY on, each weekday a day of the cycle."""
    dates = [MONDAY + timedelta(days=7 * week + weekday) for week in range(weeks) for weekday in range(5)]
    return [
        Day(one, (exceptions or {}).get(one, DayKind.ORDINARY), (VERSION, WEEKDAYS[one.weekday()])) for one in dates
    ]


def facts(**more: object) -> Facts:
    """A week in which nobody teaches, unless *more* says otherwise."""
    usual: dict[str, object] = {
        "days": days(), "shapes": {(VERSION, name): SHAPE for name in WEEKDAYS}, "teacher_days": {}, "events": [],
        "protected": {}, "cover": {}, "voluntary": {}, "version_numbers": {VERSION: 1}, "contingency_minutes": 0,
        "breaks_count": False, "inset_day_minutes": 360,
    }  # fmt: skip
    return Facts(**(usual | more))  # type: ignore[arg-type]


def event(day: int = 0, span: Span = (930, 990), **more: object) -> Event:
    usual: dict[str, object] = {
        "id": uuid4(), "kind": EventKind.MEETING, "title": "Meeting", "held_on": MONDAY + timedelta(days=day),
        "span": span, "minutes": span[1] - span[0], "invited": None,
    }  # fmt: skip
    return Event(**(usual | more))  # type: ignore[arg-type]


def off(person: Person, day: str, *spans: Span) -> dict[tuple[UUID, tuple[UUID, str]], object]:
    pieces = [(OccupiedKind.OFF, *span) for span in spans]
    return {(person.staff_id, (VERSION, day)): teacher_day(pieces, SHAPE)}


# ---- a day -------------------------------------------------------------------------------------------------


def test_the_longest_gap_at_midday_is_lunch_and_the_others_are_breaks() -> None:
    assert (SHAPE.lunch, SHAPE.breaks, SHAPE.minutes) == ((785, 830), ((645, 665),), 300)


def test_a_day_without_a_gap_at_midday_has_no_lunch_to_keep() -> None:
    assert shape_of([(525, 600), (615, 700)], (720, 840)) == DayShape(((525, 600), (615, 700)), ((600, 615),), None)


def test_periods_that_overlap_are_counted_once() -> None:
    assert shape_of([(540, 600), (570, 660)], None).minutes == 120


def test_closed_time_counts_as_what_it_is_and_days_off_count_nothing() -> None:
    theirs = teacher_day(
        [(OccupiedKind.TEACH, 525, 555), (OccupiedKind.PPA, 585, 645), (OccupiedKind.OFF, 830, 890)], SHAPE
    )

    assert theirs.minutes == {LineKind.TEACHING: 30, LineKind.PPA: 60}


def test_who_is_off_in_the_last_period_is_off_after_school_too() -> None:
    assert teacher_day([(OccupiedKind.OFF, 830, 890)], SHAPE).off == ((830, 1440),)
    assert teacher_day([(OccupiedKind.OFF, 525, 585)], SHAPE).off == ((0, 585),)
    assert teacher_day([(OccupiedKind.OFF, 665, 725)], SHAPE).off == ((665, 725),)


def test_lunch_between_two_periods_off_is_off() -> None:
    assert teacher_day([(OccupiedKind.OFF, 725, 785), (OccupiedKind.OFF, 830, 890)], SHAPE).off == ((725, 1440),)


def test_who_is_off_in_every_period_is_off_all_day() -> None:
    assert teacher_day([(OccupiedKind.OFF, *period) for period in PERIODS], SHAPE).is_off


def test_a_break_beside_time_off_does_not_count() -> None:
    assert teacher_day([(OccupiedKind.TEACH, 525, 585)], SHAPE).break_minutes == 20
    assert teacher_day([(OccupiedKind.OFF, 665, 725)], SHAPE).break_minutes == 0


SPANS = st.lists(st.tuples(st.integers(0, 700), st.integers(1, 300)).map(lambda at: (at[0], at[0] + at[1])), max_size=8)


@given(spans=SPANS)
def test_merged_spans_cover_the_same_minutes_and_never_touch(spans: list[Span]) -> None:
    found = merged(spans)

    assert {minute for span in spans for minute in range(*span)} == {
        minute for span in found for minute in range(*span)
    }
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(spans=SPANS, covering=SPANS)
def test_what_is_covered_and_what_is_not_are_the_whole(spans: list[Span], covering: list[Span]) -> None:
    whole, cover = merged(spans), merged(covering)

    covered = sum(overlap(span, cover) for span in whole)

    assert covered + uncovered_in(whole, cover) == sum(end - start for start, end in whole)


# ---- a year ------------------------------------------------------------------------------------------------


def test_teaching_is_the_minutes_of_each_day_of_the_cycle_times_its_dates() -> None:
    monday = {(AMINA.staff_id, (VERSION, "Monday")): teacher_day([(OccupiedKind.TEACH, 525, 645)], SHAPE)}

    found = tally(AMINA, CAPPED, facts(days=days(3), teacher_days=monday))

    assert found.by_kind() == {LineKind.TEACHING: 360}
    assert [(line.what, line.each_minutes, line.times) for line in found.lines] == [("Monday", 120, 3)]


def test_a_closed_monday_is_not_taught() -> None:
    monday = {(AMINA.staff_id, (VERSION, "Monday")): teacher_day([(OccupiedKind.TEACH, 525, 645)], SHAPE)}

    found = tally(AMINA, CAPPED, facts(days=days(3, exceptions={MONDAY: DayKind.CLOSURE}), teacher_days=monday))

    assert found.total_minutes == 240


def test_breaks_count_if_the_school_says_so() -> None:
    assert tally(AMINA, CAPPED, facts()).total_minutes == 0
    assert tally(AMINA, CAPPED, facts(breaks_count=True)).by_kind() == {LineKind.BREAKS: 100}


def test_an_inset_day_counts_its_six_hours_and_a_split_one_its_twilights_only() -> None:
    inset = {MONDAY: DayKind.INSET}
    day = event(0, (540, 900), kind=EventKind.INSET, is_split=True)
    parts = [event(one, (930, 1110), kind=EventKind.TWILIGHT) for one in (1, 2)]

    plain = tally(AMINA, CAPPED, facts(days=days(exceptions=inset)))
    split = tally(AMINA, CAPPED, facts(days=days(exceptions=inset), events=[day, *parts]))

    assert plain.by_kind() == {LineKind.INSET: 360}
    assert split.by_kind() == {LineKind.TWILIGHT: 360}


def test_who_works_half_of_an_inset_day_is_directed_for_half_of_it() -> None:
    theirs = off(AMINA, "Monday", (725, 785), (830, 890), (665, 695))

    found = tally(AMINA, CAPPED, facts(days=days(exceptions={MONDAY: DayKind.INSET}), teacher_days=theirs))

    assert found.by_kind() == {LineKind.INSET: 360 * 150 // 300}


def test_no_minute_counts_twice() -> None:
    teaching = {(AMINA.staff_id, (VERSION, "Monday")): teacher_day([(OccupiedKind.TEACH, 830, 890)], SHAPE)}
    events = [event(0, (860, 930)), event(0, (900, 960))]

    found = tally(AMINA, CAPPED, facts(teacher_days=teaching, events=events))

    assert found.by_kind() == {LineKind.TEACHING: 60, LineKind.MEETING: 70}


def test_the_cap_is_pro_rata_by_share_and_by_days_worked_rounded_down_once() -> None:
    half = replace(AMINA, fte_percent=33, left_on=MONDAY + timedelta(days=2))

    assert tally(half, CAPPED, facts()).cap_minutes == 75_900 * 33 * 3 // (100 * 5)
    assert tally(replace(AMINA, fte_percent=1), CAPPED, facts()).cap_minutes == 759
    assert tally(AMINA, replace(CAPPED, full_time_minutes=75_510), facts()).cap_minutes == 75_510


def test_contingency_is_pro_rata_and_counts() -> None:
    found = tally(replace(AMINA, fte_percent=50), CAPPED, facts(contingency_minutes=601))

    assert found.by_kind() == {LineKind.CONTINGENCY: 300}


def test_leaders_have_no_cap_and_are_counted_all_the_same() -> None:
    terms = Terms(False, None, None, None, "Leadership")

    found = tally(AMINA, terms, facts(events=[event()], contingency_minutes=600, protected={AMINA.staff_id: 300}))

    assert (found.cap_minutes, found.left_minutes, found.total_minutes) == (None, None, 360)


@given(
    fte=st.integers(1, 100),
    minutes=st.integers(0, 400),
    spans=st.lists(st.tuples(st.integers(0, 4), st.integers(900, 1000), st.integers(1, 120)), max_size=6),
)
def test_the_total_is_the_sum_of_the_lines_and_left_is_the_rest(
    fte: int, minutes: int, spans: list[tuple[int, int, int]]
) -> None:
    events = [event(day, (starts, starts + length)) for day, starts, length in spans]
    found = tally(replace(AMINA, fte_percent=fte), CAPPED, facts(events=events, protected={AMINA.staff_id: minutes}))

    assert found.total_minutes == sum(found.by_kind().values()) == sum(line.minutes for line in found.lines)
    assert found.left_minutes == 75_900 * fte // 100 - found.total_minutes
    covered = {(day, minute) for day, starts, length in spans for minute in range(starts, starts + length)}
    assert found.by_kind().get(LineKind.MEETING, 0) == len(covered)


# ---- who is directed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ((770, 830), None),
        ((770, 831), "does not work at that time"),
        ((930, 990), "does not work at that time"),
        ((600, 700), None),
    ],
)
def test_a_part_timer_is_not_directed_in_the_part_of_the_day_they_do_not_work(span: Span, why: str | None) -> None:
    found = facts(teacher_days=off(AMINA, "Monday", (830, 890)))

    assert why_not(event(0, span), AMINA, found) == why


def test_a_part_timer_is_never_directed_on_a_day_off_nor_on_an_inset_day_that_falls_on_it() -> None:
    theirs = off(AMINA, "Monday", (360, 1320))
    found = facts(days=days(exceptions={MONDAY: DayKind.INSET}), teacher_days=theirs, events=[event(0)])

    assert why_not(event(0), AMINA, found) == "does not work on that day"
    assert tally(AMINA, CAPPED, found).total_minutes == 0
    assert tally(AMINA, CAPPED, found).not_directed == 1


def test_nobody_is_directed_before_they_came_or_after_they_left() -> None:
    came = replace(AMINA, joined_on=MONDAY + timedelta(days=1), left_on=MONDAY + timedelta(days=3))

    assert [directs(event(day), came, facts()) for day in range(5)] == [False, True, True, True, False]


def test_who_is_not_named_is_not_asked() -> None:
    assert not asks(event(invited=frozenset({UUID(int=2)})), AMINA)
    assert asks(event(invited=frozenset({AMINA.staff_id})), AMINA)


def test_what_somebody_volunteers_for_is_beside_the_total() -> None:
    theirs, meeting = off(AMINA, "Monday", (360, 1320)), event(0)
    came = {AMINA.staff_id: [Voluntary(meeting, Recompense.PAID)]}

    found = tally(AMINA, CAPPED, facts(teacher_days=theirs, events=[meeting], voluntary=came))

    assert (found.total_minutes, found.voluntary_minutes) == (0, 60)


# ---- what is said ---------------------------------------------------------------------------------------------


def warned(found: object, *, contingency: int = 600, outside: int = 10_000) -> list[RuleId]:
    told = of_teacher(found, contingency_minutes=contingency, full_time_outside_minutes=outside)  # type: ignore[arg-type]
    return [one.rule for one in told]


def test_exactly_at_the_cap_is_not_over_it_and_one_minute_more_is() -> None:
    terms = replace(CAPPED, full_time_minutes=60)

    assert warned(tally(AMINA, terms, facts(events=[event(0, (930, 990))]))) == []
    assert warned(tally(AMINA, terms, facts(events=[event(0, (930, 991))]))) == [RuleId.R_CAP]


def test_no_contingency_is_warned_of_only_under_a_cap() -> None:
    leader = Terms(False, None, None, None, "Leadership")

    assert warned(tally(AMINA, CAPPED, facts()), contingency=0) == [RuleId.R_MAX]
    assert warned(tally(AMINA, leader, facts()), contingency=0) == []


def test_a_part_timers_share_outside_lessons_may_be_equal_but_not_more() -> None:
    half = replace(AMINA, fte_percent=50)
    found = tally(half, CAPPED, facts(events=[event(0)]))

    assert warned(found, outside=120) == []
    assert warned(found, outside=119) == [RuleId.R_PT_SHARE]
    assert full_time_outside([found, tally(AMINA, CAPPED, facts(events=[event(0)]))]) == 60


def test_contact_in_northern_ireland_may_be_twenty_three_and_a_half_hours_in_a_week() -> None:
    terms = replace(CAPPED, contact_week_minutes=1410)
    pieces = [(OccupiedKind.TEACH, *period) for period in PERIODS]
    every = {(AMINA.staff_id, (VERSION, name)): teacher_day(pieces, SHAPE) for name in WEEKDAYS[:4]}
    covering = {AMINA.staff_id: {MONDAY: 210}}

    exactly = tally(AMINA, terms, facts(teacher_days=every, cover=covering))
    more = tally(AMINA, terms, facts(teacher_days=every, cover={AMINA.staff_id: {MONDAY: 211}}))

    assert exactly.contact_weeks == {MONDAY: 1410}
    assert (warned(exactly), warned(more)) == ([], [RuleId.R_NI])


def test_what_is_outside_the_published_calendar_is_said() -> None:
    assert warned(tally(AMINA, CAPPED, facts(events=[event(is_published=False)]))) == [RuleId.R_CAL]


def test_terms_without_hours_say_that_they_are_missing() -> None:
    assert warned(tally(AMINA, replace(CAPPED, full_time_minutes=None), facts())) == [RuleId.R_ACAD]


def test_hours_are_told_as_people_say_them() -> None:
    assert [hours(minutes) for minutes in (0, 45, 60, 90, 75_900)] == [
        "0 min",
        "45 min",
        "1 h",
        "1 h 30 min",
        "1,265 h",
    ]


# ---- twilights ------------------------------------------------------------------------------------------------


def test_a_twilight_is_in_the_middle_of_its_half_term_and_never_on_a_closed_day() -> None:
    half_term = days(5)
    third = MONDAY + timedelta(days=14)
    closed = [replace(day, kind=DayKind.CLOSURE) if day.held_on == third else day for day in half_term]

    assert twilights.dates({1: half_term}, weekday=0) == [third]
    assert twilights.dates({1: closed}, weekday=0) == [MONDAY + timedelta(days=7)]
    assert twilights.dates({1: half_term, 2: []}, weekday=0) == [third]
