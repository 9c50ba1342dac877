"""Doors that shut: sessions ended in one school, and what a last day of work means for who may come in."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlalchemy import update
from sqlmodel import Session, col

from app.identity.tables import Membership, SignInSession, Staff


def end_sessions_here(session: Session, school_id: UUID, account_ids: Collection[UUID], now: datetime) -> None:
    """End the sessions and tokens that are in this school. Where else the accounts work, that school decides."""
    here = (col(SignInSession.school_id) == school_id) & col(SignInSession.account_id).in_(account_ids)
    session.execute(update(SignInSession).where(here, col(SignInSession.ended_at).is_(None)).values(ended_at=now))


def close_after_the_last_day(session: Session, school_id: UUID) -> int:
    """See that no door of the school's staff opens after their last day, however that day came to stand there.

    Answers with how many doors it put right. The transaction is the school's.
    """
    last_day = select_columns(col(Staff.left_on)).where(
        col(Staff.school_id) == school_id, col(Staff.id) == col(Membership.staff_id), col(Staff.is_guest).is_(False)
    ).scalar_subquery()  # fmt: skip
    late = (col(Membership.school_id) == school_id) & last_day.is_not(None)
    later = col(Membership.until).is_(None) | (col(Membership.until) > last_day)
    return session.connection().execute(update(Membership).where(late, later).values(until=last_day)).rowcount
