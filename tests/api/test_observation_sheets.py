"""Sheets to observe with: a page for each pupil, with the plan beside the room to write."""

import json
import re
from typing import Any

import pytest
from build_document import Written, a_written_cycle
from build_paper import pages_of, tags
from build_round import MONDAY, a_round, a_school_at_work
from build_year import read
from cast import NOW, World
from refusals import refused
from sqlmodel import select

from app.lesson_study.rules.workbook import sheet_code
from app.lesson_study.tables import ProposalVersion, ResearchLesson

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
    assert {"/H1", "/Table", "/TH"} <= tags(root["/StructTreeRoot"])


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
