"""On tiny schools the solver finds what trying everything finds: all five figures, and bounds that are never too good."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice

from brute import TooLarge, best_figures
from planning import random_problem

from app.planner.greedy import greedy
from app.planner.problem import (
    AfterSchool,
    Bounds,
    Figures,
    Group,
    Lesson,
    Limits,
    Outcome,
    Period,
    Policy,
    Problem,
    Release,
    SchoolDay,
    Status,
    Teacher,
)
from app.planner.solver import solve
from app.planner.verify import figures, violations

SCHOOLS = 250
QUICK = Limits(seconds=30, workers=1)

SHAPES: tuple[dict[str, tuple[int, int]], ...] = (
    {"teachers": (3, 5), "groups": (1, 2), "dates": (1, 3), "periods": (1, 2), "observations_each": (1, 2)},
    {"teachers": (4, 6), "groups": (1, 1), "dates": (1, 3), "periods": (1, 2), "observations_each": (1, 1)},
    {"teachers": (3, 4), "groups": (1, 1), "dates": (4, 6), "periods": (1, 1), "observations_each": (1, 1)},
    {"teachers": (5, 7), "groups": (2, 2), "dates": (1, 2), "periods": (1, 1), "observations_each": (1, 2)},
)
"""Mixed; colleagues to cover for others; windows over a weekend, with A and B weeks; groups that meet."""


@dataclass(frozen=True)
class Compared:
    """One school that both have planned."""

    seed: int
    problem: Problem
    expected: Figures
    outcome: Outcome


def tiny_schools() -> Iterator[tuple[int, Problem]]:
    """Tiny schools of every kind; mostly such in which something can be planned at all."""
    for seed in range(10_000):
        problem = tiny_school(seed)
        if seed % 8 == 0 or greedy(problem).research_lessons:
            yield seed, problem


def tiny_school(seed: int) -> Problem:
    rng = random.Random(seed)
    problem = random_problem(rng, **SHAPES[seed % len(SHAPES)], members_max=3)
    if seed % len(SHAPES) == 1 and rng.random() < 0.8:
        problem = _at_once(rng, problem)
    if rng.random() < 0.3:
        problem = _shared(rng, problem)
    if rng.random() < 0.3:
        after = problem.after_school
        problem = replace(problem, after_school=replace(after, start=after.start - rng.choice((10, 15, 25, 60))))
    if rng.random() < 0.25:
        policy = replace(problem.policy, ppa_percent=rng.choice((34, 50, 67, 100)))
        problem = replace(problem, policy=policy, ppa=frozenset())
    if seed % len(SHAPES) == 2 and rng.random() < 0.5:
        groups = (replace(group, min_days_between=rng.choice((2, 3)), max_observers=1) for group in problem.groups)
        problem = replace(problem, groups=tuple(replace(group, min_observers=1) for group in groups))
    return problem


def _at_once(rng: random.Random, problem: Problem) -> Problem:
    """Members who mostly teach at the same time, and others who are mostly free to cover."""
    members = problem.groups[0].members
    others = tuple(lesson for lesson in problem.lessons if not {*lesson.teachers} & {*members} and rng.random() < 0.3)
    taught = (
        Lesson(day, period.name, (who,), f"class of {who}")
        for day, bells in problem.days.items() for period in bells for who in members if rng.random() < 0.8
    )  # fmt: skip
    policy = replace(problem.policy, cover_per_week=2, releases_per_class=rng.choice((1, 2, 3)))
    return replace(problem, lessons=(*others, *taught), policy=policy)


def _shared(rng: random.Random, problem: Problem) -> Problem:
    """More co-teachers."""
    ids = [teacher.id for teacher in problem.teachers]
    shared = (
        replace(lesson, teachers=tuple(dict.fromkeys((*lesson.teachers, rng.choice(ids)))))
        for lesson in problem.lessons
    )
    return replace(problem, lessons=tuple(shared))


@cache
def compared() -> tuple[Compared, ...]:
    return tuple(islice(_compared(), SCHOOLS))


def _compared() -> Iterator[Compared]:
    for seed, problem in tiny_schools():
        try:
            expected = best_figures(problem)
        except TooLarge:
            continue
        yield Compared(seed, problem, expected, solve(problem, QUICK))


def test_the_solver_finds_what_trying_everything_finds() -> None:
    wrong = [(one.seed, one.expected, one.outcome.figures) for one in compared() if one.outcome.figures != one.expected]

    assert wrong == []


def test_every_plan_is_valid_and_costs_what_is_said() -> None:
    for one in compared():
        assert violations(one.problem, one.outcome.plan) == [], one.seed
        assert figures(one.problem, one.outcome.plan) == one.outcome.figures, one.seed


def test_every_plan_is_known_to_be_the_best() -> None:
    for one in compared():
        best = Bounds(one.expected.unscheduled, one.expected.external, one.expected.exchange)
        assert one.outcome.bounds == best, one.seed
        assert one.outcome.status is Status.OPTIMAL, one.seed


def test_enough_schools_of_every_kind_were_compared() -> None:
    met: Counter[str] = Counter()

    for one in compared():
        met.update(_kinds(one))

    assert len(compared()) >= 200
    assert met["planned"] >= 0.5 * len(compared())
    assert min(met[release] for release in Release) >= 10
    assert met["some missing"] > 50
    assert met["all there"] > 20
    assert met["two weeks"] > 10
    assert met["A and B"] > 10
    assert met["PPA floor"] > 10
    assert met["two groups"] > 10
    assert met["in two groups"] > 10
    assert met["together"] > 10
    assert met["days apart"] > 5
    assert met["early debriefs"] > 10


def _kinds(one: Compared) -> Iterator[str]:
    problem, plan = one.problem, one.outcome.plan
    if not plan.research_lessons:
        return
    yield "planned"
    yield from {seen.release for lesson in plan.research_lessons for seen in lesson.observations}
    yield "some missing" if one.expected.unscheduled else "all there"
    if len({lesson.on.isocalendar().week for lesson in plan.research_lessons}) > 1:
        yield "two weeks"
    if any(day.day.startswith("B-") for day in problem.calendar) and any(
        day.day.startswith("A-") for day in problem.calendar
    ):
        yield "A and B"
    if problem.policy.ppa_percent > 10:
        unkept = replace(problem, policy=replace(problem.policy, ppa_percent=0))
        if solve(unkept, QUICK).figures < one.expected:
            yield "PPA floor"
    if len({lesson.group for lesson in plan.research_lessons}) > 1:
        yield "two groups"
    if max(Counter(who for group in problem.groups for who in group.members).values()) > 1:
        yield "in two groups"
    if problem.groups[0].min_days_between > 1 and len(plan.research_lessons) > 1:
        yield "days apart"
    if any(group.min_observers > 1 for group in problem.groups):
        yield "together"
    if problem.after_school.start < max(bells[-1].end for bells in problem.days.values()):
        yield "early debriefs"


def test_debriefs_that_just_fit_one_after_the_other_are_found() -> None:
    # Both lessons end a quarter of an hour after debriefs may begin, and there is room for exactly two after them.
    bells = {"D": (Period("1", 540, 600),)}
    policy = Policy(ppa_percent=0, debrief_minutes=20, debrief_within_days=0, releases_per_class=0)
    problem = Problem(
        30, (SchoolDay(date(2026, 11, 2), "D"),), bells, AfterSchool(585, 640, frozenset({1})),
        tuple(Teacher(who) for who in "ABC"), (Lesson("D", "1", ("A",), "7A"), Lesson("D", "1", ("B",), "7B")),
        (Group("g", ("A", "B", "C"), 2),), policy=policy,
    )  # fmt: skip

    outcome = solve(problem, QUICK)

    assert outcome.figures == best_figures(problem) == Figures(4, 0, 0, 0, 0)
    assert sorted(lesson.debrief.start for lesson in outcome.plan.research_lessons) == [600, 620]
