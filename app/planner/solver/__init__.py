"""Finds the plan that needs the least cover, and proves how good it is. Pure: a problem in, an outcome out.

Nothing outside this package knows how. `engine` is the only file that knows OR-Tools.
"""

from collections.abc import Callable

from app.planner.problem import Limits, Outcome, Plan, Problem, Progress
from app.planner.solver.dated import everything, size
from app.planner.solver.strategy import EXACT_COLUMNS, WHOLE_COLUMNS, Run


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
    scope = everything(run.index, problem.groups)
    columns = size(run.index, scope)
    run.offer(Plan(), "starting")
    solved = columns <= EXACT_COLUMNS and run.exact(scope, kind=True)
    if not solved:
        found = run.count()
        if found is not None:
            run.date(found)
        run.settle_bounds()
        run.close_in_counts()
        run.improve()
        if run.gap() is not None and EXACT_COLUMNS < columns <= WHOLE_COLUMNS and run.left > 1:
            run.exact(scope, kind=False)
    if run.settle_bounds():
        run.marks["proof"] = run.seconds
    run.tell("done")
    assert run.plan is not None
    assert run.figures is not None
    return Outcome(run.plan, run.figures, run.bounds, run.seconds, marks=run.marks)
