"""Groups, their members, their protocol and their guests, as clients see them."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from build_group import GUEST, active, agreed, count_groups, edit, formed, wish
from cast import NOW, World
from conftest import Clock
from refusals import refused
from sqlalchemy import text

from app.identity import queries as people
from app.plc import queries
from app.plc.rules import DEFAULT_PROTOCOL

# ---- forming -----------------------------------------------------------------------------------


async def test_a_teacher_forms_a_group_of_three_with_themselves_in_it(world: World) -> None:
    answer = await world.amina.post("/groups", wish(world))

    assert answer.status_code == 201
    group = answer.json()
    assert [member["name"] for member in group["members"]] == ["Amina", "Ben", "Chloe"]
    assert [member["is_facilitator"] for member in group["members"]] == [True, False, False]
    assert (group["state"], group["version"], group["may_edit"]) == ("forming", 1, True)
    assert group["protocol"] == DEFAULT_PROTOCOL
    assert group["what_is_missing"] == ["Amina, Ben and Chloe have not agreed to the protocol yet."]


@pytest.mark.parametrize("lead", ["hana", "dev"])
async def test_a_lead_forms_a_group_for_others(world: World, lead: str) -> None:
    answer = await world.people[lead].post("/groups", wish(world))

    assert answer.status_code == 201


async def test_a_teacher_may_not_form_a_group_of_others(world: World) -> None:
    answer = await world.frank.post("/groups", wish(world))

    refused(answer, 403, "forbidden")
    assert count_groups(world) == 0


async def test_two_are_a_pair_and_no_group(world: World) -> None:
    answer = await world.hana.post("/groups", wish(world, "amina", "ben"))

    problem = refused(answer, 409, "plc/group-too-small")
    assert (problem["members"], problem["members_min"]) == (2, 3)
    assert count_groups(world) == 0


async def test_the_same_person_three_times_is_one_member(world: World) -> None:
    answer = await world.hana.post("/groups", wish(world, "amina", "amina", "amina"))

    assert refused(answer, 409, "plc/group-too-small")["members"] == 1


async def test_the_facilitator_is_one_of_the_members(world: World) -> None:
    answer = await world.hana.post("/groups", wish(world, facilitator_id=str(world.frank.staff_id)))

    refused(answer, 409, "plc/facilitator-not-member")


@pytest.mark.parametrize("stranger", ["eve", None])
async def test_a_member_from_another_school_is_as_unknown_as_nobody(world: World, stranger: str | None) -> None:
    theirs = world.people[stranger].staff_id if stranger else uuid4()
    body = wish(world)
    body["member_ids"].append(str(theirs))

    refused(await world.hana.post("/groups", body), 404, "not-found")
    assert count_groups(world) == 0


async def test_somebody_who_has_left_the_school_cannot_be_a_member(world: World) -> None:
    with world.database.writing(world.frank.scope) as session:
        people.staff_member(session, world.hana.actor, world.frank.staff_id).is_active = False

    answer = await world.hana.post("/groups", wish(world, "amina", "ben", "frank"))

    assert refused(answer, 409, "plc/cannot-be-member")["names"] == ["Frank"]


async def test_two_groups_cannot_share_a_name(world: World) -> None:
    await formed(world)

    refused(await world.hana.post("/groups", wish(world)), 409, "plc/name-taken")


async def test_a_teacher_may_belong_to_two_groups(world: World) -> None:
    await formed(world)

    second = await world.hana.post("/groups", wish(world, "amina", "frank", "grace", name="Reading"))

    assert second.status_code == 201


async def test_forming_twice_with_one_key_forms_one_group(world: World) -> None:
    key = str(uuid4())

    first = await world.hana.post("/groups", wish(world), key=key)
    again = await world.hana.post("/groups", wish(world), key=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert count_groups(world) == 1


# ---- reading -----------------------------------------------------------------------------------


async def test_everybody_on_the_staff_sees_which_groups_there_are_and_which_are_theirs(world: World) -> None:
    await formed(world, name="Zebras")
    await formed(world, "frank", "grace", "hana", name="Aardvarks")

    listed = (await world.frank.get("/groups")).json()["items"]
    mine = (await world.frank.get("/groups?mine=true")).json()["items"]

    assert [(row["name"], row["member_count"], row["is_mine"]) for row in listed] == [
        ("Aardvarks", 3, True),
        ("Zebras", 3, False),
    ]
    assert [row["name"] for row in mine] == ["Aardvarks"]


async def test_groups_come_in_pages_archived_ones_last(world: World) -> None:
    for name in ("C", "B", "A"):
        group = await formed(world, name=name)
    await world.hana.put(f"/groups/{group['id']}", edit(group, is_archived=True), version=1)

    names, after = [], ""
    while after is not None:
        page = (await world.ben.get("/groups", params={"limit": 1} | ({"after": after} if after else {}))).json()
        names += [row["name"] for row in page["items"]]
        after = page["next"]

    assert names == ["B", "C", "A"]


async def test_a_member_reads_the_group_and_gets_its_etag(world: World) -> None:
    group = await formed(world)

    answer = await world.ben.get(f"/groups/{group['id']}")

    assert answer.status_code == 200
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["id"] == group["id"]


async def test_a_colleague_outside_knows_the_group_but_may_not_read_it(world: World) -> None:
    group = await formed(world)

    refused(await world.frank.get(f"/groups/{group['id']}"), 403, "forbidden")


async def test_another_schools_group_is_as_unknown_as_none(world: World) -> None:
    group = await formed(world)
    body = edit(group)

    for path in (group["id"], str(uuid4())):
        refused(await world.eve.get(f"/groups/{path}"), 404, "not-found")
        refused(await world.eve.put(f"/groups/{path}", body, version=1), 404, "not-found")
        refused(await world.eve.post(f"/groups/{path}/protocol/agree"), 404, "not-found")
        refused(await world.eve.post(f"/groups/{path}/guests", GUEST), 404, "not-found")
        refused(
            await world.eve.post(f"/groups/{path}/members", {"staff_id": str(world.fay.staff_id)}), 404, "not-found"
        )
        refused(await world.eve.post(f"/groups/{path}/members/{world.ben.staff_id}/leave"), 404, "not-found")
    assert (await world.eve.get("/groups")).json()["items"] == []


# ---- editing -----------------------------------------------------------------------------------


async def test_a_member_changes_the_focus(world: World) -> None:
    group = await formed(world)

    answer = await world.ben.put(f"/groups/{group['id']}", edit(group, focus="Silence"), version=1)

    assert answer.status_code == 200
    assert (answer.json()["focus"], answer.json()["version"], answer.headers["etag"]) == ("Silence", 2, '"2"')


async def test_an_edit_names_the_version_that_was_read(world: World) -> None:
    group = await formed(world)
    path = f"/groups/{group['id']}"
    await world.ben.put(path, edit(group, focus="Silence"), version=1)

    stale = await world.chloe.put(path, edit(group, focus="Noise"), version=1)
    blind = await world.chloe.put(path, edit(group, focus="Noise"), version=None)

    assert refused(stale, 412, "stale")["current_version"] == 2
    refused(blind, 428, "version-missing")
    assert (await world.chloe.get(path)).json()["focus"] == "Silence"


async def test_a_colleague_outside_may_not_edit(world: World) -> None:
    group = await formed(world)

    refused(await world.frank.put(f"/groups/{group['id']}", edit(group), version=1), 403, "forbidden")


async def test_two_edits_of_one_version_end_with_one(world: World) -> None:
    group = await formed(world)
    path = f"/groups/{group['id']}"

    answers = await asyncio.gather(
        *(
            person.put(path, edit(group, focus=person.name), version=1)
            for person in (world.amina, world.ben, world.chloe)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    assert (await world.amina.get(path)).json()["version"] == 2


async def test_a_new_protocol_asks_everybody_to_agree_again(world: World) -> None:
    group = await active(world)

    changed = await world.amina.put(f"/groups/{group['id']}", edit(group, protocol="We are kind."), version=1)

    assert [member["agreed_at"] for member in changed.json()["members"]] == [None, None, None]
    assert changed.json()["what_is_missing"] != []
    assert (await agreed(world, group, "amina", "ben", "chloe"))["what_is_missing"] == []


async def test_an_edit_that_leaves_the_protocol_alone_asks_nobody_again(world: World) -> None:
    group = await active(world)

    changed = await world.amina.put(f"/groups/{group['id']}", edit(group, focus="Silence"), version=1)

    assert changed.json()["what_is_missing"] == []


async def test_the_facilitator_can_only_pass_to_a_member(world: World) -> None:
    group = await formed(world)
    path = f"/groups/{group['id']}"

    outside = await world.amina.put(path, edit(group, facilitator_id=str(world.frank.staff_id)), version=1)
    inside = await world.amina.put(path, edit(group, facilitator_id=str(world.ben.staff_id)), version=1)

    refused(outside, 409, "plc/facilitator-not-member")
    assert [member["is_facilitator"] for member in inside.json()["members"]] == [False, True, False]


async def test_an_archived_group_rests_until_it_is_brought_back(world: World) -> None:
    group = await active(world)
    path = f"/groups/{group['id']}"

    archived = (await world.amina.put(path, edit(group, is_archived=True), version=1)).json()
    joining = await world.amina.post(f"{path}/members", {"staff_id": str(world.frank.staff_id)})
    inviting = await world.amina.post(f"{path}/guests", GUEST)
    agreeing = await world.amina.post(f"{path}/protocol/agree")
    back = (await world.amina.put(path, edit(archived, is_archived=False), version=2)).json()

    assert archived["state"] == "archived"
    for answer in (joining, inviting, agreeing):
        refused(answer, 409, "plc/archived")
    assert back["state"] == "active"


# ---- agreement ---------------------------------------------------------------------------------


async def test_the_third_agreement_makes_the_group_active(world: World) -> None:
    group = await formed(world)

    second = await agreed(world, group, "amina", "ben")
    third = await agreed(world, group, "chloe")

    assert (second["state"], second["what_is_missing"]) == (
        "forming",
        ["Chloe has not agreed to the protocol yet."],
    )
    assert (third["state"], third["what_is_missing"]) == ("active", [])
    assert third["members"][2]["agreed_at"].startswith("2026-11-02T08:00:00")


async def test_agreeing_again_keeps_the_first_date(world: World, clock: Clock) -> None:
    group = await active(world)
    clock.instant = NOW + timedelta(days=1)

    again = await agreed(world, group, "amina")

    assert again["members"][0]["agreed_at"].startswith("2026-11-02")


async def test_agreeing_to_a_version_that_has_changed_since_is_refused(world: World) -> None:
    group = await formed(world)
    path = f"/groups/{group['id']}"
    await world.amina.put(path, edit(group, protocol="Everybody bakes."), version=1)

    answer = await world.ben.post(f"{path}/protocol/agree", headers={"If-Match": '"1"'})

    assert refused(answer, 412, "stale")["current_version"] == 2
    assert [row["agreed_at"] for row in (await world.ben.get(path)).json()["members"]] == [None, None, None]


@pytest.mark.parametrize("outsider", ["frank", "hana"])
async def test_only_those_in_the_group_agree_to_its_protocol(world: World, outsider: str) -> None:
    group = await formed(world)

    refused(await world.people[outsider].post(f"/groups/{group['id']}/protocol/agree"), 403, "forbidden")


# ---- what other modules ask ----------------------------------------------------------------------


async def test_members_of_several_groups_come_in_one_statement(world: World) -> None:
    first, second = await active(world), await formed(world, "amina", "frank", "grace", name="Reading")
    ids = [UUID(first["id"]), UUID(second["id"])]

    with world.database.reading(world.amina.scope) as session:
        found = queries.members(session, world.amina.actor, ids)
        mine = queries.group_ids_of(session, world.amina.actor, world.amina.staff_id)

    assert [[row.name for row in found[group_id]] for group_id in ids] == [
        ["Amina", "Ben", "Chloe"],
        ["Amina", "Frank", "Grace"],
    ]
    assert all(row.has_agreed for row in found[ids[0]])
    assert not any(row.has_agreed for row in found[ids[1]])
    assert mine == [ids[1], ids[0]]


async def test_another_school_finds_no_members_in_our_group(world: World) -> None:
    group = await active(world)

    with world.database.reading(world.eve.scope) as session:
        found = queries.members(session, world.eve.actor, [UUID(group["id"])])

    assert found == {UUID(group["id"]): []}


async def test_a_group_row_of_another_school_is_hidden_by_the_database_too(world: World) -> None:
    await formed(world)

    with world.database.reading(world.eve.scope) as session:
        rows = session.execute(text("SELECT count(*) FROM plc_group WHERE school_id = :id"), {"id": world.birch_id.hex})
        seen = rows.scalar_one()
        is_postgres = session.get_bind().dialect.name == "postgresql"

    assert seen == (0 if is_postgres else 1)
