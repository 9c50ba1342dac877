"""Reads about messages. Only the worker reads what they say."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.outbox.tables import OutgoingMail

KEYS_AT_ONCE = 500


def keys_written(session: Session, school_id: UUID, keys: Sequence[str]) -> set[str]:
    """Which of *keys* the school has messages of, sent or not."""
    found: set[str] = set()
    for first in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[first : first + KEYS_AT_ONCE]
        statement = select(OutgoingMail.key).where(OutgoingMail.school_id == school_id, col(OutgoingMail.key).in_(some))
        found |= set(session.exec(statement.limit(KEYS_AT_ONCE)))
    return found


def keys_sent(session: Session, school_id: UUID, keys: Sequence[str]) -> set[str]:
    """Which of *keys*' messages have gone."""
    statement = select(OutgoingMail.key).where(
        OutgoingMail.school_id == school_id,
        col(OutgoingMail.key).in_(list(keys)),
        col(OutgoingMail.sent_at).is_not(None),
    )
    return set(session.exec(statement.limit(len(keys))))


def mails(session: Session, school_id: UUID, mail_ids: Sequence[UUID]) -> dict[UUID, OutgoingMail]:
    """Messages by id; those that have been forgotten are left out."""
    statement = select(OutgoingMail).where(OutgoingMail.school_id == school_id, col(OutgoingMail.id).in_(mail_ids))
    return {row.id: row for row in session.exec(statement.limit(len(mail_ids)))}
