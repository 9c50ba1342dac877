"""Who joins a group, who leaves it, and what becomes of the group then."""

import asyncio
from uuid import UUID, uuid4

import pytest
from build_group import active, agreed, formed
from cast import NOW, World
from refusals import refused

from app.identity.tables import Staff
from app.plc.errors import AlreadyInAGroup
from app.plc.tables import PlcMember


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
