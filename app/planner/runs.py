"""The worker's side of a run: take it, keep the lease while it is worked on, save what came out. Opens transactions.

Two workers may want one run: the ticket is taken by an UPDATE that only one of them can make. A worker that dies says
nothing any more, its lease runs out, and another begins anew. Whoever has lost the ticket saves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, CursorResult, delete, or_, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.db.session import Database
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.kernel.traced import traced
from app.planner import rules, stored
from app.planner.difference import covering
from app.planner.greedy import greedy
from app.planner.problem import Limits, Outcome, Plan, Problem, Progress
from app.planner.rules import RunState
from app.planner.stored import NOTHING_TOUCHED, Touched
from app.planner.tables import PlannerRun, PlannerTicket
from app.planner.verify import verdict

LOOKED_AT = 20  # Tickets that others may take before this worker does.
SOLVER_WORKERS = 2
log = structlog.get_logger("kenkyu.planner")


class Solve(Protocol):
    """What makes a plan: app.planner.solver, which is imported only when there is something to solve."""

    def __call__(
        self, problem: Problem, limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """A run that this worker holds. `attempt` tells it from an earlier hold of the same worker."""

    run_id: UUID
    scope: Scope
    worker_id: str
    attempt: int
    problem_text: str
    limits: Limits
    before_text: str | None = None
    """The plan that a repair changes."""
    touched: Touched = NOTHING_TOUCHED

    @property
    def settled(self) -> int:
        """Observations that the problem asks for and that have been held: no plan can have them again."""
        return sum(self.touched.held.values())

    @property
    def school_id(self) -> UUID:
        assert self.scope.school_id is not None
        return self.scope.school_id

    def ticket(self) -> ColumnElement[bool]:
        """The ticket, as long as it is still ours."""
        return (
            _is_ticket(self.school_id, self.run_id)
            & (col(PlannerTicket.claimed_by) == self.worker_id)
            & (col(PlannerTicket.attempts) == self.attempt)
        )


def work_once(
    database: Database, worker_id: str, *, solve: Solve | None = None, stopped: Event | None = None,
    now: Callable[[], datetime] = clock.now,
) -> bool:  # fmt: skip
    """Take one run and see it through. Answers whether there was one."""
    claim = take(database, worker_id, now())
    if claim is None:
        return False
    _see_through(database, claim, solve, stopped or Event(), now)
    return True


def take(database: Database, worker_id: str, now: datetime) -> Claim | None:
    """Take the run that has waited longest, new or left by a worker that died; None when nobody waits."""
    free = or_(col(PlannerTicket.lease_until).is_(None), col(PlannerTicket.lease_until) < now)
    with database.reading(NOBODY) as session:
        waiting = select(PlannerTicket).where(free).order_by(col(PlannerTicket.queued_at)).limit(LOOKED_AT)
        tickets = [(row.school_id, row.run_id, row.attempts) for row in session.exec(waiting)]
        scopes = [Scope(school_id, people.school(session, school_id).trust_id) for school_id, _, _ in tickets]
    for scope, (school_id, run_id, attempts) in zip(scopes, tickets, strict=True):
        with database.writing(scope) as session:
            mine = _is_ticket(school_id, run_id) & free & (col(PlannerTicket.attempts) == attempts)
            if attempts >= rules.ATTEMPTS_MAX:
                if _changed(session, delete(PlannerTicket).where(mine)):
                    _save(session, school_id, run_id, state=RunState.FAILED, failure=rules.KILLED, finished_at=now)
                continue
            held = {"claimed_by": worker_id, "lease_until": _lease(now), "attempts": attempts + 1}
            if _changed(session, update(PlannerTicket).where(mine).values(held)):
                return _begin(session, scope, run_id, worker_id, attempts + 1, now)
    return None


def _begin(
    session: Session, scope: Scope, run_id: UUID, worker_id: str, attempt: int, now: datetime
) -> Claim:  # fmt: skip
    assert scope.school_id is not None
    row = session.exec(select(PlannerRun).where(PlannerRun.school_id == scope.school_id, PlannerRun.id == run_id)).one()
    row.state, row.started_at = RunState.RUNNING, now
    row.figures, row.bounds, row.progress = {}, {}, {}
    limits = Limits(seconds=float(row.request["seconds"]), workers=SOLVER_WORKERS)
    touched = stored.touched_of(row.touched)
    return Claim(run_id, scope, worker_id, attempt, row.problem, limits, row.plan_before, touched)


def _see_through(
    database: Database, claim: Claim, solve: Solve | None, stopped: Event, now: Callable[[], datetime]
) -> None:
    """Solve with a beating heart beside it. Whatever the solver does, the run ends in a state that says so."""
    with _Heart(database, claim, now) as heart:
        try:
            result = _solved(claim, heart, solve or _solver(claim), stopped)
        except Exception as error:
            log.error("planner crashed", run_id=str(claim.run_id), **traced(error))
            result = {"state": RunState.FAILED, "failure": rules.CRASHED}
    if heart.lost.is_set():
        return
    if stopped.is_set():
        _give_back(database, claim)
    else:
        _finish(database, claim, result | {"finished_at": now()})


def _solved(claim: Claim, heart: "_Heart", solve: Solve, stopped: Event) -> dict[str, Any]:
    problem = stored.problem_of(claim.problem_text)
    if claim.before_text is None:
        heart.note(problem, by_hand=greedy(problem))
    outcome = solve(
        problem, claim.limits, progress=heart.progress, cancelled=lambda: heart.lost.is_set() or stopped.is_set()
    )
    return _result(claim, problem, outcome)


def _result(claim: Claim, problem: Problem, outcome: Outcome) -> dict[str, Any]:
    """What is stored of an outcome: nothing that its own check has found a fault with."""
    broken, figures = verdict(problem, outcome.plan)
    again = covering(outcome.plan) & set(claim.touched.declined)
    if broken or again or stored.contradicts(figures, outcome.bounds):
        first = f"{broken[0].rule} {broken[0].where}" if broken else "asked again" if again else "bounds"
        log.error("plan is broken", run_id=str(claim.run_id), first=first, violations=len(broken))
        return {"state": RunState.FAILED, "failure": rules.BROKEN, "figures": {}, "bounds": {}}
    kept = {
        "figures": stored.figures_kept(figures, claim.settled),
        "bounds": stored.bounds_kept(outcome.bounds, claim.settled),
        "reasons": stored.reasons_kept(outcome.reasons),
    }  # fmt: skip
    if not outcome.plan.research_lessons:
        return kept | {"state": RunState.INFEASIBLE, "failure": rules.NOTHING_FITS}
    return kept | {"state": RunState.DONE, "plan": stored.plan_text(outcome.plan)}


def _finish(database: Database, claim: Claim, result: dict[str, Any]) -> None:
    with database.writing(claim.scope) as session:
        if _changed(session, delete(PlannerTicket).where(claim.ticket())):
            _save(session, claim.school_id, claim.run_id, **result)


def _give_back(database: Database, claim: Claim) -> None:
    """Let another worker begin at once: this one was told to stop, which is nobody's fault."""
    free = {"claimed_by": None, "lease_until": None, "attempts": claim.attempt - 1}
    with database.writing(claim.scope) as session:
        if _changed(session, update(PlannerTicket).where(claim.ticket()).values(free)):
            _save(session, claim.school_id, claim.run_id, state=RunState.QUEUED, progress={})


@dataclass
class _Heart:
    """Renews the lease every second, writes down how far the solver is, and sees when the run is wanted no more."""

    database: Database
    claim: Claim
    now: Callable[[], datetime]
    lost: Event = field(default_factory=Event)
    _over: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _news: dict[str, Any] = field(default_factory=dict)
    _thread: Thread | None = None

    def __enter__(self) -> "_Heart":
        self._thread = Thread(target=self._beat, name="planner-lease", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        assert self._thread is not None
        self._thread.join()

    def progress(self, said: Progress) -> None:
        """Take the solver's word; it is written with the next beat."""
        news: dict[str, Any] = {
            "progress": stored.progress_kept(said, self.now().isoformat()), 
            "bounds": stored.bounds_kept(said.bounds, self.claim.settled),
        }  # fmt: skip
        if said.figures is not None:
            news["figures"] = stored.figures_kept(said.figures, self.claim.settled)
        with self._lock:
            self._news |= news

    def note(self, problem: Problem, *, by_hand: Plan) -> None:
        """Keep the plan made by hand, if it passes the check that all plans pass."""
        broken, figures = verdict(problem, by_hand)
        if broken:
            log.error("plan by hand is broken", run_id=str(self.claim.run_id), first=broken[0].rule)
            return
        with self._lock:
            self._news |= {
                "greedy_figures": stored.figures_kept(figures), "greedy_plan": stored.plan_text(by_hand)
            }  # fmt: skip

    def _beat(self) -> None:
        until = self.now() + timedelta(seconds=rules.LEASE_SECONDS)
        while not self._over.wait(rules.BEAT_SECONDS):
            try:
                until = self._renew()
            except DBAPIError as error:
                log.warning("lease not renewed", run_id=str(self.claim.run_id), error=type(error).__name__)
                if self.now() >= until:
                    self.lost.set()
            if self.lost.is_set():
                return
        self._flush()

    def _renew(self) -> datetime:
        until = _lease(self.now())
        with self._lock:
            news, self._news = self._news, {}
        try:
            with self.database.writing(self.claim.scope) as session:
                if not _changed(session, update(PlannerTicket).where(self.claim.ticket()).values(lease_until=until)):
                    self.lost.set()
                elif news:
                    _save(session, self.claim.school_id, self.claim.run_id, **news)
        except DBAPIError:
            with self._lock:
                self._news = news | self._news
            raise
        return until

    def _flush(self) -> None:
        """The last news, so that nothing said is lost; without a database they are, and the result decides."""
        try:
            self._renew()
        except DBAPIError as error:
            log.warning("lease not renewed", run_id=str(self.claim.run_id), error=type(error).__name__)


def _solver(claim: Claim) -> Solve:
    """Imported now and not before: it costs two seconds and a hundred megabytes, which an idle worker does not need."""
    from app.planner import solver

    if claim.before_text is None:
        return solver.solve
    plan, touched = stored.plan_of(claim.before_text), claim.touched

    def mend(
        problem: Problem, limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        declined = [solver.Declined(*one) for one in touched.declined]
        return solver.repair(
            problem, plan, limits, declined=declined, refill=touched.refill, progress=progress, cancelled=cancelled
        )

    return mend


def _save(session: Session, school_id: UUID, run_id: UUID, **values: Any) -> None:
    mine = (col(PlannerRun.school_id) == school_id) & (col(PlannerRun.id) == run_id)
    session.execute(update(PlannerRun).where(mine).values(values), execution_options={"synchronize_session": False})


def _changed(session: Session, statement: Any) -> bool:
    """Whether a statement changed the one row it is about."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _is_ticket(school_id: UUID, run_id: UUID) -> ColumnElement[bool]:
    return (col(PlannerTicket.school_id) == school_id) & (col(PlannerTicket.run_id) == run_id)


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=rules.LEASE_SECONDS)
