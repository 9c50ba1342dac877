"""The worker: what no request waits for, plans above all. A process of its own, which may be killed at any moment."""

import os
import signal
import socket
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError

from app.db.engine import open_engine
from app.db.session import Database
from app.identity import actions as identity
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.lesson_study.actions import retention
from app.planner import actions as planner
from app.planner import rules, runs
from app.settings import Settings
from app.web import idempotency, logs

EVERY = timedelta(minutes=30)
log = structlog.get_logger("kenkyu.worker")


def work(settings: Settings, *, once: bool = False) -> None:
    """Make the plans that wait, and tidy up every EVERY, until told to stop; or once, until nothing waits."""
    logs.install(settings.log_level)
    database = Database(open_engine(settings.database_url, connections=2))
    stopped = Event()
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
    worker_id = f"{socket.gethostname()[:80]}:{os.getpid()}"
    tidied = clock.now() - EVERY
    while not stopped.is_set():
        busy = False
        try:
            if clock.now() - tidied >= EVERY:
                tidied = clock.now()
                log.info("tidied up", rows=tidy_up(database, tidied))
            busy = runs.work_once(database, worker_id, stopped=stopped)
        except DBAPIError as error:
            if once:
                raise
            log.warning("the database did not answer", error=type(error).__name__)
        if not busy and (once or stopped.wait(rules.POLL_SECONDS)):
            break
    database.engine.dispose()


def _expire(database: Database, scope: Scope, now: datetime) -> int:
    """Delete what one school keeps no longer. What fails here must not keep the next school's from going."""
    assert scope.school_id is not None
    try:
        with database.writing(scope) as session:
            return retention.expire(session, scope.school_id, now).rows
    except Exception as error:
        log.error("retention failed", school_id=str(scope.school_id), exc_info=error)
        return 0


def tidy_up(database: Database, now: datetime) -> int:
    """Forget what is over, school by school in short transactions; answers with how many rows went."""
    with database.writing(NOBODY) as session:
        gone = identity.forget(session, now)
    after: UUID | None = None
    while True:
        with database.reading(NOBODY) as session:
            schools = people.school_scopes(session, after)
        if not schools:
            return gone
        for school_id, trust_id in schools:
            with database.writing(Scope(school_id, trust_id)) as session:
                gone += idempotency.forget(session, school_id, now) + planner.forget(session, school_id, now)
            gone += _expire(database, Scope(school_id, trust_id), now)
        after = schools[-1][0]
