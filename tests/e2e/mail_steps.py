"""A real mail server for browser tests, and what people find in their mail."""

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from cast import World
from e2e_site import Site
from live import free_port

from app import worker
from app.jobs import work as jobs_work
from app.outbox.rules import SEND


@dataclass
class MailServer:
    """What was sent, to whom."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        with self.lock:
            self.taken.append((envelope.rcpt_tos[0], message))
        return "250 OK"

    def deliver(self, site: Site, world: World) -> None:
        """Send what waits, as the worker does."""
        settings = site.settings.model_copy(
            update={"smtp_url": f"smtp://127.0.0.1:{self.port}", "mail_from": "Kenkyu <kenkyu@kenkyu.test>"}
        )
        mail = worker.mail_of(settings)
        assert mail is not None
        while jobs_work.work_together(
            world.database, "test", SEND, mail, worker._scope_of, now=site.clock, most=100
        ):  # fmt: skip
            pass

    def text_to(self, name: str, subject: str) -> str:
        """The plain text of the one mail to *name* whose subject begins so."""
        found = [
            message for address, message in self.taken
            if address.startswith(f"{name}.") and str(message["Subject"]).startswith(subject)
        ]  # fmt: skip
        assert len(found) == 1, [(address, str(message["Subject"])) for address, message in self.taken]
        body = found[0].get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server on loopback while the block lasts."""
    made = MailServer()
    controller = Controller(made, hostname="127.0.0.1", port=free_port())
    controller.start()
    made.port = controller.port
    yield made
    controller.stop(no_assert=True)
