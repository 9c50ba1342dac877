"""What fills a teacher's days: nothing overlaps, no PPA is lost, clocks may change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.occupied.rules import OccupiedKind, Stretch
from app.timetable.rules import MarkKind, base_rows
from app.timetable.rules.base_rows import BellTime, DatedDay, Marked, Taught, Teacher, Week
from app.timetable.rules.kinds import DAY_ENDS, DAY_STARTS, ppa_minutes_needed

LONDON = ZoneInfo("Europe/London")
AMINA = Teacher(UUID(int=1), UUID(int=101))
MONDAY = DatedDay(date(2026, 11, 2), "Mon")
BELLS = {"Mon": [BellTime("P1", time(8, 45), time(9, 45)), BellTime("P2", time(9, 45), time(10, 45))]}


def taught(period: str, class_name: str = "7A") -> Taught:
    return Taught(AMINA.staff_id, "Mon", period, class_name)


def marked(period: str, kind: MarkKind, note: str = "") -> Marked:
    return Marked(AMINA.staff_id, "Mon", period, kind, note)


def shown(week: Week, *days: DatedDay, zone: ZoneInfo = LONDON) -> list[tuple[str, str, str, int, str]]:
    """Stretches as (kind, from, to in UTC, slice, label)."""
    return [
        (stretch.kind.value, f"{stretch.starts_at:%H:%M}", f"{stretch.ends_at:%H:%M}", stretch.slice, stretch.label)
        for stretch in base_rows.stretches_of([AMINA], days or [MONDAY], week, zone)
    ]


def test_a_lesson_of_an_hour_is_two_halves() -> None:
    assert shown(Week(BELLS, [taught("P1")], [])) == [
        ("teach", "08:45", "09:15", 0, "7A"),
        ("teach", "09:15", "09:45", 1, "7A"),
    ]


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [(20, [20]), (29, [29]), (30, [30]), (31, [30, 1]), (50, [30, 20]), (60, [30, 30]), (100, [30, 30, 30, 10])],
)
def test_a_lesson_is_cut_into_half_hours_and_the_remainder(minutes: int, parts: list[int]) -> None:
    found = base_rows.slices(525, 525 + minutes)

    assert [end - begin for begin, end in found] == parts
    assert found[0][0] == 525


def test_a_mark_stays_whole() -> None:
    assert shown(Week(BELLS, [], [marked("P1", MarkKind.PPA)])) == [("ppa", "08:45", "09:45", 0, "")]


def test_classes_taught_at_once_are_named_together() -> None:
    week = Week(BELLS, [taught("P1", "7A"), taught("P1", "7B"), taught("P1", "7A")], [])

    assert [label for *_, label in shown(week)] == ["7A + 7B", "7A + 7B"]


def test_a_day_off_is_closed_from_six_to_ten_at_night_and_nothing_else_is_on_it() -> None:
    week = Week(BELLS, [taught("P1")], [marked("", MarkKind.OFF), marked("P2", MarkKind.PPA)])

    assert shown(week) == [("off", "06:00", "23:00", 0, "")]


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        (MarkKind.PPA, ["ppa"]), (MarkKind.ECT, ["ect"]), (MarkKind.OFF, ["off"]),
        (MarkKind.DUTY, ["teach", "teach"]), (MarkKind.LEADERSHIP, ["teach", "teach"]),
    ],
)  # fmt: skip
def test_ppa_goes_before_a_lesson_and_a_lesson_before_a_duty(kind: MarkKind, left: list[str]) -> None:
    week = Week(BELLS, [taught("P1")], [marked("P1", kind)])

    assert [found[0] for found in shown(week)] == left


def test_when_bells_overlap_what_comes_later_is_clipped() -> None:
    bells = {"Mon": [BellTime("P1", time(8, 45), time(9, 45)), BellTime("Lunch", time(9, 30), time(10, 0))]}

    assert shown(Week(bells, [taught("P1"), taught("Lunch", "8B")], [])) == [
        ("teach", "08:45", "09:15", 0, "7A"),
        ("teach", "09:15", "09:45", 1, "7A"),
        ("teach", "09:45", "10:00", 0, "8B"),
    ]


def test_periods_that_touch_do_not_overlap() -> None:
    found = shown(Week(BELLS, [taught("P1"), taught("P2", "8B")], []))

    assert [(starts, ends) for _, starts, ends, _, _ in found] == [
        ("08:45", "09:15"), ("09:15", "09:45"), ("09:45", "10:15"), ("10:15", "10:45"),
    ]  # fmt: skip


def test_on_a_day_without_school_only_days_off_are_kept() -> None:
    inset = DatedDay(date(2026, 11, 2), "Mon", runs=False)

    assert shown(Week(BELLS, [taught("P1")], [marked("P2", MarkKind.PPA)]), inset) == []
    assert shown(Week(BELLS, [taught("P1")], [marked("", MarkKind.OFF)]), inset) == [("off", "06:00", "23:00", 0, "")]


def test_a_lesson_in_a_period_without_a_bell_fills_nothing() -> None:
    assert shown(Week(BELLS, [taught("P9")], [marked("P8", MarkKind.DUTY)])) == []


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 10, 23), "07:45"),  # British summer time; clocks go back on Sunday the 25th.
        (date(2026, 10, 26), "08:45"),
        (date(2027, 3, 26), "08:45"),  # Clocks go forward on Sunday the 28th.
        (date(2027, 3, 29), "07:45"),
    ],
)
def test_a_lesson_stays_at_its_wall_time_when_the_clocks_change(day: date, utc: str) -> None:
    assert shown(Week(BELLS, [taught("P1")], []), DatedDay(day, "Mon"))[0][1] == utc


def test_ppa_needed_is_a_tenth_of_teaching_rounded_up() -> None:
    assert [ppa_minutes_needed(minutes) for minutes in (0, 1200, 1201, 1209, 1210)] == [0, 120, 121, 121, 121]


# ---- laws ------------------------------------------------------------------------------------

wall = st.integers(6 * 12, 23 * 12 - 1).map(lambda fives: fives * 5)


@st.composite
def bell_times(draw: st.DrawFn) -> list[BellTime]:
    """Up to eight periods that may overlap in any way."""
    found: list[BellTime] = []
    for number in range(draw(st.integers(1, 8))):
        starts = draw(wall)
        ends = min(starts + draw(st.integers(1, 180)), 23 * 60 - 1)
        if starts < ends:
            found.append(BellTime(f"P{number}", time(*divmod(starts, 60)), time(*divmod(ends, 60))))
    return found


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    bells = draw(bell_times())
    names = [bell.period for bell in bells] or ["P0"]
    lessons = draw(st.lists(st.builds(taught, st.sampled_from(names), st.sampled_from(["7A", "8B", "9C"])), max_size=8))
    kinds = st.sampled_from([kind for kind in MarkKind if kind != MarkKind.OFF])
    marks = draw(st.lists(st.builds(marked, st.sampled_from(names), kinds), max_size=6, unique_by=lambda m: m.period))
    if draw(st.booleans()) and draw(st.booleans()):
        marks.append(marked("", MarkKind.OFF))
    return Week({"Mon": bells}, lessons, marks)


dates = st.sampled_from(
    [date(2026, 10, 23), date(2026, 10, 26), date(2027, 3, 26), date(2027, 3, 29), date(2026, 11, 2)]
)
zones = st.sampled_from([LONDON, ZoneInfo("Europe/Madrid"), ZoneInfo("Pacific/Chatham"), ZoneInfo("America/St_Johns")])


def found(week: Week, day: date, zone: ZoneInfo) -> list[Stretch]:
    return list(base_rows.stretches_of([AMINA], [DatedDay(day, "Mon")], week, zone))


@given(week=weeks(), day=dates, zone=zones)
def test_no_two_stretches_of_one_person_overlap(week: Week, day: date, zone: ZoneInfo) -> None:
    in_order = found(week, day, zone)

    assert all(stretch.starts_at < stretch.ends_at for stretch in in_order)
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(in_order))


@given(week=weeks(), day=dates, zone=zones)
def test_every_minute_of_a_closed_mark_is_closed(week: Week, day: date, zone: ZoneInfo) -> None:
    closed = [
        stretch for stretch in found(week, day, zone)
        if stretch.kind in {OccupiedKind.PPA, OccupiedKind.ECT, OccupiedKind.OFF}
    ]  # fmt: skip

    for mark in week.marks:
        if mark.kind in {MarkKind.PPA, MarkKind.ECT}:
            bell = next(bell for bell in week.bells["Mon"] if bell.period == mark.period)
            instant = datetime.combine(day, bell.starts, zone).astimezone(UTC)
            last = datetime.combine(day, bell.ends, zone).astimezone(UTC)
            while instant < last:
                assert any(stretch.starts_at <= instant < stretch.ends_at for stretch in closed)
                instant += timedelta(minutes=1)


@given(week=weeks(), day=dates, zone=zones)
def test_nobody_is_free_while_a_bell_rings_for_their_lesson(week: Week, day: date, zone: ZoneInfo) -> None:
    stretches = found(week, day, zone)
    bells = {bell.period: bell for bell in week.bells["Mon"]}

    held = sum((stretch.ends_at - stretch.starts_at for stretch in stretches), timedelta())
    minutes = set[int]()
    for period in {lesson.period for lesson in week.taught} | {mark.period for mark in week.marks if mark.period}:
        if bell := bells.get(period):
            minutes |= set(range(bell.starts.hour * 60 + bell.starts.minute, bell.ends.hour * 60 + bell.ends.minute))
    if any(not mark.period for mark in week.marks):
        minutes = set(range(DAY_STARTS.hour * 60, DAY_ENDS.hour * 60))
    assert held == timedelta(minutes=len(minutes))


@given(week=weeks())
def test_the_order_of_rows_in_a_file_does_not_matter(week: Week) -> None:
    turned = Week(week.bells, list(reversed(week.taught)), list(reversed(week.marks)))

    def bare(of: Week) -> list[tuple[object, ...]]:
        return [
            (stretch.kind, stretch.starts_at, stretch.ends_at, stretch.period, set(stretch.label.split(" + ")))
            for stretch in found(of, date(2026, 11, 2), LONDON)
        ]

    assert bare(turned) == bare(week)


def test_each_teacher_has_their_own_stretches() -> None:
    ben = Teacher(uuid4(), uuid4())
    week = Week(BELLS, [taught("P1")], [Marked(ben.staff_id, "Mon", "P1", MarkKind.DUTY, "Gate")])

    stretches = list(base_rows.stretches_of([AMINA, ben], [MONDAY], week, LONDON))

    assert [stretch.label for stretch in stretches if stretch.person_id == ben.person_id] == ["Gate"]
    assert len(stretches) == 3
