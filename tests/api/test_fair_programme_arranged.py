"""The programme of a fair arranged all at once: without a clash, round what stands already."""

from typing import Any
from uuid import uuid4

from build_fair import TEXT, a_group, accepted, moved, submitted
from build_fair_day import (
    a_fair,
    a_room,
    a_slot,
    copies_of,
    made,
    many_accepted,
    programme,
    state_of,
)
from cast import Person, World
from refusals import refused

# ---- arranging -------------------------------------------------------------------------------------------


async def arranged(world: World, fair: dict[str, Any], ids: list[str], **more: Any) -> dict[str, Any]:
    """What arranging stalls and micro talks for *ids* answers."""
    wish = {"finding_ids": ids, "talks": {"kind": "micro"}} | more
    return made(await world.hana.post(f"/fairs/{fair['id']}/arrange", wish), 200)


def clashes(slots: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Slots of one presenter, or talks of one room, at one time."""
    found = []
    for at, first in enumerate(slots):
        for second in slots[at + 1 :]:
            together = first["starts"] < second["ends"] and second["starts"] < first["ends"]
            people = {one["staff_id"] for one in first["presenters"]} & {
                one["staff_id"] for one in second["presenters"]
            }
            talks = "stall" not in (first["kind"], second["kind"]) and first["room"] == second["room"]
            if together and (people or talks):
                found.append((first, second))
    return found


async def seventeen(world: World) -> list[str]:
    """Seventeen accepted findings by five groups of the same five teachers."""
    teams = [
        ("amina", "ben", "chloe"), ("ben", "chloe", "frank"), ("chloe", "frank", "grace"),
        ("frank", "grace", "amina"), ("grace", "amina", "ben"),
    ]  # fmt: skip
    ids = []
    for number in range(17):
        names = teams[number % len(teams)]
        ids.append((await _accepted_of(world, names, f"Finding {number}"))["id"])
    return ids


async def _accepted_of(world: World, names: tuple[str, ...], title: str) -> dict[str, Any]:
    first: Person = world.people[names[0]]
    group = await a_group(world, *names)
    text = {"title": title, "audience": "school"}
    draft = made(await first.post(f"/groups/{group}/findings", TEXT | text))
    for name in names:
        made(await world.people[name].post(f"/findings/{draft['id']}/agree"), 200)
    made(await first.post(f"/findings/{draft['id']}/submit", {"is_checked": True}), 200)
    return await moved(world.hana, draft, "accept")


async def test_a_fair_of_seventeen_findings_in_three_rooms_is_arranged_without_a_clash(world: World) -> None:
    fair = await a_fair(world)
    for name, stalls in (("Hall", 10), ("Library", 5), ("Studio", 2)):
        await a_room(world, fair, name, stalls)
    ids = await seventeen(world)

    found = await arranged(world, fair, ids)

    slots = (await programme(world.hana, fair))["slots"]
    stalls = [one for one in slots if one["kind"] == "stall"]
    talks = [one for one in slots if one["kind"] == "micro"]
    assert clashes(slots) == []
    assert sorted(one["id"] for one in found["placed"]) == sorted(one["id"] for one in slots)
    # Five people wrote everything: three stand at stalls, and the other two can give all the talks.
    assert len(slots) + len(found["left_out"]) == 34
    assert all(one["why"].endswith(".") for one in found["left_out"])
    assert {one["number"] for one in stalls} == set(range(1, len(stalls) + 1))
    assert {one["finding"]["id"] for one in slots} == set(ids), "every finding is shown"
    assert (len(stalls), len(talks)) == (3, 17)


async def test_arranging_goes_round_what_stands_and_asks_for_it_only_once(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    stall = await a_slot(world, fair, room, finding)

    first = await arranged(world, fair, [finding["id"]])
    again = await arranged(world, fair, [finding["id"]])

    assert [one["kind"] for one in first["placed"]] == ["micro"]
    assert (again["placed"], again["left_out"], again["version"]) == ([], [], first["version"])
    assert stall["id"] in [one["id"] for one in (await programme(world.hana, fair))["slots"]]


async def test_talks_are_arranged_only_in_the_rooms_that_are_named(world: World) -> None:
    fair = await a_fair(world)
    await a_room(world, fair, "Hall")
    library = await a_room(world, fair, "Library", 0)
    finding = await accepted(world)

    found = await arranged(world, fair, [finding["id"]], rooms=[library["id"]])

    assert {one["kind"]: one["room"]["name"] for one in found["placed"]} == {"stall": "Hall", "micro": "Library"}


async def test_what_does_not_fit_is_told_with_what_would_help(world: World) -> None:
    fair = await a_fair(world, starts="15:00", ends="15:07")
    await a_room(world, fair, stalls=0)
    first = await accepted(world, title="First")
    (second,) = copies_of(world, first, 1)

    found = await arranged(world, fair, [first["id"], second])

    told = {(one["finding_id"], one["kind"]): one["why"] for one in found["left_out"]}
    assert len(found["placed"]) == 1
    assert "more stalls" in told[(first["id"], "stall")]
    assert "another 7 minutes" in told[(second, "micro")]


async def test_an_author_of_everything_stands_once_and_the_rest_is_told(world: World) -> None:
    fair = await a_fair(world)
    await a_room(world, fair)
    ids = await many_accepted(world, 5)

    found = await arranged(world, fair, ids, talks=None)

    assert len(found["placed"]) == 3, "Amina, Ben and Chloe stand at one each"
    assert all("Amina, Ben and Chloe" in one["why"] for one in found["left_out"])
    assert [await state_of(world, {"id": one["finding_id"]}) for one in found["left_out"]] == ["accepted"] * 2


async def test_what_cannot_be_arranged_is_refused_and_nothing_is_placed(world: World) -> None:
    fair = await a_fair(world)
    room, fine, waits = await a_room(world, fair), await accepted(world), await submitted(world)
    path = f"/fairs/{fair['id']}/arrange"

    refused(await world.hana.post(path, {"finding_ids": [fine["id"], waits["id"]]}), 409, "fair-day/not-accepted")
    refused(await world.hana.post(path, {"finding_ids": [fine["id"]] * 2}), 422, "fair-day/named-twice")
    twice = {"finding_ids": [fine["id"]], "rooms": [room["id"]] * 2}
    refused(await world.hana.post(path, twice), 422, "fair-day/named-twice")
    refused(await world.hana.post(path, {"finding_ids": [fine["id"], str(uuid4())]}), 404, "not-found")
    refused(await world.hana.post(path, {"finding_ids": [fine["id"]], "rooms": [str(uuid4())]}), 404, "not-found")
    for wrong in (
        {"finding_ids": []}, {"finding_ids": [str(uuid4())] * 201}, {"finding_ids": [fine["id"]], "stalls": False},
        {"finding_ids": [fine["id"]], "talks": {"kind": "stall"}},
    ):  # fmt: skip
        assert (await world.hana.post(path, wrong)).status_code == 422, wrong
    assert (await programme(world.hana, fair))["slots"] == []
    refused(await world.eve.post(path, {"finding_ids": [fine["id"]]}), 404, "not-found")
