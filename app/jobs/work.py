"""The worker's side of a job: take it, keep the lease while it is done, say what came of it. Opens transactions.

As with plans (app/planner/runs.py): a job is taken by an UPDATE that only one worker can make; a worker that dies says
nothing any more, its lease runs out, and another begins anew; whoever has lost the lease writes nothing down.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, CursorResult, func, or_, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.db.session import Database
from app.jobs import rules
from app.jobs.rules import GiveUp
from app.jobs.tables import Job
from app.jobs.turns import Turns
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope

TOGETHER_ATTEMPTS_MAX = 3
"""What has been tried so often goes alone, so that a job which kills its worker takes no others along."""
LOOKED_AT = 20  # Jobs that others may take before this worker does.
log = structlog.get_logger("kenkyu.jobs")


class Task(Protocol):
    """What does the jobs of one kind. It opens its own transactions; a job without a school comes as NOBODY."""

    def __call__(self, database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None: ...


Outcome = tuple["Claim", Exception | None]


class Together(Protocol):
    """What does several jobs of one kind one after the other, and says of each, as soon as it is done, how it went."""

    def __call__(
        self, database: Database, claims: "Sequence[Claim]", now: Callable[[], datetime]
    ) -> Iterator[Outcome]: ...  # fmt: skip


ScopeOf = Callable[[Session, UUID], Scope]
"""The scope of a school: identity knows it, and stands above."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this worker holds. `attempt` tells it from an earlier hold of the same worker."""

    job_id: UUID
    kind: str
    scope: Scope
    payload: dict[str, Any]
    worker_id: str
    attempt: int

    def held(self) -> ColumnElement[bool]:
        """The job, as long as it is still ours."""
        return (
            (col(Job.id) == self.job_id) & (col(Job.claimed_by) == self.worker_id) & (col(Job.attempts) == self.attempt)
        )


def work_once(
    database: Database, worker_id: str, tasks: Mapping[str, Task], scope_of: ScopeOf,
    now: Callable[[], datetime] = clock.now, *, turns: Turns | None = None,
) -> bool:  # fmt: skip
    """Take one job and see it through. Answers whether there was one. Kinds that have no task here stay where they are.

    A task is not interrupted when the worker is told to stop: it is short, and killing it is safe.

    Args:
        turns: of the lanes that do these kinds, where schools take turns; else what has been due longest is next.
    """
    if turns is None:
        claim = take(database, worker_id, frozenset(tasks), scope_of, now())
    else:
        claim = take_in_turn(database, worker_id, frozenset(tasks), scope_of, now(), turns)
    if claim is None:
        return False
    try:
        _see_through(database, claim, tasks[claim.kind], now)
    finally:
        if turns is not None and claim.scope.school_id is not None:
            turns.ended(claim.scope.school_id)
    return True


def _see_through(database: Database, claim: Claim, task: Task, now: Callable[[], datetime]) -> None:
    outcome = {"finished_at": now(), "trouble": ""}
    with _Heart(database, claim.held(), 1, now) as heart:
        try:
            task(database, claim.scope, claim.payload, now())
            outcome["finished_at"] = now()
        except Exception as error:
            log.error("job failed", job_id=str(claim.job_id), kind=claim.kind, **rules.told(error))
            outcome = _failed(claim, error, now())
    if not heart.lost.is_set():
        _leave(database, claim, outcome)


def work_together(
    database: Database, worker_id: str, kind: str, task: Together, scope_of: ScopeOf,
    now: Callable[[], datetime] = clock.now, *, most: int,
) -> bool:  # fmt: skip
    """Take up to *most* jobs of one kind and see them through, for what is dear to begin and cheap to go on with.

    Answers whether there were any. Killed in the middle, the jobs are anybody's when the lease runs out, those that are
    done too: the task finds that out, as with single jobs.
    """
    claims = take_together(database, worker_id, kind, scope_of, now(), most=most)
    if not claims:
        return False
    outcomes: list[tuple[Claim, dict[str, Any]]] = []
    ours = col(Job.id).in_([claim.job_id for claim in claims]) & (col(Job.claimed_by) == worker_id)
    with _Heart(database, ours, len(claims), now) as heart:
        try:
            for claim, error in task(database, claims, now):
                if heart.lost.is_set():
                    break
                done = {"finished_at": now(), "trouble": ""}
                outcomes.append((claim, done if error is None else _failed(claim, error, now())))
        except Exception as error:
            log.error("jobs failed", kind=kind, **rules.told(error))
            seen = {claim.job_id for claim, _ in outcomes}
            outcomes += [(claim, _failed(claim, error, now())) for claim in claims if claim.job_id not in seen]
    if not heart.lost.is_set():
        _leave_all(database, outcomes)
    return True


def take_together(
    database: Database, worker_id: str, kind: str, scope_of: ScopeOf, now: datetime, *, most: int
) -> "list[Claim]":  # fmt: skip
    """Take the jobs of *kind* that have been due longest, and have not been tried too often to go together.

    Of each school the first, then of each the second, and so on: nobody's thousand keep another school's one waiting.
    """
    free = or_(col(Job.lease_until).is_(None), col(Job.lease_until) < now) & col(Job.finished_at).is_(None)
    due = free & (col(Job.due_at) <= now) & (col(Job.kind) == kind) & (col(Job.attempts) < TOGETHER_ATTEMPTS_MAX)
    place = func.row_number().over(partition_by=col(Job.school_id), order_by=(col(Job.due_at), col(Job.id)))
    places = (
        select(col(Job.id).label("id"), col(Job.due_at).label("due_at"), place.label("place")).where(due).subquery()
    )
    first = select(places.c.id).order_by(places.c.place, places.c.due_at, places.c.id).limit(most)
    with database.writing(NOBODY) as session:
        locked = select(Job).where(due, col(Job.id).in_(first)).order_by(col(Job.due_at), col(Job.id))
        rows = session.exec(locked.with_for_update(skip_locked=True)).all()
        if not rows:
            return []
        held = {"claimed_by": worker_id, "lease_until": _lease(now), "attempts": col(Job.attempts) + 1}
        session.execute(
            update(Job).where(col(Job.id).in_([row.id for row in rows])).values(held),
            execution_options={"synchronize_session": False},
        )
        taken = [(row.id, row.school_id, row.payload, row.attempts + 1) for row in rows]
    with database.reading(NOBODY) as session:
        schools = {school_id for _, school_id, _, _ in taken if school_id is not None}
        scopes = {school_id: scope_of(session, school_id) for school_id in schools}
    return [
        Claim(
            job_id, kind, scopes[school_id] if school_id is not None else NOBODY, json.loads(payload), worker_id,
            attempt,
        )
        for job_id, school_id, payload, attempt in taken
    ]  # fmt: skip


def take_in_turn(
    database: Database, worker_id: str, kinds: frozenset[str], scope_of: ScopeOf, now: datetime, turns: Turns
) -> Claim | None:  # fmt: skip
    """As `take`, of the school whose turn it is. `turns.ended` is the caller's to say."""
    with turns.choosing():
        for left_out in turns.left_out(now):
            claim = take(database, worker_id, kinds, scope_of, now, left_out=left_out)
            if claim is not None:
                if claim.scope.school_id is not None:
                    turns.begun(claim.scope.school_id)
                return claim
    return None


def take(
    database: Database, worker_id: str, kinds: frozenset[str], scope_of: ScopeOf, now: datetime, *,
    left_out: frozenset[UUID] = frozenset(),
) -> Claim | None:  # fmt: skip
    """Take the job that has been due longest, new or left by a worker that died; None when nothing is due.

    Args:
        left_out: schools whose jobs stay where they are.
    """
    free = or_(col(Job.lease_until).is_(None), col(Job.lease_until) < now) & col(Job.finished_at).is_(None)
    with database.reading(NOBODY) as session:
        due = select(Job).where(free, col(Job.due_at) <= now, col(Job.kind).in_(sorted(kinds)))
        if left_out:
            due = due.where(or_(col(Job.school_id).is_(None), col(Job.school_id).not_in(left_out)))
        rows = session.exec(due.order_by(col(Job.due_at), col(Job.id)).limit(LOOKED_AT)).all()
    for row in rows:
        mine = free & (col(Job.id) == row.id) & (col(Job.attempts) == row.attempts)
        if row.attempts >= rules.ATTEMPTS_MAX:
            _change(database, mine, _free() | {"finished_at": now, "trouble": rules.KILLED})
            continue
        held = {"claimed_by": worker_id, "lease_until": _lease(now), "attempts": row.attempts + 1}
        if _change(database, mine, held):
            with database.reading(NOBODY) as session:
                scope = NOBODY if row.school_id is None else scope_of(session, row.school_id)
            return Claim(row.id, row.kind, scope, json.loads(row.payload), worker_id, row.attempts + 1)
    return None


def _failed(claim: Claim, error: Exception, now: datetime) -> dict[str, Any]:
    """What is written of a job that failed: when it is tried again, or that it is not."""
    trouble = rules.words(error)
    if isinstance(error, GiveUp) or claim.attempt >= rules.ATTEMPTS_MAX:
        return {"finished_at": now, "trouble": trouble}
    return {"due_at": now + rules.delay(claim.attempt), "trouble": trouble}


def _leave(database: Database, claim: Claim, outcome: dict[str, Any]) -> None:
    _change(database, claim.held(), _free() | outcome)


def _leave_all(database: Database, outcomes: "Sequence[tuple[Claim, dict[str, Any]]]") -> None:
    """As `_leave`, in one transaction."""
    if not outcomes:
        return
    unchecked = {"synchronize_session": False}
    done = [claim for claim, outcome in outcomes if outcome.get("trouble") == ""]
    # Nobody else has this worker's name, and its lease is not lost: what it holds, it holds since it took these.
    mine = col(Job.claimed_by) == outcomes[0][0].worker_id
    finished_at = max((outcome["finished_at"] for _, outcome in outcomes if "finished_at" in outcome), default=None)
    with database.writing(NOBODY) as session:
        if done:
            of_all = mine & col(Job.id).in_([claim.job_id for claim in done])
            change = update(Job).where(of_all).values(_free() | {"finished_at": finished_at, "trouble": ""})
            session.execute(change, execution_options=unchecked)
        for claim, outcome in outcomes:
            if outcome.get("trouble") != "":
                change = update(Job).where(claim.held()).values(_free() | outcome)
                session.execute(change, execution_options=unchecked)


def _free() -> dict[str, Any]:
    return {"claimed_by": None, "lease_until": None}


def _change(database: Database, where: ColumnElement[bool], values: dict[str, Any], count: int = 1) -> bool:
    """Whether the one job, or all *count*, were still as *where* says, and are now as *values* say."""
    with database.writing(NOBODY) as session:
        result = session.execute(
            update(Job).where(where).values(values), execution_options={"synchronize_session": False}
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == count


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=rules.LEASE_SECONDS)


@dataclass
class _Heart:
    """Renews the lease while the task works, and sees when it is no longer ours."""

    database: Database
    held: ColumnElement[bool]
    count: int
    now: Callable[[], datetime]
    lost: Event = field(default_factory=Event)
    _over: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def __enter__(self) -> "_Heart":
        self._thread = Thread(target=self._beat, name="job-lease", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        assert self._thread is not None
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(rules.BEAT_SECONDS):
            try:
                if not _change(self.database, self.held, {"lease_until": _lease(self.now())}, self.count):
                    self.lost.set()
                    return
            except DBAPIError as error:
                # The next beat tries again; if none succeeds in time, the last write finds the job another's.
                log.warning("lease not renewed", jobs=self.count, error=type(error).__name__)
