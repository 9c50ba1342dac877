"""Telling a school's own programs: a message stands in a table before it goes, in the transaction of what it tells."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session

from app.jobs import actions as jobs
from app.jobs.actions import Payload, Wish
from app.notices.queries import webhooks as queries
from app.notices.rules import NoticeKind, telling_programs
from app.notices.rules.choosing_kinds import kinds_of
from app.notices.rules.notice import Notice
from app.notices.rules.telling_programs import Told
from app.notices.tables import Webhook, WebhookDelivery


def deliver_to_webhooks(session: Session, school_id: UUID, notices: Sequence[Notice], now: datetime) -> None:
    """Have *notices* sent to every active webhook of the school that wants their kind. The same news is told once."""
    public = [notice for notice in notices if not notice.is_personal and notice.kind in telling_programs.KINDS]
    hooks = queries.active_webhooks(session, school_id) if public else []
    wanted = [(hook, frozenset(kinds_of(hook.kinds))) for hook in hooks]
    rows: dict[UUID, WebhookDelivery] = {}
    for notice in public:
        # News is told to several people, in notices of one key: the id is made of that key.
        ids = {uuid5(hook.id, f"{notice.kind}:{notice.key}"): hook for hook, kinds in wanted if notice.kind in kinds}
        if ids.keys() <= rows.keys():
            continue
        message = telling_programs.told(notice, now)
        for delivery_id, hook in ids.items():
            rows.setdefault(delivery_id, _row(hook, message, notice.kind, delivery_id, now))
    known = queries.known_deliveries(session, school_id, list(rows))
    _keep(session, school_id, [row for row in rows.values() if row.id not in known], now)


def store_trial(session: Session, hook: Webhook, message: Told, delivery_id: UUID, now: datetime) -> WebhookDelivery:
    """Keep a message that means nothing and have it sent to one webhook after this transaction."""
    kind = next(iter(kinds_of(hook.kinds)), telling_programs.KINDS[0])
    row = _row(hook, message, kind, delivery_id, now)
    _keep(session, hook.school_id, [row], now)
    return row


def _row(hook: Webhook, message: Told, kind: NoticeKind, delivery_id: UUID, now: datetime) -> WebhookDelivery:
    return WebhookDelivery(
        school_id=hook.school_id, id=delivery_id, webhook_id=hook.id, kind=kind, body=message.as_json(), made_at=now,
    )  # fmt: skip


def _keep(session: Session, school_id: UUID, rows: Sequence[WebhookDelivery], now: datetime) -> None:
    """Store messages and have them sent, however many, in few statements."""
    session.add_all(rows)
    session.flush()
    wishes = [Wish(_job_key(row, now), _payload(row), now) for row in rows]
    jobs.enqueue_all(session, telling_programs.SEND, wishes, school_id=school_id, now=now)


def have_sent(session: Session, row: WebhookDelivery, now: datetime, due_at: datetime) -> None:
    """One job for each time that a message is sent."""
    jobs.enqueue(
        session, telling_programs.SEND, _job_key(row, due_at), _payload(row), school_id=row.school_id, now=now,
        due_at=due_at,
    )  # fmt: skip


def _payload(row: WebhookDelivery) -> Payload:
    """Which attempt it is: a job that was left half done, and is begun anew, finds that another attempt is due."""
    return {"delivery_id": row.id, "attempts": row.attempts}


def _job_key(row: WebhookDelivery, due_at: datetime) -> str:
    return f"{row.id.hex}/{row.attempts}/{due_at:%Y%m%d%H%M%S}"
