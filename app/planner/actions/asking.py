"""Asking for a plan, and thinking better of it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.planner import queries, rules, stored
from app.planner.errors import RunOver, TooManyRuns
from app.planner.rules import RunState
from app.planner.schemas import RunIn
from app.planner.snapshot import first_day, snapshot
from app.planner.tables import PlannerRun, PlannerTicket


def request(session: Session, actor: Actor, wish: RunIn, now: datetime) -> PlannerRun:
    """Write down what is to be planned, as the school is now, and put it into the queue.

    Raises:
        TooManyRuns: as many as may wait are waiting.
        WindowUnusable, NothingToPlan, GroupTwice, GroupsNotReady, SchoolTooLarge, NotFound: it cannot be planned.
    """
    if (waiting := queries.waiting(session, actor)) >= rules.WAITING_MAX:
        raise TooManyRuns(waiting=waiting)
    first_on = first_day(session, actor, wish, now)
    taken = snapshot(session, actor, wish, first_on)
    row = PlannerRun(
        school_id=actor.school_id, requested_by=actor.staff_id, requested_at=now, first_on=first_on,
        last_on=wish.last_on, group_count=len(wish.groups), teacher_count=len(taken.problem.teachers),
        asked=taken.asked, digest=taken.digest, request=wish.model_dump(mode="json"),
        problem=stored.problem_text(taken.problem),
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(PlannerTicket(school_id=actor.school_id, run_id=row.id, queued_at=now))
    session.flush()
    return row


def cancel(session: Session, actor: Actor, run_id: UUID, now: datetime) -> PlannerRun:
    """Take the run's ticket away: whoever works on it sees that within a second, and stops.

    Raises:
        RunOver: it is not being made any more.
    """
    queries.run(session, actor, run_id)
    _tear(session, actor.school_id, run_id)
    row = queries.run(session, actor, run_id, lock=True)
    if row.state == RunState.CANCELLED:
        return row
    if row.state not in rules.WAITED_FOR:
        raise RunOver(state=row.state)
    row.state, row.finished_at = RunState.CANCELLED, now
    session.flush()
    return row


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's runs that nobody accepted and whose term is over; answers with how many."""
    old = (
        (col(PlannerRun.school_id) == school_id)
        & (col(PlannerRun.requested_at) < now - timedelta(days=rules.KEPT_DAYS))
        & (col(PlannerRun.state).not_in([*rules.WAITED_FOR, RunState.ACCEPTED]))
    )
    return session.connection().execute(delete(PlannerRun).where(old)).rowcount


def _tear(session: Session, school_id: UUID, run_id: UUID) -> None:
    mine = (col(PlannerTicket.school_id) == school_id) & (col(PlannerTicket.run_id) == run_id)
    session.execute(delete(PlannerTicket).where(mine))
