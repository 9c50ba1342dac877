"""Promises 31, 36, 40, 48 and 49: whatever is sent, the answer is a problem document, and nothing is stored.

Nothing here is about rules: only about requests that no honest client makes.
"""

import json
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from cast import Person, World, browser
from conftest import Clock
from fastapi import FastAPI
from live import cheap_passwords
from operations import CALLS, operation, send
from refusals import is_problem
from sqlmodel import func, select

from app.identity import policy
from app.identity.tables import Staff
from app.main import BODY_BYTES_MAX
from app.web.headers import ALWAYS

JSON = {"Content-Type": "application/json"}


def staff_count(world: World) -> int:
    with world.database.reading(world.hana.scope) as session:
        return session.exec(select(func.count()).select_from(Staff)).one()


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
    """Two readers of one document must not understand two things. Take out: OneMeaning in web.retrying."""
    before = staff_count(world)

    for body in (
        b'{"code": "NIA", "name": "First", "name": "Last"}', b'{"code": "NIA", "name": "Nia", "n\\u0061me": "Nia"}'
    ):  # fmt: skip
        answer = await world.hana.client.post("/staff", content=body, headers=JSON | {"Idempotency-Key": str(uuid4())})

        assert answer.status_code == 422, answer.text
        assert is_problem(answer)
    assert staff_count(world) == before


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
