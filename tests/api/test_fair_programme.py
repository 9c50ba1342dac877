"""What stands and is told at a fair: placed by hand, moved and taken out."""

from typing import Any
from uuid import uuid4

import pytest
from build_fair import accepted, published, submitted
from build_fair_day import (
    a_fair,
    a_room,
    a_slot,
    a_wish,
    an_open_fair,
    made,
    opened,
    programme,
    state_of,
)
from cast import World
from refusals import refused


async def test_a_stall_stands_all_through_the_fair_with_the_next_number(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)

    stall = await a_slot(world, fair, room, finding)
    other = await a_slot(world, fair, room, await accepted(world), world.ben, number=7)
    third = await a_slot(world, fair, room, await accepted(world), world.chloe)

    assert (stall["starts"], stall["ends"], stall["room"]["name"]) == ("15:00", "17:00", "Main hall")
    assert [one["number"] for one in (stall, other, third)] == [1, 7, 2]
    assert stall["presenters"] == [{"staff_id": str(world.amina.staff_id), "name": "Amina"}]
    assert stall["finding"] | {"id": finding["id"], "title": finding["title"], "focus": "Oracy"} == stall["finding"]
    assert [author["name"] for author in stall["finding"]["authors"]] == ["Amina", "Ben", "Chloe"]
    assert await state_of(world, finding) == "scheduled"


async def test_talks_follow_each_other_with_a_minute_between(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)

    talks = [await a_slot(world, fair, room, await accepted(world), kind=kind) for kind in ("micro", "nano", "soapbox")]

    assert [(one["starts"], one["ends"]) for one in talks] == [
        ("15:00", "15:07"),
        ("15:08", "15:10"),
        ("15:11", "15:26"),
    ]


async def test_the_programme_tells_those_who_plan_what_has_no_place_yet(world: World) -> None:
    fair = await a_fair(world)
    placed, waiting = await accepted(world), await accepted(world, title="Waits for a place")
    await submitted(world, title="Not let through yet")
    await a_slot(world, fair, await a_room(world, fair), placed)

    found = await programme(world.hana, fair)
    await opened(world, fair)

    assert [(one["id"], one["title"]) for one in found["unplaced"]] == [(waiting["id"], "Waits for a place")]
    assert [author["name"] for author in found["unplaced"][0]["authors"]] == ["Amina", "Ben", "Chloe"]
    assert [one["finding"]["id"] for one in found["slots"]] == [placed["id"]]
    assert (await programme(world.frank, fair))["unplaced"] == []


async def test_what_is_on_the_fair_already_keeps_its_state(world: World) -> None:
    fair = await a_fair(world)
    finding = await published(world)

    slot = await a_slot(world, fair, await a_room(world, fair), finding)

    assert slot["finding"]["is_published"]
    assert await state_of(world, finding) == "published"


# ---- refusals --------------------------------------------------------------------------------------------


async def test_only_what_a_lead_has_accepted_is_shown(world: World) -> None:
    fair = await a_fair(world)
    room, waits = await a_room(world, fair), await submitted(world, title="Waits for a lead")

    answer = await world.hana.post(f"/fairs/{fair['id']}/slots", a_wish(world, room, waits))
    problem = refused(answer, 409, "fair-day/not-accepted")

    assert problem["titles"] == ["Waits for a lead"]
    for gone in ({"id": str(uuid4())}, {"id": fair["id"]}):
        refused(await world.hana.post(f"/fairs/{fair['id']}/slots", a_wish(world, room, gone)), 404, "not-found")


async def test_nobody_presents_in_two_places_and_to_begin_when_the_other_ends_is_allowed(world: World) -> None:
    fair = await a_fair(world)
    hall, library = await a_room(world, fair), await a_room(world, fair, "Library")
    first, second = await accepted(world), await accepted(world)
    await a_slot(world, fair, hall, first, kind="micro", starts="15:30")
    path = f"/fairs/{fair['id']}/slots"

    over = a_wish(world, library, second, kind="micro", starts="15:36")
    stall = a_wish(world, library, second)

    refused(await world.hana.post(path, over), 409, "fair-day/presenter-in-two-places")
    refused(await world.hana.post(path, stall), 409, "fair-day/presenter-in-two-places")
    await a_slot(world, fair, library, second, kind="micro", starts="15:37")


async def test_a_room_has_one_talk_at_a_time(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    first, second = await accepted(world), await accepted(world)
    await a_slot(world, fair, room, first, kind="micro", starts="15:30")

    answer = await world.hana.post(
        f"/fairs/{fair['id']}/slots", a_wish(world, room, second, world.ben, kind="micro", starts="15:36")
    )

    refused(answer, 409, "fair-day/room-taken")
    await a_slot(world, fair, room, second, world.ben, kind="micro", starts="15:37")


async def test_a_room_holds_as_many_stalls_as_it_was_said_to(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair, stalls=1)
    await a_slot(world, fair, room, await accepted(world))

    wish = a_wish(world, room, await accepted(world), world.ben)
    problem = refused(await world.hana.post(f"/fairs/{fair['id']}/slots", wish), 409, "fair-day/room-full")

    assert problem["room"] == "Main hall"


async def test_a_room_that_is_talked_full_says_so(world: World) -> None:
    fair = await a_fair(world, starts="15:00", ends="15:15")
    room = await a_room(world, fair)
    await a_slot(world, fair, room, await accepted(world), kind="micro")
    await a_slot(world, fair, room, await accepted(world), kind="micro")

    wish = a_wish(world, room, await accepted(world), kind="nano")

    refused(await world.hana.post(f"/fairs/{fair['id']}/slots", wish), 409, "fair-day/room-full")


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ({"starts": "14:59"}, 409),
        ({"starts": "16:54"}, 409),
        ({"starts": "15:00"}, 201),
        ({"starts": "16:53"}, 201),
        ({"ends": "16:00"}, 422),
        ({"number": 3}, 422),
    ],
)
async def test_a_talk_is_within_the_fair(world: World, when: dict[str, Any], status: int) -> None:
    fair = await a_fair(world)

    wish = a_wish(world, await a_room(world, fair), await accepted(world), kind="micro", **when)
    answer = await world.hana.post(f"/fairs/{fair['id']}/slots", wish)

    assert answer.status_code == status, answer.text
    if status == 409:
        assert refused(answer, 409, "fair-day/outside-the-fair")["ends"] == "17:00"


async def test_a_stall_may_stand_for_a_part_of_the_fair_only(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    path = f"/fairs/{fair['id']}/slots"

    late = await world.hana.post(path, a_wish(world, room, finding, starts="16:00", ends="17:01"))
    part = await a_slot(world, fair, room, finding, starts="16:00", ends="17:00")

    refused(late, 409, "fair-day/outside-the-fair")
    assert (part["starts"], part["ends"]) == ("16:00", "17:00")
    await a_slot(world, fair, room, finding, kind="micro", starts="15:53")


async def test_only_authors_present_and_each_is_named_once(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    path = f"/fairs/{fair['id']}/slots"

    problem = refused(
        await world.hana.post(path, a_wish(world, room, finding, world.frank)), 409, "fair-day/not-an-author"
    )
    twice = a_wish(world, room, finding, world.amina, world.amina)

    assert problem["authors"] == ["Amina", "Ben", "Chloe"]
    refused(await world.hana.post(path, twice), 422, "fair-day/named-twice")
    assert (await world.hana.post(path, a_wish(world, room, finding) | {"presenter_ids": []})).status_code == 422
    refused(await world.hana.post(path, a_wish(world, room, finding, world.eve)), 409, "fair-day/not-an-author")


async def test_a_finding_has_one_stall_and_one_talk_of_a_kind_and_a_number_is_one_stalls(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    await a_slot(world, fair, room, finding, number=4)
    path = f"/fairs/{fair['id']}/slots"

    refused(await world.hana.post(path, a_wish(world, room, finding, world.ben)), 409, "fair-day/shown-twice")
    other = a_wish(world, room, await accepted(world), world.ben, number=4)

    refused(await world.hana.post(path, other), 409, "fair-day/number-taken")
    await a_slot(world, fair, room, finding, world.ben, kind="micro")
    await a_slot(world, fair, room, finding, world.ben, kind="nano")


async def test_the_same_stall_sent_twice_is_placed_once(world: World) -> None:
    fair = await a_fair(world)
    wish, key = a_wish(world, await a_room(world, fair), await accepted(world)), str(uuid4())

    first = await world.hana.post(f"/fairs/{fair['id']}/slots", wish, key=key)
    again = await world.hana.post(f"/fairs/{fair['id']}/slots", wish, key=key)

    assert first.json() == again.json()
    assert len((await programme(world.hana, fair))["slots"]) == 1


# ---- moving, taking out ----------------------------------------------------------------------------------


async def test_a_talk_moves_to_another_room_time_and_presenter(world: World) -> None:
    fair = await a_fair(world)
    hall, library = await a_room(world, fair), await a_room(world, fair, "Library", 0)
    talk = await a_slot(world, fair, hall, await accepted(world), kind="micro")
    path = f"/fairs/{fair['id']}/slots/{talk['id']}"
    wish = {"room_id": library["id"], "starts": "16:53", "presenter_ids": [str(world.ben.staff_id)]}

    moved = await world.hana.put(path, wish, version=talk["version"])

    found = moved.json()
    assert (found["room"]["name"], found["starts"], found["ends"]) == ("Library", "16:53", "17:00")
    assert [one["name"] for one in found["presenters"]] == ["Ben"]
    assert moved.headers["ETag"] == f'"{found["version"]}"'
    refused(await world.hana.put(path, wish, version=talk["version"]), 412, "stale")
    refused(await world.hana.put(path, wish, version=None), 428, "version-missing")


async def test_to_move_nothing_is_no_clash_with_oneself(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair, stalls=1)
    stall = await a_slot(world, fair, room, await accepted(world))
    same = {"room_id": room["id"], "presenter_ids": [str(world.amina.staff_id)]}

    moved = await world.hana.put(f"/fairs/{fair['id']}/slots/{stall['id']}", same, version=stall["version"])

    assert moved.status_code == 200, moved.text
    assert {**moved.json(), "version": 0} == {**stall, "version": 0}


async def test_nothing_moves_into_a_clash(world: World) -> None:
    fair = await a_fair(world)
    hall, library = await a_room(world, fair), await a_room(world, fair, "Library", 0)
    first = await a_slot(world, fair, hall, await accepted(world), kind="micro")
    second = await a_slot(world, fair, library, await accepted(world), world.ben, kind="micro")
    path = f"/fairs/{fair['id']}/slots/{second['id']}"
    version = second["version"]
    ben, amina = ([str(one.staff_id)] for one in (world.ben, world.amina))

    for wish, code in (
        ({"room_id": hall["id"], "starts": "15:00", "presenter_ids": ben}, "room-taken"),
        ({"room_id": library["id"], "starts": "15:00", "presenter_ids": amina}, "presenter-in-two-places"),
        ({"room_id": library["id"], "starts": "16:54", "presenter_ids": ben}, "outside-the-fair"),
    ):
        refused(await world.hana.put(path, wish, version=version), 409, f"fair-day/{code}")
    kept = {one["id"]: one["room"]["name"] for one in (await programme(world.hana, fair))["slots"]}
    assert kept == {first["id"]: "Main hall", second["id"]: "Library"}


async def test_a_finding_waits_again_when_its_last_place_is_taken_out(world: World) -> None:
    fair = await a_fair(world)
    room, finding = await a_room(world, fair), await accepted(world)
    stall = await a_slot(world, fair, room, finding)
    talk = await a_slot(world, fair, room, finding, world.ben, kind="micro")

    for slot, state in ((stall, "scheduled"), (talk, "accepted")):
        gone = await world.hana.client.delete(f"/fairs/{fair['id']}/slots/{slot['id']}")
        assert gone.status_code == 204
        assert await state_of(world, finding) == state


async def test_what_was_shown_or_visited_is_not_taken_out(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    made(await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {}))

    answer = await world.hana.client.delete(f"/fairs/{fair['id']}/slots/{slot['id']}")

    refused(answer, 409, "fair-day/presented-already")


async def test_presenters_and_leads_mark_what_was_presented_once(world: World) -> None:
    fair, slot, _ = await an_open_fair(world)
    path = f"/fairs/{fair['id']}/slots/{slot['id']}/presented"

    refused(await world.frank.post(path), 403, "forbidden")
    refused(await world.ben.post(path), 403, "forbidden")
    marked = made(await world.amina.post(path), 200)

    assert marked["presented_at"] == "2026-11-02T08:00:00Z"
    refused(await world.hana.post(path), 409, "fair-day/presented-already")


async def test_nothing_is_presented_before_the_fair_is_open_and_its_day_has_come(world: World) -> None:
    fair = await a_fair(world, held_on="2026-11-03")
    slot = await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    path = f"/fairs/{fair['id']}/slots/{slot['id']}/presented"

    refused(await world.hana.post(path), 409, "fair-day/not-open")
    await opened(world, fair)
    refused(await world.hana.post(path), 409, "fair-day/not-today")
