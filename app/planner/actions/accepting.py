"""Accepting a plan: everything is booked in one transaction, if the school is still as it was planned for."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from app.cover.rules import CoverKind
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.planner import queries, stored
from app.planner.changes import changes
from app.planner.errors import PlanIsStale, RunNotDone
from app.planner.problem import Plan, Release, ResearchLesson
from app.planner.rules import RunState
from app.planner.schemas import RunIn
from app.planner.snapshot import snapshot
from app.planner.tables import PlannerRun
from app.planner.verify import violations
from app.school_year import queries as years
from app.study import actions as study
from app.study import rules as study_rules
from app.study.actions import PlannedObserver, PlannedRound

_RELEASES = {
    Release.NONE: (study_rules.Release.NONE, CoverKind.MUTUAL),
    Release.CO_TEACHER: (study_rules.Release.CO_TEACHER, CoverKind.MUTUAL),
    Release.MUTUAL: (study_rules.Release.COVER, CoverKind.MUTUAL),
    Release.EXCHANGE: (study_rules.Release.COVER, CoverKind.EXCHANGE),
    Release.EXTERNAL: (study_rules.Release.COVER, CoverKind.MUTUAL),
}
"""What a release of the plan is to a round. With nobody to ask, cover goes to the cover lead at once."""


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
    plan = _plan_that_still_fits(session, actor, row, now)
    study.schedule_plan(session, actor, [_round(lesson) for lesson in plan.research_lessons], now, run_id=row.id)
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
    """The run's plan, if the same question were asked today in the same words."""
    problem_text, plan_text, _ = queries.documents(session, actor, row.id)
    assert plan_text is not None, "ck_planner_run_has_a_plan"
    plan = stored.plan_of(plan_text)
    try:
        taken = snapshot(session, actor, RunIn.model_validate(row.request), row.first_on)
    except DomainError as refusal:
        raise PlanIsStale(changes=[_sentence(str(refusal))]) from refusal
    if taken.digest != row.digest:
        names = dict(taken.names) | queries.names_in(session, actor, taken.problem.groups)
        raise PlanIsStale(changes=changes(stored.problem_of(problem_text), taken.problem, names))
    if past := _past(plan, years.today(session, actor, now)):
        raise PlanIsStale(changes=[f"The plan begins on {past:%A} {past.day} {past:%B}, which has come already."])
    if broken := violations(taken.problem, plan):
        raise PlanIsStale(changes=[_sentence(broken[0].text)])
    return plan


def _past(plan: Plan, today: date) -> date | None:
    """The first day of the plan, if it is not to come any more."""
    first = min((lesson.on for lesson in plan.research_lessons), default=None)
    return first if first is not None and first <= today else None


def _round(lesson: ResearchLesson) -> PlannedRound:
    return PlannedRound(
        group_id=UUID(lesson.group), host_id=UUID(lesson.host), held_on=lesson.on, period=lesson.period,
        observers=[
            PlannedObserver(
                UUID(one.observer), one.slice, *_RELEASES[one.release], UUID(one.cover_by) if one.cover_by else None
            )
            for one in lesson.observations
        ],
        debrief_on=lesson.debrief.on,
        debrief_start=time(lesson.debrief.start // 60, lesson.debrief.start % 60),
    )  # fmt: skip


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
