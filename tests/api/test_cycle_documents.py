"""The whole cycle as PDF and DOCX, sheets to observe with, and who may take which."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import docx
import httpx
import pytest
from build_document import SEEN_AT, Written, a_written_cycle
from build_group import guest_of
from build_round import MONDAY, a_group, a_round, a_school_at_work
from build_year import read
from cast import NOW, Person, World, browser
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from refusals import refused
from sqlalchemy import event
from sqlmodel import select

from app.lesson_study.paper import printing
from app.lesson_study.paper.blocks import cleaned
from app.lesson_study.rules.words import CycleState, NoteKind
from app.lesson_study.rules.workbook import NOTES_MAX, sheet_code
from app.lesson_study.tables import Cycle, EvidenceNote, EvidenceRead, ProposalVersion, ResearchLesson

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IN_ORDER = [
    "Group and protocol", "Research question", "Study", "Case pupils", "Research lesson 1",
    "Plan of research lesson 1", "Observations of research lesson 1", "Interviews after research lesson 1",
    "Post-lesson discussion", "Changes after research lesson 1", "Consolidation", "Progress of the case pupils",
    "Reflection", "Sharing", "Sources",
]  # fmt: skip
"""The familiar workbook's order."""


def squeezed(text: str) -> str:
    """*text* without spaces and places to break: a page breaks lines where it likes."""
    return re.sub(r"[\s\u200b]+", "", text)


def pages_of(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in read(pdf).pages]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


async def pdf_of(person: Person, written: Written) -> bytes:
    answer = await person.get(written.pdf)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), answer.text
    return answer.content


async def docx_of(person: Person, written: Written) -> Document:
    answer = await person.get(written.docx)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, DOCX), answer.text
    return docx.Document(io.BytesIO(answer.content))


def words_of(file: Document) -> str:
    """All text of a DOCX in the order in which it stands, a line for each paragraph."""
    return "\n".join(
        "".join(run.text or "" if run.tag == qn("w:t") else "\n" for run in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in file.element.body.iter(qn("w:p"))
    )


def headings_of(file: Document) -> list[str]:
    return [one.text for one in file.paragraphs if one.style is not None and str(one.style.name).startswith("Heading")]


def reads(world: World) -> list[tuple[str, str, int, str]]:
    """Author, reader, notes and place of every reading that was written down."""
    named = {person.staff_id: person.name for person in world.everyone()}
    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(select(EvidenceRead)).all()
    return sorted(
        (named[row.author_id], named.get(row.reader_id, "guest"), row.notes, row.where_read) for row in rows
    )  # fmt: skip


# ---- the whole cycle ---------------------------------------------------------------------------------------


async def test_the_pdf_has_every_text_of_the_cycle_in_the_workbook_s_order(world: World) -> None:
    written = await a_written_cycle(world)

    answer = await world.amina.get(written.pdf)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="lesson-study-title.pdf"'
    text = text_of(answer.content)
    assert [one for one in written.texts if squeezed(one) not in text] == []
    places = [text.index(squeezed(heading)) for heading in IN_ORDER]
    assert places == sorted(places)
    assert text.index("prediction-A-1") < text.index("08:50Ben:seen-of-A")
    assert "https://example.org/a-study" in text
    assert "6.Instructingteachersonhowtoperformatechnique" in text


async def test_the_pdf_is_tagged_for_screen_readers_and_says_its_language(world: World) -> None:
    written = await a_written_cycle(world)

    content = await pdf_of(world.amina, written)

    found = read(content)
    root: Any = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"pdfuaid:part" in content
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("Lesson study: title", "Explaining first")
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= _tags(root["/StructTreeRoot"])


def _tags(root: Any) -> set[str]:
    found: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(node["/S"])
            if "/K" in node:
                waiting.append(node["/K"])
    return found


async def test_the_docx_has_every_text_of_the_cycle_under_headings_in_the_same_order(world: World) -> None:
    written = await a_written_cycle(world)

    file = await docx_of(world.amina, written)

    words = words_of(file)
    assert [one for one in written.texts if one not in words] == []
    found = headings_of(file)
    assert [heading for heading in found if heading in IN_ORDER] == IN_ORDER
    assert {one.style.name for one in file.paragraphs if one.style is not None} >= {
        "Title", "Heading 1", "Heading 2", "Heading 3",
    }  # fmt: skip


async def test_the_docx_has_real_tables_whose_first_row_is_repeated_and_a_turned_page_for_the_plan(
    world: World,
) -> None:
    written = await a_written_cycle(world)

    file = await docx_of(world.amina, written)

    assert len(file.tables) >= 8
    for table in file.tables:
        rows = table._tbl.tr_lst
        assert [row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [
            True, *[False] * (len(rows) - 1),
        ]  # fmt: skip
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    [plan] = [table for table in file.tables if table.cell(0, 0).text == "Stage"]
    assert [cell.text for cell in plan.rows[0].cells] == [
        "Stage", "Teaching", "A: predicted", "A: observed", "B: predicted", "B: observed", "C: predicted",
        "C: observed", "Patterns",
    ]  # fmt: skip
    assert plan.rows[1].cells[2].text == "criterion-A"
    assert [cell.text for cell in plan.rows[2].cells][:4] == [
        "stage-1 (11 min)", "teaching-1", "prediction-A-1", "08:50 Ben: seen-of-A",
    ]  # fmt: skip
    assert [section.orientation for section in file.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip


async def test_the_docx_is_in_british_english_and_names_nobody_in_its_properties(world: World) -> None:
    written = await a_written_cycle(world)

    answer = await world.amina.get(written.docx)

    file = docx.Document(io.BytesIO(answer.content))
    said = file.core_properties
    assert (said.title, said.author, said.last_modified_by) == (
        "Lesson study: title", "Explaining first", "Explaining first",
    )  # fmt: skip
    assert (said.language, said.comments, said.keywords) == ("en-GB", "", "")
    assert [one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))] == ["en-GB"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        properties = "".join(
            parts.read(name).decode()
            for name in parts.namelist()
            if name.startswith("docProps/") and name.endswith(".xml")
        )
    for person in world.everyone():
        assert person.name.capitalize() not in properties


async def test_one_pupil_s_notes_stand_beside_the_prediction_and_the_others_in_a_list(world: World) -> None:
    written = await a_written_cycle(world)
    written.note(world.chloe, "of a stage that went", "C", "gone")
    written.note(world.ben, "asks-pupil", "B", "stage-2", kind=NoteKind.MOMENT)
    written.note(world.ben, "", "B", "stage-2", kind=NoteKind.PHOTO)

    file = await docx_of(world.amina, written)

    [plan] = [table for table in file.tables if table.cell(0, 0).text == "Stage"]
    assert sorted(plan.rows[3].cells[5].text.split("\n")) == [
        "08:50 Ben: A photograph of work: see the screen.", "08:50 Ben: Asks another pupil",
    ]  # fmt: skip
    [beside] = [table for table in file.tables if table.cell(0, 0).text == "Time"]
    assert sorted([cell.text for cell in row.cells] for row in beside.rows[1:]) == [
        ["08:50", "C", "", "of a stage that went", "Chloe"],
        ["08:50", "the class", "", "seen-of-all", "Amina"],
    ]
    assert "3 notes stand in the plan above" in words_of(file)


async def test_the_discussion_is_told_in_the_order_of_the_protocol_whatever_was_entered_first(world: World) -> None:
    written = await a_written_cycle(world)

    words = words_of(await docx_of(world.amina, written))

    assert words.index("entry-of-observed") < words.index("entry-of-next")
    assert headings_of(await docx_of(world.amina, written)).count("Observed") == 1


async def test_a_cycle_that_has_only_begun_is_a_document_with_room_to_write(world: World) -> None:
    group_id = await a_school_at_work(world)
    cycle = Cycle(
        school_id=world.birch_id, group_id=UUID(group_id), title="Just begun", created_by=world.amina.staff_id,
        created_at=NOW, state=CycleState.ABANDONED, ended_reason="Two of us have left", ended_at=NOW,
    )  # fmt: skip
    lesson = ResearchLesson(school_id=world.birch_id, cycle_id=cycle.id, number=1)
    written = Written(world, group_id, cycle.id, lesson.id, uuid4(), {})
    written.store(cycle, lesson)

    text = text_of(await pdf_of(world.amina, written))
    words = words_of(await docx_of(world.amina, written))

    for said in ("Two of us have left", "Nothing written yet.", "No round is chosen for it yet.", "No notes yet.",
                 "Not held yet.", "No finding has been written yet."):  # fmt: skip
        assert squeezed(said) in text
        assert said in words


async def test_six_pupils_stand_three_and_three(world: World) -> None:
    written = await a_written_cycle(world, labels="ABCDEF")

    file = await docx_of(world.amina, written)

    plans = [table for table in file.tables if table.cell(0, 0).text == "Stage"]
    assert [[cell.text for cell in plan.rows[0].cells if "predicted" in cell.text] for plan in plans] == [
        ["A: predicted", "B: predicted", "C: predicted"], ["D: predicted", "E: predicted", "F: predicted"],
    ]  # fmt: skip
    text = text_of(await pdf_of(world.amina, written))
    assert [one for one in written.texts if squeezed(one) not in text] == []


# ---- text stays text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        '#panic("{}") *bold* _it_ $x$ @ref <l> // c `raw` \\ ] #[',
        "=1+1+{} @SUM(A1)",
        "<w:p/>&amp;<script>{}</script>]]>",
        "a\x01{}\x1b[0m\x7f\x85z",
        "{}\r\nsecond\tline\n\nfourth",
        "\u202e{} \u2066x",
        "שלום {} عالم",
        "{} 漢字 😀",
        "x\ufffe{}\u2028y",
    ],
)
async def test_whatever_was_written_is_printed_as_it_was_written(world: World, around: str) -> None:
    written = await a_written_cycle(world, around=around)

    text = text_of(await pdf_of(world.amina, written))
    words = words_of(await docx_of(world.amina, written))

    if around.isascii():
        assert [one for one in written.texts if squeezed(cleaned(one)) not in text] == []
    for marked in ("objective", "prediction-A-1", "seen-of-A", "seen-of-all", "answer-learned", "entry-of-next"):
        assert marked in text
    assert [one for one in written.texts if cleaned(one) not in words] == []


async def test_words_of_four_thousand_letters_stay_on_their_page(world: World) -> None:
    written = await a_written_cycle(world)
    for letter in "mW":
        written.note(world.ben, letter * 4_000, "A", "stage-1")
        written.note(world.ben, letter * 4_000)
    written.note(world.ben, "https://example.org/" + "q" * 3_900, "B", "stage-1")

    content = await pdf_of(world.amina, written)

    text = text_of(content)
    assert (text.count("m") >= 8_000, text.count("W") >= 8_000, text.count("q") >= 3_900) == (True, True, True)
    for page in read(content).pages:
        assert _rightmost(page) <= float(page.mediabox.width)
    assert words_of(await docx_of(world.amina, written)).count("W" * 4_000) == 2


def _rightmost(page: Any) -> float:
    """Where the last piece of text on a page begins, from the left: what runs out of a page begins outside it."""
    found = [0.0]
    page.extract_text(visitor_text=lambda text, cm, tm, *_: found.append(tm[4] if text.strip() else 0.0))
    return max(found)


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


# ---- bounds -------------------------------------------------------------------------------------------------


async def test_beyond_the_most_notes_the_oldest_are_left_out_and_the_document_says_so(world: World) -> None:
    written = await a_written_cycle(world)
    with world.database.writing(world.ben.scope) as session:
        session.add_all(
            EvidenceNote(
                school_id=world.birch_id, round_id=written.round_id, staff_id=world.ben.staff_id,
                kind=NoteKind.WORDS, text=f"note number {number}.", noted_at=SEEN_AT + timedelta(seconds=number),
                device_at=SEEN_AT, received_at=SEEN_AT,
            )
            for number in range(1, NOTES_MAX)
        )  # fmt: skip

    words = words_of(await docx_of(world.chloe, written))

    # Two notes were there before, so exactly one is too many: one of the two that are oldest.
    assert "1 note from before these did not fit here" in words
    assert ("note number 1." in words, f"note number {NOTES_MAX - 1}." in words) == (True, True)
    assert sum(notes for _, _, notes, _ in reads(world)) == NOTES_MAX


async def test_a_document_takes_as_many_statements_however_much_is_in_it(world: World) -> None:
    written = await a_written_cycle(world)
    few = await statements(world, written.docx), await statements(world, written.sheet)

    for number in range(30):
        written.note(world.ben, f"one more {number}", "ABC"[number % 3], "stage-1")
    many = await statements(world, written.docx), await statements(world, written.sheet)

    assert many == few
    assert max(many) <= 40


async def statements(world: World, path: str) -> int:
    """How many statements Chloe's asking for *path* takes."""
    counted: list[str] = []
    listen = (world.database.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    event.listen(*listen)
    try:
        answer = await world.chloe.get(path)
    finally:
        event.remove(*listen)
    assert answer.status_code == 200, answer.text
    return len(counted)


async def test_while_as_many_are_printed_as_may_be_others_are_asked_to_wait(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = await a_written_cycle(world)
    monkeypatch.setattr(printing, "PRINTERS", replace(printing.PRINTERS, wait_seconds=1))

    with printing.PRINTERS.places, printing.PRINTERS.places:
        answer = await world.amina.get(written.pdf)

    refused(answer, 429, "statements/printers-busy")
    assert answer.headers["Retry-After"] == "1"
    assert (await world.amina.get(written.pdf)).status_code == 200


@pytest.mark.parametrize("limit", [("memory_mb_max", 30), ("bytes_max", 1_000)])
async def test_what_grows_too_large_is_refused_with_another_way(
    world: World, monkeypatch: pytest.MonkeyPatch, limit: tuple[str, int]
) -> None:
    written = await a_written_cycle(world)
    name, most = limit
    monkeypatch.setattr(printing, "PRINTERS", replace(printing.PRINTERS, **{name: most}))

    for address in (written.pdf, written.docx):
        problem = refused(await world.amina.get(address), 409, "lesson-study/document-cannot-be-made")
        assert "PDF or DOCX" in problem["detail"]


# ---- observation sheets ------------------------------------------------------------------------------------------


async def test_my_sheets_are_a_page_for_each_pupil_that_i_watch(world: World) -> None:
    written = await a_written_cycle(world)

    answer = await world.ben.get(written.sheet)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert f'filename="observation-sheet-{MONDAY}-explaining-first.pdf"' in answer.headers["Content-Disposition"]
    for label, page in zip("AB", pages_of(answer.content), strict=True):
        assert f"Researchlesson1:pupil{label}" in page
        assert f"Sheet{sheet_code(written.round_id, label)}" in page
        assert "Eyesandears,notmouthsandhands." in page
        for said in (f"criterion-{label}", "stage-1(11min)", f"prediction-{label}-1", f"prediction-{label}-2", "Time"):
            assert said in page
    first: Any = read(answer.content).pages[0]
    assert (round(first.mediabox.width), round(first.mediabox.height)) == (595, 842)


async def test_all_sheets_are_a_page_for_each_pupil_there_is(world: World) -> None:
    written = await a_written_cycle(world)

    answer = await world.amina.get(written.sheet, params={"whose": "all"})

    assert [page.count("pupil" + label) for label, page in zip("ABC", pages_of(answer.content), strict=True)] == [1] * 3
    refused(await world.amina.get(written.sheet, params={"whose": "theirs"}), 422, "invalid-request")


async def test_who_watches_nobody_in_particular_has_a_sheet_for_the_class(world: World) -> None:
    written = await a_written_cycle(world)

    [page] = pages_of((await world.amina.get(written.sheet)).content)

    assert "Researchlesson1:thewholeclass" in page
    assert f"Sheet{sheet_code(written.round_id, '')}" in page
    assert "stage-2(12min)" in page
    assert "prediction" not in page


async def test_a_round_outside_any_cycle_has_a_sheet_with_three_boxes(world: World) -> None:
    group_id = await a_school_at_work(world)
    booked = await world.amina.post("/rounds", a_round(world, group_id))

    [page] = pages_of((await world.ben.get(f"/rounds/{booked.json()['id']}/observation-sheet.pdf")).content)

    assert "Round:thewholeclass" in page
    assert "Whatdopupilssaybeforetheywrite?" in page
    assert re.search("Beginning.*Middle.*End", page)


async def test_sheets_are_tagged_and_in_british_english(world: World) -> None:
    written = await a_written_cycle(world)

    content = (await world.ben.get(written.sheet)).content

    root: Any = read(content).trailer["/Root"]
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, "en-GB")
    assert b"pdfuaid:part" in content
    assert {"/H1", "/Table", "/TH"} <= _tags(root["/StructTreeRoot"])


@pytest.mark.parametrize(
    "around", ["{}" + " and so on" * 80, "W" * 900 + "{}", '#panic("{}") *b* $x$ \\ ]', "{}\n\n\x01漢"]
)
async def test_the_fullest_sheet_is_still_one_page_a_pupil(world: World, around: str) -> None:
    short = dict.fromkeys(("title", "success_measure", "reminder"), "short")
    written = await a_written_cycle(world, around="{}", labels="ABCDEF", **short)
    crowd(written, around)

    content = (await world.amina.get(written.sheet, params={"whose": "all"})).content

    pages = pages_of(content)
    assert len(pages) == 6
    for label, page in zip("ABCDEF", pages, strict=True):
        assert f"Sheet{sheet_code(written.round_id, label)}" in page
        assert page.count("(20min)") == 12


def crowd(written: Written, around: str) -> None:
    """A next version of the plan with twelve stages, each with as much text as there may be."""
    stages = [
        {
            "key": f"s{number}", "title": around.format("title")[:200], "minutes": 20, "teaching": "", "patterns": "",
            "predictions": {label: around.format("prediction")[:1_000] for label in "ABCDEF"},
        }
        for number in range(12)
    ]  # fmt: skip
    body = {"learning_objective": around.format("objective")[:2_000], "stages": stages, "pupils": [
        {"label": label, "success_criterion": around.format("criterion")[:1_000]} for label in "ABCDEF"
    ]}  # fmt: skip
    with written.world.database.writing(written.world.amina.scope) as session:
        lesson = session.exec(select(ResearchLesson).where(ResearchLesson.id == written.lesson_id)).one()
        lesson.version = 3
        session.add(
            ProposalVersion(
                school_id=written.world.birch_id, research_lesson_id=lesson.id, number=3, body=json.dumps(body),
                saved_by=written.world.amina.staff_id, saved_at=NOW,
            )
        )  # fmt: skip
