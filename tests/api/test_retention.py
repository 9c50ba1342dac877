"""How long evidence and keys are kept, what will go, what has gone with proof, and the file to take before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_cycle import signed_in_again
from build_evidence import Studied, a_plain_round, a_studied_round
from build_group import guest_of
from cast import NOW, Clock, World
from click.testing import CliRunner
from refusals import refused
from sqlalchemy import func
from sqlmodel import select

from app import cli, worker
from app.lesson_study.actions import retention
from app.lesson_study.actions.retention import Expired
from app.lesson_study.tables import (
    Cycle,
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    EvidenceRead,
    NotePhoto,
    PupilInterview,
    PupilKey,
)
from app.settings import Settings

CHOICE = {"evidence_months": 1, "key_days": 0, "keys_end_on": None}
ALL = (EvidenceNote, NotePhoto, PupilInterview, Discussion, DiscussionEntry, EvidenceRead, PupilKey)


def seen(world: World, round_id: str, pupil_id: str | None = None) -> None:
    """Two notes of Ben's, one with a photograph, an interview, one point of a record, one reading."""
    ben, school, of_round = world.ben.staff_id, world.birch_id, UUID(round_id)
    at = {"noted_at": NOW, "device_at": NOW, "received_at": NOW}
    with world.database.writing(world.ben.scope) as session:
        picture = EvidenceNote(school_id=school, round_id=of_round, staff_id=ben, kind="photo", text="", **at)
        talk = Discussion(
            school_id=school, round_id=of_round, protocol="uk", chair_id=ben, recorder_id=ben, step_began_at=NOW,
            began_at=NOW,
        )  # fmt: skip
        session.add_all([
            picture, talk, EvidenceNote(school_id=school, round_id=of_round, staff_id=ben, kind="words", text="Drew", **at),
            EvidenceRead(
                school_id=school, round_id=of_round, author_id=ben, reader_id=world.chloe.staff_id, notes=1,
                where_read="notes", read_at=NOW,
            ),
        ])  # fmt: skip
        session.flush()
        session.add_all([
            NotePhoto(
                school_id=school, note_id=picture.id, has_no_faces=True, media_type="image/webp", width=1, height=1,
                content=b"x", sha256="0" * 64, made_at=NOW,
            ),
            DiscussionEntry(
                school_id=school, discussion_id=talk.id, step_key="observed", text="Gave a reason", by_staff_id=ben,
                made_at=NOW,
            ),
        ])  # fmt: skip
        if pupil_id is not None:
            session.add(
                PupilInterview(
                    school_id=school,
                    round_id=of_round,
                    case_pupil_id=UUID(pupil_id),
                    staff_id=ben,
                    enjoyed="Talking",
                    held_at=NOW,
                )
            )


async def a_seen_round(world: World) -> Studied:
    studied = await a_studied_round(world)
    seen(world, studied.round_id, studied.pupil_a)
    return studied


def ended(world: World, cycle_id: str, at: datetime = NOW) -> None:
    with world.database.writing(world.ben.scope) as session:
        row = session.exec(select(Cycle).where(Cycle.id == UUID(cycle_id))).one()
        row.state, row.ended_at = "completed", at


def left(world: World) -> dict[str, int]:
    with world.database.reading(world.ben.scope) as session:
        return {
            table.__name__: session.exec(
                select(func.count()).select_from(table).where(table.school_id == world.birch_id)
            ).one()
            for table in ALL
        }  # fmt: skip


def run(world: World, day: date) -> Expired:
    with world.database.writing(world.ben.scope) as session:
        return retention.expire(session, world.birch_id, datetime(day.year, day.month, day.day, tzinfo=UTC))


async def chosen(world: World, version: int = 0, **changes: Any) -> dict[str, Any]:
    answer = await world.hana.put("/retention", CHOICE | changes, version=version)
    assert answer.status_code == 200, answer.text
    return answer.json()


# ---- the school's choice -----------------------------------------------------------------------------------


async def test_until_somebody_chooses_kenkyu_s_figures_hold(world: World) -> None:
    found = await world.dev.get("/retention")

    assert found.headers["ETag"] == '"0"'
    assert found.json() == {
        "evidence_months": 24, "key_days": 0, "keys_end_on": None, "by_name": None, "chosen_at": None, "version": 0,
    }  # fmt: skip


async def test_leads_choose_and_the_audit_log_says_what(world: World) -> None:
    first = await chosen(world, keys_end_on="2026-11-03")
    second = await chosen(world, version=1, evidence_months=120, key_days=400, keys_end_on="2026-11-03")

    assert (first["version"], first["by_name"], second["version"]) == (1, "Hana", 2)
    assert (await world.dev.get("/retention")).json() == second
    details = [one["detail"] for one in (await world.hana.get("/audit")).json()["items"]]
    assert {"evidence_months": 120, "key_days": 400, "keys_end_on": "2026-11-03"} in details
    refused(await world.hana.put("/retention", CHOICE, version=1), 412, "stale")
    refused(await world.hana.put("/retention", CHOICE, version=None), 428, "version-missing")


async def test_a_date_for_keys_is_to_come(world: World, clock: Clock) -> None:
    for day in ("2026-11-02", "2020-01-01"):
        wish = CHOICE | {"keys_end_on": day}
        assert (
            refused(await world.hana.put("/retention", wish, version=0), 422, "pupils/date-has-passed")["earliest"]
            == "2026-11-03"
        )
    await chosen(world, keys_end_on="2026-11-03")
    clock.instant = NOW + timedelta(days=3)
    signed_in_again(world, clock)
    assert (await chosen(world, version=1, evidence_months=2, keys_end_on="2026-11-03"))["version"] == 2


@pytest.mark.parametrize(
    "changes",
    [{"evidence_months": 0}, {"evidence_months": 121}, {"key_days": -1}, {"key_days": 401}, {"evidence_months": "24"},
     {"keys_end_on": "soon"}, {"more": 1}],
)  # fmt: skip
async def test_figures_beyond_what_can_be_meant_are_refused(world: World, changes: dict[str, Any]) -> None:
    refused(await world.hana.put("/retention", CHOICE | changes, version=0), 422, "invalid-request")


async def test_everybody_sees_how_long_and_only_leads_choose(world: World) -> None:
    for person in (world.amina, world.grace):
        assert (await person.get("/retention")).json()["evidence_months"] == 24
        refused(await person.put("/retention", CHOICE, version=0), 403, "forbidden")
    await chosen(world)
    assert (await world.eve.get("/retention")).json()["version"] == 0


async def test_a_new_date_holds_for_keys_that_are_kept_already(world: World) -> None:
    studied = await a_studied_round(world)
    path = f"/cycles/{studied.cycle_id}/pupil-key"
    assert (await world.amina.put(path, {"text": "A: x"}, version=0)).json()["ends_on"] == "2027-07-21"

    await chosen(world, keys_end_on="2026-12-01")

    assert (await world.amina.get(path)).json()["ends_on"] == "2026-12-01"


async def test_a_key_whose_day_has_come_does_not_come_back_with_a_new_date(world: World, clock: Clock) -> None:
    """Take out: `key.ends_on > today` in retention.choose."""
    studied = await a_studied_round(world)
    path = f"/cycles/{studied.cycle_id}/pupil-key"
    assert (await world.amina.put(path, {"text": "A: x"}, version=0)).status_code == 200
    await chosen(world, keys_end_on="2026-11-05")
    clock.instant = NOW + timedelta(days=5)
    signed_in_again(world, clock)

    await chosen(world, version=1, keys_end_on=None)

    assert (await world.amina.get(path)).status_code == 404


# ---- what goes ---------------------------------------------------------------------------------------------------


async def test_evidence_goes_so_many_months_after_its_cycle_to_the_day(world: World) -> None:
    studied = await a_seen_round(world)
    await chosen(world, evidence_months=1)
    before = left(world)
    assert run(world, date(2030, 1, 1)).rows == 0, "a cycle that runs keeps what it has"
    ended(world, studied.cycle_id)

    assert run(world, date(2026, 12, 1)).rows == 0
    assert left(world) == before
    gone = run(world, date(2026, 12, 2))

    assert gone == Expired(keys=0, cycles=1, notes=2, photos=1, interviews=1, entries=1, reads=1)
    assert left(world) == dict.fromkeys((table.__name__ for table in ALL), 0) | {"Discussion": 1}
    assert run(world, date(2026, 12, 3)).rows == 0


async def test_what_went_is_proved_in_the_audit_log(world: World) -> None:
    studied = await a_seen_round(world)
    ended(world, studied.cycle_id)

    run(world, date(2028, 11, 2))

    (line,) = (await world.dev.get("/audit", params={"action": "evidence.expired"})).json()["items"]
    assert (line["by_name"], line["subject_kind"], line["subject_id"]) == (None, "cycle", studied.cycle_id)
    assert line["detail"] == {
        "ended_on": "2026-11-02", "due_on": "2028-11-02", "evidence_months": 24, "notes": 2, "photos": 1,
        "interviews": 1, "entries": 1, "reads": 1,
    }  # fmt: skip


async def test_notes_of_a_round_outside_cycles_are_counted_from_its_day(world: World) -> None:
    round_id, _ = await a_plain_round(world)
    seen(world, round_id)
    await chosen(world)

    assert run(world, date(2026, 12, 1)).rows == 0
    assert run(world, date(2026, 12, 2)).notes == 2
    (line,) = (await world.dev.get("/audit", params={"action": "evidence.expired"})).json()["items"]
    assert (line["subject_kind"], line["subject_id"]) == ("round", round_id)


async def test_a_key_goes_on_its_day_with_proof(world: World) -> None:
    studied = await a_studied_round(world)
    await world.amina.put(f"/cycles/{studied.cycle_id}/pupil-key", {"text": "A: x"}, version=0)

    assert run(world, date(2027, 7, 20)).keys == 0
    assert run(world, date(2027, 7, 21)).keys == 1

    assert left(world)["PupilKey"] == 0
    (line,) = (await world.dev.get("/audit", params={"action": "pupil_key.expired"})).json()["items"]
    assert (line["subject_id"], line["detail"]) == (studied.cycle_id, {"ends_on": "2027-07-21"})


async def test_another_school_s_job_leaves_ours_alone(world: World) -> None:
    studied = await a_seen_round(world)
    ended(world, studied.cycle_id)

    with world.database.writing(world.eve.scope) as session:
        gone = retention.expire(session, world.cedar_id, datetime(2040, 1, 1, tzinfo=UTC))

    assert gone.rows == 0
    assert left(world)["EvidenceNote"] == 2


async def test_the_worker_does_it_in_passing(world: World) -> None:
    studied = await a_seen_round(world)
    ended(world, studied.cycle_id)

    worker.tidy_up(world.database, datetime(2028, 11, 2, tzinfo=UTC))

    assert left(world)["EvidenceNote"] == 0


async def test_the_command_does_it_now_and_says_how_much(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    studied = await a_seen_round(world)
    ended(world, studied.cycle_id, datetime(2020, 1, 1, tzinfo=UTC))
    monkeypatch.setenv("KENKYU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", settings.secret_key)

    done = CliRunner().invoke(cli.main, ["retention"])

    assert done.exit_code == 0, done.output
    assert f"{world.birch_id}: 0 keys; of 1 cycles 2 notes, 1 photographs, 1 interviews, 1 points" in done.output
    assert left(world)["EvidenceNote"] == 0


# ---- what will go ----------------------------------------------------------------------------------------------------


async def test_what_will_go_within_sixty_days_is_told_to_leads_and_its_group(world: World) -> None:
    studied = await a_seen_round(world)
    await world.amina.put(f"/cycles/{studied.cycle_id}/pupil-key", {"text": "A: x"}, version=0)
    await chosen(world, keys_end_on="2026-12-30")
    ended(world, studied.cycle_id)

    for person in (world.hana, world.dev, world.amina):
        found = (await person.get("/retention/due")).json()["items"]
        assert [(one["kind"], one["goes_on"], one["notes"], one["photos"], one["interviews"], one["entries"]) for one in found] == [
            ("key", "2026-11-02", 0, 0, 0, 0), ("evidence", "2026-12-02", 2, 1, 1, 1),
        ]  # fmt: skip
        assert {one["cycle_id"] for one in found} == {studied.cycle_id}
    for person in (world.frank, world.eve):
        assert (await person.get("/retention/due")).json() == {"items": [], "next": None}


async def test_sixty_days_ahead_is_told_and_sixty_one_is_not(world: World) -> None:
    studied = await a_studied_round(world)
    await world.amina.put(f"/cycles/{studied.cycle_id}/pupil-key", {"text": "A: x"}, version=0)
    await chosen(world, keys_end_on="2027-01-01")
    assert [one["goes_on"] for one in (await world.amina.get("/retention/due")).json()["items"]] == ["2027-01-01"]

    await chosen(world, version=1, keys_end_on="2027-01-02")

    assert (await world.amina.get("/retention/due")).json()["items"] == []


async def test_what_will_go_comes_in_pages(world: World) -> None:
    studied = await a_seen_round(world)
    await world.amina.put(f"/cycles/{studied.cycle_id}/pupil-key", {"text": "A: x"}, version=0)
    await chosen(world)
    ended(world, studied.cycle_id)

    first = (await world.hana.get("/retention/due", params={"limit": 1})).json()
    second = (await world.hana.get("/retention/due", params={"limit": 1, "after": first["next"]})).json()

    assert [page["items"][0]["kind"] for page in (first, second)] == ["key", "evidence"]
    assert second["next"] is None


# ---- the file to take before -----------------------------------------------------------------------------------------


async def test_a_member_takes_the_whole_cycle_and_the_author_sees_it(world: World) -> None:
    studied = await a_seen_round(world)
    await world.amina.put(f"/cycles/{studied.cycle_id}/pupil-key", {"text": "A: Amira Khan"}, version=0)

    answer = await world.chloe.get(f"/cycles/{studied.cycle_id}/export.json")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="cycle.json"'
    assert "Amira" not in answer.text
    (lesson, *_) = answer.json()["lessons"]
    assert (lesson["round_id"], lesson["class_name"], lesson["held_on"]) == (studied.round_id, "7A", "2026-11-02")
    assert sorted((one["kind"], one["text"], one["by_name"]) for one in lesson["notes"]) == [
        ("photo", "", "Ben"), ("words", "Drew", "Ben"),
    ]  # fmt: skip
    assert [one["photo"] is not None for one in lesson["notes"] if one["kind"] == "photo"] == [True]
    assert [(one["label"], one["enjoyed"]) for one in lesson["interviews"]] == [("A", "Talking")]
    assert [one["text"] for one in lesson["entries"]] == ["Gave a reason"]
    assert lesson["proposal"]["learning_objective"]
    assert [one["label"] for one in answer.json()["pupils"]] == ["A", "B"]
    reads = (await world.ben.get("/my-notes/reads")).json()["items"]
    assert ("Chloe", 2, "export") in [(one["reader_name"], one["notes"], one["where_read"]) for one in reads]
    assert [one["action"] for one in (await world.dev.get("/audit")).json()["items"]].count("cycle.exported") == 1


async def test_a_withdrawn_note_is_in_no_file(world: World) -> None:
    studied = await a_seen_round(world)
    with world.database.writing(world.ben.scope) as session:
        for row in session.exec(select(EvidenceNote).where(EvidenceNote.kind == "words")):
            row.text, row.withdrawn_at = "", NOW

    (lesson, *_) = (await world.ben.get(f"/cycles/{studied.cycle_id}/export.json")).json()["lessons"]

    assert [one["kind"] for one in lesson["notes"]] == ["photo"]


async def test_only_members_take_a_cycle_as_a_file(world: World) -> None:
    studied = await a_studied_round(world)
    guest = await guest_of(world, {"id": studied.group_id})
    path = f"/cycles/{studied.cycle_id}/export.json"

    for person in (world.hana, world.dev, world.frank, guest):
        refused(await person.get(path), 403, "forbidden")
    refused(await world.eve.get(path), 404, "not-found")
    refused(await world.amina.get(f"/cycles/{uuid4()}/export.json"), 404, "not-found")
