"""No valid plan is forbidden by a model: on this stands every bound that is proved, and every plan that is found.

Plans come from elsewhere (by hand, at random), are clean by `verify`, and have to keep every row of the two relaxations
and of the exact model, with just their own figures. Columns that no plan speaks of (offers, flags, debriefs) are looked
for by search.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from planning import random_problem
from valid_plans import valid_plans

from app.planner.index import Index
from app.planner.problem import (
    AfterSchool,
    Caps,
    Debrief,
    Group,
    Lesson,
    Limits,
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
from app.planner.solver import engine, solve
from app.planner.solver.dated import Dated, Key, Watch, dated, everything, size
from app.planner.solver.engine import Effort, Ending
from app.planner.solver.linear import Linear
from app.planner.solver.read_off import read_off
from app.planner.solver.relaxation import Relaxation, relax
from app.planner.verify import figures, violations

SCHOOLS = 80
QUICK = Effort(seconds=20)


@cache
def planned() -> tuple[tuple[Problem, Plan], ...]:
    """Hundreds of valid plans, none of them empty, no two of a school alike."""
    return tuple(_planned())


def _planned() -> Iterator[tuple[Problem, Plan]]:
    for seed in range(SCHOOLS):
        rng = random.Random(seed)
        problem = a_school(rng)
        seen: set[Plan] = {Plan()}
        for plan in (*valid_plans(rng, problem, walks=5), *_best(problem, seed)):
            if plan not in seen:
                seen.add(plan)
                yield problem, plan


def schools() -> list[Problem]:
    return [a_school(random.Random(seed)) for seed in range(SCHOOLS)]


def _best(problem: Problem, seed: int) -> Iterator[Plan]:
    if seed % 5 == 0:
        yield solve(problem, Limits(seconds=1, workers=1)).plan


def a_school(rng: random.Random) -> Problem:
    problem = random_problem(rng, teachers=(4, 14), groups=(1, 4), dates=(1, 8))
    if rng.random() < 0.3:
        # Somebody in a second group, where there is one.
        first, *others = problem.groups
        others = [replace(one, members=tuple(dict.fromkeys((first.members[0], *one.members[1:])))) for one in others]
        problem = replace(problem, groups=(first, *(one for one in others if len(one.members) > 2)))
    if rng.random() < 0.3:
        after = problem.after_school
        problem = replace(problem, after_school=replace(after, start=after.start - rng.choice((10, 15, 25, 60))))
    if rng.random() < 0.5:
        # Everybody teaches more, so that cover is needed.
        taught = tuple(replace(lesson, teachers=(rng.choice(problem.teachers).id,)) for lesson in problem.lessons)
        policy = replace(problem.policy, cover_per_week=rng.choice((2, 3)), releases_per_class=rng.choice((4, 9)))
        problem = replace(problem, lessons=(*problem.lessons, *taught), policy=policy)
    return _every_day_alike(rng, problem) if rng.random() < 0.4 else problem


def _every_day_alike(rng: random.Random, problem: Problem) -> Problem:
    """A cycle of one day, often of one period: few slices, which are asked for again and again."""
    day = problem.lessons[0].day
    bells = problem.days[day][: rng.choice((1, 1, 2))]
    names = {period.name for period in bells}
    first = problem.lessons[0].teachers or (problem.teachers[0].id,)
    kept = tuple(one for one in problem.lessons if one.day == day and one.period in names)
    return replace(
        problem,
        calendar=tuple(SchoolDay(each.on, day) for each in problem.calendar),
        days={day: bells},
        lessons=kept or (Lesson(day, bells[0].name, first, "7A"),),
        teachers=tuple(replace(one, caps=Caps()) for one in problem.teachers),
        groups=tuple(replace(one, observations_each=rng.choice((3, 6)), host_spread=9) for one in problem.groups),
    )


def completed(model: Linear, known: Mapping[int, int]) -> tuple[int, ...] | None:
    """Values that keep the model and are just as *known*; None when there are none."""
    held = model.narrowed([])
    for column, value in known.items():
        if not held.lows[column] <= value <= held.highs[column]:
            return None
        held.lows[column] = held.highs[column] = value
    answer = engine.searched(held, [], QUICK)
    assert answer.ending in {Ending.PROVED, Ending.IMPOSSIBLE}
    return answer.values or None


def place(index: Index, lesson: ResearchLesson) -> tuple[int, tuple[str, str]]:
    at = index.place(lesson.on)
    return at, (index.day_of[at], lesson.period)


def missing(problem: Problem, plan: Plan) -> list[int]:
    """How many observations each member of each group lacks."""
    seen = Counter((lesson.group, one.observer) for lesson in plan.research_lessons for one in lesson.observations)
    return [
        group.observations_each - seen[group.id, member] for group in problem.groups for member in group.members
    ]  # fmt: skip


def counted(index: Index, plan: Plan, counts: Relaxation) -> dict[int, int]:
    """The columns that a plan speaks of, with its values; fails where the model has no column for what it does."""
    values = dict.fromkeys((*counts.lessons.values(), *counts.ways.values()), 0)
    for lesson in plan.research_lessons:
        at, slot = place(index, lesson)
        (held,) = (
            column for (group, host, when, days), column in counts.lessons.items()
            if (group, host, when) == (lesson.group, lesson.host, slot) and at in days
        )  # fmt: skip
        values[held] += 1
        for one in lesson.observations:
            by = one.cover_by if one.release is Release.MUTUAL else None
            (column,) = (
                column for (group, host, when, way), column in counts.ways.items()
                if (group, host, when) == (lesson.group, lesson.host, slot) and at in way.dates
                and (way.observer, way.release, way.cover_by) == (one.observer, one.release, by)
            )  # fmt: skip
            values[column] += 1
    return values | dict(zip(counts.unscheduled, missing(index.problem, plan), strict=True))


@pytest.mark.parametrize("daily", [False, True])
def test_every_plan_keeps_every_row_of_the_relaxation(daily: bool) -> None:
    for number, (problem, plan) in enumerate(planned()):
        index = Index(problem)
        counts = relax(index, daily=daily)

        values = completed(counts.model, counted(index, plan, counts))

        assert values is not None, (number, problem, plan)
        assert counts.model.is_kept_by(values)
        reached = figures(problem, plan)
        assert [sum(values[column] for column in columns) for columns in (*counts.levels, counts.mutual)] == [
            reached.unscheduled, reached.external, reached.exchange, reached.mutual,
        ]  # fmt: skip


@pytest.mark.parametrize("daily", [False, True])
def test_no_bound_of_a_relaxation_is_better_than_a_plan(daily: bool) -> None:
    for number, (problem, plan) in enumerate(planned()[::4]):
        counts = relax(Index(problem), daily=daily)
        reached = figures(problem, plan)
        levels = (reached.unscheduled, reached.external, reached.exchange)

        for level, figure in enumerate(levels):
            before = zip(counts.levels[:level], levels, strict=False)
            model = counts.model.narrowed((columns, None, most) for columns, most in before)
            bound = engine.relaxed_bound(model, counts.levels[level], QUICK)
            assert bound is not None, "there is such a plan, so that it cannot be empty"
            assert bound <= figure, (number, level, problem, plan)


# ---- the exact model -------------------------------------------------------------------------------------


def exactly(index: Index, plan: Plan, built: Dated) -> dict[int, int]:
    """The columns of the exact model that a plan speaks of; debriefs aside, which may be held at other times."""
    values = dict.fromkeys((*built.lessons.values(), *built.watches.values()), 0)
    for lesson in plan.research_lessons:
        at, slot = place(index, lesson)
        key = Key(lesson.group, lesson.host, at, slot)
        values[built.lessons[key]] = 1
        for one in lesson.observations:
            by = one.cover_by if one.release is Release.MUTUAL else None
            values[built.watches[key, Watch(one.observer, one.slice, one.release, by)]] = 1
    return values | dict(zip(built.unscheduled, missing(index.problem, plan), strict=True))


def test_every_plan_keeps_every_row_of_the_exact_model() -> None:
    for number, (problem, plan) in enumerate(planned()[::2]):
        index = Index(problem)
        built = dated(index, everything(index, problem.groups))

        values = completed(built.model, exactly(index, plan, built))

        assert values is not None, (number, problem, plan)
        reached = figures(problem, plan)
        assert [sum(values[column] for column in columns) for columns in (*built.levels, built.mutual)] == [
            reached.unscheduled, reached.external, reached.exchange, reached.mutual,
        ]  # fmt: skip


@pytest.mark.parametrize("settled", [False, True])
def test_whatever_keeps_the_exact_model_is_a_plan(settled: bool) -> None:
    found = 0

    for number, problem in enumerate(schools()):
        index = Index(problem)
        scope = everything(index, problem.groups)
        if size(index, scope) > 700:
            continue
        built = dated(index, scope)
        rng = random.Random(number)
        wanted = [*built.watches.values(), *built.offers.values(), *built.talks.values()]
        # Anything at all, the more of it the better: what is not forbidden has to be allowed.
        weights = [-rng.randint(0, 9) for _ in wanted]
        answer = engine.searched(built.model, wanted, Effort(seconds=0.4, seed=number), weights=weights)
        if not answer.values:
            continue

        plan = read_off(index, built, answer.values, QUICK, settled=settled)

        found += len(plan.research_lessons)
        assert violations(problem, plan) == [], (number, problem)
        assert len(plan.research_lessons) == sum(answer.values[column] for column in built.lessons.values())
    assert found > 100


# ---- what is used to the full --------------------------------------------------------------------------------

FULL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(date(2026, 11, 2 + day), "D") for day in range(3)),
    days={"D": (Period("1", 540, 600),)},
    after_school=AfterSchool(900, 960, frozenset({1, 2, 3})),
    teachers=tuple(Teacher(who) for who in "ABCDZ"),
    lessons=(Lesson("D", "1", ("A",), "7A"), Lesson("D", "1", ("B",), "7B"), Lesson("D", "1", ("C",), "7C")),
    groups=(Group("g", ("A", "B", "C", "D"), 6, host_spread=9),),
    policy=Policy(ppa_percent=0, cover_per_week=9, releases_per_class=9),
)
"""One period of two slices a day, three days. A, B and C teach then, D and Z are free."""


def _full(*seen: Observation, host: str = "A") -> Plan:
    return Plan(tuple(ResearchLesson("g", host, day.on, "1", seen, Debrief(day.on, 900)) for day in FULL.calendar))


FULL_PLANS = {
    "A hosts in every slice": _full(Observation("B", 0, Release.EXTERNAL), Observation("C", 1, Release.EXTERNAL)),
    "D covers in every slice": _full(Observation("B", 0, Release.MUTUAL, "D"), Observation("C", 1, Release.MUTUAL, "D")),
    "Z covers in every slice": _full(
        Observation("B", 0, Release.EXCHANGE, "Z"), Observation("C", 1, Release.EXCHANGE, "Z")
    ),
    "D watches and covers": _full(Observation("D", 0, Release.NONE), Observation("C", 1, Release.MUTUAL, "D")),
}  # fmt: skip


@pytest.mark.parametrize("what", FULL_PLANS)
@pytest.mark.parametrize("daily", [False, True])
def test_what_is_used_to_the_full_is_not_used_too_much(what: str, daily: bool) -> None:
    counts = relax(Index(FULL), daily=daily)
    plan = FULL_PLANS[what]
    assert violations(FULL, plan) == []

    assert completed(counts.model, counted(Index(FULL), plan, counts)) is not None


# ---- what was looked at ----------------------------------------------------------------------------------


def test_plans_of_every_kind_were_looked_at() -> None:
    releases: Counter[Release] = Counter()
    kinds: Counter[str] = Counter()

    for problem, plan in planned():
        releases.update({one.release for lesson in plan.research_lessons for one in lesson.observations})
        kinds.update(_kinds(problem, plan))

    assert len(planned()) > 250
    assert min(releases[release] for release in Release) > 30
    assert min(kinds[kind] for kind in ("in two groups", "debrief in a period", "several groups", "early")) > 20


def _kinds(problem: Problem, plan: Plan) -> Iterator[str]:
    busy = Counter(
        who for group, who in {
            (lesson.group, who) for lesson in plan.research_lessons
            for who in (lesson.host, *(one.observer for one in lesson.observations))
        }
    )  # fmt: skip
    if max(busy.values(), default=0) > 1:
        yield "in two groups"
    if len({lesson.group for lesson in plan.research_lessons}) > 1:
        yield "several groups"
    after = problem.after_school
    if any(not after.start <= lesson.debrief.start < after.end for lesson in plan.research_lessons):
        yield "debrief in a period"
    if after.start < max(bells[-1].end for bells in problem.days.values()):
        yield "early"
