"""The only file that knows OR-Tools: what a linear model is worth, and values that keep it.

Three engines, each for what it does best: GLOP for prices that prove a bound, HiGHS for good values of a model whose
relaxation is tight, CP-SAT for models of yes and no and for proofs in whole numbers. A bound is never taken from
floating point: it is either certified (`linear.certified_bound`) or CP-SAT's.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ortools.linear_solver import pywraplp

from app.planner.solver.linear import Linear, certified_bound

WATCH_SECONDS: Final = 0.2
"""How often a running search looks whether it was cancelled."""

WIDE: Final = 1 << 40
"""Stands for no limit in a row."""


class Ending(StrEnum):
    """How a search ended."""

    PROVED = "proved"
    """The values are the best there are."""
    FOUND = "found"
    NOTHING = "nothing"
    """Time ran out before anything was found."""
    IMPOSSIBLE = "impossible"
    """Proved: no values keep the model."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search came to. `bound` is of the objective, and exact."""

    ending: Ending
    values: tuple[int, ...] = ()
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search may use."""

    seconds: float
    workers: int = 1
    seed: int = 1
    cancelled: Callable[[], bool] | None = None


def relaxed_bound(model: Linear, objective: Sequence[int], effort: Effort) -> int | None:
    """A certified lower bound of sum(objective) from the linear relaxation.

    None: the relaxation looks empty, or time ran out; nothing is proved then.
    """
    engine, columns, rows = _floating("GLOP", model, objective, effort)
    status = engine.Solve()
    del columns
    if status != pywraplp.Solver.OPTIMAL:
        return None
    return certified_bound(model, objective, [row.dual_value() for row in rows])


def good_values(
    model: Linear, objective: Sequence[int], effort: Effort, *, weights: Sequence[int] | None = None
) -> Answer:
    """Values by branch and bound over the linear relaxation (HiGHS). Says what it found, proves nothing."""
    engine, columns, _ = _floating("HIGHS", model, objective, effort, weights=weights, whole=True)
    # One option a line; it answers False and takes them all the same. Without the first it speaks on standard output.
    engine.SetSolverSpecificParametersAsString(
        f"output_flag=false\nmip_rel_gap=0\nrandom_seed={effort.seed}\nthreads=1\n"
    )
    status = engine.Solve()
    if status in {pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE}:
        values = tuple(round(column.solution_value()) for column in columns)
        if model.is_kept_by(values):
            return Answer(Ending.FOUND, values)
    return Answer(Ending.NOTHING)


def _floating(
    name: str,
    model: Linear,
    objective: Sequence[int],
    effort: Effort,
    *,
    weights: Sequence[int] | None = None,
    whole: bool = False,
) -> tuple[Any, list[Any], list[Any]]:
    engine = pywraplp.Solver.CreateSolver(name)
    engine.SetTimeLimit(max(1, int(effort.seconds * 1000)))
    infinity = engine.infinity()
    make = engine.IntVar if whole else engine.NumVar
    columns = [make(low, high, "") for low, high in zip(model.lows, model.highs, strict=True)]
    rows = []
    for row in model.rows:
        low = -infinity if row.low is None else row.low
        made = engine.Constraint(low, infinity if row.high is None else row.high)
        for column, weight in zip(row.columns, row.coefficients, strict=True):
            made.SetCoefficient(columns[column], weight)
        rows.append(made)
    goal = engine.Objective()
    for column, weight in _weights(objective, weights or [1] * len(objective)).items():
        goal.SetCoefficient(columns[column], weight)
    goal.SetMinimization()
    return engine, columns, rows


def searched(
    model: Linear,
    objective: Sequence[int],
    effort: Effort,
    *,
    weights: Sequence[int] | None = None,
    hint: Sequence[int] | None = None,
    enough: int | None = None,
    found: Callable[[tuple[int, ...]], None] | None = None,
) -> Answer:
    """Values and an exact bound by CP-SAT. Without an *objective* the first values that keep the model will do.

    *weights* go with *objective* (1 each otherwise). *enough*: stop as soon as the objective is that good.
    *found* hears of every better solution, in another thread.
    """
    from ortools.sat.python import cp_model  # Half a second to import: only when a search is needed.

    proto, columns = _whole(cp_model, model)
    if objective:
        goal = [columns[column] for column in objective]
        proto.minimize(cp_model.LinearExpr.weighted_sum(goal, list(weights or [1] * len(goal))))
    if hint is not None:
        for column, value in zip(columns, hint, strict=True):
            proto.add_hint(column, value)
    solver = _searcher(cp_model, effort)

    class Listener(cp_model.CpSolverSolutionCallback):
        """Hears of each solution and stops the search when one is good enough."""

        def on_solution_callback(self) -> None:
            """Tell, and stop when it will do."""
            if found is not None:
                found(tuple(self.value(column) for column in columns))
            if enough is not None and objective and self.objective_value <= enough:
                self.stop_search()

    with _Watch(solver, effort.cancelled):
        status = solver.solve(proto, Listener() if found is not None or enough is not None else None)
    if status == cp_model.INFEASIBLE:
        return Answer(Ending.IMPOSSIBLE)
    bound = round(solver.best_objective_bound) if objective else None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer(Ending.NOTHING, bound=bound)
    values = tuple(solver.value(column) for column in columns)
    assert model.is_kept_by(values), "CP-SAT broke a row of its own model"
    return Answer(Ending.PROVED if status == cp_model.OPTIMAL else Ending.FOUND, values, bound)


def _whole(cp_model: Any, model: Linear) -> tuple[Any, list[Any]]:
    proto = cp_model.CpModel()
    columns = [
        proto.new_int_var(low, high, "") if high - low != 1 or low else proto.new_bool_var("")
        for low, high in zip(model.lows, model.highs, strict=True)
    ]
    for row in model.rows:
        terms = cp_model.LinearExpr.weighted_sum([columns[c] for c in row.columns], row.coefficients)
        low = -WIDE if row.low is None else row.low
        proto.add_linear_constraint(terms, low, WIDE if row.high is None else row.high)
    return proto, columns


def _searcher(cp_model: Any, effort: Effort) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_time_in_seconds = max(0.01, effort.seconds)
    return solver


def _weights(objective: Iterable[int], each: Iterable[int]) -> dict[int, int]:
    weights: dict[int, int] = {}
    for column, weight in zip(objective, each, strict=True):
        weights[column] = weights.get(column, 0) + weight
    return weights


class _Watch:
    """Stops a search when it is cancelled, while it runs."""

    def __init__(self, solver: Any, cancelled: Callable[[], bool] | None) -> None:
        self._solver, self._cancelled = solver, cancelled
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> None:
        if self._cancelled is not None:
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        assert self._cancelled is not None
        while not self._over.wait(WATCH_SECONDS):
            if self._cancelled():
                self._solver.stop_search()
                return
