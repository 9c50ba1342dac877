"""`python -m bench.mail`: 10,000 notices from the outbox to a local mail server by one worker, on both engines.

The server is a real one (aiosmtpd) in a process of its own; the worker is the product's, with its fsync after every
message. What is counted is from the worker's start to the last message that is written down as gone.
"""

import importlib
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import click
from sqlmodel import col, func, select

from app.db import migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.identity.tables import School, Staff
from app.kernel import clock
from app.kernel.actor import NOBODY, Scope
from app.notices.rules import NoticeKind, letter, words
from app.notices.rules.notice import Notice
from app.outbox import actions
from app.outbox.rules import Letter, Message
from app.outbox.tables import OutgoingMail
from app.settings import Settings
from app.worker import work
from bench.__main__ import SECRET_KEY, free_port

MAILS: Final = 10_000
SECONDS_WANTED: Final = 60.0
NOW: Final = clock.now()
FACTS: Final = {
    "day": "Tuesday 24 November", "start": "09:00", "end": "09:30", "period": "P2", "class": "9B1", "subject": "Maths",
    "place": "M4", "by": "A colleague",
}  # fmt: skip
SERVER: Final = """
import sys, threading
from aiosmtpd.controller import Controller
class Inbox:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Inbox(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
threading.Event().wait()
"""


def fill(url: str, mails: int) -> Scope:
    """A school that has so many notices to send."""
    migrating.upgrade(url)
    database = Database(open_engine(url, connections=2))
    with database.writing(NOBODY) as session:
        school = School(name="Bench School", created_at=NOW)
        session.add(school)
        session.flush()
        scope = Scope(school.id)
    assert scope.school_id is not None
    with database.writing(scope) as session:
        staff = [
            Staff(
                school_id=scope.school_id, code=f"T{number}", name=f"Teacher {number}",
                email=f"teacher{number}@bench.example", created_at=NOW,
            )
            for number in range(250)
        ]  # fmt: skip
        session.add_all(staff)
        session.flush()
        letters = []
        for number in range(mails):
            reader = staff[number % len(staff)]
            notice = Notice(NoticeKind.COVER_ASKED, (reader.id,), FACTS, "/?on=2026-11-24", "bench")
            written = letter.write(
                reader.name, words.said(notice), path=notice.path, leave="leave:1", answer="answer:1"
            )
            message = Message(
                reader.id, reader.email or "", written.subject, written.text, written.html,
                leave_url=letter.leave_link("leave:1"), leaves_by_post=True, kind=notice.kind,
            )  # fmt: skip
            letters.append(Letter(message, f"bench:{number}:{uuid4().hex}"))
        actions.write_all(session, scope.school_id, letters, NOW - timedelta(minutes=1))
    database.engine.dispose()
    return scope


def drain(url: str, mails: int) -> tuple[float, int]:
    """Seconds until all have gone, and how many went."""
    scope, port = fill(url, mails), free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        settings = Settings(
            database_url=url, secret_key=SECRET_KEY, files_url="memory://", public_url="https://kenkyu.bench",
            smtp_url=f"smtp://127.0.0.1:{port}", mail_from="kenkyu@kenkyu.bench", log_level="critical",
        )  # fmt: skip
        began = time.perf_counter()
        work(settings, once=True)
        seconds = time.perf_counter() - began
    finally:
        server.kill()
        server.wait()
    with Database(open_engine(url, connections=2)).reading(scope) as session:
        gone = session.exec(
            select(func.count()).select_from(OutgoingMail).where(col(OutgoingMail.sent_at).is_not(None))
        ).one()
    return seconds, gone


@click.command()
@click.option("--mails", default=MAILS)
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=["sqlite", "postgres"]
)  # fmt: skip
def main(mails: int, engines: tuple[str, ...]) -> None:
    """Print what it took, beside what is wanted."""
    assert threading.current_thread() is threading.main_thread()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    postgres: Any = importlib.import_module("postgres")
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            if engine == "sqlite":
                told = drain(f"sqlite:///{folder}/mail.db", mails)
            else:
                with postgres.server(durable=True) as cluster:
                    told = drain(cluster.database(), mails)
        seconds, gone = told
        wanted = SECONDS_WANTED * mails / MAILS
        click.echo(
            f"{engine}: {gone:,} of {mails:,} mails gone in {seconds:.1f} s ({gone / seconds:.0f} a second); "
            f"wanted {wanted:.0f} s: {'kept' if gone == mails and seconds <= wanted else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
