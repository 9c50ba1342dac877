"""What a lead sees of an accepted plan: how cover stands, never who was asked; and what is no harm to a plan."""

import json
from typing import Any

import pytest_asyncio
from build import a_timetable
from build_plan import accepted, plan_of, planned, read
from build_round import a_group, a_round, a_school_at_work, watching
from cast import World
from refusals import refused

TWO_BUSY = [("amina", "Monday", "P1", "7A", "Maths", "M1"), ("ben", "Monday", "P1", "9C", "PE", "Gym")]


@pytest_asyncio.fixture
async def run(world: World) -> dict[str, Any]:
    """A plan in which Chloe would be asked twice; done, and not accepted."""
    a_timetable(world, [(world.people[name], *rest) for name, *rest in TWO_BUSY])
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    return await planned(world, world.hana, await a_group(world, world.amina, world.ben, world.chloe))


def cover(plan: dict[str, Any]) -> list[tuple[str, str | None]]:
    """How cover stands, and who is named for it."""
    return sorted(
        (one["cover"], one["cover_by_name"])
        for lesson in plan["lessons"] for one in lesson["observers"] if one["cover"] is not None
    )  # fmt: skip


async def test_a_plan_that_is_not_booked_names_whom_it_would_ask(world: World, run: dict[str, Any]) -> None:
    assert cover(await plan_of(world.hana, run["id"])) == [("to_ask", "Chloe"), ("to_ask", "Chloe")]


async def test_an_accepted_plan_names_nobody_who_has_only_been_asked(world: World, run: dict[str, Any]) -> None:
    """Take out: the covers of queries.plan.plan_out."""
    await accepted(world.hana, run)

    plan = await plan_of(world.hana, run["id"])

    assert cover(plan) == [("asked", None), ("asked", None)]
    chloe = next(one for one in plan["teachers"] if one["name"] == "Chloe")
    assert (chloe["cover_minutes"], chloe["cover_given_minutes"]) == (0, 0)
    assert {one["cover_received_minutes"] for one in plan["teachers"]} == {0}


async def test_who_has_agreed_is_named_and_who_has_declined_is_not(world: World, run: dict[str, Any]) -> None:
    await accepted(world.hana, run)
    first, second = [one["cover"] for one in (await world.chloe.get("/my-week?on=2026-11-09")).json()["asked"]]
    await world.chloe.post(f"/cover-slots/{first['id']}/accept")
    await world.chloe.post(f"/cover-slots/{second['id']}/decline")

    plan = await plan_of(world.hana, run["id"])

    assert cover(plan) == [("agreed", "Chloe"), ("cover_lead", None)]
    (left,) = plan["left_for_cover_lead"]
    assert left["class_name"] == second["class_name"]
    chloe = next(one for one in plan["teachers"] if one["name"] == "Chloe")
    assert (chloe["cover_minutes"], chloe["cover_given_minutes"]) == (30, 30)
    (open_one,) = [
        (lesson, one) for lesson in plan["lessons"] for one in lesson["observers"] if one["cover"] == "cover_lead"
    ]
    assert open_one[1]["release"] == "external", "not even that it was asked for within the group"
    assert "declined" not in json.dumps(plan)


async def test_cover_of_a_round_that_was_called_off_is_over(world: World, run: dict[str, Any]) -> None:
    await accepted(world.hana, run)
    slots = (await world.chloe.get("/my-week?on=2026-11-09")).json()["asked"]
    for round_id in {one["cover"]["round_id"] for one in slots}:
        await world.amina.post(f"/rounds/{round_id}/cancel", {"reason": "Trip"})

    assert cover(await plan_of(world.hana, run["id"])) == [("over", None), ("over", None)]


# ---- what is no harm ---------------------------------------------------------------------------------------


async def test_other_minutes_are_no_harm_as_long_as_there_are_enough(world: World) -> None:
    """Take out: same_school in actions.fitting."""
    run = await planned(world, world.hana, await a_school_at_work(world))
    spent = {"category": "observe", "minutes": 5, "held_on": "2026-11-02", "reason": "Visit"}
    assert (await world.ben.post("/my-time/spend", spent)).status_code == 201

    assert (await accepted(world.hana, run))["state"] == "accepted"


async def test_too_few_minutes_are_harm(world: World) -> None:
    run = await planned(world, world.hana, await a_school_at_work(world))
    spent = {"category": "observe", "minutes": 61, "held_on": "2026-11-02", "reason": "Visit"}
    assert (await world.ben.post("/my-time/spend", spent)).status_code == 201

    problem = refused(await world.hana.post(f"/planner/runs/{run['id']}/accept"), 409, "planner/stale")

    assert problem["changes"] == ["Ben has other minutes left than before."]
    assert (await read(world.hana, run["id"]))["state"] == "stale"


async def test_a_round_of_another_group_is_no_harm(world: World) -> None:
    run = await planned(world, world.hana, await a_school_at_work(world))
    others = await a_group(world, world.frank, world.grace, world.hana, name="Others")
    by_hand = a_round(
        world, others, host_id=str(world.frank.staff_id), held_on="2026-11-09", observers=[watching(world.hana)],
        debrief={"held_on": "2026-11-09", "start": "15:05"},
    )  # fmt: skip
    assert (await world.frank.post("/rounds", by_hand)).status_code == 201

    assert (await accepted(world.hana, run))["state"] == "accepted"
