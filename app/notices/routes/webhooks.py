"""Routes of webhooks. No decision is made here."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.jobs.errors import TooMuchWaits
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.notices.actions import webhook_choices as actions
from app.notices.queries import webhooks as queries
from app.notices.rules import signing, telling_programs
from app.notices.rules.choosing_kinds import kinds_of
from app.notices.tables import Webhook, WebhookDelivery
from app.notices.webhook_errors import (
    DeliveryWaits,
    TooManyWebhooks,
    WebhookAddressUnusable,
    WebhookNameTaken,
    WebhookPaused,
)
from app.notices.webhook_schemas import (
    DeliveryState,
    WebhookDeliveryOut,
    WebhookEdit,
    WebhookIn,
    WebhookMade,
    WebhookOut,
)
from app.settings import Settings
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, ShownOnce, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["webhooks"], route_class=RetryingRoute)


@router.get("/webhooks", response_model=Page[WebhookOut], responses=problems(BadCursor))
def list_webhooks(db: Db, actor: CurrentActor, wish: Wish) -> Page[WebhookOut]:
    """The programs and channels that are told what happens, by name."""
    with db.reading(actor.scope) as session:
        rows, following = queries.webhooks_page(session, actor, wish)
        return Page(items=_outs(session, actor, rows), next=following)


@router.post(
    "/webhooks",
    status_code=201,
    response_model=WebhookMade,
    responses=problems(WebhookAddressUnusable, WebhookNameTaken, TooManyWebhooks, ShownOnce, *ONCE),
)
def add_webhook(
    wish: WebhookIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Have a program or channel told. The secret in the answer is shown this once."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201, shown_once=True,
            effect=lambda: _made(session, actor, actions.add(session, actor, wish, now), config),
        )  # fmt: skip


@router.get("/webhooks/{webhook_id}", response_model=WebhookOut, responses=problems(NotFound))
def read_webhook(webhook_id: UUID, response: Response, db: Db, actor: CurrentActor) -> WebhookOut:
    """One webhook, without its secret."""
    with db.reading(actor.scope) as session:
        row = queries.webhook(session, actor, webhook_id)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.put(
    "/webhooks/{webhook_id}",
    response_model=WebhookOut,
    responses=problems(NotFound, WebhookAddressUnusable, WebhookNameTaken, *etag.EDIT),
)
def edit_webhook(
    webhook_id: UUID, wish: WebhookEdit, response: Response, db: Db, actor: CurrentActor, if_match: IfMatch = None
) -> WebhookOut:
    """Change what a webhook is told and where, pause it, or let it go on."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, webhook_id, wish, if_match)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.post(
    "/webhooks/{webhook_id}/secret", response_model=WebhookMade, responses=problems(NotFound, ShownOnce, *ONCE)
)
def renew_webhook_secret(
    webhook_id: UUID, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Make a new secret, shown this once. The old one counts no more."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200, shown_once=True,
            effect=lambda: _made(session, actor, actions.renew_secret(session, actor, webhook_id), config),
        )  # fmt: skip


@router.delete("/webhooks/{webhook_id}", status_code=204, responses=problems(NotFound))
def remove_webhook(webhook_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Tell it nothing more, and forget what it was told."""
    with db.writing(actor.scope) as session:
        actions.remove(session, actor, webhook_id)


@router.post(
    "/webhooks/{webhook_id}/test",
    status_code=201,
    response_model=WebhookDeliveryOut,
    responses=problems(NotFound, WebhookPaused, TooMuchWaits, *ONCE),
)
def send_webhook_test(webhook_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Send something that means nothing, to see whether it comes."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _delivery(actions.send_test(session, actor, webhook_id, now)),
        )  # fmt: skip


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    response_model=Page[WebhookDeliveryOut],
    responses=problems(NotFound, BadCursor),
)
def list_webhook_deliveries(
    webhook_id: UUID, db: Db, actor: CurrentActor, wish: Wish
) -> Page[WebhookDeliveryOut]:  # fmt: skip
    """What was sent to a webhook in the last 30 days and what came of it, newest first."""
    with db.reading(actor.scope) as session:
        queries.webhook(session, actor, webhook_id)
        rows, following = queries.deliveries_page(session, actor, webhook_id, wish)
    return Page(items=[_delivery(row) for row in rows], next=following)


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/again",
    response_model=WebhookDeliveryOut,
    responses=problems(NotFound, WebhookPaused, DeliveryWaits, TooMuchWaits, *ONCE),
)
def send_webhook_again(
    webhook_id: UUID, delivery_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Send a message anew, under the id that it had."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _delivery(actions.send_again(session, actor, webhook_id, delivery_id, now)),
        )  # fmt: skip


# ---- helpers -------------------------------------------------------------------------------------


def _outs(session: Session, actor: Actor, rows: Sequence[Webhook]) -> list[WebhookOut]:
    names = people.names(session, actor, [row.created_by for row in rows])
    return [
        WebhookOut(
            id=row.id, name=row.name, address=row.address, dialect=row.dialect, kinds=kinds_of(row.kinds),
            is_active=row.is_active, created_by_name=names.get(row.created_by), created_at=row.created_at,
            version=row.version,
        )
        for row in rows
    ]  # fmt: skip


def _out(session: Session, actor: Actor, row: Webhook) -> WebhookOut:
    return _outs(session, actor, [row])[0]


def _made(session: Session, actor: Actor, row: Webhook, config: Settings) -> WebhookMade:
    secret = signing.secret_of(config.secret_key.encode(), row.school_id, row.id, row.secret_number)
    return WebhookMade(webhook=_out(session, actor, row), secret=secret)


def _delivery(row: WebhookDelivery) -> WebhookDeliveryOut:
    return WebhookDeliveryOut(
        id=row.id, kind=row.kind, text=telling_programs.read(row.body).text, body=row.body, state=_state(row),
        made_at=row.made_at, attempts=row.attempts, status=row.status, trouble=row.trouble,
        delivered_at=row.delivered_at,
    )  # fmt: skip


def _state(row: WebhookDelivery) -> DeliveryState:
    if row.delivered_at is not None:
        return DeliveryState.DELIVERED
    if row.given_up_at is not None:
        return DeliveryState.GIVEN_UP
    return DeliveryState.RETRYING if row.attempts else DeliveryState.WAITING
