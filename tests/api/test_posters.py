"""Posters open, say what the finding says, lead to its address, and hold whatever was written on one page."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
import segno
from build_fair import accepted, moved, published, reader, submitted
from build_fair_day import a_fair, a_room, a_slot, copies_of, made, opened
from cast import NOW, World
from PIL import Image
from refusals import refused

from app import worker
from app.fair_day.paper import printing
from app.fair_day.rules import Size, posters
from app.fair_day.rules.posters import Poster
from app.jobs import work as jobs_work
from app.settings import Settings

MM = 72 / 25.4
HOSTILE = [
    '#panic("x") #read("/etc/passwd") $1/0$ *b* _i_ `c` @ref <label> \\ // comment /* more */ ~ -- "q" [x](y) = h',
    "<script>alert(1)</script>&lt;b&gt; %s {{7*7}} ${x} \\u{202e}",
    "W" * 200,
    "汉语 עברית العربية \U0001f600 Llŷn, Ŵyn, ẁ ẅ ẃ Ỳ",
    "a\u202eb\u200bc",
]  # fmt: skip


def opened_pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    """All that a PDF says, without the spaces that typesetting moves about."""
    return "".join("".join(page.extract_text() for page in opened_pdf(content).pages).split()).replace("\u200b", "")


def links(page: pypdf.PageObject) -> set[str]:
    return {str(one.get_object()["/A"]["/URI"]) for one in page.get("/Annots", ()) if "/A" in one.get_object()}


def a_poster(**more: Any) -> Poster:
    sections = tuple((field, f"What {field} says.") for field in posters.SECTIONS)
    plain = Poster(
        finding_id=uuid4(), slot_id=None, title="Silence before talk", pull_quote="Ten seconds", focus="Oracy",
        subject="Maths", phase="Years 7 to 9", group_name="Talk", school_name="Birch School", author_names=("Amina",),
        sections=sections, licence="CC BY 4.0", stall="",
    )  # fmt: skip
    return replace(plain, **more)


def printed(world: World, *told: Poster, size: Size = Size.A3) -> bytes:
    return printing.pdf_of(told, size, "https://kenkyu.test", world.app.state.files)


# ---- one poster ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "width", "height"), [("a3", 297, 420), ("a1", 594, 841)])
async def test_a_poster_is_one_page_of_its_paper_with_title_text_and_link(
    world: World, size: str, width: int, height: int
) -> None:
    finding = await accepted(world)

    answer = await world.amina.get(f"/findings/{finding['id']}/poster.pdf?size={size}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    pdf = opened_pdf(answer.content)
    (page,) = pdf.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (width * MM, height * MM), abs=0.5
    )
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Silence before talk"
    assert links(page) == {f"https://kenkyu.test/fair/{finding['id']}"}
    said = words(answer.content)
    for part in (
        "Silencebeforetalk", "Tensecondschangedwhospoke", "Oracy", "Maths,Years7to9", "Amina,Ben,Chloe", "BirchSchool",
        "Threelessons,threepupilswatchedineach.", "PupilsBandCspokewithoutbeingasked.", "Counttoten.", "Nexttime",
        "CCBY4.0",
    ):  # fmt: skip
        assert part in said, part


async def test_a_poster_is_tagged_for_screen_readers(world: World) -> None:
    content = printed(world, a_poster())

    root: Any = opened_pdf(content).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"pdfuaid" in content


async def test_the_code_is_of_the_address_that_is_printed(world: World, tmp_path: Path) -> None:
    told = a_poster(slot_id=uuid4())

    given = printing.given_of([told], Size.A3, "https://kenkyu.test/", world.app.state.files, tmp_path)

    address = f"https://kenkyu.test/fair/{told.finding_id}?stall={told.slot_id}"
    (found,) = given["posters"]  # type: ignore[misc]
    assert found["address"] == address
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=2, dark="#1d2423", omitsize=True)
    assert found["code"] == drawn


async def test_a_stalls_poster_leads_to_the_stall_and_names_its_place(world: World) -> None:
    finding = await accepted(world)
    fair = await a_fair(world)
    slot = await a_slot(world, fair, await a_room(world, fair), finding)
    path = f"/findings/{finding['id']}/poster.pdf?slot_id="

    answer = await world.hana.get(path + slot["id"])

    (page,) = opened_pdf(answer.content).pages
    assert links(page) == {f"https://kenkyu.test/fair/{finding['id']}?stall={slot['id']}"}
    assert "Stall1,Mainhall" in words(answer.content)
    refused(await world.hana.get(path + str(uuid4())), 404, "not-found")
    other = await accepted(world)
    refused(await world.hana.get(f"/findings/{other['id']}/poster.pdf?slot_id={slot['id']}"), 404, "not-found")


async def test_the_first_picture_of_a_finding_is_on_its_poster(world: World) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "#a9cec7").save(picture, "PNG")
    key = f"{world.birch_id}/finding-files/{uuid4()}"
    world.app.state.files.put(key, picture.getvalue())
    shown = a_poster(picture=posters.Picture(key, "image/png", "Two bars of one length", 400, 300))

    with_it, without = printed(world, shown), printed(world, a_poster())
    gone = replace(shown, picture=posters.Picture(f"{world.birch_id}/finding-files/{uuid4()}", "image/png", "", 1, 1))

    (image,) = opened_pdf(with_it).pages[0].images
    assert image.image is not None
    assert image.image.size == (400, 300)
    assert list(opened_pdf(without).pages[0].images) == []
    assert len(opened_pdf(printed(world, gone)).pages) == 1


# ---- whatever was written --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_was_written_stays_text_on_one_page(world: World, text: str) -> None:
    told = a_poster(
        title=text[:200], pull_quote=text[:200], focus=text, subject=text, group_name=text, school_name=text,
        author_names=(text, text), sections=tuple((field, text) for field in posters.SECTIONS), stall=text,
    )  # fmt: skip

    content = printed(world, told)

    assert len(opened_pdf(content).pages) == 1
    assert "root:" not in words(content)
    assert links(opened_pdf(content).pages[0]) == {told.address("https://kenkyu.test")}


async def test_signs_of_markup_are_printed_as_they_were_written(world: World) -> None:
    content = printed(world, a_poster(title="#let *bold* $x$ @me <b>"))

    assert "#let*bold*$x$@me<b>" in words(content)


async def test_welsh_letters_are_printed_and_the_poster_stays_accessible(world: World) -> None:
    content = printed(world, a_poster(title="Ŵyn a llŷn: tŷ, dŵr, Ẁ ẅ"))

    assert "Ŵynallŷn:tŷ,dŵr" in words(content)
    assert b"pdfuaid" in content


async def test_a_long_finding_is_cut_at_a_sentence_and_stays_on_its_page(world: World) -> None:
    long = "Every sentence of this one is the same. " * 250
    told = a_poster(title="t" * 200, sections=tuple((field, long) for field in posters.SECTIONS))

    content = printed(world, told)

    assert len(opened_pdf(content).pages) == 1
    assert "Everysentenceofthisoneisthesame." in words(content)


@pytest.mark.parametrize("left_out", [*posters.SECTIONS, "all"])
async def test_a_poster_without_a_part_is_a_poster(world: World, left_out: str) -> None:
    sections = tuple((field, "Some words.") for field in posters.SECTIONS if left_out not in (field, "all"))

    content = printed(world, a_poster(sections=sections, pull_quote="", focus="", subject="", phase=""))

    assert len(opened_pdf(content).pages) == 1


def test_a_text_is_cut_at_its_last_sentence_that_fits() -> None:
    assert posters.cut("One. Two is here.", 17) == "One. Two is here."
    assert posters.cut("One. Two is here.", 16) == "One."
    assert posters.cut("No end at all here", 12) == "No end at…"
    assert posters.cut("x" * 50, 10) == "x" * 9 + "…"


# ---- who may ---------------------------------------------------------------------------------------------


async def test_there_is_no_poster_before_a_lead_has_accepted(world: World) -> None:
    waits = await submitted(world)

    for person in (world.amina, world.hana, world.frank, world.eve):
        refused(await person.get(f"/findings/{waits['id']}/poster.pdf"), 404, "not-found")


async def test_what_is_on_the_fair_has_a_poster_for_its_readers_and_none_once_withdrawn(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/poster.pdf"

    everybody = await reader(world).get(f"/api{path}")
    await moved(world.amina, finding, "withdraw")

    assert "Silencebeforetalk" in words(everybody.content)
    refused(await reader(world).get(f"/api{path}"), 410, "fair/withdrawn")
    refused(await world.amina.get(f"/findings/{finding['id']}/poster.pdf"), 404, "not-found")


async def test_while_as_many_posters_are_set_as_may_be_others_are_asked_to_wait(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = await accepted(world)
    monkeypatch.setattr(printing, "PRINTERS", replace(printing.PRINTERS, wait_seconds=1))

    with printing.PRINTERS.places, printing.PRINTERS.places:
        answer = await world.amina.get(f"/findings/{finding['id']}/poster.pdf")

    refused(answer, 429, "fair-day/printers-busy")
    assert answer.headers["Retry-After"] == "1"


async def test_a_poster_that_grows_too_large_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = await accepted(world)
    monkeypatch.setattr(printing, "PRINTERS", replace(printing.PRINTERS, bytes_max=1_000))

    answer = await world.amina.get(f"/findings/{finding['id']}/poster.pdf")

    refused(answer, 409, "fair-day/poster-cannot-be-made")


# ---- all of a fair ---------------------------------------------------------------------------------------


def work_off(world: World, settings: Settings) -> None:
    """Do all jobs that wait, as the worker does."""
    tasks = worker.tasks_of(settings, world.app.state.files)
    while jobs_work.work_once(world.database, "test", tasks, worker._scope_of, now=lambda: NOW):
        pass


async def test_all_posters_are_made_by_the_worker_in_the_order_of_the_stalls(world: World, settings: Settings) -> None:
    first = await accepted(world, title="First")
    fair = await a_fair(world)
    room = await a_room(world, fair)
    (second,) = copies_of(world, first, 1)
    later = await a_slot(world, fair, room, {"id": second}, world.ben, number=2)
    await a_slot(world, fair, room, first, number=1)
    path = f"/fairs/{fair['id']}/posters"
    before = made(await world.hana.get(path), 200)
    refused(await world.hana.get(f"{path}.pdf"), 409, "fair-day/no-posters-yet")

    asked = made(await world.hana.post(path, {"size": "a3"}), 202)
    again = made(await world.hana.post(path, {"size": "a3"}), 202)
    work_off(world, settings)

    assert (before["state"], before["posters"]) == ("none", 2)
    assert (asked["state"], again) == ("waiting", asked)
    assert made(await world.hana.get(path), 200)["state"] == "ready"
    pdf = opened_pdf((await world.hana.get(f"{path}.pdf")).content)
    assert len(pdf.pages) == 2
    assert ["Stall 1" in pdf.pages[0].extract_text(), "Stall 2" in pdf.pages[1].extract_text()] == [True, True]
    assert links(pdf.pages[1]) == {f"https://kenkyu.test/fair/{second}?stall={later['id']}"}
    assert made(await world.hana.get(f"{path}?size=a1"), 200)["state"] == "none"


async def test_posters_of_an_older_programme_are_not_given_out(world: World, settings: Settings) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    await a_slot(world, fair, room, await accepted(world))
    path = f"/fairs/{fair['id']}/posters"
    made(await world.hana.post(path, {}), 202)
    work_off(world, settings)

    await opened(world, fair)

    assert made(await world.hana.get(path), 200)["state"] == "none"
    refused(await world.hana.get(f"{path}.pdf"), 409, "fair-day/no-posters-yet")
    for person, status, code in ((world.amina, 403, "forbidden"), (world.eve, 404, "not-found")):
        refused(await person.post(path, {}), status, code)
        refused(await person.get(path), status, code)


def test_what_is_given_to_the_page_is_plain(tmp_path: Path) -> None:
    given = printing.given_of([a_poster(title="a\u202eb\x00c")], Size.A1, "https://kenkyu.test", None, tmp_path)  # type: ignore[arg-type]

    assert json.loads(json.dumps(given))["posters"][0]["title"] == "ab c"
