"""Somebody with an account: Nia, who took her invitation."""

from typing import Any
from uuid import UUID

import httpx
from cast import Person, World, browser
from fastapi import FastAPI
from operations import PASSWORD, an_invitation

COOKIE = "__Host-kenkyu"


class Known:
    """Nia of Birch, who took her invitation: her address, and who she is."""

    def __init__(self, world: World, answer: httpx.Response) -> None:
        me = answer.json()
        self.world, self.email = world, str(me["email"])
        self.account_id, self.staff_id = UUID(me["account_id"]), UUID(me["staff_id"])
        self.secret = answer.cookies[COOKIE]

    @property
    def client(self) -> httpx.AsyncClient:
        return browser(self.world.app, self.secret)

    async def signs_in(self, password: str = PASSWORD, **more: Any) -> httpx.Response:
        return await signs_in(self.world.app, self.email, password, **more)


async def signs_in(app: FastAPI, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    return await browser(app).post("/sign-in", json={"email": email, "password": password}, **more)


async def nia_of(world: World) -> Known:
    secret = await an_invitation(world.hana)
    answer = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return Known(world, answer)


def is_dead(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


async def an_invitation_for(lead: Person, email: str, **more: Any) -> str:
    """An invitation of somebody new in the lead's school, sent to *email*."""
    made = await lead.post("/staff", {"code": email[:40], "name": "Nia"})
    wish = {"email": email, "roles": ["teacher"]} | more
    answer = await lead.post(f"/staff/{made.json()['id']}/invitation", wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["url"]).rsplit("/", 1)[1]


async def a_token(nia: Known) -> httpx.AsyncClient:
    answer = await browser(nia.world.app).post("/tokens", json={"email": nia.email, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    client = browser(nia.world.app)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client
