"""Who sees what of a cycle: its group, the group's guests, leads, colleagues and other schools."""

import build_group
import pytest
from build_cycle import SOURCE, TEXTS, a_cycle, ok
from cast import World
from refusals import refused

# ---- who sees what -------------------------------------------------------------------------------


async def test_a_guest_of_the_group_reads_and_changes_nothing(world: World) -> None:
    group = await build_group.active(world)
    guest = await build_group.guest_of(world, group)
    cycle = await a_cycle(world, group["id"])
    url = f"/cycles/{cycle['id']}"

    assert ok(await guest.get(url))["may_edit"] is False
    assert ok(await guest.get(f"{url}/mechanisms"))["honest_line"]
    for answer in (
        await guest.put(url, TEXTS, version=1),
        await guest.post(f"{url}/advance", {}),
        await guest.post(f"{url}/sources", SOURCE),
        await guest.client.put(f"{url}/pupils", json={"pupils": []}),
    ):
        refused(answer, 403, "forbidden")


async def test_a_guest_of_another_group_finds_nothing(world: World) -> None:
    group = await build_group.active(world)
    cycle = await a_cycle(world, group["id"])
    other = await build_group.formed(world, "amina", "frank", "grace", name="Others")
    guest = await build_group.guest_of(world, other)

    refused(await guest.get(f"/cycles/{cycle['id']}"), 404, "not-found")
    refused(await guest.get(f"/groups/{group['id']}/cycles"), 404, "not-found")


@pytest.mark.parametrize("person", ["hana", "dev"])
async def test_leads_see_title_stage_and_dates_and_no_text(world: World, person: str) -> None:
    cycle = await a_cycle(world)
    lead = world.people[person]

    lines = ok(await lead.get(f"/groups/{cycle['group_id']}/cycles"))["items"]
    everywhere = ok(await lead.get("/cycles"))["items"]

    assert lines[0].keys() == {
        "id", "group_id", "title", "mode", "state", "stage", "lesson_number", "lessons_planned", "created_at",
        "ended_at", "finding_id",
    }  # fmt: skip
    assert [(one["id"], one["group_name"]) for one in everywhere] == [(cycle["id"], "Explaining first")]
    refused(await lead.get(f"/cycles/{cycle['id']}"), 403, "forbidden")
    refused(await lead.get(f"/research-lessons/{cycle['lessons'][0]['id']}"), 403, "forbidden")
    refused(await lead.get(f"/cycles/{cycle['id']}/mechanisms"), 403, "forbidden")
    refused(await lead.post(f"/cycles/{cycle['id']}/advance", {}), 403, "forbidden")


async def test_colleagues_outside_the_group_see_nothing_of_it(world: World) -> None:
    cycle = await a_cycle(world)

    refused(await world.frank.get(f"/cycles/{cycle['id']}"), 403, "forbidden")
    refused(await world.frank.get(f"/groups/{cycle['group_id']}/cycles"), 403, "forbidden")
    refused(await world.frank.get("/cycles"), 403, "forbidden")
    refused(await world.frank.post(f"/groups/{cycle['group_id']}/cycles", {"title": "x"}), 403, "forbidden")


async def test_whoever_leaves_the_group_leaves_its_cycle(world: World) -> None:
    cycle = await a_cycle(world)
    ok(await world.ben.post(f"/groups/{cycle['group_id']}/members/{world.ben.staff_id}/leave"))

    refused(await world.ben.get(f"/cycles/{cycle['id']}"), 403, "forbidden")


async def test_another_school_finds_nothing(world: World) -> None:
    cycle = await a_cycle(world)
    url, eve = f"/cycles/{cycle['id']}", world.eve

    for answer in (
        await eve.get(url),
        await eve.get(f"/groups/{cycle['group_id']}/cycles"),
        await eve.get(f"{url}/mechanisms"),
        await eve.post(f"/groups/{cycle['group_id']}/cycles", {"title": "x"}),
        await eve.put(url, TEXTS, version=1),
        await eve.post(f"{url}/advance", {}),
        await eve.post(f"{url}/back", {"to": "protocol"}),
        await eve.post(f"{url}/abandon", {"reason": "x"}),
        await eve.post(f"{url}/complete", {}),
        await eve.post(f"{url}/share", {}),
        await eve.post(f"{url}/sources", SOURCE),
        await eve.client.put(f"{url}/pupils", json={"pupils": []}),
        await eve.client.delete(f"{url}/mechanisms/3"),
    ):
        refused(answer, 404, "not-found")
    assert ok(await eve.get("/cycles"))["items"] == []
