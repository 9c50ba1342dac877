"""Who reads the notes of a research lesson and who withdraws them, and what their authors see of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from build_evidence import (
    IN_CLASS,
    a_note,
    a_studied_round,
    batch,
    begun,
    closed,
    items,
    noted,
    outcomes,
    rows,
    sent,
)
from build_group import guest_of
from cast import World, browser
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceNote, EvidenceRead

# ---- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["hana", "dev", "frank", "grace"])
async def test_leads_and_other_colleagues_see_no_note(world: World, person: str) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    outsider = world.people[person]

    for path in ("observing", "notes"):
        refused(await outsider.get(f"/rounds/{studied.round_id}/{path}"), 403, "forbidden")
    refused(await outsider.post(f"/rounds/{studied.round_id}/notes", batch(a_note())), 403, "forbidden")
    assert rows(world, EvidenceRead) == []


async def test_another_school_s_round_and_notes_are_not_there(world: World) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note())

    for answer in (
        await world.eve.get(f"/rounds/{studied.round_id}/observing"),
        await world.eve.get(f"/rounds/{studied.round_id}/notes"),
        await world.eve.post(f"/rounds/{studied.round_id}/notes", batch(a_note())),
        await world.eve.client.delete(f"/notes/{note_id}"),
        await world.eve.get(f"/notes/{note_id}/photo"),
    ):
        refused(answer, 404, "not-found")


async def test_the_group_s_guest_reads_and_does_not_write(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    guest = await guest_of(world, {"id": studied.group_id})

    seen = await guest.get(f"/rounds/{studied.round_id}/observing")
    read = await guest.get(f"/rounds/{studied.round_id}/notes")
    written = await guest.post(f"/rounds/{studied.round_id}/notes", batch(a_note()))

    assert (seen.status_code, seen.json()["may_note"]) == (200, False)
    assert [note["is_mine"] for note in read.json()["items"]] == [False]
    refused(written, 403, "forbidden")


async def test_a_guest_after_their_date_is_nobody(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    guest = await guest_of(world, {"id": studied.group_id}, until="2026-11-03")
    assert (await guest.get(f"/rounds/{studied.round_id}/notes")).status_code == 200

    clock.instant = datetime(2026, 11, 4, 9, tzinfo=UTC)

    refused(await guest.get(f"/rounds/{studied.round_id}/notes"), 401, "not-signed-in")


async def test_a_guest_of_another_group_finds_nothing(world: World) -> None:
    studied = await a_studied_round(world)
    other = await world.frank.post(
        "/groups",
        {"name": "Others", "focus": "Art", "facilitator_id": str(world.frank.staff_id),
         "member_ids": [str(one.staff_id) for one in (world.frank, world.grace, world.amina)]},
    )  # fmt: skip
    guest = await guest_of(world, other.json())

    refused(await guest.get(f"/rounds/{studied.round_id}/notes"), 404, "not-found")


async def test_who_has_left_the_group_reads_no_more_and_still_withdraws_their_own(world: World) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note())
    await world.amina.post(f"/groups/{studied.group_id}/members", {"staff_id": str(world.frank.staff_id)})
    left = await world.ben.post(f"/groups/{studied.group_id}/members/{world.ben.staff_id}/leave")
    assert left.status_code == 200, left.text

    refused(await world.ben.get(f"/rounds/{studied.round_id}/notes"), 403, "forbidden")
    assert (await world.ben.client.delete(f"/notes/{note_id}")).status_code == 204


async def test_nobody_who_is_not_signed_in_gets_anywhere(world: World) -> None:
    studied = await a_studied_round(world)

    refused(await browser(world.app).get(f"/rounds/{studied.round_id}/notes"), 401, "not-signed-in")


# ---- withdrawing -----------------------------------------------------------------------------------


async def test_an_author_withdraws_a_note_and_its_text_is_gone(world: World) -> None:
    studied = await a_studied_round(world)
    note = a_note("Should not have been written")
    [note_id] = await noted(world, world.ben, studied.round_id, note)

    gone = await world.ben.client.delete(f"/notes/{note_id}")
    again = await world.ben.client.delete(f"/notes/{note_id}")

    assert (gone.status_code, again.status_code) == (204, 204)
    assert await items(world, "chloe", studied.round_id) == []
    assert [row.text for row in rows(world, EvidenceNote)] == [""]


async def test_a_phone_does_not_bring_a_withdrawn_note_back(world: World) -> None:
    studied = await a_studied_round(world)
    note = a_note()
    [note_id] = await noted(world, world.ben, studied.round_id, note)
    await world.ben.client.delete(f"/notes/{note_id}")

    answer = await sent(world, "ben", studied.round_id, note)

    assert outcomes(answer) == ["already"]
    assert await items(world, "ben", studied.round_id) == []


@pytest.mark.parametrize("person", ["chloe", "amina", "hana", "dev"])
async def test_nobody_withdraws_another_s_note(world: World, person: str) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note())

    refused(await world.people[person].client.delete(f"/notes/{note_id}"), 403, "forbidden")
    assert len(await items(world, "ben", studied.round_id)) == 1


async def test_a_note_that_is_not_there_is_not_withdrawn(world: World) -> None:
    refused(await world.ben.client.delete(f"/notes/{uuid4()}"), 404, "not-found")


async def test_once_the_discussion_is_closed_notes_stay(world: World) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note(case_pupil_id=studied.pupil_a))
    talk = await begun(world, studied.round_id)
    assert [note["may_withdraw"] for note in await items(world, "ben", studied.round_id)] == [True]
    await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    kept = await world.ben.client.delete(f"/notes/{note_id}")

    refused(kept, 409, "discussion/closed")
    assert [note["may_withdraw"] for note in await items(world, "ben", studied.round_id)] == [False]


# ---- who has read ----------------------------------------------------------------------------------


async def reads(world: World, person: str) -> list[tuple[str, int, str]]:
    answer = await world.people[person].get("/my-notes/reads")
    assert answer.status_code == 200, answer.text
    return [(one["reader_name"], one["notes"], one["where_read"]) for one in answer.json()["items"]]


async def test_each_reading_of_another_s_notes_is_shown_to_its_author_alone(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note(), a_note())
    await noted(world, world.chloe, studied.round_id, a_note())

    await items(world, "amina", studied.round_id)
    await items(world, "ben", studied.round_id)

    assert await reads(world, "ben") == [("Amina", 2, "notes")]
    assert sorted(await reads(world, "chloe")) == [("Amina", 1, "notes"), ("Ben", 1, "notes")]
    assert await reads(world, "amina") == []
    shown = (await world.ben.get("/my-notes/reads")).json()["items"][0]
    assert (shown["class_name"], shown["held_on"], shown["round_id"]) == ("7A", "2026-11-02", studied.round_id)


async def test_a_quarter_of_an_hour_with_the_same_notes_is_one_reading(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())

    await items(world, "amina", studied.round_id)
    clock.instant += rules.READ_AGAIN_AFTER - timedelta(seconds=1)
    await items(world, "amina", studied.round_id)
    assert len(await reads(world, "ben")) == 1

    clock.instant += timedelta(seconds=1)
    await items(world, "amina", studied.round_id)
    assert len(await reads(world, "ben")) == 2


async def test_notes_that_came_since_are_another_reading(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    await items(world, "amina", studied.round_id)
    await noted(world, world.ben, studied.round_id, a_note())

    await items(world, "amina", studied.round_id)

    assert sorted(count for _, count, _ in await reads(world, "ben")) == [1, 2]


async def test_each_page_of_notes_is_a_reading_of_its_own(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, *(a_note(f"Note {number}") for number in range(5)))
    path, after, seen = f"/rounds/{studied.round_id}/notes?limit=2", "", []
    while after is not None:
        page = (await world.amina.get(path + (f"&after={after}" if after else ""))).json()
        seen += [note["id"] for note in page["items"]]
        after = page["next"]

    assert len(set(seen)) == len(seen) == 5
    assert sum(count for _, count, _ in await reads(world, "ben")) == 5


async def test_readings_come_in_pages_newest_first(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    for person in ("amina", "chloe", "amina"):
        await items(world, person, studied.round_id)
        clock.instant += timedelta(hours=1)

    first = (await world.ben.get("/my-notes/reads?limit=2")).json()
    second = (await world.ben.get(f"/my-notes/reads?limit=2&after={first['next']}")).json()

    assert [one["reader_name"] for one in first["items"] + second["items"]] == ["Amina", "Chloe", "Amina"]
    assert second["next"] is None


@pytest.mark.parametrize("path", ["/my-notes/reads?after=nonsense", "/rounds/{}/notes?after=nonsense"])
async def test_a_page_that_was_never_given_out_is_refused(world: World, path: str) -> None:
    studied = await a_studied_round(world)

    refused(await world.ben.get(path.format(studied.round_id)), 422, "bad-cursor")
