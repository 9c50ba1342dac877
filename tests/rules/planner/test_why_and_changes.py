"""Why not, and what has changed: sentences that people read, from problems alone."""

from dataclasses import replace
from datetime import date

import pytest

from app.planner.changes import changes
from app.planner.problem import (
    AfterSchool,
    Caps,
    Group,
    Lesson,
    Period,
    Policy,
    Problem,
    SchoolDay,
    Teacher,
)
from app.planner.rules import CHANGES_TOLD
from app.planner.why import why_not

MONDAY = date(2026, 11, 9)
NAMES = {"a": "Amina", "b": "Ben", "c": "Chloe", "G": "Talk"}
PROBLEM = Problem(
    slot_minutes=30,
    calendar=(SchoolDay(MONDAY, "Monday"),),
    days={"Monday": (Period("P1", 525, 585), Period("Tutor", 585, 605))},
    after_school=AfterSchool(900, 1020, frozenset({1})),
    teachers=(Teacher("a"), Teacher("b"), Teacher("c")),
    lessons=(Lesson("Monday", "P1", ("a",), "9B", "Maths"),),
    groups=(Group("G", ("a", "b", "c"), 1),),
    policy=Policy(ppa_percent=0),
)


def codes(problem: Problem, who: str = "b", period: str = "P1") -> list[str]:
    return [reason.code for reason in why_not(problem, who, MONDAY, period)]


def with_teacher(teacher: Teacher) -> Problem:
    return replace(PROBLEM, teachers=(PROBLEM.teachers[0], teacher, PROBLEM.teachers[2]))


def test_nothing_is_in_the_way_of_who_is_free() -> None:
    assert codes(PROBLEM) == []


def test_a_lesson_is_told_with_class_and_subject() -> None:
    (reason,) = why_not(PROBLEM, "a", MONDAY, "P1", name="Amina")

    assert reason.text.startswith("Amina teaches 9B Maths: to observe, somebody has to take the class")
    assert reason.teachers == ("a",)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (replace(PROBLEM, ppa=frozenset({("b", "Monday", "P1")})), "ppa"),
        (replace(PROBLEM, busy=frozenset({("b", "Monday", "P1")})), "busy"),
        (replace(PROBLEM, blocked=frozenset({(MONDAY, None)})), "blocked"),
        (with_teacher(Teacher("b", off=frozenset({(MONDAY, "P1")}))), "off"),
        (with_teacher(Teacher("b", caps=Caps(observe=29))), "observing-minutes"),
        (with_teacher(Teacher("b", caps=Caps(cover=29))), "cover-minutes"),
        (with_teacher(Teacher("b", caps=Caps(debrief=19))), "debriefs-minutes"),
        (replace(PROBLEM, lessons=(Lesson("Monday", "P1", ("a", "b"), "9B"),)), "co-teaching"),
    ],
)
def test_each_rule_in_the_way_has_its_reason(problem: Problem, code: str) -> None:
    assert codes(problem) == [code]


def test_exactly_enough_minutes_are_enough() -> None:
    assert codes(with_teacher(Teacher("b", caps=Caps(30, 30, 20)))) == []


def test_a_period_shorter_than_a_slice_is_too_short_and_one_that_is_not_there_is_told() -> None:
    assert codes(PROBLEM, period="Tutor") == ["too-short"]
    assert codes(PROBLEM, period="P9") == ["no-school"]


def test_free_time_that_is_kept_for_planning_is_told() -> None:
    teaches_all = tuple(Lesson("Monday", name, ("b",), "8B") for name in ("P2", "P3"))
    day = (*PROBLEM.days["Monday"][:1], Period("P2", 600, 900), Period("P3", 900, 1200))
    problem = replace(PROBLEM, lessons=teaches_all, days={"Monday": day}, policy=Policy(ppa_percent=10))

    assert codes(problem) == ["ppa-kept"]


# ---- changes ------------------------------------------------------------------------------------------------


def told(after: Problem) -> list[str]:
    return changes(PROBLEM, after, NAMES)


def test_every_kind_of_change_has_its_sentence() -> None:
    day = (*PROBLEM.days["Monday"], Period("P2", 605, 665))

    assert told(replace(PROBLEM, lessons=())) == ["Amina does not teach 9B on Monday, P1 any more."]
    assert told(replace(PROBLEM, ppa=frozenset({("c", "Monday", "P1")}))) == [
        "Chloe's PPA, duties or other marks have changed."
    ]
    assert told(replace(PROBLEM, days={"Monday": day})) == ["The periods of the day have changed."]
    assert told(replace(PROBLEM, blocked=frozenset({(MONDAY, None)}))) == [
        "Nothing can be planned on Monday 9 November any more."
    ]
    assert told(replace(PROBLEM, groups=(Group("G", ("a", "b"), 1),))) == ["The members of Talk have changed."]
    assert told(with_teacher(Teacher("b", caps=Caps(observe=30)))) == ["Ben has other minutes left than before."]
    assert told(with_teacher(Teacher("b", off=frozenset({(MONDAY, "P1")})))) == [
        "Ben's time on Monday 9 November has changed."
    ]
    assert told(replace(PROBLEM, policy=Policy(debrief_minutes=45))) == [
        "The school's settings for debriefs have changed."
    ]


def test_there_is_always_something_to_read() -> None:
    assert told(PROBLEM) == ["Something that the plan stands on has changed."]


def test_many_changes_are_told_as_many() -> None:
    lessons = tuple(Lesson("Monday", "P1", (f"t{at}",), "7A") for at in range(30))
    names = {f"t{at}": f"Teacher {at}" for at in range(30)}

    found = changes(replace(PROBLEM, lessons=lessons), replace(PROBLEM, lessons=()), names)

    assert len(found) == CHANGES_TOLD + 1
    assert found[-1] == "10 more things have changed."
