"""Reads about messages. Only the worker reads what they say."""

from uuid import UUID

from sqlmodel import Session, select

from app.outbox.tables import OutgoingMail


def is_written(session: Session, school_id: UUID, key: str) -> bool:
    """Whether the school has a message of that key, sent or not."""
    statement = select(OutgoingMail.id).where(OutgoingMail.school_id == school_id, OutgoingMail.key == key)
    return session.exec(statement).first() is not None


def mail(session: Session, school_id: UUID, mail_id: UUID) -> OutgoingMail | None:
    """One message, or None when it has been forgotten."""
    statement = select(OutgoingMail).where(OutgoingMail.school_id == school_id, OutgoingMail.id == mail_id)
    return session.exec(statement).one_or_none()
