"""Knowledgeable others: people from outside who see one group, for a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from build_group import GUEST, active, edit, formed, guest_of
from cast import NOW, World
from conftest import Clock
from refusals import refused

from app.identity import queries as people


async def test_a_guest_reads_their_group_and_is_not_counted(world: World) -> None:
    group = await active(world)

    ito = await guest_of(world, group)
    seen = (await ito.get(f"/groups/{group['id']}")).json()

    assert [(row["name"], row["is_guest"]) for row in seen["members"]][-1] == ("Prof. Ito", True)
    assert (seen["state"], seen["may_edit"], seen["what_is_missing"]) == ("active", False, [])
    summary = (await ito.get("/groups")).json()["items"]
    assert [(row["name"], row["member_count"], row["is_mine"]) for row in summary] == [("Talk in maths", 3, True)]


async def test_a_guest_knows_of_no_other_group_and_of_no_staff(world: World) -> None:
    ito = await guest_of(world, await active(world))
    other = await formed(world, "frank", "grace", "hana", name="Reading")

    refused(await ito.get(f"/groups/{other['id']}"), 404, "not-found")
    refused(await ito.post(f"/groups/{other['id']}/protocol/agree"), 404, "not-found")
    refused(await ito.get("/staff"), 403, "forbidden")


async def test_a_guest_may_agree_and_change_nothing_else(world: World) -> None:
    group = await active(world)
    ito = await guest_of(world, group)
    path = f"/groups/{group['id']}"

    assert (await ito.post(f"{path}/protocol/agree")).status_code == 200
    refused(await ito.put(path, edit(group), version=1), 403, "forbidden")
    refused(await ito.post(f"{path}/members", {"staff_id": str(world.frank.staff_id)}), 403, "forbidden")
    refused(await ito.post(f"{path}/members/{world.ben.staff_id}/leave"), 403, "forbidden")


async def test_a_guest_does_not_replace_a_member(world: World) -> None:
    group = await active(world)
    await guest_of(world, group)

    left = await world.amina.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    assert left.json()["state"] == "at_risk"


async def test_a_guest_who_is_taken_out_is_signed_out(world: World) -> None:
    group = await active(world)
    ito = await guest_of(world, group)

    left = await world.amina.post(f"/groups/{group['id']}/members/{ito.staff_id}/leave")

    assert [member["name"] for member in left.json()["members"]] == ["Amina", "Ben", "Chloe"]
    assert (await ito.get("/me")).status_code == 401


async def test_a_guest_of_two_groups_keeps_the_other(world: World) -> None:
    group, address = await active(world), f"ito.{uuid4().hex[:8]}@university.example"
    ito = await guest_of(world, group, email=address)
    other = await formed(world, "amina", "frank", "grace", name="Reading")
    invited = await world.frank.post(f"/groups/{other['id']}/guests", GUEST | {"email": address})
    assert invited.status_code == 201

    await world.amina.post(f"/groups/{group['id']}/members/{ito.staff_id}/leave")

    assert [row["name"] for row in (await ito.get("/groups")).json()["items"]] == ["Reading"]


async def test_a_guest_who_was_taken_out_can_be_invited_back(world: World) -> None:
    group, address = await active(world), f"ito.{uuid4().hex[:8]}@university.example"
    ito = await guest_of(world, group, email=address)
    await world.amina.post(f"/groups/{group['id']}/members/{ito.staff_id}/leave")

    again = await guest_of(world, group, email=address.upper())

    assert again.staff_id == ito.staff_id
    assert (await again.get(f"/groups/{group['id']}")).status_code == 200


async def test_the_door_of_a_guest_shuts_after_the_day_that_was_said(world: World, clock: Clock) -> None:
    ito = await guest_of(world, await active(world), until="2026-11-02")

    today = (await ito.get("/groups")).status_code
    clock.instant = NOW + timedelta(days=1)
    tomorrow = (await ito.get("/groups")).status_code

    assert (today, tomorrow) == (200, 401)


async def test_each_group_of_a_guest_has_its_own_last_day(world: World, clock: Clock) -> None:
    address = f"ito.{uuid4().hex[:8]}@university.example"
    short = await active(world)
    ito = await guest_of(world, short, email=address, until="2026-11-02")
    longer = await formed(world, "amina", "frank", "grace", name="Reading")
    assert (await guest_of(world, longer, email=address, until="2026-11-03")).staff_id == ito.staff_id
    both = [row["name"] for row in (await ito.get("/groups")).json()["items"]]

    clock.instant = NOW + timedelta(days=1)

    assert sorted(both) == sorted([short["name"], "Reading"])
    assert [row["name"] for row in (await ito.get("/groups")).json()["items"]] == ["Reading"]
    assert (await ito.get(f"/groups/{short['id']}")).status_code == 404
    people = (await world.amina.get(f"/groups/{short['id']}")).json()["members"]
    assert ito.staff_id not in [member["staff_id"] for member in people]
    clock.instant = NOW + timedelta(days=2)
    assert (await ito.get("/groups")).status_code == 401


async def test_a_link_that_was_made_earlier_does_not_shorten_the_door(world: World, clock: Clock) -> None:
    address = f"ito.{uuid4().hex[:8]}@university.example"
    longer = await formed(world, "amina", "frank", "grace", name="Reading")
    ito = await guest_of(world, longer, email=address, until="2026-11-12")
    await guest_of(world, await active(world), email=address, until="2026-11-02")

    clock.instant = NOW + timedelta(days=1)

    assert [row["name"] for row in (await ito.get("/groups")).json()["items"]] == ["Reading"]


async def test_the_door_shuts_with_the_last_group_that_is_left(world: World, clock: Clock) -> None:
    address = f"ito.{uuid4().hex[:8]}@university.example"
    short = await active(world)
    ito = await guest_of(world, short, email=address, until="2026-11-02")
    longer = await formed(world, "amina", "frank", "grace", name="Reading")
    await guest_of(world, longer, email=address, until="2026-11-12")

    await world.amina.post(f"/groups/{longer['id']}/members/{ito.staff_id}/leave")
    today = (await ito.get("/groups")).status_code
    clock.instant = NOW + timedelta(days=1)

    assert (today, (await ito.get("/groups")).status_code) == (200, 401)


@pytest.mark.parametrize(
    ("until", "status"), [("2026-11-01", 422), ("2026-11-02", 201), ("2027-12-07", 201), ("2027-12-08", 422)]
)
async def test_guests_come_from_today_until_four_hundred_days_ahead(world: World, until: str, status: int) -> None:
    group = await formed(world)

    answer = await world.amina.post(f"/groups/{group['id']}/guests", GUEST | {"until": until})

    assert answer.status_code == status
    if status == 422:
        assert answer.json()["type"] == "/problems/plc/guest-until"
        assert (answer.json()["earliest"], answer.json()["latest"]) == ("2026-11-02", "2027-12-07")


async def test_a_colleague_is_a_member_and_not_a_guest(world: World) -> None:
    group = await formed(world)
    with world.database.reading(world.frank.scope) as session:
        address = people.staff_member(session, world.frank.actor, world.frank.staff_id).email

    answer = await world.amina.post(f"/groups/{group['id']}/guests", GUEST | {"email": address})

    refused(answer, 409, "plc/guest-works-here")


async def test_five_guests_fit_and_not_one_more(world: World) -> None:
    group = await formed(world)
    path = f"/groups/{group['id']}/guests"
    for number in range(5):
        answer = await world.amina.post(path, GUEST | {"email": f"guest{number}@university.example"})
        assert answer.status_code == 201

    one_more = await world.amina.post(path, GUEST | {"email": "guest5@university.example"})
    known = await world.amina.post(path, GUEST | {"email": "guest4@university.example"})

    assert refused(one_more, 409, "plc/group-full")["people_max"] == 5
    assert known.status_code == 201


async def test_a_colleague_outside_invites_nobody(world: World) -> None:
    group = await formed(world)

    refused(await world.frank.post(f"/groups/{group['id']}/guests", GUEST), 403, "forbidden")


async def test_inviting_twice_with_one_key_makes_one_guest(world: World) -> None:
    group, key = await formed(world), str(uuid4())

    first = await world.amina.post(f"/groups/{group['id']}/guests", GUEST, key=key)
    again = await world.amina.post(f"/groups/{group['id']}/guests", GUEST, key=key)

    assert first.status_code == 201
    assert again.json()["type"] == "/problems/idempotency/shown-once", "the link is kept nowhere"
    assert len((await world.amina.get(f"/groups/{group['id']}")).json()["members"]) == 4
