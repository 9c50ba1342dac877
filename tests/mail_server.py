"""A real SMTP server on the loopback, which keeps what it takes or hands it to a command, as a school's does."""

import email
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd import smtp
from aiosmtpd.controller import Controller

Hand = Callable[[str, bytes], None]
"""Given whom a message is for, and the message."""


class MailServer:
    """What was taken: whom for, and the message."""

    def __init__(self, hand: Hand | None = None) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.port = 0
        self._hand = hand

    async def handle_DATA(self, _server: smtp.SMTP, _session: smtp.Session, envelope: smtp.Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        for address in envelope.rcpt_tos:
            self.taken.append((address, message))
            if self._hand is not None:
                self._hand(address, content)
        return "250 OK"


@contextmanager
def mail_server(hand: Hand | None = None) -> Iterator[MailServer]:
    """A server that is up for a while."""
    made = MailServer(hand)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    controller = Controller(made, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    made.port = port
    try:
        yield made
    finally:
        controller.stop(no_assert=True)
