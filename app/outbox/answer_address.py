"""The address that an invitation's answer comes back to: for one thing and one person, signed, made anew each time.

Nothing is stored of it. A mail program may write it in small letters, so it has no others.
"""

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

PURPOSE = b"kenkyu invitation answer\0"
PREFIX = "reply+"
SCHOOL_BYTES = 6
"""Enough of a school's id to find it by. All of it would not fit: a local part has 64 letters (RFC 5321)."""
SIGNED_BYTES = 14
TOKEN_BYTES = SCHOOL_BYTES + 16 + SIGNED_BYTES


def address_of(server_key: bytes, domain: str, school_id: UUID, about_id: UUID, staff_id: UUID) -> str:
    """Where *staff_id* answers what they were asked about *about_id*."""
    token = school_id.bytes[:SCHOOL_BYTES] + about_id.bytes + _signed(server_key, school_id, about_id, staff_id)
    return f"{PREFIX}{base64.b32encode(token).decode().rstrip('=').lower()}@{domain}"


def read(address: str) -> "Token | None":
    """What stands in an address of ours; None when it is another's. Nothing of it is to be believed yet."""
    local = address.rpartition("@")[0].strip().lower()
    if not local.startswith(PREFIX) or len(local) > 64:
        return None
    text = local.removeprefix(PREFIX).upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    return Token(raw) if len(raw) == TOKEN_BYTES else None


class Token:
    """The three parts of a token."""

    def __init__(self, raw: bytes) -> None:
        self._school = raw[:SCHOOL_BYTES]
        self.about_id = UUID(bytes=raw[SCHOOL_BYTES : SCHOOL_BYTES + 16])
        self._signed = raw[SCHOOL_BYTES + 16 :]

    @property
    def schools(self) -> tuple[UUID, UUID]:
        """The first and the last id that the school's can be."""
        rest = 16 - SCHOOL_BYTES
        return UUID(bytes=self._school + b"\0" * rest), UUID(bytes=self._school + b"\xff" * rest)

    def is_for(self, server_key: bytes, school_id: UUID, staff_id: UUID) -> bool:
        """Whether we made it for this person of this school."""
        return hmac.compare_digest(self._signed, _signed(server_key, school_id, self.about_id, staff_id))


def _signed(server_key: bytes, school_id: UUID, about_id: UUID, staff_id: UUID) -> bytes:
    told = PURPOSE + school_id.bytes + about_id.bytes + staff_id.bytes
    return hmac.digest(server_key, told, hashlib.sha256)[:SIGNED_BYTES]
