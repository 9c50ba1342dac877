"""Repairs of schools that fit on a page: who covers for whom, what is paid for, what is not made up for."""

from dataclasses import replace
from datetime import date, timedelta

from repairs import MON, QUICK, TUE

from app.planner.problem import (
    AfterSchool,
    Debrief,
    Group,
    Lesson,
    Observation,
    Period,
    Plan,
    Policy,
    Problem,
    Release,
    ResearchLesson,
    SchoolDay,
    Teacher,
)
from app.planner.solver import Declined, repair
from app.planner.verify import figures, violations


def test_who_covers_for_whom_is_not_swapped_in_lessons_that_stay() -> None:
    # Y and Z cover in the same half hour for two groups; Z declines another day. Neither is to hear of another class.
    problem = Problem(
        30, (SchoolDay(MON, "M"), SchoolDay(TUE, "T")), {"M": (Period("1", 540, 570),), "T": (Period("1", 540, 570),)},
        AfterSchool(900, 960, frozenset({1, 2})), tuple(Teacher(who) for who in "YZABCDEF"),
        tuple(Lesson(day, "1", (who,), who) for day in "MT" for who in "ABCDEF"),
        (Group("g", ("A", "B", "C"), 1), Group("h", ("D", "E", "F"), 1)),
        policy=Policy(ppa_percent=0, cover_per_week=2),
    )  # fmt: skip

    def studied(group: str, host: str, on: date, observer: str, by: str) -> ResearchLesson:
        seen = (Observation(observer, 0, Release.EXCHANGE, by),)
        return ResearchLesson(group, host, on, "1", seen, Debrief(on, 900))

    declined = studied("g", "B", TUE, "C", "Z")
    for first, second in (("Y", "Z"), ("Z", "Y")):
        kept = (studied("g", "A", MON, "B", first), studied("h", "D", MON, "E", second))
        assert violations(problem, Plan((*kept, declined))) == []

        mended = repair(problem, Plan((*kept, declined)), QUICK, declined=[Declined("Z", TUE, "1", 0)]).plan

        assert {*mended.research_lessons} == {*kept, studied("g", "B", TUE, "C", "Y")}


def test_where_nobody_else_can_cover_the_class_goes_to_the_cover_lead_and_nobody_is_disturbed() -> None:
    bells = {"D": (Period("1", 540, 570),)}
    problem = Problem(
        30, tuple(SchoolDay(MON + timedelta(days=days), "D") for days in range(3)), bells,
        AfterSchool(900, 960, frozenset({1, 2, 3})), tuple(Teacher(who) for who in "ABCZ"),
        tuple(Lesson("D", "1", (who,), who) for who in "ABC"), (Group("g", ("A", "B", "C"), 1),),
        policy=Policy(ppa_percent=0),
    )  # fmt: skip
    on = [day.on for day in problem.calendar]
    asked, paid = Observation("B", 0, Release.EXCHANGE, "Z"), Release.EXTERNAL
    others = (
        ResearchLesson("g", "B", on[1], "1", (Observation("C", 0, paid),), Debrief(on[1], 900)),
        ResearchLesson("g", "C", on[2], "1", (Observation("A", 0, paid),), Debrief(on[2], 900)),
    )
    declined = ResearchLesson("g", "A", MON, "1", (asked,), Debrief(MON, 900))
    assert violations(problem, Plan((declined, *others))) == []

    mended = repair(problem, Plan((declined, *others)), QUICK, declined=[Declined("Z", MON, "1", 0)]).plan

    assert mended == Plan((replace(declined, observations=(Observation("B", 0, paid),)), *others))


def test_what_a_group_did_not_have_before_is_not_made_up_for_unless_it_is_asked() -> None:
    # One observation of three is planned, and its cover is declined. There would be room for two more.
    bells = {"D": (Period("1", 540, 570),)}
    problem = Problem(
        30, tuple(SchoolDay(MON + timedelta(days=days), "D") for days in range(3)), bells,
        AfterSchool(900, 960, frozenset({1, 2, 3})), tuple(Teacher(who) for who in "ABCZ"),
        tuple(Lesson("D", "1", (who,), who) for who in "ABC"), (Group("g", ("A", "B", "C"), 1),),
        policy=Policy(ppa_percent=0),
    )  # fmt: skip
    lesson = ResearchLesson("g", "A", MON, "1", (Observation("B", 0, Release.EXCHANGE, "Z"),), Debrief(MON, 900))
    declined = [Declined("Z", MON, "1", 0)]

    mended = repair(problem, Plan((lesson,)), QUICK, declined=declined).plan
    filled = repair(problem, Plan((lesson,)), QUICK, declined=declined, refill=["g"]).plan

    assert mended == Plan((replace(lesson, observations=(Observation("B", 0, Release.EXTERNAL),)),))
    assert figures(problem, filled).unscheduled == 0


def test_whoever_covers_in_a_lesson_that_stands_goes_on_covering_even_when_another_group_could_use_them() -> None:
    """Take out: `_hold` in solver/repairing.py."""
    # Y covers for B. Only Y could watch D then, which group h lacks; Z could cover instead. What stands is not touched.
    problem = Problem(
        30, (SchoolDay(MON, "M"),), {"M": (Period("1", 540, 570),)}, AfterSchool(900, 960, frozenset({1})),
        (*(Teacher(who) for who in "ABCDYZ"), Teacher("E", off=frozenset({(MON, None)}))),
        tuple(Lesson("M", "1", (who,), who) for who in "ABCD"),
        (Group("g", ("A", "B", "C"), 1), Group("h", ("D", "E", "Y"), 1)), policy=Policy(ppa_percent=0),
    )  # fmt: skip
    stands = ResearchLesson("g", "A", MON, "1", (Observation("B", 0, Release.EXCHANGE, "Y"),), Debrief(MON, 900))
    other = replace(stands, observations=(Observation("B", 0, Release.EXCHANGE, "Z"),))
    freed = ResearchLesson("h", "D", MON, "1", (Observation("Y", 0, Release.NONE),), Debrief(MON, 900))
    assert violations(problem, Plan((stands,))) == violations(problem, Plan((other, freed))) == []

    mended = repair(problem, Plan((stands,)), QUICK, refill=["h"]).plan

    assert mended == Plan((stands,))
