"""Reads of plans: runs and how far they are, the plan of one, what the form needs, and why not."""

from app.planner.queries.form import form
from app.planner.queries.plan import plan_out
from app.planner.queries.runs import documents, names_in, run, run_out, runs_page, summaries, waiting
from app.planner.queries.why import why_not

__all__ = [
    "documents",
    "form",
    "names_in",
    "plan_out",
    "run",
    "run_out",
    "runs_page",
    "summaries",
    "waiting",
    "why_not",
]
