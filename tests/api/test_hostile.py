"""Promises 31, 36, 40, 48 and 49: whatever is sent, the answer is a problem document, and nothing is stored.

Nothing here is about rules: only about requests that no honest client makes.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from build_round import a_school_at_work
from cast import NOW, Person, World, browser
from conftest import SECRET_KEY, Clock
from fastapi import FastAPI
from live import Live, cheap_passwords, serving
from operations import CALLS, Cast, one_of_everything, operation, send
from sqlmodel import func, select

from app.identity import actions, policy, tokens
from app.identity.tables import Staff
from app.kernel.actor import NOBODY
from app.main import BODY_BYTES_MAX
from app.settings import Settings
from app.web.headers import ALWAYS

JSON = {"Content-Type": "application/json"}
PROBLEM = {"type", "title", "status", "detail"}


def is_problem(answer: httpx.Response) -> bool:
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    body = answer.json()
    return body.keys() >= PROBLEM and body["status"] == answer.status_code


def is_postgres(world: World) -> bool:
    return world.database.engine.dialect.name == "postgresql"


def staff_count(world: World) -> int:
    with world.database.reading(world.hana.scope) as session:
        return session.exec(select(func.count()).select_from(Staff)).one()


# ---- size (promise 49) --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def live(settings: Settings) -> Iterator[Live]:
    with serving(Live(settings.database_url, settings.secret_key)) as one:
        yield one


def megabytes(count: int) -> Iterator[bytes]:
    yield b'{"name": "'
    for _ in range(count):
        yield b"x" * 1_000_000
    yield b'"}'


SIGNED_IN_ONLY = [
    ("POST", "/rounds", JSON), ("POST", "/staff", JSON), ("PUT", "/school", JSON),
    ("POST", "/timetable-imports", {"Content-Type": "multipart/form-data; boundary=x"}),
]  # fmt: skip


@pytest.mark.concurrent
def test_nobody_who_sends_fifty_megabytes_is_refused_at_once_and_costs_no_memory(live: Live) -> None:
    """Take out: `app.add_middleware(Gate)`, and leave the refusal to the routes."""
    before = live.resident_bytes()
    for method, path, headers in SIGNED_IN_ONLY:
        for length in ({}, {"Content-Length": str(50_000_000 + 12)}):
            with httpx.Client(base_url=live.url, timeout=20) as client:
                try:
                    answer = client.request(method, path, content=megabytes(50), headers=headers | length)
                except httpx.WriteError:
                    continue  # Refused and hung up before we had said it all: as good as an answer.
                assert answer.status_code == 401, (path, answer.text)
                assert is_problem(answer)
                assert answer.elapsed < timedelta(seconds=1), path
    assert live.resident_bytes() - before < 10_000_000


@pytest.mark.concurrent
@pytest.mark.parametrize("path", ["/sign-in", "/tokens", f"/invitations/{'x' * 43}/accept", "/demo/sign-in"])
def test_what_is_open_to_nobody_takes_no_more_than_a_little(live: Live, path: str) -> None:
    """Take out: `max_body_size` in main.create_app."""
    before = live.resident_bytes()
    with httpx.Client(base_url=live.url, timeout=20) as client:
        answer = client.post(path, content=b"x" * (BODY_BYTES_MAX + 1), headers=JSON)

    assert answer.status_code == 413
    assert is_problem(answer)
    assert live.resident_bytes() - before < 10_000_000


async def test_who_is_signed_in_is_told_that_it_is_too_large(world: World) -> None:
    """Take out: `max_body_size`. With the length said, and without."""

    async def chunks() -> Any:
        for _ in range(BODY_BYTES_MAX // 100_000 + 1):
            yield b"x" * 100_000

    for content in (b"x" * (BODY_BYTES_MAX + 1), chunks()):
        answer = await world.hana.client.post("/staff", content=content, headers=JSON | {"Idempotency-Key": "k"})
        assert answer.status_code == 413
        assert is_problem(answer)


# ---- JSON (promise 40) ----------------------------------------------------------------------------------

GOOD = {"code": "NIA", "name": "Nia", "fte_percent": 80}
BODIES: dict[str, bytes] = {
    "not JSON": b"{not json",
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"Nia"',
    "NaN": b'{"code": "NIA", "name": "Nia", "fte_percent": NaN}',
    "infinity": b'{"code": "NIA", "name": "Nia", "fte_percent": Infinity}',
    "1e999": b'{"code": "NIA", "name": "Nia", "fte_percent": 1e999}',
    "a fraction": b'{"code": "NIA", "name": "Nia", "fte_percent": 80.5}',
    "a whole number as a fraction": b'{"code": "NIA", "name": "Nia", "fte_percent": 80.0}',
    "a number as text": b'{"code": "NIA", "name": "Nia", "fte_percent": "80"}',
    "true as a number": b'{"code": "NIA", "name": "Nia", "fte_percent": true}',
    "over 64 bit": b'{"code": "NIA", "name": "Nia", "fte_percent": 99999999999999999999999999}',
    "five thousand digits": b'{"code": "NIA", "name": "Nia", "fte_percent": ' + b"9" * 5000 + b"}",
    "negative": b'{"code": "NIA", "name": "Nia", "fte_percent": -5}',
    "a lone surrogate": b'{"code": "NIA", "name": "Nia \\ud800"}',
    "a lone surrogate as a field": b'{"code": "NIA", "name": "Nia", "\\ud800": 1}',
    "NUL": b'{"code": "NIA", "name": "Nia \\u0000"}',
    "escape": b'{"code": "NIA", "name": "Nia \\u001b[31m"}',
    "text that runs backwards": '{"code": "NIA", "name": "Nia \u202e"}'.encode(),
    "not UTF-8": b'{"code": "NIA", "name": "Nia \xff"}',
    "a hundred thousand brackets": b"[" * 100_000,
    "nested fields": b'{"name":' * 5_000 + b"1" + b"}" * 5_000,
    "a field too many": b'{"code": "NIA", "name": "Nia", "school_id": "00000000-0000-4000-8000-000000000000"}',
    "an id of one's own": b'{"code": "NIA", "name": "Nia", "id": "00000000-0000-4000-8000-000000000000"}',
    "roles of one's own": b'{"code": "NIA", "name": "Nia", "roles": ["head"], "is_active": true}',
    "prototype": b'{"code": "NIA", "name": "Nia", "__proto__": {"roles": ["head"]}}',
    "a name of two lines": b'{"code": "NIA", "name": "Nia\\nRoles: head"}',
    "an empty name": b'{"code": "NIA", "name": "   "}',
    "a name of 201 letters": json.dumps(GOOD | {"name": "x" * 201}).encode(),
    "an address with a line in it": b'{"code": "NIA", "name": "Nia", "email": "nia@birch.example\\r\\nBcc: all@x.example"}',
    "an address with NUL": b'{"code": "NIA", "name": "Nia", "email": "nia\\u0000@birch.example"}',
    "an address with an escape": b'{"code": "NIA", "name": "Nia", "email": "nia\\u001b@birch.example"}',
    "an address that runs backwards": '{"code": "NIA", "name": "Nia", "email": "nia\u202e@birch.example"}'.encode(),
}
UNNOTICED = {"an address with NUL", "an address with an escape", "an address that runs backwards"}


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_cannot_be_meant_is_refused_and_nothing_is_stored(
    name: str, world: World, request: pytest.FixtureRequest
) -> None:
    """Take out: `extra="forbid"` or `allow_inf_nan=False` of web.bodies.Body; `_clean`; Strict() of FtePercent."""
    before = staff_count(world)

    answer = await world.hana.client.post(
        "/staff", content=BODIES[name], headers=JSON | {"Idempotency-Key": str(uuid4())}
    )

    assert answer.status_code in (400, 413, 422), answer.text[:300]
    assert is_problem(answer)
    assert staff_count(world) == before


async def test_the_same_field_twice_means_neither(world: World) -> None:
    """Two readers of one document must not understand two things. Take out: nothing; JSON's last one wins here.

    The document is taken with the last value, and what is answered is what is stored: both say so.
    """
    answer = await world.hana.client.post(
        "/staff", content=b'{"code": "NIA", "name": "First", "name": "Last"}', headers=JSON | {"Idempotency-Key": "k"}
    )

    if answer.status_code == 201:
        read = await world.hana.get(f"/staff/{answer.json()['id']}")
        assert answer.json()["name"] == read.json()["name"] == "Last"
    else:
        assert is_problem(answer)


CONTENT_TYPES = [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "text/json-ish",
]  # fmt: skip


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
async def test_only_json_is_read_as_json(content_type: str, world: World) -> None:
    """A form on another site can send these three. Take out: strict_content_type (FastAPI's default)."""
    before = staff_count(world)
    for content in (json.dumps(GOOD).encode(), b"code=NIA&name=Nia"):
        answer = await world.hana.client.post(
            "/staff", content=content, headers={"Content-Type": content_type, "Idempotency-Key": str(uuid4())}
        )
        assert answer.status_code in (400, 415, 422)
        assert is_problem(answer)
    assert staff_count(world) == before


@pytest.mark.parametrize("path", ["/sign-in", "/tokens"])
async def test_no_refusal_repeats_what_may_be_a_password(path: str, app: FastAPI) -> None:
    """Take out: build InvalidField from `item["input"]` too."""
    secret = "my own secret password"
    bodies: list[Any] = [
        {"email": "nia@birch.example", "password": [secret]}, {"email": "nia@birch.example", "password": secret * 20},
        {"email": ["x"], "password": secret}, {"password": secret}, {"email": "a", "password": secret, secret: 1}, [secret],
        {"email": "nia@birch.example", "password": {"is": secret}},
    ]  # fmt: skip
    for body in bodies:
        answer = await browser(app).post(path, json=body)

        assert answer.status_code == 422
        assert is_problem(answer)
        told = answer.text.replace(f"/{secret}", "")  # The name of a field may be said: where it stands.
        assert secret not in told


@pytest.mark.parametrize("email", ["\\ud800@birch.example", "nia\\u0000@birch.example", "x" * 255])
async def test_what_is_no_address_is_refused_where_one_signs_in(
    email: str, world: World, request: pytest.FixtureRequest
) -> None:
    """Take out: nothing of ours for surrogates, which pydantic refuses; max_length of SignIn.email."""
    content = b'{"email": "' + email.encode() + b'", "password": "x"}'

    answer = await browser(world.app).post("/sign-in", content=content, headers=JSON)

    assert answer.status_code in (401, 422), answer.text
    assert is_problem(answer)


# ---- other sites (promise 36) -------------------------------------------------------------------------------


def unsafe() -> list[str]:
    return [line for line, call in CALLS.items() if call.method not in ("GET", "HEAD")]


HOSTILE_HEADERS: dict[str, dict[str, str]] = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "a sibling of ours": {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.kenkyu.test"},
    "an address typed in": {"Sec-Fetch-Site": "none"},
    "an old browser on another site": {"Origin": "https://evil.example"},
    "a sandboxed frame": {"Origin": "null"},
    "our name with more behind it": {"Origin": "https://kenkyu.test.evil.example"},
    "our name without TLS": {"Origin": "http://kenkyu.test"},
}


@pytest.mark.parametrize("how", HOSTILE_HEADERS)
async def test_no_other_site_can_change_anything_with_the_readers_cookie(how: str, world: World) -> None:
    """Take out: the call of `_comes_from_elsewhere` in the gate. Every unsafe operation there is."""
    client = browser(world.app, world.hana.secret)
    del client.headers["Sec-Fetch-Site"]
    things = {name: str(uuid4()) for call in CALLS.values() for name in call.things} | {
        "secret": "x",
        "email": "a@b.example",
    }

    for line in unsafe():
        answer = await send(client, CALLS[line], things, headers=HOSTILE_HEADERS[how])
        assert answer.status_code == 403, line
        assert is_problem(answer), line
        assert not any(name.startswith("access-control") for name in answer.headers), line


async def test_a_form_that_carries_the_cookie_but_not_our_header_is_refused(world: World) -> None:
    """Take out: BROWSER_HEADER in gate._comes_from_elsewhere."""
    client = browser(world.app, world.hana.secret)
    del client.headers["X-Kenkyu"], client.headers["Sec-Fetch-Site"]
    things = {name: str(uuid4()) for call in CALLS.values() for name in call.things} | {
        "secret": "x",
        "email": "a@b.example",
    }

    for line in unsafe():
        answer = await send(client, CALLS[line], things)
        assert answer.status_code == 403, line
        assert is_problem(answer), line


async def test_reading_is_not_opened_to_other_sites_either(world: World) -> None:
    """Take out: nothing (there is no CORS): add a CORSMiddleware."""
    for method in ("GET", "OPTIONS"):
        answer = await world.hana.client.request(
            method, "/me", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        )
        assert not any(name.startswith("access-control") for name in answer.headers)


# ---- nobody (promise 12 of E12) ------------------------------------------------------------------------------


@pytest.mark.parametrize("line", sorted(line for line in CALLS if operation(line) not in policy.PUBLIC))
async def test_nobody_is_refused_before_anything_they_sent_is_judged(
    line: str, app: FastAPI, request: pytest.FixtureRequest
) -> None:
    """Take out: Gate; then malformed JSON from nobody is 422. The reactions lie below a public address."""
    call = CALLS[line]
    path = re.sub(r"\{\w+\}", "not-an-id", call.path)

    answer = await browser(app).request(call.method, path, content=b"{not json", headers=JSON)

    assert answer.status_code == 401, answer.text
    assert is_problem(answer)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


# ---- tokens (promise 31) --------------------------------------------------------------------------------------


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
    "alg twice": lambda c: signed(json.dumps(HEADER)[:-1] + ', "alg": "HS256"}', c),
    "over 4 kB": lambda c: signed(HEADER, later(c, sub=c["sub"] + " " * 4000)),
    "no JSON": lambda c: signed("x", "y"),
    "a list": lambda c: signed(HEADER, "[]"),
    "deep": lambda c: signed(HEADER, "[" * 2_000),
    "two dots too many": lambda c: signed(HEADER, c) + ".x.y",
    "nothing": lambda c: "",
    "no token at all": lambda c: "x" * 40,
    "not ASCII": lambda c: "é" + signed(HEADER, c),
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


# ---- ids and addresses (promise 40) ---------------------------------------------------------------------------

IDS = [
    "1", "0", "-1", "null", "undefined", "' OR 1=1 --", "00000000-0000-0000-0000-00000000000", "{}", "%00", "..%2f..%2fetc",
    "%2e%2e", "%2e%2e%2f", "x" * 3000, "９", "99999999999999999999", "a%0d%0aSet-Cookie:%20x=1", "%ff", "*", "%F0%9F%92%A9",
]  # fmt: skip


@pytest.mark.parametrize("name", IDS)
async def test_what_is_no_id_is_refused_as_such(name: str, world: World) -> None:
    """Take out: UUID in a path (str instead)."""
    for path in (
        "/staff/{}",
        "/groups/{}",
        "/rounds/{}",
        "/years/{}",
        "/fair/findings/{}",
        "/invitations/{}",
        "/cover-slots/{}",
    ):
        answer = await world.hana.client.get(path.format(name if "%" in name else quote(name, safe="")))
        assert answer.status_code in (404, 422), (path, answer.text[:200])
        assert is_problem(answer)
        assert "set-cookie" not in answer.headers


QUERIES = [
    "/staff?limit=0", "/staff?limit=101", "/staff?limit=-1", "/staff?limit=1e3", "/staff?limit=9999999999999999999999",
    "/staff?limit=NaN", "/staff?after=x", "/staff?after=W10=", "/staff?after=bnVsbA==", "/staff?active=maybe",
    "/cover-slots?state=nowhere", "/my-week?on=yesterday", "/my-week?on=2026-02-30", "/my-time/entries?category=all",
    "/fair/findings?phase=ks9", "/staff?after=" + "W" * 501, "/staff?q=" + "x" * 101,
]  # fmt: skip


@pytest.mark.parametrize("path", QUERIES)
async def test_what_is_asked_wrongly_is_refused(path: str, world: World) -> None:
    """Take out: a limit of web.deps.page; `except` in PageWish.key."""
    answer = await world.hana.get(path)

    assert answer.status_code == 422, answer.text[:200]
    assert is_problem(answer)


def cursor(*key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


STRANGE = {
    "a name with NUL": "/staff?after=" + cursor("a\0b", str(uuid4())),
    "words with NUL": "/staff?q=%00",
    "words on the fair with NUL": "/fair/findings?q=%00",
    "a focus on the fair with NUL": "/fair/findings?focus=%00",
    "a number over 64 bit": "/groups?after=" + cursor(10**30, "a", str(uuid4())),
    "a number over 32 bit": "/groups?after=" + cursor(2**40, "a", str(uuid4())),
    "a moment before time": "/sessions?after=" + cursor("0001-01-01T00:00:00+14:00", str(uuid4())),
    "a moment after time": "/sessions?after=" + cursor("9999-12-31T23:59:59-14:00", str(uuid4())),
    "a moment of the fair before time": "/fair/findings?after=" + cursor("0001-01-01T00:00:00+14:00", str(uuid4())),
    "the first week of all": "/my-week?on=0001-01-01",
    "the last week of all": "/my-week?on=9999-12-31",
}
FAULTS = {
    "a name with NUL": "web.pages._read", "words with NUL": "q of identity.routes.list_staff",
    "a number over 64 bit": "web.pages._read", "a moment before time": "web.pages._read",
    "a moment after time": "web.pages._read", "a moment of the fair before time": "web.pages._read",
    "the first week of all": "study.queries.week", "the last week of all": "study.queries.week",
}  # fmt: skip
ONLY_ON_POSTGRES = {"a name with NUL", "words with NUL"}


@pytest.mark.parametrize("name", STRANGE)
async def test_what_is_strange_is_answered_and_never_our_fault(
    name: str, world: World, request: pytest.FixtureRequest
) -> None:
    """Take out: what keeps each out, in web.pages and web.bodies."""
    answer = await world.hana.get(STRANGE[name])

    assert answer.status_code in (200, 404, 422), answer.text[:300]
    assert answer.status_code == 200 or is_problem(answer)


FAR_DATES = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("held_on", FAR_DATES)
async def test_dates_at_the_ends_of_time_are_refused(held_on: str, world: World) -> None:
    """Take out: the year around a date. Every body and address that takes one."""
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="x", fair_word="y"
    )
    debrief = {"held_on": held_on, "start": "15:05"}
    round_ = {"group_id": things["group"], "host_id": things["host"], "period": "P1", "focus": "x",
              "observers": [{"staff_id": things["staff"], "slice": 0}]}  # fmt: skip
    terms = [{"starts_on": held_on, "ends_on": held_on}] * 6
    year = {"name": "x", "half_terms": terms, "cycle_days": ["Monday"] * 5}
    asked = [
        (world.amina, "POST", "/rounds", round_ | {"held_on": held_on, "debrief": debrief}),
        (world.amina, "POST", "/rounds", round_ | {"held_on": "2026-11-23", "debrief": debrief}),
        (world.amina, "POST", "/my-time/spend", {"category": "observe", "minutes": 5, "held_on": held_on, "reason": "x"}),
        (world.amina, "POST", f"/groups/{things['group']}/guests", {"name": "x", "email": "x@far.example", "until": held_on}),
        (world.hana, "POST", "/years", year),
        (world.hana, "POST", "/years", year | {"exceptions": [{"held_on": held_on, "kind": "closed"}]}),
        (world.hana, "POST", f"/timetable-imports/{things['import']}/commit",
         {"starts_on": held_on, "days": [{"name": "Monday", "cycle_day": "Monday"}],
          "bells": [{"period": "P1", "start": "09:00", "end": "10:00"}]}),
        (world.hana, "GET", f"/years/{things['year']}/days?after={held_on}", None),
    ]  # fmt: skip
    assert [found for found in [await _outcome(*one) for one in asked] if found] == []


@pytest.mark.parametrize("held_on", FAR_DATES)
async def test_a_plan_for_the_ends_of_time_is_refused(
    held_on: str, world: World, request: pytest.FixtureRequest
) -> None:
    group_id = await a_school_at_work(world)

    answer = await world.amina.get(f"/groups/{group_id}/plan?on={held_on}")

    assert answer.status_code < 500


async def _outcome(person: Person, method: str, path: str, body: Any) -> str:
    """What is wrong with the answer; empty when nothing is."""
    answer = await (person.get(path) if method == "GET" else person.post(path, body))
    is_wrong = answer.status_code >= 500 or (method == "POST" and answer.status_code < 400)
    return f"{method} {path}: {answer.status_code} {answer.text[:100]}" if is_wrong else ""


# ---- ordinary names (promise 40) --------------------------------------------------------------------------------

NAMES = ["O'Brien", "Ng", "李", "Siân", "Null", "Test; DROP TABLE staff", "Ünal-Müller", "Nguyễn Thị Minh Khai", "None",
         "true", "Robert \"Bob\" <Smith>", "d'Arc & Sons", "100%", "a_b", "\\o/", "👩‍🏫 Ada"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_an_ordinary_name_is_stored_found_and_returned_as_it_was_written(name: str, world: World) -> None:
    """Take out: `escape` in staff_page (a backslash then finds nothing); or html.escape a name when storing it."""
    made = await world.hana.post("/staff", {"code": name, "name": name, "department": name})

    assert made.status_code == 201, made.text
    read = (await world.hana.get(f"/staff/{made.json()['id']}")).json()
    assert (read["code"], read["name"], read["department"]) == (name, name, name)
    found = (await world.hana.get("/staff", params={"q": name})).json()["items"]
    if name.isascii() or name == "李":  # SQLite folds only ASCII letters.
        assert name in [one["name"] for one in found]


@pytest.mark.parametrize("sign", ["%", "_", "%%", "__", "\\", "*", "?", ".", "["])
async def test_no_sign_finds_everybody(sign: str, world: World) -> None:
    """Take out: `_escaped` in identity.queries.staff_page."""
    assert (await world.hana.get("/staff", params={"q": sign})).json()["items"] == []


# ---- every error, every header (promise 48) ------------------------------------------------------------------


async def errors(world: World, person: Person) -> dict[str, httpx.Response]:
    client = person.client
    nobody = browser(world.app)
    return {
        "400 or 422": await client.post("/staff", content=b"{", headers=JSON | {"Idempotency-Key": "k"}),
        "401": await nobody.get("/me"),
        "401, an address that is not there": await nobody.get("/nowhere"),
        "403": await world.amina.client.put("/school", json={}),
        "404, a thing": await client.get(f"/staff/{uuid4()}"),
        "404, an address": await client.get("/nowhere/at/all"),
        "404, an address, written to": await client.post("/nowhere"),
        "405": await client.delete("/staff"),
        "405, written to": await client.post("/me"),
        "412 or 404": await client.put(
            f"/staff/{uuid4()}", json={"code": "x", "name": "x"}, headers={"If-Match": '"1"'}
        ),
        "413": await client.post(
            "/staff", content=b"x" * (BODY_BYTES_MAX + 1), headers=JSON | {"Idempotency-Key": "k"}
        ),
        "422": await client.post("/staff", json={}, headers={"Idempotency-Key": "k"}),
        "422, no key": await client.post("/staff", json=GOOD),
        "428": await client.put(f"/staff/{world.amina.staff_id}", json={"code": "x", "name": "x"}),
    }


async def test_every_error_is_a_problem_document_with_our_headers(world: World) -> None:
    """Take out: `HTTPException` in problems.install (404 and 405); the Headers middleware."""
    for name, answer in (await errors(world, world.hana)).items():
        assert 400 <= answer.status_code < 500, name
        assert is_problem(answer), (name, answer.text[:200])
        assert missing_headers(answer) == [], name
        assert answer.headers["Cache-Control"] == "no-store", name


def missing_headers(answer: httpx.Response) -> list[str]:
    return [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]


async def test_our_own_failure_is_a_problem_document_too_and_says_nothing_of_why(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `Exception` in problems.install."""
    answer = await _crashed(world, monkeypatch)

    assert answer.status_code == 500
    assert is_problem(answer)
    assert len(answer.json()["request_id"]) == 16
    assert "canary" not in answer.text


async def test_our_own_failure_carries_the_same_headers(
    world: World, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    answer = await _crashed(world, monkeypatch)

    assert missing_headers(answer) == []


async def _crashed(world: World, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    def crash(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("canary")

    monkeypatch.setattr("app.identity.queries.staff_member", crash)
    return await world.hana.get(f"/staff/{world.amina.staff_id}")


FINE = ["/", "/fair", "/week", "/feeds/fair.json", "/feeds/fair.atom", "/favicon.svg", "/api/health", "/api/fair/findings",
        "/api/timetable/template.csv", "/api/timetable/template.xlsx", "/nowhere.png", "/assets/nowhere.js"]  # fmt: skip
CROSS_ORIGIN = {"/feeds/fair.json": "cross-origin", "/feeds/fair.atom": "cross-origin"}


@pytest.mark.parametrize("path", FINE)
async def test_pages_files_feeds_and_answers_carry_the_headers(path: str, app: FastAPI) -> None:
    """Take out: a line of web.headers.ALWAYS in one of them, e.g. set the policy in the routes instead."""
    answer = await browser(app).get(f"https://kenkyu.test{path}")

    missing = [
        name for name in missing_headers(answer) if name != "Cross-Origin-Resource-Policy" or path not in CROSS_ORIGIN
    ]
    assert missing == []
    assert "server" not in answer.headers
    policy_words = answer.headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in policy_words
    assert "script-src 'self'" in policy_words
    assert not re.search(r"script-src[^;]*(unsafe|\*|data:)", policy_words)


@pytest_asyncio.fixture(autouse=True)
async def _cheap(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    cheap_passwords(monkeypatch)
