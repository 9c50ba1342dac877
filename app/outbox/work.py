"""The worker's side of mail: hand one message to the mail server, and write down that it has gone."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from app.db.session import Database
from app.jobs.rules import GiveUp, Trouble
from app.kernel.actor import Scope
from app.outbox import queries, rules
from app.outbox.tables import OutgoingMail

SECONDS_MAX = 30
FINAL = range(500, 600)
"""Answers of a mail server that will be the same tomorrow."""


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves: the server's address, who it is from, and the host that our Message-IDs end with."""

    smtp_url: str
    mail_from: str
    host: str


def send(database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, post: Post) -> None:
    """Send one message, unless it has gone. No transaction is open while the server is spoken to.

    Raises:
        Trouble: the server did not take it now.
        GiveUp: it never will, or the message is too old to be news.
    """
    assert scope.school_id is not None
    mail_id = UUID(payload["mail_id"])
    with database.reading(scope) as session:
        mail = queries.mail(session, scope.school_id, mail_id)
    if mail is None or mail.sent_at is not None or mail.given_up_at is not None:
        return
    try:
        if now - mail.made_at > rules.WORTH_SENDING:
            raise GiveUp("The message is more than a week old, so it was not sent.")
        _hand_over(message_of(mail, post), post)
    except GiveUp:
        _end(database, scope, mail_id, given_up_at=now)
        raise
    _end(database, scope, mail_id, sent_at=now)


def message_of(mail: OutgoingMail, post: Post) -> EmailMessage:
    """The message as it leaves; the same each time, its Message-ID included."""
    to = rules.address_of(mail.address)
    assert to is not None, "actions.write lets no other in"
    is_plain = mail.address.isascii() and post.mail_from.isascii()
    message = EmailMessage(policy=SMTP if is_plain else SMTPUTF8)
    message["From"] = post.mail_from
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = f"<{mail.id}@{post.host}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.leave_url:
        message["List-Unsubscribe"] = f"<{mail.leave_url}>"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message


def _hand_over(message: EmailMessage, post: Post) -> None:
    try:
        server = _connected(post.smtp_url)
        try:
            server.send_message(message)
        finally:
            # It has been taken, or refused: how the server says goodbye changes nothing.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        if all(code in FINAL for code in codes):
            raise GiveUp(f"The mail server does not take mail for this address ({min(codes)}).") from error
        raise Trouble(f"The mail server does not take mail for this address now ({min(codes)}).") from error
    except smtplib.SMTPNotSupportedError as error:
        raise GiveUp("The mail server cannot do what the address or the sign-in needs.") from error
    except smtplib.SMTPResponseException as error:
        # Signing in and the sender are the installation's to mend: worth another try, whatever the number.
        raise Trouble(f"The mail server refused ({error.smtp_code}).") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Trouble("The mail server did not answer.") from error


def _connected(smtp_url: str) -> smtplib.SMTP:
    """A session with the server, in which it has been spoken to and signed in to as the address says."""
    parts = urlsplit(smtp_url)
    assert parts.hostname is not None, "settings.py refuses others"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=SECONDS_MAX, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=SECONDS_MAX)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _end(
    database: Database, scope: Scope, mail_id: UUID, *, sent_at: datetime | None = None,
    given_up_at: datetime | None = None,
) -> None:  # fmt: skip
    assert scope.school_id is not None
    with database.writing(scope) as session:
        mail = queries.mail(session, scope.school_id, mail_id)
        if mail is not None:
            mail.sent_at, mail.given_up_at = sent_at, given_up_at
            session.add(mail)
