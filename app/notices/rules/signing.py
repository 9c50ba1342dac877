"""How a webhook's receiver knows that a message is ours: Standard Webhooks 1.0, symmetric signatures. Pure.

The secret is worked out from the server's key, the webhook and a number, so that it stands in no table; another number
is another secret.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

PURPOSE = b"kenkyu webhook secret\0"
PREFIX = "whsec_"


def secret_of(server_key: bytes, school_id: UUID, webhook_id: UUID, number: int) -> str:
    """The secret as its receiver keeps it."""
    return PREFIX + base64.b64encode(_key(server_key, school_id, webhook_id, number)).decode()


def message_id(delivery_id: UUID) -> str:
    """The same however often the message is sent: by it a receiver leaves out what it has had."""
    return f"msg_{delivery_id.hex}"


def headers_of(secret: str, delivery_id: UUID, body: bytes, now: datetime) -> Mapping[str, str]:
    """What goes along with *body*."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    identity, moment = message_id(delivery_id), str(int(now.timestamp()))
    signature = hmac.new(key, f"{identity}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": identity,
        "webhook-timestamp": moment,
        "webhook-signature": "v1," + base64.b64encode(signature).decode(),
    }


def _key(server_key: bytes, school_id: UUID, webhook_id: UUID, number: int) -> bytes:
    said = PURPOSE + school_id.bytes + webhook_id.bytes + str(number).encode()
    return hmac.new(server_key, said, hashlib.sha256).digest()
