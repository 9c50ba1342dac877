"""Asking for work, and forgetting what has been done."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.jobs.rules import KEPT_DAYS
from app.jobs.tables import Job

PAYLOAD_MAX = 4000
Payload = Mapping[str, UUID | int | date | str | None]
"""Text only as a code (CODE), so that nobody's words can come to stand in a table that belongs to no school."""
CODE = re.compile(r"[0-9a-z_/:.+-]{1,200}")


def enqueue(
    session: Session, kind: str, key: str, payload: Payload, *, school_id: UUID | None, now: datetime,
    due_at: datetime | None = None,
) -> bool:  # fmt: skip
    """Ask for a job in the transaction of what needs it. Answers whether it is new: one kind and key are one job.

    Args:
        kind: which task of app/worker.py.
        key: what is to be done once, for KEPT_DAYS; made of ids and dates, never of anybody's words.
        payload: ids, figures, dates and codes; the task gets them as JSON has them, ids and dates as text.
        due_at: not before then; now if left out.
    """
    plain = json.dumps({name: _plain(value) for name, value in payload.items()})
    assert len(plain) <= PAYLOAD_MAX, "a job holds ids: let the task read the rest"
    assert 0 < len(key) <= 200, "longer than the column"
    row = _insert_of(session)(Job).values(
        id=uuid4(), school_id=school_id, kind=kind, key=key, payload=plain, made_at=now, due_at=due_at or now,
        attempts=0, trouble="",
    )  # fmt: skip
    return session.execute(row.on_conflict_do_nothing().returning(col(Job.id))).first() is not None


def forget_given_up(session: Session, kind: str, key: str, *, school_id: UUID) -> None:
    """Free the key of a school's job that was given up, so that it can be asked for anew."""
    session.connection().execute(
        delete(Job).where(
            col(Job.kind) == kind, col(Job.key) == key, col(Job.school_id) == school_id,
            col(Job.finished_at).is_not(None), col(Job.trouble) != "",
        )
    )  # fmt: skip


def forget(session: Session, now: datetime) -> int:
    """Delete jobs that were done, given up, or should have been done, KEPT_DAYS ago; answers with how many."""
    past = now - timedelta(days=KEPT_DAYS)
    ended = col(Job.finished_at) < past
    left = col(Job.finished_at).is_(None) & col(Job.claimed_by).is_(None) & (col(Job.due_at) < past)
    return session.connection().execute(delete(Job).where(ended | left)).rowcount


def _plain(value: UUID | int | date | str | None) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        assert CODE.fullmatch(value), "a job holds codes, never words"
    return str(value) if isinstance(value, UUID) else value


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert
