"""From stage to stage: the light way and the full one, on and back, and every way in which a cycle is stopped."""

import asyncio
from uuid import uuid4

import build_cycle as cycles
from build_cycle import (
    PUPILS,
    SOURCE,
    TEXTS,
    a_cycle,
    a_cycle_at_work,
    advance,
    choose_pupils,
    here,
    lacks,
    ok,
    planned,
    states,
    write,
)
from cast import Clock, World
from refusals import refused

# ---- light and full ------------------------------------------------------------------------------


async def test_going_over_to_the_light_way_and_back_loses_nothing(world: World) -> None:
    cycle = await a_cycle(world)
    await cycles.up_to_plan(world, cycle)
    await choose_pupils(world.amina, cycle)
    ok(await cycles.save(world.amina, cycle["lessons"][0]["id"], 1))

    light = await write(world.amina, cycle, mode="light")
    full = await write(world.amina, light, mode="full")

    assert (here(light), here(full)) == (("schedule", 1), ("schedule", 1))
    assert ("focus", None) in states(light, "left_out")
    assert states(full, "done") == [("protocol", None), ("focus", None), ("study", None), ("plan", 1)]
    assert full["research_question"] == TEXTS["research_question"]
    assert [one["label"] for one in full["pupils"]] == ["A", "B", "C"]
    assert full["lessons"][0]["version"] == 2
    assert len(full["sources"]) == 1


async def test_what_the_light_way_left_out_stays_left_out_and_says_what_is_missing(world: World) -> None:
    cycle = await a_cycle(world, mode="light")
    await advance(world.amina, cycle)

    full = await write(world.amina, cycle, mode="full")

    assert states(full, "left_out") == [("focus", None), ("study", None), ("plan", 1)]
    assert [one["to"] for one in full["stages"][1]["missing"]] == ["focus", "focus"]


async def test_fewer_lessons_than_one_stands_in_lead_on_and_are_kept(world: World) -> None:
    cycle = await a_cycle(world, lessons_planned=1)

    three = await write(world.amina, cycle, lessons_planned=3)
    two = await write(world.amina, cycle, lessons_planned=2)

    assert [one["number"] for one in three["lessons"]] == [1, 2, 3]
    assert [one["number"] for one in two["lessons"]] == [1, 2]
    third = ok(await world.amina.get(f"/research-lessons/{three['lessons'][2]['id']}"))
    assert (third["number"], (await write(world.amina, cycle, lessons_planned=3))["lessons"][2]["id"]) == (
        3, third["id"],
    )  # fmt: skip


# ---- moving --------------------------------------------------------------------------------------


async def test_going_on_twice_with_one_key_goes_one_stage(world: World) -> None:
    cycle, key = await a_cycle(world), str(uuid4())
    path = f"/cycles/{cycle['id']}/advance"

    first, again = await world.amina.post(path, {}, key=key), await world.amina.post(path, {}, key=key)

    assert here(first.json()) == here(again.json()) == ("focus", None)


async def test_of_two_who_go_on_at_once_nobody_passes_a_guard(world: World) -> None:
    cycle = await a_cycle(world)
    path = f"/cycles/{cycle['id']}/advance"

    answers = await asyncio.gather(world.amina.post(path, {}), world.ben.post(path, {}))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert here(await cycles.read(world.amina, cycle)) == ("focus", None)


async def test_one_goes_back_to_what_lies_behind_and_finds_everything_there(world: World) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    path = f"/cycles/{cycle['id']}/back"

    for to in ({"to": "teach"}, {"to": "schedule"}, {"to": "plan", "lesson_number": 2}, {"to": "share"}):
        refused(await world.amina.post(path, to), 409, "cycle/not-behind")
    back = ok(await world.amina.post(path, {"to": "focus"}))

    assert (here(back), back["research_question"], len(back["sources"])) == (
        ("focus", None), TEXTS["research_question"], 1,
    )  # fmt: skip
    assert here(await advance(world.amina, cycle)) == ("study", None)
    refused(await world.amina.post(path, {"to": "party"}), 422, "invalid-request")


async def test_what_has_ended_is_read_and_not_changed(world: World) -> None:
    cycle = await a_cycle(world)
    source = ok(await world.amina.post(f"/cycles/{cycle['id']}/sources", SOURCE))
    url, lesson = f"/cycles/{cycle['id']}", f"/research-lessons/{cycle['lessons'][0]['id']}"
    ended = ok(await world.amina.post(f"{url}/abandon", {"reason": "Two of us left"}))

    assert (ended["state"], ended["ended_reason"], ended["may_edit"]) == ("abandoned", "Two of us left", False)
    for answer in (
        await world.amina.put(url, TEXTS, version=ended["version"]),
        await world.amina.post(f"{url}/advance", {}),
        await world.amina.post(f"{url}/back", {"to": "protocol"}),
        await world.amina.post(f"{url}/abandon", {"reason": "Again"}),
        await world.amina.post(f"{url}/complete", {"kept_reason": "x"}),
        await world.amina.post(f"{url}/share", {}),
        await world.amina.post(f"{url}/sources", SOURCE),
        await world.amina.client.delete(f"{url}/sources/{source['id']}"),
        await world.amina.client.put(f"{url}/pupils", json={"pupils": PUPILS}),
        await world.amina.post(f"{url}/mechanisms", {"number": 1, "note": "x"}),
        await cycles.save(world.amina, cycle["lessons"][0]["id"], 1),
        await world.amina.post(f"{lesson}/changes", {"text": "x"}),
    ):
        assert refused(answer, 409, "cycle/ended")["state"] == "abandoned"
    assert len((await cycles.read(world.amina, cycle))["sources"]) == 1


async def test_giving_up_says_why_and_completing_waits_for_the_last_stage(world: World) -> None:
    cycle = await a_cycle(world)
    url = f"/cycles/{cycle['id']}"

    refused(await world.amina.post(f"{url}/abandon", {"reason": "  "}), 422, "invalid-request")
    refused(await world.amina.post(f"{url}/complete", {"kept_reason": "Enough"}), 409, "cycle/not-last-stage")
    refused(await world.amina.post(f"{url}/share", {}), 409, "cycle/nothing-taught")


async def test_a_round_with_open_cover_is_not_booked_yet(world: World) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    observers = [
        {"staff_id": str(world.ben.staff_id), "slice": 0, "ask_ids": []},
        {"staff_id": str(world.chloe.staff_id), "slice": 0, "ask_ids": []},
    ]
    round_id = await cycles.book(world, cycle["group_id"], observers=observers)
    ok(await cycles.link(world, cycle["lessons"][0]["id"], round_id))

    assert await lacks(world, cycle) == ["schedule"]
    slot = ok(await world.amina.get(f"/rounds/{round_id}"))["observations"]
    open_slot = next(one["cover"]["id"] for one in slot if one["cover"])
    ok(await world.grace.post(f"/cover-slots/{open_slot}/arrange", {"arrangement": "Supply teacher"}))

    assert here(await advance(world.amina, cycle)) == ("teach", 1)


async def test_a_round_that_was_called_off_is_not_taught(world: World, clock: Clock) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    lesson_id = cycle["lessons"][0]["id"]
    round_id = await cycles.book(world, cycle["group_id"])
    ok(await cycles.link(world, lesson_id, round_id))
    await advance(world.amina, cycle)
    ok(await world.amina.post(f"/rounds/{round_id}/cancel", {"reason": "Snow"}))
    cycles.in_lesson(clock)

    assert await lacks(world, cycle) == ["schedule"]
    assert (await cycles.read(world.amina, cycle))["lessons"][0]["state"] == "cancelled"
