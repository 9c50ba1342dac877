"""People with a second factor: set up over HTTP as a browser does it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import pyotp
import pytest
import pytest_asyncio
from authenticator import Authenticator
from cast import NOW, World, browser
from fastapi import FastAPI
from known import COOKIE, Known, nia_of
from live import cheap_passwords

from app.second_factor.rules import STEP_SECONDS

FACTORS = "/me/second-factor"


def code_at(key: str, instant: datetime, *, steps: int = 0) -> str:
    """The code of an app, *steps* of half a minute later."""
    return str(pyotp.TOTP(key.replace(" ", "")).generate_otp(int(instant.timestamp()) // STEP_SECONDS + steps))


@dataclass
class Guarded:
    """A browser of somebody whose second factor was set up in it."""

    client: httpx.AsyncClient
    factor_id: str
    key: str
    recovery_codes: list[str]
    passkeys: list[Authenticator] = field(default_factory=list)


async def with_app(client: httpx.AsyncClient, now: datetime, *, name: str = "Phone") -> Guarded:
    """Set up an app in *client*, whose cookie changes with it. Its code of *now* is used up."""
    begun = await client.post(f"{FACTORS}/apps", json={"name": name})
    assert begun.status_code == 201, begun.text
    app = begun.json()
    sent = {"code": code_at(app["key"], now)}
    confirmed = await client.post(f"{FACTORS}/apps/{app['id']}/confirm", json=sent)
    assert confirmed.status_code == 200, confirmed.text
    keep_cookie(client, confirmed)
    return Guarded(client, app["id"], app["key"], confirmed.json()["recovery_codes"])


async def with_passkey(client: httpx.AsyncClient, *, name: str = "Key", **how: Any) -> tuple[Authenticator, list[str]]:
    """Set up a passkey in *client*; answers with it and the codes on paper."""
    key = Authenticator(**how)
    asked = await client.post(f"{FACTORS}/passkeys/question")
    assert asked.status_code == 200, asked.text
    added = await client.post(f"{FACTORS}/passkeys", json=key.makes(asked.json()["challenge"], name=name))
    assert added.status_code == 200, added.text
    keep_cookie(client, added)
    return key, added.json()["recovery_codes"]


def keep_cookie(client: httpx.AsyncClient, answer: httpx.Response) -> None:
    """The session's new secret in place of the old, as a browser does it."""
    if COOKIE in answer.cookies:
        client.cookies.clear()
        client.cookies.set(COOKIE, answer.cookies[COOKIE])


def half_open(app: FastAPI, signed_in: httpx.Response) -> httpx.AsyncClient:
    """The browser that has just signed in with a password."""
    assert signed_in.status_code == 200, signed_in.text
    return browser(app, signed_in.cookies[COOKIE])


def is_needed(answer: httpx.Response) -> bool:
    return answer.status_code == 403 and answer.json()["type"] == "/problems/second-factor/needed"


def is_refused(answer: httpx.Response) -> bool:
    return answer.status_code == 403 and answer.json()["type"] == "/problems/second-factor/refused"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    return await nia_of(world)


@pytest_asyncio.fixture
async def phone(nia: Known) -> AsyncIterator[Guarded]:
    """Nia's browser, with an app set up in it."""
    client = nia.client
    yield await with_app(client, NOW)
    await client.aclose()
