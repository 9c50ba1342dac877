"""The worker: what no request waits for, plans and jobs. A process of its own, which may be killed at any moment."""

import os
import signal
import socket
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.db.engine import open_engine
from app.db.session import Database
from app.fair import queries as fair
from app.fair_day import queries as fair_day
from app.fair_day import work as fair_day_work
from app.files import actions as files
from app.files import work as files_work
from app.files.store import Store, open_store
from app.identity import actions as identity
from app.identity import queries as people
from app.jobs import actions as jobs
from app.jobs import work as jobs_work
from app.jobs.work import Task
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.lesson_study.actions import retention
from app.outbox import actions as outbox
from app.outbox import rules as outbox_rules
from app.outbox import work as outbox_work
from app.planner import actions as planner
from app.planner import rules, runs
from app.settings import Settings
from app.shelf import actions as shelf
from app.shelf import work as shelf_work
from app.shelf.rules import DIGEST
from app.web import idempotency, logs

EVERY = timedelta(minutes=30)
log = structlog.get_logger("kenkyu.worker")


def work(settings: Settings, *, once: bool = False) -> None:
    """Make plans and do jobs, in turn, and tidy up every EVERY, until told to stop; or once, until nothing waits."""
    logs.install(settings.log_level)
    database = Database(open_engine(settings.database_url, connections=2))
    stopped = Event()
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
    tasks = tasks_of(settings, open_store(settings))
    worker_id = f"{socket.gethostname()[:80]}:{os.getpid()}"
    tidied = clock.now() - EVERY
    while not stopped.is_set():
        busy = False
        try:
            if clock.now() - tidied >= EVERY:
                tidied = clock.now()
                log.info("tidied up", rows=tidy_up(database, tidied))
            busy = runs.work_once(database, worker_id, stopped=stopped)
            if not stopped.is_set():
                busy |= jobs_work.work_once(database, worker_id, tasks, _scope_of)
        except DBAPIError as error:
            if once:
                raise
            log.warning("the database did not answer", error=type(error).__name__)
        if not busy and (once or stopped.wait(rules.POLL_SECONDS)):
            break
    database.engine.dispose()


def tasks_of(settings: Settings, store: Store) -> dict[str, Task]:
    """What does the jobs of each kind. Jobs of a kind that is not here wait: mail, while there is no mail server."""
    tasks: dict[str, Task] = {
        files.DELETE: partial(files_work.delete, store=store),
        DIGEST: partial(shelf_work.digest, origin=settings.origin, server_key=settings.secret_key.encode()),
        fair_day.POSTERS: partial(fair_day_work.make_posters, store=store, public_url=settings.public_url),
        files.SWEEP: partial(files_work.sweep, store=store, used=_used),
    }
    if settings.smtp_url:
        host = urlsplit(settings.origin).hostname or "localhost"
        tasks[outbox_rules.SEND] = partial(
            outbox_work.send, post=outbox_work.Post(settings.smtp_url, settings.mail_from, host)
        )
    return tasks


def _used(session: Session, school_id: UUID, keys: list[str]) -> set[str]:
    """Which of *keys* some row names: every module that keeps files is asked."""
    return fair.keys_in_use(session, school_id, keys) | fair_day.posters_used(session, school_id, keys)


def _scope_of(session: Session, school_id: UUID) -> Scope:
    return Scope(school_id, people.school(session, school_id).trust_id)


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
        gone = identity.forget(session, now) + jobs.forget(session, now)
    after: UUID | None = None
    while True:
        with database.reading(NOBODY) as session:
            schools = people.school_scopes(session, after)
        if not schools:
            return gone
        for school_id, trust_id in schools:
            with database.writing(Scope(school_id, trust_id)) as session:
                gone += idempotency.forget(session, school_id, now) + planner.forget(session, school_id, now)
                gone += outbox.forget(session, school_id, now)
                shelf.due(session, school_id, now)
                files.sweep(session, school_id, now)
            gone += _expire(database, Scope(school_id, trust_id), now)
        after = schools[-1][0]
