"""The worker: what no request waits for, plans and jobs. A process of its own, which may be killed at any moment.

What may take long has threads of its own, each as a worker of its own: a plan, the mail server, and in lanes the
addresses that somebody typed and the push services. None of them keeps another waiting.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from app.calendars import actions as calendars
from app.coming_in import queries as coming_in
from app.coming_in import rules as coming_in_rules
from app.coming_in import work as coming_in_work
from app.data_protection import work as data_protection
from app.db.engine import open_engine
from app.db.session import Database
from app.fair import queries as fair
from app.fair_day import queries as fair_day
from app.fair_day import work as fair_day_work
from app.fetching.fetch import Way
from app.files import actions as files
from app.files import work as files_work
from app.files.store import Store, open_store
from app.identity import actions as identity
from app.identity import closing, visiting
from app.identity import queries as people
from app.jobs import actions as jobs
from app.jobs import work as jobs_work
from app.jobs.turns import Turns
from app.jobs.work import Task, Together
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.kernel.traced import traced
from app.lesson_study.actions import retention
from app.notices import actions as notices_actions
from app.notices import queries as notices
from app.notices.actions import delivering
from app.notices.actions import push as push_actions
from app.notices.rules import pushing, telling_programs
from app.notices.work import push as push_work
from app.notices.work import webhooks as webhooks_work
from app.notices.work.push import Pusher
from app.notices.work.webhooks import Sender
from app.outbox import actions as outbox
from app.outbox import rules as outbox_rules
from app.outbox import work as outbox_work
from app.outbox.tables import OutgoingMail
from app.planner import actions as planner
from app.planner import rules, runs
from app.second_factor import actions as second_factor
from app.settings import Settings
from app.shelf import actions as shelf
from app.shelf import work as shelf_work
from app.shelf.rules import DIGEST
from app.sign_on import actions as sign_on
from app.sources import actions as sources
from app.sources import rules as source_rules
from app.sources import work as sources_work
from app.statements import work as statements_work
from app.study import work as study_work
from app.timetable import actions as timetable
from app.upkeep import work as upkeep
from app.upkeep.readiness import BEAT_EVERY
from app.web import idempotency, logs

EVERY = timedelta(minutes=30)
LANES = 3
"""Threads that ask addresses outside, which may be slow. No school holds them all: app/jobs/turns.py."""
PUSH_LANES = 2
LANE_SECONDS = 5
"""How long the worker waits for them at its end. Killing one is as safe as killing the worker."""
THREADS = 3 + LANES + PUSH_LANES
log = structlog.get_logger("kenkyu.worker")

Turn = Callable[[], bool]
"""Does one thing, if there is one to do, and answers whether there was."""


def work(settings: Settings, *, once: bool = False) -> None:
    """Make plans and do jobs, and tidy up every EVERY, until told to stop; or once, in turn, until nothing waits.

    Raises:
        SystemExit: a thread met what it was not made for. Whoever keeps the worker running starts another.
    """
    logs.install(settings.log_level)
    # One for what a thread does, one for the heart that beats beside it.
    database = Database(open_engine(settings.database_url, connections=2 * THREADS))
    worker_id = f"{socket.gethostname()[:80]}:{os.getpid()}"
    tasks = tasks_of(settings, open_store(settings))
    if once:
        _until_nothing_waits(_turns_once(database, worker_id, settings, tasks))
        database.engine.dispose()
        return
    stopped, failed = Event(), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    if settings.read_only:
        log.warning("the installation takes no changes: nothing is done until it does")
        stopped.wait()
        return
    plans, others = threads(database, worker_id, settings, tasks, stopped, failed)
    house = _house_turn(database, worker_id, _without(tasks, outbox_rules.SEND))
    _keep_doing(_with_a_beat(database, house), stopped, failed)
    plans.join()  # It gives its plan back, so that another can begin at once.
    until = monotonic() + LANE_SECONDS
    for thread in others:
        thread.join(max(0.0, until - monotonic()))
    if failed.is_set():
        sys.exit(1)
    database.engine.dispose()


def threads(
    database: Database, worker_id: str, settings: Settings, tasks: dict[str, Task], stopped: Event, failed: Event, *,
    solve: runs.Solve | None = None,
) -> tuple[Thread, list[Thread]]:  # fmt: skip
    """What may take long, begun: the thread that makes plans, and those for mail and addresses.

    Args:
        solve: replaced in tests only.
    """
    plans = _thread(lambda: runs.work_once(database, worker_id, solve=solve, stopped=stopped), stopped, failed)
    mail = _thread(_mail_turn(database, f"{worker_id}:mail", settings, tasks), stopped, failed)
    return plans, [mail, *lanes(database, worker_id, outward_of(settings), stopped, failed)]


def _turns_once(database: Database, worker_id: str, settings: Settings, tasks: dict[str, Task]) -> list[Turn]:
    everything = tasks | outward_of(settings)
    return [
        _house_turn(database, worker_id, {}),
        lambda: runs.work_once(database, worker_id),
        _mail_turn(database, worker_id, settings, {}),
        lambda: jobs_work.work_once(database, worker_id, everything, _scope_of),
    ]


def _until_nothing_waits(turns: list[Turn]) -> None:
    is_busy = True
    while is_busy:
        is_busy = False
        for turn in turns:
            is_busy |= turn()


def _house_turn(database: Database, worker_id: str, tasks: dict[str, Task]) -> Turn:
    """Tidying up when it is time, else one job of those that ask nobody outside."""
    tidied = clock.now() - EVERY

    def turn() -> bool:
        nonlocal tidied
        if clock.now() - tidied >= EVERY:
            tidied = clock.now()
            log.info("tidied up", rows=tidy_up(database, tidied))
        return bool(tasks) and jobs_work.work_once(database, worker_id, tasks, _scope_of)

    return turn


def _with_a_beat(database: Database, turn: Turn) -> Turn:
    """*turn*, and now and then a word that the worker is there: app/upkeep/readiness.py listens for it."""
    said = clock.now() - BEAT_EVERY

    def turn_and_beat() -> bool:
        nonlocal said
        if clock.now() - said >= BEAT_EVERY:
            said = clock.now()
            with database.writing(NOBODY) as session:
                jobs.beat(session, said)
        return turn()

    return turn_and_beat


def _mail_turn(database: Database, worker_id: str, settings: Settings, tasks: dict[str, Task]) -> Turn:
    """Many messages on one line; those that have been tried too often go alone."""
    together = mail_of(settings)
    alone = _only(tasks, outbox_rules.SEND)

    def turn() -> bool:
        if together is None:
            return False
        most = outbox_work.TOGETHER
        is_busy = jobs_work.work_together(database, worker_id, outbox_rules.SEND, together, _scope_of, most=most)
        if alone:
            is_busy |= jobs_work.work_once(database, worker_id, alone, _scope_of)
        return is_busy

    return turn


def lanes(
    database: Database, worker_id: str, tasks: dict[str, Task], stopped: Event, failed: Event
) -> list[Thread]:  # fmt: skip
    """Threads that do *tasks* until told to stop: push services have some of their own."""
    started = []
    groups = (("out", _without(tasks, pushing.SEND), LANES), ("push", _only(tasks, pushing.SEND), PUSH_LANES))
    for name, of_group, count in groups:
        turns = Turns(count)
        for number in range(count):
            lane = partial(
                jobs_work.work_once, database, f"{worker_id}:{name}{number}", of_group, _scope_of, turns=turns
            )
            started.append(_thread(lane, stopped, failed))
    return started


def _only(tasks: dict[str, Task], kind: str) -> dict[str, Task]:
    return {each: task for each, task in tasks.items() if each == kind}


def _without(tasks: dict[str, Task], kind: str) -> dict[str, Task]:
    return {each: task for each, task in tasks.items() if each != kind}


def _thread(turn: Turn, stopped: Event, failed: Event) -> Thread:
    thread = Thread(target=_keep_doing, args=(turn, stopped, failed), daemon=True)
    thread.start()
    return thread


def _keep_doing(turn: Turn, stopped: Event, failed: Event) -> None:
    """Take turn after turn until told to stop. A database that does not answer is waited for; any other fault ends the
    whole worker, so that no thread is missing from one that seems well.
    """
    while not stopped.is_set():
        try:
            is_busy = turn()
        except (DBAPIError, PoolTimeout) as error:
            is_busy = False
            log.warning("the database did not answer", error=type(error).__name__)
        except Exception as error:
            log.error("the worker stops", **traced(error))
            failed.set()
            stopped.set()
            return
        if not is_busy:
            stopped.wait(rules.POLL_SECONDS)


def tasks_of(settings: Settings, store: Store) -> dict[str, Task]:
    """What does the jobs of each kind. Jobs of a kind that is not here wait: mail, while there is no mail server."""
    tasks: dict[str, Task] = {
        files.DELETE: partial(files_work.delete, store=store),
        DIGEST: partial(shelf_work.digest, origin=settings.origin, server_key=settings.secret_key.encode()),
        fair_day.POSTERS: partial(fair_day_work.make_posters, store=store, public_url=settings.public_url),
        files.SWEEP: partial(files_work.sweep, store=store, used=_used),
        study_work.REMIND: study_work.remind,
        statements_work.REMIND: statements_work.remind,
        upkeep.LOOK: upkeep.look,
        data_protection.FORGET: partial(data_protection.forget, leaver_years=settings.leaver_years),
        coming_in_rules.MAIL_LINK: partial(coming_in_work.mail_link, server_key=settings.secret_key.encode()),
    }
    if settings.smtp_url:
        tasks[outbox_rules.SEND] = partial(outbox_work.send, post=_post(settings), still_for=_still_for)
    return tasks


def outward_of(settings: Settings, *, push_way: Way | None = None) -> dict[str, Task]:
    """What does the jobs that ask addresses which somebody typed.

    Args:
        push_way: replaced in tests only. Leads type the other addresses; a browser's, any teacher or guest may, so
            the networks that the installation opens for its own servers are closed to it.
    """
    way = Way(settings.networks)
    pusher = Pusher(push_way or Way(), settings.origin, settings.secret_key.encode())
    sender = Sender(way, settings.origin, settings.secret_key.encode())
    return {
        source_rules.LOOK: partial(sources_work.look, way=way),
        telling_programs.SEND: partial(webhooks_work.send, sender=sender),
        pushing.SEND: partial(push_work.push, pusher=pusher),
    }


def mail_of(settings: Settings) -> Together | None:
    """What sends many messages on one line; None while there is no mail server."""
    if not settings.smtp_url:
        return None
    return partial(outbox_work.send_together, post=_post(settings), still_for=_still_for)


def _still_for(session: Session, school_id: UUID, mails: Sequence[OutgoingMail], now: datetime) -> dict[UUID, str]:
    """To whom messages may still go, and where: a link to a new password goes to the account, all else to the staff."""
    links = [mail for mail in mails if mail.kind == coming_in_rules.MAIL]
    others = [mail for mail in mails if mail.kind != coming_in_rules.MAIL]
    return coming_in.still_for(session, links, now) | notices.still_for(session, school_id, others, now)


def _post(settings: Settings) -> outbox_work.Post:
    host = urlsplit(settings.origin).hostname or "localhost"
    key = settings.secret_key.encode()
    return outbox_work.Post(
        settings.smtp_url, settings.mail_from, host, settings.origin, key, takes_answers=settings.mail_answers
    )


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
        log.error("retention failed", school_id=str(scope.school_id), **traced(error))
        return 0


def tidy_up(database: Database, now: datetime) -> int:
    """Forget what is over, school by school in short transactions; answers with how many rows went."""
    with database.writing(NOBODY) as session:
        gone = sign_on.forget(session, now)  # First: they may point at invitations.
        gone += identity.forget(session, now) + jobs.forget(session, now) + second_factor.forget(session, now)
        upkeep.due(session, now)
    after: UUID | None = None
    while True:
        with database.reading(NOBODY) as session:
            schools = people.school_scopes(session, after)
        if not schools:
            return gone
        for school_id, trust_id in schools:
            with database.writing(Scope(school_id, trust_id)) as session:
                gone += idempotency.forget(session, school_id, now) + planner.forget(session, school_id, now)
                gone += timetable.forget_absences(session, school_id, now)
                gone += closing.close_after_the_last_day(session, school_id)
                gone += visiting.close_over(session, school_id, now)
                gone += outbox.forget(session, school_id, now) + calendars.forget(session, school_id, now)
                gone += notices_actions.forget(session, school_id, now) + push_actions.forget(session, school_id, now)
                shelf.due(session, school_id, now)
                study_work.due(session, school_id, now)
                statements_work.due(session, school_id, now)
                sources.due(session, school_id, now, EVERY)
                gone += delivering.forget(session, school_id, now)
                files.sweep(session, school_id, now)
                data_protection.due(session, school_id, now)
            gone += _expire(database, Scope(school_id, trust_id), now)
        after = schools[-1][0]
