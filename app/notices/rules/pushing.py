"""Web Push: what a browser is sent, sealed so that only it can read it (RFC 8291), by whom (RFC 8292). Pure.

It stands on screens that are locked, so it says what kind of news there is and where, and nothing of what the news is.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.fetching.rules import FetchRefused, Target, target_of
from app.notices.rules.kinds import NoticeKind

SEND: Final = "push_notice"
"""The job's kind."""
DEVICES_MAX: Final = 10
"""Of one person; the eleventh takes the place of the oldest."""
WORTH_SENDING: Final = timedelta(days=1)
TOKEN_LASTS: Final = timedelta(hours=12)
"""RFC 8292 allows a day; half leaves room for clocks that differ."""
RECORD_BYTES: Final = 4096
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256."""
_PURPOSE: Final = b"kenkyu vapid key\0"

Key = ec.EllipticCurvePrivateKey

WORDS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.COVER_ASKED: "You are asked to cover",
    NoticeKind.COVER_ACCEPTED: "Cover is found",
    NoticeKind.COVER_DECLINED: "A colleague cannot cover",
    NoticeKind.COVER_OPEN: "Cover is needed",
    NoticeKind.ROUND_PLANNED: "A round is planned",
    NoticeKind.ROUND_CHANGED: "A round has changed",
    NoticeKind.ROUND_TOMORROW: "A round on the next school day",
    NoticeKind.LOG_MINUTES: "Minutes wait to be logged",
    NoticeKind.TIMETABLE_CHANGED: "News from an address",
    NoticeKind.DIGEST: "New findings at the learning fair",
}
URGENT: Final = frozenset({NoticeKind.COVER_ASKED, NoticeKind.COVER_OPEN})


def endpoint_of(address: str) -> Target:
    """Where a browser says that it can be told: a push service, by its name.

    Raises:
        FetchRefused: it is none that may be told. No push service goes by a number, whatever network it lies in.
    """
    target = target_of(address, is_secure_only=True)
    try:
        ipaddress.ip_address(target.host)
    except ValueError:
        return target
    raise FetchRefused("A push service is told by its name, not by a number.")


def payload(kind: NoticeKind, path: str) -> bytes:
    """What the browser's service worker reads."""
    return json.dumps({"kind": kind, "title": WORDS[kind], "path": path}).encode()


def key_of(server_key: bytes) -> Key:
    """The key by which push services know this installation: worked out from the server's own, so kept nowhere."""
    made = hmac.new(server_key, _PURPOSE + b"1", hashlib.sha256).digest()
    made += hmac.new(server_key, _PURPOSE + b"2", hashlib.sha256).digest()
    # Twice as many bits as the curve has: no number is likelier than another.
    return ec.derive_private_key(int.from_bytes(made) % (_ORDER - 1) + 1, ec.SECP256R1())


def public_of(key: Key) -> str:
    """The key's public half, as browsers take it."""
    return _written(_point(key))


def keys_of(p256dh: str, auth: str) -> tuple[ec.EllipticCurvePublicKey, bytes]:
    """A browser's own key and secret.

    Raises:
        ValueError: they are none.
    """
    try:
        point, secret = _bytes_of(p256dh), _bytes_of(auth)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if len(point) != 65 or len(secret) != 16:
        raise ValueError("of another length")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point), secret


def sealed(plain: bytes, p256dh: str, auth: str, *, key: Key, salt: bytes) -> bytes:
    """*plain* as only the browser with these keys can read it: one record of aes128gcm (RFC 8188).

    Args:
        key, salt: made for this message alone.
    """
    theirs, secret = keys_of(p256dh, auth)
    ours = _point(key)
    shared = key.exchange(ec.ECDH(), theirs)
    told = b"WebPush: info\0" + _bytes_of(p256dh) + ours
    seed = _hkdf(secret, shared, told, 32)
    content_key = _hkdf(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, seed, b"Content-Encoding: nonce\0", 12)
    # The last record of a message ends with a two.
    record = AESGCM(content_key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD_BYTES.to_bytes(4) + len(ours).to_bytes(1) + ours + record


def authorization(key: Key, audience: str, subject: str, now: datetime) -> str:
    """The header that tells a push service who sends (RFC 8292).

    Args:
        audience: the push service's origin.
        subject: where whoever runs it can reach us.
    """
    claims = {"aud": audience, "exp": int((now + TOKEN_LASTS).timestamp()), "sub": subject}
    said = ".".join(_written(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={said}.{_written(r.to_bytes(32) + s.to_bytes(32))},k={public_of(key)}"


def _point(key: Key) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _hkdf(salt: bytes, given: bytes, told: bytes, length: int) -> bytes:
    """RFC 5869, for at most one block."""
    seed = hmac.new(salt, given, hashlib.sha256).digest()
    return hmac.new(seed, told + b"\x01", hashlib.sha256).digest()[:length]


def _written(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _bytes_of(text: str) -> bytes:
    # Some browsers write the other alphabet, or the padding.
    plain = text.replace("+", "-").replace("/", "_").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
