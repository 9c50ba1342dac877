"""A teacher's grid, and the marks that are put on it by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from build import Row, a_timetable
from cast import NOW, World
from conftest import Clock
from sqlmodel import select
from timetable_steps import a_booking, days_of, grid_of, mark, set_marks, stored

from app.occupied import actions as occupied
from app.occupied.tables import Occupied


async def test_a_teacher_sees_their_whole_cycle(world: World) -> None:
    a_timetable(
        world,
        [
            (world.amina, "Monday", "P1", "7A", "Maths", "M1"), (world.ben, "Monday", "P1", "7A", "Maths", "M1"),
            (world.amina, "Monday", "P2", "", "PPA"), (world.amina, "Tuesday", "P5", "", "Bus duty"),
        ],
    )  # fmt: skip

    answer = await grid_of(world.amina, world.amina)

    grid = answer.json()
    assert answer.headers["etag"] == '"1"'
    cells = {(cell["cycle_day"], cell["period"]): cell for cell in grid["cells"]}
    assert len(cells) == 25
    assert cells["Monday", "P1"] == {
        "cycle_day": "Monday", "period": "P1", "kind": "lesson", "class_name": "7A", "subject": "Maths", "room": "M1",
        "with_teachers": ["Ben"],
    }  # fmt: skip
    assert [cells[slot]["kind"] for slot in (("Monday", "P2"), ("Tuesday", "P5"), ("Friday", "P5"))] == [
        "ppa", "duty", "free",
    ]  # fmt: skip
    assert (grid["teaching_minutes"], grid["ppa_minutes"], grid["ppa_minutes_needed"]) == (60, 60, 6)
    assert [day["cycle_day"] for day in grid["days"]] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert grid["days"][0]["periods"][4] == {"period": "P5", "start": "13:50", "end": "14:50"}


async def test_who_may_see_a_teachers_timetable(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    askers = (world.amina, world.hana, world.dev, world.grace)
    allowed = [(await grid_of(asker, world.amina)).status_code for asker in askers]
    colleague = await grid_of(world.ben, world.amina)
    foreign = await grid_of(world.eve, world.amina)
    nobody = await world.eve.get(f"/staff/{uuid4()}/timetable")

    assert allowed == [200, 200, 200, 200]
    assert colleague.status_code == 403
    assert foreign.status_code == 404
    assert foreign.text == nobody.text


async def test_without_a_timetable_there_is_no_grid_and_nothing_to_mark(world: World) -> None:
    grid = await grid_of(world.amina, world.amina)
    marks = await set_marks(world.hana, world.amina, mark("P1"))

    assert (grid.status_code, grid.json()["type"]) == (404, "/problems/timetable/not-there")
    assert (marks.status_code, marks.json()["type"]) == (409, "/problems/timetable/none")


async def test_marks_close_a_teachers_time_from_today_on(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.amina, "Monday", "P2", "", "PPA")])

    answer = await set_marks(
        world.grace, world.amina, mark("P3"), mark("P4", "leadership"), mark(None, "off", "Friday"),
        mark("P1", "duty", "Tuesday", "Gate"),
    )  # fmt: skip

    assert answer.status_code == 200
    assert (answer.json()["staff_version"], answer.headers["etag"]) == (2, '"2"')
    assert [found[:2] for found in days_of(world, world.amina, "2026-11-02")] == [
        ("teach", "08:45"), ("teach", "09:15"), ("ppa", "11:05"), ("leadership", "12:05"),
    ]  # fmt: skip
    assert days_of(world, world.amina, "2026-11-03") == [("duty", "08:45", "Gate")]
    assert days_of(world, world.amina, "2026-11-06") == [("off", "06:00", "")]
    assert {found["kind"] for found in answer.json()["cells"] if found["cycle_day"] == "Friday"} == {"off"}


async def test_a_day_off_stays_one_on_an_inset_day(world: World) -> None:
    inset = [{"held_on": "2026-11-06", "kind": "inset"}]
    rows: list[Row] = [(world.amina, "Monday", "P1", "7A"), (world.amina, "Friday", "P1", "", "PPA")]
    a_timetable(world, rows, exceptions=inset)

    await set_marks(world.hana, world.amina, mark(None, "off", "Friday"))

    assert days_of(world, world.amina, "2026-11-06") == [("off", "06:00", "")]


@pytest.mark.parametrize(
    "bad", [mark("P1", "ppa"), mark("P1", "duty"), mark("P1", "ect"), mark("P1", "leadership"), mark(None, "off")]
)
async def test_a_mark_cannot_lie_on_a_lesson(world: World, bad: dict[str, Any]) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    before = stored(world)

    refused = await set_marks(world.hana, world.amina, bad)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/mark-meets-lesson")
    assert {name: refused.json()[name] for name in ("cycle_day", "period", "class_name")} == {
        "cycle_day": "Monday", "period": "P1", "class_name": "7A",
    }  # fmt: skip
    assert stored(world) == before


async def test_a_clash_of_the_file_does_not_keep_other_marks_from_being_set(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.amina, "Monday", "P1", "", "PPA")])

    kept = await set_marks(world.hana, world.amina, mark("P1", "ppa", note="PPA"), mark("P2"))

    assert kept.status_code == 200
    assert [found[0] for found in days_of(world, world.amina, "2026-11-02")] == ["ppa", "ppa"]


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        (mark("P9"), "/body/marks/0/period"), (mark("P1", cycle_day="Sunday"), "/body/marks/0/cycle_day"),
        (mark(None, "ppa"), "/body/marks/0/period"),
    ],
)  # fmt: skip
async def test_marks_on_nothing_are_refused(world: World, bad: dict[str, Any], pointer: str) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])

    refused = await set_marks(world.hana, world.amina, bad)
    twice = await set_marks(world.hana, world.amina, mark("P2"), mark("P2", "duty"))

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/timetable/marks-unusable")
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]
    assert [fault["pointer"] for fault in twice.json()["errors"]] == ["/body/marks/1/period"]


async def test_a_mark_cannot_lie_on_something_planned(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    a_booking(world, world.amina, datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
    before = stored(world)

    refused = await set_marks(world.hana, world.amina, mark("P1"))
    beside = await set_marks(world.hana, world.amina, mark("P3"))

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/mark-meets-round")
    assert refused.json()["rounds"] == [{"held_on": "2026-11-09", "name": "Amina", "what": "Observes a colleague"}]
    assert beside.status_code == 200
    assert stored(world)["occupied"] > before["occupied"]


async def test_what_is_booked_on_a_lesson_stays_when_other_marks_change(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    ref_id = uuid4()
    with world.database.writing(world.amina.scope) as session:
        first = session.exec(
            select(Occupied).where(Occupied.staff_id == world.amina.staff_id, Occupied.held_on == date(2026, 11, 9))
        ).first()
        assert first is not None
        occupied.release_lesson(session, first, ref_id)
    a_booking(world, world.amina, datetime(2026, 11, 9, 8, 45, tzinfo=UTC), minutes=30, ref_id=ref_id)

    answer = await set_marks(world.hana, world.amina, mark("P5"))

    assert answer.status_code == 200
    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(
            select(Occupied).where(Occupied.staff_id == world.amina.staff_id, Occupied.held_on == date(2026, 11, 9))
        ).all()
    assert sorted((row.kind.value, row.is_released, row.ref_id == ref_id) for row in rows) == [
        ("observe", False, True), ("ppa", False, False), ("teach", False, False), ("teach", True, True),
    ]  # fmt: skip


async def test_marks_need_the_version_they_were_made_on(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    without = await set_marks(world.hana, world.amina, mark("P2"), version=None)
    first = await set_marks(world.hana, world.amina, mark("P2"))
    stale = await set_marks(world.hana, world.amina, mark("P3"))

    assert (without.status_code, first.status_code, stale.status_code) == (428, 200, 412)
    assert [found["period"] for found in (await grid_of(world.amina, world.amina)).json()["marks"]] == ["P2"]


async def test_who_may_set_marks(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    assert (await set_marks(world.amina, world.amina, mark("P2"))).status_code == 403
    assert (await set_marks(world.eve, world.amina, mark("P2"))).status_code == 404
    assert (await world.hana.put(f"/staff/{uuid4()}/marks", {"marks": []}, version=1)).status_code == 404


async def test_marks_of_the_summer_go_to_the_timetable_that_comes(world: World, clock: Clock) -> None:
    clock.instant = NOW - timedelta(days=90)
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    answer = await set_marks(world.hana, world.amina, mark("P2"))

    assert answer.status_code == 200
    assert days_of(world, world.amina, "2026-09-07")[-1][:2] == ("ppa", "08:45"), "summer time"
