"""Find us a time: what a group is offered while it waits, and what nobody is told."""

from typing import Any

import pytest
from build import a_timetable
from build_round import a_group, a_round, a_school_at_work
from cast import World
from refusals import refused

BUSY = [(name, "Monday", "P1", f"7{name[0]}", "Maths", f"R {name}") for name in ("amina", "ben", "chloe")]


async def options(world: World, group_id: str, who: str = "amina", more: str = "") -> dict[str, Any]:
    answer = await world.people[who].get(f"/planner/options?group_id={group_id}{more}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_group_finds_times_the_one_with_the_least_cover_first(world: World) -> None:
    group_id = await a_school_at_work(world)

    found = await options(world, group_id)

    assert (found["first_on"], found["last_on"]) == ("2026-11-03", "2026-11-30")
    costs = [(one["external"], -len(one["observers"]), one["exchange"], one["mutual"]) for one in found["items"]]
    assert costs == sorted(costs)
    assert costs[0][0] == 0
    assert len(found["items"]) == 10 <= found["considered"]
    best = found["items"][0]
    assert best["host_name"] in ("Amina", "Ben", "Chloe")
    assert best["cover_needed"] == best["external"] + best["exchange"] + best["mutual"]
    assert all(one["debrief"]["held_on"] >= one["held_on"] for one in found["items"])
    assert found["reasons"] == []


async def test_an_option_can_be_booked_as_it_is(world: World) -> None:
    group_id = await a_school_at_work(world)
    best = (await options(world, group_id))["items"][0]

    wish = {
        "group_id": group_id, "host_id": best["host_id"], "held_on": best["held_on"], "period": best["period"],
        "focus": "Who speaks?", "debrief": {"held_on": best["debrief"]["held_on"], "start": best["debrief"]["start"]},
        "observers": [
            {"staff_id": one["staff_id"], "slice": one["slice"],
             "ask_ids": [one["cover_by_id"]] if one["cover_by_id"] else []}
            for one in best["observers"]
        ],
    }  # fmt: skip

    assert (await world.amina.post("/rounds", wish)).status_code == 201


async def test_a_colleague_of_another_group_is_never_named(world: World) -> None:
    a_timetable(
        world, [(world.people[name], *rest) for name, *rest in [*BUSY, ("frank", "Tuesday", "P1", "9A", "Art")]]
    )
    await world.hana.post("/allocations", {"rule": "full"})
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    answer = await world.amina.get(f"/planner/options?group_id={group_id}")

    best = answer.json()["items"][0]
    assert best["exchange"] == 1
    assert [(one["cover"], one["cover_by_name"]) for one in best["observers"] if one["release"] == "exchange"] == [
        ("to_ask", None)
    ]
    assert str(world.frank.staff_id) not in answer.text
    assert "Frank" not in answer.text
    assert any("of another group" in sentence for sentence in best["reasons"])


async def test_what_is_booked_is_not_offered_again(world: World) -> None:
    group_id = await a_school_at_work(world)
    more = "&from=2026-11-09&to=2026-11-09&limit=50"
    before = await options(world, group_id, more=more)
    by_hand = a_round(world, group_id, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:05"})
    assert (await world.amina.post("/rounds", by_hand)).status_code == 201

    after = await options(world, group_id, more=more)

    place = (str(world.amina.staff_id), "P1")
    assert place in {(one["host_id"], one["period"]) for one in before["items"]}
    assert place not in {(one["host_id"], one["period"]) for one in after["items"]}


async def test_a_group_without_lessons_is_told_why(world: World) -> None:
    a_timetable(world, [(world.frank, "Tuesday", "P1", "9A", "Art")])
    await world.hana.post("/allocations", {"rule": "full"})
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    found = await options(world, group_id)

    assert (found["items"], found["considered"]) == ([], 0)
    assert [one["text"] for one in found["reasons"]] == ["None of the group teaches a lesson in these days."]


async def test_a_group_whose_minutes_are_used_up_is_told_whose(world: World) -> None:
    group_id = await a_school_at_work(world)
    for person in (world.amina, world.ben, world.chloe):
        spent = {"category": "observe", "minutes": 90, "held_on": "2026-11-02", "reason": "Visit"}
        assert (await person.post("/my-time/spend", spent)).status_code == 201

    found = await options(world, group_id)

    texts = [one["text"] for one in found["reasons"]]
    assert found["items"] == []
    assert "Ben's minutes for observing are used up." in texts


@pytest.mark.parametrize("who", ["frank", "grace", "dev"])
async def test_times_are_looked_for_by_members_and_the_cpd_lead(world: World, who: str) -> None:
    group_id = await a_school_at_work(world)

    refused(await world.people[who].get(f"/planner/options?group_id={group_id}"), 403, "forbidden")
    refused(await world.eve.get(f"/planner/options?group_id={group_id}"), 404, "not-found")
    assert (await options(world, group_id, "hana"))["items"]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ("&limit=51", 422, "invalid-request"),
        ("&limit=0", 422, "invalid-request"),
        ("&from=2026-11-20&to=2026-11-10", 422, "planner/window"),
        ("&from=2026-11-03&to=2027-11-03", 422, "planner/window"),
        ("&from=2026-12-21&to=2026-12-31", 409, "planner/no-days"),
    ],
)
async def test_what_cannot_be_looked_for_is_refused(world: World, more: str, status: int, code: str) -> None:
    group_id = await a_school_at_work(world)

    refused(await world.amina.get(f"/planner/options?group_id={group_id}{more}"), status, code)


async def test_a_group_that_cannot_plan_is_told_what_it_misses(world: World) -> None:
    group_id = await a_school_at_work(world)
    await world.ben.post(f"/groups/{group_id}/members/{world.ben.staff_id}/leave")

    refused(await world.amina.get(f"/planner/options?group_id={group_id}"), 409, "planner/groups-not-ready")
