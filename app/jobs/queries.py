"""Reads about jobs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from app.jobs import access
from app.jobs.rules import BEAT, JobState, Seen, state_of
from app.jobs.tables import Job
from app.kernel.actor import Actor
from app.web.pages import PageWish, beyond, cut

KINDS_MAX = 100


def job(session: Session, actor: Actor, kind: str, key: str) -> Job | None:
    """The school's job of that kind and key, or None when nobody asked for it."""
    return session.exec(select(Job).where(access.visible(actor), Job.kind == kind, Job.key == key)).one_or_none()


def count_due(session: Session, school_id: UUID, kind: str, now: datetime, *, most: int) -> int:
    """How many jobs of that kind a school's worker should have begun by now and has not ended; *most* is enough."""
    due = select(Job.id).where(
        Job.school_id == school_id, Job.kind == kind, col(Job.finished_at).is_(None), Job.due_at <= now
    )
    return len(session.exec(due.limit(most)).all())


def last_beat(session: Session) -> datetime | None:
    """When some worker last said that it is there; None when none ever did."""
    return session.exec(select(Job.finished_at).where(Job.kind == BEAT, Job.key == BEAT)).one_or_none()


@dataclass(frozen=True, slots=True)
class OfKind:
    """How the jobs of one kind stand, whoever's they are."""

    kind: str
    waiting: int
    """Due, and not done."""
    given_up: int
    oldest_seconds: float


def by_kind(session: Session, now: datetime) -> list[OfKind]:
    """How many jobs of each kind wait, and how many were given up and are not forgotten yet."""
    waits = col(Job.finished_at).is_(None) & (col(Job.due_at) <= now)
    failed = col(Job.finished_at).is_not(None) & (col(Job.trouble) != "")
    statement = (
        select(
            Job.kind, func.sum(case((waits, 1), else_=0)), func.sum(case((failed, 1), else_=0)),
            func.min(case((waits, col(Job.due_at)), else_=None)),
        )
        .where(waits | failed).group_by(Job.kind).order_by(Job.kind).limit(KINDS_MAX)
    )  # fmt: skip
    return [
        OfKind(kind, waiting, given_up, (now - oldest).total_seconds() if oldest else 0.0)
        for kind, waiting, given_up, oldest in session.execute(statement)
    ]


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
