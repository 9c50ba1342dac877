"""The worker's side of a job: take it, keep the lease while it is done, say what came of it. Opens transactions.

As with plans (app/planner/runs.py): a job is taken by an UPDATE that only one worker can make; a worker that dies says
nothing any more, its lease runs out, and another begins anew; whoever has lost the lease writes nothing down.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, CursorResult, or_, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.db.session import Database
from app.jobs import rules
from app.jobs.rules import GiveUp
from app.jobs.tables import Job
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope

LOOKED_AT = 20  # Jobs that others may take before this worker does.
log = structlog.get_logger("kenkyu.jobs")


class Task(Protocol):
    """What does the jobs of one kind. It opens its own transactions; a job without a school comes as NOBODY."""

    def __call__(self, database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None: ...


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
    now: Callable[[], datetime] = clock.now,
) -> bool:  # fmt: skip
    """Take one job and see it through. Answers whether there was one. Kinds that have no task here stay where they are.

    A task is not interrupted when the worker is told to stop: it is short, and killing it is safe.
    """
    claim = take(database, worker_id, frozenset(tasks), scope_of, now())
    if claim is None:
        return False
    outcome = {"finished_at": now(), "trouble": ""}
    with _Heart(database, claim, now) as heart:
        try:
            tasks[claim.kind](database, claim.scope, claim.payload, now())
            outcome["finished_at"] = now()
        except Exception as error:
            log.error("job failed", job_id=str(claim.job_id), kind=claim.kind, exc_info=error)
            outcome = _failed(claim, error, now())
    if not heart.lost.is_set():
        _leave(database, claim, outcome)
    return True


def take(
    database: Database, worker_id: str, kinds: frozenset[str], scope_of: ScopeOf, now: datetime
) -> Claim | None:  # fmt: skip
    """Take the job that has been due longest, new or left by a worker that died; None when nothing is due."""
    free = or_(col(Job.lease_until).is_(None), col(Job.lease_until) < now) & col(Job.finished_at).is_(None)
    with database.reading(NOBODY) as session:
        due = select(Job).where(free, col(Job.due_at) <= now, col(Job.kind).in_(sorted(kinds)))
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


def _free() -> dict[str, Any]:
    return {"claimed_by": None, "lease_until": None}


def _change(database: Database, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    """Whether the one job was still as *where* says, and is now as *values* say."""
    with database.writing(NOBODY) as session:
        result = session.execute(
            update(Job).where(where).values(values), execution_options={"synchronize_session": False}
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=rules.LEASE_SECONDS)


@dataclass
class _Heart:
    """Renews the lease while the task works, and sees when it is no longer ours."""

    database: Database
    claim: Claim
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
                if not _change(self.database, self.claim.held(), {"lease_until": _lease(self.now())}):
                    self.lost.set()
                    return
            except DBAPIError as error:
                # The next beat tries again; if none succeeds in time, the last write finds the job another's.
                log.warning("lease not renewed", job_id=str(self.claim.job_id), error=type(error).__name__)
