"""Mail: written with what it tells, sent once by a real server, the same message when it is sent again."""

import contextlib
import email
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import postgres
import pytest
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from cast import NOW, SECRET_KEY
from sqlmodel import Session, select

from app.db import migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.files.store import open_store
from app.identity import queries as people
from app.identity.tables import School, Staff
from app.jobs import queries as jobs
from app.jobs import work
from app.jobs.rules import JobState
from app.jobs.tables import Job
from app.kernel.actor import NOBODY, Scope
from app.outbox import actions, rules
from app.outbox import work as sending
from app.outbox.rules import Message
from app.outbox.tables import OutgoingMail
from app.outbox.work import Post
from app.settings import Settings, Unusable
from app.worker import tasks_of

LATER = timedelta(minutes=1)


class Interrupted(Exception):
    """What takes a transaction back."""


class Inbox:
    """What a mail server was handed, and what it says to it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], EmailMessage]] = []
        self.says: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: smtp.SMTP, _session: smtp.Session, envelope: smtp.Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.says.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: smtp.SMTP, _session: smtp.Session, envelope: smtp.Envelope) -> str:  # noqa: N802
        if "DATA" in self.says:
            return self.says["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append((str(envelope.mail_from), list(envelope.rcpt_tos), message))
        return "250 OK"

    def only(self) -> EmailMessage:
        assert len(self.taken) == 1
        return self.taken[0][2]


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A real SMTP server on the loopback."""
    made = Inbox()
    controller = Controller(made, hostname="127.0.0.1", port=_free_port(), enable_SMTPUTF8=True)
    controller.start()
    made.port = controller.port
    yield made
    controller.stop(no_assert=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Desk:
    """Birch School, Amina in it, and what mail of hers waits."""

    def __init__(self, url: str) -> None:
        self.database = Database(open_engine(url, connections=4))
        with self.database.writing(NOBODY) as session:
            school = School(name="Birch School", created_at=NOW)
            session.add(school)
            session.flush()
            self.scope = Scope(school.id)
            self.school_id = school.id
        with self.database.writing(self.scope) as session:
            amina = Staff(school_id=self.school_id, code="AMI", name="Amina", created_at=NOW)
            session.add(amina)
            session.flush()
            self.staff_id = amina.id

    def write(self, key: str = "digest", now: datetime = NOW, **changes: Any) -> bool:
        wish = {
            "staff_id": self.staff_id, "address": "amina@birch.example", "subject": "New on the fair",
            "text": "Three new findings.\n.\nGŵyl", "html": "<p>Three new findings.</p>",
            "leave_url": "https://kenkyu.test/digest/leave#abc",
        }  # fmt: skip
        with self.database.writing(self.scope) as session:
            return actions.write(session, self.school_id, Message(**(wish | changes)), key=key, now=now)

    def work(self, port: int, at: datetime = NOW, scheme: str = "smtp") -> bool:
        """One turn of a worker whose mail server is on *port*."""
        settings = Settings(
            database_url="sqlite://", secret_key=SECRET_KEY, files_url="memory://", public_url="https://kenkyu.test",
            smtp_url=f"{scheme}://127.0.0.1:{port}", mail_from="Kenkyu <kenkyu@kenkyu.test>",
        )  # fmt: skip
        return self.turn(settings, at)

    def turn(self, settings: Settings, at: datetime = NOW) -> bool:
        return work.work_once(self.database, "worker", tasks_of(settings, open_store(settings)), scope_of, lambda: at)

    def mail(self) -> OutgoingMail:
        with self.database.reading(self.scope) as session:
            return session.exec(select(OutgoingMail)).one()

    def job(self) -> Job:
        with self.database.reading(NOBODY) as session:
            return session.exec(select(Job)).one()


def scope_of(session: Session, school_id: UUID) -> Scope:
    return Scope(school_id, people.school(session, school_id).trust_id)


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path}/outbox.db"
    if request.param == "postgres":
        cluster: postgres.Cluster = request.getfixturevalue("postgres_server")
        url = cluster.database()
    migrating.upgrade(url)
    made = Desk(url)
    yield made
    made.database.engine.dispose()


def test_a_message_reaches_its_one_reader_and_is_not_sent_again(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    turns = [desk.work(inbox.port), desk.work(inbox.port, NOW + timedelta(hours=1))]

    sent_from, sent_to, message = inbox.taken[0]
    assert turns == [True, False]
    assert (len(inbox.taken), sent_from, sent_to) == (1, "kenkyu@kenkyu.test", ["amina@birch.example"])
    assert {name: message[name] for name in ("From", "To", "Subject", "Auto-Submitted", "List-Unsubscribe")} == {
        "From": "Kenkyu <kenkyu@kenkyu.test>", "To": "amina@birch.example", "Subject": "New on the fair",
        "Auto-Submitted": "auto-generated", "List-Unsubscribe": "<https://kenkyu.test/digest/leave#abc>",
    }  # fmt: skip
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == "Three new findings.\n.\nGŵyl\n"
    assert html.get_content().strip() == "<p>Three new findings.</p>"
    assert (desk.mail().sent_at, desk.mail().given_up_at) == (NOW, None)


def test_one_key_is_one_message(desk: Desk, inbox: Inbox) -> None:
    """Take out: `queries.is_written` in actions.write (the key of the table refuses then, which is no answer)."""
    assert [desk.write(), desk.write(), desk.write("another")] == [True, False, True]

    while desk.work(inbox.port):
        pass

    assert len(inbox.taken) == 2


def test_a_message_of_a_transaction_that_fails_is_never_sent(desk: Desk, inbox: Inbox) -> None:
    message = Message(desk.staff_id, "amina@birch.example", "No", "No")
    with contextlib.suppress(Interrupted), desk.database.writing(desk.scope) as session:
        actions.write(session, desk.school_id, message, key="digest", now=NOW)
        raise Interrupted

    assert not desk.work(inbox.port)


def test_a_message_that_is_sent_again_after_a_crash_is_the_same_message(
    desk: Desk, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker dies after the server's word and before ours. Take out: Message-ID from the row's id."""
    desk.write()

    def killed(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_end", killed)
        desk.work(inbox.port)
    desk.work(inbox.port, NOW + LATER)

    first, second = (message for _, _, message in inbox.taken)
    assert first["Message-ID"] == second["Message-ID"] == f"<{desk.mail().id}@kenkyu.test>"
    assert first["Date"] == second["Date"]
    assert desk.mail().sent_at == NOW + LATER


@pytest.mark.parametrize(
    "subject",
    ["Hi\r\nBcc: eve@cedar.example", "Hi\nBcc: eve@cedar.example\n\nBody", "Hi\x00\x0b\u2028Bcc: eve@x.example"],
)
def test_a_subject_cannot_begin_another_header(desk: Desk, inbox: Inbox, subject: str) -> None:
    """Take out: `subject_of` (the library refuses then, and the mail never goes)."""
    desk.write(subject=subject)

    desk.work(inbox.port)

    assert inbox.taken[0][1] == ["amina@birch.example"]
    assert inbox.only()["Bcc"] is None
    assert inbox.only()["Subject"].startswith("Hi Bcc: eve@")


@pytest.mark.parametrize(
    "address",
    [
        "amina@birch.example, eve@cedar.example", "amina@birch.example\r\nBcc: eve@cedar.example", "Amina <a@b.example>",
        "amina", "@birch.example", "amina@", "", "a" * 250 + "@b.example", "amina@birch.example>",
    ],
)  # fmt: skip
def test_what_is_not_exactly_one_address_is_not_written_to(desk: Desk, inbox: Inbox, address: str) -> None:
    """Take out: `address_of` in actions.write."""
    assert not desk.write(address=address)
    assert not desk.work(inbox.port)


def test_an_address_beyond_ascii_is_written_to(desk: Desk, inbox: Inbox) -> None:
    desk.write(address="siân@birch.example")

    desk.work(inbox.port)

    assert inbox.taken[0][1] == ["siân@birch.example"]


def test_while_the_server_is_down_mail_waits_and_goes_when_it_is_back(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    desk.work(_free_port())
    down = desk.job()
    too_early = desk.work(inbox.port, NOW + timedelta(seconds=29))
    desk.work(inbox.port, NOW + timedelta(seconds=30))

    assert (jobs.state(down), down.trouble) == (JobState.RETRYING, "The mail server did not answer.")
    assert not too_early
    assert len(inbox.taken) == 1
    assert (jobs.state(desk.job()), desk.mail().sent_at) == (JobState.DONE, NOW + timedelta(seconds=30))


@pytest.mark.parametrize("answer", [("RCPT", "450 Later"), ("DATA", "451 Later"), ("DATA", "554 Spam")])
def test_a_server_that_says_not_now_is_asked_again(desk: Desk, inbox: Inbox, answer: tuple[str, str]) -> None:
    desk.write()
    inbox.says = dict([answer])

    desk.work(inbox.port)
    waits = jobs.state(desk.job())
    inbox.says = {}
    desk.work(inbox.port, NOW + LATER)

    assert waits == JobState.RETRYING
    assert len(inbox.taken) == 1


def test_an_address_that_the_server_does_not_know_is_given_up_at_once(desk: Desk, inbox: Inbox) -> None:
    """Take out: FINAL in outbox.work."""
    desk.write()
    inbox.says = {"RCPT": "550 No such user amina@birch.example"}

    desk.work(inbox.port)

    assert (jobs.state(desk.job()), desk.mail().given_up_at, desk.mail().sent_at) == (JobState.GIVEN_UP, NOW, None)
    assert "550" in desk.job().trouble
    assert "amina" not in desk.job().trouble


def test_a_server_without_tls_is_never_spoken_to_in_the_open_when_tls_was_asked_for(desk: Desk, inbox: Inbox) -> None:
    """Take out: `server.starttls`."""
    desk.write()

    desk.work(inbox.port, scheme="smtp+starttls")

    assert inbox.taken == []
    assert desk.mail().sent_at is None


def test_without_a_mail_server_mail_waits(desk: Desk, inbox: Inbox) -> None:
    desk.write()
    settings = Settings(database_url="sqlite://", secret_key=SECRET_KEY, files_url="memory://")

    assert not desk.turn(settings)
    assert jobs.state(desk.job()) == JobState.WAITING
    assert desk.work(inbox.port)
    assert len(inbox.taken) == 1


@pytest.mark.parametrize(("days", "sent"), [(rules.WORTH_SENDING.days, 1), (rules.WORTH_SENDING.days + 1, 0)])
def test_news_of_more_than_a_week_ago_is_not_sent(desk: Desk, inbox: Inbox, days: int, sent: int) -> None:
    """Take out: WORTH_SENDING in outbox.work."""
    desk.write()

    desk.work(inbox.port, NOW + timedelta(days=days))

    assert len(inbox.taken) == sent
    assert (desk.mail().given_up_at is None) == bool(sent)


def test_messages_are_forgotten_after_a_month(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    def forgotten(days: int) -> int:
        with desk.database.writing(desk.scope) as session:
            return actions.forget(session, desk.school_id, NOW + timedelta(days=days))

    assert [forgotten(30), forgotten(31)] == [0, 1]
    assert desk.work(inbox.port), "its job is there still"
    assert (jobs.state(desk.job()), inbox.taken) == (JobState.DONE, [])


BAD: list[tuple[str, str]] = [
    ("http://mail.example", "a@b.example"), ("smtp://", "a@b.example"), ("mail.example:25", "a@b.example"),
    ("smtp://mail.example", ""), ("smtp://mail.example", "nobody"), ("smtp://mail.example", "a@b.example\nBcc: c@d.e"),
]  # fmt: skip


@pytest.mark.parametrize(("smtp_url", "mail_from"), BAD)
def test_settings_that_cannot_send_mail_do_not_start(smtp_url: str, mail_from: str) -> None:
    # Pydantic lets an error of a validator through as its own kind, a ValueError too.
    with pytest.raises(ValueError, match=r"KENKYU_(SMTP_URL|MAIL_FROM)"):
        Settings(secret_key=SECRET_KEY, smtp_url=smtp_url, mail_from=mail_from)
    assert issubclass(Unusable, ValueError)


def test_what_leaves_does_not_depend_on_when(desk: Desk) -> None:
    """Two workers, two moments: one message, but for the boundary between its parts."""
    desk.write(html="")
    post = Post("smtp://mail.example", "kenkyu@kenkyu.test", "kenkyu.test")
    make: Callable[[], bytes] = lambda: sending.message_of(desk.mail(), post).as_bytes()  # noqa: E731

    assert make() == make()
