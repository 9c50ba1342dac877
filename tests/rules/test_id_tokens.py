"""Promise 31, for what others sign: no ID token but the provider's own, unchanged, in time and meant for us."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from listening import Listener, answer, listening

from app.sign_on.id_tokens import BadIdToken, Expected, UnprovenAddress, said_by, usable_keys
from app.sign_on.rules import Provider

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER, CLIENT, NONCE, KID = "https://accounts.google.com", "kenkyu.apps.example", "n-" + "0" * 41, "key-1"
EXPECTED = Expected(Provider.GOOGLE, ISSUER, CLIENT, NONCE)
TENANT = "11111111-2222-4333-8444-555555555555"
MICROSOFT = Expected(Provider.MICROSOFT, "https://login.microsoftonline.com/{tenantid}/v2.0", CLIENT, NONCE)

OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SHORT = rsa.generate_private_key(public_exponent=65537, key_size=1024)
PEM = OURS.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
DER = OURS.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

HEADER = {"alg": "RS256", "typ": "JWT", "kid": KID}
CLAIMS = {
    "iss": ISSUER, "aud": CLIENT, "azp": CLIENT, "sub": "1098", "nonce": NONCE, "iat": AT, "exp": AT + 3600,
    "hd": "Birch.example", "email": "amina@birch.example", "email_verified": True, "at_hash": "of-a-token-thrown-away",
}  # fmt: skip
Claims = dict[str, Any]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def jwk(key: rsa.RSAPrivateKey, kid: Any = KID, **more: Any) -> dict[str, Any]:
    numbers = key.public_key().public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": kid,
        "n": number(numbers.n),
        "e": number(numbers.e),
    } | more


KEYS = usable_keys({"keys": [jwk(OURS), jwk(ANOTHER, "key-2")]})


def said(header: Any, claims: Any) -> str:
    """Both parts, each of which may be JSON text already."""
    return ".".join(b64((part if isinstance(part, str) else json.dumps(part)).encode()) for part in (header, claims))


def signed(header: Any, claims: Any, key: rsa.RSAPrivateKey = OURS, digest: Any = None) -> str:
    words = said(header, claims)
    return f"{words}.{b64(key.sign(words.encode(), padding.PKCS1v15(), digest or hashes.SHA256()))}"


def by_hmac(header: Any, claims: Any, key: bytes) -> str:
    words = said(header, claims)
    return f"{words}.{b64(hmac.new(key, words.encode(), hashlib.sha256).digest())}"


def by_curve(claims: Claims) -> str:
    words = said(HEADER | {"alg": "ES256"}, claims)
    made = ec.generate_private_key(ec.SECP256R1()).sign(words.encode(), ec.ECDSA(hashes.SHA256()))
    return f"{words}.{b64(b''.join(part.to_bytes(32, 'big') for part in decode_dss_signature(made)))}"


def by_pss(claims: Claims) -> str:
    words = said(HEADER | {"alg": "PS256"}, claims)
    made = OURS.sign(words.encode(), padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    return f"{words}.{b64(made)}"


def without(claims: Claims, *names: str) -> Claims:
    return {name: value for name, value in claims.items() if name not in names}


def padded(token: str) -> str:
    return token + "=" * (-len(token.rsplit(".", 1)[1]) % 4 or 4)


def loosened(token: str) -> str:
    """The signature in another spelling: bits that a careless reader drops."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def bomb() -> str:
    """A JWE whose content unpacks to 50 MB."""
    packed = zlib.compress(b" " * 50_000_000)[2:-4]
    return ".".join([b64(json.dumps({"alg": "dir", "enc": "A256GCM", "zip": "DEF"}).encode()), "", "", b64(packed), ""])


def evil(listener: Listener | None) -> str:
    return f"{listener.url}/jwks" if listener else "http://127.0.0.1:9/jwks"


ATTACKS: dict[str, Callable[[Claims, Listener], str]] = {
    "alg none": lambda c, _: f"{said(HEADER | {'alg': 'none'}, c)}.",
    "alg None with a signature": lambda c, _: signed(HEADER | {"alg": "None"}, c),
    "no signature": lambda c, _: f"{said(HEADER, c)}.",
    "HS256 with our public key as PEM": lambda c, _: by_hmac(HEADER | {"alg": "HS256"}, c, PEM),
    "HS256 with our public key as DER": lambda c, _: by_hmac(HEADER | {"alg": "HS256"}, c, DER),
    "HS256 with the JWK": lambda c, _: by_hmac(HEADER | {"alg": "HS256"}, c, json.dumps(jwk(OURS)).encode()),
    "HS256 with nothing": lambda c, _: by_hmac(HEADER | {"alg": "HS256"}, c, b""),
    "RS256 said, HS256 done": lambda c, _: by_hmac(HEADER, c, PEM),
    "RS512": lambda c, _: signed(HEADER | {"alg": "RS512"}, c, digest=hashes.SHA512()),
    "PS256": lambda c, _: by_pss(c),
    "ES256": lambda c, _: by_curve(c),
    "a key of somebody else": lambda c, _: signed(HEADER, c, ANOTHER),
    "another key's kid": lambda c, _: signed(HEADER | {"kid": "key-2"}, c),
    "a kid that nobody has": lambda c, _: signed(HEADER | {"kid": "key-3"}, c),
    "no kid": lambda c, _: signed(without(HEADER, "kid"), c),
    "kid is a list": lambda c, _: signed(HEADER | {"kid": [KID]}, c),
    "kid is a path": lambda c, _: signed(HEADER | {"kid": "../../dev/null"}, c),
    "kid in capitals": lambda c, _: signed(HEADER | {"kid": KID.upper()}, c),
    "jwk of its own": lambda c, _: signed(HEADER | {"jwk": jwk(ANOTHER)}, c, ANOTHER),
    "jku": lambda c, there: signed(HEADER | {"jku": evil(there)}, c, ANOTHER),
    "x5u": lambda c, there: signed(HEADER | {"x5u": evil(there)}, c, ANOTHER),
    "x5c": lambda c, _: signed(HEADER | {"x5c": [b64(DER)]}, c, ANOTHER),
    "crit": lambda c, _: signed(HEADER | {"crit": ["exp"]}, c),
    "b64 false": lambda c, _: signed(HEADER | {"b64": False, "crit": ["b64"]}, c),
    "zip": lambda c, _: signed(HEADER | {"zip": "DEF"}, c),
    "an access token": lambda c, _: signed(HEADER | {"typ": "at+jwt"}, c),
    "alg twice": lambda c, _: signed(json.dumps(HEADER)[:-1] + ', "alg": "RS256"}', c),
    "one bit changed": lambda c, _: signed(HEADER, c)[:-8] + "AAAAAAAA",
    "claims exchanged": lambda c, _: _exchanged(signed(HEADER, c), c | {"sub": "another"}),
    "expired": lambda c, _: signed(HEADER, c | {"iat": AT - 300, "exp": AT}),
    "issued long ago": lambda c, _: signed(HEADER, c | {"iat": AT - 601}),
    "issued tomorrow": lambda c, _: signed(HEADER, c | {"iat": AT + 61}),
    "not yet": lambda c, _: signed(HEADER, c | {"nbf": AT + 61}),
    "good for a day": lambda c, _: signed(HEADER, c | {"exp": AT + 86_400}),
    "exp as text": lambda c, _: signed(HEADER, c | {"exp": str(AT + 3600)}),
    "exp true": lambda c, _: signed(HEADER, c | {"exp": True}),
    "exp with a fraction": lambda c, _: signed(HEADER, c | {"exp": AT + 3600.5}),
    "exp without end": lambda c, _: signed(HEADER, json.dumps(c).replace(str(AT + 3600), "Infinity")),
    "exp of 400 digits": lambda c, _: signed(HEADER, c | {"exp": 10**400}),
    "no exp": lambda c, _: signed(HEADER, without(c, "exp")),
    "no iat": lambda c, _: signed(HEADER, without(c, "iat")),
    "no aud": lambda c, _: signed(HEADER, without(c, "aud")),
    "a list of auds": lambda c, _: signed(HEADER, c | {"aud": [CLIENT]}),
    "another aud": lambda c, _: signed(HEADER, c | {"aud": "another.apps.example"}),
    "aud with more behind it": lambda c, _: signed(HEADER, c | {"aud": f"{CLIENT} another"}),
    "meant for another party": lambda c, _: signed(HEADER, c | {"azp": "another.apps.example"}),
    "no iss": lambda c, _: signed(HEADER, without(c, "iss")),
    "another iss": lambda c, _: signed(HEADER, c | {"iss": "https://accounts.google.com.evil.example"}),
    "iss with a slash": lambda c, _: signed(HEADER, c | {"iss": ISSUER + "/"}),
    "iss of the other provider": lambda c, _: signed(
        HEADER, c | {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "tid": TENANT}
    ),
    "no nonce": lambda c, _: signed(HEADER, without(c, "nonce")),
    "another nonce": lambda c, _: signed(HEADER, c | {"nonce": NONCE[:-1] + "1"}),
    "nonce is null": lambda c, _: signed(HEADER, c | {"nonce": None}),
    "nonce of other letters": lambda c, _: signed(HEADER, c | {"nonce": "ｎ" + NONCE[1:]}),
    "no sub": lambda c, _: signed(HEADER, without(c, "sub")),
    "an empty sub": lambda c, _: signed(HEADER, c | {"sub": ""}),
    "sub is a number": lambda c, _: signed(HEADER, c | {"sub": 1098}),
    "sub of 256": lambda c, _: signed(HEADER, c | {"sub": "1" * 256}),
    "sub with what cannot be seen": lambda c, _: signed(HEADER, c | {"sub": "1098\u200b"}),
    "sub twice": lambda c, _: signed(HEADER, json.dumps(c)[:-1] + ', "sub": "1"}'),
    "nonce twice, deep": lambda c, _: signed(HEADER, json.dumps(c)[:-1] + ', "x": {"a": 1, "a": 2}}'),
    "padded": lambda c, _: padded(signed(HEADER, c)),
    "spelt loosely": lambda c, _: loosened(signed(HEADER, c)),
    "with a line break": lambda c, _: signed(HEADER, c) + "\n",
    "in the other alphabet": lambda c, _: signed(HEADER, c).replace("-", "+").replace("_", "/") + "+/",
    "spaces before it": lambda c, _: " " + signed(HEADER, c),
    "Bearer before it": lambda c, _: "Bearer " + signed(HEADER, c),
    "not ASCII": lambda c, _: signed(HEADER, c) + "é",
    "over 16 kB": lambda c, _: signed(HEADER, c | {"x": "x" * 16_384}),
    "four parts": lambda c, _: signed(HEADER, c) + ".x",
    "two parts": lambda c, _: said(HEADER, c),
    "a deflated JWE": lambda c, _: bomb(),
    "JSON instead": lambda c, _: json.dumps({"payload": said(HEADER, c), "signatures": []}),
    "claims are a list": lambda c, _: signed(HEADER, "[]"),
    "claims are deep": lambda c, _: signed(HEADER, "[" * 5_000),
    "claims are not UTF-8": lambda c, _: _raw(b"\xff\xfe"),
    "nothing": lambda c, _: "",
}


def _exchanged(token: str, claims: Claims) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{b64(json.dumps(claims).encode())}.{signature}"


def _raw(claims: bytes) -> str:
    words = f"{b64(json.dumps(HEADER).encode())}.{b64(claims)}"
    return f"{words}.{b64(OURS.sign(words.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Whoever follows an address that stands in a token is heard here."""
    with listening(answer(200, json.dumps({"keys": [jwk(ANOTHER)]}).encode())) as there:
        yield there


def test_what_the_provider_says_is_believed() -> None:
    found = said_by(signed(HEADER, CLAIMS), EXPECTED, KEYS, NOW)

    assert (found.issuer, found.subject, found.directory, found.is_strong) == (ISSUER, "1098", "birch.example", False)


@pytest.mark.parametrize("name", ATTACKS)
def test_no_other_token_is(name: str, listener: Listener) -> None:
    """Take out: `_checked_parts`, any condition of it, or of `_require_...` in sign_on.id_tokens."""
    token = ATTACKS[name](CLAIMS, listener)

    with pytest.raises(BadIdToken):
        said_by(token, EXPECTED, KEYS, NOW)
    assert listener.connections == 0


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_googles_word_on_the_address_must_be_true(verified: Any) -> None:
    """Take out: `_require_proven_address`."""
    with pytest.raises(UnprovenAddress):
        said_by(signed(HEADER, CLAIMS | {"email_verified": verified}), EXPECTED, KEYS, NOW)
    with pytest.raises(UnprovenAddress):
        said_by(signed(HEADER, without(CLAIMS, "email_verified")), EXPECTED, KEYS, NOW)


@pytest.mark.parametrize(("seconds", "is_good"), [(-600, True), (-601, False), (60, True), (61, False)])
def test_both_edges_of_when_it_was_issued(seconds: int, is_good: bool) -> None:
    """Take out: `=` of either comparison in `_require_sound_times`."""
    token = signed(HEADER, CLAIMS | {"iat": AT + seconds})

    if is_good:
        assert said_by(token, EXPECTED, KEYS, NOW).subject == "1098"
    else:
        with pytest.raises(BadIdToken):
            said_by(token, EXPECTED, KEYS, NOW)


MS_CLAIMS = without(CLAIMS, "hd", "email_verified", "azp") | {
    "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "tid": TENANT, "nbf": AT, "exp": AT + 3900
}  # fmt: skip


def test_microsofts_issuer_is_that_of_the_tokens_own_directory() -> None:
    """Take out: the comparison of `iss`, or that of the key's own issuer, in `_issuer`."""
    found = said_by(signed(HEADER, MS_CLAIMS | {"tid": TENANT.upper()}), MICROSOFT, KEYS, NOW)
    assert (found.directory, found.issuer) == (TENANT, MS_CLAIMS["iss"])
    other = TENANT.replace("1", "9")
    everybodys = "9188040d-6c67-4c5b-b112-36a304b66dad"

    for claims in (
        MS_CLAIMS | {"tid": other},
        without(MS_CLAIMS, "tid"),
        MS_CLAIMS | {"tid": everybodys, "iss": MS_CLAIMS["iss"].replace(TENANT, everybodys)},
        MS_CLAIMS | {"tid": "{tenantid}", "iss": MICROSOFT.issuer},
        MS_CLAIMS | {"tid": "../common", "iss": MS_CLAIMS["iss"].replace(TENANT, "../common")},
    ):
        with pytest.raises(BadIdToken):
            said_by(signed(HEADER, claims), MICROSOFT, KEYS, NOW)
    theirs = usable_keys({"keys": [jwk(OURS, issuer=MS_CLAIMS["iss"].replace(TENANT, other))]})
    with pytest.raises(BadIdToken):
        said_by(signed(HEADER, MS_CLAIMS), MICROSOFT, theirs, NOW)


@pytest.mark.parametrize(
    ("ways", "is_strong"), [(["pwd"], False), (["pwd", "otp"], True), ("mfa", False), ([[]], False)]
)
def test_a_second_factor_is_one_that_the_provider_names(ways: Any, is_strong: bool) -> None:
    """Take out: `isinstance(ways, list)`."""
    assert said_by(signed(HEADER, CLAIMS | {"amr": ways}), EXPECTED, KEYS, NOW).is_strong is is_strong


@pytest.mark.parametrize(
    "document",
    [
        {"keys": [jwk(SHORT)]},
        {"keys": [jwk(OURS, use="enc")]},
        {"keys": [without(jwk(OURS), "use")]},
        {"keys": [jwk(OURS, alg="RS512")]},
        {"keys": [jwk(OURS, kid=None)]},
        {"keys": [jwk(OURS, kid=[KID])]},
        {"keys": [jwk(OURS, kty="oct", k="AAAA")]},
        {"keys": [jwk(OURS, d="AAAA")]},
        {"keys": [jwk(OURS, n="===")]},
        {"keys": [jwk(OURS), jwk(ANOTHER)]},
        {"keys": "key-1"},
        [],
        None,
    ],
)
def test_a_key_that_is_not_as_it_must_be_signs_nothing(document: Any) -> None:
    """Take out: any condition of `usable_keys`."""
    assert usable_keys(document) == {}
