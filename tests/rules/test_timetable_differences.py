"""Two timetables of one school: what is different, said once, and enough to make the one of the other."""

from collections import Counter
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.timetable.rules import MarkKind
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Period, Times, WhoseSlot
from app.timetable.rules.differences import (
    BellDifference,
    Difference,
    DifferenceKind,
    LessonDifference,
    MarkDifference,
    TeacherDifference,
    compare,
)

NINE, TEN, ELEVEN = time(9), time(10), time(11)
BELLS: dict[Period, Times] = {
    (day, period): times for day in ("Monday", "Tuesday") for period, times in (("P1", (NINE, TEN)), ("P2", (TEN, ELEVEN)))
}  # fmt: skip


def a_lesson(
    day: str = "Monday", period: str = "P1", class_name: str = "7A", subject: str = "Maths", room: str = "M1",
    *, by: str = "Amina",
) -> HeldLesson:  # fmt: skip
    return HeldLesson(day, period, class_name, subject, room, frozenset(by.split("+")))


def week(*lessons: HeldLesson, marks: dict[WhoseSlot, MarkSet] | None = None) -> Content:
    return Content(BELLS, lessons, marks or {})


def kinds(before: Content, after: Content) -> list[DifferenceKind]:
    return [one.kind for one in compare(before, after)]


# ---- what each change is called ------------------------------------------------------------------

ONE = a_lesson()
CHANGED = {
    "another period": (a_lesson(period="P2"), DifferenceKind.MOVED),
    "another day and room": (a_lesson(day="Tuesday", room="M9"), DifferenceKind.MOVED),
    "another teacher": (a_lesson(by="Ben"), DifferenceKind.TEACHERS),
    "a second teacher": (a_lesson(by="Amina+Ben"), DifferenceKind.TEACHERS),
    "another teacher and room": (a_lesson(by="Ben", room="M9"), DifferenceKind.TEACHERS),
    "another room": (a_lesson(room="M9"), DifferenceKind.ROOM),
    "another subject": (a_lesson(subject="Art"), DifferenceKind.LESSON),
    "another class": (a_lesson(class_name="8B"), DifferenceKind.LESSON),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_lesson_that_changed_is_one_difference_with_both_sides(what: str) -> None:
    after, kind = CHANGED[what]
    before = week(ONE, a_lesson(day="Tuesday", period="P2", class_name="9C", by="Amina+Ben"))

    (told,) = compare(before, week(after, before.lessons[1]))

    assert told == LessonDifference(kind, ONE, after)


def test_a_lesson_that_has_nothing_in_common_came_and_another_went() -> None:
    other = a_lesson("Tuesday", "P2", "9C", "Art", by="Ben")
    also = (a_lesson("Monday", "P2", by="Ben"), a_lesson("Tuesday", "P1"))

    found = compare(week(ONE, *also), week(other, *also))

    assert found == [
        LessonDifference(DifferenceKind.ADDED, None, other), LessonDifference(DifferenceKind.GONE, ONE, None),
    ]  # fmt: skip


def test_two_subjects_that_change_places_have_moved() -> None:
    before = week(a_lesson("Monday", "P1", subject="Maths"), a_lesson("Monday", "P2", subject="Art"))
    after = week(a_lesson("Monday", "P2", subject="Maths"), a_lesson("Monday", "P1", subject="Art"))

    assert kinds(before, after) == [DifferenceKind.MOVED] * 2


def test_of_lessons_that_moved_those_in_one_room_belong_together() -> None:
    before = week(a_lesson("Monday", "P1", room="M1"), a_lesson("Monday", "P2", room="M2"))
    after = week(a_lesson("Tuesday", "P1", room="M2"), a_lesson("Tuesday", "P2", room="M1"))

    found = compare(before, after)

    assert {(one.before.room, one.after.room) for one in found if isinstance(one, LessonDifference)
            if one.before and one.after} == {("M1", "M1"), ("M2", "M2")}  # fmt: skip


def test_the_same_lesson_twice_and_once_is_one_that_went() -> None:
    assert kinds(week(ONE, ONE), week(ONE)) == [DifferenceKind.GONE]


def test_teachers_who_came_and_went_are_named_with_their_lessons() -> None:
    before = week(ONE, a_lesson(period="P2"))
    found = compare(before, week(a_lesson(by="Zoe"), marks={("Ben", "Monday", ""): (MarkKind.OFF, "")}))

    assert [one for one in found if isinstance(one, TeacherDifference)] == [
        TeacherDifference(DifferenceKind.TEACHER_GONE, "Amina", 2),
        TeacherDifference(DifferenceKind.TEACHER_NEW, "Ben", 0),
        TeacherDifference(DifferenceKind.TEACHER_NEW, "Zoe", 1),
    ]


def test_bells_and_marks_say_what_they_were_and_what_they_are() -> None:
    before = Content(BELLS, [ONE], {("Amina", "Monday", "P2"): (MarkKind.PPA, "")})
    bells = {slot: times for slot, times in BELLS.items() if slot != ("Tuesday", "P2")}
    later = bells | {("Monday", "P1"): (NINE, ELEVEN)}
    after = Content(later, [ONE], {("Amina", "Tuesday", "P1"): (MarkKind.PPA, "")})

    assert [one for one in compare(before, after) if not isinstance(one, LessonDifference)] == [
        BellDifference(("Monday", "P1"), (NINE, TEN), (NINE, ELEVEN)),
        BellDifference(("Tuesday", "P2"), (TEN, ELEVEN), None),
        MarkDifference("Amina", ("Monday", "P2"), (MarkKind.PPA, ""), None),
        MarkDifference("Amina", ("Tuesday", "P1"), None, (MarkKind.PPA, "")),
    ]


def test_differences_come_by_kind_and_then_in_the_order_of_the_week() -> None:
    before = week(a_lesson("Tuesday", "P1"), a_lesson("Monday", "P2"), a_lesson("Monday", "P1"))
    after = week(*(a_lesson(one.cycle_day, one.period, room="M9") for one in before.lessons))

    slots = [one.before.slot for one in compare(before, after) if isinstance(one, LessonDifference) and one.before]

    assert slots == [("Monday", "P1"), ("Monday", "P2"), ("Tuesday", "P1")]


# ---- laws ----------------------------------------------------------------------------------------

SLOTS = st.tuples(st.sampled_from(["Monday", "Tuesday"]), st.sampled_from(["P1", "P2", "P3"]))
PEOPLE = st.sampled_from(["Amina", "Ben", "Chloe"])
LESSONS = st.builds(
    lambda slot, class_name, subject, room, people: HeldLesson(*slot, class_name, subject, room, people),
    SLOTS, st.sampled_from(["7A", "7B"]), st.sampled_from(["Maths", ""]), st.sampled_from(["M1", "M2", ""]),
    st.frozensets(PEOPLE, min_size=1, max_size=2),
)  # fmt: skip
TIMES = st.sampled_from([(NINE, TEN), (NINE, ELEVEN), (TEN, ELEVEN)])
MARKS = st.tuples(st.sampled_from(list(MarkKind)), st.sampled_from(["", "Gate"]))
CONTENTS = st.builds(
    Content,
    bells=st.dictionaries(SLOTS, TIMES),
    lessons=st.lists(LESSONS, max_size=12),
    marks=st.dictionaries(st.tuples(PEOPLE, SLOTS).map(lambda one: (one[0], *one[1])), MARKS, max_size=6),
)


def applied(before: Content, differences: list[Difference]) -> tuple[object, object, object]:
    """What *before* comes to when each difference is done to it."""
    lessons, bells, marks = Counter(before.lessons), dict(before.bells), dict(before.marks)
    for one in differences:
        if isinstance(one, LessonDifference):
            lessons.subtract([one.before] if one.before else [])
            lessons.update([one.after] if one.after else [])
        elif isinstance(one, BellDifference):
            assert bells.pop(one.slot, None) == one.before
            bells |= {one.slot: one.after} if one.after else {}
        elif isinstance(one, MarkDifference):
            slot = (one.who, *one.slot)
            assert marks.pop(slot, None) == one.before
            marks |= {slot: one.after} if one.after else {}
    assert min(lessons.values(), default=0) >= 0, "a lesson went that was not there"
    return +lessons, bells, marks


@given(CONTENTS)
def test_a_timetable_is_not_different_from_itself(one: Content) -> None:
    assert compare(one, Content(dict(one.bells), list(reversed(one.lessons)), dict(one.marks))) == []


@given(CONTENTS, CONTENTS)
def test_doing_the_differences_makes_the_one_of_the_other(before: Content, after: Content) -> None:
    assert applied(before, compare(before, after)) == (Counter(after.lessons), after.bells, after.marks)


@given(CONTENTS, CONTENTS)
def test_each_kind_of_difference_is_what_it_is_called(before: Content, after: Content) -> None:
    for one in compare(before, after):
        if not isinstance(one, LessonDifference) or one.before is None or one.after is None:
            continue
        was, now = one.before, one.after
        assert was != now
        if one.kind == DifferenceKind.MOVED:
            assert (was.class_name, was.subject, was.teachers) == (now.class_name, now.subject, now.teachers)
            assert was.slot != now.slot
        else:
            assert was.slot == now.slot
        if one.kind == DifferenceKind.ROOM:
            assert (was.class_name, was.subject, was.teachers) == (now.class_name, now.subject, now.teachers)
        if one.kind == DifferenceKind.TEACHERS:
            assert was.teachers != now.teachers


@given(CONTENTS, CONTENTS)
def test_what_came_one_way_goes_the_other(before: Content, after: Content) -> None:
    there, back = (
        Counter(one.kind for one in compare(before, after)),
        Counter(one.kind for one in compare(after, before)),
    )
    mirrored = {DifferenceKind.ADDED: DifferenceKind.GONE, DifferenceKind.TEACHER_NEW: DifferenceKind.TEACHER_GONE}

    for kind, opposite in mirrored.items():
        assert there[kind] == back[opposite]
