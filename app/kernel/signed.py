"""Links that carry what they are for, signed with the server's key: nothing of them need be kept.

A claim begins with the word of its purpose, so that a link made for one thing opens no other.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from uuid import UUID

PURPOSE = b"kenkyu link\0"
MAC_BYTES = 20
"""160 bits: nobody guesses that, and the link stays short enough for a mail's line."""
CLAIM = re.compile(r"[a-z0-9:_]{1,120}")
TOKEN_MAX = 240


@dataclass(frozen=True, slots=True)
class Signed:
    """What a link says that we have made: whose school it is for, and what it is for."""

    school_id: UUID
    claim: str


def token_of(server_key: bytes, school_id: UUID, claim: str) -> str:
    """The link's secret part: letters, digits, - and _ only. The same each time."""
    assert CLAIM.fullmatch(claim), "a claim is made of ids and codes"
    said = school_id.bytes + claim.encode()
    made = base64.urlsafe_b64encode(said + _mac(server_key, said))
    return made.decode().rstrip("=")


def read(server_key: bytes, token: str) -> Signed | None:
    """What *token* says; None when it is none of ours, whatever is wrong with it."""
    if not token.isascii() or len(token) > TOKEN_MAX:
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    said, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if len(said) <= 16 or not hmac.compare_digest(mac, _mac(server_key, said)):
        return None
    # The signature is ours, so the claim is as we wrote it.
    return Signed(UUID(bytes=said[:16]), said[16:].decode())


def _mac(server_key: bytes, said: bytes) -> bytes:
    return hmac.digest(server_key, PURPOSE + said, hashlib.sha256)[:MAC_BYTES]
