"""Bearer tokens for API clients. The only file that knows the JWT library, and both its traps:

it accepts a token without the claims it was told to check unless they are required by name, and any
algorithm unless one is fixed (RELIABILITY E13, E14).
"""

import base64
import json
from datetime import datetime, timedelta
from uuid import UUID

from jose import jwt
from jose.exceptions import JOSEError

ALGORITHM = "HS256"
ISSUER = "kenkyu"
AUDIENCE = "kenkyu-api"
LIFETIME = timedelta(minutes=15)
TOKEN_CHARACTERS_MAX = 4096
KEY_ID = "1"
_HEADER = {"alg": ALGORITHM, "typ": "at+jwt", "kid": KEY_ID}
_CLAIMS = frozenset({"iss", "aud", "sub", "jti", "iat", "nbf", "exp"})
_TIMES = frozenset({"exp", "nbf"})  # Ours to judge: what the library requires it also verifies, by its own clock.


class BadToken(Exception):
    """Not a token of ours, or no longer good."""


def issue(account_id: UUID, session_id: UUID, now: datetime, secret_key: str) -> str:
    """A token that speaks for *account_id* until LIFETIME has passed or its session is ended."""
    issued = int(now.timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(account_id),
        "jti": str(session_id),
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(LIFETIME.total_seconds()),
    }
    return str(jwt.encode(claims, secret_key, algorithm=ALGORITHM, headers={"typ": "at+jwt", "kid": KEY_ID}))


def session_of(token: str, now: datetime, secret_key: str) -> tuple[UUID, UUID]:
    """The (account, session) that *token* speaks for.

    Raises:
        BadToken: anything about it is not exactly as `issue` makes it.
    """
    try:
        if len(token) > TOKEN_CHARACTERS_MAX or not token.isascii():
            raise BadToken
        _require_exact_parts(token)
        claims = jwt.decode(
            token,
            secret_key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={f"require_{claim}": True for claim in _CLAIMS - _TIMES}
            | {"verify_exp": False, "verify_nbf": False},
        )
        _require_sound_times(claims, now)
        return UUID(claims["sub"]), UUID(claims["jti"])
    except (JOSEError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadToken from error


def _require_exact_parts(token: str) -> None:
    if jwt.get_unverified_header(token) != _HEADER:
        raise BadToken
    _, payload, _ = token.split(".")
    claims = json.loads(_decoded(payload), object_pairs_hook=_without_doubles)
    if claims.keys() != _CLAIMS or not isinstance(claims["aud"], str):
        raise BadToken
    if any(type(claims[name]) is not int for name in ("iat", "nbf", "exp")):
        raise BadToken


def _require_sound_times(claims: dict[str, int], now: datetime) -> None:
    # Judged by the app's own clock, not the library's, so that tests and server agree on the time.
    instant = now.timestamp()
    if not claims["nbf"] - 60 <= instant < claims["exp"]:
        raise BadToken
    if claims["exp"] - claims["iat"] > LIFETIME.total_seconds():
        raise BadToken


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise BadToken
    return dict(pairs)
