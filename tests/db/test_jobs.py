"""Jobs: one worker has each, one that dies is followed by another, and what fails is tried again until it is not."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import migrated
import pytest
from cast import NOW, SECRET_KEY
from sqlmodel import Session, select

from app.db.engine import open_engine
from app.db.session import Database
from app.files import actions as files
from app.files.store import new_key, open_store
from app.identity import queries as people
from app.identity.tables import School, Trust
from app.jobs import actions, queries, rules, work
from app.jobs.rules import GiveUp, JobState, Trouble
from app.jobs.tables import Job
from app.kernel.actor import NOBODY, Scope
from app.settings import Settings
from app.worker import work as run_worker

pytestmark = pytest.mark.concurrent
ROOT = Path(__file__).parents[2]
AFTER_THE_LEASE = timedelta(seconds=rules.LEASE_SECONDS + 1)


class Interrupted(Exception):
    """What takes a transaction back."""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of this test's own: workers take the jobs of every school."""
    if request.param == "sqlite":
        return migrated.sqlite(tmp_path)
    return migrated.on(request.getfixturevalue("postgres_server"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database(open_engine(url, connections=4))
    yield made
    made.engine.dispose()


@pytest.fixture
def scope(database: Database) -> Scope:
    """A school of a trust."""
    with database.writing(NOBODY) as session:
        trust = Trust(name="Hollin Trust")
        session.add(trust)
        session.flush()
        school = School(name="Birch School", trust_id=trust.id, created_at=NOW)
        session.add(school)
        session.flush()
        return Scope(school.id, trust.id)


def scope_of(session: Session, school_id: UUID) -> Scope:
    return Scope(school_id, people.school(session, school_id).trust_id)


def ask(database: Database, key: str = "one", kind: str = "greet", **more: Any) -> bool:
    with database.writing(NOBODY) as session:
        return actions.enqueue(session, kind, key, {}, **({"school_id": None, "now": NOW} | more))


def job(database: Database, key: str = "one") -> Job:
    with database.reading(NOBODY) as session:
        return session.exec(select(Job).where(Job.key == key)).one()


def state(database: Database, key: str = "one") -> JobState:
    return queries.state(job(database, key))


def take(database: Database, now: datetime = NOW, worker: str = "worker") -> work.Claim | None:
    return work.take(database, worker, frozenset({"greet"}), scope_of, now)


def do(database: Database, task: Callable[[], None], at: datetime = NOW, worker: str = "worker") -> bool:
    """One turn of a worker that greets by *task*."""

    def greet(_database: Database, _scope: Scope, _payload: dict[str, Any], _now: datetime) -> None:
        task()

    return work.work_once(database, worker, {"greet": greet}, scope_of, lambda: at)


def nothing() -> None:
    pass


def fail(error: Exception) -> Callable[[], None]:
    def task() -> None:
        raise error

    return task


def until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


# ---- asking --------------------------------------------------------------------------------------------


def test_two_of_one_kind_and_key_are_one_job(database: Database) -> None:
    """Take out: `on_conflict_do_nothing` in actions.enqueue."""
    answers = [ask(database), ask(database), ask(database, kind="another"), ask(database, "two")]

    assert answers == [True, False, True, True]


def test_of_many_who_ask_at_once_one_asks_and_none_is_refused(database: Database, url: str) -> None:
    databases = [Database(open_engine(url, connections=2)) for _ in range(4)]
    together = threading.Barrier(4)

    def want(number: int) -> bool:
        together.wait()
        return ask(databases[number])

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(want, range(4)))
    for each in databases:
        each.engine.dispose()

    assert answers == [False, False, False, True]


def test_what_is_asked_in_a_transaction_that_fails_is_not_asked(database: Database) -> None:
    with contextlib.suppress(Interrupted), database.writing(NOBODY) as session:
        actions.enqueue(session, "greet", "one", {}, school_id=None, now=NOW)
        raise Interrupted

    assert take(database) is None


@pytest.mark.parametrize("words", ["Dear Amina", "amina speaks", "é", ""])
def test_a_job_holds_no_words(database: Database, words: str) -> None:
    """Take out: `CODE` in actions._plain."""
    with database.writing(NOBODY) as session, pytest.raises(AssertionError):
        actions.enqueue(session, "greet", "one", {"note": words}, school_id=None, now=NOW)


def test_a_task_is_given_ids_and_dates_and_the_scope_of_its_school(database: Database, scope: Scope) -> None:
    given: list[Any] = []
    fair_id = uuid4()
    with database.writing(scope) as session:
        payload = {"fair_id": fair_id, "on": NOW.date(), "size": "a3", "count": 2, "none": None}
        actions.enqueue(session, "greet", "one", payload, school_id=scope.school_id, now=NOW)

    def greet(_database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None:
        given.extend([scope, payload, now])

    work.work_once(database, "worker", {"greet": greet}, scope_of, lambda: NOW)

    assert given == [
        scope, {"fair_id": str(fair_id), "on": "2026-11-02", "size": "a3", "count": 2, "none": None}, NOW
    ]  # fmt: skip


# ---- who takes it --------------------------------------------------------------------------------------


def test_of_many_workers_exactly_one_has_it(database: Database, url: str) -> None:
    """Take out: `free` in the UPDATE of work.take."""
    ask(database)
    databases = [Database(open_engine(url, connections=2)) for _ in range(6)]
    together = threading.Barrier(6)

    def want(number: int) -> work.Claim | None:
        together.wait()
        return take(databases[number], worker=f"worker {number}")

    with ThreadPoolExecutor(6) as pool:
        claims = [claim for claim in pool.map(want, range(6)) if claim is not None]
    for each in databases:
        each.engine.dispose()

    assert len(claims) == 1
    assert (job(database).claimed_by, job(database).attempts) == (claims[0].worker_id, 1)


def test_a_job_is_taken_when_it_is_due_and_not_a_second_before(database: Database) -> None:
    ask(database, due_at=NOW + timedelta(hours=1))

    assert take(database, NOW + timedelta(minutes=59, seconds=59)) is None
    assert take(database, NOW + timedelta(hours=1)) is not None


def test_what_has_been_due_longest_comes_first(database: Database) -> None:
    ask(database, "later", due_at=NOW - timedelta(hours=1))
    ask(database, "sooner", due_at=NOW - timedelta(hours=2))

    claims = [take(database) for _ in range(3)]

    assert [claim and job(database, "sooner").id == claim.job_id for claim in claims] == [True, False, None]


def test_what_no_task_of_this_worker_does_waits(database: Database) -> None:
    """Take out: `Job.kind.in_` in work.take."""
    ask(database, kind="send_mail")

    assert not do(database, nothing)
    assert state(database) == JobState.WAITING


def test_a_lease_is_respected_until_it_has_run_out(database: Database) -> None:
    ask(database)
    take(database)

    too_early = take(database, NOW + timedelta(seconds=rules.LEASE_SECONDS))
    in_time = take(database, NOW + AFTER_THE_LEASE, "second")

    assert too_early is None
    assert in_time is not None
    assert (in_time.worker_id, in_time.attempt) == ("second", 2)


def test_the_lease_is_renewed_while_a_task_takes_its_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: the beating heart in work.work_once."""
    monkeypatch.setattr(rules, "BEAT_SECONDS", 0.05)
    ask(database)
    clock = [NOW]
    leases: list[datetime | None] = []

    def greet(_database: Database, _scope: Scope, _payload: dict[str, Any], _now: datetime) -> None:
        leases.append(job(database).lease_until)
        clock[0] = NOW + AFTER_THE_LEASE
        until(lambda: job(database).lease_until != leases[0])
        leases.append(job(database).lease_until)

    work.work_once(database, "worker", {"greet": greet}, scope_of, lambda: clock[0])

    assert leases[1] == NOW + AFTER_THE_LEASE + timedelta(seconds=rules.LEASE_SECONDS)
    assert state(database) == JobState.DONE


def test_a_worker_that_has_lost_its_lease_writes_nothing_down(database: Database) -> None:
    """Take out: `claim.held()` in work._leave."""
    ask(database)

    do(database, lambda: bool(take(database, NOW + AFTER_THE_LEASE, "another")) and None)

    assert (job(database).claimed_by, state(database)) == ("another", JobState.RUNNING)


# ---- what comes of it ------------------------------------------------------------------------------------


def test_what_is_done_is_not_done_again(database: Database) -> None:
    ask(database)
    done: list[int] = []

    turns = [do(database, lambda: done.append(1)) for _ in range(2)]

    assert (turns, done, state(database)) == ([True, False], [1], JobState.DONE)
    assert not ask(database), "the key is taken"


def test_trouble_is_tried_again_later_and_later_and_then_given_up(database: Database) -> None:
    """Take out: `rules.delay`, or `ATTEMPTS_MAX` in work._failed."""
    ask(database)
    at, waits = NOW, []
    for _ in range(rules.ATTEMPTS_MAX):
        assert do(database, fail(Trouble("The mail server did not answer.")), at)
        row = job(database)
        assert row.trouble == "The mail server did not answer."
        waits.append(round((row.due_at - at).total_seconds()))
        assert not do(database, nothing, row.due_at - timedelta(seconds=1)), "before its time"
        at = row.due_at

    assert waits[:-1] == [30, 120, 480, 1920, 7680, 30720, 86400]
    assert state(database) == JobState.GIVEN_UP
    assert not do(database, nothing, at + timedelta(days=2))


def test_what_succeeds_at_last_has_no_trouble(database: Database) -> None:
    ask(database)
    do(database, fail(Trouble("Not now.")))
    assert state(database) == JobState.RETRYING

    do(database, nothing, NOW + timedelta(seconds=30))

    assert (state(database), job(database).trouble, job(database).attempts) == (JobState.DONE, "", 2)


def test_what_can_never_succeed_is_given_up_at_once(database: Database) -> None:
    """Take out: GiveUp in work._failed."""
    ask(database)

    do(database, fail(GiveUp("There is no such address.")))

    assert (state(database), job(database).trouble) == (JobState.GIVEN_UP, "There is no such address.")


def test_of_a_fault_of_ours_only_its_kind_is_kept(database: Database) -> None:
    """Its text may hold anything, and leads of the school read what went wrong."""
    ask(database)

    do(database, fail(ValueError("Amina's words")))

    assert "ValueError" in job(database).trouble
    assert "Amina" not in job(database).trouble


def test_a_job_that_takes_every_worker_with_it_is_given_up_with_a_sentence(database: Database) -> None:
    """Take out: the ATTEMPTS_MAX of work.take."""
    ask(database)
    for attempt in range(rules.ATTEMPTS_MAX):
        assert take(database, NOW + AFTER_THE_LEASE * attempt) is not None

    assert take(database, NOW + AFTER_THE_LEASE * 20) is None
    assert (state(database), job(database).trouble) == (JobState.GIVEN_UP, rules.KILLED)


def test_what_is_over_is_forgotten_after_a_month_and_what_waits_is_not(database: Database) -> None:
    """Take out: the dates in actions.forget."""
    for key in ("done", "never due"):
        ask(database, key)
        do(database, nothing) if key == "done" else None
    ask(database, "to come", due_at=NOW + timedelta(days=40))

    def left(days: int) -> list[str]:
        with database.writing(NOBODY) as session:
            actions.forget(session, NOW + timedelta(days=days))
        with database.reading(NOBODY) as session:
            return sorted(row.key for row in session.exec(select(Job)))

    assert left(30) == ["done", "never due", "to come"]
    assert left(31) == ["to come"]


# ---- real processes ----------------------------------------------------------------------------------------

SLOW_WORKER = """
import sys, time, pathlib
from app.db.engine import open_engine
from app.db.session import Database
from app.jobs import work
from app.kernel.actor import NOBODY
def greet(database, scope, payload, now):
    pathlib.Path(sys.argv[2]).write_text("begun")
    time.sleep(60)
work.work_once(Database(open_engine(sys.argv[1], connections=2)), "first", {"greet": greet}, lambda *_: NOBODY)
"""


def test_a_worker_killed_in_the_middle_is_followed_by_another(database: Database, url: str, tmp_path: Path) -> None:
    """Take out: the lease in work.take (it waits for ever)."""
    ask(database)
    begun, done = tmp_path / "begun", []
    command = [sys.executable, "-c", SLOW_WORKER, url, str(begun)]
    first = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    until(begun.exists)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    left, lease = job(database), job(database).lease_until
    assert lease is not None

    too_early = do(database, lambda: done.append("early"), lease)
    followed = do(database, lambda: done.append("second"), lease + timedelta(seconds=1))

    assert (left.claimed_by, left.attempts, left.finished_at) == ("first", 1, None)
    assert (too_early, followed, done, state(database)) == (False, True, ["second"], JobState.DONE)


def test_the_worker_of_the_product_does_what_is_asked(
    database: Database, scope: Scope, url: str, tmp_path: Path
) -> None:
    """Take out: `jobs_work.work_once` in worker.work, or its task."""
    settings = Settings(database_url=url, secret_key=SECRET_KEY, files_url=(tmp_path / "files").as_uri())
    assert scope.school_id is not None
    store, key = open_store(settings), new_key(scope.school_id, "poster")
    store.put(key, b"bytes")
    with database.writing(scope) as session:
        files.discard(session, key, school_id=scope.school_id, now=NOW)

    run_worker(settings, once=True)

    assert not store.exists(key)
    assert state(database, key) == JobState.DONE
