"""Asking for a plan or for its repair, and thinking better of it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.planner import queries, rules, stored
from app.planner.errors import NothingToRepair, RunNotAccepted, RunOver, TooManyRuns
from app.planner.rules import RunKind, RunState
from app.planner.schemas import RepairIn, RunIn
from app.planner.snapshot import first_day, ready, snapshot
from app.planner.tables import PlannerRun, PlannerTicket
from app.school_year import queries as years


def request(session: Session, actor: Actor, wish: RunIn, now: datetime) -> PlannerRun:
    """Write down what is to be planned, as the school is now, and put it into the queue.

    Raises:
        TooManyRuns: as many as may wait are waiting.
        WindowUnusable, NothingToPlan, GroupTwice, GroupsNotReady, SchoolTooLarge, NotFound: it cannot be planned.
    """
    _require_room(session, actor)
    first_on = first_day(session, actor, wish, now)
    taken = snapshot(session, actor, wish, first_on)
    row = PlannerRun(
        school_id=actor.school_id, requested_by=actor.staff_id, requested_at=now, first_on=first_on,
        last_on=wish.last_on, group_count=len(wish.groups), teacher_count=len(taken.problem.teachers),
        asked=taken.asked, digest=taken.digest, request=wish.model_dump(mode="json"),
        problem=stored.problem_text(taken.problem),
    )  # fmt: skip
    return _queue(session, actor, row, now)


def repair(session: Session, actor: Actor, run_id: UUID, wish: RepairIn, now: datetime) -> PlannerRun:
    """Write down what of an accepted plan is to be mended, and put it into the queue. Repairs are of the plan itself.

    Raises:
        RunNotAccepted: nothing of the run is booked.
        NothingToRepair: everything of it that is to come stands.
        TooManyRuns, NothingToPlan, GroupsNotReady, SchoolTooLarge: as request.
    """
    asked = queries.run(session, actor, run_id)
    if asked.state != RunState.ACCEPTED:
        raise RunNotAccepted(state=asked.state)
    _require_room(session, actor)
    of = queries.family(session, actor, asked)
    broken = queries.to_repair(session, actor, of, years.today(session, actor, now))
    if not broken:
        raise NothingToRepair
    root = queries.run(session, actor, asked.parent_run_id or asked.id)
    wanted = RunIn.model_validate(root.request | {"seconds": wish.seconds})
    first_on = first_day(session, actor, wanted, now)
    wanted.groups = ready(session, actor, wanted.groups)
    refill = {str(one.group_id) for one in broken if one.kind != "declined"}
    posed = queries.posed(session, actor, of, wanted, first_on, refill=refill)
    row = PlannerRun(
        school_id=actor.school_id, kind=RunKind.REPAIR, parent_run_id=root.id, requested_by=actor.staff_id,
        requested_at=now, first_on=first_on, last_on=wanted.last_on, group_count=len(wanted.groups),
        teacher_count=len(posed.taken.problem.teachers),
        asked=posed.taken.asked - sum(posed.touched.held.values()), digest=posed.taken.digest,
        request=wanted.model_dump(mode="json"), touched=stored.touched_kept(posed.touched),
        problem=stored.problem_text(posed.taken.problem), plan_before=stored.plan_text(posed.before),
    )  # fmt: skip
    return _queue(session, actor, row, now)


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


def _require_room(session: Session, actor: Actor) -> None:
    if (waiting := queries.waiting(session, actor)) >= rules.WAITING_MAX:
        raise TooManyRuns(waiting=waiting)


def _queue(session: Session, actor: Actor, row: PlannerRun, now: datetime) -> PlannerRun:
    session.add(row)
    session.flush()
    session.add(PlannerTicket(school_id=actor.school_id, run_id=row.id, queued_at=now))
    session.flush()
    return row


def _tear(session: Session, school_id: UUID, run_id: UUID) -> None:
    mine = (col(PlannerTicket.school_id) == school_id) & (col(PlannerTicket.run_id) == run_id)
    session.execute(delete(PlannerTicket).where(mine))
