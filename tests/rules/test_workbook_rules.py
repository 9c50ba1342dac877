"""What stands where in a cycle's document, how much fits, and how fast the fullest is made. No database."""

import json
import resource
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lesson_study.paper import blocks, printing, sheets, workbook
from app.lesson_study.paper.blocks import Heading, Table
from app.lesson_study.rules import workbook as rules
from app.lesson_study.rules.discussion import UK
from app.lesson_study.rules.interviews import QUESTIONS
from app.lesson_study.rules.words import CycleState, DiscussionProtocol, Mode, NoteKind, SourceKind
from app.lesson_study.rules.workbook import (
    ChangeTold,
    CycleTold,
    DiscussionTold,
    EntryTold,
    GroupTold,
    InterviewTold,
    LessonTold,
    NoteTold,
    PlannedStage,
    PlanTold,
    PupilTold,
    RoundTold,
    SheetsTold,
    SheetTold,
    SourceTold,
    how_many_fit,
    plan_told,
    readings,
    sheet_code,
)

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
BEN, CHLOE = uuid4(), uuid4()
ROUND = RoundTold(uuid4(), AT.date(), AT, AT, "P1", "7A", "Maths", "M1", "Who speaks first?", "Amina")
CPU_SECONDS_MAX = 8  # Two on a free core; one that is shared takes longer for the same.


def a_note(label: str = "A", stage: str = "opening", *, by: UUID = BEN, text: str = "Draws a bar") -> NoteTold:
    return NoteTold(ROUND.id, by, "Ben", label, stage, NoteKind.WORDS, text, AT)


def a_lesson(*notes: NoteTold, plan: PlanTold | None = None) -> LessonTold:
    stage = PlannedStage("opening", "Opening", 10, "Show two bars", {"A": "Says which is longer"}, "")
    return LessonTold(1, ROUND, plan or PlanTold(stages=(stage,)), (), notes, 0, (), None, ())


def a_cycle(*lessons: LessonTold) -> CycleTold:
    group = GroupTold("Explaining first", "Talk", "We listen.", ("Amina", "Ben"), ("Amina",), ())
    return CycleTold(
        school_name="Birch School", made_on=date(2026, 11, 2), group=group, title="Fractions", mode=Mode.FULL,
        state=CycleState.ACTIVE, lessons_planned=2, ended_reason="", other_name="", earlier_title="",
        research_question="Who explains?", research_theme="", baseline="", success_measure="", sources=(),
        pupils=(PupilTold("A", ("quiet",), "those who say little"),), lessons=lessons, progress="", reflection="",
        affirmation="", reminder="", claims=(), finding_title="", finding_published_on=None,
    )  # fmt: skip


# ---- where a note stands ---------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.sampled_from(["", "opening", "gone"]))))
def test_every_note_stands_in_the_plan_or_beside_it_and_never_in_both(places: list[tuple[str, str]]) -> None:
    lesson = a_lesson(*(a_note(label, stage, text=str(number)) for number, (label, stage) in enumerate(places)))

    in_plan = [note.text for notes in lesson.in_plan().values() for note in notes]
    beside = [note.text for note in lesson.beside_plan()]

    assert sorted(in_plan + beside, key=int) == [str(number) for number in range(len(places))]
    assert {key for key, _ in lesson.in_plan()} <= {"opening"}


def test_a_pupil_of_whom_something_was_predicted_stands_in_the_plan_though_no_longer_a_case_pupil() -> None:
    plan = PlanTold(stages=(PlannedStage("s", "S", 5, "", {"C": "Waits", "D": ""}, ""),), criteria={"B": "Explains"})

    assert plan.labels(["A"]) == ["A", "B", "C"]


def test_whoever_takes_a_document_reads_every_note_but_their_own() -> None:
    told = a_cycle(a_lesson(a_note(), a_note(by=CHLOE), a_note(by=CHLOE)))

    assert readings(told, BEN) == {(ROUND.id, CHLOE): 2}
    assert readings(told, uuid4()) == {(ROUND.id, CHLOE): 2, (ROUND.id, BEN): 1}


# ---- how much fits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lengths", "fitting"), [([], 0), ([10], 1), ([11], 0), ([4, 6], 2), ([4, 7], 1), ([4, 7, 1], 1), ([0] * 5, 5)]
)
def test_texts_fit_in_order_until_one_does_not(lengths: list[int], fitting: int) -> None:
    assert how_many_fit(lengths, characters_max=10) == fitting


def test_a_plan_that_says_little_is_told_as_it_is() -> None:
    assert plan_told("{}") == PlanTold()
    [stage] = plan_told(json.dumps({"stages": [{"key": "s", "predictions": {"A": "", "B": "Waits", "Z": "x"}}]})).stages
    assert (stage.key, stage.minutes, stage.predictions) == ("s", 0, {"B": "Waits"})
    many = json.dumps({"stages": [{"key": f"s{number}"} for number in range(13)]})
    assert len(plan_told(many).stages) == 12


def test_a_document_keeps_its_order_however_many_lessons_there_are() -> None:
    document = workbook.of_cycle(a_cycle(a_lesson(), replace(a_lesson(), number=2), replace(a_lesson(), number=3)))

    found = [block.text for part in document.parts for block in part.blocks if isinstance(block, Heading)]
    lessons = [text for text in found if text.startswith("Research lesson")]

    assert lessons == ["Research lesson 1", "Research lesson 2", "Research lesson 3"]
    assert [found.index(text) for text in ("Case pupils", *lessons, "Consolidation", "Sources")] == sorted(
        found.index(text) for text in ("Case pupils", *lessons, "Consolidation", "Sources")
    )
    assert [part.is_wide for part in document.parts] == [False, *[False, True, False] * 3, False]


def test_every_row_of_a_table_has_a_cell_for_each_heading() -> None:
    document = workbook.of_cycle(at_the_bounds())

    tables = [block for part in document.parts for block in part.blocks if isinstance(block, Table)]

    assert len(tables) > 30
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.headings)}
        assert len(table.widths) == len(table.headings)


def test_nobody_but_the_group_is_the_author_of_its_document() -> None:
    document = workbook.of_cycle(a_cycle())

    assert (document.author, document.file_stem) == ("Explaining first", "lesson-study-fractions")


# ---- text ------------------------------------------------------------------------------------------------


@given(st.text())
def test_what_is_written_can_be_held_by_an_xml_file_and_a_page(text: str) -> None:
    written = blocks.cleaned(text)

    assert not any((ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0 for letter in written)
    assert not any(0xD800 <= ord(letter) <= 0xDFFF or letter in "\ufffe\uffff\u202e\u2066" for letter in written)
    assert blocks.cleaned(written) == written


@given(st.text(alphabet="ab .:/", max_size=200))
def test_places_to_break_take_no_letter_away_and_leave_addresses_alone(text: str) -> None:
    broken = printing._breakable([text, f"https://{text.replace(' ', '')}"])

    assert isinstance(broken, list)
    assert broken[0].replace("\u200b", "") == text
    assert broken[1] == f"https://{text.replace(' ', '')}"
    assert all(len(piece) <= printing.WORD_CHARACTERS_MAX for piece in broken[0].replace("\u200b", " ").split())


# ---- sheets ----------------------------------------------------------------------------------------------


def test_a_sheet_s_code_says_round_and_pupil_and_nothing_else() -> None:
    round_id = UUID("1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f0")

    assert (sheet_code(round_id, "A"), sheet_code(round_id, "")) == ("1F2E-3D4C-A", "1F2E-3D4C-ALL")


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("Says which", "Says which"),
        ("Says whom is", "Says whom…"),
        ("Says whichever", "Says…"),
        ("Explanations", "Explanati…"),
        ("Two\nlines", "Two lines"),
        ("", ""),
    ],
)
def test_what_is_longer_than_its_box_is_cut_where_a_word_ends(text: str, shortened: str) -> None:
    assert sheets._short(text, 10) == shortened
    assert len(shortened) <= 10


def test_predictions_of_a_page_share_it() -> None:
    stages = tuple(PlannedStage(f"s{number}", "S", 5, "", {"A": "long " * 200}, "") for number in range(12))
    told = SheetsTold(
        "G", ROUND, 1, PlanTold(stages=stages), (SheetTold("A", "", {one.key: "long " * 200 for one in stages}),)
    )

    [sheet] = sheets.of_round(told)["sheets"]  # type: ignore[misc]

    assert sum(len(expected) for _, expected in sheet["boxes"]) <= sheets.PAGE_CHARACTERS


# ---- the fullest document -------------------------------------------------------------------------------------


def at_the_bounds() -> CycleTold:
    """Three lessons of twelve stages for six pupils, with as much text as every place holds."""

    def text(characters: int) -> str:
        words = "Says that the third is bigger because the number is bigger, and then draws a bar. "
        return (words * (characters // len(words) + 1))[:characters]

    labels, lessons = "ABCDEF", []
    for number in (1, 2, 3):
        stages = tuple(
            PlannedStage(f"s{stage}", text(60), 5, text(2_000), dict.fromkeys(labels, text(500)), text(1_000))
            for stage in range(12)
        )
        plan = PlanTold(text(2_000), text(4_000), text(4_000), text(4_000), dict.fromkeys(labels, text(1_000)), stages)
        notes = tuple(
            a_note(labels[note % 6] if note % 4 else "", f"s{note % 12}", text=text(200))
            for note in range(rules.NOTES_MAX // 3)
        )
        entries = tuple(EntryTold(UK[one % len(UK)].key, labels[one % 6], "Ben", text(200)) for one in range(333))
        said = tuple((question, text(1_000)) for question in QUESTIONS.values())
        lessons.append(
            LessonTold(
                number, ROUND, plan, tuple(("Ben", label) for label in labels), notes, 1,
                tuple(InterviewTold(label, "Ben", AT, said) for label in labels),
                DiscussionTold(DiscussionProtocol.UK, "Ben", "Chloe", AT, AT, entries, 1),
                tuple(ChangeTold(text(1_000), None, text(1_000)) for _ in range(50)),
            )
        )  # fmt: skip
    source = SourceTold(SourceKind.RESEARCH, text(300), "https://example.org/study", text(4_000))
    return replace(
        a_cycle(*lessons), sources=(source,) * 50, progress=text(10_000), reflection=text(10_000),
        pupils=tuple(PupilTold(label, ("quiet",), text(300)) for label in labels),
    )  # fmt: skip


@pytest.mark.parametrize("make", [printing.pdf_of, printing.docx_of], ids=["pdf", "docx"])
def test_a_cycle_at_its_bounds_is_made_in_a_few_seconds(make: object) -> None:
    document = workbook.of_cycle(at_the_bounds())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    content = make(document)  # type: ignore[operator]

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < CPU_SECONDS_MAX
    assert 10_000 < len(content) < printing.PRINTERS.bytes_max
