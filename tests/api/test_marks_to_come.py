"""Marks by hand hold in the timetables that are still to begin too, and who reads the grid is told where they do not."""

from typing import Any

import pytest
from build import Row, a_timetable
from cast import World
from timetable_steps import BELLS, a_dry_run, commit, days_of, grid_of, mark, set_marks

NOW_TUESDAY, LATER_TUESDAY = "2026-11-10", "2026-11-17"
LATER = "2026-11-16"


def two_timetables(world: World, *more: Row) -> None:
    """One in force, and one that begins on a Monday in a fortnight."""
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.ben, "Monday", "P1", "9C")])
    rows: list[Row] = [(world.amina, "Monday", "P2", "7A"), (world.ben, "Monday", "P1", "9C"), *more]
    a_timetable(world, rows, starts_on=LATER)


async def later(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await grid_of(world.hana, world.ben)).json()["later"]
    return found


@pytest.mark.parametrize("kind", ["off", "ppa", "ect", "duty", "leadership"])
async def test_a_mark_holds_in_the_timetable_that_is_still_to_begin(world: World, kind: str) -> None:
    """Take out: `versions_to_come` in actions.marking.set_marks."""
    two_timetables(world)
    period = None if kind == "off" else "P3"

    answer = await set_marks(world.hana, world.ben, mark(period, kind, "Tuesday"))

    assert answer.status_code == 200, answer.text
    assert [one[0] for one in days_of(world, world.ben, NOW_TUESDAY)] == [kind]
    assert [one[0] for one in days_of(world, world.ben, LATER_TUESDAY)] == [kind]
    assert answer.json()["later"] == []


async def test_a_mark_that_is_taken_away_goes_from_both_and_others_marks_stay(world: World) -> None:
    two_timetables(world, (world.ben, "Tuesday", "P1", "", "Gate"))
    await set_marks(world.hana, world.ben, mark(None, "off", "Wednesday"), mark("P3", "ppa", "Tuesday"))

    await set_marks(world.hana, world.ben, mark("P3", "ppa", "Tuesday"), version=2)

    assert days_of(world, world.ben, "2026-11-11") == days_of(world, world.ben, "2026-11-18") == []
    assert [one[0] for one in days_of(world, world.ben, LATER_TUESDAY)] == ["duty", "ppa"]


async def test_where_they_teach_later_the_lesson_stays_and_the_grid_says_so(world: World) -> None:
    two_timetables(world, (world.ben, "Tuesday", "P3", "9D"))

    answer = await set_marks(
        world.hana, world.ben, mark("P3", "ppa", "Tuesday"), mark("P4", "ppa", "Tuesday"), mark(None, "off", "Friday")
    )

    assert [one[0] for one in days_of(world, world.ben, NOW_TUESDAY)] == ["ppa", "ppa"]
    assert [one[0] for one in days_of(world, world.ben, LATER_TUESDAY)] == ["teach", "teach", "ppa"]
    assert answer.json()["later"] == await later(world) == [
        {"starts_on": LATER, "cycle_day": "Tuesday", "period": "P3", "kind": "ppa"}
    ]  # fmt: skip


async def test_what_the_later_timetable_says_otherwise_of_a_period_stays(world: World) -> None:
    two_timetables(world, (world.ben, "Tuesday", "P3", "", "Gate"))

    await set_marks(world.hana, world.ben, mark("P3", "ppa", "Tuesday"))
    await set_marks(world.hana, world.ben, version=2)

    assert [one[2] for one in days_of(world, world.ben, LATER_TUESDAY)] == ["Gate"]


async def test_the_same_file_again_does_not_lose_what_was_marked_since(world: World) -> None:
    two_timetables(world)
    rows: list[Row] = [("Amina", "Monday", "P2", "7A"), ("Ben", "Monday", "P1", "9C")]
    await set_marks(world.hana, world.ben, mark(None, "off", "Tuesday"), mark("P3", "ppa", "Wednesday"))
    found = await a_dry_run(world.hana, rows)

    for starts_on in (LATER, "2026-11-09"):
        answer = await commit(
            world.hana, found["id"], starts_on=starts_on, days=[{"name": "Monday", "cycle_day": "Monday"}], bells=[
                bell | {"cycle_day": day}
                for bell in BELLS for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            ],
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
        found = await a_dry_run(world.hana, rows)

    for week in (10, 17):
        assert [one[0] for one in days_of(world, world.ben, f"2026-11-{week}")] == ["off"]
        assert [one[0] for one in days_of(world, world.ben, f"2026-11-{week + 1}")] == ["ppa"]
