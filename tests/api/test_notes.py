"""Notes of a research lesson: sent from phones that have been without signal, read by the group, withdrawn."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_evidence import (
    AFTER_CLASS,
    IN_CLASS,
    a_note,
    a_plain_round,
    a_studied_round,
    batch,
    begun,
    closed,
    noted,
    rows,
)
from build_group import guest_of
from build_round import a_round, a_school_at_work, watching
from cast import World, browser
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceNote, EvidenceRead
from app.study.rules import RoundState
from app.study.tables import StudyRound


async def sent(world: World, person: str, round_id: str, *notes: dict[str, Any], at: datetime = IN_CLASS) -> Any:
    """What the server says to a batch."""
    answer = await world.people[person].post(f"/rounds/{round_id}/notes", batch(*notes, sent_at=at))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def items(world: World, person: str, round_id: str) -> list[dict[str, Any]]:
    answer = await world.people[person].get(f"/rounds/{round_id}/notes")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def outcomes(answer: dict[str, Any]) -> list[str]:
    return [result["outcome"] for result in answer["results"]]


def in_state(world: World, round_id: str, state: RoundState) -> None:
    """As if the round had been called off, or its lesson had gone from the timetable."""
    with world.database.writing(world.amina.scope) as session:
        row = session.get(StudyRound, (world.birch_id, UUID(round_id)))
        assert row is not None
        row.state = state


# ---- what a phone needs ----------------------------------------------------------------------------


async def test_a_phone_gets_the_plan_and_whom_to_watch_in_one_answer(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    seen = (await world.ben.get(f"/rounds/{studied.round_id}/observing")).json()

    assert seen["rule"] == "Eyes and ears, not mouths and hands."
    assert seen["round"] | {"held_on": "2026-11-02"} == seen["round"]
    assert (seen["round"]["class_name"], seen["round"]["host_name"], seen["round"]["room"]) == ("7A", "Amina", "M1")
    assert (seen["cycle_id"], seen["research_lesson_id"]) == (studied.cycle_id, studied.lesson_id)
    assert seen["learning_objective"] == "Explain why fractions need a common whole"
    assert [(one["key"], one["minutes"]) for one in seen["stages"]] == [("start", 10), ("talk", 20)]
    assert [(one["label"], one["is_mine"], one["success_criterion"]) for one in seen["pupils"]] == [
        ("A", True, "Says why"),
        ("B", False, "Shows it with strips"),
    ]
    assert seen["pupils"][0]["predictions"] == {"start": "Folds at once", "talk": "Waits"}
    assert seen["pupils"][1]["predictions"] == {"talk": "Explains"}
    assert seen["pupils"][0]["attributes"] == ["quiet", "unsure"]
    assert seen["may_note"]
    assert len(seen["moments"]) == len(rules.MOMENTS)
    assert seen["server_now"] == "2026-11-02T09:00:00Z"


async def test_a_round_outside_any_cycle_can_be_observed_too(world: World) -> None:
    round_id, _ = await a_plain_round(world)

    seen = (await world.ben.get(f"/rounds/{round_id}/observing")).json()

    assert (seen["cycle_id"], seen["pupils"], seen["stages"], seen["learning_objective"]) == (None, [], [], "")
    assert await noted(world, world.ben, round_id, a_note())


async def test_a_phone_holds_nobody_else_s_notes(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.chloe, studied.round_id, a_note("Chloe's"))
    await noted(world, world.ben, studied.round_id, a_note("Ben's"))

    seen = (await world.ben.get(f"/rounds/{studied.round_id}/observing")).json()

    assert [note["text"] for note in seen["mine"]] == ["Ben's"]
    assert rows(world, EvidenceRead) == []


# ---- sending ---------------------------------------------------------------------------------------


async def test_notes_are_stored_with_pupil_stage_and_the_time_they_were_seen(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS + timedelta(minutes=5)
    note = a_note(case_pupil_id=studied.pupil_a, stage_key="start", device_at="2026-11-02T09:01:30Z")
    tap = a_note("Asks another pupil", kind="moment", device_at="2026-11-02T09:02:00Z")

    answer = await sent(world, "ben", studied.round_id, note, tap, at=clock.instant)

    assert (outcomes(answer), answer["clock_off_seconds"], answer["told"]) == (["stored", "stored"], 0, [])
    first, second = await items(world, "ben", studied.round_id)
    assert (first["label"], first["stage_title"], first["noted_at"]) == ("A", "Fold the strips", "2026-11-02T09:01:30Z")
    assert (first["author_name"], first["is_mine"], first["may_withdraw"], first["has_photo"]) == (
        "Ben", True, True, False,
    )  # fmt: skip
    assert (second["kind"], second["label"], second["clock_was_off"], second["came_late"]) == (
        "moment", None, False, False,
    )  # fmt: skip


async def test_the_same_offline_notes_sent_twice_are_stored_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    notes = [a_note(f"Note {number}", case_pupil_id=studied.pupil_b) for number in range(3)]
    await sent(world, "ben", studied.round_id, *notes)
    clock.instant = IN_CLASS + timedelta(hours=2)

    again = await sent(world, "ben", studied.round_id, *notes, at=clock.instant)

    assert outcomes(again) == ["already"] * 3
    assert len(rows(world, EvidenceNote)) == 3
    assert {row.received_at for row in rows(world, EvidenceNote)} == {IN_CLASS}


async def test_the_same_note_twice_in_one_sending_is_one_note(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note = a_note()

    answer = await sent(world, "ben", studied.round_id, note, note, note | {"text": "Another text"})

    assert outcomes(answer) == ["stored", "already", "refused"]
    assert [note["text"] for note in await items(world, "ben", studied.round_id)] == [note["text"]]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Something else"},
        {"kind": "moment"},
        {"stage_key": "talk"},
        {"device_at": "2026-11-02T09:00:01Z"},
        {"case_pupil_id": "pupil"},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_an_id_that_comes_again_with_another_content_is_refused_and_nothing_is_overwritten(
    world: World, clock: Clock, change: dict[str, str]
) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note = a_note()
    await sent(world, "ben", studied.round_id, note)
    changed = {key: studied.pupil_a if value == "pupil" else value for key, value in change.items()}

    answer = await sent(world, "ben", studied.round_id, note | changed)

    assert answer["results"][0]["problem"]["type"] == "/problems/lesson-study/note-differs"
    assert [row.text for row in rows(world, EvidenceNote)] == [note["text"]]


async def test_an_id_of_another_author_is_refused(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note = a_note()
    await sent(world, "ben", studied.round_id, note)

    answer = await sent(world, "chloe", studied.round_id, note)

    assert outcomes(answer) == ["refused"]
    assert [row.staff_id for row in rows(world, EvidenceNote)] == [world.ben.staff_id]


async def test_two_schools_may_use_one_id(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note = a_note()
    [before] = await noted(world, world.ben, studied.round_id, note)

    answer = await world.eve.post(f"/rounds/{studied.round_id}/notes", batch(a_note(id=before)))

    refused(answer, 404, "not-found")
    assert len(rows(world, EvidenceNote)) == 1


async def test_one_bad_note_never_loses_the_others(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    bad = [
        a_note("x" * 200_000),
        a_note("x" * 4_001),
        a_note(""),
        a_note("   "),
        a_note("null \x00 byte"),
        a_note(kind="photo"),
        a_note(stage_key="Not a key"),
        a_note(device_at="yesterday"),
        a_note(device_at="2026-11-02T09:00:00"),
        a_note(device_at="9999-12-31T23:59:59-12:00"),
        a_note(extra="field"),
        a_note(id="no uuid"),
        {"id": str(uuid4())},
    ]
    good = [a_note("First"), a_note("x" * 4_000), a_note("Last")]

    answer = await sent(world, "ben", studied.round_id, good[0], *bad, *good[1:])

    assert outcomes(answer) == ["stored"] + ["refused"] * len(bad) + ["stored"] * 2
    assert [result["id"] for result in answer["results"]] == [one["id"] for one in (good[0], *bad, *good[1:])]
    assert {result["problem"]["type"] for result in answer["results"] if result["problem"]} == {
        "/problems/lesson-study/note-unusable"
    }
    assert answer["results"][1]["problem"]["detail"] == "It is longer than 4,000 characters. Split it in two."
    assert len(rows(world, EvidenceNote)) == 3


async def test_what_has_no_id_at_all_is_no_note(world: World) -> None:
    studied = await a_studied_round(world)

    for sent_thing in ({"text": "no id"}, "a text", 7, None, {"id": 7}):
        answer = await world.ben.post(f"/rounds/{studied.round_id}/notes", batch(sent_thing))  # type: ignore[arg-type]
        assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"].startswith("/body/notes/0")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE evidence_note; --", "{{7*7}} ${7*7} 😀 \n é"]
)
async def test_scripts_in_notes_are_text_and_come_back_as_they_were(world: World, text: str) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note(text))

    answer = await world.chloe.get(f"/rounds/{studied.round_id}/notes")

    assert answer.json()["items"][0]["text"] == text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_two_hundred_notes_come_in_one_sending_and_not_one_more(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    notes = [a_note("ü" * 4_000) for _ in range(rules.NOTES_MAX)]

    # Written as \uXXXX this is about 5 MB.
    full = await sent(world, "ben", studied.round_id, *notes)
    more = await world.ben.post(f"/rounds/{studied.round_id}/notes", batch(*notes, a_note()))

    assert outcomes(full) == ["stored"] * rules.NOTES_MAX
    refused(more, 422, "invalid-request")


async def test_a_body_beyond_measure_is_refused_as_too_large(world: World) -> None:
    studied = await a_studied_round(world)

    answer = await world.ben.post(f"/rounds/{studied.round_id}/notes", batch(a_note("x" * 6_000_000)))

    assert answer.status_code == 413


async def test_nobody_notes_without_end(world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    studied = await a_studied_round(world)
    monkeypatch.setattr(rules, "NOTES_A_PERSON_MAX", 2)
    notes = [a_note(f"Note {number}") for number in range(3)]
    clock.instant = IN_CLASS

    answer = await sent(world, "ben", studied.round_id, *notes)
    others = await sent(world, "chloe", studied.round_id, a_note())

    assert outcomes(answer) == ["stored", "stored", "refused"]
    assert answer["results"][2]["problem"]["type"] == "/problems/lesson-study/too-many-notes"
    assert outcomes(others) == ["stored"]
    assert outcomes(await sent(world, "ben", studied.round_id, *notes[:2])) == ["already", "already"]


# ---- clocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (timedelta(days=1), "1 day ahead"),
        (timedelta(days=-1), "1 day behind"),
        (timedelta(hours=-5), "5 hours behind"),
        (timedelta(seconds=121), "2 minutes ahead"),
    ],
)
async def test_a_clock_that_is_wrong_is_put_right(world: World, clock: Clock, off: timedelta, words: str) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS + timedelta(minutes=8)
    note = a_note(device_at=(IN_CLASS + off).isoformat())

    answer = await sent(world, "ben", studied.round_id, note, at=clock.instant + off)

    assert answer["clock_off_seconds"] == off.total_seconds()
    assert answer["told"] == [f"Your phone's clock is {words}. Your notes have the right time here."]
    [shown] = await items(world, "ben", studied.round_id)
    assert (shown["noted_at"], shown["clock_was_off"]) == ("2026-11-02T09:00:00Z", True)
    [row] = rows(world, EvidenceNote)
    assert row.device_at == IN_CLASS + off


@pytest.mark.parametrize("seconds", [120, -120])
async def test_two_minutes_are_not_wrong(world: World, clock: Clock, seconds: int) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS + timedelta(minutes=8)

    answer = await sent(
        world, "ben", studied.round_id, a_note(), at=clock.instant + timedelta(seconds=seconds)
    )  # fmt: skip

    assert (answer["clock_off_seconds"], answer["told"]) == (0, [])
    assert [note["noted_at"] for note in await items(world, "ben", studied.round_id)] == ["2026-11-02T09:00:00Z"]


async def test_a_phone_that_begins_at_1970_again_loses_nothing(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    start = datetime(1970, 1, 1, tzinfo=UTC)

    answer = await sent(
        world, "ben", studied.round_id, a_note(device_at=start.isoformat()), at=start + timedelta(minutes=3)
    )

    assert outcomes(answer) == ["stored"]
    assert [note["noted_at"] for note in await items(world, "ben", studied.round_id)] == ["2026-11-02T08:57:00Z"]


async def test_nothing_is_seen_after_it_was_received(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    later = (IN_CLASS + timedelta(hours=3)).isoformat()

    await sent(world, "ben", studied.round_id, a_note(device_at=later))

    [shown] = await items(world, "ben", studied.round_id)
    assert (shown["noted_at"], shown["clock_was_off"]) == ("2026-11-02T09:00:00Z", True)


async def test_what_was_kept_on_the_phone_says_that_it_came_late(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS + rules.LATE_AFTER

    await sent(world, "ben", studied.round_id, a_note("In time"), at=clock.instant)
    clock.instant += timedelta(seconds=1)
    await sent(world, "ben", studied.round_id, a_note("Late"), at=clock.instant)

    assert {note["text"]: note["came_late"] for note in await items(world, "ben", studied.round_id)} == {
        "In time": False,
        "Late": True,
    }


# ---- what changed meanwhile ------------------------------------------------------------------------


@pytest.mark.parametrize("state", [RoundState.CANCELLED, RoundState.STALE])
async def test_notes_of_a_lesson_that_was_called_off_meanwhile_are_kept_and_it_is_said(
    world: World, clock: Clock, state: RoundState
) -> None:
    studied = await a_studied_round(world)
    in_state(world, studied.round_id, state)
    clock.instant = IN_CLASS

    answer = await sent(world, "ben", studied.round_id, a_note())

    assert outcomes(answer) == ["stored"]
    assert len(answer["told"]) == 1
    assert "kept" in answer["told"][0]
    assert len(await items(world, "chloe", studied.round_id)) == 1


async def test_notes_about_a_pupil_who_left_the_plan_are_kept_for_the_whole_class(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note = a_note(case_pupil_id=str(uuid4()))

    first = await sent(world, "ben", studied.round_id, note)
    again = await sent(world, "ben", studied.round_id, note)

    assert (outcomes(first), outcomes(again)) == (["stored"], ["already"])
    assert "not in the plan any more" in first["told"][0]
    assert [one["label"] for one in await items(world, "ben", studied.round_id)] == [None]


async def test_notes_that_come_after_the_discussion_was_closed_are_kept_and_it_is_said(world: World) -> None:
    studied = await a_studied_round(world)
    talk = await begun(world, studied.round_id)
    await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    answer = await sent(world, "ben", studied.round_id, a_note(), at=AFTER_CLASS)

    assert outcomes(answer) == ["stored"]
    assert "closed" in answer["told"][0]


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


# ---- while colleagues cover ------------------------------------------------------------------------


async def a_class_to_cover(world: World) -> str:
    """Chloe watches Amina; Ben is asked to take 8B meanwhile. Answers with the id of the need."""
    group_id = await a_school_at_work(world)
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = await world.amina.post("/rounds", wish)
    assert made.status_code == 201, made.text
    need: str = made.json()["observations"][0]["cover"]["id"]
    return need


async def test_whoever_covers_gets_the_focus_and_one_thing_to_look_for(world: World) -> None:
    slot_id = await a_class_to_cover(world)

    asked = await world.ben.get(f"/cover-slots/{slot_id}/prompt")
    await world.ben.post(f"/cover-slots/{slot_id}/accept")
    agreed = await world.ben.get(f"/cover-slots/{slot_id}/prompt")

    assert (asked.status_code, asked.json()["focus"]) == (200, "Explaining before writing")
    assert asked.json() == agreed.json() == (await world.amina.get(f"/cover-slots/{slot_id}/prompt")).json()
    assert asked.json()["prompt"] in {prompt.format(class_name="8B") for prompt in rules.PROMPTS}


@pytest.mark.parametrize("person", ["hana", "dev", "grace"])
async def test_who_only_answers_for_cover_gets_no_prompt(world: World, person: str) -> None:
    slot_id = await a_class_to_cover(world)

    refused(await world.people[person].get(f"/cover-slots/{slot_id}/prompt"), 403, "forbidden")


@pytest.mark.parametrize("person", ["frank", "eve"])
async def test_who_has_nothing_to_do_with_a_class_to_cover_knows_of_no_prompt(world: World, person: str) -> None:
    slot_id = await a_class_to_cover(world)

    refused(await world.people[person].get(f"/cover-slots/{slot_id}/prompt"), 404, "not-found")
