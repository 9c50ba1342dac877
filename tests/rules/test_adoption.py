"""What a file's words mean here: days, people, kinds of time; and what a new version takes over."""

from datetime import time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity.schemas import StaffIn
from app.timetable.importers.understanding import (
    ImportedBusy,
    ImportedLesson,
    ImportedPeriod,
    ImportedPerson,
    ImportedTimetable,
)
from app.timetable.rules import MarkKind, adoption, proposals
from app.timetable.rules.adoption import BellSaid, Choices
from app.timetable.rules.proposals import Colleague, Newcomer

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TWO_WEEKS = tuple(f"{week} {day}" for week in "AB" for day in WEEK)
AMINA, BEN = UUID(int=1), UUID(int=2)


def placed(names: list[str], cycle: tuple[str, ...], *, follows_weekdays: bool = True) -> list[str | None]:
    found = proposals.cycle_days_of(names, cycle, follows_weekdays=follows_weekdays)
    return [found.get(name) for name in names]


@pytest.mark.parametrize(
    "names",
    [
        ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes"],
        ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"],
        ["MON", "TUE", "WED", "THU", "FRI"],
        ["Day 1", "Day 2", "Day 3", "Day 4", "Day 5"],
    ],
)
def test_a_week_is_known_in_any_language_and_by_its_order(names: list[str]) -> None:
    assert placed(names, WEEK) == list(WEEK)


def test_days_out_of_order_are_known_by_their_names() -> None:
    assert placed(["Viernes", "Lunes"], WEEK) == ["Friday", "Monday"]


def test_two_weeks_are_told_apart_by_their_mark() -> None:
    names = [f"{day} {week}" for week in "12" for day in WEEK]

    assert placed(names, TWO_WEEKS) == list(TWO_WEEKS)


def test_a_file_of_one_week_is_the_first_of_two() -> None:
    assert placed(["Mon", "Fri"], TWO_WEEKS) == ["A Monday", "A Friday"]


def test_a_day_that_nobody_could_guess_is_left_out() -> None:
    assert placed(["Monday", "Saturday"], WEEK) == ["Monday", None]


def test_a_rotating_cycle_is_known_by_its_names_and_else_by_its_order() -> None:
    six = tuple(f"Day {number}" for number in range(1, 7))

    assert placed(["day 2", "DAY 1"], six, follows_weekdays=False) == ["Day 2", "Day 1"]
    assert placed(list("ABCDEF"), six, follows_weekdays=False) == list(six)


@given(
    names=st.lists(st.sampled_from([*WEEK, *TWO_WEEKS, "Lunes", "lunes", "Day 1", "Day 2", "x", ""]), unique=True),
    cycle=st.sampled_from([WEEK, TWO_WEEKS, ("Day 1", "Day 2", "Day 3")]),
    follows=st.booleans(),
)
def test_no_day_of_the_cycle_is_given_out_twice(names: list[str], cycle: tuple[str, ...], follows: bool) -> None:
    found = proposals.cycle_days_of(names, cycle, follows_weekdays=follows and len(cycle) % 5 == 0)

    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(cycle)


# ---- people --------------------------------------------------------------------------------------


STAFF = [
    Colleague(AMINA, "AKH", "Amina Khan", "a.khan@birch.example"),
    Colleague(BEN, "BOS", "Ben Osei", None),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("akh", AMINA), (" AKH ", AMINA), ("A.Khan@Birch.example", AMINA), ("amina  KHAN", AMINA),
        ("Ben Oseí", BEN), ("Amina", None), ("", None),
    ],
)  # fmt: skip
def test_people_are_known_by_code_address_or_name(name: str, found: UUID | None) -> None:
    assert proposals.staff_of([name], STAFF).get(name) == found


def test_a_code_goes_before_a_name() -> None:
    staff = [Colleague(AMINA, "Ben Osei", "Amina Khan", None), STAFF[1]]

    assert proposals.staff_of(["Ben Osei"], staff) == {"Ben Osei": AMINA}


def test_a_name_that_two_people_have_is_nobodys() -> None:
    staff = [STAFF[0], Colleague(BEN, "XYZ", "AMINA KHAN", None)]

    assert proposals.staff_of(["Amina Khan"], staff) == {}


def test_new_codes_are_the_names_trimmed_and_told_apart() -> None:
    long = "x" * 300

    codes = proposals.new_codes(["Zoe", "zoe ", "Zo\u202ee\x01", long, long + "y"], ["ZOE 2"])

    assert codes == ["Zoe", "zoe 3", "Zoe 4", "x" * 200, "x" * 198 + " 2"]


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\u200f", "\u2066", "\ufeff"])
def test_signs_that_are_not_seen_are_stored_nowhere_and_hide_nobody(sign: str) -> None:
    marked = f"{sign}Amina{sign} Khan{sign}"

    assert proposals.plain(marked) == "Amina Khan"
    assert proposals.staff_of([marked], [STAFF[0]]) == {marked: AMINA}


TOLD = [
    ImportedPerson("Wiss", "Amina Khan", "A.KHAN@birch.example"), ImportedPerson("Form", "Osei, Ben"),
    ImportedPerson("Lang", "Zoe Lang", "z.lang@birch.example"),
]  # fmt: skip


def test_codes_are_known_by_the_address_or_the_full_name_that_the_file_tells() -> None:
    assert proposals.staff_of(["Wiss", "Form", "Lang"], STAFF, TOLD) == {"Wiss": AMINA, "Form": BEN}
    assert proposals.staff_of(["Wiss", "Form", "Lang"], STAFF) == {}


def test_an_address_that_the_file_tells_goes_before_a_code_and_a_code_before_a_full_name() -> None:
    by_address = [ImportedPerson("BOS", "Amina Khan", "a.khan@birch.example")]
    by_code = [ImportedPerson("BOS", "Amina Khan")]

    assert proposals.staff_of(["BOS"], STAFF, by_address) == {"BOS": AMINA}
    assert proposals.staff_of(["BOS"], STAFF, by_code) == {"BOS": BEN}


def test_what_a_file_tells_of_two_teachers_says_who_neither_is() -> None:
    office = [ImportedPerson(code, "Amina Khan", "a.khan@birch.example") for code in ("X1", "X2")]

    assert proposals.staff_of(["X1", "X2"], STAFF, office) == {}


def test_nobody_is_a_code_and_a_told_name_at_once() -> None:
    told = [ImportedPerson("X1", "Amina Khan")]

    assert proposals.staff_of(["AKH", "X1"], STAFF, told) == {"AKH": AMINA}
    assert proposals.staff_of_again(["Y", "X1"], STAFF, {"Y": AMINA}, told) == {"Y": AMINA}


def test_somebody_new_has_the_full_name_and_address_that_the_file_tells() -> None:
    told = [*TOLD, ImportedPerson("Kurz", "", "kurz"), ImportedPerson("Taken", "T\u202eaken", "A.Khan@birch.example")]

    new = proposals.newcomers(
        ["Lang", "Kurz", "Taken", "nia@birch.example"], told, ["lang"], ["a.khan@birch.example"]
    )  # fmt: skip

    assert new == [
        Newcomer("Lang 2", "Zoe Lang", "z.lang@birch.example"), Newcomer("Kurz", "Kurz", None),
        Newcomer("Taken", "Taken", None), Newcomer("nia@birch.example", "nia@birch.example", "nia@birch.example"),
    ]  # fmt: skip


@given(
    st.lists(st.text(max_size=210), max_size=8, unique=True),
    st.lists(st.builds(ImportedPerson, st.text(max_size=3), st.text(max_size=300), st.text(max_size=300)), max_size=8),
)
def test_whatever_a_file_tells_a_newcomer_can_be_stored(names: list[str], told: list[ImportedPerson]) -> None:
    for one in proposals.newcomers(names, told, [], []):
        StaffIn(code=one.code, name=one.name, email=one.email)


@given(st.lists(st.text(max_size=210), max_size=20), st.lists(st.text(max_size=10), max_size=5))
def test_new_codes_are_always_new_and_fit(names: list[str], taken: list[str]) -> None:
    codes = proposals.new_codes(names, taken)

    folded = [proposals.order.folded(code) for code in codes]
    assert len(codes) == len(names)
    assert len(set(folded)) == len(folded)
    assert not set(folded) & {proposals.order.folded(code) for code in taken}
    assert all(0 < len(code) <= 200 for code in codes)


# ---- what stands in the file -----------------------------------------------------------------------


def a_file(**times: tuple[str | None, str | None]) -> ImportedTimetable:
    periods = tuple(ImportedPeriod(name, *times.get(name, (None, None))) for name in ("P1", "P2", "P3"))
    return ImportedTimetable(
        "test", {"Mon": periods, "Tue": periods}, ("A", "B"),
        (
            ImportedLesson("Mon", "P1", ("A", "B"), "7A", "Maths", "M1"),
            ImportedLesson("Mon", "P2", ("A",), "All", "PPA", ""),
        ),
        tuple(
            ImportedBusy(teacher, "Mon", period, reason)
            for teacher, period, reason in (("B", "P2", "Gate"), ("B", "P2", "SLT"), ("A", "P3", "ppa"))
        ),
    )  # fmt: skip


def choices(**more: object) -> Choices:
    return Choices(**({"days": [("Mon", "Monday")], "ppa_names": ["PPA"], "leadership_names": ["slt"]} | more))


def test_a_lesson_called_ppa_is_a_mark_and_no_lesson() -> None:
    assert [lesson.subject for lesson in adoption.lesson_rows(a_file(), choices())] == ["Maths"]
    assert {(mark.teacher, mark.period, mark.kind, mark.note) for mark in adoption.mark_rows(a_file(), choices())} == {
        ("A", "P2", MarkKind.PPA, "PPA"), ("A", "P3", MarkKind.PPA, "ppa"), ("B", "P2", MarkKind.LEADERSHIP, "SLT"),
    }  # fmt: skip


def test_a_word_on_two_lists_is_ppa() -> None:
    kinds = {mark.kind for mark in adoption.mark_rows(a_file(), choices(leadership_names=["PPA"]))}

    assert kinds == {MarkKind.PPA, MarkKind.DUTY}


def test_bells_of_a_day_go_before_bells_of_all_and_those_before_the_file() -> None:
    bells = [BellSaid(None, "P1", time(9), time(10)), BellSaid("Monday", "P2", time(10), time(11))]

    rows, missing = adoption.bell_rows(a_file(P1=("08:00", "09:00"), P3=("11:00", "12:00")), choices(bells=bells), WEEK)

    assert [(row.period, row.starts.hour, row.position) for row in rows] == [("P1", 9, 0), ("P2", 10, 1), ("P3", 11, 2)]
    assert missing == []


def test_only_periods_in_use_need_times() -> None:
    file = a_file()

    _, missing = adoption.bell_rows(file, choices(bells=[], days=[("Mon", "Monday"), ("Tue", "Tuesday")]), WEEK)

    assert missing == [("Monday", "P1"), ("Monday", "P2"), ("Monday", "P3")]


def test_a_day_on_which_nothing_happens_needs_no_place() -> None:
    assert not adoption.day_faults(a_file(), choices(), WEEK)


PPA, DUTY, OFF = (MarkKind.PPA, ""), (MarkKind.DUTY, "Gate"), (MarkKind.OFF, "")
SLOTS = {("Monday", "P1"), ("Monday", "P2")}


def test_a_new_version_keeps_the_kinds_of_mark_that_its_files_know_nothing_of() -> None:
    before = {(AMINA, "Monday", "P1"): PPA, (BEN, "Monday", "P2"): DUTY, (BEN, "Friday", ""): OFF}

    kept = adoption.marks_kept(before, {(AMINA, "Monday", "P2"): DUTY}, set(), SLOTS)

    assert kept == {(AMINA, "Monday", "P1"): PPA, (BEN, "Friday", ""): OFF}


def test_a_kept_mark_never_lies_on_a_lesson_nor_on_another_mark_nor_on_nothing() -> None:
    slot, before = (AMINA, "Monday", "P1"), {(AMINA, "Monday", "P1"): PPA}

    assert adoption.marks_kept(before, {}, set(), SLOTS) == before
    assert adoption.marks_kept(before, {}, {slot}, SLOTS) == {}
    assert adoption.marks_kept(before, {slot: DUTY}, set(), SLOTS) == {}
    assert adoption.marks_kept(before, {}, set(), SLOTS - {("Monday", "P1")}) == {}
