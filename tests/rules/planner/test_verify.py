"""Every rule, R1 to R16, broken by itself in one small school, with the other side of its edge beside it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.planner.problem import (
    AfterSchool,
    Caps,
    Debrief,
    Figures,
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
from app.planner.verify import figures, violations

MON, TUE, WED, FRI, NEXT_MON = (date(2026, 11, day) for day in (2, 3, 4, 6, 9))
BELLS = (Period("P1", 540, 600), Period("P2", 600, 650), Period("P3", 660, 720))
"""P2 has 50 minutes: one slice and a rest."""
THREE_PM = 15 * 60

SCHOOL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(on, on.strftime("%a")) for on in (MON, TUE, WED, FRI, NEXT_MON)),
    days=dict.fromkeys(("Mon", "Tue", "Wed", "Fri"), BELLS),
    after_school=AfterSchool(THREE_PM, 16 * 60, frozenset({1, 2, 3, 4})),
    teachers=tuple(Teacher(who) for who in "ABCDE"),
    lessons=(
        Lesson("Mon", "P1", ("A",), "7A"),
        Lesson("Mon", "P1", ("B", "E"), "7B"),
        Lesson("Mon", "P2", ("B",), "8A"),
        Lesson("Tue", "P1", ("B",), "8A"),
        Lesson("Tue", "P1", ("C",), "7C"),
        Lesson("Wed", "P1", ("C",), "7C"),
        Lesson("Wed", "P1", ("A",), "7A"),
    ),
    groups=(Group("g", ("A", "B", "C"), observations_each=2),),
)
"""A, B and C are a group. D never teaches, E only beside B."""

OF_A = ResearchLesson(
    "g", "A", MON, "P1",
    (Observation("C", 0, Release.NONE), Observation("B", 1, Release.CO_TEACHER)), Debrief(MON, THREE_PM),
)  # fmt: skip
OF_B = ResearchLesson(
    "g", "B", TUE, "P1",
    (Observation("A", 0, Release.NONE), Observation("C", 1, Release.EXCHANGE, "D")), Debrief(TUE, THREE_PM),
)  # fmt: skip
OF_C = ResearchLesson(
    "g", "C", WED, "P1",
    (Observation("B", 0, Release.NONE), Observation("A", 1, Release.MUTUAL, "B")), Debrief(WED, THREE_PM),
)  # fmt: skip
PLAN = Plan((OF_A, OF_B, OF_C))


def rules(problem: Problem, *lessons: ResearchLesson) -> set[str]:
    return {found.rule for found in violations(problem, Plan(lessons))}


def seen(lesson: ResearchLesson, index: int, **changes: object) -> ResearchLesson:
    """Change one observation."""
    changed = [replace(one, **changes) if at == index else one for at, one in enumerate(lesson.observations)]
    return replace(lesson, observations=tuple(changed))


def talked(lesson: ResearchLesson, on: date, start: int) -> ResearchLesson:
    return replace(lesson, debrief=Debrief(on, start))


def group(**changes: object) -> Problem:
    return replace(SCHOOL, groups=(replace(SCHOOL.groups[0], **changes),))


def policy(**changes: int) -> Problem:
    return replace(SCHOOL, policy=replace(Policy(), **changes))


def teacher(who: str, **changes: object) -> Problem:
    people = tuple(replace(one, **changes) if one.id == who else one for one in SCHOOL.teachers)
    return replace(SCHOOL, teachers=people)


def test_a_plan_that_keeps_every_rule_has_no_violations() -> None:
    assert violations(SCHOOL, PLAN) == []
    assert figures(SCHOOL, PLAN) == Figures(unscheduled=0, external=0, exchange=1, busiest_cover=1, mutual=1)


def test_an_empty_plan_keeps_every_rule_and_leaves_everything_out() -> None:
    assert violations(SCHOOL, Plan()) == []
    assert figures(SCHOOL, Plan()) == Figures(unscheduled=6, external=0, exchange=0, busiest_cover=0, mutual=0)


def test_a_violation_says_where_it_is() -> None:
    [found] = violations(SCHOOL, Plan((replace(OF_A, host="D"), OF_B, OF_C)))

    assert (found.rule, found.where) == ("R1", "g 2026-11-02 P1 host D")
    assert found.text == "D is not a member of g."


BREAKING: list[tuple[str, set[str], Callable[[], set[str]]]] = [
    ("host of another group", {"R1"}, lambda: rules(SCHOOL, replace(OF_A, host="D"))),
    ("no such group", {"R1"}, lambda: rules(SCHOOL, replace(OF_A, group="h"))),
    ("a date outside the window", {"R2"}, lambda: rules(SCHOOL, replace(OF_A, on=date(2026, 11, 5)))),
    ("no such period", {"R2"}, lambda: rules(SCHOOL, replace(OF_A, period="P9"))),
    ("a slice before the period", {"R2"}, lambda: rules(SCHOOL, seen(OF_A, 0, slice=-1))),
    ("a slice after the period", {"R2"}, lambda: rules(SCHOOL, seen(OF_A, 1, slice=2))),
    ("a host who is free", {"R3"}, lambda: rules(SCHOOL, replace(OF_A, period="P3"))),
    ("a host who is off", {"R3"}, lambda: rules(teacher("A", off=frozenset({(MON, "P1")})), OF_A)),
    ("too few observers", {"R4"}, lambda: rules(group(min_observers=2), replace(OF_A, observations=OF_A.observations[:1]))),
    ("too many observers", {"R4"}, lambda: rules(group(max_observers=1), OF_A)),
    ("one observer twice", {"R4", "R5"}, lambda: rules(SCHOOL, replace(OF_A, observations=(
        Observation("C", 0, Release.NONE), Observation("C", 1, Release.NONE))))),
    ("hosting not shared", {"R4"}, lambda: rules(group(host_spread=0), OF_A)),
    ("lessons too close", {"R4"}, lambda: rules(group(min_days_between=2), OF_A, OF_B, OF_C)),
    ("an observer from elsewhere", {"R5"}, lambda: rules(SCHOOL, seen(OF_A, 0, observer="D"))),
    ("the host observes", {"R5"}, lambda: rules(SCHOOL, seen(OF_A, 0, observer="A"))),
    ("observing too often", {"R5"}, lambda: rules(group(observations_each=1), *PLAN.research_lessons)),
    ("free and released", {"R6"}, lambda: rules(SCHOOL, seen(OF_A, 0, release=Release.EXTERNAL))),
    ("teaching and not released", {"R6"}, lambda: rules(SCHOOL, seen(OF_A, 1, release=Release.NONE))),
    ("cover that nobody does", {"R6"}, lambda: rules(SCHOOL, seen(OF_A, 1, release=Release.MUTUAL))),
    ("cover with a release that needs none", {"R6"}, lambda: rules(SCHOOL, seen(OF_A, 1, cover_by="D"))),
    ("an observer in PPA", {"R7"}, lambda: rules(replace(SCHOOL, ppa=frozenset({("C", "Mon", "P1")})), OF_A)),
    ("an observer on duty", {"R7"}, lambda: rules(replace(SCHOOL, busy=frozenset({("C", "Mon", "P1")})), OF_A)),
    ("an observer who is off", {"R7"}, lambda: rules(teacher("C", off=frozenset({(MON, "P1")})), OF_A)),
    ("nobody is called so", {"R8"}, lambda: rules(SCHOOL, seen(OF_B, 1, cover_by="Z"))),
    ("mutual cover by somebody else", {"R8"}, lambda: rules(SCHOOL, seen(OF_B, 1, release=Release.MUTUAL))),
    ("exchange within the group", {"R8"}, lambda: rules(SCHOOL, seen(OF_C, 1, release=Release.EXCHANGE))),
    ("exchange not offered", {"R8"}, lambda: rules(teacher("D", exchange=False), OF_B)),
    ("a coverer who teaches", {"R9", "R11"}, lambda: rules(SCHOOL, seen(OF_B, 1, release=Release.MUTUAL, cover_by="B"))),
    ("a coverer in PPA", {"R9"}, lambda: rules(replace(SCHOOL, ppa=frozenset({("D", "Tue", "P1")})), OF_B)),
    ("no other teacher", {"R10"}, lambda: rules(SCHOOL, seen(OF_B, 1, release=Release.CO_TEACHER, cover_by=None))),
    ("the other teacher is off", {"R10"}, lambda: rules(teacher("E", off=frozenset({(MON, None)})), OF_A)),
    ("observing and covering", {"R11"}, lambda: rules(SCHOOL, seen(OF_C, 1, slice=0))),
    ("one lesson twice", {"R5", "R11", "R15"}, lambda: rules(group(host_spread=9), OF_A, OF_A)),
    ("more free time than PPA leaves", {"R12"}, lambda: rules(
        replace(SCHOOL, busy=frozenset(("C", day, one.name) for day in SCHOOL.days for one in BELLS
                                       if (day, one.name) != ("Mon", "P1"))
                - {("C", "Tue", "P1"), ("C", "Wed", "P1")}, policy=Policy(ppa_percent=50)), OF_A)),
    ("more observing than the cap", {"R13"}, lambda: rules(teacher("C", caps=Caps(observe=29)), OF_A)),
    ("more cover than the cap", {"R13"}, lambda: rules(teacher("D", caps=Caps(cover=29)), OF_B)),
    ("more debriefs than the cap", {"R13"}, lambda: rules(teacher("A", caps=Caps(debrief=59)), *PLAN.research_lessons)),
    ("more cover than a week has", {"R13"}, lambda: rules(policy(cover_per_week=0), OF_B)),
    ("a debrief before the lesson ends", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, MON, 599))),
    ("a debrief on an earlier day", {"R14"}, lambda: rules(SCHOOL, talked(OF_B, MON, THREE_PM))),
    ("a debrief too late", {"R14"}, lambda: rules(policy(debrief_within_days=1), talked(OF_A, WED, THREE_PM))),
    ("a debrief outside the window", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, date(2026, 11, 5), THREE_PM))),
    ("a debrief before school is over", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, MON, THREE_PM - 1))),
    ("a debrief that does not end in time", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, MON, 16 * 60 - 19))),
    ("a debrief on the wrong weekday", {"R14"}, lambda: rules(SCHOOL, talked(OF_C, FRI, THREE_PM))),
    ("a debrief with somebody away", {"R14"}, lambda: rules(teacher("B", off=frozenset({(TUE, None)})), talked(OF_A, TUE, THREE_PM))),
    ("a debrief over the end of a period", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, MON, 701))),
    ("a debrief in the rest of a period", {"R14"}, lambda: rules(SCHOOL, talked(OF_C, WED, 630))),
    ("a debrief in somebody's lesson", {"R14"}, lambda: rules(SCHOOL, talked(OF_A, MON, 600))),
    ("two debriefs at once", {"R15"}, lambda: rules(SCHOOL, talked(OF_A, TUE, THREE_PM + 19), OF_B)),
    ("a class left too often", {"R16"}, lambda: rules(policy(releases_per_class=0), OF_A)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "found"), [pytest.param(*each[1:], id=each[0]) for each in BREAKING])
def test_what_breaks_a_rule_is_found_and_nothing_else(rule: set[str], found: Callable[[], set[str]]) -> None:
    assert found() == rule


KEEPING: list[tuple[str, Callable[[], set[str]]]] = [
    ("a debrief as the lesson ends, while all are free", lambda: rules(replace(SCHOOL, lessons=SCHOOL.lessons[:2]), talked(OF_A, MON, 600))),
    ("a debrief up to the end of the rest", lambda: rules(SCHOOL, talked(OF_C, WED, 629))),
    ("a debrief up to the end of the window", lambda: rules(SCHOOL, talked(OF_A, MON, 16 * 60 - 20))),
    ("a debrief on the last day allowed", lambda: rules(policy(debrief_within_days=2), talked(OF_A, WED, THREE_PM))),
    ("a debrief after one period off", lambda: rules(teacher("B", off=frozenset({(TUE, "P3")})), talked(OF_A, TUE, THREE_PM))),
    ("two debriefs one behind the other", lambda: rules(SCHOOL, talked(OF_A, TUE, THREE_PM + 20), OF_B)),
    ("as many minutes as the caps", lambda: rules(teacher("B", caps=Caps(60, 30, 60)), *PLAN.research_lessons)),
    ("lessons as far apart as asked", lambda: rules(group(min_days_between=1), *PLAN.research_lessons)),
    ("as many observers as asked", lambda: rules(group(min_observers=2, max_observers=2), *PLAN.research_lessons)),
    ("hosting shared equally", lambda: rules(group(host_spread=0), *PLAN.research_lessons)),
    ("a class left as often as allowed", lambda: rules(policy(releases_per_class=1), *PLAN.research_lessons)),
    ("marked PPA meets the floor", lambda: rules(
        replace(SCHOOL, ppa=frozenset({("C", "Mon", "P2"), ("C", "Mon", "P3")}), policy=Policy(ppa_percent=50)), OF_A)),
]  # fmt: skip


@pytest.mark.parametrize("found", [pytest.param(each[1], id=each[0]) for each in KEEPING])
def test_what_only_touches_a_rule_is_let_be(found: Callable[[], set[str]]) -> None:
    assert found() == set()


def test_the_same_colleague_over_and_over_is_not_enough() -> None:
    of_a_again = replace(OF_A, on=NEXT_MON, observations=OF_A.observations[:1], debrief=Debrief(NEXT_MON, THREE_PM))
    once = replace(OF_A, observations=OF_A.observations[:1])

    assert rules(group(host_spread=2), once, of_a_again) == {"R5"}
    assert rules(group(host_spread=2, observations_each=3), once, of_a_again) == set()


def test_two_weeks_have_their_own_cover() -> None:
    later = replace(
        OF_C, on=NEXT_MON, host="A",
        observations=(Observation("B", 0, Release.EXCHANGE, "D"),), debrief=Debrief(NEXT_MON, THREE_PM),
    )  # fmt: skip

    assert rules(SCHOOL, OF_B, later) == set()
    assert rules(SCHOOL, OF_B, replace(seen(later, 0, slice=1), on=MON, debrief=Debrief(MON, THREE_PM))) == {"R13"}


def test_both_teachers_of_a_lesson_cannot_leave_it_to_each_other() -> None:
    groups = (Group("g", ("A", "B", "E"), observations_each=2),)
    both = replace(
        OF_A, observations=(Observation("B", 1, Release.CO_TEACHER), Observation("E", 1, Release.CO_TEACHER))
    )

    assert rules(replace(SCHOOL, groups=groups), both) == {"R10"}
    assert rules(replace(SCHOOL, groups=groups), seen(both, 0, slice=0)) == set()


def test_joined_classes_both_lose_their_teacher() -> None:
    joined = replace(SCHOOL, lessons=(*SCHOOL.lessons, Lesson("Tue", "P1", ("C",), "7D")))

    assert rules(replace(joined, policy=Policy(releases_per_class=0)), OF_B) == {"R16"}
    found = violations(replace(joined, policy=Policy(releases_per_class=0)), Plan((OF_B,)))
    assert [one.where for one in found] == ["class 7C", "class 7D"]


def test_a_school_of_sixty_groups_is_looked_at_in_a_blink() -> None:
    ids = [f"t{number}" for number in range(180)]
    lessons = tuple(Lesson(day, one.name, (who,), who) for day in SCHOOL.days for one in BELLS[:1] for who in ids)
    groups = tuple(Group(f"g{at}", tuple(ids[at * 3 : at * 3 + 3]), 2) for at in range(60))
    problem = replace(SCHOOL, teachers=tuple(Teacher(who) for who in ids), lessons=lessons, groups=groups)
    plan = Plan(
        tuple(
            ResearchLesson(
                each.id, host, on, "P1",
                tuple(Observation(who, 0, Release.EXTERNAL) for who in each.members if who != host),
                Debrief(on, THREE_PM),
            )
            for each in groups
            for host, on in zip(each.members, (MON, TUE, WED), strict=True)
        )
    )  # fmt: skip
    started = time.perf_counter()

    found = violations(problem, plan)

    assert found == []
    assert time.perf_counter() - started < 10
