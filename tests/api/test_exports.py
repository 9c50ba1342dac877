"""A year's minutes and entries for payroll and the school's information system."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build import a_year
from build_year import allocated, rows_of, spent
from cast import NOW, World
from conftest import Clock
from python_calamine import CalamineWorkbook
from refusals import refused
from sqlmodel import select

from app.identity.tables import Staff
from app.statements.queries import ENTRIES_PER_READ
from app.time_budget.rules import EntryKind
from app.time_budget.tables import LedgerEntry, TimePot

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")


def rename(world: World, name: str, to: str) -> None:
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.people[name].staff_id)).one().name = to


async def pages(world: World, path: str, limit: int) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    after = None
    while True:
        page = (await world.hana.get(path, params={"limit": limit} | ({"after": after} if after else {}))).json()
        seen += page["items"]
        if (after := page["next"]) is None:
            return seen


async def test_every_pot_is_exported_once_by_name(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    await spent(world.ben, 45, "2026-10-20", source="twilight")

    lines = await pages(world, "/exports/minutes", 4)

    assert len(lines) == 7 * 3 + 1
    assert [one["staff_name"] for one in lines] == sorted(one["staff_name"] for one in lines)
    assert len({(one["staff_id"], one["category"], one["source"]) for one in lines}) == len(lines)
    mine = next(one for one in lines if one["staff_name"] == "Amina" and one["category"] == "observe")
    assert mine | {"staff_code": ""} == {
        "staff_id": str(world.amina.staff_id), "staff_code": "", "staff_name": "Amina", "fte_percent": 100,
        "year_name": "2026/27", "category": "observe", "source": "protected", "allocated_minutes": 90,
        "committed_minutes": 0, "spent_minutes": 20, "unplaced_minutes": 70,
    }  # fmt: skip
    assert [(one["source"], one["spent_minutes"]) for one in lines if one["source"] != "protected"] == [
        ("twilight", 45)
    ]


async def test_the_table_and_the_workbook_hold_what_the_pages_hold(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")

    lines = await pages(world, "/exports/minutes", 100)
    table = await world.hana.get("/exports/minutes.csv")
    book = await world.hana.get("/exports/minutes.xlsx")

    wanted = [
        [one["staff_code"], one["staff_name"], one["fte_percent"], one["year_name"], one["category"], one["source"],
         *(one[f"{name}_minutes"] for name in ("allocated", "committed", "spent", "unplaced"))]
        for one in lines
    ]  # fmt: skip
    assert rows_of(table.content)[1:] == [[str(cell) for cell in row] for row in wanted]
    assert CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()[1:] == wanted
    assert rows_of(table.content)[0][:3] == ["Staff code", "Name", "FTE percent"]
    assert table.headers["Content-Disposition"] == 'attachment; filename="minutes-2026-27.csv"'
    assert book.headers["Content-Disposition"] == 'attachment; filename="minutes-2026-27.xlsx"'
    assert book.headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def test_no_name_and_no_reason_becomes_a_formula(world: World) -> None:
    await a_year(world.hana, name='=cmd|" /C calc"!A0')
    await allocated(world)
    for name, formula in zip(("amina", "ben", "chloe", "frank"), FORMULAS, strict=True):
        rename(world, name, formula)
        await spent(world.people[name], 5, "2026-10-20", reason=formula)

    tables = [
        rows_of((await world.hana.get(path)).content) for path in ("/exports/minutes.csv", "/exports/entries.csv")
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO((await world.hana.get("/exports/minutes.xlsx")).content))

    names = {row[1] for row in tables[0]}
    assert {f"'{formula}" for formula in FORMULAS} <= names
    assert {f"'{formula}" for formula in FORMULAS} <= {row[9] for row in tables[1]}
    assert {f"'{formula}" for formula in FORMULAS} <= {row[1] for row in book.get_sheet_by_index(0).to_python()}
    for rows in tables:
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert {row[3] for row in tables[0][1:]} == {'\'=cmd|" /C calc"!A0'}


async def test_what_was_taken_away_stays_a_negative_number(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    wish = {"category": "observe", "minutes": -30, "reason": "Leaves at Easter"}
    await world.hana.post(f"/staff/{world.amina.staff_id}/time/adjust", wish)

    rows = rows_of((await world.hana.get("/exports/entries.csv")).content)

    assert [row[6] for row in rows if row[5] == "adjust"] == ["-30"]


async def test_the_ledger_is_exported_teacher_by_teacher_in_order_of_time(world: World, clock: Clock) -> None:
    await a_year(world.hana)
    await allocated(world)
    clock.instant = NOW + timedelta(minutes=1)
    await spent(world.amina, 20, "2026-10-20")
    clock.instant = NOW + timedelta(minutes=2)
    move = {"from_category": "cover", "to_category": "observe", "minutes": 30, "reason": "To watch more"}
    await world.amina.post("/my-time/transfer", move)

    answer = await world.hana.get("/exports/entries.csv")

    rows = rows_of(answer.content)
    mine = [row for row in rows if row[2] == "Amina"]
    assert rows[0] == [
        "Made at", "Staff code", "Name", "Pot", "Source", "Kind", "Minutes", "To pot", "For the day", "Reason", "By",
        "Entry", "Settles", "Corrects",
    ]  # fmt: skip
    assert [row[5] for row in mine] == ["allocate", "allocate", "allocate", "spend", "transfer"]
    assert mine[3][:11] == [
        "2026-11-02T08:01:00+00:00", mine[3][1], "Amina", "observe", "protected", "spend", "20", "", "2026-10-20",
        "Watched a start", "Amina",
    ]  # fmt: skip
    assert mine[4][3:8] == ["cover", "protected", "transfer", "30", "observe"]
    assert [row[2] for row in rows[1:]] == sorted(row[2] for row in rows[1:])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="entries-2026-27.csv"'


async def test_more_entries_than_one_read_are_all_there_once(world: World) -> None:
    await a_year(world.hana)
    wish = {"category": "observe", "minutes": 6000, "reason": "For a long test"}
    await world.hana.post(f"/staff/{world.amina.staff_id}/time/adjust", wish)
    with world.database.writing(world.hana.scope) as session:
        pot = session.exec(select(TimePot)).one()
        for number in range(ENTRIES_PER_READ + 1):
            session.add(
                LedgerEntry(
                    school_id=world.birch_id, pot_id=pot.id, kind=EntryKind.SPEND, minutes=1, reason=f"Minute {number}",
                    held_on=NOW.date(), by_staff_id=world.amina.staff_id, made_at=NOW,
                )
            )  # fmt: skip

    rows = rows_of((await world.hana.get("/exports/entries.csv")).content)[1:]

    assert len(rows) == ENTRIES_PER_READ + 2
    assert len({row[11] for row in rows}) == len(rows)
    assert sum(int(row[6]) for row in rows if row[5] == "spend") == ENTRIES_PER_READ + 1


async def test_leavers_are_exported_and_other_years_are_not(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.amina.staff_id)).one().is_active = False

    now = await pages(world, "/exports/minutes", 100)
    entries = rows_of((await world.hana.get("/exports/entries.csv", params={"year_id": year["id"]})).content)

    assert sum(one["staff_name"] == "Amina" for one in now) == 3
    assert sum(row[2] == "Amina" for row in entries) == 3
    assert {UUID(one["staff_id"]) for one in now} == {
        world.people[name].staff_id for name in ("amina", "ben", "chloe", "dev", "frank", "grace", "hana")
    }


async def test_an_empty_year_is_a_table_of_headings(world: World) -> None:
    await a_year(world.hana)

    assert (await world.hana.get("/exports/minutes")).json() == {"items": [], "next": None}
    assert len(rows_of((await world.hana.get("/exports/minutes.csv")).content)) == 1
    assert len(rows_of((await world.hana.get("/exports/entries.csv")).content)) == 1


async def test_a_year_s_name_makes_no_other_file(world: World) -> None:
    await a_year(world.hana, name='../../x"; filename="evil.exe')

    answer = await world.hana.get("/exports/minutes.csv")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes-x-filename-evil-exe.csv"'


@pytest.mark.parametrize("path", ["minutes", "minutes.csv", "minutes.xlsx", "entries.csv"])
async def test_exports_are_for_heads_and_cpd_leads(world: World, path: str) -> None:
    await a_year(world.hana)
    await a_year(world.eve)

    statuses = {
        name: (await world.people[name].get(f"/exports/{path}")).status_code
        for name in ("amina", "grace", "hana", "dev", "eve")
    }

    assert statuses == {"amina": 403, "grace": 403, "hana": 200, "dev": 200, "eve": 200}
    refused(await world.hana.get(f"/exports/{path}", params={"year_id": str(uuid4())}), 404, "not-found")


async def test_a_cursor_of_our_own_making_is_refused(world: World) -> None:
    await a_year(world.hana)

    refused(await world.hana.get("/exports/minutes", params={"after": "bm90IG91cnM="}), 422, "bad-cursor")
