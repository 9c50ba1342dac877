"""What a provider says of somebody in an ID token, believed only when everything about it is as it must be.

The only file that knows the JWT library from this side. The library takes whatever key fits among several, any header,
a token without the claims that it was told to check, and times that are texts (RELIABILITY E13, E14), so all of that is
looked at here, and the library is asked for one thing: whether one RSA key signed these bytes with RS256.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, Final

from jose import jwt
from jose.exceptions import JOSEError

from app.sign_on.rules import Provider, directory_of

TOKEN_CHARACTERS_MAX: Final = 16_384
LIFETIME_MAX: Final = timedelta(hours=2)
"""Google's are good for an hour, Microsoft's for a little more."""
AGE_MAX: Final = timedelta(minutes=10)
"""As long as a way out and back may take."""
CLOCKS_APART_MAX: Final = timedelta(seconds=60)
RSA_BITS_MIN: Final = 2048
SUBJECT_MAX: Final = 255
TENANT: Final = "{tenantid}"
"""Stands in the issuer of a provider that has one for each directory."""
_HEADER_NAMES: Final = frozenset({"alg", "kid", "typ"})
_PART: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRONG: Final = frozenset({"mfa", "otp", "hwk", "fpt", "face", "iris", "sc"})
"""Ways of RFC 8176 that take more than a password."""

Keys = Mapping[str, Mapping[str, Any]]
"""A provider's public keys (JWK) by their `kid`."""


class BadIdToken(Exception):
    """Not said by the provider, or not to us, or not now."""


class UnknownKey(BadIdToken):
    """Signed with a key of an id that the provider did not have when it was last asked."""


class UnprovenAddress(Exception):
    """The provider does not vouch for the account's e-mail address: anybody could have made such an account."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say to be the answer to one question of ours."""

    provider: Provider
    issuer: str
    """With `{tenantid}` in it, where each directory has its own."""
    client_id: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who somebody is, in a provider's words."""

    issuer: str
    subject: str
    directory: str
    """In lower case; empty for a private account."""
    is_strong: bool
    """They showed the provider more than a password."""


def usable_keys(document: object) -> dict[str, dict[str, Any]]:
    """The keys of a JWKS that may sign ID tokens: RSA, for signatures, of 2,048 bits or more, with an id of its own."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found: dict[str, dict[str, Any]] = {}
    twice = set()
    for key in listed if isinstance(listed, list) else []:
        if not isinstance(key, dict) or key.get("kty") != "RSA" or key.get("use") != "sig":
            continue
        kid, modulus, exponent = key.get("kid"), key.get("n"), key.get("e")
        if not (isinstance(kid, str) and kid and isinstance(modulus, str) and isinstance(exponent, str)):
            continue
        if key.get("alg", "RS256") != "RS256" or _bits(modulus) < RSA_BITS_MIN or "d" in key:
            continue
        if kid in found:
            twice.add(kid)
        # Nothing else of it reaches the library, which would follow some of the rest.
        found[kid] = {"kty": "RSA", "alg": "RS256", "use": "sig", "n": modulus, "e": exponent}
        if isinstance(key.get("issuer"), str):
            found[kid]["issuer"] = key["issuer"]
    return {kid: key for kid, key in found.items() if kid not in twice}


def said_by(token: str, expected: Expected, keys: Keys, now: datetime) -> Said:
    """What *token* says of its subject.

    Raises:
        BadIdToken: anything about it is not exactly as it must be; UnknownKey when only its key is not known.
        UnprovenAddress: all is as it must be, but the provider does not vouch for the address.
    """
    try:
        claims, key = _checked_parts(token, keys)
        issuer = _issuer(claims, expected, key)
        jwt.decode(
            token,
            {name: value for name, value in key.items() if name != "issuer"},
            algorithms=["RS256"],
            audience=expected.client_id,
            issuer=issuer,
            # Times are judged below by our own clock; `at_hash` is of an access token that we throw away.
            options={f"require_{claim}": True for claim in ("aud", "iss", "sub")}
            | {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_at_hash": False},
        )
        _require_meant_for_us(claims, expected)
        _require_sound_times(claims, now)
        subject = claims["sub"]
        if not isinstance(subject, str) or not 1 <= len(subject) <= SUBJECT_MAX or not subject.isprintable():
            raise BadIdToken
        directory = directory_of(expected.provider, claims)
    except (JOSEError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadIdToken from error
    _require_proven_address(claims, expected.provider)
    return Said(issuer, subject, directory, _is_strong(claims))


def _checked_parts(token: str, keys: Keys) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """The claims, which nobody has vouched for yet, and the one key that must have signed them."""
    if not isinstance(token, str) or len(token) > TOKEN_CHARACTERS_MAX:
        raise BadIdToken
    parts = token.split(".")
    if len(parts) != 3:
        raise BadIdToken
    header, claims = _object(parts[0]), _object(parts[1])
    _decoded(parts[2])
    if not {"alg", "kid"} <= header.keys() <= _HEADER_NAMES or header["alg"] != "RS256":
        raise BadIdToken
    if header.get("typ", "JWT") != "JWT" or not isinstance(header["kid"], str):
        raise BadIdToken
    if header["kid"] not in keys:
        raise UnknownKey
    return claims, keys[header["kid"]]


def _issuer(claims: dict[str, Any], expected: Expected, key: Mapping[str, Any]) -> str:
    """Who must have issued the token, as it itself has to say: the key's own issuer too, where it names one."""
    issuer = expected.issuer
    if TENANT in issuer:
        issuer = issuer.replace(TENANT, directory_of(expected.provider, claims) or "-")
    of_key = str(key.get("issuer", issuer)).replace(TENANT, directory_of(expected.provider, claims))
    if claims["iss"] != issuer or of_key != issuer:
        raise BadIdToken
    return issuer


def _require_meant_for_us(claims: dict[str, Any], expected: Expected) -> None:
    # One audience, as a text: a list would be meant for others as well.
    if claims["aud"] != expected.client_id or claims.get("azp", expected.client_id) != expected.client_id:
        raise BadIdToken
    nonce = claims["nonce"]
    if not isinstance(nonce, str) or not compare_digest(nonce.encode(), expected.nonce.encode()):
        raise BadIdToken


def _require_sound_times(claims: dict[str, Any], now: datetime) -> None:
    issued, ends, begins = claims["iat"], claims["exp"], claims.get("nbf", claims["iat"])
    if any(type(instant) is not int for instant in (issued, ends, begins)):
        raise BadIdToken
    instant, apart = now.timestamp(), CLOCKS_APART_MAX.total_seconds()
    if not instant - AGE_MAX.total_seconds() <= issued <= instant + apart:
        raise BadIdToken
    if not begins - apart <= instant < ends or not issued < ends <= issued + LIFETIME_MAX.total_seconds():
        raise BadIdToken


def _require_proven_address(claims: dict[str, Any], provider: Provider) -> None:
    """The address is used for nothing. But who lets people make accounts at addresses that are not theirs lies."""
    proven = claims.get("email_verified", provider is not Provider.GOOGLE)
    if proven is not True:
        raise UnprovenAddress


def _is_strong(claims: dict[str, Any]) -> bool:
    ways = claims.get("amr")
    return isinstance(ways, list) and any(isinstance(way, str) and way in _STRONG for way in ways)


def _object(part: str) -> dict[str, Any]:
    found = json.loads(_decoded(part).decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_number)
    if not isinstance(found, dict):
        raise BadIdToken
    return found


def _decoded(part: str) -> bytes:
    """base64url in its one right spelling: no padding, no other letters, no bits that nobody reads."""
    if not _PART.fullmatch(part):
        raise BadIdToken
    plain = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(plain).rstrip(b"=") != part.encode():
        raise BadIdToken
    return plain


def _bits(modulus: str) -> int:
    try:
        return int.from_bytes(_decoded(modulus), "big").bit_length()
    except (BadIdToken, ValueError):
        return 0


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise BadIdToken
    return dict(pairs)


def _no_number(name: str) -> None:
    raise BadIdToken(name)
