"""The plan made by hand: valid whatever the school, the same every time, quick, and no worse than a person would be."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from planning import random_problem

from app.planner import greedy as by_hand
from app.planner.greedy import greedy
from app.planner.interchange import read_instance
from app.planner.problem import (
    AfterSchool,
    Caps,
    Figures,
    Group,
    Lesson,
    Period,
    Plan,
    Problem,
    Release,
    SchoolDay,
    Teacher,
)
from app.planner.verify import figures, violations

INSTANCES = Path(__file__).resolve().parents[4] / "shared" / "planner" / "instances"
MON = date(2026, 11, 2)
SCHOOLS = 150

SCHOOL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(MON + timedelta(days=days), "D") for days in (0, 1, 2, 3, 4)),
    days={"D": (Period("1", 540, 600), Period("2", 600, 660), Period("3", 660, 720))},
    after_school=AfterSchool(900, 960, frozenset({1, 2, 3, 4})),
    teachers=tuple(Teacher(who) for who in "ABCD"),
    lessons=(Lesson("D", "1", ("A",), "7A"), Lesson("D", "2", ("B",), "7B"), Lesson("D", "3", ("C",), "7C")),
    groups=(Group("g", ("A", "B", "C"), observations_each=2),),
)
"""Everybody is free whenever the others teach."""
TOGETHER = replace(SCHOOL, lessons=tuple(Lesson("D", "1", (who,), f"7{who}") for who in "ABC"))
"""All three teach in period 1 only, each alone."""


def releases(plan: Plan) -> Counter[Release]:
    return Counter(seen.release for lesson in plan.research_lessons for seen in lesson.observations)


def test_who_is_free_comes_without_cover() -> None:
    plan = greedy(SCHOOL)

    assert violations(SCHOOL, plan) == []
    assert releases(plan) == {Release.NONE: 6}
    assert plan.research_lessons[0].on == MON, "the first time that needs none"


def test_a_colleague_from_elsewhere_covers_before_anybody_is_paid() -> None:
    plan = greedy(TOGETHER)

    assert violations(TOGETHER, plan) == []
    assert releases(plan) == {Release.EXCHANGE: 1, Release.EXTERNAL: 5}, "D covers once a week"


def test_somebody_who_does_not_offer_it_is_left_in_peace() -> None:
    shy = replace(TOGETHER, teachers=(*TOGETHER.teachers[:3], Teacher("D", exchange=False)))

    assert releases(greedy(shy)) == {Release.EXTERNAL: 6}


def test_a_co_teacher_stays_before_anybody_covers() -> None:
    paired = tuple(Lesson("D", "1", ("D", who), f"7{who}") for who in "ABC")

    plan = greedy(replace(TOGETHER, lessons=paired))

    assert violations(replace(TOGETHER, lessons=paired), plan) == []
    assert releases(plan) == {Release.CO_TEACHER: 6}


def test_a_whole_group_comes_to_one_lesson() -> None:
    whole = replace(SCHOOL, groups=(Group("g", ("A", "B", "C"), observations_each=2, min_observers=2),))

    plan = greedy(whole)

    assert violations(whole, plan) == []
    assert [len(lesson.observations) for lesson in plan.research_lessons] == [2, 2, 2]


def test_where_no_debrief_fits_nothing_is_planned() -> None:
    nowhere = replace(
        SCHOOL, after_school=AfterSchool(900, 910, frozenset({1})), teachers=tuple(Teacher(who, Caps(debrief=0)) for who in "ABCD")
    )  # fmt: skip

    assert greedy(nowhere) == Plan()
    assert figures(nowhere, Plan()) == Figures(6, 0, 0, 0, 0)


def test_hosting_that_cannot_be_shared_equally_is_left_out() -> None:
    strict = replace(
        SCHOOL, lessons=SCHOOL.lessons[:2], groups=(Group("g", ("A", "B", "C"), observations_each=2, host_spread=0),)
    )  # fmt: skip

    assert greedy(strict) == Plan(), "C never teaches, so nobody may host"


def test_nobody_asks_for_anything() -> None:
    assert greedy(replace(SCHOOL, groups=())) == Plan()
    assert greedy(replace(SCHOOL, groups=(Group("g", ("A", "B", "C"), observations_each=0),))) == Plan()


def test_when_the_steps_are_used_up_the_plan_so_far_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = set()

    for steps in range(0, 400, 7):
        monkeypatch.setattr(by_hand, "STEPS_MAX", steps)
        plan = greedy(SCHOOL)
        counts.add(len(plan.research_lessons))
        assert violations(SCHOOL, plan) == []

    assert len(counts) > 2


def test_the_largest_school_that_is_read_is_given_up_in_time() -> None:
    ids = [f"t{number}" for number in range(1_000)]
    periods = tuple(Period(str(number), 480 + number * 10, 490 + number * 10) for number in range(60))
    large = Problem(
        slot_minutes=10,
        calendar=tuple(SchoolDay(MON + timedelta(days=days), "D") for days in range(400)),
        days={"D": periods},
        after_school=AfterSchool(1_100, 1_200, frozenset({1, 2, 3, 4, 5})),
        teachers=tuple(Teacher(who) for who in ids),
        lessons=tuple(Lesson("D", one.name, (who,), who) for one in periods[:40] for who in ids),
        groups=tuple(Group(f"g{at}", tuple(ids[at * 3 : at * 3 + 12]), 40) for at in range(300)),
    )
    started = time.perf_counter()

    plan = greedy(large)

    assert time.perf_counter() - started < 120
    assert violations(large, plan) == []


@pytest.mark.skipif(not INSTANCES.is_dir(), reason="the instances in ../shared/planner are not here")
@pytest.mark.parametrize("name", ["spain-triads", "stpaul-triads", "stpaul-whole-group", "synthetic-51", "uae-fours"])
def test_a_real_school_is_planned_by_hand(name: str) -> None:
    problem = read_instance((INSTANCES / f"{name}.json").read_bytes())
    asked = sum(group.observations_each * len(group.members) for group in problem.groups)

    plan = greedy(problem)

    assert violations(problem, plan) == []
    assert figures(problem, plan).unscheduled <= asked // 10
    assert plan == greedy(problem)


# ---- laws, counted without verify.py -----------------------------------------------------------------


@cache
def schools() -> list[tuple[Problem, Plan]]:
    problems = [random_problem(random.Random(seed)) for seed in range(SCHOOLS)]
    return [(problem, greedy(problem)) for problem in problems]


def uses(problem: Problem, plan: Plan) -> Iterator[tuple[str, date, str, int, str]]:
    """Whom the plan asks for in which slice, and what for."""
    for lesson in plan.research_lessons:
        for number in {seen.slice for seen in lesson.observations}:
            yield lesson.host, lesson.on, lesson.period, number, "host"
        for seen in lesson.observations:
            yield seen.observer, lesson.on, lesson.period, seen.slice, "observe"
            if seen.cover_by is not None:
                yield seen.cover_by, lesson.on, lesson.period, seen.slice, "cover"


def cycle_day(problem: Problem, on: date) -> str:
    return next(day.day for day in problem.calendar if day.on == on)


def test_whatever_the_school_nobody_is_planned_into_ppa() -> None:
    planned = 0

    for problem, plan in schools():
        taught = {(who, lesson.day, lesson.period) for lesson in problem.lessons for who in lesson.teachers}
        closed = problem.ppa - taught
        for who, on, period, _, _ in uses(problem, plan):
            planned += 1
            assert (who, cycle_day(problem, on), period) not in closed
        for lesson in plan.research_lessons:
            talk, minutes = lesson.debrief, problem.policy.debrief_minutes
            people = {lesson.host, *(seen.observer for seen in lesson.observations)}
            for one in problem.days[cycle_day(problem, talk.on)]:
                if one.start < talk.start + minutes and talk.start < one.end:
                    assert not any((who, cycle_day(problem, talk.on), one.name) in closed for who in people)

    assert planned > 500


def test_whatever_the_school_nobody_is_in_two_places() -> None:
    for problem, plan in schools():
        counts = Counter(use[:4] for use in uses(problem, plan))
        assert max(counts.values(), default=0) <= 1
        talks: dict[tuple[str, date], list[int]] = {}
        for lesson in plan.research_lessons:
            for who in {lesson.host, *(seen.observer for seen in lesson.observations)}:
                talks.setdefault((who, lesson.debrief.on), []).append(lesson.debrief.start)
        for starts in talks.values():
            starts.sort()
            gaps = [later - earlier for earlier, later in pairwise(starts)]
            assert min(gaps, default=10_000) >= problem.policy.debrief_minutes


def test_whatever_the_school_nobody_spends_more_than_they_have() -> None:
    for problem, plan in schools():
        counts = Counter((who, kind) for who, _, _, _, kind in uses(problem, plan))
        for teacher in problem.teachers:
            spent = counts[teacher.id, "observe"], counts[teacher.id, "cover"]
            for slices, cap in zip(spent, (teacher.caps.observe, teacher.caps.cover), strict=True):
                assert cap is None or slices * problem.slot_minutes <= cap
            debriefs = sum(
                teacher.id == lesson.host or any(seen.observer == teacher.id for seen in lesson.observations)
                for lesson in plan.research_lessons
            )
            cap = teacher.caps.debrief
            assert cap is None or debriefs * problem.policy.debrief_minutes <= cap


def test_whatever_the_school_the_plan_is_valid_and_the_same_again() -> None:
    for problem, plan in schools():
        assert violations(problem, plan) == []
        assert plan == greedy(problem)


def test_the_order_of_sets_does_not_matter() -> None:
    # frozensets of text are in another order in every process; the plan has to be the same all the same.
    text = "import random; from planning import random_problem; from app.planner.greedy import greedy; import json;"
    text += "from app.planner.interchange import plan_json;"
    text += "print(json.dumps([plan_json(greedy(random_problem(random.Random(seed)))) for seed in range(12)]))"

    def run(hash_seed: str) -> str:
        here = Path(__file__).resolve().parents[3]
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": f"{here}{os.pathsep}{here / 'tests'}"}
        return subprocess.run(
            [sys.executable, "-c", text], env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert json.loads(run("1")) == json.loads(run("2"))
