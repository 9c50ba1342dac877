"""The end of a year over HTTP: reconciled to zero, signed for, closed; then nothing moves in it any more."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest_asyncio
from build import year_wish
from build_time import commit
from cast import World
from conftest import Clock
from refusals import refused

THIS_YEAR = year_wish(exceptions=[])
LAST_YEAR = THIS_YEAR | {
    "name": "2025/26",
    "half_terms": [
        {key: f"{int(day[:4]) - 1}{day[4:]}" for key, day in half_term.items()} for half_term in THIS_YEAR["half_terms"]
    ],
}
SPEND = {"category": "observe", "minutes": 30, "held_on": "2026-07-01", "reason": "Watched a start"}
POLICY = {"transfers": "own_pots", "roll_over_minutes_max": 0, "log_within_days": 7, "supply_pence_per_hour": 0}


@pytest_asyncio.fixture
async def year(world: World) -> str:
    """A year that is over; everybody had the full 300 minutes, Amina used 30."""
    found = (await world.hana.post("/years", LAST_YEAR)).json()["id"]
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    assert (await world.amina.post("/my-time/spend", SPEND)).status_code == 201
    assert isinstance(found, str)
    return found


async def next_year(world: World) -> str:
    answer = await world.hana.post("/years", THIS_YEAR)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


async def sign(world: World, year: str) -> None:
    for person, capacity, name in ((world.dev, "head", "Dev"), (world.hana, "teachers", "Ben, for the union")):
        answer = await person.post(f"/years/{year}/sign", {"capacity": capacity, "name": name})
        assert answer.status_code == 201, answer.text


async def closing(world: World, year: str) -> dict[str, Any]:
    found: dict[str, Any] = (await world.hana.get(f"/years/{year}/closing")).json()
    return found


async def test_before_it_is_closed_everybody_sees_what_will_become_of_what(world: World, year: str) -> None:
    found = await closing(world, year)

    assert (found["allocated_minutes"], found["granted_minutes"], found["spent_minutes"]) == (2100, 2100, 30)
    assert (found["rolled_over_minutes"], found["lapsed_minutes"], found["to_log_minutes"]) == (0, 2070, 0)
    assert found["teachers"][0] == {
        "staff_id": str(world.amina.staff_id), "staff_name": "Amina", "rolled_over_minutes": 0, "lapsed_minutes": 270,
    }  # fmt: skip
    assert len(found["teachers"]) == 7


async def test_a_year_is_reconciled_to_zero_signed_for_and_closed(world: World, year: str) -> None:
    refusal = refused(await world.hana.post(f"/years/{year}/close"), 409, "time-budget/not-signed")
    assert refusal["missing"] == ["head", "teachers"]
    await sign(world, year)

    closed = await world.hana.post(f"/years/{year}/close")

    assert closed.status_code == 201, closed.text
    found = closed.json()
    assert (found["allocated_minutes"], found["spent_minutes"], found["lapsed_minutes"]) == (30, 30, 2070)
    assert found["granted_minutes"] == 30
    assert found["closed_at"] is not None
    assert found["teachers"] == []
    assert [(one["capacity"], one["name"], one["still_counts"]) for one in found["signatures"]] == [
        ("head", "Dev", True), ("teachers", "Ben, for the union", True),
    ]  # fmt: skip
    assert await closing(world, year) == found


async def test_nothing_moves_in_a_closed_year(world: World, year: str) -> None:
    await sign(world, year)
    listed = (await world.amina.get("/my-time/entries")).json()["items"]
    entry = next(one["id"] for one in listed if one["kind"] == "spend")
    assert (await world.hana.post(f"/years/{year}/close")).status_code == 201
    amina = world.amina.staff_id
    move = {"from_category": "observe", "to_category": "cover", "minutes": 1, "reason": "Late"}

    for answer in (
        await world.amina.post("/my-time/spend", SPEND),
        await world.amina.post("/my-time/transfer", move),
        await world.amina.post(f"/time/entries/{entry}/correct", {"minutes": 0, "reason": "Late"}),
        await world.hana.post("/allocations", {"rule": "full"}),
        await world.hana.post(f"/staff/{amina}/time/adjust", {"category": "observe", "minutes": 5, "reason": "Late"}),
        await world.dev.post(f"/years/{year}/sign", {"capacity": "head", "name": "Dev"}),
        await world.hana.post(f"/years/{year}/close"),
    ):
        refused(answer, 409, "time-budget/year-closed")
    assert (await world.amina.get("/my-time")).json()["is_closed"] is True


async def test_a_signature_counts_for_the_figures_that_it_stood_under(world: World, year: str) -> None:
    await sign(world, year)
    await world.amina.post("/my-time/spend", SPEND | {"minutes": 5})

    assert {one["still_counts"] for one in (await closing(world, year))["signatures"]} == {False}
    refused(await world.hana.post(f"/years/{year}/close"), 409, "time-budget/not-signed")
    await sign(world, year)

    assert (await world.hana.post(f"/years/{year}/close")).status_code == 201


async def test_a_year_is_not_closed_before_its_last_day(world: World, year: str, clock: Clock) -> None:
    ends_on = (await closing(world, year))["ends_on"]
    last_morning = datetime.fromisoformat(f"{ends_on}T08:00:00+00:00")
    clock.instant = last_morning
    await sign(world, year)
    clock.instant = last_morning - timedelta(days=1)

    refusal = refused(await world.hana.post(f"/years/{year}/close"), 409, "time-budget/year-not-over")

    assert refusal["ends_on"] == ends_on


async def test_what_goes_over_is_in_the_next_year_and_no_more_than_the_school_says(world: World, year: str) -> None:
    assert (await world.hana.put("/time-policy", POLICY | {"roll_over_minutes_max": 150}, version=1)).is_success
    await sign(world, year)
    refusal = refused(await world.hana.post(f"/years/{year}/close"), 409, "time-budget/no-next-year")
    assert refusal["minutes"] == 7 * 150
    following = await next_year(world)

    closed = await world.hana.post(f"/years/{year}/close")

    assert closed.status_code == 201, closed.text
    assert (closed.json()["rolled_over_minutes"], closed.json()["lapsed_minutes"]) == (7 * 150, 2070 - 7 * 150)
    found = await closing(world, following)
    assert (found["came_over_minutes"], found["granted_minutes"], found["allocated_minutes"]) == (7 * 150, 0, 7 * 150)


async def test_what_came_over_is_told_and_does_not_lessen_what_the_school_gives(world: World, year: str) -> None:
    assert (await world.hana.put("/time-policy", POLICY | {"roll_over_minutes_max": 30}, version=1)).is_success
    await next_year(world)
    await sign(world, year)
    assert (await world.hana.post(f"/years/{year}/close")).status_code == 201
    await world.hana.post("/allocations", {"rule": "full", "staff_ids": [str(world.amina.staff_id)]})
    time = (await world.amina.get("/my-time")).json()
    came = [one for one in (await world.amina.get("/my-time/entries")).json()["items"] if one["kind"] == "transfer"]

    assert time["unplaced_minutes"] == 330
    assert [(one["minutes"], one["to_year_name"]) for one in came] == [(30, "2026/27")]


async def test_promises_are_settled_before_anybody_signs(world: World, year: str) -> None:
    commit(world, world.amina, 30, held_on=date(2026, 6, 30))

    refusal = refused(
        await world.dev.post(f"/years/{year}/sign", {"capacity": "head", "name": "Dev"}), 409,
        "time-budget/still-to-log",
    )  # fmt: skip

    assert refusal["minutes"] == 30


async def test_in_summer_last_years_minutes_are_still_logged_though_the_next_year_is_there(
    world: World, year: str
) -> None:
    await next_year(world)

    answer = await world.amina.post("/my-time/spend", SPEND | {"minutes": 15})

    assert answer.status_code == 201, answer.text
    assert (await closing(world, year))["spent_minutes"] == 45


async def test_the_same_closing_twice_closes_once(world: World, year: str) -> None:
    await sign(world, year)
    key = str(UUID(int=7))

    first, again = [await world.hana.post(f"/years/{year}/close", key=key) for _ in range(2)]

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


async def test_teachers_neither_sign_nor_close_and_other_schools_find_nothing(world: World, year: str) -> None:
    name = {"capacity": "head", "name": "Amina"}

    refused(await world.amina.post(f"/years/{year}/sign", name), 403, "forbidden")
    refused(await world.amina.post(f"/years/{year}/close"), 403, "forbidden")
    refused(await world.eve.post(f"/years/{year}/sign", name), 404, "not-found")
    refused(await world.eve.get(f"/years/{year}/closing"), 404, "not-found")


async def test_an_unknown_policy_is_refused_and_a_stale_one_too(world: World) -> None:
    wrong = await world.hana.put("/time-policy", POLICY | {"roll_over_minutes_max": -1}, version=1)
    assert wrong.json()["errors"][0]["pointer"] == "/body/roll_over_minutes_max"
    assert (await world.hana.put("/time-policy", POLICY, version=1)).is_success
    assert (await world.hana.put("/time-policy", POLICY, version=1)).status_code == 412
    assert (await world.amina.get("/time-policy")).json()["version"] == 2
