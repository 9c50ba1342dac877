"""Many messages on one line: each once, none lost, whatever kills the worker between the server's word and ours."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any
from uuid import UUID

import migrated
import pytest
import structlog
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from cast import NOW, SECRET_KEY
from live import ROOT, free_port
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select, update

from app.db.engine import open_engine
from app.db.session import Database
from app.identity import queries as people
from app.identity.tables import School, Staff
from app.jobs import queries as jobs
from app.jobs import work
from app.jobs.rules import JobState
from app.jobs.tables import Job
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.notices.rules import NoticeKind
from app.outbox import actions
from app.outbox import line as outbox_line
from app.outbox.rules import SEND, Letter, Message
from app.outbox.tables import OutgoingMail
from app.settings import Settings
from app.web import logs
from app.worker import mail_of

MAILS, KILLS_MAX, SECONDS_MAX = 300, 6, 90
SEED = int(os.environ.get("KENKYU_SEED", "20261122"))
COMMAND = (sys.executable, "-c", "from app.cli import main; main()", "worker")


class Post:
    """A mail server that keeps Message-IDs, and says what it is told to say about some addresses."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.lines = 0
        self.refuses: dict[str, str] = {}
        self.ends_after: int | None = None
        self._on_line: Counter[int] = Counter()
        self.lock = threading.Lock()

    async def handle_RCPT(  # noqa: N802
        self, _server: smtp.SMTP, _session: smtp.Session, envelope: smtp.Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.refuses.get(address, "250 OK")

    async def handle_MAIL(  # noqa: N802
        self, _server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope, address: str, _options: list[str]
    ) -> str:
        if self.ends_after is not None and self._on_line[id(session)] >= self.ends_after:
            return "421 Enough on this line"
        envelope.mail_from = address
        return "250 OK"

    async def handle_EHLO(  # noqa: N802
        self, _server: smtp.SMTP, session: smtp.Session, _envelope: smtp.Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.lines += 1
        return responses

    async def handle_DATA(self, _server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        with self.lock:
            self.taken.append(str(message_from_bytes(content)["Message-ID"]))
            self._on_line[id(session)] += 1
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    """A real SMTP server on the loopback, and its port."""
    made = Post()
    controller = Controller(made, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield made, controller.port
    controller.stop(no_assert=True)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        made = migrated.sqlite(tmp_path)
    else:
        made = migrated.on(request.getfixturevalue("postgres_server"))
    return made


def a_school_with_mail(database: Database, count: int) -> tuple[Scope, list[Staff]]:
    """*count* people, and a message to each."""
    with database.writing(NOBODY) as session:
        school = School(name="Birch School", created_at=NOW)
        session.add(school)
        session.flush()
        scope = Scope(school.id)
    assert scope.school_id is not None
    with database.writing(scope) as session:
        staff = [
            Staff(
                school_id=scope.school_id, code=f"T{number}", name=f"Teacher {number}",
                email=f"teacher{number}@birch.example", created_at=NOW,
            )
            for number in range(count)
        ]  # fmt: skip
        session.add_all(staff)
        session.flush()
        letters = [
            Letter(Message(one.id, one.email or "", "News", "Some.", kind=NoticeKind.ROUND_PLANNED), f"k:{one.code}")
            for one in staff
        ]
        actions.write_all(session, scope.school_id, letters, clock.now() - timedelta(seconds=1))
    return scope, staff


def settings_for(url: str, port: int) -> Settings:
    return Settings(
        database_url=url, secret_key=SECRET_KEY, files_url="memory://", public_url="https://kenkyu.test",
        smtp_url=f"smtp://127.0.0.1:{port}", mail_from="kenkyu@kenkyu.test",
    )  # fmt: skip


def scope_of(session: Session, school_id: object) -> Scope:
    return Scope(school_id, people.school(session, school_id).trust_id)  # type: ignore[arg-type]


def turn(database: Database, url: str, port: int, most: int = 100) -> bool:
    """One turn of the worker."""
    mail = mail_of(settings_for(url, port))
    assert mail is not None
    return work.work_together(database, "worker", SEND, mail, scope_of, most=most)


def mails(database: Database, scope: Scope) -> list[OutgoingMail]:
    with database.reading(scope) as session:
        return list(session.exec(select(OutgoingMail).order_by(col(OutgoingMail.key))))


def states(database: Database) -> Counter[JobState]:
    with database.reading(NOBODY) as session:
        return Counter(jobs.state(row) for row in session.exec(select(Job).where(Job.kind == SEND)))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database(open_engine(url, connections=4))
    yield made
    made.engine.dispose()


def test_many_messages_go_on_one_line_and_each_once(database: Database, url: str, post: tuple[Post, int]) -> None:
    """Take out: the kept line in outbox.line."""
    inbox, port = post
    scope, _ = a_school_with_mail(database, 25)

    turns = [turn(database, url, port, most=20), turn(database, url, port, most=20), turn(database, url, port)]

    assert turns == [True, True, False]
    assert (len(inbox.taken), len(set(inbox.taken)), inbox.lines) == (25, 25, 2)
    assert states(database) == {JobState.DONE: 25}
    assert all(mail.sent_at for mail in mails(database, scope))


def test_one_that_is_refused_keeps_no_other_from_going(database: Database, url: str, post: tuple[Post, int]) -> None:
    inbox, port = post
    inbox.refuses = {"teacher1@birch.example": "550 No such user", "teacher2@birch.example": "451 Later"}
    a_school_with_mail(database, 5)

    turn(database, url, port)

    assert len(inbox.taken) == 3
    assert states(database) == {JobState.DONE: 3, JobState.GIVEN_UP: 1, JobState.RETRYING: 1}


def test_a_server_that_ends_the_line_now_and_then_gets_them_all(
    database: Database, url: str, post: tuple[Post, int]
) -> None:
    """Take out: the second try in Line.hand_over."""
    inbox, port = post
    inbox.ends_after = 4
    a_school_with_mail(database, 10)

    turn(database, url, port)

    assert (len(set(inbox.taken)), len(inbox.taken), inbox.lines) == (10, 10, 3)
    assert states(database) == {JobState.DONE: 10}


def test_when_nobody_answers_all_wait_without_being_tried_one_by_one(database: Database, url: str) -> None:
    """Take out: `down` in outbox.work (each would wait for its own silence)."""
    scope, _ = a_school_with_mail(database, 10)

    turn(database, url, free_port())

    assert states(database) == {JobState.RETRYING: 10}
    assert not any(mail.sent_at or mail.given_up_at for mail in mails(database, scope))


def test_a_server_that_greets_and_falls_silent_is_waited_for_once(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `_fell_silent` in outbox.line (each message of the hundred would wait for its own silence)."""
    monkeypatch.setattr(outbox_line, "SECONDS_MAX", 0.5)
    scope, _ = a_school_with_mail(database, 5)
    with silent_server() as (lines, port):
        turn(database, url, port)

    assert len(lines) == 1
    assert states(database) == {JobState.RETRYING: 5}
    assert not any(mail.sent_at or mail.given_up_at for mail in mails(database, scope))


@contextmanager
def silent_server() -> Iterator[tuple[list[socket.socket], int]]:
    """What greets whoever calls and then says nothing: the lines it has, and its port."""
    lines: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = server.accept()
                    lines.append(line)
                    line.sendall(b"220 mail.example\r\n")

        threading.Thread(target=greet, daemon=True).start()
        yield lines, server.getsockname()[1]
    for line in lines:
        line.close()


def _database_gone_in(monkeypatch: pytest.MonkeyPatch, times: int) -> list[object]:
    """As if the database went *times* while it was written down that a message has gone."""
    tries: list[object] = []
    end = actions.end

    def gone(session: Session, school_id: UUID, mail_id: UUID, **became: Any) -> None:
        tries.append(mail_id)
        if len(tries) <= times:
            raise OperationalError("UPDATE outgoing_mail", {}, Exception("the server closed the connection"))
        end(session, school_id, mail_id, **became)

    monkeypatch.setattr(actions, "end", gone)
    return tries


def test_while_the_database_is_gone_nothing_more_is_handed_over(
    database: Database, url: str, post: tuple[Post, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most one is doubled. Take out: `_end` outside of what catches a message's trouble, in outbox.work."""
    inbox, port = post
    a_school_with_mail(database, 10)
    with monkeypatch.context() as patched:
        _database_gone_in(patched, times=1000)
        turn(database, url, port)
    handed_over = len(inbox.taken)

    with database.writing(NOBODY) as session:
        session.execute(update(Job).values(due_at=clock.now() - timedelta(seconds=1)))
    turn(database, url, port)

    assert handed_over == 1
    assert (len(inbox.taken), len(set(inbox.taken))) == (11, 10)
    assert states(database) == {JobState.DONE: 10}


def test_a_connection_to_the_database_that_is_cut_doubles_nothing(
    database: Database, url: str, post: tuple[Post, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: END_TRIES in outbox.work."""
    inbox, port = post
    a_school_with_mail(database, 3)
    tries = _database_gone_in(monkeypatch, times=2)

    turn(database, url, port)

    assert (len(tries), len(inbox.taken), len(set(inbox.taken))) == (5, 3, 3)
    assert states(database) == {JobState.DONE: 3}


def test_the_log_of_many_messages_names_nobody(
    database: Database, url: str, post: tuple[Post, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Take out: `told` in outbox.work."""
    inbox, port = post
    inbox.refuses = {"teacher1@birch.example": "550 No such user teacher1@birch.example"}
    a_school_with_mail(database, 3)
    logs.install("info")
    try:
        turn(database, url, port)
    finally:
        structlog.reset_defaults()

    written = capsys.readouterr().err
    assert "mail not sent" in written
    assert [word for word in ("teacher1", "birch.example", "No such user") if word in written] == []


def test_who_has_left_meanwhile_gets_nothing(database: Database, url: str, post: tuple[Post, int]) -> None:
    """Promise 28. Take out: `still_for` in worker.mail_of."""
    inbox, port = post
    scope, staff = a_school_with_mail(database, 3)
    with database.writing(scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == staff[1].id).values(is_active=False))

    turn(database, url, port)

    assert len(inbox.taken) == 2
    assert [bool(mail.given_up_at) for mail in mails(database, scope)] == [False, True, False]


def test_what_has_been_tried_often_goes_alone(database: Database, url: str, post: tuple[Post, int]) -> None:
    """So that a message which kills its worker takes no others along. Take out: TOGETHER_ATTEMPTS_MAX."""
    _, port = post
    a_school_with_mail(database, 1)
    with database.writing(NOBODY) as session:
        session.execute(update(Job).values(attempts=work.TOGETHER_ATTEMPTS_MAX))

    assert not turn(database, url, port)


@pytest.mark.concurrent
def test_a_worker_killed_again_and_again_loses_none_and_repeats_at_most_one_a_kill(
    database: Database, url: str, post: tuple[Post, int], tmp_path: Path
) -> None:
    """As far as SMTP allows: a message that the server has taken and the worker could not note goes again, and has
    the same Message-ID. Take out: the transaction of `_end` after each message (dozens go again), or the lease.
    """
    inbox, port = post
    scope, _ = a_school_with_mail(database, MAILS)
    chance, kills, began = random.Random(SEED), 0, time.monotonic()
    environment = os.environ | {
        "KENKYU_DATABASE_URL": url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_PUBLIC_URL": "https://kenkyu.test",
        "KENKYU_SMTP_URL": f"smtp://127.0.0.1:{port}", "KENKYU_MAIL_FROM": "kenkyu@kenkyu.test",
        "KENKYU_FILES_URL": tmp_path.as_uri(), "KENKYU_LOG_LEVEL": "critical", "PYTHONPATH": str(ROOT),
    }  # fmt: skip

    while len(set(inbox.taken)) < MAILS or states(database)[JobState.DONE] < MAILS:
        assert time.monotonic() - began < SECONDS_MAX
        _let_leases_run_out(database)
        worker = subprocess.Popen(COMMAND, cwd=ROOT, env=environment, start_new_session=True)
        try:
            wanted = len(inbox.taken) + chance.randint(20, 80) if kills < KILLS_MAX else MAILS * 2
            while len(inbox.taken) < wanted and time.monotonic() - began < SECONDS_MAX:
                if states(database)[JobState.DONE] == MAILS:
                    break
                time.sleep(0.005)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(10)
        kills += 1

    counts = Counter(inbox.taken)
    assert counts.keys() == {f"<{mail.id}@kenkyu.test>" for mail in mails(database, scope)}
    assert kills >= 3
    assert sum(counts.values()) - MAILS <= kills
    assert all(mail.sent_at and not mail.given_up_at for mail in mails(database, scope))


def _let_leases_run_out(database: Database) -> None:
    """As if LEASE_SECONDS had gone by since the last worker was killed."""
    with database.writing(NOBODY) as session:
        held = update(Job).where(col(Job.claimed_by).is_not(None))
        session.execute(held.values(lease_until=clock.now() - timedelta(seconds=1)))
