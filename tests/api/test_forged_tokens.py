"""Promise 31: no token but one of ours, unchanged and in time, opens anything."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cast import NOW, World, browser
from conftest import SECRET_KEY
from fastapi import FastAPI
from refusals import is_problem

from app.identity import actions, tokens
from app.kernel.actor import NOBODY


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(header: Any, claims: Any, *, key: bytes = SECRET_KEY.encode(), digest: Any = hashlib.sha256) -> str:
    """A token of any header and claims; both may be JSON text already."""
    parts = [part if isinstance(part, str) else json.dumps(part) for part in (header, claims)]
    said = ".".join(b64(part.encode()) for part in parts)
    return f"{said}.{b64(hmac.new(key, said.encode(), digest).digest())}"


HEADER = {"alg": "HS256", "typ": "at+jwt", "kid": "1"}
Claims = dict[str, Any]


def without(claims: Claims, *names: str) -> Claims:
    return {name: value for name, value in claims.items() if name not in names}


def later(claims: Claims, **more: Any) -> Claims:
    return claims | more


ATTACKS: dict[str, Callable[[Claims], str]] = {
    "alg none": lambda c: signed(HEADER | {"alg": "none"}, c),
    "alg none, no signature": lambda c: signed(HEADER | {"alg": "none"}, c).rsplit(".", 1)[0] + ".",
    "alg nOnE": lambda c: signed(HEADER | {"alg": "nOnE"}, c).rsplit(".", 1)[0] + ".",
    "no signature": lambda c: signed(HEADER, c).rsplit(".", 1)[0] + ".",
    "HS512 with our key": lambda c: signed(HEADER | {"alg": "HS512"}, c, digest=hashlib.sha512),
    "RS256": lambda c: signed(HEADER | {"alg": "RS256"}, c),
    "an empty key": lambda c: signed(HEADER, c, key=b""),
    "a key of somebody else": lambda c: signed(HEADER, c, key=b"x" * 48),
    "one bit changed": lambda c: _flip(signed(HEADER, c)),
    "claims exchanged": lambda c: _exchanged(signed(HEADER, c), c | {"sub": str(uuid4())}),
    "no exp": lambda c: signed(HEADER, without(c, "exp")),
    "no nbf": lambda c: signed(HEADER, without(c, "nbf")),
    "no iat": lambda c: signed(HEADER, without(c, "iat")),
    "no aud": lambda c: signed(HEADER, without(c, "aud")),
    "no iss": lambda c: signed(HEADER, without(c, "iss")),
    "no jti": lambda c: signed(HEADER, without(c, "jti")),
    "no sub": lambda c: signed(HEADER, without(c, "sub")),
    "another aud": lambda c: signed(HEADER, later(c, aud="another-service")),
    "a list of auds": lambda c: signed(HEADER, later(c, aud=[tokens.AUDIENCE, "another"])),
    "another iss": lambda c: signed(HEADER, later(c, iss="https://idp.example")),
    "expired": lambda c: signed(HEADER, later(c, exp=c["iat"], iat=c["iat"] - 900, nbf=c["nbf"] - 900)),
    "exp as text": lambda c: signed(HEADER, later(c, exp="9999999999")),
    "exp of 1e30": lambda c: signed(HEADER, later(c, exp=1e30)),
    "exp with a fraction": lambda c: signed(HEADER, later(c, exp=c["exp"] - 0.5)),
    "exp true": lambda c: signed(HEADER, later(c, exp=True)),
    "good for ten years": lambda c: signed(HEADER, later(c, exp=c["iat"] + 10 * 365 * 86_400)),
    "not yet": lambda c: signed(HEADER, later(c, nbf=c["iat"] + 600)),
    "another kid": lambda c: signed(HEADER | {"kid": "2"}, c),
    "no kid": lambda c: signed(without(HEADER, "kid"), c),
    "kid is a path": lambda c: signed(HEADER | {"kid": "../../dev/null"}, c, key=b""),
    "crit": lambda c: signed(HEADER | {"crit": ["x"], "x": 1}, c),
    "jku": lambda c: signed(HEADER | {"jku": "http://127.0.0.1:9/jwks.json"}, c),
    "jwk": lambda c: signed(HEADER | {"jwk": {"kty": "oct", "k": b64(b"x" * 48)}}, c, key=b"x" * 48),
    "an identity token": lambda c: signed(HEADER | {"typ": "JWT"}, c),
    "a refresh token": lambda c: signed(HEADER | {"typ": "refresh+jwt"}, c),
    "a school of one's choice": lambda c: signed(HEADER, later(c, school_id=str(uuid4()))),
    "sub twice": lambda c: signed(HEADER, json.dumps(c)[:-1] + f', "sub": "{uuid4()}"}}'),
    "sub twice, the last ours": lambda c: signed(HEADER, f'{{"sub": "{uuid4()}", ' + json.dumps(c)[1:]),
    "alg twice": lambda c: signed(json.dumps(HEADER)[:-1] + ', "alg": "HS256"}', c),
    "over 4 kB": lambda c: signed(HEADER, later(c, sub=c["sub"] + " " * 4000)),
    "over 4 kB of blanks": lambda c: signed(HEADER, json.dumps(c) + " " * 4000),
    "no JSON": lambda c: signed("x", "y"),
    "a list": lambda c: signed(HEADER, "[]"),
    "deep": lambda c: signed(HEADER, "[" * 2_000),
    "two dots too many": lambda c: signed(HEADER, c) + ".x.y",
    "nothing": lambda c: "",
    "no token at all": lambda c: "x" * 40,
    "not ASCII": lambda c: "é" + signed(HEADER, c),
    "not ASCII at its end": lambda c: signed(HEADER, c) + "é",
    "another account's": lambda c: signed(HEADER, later(c, sub=str(uuid4()))),
    "a session that is not there": lambda c: signed(HEADER, later(c, jti=str(uuid4()))),
    "ids that are none": lambda c: signed(HEADER, later(c, jti="1 OR 1=1", sub="admin")),
}
TAKEN = {"alg twice"}  # Of two equal names the last says the same as ours; the library reads headers so.


def _flip(token: str) -> str:
    at = len(token) - 20
    return token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]


def _exchanged(token: str, claims: Claims) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{b64(json.dumps(claims).encode())}.{signature}"


@pytest.fixture
def claims(world: World) -> Claims:
    """Of a good token of Amina's."""
    with world.database.writing(NOBODY) as session:
        opened, _ = actions.open_session(session, world.amina.actor.account_id, "", NOW, kind="token")
        session_id = opened.id
    token = tokens.issue(world.amina.actor.account_id, session_id, NOW, SECRET_KEY)
    payload = token.split(".")[1]
    found: Claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return found


async def with_token(app: FastAPI, token: str) -> httpx.Response:
    return await browser(app).get("/me", headers={"Authorization": f"Bearer {token}".encode()})


async def test_the_token_that_the_attacks_are_made_of_is_good(world: World, claims: Claims) -> None:
    """Without this the attacks below would prove nothing."""
    answer = await with_token(world.app, signed(HEADER, claims))

    assert answer.json()["name"] == "Amina"


@pytest.mark.parametrize("attack", sorted(ATTACKS.keys() - TAKEN))
async def test_a_forged_token_is_refused(attack: str, world: World, claims: Claims) -> None:
    """Take out: `_require_exact_parts` (crit, kid, typ, more claims, twice); `_require_sound_times`; a claim of
    _CLAIMS; `algorithms=` in jwt.decode; the account in queries.signed_in."""
    answer = await with_token(world.app, ATTACKS[attack](claims))

    assert answer.status_code == 401
    assert is_problem(answer)


async def test_the_token_of_a_browsers_session_is_refused(world: World, claims: Claims) -> None:
    """Take out: `kind == 'token'` in queries.signed_in."""
    forged = signed(HEADER, claims | {"jti": str(world.amina.actor.session_id)})

    assert (await with_token(world.app, forged)).status_code == 401


async def test_the_token_of_an_ended_session_is_refused(world: World, claims: Claims) -> None:
    """Take out: `ended_at.is_(None)` in queries.signed_in."""
    assert (await world.amina.client.post(f"/sessions/{claims['jti']}/end")).status_code == 204

    assert (await with_token(world.app, signed(HEADER, claims))).status_code == 401
