"""One person's calendar in a whole school's timetable: theirs changes, nobody else's does."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.timetable.rules import MarkKind
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Period, Times, WhoseSlot
from app.timetable.rules.merging import OwnTime, days_told, merged

BELLS: dict[Period, Times] = {
    ("Monday", "P1"): (time(9), time(10)),
    ("Monday", "P2"): (time(10), time(11)),
    ("Monday", "P3"): (time(11, 20), time(12, 20)),
    ("Tuesday", "P1"): (time(9), time(10)),
}
WEEK = ("Monday", "Tuesday")
DUTY: MarkSet = (MarkKind.DUTY, "Gate")


def a_lesson(
    slot: Period, class_name: str = "7A", subject: str = "", room: str = "", *, by: str = "Amina"
) -> HeldLesson:
    return HeldLesson(*slot, class_name, subject, room, frozenset(by.split("+")))


def a_calendar(
    *events: tuple[str, str, str, str], room: str = "", marks: dict[WhoseSlot, MarkSet] | None = None
) -> Content:
    """Amina's, from (day, from, to, class); periods are called by their times, as in a calendar."""
    bells = {
        (day, f"{start}-{end}"): (time.fromisoformat(start), time.fromisoformat(end)) for day, start, end, _ in events
    }
    lessons = [
        a_lesson((day, f"{start}-{end}"), class_name, room=room) for day, start, end, class_name in events if class_name
    ]
    return Content(bells, lessons, marks or {})


WHOLE = Content(
    BELLS,
    [
        a_lesson(("Monday", "P1"), "7A", "Maths", "M1"),
        a_lesson(("Monday", "P2"), "8B", "Maths", "M1", by="Amina+Ben"),
        a_lesson(("Monday", "P1"), "9C", "Art", "A1", by="Ben"),
    ],
    {("Ben", "Tuesday", "P1"): (MarkKind.PPA, ""), ("Amina", "Tuesday", "P1"): (MarkKind.PPA, "")},
)


def test_a_lesson_of_the_calendar_takes_the_place_of_theirs_and_colleagues_keep_theirs() -> None:
    found, odd = merged(WHOLE, a_calendar(("Tuesday", "09:00", "10:00", "7A")), {"Amina"}, WEEK)

    assert found.lessons == [
        a_lesson(("Monday", "P2"), "8B", "Maths", "M1", by="Ben"),
        a_lesson(("Monday", "P1"), "9C", "Art", "A1", by="Ben"),
        a_lesson(("Tuesday", "P1"), "7A", "Maths"),
    ]
    assert (found.bells, odd) == (BELLS, [])
    assert found.marks == {("Ben", "Tuesday", "P1"): (MarkKind.PPA, "")}, "she teaches in her PPA now; his stays"


def test_what_a_calendar_does_not_name_stays_as_it_was_known() -> None:
    calendar = a_calendar(("Monday", "09:00", "10:00", "7a"), ("Monday", "10:00", "11:00", "8B"))

    found, _ = merged(WHOLE, calendar, {"Amina"}, WEEK)

    assert found == WHOLE


def test_a_room_of_the_calendar_counts_for_their_own_lesson_and_not_for_one_that_is_shared() -> None:
    calendar = a_calendar(("Monday", "09:00", "10:00", "7A"), ("Monday", "10:00", "11:00", "8B"), room="M9")

    found, _ = merged(WHOLE, calendar, {"Amina"}, WEEK)

    assert [lesson.room for lesson in found.lessons] == ["M9", "M1", "A1"]


def test_a_double_lesson_is_as_many_periods_as_it_lasts() -> None:
    found, odd = merged(WHOLE, a_calendar(("Monday", "09:00", "12:20", "7A")), {"Amina"}, WEEK)

    assert sorted(lesson.period for lesson in found.lessons if "Amina" in lesson.teachers) == ["P1", "P2", "P3"]
    assert odd == []


def test_a_time_that_is_nobodys_period_is_told_and_becomes_one() -> None:
    found, odd = merged(WHOLE, a_calendar(("Monday", "09:05", "10:00", "7A")), {"Amina"}, WEEK)

    assert odd == [OwnTime("Monday", "09:05-10:00", time(9, 5), time(10))]
    assert found.bells == BELLS | {("Monday", "09:05-10:00"): (time(9, 5), time(10))}
    assert a_lesson(("Monday", "09:05-10:00"), subject="Maths") in found.lessons


def test_a_period_of_its_own_never_takes_the_name_of_another() -> None:
    own = Content({("Monday", "P1"): (time(9, 5), time(10))}, [a_lesson(("Monday", "P1"))])

    found, odd = merged(WHOLE, own, {"Amina"}, WEEK)

    assert [one.period for one in odd] == ["P1 (09:05)"]
    assert found.bells["Monday", "P1"] == (time(9), time(10))


def test_who_teaches_with_others_joins_their_lesson() -> None:
    found, _ = merged(WHOLE, a_calendar(("Monday", "09:00", "10:00", "9C")), {"Amina"}, WEEK)

    assert a_lesson(("Monday", "P1"), "9C", "Art", "A1", by="Amina+Ben") in found.lessons
    assert len(found.lessons) == 2


def test_the_same_class_in_another_room_is_a_lesson_of_its_own() -> None:
    found, _ = merged(WHOLE, a_calendar(("Monday", "09:00", "10:00", "9C"), room="Gym"), {"Amina"}, WEEK)

    assert a_lesson(("Monday", "P1"), "9C", "Art", "A1", by="Ben") in found.lessons
    assert a_lesson(("Monday", "P1"), "9C", "", "Gym") in found.lessons


def test_a_calendar_that_names_only_the_subject_keeps_the_lesson() -> None:
    times = ("Monday", "09:00", "10:00", "")
    marks: dict[WhoseSlot, MarkSet] = {("Amina", "Monday", "09:00-10:00"): (MarkKind.DUTY, "MATHS")}

    found, _ = merged(WHOLE, a_calendar(times, marks=marks), {"Amina"}, WEEK)

    assert a_lesson(("Monday", "P1"), "7A", "Maths", "M1") in found.lessons
    assert ("Amina", "Monday", "P1") not in found.marks


def test_duties_of_the_calendar_come_and_days_off_stay() -> None:
    whole = Content(BELLS, [], {("Amina", "Tuesday", ""): (MarkKind.OFF, ""), ("Ben", "Monday", "P1"): DUTY})
    marks: dict[WhoseSlot, MarkSet] = {("Amina", "Monday", "09:00-10:00"): DUTY}

    found, _ = merged(whole, a_calendar(("Monday", "09:00", "10:00", ""), marks=marks), {"Amina"}, WEEK)

    assert found.marks == {**whole.marks, ("Amina", "Monday", "P1"): DUTY}


def test_where_there_is_no_timetable_yet_the_calendar_is_all_of_it() -> None:
    calendar = a_calendar(("Monday", "09:05", "10:00", "7A"))

    assert merged(Content(), calendar, {"Amina"}, WEEK) == (calendar, [])


def test_on_days_that_the_calendar_says_nothing_of_lessons_and_marks_stay() -> None:
    found, _ = merged(WHOLE, a_calendar(("Tuesday", "09:00", "10:00", "7A")), {"Amina"}, {"Tuesday"})

    assert found.lessons == [*WHOLE.lessons, a_lesson(("Tuesday", "P1"), "7A", "Maths")]
    other_week = Content(WHOLE.bells, WHOLE.lessons, {("Amina", "Tuesday", "P1"): (MarkKind.PPA, "by file")})
    calendar = a_calendar(("Monday", "09:00", "10:00", "7A"))
    assert merged(other_week, calendar, {"Amina"}, {"Monday"})[0].marks == other_week.marks


# ---- joined classes --------------------------------------------------------------------------------

JOINED = Content(BELLS, [a_lesson(("Monday", "P1"), "9C + 9D", "Maths", "M1", by="Amina+Ben")], {})
APART = Content(BELLS, [a_lesson(("Monday", "P1"), "9C", "Maths"), a_lesson(("Monday", "P1"), "9D", "Maths")], {})


@pytest.mark.parametrize(
    "named", [("9C + 9D",), ("9D + 9C",), ("9c + 9d",), ("9C", "9D"), ("9C",), ("9D",)], ids=" and ".join
)
@pytest.mark.parametrize("teachers", ["Amina", "Amina+Ben"])
def test_a_joined_lesson_stays_one_however_the_calendar_names_its_classes(
    named: tuple[str, ...], teachers: str
) -> None:
    whole = Content(BELLS, [a_lesson(("Monday", "P1"), "9C + 9D", "Maths", "M1", by=teachers)], {})

    found, _ = merged(whole, a_calendar(*(("Monday", "09:00", "10:00", one) for one in named)), {"Amina"}, WEEK)

    assert found.lessons == whole.lessons


def test_what_the_whole_has_apart_stays_apart_when_the_calendar_joins_it() -> None:
    found, _ = merged(APART, a_calendar(("Monday", "09:00", "10:00", "9D + 9C")), {"Amina"}, WEEK)

    assert found.lessons == APART.lessons


def test_a_class_that_the_whole_does_not_have_then_makes_another_lesson() -> None:
    found, _ = merged(JOINED, a_calendar(("Monday", "09:00", "10:00", "9C + 9E")), {"Amina"}, WEEK)

    assert found.lessons == [
        a_lesson(("Monday", "P1"), "9C + 9D", "Maths", "M1", by="Ben"), a_lesson(("Monday", "P1"), "9C + 9E"),
    ]  # fmt: skip


def test_of_a_joined_lesson_and_one_by_itself_each_keeps_its_own() -> None:
    whole = Content(BELLS, [a_lesson(("Monday", "P1"), "9C + 9D"), a_lesson(("Monday", "P1"), "9C")], {})

    found, _ = merged(whole, a_calendar(("Monday", "09:00", "10:00", "9C")), {"Amina"}, WEEK)

    assert found.lessons == [a_lesson(("Monday", "P1"), "9C")], "the very same classes go before a part of them"


# ---- days without events ---------------------------------------------------------------------------

TWO_WEEKS = [f"{week} {day}" for week in "AB" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]


def test_a_calendar_speaks_of_the_empty_weekdays_of_the_weeks_that_it_has_something_in() -> None:
    assert days_told({"A Monday"}, TWO_WEEKS, follows_weekdays=True) == set(TWO_WEEKS[:5])
    assert days_told({"A Monday", "B Friday"}, TWO_WEEKS, follows_weekdays=True) == set(TWO_WEEKS)
    assert days_told({"Day 1"}, ["Day 1", "Day 2", "Day 3"], follows_weekdays=False) == {"Day 1"}
    assert days_told(set(), TWO_WEEKS, follows_weekdays=True) == set()


# ---- laws ----------------------------------------------------------------------------------------

SLOTS = st.sampled_from(list(BELLS))
LESSONS = st.builds(
    a_lesson, SLOTS, st.sampled_from(["7A", "8B", "7A + 8B", "8B + 9C"]), st.sampled_from(["", "Maths"]),
    by=st.sampled_from(["Amina", "Ben", "Amina+Ben", "Chloe"]),
)  # fmt: skip
WHOLES = st.builds(
    Content, st.just(BELLS), st.lists(LESSONS, max_size=10),
    st.dictionaries(
        st.tuples(st.sampled_from(["Amina", "Ben"]), SLOTS).map(lambda one: (one[0], *one[1])), st.just(DUTY)
    ),
)  # fmt: skip
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["Monday", "Tuesday"]), st.sampled_from(["09:00", "09:05"]), st.sampled_from(["10:00", "11:00"]),
        st.sampled_from(["7A", "8B", "8B + 7A", "7A + 8B + 9C"]),
    ), max_size=6, unique=True,
)  # fmt: skip


@given(WHOLES, EVENTS)
def test_nobody_elses_lessons_marks_and_bells_are_touched(
    whole: Content, events: list[tuple[str, str, str, str]]
) -> None:
    found, _ = merged(whole, a_calendar(*events), {"Amina"}, WEEK)

    def others(content: Content) -> dict[tuple[str, str, str, str], int]:
        counts: dict[tuple[str, str, str, str], int] = {}
        for lesson in content.lessons:
            for who in lesson.teachers - {"Amina"}:
                key = (str(who), *lesson.slot, lesson.class_name)
                counts[key] = counts.get(key, 0) + 1
        return counts

    assert others(found) == others(whole)
    assert {slot: mark for slot, mark in found.marks.items() if slot[0] != "Amina"} == {
        slot: mark for slot, mark in whole.marks.items() if slot[0] != "Amina"
    }
    assert found.bells.items() >= whole.bells.items()


@given(WHOLES, EVENTS)
def test_the_same_calendar_again_changes_nothing_more(whole: Content, events: list[tuple[str, str, str, str]]) -> None:
    once, _ = merged(whole, a_calendar(*events), {"Amina"}, WEEK)
    again, _ = merged(once, a_calendar(*events), {"Amina"}, WEEK)

    assert again == once
