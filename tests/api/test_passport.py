"""A visitor's passport: one stamp a stall, on the day, and notes that nobody else reads; the big screen in the hall."""

from datetime import timedelta
from uuid import uuid4

from build_fair import accepted
from build_fair_day import a_fair, a_room, a_slot, an_open_fair, made, opened, programme
from build_year import later
from cast import NOW, Clock, World
from refusals import refused


async def test_a_visitor_takes_the_stamp_of_a_stall_and_notes_what_to_try(world: World) -> None:
    fair, slot, finding = await an_open_fair(world)
    before = (await world.frank.get(f"/fairs/{fair['id']}/passport")).json()

    passport = made(
        await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {"note": "Count to ten with 8b"})
    )

    assert (before["stalls"], before["visited"], before["may_visit"]) == (1, [], True)
    assert [(one["slot_id"], one["room_name"]) for one in before["to_see"]] == [(slot["id"], "Main hall")]
    assert passport["visited"] == [
        {
            "slot_id": slot["id"], "number": 1, "finding_id": finding["id"], "title": finding["title"],
            "note": "Count to ten with 8b", "visited_at": "2026-11-02T08:00:00Z",
        }
    ]  # fmt: skip
    assert passport["to_see"] == []
    assert (await world.frank.get(f"/fairs/{fair['id']}/passport")).json() == passport


async def test_a_stamp_is_given_once_and_a_repeat_of_the_request_is_the_same_stamp(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    path, key = f"/fairs/{fair['id']}/slots/{slot['id']}/visit", str(uuid4())

    first = await world.frank.post(path, {"note": "a"}, key=key)
    again = await world.frank.post(path, {"note": "a"}, key=key)

    assert first.json() == again.json()
    refused(await world.frank.post(path, {"note": "b"}), 409, "fair-day/already-visited")
    assert (await programme(world.amina, fair))["slots"][0]["visits"] == 1


async def test_notes_are_their_writers_alone(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    made(await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {"note": "Only for me"}))

    for person in (world.hana, world.dev, world.amina, world.grace):
        for part in ("passport", "programme", "big-screen"):
            assert "Only for me" not in (await person.get(f"/fairs/{fair['id']}/{part}")).text


async def test_nobody_stamps_what_they_wrote_whether_they_present_it_or_not(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/slots/{slot['id']}/visit"

    refused(await world.amina.post(path, {}), 409, "fair-day/own-stall")
    refused(await world.ben.post(path, {}), 409, "fair-day/own-stall")

    assert (await world.ben.get(f"/fairs/{fair['id']}/passport")).json()["stalls"] == 0


async def test_talks_give_no_stamps(world: World) -> None:
    fair = await a_fair(world)
    talk = await a_slot(world, fair, await a_room(world, fair), await accepted(world), kind="micro")
    await opened(world, fair)

    answer = await world.frank.post(f"/fairs/{fair['id']}/slots/{talk['id']}/visit", {})

    refused(answer, 409, "fair-day/not-a-stall")


async def test_stamps_are_given_on_the_day_while_the_fair_is_open(world: World, clock: Clock) -> None:
    fair = await a_fair(world, held_on="2026-11-03")
    slot = await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    path = f"/fairs/{fair['id']}/slots/{slot['id']}/visit"
    refused(await world.hana.post(path, {}), 409, "fair-day/not-open")
    refused(await world.frank.post(path, {}), 404, "not-found")
    await opened(world, fair)

    refused(await world.frank.post(path, {}), 409, "fair-day/not-today")
    later(world, clock, timedelta(days=1))
    made(await world.frank.post(path, {}))
    later(world, clock, timedelta(days=1))
    refused(await world.grace.post(path, {}), 409, "fair-day/not-today")
    made(await world.hana.post(f"/fairs/{fair['id']}/close"), 200)
    refused(await world.grace.post(path, {}), 409, "fair-day/not-open")

    kept = (await world.frank.get(f"/fairs/{fair['id']}/passport")).json()
    assert (len(kept["visited"]), kept["may_visit"]) == (1, False)


async def test_a_note_of_five_hundred_characters_fits_and_one_more_does_not(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/slots/{slot['id']}/visit"

    assert (await world.frank.post(path, {"note": "x" * 501})).status_code == 422
    assert (await world.frank.post(path, {"note": "x\x00"})).status_code == 422
    assert (await world.frank.post(path, {"note": "x" * 500})).status_code == 201


async def test_a_stall_of_another_fair_is_not_found_here(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    other = await a_fair(world)

    refused(await world.hana.post(f"/fairs/{other['id']}/slots/{slot['id']}/visit", {}), 404, "not-found")
    refused(await world.frank.post(f"/fairs/{fair['id']}/slots/{uuid4()}/visit", {}), 404, "not-found")


# ---- the big screen --------------------------------------------------------------------------------------


async def test_the_big_screen_tells_what_is_on_and_what_is_next(world: World, clock: Clock) -> None:
    fair = await a_fair(world)
    hall, library = await a_room(world, fair), await a_room(world, fair, "Library")
    first, second, third = [await accepted(world, title=title) for title in ("First", "Second", "Third")]
    await a_slot(world, fair, hall, first, kind="micro")
    await a_slot(world, fair, hall, second, kind="micro")
    await a_slot(world, fair, library, third, world.ben, kind="micro", starts="15:30")
    await a_slot(world, fair, hall, first, world.chloe)
    await opened(world, fair)
    clock.instant = NOW.replace(hour=15, minute=3)

    screen = (await world.frank.get(f"/fairs/{fair['id']}/big-screen")).json()

    assert (screen["now"], screen["is_today"], screen["title"]) == ("15:03", True, "Summer fair")
    assert [(one["title"], one["presenters"]) for one in screen["talks_now"]] == [("First", ["Amina"])]
    assert [(one["title"], one["room_name"]) for one in screen["talks_next"]] == [
        ("Second", "Main hall"), ("Third", "Library"),
    ]  # fmt: skip
    assert [(one["number"], one["title"], one["stamps"]) for one in screen["stalls"]] == [(1, "First", 0)]


async def test_the_big_screen_counts_stamps_and_the_newest_without_a_name(world: World, clock: Clock) -> None:
    fair, slot, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}"
    made(await world.frank.post(f"{path}/slots/{slot['id']}/visit", {"note": "mine"}))
    clock.instant = NOW + timedelta(minutes=10)
    made(await world.grace.post(f"{path}/slots/{slot['id']}/visit", {}))

    answer = await world.hana.get(f"{path}/big-screen")

    screen = answer.json()
    assert (screen["stamps"], screen["stamps_newest"], screen["stalls"][0]["stamps"]) == (2, 1, None)
    assert "Frank" not in answer.text
    assert "Grace" not in answer.text
