"""The founding document's numbers, through the rules and through the real API on both engines (DOMAIN 0 and 3.4).

51 colleagues with 300 minutes each: 15,300 minutes, 153 half hours to observe and 153 to cover, and 120 minutes for
debriefs, into which six of 20 minutes fit exactly.
"""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from build_time import a_year, give
from cast import NOW, Person, World, a_person
from refusals import refused
from sqlmodel import col, select

from app.identity.tables import Staff
from app.kernel.actor import Role
from app.school_year.rules import DayKind
from app.school_year.tables import SchoolDay
from app.time_budget import actions, queries
from app.time_budget.actions import CommitWish
from app.time_budget.errors import BudgetExhausted
from app.time_budget.rules import AllocationRule, TimeCategory

TEACHERS = 51
SLOT = 30
OBSERVE, COVER, DEBRIEF = TimeCategory.OBSERVE, TimeCategory.COVER, TimeCategory.DEBRIEF_MOVE


@pytest.fixture
def school(world: World) -> list[Person]:
    """Birch School with 51 teachers, full time, and its year."""
    a_year(world.database, world.hana)
    there = [one for one in world.everyone() if one.actor.school_id == world.birch_id]
    more = [
        a_person(world.app, world.birch_id, world.trust_id, f"t{number}", [Role.TEACHER])
        for number in range(TEACHERS - len(there))
    ]
    return [*there, *more]


def wishes(person: Person, year_id: Any, category: TimeCategory, minutes: int, times: int) -> list[CommitWish]:
    return [CommitWish(person.staff_id, year_id, category, minutes, uuid4(), NOW.date()) for _ in range(times)]


async def test_fifty_one_full_timers_are_given_15_300_minutes(world: World, school: list[Person]) -> None:
    answer = await world.hana.post("/allocations", {"rule": "pro_rata"})

    assert answer.status_code == 201, answer.text
    allocated = answer.json()
    assert (allocated["teachers"], allocated["added_minutes"], allocated["total_minutes"]) == (51, 15_300, 15_300)
    (grant,) = (await world.hana.get("/grants")).json()["items"]
    assert (grant["minutes"], grant["teachers"], grant["kind"]) == (15_300, 51, "allocation")
    pots = {pot["category"]: pot for pot in (await school[-1].get("/my-time")).json()["pots"]}
    assert {category: pot["available_minutes"] for category, pot in pots.items()} == {
        "observe": 90, "cover": 90, "debrief_move": 120,
    }  # fmt: skip


async def test_the_minutes_are_153_slots_of_observing_and_153_of_cover_and_not_one_more(
    world: World, school: list[Person]
) -> None:
    await world.hana.post("/allocations", {"rule": "pro_rata"})
    year_id = a_year(world.database, world.hana)
    wanted = {
        category: [wish for person in school for wish in wishes(person, year_id, category, SLOT, 3)]
        for category in (OBSERVE, COVER)
    }

    with world.database.writing(world.hana.scope) as session:
        made = {
            category: actions.commit_all(session, world.hana.actor, all_of_it, NOW)
            for category, all_of_it in wanted.items()
        }

    assert {category: len(entries) for category, entries in made.items()} == {OBSERVE: 153, COVER: 153}
    for category in (OBSERVE, COVER):
        for one in (school[0], school[-1]):
            one_more = wishes(one, year_id, category, 1, 1)
            with pytest.raises(BudgetExhausted), world.database.writing(world.hana.scope) as session:
                actions.commit_all(session, world.hana.actor, one_more, NOW)
    with world.database.reading(world.hana.scope) as session:
        figures = queries.year_figures(session, world.hana.actor, year_id)
    assert (figures.allocated_minutes, figures.committed_minutes) == (15_300, 2 * 153 * SLOT)
    assert figures.granted_minutes == 15_300


async def test_six_debriefs_of_twenty_minutes_fit_and_a_seventh_is_refused(world: World, school: list[Person]) -> None:
    await world.hana.post("/allocations", {"rule": "full"})
    debrief = {"category": "debrief_move", "minutes": 20, "held_on": NOW.date().isoformat(), "reason": "Debrief"}

    for number in range(6):
        answer = await school[-1].post("/my-time/spend", debrief)
        assert answer.status_code == 201, answer.text
        assert answer.json()["pot"]["available_minutes"] == 120 - 20 * (number + 1)
    seventh = refused(await school[-1].post("/my-time/spend", debrief), 409, "time-budget/exhausted")

    assert (seventh["requested_minutes"], seventh["available_minutes"]) == (20, 0)


async def test_allocating_twice_gives_15_300_once(world: World, school: list[Person]) -> None:
    for added in (15_300, 0):
        answer = (await world.hana.post("/allocations", {"rule": "pro_rata"})).json()
        assert (answer["added_minutes"], answer["total_minutes"]) == (added, 15_300)
    assert len((await world.hana.get("/grants")).json()["items"]) == 1


# ---- DOMAIN 3.4, line by line, as stored -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fte_percent", "pro_rata"),
    [(100, (90, 90, 120)), (80, (60, 60, 120)), (60, (60, 60, 60)), (50, (30, 30, 90)), (40, (30, 30, 60))],
)
async def test_a_part_timer_is_given_what_the_table_says_or_the_full_300(
    world: World, fte_percent: int, pro_rata: tuple[int, int, int]
) -> None:
    a_year(world.database, world.hana)
    one = a_person(world.app, world.birch_id, world.trust_id, "part", [Role.TEACHER], fte_percent=fte_percent)

    for rule, expected in ((AllocationRule.PRO_RATA, pro_rata), (AllocationRule.FULL, (90, 90, 120))):
        wish = {"rule": rule.value, "staff_ids": [str(one.staff_id)]}
        (line,) = (await world.hana.post("/allocations/preview", wish)).json()["lines"]
        assert (line["observe_minutes"], line["cover_minutes"], line["debrief_move_minutes"]) == expected
        await world.hana.post("/allocations", wish)
        pots = {pot["category"]: pot for pot in (await one.get("/my-time")).json()["pots"]}
        assert tuple(pots[category.value]["allocated_minutes"] for category in (OBSERVE, COVER, DEBRIEF)) == expected


# ---- who comes and who goes ------------------------------------------------------------------------------

DAYS = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28), date(2026, 10, 5),
        date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]  # fmt: skip
"""Ten days with pupils: five before the tests' today, five after."""


def employed(world: World, person: Person, joined_on: date | None, left_on: date | None) -> None:
    with world.database.writing(person.scope) as session:
        staff = session.exec(select(Staff).where(col(Staff.id) == person.staff_id)).one()
        staff.joined_on, staff.left_on = joined_on, left_on


def ten_days(world: World) -> None:
    year_id = a_year(world.database, world.hana)
    with world.database.writing(world.hana.scope) as session:
        session.add_all(
            SchoolDay(
                school_id=world.birch_id,
                year_id=year_id,
                held_on=day,
                kind=DayKind.ORDINARY,
                cycle_day="Monday",
                half_term=1,
            )
            for day in DAYS
        )


@pytest.mark.parametrize(
    ("joined_on", "left_on", "days", "minutes"),
    [
        (None, None, 10, (90, 90, 120)),
        (DAYS[0], DAYS[-1], 10, (90, 90, 120)),
        (DAYS[5], None, 5, (30, 30, 90)),
        (None, DAYS[4], 5, (30, 30, 90)),
        (DAYS[1], None, 9, (90, 90, 90)),
        (DAYS[9], None, 1, (30, 30, 30)),
        (date(2026, 12, 8), None, 0, (0, 0, 0)),
    ],
)
async def test_who_is_there_for_a_part_of_the_year_is_due_that_part(
    world: World, joined_on: date | None, left_on: date | None, days: int, minutes: tuple[int, int, int]
) -> None:
    ten_days(world)
    employed(world, world.amina, joined_on, left_on)
    wish = {"rule": "full", "staff_ids": [str(world.amina.staff_id)]}

    answer = await world.hana.post("/allocations", wish)

    (line,) = answer.json()["lines"]
    assert (line["days"], line["of_days"]) == (days, 10)
    assert (line["observe_minutes"], line["cover_minutes"], line["debrief_move_minutes"]) == minutes
    assert answer.json()["added_minutes"] == sum(minutes)


async def test_what_a_leaver_has_not_placed_goes_back_and_nothing_else(world: World) -> None:
    give(world.database, world.amina, 90)
    spend = {"category": "observe", "minutes": 25, "held_on": NOW.date().isoformat(), "reason": "Used"}
    await world.amina.post("/my-time/spend", spend)
    employed(world, world.amina, None, NOW.date())

    path = f"/staff/{world.amina.staff_id}/time/leave"
    answer = await world.hana.post(path, {"reason": "Leaves today"})

    assert answer.status_code == 201, answer.text
    assert answer.json()["taken_back_minutes"] == 65
    pots = {pot["category"]: pot for pot in answer.json()["time"]["pots"]}
    assert [pots["observe"][f"{sum_}_minutes"] for sum_ in ("allocated", "spent", "available")] == [25, 25, 0]
    again = await world.hana.post(path, {"reason": "Leaves today"})
    assert (again.status_code, again.json()["taken_back_minutes"]) == (201, 0)


async def test_more_than_an_entry_can_hold_is_taken_back_in_several(world: World) -> None:
    for _ in range(2):
        give(world.database, world.amina, 6000)
    give(world.database, world.amina, 1)
    employed(world, world.amina, None, NOW.date())

    path = f"/staff/{world.amina.staff_id}/time/leave"
    answer = await world.hana.post(path, {"reason": "Leaves today"})

    assert (answer.status_code, answer.json().get("taken_back_minutes")) == (201, 12_001), answer.text
