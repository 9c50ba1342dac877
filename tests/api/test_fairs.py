"""Learning fairs: planned by leads, opened to the school, closed; rooms, and who sees what."""

from datetime import timedelta
from uuid import uuid4

from build import a_year
from build_directed import an_event, rules
from build_fair import accepted, moved, published
from build_fair_day import FAIR, TODAY, a_fair, a_room, a_slot, an_open_fair, made, opened, programme, state_of
from build_year import later
from cast import NOW, Clock, World
from refusals import refused


async def test_a_lead_plans_a_fair_and_finds_it_again(world: World) -> None:
    fair = await a_fair(world)

    found = await world.hana.get(f"/fairs/{fair['id']}")

    assert found.json() == fair
    assert found.headers["ETag"] == '"1"'
    assert fair | FAIR == fair
    assert (fair["state"], fair["stalls"], fair["talks"]) == ("planned", 0, 0)
    assert fair["may"] == {"plan": True, "open": True, "close": False, "cancel": True, "visit": False}
    assert [one["id"] for one in (await world.dev.get("/fairs")).json()["items"]] == [fair["id"]]


async def test_only_leads_plan(world: World) -> None:
    fair = await a_fair(world)

    for answer in (
        await world.amina.post("/fairs", FAIR),
        await world.amina.put(f"/fairs/{fair['id']}", FAIR, version=1),
        await world.amina.post(f"/fairs/{fair['id']}/open"),
        await world.amina.post(f"/fairs/{fair['id']}/rooms", {"name": "Hall"}),
    ):
        refused(answer, 403, "forbidden")


async def test_a_fair_that_is_being_planned_is_hidden_from_colleagues_and_an_open_one_is_read_by_all(
    world: World,
) -> None:
    fair = await a_fair(world)
    await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    refused(await world.frank.get(f"/fairs/{fair['id']}"), 404, "not-found")
    refused(await world.frank.get(f"/fairs/{fair['id']}/programme"), 404, "not-found")
    assert (await world.frank.get("/fairs")).json()["items"] == []

    await opened(world, fair)

    found = (await world.frank.get(f"/fairs/{fair['id']}")).json()
    assert (found["state"], found["stalls"]) == ("open", 1)
    assert found["may"] == {"plan": False, "open": False, "close": False, "cancel": False, "visit": True}
    assert [one["id"] for one in (await world.frank.get("/fairs")).json()["items"]] == [fair["id"]]


async def test_another_school_finds_nothing_of_a_fair(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}"

    for answer in (
        await world.eve.get(path), await world.eve.get(f"{path}/programme"), await world.eve.get(f"{path}/passport"),
        await world.eve.get(f"{path}/big-screen"), await world.eve.get(f"{path}/attendance"),
        await world.eve.get(f"{path}/posters"), await world.eve.get(f"{path}/posters.pdf"),
        await world.eve.put(path, FAIR, version=fair["version"]), await world.eve.post(f"{path}/close"),
        await world.eve.post(f"{path}/rooms", {"name": "Hall"}), await world.eve.post(f"{path}/cancel"),
        await world.eve.post(f"{path}/slots/{slot['id']}/visit", {}),
        await world.eve.post(f"{path}/slots/{slot['id']}/presented"),
        await world.eve.client.delete(f"{path}/slots/{slot['id']}"),
    ):  # fmt: skip
        refused(answer, 404, "not-found")
    assert (await world.eve.get("/fairs")).json()["items"] == []


async def test_the_latest_fair_comes_first_page_by_page(world: World) -> None:
    days = ["2026-11-03", "2026-11-02", "2026-11-05", "2026-11-04"]
    for day in days:
        await a_fair(world, held_on=day)

    first = (await world.hana.get("/fairs?limit=3")).json()
    second = (await world.hana.get("/fairs", params={"limit": 3, "after": first["next"]})).json()

    assert [one["held_on"] for one in first["items"] + second["items"]] == sorted(days, reverse=True)
    assert second["next"] is None
    refused(await world.hana.get("/fairs?after=x"), 422, "bad-cursor")


async def test_the_same_plan_sent_twice_is_one_fair(world: World) -> None:
    key = str(uuid4())

    first = await world.hana.post("/fairs", FAIR, key=key)
    again = await world.hana.post("/fairs", FAIR, key=key)

    assert (first.json(), again.status_code) == (again.json(), 201)
    assert len((await world.hana.get("/fairs")).json()["items"]) == 1


async def test_a_fair_today_can_be_planned_and_one_yesterday_cannot(world: World) -> None:
    yesterday = (NOW - timedelta(days=1)).date().isoformat()

    assert (await world.hana.post("/fairs", FAIR)).status_code == 201
    problem = refused(await world.hana.post("/fairs", FAIR | {"held_on": yesterday}), 422, "fair-day/in-the-past")

    assert problem["today"] == TODAY


async def test_what_cannot_be_a_fair_is_refused(world: World) -> None:
    for wrong in (
        {"title": " "}, {"title": "x" * 201}, {"starts": "17:00"}, {"ends": "15:00"}, {"starts": "25:00"},
        {"welcome": "x" * 2001}, {"held_on": "2026-02-30"}, {"more": 1}, {"event_id": "x"},
    ):  # fmt: skip
        assert (await world.hana.post("/fairs", FAIR | wrong)).status_code == 422, wrong
    assert (await world.hana.post("/fairs", FAIR | {"title": "x" * 200, "welcome": "x" * 2000})).status_code == 201


async def test_an_edit_needs_the_version_that_was_read(world: World) -> None:
    fair = await a_fair(world)
    path = f"/fairs/{fair['id']}"

    refused(await world.hana.put(path, FAIR, version=None), 428, "version-missing")
    done = await world.hana.put(path, FAIR | {"title": "Fair of the year"}, version=1)
    problem = refused(await world.hana.put(path, FAIR, version=1), 412, "stale")

    assert (done.json()["title"], done.headers["ETag"], problem["current_version"]) == ("Fair of the year", '"2"', 2)


async def test_stalls_last_as_long_as_a_fair_whose_hours_change_and_talks_must_stay_within(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    stall = await a_slot(world, fair, room, finding)
    talk = await a_slot(world, fair, room, finding, world.ben, kind="micro", starts="15:30")
    path, version = f"/fairs/{fair['id']}", talk["version"]

    problem = refused(
        await world.hana.put(path, FAIR | {"starts": "15:31"}, version=version), 409, "fair-day/outside-the-fair"
    )
    exactly = await world.hana.put(path, FAIR | {"starts": "15:30", "ends": "15:37"}, version=version)

    assert problem["starts"] == "15:31"
    assert exactly.status_code == 200, exactly.text
    shown = {one["id"]: (one["starts"], one["ends"]) for one in (await programme(world.hana, fair))["slots"]}
    assert shown == {stall["id"]: ("15:30", "15:37"), talk["id"]: ("15:30", "15:37")}


# ---- rooms -----------------------------------------------------------------------------------------------


async def test_rooms_are_added_changed_and_taken_away(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair, "Hall", 5)
    path = f"/fairs/{fair['id']}/rooms/{room['id']}"

    changed = await world.hana.put(path, {"name": "Great hall", "stalls": 7}, version=room["version"])

    assert room["version"] == fair["version"] + 1
    assert changed.json() == {"id": room["id"], "name": "Great hall", "stalls": 7, "version": room["version"] + 1}
    refused(await world.hana.put(path, {"name": "Hall"}, version=room["version"]), 412, "stale")
    assert (await world.hana.client.delete(path)).status_code == 204
    assert (await programme(world.hana, fair))["rooms"] == []
    refused(await world.hana.client.delete(path), 404, "not-found")


async def test_a_fair_has_no_two_rooms_of_one_name_and_another_fair_may(world: World) -> None:
    fair, other = await a_fair(world), await a_fair(world)
    await a_room(world, fair, "Hall")

    again = await world.hana.post(f"/fairs/{fair['id']}/rooms", {"name": "Hall"})

    refused(again, 409, "fair-day/room-named-twice")
    await a_room(world, other, "Hall")


async def test_a_room_keeps_as_many_stalls_as_stand_there(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair, stalls=3)
    await a_slot(world, fair, room, await accepted(world))
    version = (await a_slot(world, fair, room, await accepted(world), world.ben))["version"]
    path = f"/fairs/{fair['id']}/rooms/{room['id']}"

    refused(await world.hana.put(path, {"name": "Hall", "stalls": 1}, version=version), 409, "fair-day/room-in-use")
    exactly = await world.hana.put(path, {"name": "Hall", "stalls": 2}, version=version)

    assert exactly.status_code == 200
    refused(await world.hana.client.delete(path), 409, "fair-day/room-in-use")


async def test_a_fair_has_at_most_fifty_rooms(world: World) -> None:
    fair = await a_fair(world)
    for number in range(50):
        await a_room(world, fair, f"Room {number}")

    problem = refused(
        await world.hana.post(f"/fairs/{fair['id']}/rooms", {"name": "One more"}), 409, "fair-day/too-large"
    )

    assert problem["most"] == 50
    for stalls in (-1, 101):
        assert (await world.hana.post(f"/fairs/{fair['id']}/rooms", {"name": "X", "stalls": stalls})).status_code == 422


# ---- open, close, cancel ---------------------------------------------------------------------------------


async def test_an_empty_programme_is_not_opened_and_a_fair_opens_once(world: World) -> None:
    fair = await a_fair(world)
    refused(await world.hana.post(f"/fairs/{fair['id']}/open"), 409, "fair-day/nothing-to-show")
    await a_slot(world, fair, await a_room(world, fair), await accepted(world))

    open_fair = await opened(world, fair)

    assert open_fair["opened_at"] is not None
    problem = refused(await world.hana.post(f"/fairs/{fair['id']}/open"), 409, "fair-day/not-planned")
    assert problem["state"] == "open"


async def test_closing_presents_what_was_shown_and_lets_the_rest_wait(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    marked, visited, unseen, on_fair = [
        await accepted(world), await accepted(world), await accepted(world), await published(world)
    ]  # fmt: skip
    slots = [
        await a_slot(world, fair, room, marked, world.ben, kind="nano", starts="15:00"),
        await a_slot(world, fair, room, visited), await a_slot(world, fair, room, on_fair, world.chloe),
        await a_slot(world, fair, room, unseen, world.ben, kind="nano", starts="15:10"),
    ]  # fmt: skip
    await opened(world, fair)
    assert await state_of(world, unseen) == "scheduled"
    made(await world.hana.post(f"/fairs/{fair['id']}/slots/{slots[0]['id']}/presented"), 200)
    made(await world.frank.post(f"/fairs/{fair['id']}/slots/{slots[1]['id']}/visit", {}))

    closed = made(await world.hana.post(f"/fairs/{fair['id']}/close"), 200)

    assert (closed["state"], closed["may"]["plan"]) == ("closed", False)
    states = [await state_of(world, one) for one in (marked, visited, unseen, on_fair)]
    assert states == ["presented", "presented", "accepted", "published"]
    refused(await world.hana.post(f"/fairs/{fair['id']}/close"), 409, "fair-day/not-open")
    refused(await world.hana.post(f"/fairs/{fair['id']}/cancel"), 409, "fair-day/over")
    refused(await world.hana.post(f"/fairs/{fair['id']}/rooms", {"name": "X"}), 409, "fair-day/over")


async def test_a_fair_is_closed_on_its_day_and_not_before(world: World, clock: Clock) -> None:
    fair = await a_fair(world, held_on="2026-11-04")
    await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    refused(await world.hana.post(f"/fairs/{fair['id']}/close"), 409, "fair-day/not-open")
    await opened(world, fair)
    later(world, clock, timedelta(days=1))
    problem = refused(await world.hana.post(f"/fairs/{fair['id']}/close"), 409, "fair-day/not-today")
    later(world, clock, timedelta(days=1))

    closed = await world.hana.post(f"/fairs/{fair['id']}/close")

    assert problem["held_on"] == "2026-11-04"
    assert closed.status_code == 200


async def test_a_cancelled_fair_gives_its_findings_back_unless_another_has_them(world: World) -> None:
    first, second = await a_fair(world), await a_fair(world)
    shared, alone = await accepted(world), await accepted(world)
    room, other_room = await a_room(world, first), await a_room(world, second)
    await a_slot(world, first, room, shared)
    await a_slot(world, first, room, alone, world.ben)
    await a_slot(world, second, other_room, shared)

    cancelled = made(await world.hana.post(f"/fairs/{first['id']}/cancel"), 200)

    assert cancelled["state"] == "cancelled"
    assert [await state_of(world, shared), await state_of(world, alone)] == ["scheduled", "accepted"]
    refused(await world.frank.get(f"/fairs/{first['id']}"), 404, "not-found")


async def test_who_had_seen_an_open_fair_sees_that_it_was_cancelled(world: World) -> None:
    fair, _, _ = await an_open_fair(world)

    made(await world.hana.post(f"/fairs/{fair['id']}/cancel"), 200)

    assert (await world.frank.get(f"/fairs/{fair['id']}")).json()["state"] == "cancelled"


async def test_what_is_withdrawn_vanishes_from_the_programme_for_all_but_those_who_plan(world: World) -> None:
    fair = await a_fair(world)
    finding = await published(world, title="Never seen again")
    slot = await a_slot(world, fair, await a_room(world, fair), finding)
    await opened(world, fair)
    assert "Never seen again" in (await world.frank.get(f"/fairs/{fair['id']}/programme")).text

    await moved(world.amina, finding, "withdraw")

    for path in ("programme", "big-screen", "passport"):
        assert "Never seen again" not in (await world.frank.get(f"/fairs/{fair['id']}/{path}")).text
    kept = (await programme(world.hana, fair))["slots"]
    assert [one["finding"]["is_withdrawn"] for one in kept] == [True]
    assert "Never seen again" not in (await world.hana.get(f"/fairs/{fair['id']}/big-screen")).text
    visit = await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {})
    refused(visit, 404, "not-found")


# ---- the directed event ----------------------------------------------------------------------------------


async def test_a_fair_counts_as_an_event_of_its_day_and_hours_only(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    event = await an_event(world.hana, held_on="2026-11-03", starts="15:30", ends="16:30")
    on_the_day = {"held_on": "2026-11-03", "event_id": event["id"]}

    fair = await a_fair(world, **on_the_day, starts="16:29", ends="18:00")

    assert (fair["event_id"], fair["event_title"]) == (event["id"], "Staff meeting")
    for wrong in ({"held_on": "2026-11-04"}, {"starts": "16:30"}, {"starts": "14:00", "ends": "15:30"}):
        answer = await world.hana.post("/fairs", FAIR | on_the_day | wrong)
        refused(answer, 409, "fair-day/event-elsewhere")
    refused(await world.eve.post("/fairs", FAIR | on_the_day), 404, "not-found")
    made(await world.hana.post(f"/directed-events/{event['id']}/cancel"), 200)
    refused(await world.hana.post("/fairs", FAIR | on_the_day), 409, "fair-day/event-elsewhere")
