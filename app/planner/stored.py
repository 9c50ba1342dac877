"""Problems, plans and figures as a run keeps them: text of the interchange format, and plain JSON values. Pure."""

import json
from dataclasses import asdict
from typing import Any

from app.planner.interchange import instance_json, plan_json, read_instance, read_plan, reason_json
from app.planner.problem import Bounds, Figures, Outcome, Plan, Problem, Progress, Reason, Status

Json = dict[str, Any]


def problem_text(problem: Problem) -> str:
    return json.dumps(instance_json(problem), ensure_ascii=False, separators=(",", ":"))


def problem_of(text: str) -> Problem:
    """Raises: UnreadableInstance, it was written by another release."""
    return read_instance(text.encode())


def plan_text(plan: Plan) -> str:
    return json.dumps(plan_json(plan), ensure_ascii=False, separators=(",", ":"))


def plan_of(text: str) -> Plan:
    """Raises: UnreadablePlan, it was written by another release."""
    return read_plan(text.encode())


def figures_kept(figures: Figures) -> Json:
    return asdict(figures)


def figures_of(kept: Json) -> Figures | None:
    """None where there are none yet."""
    return Figures(**kept) if kept else None


def bounds_kept(bounds: Bounds) -> Json:
    return asdict(bounds)


def bounds_of(kept: Json) -> Bounds | None:
    """None where there are none yet."""
    return Bounds(**kept) if kept else None


def progress_kept(progress: Progress, said_at: str) -> Json:
    return {"stage": progress.stage, "seconds": round(progress.seconds, 1), "said_at": said_at}


def reasons_kept(reasons: tuple[Reason, ...]) -> list[Json]:
    return [reason_json(reason) for reason in reasons]


def status_of(figures: Figures | None, bounds: Bounds | None) -> Status | None:
    """How good a plan is known to be; None while there is none."""
    if figures is None or bounds is None:
        return None
    return Outcome(Plan(), figures, bounds, 0.0).status


def contradicts(figures: Figures, bounds: Bounds) -> bool:
    """Whether something was called impossible that the plan does: a fault of the first order."""
    for did, proved in (
        (figures.unscheduled, bounds.unscheduled),
        (figures.external, bounds.external),
        (figures.exchange, bounds.exchange),
    ):
        if did != proved:
            return did < proved
    return False
