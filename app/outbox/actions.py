"""Writing a message that is to go out, and forgetting those that have."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.jobs import actions as jobs
from app.jobs.actions import Wish
from app.outbox import queries, rules
from app.outbox.queries import KEYS_AT_ONCE
from app.outbox.rules import Letter, Message
from app.outbox.tables import OutgoingMail

log = structlog.get_logger("kenkyu.outbox")


def write(session: Session, school_id: UUID, message: Message, *, key: str, now: datetime) -> bool:
    """Have *message* sent after this transaction. Answers whether it will be: each key once in a school.

    Args:
        key: what the message is about, such as digest, person and week; two of one key are one message.
    """
    return write_all(session, school_id, [Letter(message, key)], now) == 1


def write_all(session: Session, school_id: UUID, letters: Sequence[Letter], now: datetime) -> int:
    """Have *letters* sent after this transaction, each when it is due; answers with how many will be.

    An address that no server would take is left out with a line in the log, so that one person's does not keep the
    others from their mail. A letter of a key that has been written is left out.
    """
    written = queries.keys_written(session, school_id, [letter.key for letter in letters])
    rows: dict[str, tuple[OutgoingMail, datetime | None]] = {}
    for letter in letters:
        message = letter.message
        url = message.leave_url
        assert not url or url.startswith(rules.LINK) or rules.is_plain_url(url), "made of our own address"
        if rules.address_of(message.address) is None:
            log.warning("address cannot be written to", school_id=str(school_id), staff_id=str(message.staff_id))
        elif letter.key not in written and letter.key not in rows:
            rows[letter.key] = (_row_of(school_id, letter, now), letter.due_at)
    session.add_all(row for row, _ in rows.values())
    session.flush()
    wishes = [Wish(row.id.hex, {"mail_id": row.id}, due_at) for row, due_at in rows.values()]
    jobs.enqueue_all(session, rules.SEND, wishes, school_id=school_id, now=now)
    return len(rows)


def take_back(session: Session, school_id: UUID, keys: Sequence[str], now: datetime) -> set[str]:
    """Keep back those messages of *keys* that have not gone, because they are no news any more; answers with which.

    One that is being handed to the mail server at this moment may go all the same.
    """
    kept: set[str] = set()
    for first in range(0, len(keys), KEYS_AT_ONCE):
        waiting = (
            (col(OutgoingMail.school_id) == school_id)
            & col(OutgoingMail.key).in_(keys[first : first + KEYS_AT_ONCE])
            & col(OutgoingMail.sent_at).is_(None) & col(OutgoingMail.given_up_at).is_(None)
        )  # fmt: skip
        change = update(OutgoingMail).where(waiting).values(given_up_at=now).returning(col(OutgoingMail.key))
        kept |= set(session.connection().scalars(change))
    return kept


def end(
    session: Session, school_id: UUID, mail_id: UUID, *, sent_at: datetime | None, given_up_at: datetime | None
) -> None:  # fmt: skip
    """Note what became of a message. One that was taken back while the server took it has gone."""
    mine = (col(OutgoingMail.school_id) == school_id) & (col(OutgoingMail.id) == mail_id)
    change = update(OutgoingMail).where(mine).values(sent_at=sent_at, given_up_at=given_up_at)
    session.connection().execute(change)


def _row_of(school_id: UUID, letter: Letter, now: datetime) -> OutgoingMail:
    message = letter.message
    return OutgoingMail(
        school_id=school_id, staff_id=message.staff_id, kind=message.kind, address=message.address,
        subject=rules.subject_of(message.subject), text=message.text, html=message.html,
        leave_url=message.leave_url, leaves_by_post=message.leaves_by_post, reply_to=message.reply_to,
        calendar=message.calendar, calendar_method=message.calendar_method, key=letter.key, made_at=now,
    )  # fmt: skip


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's messages KEPT after they were written, gone or not; answers with how many."""
    old = (col(OutgoingMail.school_id) == school_id) & (col(OutgoingMail.made_at) < now - rules.KEPT)
    return session.connection().execute(delete(OutgoingMail).where(old)).rowcount
