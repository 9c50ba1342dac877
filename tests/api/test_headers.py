"""Promise 48, and half of 23 and 36: what every kind of answer carries, whoever asks for what. Both engines."""

import re
from collections.abc import Iterator

import httpx
import pytest
from cast import World, browser
from fastapi import FastAPI
from operations import CALLS

from app.main import create_app
from app.settings import Settings
from app.web import health

EVIL = "https://evil.example"
HIDDEN = (
    "/docs", "/redoc", "/openapi.json", "/metrics", "/.git/config", "/.env", "/debug", "/server-status",
    "/assets/../../app/main.py", "/%2e%2e/%2e%2e/etc/passwd", "/backup.sql", "/kenkyu.db", "/api/docs",
    "/api/openapi.json",
)  # fmt: skip
KEPT = ("/assets/", "/feeds/", "/calendars/", "/oai", "/sitemap", "/api/sign-on/providers")
"""Addresses that say themselves how long their answers may be kept."""


@pytest.fixture(scope="module")
def _served(_app: FastAPI, settings: Settings) -> Iterator[FastAPI]:
    app = create_app(settings.model_copy(update={"docs": False}), now=_app.state.now)
    yield app
    app.state.database.engine.dispose()


@pytest.fixture
def served(world: World, _served: FastAPI) -> FastAPI:
    """The app as in production: without its description."""
    return _served


def _client(app: FastAPI, world: World | None = None) -> httpx.AsyncClient:
    client = browser(app, world.hana.secret if world else None)
    client.base_url = httpx.URL("https://kenkyu.test")
    return client


def _policy(answer: httpx.Response) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers.get("content-security-policy", "").split(";"))
    return {name: values for name, *values in parts}


def broken_rules(answer: httpx.Response) -> set[str]:
    """Which rules of ASVS 3.4, 13.4, 14.3 and 16.5 an answer breaks."""
    headers, policy, found = answer.headers, _policy(answer), set()
    is_html = "text/html" in headers.get("content-type", "")
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    script = policy.get("script-src", policy.get("default-src", ["*"]))
    rules = {
        "nosniff": headers.get("x-content-type-options") == "nosniff",
        "hsts": age is not None and int(age[1]) >= 31_536_000,
        "referrer": headers.get("referrer-policy") in ("no-referrer", "same-origin"),
        "frame-ancestors": "frame-ancestors" in policy,
        "object-src": policy.get("object-src", policy.get("default-src")) == ["'none'"],
        "base-uri": policy.get("base-uri") == ["'none'"],
        "script-src": not set(script) & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:"},
        "opener": not is_html or "cross-origin-opener-policy" in headers,
        "server": "server" not in headers and "x-powered-by" not in headers,
        "content-type": not answer.content or "content-type" in headers,
        "no detail": not re.search(r"Traceback|sqlalchemy|pydantic\.dev|site-packages|\bFile \"/", answer.text),
        "problem": answer.status_code < 400 or is_html or headers.get("content-type") == "application/problem+json",
        "request id": "x-request-id" in headers,
        "kept by nobody": is_html or answer.request.url.path.startswith(KEPT) or answer.is_error
        or "no-store" in headers.get("cache-control", "") or "no-cache" in headers.get("cache-control", "")
        or "private" in headers.get("cache-control", ""),
    }  # fmt: skip
    found |= {name for name, holds in rules.items() if not holds}
    for cookie in headers.get_list("set-cookie"):
        said = cookie.lower()
        if not (said.startswith("__host-") and all(word in said for word in ("secure", "httponly", "samesite"))):
            found.add("cookie")
    if answer.status_code >= 500 and not answer.json().get("request_id") and "retry-after" not in headers:
        found.add("a fault without a number")
    return found


async def test_every_operation_answers_with_every_header(served: FastAPI, world: World) -> None:
    """All of them, as somebody who leads, with nothing of use in it: data, refusals and what cannot be read alike.

    Take out: `Headers` or one line of ALWAYS_SENT.
    """
    client = _client(served, world)
    broken: dict[str, set[str]] = {}
    for name, call in CALLS.items():
        path = "/api" + re.sub(r"\{\w+\}", "00000000-0000-4000-8000-000000000000", call.path)
        if name in ("sign_out", "end_all_sessions", "end_session"):
            continue
        sent = {"content": b"{"} if call.method in ("POST", "PUT") else {}
        answer = await client.request(
            call.method, path, headers={"Content-Type": "application/json", "Accept": "text/html,*/*"}, **sent
        )
        if rules := broken_rules(answer):
            broken[f"{name} {answer.status_code}"] = rules

    assert broken == {}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200), ("GET", "/some/page/of/the/application", 200), ("GET", "/fair", 200),
        ("GET", "/feeds/fair.json", 200), ("GET", "/oai?verb=Identify", 200), ("GET", "/sitemap.xml", 200),
        ("GET", "/calendars/nothing.ics", 404), ("GET", "/leave/nothing", None), ("GET", "/api/nothing", 401),
        ("GET", "/api/fair/findings", 200), ("GET", "/api/timetable/template.csv", 200),
        ("GET", "/api/timetable/template.xlsx", 200), ("POST", "/api/sign-in", 422), ("POST", "/", 405),
        ("DELETE", "/fair", 405), ("PUT", "/api/me", 401), ("POST", "/api/health", 405), ("TRACE", "/", 405),
        ("TRACE", "/api/health", 405), ("PROPFIND", "/api/health", 405), ("GET", "/assets/nothing.js", None),
        ("HEAD", "/", 200),
    ],
)  # fmt: skip
async def test_every_kind_of_answer_carries_every_header(
    served: FastAPI, method: str, path: str, status: int | None
) -> None:  # fmt: skip
    """Pages, files, feeds, redirects, and refusals of the framework's own. Take out: one line of ALWAYS_SENT."""
    sent = {"content": b"{"} if method == "POST" else {}
    answer = await _client(served).request(
        method, path, headers={"Content-Type": "application/json", "Accept": "text/html,*/*"}, **sent
    )

    assert broken_rules(answer) == set()
    assert status is None or answer.status_code == status


async def test_a_file_and_a_fault_carry_them_too(
    served: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: ALWAYS_SENT where `_crash` answers."""
    client = _client(served, world)
    printed = await client.get("/api/year-statement.csv")

    def fail(_actor: object) -> None:
        raise RuntimeError("/srv/secret.py: a name of somebody")

    monkeypatch.setattr(health, "Health", fail)
    crashed = await client.get("/api/health")

    assert broken_rules(printed) == set()
    assert crashed.status_code == 500
    assert broken_rules(crashed) - {"request id"} == set()
    assert crashed.json()["request_id"]
    assert "secret" not in crashed.text


@pytest.mark.parametrize("origin", [EVIL, "null", "https://kenkyu.test.evil.example"])
async def test_no_other_site_is_allowed_in(served: FastAPI, world: World, origin: str) -> None:
    """Take out: nothing: it fails when somebody adds CORS."""
    client = _client(served, world)
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}

    answers = [await client.get("/api/me", headers=asked), await client.options("/api/me", headers=asked)]

    assert [each.headers.get("access-control-allow-origin") for each in answers] == [None, None]


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
@pytest.mark.parametrize("path", ["/", "/fair", "/feeds/fair.json", "/sitemap.xml", "/api/fair/findings"])
async def test_a_made_up_host_comes_back_in_nothing(served: FastAPI, header: str, path: str) -> None:
    """Take out: `public_url` where links are built (from the request's Host instead)."""
    answer = await _client(served).get(path, headers={header: "evil.example"})

    assert "evil.example" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("path", HIDDEN)
async def test_what_is_nobody_s_business_is_not_there(served: FastAPI, path: str) -> None:
    """Take out: `openapi_url=None`."""
    answer = await _client(served).get(path)

    assert answer.status_code in (401, 404) or "<!doctype html>" in answer.text.lower()
    assert "root:" not in answer.text
    assert "openapi" not in answer.text.lower() or answer.status_code == 404


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%0d%0aSet-Cookie:x=1", "/fair//evil.example"])
async def test_no_address_leads_elsewhere(served: FastAPI, path: str) -> None:
    """Take out: nothing: it fails when a redirect is built from the path."""
    answer = await _client(served).get(path)

    assert "evil.example" not in answer.headers.get("location", "")
    assert "set-cookie" not in answer.headers
