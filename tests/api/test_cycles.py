"""Cycles over HTTP: from the protocol to a published finding, how one is started, and what it costs."""

import asyncio
from typing import Any
from uuid import uuid4

import build_cycle as cycles
import build_group
import pytest
from build_cycle import (
    SOURCE,
    TEXTS,
    a_cycle,
    a_cycle_at_work,
    advance,
    choose_pupils,
    here,
    lacks,
    ok,
    planned,
    states,
    write,
)
from build_fair import TEXT as FINDING
from build_fair import as_read
from build_round import MONDAY, a_group
from build_time import give
from cast import Clock, World
from refusals import refused

from app.time_budget.rules import TimeCategory

# ---- the whole way -------------------------------------------------------------------------------


async def test_a_group_goes_the_whole_way_and_no_stage_can_be_skipped(world: World, clock: Clock) -> None:
    group = await build_group.formed(world)
    await build_group.agreed(world, group, "amina", "ben")
    cycle = await _in_a_school_at_work(world, group["id"])
    url = f"/cycles/{cycle['id']}"

    # PROTOCOL: one signature is missing.
    assert await lacks(world, cycle) == ["protocol"]
    await build_group.agreed(world, group, "chloe")
    assert here(await advance(world.amina, cycle)) == ("focus", None)

    # FOCUS: question and measure.
    assert await lacks(world, cycle) == ["focus", "focus"]
    await write(world.ben, cycle, research_question=TEXTS["research_question"])
    assert await lacks(world, cycle) == ["focus"]
    await write(world.chloe, cycle, success_measure=TEXTS["success_measure"])
    await advance(world.ben, cycle)

    # STUDY: a colleague's word alone is no credible source.
    ok(await world.ben.post(f"{url}/sources", SOURCE | {"kind": "colleague"}))
    assert await lacks(world, cycle) == ["sources"]
    ok(await world.ben.post(f"{url}/sources", SOURCE))
    await advance(world.amina, cycle)

    for number in (1, 2):
        cycle = await _one_lesson(world, clock, cycle, number)

    # CONSOLIDATE: progress and reflection.
    assert here(cycle) == ("consolidate", None)
    assert await lacks(world, cycle) == ["consolidate", "consolidate"]
    await write(world.amina, cycle, progress="All three gave reasons.", reflection="Talk first, then paper.")
    cycle = await advance(world.amina, cycle)

    # SHARE: a finding, agreed to and published.
    assert (here(cycle), cycle["next_stage"], cycle["may_advance"]) == (("share", None), None, False)
    refused(await world.amina.post(f"{url}/advance", {}), 409, "cycle/last-stage")
    unfinished = refused(await world.amina.post(f"{url}/complete", {}), 409, "cycle/stage-not-finished")
    assert [one["to"] for one in unfinished["missing"]] == ["finding"]
    cycle = ok(await world.amina.post(f"{url}/share", {}))
    refused(await world.amina.post(f"{url}/complete", {}), 409, "cycle/stage-not-finished")
    await _publish(world, cycle["finding_id"])
    done = ok(await world.amina.post(f"{url}/complete", {}))

    assert (done["state"], done["may_edit"], done["missing"]) == ("completed", False, [])
    assert len(states(done, "done")) == len(done["stages"]) == 17
    assert done["ended_at"] is not None


async def _in_a_school_at_work(world: World, group_id: str) -> dict[str, Any]:
    """The cycle of a group that has not signed yet, in a school with timetable and minutes."""
    await cycles.a_school_at_work(world)
    return await a_cycle(world, group_id)


async def _one_lesson(world: World, clock: Clock, cycle: dict[str, Any], number: int) -> dict[str, Any]:
    """One research lesson from its plan to what is changed after it, refused wherever something is missing."""
    lesson_id = next(one["id"] for one in cycle["lessons"] if one["number"] == number)

    # PLAN.
    if number == 1:
        assert await lacks(world, cycle) == ["pupils"]
        await choose_pupils(world.amina, cycle)
    assert await lacks(world, cycle) == ["proposal", "proposal", "watch"]
    base = ok(await world.amina.get(f"/research-lessons/{lesson_id}"))["version"]
    ok(await cycles.save(world.amina, lesson_id, base))
    assert await lacks(world, cycle) == ["watch"]
    ok(await cycles.watch(world, lesson_id, ben="AB", chloe="C"))
    assert here(await advance(world.amina, cycle)) == ("schedule", number)

    # SCHEDULE.
    assert await lacks(world, cycle) == ["schedule"]
    round_id = await cycles.book(world, cycle["group_id"], number)
    ok(await cycles.link(world, lesson_id, round_id))
    assert here(await advance(world.amina, cycle)) == ("teach", number)

    # TEACH: not before the lesson, and not without a note about each case pupil.
    cycle = await cycles.read(world.amina, cycle)
    if number == 2:
        assert await lacks(world, cycle) == ["schedule"]
    at = cycles.in_lesson(clock, number)
    cycles.signed_in_again(world, clock)
    await cycles.note(world.ben, round_id, cycle["pupils"][0]["id"], at)
    await cycles.note(world.ben, round_id, cycle["pupils"][1]["id"], at)
    assert await lacks(world, cycle) == ["notes"]
    await cycles.note(world.ben, round_id, cycle["pupils"][2]["id"], at)
    cycle = await advance(world.amina, cycle)

    # INTERVIEW: advised, never required.
    assert (here(cycle), cycle["missing"], len(cycle["warnings"])) == (("interview", number), [], 1)
    await advance(world.amina, cycle)

    # DISCUSS.
    assert await lacks(world, cycle) == ["discussion"]
    cycles.after_lesson(clock, number)
    await cycles.discuss(world, round_id, cycle["pupils"])
    await advance(world.amina, cycle)

    # REVISE.
    assert await lacks(world, cycle) == ["changes"]
    ok(await world.ben.post(f"/research-lessons/{lesson_id}/changes", {"text": f"Ask longer, after lesson {number}"}))
    return await advance(world.amina, cycle)


async def _publish(world: World, finding_id: str) -> None:
    draft = ok(await world.amina.get(f"/findings/{finding_id}"))
    assert len(draft["round_ids"]) == 2
    assert draft["findings"] == "All three gave reasons."
    body = {name: draft[name] or FINDING[name] for name in FINDING} | {"round_ids": draft["round_ids"]}
    ok(await world.amina.put(f"/findings/{finding_id}", body | {"audience": "school"}, version=draft["version"]))
    for person in (world.amina, world.ben, world.chloe):
        ok(await person.post(f"/findings/{finding_id}/agree"))
    ok(await world.amina.post(f"/findings/{finding_id}/submit", {"is_checked": True}))
    ok(await world.hana.post(f"/findings/{finding_id}/accept", headers=await as_read(world.hana, finding_id)))
    ok(await world.amina.post(f"/findings/{finding_id}/publish"))


async def test_the_light_way_books_teaches_and_talks(world: World, clock: Clock) -> None:
    cycle = await a_cycle_at_work(world, mode="light", lessons_planned=1)
    lesson_id = cycle["lessons"][0]["id"]

    assert len(states(cycle, "left_out")) == 6
    assert here(await advance(world.amina, cycle)) == ("schedule", 1)
    assert await lacks(world, cycle) == ["schedule"]
    round_id = await cycles.book(world, cycle["group_id"])
    ok(await cycles.link(world, lesson_id, round_id))
    await advance(world.amina, cycle)
    at = cycles.in_lesson(clock)
    assert await lacks(world, cycle) == ["notes"]
    await cycles.note(world.ben, round_id, None, at)
    await advance(world.amina, cycle)
    assert await lacks(world, cycle) == ["discussion"]
    cycles.after_lesson(clock)
    seats = ok(await world.amina.get(f"/rounds/{round_id}"))["debrief_seats"]
    mine = next(seat["id"] for seat in seats if seat["staff_id"] == str(world.amina.staff_id))
    ok(await world.amina.post(f"/debrief-seats/{mine}/log"))
    assert here(await advance(world.amina, cycle)) == ("share", None)
    done = ok(await world.amina.post(f"/cycles/{cycle['id']}/complete", {"kept_reason": "It is about one class."}))

    assert (done["state"], done["ended_reason"]) == ("completed", "It is about one class.")


# ---- starting ------------------------------------------------------------------------------------


async def test_a_cycle_begins_at_its_protocol_with_its_lessons_to_come(world: World) -> None:
    cycle = await a_cycle(world, lessons_planned=3, research_question="Why?")

    assert (cycle["state"], here(cycle), cycle["version"]) == ("active", ("protocol", None), 1)
    assert [(one["number"], one["state"], one["version"]) for one in cycle["lessons"]] == [
        (1, "draft", 1), (2, "draft", 1), (3, "draft", 1),
    ]  # fmt: skip
    assert cycle["next_stage"] == {"stage": "focus", "lesson_number": None}
    assert (cycle["may_edit"], cycle["may_advance"], cycle["names"]) == (True, True, [])
    assert cycle["group_name"] == "Explaining first"


async def test_a_group_has_one_running_cycle(world: World) -> None:
    cycle = await a_cycle(world)
    body = {"title": "Another"}

    refused(await world.ben.post(f"/groups/{cycle['group_id']}/cycles", body), 409, "cycle/already-active")
    ok(await world.amina.post(f"/cycles/{cycle['id']}/abandon", {"reason": "Two of us left"}))
    ok(await world.ben.post(f"/groups/{cycle['group_id']}/cycles", body))


async def test_of_two_who_start_at_once_one_starts(world: World) -> None:
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    answers = await asyncio.gather(
        *(person.post(f"/groups/{group_id}/cycles", {"title": person.name}) for person in (world.amina, world.ben))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    refused(next(answer for answer in answers if not answer.is_success), 409, "cycle/already-active")


async def test_starting_twice_with_one_key_starts_once(world: World) -> None:
    group_id, key = await a_group(world, world.amina, world.ben, world.chloe), str(uuid4())
    path, body = f"/groups/{group_id}/cycles", {"title": "Once"}

    first, again = await world.amina.post(path, body, key=key), await world.amina.post(path, body, key=key)

    assert (again.status_code, again.json()) == (201, first.json())
    refused(await world.amina.post(path, {"title": "Other"}, key=key), 422, "idempotency/key-reused")
    assert len(ok(await world.amina.get(path))["items"]) == 1


async def test_an_archived_group_starts_nothing(world: World) -> None:
    group = await build_group.active(world)
    await world.amina.put(f"/groups/{group['id']}", build_group.edit(group, is_archived=True), version=group["version"])

    refused(await world.amina.post(f"/groups/{group['id']}/cycles", {"title": "Late"}), 409, "plc/archived")


async def test_the_knowledgeable_other_and_the_earlier_cycle_are_of_the_group(world: World) -> None:
    group = await build_group.active(world)
    guest = await build_group.guest_of(world, group)
    first = await a_cycle(world, group["id"])
    ok(await world.amina.post(f"/cycles/{first['id']}/abandon", {"reason": "To begin anew"}))
    others = await a_group(world, world.frank, world.grace, world.hana, name="Others")
    strange = ok(await world.frank.post(f"/groups/{others}/cycles", {"title": "Theirs"}))
    path = f"/groups/{group['id']}/cycles"

    for body, code in (
        ({"other_id": str(world.frank.staff_id)}, "cycle/other-not-of-group"),
        ({"other_id": str(world.eve.staff_id)}, "cycle/other-not-of-group"),
        ({"earlier_id": strange["id"]}, "cycle/earlier-not-of-group"),
        ({"earlier_id": str(uuid4())}, "cycle/earlier-not-of-group"),
    ):
        refused(await world.amina.post(path, {"title": "x"} | body), 409, code)
    made = await a_cycle(world, group["id"], other_id=str(guest.staff_id), earlier_id=first["id"])

    assert made["other"] == {"staff_id": str(guest.staff_id), "name": "Prof. Ito"}
    assert made["earlier"] == {"id": first["id"], "title": first["title"]}
    refused(
        await world.amina.put(f"/cycles/{made['id']}", TEXTS | {"earlier_id": made["id"]}, version=1),
        409, "cycle/earlier-not-of-group",
    )  # fmt: skip


async def test_a_knowledgeable_other_who_has_left_stays_named_and_stops_nobody(world: World) -> None:
    group = await build_group.active(world)
    guest = await build_group.guest_of(world, group)
    cycle = await a_cycle(world, group["id"], other_id=str(guest.staff_id))
    ok(await world.amina.post(f"/groups/{group['id']}/members/{guest.staff_id}/leave"))

    saved = await write(world.amina, cycle, baseline="Four of 28")

    assert (saved["baseline"], saved["other"]["name"]) == ("Four of 28", "Prof. Ito")


@pytest.mark.parametrize("lessons", [0, 4, "2", 2.5])
async def test_a_cycle_plans_one_to_three_lessons(world: World, lessons: Any) -> None:
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    answer = await world.amina.post(f"/groups/{group_id}/cycles", {"title": "x", "lessons_planned": lessons})

    refused(answer, 422, "invalid-request")


# ---- minutes -------------------------------------------------------------------------------------


async def test_the_minutes_of_a_cycle_are_told_at_its_start(world: World) -> None:
    cycle = await a_cycle_at_work(world)
    minutes = cycle["minutes"]

    assert 600 <= minutes["planned_total"] <= 720
    assert (minutes["held_total"], minutes["protected_left"], minutes["twilight_planned"]) == (0, 300, 0)
    assert minutes["years"] == round(minutes["planned_total"] / 300, 1)
    assert "5 hours of protected time" in minutes["sentence"]
    assert sum(one["planned_minutes"] for one in minutes["per_stage"]) == minutes["planned_total"]


async def test_a_school_without_a_year_is_told_so(world: World) -> None:
    minutes = (await a_cycle(world))["minutes"]

    assert (minutes["years"], minutes["protected_left"]) == (None, 0)
    assert "has not entered its year" in minutes["sentence"]


async def test_the_minutes_left_are_those_of_whoever_has_least(world: World) -> None:
    for person, count in ((world.amina, 90), (world.ben, 30), (world.chloe, 60)):
        give(world.database, person, count, TimeCategory.DEBRIEF_MOVE)

    assert (await a_cycle(world))["minutes"]["protected_left"] == 30


async def test_lessons_and_discussions_that_were_held_are_counted(world: World, clock: Clock) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    round_id = await cycles.book(world, cycle["group_id"])
    ok(await cycles.link(world, cycle["lessons"][0]["id"], round_id))
    cycles.after_lesson(clock)
    row = ok(await world.ben.get(f"/rounds/{round_id}"))
    ok(await world.ben.post(f"/observations/{row['observations'][0]['id']}/log"))
    await cycles.discuss(world, round_id, (await cycles.read(world.amina, cycle))["pupils"])

    held = {
        one["stage"]: one["held_minutes"]
        for one in (await cycles.read(world.amina, cycle))["minutes"]["per_stage"]
        if one["held_minutes"]
    }

    assert held == {"teach": 60, "discuss": 45}


# ---- sharing -------------------------------------------------------------------------------------


async def test_a_finding_begins_with_what_the_cycle_holds_and_names_no_class(world: World) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    await write(world.amina, cycle, **{name: TEXTS[name] for name in ("baseline", "research_theme")})
    lesson_id = cycle["lessons"][0]["id"]
    ok(await cycles.link(world, lesson_id, await cycles.book(world, cycle["group_id"])))
    ok(await world.ben.post(f"/research-lessons/{lesson_id}/changes", {"text": "Ask longer"}))

    shared = ok(await world.amina.post(f"/cycles/{cycle['id']}/share", {}))
    draft = ok(await world.ben.get(f"/findings/{shared['finding_id']}"))

    assert (draft["state"], draft["title"], draft["focus"]) == ("draft", cycle["title"], "Explaining before writing")
    assert "On exploratory talk: Pairs." in draft["background"]
    assert draft["aims"].startswith("Does talk first help")
    assert "Research lesson 1: Give one reason" in draft["methods"]
    assert draft["next_time"] == "Ask longer"
    assert "7A" not in str(draft)
    assert MONDAY not in draft["methods"]
    refused(await world.amina.post(f"/cycles/{cycle['id']}/share", {}), 409, "cycle/already-shared")


# ---- lists ---------------------------------------------------------------------------------------


async def test_the_cycles_of_a_group_come_newest_first_page_by_page(world: World, clock: Clock) -> None:
    first = await a_cycle(world, title="First")
    ok(await world.amina.post(f"/cycles/{first['id']}/abandon", {"reason": "x"}))
    clock.instant = cycles.after_lesson(clock)
    await a_cycle(world, first["group_id"], title="Second")
    path = f"/groups/{first['group_id']}/cycles"

    page = ok(await world.amina.get(f"{path}?limit=1"))
    rest = ok(await world.amina.get(f"{path}?limit=1&after={page['next']}"))

    assert [one["title"] for one in page["items"] + rest["items"]] == ["Second", "First"]
    assert rest["next"] is None
    refused(await world.amina.get(f"{path}?after=nonsense"), 422, "bad-cursor")
    assert [one["title"] for one in ok(await world.hana.get("/cycles"))["items"]] == ["Second"]
