"""The record of a discussion: it writes itself, stands beside all evidence, and stays as it was closed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from build_evidence import (
    IN_CLASS,
    a_note,
    a_plain_round,
    a_studied_round,
    an_entry,
    begun,
    closed,
    enter,
    led_by,
    noted,
    read,
    rows,
    step,
)
from build_group import guest_of
from cast import World
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import discussion as rules
from app.lesson_study.tables import DiscussionEntry, NextChange
from app.web.tables import IdempotentRequest

# ---- the record ------------------------------------------------------------------------------------


async def test_the_record_writes_itself_step_by_step(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    await step(world.ben, talk, 0, 3)
    said = await enter(
        world.chloe, talk, step_key="observed", case_pupil_id=studied.pupil_a, text="<b>Waited</b> for B",
        speaker_id=str(world.amina.staff_id),
    )  # fmt: skip
    clock.instant += timedelta(seconds=5)
    await enter(world.amina, talk, step_key="open", text="Thanked the class")

    steps = {one["key"]: one["entries"] for one in (await read(world.ben, studied))["steps"]}

    assert said.status_code == 201
    [observed] = steps["observed"]
    assert (observed["label"], observed["text"], observed["speaker_name"], observed["by_name"]) == (
        "A", "<b>Waited</b> for B", "Amina", "Chloe",
    )  # fmt: skip
    assert [one["text"] for one in steps["open"]] == ["Thanked the class"]


async def test_a_point_sent_twice_is_one_point(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    entry = an_entry()
    path = f"/discussions/{talk['id']}/entries"

    first = await world.chloe.post(path, entry)
    again = await world.chloe.post(path, entry)

    assert (again.status_code, again.json()) == (201, first.json())
    assert len(rows(world, DiscussionEntry)) == 1
    refused(await world.chloe.post(path, entry | {"text": "Otherwise"}), 409, "discussion/entry-differs")
    refused(await world.ben.post(path, entry), 409, "discussion/entry-differs")


async def test_what_is_not_come_to_yet_is_not_recorded(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    refused(await enter(world.chloe, talk, step_key="teacher"), 409, "discussion/step-ahead")
    refused(await enter(world.chloe, talk, step_key="teaching"), 409, "discussion/step-ahead")
    refused(await enter(world.chloe, talk, step_key="no-such-step"), 422, "discussion/no-such-step")
    assert rows(world, DiscussionEntry) == []


async def test_a_point_is_about_a_case_pupil_of_the_cycle_and_said_by_somebody_of_the_group(world: World) -> None:
    studied = await a_studied_round(world)
    guest = await guest_of(world, {"id": studied.group_id})
    talk = await begun(world, studied.round_id)

    refused(await enter(world.chloe, talk, case_pupil_id=str(uuid4())), 404, "not-found")
    for outsider in (world.frank, world.eve):
        refused(
            await enter(world.chloe, talk, speaker_id=str(outsider.staff_id)), 409, "discussion/not-in-the-group"
        )  # fmt: skip
    quoted = await enter(world.chloe, talk, speaker_id=str(guest.staff_id))

    assert quoted.json()["speaker_name"] == "Prof. Ito"


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001, "x" * 200_000, "null \x00 byte"])
async def test_a_point_has_some_words_and_not_too_many(world: World, text: str) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    refused(await enter(world.chloe, talk, text=text), 422, "invalid-request")
    assert (await enter(world.chloe, talk, text="x" * 4_000)).status_code == 201


async def test_a_record_has_an_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    monkeypatch.setattr(rules, "ENTRIES_MAX", 1)

    assert (await enter(world.chloe, talk)).status_code == 201
    refused(await enter(world.chloe, talk), 409, "discussion/too-many-entries")


async def test_people_take_their_own_points_away_while_it_is_open(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    mine = (await enter(world.chloe, talk)).json()["id"]
    path = f"/discussions/{talk['id']}/entries/{mine}"

    refused(await world.ben.client.delete(path), 403, "forbidden")
    assert (await world.chloe.client.delete(path)).status_code == 204
    refused(await world.chloe.client.delete(path), 404, "not-found")
    assert rows(world, DiscussionEntry) == []


# ---- what is talked over ---------------------------------------------------------------------------


async def test_all_evidence_stands_beside_the_discussion_pupil_by_pupil(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note("About A", case_pupil_id=studied.pupil_a))
    await noted(world, world.chloe, studied.round_id, a_note("About all"))
    interview = f"/rounds/{studied.round_id}/interviews/{studied.pupil_b}"
    await world.chloe.put(interview, {"learned": "Why halves differ"}, version=0)
    with world.database.writing(world.amina.scope) as session:
        session.add(
            NextChange(
                school_id=world.birch_id, research_lesson_id=UUID(studied.lesson_id), text="Fold before talking",
                by_staff_id=world.amina.staff_id, made_at=IN_CLASS,
            )
        )  # fmt: skip

    talk = await begun(world, studied.round_id)

    assert [(one["label"], [note["text"] for note in one["notes"]]) for one in talk["evidence"]] == [
        ("A", ["About A"]), ("B", []), (None, ["About all"]),
    ]  # fmt: skip
    assert [(one["label"], one["learned"]) for one in talk["interviews"]] == [("B", "Why halves differ")]
    assert [(one["text"], one["by_name"], one["lesson_number"]) for one in talk["changes"]] == [
        ("Fold before talking", "Amina", 1),
    ]


async def test_reading_notes_in_the_discussion_is_shown_to_their_authors_once_in_a_while(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note(), a_note())
    await begun(world, studied.round_id)

    for _ in range(3):
        await read(world.chloe, studied)

    seen = (await world.ben.get("/my-notes/reads")).json()["items"]
    assert sorted((one["reader_name"], one["notes"], one["where_read"]) for one in seen) == [
        ("Amina", 2, "discussion"), ("Chloe", 2, "discussion"),
    ]  # fmt: skip


# ---- closing ---------------------------------------------------------------------------------------


async def test_a_closed_record_stays_as_it_is(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    mine = (await enter(world.chloe, talk)).json()["id"]

    done = await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    assert (done["state"], done["closed_at"], done["may_lead"], done["may_record"]) == (
        "closed", "2026-11-02T15:10:00Z", False, False,
    )  # fmt: skip
    assert {one["state"] for one in done["steps"]} == {"done"}
    path = f"/discussions/{talk['id']}"
    for answer in (
        await step(world.ben, talk, 3, 4),
        await enter(world.chloe, talk),
        await world.chloe.client.delete(f"{path}/entries/{mine}"),
        await world.ben.post(f"{path}/close"),
        await world.amina.put(path, led_by(world), version=done["version"]),
    ):
        refused(answer, 409, "discussion/closed")


async def test_a_record_without_evidence_is_not_closed(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)

    refused(await world.ben.post(f"/discussions/{talk['id']}/close"), 409, "discussion/evidence-first")
    refused(await world.amina.post(f"/discussions/{talk['id']}/close"), 403, "forbidden")


async def test_closing_twice_with_one_key_is_closing_once(world: World) -> None:
    round_id, _ = await a_plain_round(world)
    talk = await begun(world, round_id)
    await step(world.ben, talk, 0, 3)
    await enter(world.chloe, talk, step_key="observed")
    key = str(uuid4())

    first = await world.ben.post(f"/discussions/{talk['id']}/close", key=key)
    again = await world.ben.post(f"/discussions/{talk['id']}/close", key=key)

    assert (first.status_code, again.json()) == (200, first.json())


async def test_a_repeat_shows_only_what_may_still_be_read(world: World) -> None:
    """Take out: `again` in routes/discussions.py."""
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.amina, studied.round_id, a_note(text="Canary notes"))
    talk = await begun(world, studied.round_id)
    key = str(uuid4())
    assert "Canary notes" in (await step(world.ben, talk, 0, 1, key=key)).text
    assert (await world.amina.client.delete(f"/notes/{note_id}")).status_code == 204

    assert "Canary notes" not in (await step(world.ben, talk, 0, 1, key=key)).text
    assert not [row for row in rows(world, IdempotentRequest) if "Canary" in row.body]
    left = await world.amina.post(f"/groups/{studied.group_id}/members/{world.ben.staff_id}/leave")
    assert left.status_code == 200
    refused(await step(world.ben, talk, 0, 1, key=key), 403, "forbidden")
