"""Who was at a fair, for how long, and whether that is directed time."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from build import a_year
from build_directed import an_event, minutes_of, named, rules
from build_fair_day import a_fair, an_open_fair, made
from build_year import later
from cast import Clock, Person, World
from refusals import refused


def lines(*people: tuple[Person, int]) -> dict[str, Any]:
    return {"staff": [{"staff_id": str(person.staff_id), "minutes": minutes} for person, minutes in people]}


async def test_a_lead_marks_who_was_there_and_everybody_reads_their_own_line(world: World) -> None:
    fair, _, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}"

    marked = made(await world.hana.post(f"{path}/attendance", lines((world.frank, 120), (world.amina, 45))), 200)

    assert marked["minutes_max"] == 120
    assert [(one["name"], one["minutes"], one["is_directed"]) for one in marked["people"]] == [
        ("Amina", 45, False), ("Frank", 120, False),
    ]  # fmt: skip
    assert (await world.dev.get(f"{path}/attendance")).json() == marked
    assert (await world.frank.get(f"{path}/my-attendance")).json()["mine"] == marked["people"][1]
    assert (await world.grace.get(f"{path}/my-attendance")).json()["mine"] is None
    refused(await world.frank.get(f"{path}/attendance"), 403, "forbidden")
    refused(await world.frank.post(f"{path}/attendance", lines((world.frank, 1))), 403, "forbidden")


async def test_marking_again_replaces_a_line_and_leaves_the_others(world: World) -> None:
    fair, _, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/attendance"
    made(await world.hana.post(path, lines((world.frank, 120), (world.amina, 45))), 200)

    again = made(await world.dev.post(path, lines((world.frank, 60))), 200)

    assert {one["name"]: one["minutes"] for one in again["people"]} == {"Amina": 45, "Frank": 60}


async def test_nobody_was_there_for_longer_than_the_fair_lasted(world: World) -> None:
    fair, _, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/attendance"

    problem = refused(await world.hana.post(path, lines((world.frank, 121))), 409, "fair-day/too-many-minutes")

    assert problem["minutes_max"] == 120
    for minutes in (0, 961, 1.5, "60"):
        wrong = {"staff": [{"staff_id": str(world.frank.staff_id), "minutes": minutes}]}
        assert (await world.hana.post(path, wrong)).status_code == 422, minutes
    made(await world.hana.post(path, lines((world.frank, 120))), 200)


async def test_people_of_other_schools_and_people_named_twice_are_refused(world: World) -> None:
    fair, _, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/attendance"

    refused(await world.hana.post(path, lines((world.frank, 5), (world.eve, 5))), 404, "not-found")
    refused(await world.hana.post(path, lines((world.frank, 5), (world.frank, 6))), 422, "fair-day/named-twice")
    unknown = {"staff": [{"staff_id": str(uuid4()), "minutes": 5}]}
    refused(await world.hana.post(path, unknown), 404, "not-found")
    refused(await world.eve.post(path, lines((world.eve, 5))), 404, "not-found")
    assert (await world.hana.get(path)).json()["people"] == []


async def test_attendance_is_marked_from_the_day_on_and_after_closing_too(world: World, clock: Clock) -> None:
    fair, _, _ = await an_open_fair(world, held_on="2026-11-03")
    path = f"/fairs/{fair['id']}"
    planned = await a_fair(world)

    refused(await world.hana.post(f"{path}/attendance", lines((world.frank, 5))), 409, "fair-day/not-today")
    not_open = await world.hana.post(f"/fairs/{planned['id']}/attendance", lines((world.frank, 5)))
    refused(not_open, 409, "fair-day/not-open")
    later(world, clock, timedelta(days=2))
    made(await world.hana.post(f"{path}/close"), 200)

    made(await world.hana.post(f"{path}/attendance", lines((world.frank, 5))), 200)


# ---- directed time ---------------------------------------------------------------------------------------


async def test_whoever_the_linked_event_directs_was_there_in_directed_time(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    event = await an_event(
        world.hana, **named(world.frank, world.amina, held_on="2026-11-02", starts="15:00", ends="16:00")
    )
    before = await minutes_of(world.frank)
    fair, _, _ = await an_open_fair(world, event_id=event["id"])

    marked = made(
        await world.hana.post(f"/fairs/{fair['id']}/attendance", lines((world.frank, 90), (world.grace, 30))), 200
    )

    told = {one["name"]: (one["is_directed"], one["directed_minutes"]) for one in marked["people"]}
    assert told == {"Frank": (True, 60), "Grace": (False, 0)}
    assert marked["event_minutes"] == 60
    assert await minutes_of(world.frank) == before, "the event counts once, whether or not its fair is marked"
    assert before["meeting"] == 60


async def test_an_event_that_is_cancelled_makes_nobody_directed(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    event = await an_event(world.hana, held_on="2026-11-02", starts="15:00", ends="16:00")
    fair, _, _ = await an_open_fair(world, event_id=event["id"])
    path = f"/fairs/{fair['id']}/attendance"
    first = made(await world.hana.post(path, lines((world.frank, 60))), 200)

    made(await world.hana.post(f"/directed-events/{event['id']}/cancel"), 200)

    found = (await world.hana.get(path)).json()
    assert first["people"][0]["directed_minutes"] == 60
    assert (found["people"][0]["is_directed"], found["people"][0]["directed_minutes"]) == (False, 0)
    again = made(await world.hana.post(path, lines((world.frank, 61))), 200)
    assert again["people"][0]["is_directed"] is False
