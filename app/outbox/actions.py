"""Writing a message that is to go out, and forgetting those that have."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import delete
from sqlmodel import Session, col

from app.jobs import actions as jobs
from app.outbox import queries, rules
from app.outbox.rules import Message
from app.outbox.tables import OutgoingMail

log = structlog.get_logger("kenkyu.outbox")


def write(session: Session, school_id: UUID, message: Message, *, key: str, now: datetime) -> bool:
    """Have *message* sent after this transaction. Answers whether it will be: each key once in a school.

    Args:
        key: what the message is about, such as digest, person and week; two of one key are one message.

    An address that no server would take is left out with a line in the log, so that one person's does not keep the
    others from their mail.
    """
    assert message.leave_url == "" or rules.is_plain_url(message.leave_url), "made of our own address"
    if rules.address_of(message.address) is None:
        log.warning("address cannot be written to", school_id=str(school_id), staff_id=str(message.staff_id))
        return False
    if queries.is_written(session, school_id, key):
        return False
    row = OutgoingMail(
        school_id=school_id, staff_id=message.staff_id, address=message.address,
        subject=rules.subject_of(message.subject), text=message.text, html=message.html,
        leave_url=message.leave_url, key=key, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    jobs.enqueue(session, rules.SEND, row.id.hex, {"mail_id": row.id}, school_id=school_id, now=now)
    return True


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's messages KEPT after they were written, gone or not; answers with how many."""
    old = (col(OutgoingMail.school_id) == school_id) & (col(OutgoingMail.made_at) < now - rules.KEPT)
    return session.connection().execute(delete(OutgoingMail).where(old)).rowcount
