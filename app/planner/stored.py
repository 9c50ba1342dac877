"""Problems, plans and figures as a run keeps them: text of the interchange format, and plain JSON values. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from app.planner.difference import Cover
from app.planner.interchange import instance_json, plan_json, read_instance, read_plan, reason_json
from app.planner.problem import Bounds, Figures, Outcome, Plan, Problem, Progress, Reason, Status

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a repair knows beside its problem and the plan that it changes."""

    declined: tuple[Cover, ...] = ()
    """Who was asked and said no: they are not asked for that again."""
    refill: tuple[str, ...] = ()
    """Groups with a lesson that fell out of the plan already."""
    held: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Observations by (group, member) that are settled, and not to be planned anew."""


NOTHING_TOUCHED = Touched()


def touched_kept(touched: Touched) -> list[Json]:
    return [
        *(
            {"declined": teacher, "on": on.isoformat(), "period": period, "slice": number}
            for teacher, on, period, number in touched.declined
        ),
        *({"refill": group} for group in touched.refill),
        *({"held": held, "group": group, "teacher": who} for (group, who), held in sorted(touched.held.items())),
    ]


def touched_of(kept: list[Json]) -> Touched:
    return Touched(
        declined=tuple(
            (one["declined"], date.fromisoformat(one["on"]), one["period"], one["slice"])
            for one in kept if "declined" in one
        ),
        refill=tuple(one["refill"] for one in kept if "refill" in one),
        held={(one["group"], one["teacher"]): one["held"] for one in kept if "held" in one},
    )  # fmt: skip


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


def figures_kept(figures: Figures, settled: int = 0) -> Json:
    """*settled*: observations that only seem to be missing, because they have been held."""
    return asdict(replace(figures, unscheduled=figures.unscheduled - settled))


def figures_of(kept: Json) -> Figures | None:
    """None where there are none yet."""
    return Figures(**kept) if kept else None


def bounds_kept(bounds: Bounds, settled: int = 0) -> Json:
    return asdict(replace(bounds, unscheduled=max(0, bounds.unscheduled - settled)))


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
