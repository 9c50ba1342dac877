"""Signing in, sessions, staff: what a browser and an API client see."""

from cast import World, browser


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
