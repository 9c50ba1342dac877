"""Who may take the documents of a cycle, and whose notes they have read by taking them."""

from uuid import uuid4

import httpx
import pytest
from build_document import SEEN_AT, a_written_cycle
from build_group import guest_of
from build_paper import pdf_of, reads, text_of
from build_round import a_group
from cast import World, browser
from sqlmodel import select

from app.lesson_study.tables import EvidenceNote

# ---- who may ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["pdf", "docx", "sheet"])
async def test_documents_are_for_the_group_and_its_guests_and_for_no_lead(world: World, path: str) -> None:
    written = await a_written_cycle(world)
    guest = await guest_of(world, {"id": written.group_id})
    other = await a_group(world, world.frank, world.grace, world.dev, name="Others")
    invited = await world.frank.post(f"/groups/{other}/guests", {
        "name": "Gil", "email": f"gil.{uuid4().hex[:6]}@far.example", "organisation": "", "until": "2027-03-01",
    })  # fmt: skip
    assert invited.status_code == 201, invited.text
    stranger = await _taken(world, invited.json()["url"])

    address = getattr(written, path)
    people = {name: world.people[name] for name in ("amina", "ben", "chloe", "frank", "grace", "hana", "dev", "eve")}
    statuses = {name: (await person.get(address)).status_code for name, person in people.items()}

    assert statuses == {
        "amina": 200, "ben": 200, "chloe": 200, "frank": 403, "grace": 403, "hana": 403, "dev": 403, "eve": 404,
    }  # fmt: skip
    assert (await guest.get(address)).status_code == 200
    assert (await stranger.get(f"https://kenkyu.test/api{address}")).status_code == 404


async def _taken(world: World, url: str) -> httpx.AsyncClient:
    """The browser of a guest who has taken the invitation at *url*."""
    nobody = browser(world.app)
    path = f"/invitations/{url.rsplit('/', 1)[1]}/accept"
    answer = await nobody.post(path, json={"password": "a long enough password"})
    assert answer.status_code == 200, answer.text
    return browser(world.app, answer.cookies["__Host-kenkyu"])


@pytest.mark.parametrize(
    "path", ["/cycles/{}/document.pdf", "/cycles/{}/document.docx", "/rounds/{}/observation-sheet.pdf"]
)
async def test_what_is_not_there_is_as_unknown_as_another_school_s(world: World, path: str) -> None:
    written = await a_written_cycle(world)
    theirs = written.round_id if "rounds" in path else written.cycle_id

    nowhere, foreign = [await world.eve.get(path.format(one)) for one in (uuid4(), theirs)]

    assert (nowhere.status_code, foreign.status_code) == (404, 404)
    assert nowhere.content == foreign.content


# ---- who has read whose notes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["pdf", "docx"])
async def test_authors_see_who_took_their_notes_and_nobody_reads_their_own(world: World, path: str) -> None:
    written = await a_written_cycle(world)
    written.note(world.ben, "another of Ben's", "B", "stage-1")

    assert (await world.amina.get(getattr(written, path))).status_code == 200
    assert reads(world) == [("ben", "amina", 2, "document")]

    assert (await world.ben.get(getattr(written, path))).status_code == 200
    assert reads(world) == [("amina", "ben", 1, "document"), ("ben", "amina", 2, "document")]


async def test_each_taking_is_told_and_a_refused_one_is_not(world: World) -> None:
    written = await a_written_cycle(world)

    for _ in range(2):
        assert (await world.chloe.get(written.pdf)).status_code == 200
    for outsider in (world.hana, world.dev, world.frank, world.eve):
        assert (await outsider.get(written.pdf)).status_code in {403, 404}

    assert reads(world) == [("amina", "chloe", 1, "document")] * 2 + [("ben", "chloe", 1, "document")] * 2


async def test_a_withdrawn_note_is_neither_printed_nor_counted(world: World) -> None:
    written = await a_written_cycle(world)
    gone = written.note(world.ben, "soon taken back", "A", "stage-1")
    with world.database.writing(world.ben.scope) as session:
        row = session.exec(select(EvidenceNote).where(EvidenceNote.id == gone)).one()
        row.text, row.withdrawn_at = "", SEEN_AT

    text = text_of(await pdf_of(world.chloe, written))

    assert text.count("08:50Ben") == 1
    assert reads(world) == [("amina", "chloe", 1, "document"), ("ben", "chloe", 1, "document")]


async def test_sheets_hold_nobody_s_notes_and_are_no_reading(world: World) -> None:
    written = await a_written_cycle(world)

    text = text_of((await world.ben.get(written.sheet, params={"whose": "all"})).content)

    assert "seen-of" not in text
    assert reads(world) == []
