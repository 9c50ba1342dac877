"""Interviews with case pupils after the lesson: the set questions, in the pupil's words, for the group alone."""

from typing import Any
from uuid import uuid4

import pytest
from build_evidence import AFTER_CLASS, a_plain_round, a_studied_round, begun, closed, into_a_cycle, rows
from build_group import guest_of
from build_round import a_round
from cast import World
from conftest import Clock
from refusals import refused

from app.lesson_study.rules.interviews import QUESTIONS
from app.lesson_study.tables import PupilInterview

ANSWERS = {key: f"Said about {key}" for key in QUESTIONS}


async def test_before_anybody_asked_there_are_questions_and_pupils_and_no_answer(world: World) -> None:
    studied = await a_studied_round(world)

    seen = (await world.ben.get(f"/rounds/{studied.round_id}/interviews")).json()
    blank = await world.ben.get(f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}")

    assert [one["key"] for one in seen["questions"]] == list(QUESTIONS)
    assert (seen["minutes_max"], seen["interviews"], seen["may_write"]) == (5, [], True)
    assert [one["label"] for one in seen["pupils"]] == ["A", "B"]
    assert (blank.headers["etag"], blank.json()["held_at"], blank.json()["learned"]) == ('"0"', None, "")


async def test_a_member_writes_down_what_a_pupil_said_and_the_group_reads_it(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = AFTER_CLASS
    path = f"/rounds/{studied.round_id}/interviews/{studied.pupil_b}"

    written = await world.ben.put(path, ANSWERS, version=0)

    assert (written.status_code, written.headers["etag"]) == (200, '"1"')
    assert written.json() == ANSWERS | {
        "case_pupil_id": studied.pupil_b, "label": "B", "by_name": "Ben", "held_at": "2026-11-02T15:10:00Z",
        "version": 1,
    }  # fmt: skip
    assert (await world.chloe.get(path)).json() == written.json()
    everything = (await world.chloe.get(f"/rounds/{studied.round_id}/interviews")).json()
    assert everything["interviews"] == [written.json()]


async def test_any_question_may_stay_open_and_answers_are_text(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}"

    answer = await world.ben.put(path, {"learned": "<script>alert(1)</script>"}, version=0)

    assert (answer.json()["learned"], answer.json()["enjoyed"]) == ("<script>alert(1)</script>", "")


async def test_two_who_write_at_once_do_not_lose_each_other_s_words(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}"
    await world.ben.put(path, {"learned": "Ben's words"}, version=0)

    begun_too = await world.chloe.put(path, {"learned": "Chloe's words"}, version=0)
    without = await world.chloe.put(path, {"learned": "Chloe's words"}, version=None)
    after_reading = await world.chloe.put(path, {"learned": "Both words"}, version=1)

    assert refused(begun_too, 412, "stale")["current_version"] == 1
    refused(without, 428, "version-missing")
    assert (after_reading.status_code, after_reading.json()["version"]) == (200, 2)
    assert [row.learned for row in rows(world, PupilInterview)] == ["Both words"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"learned": "x" * 1_001}, "/body/learned"),
        ({"learned": "x" * 200_000}, "/body/learned"),
        ({"helped": "null \x00 byte"}, "/body/helped"),
        ({"name": "Who"}, "/body/name"),
    ],
)
async def test_what_does_not_fit_is_not_stored(world: World, body: dict[str, Any], pointer: str) -> None:
    studied = await a_studied_round(world)

    answer = await world.ben.put(f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}", body, version=0)

    assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"] == pointer


async def test_a_thousand_characters_fit(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}"

    assert (await world.ben.put(path, {"learned": "ü" * 1_000}, version=0)).status_code == 200


async def test_a_pupil_of_no_cycle_or_of_another_is_not_there(world: World) -> None:
    round_id, group_id = await a_plain_round(world)
    elsewhere = await world.amina.post(
        "/rounds", a_round(world, group_id, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:05"})
    )
    studied = into_a_cycle(world, elsewhere.json()["id"], group_id)

    for pupil_id in (studied.pupil_a, str(uuid4())):
        path = f"/rounds/{round_id}/interviews/{pupil_id}"
        refused(await world.ben.get(path), 404, "not-found")
        refused(await world.ben.put(path, ANSWERS, version=0), 404, "not-found")
    assert (await world.ben.get(f"/rounds/{round_id}/interviews")).json()["pupils"] == []


async def test_once_the_discussion_is_closed_interviews_stay_as_they_are(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews/{studied.pupil_a}"
    await world.ben.put(path, ANSWERS, version=0)
    talk = await begun(world, studied.round_id)
    await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    refused(await world.ben.put(path, {}, version=1), 409, "discussion/closed")
    seen = (await world.ben.get(f"/rounds/{studied.round_id}/interviews")).json()
    assert (seen["may_write"], seen["interviews"][0]["learned"]) == (False, ANSWERS["learned"])


@pytest.mark.parametrize("person", ["hana", "dev", "frank"])
async def test_leads_and_other_colleagues_read_no_interview(world: World, person: str) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews"

    refused(await world.people[person].get(path), 403, "forbidden")
    refused(await world.people[person].get(f"{path}/{studied.pupil_a}"), 403, "forbidden")
    refused(await world.people[person].put(f"{path}/{studied.pupil_a}", ANSWERS, version=0), 403, "forbidden")


async def test_another_school_has_no_such_interviews(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/rounds/{studied.round_id}/interviews"

    refused(await world.eve.get(path), 404, "not-found")
    refused(await world.eve.put(f"{path}/{studied.pupil_a}", ANSWERS, version=0), 404, "not-found")


async def test_the_group_s_guest_reads_interviews_and_writes_none(world: World) -> None:
    studied = await a_studied_round(world)
    guest = await guest_of(world, {"id": studied.group_id})
    path = f"/rounds/{studied.round_id}/interviews"

    assert (await guest.get(path)).json()["may_write"] is False
    refused(await guest.put(f"{path}/{studied.pupil_a}", ANSWERS, version=0), 403, "forbidden")
