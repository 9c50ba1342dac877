"""Finds the plan that needs the least cover, and proves how good it is. Pure: a problem in, an outcome out.

Nothing outside this package knows how. `engine` is the only file that knows OR-Tools.
"""

from collections.abc import Callable

from app.planner.greedy import greedy
from app.planner.problem import Limits, Outcome, Problem, Progress, Reason
from app.planner.solver.explaining import reasons
from app.planner.solver.repairing import Declined, repair
from app.planner.solver.run import Run
from app.planner.solver.strategy import plan_school

__all__ = ["Declined", "repair", "solve"]


def solve(
    problem: Problem,
    limits: Limits,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """The best plan that can be found within *limits*, and what is proved of it.

    *cancelled* is asked often, from other threads too; once it says yes the best plan so far is returned. The bounds
    are valid however the run ends.
    """
    run = Run(problem, limits, progress, cancelled)
    run.tell("starting")
    plan_school(run)
    if "first" not in run.marks:
        # There was no time for more than a person would find.
        run.offer(greedy(problem), "by hand")
    if run.gap() is None:
        run.marks["proof"] = run.seconds
    why: tuple[Reason, ...] = ()
    if run.figures.unscheduled or run.figures.external:
        proved = run.figures.unscheduled == run.bounds.unscheduled
        why = reasons(problem, run.plan, limits.seed, proved=proved)
    run.tell("done")
    return Outcome(run.plan, run.figures, run.bounds, run.seconds, why, run.marks)
