"""Writes of what a group will do otherwise next time."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.errors import ChangeChecked, ChangeDiffers, TooManyChanges
from app.lesson_study.queries import cycles as queries
from app.lesson_study.schemas.proposals import ChangeIn, CheckedIn
from app.lesson_study.tables import NextChange


def add(session: Session, actor: Actor, lesson_id: UUID, wish: ChangeIn, now: datetime) -> NextChange:
    """Write down a change. With an id of the client's, the same sent twice is one.

    Raises:
        ChangeDiffers: the id stands for another change.
        TooManyChanges: the research lesson has as many as it holds.
    """
    lesson, _, _ = queries.lesson_to_change(session, actor, lesson_id)
    if wish.id is not None and (there := queries.change(session, actor, wish.id)) is not None:
        if (there.research_lesson_id, there.text, there.by_on) != (lesson.id, wish.text, wish.by_on):
            raise ChangeDiffers
        return there
    if len(queries.changes(session, actor, [lesson.id])) >= queries.CHANGES_MAX:
        raise TooManyChanges
    row = NextChange(
        school_id=actor.school_id, id=wish.id or uuid4(), research_lesson_id=lesson.id, text=wish.text,
        by_on=wish.by_on, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def check(session: Session, actor: Actor, change_id: UUID, wish: CheckedIn, now: datetime) -> NextChange:
    """Say what was seen when the group looked again. Said anew, the newest words hold."""
    row, _, _ = queries.change_to_change(session, actor, change_id)
    row.outcome, row.checked_at = wish.outcome, now
    session.flush()
    return row


def remove(session: Session, actor: Actor, change_id: UUID) -> None:
    """Take a change away.

    Raises:
        ChangeChecked: the group has looked at it again; it stays.
    """
    row, _, _ = queries.change_to_change(session, actor, change_id)
    if row.checked_at is not None:
        raise ChangeChecked(checked_at=row.checked_at)
    session.delete(row)
    session.flush()
