"""How a school is planned: count, date, prove, improve.

1. *Count.* The cycle relaxation's linear bounds are certified; HiGHS finds counts that meet them, or comes near. Then
   the same for the two levels that make a plan kind: the busiest coverer, and mutual cover.
2. *Date.* The exact model of just those lessons gives them dates, slices, coverers and debriefs: all of them, or as
   many as there is room for.
3. *Again by days*, where that was not enough and the school is not too large: every day by itself.
4. *Improve and prove* in turn: a few groups at once while the rest is pinned; and CP-SAT on the counts, which finds
   something better or proves that there is nothing.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Final

from app.planner.greedy import greedy
from app.planner.problem import Bounds, Group, Plan, Release
from app.planner.solver import engine
from app.planner.solver.dated import Dated, Key, Scope, busiest, dated, everything, size, values_of
from app.planner.solver.engine import Ending
from app.planner.solver.linear import Linear
from app.planner.solver.read_off import read_off
from app.planner.solver.relaxation import Relaxation
from app.planner.solver.run import Run, at_most, by_level

EXACT_COLUMNS: Final = 6_000
"""A problem up to this size is solved as one exact model, all five levels."""

DAILY_COLUMNS: Final = 90_000
"""Up to this many columns every day is looked at by itself."""

WHOLE_COLUMNS: Final = 60_000
"""Up to this size the exact model of everything is worth a try for what is left to prove."""

PART_COLUMNS: Final = 9_000
"""About how large a part may be that is planned anew while the rest is pinned."""

QUICK_SECONDS: Final = (8.0, 10.0)
"""For values that meet the linear bounds: found soon or hardly ever. Then again with what each group alone proves."""

QUICK_IDLE: Final = 6
IDLE_MAX: Final = 20
"""So many parts in a row that became no better are enough, at first and in the end."""

PROOFS_MAX: Final = 3


def plan_school(run: Run) -> None:
    """Find the best plan in the time there is, and prove what can be proved."""
    scope = everything(run.index, run.problem.groups)
    columns = size(run.index, scope)
    if columns <= EXACT_COLUMNS and exact(run, scope, kind=True):
        return
    _count_and_date(run, run.counts[-1])
    if run.gap() is not None and run.left:
        run.offer(greedy(run.problem), "dating")
        run.bound_groups()
        improve(run, random.Random(run.limits.seed), patience=QUICK_IDLE, until=run.left * 0.6)
    if run.gap() is not None and columns <= DAILY_COLUMNS and run.left > 1:
        _count_and_date(run, run.by_days())
    improve_and_prove(run)
    if run.gap() is not None and columns <= WHOLE_COLUMNS and run.left > 1:
        exact(run, scope, kind=False)


def _count_and_date(run: Run, counts: Relaxation) -> None:
    found = _count(run, counts)
    if found is not None and run.left:
        date(run, counts, found)


# ---- 1. count --------------------------------------------------------------------------------------


def _count(run: Run, counts: Relaxation) -> Sequence[int] | None:
    """Counts as good as can be found: the three proved levels, then the two kind ones."""
    targets = _targets(run)
    run.tell("counting")
    share = run.left * 0.3
    for seconds in QUICK_SECONDS:
        answer = engine.good_values(at_most(counts, targets[:2]), counts.exchange, run.effort(min(seconds, share)))
        if answer.values:
            return _kinder(run, counts, answer.values)
        run.bound_groups()
        again = _targets(run)
        if again[:2] == targets[:2]:
            break
        targets = again
    # Where the linear bounds cannot be met HiGHS rarely ends in time, and then keeps to itself what it has found.
    columns, weights = by_level(counts.levels, _asked(run))
    answer = engine.searched(counts.model, columns, run.effort(share), weights=weights)
    return answer.values or None


def _targets(run: Run) -> list[int]:
    """What is proved of each level when those before are at what is proved of them."""
    targets: list[int] = []
    for level in range(3):
        targets.append(run.bound(level, targets))
    if "first" not in run.marks:
        run.bounds = Bounds(*targets)  # Beside a plan only those are told that go with its own figures.
    return targets


def _kinder(run: Run, counts: Relaxation, found: Sequence[int]) -> Sequence[int]:
    """The same figures with cover spread wider, then with less mutual cover."""
    held = at_most(counts, [sum(found[column] for column in columns) for columns in counts.levels])
    loads = [sum(found[column] for column in columns) for columns in counts.covers.values()]
    for most in range(min(max(loads, default=0), 1), max(loads, default=0) + 1):
        model = held.narrowed((columns, None, most) for columns in counts.covers.values())
        if engine.relaxed_bound(model, counts.mutual, run.effort(5.0)) is None:
            continue
        answer = engine.good_values(model, counts.mutual, run.effort(min(8.0, run.left * 0.15)))
        if answer.values:
            return answer.values
    return found


# ---- 2. date ---------------------------------------------------------------------------------------


def date(run: Run, counts: Relaxation, found: Sequence[int]) -> bool:
    """A plan with just the counted lessons: with their figures if that can be, else the best there is."""
    built = dated(run.index, _chosen(counts, found))
    targets = [sum(found[column] for column in columns) for columns in counts.levels]
    most = max((sum(found[c] for c in columns) for columns in counts.covers.values()), default=0)
    mutual = sum(found[column] for column in counts.mutual)
    rows = [(columns, None, value) for columns, value in zip(built.levels, targets, strict=True)]
    kind = [(built.mutual, None, mutual), *((columns, None, most) for columns in built.covers.values())]
    for extra in ([*rows, *kind], rows):
        answer = engine.searched(built.model.narrowed(extra), [], run.effort(min(10.0, run.left * 0.3)))
        if answer.values:
            return run.offer(plan_of(run, built, answer.values), "dating")
    columns, weights = by_level(built.levels, _asked(run))
    answer = engine.searched(built.model, columns, run.effort(min(10.0, run.left * 0.3)), weights=weights)
    return bool(answer.values) and run.offer(plan_of(run, built, answer.values), "dating")


def _chosen(counts: Relaxation, found: Sequence[int]) -> Scope:
    scope = Scope()
    for (group, host, slot, way), column in counts.ways.items():
        if found[column]:
            for at in way.dates:
                key = Key(group, host, at, slot)
                scope.open.setdefault(key, set()).add((way.observer, way.release, way.cover_by))
    return scope


def plan_of(run: Run, built: Dated, values: Sequence[int]) -> Plan:
    """The plan that the values of an exact model stand for."""
    return read_off(run.index, built, values, run.effort(2.0))


def _asked(run: Run) -> int:
    return sum(group.observations_each * len(group.members) for group in run.problem.groups)


# ---- everything at once, where a school is small -----------------------------------------------------


def exact(run: Run, scope: Scope, *, kind: bool) -> bool:
    """The exact model, level by level from the best plan known. Whether it was solved to the end.

    With *kind* the busiest coverer and mutual cover are made best too.
    """
    built = dated(run.index, scope)
    model, most = busiest(built)
    levels: list[list[int]] = [*built.levels, *([[most], built.mutual] if kind else [])]
    hint: Sequence[int] | None = values_of(built, run.plan, run.index)
    held: list[int] = []
    for level, columns in enumerate(levels):
        if not run.left:
            return False
        rows = [(earlier, None, value) for earlier, value in zip(levels, held, strict=False)]
        answer = engine.searched(
            model.narrowed(rows), columns, run.effort(run.left), hint=_padded(hint, model)
        )  # fmt: skip
        if answer.values:
            hint = list(answer.values)
            run.offer(plan_of(run, built, answer.values), "proving")
        if level < len(built.levels):
            run.learn(level, held, answer.bound)
        if answer.ending is not Ending.PROVED:
            return False
        held.append(sum(answer.values[column] for column in columns))
    run.settle()
    return True


def _padded(hint: Sequence[int] | None, model: Linear) -> Sequence[int] | None:
    return None if hint is None else [*hint, *model.lows[len(hint) :]]


# ---- 4. improve and prove ----------------------------------------------------------------------------


def improve_and_prove(run: Run) -> None:
    """A few groups at once, and now and then a proof, until the bounds are met or time is up."""
    chance = random.Random(run.limits.seed + 1)
    for _ in range(PROOFS_MAX):
        improve(run, chance, patience=IDLE_MAX, until=0.0)
        gap = run.gap()
        if gap is None or run.left < 1:
            return
        better = run.prove(gap)
        if better is not None and run.left > 1:
            date(run, run.counts[-1], better)


def improve(run: Run, chance: random.Random, *, patience: int, until: float) -> None:
    """Plan a few groups anew, again and again: until *patience* of them in a row became no better.

    *until*: stop when no more seconds than that are left.
    """
    idle = 0
    while idle < patience and run.left > max(until, 0.5):
        gap = run.gap()
        if gap is None:
            return
        idle = 0 if _anew(run, _few(run, chance, gap)) else idle + 1


def _few(run: Run, chance: random.Random, gap: int) -> list[Group]:
    """Groups to plan anew: one that costs something, and others at random as far as the size allows."""
    costly = _costly(run, gap)
    first = chance.choice(costly) if costly else chance.choice(run.problem.groups).id
    others = [group for group in run.problem.groups if group.id != first]
    chance.shuffle(others)
    chosen, room = [run.index.groups[first]], PART_COLUMNS
    room -= size(run.index, everything(run.index, chosen))
    for group in others:
        needed = size(run.index, everything(run.index, [group]))
        if needed > room or len(chosen) >= 6:
            break
        chosen.append(group)
        room -= needed
    return chosen


def _costly(run: Run, gap: int) -> list[str]:
    """The groups behind the figure that is above its bound."""
    seen: dict[str, int] = {}
    paid: set[str] = set()
    release = (None, Release.EXTERNAL, Release.EXCHANGE)[gap]
    for lesson in run.plan.research_lessons:
        seen[lesson.group] = seen.get(lesson.group, 0) + len(lesson.observations)
        if any(observation.release is release for observation in lesson.observations):
            paid.add(lesson.group)
    if gap:
        return sorted(paid)
    return [
        group.id for group in run.problem.groups if seen.get(group.id, 0) < group.observations_each * len(group.members)
    ]


def _anew(run: Run, groups: Iterable[Group]) -> bool:
    """Plan *groups* anew while the others are pinned; whether the plan became better."""
    groups = list(groups)
    ids = {group.id for group in groups}
    scope = everything(run.index, groups)
    scope.pinned = tuple(lesson for lesson in run.plan.research_lessons if lesson.group not in ids)
    built = dated(run.index, scope)
    columns, weights = by_level(built.levels, _asked(run))
    hint = values_of(built, run.plan, run.index)
    answer = engine.searched(built.model, columns, run.effort(5.0), weights=weights, hint=hint)
    return bool(answer.values) and run.offer(plan_of(run, built, answer.values), "improving")
