"""A school with mail that waits, and a real mail server on the loopback that takes it."""

import email
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import migrated
import pytest
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from cast import NOW, SECRET_KEY
from live import free_port
from sqlmodel import Session, select

from app.db.engine import open_engine
from app.db.session import Database
from app.files.store import open_store
from app.identity import queries as people
from app.identity.tables import School, Staff
from app.jobs import work
from app.jobs.tables import Job
from app.kernel.actor import NOBODY, Scope
from app.outbox import actions
from app.outbox.rules import Message
from app.outbox.tables import OutgoingMail
from app.settings import Settings
from app.worker import tasks_of

LATER = timedelta(minutes=1)
AMINA = "amina@birch.example"
ONE_CLICK = b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


class Inbox:
    """What a mail server was handed, and what it says to it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], EmailMessage]] = []
        self.raw: list[bytes] = []
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
        self.raw.append(content)
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
    controller = Controller(made, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    made.port = controller.port
    yield made
    controller.stop(no_assert=True)


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
            amina = Staff(school_id=self.school_id, code="AMI", name="Amina", email=AMINA, created_at=NOW)
            session.add(amina)
            session.flush()
            self.staff_id = amina.id

    def write(self, key: str = "digest", now: datetime = NOW, **changes: Any) -> bool:
        wish = {
            "staff_id": self.staff_id, "address": AMINA, "subject": "New on the fair",
            "text": "Three new findings.\n.\nGŵyl", "html": "<p>Three new findings.</p>",
            "leave_url": "https://kenkyu.test/digest/leave#abc",
        }  # fmt: skip
        with self.database.writing(self.scope) as session:
            return actions.write(session, self.school_id, Message(**(wish | changes)), key=key, now=now)

    def moves(self, address: str | None) -> None:
        """The office notes another address of Amina's."""
        with self.database.writing(self.scope) as session:
            session.exec(select(Staff)).one().email = address

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
    if request.param == "sqlite":
        url = migrated.sqlite(tmp_path)
    else:
        url = migrated.on(request.getfixturevalue("postgres_server"))
    made = Desk(url)
    yield made
    made.database.engine.dispose()
