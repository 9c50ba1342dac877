"""Reads of webhooks, and of what was sent to them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.notices import access
from app.notices.rules.telling_programs import WEBHOOKS_MAX
from app.notices.tables import Webhook, WebhookDelivery
from app.web.pages import PageWish, beyond, cut

IDS_AT_ONCE = 500


def webhook(session: Session, actor: Actor, webhook_id: UUID, *, lock: bool = False) -> Webhook:
    """One webhook, or NotFound."""
    statement = select(Webhook).where(access.visible(actor, Webhook), Webhook.id == webhook_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def webhooks_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[Webhook], str | None]:
    """The school's webhooks, by name."""
    statement = select(Webhook).where(access.visible(actor, Webhook))
    columns = (col(Webhook.name), col(Webhook.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.name, row.id))


def count_webhooks(session: Session, actor: Actor) -> int:
    return session.exec(select(func.count(col(Webhook.id))).where(access.visible(actor, Webhook))).one()


def active_webhooks(session: Session, school_id: UUID) -> list[Webhook]:
    """A school's webhooks that are told things, in order of id."""
    statement = select(Webhook).where(Webhook.school_id == school_id, col(Webhook.is_active))
    return list(session.exec(statement.order_by(col(Webhook.id)).limit(WEBHOOKS_MAX)))


def known_deliveries(session: Session, school_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Which of *ids* are there already."""
    found: set[UUID] = set()
    for first in range(0, len(ids), IDS_AT_ONCE):
        some = ids[first : first + IDS_AT_ONCE]
        statement = select(WebhookDelivery.id).where(
            WebhookDelivery.school_id == school_id, col(WebhookDelivery.id).in_(some)
        )
        found |= set(session.exec(statement.order_by(col(WebhookDelivery.id)).limit(IDS_AT_ONCE)))
    return found


def delivery(session: Session, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One message to a webhook, or NotFound."""
    statement = select(WebhookDelivery).where(
        access.visible(actor, WebhookDelivery), WebhookDelivery.webhook_id == webhook_id,
        WebhookDelivery.id == delivery_id,
    )  # fmt: skip
    if (found := session.exec(statement.with_for_update()).one_or_none()) is None:
        raise NotFound
    return found


def deliveries_page(
    session: Session, actor: Actor, webhook_id: UUID, wish: PageWish
) -> tuple[list[WebhookDelivery], str | None]:
    """What was sent to a webhook, newest first."""
    statement = select(WebhookDelivery).where(
        access.visible(actor, WebhookDelivery), WebhookDelivery.webhook_id == webhook_id
    )
    columns = (col(WebhookDelivery.made_at), col(WebhookDelivery.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def to_send(
    session: Session, school_id: UUID, delivery_id: UUID, *, lock: bool = False
) -> tuple[Webhook, WebhookDelivery] | None:
    """A message that waits and where it goes, for the worker; None when it has gone, or was taken away."""
    statement = select(WebhookDelivery).where(WebhookDelivery.school_id == school_id, WebhookDelivery.id == delivery_id)
    message = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if message is None or message.delivered_at is not None or message.given_up_at is not None:
        return None
    hook = session.exec(select(Webhook).where(Webhook.school_id == school_id, Webhook.id == message.webhook_id)).one()
    return hook, message
