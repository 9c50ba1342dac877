"""The whole cycle as PDF and DOCX: what is in them, whatever was written, and how much there may be."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import docx
import pytest
from build_document import SEEN_AT, Written, a_written_cycle
from build_paper import pdf_of, reads, squeezed, tags, text_of
from build_round import a_school_at_work
from build_year import read
from cast import NOW, Person, World
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from refusals import refused
from sqlalchemy import event

from app.lesson_study.paper import printing
from app.lesson_study.paper.blocks import cleaned
from app.lesson_study.rules.words import CycleState, NoteKind
from app.lesson_study.rules.workbook import NOTES_MAX
from app.lesson_study.tables import Cycle, EvidenceNote, ResearchLesson

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IN_ORDER = [
    "Group and protocol", "Research question", "Study", "Case pupils", "Research lesson 1",
    "Plan of research lesson 1", "Observations of research lesson 1", "Interviews after research lesson 1",
    "Post-lesson discussion", "Changes after research lesson 1", "Consolidation", "Progress of the case pupils",
    "Reflection", "Sharing", "Sources",
]  # fmt: skip
"""The familiar workbook's order."""


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
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= tags(root["/StructTreeRoot"])


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
