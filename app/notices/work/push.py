"""The worker's side of a push message: seal it, hand it to the push service, forget browsers that are gone."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from app.db.session import Database
from app.fetching.fetch import FetchRefused, Limits, Way, post
from app.jobs.rules import GiveUp, Trouble
from app.kernel.actor import Scope
from app.notices import queries
from app.notices.actions import push as actions
from app.notices.queries import devices
from app.notices.rules import NoticeKind, pushing
from app.notices.rules.ways import FOR_ROLES
from app.notices.tables import PushSubscription

LIMITS = Limits(seconds=10)
GONE: Final = frozenset({404, 410})
LATER: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Pusher:
    """How messages leave: by which way, in whose name, with whose key."""

    way: Way
    origin: str
    server_key: bytes


def push(database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, pusher: Pusher) -> None:
    """Push one message to one browser, unless its person has left, has signed out in it, or wants it no more.

    Raises:
        Trouble: the push service did not take it now.
        GiveUp: it never will, or the message is too old to be news.
    """
    assert scope.school_id is not None
    if now - datetime.fromisoformat(payload["due"]) > pushing.WORTH_SENDING:
        raise GiveUp("The message is more than a day old, so it was not pushed.")
    kind = NoticeKind(payload["kind"])
    device_id = UUID(payload["device_id"])
    with database.reading(scope) as session:
        row = devices.device(session, scope.school_id, device_id)
        # Somebody else's by now: it is not they who were to be told.
        if row is None or payload.get("staff_id", str(row.staff_id)) != str(row.staff_id):
            return
        is_here = not devices.is_signed_out(session, row)
        reader = queries.readers(session, scope.school_id, [row.staff_id], now).get(row.staff_id) if is_here else None
        chosen = queries.choices_of(session, scope.school_id, [row.staff_id], {kind})
    if reader is not None and not queries.waiting_ways(chosen, row.staff_id, kind).by_push:
        return
    if reader is not None and kind in FOR_ROLES and not reader.roles & FOR_ROLES[kind]:
        return
    status = None if reader is None else _handed_over(row, kind, str(payload["path"]), pusher, now)
    if status is None or status in GONE:
        with database.writing(scope) as session:
            actions.drop(session, scope.school_id, device_id)
    elif status >= 500 or status in LATER:
        raise Trouble(f"The push service did not take it now ({status}).")
    elif not 200 <= status < 300:
        raise GiveUp(f"The push service does not take it ({status}).")


def _handed_over(row: PushSubscription, kind: NoticeKind, path: str, pusher: Pusher, now: datetime) -> int:
    """The push service's status. No transaction is open meanwhile."""
    try:
        target = pushing.endpoint_of(row.endpoint)
        body = pushing.sealed(
            pushing.payload(kind, path), row.p256dh, row.auth, key=ec.generate_private_key(ec.SECP256R1()),
            salt=secrets.token_bytes(16),
        )  # fmt: skip
        audience = f"{target.scheme}://{target.authority}"
        headers = {
            "Authorization": pushing.authorization(
                pushing.key_of(pusher.server_key), audience, pusher.origin, now
            ),
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "TTL": str(int(pushing.WORTH_SENDING.total_seconds())),
            "Urgency": "high" if kind in pushing.URGENT else "normal",
        }  # fmt: skip
        return post(pusher.way, target.text, body, headers, limits=LIMITS).status
    except FetchRefused as refused:
        raise Trouble(refused.words) from None
