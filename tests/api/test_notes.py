"""Notes of a research lesson: sent from phones that have been without signal, with clocks that are wrong."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from build_evidence import (
    AFTER_CLASS,
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
from cast import World
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceNote
from app.study.rules import RoundState
from app.study.tables import StudyRound


def in_state(world: World, round_id: str, state: RoundState) -> None:
    """As if the round had been called off, or its lesson had gone from the timetable."""
    with world.database.writing(world.amina.scope) as session:
        row = session.get(StudyRound, (world.birch_id, UUID(round_id)))
        assert row is not None
        row.state = state


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
