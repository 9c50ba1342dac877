"""Groups, their members, their protocol and their guests, as clients see them."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from cast import NOW, Person, World, browser
from conftest import Clock
from sqlalchemy import text
from sqlmodel import select

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Role
from app.plc import queries
from app.plc.errors import AlreadyInAGroup
from app.plc.rules import DEFAULT_PROTOCOL
from app.plc.tables import PlcGroup, PlcMember

GUEST = {"name": "Prof. Ito", "email": "ito@university.example", "organisation": "Fuji", "until": "2027-03-01"}


def wish(world: World, *names: str, **changes: Any) -> dict[str, Any]:
    members = [str(world.people[name].staff_id) for name in names or ("amina", "ben", "chloe")]
    return {
        "name": "Talk in maths", "focus": "Exploratory talk", "member_ids": members, "facilitator_id": members[0],
    } | changes  # fmt: skip


def edit(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The present group as a PUT body, with changes."""
    kept = {key: body[key] for key in ("name", "focus", "research_theme", "eef_goal", "protocol")}
    facilitator = next(member["staff_id"] for member in body["members"] if member["is_facilitator"])
    return kept | {"facilitator_id": facilitator, "is_archived": body["state"] == "archived"} | changes


async def formed(world: World, *names: str, **changes: Any) -> dict[str, Any]:
    answer = await world.hana.post("/groups", wish(world, *names, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def agreed(world: World, group: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        answer = await world.people[name].post(f"/groups/{group['id']}/protocol/agree")
        assert answer.status_code == 200, answer.text
    return answer.json()


async def active(world: World, *names: str) -> dict[str, Any]:
    names = names or ("amina", "ben", "chloe")
    return await agreed(world, await formed(world, *names), *names)


async def guest_of(world: World, group: dict[str, Any], **changes: Any) -> Person:
    """Somebody from outside who has taken the invitation to *group* and is signed in."""
    body = GUEST | {"email": f"ito.{uuid4().hex[:8]}@university.example"} | changes
    invited = await world.amina.post(f"/groups/{group['id']}/guests", body)
    assert invited.status_code == 201, invited.text
    secret = invited.json()["url"].rsplit("/", 1)[1]
    nobody = browser(world.app)
    me = await nobody.post(f"/invitations/{secret}/accept", json={"password": "a long enough password"})
    assert me.status_code == 200, me.text
    cookie = me.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    with world.database.reading(world.amina.scope) as session:
        staff = people.staff_of(session, world.birch_id, UUID(me.json()["staff_id"]))
    actor = world.amina.actor.__class__(
        UUID(me.json()["account_id"]), uuid4(), world.birch_id, staff.id,
        frozenset({Role.KNOWLEDGEABLE_OTHER}), world.trust_id,
    )  # fmt: skip
    return Person("ito", actor, staff.person_id, cookie, world.app)


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{code}"), answer.text
    return answer.json()


def count_groups(world: World) -> int:
    with world.database.reading(world.amina.scope) as session:
        return len(session.exec(select(PlcGroup)).all())


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


# ---- members -----------------------------------------------------------------------------------


async def test_a_newcomer_agrees_before_the_group_plans_again(world: World) -> None:
    group = await active(world)

    joined = await world.amina.post(f"/groups/{group['id']}/members", {"staff_id": str(world.frank.staff_id)})

    assert joined.status_code == 200
    assert (joined.json()["state"], len(joined.json()["members"])) == ("active", 4)
    assert joined.json()["what_is_missing"] == ["Frank has not agreed to the protocol yet."]


async def test_nobody_joins_twice(world: World) -> None:
    group = await formed(world)

    answer = await world.amina.post(f"/groups/{group['id']}/members", {"staff_id": str(world.ben.staff_id)})

    assert refused(answer, 409, "plc/already-in-a-group")["names"] == ["Ben"]


async def test_the_same_newcomer_added_ten_times_at_once_joins_once(world: World) -> None:
    group = await formed(world)
    body = {"staff_id": str(world.frank.staff_id)}

    answers = await asyncio.gather(*(world.amina.post(f"/groups/{group['id']}/members", body) for _ in range(10)))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert len((await world.amina.get(f"/groups/{group['id']}")).json()["members"]) == 4


async def test_the_database_refuses_a_second_present_place_of_one_person(world: World) -> None:
    group = await formed(world)

    again = PlcMember(
        school_id=world.birch_id, group_id=UUID(group["id"]), staff_id=world.ben.staff_id, joined_at=NOW
    )  # fmt: skip

    with pytest.raises(AlreadyInAGroup), world.database.writing(world.amina.scope) as session:
        session.add(again)


async def test_a_colleague_outside_may_not_add_themselves(world: World) -> None:
    group = await formed(world)

    answer = await world.frank.post(f"/groups/{group['id']}/members", {"staff_id": str(world.frank.staff_id)})

    refused(answer, 403, "forbidden")


async def test_a_colleague_from_another_school_cannot_be_added(world: World) -> None:
    group = await formed(world)

    answer = await world.amina.post(f"/groups/{group['id']}/members", {"staff_id": str(world.eve.staff_id)})

    refused(answer, 404, "not-found")


async def test_a_group_holds_twenty_and_not_one_more(world: World) -> None:
    group = await formed(world)
    with world.database.writing(world.amina.scope) as session:
        rows = [
            Staff(school_id=world.birch_id, code=f"X{number}", name=f"X {number:02}", created_at=NOW)
            for number in range(18)
        ]
        session.add_all(rows)
    path = f"/groups/{group['id']}/members"
    for row in rows[:17]:
        answer = await world.amina.post(path, {"staff_id": str(row.id)})

    one_more = await world.amina.post(path, {"staff_id": str(rows[17].id)})

    assert (answer.status_code, len(answer.json()["members"])) == (200, 20)
    assert "two groups" in answer.json()["advice"]
    problem = refused(one_more, 409, "plc/group-full")
    assert (problem["people"], problem["people_max"]) == (20, 20)


async def test_ten_newcomers_at_once_for_the_last_place_are_one(world: World) -> None:
    group = await formed(world)
    with world.database.writing(world.amina.scope) as session:
        rows = [Staff(school_id=world.birch_id, code=f"X{n}", name=f"X {n:02}", created_at=NOW) for n in range(26)]
        session.add_all(rows)
    path = f"/groups/{group['id']}/members"
    for row in rows[:16]:
        await world.amina.post(path, {"staff_id": str(row.id)})

    answers = await asyncio.gather(*(world.amina.post(path, {"staff_id": str(row.id)}) for row in rows[16:]))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert len((await world.amina.get(f"/groups/{group['id']}")).json()["members"]) == 20


async def test_leaving_is_always_allowed_and_below_three_the_group_is_at_risk(world: World) -> None:
    group = await active(world)

    answer = await world.ben.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    assert answer.status_code == 200
    assert answer.json()["state"] == "at_risk"
    assert answer.json()["what_is_missing"] == ["One more member is needed: a group has at least three."]
    refused(await world.ben.get(f"/groups/{group['id']}"), 403, "forbidden")


async def test_a_group_that_was_never_active_goes_back_to_forming(world: World) -> None:
    group = await formed(world)

    answer = await world.hana.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    assert answer.json()["state"] == "forming"


async def test_four_may_lose_one_and_stay_active(world: World) -> None:
    group = await active(world, "amina", "ben", "chloe", "frank")

    answer = await world.amina.post(f"/groups/{group['id']}/members/{world.frank.staff_id}/leave")

    assert answer.json()["state"] == "active"


async def test_when_the_last_one_who_had_not_agreed_leaves_the_group_is_active(world: World) -> None:
    group = await formed(world, "amina", "ben", "chloe", "frank")
    await agreed(world, group, "amina", "ben", "chloe")

    await world.amina.post(f"/groups/{group['id']}/members/{world.frank.staff_id}/leave")
    below = await world.amina.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    assert below.json()["state"] == "at_risk"


async def test_a_group_whose_facilitator_leaves_is_advised_to_choose_another(world: World) -> None:
    group = await active(world, "amina", "ben", "chloe", "frank")

    answer = await world.amina.post(f"/groups/{group['id']}/members/{world.amina.staff_id}/leave")

    assert (answer.json()["what_is_missing"], "facilitator" in answer.json()["advice"]) == ([], True)


async def test_somebody_who_came_back_agrees_anew(world: World) -> None:
    group = await active(world)
    await world.ben.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    back = await world.amina.post(f"/groups/{group['id']}/members", {"staff_id": str(world.ben.staff_id)})

    assert back.json()["what_is_missing"] == ["Ben has not agreed to the protocol yet."]


async def test_leaving_again_with_the_same_key_is_one_leaving(world: World) -> None:
    group, key = await active(world), str(uuid4())
    path = f"/groups/{group['id']}/members/{world.ben.staff_id}/leave"

    first = await world.amina.post(path, key=key)
    again = await world.amina.post(path, key=key)
    anew = await world.amina.post(path)

    assert (again.status_code, again.json()) == (200, first.json())
    refused(anew, 404, "not-found")


async def test_a_colleague_outside_takes_nobody_out(world: World) -> None:
    group = await active(world)

    answer = await world.frank.post(f"/groups/{group['id']}/members/{world.ben.staff_id}/leave")

    refused(answer, 403, "forbidden")


async def test_who_no_longer_works_here_no_longer_counts(world: World) -> None:
    group = await active(world)
    ben = (await world.hana.get(f"/staff/{world.ben.staff_id}")).json()
    body = {key: ben[key] for key in ("code", "name", "email", "department", "fte_percent", "regime")}
    await world.hana.put(f"/staff/{world.ben.staff_id}", body | {"is_active": False}, version=ben["version"])

    now = (await world.amina.get(f"/groups/{group['id']}")).json()

    assert (now["state"], [member["name"] for member in now["members"]]) == ("at_risk", ["Amina", "Chloe"])


# ---- guests ------------------------------------------------------------------------------------


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
