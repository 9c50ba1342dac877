"""Photographs of pupils' work: sent, looked at by the group alone, withdrawn."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_evidence import IN_CLASS, Studied, a_note, a_studied_round, batch, begun, closed, noted, rows
from build_group import guest_of
from build_photo import SECRET, picture, with_exif
from cast import Person, World
from conftest import Clock
from PIL import Image
from refusals import refused

from app.files import images
from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceNote, NotePhoto

# ---- sending ---------------------------------------------------------------------------------------


async def send(
    person: Person, studied: Studied, sent: bytes, *, note_id: str | None = None, **changes: Any
) -> httpx.Response:
    form = {
        "kind": "photo", "has_no_faces": "true", "device_at": IN_CLASS.isoformat(), "sent_at": IN_CLASS.isoformat(),
        "case_pupil_id": studied.pupil_a, "stage_key": "start",
    } | changes  # fmt: skip
    path = f"/rounds/{studied.round_id}/notes/{note_id or uuid4()}/photo"
    return await person.client.post(path, data=form, files={"file": ("work.jpg", sent, "image/jpeg")})


async def test_a_photograph_of_work_is_a_note_that_the_group_can_look_at(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    sent = with_exif(orientation=6)

    answer = await send(world.ben, studied, sent)

    assert answer.status_code == 200, answer.text
    note = answer.json()
    assert (note["kind"], note["has_photo"], note["label"], note["stage_title"], note["text"]) == (
        "photo", True, "A", "Fold the strips", "",
    )  # fmt: skip
    shown = await world.chloe.get(f"/notes/{note['id']}/photo")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.content)).size == (40, 60)
    assert SECRET not in shown.content
    assert [SECRET in row.content for row in rows(world, NotePhoto)] == [False]


async def test_a_photograph_can_be_looked_at_and_nothing_else(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    headers = (await world.ben.get(f"/notes/{note_id}/photo")).headers

    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == f'inline; filename="{note_id}.webp"'
    assert headers["cache-control"] == "no-store"


async def test_a_photograph_of_a_sheet_may_be_about_the_whole_class(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    answer = await send(world.ben, studied, picture("PNG"), kind="sheet", case_pupil_id=str(uuid4()), stage_key="")

    assert (answer.json()["kind"], answer.json()["label"]) == ("sheet", None)


async def test_who_has_not_looked_for_faces_sends_nothing(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    refused(
        await send(world.ben, studied, picture(), has_no_faces="false"), 422, "lesson-study/faces-not-checked"
    )  # fmt: skip

    assert rows(world, EvidenceNote) == []


async def test_saying_nothing_of_faces_is_not_having_looked(world: World) -> None:
    studied = await a_studied_round(world)
    form = {"kind": "photo", "device_at": IN_CLASS.isoformat(), "sent_at": IN_CLASS.isoformat()}

    answer = await world.ben.client.post(
        f"/rounds/{studied.round_id}/notes/{uuid4()}/photo", data=form, files={"file": ("a.jpg", picture())}
    )

    assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"] == "/body/has_no_faces"


@pytest.mark.parametrize("sent", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:300], b""])
async def test_what_is_no_photograph_is_refused_and_nothing_is_stored(world: World, sent: bytes) -> None:
    studied = await a_studied_round(world)

    problem = refused(await send(world.ben, studied, sent), 422, "lesson-study/photo-unusable")

    assert problem["detail"] == problem["why"]
    assert rows(world, EvidenceNote) == []


async def test_a_photograph_of_ten_megabytes_arrives_and_eleven_do_not(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    sent = picture("PNG")
    full = sent + b"\0" * (images.FILE_BYTES_MAX - len(sent))

    assert (await send(world.ben, studied, full)).status_code == 200
    refused(await send(world.ben, studied, full + b"\0"), 422, "lesson-study/photo-unusable")
    assert (await send(world.ben, studied, full + b"\0" * 1_000_000)).status_code == 413


@pytest.mark.parametrize("change", [{"kind": "words"}, {"stage_key": "No Key"}, {"device_at": "now"}])
async def test_a_photograph_with_an_odd_label_is_not_understood(world: World, change: dict[str, str]) -> None:
    studied = await a_studied_round(world)

    refused(await send(world.ben, studied, picture(), **change), 422, "invalid-request")


async def test_the_same_photograph_sent_again_is_stored_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())

    first = await send(world.ben, studied, picture(), note_id=note_id)
    clock.instant += timedelta(minutes=1)
    again = await send(world.ben, studied, picture(), note_id=note_id)

    assert first.json() == again.json()
    assert (len(rows(world, EvidenceNote)), len(rows(world, NotePhoto))) == (1, 1)


async def test_another_file_under_the_same_id_is_refused(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)
    [text_id] = await noted(world, world.ben, studied.round_id, a_note())

    for answer in (
        await send(world.ben, studied, picture("PNG"), note_id=note_id),
        await send(world.ben, studied, picture(), note_id=note_id, kind="sheet"),
        await send(world.chloe, studied, picture(), note_id=note_id),
        await send(world.ben, studied, picture(), note_id=text_id),
    ):
        refused(answer, 409, "lesson-study/note-differs")
    assert len(rows(world, NotePhoto)) == 1


async def test_a_phone_s_wrong_clock_is_put_right_for_photographs_too(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    tomorrow = (IN_CLASS + timedelta(days=1)).isoformat()

    answer = await send(world.ben, studied, picture(), device_at=tomorrow, sent_at=tomorrow)

    assert (answer.json()["noted_at"], answer.json()["clock_was_off"]) == ("2026-11-02T09:00:00Z", True)


async def test_nobody_photographs_without_end(world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    monkeypatch.setattr(rules, "PHOTOS_A_PERSON_MAX", 1)
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)

    refused(await send(world.ben, studied, picture()), 409, "lesson-study/too-many-notes")
    assert (await send(world.ben, studied, picture(), note_id=note_id)).status_code == 200
    assert (await send(world.chloe, studied, picture())).status_code == 200


# ---- withdrawing, and who may ----------------------------------------------------------------------


async def test_with_its_note_the_photograph_is_deleted_and_does_not_come_back(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)

    assert (await world.ben.client.delete(f"/notes/{note_id}")).status_code == 204

    assert rows(world, NotePhoto) == []
    for person in (world.ben, world.chloe):
        refused(await person.get(f"/notes/{note_id}/photo"), 404, "not-found")
    again = await send(world.ben, studied, picture(), note_id=note_id)
    assert (again.status_code, again.json()["has_photo"], again.json()["may_withdraw"]) == (200, False, False)
    assert rows(world, NotePhoto) == []


async def test_once_the_discussion_is_closed_photographs_stay(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]
    talk = await begun(world, studied.round_id)
    await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    refused(await world.ben.client.delete(f"/notes/{note_id}"), 409, "discussion/closed")
    assert (await world.chloe.get(f"/notes/{note_id}/photo")).status_code == 200


async def test_who_looked_at_a_photograph_is_shown_to_its_author(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    first = (await send(world.ben, studied, picture())).json()["id"]
    second = (await send(world.ben, studied, picture("PNG"))).json()["id"]

    await world.ben.get(f"/notes/{first}/photo")
    await world.chloe.get(f"/notes/{first}/photo")
    await world.chloe.get(f"/notes/{second}/photo")

    seen = (await world.ben.get("/my-notes/reads")).json()["items"]
    assert [(one["reader_name"], one["where_read"], one["notes"]) for one in seen] == [("Chloe", "photo", 1)] * 2


@pytest.mark.parametrize("person", ["hana", "dev", "frank"])
async def test_leads_and_other_colleagues_see_no_photograph_and_send_none(
    world: World, clock: Clock, person: str
) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    refused(await world.people[person].get(f"/notes/{note_id}/photo"), 403, "forbidden")
    refused(await send(world.people[person], studied, picture()), 403, "forbidden")


async def test_another_school_has_no_such_photograph(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    refused(await world.eve.get(f"/notes/{note_id}/photo"), 404, "not-found")
    refused(await send(world.eve, studied, picture()), 404, "not-found")


async def test_the_group_s_guest_looks_at_photographs_and_sends_none(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]
    guest = await guest_of(world, {"id": studied.group_id})

    assert (await guest.get(f"/notes/{note_id}/photo")).status_code == 200
    refused(await send(guest, studied, picture()), 403, "forbidden")


async def test_whoever_may_not_send_does_not_make_us_read_pictures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    studied = await a_studied_round(world)
    read: list[int] = []
    monkeypatch.setattr(images, "make_in_child", lambda sent: read.append(len(sent)))

    await send(world.hana, studied, picture())
    await send(world.ben, studied, picture(), has_no_faces="false")

    assert read == []


async def test_a_note_in_words_has_no_photograph(world: World) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note())

    refused(await world.ben.get(f"/notes/{note_id}/photo"), 404, "not-found")


async def test_a_photograph_without_a_file_cannot_come_among_the_notes(world: World) -> None:
    studied = await a_studied_round(world)

    answer = await world.ben.post(f"/rounds/{studied.round_id}/notes", batch(a_note("", kind="photo")))

    assert answer.json()["results"][0]["outcome"] == "refused"
