"""Schools, their plans, what happens to them, and what a repair costs: what the tests of repairs share."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from planning import larger_school
from test_solver_laws import a_school

from app.planner.problem import (
    Limits,
    Observation,
    Plan,
    Problem,
    Release,
    ResearchLesson,
)
from app.planner.solver import Declined, solve
from app.planner.verify import violations

SCHOOLS = 16
QUICK = Limits(seconds=20, workers=1)
MON, TUE = date(2026, 11, 2), date(2026, 11, 3)


def in_order(lesson: ResearchLesson) -> ResearchLesson:
    """The same lesson however its observations are listed."""
    seen = sorted(lesson.observations, key=lambda one: (one.slice, one.observer))
    return replace(lesson, observations=tuple(seen))


@cache
def planned() -> tuple[tuple[int, Problem, Plan], ...]:
    return tuple(_planned())


def _planned() -> Iterator[tuple[int, Problem, Plan]]:
    for seed in range(SCHOOLS):
        problem = larger_school(random.Random(seed), 5, weeks=2, teaching=0.85) if seed % 2 else a_school(seed)
        plan = solve(problem, Limits(seconds=2, workers=1)).plan
        if plan.research_lessons:
            yield seed, problem, Plan(tuple(in_order(lesson) for lesson in plan.research_lessons))


def covers(plan: Plan) -> list[tuple[ResearchLesson, Observation]]:
    return [
        (lesson, one) for lesson in plan.research_lessons for one in lesson.observations if one.cover_by is not None
    ]  # fmt: skip


def away(rng: random.Random, problem: Problem, plan: Plan) -> Problem:
    """Somebody of the plan is not in school on a day when they are needed."""
    lesson = rng.choice(plan.research_lessons)
    needed = {lesson.host, *(one.observer for one in lesson.observations)}
    needed |= {one.cover_by for one in lesson.observations if one.cover_by is not None}
    who = rng.choice(sorted(needed))
    return replace(
        problem,
        teachers=tuple(
            replace(one, off=one.off | {(lesson.on, None)}) if one.id == who else one for one in problem.teachers
        ),
    )


STATE = frozenset({"R1", "R2", "R3", "R6", "R7", "R9", "R14"})
"""Broken by what the timetable says of one teacher at one time; the others add up over lessons."""


def broken_alone(problem: Problem, lesson: ResearchLesson) -> set[str]:
    """The rules that the lesson breaks by itself; sharing out hosting aside."""
    spread = replace(problem, groups=tuple(replace(one, host_spread=max(1, one.host_spread)) for one in problem.groups))
    return {violation.rule for violation in violations(spread, Plan((lesson,)))}


def commitments(plan: Plan) -> set[tuple[str, object]]:
    """Who does what: a lesson hosted, a half hour watched or covered, a debrief."""
    found: set[tuple[str, object]] = set()
    for lesson in plan.research_lessons:
        where = (lesson.group, lesson.host, lesson.on, lesson.period)
        found.add((lesson.host, where))
        found |= {
            (who, (where, lesson.debrief)) for who in (lesson.host, *(one.observer for one in lesson.observations))
        }
        found |= {(one.observer, (where, one.slice)) for one in lesson.observations}
        found |= {
            (one.cover_by, (lesson.on, lesson.period, one.slice)) for one in lesson.observations if one.cover_by
        }  # fmt: skip
    return found


def price(problem: Problem, before: Plan, after: Plan, declined: Declined | None = None) -> tuple[int, int]:
    """(observations lost, people disturbed): who is to be paid for a class from now on counts as one more."""
    was = commitments(before)
    if declined is not None:
        was.discard((declined.teacher, (declined.on, declined.period, declined.slice)))
    disturbed = {who for who, _ in was ^ commitments(after)}
    return lost(problem, before, after), len(disturbed) + len(_paid(after) - _paid(before))


def _paid(plan: Plan) -> set[tuple[object, ...]]:
    return {
        (lesson.group, lesson.host, lesson.on, lesson.period, one.observer, one.slice)
        for lesson in plan.research_lessons for one in lesson.observations if one.release is Release.EXTERNAL
    }  # fmt: skip


def lacking(problem: Problem, plan: Plan) -> dict[str, int]:
    """How many observations each group lacks."""
    seen = Counter(lesson.group for lesson in plan.research_lessons for _ in lesson.observations)
    return {group.id: group.observations_each * len(group.members) - seen[group.id] for group in problem.groups}


def lost(problem: Problem, before: Plan, after: Plan) -> int:
    """Observations that groups have fewer than before. Those who have more do not make up for others."""
    was, now = lacking(problem, before), lacking(problem, after)
    return sum(max(0, now[group] - was[group]) for group in now)
