"""What a lead says of webhooks: which there are, what each is told, a new secret, a test, one message again."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col

from app.fetching import rules as fetching
from app.fetching.rules import FetchRefused
from app.jobs import actions as jobs
from app.kernel.actor import Actor
from app.notices.actions.webhooks import have_sent, store_trial
from app.notices.queries import webhooks as queries
from app.notices.rules import telling_programs
from app.notices.rules.choosing_kinds import written
from app.notices.tables import Webhook, WebhookDelivery
from app.notices.webhook_errors import DeliveryWaits, TooManyWebhooks, WebhookAddressUnusable, WebhookPaused
from app.notices.webhook_schemas import WebhookEdit, WebhookIn
from app.web import etag


def add(session: Session, actor: Actor, wish: WebhookIn, now: datetime) -> Webhook:
    """Have a program told from now on."""
    address = _usable(wish.address)
    if queries.count_webhooks(session, actor) >= telling_programs.WEBHOOKS_MAX:
        raise TooManyWebhooks
    row = Webhook(
        school_id=actor.school_id, name=wish.name, address=address, dialect=wish.dialect, kinds=written(wish.kinds),
        created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def edit(session: Session, actor: Actor, webhook_id: UUID, wish: WebhookEdit, if_match: str | None) -> Webhook:
    """Change what a webhook is told and where, pause it, or let it go on."""
    row = queries.webhook(session, actor, webhook_id, lock=True)
    etag.require_current(if_match, row.version)
    row.name, row.address, row.dialect = wish.name, _usable(wish.address), wish.dialect
    row.kinds, row.is_active = written(wish.kinds), wish.is_active
    row.version += 1
    session.flush()
    return row


def renew_secret(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    """Let another secret count from now on; whoever has the old one can prove nothing by it any more."""
    row = queries.webhook(session, actor, webhook_id, lock=True)
    row.secret_number += 1
    row.version += 1
    session.flush()
    return row


def remove(session: Session, actor: Actor, webhook_id: UUID) -> None:
    """Forget a webhook and what was sent to it."""
    row = queries.webhook(session, actor, webhook_id, lock=True)
    mine = (col(WebhookDelivery.school_id) == row.school_id) & (col(WebhookDelivery.webhook_id) == row.id)
    session.connection().execute(delete(WebhookDelivery).where(mine))
    session.delete(row)
    session.flush()


def send_test(session: Session, actor: Actor, webhook_id: UUID, now: datetime) -> WebhookDelivery:
    """Have a webhook sent something that means nothing.

    Raises:
        TooMuchWaits: the school has so many messages waiting to be sent.
    """
    row = _active(session, actor, webhook_id)
    _require_room(session, actor, now)
    return store_trial(session, row, telling_programs.trial(row.name, now), uuid4(), now)


def send_again(session: Session, actor: Actor, webhook_id: UUID, delivery_id: UUID, now: datetime) -> WebhookDelivery:
    """Have a message sent anew, under the id it had: a receiver that has had it leaves it out.

    Raises:
        TooMuchWaits: the school has so many messages waiting to be sent.
    """
    _active(session, actor, webhook_id)
    _require_room(session, actor, now)
    row = queries.delivery(session, actor, webhook_id, delivery_id)
    if row.delivered_at is None and row.given_up_at is None:
        raise DeliveryWaits
    row.delivered_at, row.given_up_at, row.attempts, row.status, row.trouble = None, None, 0, None, ""
    session.flush()
    have_sent(session, row, now, now)
    return row


def _require_room(session: Session, actor: Actor, now: datetime) -> None:
    jobs.require_room(
        session, telling_programs.SEND, school_id=actor.school_id, now=now, most=telling_programs.WAITING_MAX
    )


def _active(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    row = queries.webhook(session, actor, webhook_id)
    if not row.is_active:
        raise WebhookPaused
    return row


def _usable(address: str) -> str:
    """The address as it will be asked."""
    try:
        return fetching.target_of(address).text
    except FetchRefused as refused:
        raise WebhookAddressUnusable(words=refused.words) from None
