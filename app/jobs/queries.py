"""Reads about jobs."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.jobs import access
from app.jobs.rules import JobState, Seen, state_of
from app.jobs.tables import Job
from app.kernel.actor import Actor
from app.web.pages import PageWish, beyond, cut


def job(session: Session, actor: Actor, kind: str, key: str) -> Job | None:
    """The school's job of that kind and key, or None when nobody asked for it."""
    return session.exec(select(Job).where(access.visible(actor), Job.kind == kind, Job.key == key)).one_or_none()


def count_due(session: Session, school_id: UUID, kind: str, now: datetime, *, most: int) -> int:
    """How many jobs of that kind a school's worker should have begun by now and has not ended; *most* is enough."""
    due = select(Job.id).where(
        Job.school_id == school_id, Job.kind == kind, col(Job.finished_at).is_(None), Job.due_at <= now
    )
    return len(session.exec(due.limit(most)).all())


def jobs_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[Job], str | None]:
    """The school's jobs, newest first."""
    statement = select(Job).where(access.visible(actor))
    columns = (col(Job.made_at), col(Job.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def state(row: Job) -> JobState:
    """In which state *row* is."""
    return state_of(Seen(row.attempts, row.claimed_by is not None, row.finished_at, row.trouble))
