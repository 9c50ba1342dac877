"""Repairs by the core: what stands stays as it is, and who declined is not asked again.

Schools are random, plans the solver's own. What may not change is worked out here.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from repairs import QUICK, STATE, away, broken_alone, covers, in_order, planned, price

from app.planner.problem import (
    Observation,
    Plan,
    Problem,
    Release,
    ResearchLesson,
)
from app.planner.solver import Declined, repair
from app.planner.verify import figures, violations

# ---- somebody declines -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decline:
    """One cover that was declined, and what the plan became."""

    seed: int
    problem: Problem
    plan: Plan
    lesson: ResearchLesson
    observation: Observation
    mended: Plan = field(repr=False)

    @property
    def declined(self) -> Declined:
        """What they said no to."""
        assert self.observation.cover_by is not None
        return Declined(self.observation.cover_by, self.lesson.on, self.lesson.period, self.observation.slice)


@cache
def declines() -> tuple[Decline, ...]:
    return tuple(_declines())


def _declines() -> Iterator[Decline]:
    for seed, problem, plan in planned():
        rng = random.Random(seed)
        some = covers(plan)
        for lesson, one in rng.sample(some, k=min(4, len(some))):
            asked = Decline(seed, problem, plan, lesson, one, Plan())
            outcome = repair(problem, plan, QUICK, declined=[asked.declined])
            assert figures(problem, outcome.plan) == outcome.figures
            yield replace(asked, mended=outcome.plan)


def test_who_declined_is_not_asked_for_that_slice_again() -> None:
    for one in declines():
        again = [
            seen for lesson, seen in covers(one.mended)
            if (seen.cover_by, lesson.on, lesson.period, seen.slice) == one.declined
        ]  # fmt: skip
        assert again == [], one

    assert len(declines()) > 25


def test_after_a_decline_the_plan_is_clean() -> None:
    for one in declines():
        assert violations(one.problem, one.mended) == [], one


def test_after_a_decline_all_other_lessons_are_as_they_were() -> None:
    for one in declines():
        mended = {in_order(lesson) for lesson in one.mended.research_lessons}
        assert {lesson for lesson in one.plan.research_lessons if lesson != one.lesson} <= mended, one


def test_nothing_is_lost_when_somebody_else_could_do_it() -> None:
    mended = Counter[str]()

    for one in declines():
        before, after = figures(one.problem, one.plan), figures(one.problem, one.mended)
        best = _instead(one)
        if best is not None:
            assert after.unscheduled <= before.unscheduled, one
            assert after.external - before.external <= (best is Release.EXTERNAL), one
        mended[best or "nothing"] += 1

    assert sum(count for how, count in mended.items() if how in {Release.EXCHANGE, Release.MUTUAL}) > 10
    assert mended[Release.EXTERNAL] > 3


def _instead(one: Decline) -> Release | None:
    """The best release that the class could have instead, everything else as it is."""
    for release in (Release.CO_TEACHER, Release.MUTUAL, Release.EXCHANGE, Release.EXTERNAL):
        covered = release in (Release.MUTUAL, Release.EXCHANGE)
        for by in [teacher.id for teacher in one.problem.teachers] if covered else [None]:
            seen = replace(one.observation, release=release, cover_by=by)
            if by != one.declined.teacher and not violations(one.problem, _with(one, seen)):
                return release
    return None


def _with(one: Decline, seen: Observation) -> Plan:
    others = tuple(each for each in one.lesson.observations if each != one.observation)
    changed = replace(one.lesson, observations=(*others, seen))
    return Plan(tuple(changed if each == one.lesson else each for each in one.plan.research_lessons))


def test_after_several_declines_none_of_them_is_asked_again() -> None:
    for seed, problem, plan in planned():
        some = covers(plan)
        refused = {
            Declined(one.cover_by, lesson.on, lesson.period, one.slice)
            for lesson, one in random.Random(seed).sample(some, k=min(5, len(some))) if one.cover_by is not None
        }  # fmt: skip

        mended = repair(problem, plan, QUICK, declined=refused).plan

        assert violations(problem, mended) == [], seed
        asked = {
            Declined(one.cover_by, lesson.on, lesson.period, one.slice)
            for lesson, one in covers(mended) if one.cover_by is not None
        }  # fmt: skip
        assert not asked & refused, seed


# ---- somebody is away, the timetable changes ---------------------------------------------------------------


Change = Callable[[random.Random, Problem, Plan], Problem]


def moved(rng: random.Random, problem: Problem, plan: Plan) -> Problem:
    """Some lessons of the timetable are at another time."""
    cells = [(day, period.name) for day, bells in problem.days.items() for period in bells]
    lessons = list(problem.lessons)
    for _ in range(max(1, len(lessons) // 15)):
        at, (day, period) = rng.randrange(len(lessons)), rng.choice(cells)
        lessons[at] = replace(lessons[at], day=day, period=period)
    return replace(problem, lessons=tuple(lessons))


def shorter(rng: random.Random, problem: Problem, plan: Plan) -> Problem:
    """The last days of the window are gone, and with them what was planned there."""
    return replace(problem, calendar=problem.calendar[: max(1, len(problem.calendar) * 2 // 3)])


def left(rng: random.Random, problem: Problem, plan: Plan) -> Problem:
    """Somebody has left the school; groups of three that lose a member are no groups any more."""
    who = rng.choice(problem.teachers).id
    lessons = (replace(one, teachers=tuple(each for each in one.teachers if each != who)) for one in problem.lessons)
    groups = (replace(one, members=tuple(each for each in one.members if each != who)) for one in problem.groups)
    return replace(
        problem,
        teachers=tuple(one for one in problem.teachers if one.id != who),
        lessons=tuple(lessons),
        groups=tuple(one for one in groups if len(one.members) >= 3 and one.min_observers < len(one.members)),
        ppa=frozenset(one for one in problem.ppa if one[0] != who),
        busy=frozenset(one for one in problem.busy if one[0] != who),
    )


@pytest.mark.parametrize("change", [away, moved, shorter, left])
def test_whatever_changes_the_plan_is_clean_and_what_stands_stays(change: Change) -> None:
    stayed = fell = 0

    for seed, before, plan in planned():
        problem = change(random.Random(seed), before, plan)
        broken = {lesson: broken_alone(problem, lesson) for lesson in plan.research_lessons}
        standing = [lesson for lesson, rules in broken.items() if not rules]

        outcome = repair(problem, plan, QUICK)

        assert violations(problem, outcome.plan) == [], seed
        assert figures(problem, outcome.plan) == outcome.figures
        fell += len(broken) - len(standing)
        if violations(problem, Plan(tuple(standing))):
            continue  # Together they break a rule now, so that one of them has to change.
        if change is not left:
            assert price(problem, plan, outcome.plan) <= price(problem, plan, Plan(tuple(standing))), seed
        if all(rules & STATE for rules in broken.values() if rules):
            stayed += len(standing)
            assert {*standing} <= {in_order(lesson) for lesson in outcome.plan.research_lessons}, seed

    assert fell > 10
    assert stayed > 20  # How many depends on what two seconds of planning come to on this machine.


def test_a_plan_that_still_stands_is_not_touched() -> None:
    for seed, problem, plan in planned():
        outcome = repair(problem, plan, QUICK)

        assert {in_order(lesson) for lesson in outcome.plan.research_lessons} == {*plan.research_lessons}, seed


def test_a_lesson_that_was_called_off_is_placed_again_for_its_group() -> None:
    placed = 0

    for seed, problem, plan in planned():
        any_order = random.Random(seed).sample(plan.research_lessons, k=len(plan.research_lessons))
        without = [(gone, Plan(tuple(one for one in any_order if one != gone))) for gone in any_order]
        # Without some of them hosting is not shared out evenly: those are not called off here.
        clean = [(gone, left) for gone, left in without if not violations(problem, left)]
        if not clean:
            continue
        gone, left_over = clean[0]

        outcome = repair(problem, left_over, QUICK, refill=[gone.group])

        assert violations(problem, outcome.plan) == [], seed
        assert {*left_over.research_lessons} <= {in_order(lesson) for lesson in outcome.plan.research_lessons}, seed
        assert outcome.figures.unscheduled <= figures(problem, plan).unscheduled, "it fitted once, so it fits again"
        placed += 1

    assert placed > 8


def test_a_repair_that_is_cancelled_at_once_leaves_a_clean_plan() -> None:
    for seed, problem, plan in planned():
        away_now = away(random.Random(seed), problem, plan)

        outcome = repair(away_now, plan, QUICK, cancelled=lambda: True)

        assert violations(away_now, outcome.plan) == [], seed
