"""From finding to finding: what was tried where, as far as whoever asks may read it."""

from uuid import uuid4

from build_fair import TEXT, a_group, published
from cast import World


async def test_the_trail_leads_up_and_down(world: World) -> None:
    group = await a_group(world)
    first = await published(world, group, title="First")
    second = await published(world, group, title="Second", adapts_id=first["id"])
    third = await published(world, group, title="Third", adapts_id=second["id"])

    trail = (await world.amina.get(f"/fair/findings/{third['id']}/trail")).json()
    middle = (await world.amina.get(f"/fair/findings/{second['id']}/trail")).json()
    top = (await world.amina.get(f"/fair/findings/{first['id']}/trail")).json()

    assert [one["title"] for one in trail["adapts"]] == ["Second", "First"]
    assert (trail["is_broken"], trail["adapted_by"]["items"]) == (False, [])
    assert [one["title"] for one in middle["adapts"]] == ["First"]
    assert [one["title"] for one in middle["adapted_by"]["items"]] == ["Third"]
    assert [one["title"] for one in top["adapted_by"]["items"]] == ["Second"]


async def test_the_trail_stops_where_one_may_not_read(world: World) -> None:
    group = await a_group(world)
    school = await published(world, group, title="Ours", audience="school")
    public = await published(world, group, title="Public", adapts_id=school["id"])
    last = await published(world, group, title="Last", adapts_id=public["id"])
    await published(world, group, title="Inside", adapts_id=public["id"], audience="school")

    theirs = (await world.eve.get(f"/fair/findings/{last['id']}/trail")).json()
    below = (await world.eve.get(f"/fair/findings/{public['id']}/trail")).json()
    ours = (await world.amina.get(f"/fair/findings/{last['id']}/trail")).json()

    assert ([one["title"] for one in theirs["adapts"]], theirs["is_broken"]) == (["Public"], True)
    assert [one["title"] for one in below["adapted_by"]["items"]] == ["Last"]
    assert ([one["title"] for one in ours["adapts"]], ours["is_broken"]) == (["Public", "Ours"], False)


async def test_drafts_are_in_nobody_elses_trail_and_withdrawn_ones_break_it(world: World) -> None:
    group = await a_group(world)
    first = await published(world, group, title="First")
    second = await published(world, group, title="Second", adapts_id=first["id"])
    draft = await world.amina.post(f"/groups/{group}/findings", TEXT | {"adapts_id": first["id"]})
    assert draft.status_code == 201, draft.text
    await world.amina.post(f"/findings/{first['id']}/withdraw")

    trail = (await world.amina.get(f"/fair/findings/{second['id']}/trail")).json()

    assert (trail["adapts"], trail["is_broken"]) == ([], True)
    assert (await world.amina.get(f"/fair/findings/{first['id']}/trail")).status_code == 410
    assert (await world.amina.get(f"/fair/findings/{uuid4()}/trail")).status_code == 404


async def test_many_adaptations_come_in_pages(world: World) -> None:
    group = await a_group(world)
    first = await published(world, group)
    made = [await published(world, group, title=f"{number}", adapts_id=first["id"]) for number in range(3)]
    path = f"/fair/findings/{first['id']}/trail"

    page = (await world.amina.get(path, params={"limit": 2})).json()["adapted_by"]
    rest = (await world.amina.get(path, params={"limit": 2, "after": page["next"]})).json()["adapted_by"]

    assert sorted(one["id"] for one in page["items"] + rest["items"]) == sorted(one["id"] for one in made)
    assert rest["next"] is None
    assert (await world.amina.get(path, params={"after": "nonsense"})).status_code == 422
