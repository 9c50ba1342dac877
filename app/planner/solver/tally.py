"""The figures of a plan, counted while searching. What is stored or shown is counted again by `verify`."""

from collections import Counter

from app.planner.problem import Figures, Plan, Problem, Release


def tally(problem: Problem, plan: Plan) -> Figures:
    """The five figures of *plan*, best first."""
    releases: Counter[Release] = Counter()
    covers: Counter[str] = Counter()
    seen = 0
    for lesson in plan.research_lessons:
        seen += len(lesson.observations)
        for observation in lesson.observations:
            releases[observation.release] += 1
            if observation.cover_by is not None:
                covers[observation.cover_by] += 1
    asked = sum(group.observations_each * len(group.members) for group in problem.groups)
    return Figures(
        unscheduled=asked - seen,
        external=releases[Release.EXTERNAL],
        exchange=releases[Release.EXCHANGE],
        busiest_cover=max(covers.values(), default=0),
        mutual=releases[Release.MUTUAL],
    )
