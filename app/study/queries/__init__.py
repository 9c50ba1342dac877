"""Reads of rounds, and the views that people open: the week, the planning grid, the desk."""

from app.study.queries.desk import desk, unplaced
from app.study.queries.out import round_out, summaries
from app.study.queries.planning import plan_week
from app.study.queries.rounds import (
    day_of,
    observation,
    observations,
    of_plans,
    of_week,
    round_,
    round_counts,
    rounds_page,
    rounds_since,
    seat,
    seats,
    stale_count,
    to_log,
    year_of,
)
from app.study.queries.touched import touched_rounds
from app.study.queries.week import my_week

__all__ = [
    "day_of",
    "desk",
    "my_week",
    "observation",
    "observations",
    "of_plans",
    "of_week",
    "plan_week",
    "round_",
    "round_counts",
    "round_out",
    "rounds_page",
    "rounds_since",
    "seat",
    "seats",
    "stale_count",
    "summaries",
    "to_log",
    "touched_rounds",
    "unplaced",
    "year_of",
]
