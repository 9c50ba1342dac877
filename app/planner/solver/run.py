"""One problem, what is known of it so far, and what time is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Final

from app.planner.index import Index
from app.planner.problem import Bounds, Figures, Limits, Plan, Problem, Progress
from app.planner.solver import engine
from app.planner.solver.engine import Effort, Ending
from app.planner.solver.linear import Linear
from app.planner.solver.relaxation import Relaxation, relax
from app.planner.verify import figures as figures_of
from app.planner.verify import verdict

GROUP_SECONDS: Final = 2.0
"""For one level of one group by itself, which is small."""

STEP_SECONDS: Final = 15.0
"""No single search takes longer, so that a better idea gets its turn."""


@dataclass(slots=True)
class Run:
    """Keeps the best plan, and of every bound that was proved the best."""

    problem: Problem
    limits: Limits
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    began: float = field(default_factory=monotonic)
    plan: Plan = field(default_factory=Plan)
    figures: Figures = field(init=False)
    bounds: Bounds = field(default_factory=Bounds)
    marks: dict[str, float] = field(default_factory=dict)
    index: Index = field(init=False)
    counts: list[Relaxation] = field(init=False)
    """The relaxations looked at so far, the tightest last."""
    _proved: dict[tuple[int, ...], int] = field(default_factory=dict)
    _relaxed: set[tuple[int, ...]] = field(default_factory=set)
    _alone: dict[str, int] = field(default_factory=dict)
    """group -> proved: so many observations it misses even by itself"""

    def __post_init__(self) -> None:
        self.index = Index(self.problem)
        self.counts = [relax(self.index)]
        self.figures = figures_of(self.problem, self.plan)

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
            figures = self.figures if "first" in self.marks else None
            self.progress(Progress(stage, self.seconds, figures, self.bounds))

    def offer(self, plan: Plan, stage: str) -> bool:
        """Keep *plan* if it is the best so far, and keeps every rule: what is told on the way is checked too."""
        broken, figures = verdict(self.problem, plan)
        if broken:
            self.marks["refused"] = self.seconds  # A fault of ours: the tests look for it.
            return False
        if figures >= self.figures:
            return False
        self.plan, self.figures = plan, figures
        self.marks.setdefault("first", self.seconds)
        self.marks["best"] = self.seconds
        self.settle()
        self.tell(stage)
        return True

    @property
    def reached(self) -> tuple[int, int, int]:
        """The three figures that are proved."""
        return self.figures.unscheduled, self.figures.external, self.figures.exchange

    # ---- bounds ------------------------------------------------------------------------------------

    def bound(self, level: int, before: Sequence[int]) -> int:
        """Proved: with the earlier levels at most *before*, this level is at least so much."""
        for number, counts in enumerate(self.counts):
            key = (number, level, *before)
            if key not in self._relaxed and self.left:
                self._relaxed.add(key)
                model = at_most(counts, before)
                lower = engine.relaxed_bound(model, counts.levels[level], self.effort())
                self.learn(level, before, lower)
        return self._proved.get((level, *before), 0)

    def learn(self, level: int, before: Sequence[int], lower: int | None) -> None:
        """Remember a proof."""
        key = (level, *before)
        self._proved[key] = max(self._proved.get(key, 0), lower or 0)

    def settle(self) -> None:
        """Bounds that go with the plan's own figures, from what is proved already."""
        reached = self.reached
        self.bounds = Bounds(*(self._proved.get((level, *reached[:level]), 0) for level in range(3)))

    def gap(self) -> int | None:
        """The first level whose figure is above its bound, after asking the relaxations; None when all are met."""
        reached = self.reached
        for level in range(3):
            self.bound(level, reached[:level])
        self.settle()
        bounds = (self.bounds.unscheduled, self.bounds.external, self.bounds.exchange)
        return next((level for level in range(3) if reached[level] > bounds[level]), None)

    def bound_groups(self) -> None:
        """Bounds from each group by itself: what all groups miss together is at least what each misses alone.

        The same holds for the next level as long as the plan reaches the sum at the levels before.
        """
        if self._alone:
            return
        sums = [0, 0, 0]
        known = [True, True, True]
        for group in self.problem.groups:
            counts = relax(Index(replace(self.problem, groups=(group,))))
            held: list[int] = []
            for level, columns in enumerate(counts.levels):
                answer = engine.searched(at_most(counts, held), columns, self.effort(GROUP_SECONDS))
                sums[level] += max(0, answer.bound or 0)
                if level == 0:
                    self._alone[group.id] = max(0, answer.bound or 0)
                if answer.ending is not Ending.PROVED:
                    known[level:] = [False] * (3 - level)
                    break
                held.append(sum(answer.values[column] for column in columns))
            if not self.left:
                return
        for counts in self.counts:
            self._tighten(counts)
        self._relaxed.clear()
        before: list[int] = []
        for level, total in enumerate(sums):
            self.learn(level, before, total)
            if not known[level]:
                return
            before.append(total)

    def by_days(self) -> Relaxation:
        """Look at every day by itself from now on."""
        counts = relax(self.index, daily=True)
        self._tighten(counts)
        self.counts.append(counts)
        return counts

    def _tighten(self, counts: Relaxation) -> None:
        for group, least in self._alone.items():
            counts.model.add(counts.missing[group], least, None)

    def prove(self, level: int) -> Sequence[int] | None:
        """Counts from the tightest relaxation that are better at *level*, or a proof that there are none."""
        reached, better = self.reached, None
        for counts in self.counts:
            model = at_most(counts, [*reached[:level], reached[level] - 1])
            answer = engine.searched(model, counts.levels[level], self.effort(min(STEP_SECONDS, self.left * 0.4)))
            if answer.ending is Ending.IMPOSSIBLE:
                self.learn(level, reached[:level], reached[level])
                better = None
                break
            if answer.bound is not None:
                self.learn(level, reached[:level], min(answer.bound, reached[level]))
            better = answer.values or None
        self.settle()
        return better


def at_most(counts: Relaxation, figures: Sequence[int]) -> Linear:
    """The relaxation with its first levels held to *figures*."""
    pairs = zip(counts.levels, figures, strict=False)
    return counts.model.narrowed((columns, None, most) for columns, most in pairs)


def by_level(levels: Sequence[Sequence[int]], asked: int) -> tuple[list[int], list[int]]:
    """One objective for several levels: columns, and weights that put each level before the next."""
    columns = [column for level in levels for column in level]
    base = asked + 1
    weights = [base ** (len(levels) - 1 - place) for place, level in enumerate(levels) for _ in level]
    return columns, weights
