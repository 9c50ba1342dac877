"""What a learning fair does not show, count or name, and that nothing of this keeps it from going on."""

import io
from dataclasses import replace
from time import perf_counter
from uuid import UUID

import pypdf
import pytest
from build_fair import accepted, moved, published, reader
from build_fair_day import FAIR, a_fair, a_room, a_slot, a_wish, made, opened, programme, state_of
from build_public import edit
from cast import NOW, World
from refusals import refused
from sqlalchemy import update
from sqlmodel import col

from app import worker
from app.fair_day.paper import printing
from app.fair_day.tables import FairVisit
from app.jobs import work as jobs_work
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.settings import Settings
from app.shelf.rules.impact import steps

# ---- taken back ------------------------------------------------------------------------------------------


async def test_a_fair_closes_when_what_was_shown_has_been_withdrawn_since(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    gone, kept = await published(world), await accepted(world)
    slots = [await a_slot(world, fair, room, gone), await a_slot(world, fair, room, kept, world.ben)]
    await opened(world, fair)
    for slot in slots:
        made(await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {}))
    await moved(world.amina, gone, "withdraw")

    closed = made(await world.hana.post(f"/fairs/{fair['id']}/close"), 200)

    assert closed["state"] == "closed"
    assert [await state_of(world, gone), await state_of(world, kept)] == ["withdrawn", "presented"]


async def test_those_who_plan_read_nothing_of_what_was_taken_back_but_whose_it_was(world: World) -> None:
    fair = await a_fair(world)
    finding = await published(world, title="Never seen again", pull_quote="Not this either", focus="Nor this")
    slot = await a_slot(world, fair, await a_room(world, fair), finding)
    await opened(world, fair)
    await moved(world.amina, finding, "withdraw")

    found = await world.hana.get(f"/fairs/{fair['id']}/programme")

    (kept,) = made(found, 200)["slots"]
    assert (kept["id"], kept["finding"]["title"], kept["finding"]["is_withdrawn"]) == (slot["id"], "Taken back", True)
    assert [author["name"] for author in kept["finding"]["authors"]] == ["Amina", "Ben", "Chloe"]
    for words in ("Never seen again", "Not this either", "Nor this"):
        assert words not in found.text


async def test_a_presenter_does_not_mark_what_was_taken_back(world: World) -> None:
    fair = await a_fair(world)
    finding = await published(world)
    slot = await a_slot(world, fair, await a_room(world, fair), finding)
    await opened(world, fair)
    await moved(world.amina, finding, "withdraw")

    refused(await world.amina.post(f"/fairs/{fair['id']}/slots/{slot['id']}/presented"), 404, "not-found")


# ---- for the group alone ---------------------------------------------------------------------------------


async def test_what_is_for_its_group_alone_is_not_placed_and_not_offered(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    ours = await accepted(world, title="Among ourselves", audience="group", licence="school-internal")
    school = await accepted(world, audience="school")

    placed = await world.hana.post(f"/fairs/{fair['id']}/slots", a_wish(world, room, ours))
    arranged = await world.hana.post(f"/fairs/{fair['id']}/arrange", {"finding_ids": [school["id"], ours["id"]]})

    for answer in (placed, arranged):
        assert refused(answer, 409, "fair-day/for-its-group")["titles"] == ["Among ourselves"]
    found = await programme(world.hana, fair)
    assert [one["id"] for one in found["unplaced"]] == [school["id"]]
    assert found["slots"] == []


# ---- figures ---------------------------------------------------------------------------------------------


async def test_how_many_visited_is_told_to_who_stood_there_and_who_plans(world: World) -> None:
    fair = await a_fair(world)
    slot = await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    await opened(world, fair)
    made(await world.frank.post(f"/fairs/{fair['id']}/slots/{slot['id']}/visit", {}))

    told = [(await programme(one, fair))["slots"][0]["visits"] for one in (world.amina, world.hana, world.frank)]

    assert told == [1, 1, None]
    assert (await programme(world.ben, fair))["slots"][0]["visits"] is None


@pytest.mark.parametrize(("visitors", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
async def test_the_big_screen_says_of_a_stall_only_what_names_nobody(
    world: World, visitors: int, shown: int | None
) -> None:
    fair = await a_fair(world)
    slot = await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    await opened(world, fair)
    with world.database.writing(world.amina.scope) as session:
        people = [world.frank, world.grace, world.hana, world.dev, world.ben]
        session.add_all(
            FairVisit(
                school_id=world.birch_id, fair_id=UUID(fair["id"]), slot_id=UUID(slot["id"]), staff_id=one.staff_id,
                visited_at=NOW,
            )
            for one in people[:visitors]
        )  # fmt: skip

    screen = made(await world.frank.get(f"/fairs/{fair['id']}/big-screen"), 200)

    assert (screen["stalls"][0]["stamps"], screen["stamps"]) == (shown, visitors)


def test_few_visits_are_not_counted_out_loud_in_the_impact_and_five_are() -> None:
    lines = [steps({"visits": count})[0].lines[0] for count in (0, 4, 5)]

    assert [one.count for one in lines] == [0, None, 5]


# ---- names of pupils -------------------------------------------------------------------------------------


async def test_what_hangs_in_the_hall_names_no_pupil(world: World) -> None:
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})
    fair = await a_fair(world)
    room = await a_room(world, fair)
    path, version = f"/fairs/{fair['id']}", room["version"]

    for answer, field in (
        (await world.hana.post("/fairs", FAIR | {"title": "What Amira Khan taught us"}), "title"),
        (await world.hana.put(path, FAIR | {"welcome": "Ask Amira Khan"}, version=version), "welcome"),
        (await world.hana.post(f"{path}/rooms", {"name": "Amira Khan corner"}), "room"),
        (
            await world.hana.put(f"{path}/rooms/{room['id']}", {"name": "By Amira Khan", "stalls": 1}, version=version),
            "room",
        ),
    ):
        assert refused(answer, 409, "finding/names-a-pupil")["field"] == field
    found = await programme(world.hana, fair)
    assert (found["fair"]["version"], found["fair"]["welcome"]) == (version, FAIR["welcome"])
    assert [one["name"] for one in found["rooms"]] == ["Main hall"]
    assert len((await world.hana.get("/fairs")).json()["items"]) == 1


# ---- posters ---------------------------------------------------------------------------------------------


async def test_a_poster_on_the_fair_is_set_once_for_all_readers(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/poster.pdf"
    first = await reader(world).get(f"/api{path}")

    with printing.PRINTERS.places, printing.PRINTERS.places:
        again = await reader(world).get(f"/api{path}")
        signed_in = await world.eve.get(path)

    assert (first.status_code, again.status_code, signed_in.status_code) == (200, 200, 200)
    assert first.content.startswith(b"%PDF")
    assert first.content == again.content == signed_in.content
    await moved(world.amina, finding, "withdraw")
    refused(await reader(world).get(f"/api{path}"), 410, "fair/withdrawn")


async def test_a_poster_that_says_something_else_is_another(world: World) -> None:
    finding = await published(world, title="Old words")
    path = f"/api/fair/findings/{finding['id']}/poster.pdf"
    old = (await reader(world).get(path)).content

    edit(world, finding["id"], NOW, title="New words")
    new = (await reader(world).get(path)).content

    assert ("Oldwords" in words(old), "Oldwords" in words(new), "Newwords" in words(new)) == (True, False, True)
    large = await reader(world).get(f"{path}?size=a1")
    assert large.content != new


async def test_who_is_not_signed_in_waits_for_no_place_among_the_printers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = await published(world)
    monkeypatch.setattr(printing, "PRINTERS", replace(printing.PRINTERS, wait_seconds=30))

    with printing.PRINTERS.places, printing.PRINTERS.places:
        begun = perf_counter()
        answer = await reader(world).get(f"/api/fair/findings/{finding['id']}/poster.pdf")
        took = perf_counter() - begun

    refused(answer, 429, "fair-day/printers-busy")
    assert answer.headers["Retry-After"] == "30"
    assert took < 15


async def test_all_posters_are_not_given_out_once_one_of_them_was_withdrawn_and_can_be_made_anew(
    world: World, settings: Settings
) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    gone, kept = await published(world, title="Never seen again"), await accepted(world, title="Still here")
    await a_slot(world, fair, room, gone)
    await a_slot(world, fair, room, kept, world.ben)
    path = f"/fairs/{fair['id']}/posters"
    made(await world.hana.post(path, {}), 202)
    work_off(world, settings)
    assert "Neverseenagain" in words((await world.hana.get(f"{path}.pdf")).content)

    await moved(world.amina, gone, "withdraw")

    refused(await world.hana.get(f"{path}.pdf"), 409, "fair-day/no-posters-yet")
    assert made(await world.hana.get(path), 200)["state"] == "none"
    assert made(await world.hana.post(path, {}), 202)["state"] == "waiting"
    work_off(world, settings)
    said = words((await world.hana.get(f"{path}.pdf")).content)
    assert ("Stillhere" in said, "Neverseenagain" in said) == (True, False)


async def test_posters_whose_making_was_given_up_are_made_when_asked_for_again(
    world: World, settings: Settings
) -> None:
    fair = await a_fair(world)
    await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    path = f"/fairs/{fair['id']}/posters"
    made(await world.hana.post(path, {}), 202)
    with world.database.writing(NOBODY) as session:
        values = {"finished_at": NOW, "trouble": "It broke down."}
        session.execute(update(Job).where(col(Job.kind) == "posters").values(values))
    assert made(await world.hana.get(path), 200)["state"] == "failed"

    again = made(await world.hana.post(path, {}), 202)
    work_off(world, settings)

    assert again["state"] == "waiting"
    assert made(await world.hana.get(path), 200)["state"] == "ready"
    assert (await world.hana.get(f"{path}.pdf")).content.startswith(b"%PDF")


def work_off(world: World, settings: Settings) -> None:
    """Do all jobs that wait, as the worker does."""
    tasks = worker.tasks_of(settings, world.app.state.files)
    while jobs_work.work_once(world.database, "test", tasks, worker._scope_of, now=lambda: NOW):
        pass


def words(content: bytes) -> str:
    """All that a PDF says, without the spaces that typesetting moves about."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())
