"""Asking for a link that is mailed, and writing the mail."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from app.coming_in import rules
from app.identity import queries as people
from app.identity import resetting
from app.jobs import actions as jobs
from app.outbox import actions as outbox
from app.outbox.rules import Message, link


def ask(session: Session, email: str, address: str, now: datetime, *, by_mail: bool) -> None:
    """Have a link mailed, if the address is an account's. The same is read and written when it is nobody's.

    Raises:
        AddressThrottled: it was asked for too often.
    """
    resetting.require_not_asked_too_often(session, email, address, now)
    account = people.account_by_email(session, email)
    if by_mail:
        account_id = None if account is None else account.id
        jobs.enqueue(session, rules.MAIL_LINK, uuid4().hex, {"account_id": account_id}, school_id=None, now=now)


def write_mail(
    session: Session, account_id: UUID, school_id: UUID, staff_id: UUID, email: str, now: datetime, server_key: bytes
) -> None:  # fmt: skip
    """Make the link and the message that holds it. The transaction is that school's."""
    reset_id = uuid4()
    secret = rules.secret_of(server_key, school_id, reset_id)
    resetting.make_link(session, reset_id, account_id, secret, now)
    text = (
        "Somebody, probably you, asked for a new password for Kenkyu. Choose it here within the hour:\n\n"
        f"{link(rules.PATH, rules.claim_of(reset_id))}\n\n"
        "The link is good once. When it is used, you are signed out everywhere and sign in again, with your second "
        "factor if you have one. If it was not you, do nothing: your password stays as it is.\n"
    )
    message = Message(staff_id=staff_id, address=email, subject="A new password for Kenkyu", text=text, kind=rules.MAIL)
    outbox.write(session, school_id, message, key=rules.key_of(reset_id), now=now)
