"""On tiny schools the solver finds what trying everything finds: all five figures, and bounds that are never too good."""

import random

import pytest
from brute import TooLarge, best_figures
from planning import random_problem

from app.planner.problem import Limits, Status
from app.planner.solver import solve
from app.planner.verify import figures, violations

SEEDS = range(400)


@pytest.mark.parametrize("first", SEEDS[::50])
def test_the_solver_finds_what_trying_everything_finds(first: int) -> None:
    compared = 0

    for seed in range(first, first + 50):
        problem = random_problem(
            random.Random(seed), teachers=(3, 5), groups=(1, 2), dates=(1, 3), periods=(1, 2), observations_each=(1, 2),
            members_max=3,
        )  # fmt: skip
        try:
            expected = best_figures(problem)
        except TooLarge:
            continue
        outcome = solve(problem, Limits(seconds=30, workers=1))

        compared += 1
        assert violations(problem, outcome.plan) == [], seed
        assert figures(problem, outcome.plan) == outcome.figures == expected, seed
        assert outcome.status is Status.OPTIMAL, seed
    assert compared > 30
