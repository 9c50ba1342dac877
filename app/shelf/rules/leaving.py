"""The link that leads out of the digest. It is the same in each mail, so that an old one still opens the door. Pure."""

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

PURPOSE = b"kenkyu digest leave\0"


def secret_of(server_key: bytes, school_id: UUID, staff_id: UUID) -> str:
    """What stands in the link: whose school it is, for the row to be found, and what only the server can make."""
    made = hmac.digest(server_key, PURPOSE + school_id.bytes + staff_id.bytes, hashlib.sha256)
    return f"{school_id.hex}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def hash_of(secret: str) -> str:
    """What is stored of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def school_of(secret: str) -> UUID | None:
    """The school that a link belongs to; None when it is no link of ours."""
    try:
        return UUID(bytes=binascii.unhexlify(secret.partition(".")[0]))
    except (binascii.Error, ValueError):
        return None
