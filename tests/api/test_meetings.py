"""Meetings of a group beside its rounds: whose time and minutes they take, changed and called off."""

from typing import Any
from uuid import uuid4

import pytest
from build import WEEKDAYS, a_year
from build_group import guest_of
from build_meeting import FULL, TALK, debriefing, edit, planned
from build_round import LESSONS, MONDAY, a_group, a_round, a_school_at_work
from cast import World
from refusals import refused
from timetable_steps import a_dry_run, commit

# ---- planning ------------------------------------------------------------------------------------------------


async def test_a_meeting_takes_everybody_s_time_and_protected_minutes(world: World) -> None:
    made = await planned(world, agenda="Choose the task", place="E2")

    assert (made["state"], made["start"], made["end"], made["minutes"], made["time_source"]) == (
        "planned", "15:05", "15:50", 45, "protected",
    )  # fmt: skip
    assert [(one["name"], one["minutes"], one["came"]) for one in made["seats"]] == [
        ("Amina", 45, None), ("Ben", 45, None), ("Chloe", 45, None),
    ]  # fmt: skip
    for person in (world.amina, world.ben, world.chloe):
        assert await debriefing(person) == (120, 45, 0, 75)
    debrief = a_round(world, made["group_id"])
    problem = refused(await world.amina.post("/rounds", debrief), 409, "study/not-free")
    assert "debrief" in problem["reason"]
    week = (await world.ben.get("/my-week", params={"monday": MONDAY})).text
    assert "Plan lesson 1" in week


async def test_who_is_held_by_something_else_is_named(world: World) -> None:
    group_id = await a_school_at_work(world)
    assert (await world.amina.post("/rounds", a_round(world, group_id))).status_code == 201

    problem = refused(await world.chloe.post(f"/groups/{group_id}/meetings", TALK), 409, "meetings/not-free")

    assert problem["name"] in {"Amina", "Ben", "Chloe"}
    assert (await world.chloe.get(f"/groups/{group_id}/meetings")).json()["items"] == []


async def test_it_may_lie_inside_one_period_in_which_all_are_free_and_in_no_break(world: World) -> None:
    group_id = await a_school_at_work(world)
    friday = {"held_on": "2026-11-06", "minutes": 60}

    assert (await planned(world, group_id, start="13:50", **friday))["start"] == "13:50"
    for start in ("10:45", "13:05", "13:49", "08:00"):
        refused(
            await world.amina.post(f"/groups/{group_id}/meetings", TALK | friday | {"start": start}),
            409, "meetings/in-break",
        )  # fmt: skip
    problem = refused(
        await world.amina.post(f"/groups/{group_id}/meetings", TALK | {"start": "09:45"}), 409, "meetings/not-free"
    )
    assert problem["reason"].startswith("Teaches")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": "2026-11-07"}, "meetings/no-school"),
        ({"held_on": "2026-10-26"}, "meetings/no-school"),
        ({"held_on": "2026-10-25"}, "meetings/too-long-ago"),
        ({"start": "23:50", "minutes": 20, "time_source": "voluntary"}, "meetings/in-break"),
        ({"minutes": 121, "start": "15:00"}, "meetings/in-break"),
    ],
)
async def test_a_time_that_cannot_be_directed_is_refused(world: World, changes: dict[str, Any], code: str) -> None:
    group_id = await a_school_at_work(world)

    refused(await world.amina.post(f"/groups/{group_id}/meetings", TALK | changes), 409, code)
    assert await debriefing(world.amina) == FULL


async def test_people_may_meet_in_their_own_time_on_any_day(world: World) -> None:
    made = await planned(world, held_on="2026-11-07", start="10:00", time_source="voluntary")

    assert made["time_source"] == "voluntary"
    assert await debriefing(world.amina) == FULL


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 4}, {"minutes": 361}, {"minutes": "60"}, {"title": ""}, {"title": "x" * 201}, {"agenda": "x" * 4001},
        {"start": "24:00"}, {"held_on": "2026-02-30"}, {"kind": "party"}, {"time_source": "ppa"}, {"staff_ids": []},
        {"score": 1},
    ],
)  # fmt: skip
async def test_what_cannot_be_meant_is_refused(world: World, changes: dict[str, Any]) -> None:
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    refused(await world.amina.post(f"/groups/{group_id}/meetings", TALK | changes), 422, "invalid-request")


async def test_some_of_the_group_may_meet_and_nobody_from_outside_is_expected(world: World) -> None:
    group_id = await a_school_at_work(world)
    some = [str(world.amina.staff_id), str(world.ben.staff_id), str(world.ben.staff_id)]

    made = await planned(world, group_id, staff_ids=some)
    assert [one["name"] for one in made["seats"]] == ["Amina", "Ben"]
    assert await debriefing(world.chloe) == FULL
    for other in (world.frank, world.eve):
        wish = TALK | {"start": "16:00", "staff_ids": [str(other.staff_id)]}
        refused(await world.amina.post(f"/groups/{group_id}/meetings", wish), 409, "meetings/not-of-the-group")


async def test_a_guest_reads_and_costs_nobody_minutes(world: World) -> None:
    group_id = await a_school_at_work(world)
    guest = await guest_of(world, {"id": group_id})

    made = await planned(world, group_id, agenda="Choose the task")

    assert len(made["seats"]) == 3
    seen = (await guest.get(f"/meetings/{made['id']}")).json()
    assert (seen["agenda"], seen["may_change"], seen["may_say_who_came"]) == ("Choose the task", False, False)
    refused(await guest.post(f"/groups/{group_id}/meetings", TALK), 403, "forbidden")


async def test_more_than_the_pot_holds_is_refused_and_as_much_is_not(world: World) -> None:
    group_id = await a_school_at_work(world)

    await planned(world, group_id, minutes=120, start="15:00")
    assert await debriefing(world.amina) == (120, 120, 0, 0)
    problem = refused(
        await world.amina.post(f"/groups/{group_id}/meetings", TALK | {"held_on": "2026-11-03", "minutes": 5}),
        409, "time-budget/exhausted",
    )  # fmt: skip
    assert problem["available_minutes"] == 0


async def test_the_same_plan_sent_twice_is_one_meeting(world: World) -> None:
    group_id, key = await a_school_at_work(world), str(uuid4())

    made = [(await world.amina.post(f"/groups/{group_id}/meetings", TALK, key=key)).json() for _ in range(2)]

    assert made[0] == made[1]
    assert len((await world.amina.get(f"/groups/{group_id}/meetings")).json()["items"]) == 1


# ---- inside a twilight -----------------------------------------------------------------------------------------


async def a_twilight(world: World, **changes: Any) -> str:
    wish = {
        "kind": "twilight", "title": "Autumn twilight", "held_on": "2026-11-10", "starts": "15:30", "ends": "17:30",
        "audience": "everyone",
    } | changes  # fmt: skip
    answer = await world.hana.post("/directed-events", wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def ready_for_twilights(world: World) -> str:
    group_id = await a_school_at_work(world)
    chosen = {"profile": "england", "edition": "2025", "contingency_minutes": 600}
    assert (await world.hana.put("/working-time", chosen, version=0)).status_code == 200
    return group_id


async def test_a_meeting_may_sit_in_a_twilight_and_is_paid_by_it(world: World) -> None:
    group_id = await ready_for_twilights(world)
    event_id = await a_twilight(world)
    within = {"held_on": "2026-11-10", "event_id": event_id, "time_source": "twilight", "kind": "twilight"}

    made = await planned(world, group_id, start="15:30", **within | {"minutes": 120})

    assert (made["event_id"], made["event_title"]) == (event_id, "Autumn twilight")
    assert await debriefing(world.amina) == FULL
    for start, minutes in (("15:29", 60), ("15:30", 121), ("17:00", 31)):
        wish = TALK | within | {"start": start, "minutes": minutes}
        problem = refused(
            await world.amina.post(f"/groups/{group_id}/meetings", wish), 409, "meetings/event-does-not-fit"
        )
        assert (problem["starts"], problem["ends"]) == ("15:30", "17:30")
    other_day = TALK | within | {"held_on": "2026-11-11", "start": "15:30"}
    refused(await world.amina.post(f"/groups/{group_id}/meetings", other_day), 409, "meetings/event-does-not-fit")


async def test_an_event_that_is_not_there_or_another_school_s_is_not_found(world: World) -> None:
    group_id = await ready_for_twilights(world)
    await a_year(world.eve)
    chosen = {"profile": "england", "edition": "2025", "contingency_minutes": 600}
    assert (await world.eve.put("/working-time", chosen, version=0)).status_code == 200
    theirs = await world.eve.post("/directed-events", {
        "kind": "twilight", "title": "Theirs", "held_on": "2026-11-10", "starts": "15:30", "ends": "17:30",
        "audience": "everyone",
    })  # fmt: skip

    for event_id in (str(uuid4()), theirs.json()["id"]):
        wish = TALK | {"held_on": "2026-11-10", "start": "15:30", "event_id": event_id, "time_source": "twilight"}
        refused(await world.amina.post(f"/groups/{group_id}/meetings", wish), 404, "not-found")


# ---- changing, calling off ---------------------------------------------------------------------------------------


async def test_moving_a_meeting_moves_time_and_minutes(world: World) -> None:
    made = await planned(world)

    moved = await world.ben.put(f"/meetings/{made['id']}", edit(made, held_on="2026-11-03", minutes=30), version=1)

    assert (moved.json()["held_on"], moved.json()["minutes"], moved.json()["version"]) == ("2026-11-03", 30, 2)
    assert moved.headers["ETag"] == '"2"'
    assert await debriefing(world.ben) == (120, 30, 0, 90)
    assert (await planned(world, made["group_id"]))["held_on"] == MONDAY, "the time before is free again"


async def test_words_change_and_leave_time_as_it_is(world: World) -> None:
    made = await planned(world, staff_ids=[str(world.amina.staff_id), str(world.ben.staff_id)])

    changed = await world.ben.put(
        f"/meetings/{made['id']}", edit(made, agenda="Two tasks", record="We chose"), version=1
    )

    assert (changed.json()["agenda"], changed.json()["record"], changed.json()["seats"]) == (
        "Two tasks",
        "We chose",
        made["seats"],
    )
    assert await debriefing(world.ben) == (120, 45, 0, 75)
    refused(await world.ben.put(f"/meetings/{made['id']}", edit(made), version=1), 412, "stale")
    refused(await world.ben.put(f"/meetings/{made['id']}", edit(made), version=None), 428, "version-missing")


async def test_whoever_has_left_the_group_has_their_time_back_with_the_next_edit(world: World) -> None:
    """Take out: the question after the seated in _moves."""
    made = await planned(world)
    assert await debriefing(world.ben) == (120, 45, 0, 75)
    left = await world.amina.post(f"/groups/{made['group_id']}/members/{world.ben.staff_id}/leave")
    assert left.status_code == 200

    changed = await world.amina.put(f"/meetings/{made['id']}", edit(made, agenda="Two tasks"), version=1)

    assert changed.status_code == 200, changed.text
    assert str(world.ben.staff_id) not in {one["staff_id"] for one in changed.json()["seats"]}
    assert await debriefing(world.ben) == FULL


async def test_a_move_that_is_refused_leaves_everything(world: World) -> None:
    made = await planned(world)

    refused(
        await world.ben.put(f"/meetings/{made['id']}", edit(made, start="10:45"), version=1), 409, "meetings/in-break"
    )

    assert (await world.ben.get(f"/meetings/{made['id']}")).json() == made
    assert await debriefing(world.ben) == (120, 45, 0, 75)


async def test_calling_off_gives_time_and_minutes_back(world: World) -> None:
    made = await planned(world)

    off = await world.chloe.post(f"/meetings/{made['id']}/cancel", {"reason": "Snow"})

    assert off.json()["state"] == "cancelled"
    assert await debriefing(world.amina) == FULL
    await planned(world, made["group_id"])
    refused(await world.chloe.post(f"/meetings/{made['id']}/cancel", {}), 409, "meetings/closed")
    refused(await world.chloe.put(f"/meetings/{made['id']}", edit(made), version=2), 409, "meetings/closed")


async def test_a_new_timetable_calls_off_what_somebody_cannot_come_to_and_leaves_the_rest(world: World) -> None:
    group_id = await a_school_at_work(world)
    friday = {"held_on": "2026-11-06", "minutes": 60}
    lessons = await planned(world, group_id, start="13:50", **friday)
    closed = await planned(world, group_id, start="11:05", **friday | {"minutes": 30})
    after = await planned(world, group_id, minutes=30)
    rows = [(getattr(world, name), *rest) for name, *rest in LESSONS]
    rows += [(world.ben, "Friday", "P5", "9C", "PE", "Gym"), (world.chloe, "Friday", "P3", "", "PPA", "")]
    dry_run = await a_dry_run(world.hana, rows)
    who = {
        person.name.capitalize(): str(person.staff_id)
        for person in world.everyone()
        if person.actor.school_id == world.birch_id
    }
    adopted = await commit(
        world.hana, dry_run["id"], starts_on="2026-11-02",
        days=[{"name": day, "cycle_day": day} for day in WEEKDAYS],
        teachers=[{"name": name, "staff_id": who[name]} for name in ("Amina", "Ben", "Chloe", "Frank", "Hana")],
    )  # fmt: skip
    assert adopted.status_code == 201, adopted.text

    found = {one["id"]: one for one in (await world.amina.get(f"/groups/{group_id}/meetings")).json()["items"]}

    assert [found[one["id"]]["state"] for one in (lessons, closed, after)] == ["cancelled", "cancelled", "planned"]
    told = (await world.amina.get(f"/meetings/{lessons['id']}")).json()["record"]
    assert told == "The timetable changed. Ben is not free then: Teaches 9C."
    assert await debriefing(world.ben) == (120, 30, 0, 90)
