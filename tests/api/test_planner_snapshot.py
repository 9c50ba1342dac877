"""What a plan stands on is what is stored: weeks A and B, a timetable that changes, marks, bookings, what people have left."""

from datetime import date, timedelta
from typing import Any

import pytest_asyncio
from build import WEEKDAYS, a_timetable
from build_plan import wish
from build_round import a_group, a_round, a_school_at_work, watching
from cast import World

from app.planner.interchange import instance_json, read_instance
from app.planner.problem import TeacherState
from app.planner.schemas import RunIn
from app.planner.snapshot import Snapshot, snapshot
from app.planner.stored import problem_of, problem_text
from app.planner.verify_school import School

TUESDAY, MONDAY = date(2026, 11, 3), date(2026, 11, 9)


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


def taken(world: World, group_id: str, first_on: date = TUESDAY, **more: Any) -> Snapshot:
    with world.database.reading(world.hana.scope) as session:
        return snapshot(session, world.hana.actor, RunIn.model_validate(wish(group_id, **more)), first_on)


def state(found: Snapshot, world: World, who: str, on: date, period: str) -> TeacherState:
    return School(found.problem).state(str(world.people[who].staff_id), on, period)


async def test_the_same_school_has_the_same_digest_and_a_changed_one_another(world: World, group_id: str) -> None:
    before, again = taken(world, group_id), taken(world, group_id)
    spent = {"category": "observe", "minutes": 5, "held_on": "2026-11-02", "reason": "Visit"}
    await world.ben.post("/my-time/spend", spent)

    assert before.digest == again.digest
    assert taken(world, group_id).digest != before.digest


async def test_a_problem_is_the_same_when_it_is_read_again(world: World, group_id: str) -> None:
    problem = taken(world, group_id).problem

    assert problem_of(problem_text(problem)) == problem
    assert instance_json(read_instance(problem_text(problem).encode())) == instance_json(problem)


async def test_everybody_with_a_timetable_takes_part_and_nobody_else(world: World, group_id: str) -> None:
    found = taken(world, group_id)

    assert {teacher.id for teacher in found.problem.teachers} == {
        str(world.people[name].staff_id) for name in ("amina", "ben", "chloe", "frank", "hana")
    }


async def test_lessons_marks_and_minutes_are_those_of_the_school(world: World, group_id: str) -> None:
    found = taken(world, group_id)
    ben = next(one for one in found.problem.teachers if one.id == str(world.ben.staff_id))

    assert state(found, world, "amina", MONDAY, "P1") == TeacherState.TEACHING
    assert state(found, world, "ben", MONDAY, "P1") == TeacherState.FREE
    assert state(found, world, "ben", MONDAY, "P3") == TeacherState.PPA
    assert state(found, world, "ben", date(2026, 11, 12), "P4") == TeacherState.BUSY
    assert (ben.caps.observe, ben.caps.cover, ben.caps.debrief) == (90, 90, 120)


async def test_what_is_booked_and_what_is_asked_holds_people(world: World, group_id: str) -> None:
    wanted = a_round(
        world, group_id, held_on=MONDAY.isoformat(), observers=[watching(world.chloe, 0, world.ben)],
        debrief={"held_on": (MONDAY + timedelta(days=1)).isoformat(), "start": "15:05"},
    )  # fmt: skip
    assert (await world.amina.post("/rounds", wanted)).status_code == 201

    found = taken(world, group_id)

    ben = next(one for one in found.problem.teachers if one.id == str(world.ben.staff_id))
    assert {state(found, world, who, MONDAY, "P1") for who in ("amina", "ben", "chloe")} == {TeacherState.OFF}
    assert ben.caps.cover == 60, "what he is asked for is set aside until he answers"
    assert School(found.problem).is_away_all_day(str(world.chloe.staff_id), MONDAY + timedelta(days=1))


async def test_weeks_take_turns_as_the_calendar_says(world: World) -> None:
    rows = [(world.amina, "A Monday", "P1", "7A", "Maths"), (world.amina, "B Monday", "P2", "7B", "Maths")]
    a_timetable(world, rows, weeks=2)
    await world.hana.post("/allocations", {"rule": "full"})
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    found = taken(world, group_id)

    named = {day.on: day.day for day in found.problem.calendar}
    assert {named[MONDAY], named[MONDAY + timedelta(days=7)]} == {"A Monday", "B Monday"}
    for on in (MONDAY, MONDAY + timedelta(days=7)):
        teaches = "P1" if named[on] == "A Monday" else "P2"
        assert state(found, world, "amina", on, teaches) == TeacherState.TEACHING
        assert state(found, world, "amina", on, "P2" if teaches == "P1" else "P1") == TeacherState.FREE


async def test_a_timetable_that_begins_in_the_window_counts_from_its_day_on(world: World, group_id: str) -> None:
    a_timetable(world, [(world.amina, "Monday", "P4", "7B", "Maths", "M1")], starts_on="2026-11-16")

    found = taken(world, group_id)

    later = date(2026, 11, 16)
    assert (state(found, world, "amina", MONDAY, "P1"), state(found, world, "amina", MONDAY, "P4")) == (
        TeacherState.TEACHING, TeacherState.FREE,
    )  # fmt: skip
    assert (state(found, world, "amina", later, "P1"), state(found, world, "amina", later, "P4")) == (
        TeacherState.FREE, TeacherState.TEACHING,
    )  # fmt: skip


async def test_days_on_which_the_school_does_not_run_are_blocked_and_counted(world: World) -> None:
    off = [{"held_on": MONDAY.isoformat(), "kind": "off_timetable", "note": "Sports day"}]
    a_timetable(world, [(world.amina, day, "P1", "7A", "Maths") for day in WEEKDAYS], exceptions=off)
    await world.hana.post("/allocations", {"rule": "full"})
    group_id = await a_group(world, world.amina, world.ben, world.chloe)

    found = taken(world, group_id, avoid_dates=["2026-11-10"])

    blocked = {on for on, _ in found.problem.blocked}
    assert blocked == {MONDAY, date(2026, 11, 10)}
    assert MONDAY in [day.on for day in found.problem.calendar]
    assert state(found, world, "amina", MONDAY, "P1") == TeacherState.BLOCKED


async def test_a_part_timer_s_day_off_is_off(world: World, group_id: str) -> None:
    staff = (await world.hana.get(f"/staff/{world.chloe.staff_id}")).json()
    marks = {"marks": [{"cycle_day": "Friday", "period": None, "kind": "off"}]}
    marked = await world.hana.put(f"/staff/{world.chloe.staff_id}/marks", marks, version=staff["version"])
    assert marked.is_success, marked.text

    found = taken(world, group_id)

    assert School(found.problem).is_away_all_day(str(world.chloe.staff_id), date(2026, 11, 6))
    assert state(found, world, "chloe", date(2026, 11, 6), "P1") == TeacherState.OFF
