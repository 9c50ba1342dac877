"""Signing in, sessions, staff: what a browser and an API client see."""

from datetime import date
from typing import Any

import httpx
from cast import Person, World, browser
from sqlalchemy import update
from sqlmodel import col

from app.identity.tables import Staff


async def test_says_who_is_signed_in(world: World) -> None:
    me = await world.amina.get("/me")

    assert me.status_code == 200
    assert me.json()["name"] == "Amina"
    assert me.json()["school"]["name"] == "Birch School"


async def test_nobody_is_refused_before_anything_is_read(world: World) -> None:
    nobody = browser(world.app)

    refused = await nobody.post("/staff", content=b"{not json", headers={"Content-Type": "application/json"})

    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/not-signed-in"


async def edited(world: World, person: Person, **changes: Any) -> httpx.Response:
    now = await world.hana.get(f"/staff/{person.staff_id}")
    kept = ("code", "name", "email", "department", "fte_percent", "regime", "is_active", "left_on")
    wish = {name: now.json()[name] for name in kept} | changes
    return await world.hana.put(f"/staff/{person.staff_id}", wish, version=now.json()["version"])


async def test_the_last_lead_stays_one(world: World) -> None:
    """Take out: either look at the leads in actions.edit_staff. Hana is CPD lead, Dev is head, nobody else leads."""
    assert (await edited(world, world.dev, roles=["teacher"])).status_code == 200

    for changes in ({"roles": ["teacher"]}, {"is_active": False}, {"left_on": "2027-07-20"}):
        refused = await edited(world, world.hana, **changes)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/identity/last-lead"), changes

    assert (await edited(world, world.dev, roles=["head"])).status_code == 200
    assert (await edited(world, world.hana, roles=["teacher"])).status_code == 200


async def test_where_the_only_lead_leaves_on_a_known_day_others_are_still_edited(world: World) -> None:
    """Take out: `one_stayed` in actions.edit_staff."""
    assert (await edited(world, world.hana, left_on="2027-07-20")).status_code == 200, "Dev stays"
    with world.database.writing(world.hana.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == world.dev.staff_id).values(left_on=date(2027, 7, 20)))

    assert (await edited(world, world.amina, department="Science")).status_code == 200
    assert (await edited(world, world.dev, roles=["teacher"])).status_code == 200, "Hana leads until her last day"
    assert (await edited(world, world.hana, roles=["teacher"])).status_code == 409
