"""Talking a lesson over: chair and recorder, evidence before comments, and who may."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from build_evidence import (
    AFTER_CLASS,
    Studied,
    a_plain_round,
    a_studied_round,
    begun,
    enter,
    led_by,
    read,
    rows,
    step,
)
from build_group import guest_of
from cast import Person, World
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import discussion as rules
from app.lesson_study.tables import Discussion
from app.study.rules import RoundState
from app.study.tables import StudyRound

# ---- beginning -------------------------------------------------------------------------------------


async def test_a_member_begins_the_discussion_with_chair_and_recorder(world: World) -> None:
    studied = await a_studied_round(world)

    talk = await begun(world, studied.round_id)

    assert (talk["protocol"], talk["state"], talk["step"], talk["version"]) == ("uk", "open", 0, 1)
    assert (talk["chair"]["name"], talk["recorder"]["name"]) == ("Ben", "Chloe")
    assert [one["key"] for one in talk["steps"]] == [one.key for one in rules.UK]
    assert [one["state"] for one in talk["steps"]] == ["here"] + ["ahead"] * 10
    assert talk["evidence_missing"] == ["A", "B"]
    assert talk["step_began_at"] == talk["server_now"] == "2026-11-02T15:10:00Z"
    assert (talk["research_lesson_id"], talk["changes"]) == (studied.lesson_id, [])


async def test_the_group_may_choose_the_other_protocol(world: World) -> None:
    studied = await a_studied_round(world)

    talk = await begun(world, studied.round_id, protocol="lsa")

    assert [one["key"] for one in talk["steps"]] == [one.key for one in rules.LSA]


async def test_without_a_discussion_there_is_nothing_to_read(world: World) -> None:
    studied = await a_studied_round(world)

    refused(await world.ben.get(f"/rounds/{studied.round_id}/discussion"), 404, "not-found")


async def test_a_lesson_is_talked_over_once(world: World) -> None:
    studied = await a_studied_round(world)
    key = str(uuid4())
    world.app.state.now.instant = AFTER_CLASS
    path = f"/rounds/{studied.round_id}/discussion"

    first = await world.amina.post(path, led_by(world), key=key)
    again = await world.amina.post(path, led_by(world), key=key)
    another = await world.ben.post(path, led_by(world))

    assert (first.status_code, again.json()) == (201, first.json())
    refused(another, 409, "discussion/already")
    assert len(rows(world, Discussion)) == 1


async def test_it_begins_with_the_lesson_and_not_a_second_earlier(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/discussion"
    clock.instant = datetime(2026, 11, 2, 8, 44, 59, tzinfo=UTC)

    early = await world.amina.post(path, led_by(world))
    clock.instant += timedelta(seconds=1)
    on_time = await world.amina.post(path, led_by(world))

    assert refused(early, 409, "discussion/too-early")["from_at"] == "2026-11-02T08:45:00+00:00"
    assert on_time.status_code == 201


@pytest.mark.parametrize("state", [RoundState.CANCELLED, RoundState.STALE])
async def test_a_lesson_that_was_called_off_is_not_talked_over(world: World, clock: Clock, state: RoundState) -> None:
    studied = await a_studied_round(world)
    clock.instant = AFTER_CLASS
    with world.database.writing(world.amina.scope) as session:
        row = session.get(StudyRound, (world.birch_id, UUID(studied.round_id)))
        assert row is not None
        row.state = state

    answer = await world.amina.post(f"/rounds/{studied.round_id}/discussion", led_by(world))

    assert refused(answer, 409, "discussion/called-off")["state"] == state


async def test_chair_and_recorder_are_members_and_no_guest_leads(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    guest = await guest_of(world, {"id": studied.group_id})
    clock.instant = AFTER_CLASS
    path = f"/rounds/{studied.round_id}/discussion"

    outsiders = await world.amina.post(path, led_by(world, "frank", "hana"))
    led_by_guest = await world.amina.post(path, led_by(world) | {"chair_id": str(guest.staff_id)})
    elsewhere = await world.amina.post(path, led_by(world, recorder="eve"))
    one_for_both = await world.amina.post(path, led_by(world, "ben", "ben"))

    assert refused(outsiders, 409, "discussion/not-in-the-group")["people"] == 2
    refused(led_by_guest, 409, "discussion/not-in-the-group")
    refused(elsewhere, 409, "discussion/not-in-the-group")
    assert one_for_both.status_code == 201


# ---- leading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["ben", "chloe"])
async def test_chair_and_recorder_move_the_discussion_on_and_back(world: World, clock: Clock, person: str) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    assert (await read(world.people[person], studied))["may_lead"]
    clock.instant += timedelta(minutes=2)

    on = await step(world.people[person], talk, 0, 1)
    back = await step(world.people[person], talk, 1, 0)

    assert (on.json()["step"], on.json()["version"], on.json()["step_began_at"]) == (1, 2, "2026-11-02T15:12:00Z")
    assert [one["state"] for one in on.json()["steps"][:3]] == ["done", "here", "ahead"]
    assert (back.json()["step"], back.json()["version"]) == (0, 3)


async def test_a_member_who_does_not_lead_cannot_move_it(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    refused(await step(world.amina, talk, 0, 1), 403, "forbidden")
    seen = await read(world.amina, studied)
    assert (seen["may_lead"], seen["may_record"]) == (False, True)


async def test_two_who_press_next_at_once_move_it_once(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    first = await step(world.ben, talk, 0, 1)
    second = await step(world.chloe, talk, 0, 1)

    assert first.status_code == 200
    assert refused(second, 409, "discussion/step-moved")["step"] == 1


async def test_the_same_press_sent_twice_is_one(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    key = str(uuid4())

    first = await step(world.ben, talk, 0, 1, key=key)
    again = await step(world.ben, talk, 0, 1, key=key)

    assert (again.status_code, again.json()) == (200, first.json())


async def test_a_protocol_has_an_end(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    assert refused(await step(world.ben, talk, 0, 11), 422, "discussion/no-such-step")["steps"] == 11
    refused(await step(world.ben, talk, 0, -1), 422, "invalid-request")


async def test_evidence_of_each_case_pupil_comes_before_the_teaching(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    about_the_class = await step(world.ben, talk, 0, 7)
    nothing_yet = await step(world.ben, talk, 7, 8)
    await enter(world.chloe, talk, step_key="observed", case_pupil_id=studied.pupil_b)
    await enter(world.chloe, talk, step_key="difference", case_pupil_id=studied.pupil_a)
    still_one = await step(world.ben, talk, 7, 10)
    await enter(world.chloe, talk, step_key="observed", case_pupil_id=studied.pupil_a, text="Was away")
    at_last = await step(world.ben, talk, 7, 8)

    assert about_the_class.status_code == 200
    assert refused(nothing_yet, 409, "discussion/evidence-first")["labels"] == ["A", "B"]
    problem = refused(still_one, 409, "discussion/evidence-first")
    assert problem["labels"] == ["A"]
    assert problem["detail"].startswith("Nothing is in the record yet about A.")
    assert (at_last.status_code, at_last.json()["evidence_missing"]) == (200, [])


async def test_outside_a_cycle_one_thing_about_the_class_comes_before_the_teaching(world: World) -> None:
    round_id, _ = await a_plain_round(world)
    talk = await begun(world, round_id)
    await step(world.ben, talk, 0, 3)

    assert refused(await step(world.ben, talk, 3, 8), 409, "discussion/evidence-first")["labels"] == ["the class"]
    await enter(world.chloe, talk, step_key="observed")

    assert (await step(world.ben, talk, 3, 8)).status_code == 200


async def test_any_member_hands_the_chair_over_when_it_is_empty(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    path = f"/discussions/{talk['id']}"

    moved = await world.amina.put(path, led_by(world, "amina", "chloe"), version=1)
    stale = await world.chloe.put(path, led_by(world, "chloe", "chloe"), version=1)
    without = await world.chloe.put(path, led_by(world), version=None)
    outsider = await world.amina.put(path, led_by(world, "frank"), version=2)

    assert (moved.status_code, moved.json()["chair"]["name"], moved.headers["etag"]) == (200, "Amina", '"2"')
    refused(stale, 412, "stale")
    refused(without, 428, "version-missing")
    refused(outsider, 409, "discussion/not-in-the-group")
    assert (await step(world.amina, talk, 0, 1)).status_code == 200
    refused(await step(world.ben, talk, 1, 2), 403, "forbidden")


# ---- who may ---------------------------------------------------------------------------------------


async def knocks(person: Person, world: World, studied: Studied, talk: dict[str, Any]) -> list[httpx.Response]:
    """Every way in."""
    path = f"/discussions/{talk['id']}"
    return [
        await person.get(f"/rounds/{studied.round_id}/discussion"),
        await person.post(f"/rounds/{studied.round_id}/discussion", led_by(world)),
        await person.put(path, led_by(world), version=1),
        await step(person, talk, 0, 1),
        await enter(person, talk),
        await person.client.delete(f"{path}/entries/{uuid4()}"),
        await person.post(f"{path}/close"),
    ]


@pytest.mark.parametrize("person", ["hana", "dev", "frank"])
async def test_leads_and_other_colleagues_see_nothing_of_a_discussion(world: World, person: str) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    for answer in await knocks(world.people[person], world, studied, talk):
        refused(answer, 403, "forbidden")


async def test_another_school_has_no_such_discussion(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    for answer in await knocks(world.eve, world, studied, talk):
        refused(answer, 404, "not-found")


async def test_the_group_s_guest_reads_and_leaves_the_writing_to_the_recorder(world: World) -> None:
    studied = await a_studied_round(world)
    guest = await guest_of(world, {"id": studied.group_id})
    talk = await begun(world, studied.round_id)

    reading, *writing = await knocks(guest, world, studied, talk)

    assert (reading.status_code, reading.json()["may_lead"], reading.json()["may_record"]) == (200, False, False)
    for answer in writing:
        refused(answer, 403, "forbidden")
