"""Telling the browsers of one person, and which those are."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.fetching.rules import FetchRefused
from app.jobs import actions as jobs
from app.jobs.actions import Wish
from app.kernel.actor import Actor
from app.notices.push_errors import PushUnusable
from app.notices.push_schemas import PushDeviceIn
from app.notices.queries import devices as queries
from app.notices.rules import NoticeKind, pushing
from app.notices.rules.notice import Notice
from app.notices.tables import PushSubscription

_PATH = re.compile(r"[0-9a-z_/:.+-]{1,200}")
"""What a job may hold: ids and codes."""


def wishes(device_ids: Sequence[UUID], staff_id: UUID, notice: Notice, due_at: datetime) -> list[Wish]:
    """What is asked of the worker to have *notice* pushed to browsers of one person when it is due.

    The job holds kind and path only: that is all that a browser is sent.
    """
    plain = notice.path.partition("?")[0].partition("#")[0]
    path = plain if _PATH.fullmatch(plain) else "/"
    return [
        Wish(
            _job_key(device_id, notice.kind, notice.key),
            {
                "device_id": device_id, "staff_id": staff_id, "kind": str(notice.kind), "path": path, "due": due_at,
            }, due_at,
        )
        for device_id in device_ids
    ]  # fmt: skip


def push_all(session: Session, school_id: UUID, wanted: Sequence[Wish], now: datetime) -> None:
    """Have it all pushed. The same news is pushed to a browser once."""
    jobs.enqueue_all(session, pushing.SEND, wanted, school_id=school_id, now=now)


def take_back(
    session: Session, school_id: UUID, kind: NoticeKind, about: Sequence[tuple[str, UUID]], now: datetime
) -> set[tuple[str, UUID]]:
    """Push nothing any more of what waits, by key and reader; answers with those of whom something waited."""
    found = queries.devices_of(session, school_id, {staff_id for _, staff_id in about})
    keys = {
        _job_key(device_id, kind, key): (key, staff_id)
        for key, staff_id in about for device_id in found.get(staff_id, ())
    }  # fmt: skip
    return {keys[key] for key in jobs.take_back(session, pushing.SEND, list(keys), school_id=school_id, now=now)}


def _job_key(device_id: UUID, kind: NoticeKind, key: str) -> str:
    about = hashlib.sha256(f"{kind}:{key}".encode()).hexdigest()[:32]
    return f"{device_id.hex}/{about}"


def give_device(session: Session, actor: Actor, wish: PushDeviceIn, now: datetime) -> PushSubscription:
    """Have this browser told, until whoever gives it signs out in it. Given before, by whomever, it is theirs now."""
    try:
        endpoint = pushing.endpoint_of(wish.endpoint).text
        pushing.keys_of(wish.p256dh, wish.auth)
    except (FetchRefused, ValueError):
        raise PushUnusable from None
    digest = hashlib.sha256(endpoint.encode()).hexdigest()
    row = queries.by_endpoint(session, actor, digest)
    if row is None:
        row = PushSubscription(
            school_id=actor.school_id, staff_id=actor.staff_id, endpoint=endpoint, endpoint_hash=digest, made_at=now,
            p256dh=wish.p256dh, auth=wish.auth, device=wish.device, session_id=actor.session_id,
        )  # fmt: skip
        session.add(row)
    row.staff_id, row.p256dh, row.auth, row.device = actor.staff_id, wish.p256dh, wish.auth, wish.device
    row.session_id = actor.session_id
    session.flush()
    for oldest in queries.own_devices(session, actor)[: -pushing.DEVICES_MAX]:
        session.delete(oldest)
    session.flush()
    return row


def take_device_back(session: Session, actor: Actor, device_id: UUID) -> None:
    """Tell one of one's own browsers nothing more."""
    session.delete(queries.own_device(session, actor, device_id))
    session.flush()


def drop(session: Session, school_id: UUID, device_id: UUID) -> None:
    """Forget a browser that its push service no longer knows, or whose person has left."""
    if (row := queries.device(session, school_id, device_id)) is not None:
        session.delete(row)
        session.flush()


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete browsers that somebody has signed out in, or whose person has left; answers with how many."""
    over = queries.over(session, school_id, now)
    mine = (col(PushSubscription.school_id) == school_id) & col(PushSubscription.id).in_(over)
    return session.connection().execute(delete(PushSubscription).where(mine)).rowcount if over else 0
