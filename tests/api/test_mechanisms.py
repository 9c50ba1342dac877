"""Mechanisms and fidelity over HTTP: shown by what happened, or declared with a note."""

from typing import Any
from uuid import uuid4

import build_cycle as cycles
import build_group
import pytest
from build_cycle import SOURCE, a_cycle, a_cycle_at_work, ok, planned, save, write
from cast import Clock, World
from refusals import refused


async def read(world: World, cycle: dict[str, Any]) -> dict[str, Any]:
    return ok(await world.amina.get(f"/cycles/{cycle['id']}/mechanisms"))


def held(found: dict[str, Any]) -> list[int]:
    return [one["number"] for one in found["mechanisms"] if one["is_held"]]


async def test_all_fourteen_are_told_with_their_part_and_how_they_are_shown(world: World) -> None:
    found = await read(world, await a_cycle(world))

    assert [one["number"] for one in found["mechanisms"]] == list(range(1, 15))
    assert [one["number"] for one in found["mechanisms"] if one["how"] == "declared"] == [1, 6, 10]
    assert [(one["part"], one["held"]) for one in found["parts"]] == [("A", 0), ("B", 0), ("C", 1), ("D", 0)]
    assert (held(found), found["is_balanced"]) == ([7], False)
    assert "no gain in pupils' attainment" in found["honest_line"]


async def test_what_the_group_writes_shows_mechanisms_as_it_is_written(world: World) -> None:
    cycle = await a_cycle(world)
    first = ok(await world.amina.post(f"/cycles/{cycle['id']}/abandon", {"reason": "To go on from it"}))
    cycle = await a_cycle(world, first["group_id"], earlier_id=first["id"])

    await write(
        world.amina, cycle, research_question="Why?", success_measure="Half", affirmation="It went well",
        reminder="A card",
    )  # fmt: skip
    ok(await world.ben.post(f"/cycles/{cycle['id']}/sources", SOURCE))
    change = ok(
        await world.ben.post(
            f"/research-lessons/{cycle['lessons'][0]['id']}/changes", {"text": "Ask longer", "by_on": "2026-11-20"}
        )
    )
    ok(await world.ben.post(f"/changes/{change['id']}/checked", {"outcome": "Two more spoke"}))
    found = await read(world, cycle)

    assert held(found) == [2, 3, 4, 5, 7, 11, 12, 13]
    assert found["is_balanced"]
    assert [one["number"] for one in found["fidelity"] if one["is_met"]] == [1, 2]


async def test_a_lesson_that_was_watched_and_discussed_shows_its_mechanisms(world: World, clock: Clock) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    round_id = await cycles.book(world, cycle["group_id"])
    ok(await cycles.link(world, cycle["lessons"][0]["id"], round_id))
    before = held(await read(world, cycle))
    pupils = (await cycles.read(world.amina, cycle))["pupils"]
    await cycles.note(world.ben, round_id, pupils[0]["id"], cycles.in_lesson(clock))
    cycles.after_lesson(clock)
    await cycles.discuss(world, round_id, pupils)

    found = await read(world, cycle)

    assert (before, held(found)) == ([3, 4, 7], [3, 4, 7, 8, 9])
    assert found["mechanisms"][7]["evidence"] == ["Colleagues watched research lesson 1."]
    assert [one["number"] for one in found["fidelity"] if one["is_met"]] == [1, 2, 3, 4]


async def test_a_knowledgeable_other_is_the_fifth_component(world: World) -> None:
    group = await build_group.active(world)
    guest = await build_group.guest_of(world, group)
    cycle = await a_cycle(world, group["id"], other_id=str(guest.staff_id))

    fifth = (await read(world, cycle))["fidelity"][4]

    assert (fifth["is_met"], fifth["why"]) == (True, "Prof. Ito goes with you.")


async def test_a_mechanism_is_declared_with_a_note_and_taken_back(world: World) -> None:
    cycle = await a_cycle(world)
    path = f"/cycles/{cycle['id']}/mechanisms"
    wish = {"number": 6, "note": "Chloe showed us the cards", "done_on": "2026-10-20"}

    claimed = await world.ben.post(path, wish)
    sixth = claimed.json()["mechanisms"][5]

    assert (claimed.status_code, sixth["is_held"], sixth["evidence"]) == (201, True, [])
    assert (sixth["claimed"]["note"], sixth["claimed"]["by_name"]) == ("Chloe showed us the cards", "Ben")
    refused(await world.chloe.post(path, wish), 409, "lesson-study/already-claimed")
    assert (await world.amina.client.delete(f"{path}/6")).status_code == 204
    assert held(await read(world, cycle)) == [7]
    refused(await world.amina.client.delete(f"{path}/6"), 404, "not-found")


async def test_declaring_twice_with_one_key_declares_once(world: World) -> None:
    path, key = f"/cycles/{(await a_cycle(world))['id']}/mechanisms", str(uuid4())

    first, again = [await world.ben.post(path, {"number": 1, "note": "One thing"}, key=key) for _ in range(2)]

    assert (again.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize("wish", [{"number": 0}, {"number": 15}, {"note": " "}, {"note": "x" * 1_001}, {"rating": 5}])
async def test_only_the_fourteen_are_declared_and_each_with_a_note(world: World, wish: dict[str, Any]) -> None:
    path = f"/cycles/{(await a_cycle(world))['id']}/mechanisms"

    refused(await world.ben.post(path, {"number": 1, "note": "One thing"} | wish), 422, "invalid-request")


async def test_a_note_may_be_a_thousand_characters(world: World) -> None:
    path = f"/cycles/{(await a_cycle(world))['id']}/mechanisms"

    assert ok(await world.ben.post(path, {"number": 14, "note": "x" * 1_000}))["mechanisms"][13]["is_held"]


async def test_a_saved_plan_is_the_third_component(world: World) -> None:
    cycle = await a_cycle(world)
    ok(await save(world.amina, cycle["lessons"][1]["id"], 1))

    third = (await read(world, cycle))["fidelity"][2]

    assert third["is_met"]


async def test_nobody_outside_the_group_reads_or_declares(world: World) -> None:
    path = f"/cycles/{(await a_cycle(world))['id']}/mechanisms"
    wish = {"number": 1, "note": "x"}

    for person, status, code in (
        (world.frank, 403, "forbidden"), (world.hana, 403, "forbidden"), (world.eve, 404, "not-found"),
    ):  # fmt: skip
        refused(await person.get(path), status, code)
        refused(await person.post(path, wish), status, code)
