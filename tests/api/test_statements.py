"""A year of protected time on one page: a teacher's, the school's; as figures, as a table, on paper."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build import a_year, year_wish
from build_round import a_group
from build_year import POLICY, allocated, promised, read, rows_of, spent, statement, text_of, year_statement
from cast import NOW, Person, World, a_person
from conftest import Clock
from cover_setting import Setting
from refusals import refused
from sqlalchemy import event
from sqlmodel import select

from app.identity.tables import School, Staff
from app.kernel.actor import Role
from app.time_budget.rules import TimeCategory, TimeSource

HALF_TERM_3 = datetime(2027, 1, 11, 9, tzinfo=UTC)
MOVE = {"from_category": "debrief_move", "to_category": "observe", "minutes": 30, "reason": "To watch more"}


def pot(told: dict[str, Any], category: str = "observe") -> dict[str, Any]:
    return next(one for one in told["pots"] if one["category"] == category)


def half_term(told: dict[str, Any], position: int | None) -> dict[str, Any]:
    return next(one for one in told["half_terms"] if one["position"] == position)


def rename(world: World, person: Person, name: str) -> None:
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Staff).where(Staff.id == person.staff_id)).one().name = name


async def leave(world: World, person: Person, left_on: str) -> None:
    read = await world.hana.get(f"/staff/{person.staff_id}")
    kept = {key: read.json()[key] for key in ("code", "name", "department", "fte_percent")}
    version = int(read.headers["ETag"].strip('"'))
    answer = await world.hana.put(f"/staff/{person.staff_id}", kept | {"left_on": left_on}, version=version)
    assert answer.status_code == 200, answer.text


# ---- a teacher's year ----------------------------------------------------------------------------------


async def test_before_anything_is_given_a_statement_says_nothing_but_noughts(world: World) -> None:
    await a_year(world.hana)

    told = await statement(world.amina)

    assert [one["category"] for one in told["pots"]] == ["observe", "cover", "debrief_move"]
    assert {told[f"{name}_minutes"] for name in ("given", "allocated", "committed", "spent", "unplaced", "to_log")} == {
        0
    }
    assert [one["position"] for one in told["half_terms"]] == [1, 2, 3, 4, 5, 6]
    assert (told["others"], told["to_log"], told["entries"], told["closed_at"]) == ([], [], 0, None)
    assert (told["school_name"], told["year_name"], told["staff_name"]) == ("Birch School", "2026/27", "Amina")


async def test_a_pot_goes_from_what_was_given_to_what_is_left(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    await world.amina.post("/my-time/transfer", MOVE)
    await spent(world.amina, 20, "2026-10-20")
    promised(world, world.amina, year["id"], 30, HALF_TERM_3)

    told = await statement(world.amina)

    assert pot(told) == {
        "category": "observe", "given_minutes": 90, "transferred_in_minutes": 30, "transferred_out_minutes": 0,
        "allocated_minutes": 120, "committed_minutes": 30, "spent_minutes": 20, "unplaced_minutes": 70,
    }  # fmt: skip
    assert (pot(told, "debrief_move")["transferred_out_minutes"], pot(told, "debrief_move")["allocated_minutes"]) == (
        30,
        90,
    )
    for one in (*told["pots"], told):
        moved = one["transferred_in_minutes"] - one["transferred_out_minutes"]
        assert one["given_minutes"] + moved == one["allocated_minutes"]
        assert one["allocated_minutes"] == one["committed_minutes"] + one["spent_minutes"] + one["unplaced_minutes"]
    assert (told["allocated_minutes"], told["unplaced_minutes"], told["entries"]) == (300, 250, 6)


async def test_half_terms_hold_what_was_placed_and_what_was_spent_in_each(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    wrong = await spent(world.amina, 20, "2026-10-23")
    await world.amina.post(f"/time/entries/{wrong['id']}/correct", {"minutes": 15, "reason": "Counted again"})
    promised(world, world.amina, year["id"], 30, HALF_TERM_3, TimeCategory.COVER)

    told = await statement(world.amina)

    assert half_term(told, 1)["categories"][0] == {"category": "observe", "placed_minutes": 15, "spent_minutes": 15}
    assert half_term(told, 3)["categories"][1] == {"category": "cover", "placed_minutes": 30, "spent_minutes": 0}
    assert (half_term(told, 2)["placed_minutes"], len(told["half_terms"])) == (0, 6)
    assert sum(one["placed_minutes"] for one in told["half_terms"]) == told["committed_minutes"] + told["spent_minutes"]


async def test_minutes_of_a_holiday_are_told_at_the_end(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 10, "2026-10-28")

    told = await statement(world.amina)

    assert told["half_terms"][-1]["position"] is None
    assert told["half_terms"][-1]["spent_minutes"] == 10


async def test_other_time_stands_beside_the_pots(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 40, "2026-10-20", source="twilight", category="debrief_move")

    told = await statement(world.amina)

    assert told["others"] == [
        {"source": "twilight", "category": "debrief_move", "committed_minutes": 0, "spent_minutes": 40}
    ]
    assert (told["spent_minutes"], told["unplaced_minutes"]) == (0, 300)


async def test_cover_that_colleagues_agreed_to_is_given_and_received(world: World) -> None:
    await a_year(world.hana)
    setting = Setting(world)
    setting.give(world.ben)
    slot = setting.need(ask=[world.ben])
    setting.need(ask=[world.chloe], slice=1)
    await world.ben.post(f"/cover-slots/{slot}/accept")

    gave, received = await statement(world.ben), await statement(world.amina)

    assert (gave["cover_given_minutes"], gave["cover_received_minutes"], gave["cover_balance_minutes"]) == (30, 0, 30)
    assert (received["cover_given_minutes"], received["cover_balance_minutes"]) == (0, -30)


async def test_what_is_past_is_to_be_logged_and_after_the_school_s_days_it_is_a_reminder(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    for days, minutes in ((0, 1), (1, 2), (7, 4), (8, 8)):
        promised(world, world.amina, year["id"], minutes, NOW - timedelta(days=days))

    told = await statement(world.amina)

    assert (told["to_log_minutes"], told["reminder_minutes"], told["log_within_days"]) == (14, 8, 7)
    assert [(one["minutes"], one["is_reminder"]) for one in told["to_log"]] == [(8, True), (4, False), (2, False)]
    assert (told["to_log"][0]["held_on"], told["to_log"][0]["log_by"]) == ("2026-10-25", "2026-11-01")


async def test_whoever_leaves_within_the_year_is_there_for_part_of_its_days(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 10, "2026-10-20")
    await leave(world, world.amina, "2026-10-23")

    told = await statement(world.hana, world.amina)

    assert told["left_on"] == "2026-10-23"
    assert 0 < told["days"] < told["of_days"]
    assert told["spent_minutes"] == 10


async def test_another_year_is_read_when_it_is_asked_for(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    last = await a_year(
        world.hana, name="2025/26", exceptions=[],
        half_terms=[
            {key: f"{int(day[:4]) - 1}{day[4:]}" for key, day in one.items()} for one in year_wish()["half_terms"]
        ],
    )  # fmt: skip

    told = await statement(world.amina, year_id=last["id"])

    assert (told["year_name"], told["allocated_minutes"]) == ("2025/26", 0)
    refused(await world.amina.get("/my-time/statement", params={"year_id": str(uuid4())}), 404, "not-found")


async def test_a_closed_year_says_so_and_whom_it_was_agreed_with(world: World, clock: Clock) -> None:
    past = await a_year(
        world.hana, name="2025/26", exceptions=[],
        half_terms=[
            {key: f"{int(day[:4]) - 1}{day[4:]}" for key, day in one.items()} for one in year_wish()["half_terms"]
        ],
    )  # fmt: skip
    await allocated(world)
    for person, capacity in ((world.dev, "head"), (world.hana, "teachers")):
        await person.post(f"/years/{past['id']}/sign", {"capacity": capacity, "name": "Ben, for the union"})
    assert (await world.hana.post(f"/years/{past['id']}/close")).status_code == 201

    mine, school = await statement(world.amina, year_id=past["id"]), await year_statement(world.dev, year_id=past["id"])

    assert (mine["closed_at"] is not None, mine["allocated_minutes"], mine["given_minutes"]) == (True, 0, 0)
    assert (school["agreed_with"], school["teachers_at_risk"], school["unplaced_minutes"]) == (
        "Ben, for the union",
        0,
        0,
    )
    assert {one["kind"]: one["minutes"] for one in school["grants"]} == {"allocation": 2100, "closing": -2100}


async def test_what_goes_over_into_the_next_year_is_told_in_both(world: World) -> None:
    past = await a_year(
        world.hana, name="2025/26", exceptions=[],
        half_terms=[
            {key: f"{int(day[:4]) - 1}{day[4:]}" for key, day in one.items()} for one in year_wish()["half_terms"]
        ],
    )  # fmt: skip
    await allocated(world)
    await world.hana.put("/time-policy", POLICY | {"roll_over_minutes_max": 20}, version=1)
    this = await a_year(world.hana)
    for person, capacity in ((world.dev, "head"), (world.hana, "teachers")):
        await person.post(f"/years/{past['id']}/sign", {"capacity": capacity, "name": "Ben, for the union"})
    assert (await world.hana.post(f"/years/{past['id']}/close")).status_code == 201

    before, after = [await year_statement(world.dev, year_id=year["id"]) for year in (past, this)]
    mine = pot(await statement(world.amina, year_id=this["id"]), "debrief_move")

    assert (before["came_over_minutes"], before["granted_minutes"], before["allocated_minutes"]) == (-140, 140, 0)
    assert (after["came_over_minutes"], after["granted_minutes"], after["allocated_minutes"]) == (140, 0, 140)
    assert (mine["given_minutes"], mine["transferred_in_minutes"], mine["allocated_minutes"]) == (0, 20, 20)


async def test_without_a_year_there_is_no_statement_and_the_answer_says_so(world: World) -> None:
    for path in ("/my-time/statement", "/my-time/statement.csv", "/my-time/statement.pdf"):
        refused(await world.amina.get(path), 404, "school-year/none")
    for path in ("/year-statement", "/year-statement.xlsx", "/year-statement/teachers", "/unplaced/at-risk"):
        refused(await world.hana.get(path), 404, "school-year/none")


# ---- whose statement -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["statement", "statement.csv", "statement.pdf"])
async def test_a_statement_is_for_its_teacher_and_those_who_answer_for_time(world: World, path: str) -> None:
    await a_year(world.hana)
    await a_year(world.eve)

    statuses = {
        name: (await world.people[name].get(f"/staff/{world.amina.staff_id}/{path}")).status_code
        for name in ("amina", "hana", "dev", "ben", "grace", "eve")
    }

    assert statuses == {"amina": 200, "hana": 200, "dev": 200, "ben": 403, "grace": 403, "eve": 404}


async def test_another_school_s_year_is_as_unknown_as_none(world: World) -> None:
    await a_year(world.hana)
    foreign = await a_year(world.eve)

    for path in ("/my-time/statement", "/year-statement", "/year-statement/teachers", "/exports/minutes"):
        answers = [await world.hana.get(path, params={"year_id": year}) for year in (foreign["id"], str(uuid4()))]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


# ---- as a file ---------------------------------------------------------------------------------------------


async def test_the_table_holds_the_same_figures_and_no_formula(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    rename(world, world.amina, '=HYPERLINK("https://far.example","Amina")')

    answer = await world.amina.get("/my-time/statement.csv")

    rows = rows_of(answer.content)
    assert ["Observing", "90", "0", "0", "90", "0", "20", "70"] in rows
    assert ["In all", "300", "0", "0", "300", "0", "20", "280"] in rows
    assert ["Name", '\'=HYPERLINK("https://far.example","Amina")'] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="statement-2026-27-ami')


async def test_the_page_is_one_page_of_text_tagged_and_the_same_every_time(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    rename(world, world.amina, "Ŵyn ap Siôn #panic() $x$ *bold* \\ ]")

    first, again = [await world.amina.get("/my-time/statement.pdf") for _ in range(2)]

    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/pdf")
    assert first.content == again.content
    found = read(first.content)
    assert len(found.pages) == 1
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert b"pdfuaid:part" in first.content
    text = text_of(first.content)
    assert "Ŵyn ap Siôn #panic() $x$ *bold* \\ ]" in text
    assert "Observing 90 0 0 90 0 20 70" in text
    assert "In all 300 0 0 300 0 20 280" in text


async def test_the_fullest_statement_is_still_one_page(world: World) -> None:
    year = await a_year(world.hana, name="Y" * 200)
    await allocated(world)
    rename(world, world.amina, "Ŵ" * 200)
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(School).where(School.id == world.birch_id)).one().name = "S" * 200
    for source in TimeSource:
        for category in TimeCategory:
            await spent(world.amina, 1, "2026-10-28", source=source.value, category=category.value)
            promised(world, world.amina, year["id"], 1, NOW - timedelta(days=9), category, source)

    page = (await world.amina.get("/my-time/statement.pdf")).content

    assert len(read(page).pages) == 1
    assert text_of(page).count("Ŵ") >= 200


async def test_letters_that_our_fonts_lack_are_printed_as_boxes_not_refused(world: World) -> None:
    await a_year(world.hana)
    rename(world, world.amina, "漢字 😀")

    page = await world.amina.get("/my-time/statement.pdf")

    assert page.status_code == 200
    assert "Birch School" in text_of(page.content)


# ---- the school's year ---------------------------------------------------------------------------------------


async def test_the_school_s_figures_are_the_sums_of_its_teachers(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    await spent(world.ben, 40, "2026-10-20", source="meeting")
    promised(world, world.ben, year["id"], 30, HALF_TERM_3)

    told = await year_statement(world.hana)
    teachers = (await world.hana.get("/year-statement/teachers")).json()["items"]

    for name in ("allocated_minutes", "committed_minutes", "spent_minutes", "unplaced_minutes"):
        assert told[name] == sum(one[name] for one in teachers), name
    assert (told["allocated_minutes"], told["committed_minutes"], told["spent_minutes"]) == (2100, 30, 20)
    assert (told["teachers"], told["teachers_without_time"]) == (7, 0)
    assert told["others"] == [{"source": "meeting", "committed_minutes": 0, "spent_minutes": 40}]
    assert [one["other_minutes"] for one in teachers if one["staff_name"] == "Ben"] == [40]


async def test_what_the_school_gave_is_what_all_pots_hold(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.ben, 40, "2026-10-20", source="meeting")
    taken = {"category": "cover", "minutes": -30, "reason": "Leaves at Easter"}
    await world.hana.post(f"/staff/{world.amina.staff_id}/time/adjust", taken)

    told = await year_statement(world.hana)

    assert [(one["kind"], one["source"], one["acts"], one["minutes"]) for one in told["grants"]] == [
        ("adjustment", "protected", 1, -30), ("allocation", "protected", 1, 2100), ("funded", "meeting", 1, 40),
    ]  # fmt: skip
    assert told["granted_minutes"] + told["came_over_minutes"] == told["allocated_minutes"] + 40


async def test_by_half_term_the_school_sees_what_still_had_no_place_at_its_end(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-23")
    await spent(world.amina, 5, "2026-10-28")
    promised(world, world.ben, year["id"], 30, HALF_TERM_3)

    told = await year_statement(world.hana)

    assert half_term(told, 1) | {"starts_on": "", "ends_on": ""} == {
        "position": 1, "starts_on": "", "ends_on": "", "committed_minutes": 0, "spent_minutes": 20,
        "placed_minutes": 20, "unplaced_minutes": 2080,
    }  # fmt: skip
    assert (half_term(told, 2)["unplaced_minutes"], half_term(told, 3)["unplaced_minutes"]) == (2075, 2045)
    assert half_term(told, 6)["unplaced_minutes"] == told["unplaced_minutes"]
    assert (half_term(told, None)["spent_minutes"], half_term(told, None)["unplaced_minutes"]) == (5, None)


async def test_by_group_everybody_in_one_counts_and_those_in_none_come_last(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await a_group(world, world.amina, world.ben, world.chloe, name="Zest")
    await a_group(world, world.amina, world.frank, world.dev, name="Art")
    await spent(world.amina, 20, "2026-10-20")

    told = (await year_statement(world.hana))["groups"]
    page = (await world.hana.get("/unplaced/groups", params={"limit": 1})).json()
    rest = (await world.hana.get("/unplaced/groups", params={"limit": 1, "after": page["next"]})).json()

    assert [(one["name"], one["member_count"], one["allocated_minutes"], one["unplaced_minutes"]) for one in told] == [
        ("Art", 3, 900, 880), ("Zest", 3, 900, 880), ("In no group", 2, 600, 600),
    ]  # fmt: skip
    assert [one["group_id"] is None for one in told] == [False, False, True]
    assert page["items"] + rest["items"] == told[:2]
    assert rest["next"] is None


async def test_cover_is_told_before_and_after_and_in_money_once_the_rate_is_said(world: World) -> None:
    await a_year(world.hana)
    setting = Setting(world)
    setting.give(world.ben)
    agreed = setting.need(ask=[world.ben])
    paid, _open = setting.need(slice=1), setting.need(slice=2, ask=[world.chloe])
    await world.ben.post(f"/cover-slots/{agreed}/accept")
    await world.grace.post(f"/cover-slots/{paid}/arrange", {"arrangement": "Supply"})

    silent = (await year_statement(world.hana))["cover"]
    await world.hana.put("/time-policy", POLICY, version=1)
    told = (await year_statement(world.hana))["cover"]

    assert {name: one["slices"] for name, one in silent.items() if isinstance(one, dict)} == {
        "needed": 3, "mutual": 1, "exchanged": 0, "paid": 1, "open": 1,
    }  # fmt: skip
    assert (silent["needed"]["minutes"], silent["needed"]["pence"], silent["saved_pence"]) == (90, None, None)
    assert silent["supply_pence_per_hour"] is None
    assert (told["needed"]["pence"], told["paid"]["pence"], told["open"]["pence"]) == (4800, 1600, 1600)
    assert (told["saved_pence"], told["supply_pence_per_hour"]) == (1600, 3200)


async def test_what_was_called_off_burdens_nobody(world: World) -> None:
    await a_year(world.hana)
    setting = Setting(world)
    setting.need(ask=[world.ben])
    setting.close()

    told = (await year_statement(world.hana))["cover"]

    assert {one["slices"] for one in told.values() if isinstance(one, dict)} == {0}


async def test_teachers_come_by_name_in_pages_with_minutes_and_nothing_else(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    await leave(world, world.amina, "2026-10-23")

    seen: list[dict[str, Any]] = []
    after = None
    while True:
        query = {"limit": 3} | ({"after": after} if after else {})
        page = (await world.dev.get("/year-statement/teachers", params=query)).json()
        seen += page["items"]
        if (after := page["next"]) is None:
            break

    assert [one["staff_name"] for one in seen] == ["Amina", "Ben", "Chloe", "Dev", "Frank", "Grace", "Hana"]
    assert [one["has_left"] for one in seen] == [True, *[False] * 6]
    assert set(seen[0]) == {
        "staff_id", "staff_name", "staff_code", "fte_percent", "group_name", "has_left", "allocated_minutes",
        "committed_minutes", "spent_minutes", "unplaced_minutes", "to_log_minutes", "other_minutes",
        "cover_given_minutes", "cover_received_minutes",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["", ".csv", ".xlsx", ".pdf", "/teachers"])
async def test_the_school_s_year_is_for_heads_and_cpd_leads(world: World, path: str) -> None:
    await a_year(world.hana)

    statuses = {
        name: (await world.people[name].get(f"/year-statement{path}")).status_code
        for name in ("amina", "grace", "hana", "dev")
    }

    assert statuses == {"amina": 403, "grace": 403, "hana": 200, "dev": 200}


async def test_the_school_s_files_hold_the_same_figures(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await spent(world.amina, 20, "2026-10-20")
    rename(world, world.amina, "@Amina")

    rows = rows_of((await world.hana.get("/year-statement.csv")).content)
    page = (await world.hana.get("/year-statement.pdf")).content

    assert ["The school", "2100", "0", "20", "2080"] in rows
    assert ["'@Amina", "300", "0", "20", "280", "0", "0", "0"] in rows
    assert "The school 2100 0 20 2080" in text_of(page)
    assert "@Amina 300 0 20 280 0 0 0" in text_of(page)


async def test_the_school_s_statement_takes_as_many_statements_however_many_teach_there(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)
    await a_group(world, world.amina, world.ben, world.chloe)
    few = await count(world, "/year-statement"), await count(world, "/year-statement/teachers?limit=100")

    more = [a_person(world.app, world.birch_id, world.trust_id, f"new{n}", [Role.TEACHER]) for n in range(9)]
    await allocated(world)
    for number in range(3):
        await a_group(world, *more[3 * number : 3 * number + 3], name=f"Group {number}")
    for one in more:
        await spent(one, 5, "2026-10-20")
    many = await count(world, "/year-statement"), await count(world, "/year-statement/teachers?limit=100")

    assert many == few
    assert max(many) <= 30


@pytest.mark.parametrize("path", ["/year-statement", "/year-statement/teachers", "/my-time/statement"])
async def test_no_entry_of_another_year_is_looked_at(world: World, path: str) -> None:
    """On SQLite, which says how it will go about it; left to itself it goes through all entries of a school."""
    if world.database.engine.dialect.name != "sqlite":
        return
    await a_year(world.hana)
    await allocated(world)
    said = [one for one in await asked(world, path) if "ledger_entry" in one[0]]

    with world.database.engine.connect() as connection:
        steps = [
            str(row[3])
            for sql, values in said
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    ledger = [step for step in steps if "ledger_entry" in step]

    assert ledger
    # The index of transfers alone is short: what crossed the year's border is looked for among them.
    assert [step for step in ledger if "pot_id=?" not in step and "ix_ledger_entry_to_pot_id" not in step] == []


async def count(world: World, path: str) -> int:
    return len(await asked(world, path))


async def asked(world: World, path: str) -> list[tuple[str, Any]]:
    """What the database is asked for *path*."""
    statements: list[tuple[str, Any]] = []
    listen = (world.database.engine, "before_cursor_execute", lambda *args: statements.append((args[2], args[3])))
    event.listen(*listen)
    try:
        answer = await world.hana.get(path)
    finally:
        event.remove(*listen)
    assert answer.status_code == 200, answer.text
    return statements


async def test_guests_have_no_year_here(world: World) -> None:
    await a_year(world.hana)
    guest = a_person(world.app, world.birch_id, world.trust_id, "guest", [Role.KNOWLEDGEABLE_OTHER])

    refused(await guest.get("/my-time/statement"), 403, "forbidden")
    assert UUID((await statement(world.amina))["staff_id"]) == world.amina.staff_id
