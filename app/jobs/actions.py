"""Asking for work, and forgetting what has been done."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.jobs import queries
from app.jobs.errors import TooMuchWaits
from app.jobs.rules import BEAT, KEPT_DAYS
from app.jobs.tables import Job

PAYLOAD_MAX = 4000
Payload = Mapping[str, UUID | int | date | str | None]
"""Text only as a code (CODE), so that nobody's words can come to stand in a table that belongs to no school."""
AT_ONCE = 200
KEYS_AT_ONCE = 500
RETRY_SECONDS = 30
"""By then some of what waits has been done."""
CODE = re.compile(r"[0-9a-z_/:.+-]{1,200}")


@dataclass(frozen=True, slots=True)
class Wish:
    """One of many jobs that are asked for at once."""

    key: str
    payload: Payload
    due_at: datetime | None = None


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
    plain = _payload(payload)
    assert 0 < len(key) <= 200, "longer than the column"
    row = _insert_of(session)(Job).values(
        id=uuid4(), school_id=school_id, kind=kind, key=key, payload=plain, made_at=now, due_at=due_at or now,
        attempts=0, trouble="",
    )  # fmt: skip
    return session.execute(row.on_conflict_do_nothing().returning(col(Job.id))).first() is not None


def beat(session: Session, now: datetime) -> None:
    """Say that a worker is there."""
    row = _insert_of(session)(Job).values(
        id=uuid4(), school_id=None, kind=BEAT, key=BEAT, payload="{}", made_at=now, due_at=now, finished_at=now,
        attempts=0, trouble="",
    )  # fmt: skip
    again = row.on_conflict_do_update(index_elements=["kind", "key"], set_={"finished_at": now})
    session.execute(again)


def enqueue_all(
    session: Session, kind: str, wishes: Sequence[Wish], *, school_id: UUID | None, now: datetime
) -> None:  # fmt: skip
    """As `enqueue`, of many jobs of one kind: one statement for AT_ONCE of them."""
    rows = [
        {
            "id": uuid4(), "school_id": school_id, "kind": kind, "key": wish.key, "payload": _payload(wish.payload),
            "made_at": now, "due_at": wish.due_at or now, "attempts": 0, "trouble": "",
        }
        for wish in wishes
    ]  # fmt: skip
    for first in range(0, len(rows), AT_ONCE):
        session.execute(_insert_of(session)(Job).values(rows[first : first + AT_ONCE]).on_conflict_do_nothing())


def take_back(session: Session, kind: str, keys: Sequence[str], *, school_id: UUID, now: datetime) -> set[str]:
    """End those jobs of *keys* that nobody has begun, or wants to try again: they are not needed any more.

    Answers with which. Their keys stay taken. One that is being done at this moment may be done all the same.
    """
    ended: set[str] = set()
    free = or_(col(Job.lease_until).is_(None), col(Job.lease_until) < now) & col(Job.finished_at).is_(None)
    for first in range(0, len(keys), KEYS_AT_ONCE):
        some = col(Job.key).in_(keys[first : first + KEYS_AT_ONCE])
        change = update(Job).where(col(Job.kind) == kind, some, col(Job.school_id) == school_id, free)
        over = change.values(finished_at=now, claimed_by=None, lease_until=None, trouble="")
        ended |= set(session.connection().scalars(over.returning(col(Job.key))))
    return ended


def require_room(session: Session, kind: str, *, school_id: UUID, now: datetime, most: int) -> None:
    """See that no more than *most* jobs of a school's wait, before somebody asks for one by hand.

    Raises:
        TooMuchWaits: so many are due already and not done.
    """
    if queries.count_due(session, school_id, kind, now, most=most) >= most:
        raise TooMuchWaits(retry_after_seconds=RETRY_SECONDS)


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


def give_up(session: Session, kinds: Collection[str], trouble: str, now: datetime) -> int:
    """Give up every job of *kinds* that waits, whatever school's; answers with how many. Each says why."""
    waiting = col(Job.kind).in_(kinds) & col(Job.finished_at).is_(None)
    ended = {"finished_at": now, "claimed_by": None, "lease_until": None, "trouble": trouble}
    return session.connection().execute(update(Job).where(waiting).values(ended)).rowcount


def _payload(payload: Payload) -> str:
    plain = json.dumps({name: _plain(value) for name, value in payload.items()})
    assert len(plain) <= PAYLOAD_MAX, "a job holds ids: let the task read the rest"
    return plain


def _plain(value: UUID | int | date | str | None) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        assert CODE.fullmatch(value), "a job holds codes, never words"
    return str(value) if isinstance(value, UUID) else value


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert
