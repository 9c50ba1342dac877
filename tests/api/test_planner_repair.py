"""Repair: what is touched is planned anew, the rest stands; the difference is seen first, and nobody learns who declined."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from build import a_timetable
from build_plan import accepted, plan_of, planned, read, repaired
from build_round import a_group, pots
from cast import NOW, Person, World, a_person
from conftest import Clock
from refusals import refused
from sqlmodel import select

from app.cover.tables import CoverAsk
from app.kernel.actor import Role
from app.study.tables import Observation, StudyRound

ROWS = [
    ("amina", "Monday", "P1", "7A", "Maths", "M1"), ("ben", "Monday", "P1", "9C", "PE", "Gym"),
    ("frank", "Tuesday", "P1", "9A", "Art", "A1"),
]  # fmt: skip
"""Amina and Ben teach in the same period, so Chloe is asked to cover; Frank of no group is free then, too."""
LATER = [("chloe", "Thursday", "P2", "8B", "English", "E2"), *ROWS[1:], ("amina", "Monday", "P3", "7A", "Maths", "M1")]
"""As ROWS, but Amina's lesson is two periods later."""


async def a_school(world: World, rows: list[tuple[str, ...]] = ROWS) -> str:
    a_timetable(world, [(world.people[name], *rest) for name, *rest in rows])
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    return await a_group(world, world.amina, world.ben, world.chloe)


@pytest_asyncio.fixture
async def run(world: World) -> dict[str, Any]:
    """An accepted plan in which Chloe is asked twice to cover."""
    run = await planned(world, world.hana, await a_school(world))
    assert (run["figures"]["mutual"], run["figures"]["exchange"], run["figures"]["external"]) == (2, 0, 0)
    return await accepted(world.hana, run)


async def asked_of(person: Person) -> list[dict[str, Any]]:
    return [one["cover"] for one in (await person.get("/my-week?on=2026-11-09")).json()["asked"]]


async def decline_one(world: World) -> dict[str, Any]:
    """Chloe says no to the first need and yes to the second; answers with the first."""
    first, second = await asked_of(world.chloe)
    assert (await world.chloe.post(f"/cover-slots/{first['id']}/decline")).status_code == 200
    assert (await world.chloe.post(f"/cover-slots/{second['id']}/accept")).status_code == 200
    return first


def rounds(world: World) -> dict[str, StudyRound]:
    with world.database.reading(world.amina.scope) as session:
        return {str(row.id): row for row in session.exec(select(StudyRound))}


# ---- what is to be repaired ------------------------------------------------------------------------------


async def test_a_plan_that_stands_has_nothing_to_repair(world: World, run: dict[str, Any]) -> None:
    assert (run["to_repair"], run["may_repair"]) == ([], False)
    refused(await world.hana.post(f"/planner/runs/{run['id']}/repair", {}), 409, "planner/nothing-to-repair")


async def test_a_plan_says_what_of_it_is_to_be_repaired_and_not_who_declined(world: World, run: dict[str, Any]) -> None:
    first = await decline_one(world)

    (told,) = (await read(world.hana, run["id"]))["to_repair"]

    assert (told["kind"], told["round_id"], told["group_name"]) == ("declined", first["round_id"], "Explaining first")
    assert told["text"].startswith("Nobody who was asked can cover ")
    assert "Chloe" not in told["text"]


async def test_a_round_that_was_called_off_is_to_be_repaired(world: World, run: dict[str, Any]) -> None:
    one = next(iter(rounds(world)))
    assert (await world.amina.post(f"/rounds/{one}/cancel", {"reason": "Trip"})).status_code == 200

    told = (await read(world.hana, run["id"]))["to_repair"]

    assert [(item["kind"], item["round_id"]) for item in told] == [("cancelled", one)]


async def test_what_is_past_is_not_repaired(world: World, run: dict[str, Any], clock: Clock) -> None:
    await decline_one(world)
    clock.instant = NOW + timedelta(hours=11)
    assert (await read(world.hana, run["id"]))["may_repair"]
    with world.database.reading(world.hana.scope) as session:
        last = max(session.exec(select(StudyRound.held_on)))
    clock.instant = NOW + (last - NOW.date())

    lena = await read(_again(world), run["id"])

    assert (lena["to_repair"], lena["may_repair"]) == ([], False)


def _again(world: World) -> Person:
    """Another CPD lead, signed in just now: sessions end when nobody uses them."""
    return a_person(world.app, world.birch_id, world.trust_id, "lena", [Role.CPD_LEAD])


@pytest.mark.parametrize("state", ["queued", "done", "cancelled"])
async def test_only_what_is_booked_is_repaired(world: World, state: str) -> None:
    group_id = await a_school(world)
    run = await planned(world, world.hana, group_id)
    if state != "done":
        run = (await world.hana.post("/planner/runs", {**_wish(run), "seconds": 5})).json()
    if state == "cancelled":
        await world.hana.post(f"/planner/runs/{run['id']}/cancel")

    problem = refused(await world.hana.post(f"/planner/runs/{run['id']}/repair", {}), 409, "planner/not-accepted")

    assert problem["state"] == state


def _wish(run: dict[str, Any]) -> dict[str, Any]:
    groups = [{"group_id": one["group_id"], "observations_each": one["observations_each"]} for one in run["groups"]]
    return {"first_on": run["first_on"], "last_on": run["last_on"], "groups": groups}


async def test_repairs_are_the_cpd_lead_s_and_the_school_s(world: World, run: dict[str, Any]) -> None:
    await decline_one(world)
    path = f"/planner/runs/{run['id']}/repair"

    refused(await world.amina.post(path, {}), 403, "forbidden")
    refused(await world.grace.post(path, {}), 403, "forbidden")
    refused(await world.eve.post(path, {}), 404, "not-found")


# ---- after one decline -----------------------------------------------------------------------------------------


async def test_after_one_decline_one_lesson_is_recovered_and_the_rest_stands(world: World, run: dict[str, Any]) -> None:
    first = await decline_one(world)

    mended = await repaired(world, world.hana, run)
    plan = await plan_of(world.hana, mended["id"])

    assert (mended["kind"], mended["state"], mended["parent_run_id"]) == ("repair", "done", run["id"])
    assert (mended["figures"]["unscheduled"], mended["figures"]["external"]) == (0, 0)
    (change,) = plan["difference"]
    assert (change["kind"], plan["unchanged_count"], plan["people_disturbed"]) == ("recovered", 1, 1)
    assert [one["name"] for one in change["disturbed"]] == ["Frank"]
    (watching,) = [one for one in change["after"]["observers"] if one["class_name"] == first["class_name"]]
    assert (watching["cover"], watching["cover_by_name"], watching["release"]) == ("to_ask", "Frank", "exchange")


async def test_a_repair_tells_the_lead_nothing_of_who_declined(world: World, run: dict[str, Any]) -> None:
    await decline_one(world)
    mended = await repaired(world, world.hana, run)
    before = await plan_of(world.hana, mended["id"])
    await accepted(world.hana, mended)
    after = await plan_of(world.hana, mended["id"])

    for plan in (before, after):
        for change in plan["difference"]:
            covering = [one["cover_by_name"] for one in change["before"]["observers"]]
            assert covering.count(None) == len(covering), "the one who declined is not named, nor anybody beside"
            assert "Chloe" not in [one["name"] for one in change["disturbed"]]
    assert "declined" not in json.dumps(await read(world.hana, mended["id"]))
    assert "touched" not in await read(world.hana, mended["id"])


async def test_taking_a_repair_asks_the_new_colleague_and_minutes_add_up(world: World, run: dict[str, Any]) -> None:
    first = await decline_one(world)
    before = rounds(world)
    mended = await repaired(world, world.hana, run)

    done = await accepted(world.hana, mended)
    (asked,) = await asked_of(world.frank)
    agreed = await world.frank.post(f"/cover-slots/{asked['id']}/accept")

    assert (done["state"], done["to_repair"]) == ("accepted", [])
    assert asked["id"] == first["id"], "the same need, asked of somebody else"
    assert (agreed.json()["state"], agreed.json()["kind"]) == ("accepted", "exchange")
    assert {key: row.state for key, row in rounds(world).items()} == {key: row.state for key, row in before.items()}
    assert (await pots(world.frank))["cover"] == (90, 30, 0, 60)
    assert (await pots(world.chloe))["cover"] == (90, 30, 0, 60)
    assert (await read(world.hana, run["id"]))["to_repair"] == []


async def test_who_declined_is_not_asked_again(world: World, run: dict[str, Any], clock: Clock) -> None:
    first = await decline_one(world)
    await accepted(world.hana, await repaired(world, world.hana, run))
    clock.instant += timedelta(minutes=1)

    assert (await world.frank.post(f"/cover-slots/{first['id']}/decline")).status_code == 200
    again = await repaired(world, world.hana, run)
    again = await accepted(world.hana, again)

    with world.database.reading(world.hana.scope) as session:
        asks = session.exec(select(CoverAsk).where(CoverAsk.slot_id == UUID(first["id"]))).all()
    assert {str(one.state) for one in asks if one.staff_id in (world.chloe.staff_id, world.frank.staff_id)} == {
        "declined"
    }
    assert await asked_of(world.frank) == []
    assert again["state"] == "accepted"


async def test_taking_a_repair_twice_asks_once(world: World, run: dict[str, Any]) -> None:
    await decline_one(world)
    mended = await repaired(world, world.hana, run)

    first, again = await accepted(world.hana, mended), await accepted(world.hana, mended)

    assert first == again
    assert len(await asked_of(world.frank)) == 1


async def test_a_repair_is_stale_when_somebody_declines_meanwhile(world: World, run: dict[str, Any]) -> None:
    first, second = await asked_of(world.chloe)
    await world.chloe.post(f"/cover-slots/{first['id']}/decline")
    mended = await repaired(world, world.hana, run)
    await world.chloe.post(f"/cover-slots/{second['id']}/decline")

    problem = refused(await world.hana.post(f"/planner/runs/{mended['id']}/accept"), 409, "planner/stale")

    assert problem["changes"] == ["Cover has been declined since the repair was asked for."]
    assert (await read(world.hana, mended["id"]))["state"] == "stale"
    assert await asked_of(world.frank) == []


async def test_a_repair_is_good_when_somebody_agrees_meanwhile(world: World, run: dict[str, Any]) -> None:
    first, second = await asked_of(world.chloe)
    await world.chloe.post(f"/cover-slots/{first['id']}/decline")
    mended = await repaired(world, world.hana, run)
    await world.chloe.post(f"/cover-slots/{second['id']}/accept")

    assert (await accepted(world.hana, mended))["state"] == "accepted"


async def test_minutes_that_are_promised_to_the_plan_are_there_for_its_repair(
    world: World, run: dict[str, Any]
) -> None:
    """What else there was is spent. Take out: the minutes of `_Reader.freed` in queries/standing.py."""
    await decline_one(world)
    for person in (world.amina, world.ben, world.chloe):
        for category, pot in (await pots(person)).items():
            spent = {"category": category, "minutes": pot[3], "held_on": "2026-11-02", "reason": "Visit"}
            assert pot[3] == 0 or (await person.post("/my-time/spend", spent)).status_code == 201

    mended = await repaired(world, world.hana, run)
    plan = await plan_of(world.hana, mended["id"])

    assert ([one["kind"] for one in plan["difference"]], plan["unchanged_count"]) == (["recovered"], 1)
    assert (mended["figures"]["unscheduled"], plan["people_disturbed"]) == (0, 1)


# ---- after a new timetable -----------------------------------------------------------------------------------------


async def test_a_round_that_a_new_timetable_makes_impossible_is_placed_anew(world: World, run: dict[str, Any]) -> None:
    before = rounds(world)
    a_timetable(
        world, [(world.people[name], *rest) for name, *rest in LATER], starts_on="2026-11-04", rounds_give_way=True
    )
    told = (await read(world.hana, run["id"]))["to_repair"]
    stale = {one["round_id"] for one in told if one["kind"] == "stale"}
    assert stale

    mended = await repaired(world, world.hana, run)
    plan = await plan_of(world.hana, mended["id"])
    done = await accepted(world.hana, mended)

    assert {one["kind"] for one in plan["difference"]} <= {"added", "moved"}
    assert "added" in {one["kind"] for one in plan["difference"]}
    assert (mended["figures"]["unscheduled"], done["to_repair"]) == (0, [])
    now = rounds(world)
    assert {str(now[key].state) for key in stale} == {"cancelled"}, "settled: its group has everything it asked for"
    fresh = [row for key, row in now.items() if key not in before]
    assert {str(row.plan_run_id) for row in fresh} == {mended["id"]}
    assert {str(row.state) for row in fresh} == {"scheduled"}
    for person in (world.amina, world.ben, world.chloe):
        assert (await pots(person))["observe"][1] == 30, "each observation is paid for once"


async def test_taking_a_repair_of_a_changed_school_is_refused(world: World, run: dict[str, Any]) -> None:
    await decline_one(world)
    mended = await repaired(world, world.hana, run)
    rows = [*ROWS, ("grace", "Monday", "P1", "7G", "Music", "Mu")]
    a_timetable(world, [(world.people[name], *rest) for name, *rest in rows], starts_on="2026-11-04")

    problem = refused(await world.hana.post(f"/planner/runs/{mended['id']}/accept"), 409, "planner/stale")

    assert any("Grace" in sentence for sentence in problem["changes"])
    assert await asked_of(world.frank) == []


async def test_a_lesson_that_was_called_off_is_found_another_time(world: World, run: dict[str, Any]) -> None:
    one = next(iter(rounds(world)))
    await world.amina.post(f"/rounds/{one}/cancel", {"reason": "Trip"})

    mended = await repaired(world, world.hana, run)
    plan = await plan_of(world.hana, mended["id"])
    await accepted(world.hana, mended)

    assert [change["kind"] for change in plan["difference"]] == ["added"]
    assert plan["unplaced"] == []
    for person in (world.amina, world.ben, world.chloe):
        assert (await pots(person))["observe"][1] == 30


async def test_what_was_held_already_is_not_planned_again(world: World, clock: Clock) -> None:
    """Of two lessons the first is over when the second one is called off: one observation is asked for, not two."""
    run = await planned(world, world.hana, await a_school(world), observations_each=2, last_on="2026-11-27")
    await accepted(world.hana, run)
    rows = sorted(rounds(world).values(), key=lambda row: row.starts_at)
    over = [row for row in rows if row.held_on == rows[0].held_on]
    coming = [row for row in rows if row.held_on > rows[0].held_on]
    assert coming
    clock.instant = rows[0].ends_at
    lead = _again(world)
    assert (await lead.post(f"/rounds/{coming[-1].id}/cancel", {"reason": "Trip"})).status_code == 200

    mended = await repaired(world, lead, run, now=clock.instant)
    plan = await plan_of(lead, mended["id"])

    held = watched(world, over)
    assert mended["asked"] == 6 - held
    placed = sum(len(one["observers"]) for one in plan["lessons"])
    assert held + placed + mended["figures"]["unscheduled"] == 6
    assert sum(one["observations"] for one in plan["unplaced"]) == mended["figures"]["unscheduled"]


def watched(world: World, rows: list[StudyRound]) -> int:
    with world.database.reading(world.hana.scope) as session:
        return sum(len(session.exec(select(Observation).where(Observation.round_id == row.id)).all()) for row in rows)
