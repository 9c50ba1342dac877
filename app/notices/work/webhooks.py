"""The worker's side of a webhook: send one message, and write down what came of it.

Killed between the receiver's word and ours, it is sent again: the same message, under the same id.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.db.session import Database
from app.fetching.fetch import FetchRefused, Limits, Way, post
from app.kernel.actor import Scope
from app.notices.actions import delivering
from app.notices.queries import webhooks as queries
from app.notices.rules import Dialect, signing, telling_programs
from app.notices.tables import Webhook, WebhookDelivery

LIMITS = Limits(seconds=10)
TAKEN = range(200, 300)


@dataclass(frozen=True, slots=True)
class Sender:
    """How messages leave: by which way, under which address of ours, with whose key."""

    way: Way
    origin: str
    server_key: bytes


def send(database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, sender: Sender) -> None:
    """Send one message, unless it has gone. A failure is written down and tried again later: it is not the job's."""
    assert scope.school_id is not None
    delivery_id = UUID(payload["delivery_id"])
    with database.reading(scope) as session:
        found = queries.to_send(session, scope.school_id, delivery_id)
    # What a killed worker had written down of this attempt stands: the next attempt has a job of its own.
    if found is None or payload.get("attempts", found[1].attempts) != found[1].attempts:
        return
    hook, message = found
    status: int | None = None
    trouble = ""
    if hook.is_active:
        try:
            status = _handed_over(hook, message, sender, now)
        except FetchRefused as refused:
            trouble = refused.words
    with database.writing(scope) as session:
        found = queries.to_send(session, scope.school_id, delivery_id, lock=True)
        if found is None:
            return
        hook, message = found
        if not hook.is_active:
            delivering.leave(session, message, now)
        elif status is not None and status in TAKEN:
            delivering.delivered(session, message, status, now)
        else:
            said = trouble or f"The receiver answered {status}, which is no yes."
            delivering.failed(session, hook, message, status, said, now)


def _handed_over(hook: Webhook, message: WebhookDelivery, sender: Sender, now: datetime) -> int:
    """The status of the answer. No transaction is open meanwhile."""
    body = telling_programs.as_sent(telling_programs.read(message.body), hook.dialect, sender.origin)
    headers = {"Content-Type": "application/json"}
    if hook.dialect == Dialect.KENKYU:
        secret = signing.secret_of(sender.server_key, hook.school_id, hook.id, hook.secret_number)
        headers |= signing.headers_of(secret, message.id, body, now)
    return post(sender.way, hook.address, body, headers, limits=LIMITS).status
