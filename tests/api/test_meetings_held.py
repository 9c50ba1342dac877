"""Meetings that were held: who came, what was promised, and who may see it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from build_cycle import signed_in_again
from build_meeting import FULL, TALK, debriefing, edit, planned
from build_round import a_school_at_work
from cast import NOW, Clock, Person, World
from refusals import refused


def came(meeting: dict[str, Any], *absent: Person) -> dict[str, Any]:
    away = {str(person.staff_id) for person in absent}
    return {"seats": [{"staff_id": one["staff_id"], "came": one["staff_id"] not in away} for one in meeting["seats"]]}


# ---- held ------------------------------------------------------------------------------------------------------------


async def test_who_came_has_spent_their_minutes_and_who_did_not_has_them_back(world: World, clock: Clock) -> None:
    made = await planned(world)
    clock.instant = NOW + timedelta(hours=8)

    held = await world.ben.post(f"/meetings/{made['id']}/held", came(made, world.chloe))

    assert (held.json()["state"], held.json()["came"], held.json()["expected"]) == ("held", 2, 3)
    assert await debriefing(world.amina) == (120, 0, 45, 75)
    assert await debriefing(world.chloe) == FULL
    refused(await world.ben.post(f"/meetings/{made['id']}/held", came(made)), 409, "meetings/closed")
    refused(await world.ben.post(f"/meetings/{made['id']}/cancel", {}), 409, "meetings/closed")
    kept = edit(held.json(), record="We chose the second task")
    assert (await world.ben.put(f"/meetings/{made['id']}", kept, version=2)).json()["record"] == kept["record"]
    refused(await world.ben.put(f"/meetings/{made['id']}", kept | {"minutes": 30}, version=3), 409, "meetings/closed")


async def test_nobody_has_come_before_it_has_begun(world: World, clock: Clock) -> None:
    made = await planned(world)
    clock.instant = NOW.replace(hour=15, minute=4, second=59)

    problem = refused(await world.ben.post(f"/meetings/{made['id']}/held", came(made)), 409, "meetings/too-early")
    assert problem["from_at"] == "2026-11-02T15:05:00+00:00"
    assert (await world.ben.get(f"/meetings/{made['id']}")).json()["may_say_who_came"] is False
    clock.instant = NOW.replace(hour=15, minute=5)
    assert (await world.ben.post(f"/meetings/{made['id']}/held", came(made))).status_code == 200


async def test_of_everybody_it_is_said_once_whether_they_came(world: World, clock: Clock) -> None:
    made = await planned(world)
    clock.instant = NOW + timedelta(hours=8)
    seats = came(made)["seats"]

    for wish in (seats[:2], [*seats, seats[0]], [*seats[:2], {"staff_id": str(world.frank.staff_id), "came": True}]):
        refused(await world.ben.post(f"/meetings/{made['id']}/held", {"seats": wish}), 409, "meetings/seats-do-not-fit")
    assert await debriefing(world.amina) == (120, 45, 0, 75)


# ---- what was promised ---------------------------------------------------------------------------------------------


async def test_what_was_promised_is_kept_once_and_said_done_once(world: World, clock: Clock) -> None:
    made = await planned(world)
    wish = {
        "id": str(uuid4()), "text": "Print the sheets", "staff_id": str(world.ben.staff_id), "by_on": "2026-11-06",
    }  # fmt: skip

    first = await world.chloe.post(f"/meetings/{made['id']}/actions", wish)
    again = await world.chloe.post(f"/meetings/{made['id']}/actions", wish)
    assert first.status_code == 201, first.text
    assert first.json() == again.json()
    assert (first.json()["name"], first.json()["done_at"]) == ("Ben", None)
    differs = await world.chloe.post(f"/meetings/{made['id']}/actions", wish | {"text": "Copy"})
    refused(differs, 409, "meetings/action-differs")

    done = await world.ben.post(f"/meetings/{made['id']}/actions/{wish['id']}/done")
    clock.instant = NOW + timedelta(minutes=5)
    assert (await world.ben.post(f"/meetings/{made['id']}/actions/{wish['id']}/done")).json() == done.json()
    assert (await world.amina.get(f"/meetings/{made['id']}")).json()["actions"] == [done.json()]
    refused(await world.ben.post(f"/meetings/{made['id']}/actions/{uuid4()}/done"), 404, "not-found")


async def test_only_members_promise_and_only_so_much(world: World) -> None:
    made = await planned(world)
    path = f"/meetings/{made['id']}/actions"

    refused(
        await world.amina.post(path, {"text": "x", "staff_id": str(world.frank.staff_id)}),
        409,
        "meetings/not-of-the-group",
    )
    refused(await world.amina.post(path, {"text": "x" * 501}), 422, "invalid-request")
    for _ in range(100):
        assert (await world.amina.post(path, {"text": "Print"})).status_code == 201
    refused(await world.amina.post(path, {"text": "Print"}), 409, "meetings/too-many-actions")


# ---- who may see --------------------------------------------------------------------------------------------------------


async def test_leads_see_that_a_group_met_and_never_what_was_said(world: World) -> None:
    made = await planned(world, agenda="Amina's class", place="E2")

    for lead in (world.hana, world.dev):
        answer = await lead.get(f"/groups/{made['group_id']}/meetings")
        (line,) = answer.json()["items"]
        assert (line["title"], line["minutes"], line["expected"], line["state"]) == ("Plan lesson 1", 45, 3, "planned")
        assert "agenda" not in line
        assert "record" not in line
        refused(await lead.get(f"/meetings/{made['id']}"), 403, "forbidden")
        refused(await lead.post(f"/meetings/{made['id']}/cancel", {}), 403, "forbidden")


async def test_colleagues_outside_see_nothing_and_another_school_finds_nothing(world: World) -> None:
    made = await planned(world)
    calls = (
        ("post", f"/groups/{made['group_id']}/meetings", TALK), ("get", f"/groups/{made['group_id']}/meetings", None),
        ("get", f"/meetings/{made['id']}", None), ("post", f"/meetings/{made['id']}/cancel", {}),
        ("post", f"/meetings/{made['id']}/held", came(made)), ("post", f"/meetings/{made['id']}/actions", {"text": "x"}),
        ("post", f"/meetings/{made['id']}/actions/{uuid4()}/done", None),
    )  # fmt: skip

    for person, status, code in ((world.frank, 403, "forbidden"), (world.eve, 404, "not-found")):
        for method, path, body in calls:
            answer = await (person.get(path) if method == "get" else person.post(path, body))
            refused(answer, status, code)
        refused(await person.put(f"/meetings/{made['id']}", edit(made), version=1), status, code)


async def test_meetings_come_the_last_first_and_in_pages(world: World, clock: Clock) -> None:
    group_id = await a_school_at_work(world)
    for day in ("2026-11-03", "2026-11-04", "2026-11-02"):
        await planned(world, group_id, held_on=day, minutes=5)
    clock.instant = NOW + timedelta(days=10)
    signed_in_again(world, clock)

    first = (await world.ben.get(f"/groups/{group_id}/meetings", params={"limit": 2})).json()
    second = (await world.ben.get(f"/groups/{group_id}/meetings", params={"limit": 2, "after": first["next"]})).json()

    days = [one["held_on"] for page in (first, second) for one in page["items"]]
    assert days == ["2026-11-04", "2026-11-03", "2026-11-02"]
    assert second["next"] is None
