"""Reads of plans: runs and how far they are, the plan of one, what the form needs, times for one group, and why not."""

from app.planner.queries.documents import documents
from app.planner.queries.family import Family, Holdings, family, holdings, to_repair
from app.planner.queries.form import form
from app.planner.queries.options import options
from app.planner.queries.plan import plan_out
from app.planner.queries.runs import names_in, run, run_out, runs_page, summaries, waiting
from app.planner.queries.standing import Posed, posed
from app.planner.queries.why import why_not

__all__ = [
    "Family",
    "Holdings",
    "Posed",
    "documents",
    "family",
    "form",
    "holdings",
    "names_in",
    "options",
    "plan_out",
    "posed",
    "run",
    "run_out",
    "runs_page",
    "summaries",
    "to_repair",
    "waiting",
    "why_not",
]
