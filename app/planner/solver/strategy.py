"""How a school is planned: count, date, prove, improve. One `Run` is one problem with a deadline.

1. *Count.* The cycle relaxation's linear bounds are certified; HiGHS finds counts that meet them, or CP-SAT proves that
   none do. Then the same again for the two levels that make a plan kind: the busiest coverer, and mutual cover.
2. *Date.* The exact model of just those lessons gives them dates, slices, coverers and debriefs.
3. *Prove.* Where a figure is above its bound, CP-SAT looks for something better, first in counts, then, where the
   school is small enough, in the exact model of everything.
4. *Improve.* What is left of the time goes to a few groups at once, the rest pinned.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from app.planner.problem import Bounds, Figures, Group, Limits, Plan, Problem, Progress
from app.planner.solver import engine
from app.planner.solver.dated import Dated, Key, Scope, busiest, dated, everything, size, values_of
from app.planner.solver.engine import Effort, Ending
from app.planner.solver.index import Index
from app.planner.solver.linear import Linear
from app.planner.solver.read_off import read_off
from app.planner.solver.relaxation import Relaxation, relax
from app.planner.solver.tally import tally

EXACT_COLUMNS: Final = 6_000
"""A problem up to this size is solved as one exact model, all five levels."""

WHOLE_COLUMNS: Final = 150_000
"""Up to this size the exact model of everything is worth a try for what is left to prove."""

PART_COLUMNS: Final = 12_000
"""About how large a part may be that is planned anew while the rest is pinned."""

STEP_SECONDS: Final = 15.0
"""No single search takes longer, so that a better idea gets its turn."""


@dataclass(slots=True)
class Run:
    """One problem, what is known of it so far, and what time is left."""

    problem: Problem
    limits: Limits
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    began: float = field(default_factory=monotonic)
    plan: Plan | None = None
    figures: Figures | None = None
    bounds: Bounds = field(default_factory=Bounds)
    marks: dict[str, float] = field(default_factory=dict)
    index: Index = field(init=False)
    counts: Relaxation = field(init=False)
    _proved: dict[tuple[int, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = Index(self.problem)
        self.counts = relax(self.index)

    # ---- time and telling --------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds until the limit; nothing when cancelled."""
        if self.cancelled is not None and self.cancelled():
            return 0.0
        return max(0.0, self.limits.seconds - self.seconds)

    def effort(self, seconds: float = STEP_SECONDS) -> Effort:
        """What one search may use."""
        return Effort(min(seconds, max(0.05, self.left)), self.limits.workers, self.limits.seed, self.cancelled)

    def tell(self, stage: str) -> None:
        """Let who waits know how far it is."""
        if self.progress is not None:
            self.progress(Progress(stage, self.seconds, self.figures, self.bounds))

    def offer(self, plan: Plan | None, stage: str) -> bool:
        """Keep *plan* if it is the best so far."""
        if plan is None:
            return False
        figures = tally(self.problem, plan)
        if self.figures is not None and figures >= self.figures:
            return False
        self.plan, self.figures = plan, figures
        self.marks.setdefault("first", self.seconds)
        self.marks["best"] = self.seconds
        self.tell(stage)
        return True

    # ---- 1. count ----------------------------------------------------------------------------------

    def bound(self, level: int, before: Sequence[int]) -> int:
        """Proved: with the earlier levels at most *before*, this level is at least so much."""
        key = (level, *before)
        if key not in self._proved:
            model = self._at_most(before)
            lower = engine.relaxed_bound(model, self.counts.levels[level], self.effort())
            self._proved[key] = max(0, lower or 0)
        return self._proved[key]

    def _at_most(self, figures: Sequence[int]) -> Linear:
        pairs = zip(self.counts.levels, figures, strict=False)
        return self.counts.model.narrowed((columns, None, most) for columns, most in pairs)

    def count(self) -> Sequence[int] | None:
        """Counts as good as can be found: the three proved levels, then the two kind ones."""
        targets: list[int] = []
        for level in range(3):
            targets.append(self.bound(level, targets))
            self.bounds = Bounds(*targets)
        self.tell("counting")
        found = self._values(self._at_most(targets[:2]), self.counts.exchange)
        if found is None:
            found, targets = self._one_by_one()
        if found is None:
            return None
        targets = [sum(found[column] for column in columns) for columns in self.counts.levels]
        return self._kinder(targets, found)

    def _one_by_one(self) -> tuple[Sequence[int] | None, list[int]]:
        """Level by level, where the linear bounds cannot be met."""
        found: Sequence[int] | None = None
        targets: list[int] = []
        for columns in self.counts.levels:
            better = self._values(self._at_most(targets), columns) if self.left else None
            if better is None and found is None:
                return None, targets
            found = better or found
            assert found is not None
            targets.append(sum(found[column] for column in columns))
        return found, targets

    def _values(self, model: Linear, objective: Sequence[int]) -> Sequence[int] | None:
        answer = engine.good_values(model, objective, self.effort())
        if answer.ending is Ending.NOTHING:
            answer = engine.searched(model, objective, self.effort())
        return answer.values or None

    def _kinder(self, targets: Sequence[int], found: Sequence[int]) -> Sequence[int]:
        """The same figures with cover spread wider, then with less mutual cover."""
        held = self._at_most(targets)
        loads = [sum(found[column] for column in columns) for columns in self.counts.covers.values()]
        for most in range(min(max(loads, default=0), 1), max(loads, default=0) + 1):
            model = held.narrowed((columns, None, most) for columns in self.counts.covers.values())
            if engine.relaxed_bound(model, self.counts.mutual, self.effort()) is None:
                continue
            answer = engine.good_values(model, self.counts.mutual, self.effort())
            if answer.values:
                return answer.values
        return found

    # ---- 2. date -----------------------------------------------------------------------------------

    def date(self, found: Sequence[int]) -> bool:
        """A plan with just the counted lessons: first with their figures, otherwise as near as can be."""
        built = dated(self.index, self._chosen(found))
        targets = [sum(found[column] for column in columns) for columns in self.counts.levels]
        most = max((sum(found[c] for c in columns) for columns in self.counts.covers.values()), default=0)
        mutual = sum(found[column] for column in self.counts.mutual)
        rows = [(columns, None, value) for columns, value in zip(built.levels, targets, strict=True)]
        kind = [(built.mutual, None, mutual), *((columns, None, most) for columns in built.covers.values())]
        for extra in ([*rows, *kind], rows):
            answer = engine.searched(built.model.narrowed(extra), [], self.effort())
            if answer.values:
                return self.offer(self._plan(built, answer.values), "dating")
        return False

    def _chosen(self, found: Sequence[int]) -> Scope:
        scope = Scope()
        for (group, host, slot, way), column in self.counts.ways.items():
            if found[column]:
                for at in way.dates:
                    key = Key(group, host, at, slot)
                    scope.open.setdefault(key, set()).add((way.observer, way.release, way.cover_by))
        return scope

    def _plan(self, built: Dated, values: Sequence[int]) -> Plan:
        return read_off(self.index, built, values, self.effort(2.0))

    # ---- 3. prove ----------------------------------------------------------------------------------

    def settle_bounds(self) -> bool:
        """Bounds that go with the plan's own figures; whether all three are met."""
        assert self.figures is not None
        reached = (self.figures.unscheduled, self.figures.external, self.figures.exchange)
        self.bounds = Bounds(*(self.bound(level, reached[:level]) for level in range(3)))
        return self.gap() is None

    def gap(self) -> int | None:
        """The first level whose figure is above its bound."""
        assert self.figures is not None
        figures = (self.figures.unscheduled, self.figures.external, self.figures.exchange)
        bounds = (self.bounds.unscheduled, self.bounds.external, self.bounds.exchange)
        return next((level for level in range(3) if figures[level] > bounds[level]), None)

    def close_in_counts(self) -> None:
        """Level by level: prove that counts allow nothing better, or date what is better."""
        for level in range(3):
            while self.left and self._closer(level):
                pass

    def _closer(self, level: int) -> bool:
        """Try to close the gap of one level; whether a better plan was dated and it is worth another look."""
        assert self.figures is not None
        reached = (self.figures.unscheduled, self.figures.external, self.figures.exchange)
        before = reached[:level]
        if self.bound(level, before) >= reached[level]:
            return False
        columns = self.counts.levels[level]
        answer = engine.searched(self._at_most([*before, reached[level] - 1]), columns, self.effort())
        if answer.ending is Ending.IMPOSSIBLE:
            self._proved[level, *before] = reached[level]
        elif answer.bound is not None:
            self._proved[level, *before] = max(self._proved[level, *before], min(answer.bound, reached[level]))
        dated_better = bool(answer.values) and self.date(answer.values)
        self.settle_bounds()
        return dated_better

    def exact(self, scope: Scope, *, kind: bool) -> bool:
        """The exact model of everything, level by level from the best plan known. Whether it was solved to the end.

        With *kind* the busiest coverer and mutual cover are made best too.
        """
        built = dated(self.index, scope)
        model, most = busiest(built)
        levels: list[list[int]] = [*built.levels, *([[most], built.mutual] if kind else [])]
        hint = values_of(built, self.plan, self.index) if self.plan else None
        held: list[int] = []
        for level, columns in enumerate(levels):
            if not self.left:
                return False
            rows = [(earlier, None, value) for earlier, value in zip(levels, held, strict=False)]
            answer = engine.searched(
                model.narrowed(rows), columns, self.effort(self.left), hint=self._padded(hint, model)
            )
            if answer.values:
                hint = list(answer.values)
                self.offer(self._plan(built, answer.values), "proving")
            if level < len(self.counts.levels) and answer.bound is not None:
                key = (level, *held)
                self._proved[key] = max(self._proved.get(key, 0), answer.bound)
            if answer.ending is not Ending.PROVED:
                return False
            held.append(sum(answer.values[column] for column in columns))
        return True

    def _padded(self, hint: Sequence[int] | None, model: Linear) -> Sequence[int] | None:
        return None if hint is None else [*hint, *model.lows[len(hint) :]]

    # ---- 4. improve --------------------------------------------------------------------------------

    def improve(self) -> None:
        """Plan a few groups anew while the others are pinned, until the bounds are met or time is up."""
        chance = random.Random(self.limits.seed)
        idle = 0
        while self.left > 0.5 and not self.settle_bounds() and idle < 4 * len(self.problem.groups) + 20:
            idle = 0 if self._anew(self._few(chance)) else idle + 1

    def _few(self, chance: random.Random) -> list[Group]:
        """Groups to plan anew: one that costs something, and others at random as far as the size allows."""
        assert self.plan is not None
        costly = sorted({
            lesson.group for lesson in self.plan.research_lessons
            if any(o.release in {"external", "exchange"} for o in lesson.observations)
        } | _short(self.problem, self.plan))  # fmt: skip
        first = chance.choice(costly) if costly else chance.choice(self.problem.groups).id
        others = [group for group in self.problem.groups if group.id != first]
        chance.shuffle(others)
        chosen, room = [self.index.groups[first]], PART_COLUMNS
        room -= size(self.index, everything(self.index, chosen))
        for group in others:
            needed = size(self.index, everything(self.index, [group]))
            if needed > room or len(chosen) >= 6:
                break
            chosen.append(group)
            room -= needed
        return chosen

    def _anew(self, groups: Iterable[Group]) -> bool:
        assert self.plan is not None
        groups = list(groups)
        ids = {group.id for group in groups}
        scope = everything(self.index, groups)
        scope.pinned = tuple(lesson for lesson in self.plan.research_lessons if lesson.group not in ids)
        built = dated(self.index, scope)
        asked = 1 + sum(group.observations_each * len(group.members) for group in self.problem.groups)
        columns = [column for level in built.levels for column in level]
        weights = [w for level, w in zip(built.levels, (asked * asked, asked, 1), strict=True) for _ in level]
        answer = engine.searched(
            built.model, columns, self.effort(5.0), weights=weights, hint=values_of(built, self.plan, self.index)
        )
        return bool(answer.values) and self.offer(self._plan(built, answer.values), "improving")


def _short(problem: Problem, plan: Plan) -> set[str]:
    """The groups that miss observations."""
    seen: dict[str, int] = {}
    for lesson in plan.research_lessons:
        seen[lesson.group] = seen.get(lesson.group, 0) + len(lesson.observations)
    return {
        group.id for group in problem.groups if seen.get(group.id, 0) < group.observations_each * len(group.members)
    }
