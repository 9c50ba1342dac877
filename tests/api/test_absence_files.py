"""Absences from a list: read line by line, taken over once, and what cannot be read is refused with its line."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from build_away import TUESDAY, away
from build_round import MONDAY, a_round, a_school_at_work
from cast import World
from conftest import Clock
from openpyxl import Workbook


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


async def brought(world: World, content: bytes, name: str = "absences.csv") -> Any:
    return await world.grace.client.post("/absence-files", files={"files": (name, content, "text/csv")})


async def test_a_list_is_read_by_who_from_and_to_and_taken_over_line_by_line(world: World, group_id: str) -> None:
    content = (
        b"Name;From;To;Start time;End time;Reason\n"
        b"Amina;02/11/2026;03/11/2026;;;flu\n"
        b"BEN;Mon 2 November 2026;;09:00;11:30;dentist\n"
        b"Somebody Else;2026-11-02;2026-11-02;;;secret\n"
        b"Chloe;01/10/2026;02/10/2026;;;\n"
    )

    read = await brought(world, content)
    lines = read.json()["lines"]
    wish = {"source": "file", "absences": [
        {key: one[key] for key in ("staff_id", "starts_on", "ends_on", "start", "end")} for one in lines
    ]}  # fmt: skip
    first = (await world.grace.post("/absences", wish)).json()
    again = (await world.grace.post("/absences", wish)).json()

    assert read.status_code == 200, read.text
    assert [(one["line"], one["staff_name"], one["start"], one["end"]) for one in lines] == [
        (2, "Amina", None, None), (3, "Ben", "09:00", "11:30"),
    ]  # fmt: skip
    assert [one["line"] for one in read.json()["problems"]] == [4, 5]
    assert "flu" not in read.text
    assert "secret" not in read.text
    assert (first["added"], first["known"]) == (2, 0)
    assert (again["added"], again["known"]) == (0, 2)


async def test_a_workbook_is_read_like_a_list(world: World, group_id: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Staff", "Start date", "End date"])
    sheet.append(["Ben", datetime(2026, 11, 2), datetime(2026, 11, 4)])
    kept = io.BytesIO()
    book.save(kept)

    read = (await brought(world, kept.getvalue(), "absences.xlsx")).json()

    assert [(one["staff_name"], one["starts_on"], one["ends_on"]) for one in read["lines"]] == [
        ("Ben", MONDAY, "2026-11-04")
    ]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", 1, "empty"),
        (b"Name,From,To\n", 1, "no line"),
        (b"Person,When\nBen,2026-11-02\n", 1, "who, from, to"),
        (b"Name,From,To\nBen,31/02/2026,\n", 2, "no date"),
        (b"Name,From,To\nBen,2026-11-02,2026-11-03\nBen,11/13/2026,\n", 3, "no date"),
        (b"Name,From,To\nBen,03/11/2026,02/11/2026\n", 2, "ends before"),
        (b"Name,From,To\n,02/11/2026,\n", 2, "nobody"),
        (b"Name,From,To,Start time\nBen,02/11/2026,,noon-ish\n", 2, "no time"),
        (b"\x00\x01\x02\x03binary", None, ""),
        (b"Name,From,To\n" + b"Ben,2026-11-02,\n" * 2_001, 2_002, "2,000"),
    ],
)
async def test_a_list_that_cannot_be_read_is_refused_with_its_line(
    world: World, content: bytes, line: int | None, word: str
) -> None:
    refused = await brought(world, content)

    assert refused.status_code == 422, refused.text
    assert refused.json()["type"] == "/problems/away/file-refused"
    problem = refused.json()["problems"][0]
    if line is not None:
        assert problem["line"] == line or word == "empty"
    assert word in problem["message"]


async def test_a_line_that_meets_logged_time_is_left_out_and_said_and_the_others_are_saved(
    world: World, group_id: str, clock: Clock
) -> None:
    """Take out: `able` in actions.away_wishes, and one line holds up the whole file."""
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    clock.instant = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert (await world.ben.post(f"/observations/{made['observations'][0]['id']}/log")).status_code == 200
    wish = {
        "source": "file", "absences": [*away(world.ben)["absences"], *away(world.chloe, TUESDAY)["absences"]],
    }  # fmt: skip

    told = await world.grace.post("/absences/touched", wish)
    taken = await world.grace.post("/absences", wish)

    assert (told.status_code, taken.status_code) == (200, 201), (told.text, taken.text)
    (line,) = told.json()["left_out"]
    assert line | {"staff_id": ""} == {
        "staff_id": "", "staff_name": "Ben", "starts_on": MONDAY, "ends_on": MONDAY, "held_on": MONDAY,
        "what": "Observes a colleague",
    }  # fmt: skip
    assert (told.json()["left_out_count"], told.json()["people_count"]) == (1, 1)
    assert (taken.json()["added"], taken.json()["left_out_count"], taken.json()["left_out"]) == (1, 1, [line])
    assert [one["staff_name"] for one in (await world.grace.get("/absences")).json()["items"]] == ["Chloe"]


async def test_a_file_of_nothing_but_logged_time_saves_nothing_and_says_so(
    world: World, group_id: str, clock: Clock
) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    clock.instant = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    await world.ben.post(f"/observations/{made['observations'][0]['id']}/log")
    wish = away(world.ben) | {"source": "file"}

    told = (await world.grace.post("/absences/touched", wish)).json()
    taken = await world.grace.post("/absences", wish)
    typed = await world.grace.post("/absences", away(world.ben))

    assert (told["left_out_count"], told["round_count"], told["seat_count"]) == (1, 0, 0)
    assert (taken.status_code, taken.json()["added"], taken.json()["left_out_count"]) == (201, 0, 1)
    assert typed.status_code == 409, "who types it is there to be asked"
