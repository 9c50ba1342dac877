"""Accepting a plan: everything is booked in one transaction, if the school is still as it was planned for."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.planner import queries, stored
from app.planner.actions.accepting_repair import change_what_is_booked
from app.planner.actions.fitting import no_refusal, require_still_fits, round_of
from app.planner.errors import PlanIsStale, RunNotDone
from app.planner.problem import Plan
from app.planner.rules import RunKind, RunState
from app.planner.schemas import RunIn
from app.planner.snapshot import snapshot
from app.planner.tables import PlannerRun
from app.school_year import queries as years
from app.study import actions as study


def accept(session: Session, actor: Actor, run_id: UUID, now: datetime) -> PlannerRun:
    """Book the plan of a run. Accepting what is accepted changes nothing.

    Raises:
        RunNotDone: there is no plan to accept.
        PlanIsStale: the school has changed; the caller writes down that the run is stale.
        NotFree, BudgetExhausted, ...: somebody was quicker in this very moment. Nothing is booked.
    """
    row = queries.run(session, actor, run_id, lock=True)
    if row.state == RunState.ACCEPTED:
        return row
    if row.state == RunState.STALE:
        raise PlanIsStale(changes=list(row.changes))
    if row.state != RunState.DONE:
        raise RunNotDone(state=row.state)
    if row.kind == RunKind.REPAIR:
        change_what_is_booked(session, actor, row, now)
    else:
        plan = _plan_that_still_fits(session, actor, row, now)
        study.schedule_plan(session, actor, [round_of(lesson) for lesson in plan.research_lessons], now, run_id=row.id)
    row.state, row.accepted_at, row.accepted_by = RunState.ACCEPTED, now, actor.staff_id
    session.flush()
    return row


def turn_stale(session: Session, actor: Actor, run_id: UUID, told: Iterable[str]) -> None:
    """Write down that the plan of a run does not fit any more, and why."""
    row = queries.run(session, actor, run_id, lock=True)
    if row.state == RunState.DONE:
        row.state, row.changes = RunState.STALE, list(told)
        session.flush()


def _plan_that_still_fits(session: Session, actor: Actor, row: PlannerRun, now: datetime) -> Plan:
    """The run's plan, if the school would still give it as an answer."""
    texts = queries.documents(session, actor, row.id)
    assert texts.plan is not None, "ck_planner_run_has_a_plan"
    plan = stored.plan_of(texts.plan)
    with no_refusal():
        taken = snapshot(session, actor, RunIn.model_validate(row.request), row.first_on)
    if past := _past(plan, years.today(session, actor, now)):
        raise PlanIsStale(changes=[f"The plan begins on {past:%A} {past.day} {past:%B}, which has come already."])
    require_still_fits(session, actor, row, texts.problem, taken, plan)
    return plan


def _past(plan: Plan, today: date) -> date | None:
    """The first day of the plan, if it is not to come any more."""
    first = min((lesson.on for lesson in plan.research_lessons), default=None)
    return first if first is not None and first <= today else None
