"""Protected hours given to a whole school, and how its year stands."""

from datetime import date, timedelta

from build_time import TODAY, a_year, commit, give, minutes_of
from cast import NOW, Person, World, a_person

from app.identity.tables import Staff
from app.kernel.actor import Role, Scope
from app.time_budget import actions, queries

SPEND = {"category": "observe", "minutes": 30, "held_on": TODAY.isoformat(), "reason": "Watched Ben start a lesson"}


# ---- allocations -----------------------------------------------------------------------------------


def part_timer(world: World, name: str, fte_percent: int) -> Person:
    return a_person(world.app, world.birch_id, world.trust_id, name, [Role.TEACHER], fte_percent=fte_percent)


async def test_a_preview_says_what_would_be_given_and_stores_nothing(world: World) -> None:
    a_year(world.database, world.hana)
    half = part_timer(world, "ines", 50)

    shown = (await world.hana.post("/allocations/preview", {"rule": "pro_rata"})).json()

    assert (shown["teachers"], shown["added_minutes"], shown["total_minutes"]) == (8, 7 * 300 + 150, 7 * 300 + 150)
    line = next(line for line in shown["lines"] if line["staff_id"] == str(half.staff_id))
    assert (line["observe_minutes"], line["cover_minutes"], line["debrief_move_minutes"]) == (30, 30, 90)
    assert await minutes_of(world.amina) == (0, 0, 0, 0)


async def test_allocating_gives_everybody_who_works_here_and_nobody_else(world: World) -> None:
    a_year(world.database, world.hana)
    a_year(world.database, world.eve)
    gone = part_timer(world, "gone", 100)
    guest = part_timer(world, "guest", 100)
    with world.database.writing(Scope(world.birch_id)) as session:
        session.get_one(Staff, (world.birch_id, gone.staff_id)).is_active = False
        session.get_one(Staff, (world.birch_id, guest.staff_id)).is_guest = True

    given = await world.hana.post("/allocations", {"rule": "pro_rata"})

    assert (given.status_code, given.json()["teachers"], given.json()["added_minutes"]) == (201, 7, 2100)
    assert await minutes_of(world.amina, "debrief_move") == (120, 0, 0, 120)
    assert await minutes_of(world.fay) == (0, 0, 0, 0)


async def test_allocating_again_adds_nothing_and_a_fuller_rule_adds_the_difference(world: World) -> None:
    a_year(world.database, world.hana)
    half = part_timer(world, "ines", 50)
    await world.hana.post("/allocations", {"rule": "pro_rata"})

    again = (await world.hana.post("/allocations", {"rule": "pro_rata"})).json()
    full = (await world.hana.post("/allocations", {"rule": "full"})).json()

    assert (again["added_minutes"], again["total_minutes"]) == (0, 2250)
    assert (full["added_minutes"], full["total_minutes"]) == (150, 2400)
    assert [await minutes_of(half, pot) for pot in ("observe", "cover", "debrief_move")] == [
        (90, 0, 0, 90), (90, 0, 0, 90), (120, 0, 0, 120),
    ]  # fmt: skip


async def test_an_allocation_does_not_undo_what_the_cpd_lead_adjusted(world: World) -> None:
    a_year(world.database, world.hana)
    await world.hana.post("/allocations", {"rule": "pro_rata"})
    less = {"category": "observe", "minutes": -60, "reason": "On leave from February"}
    await world.hana.post(f"/staff/{world.amina.staff_id}/time/adjust", less)

    again = (await world.hana.post("/allocations", {"rule": "pro_rata"})).json()

    assert again["added_minutes"] == 0
    assert await minutes_of(world.amina) == (30, 0, 0, 30)


async def test_an_allocation_may_name_whom_it_is_for(world: World) -> None:
    a_year(world.database, world.hana)

    given = await world.hana.post("/allocations", {"rule": "full", "staff_ids": [str(world.amina.staff_id)]})
    foreign = await world.hana.post("/allocations", {"rule": "full", "staff_ids": [str(world.eve.staff_id)]})

    assert (given.json()["teachers"], given.json()["added_minutes"]) == (1, 300)
    assert await minutes_of(world.ben) == (0, 0, 0, 0)
    assert foreign.status_code == 404


async def test_only_a_cpd_lead_allocates_and_adjusts(world: World) -> None:
    a_year(world.database, world.hana)
    adjust = {"category": "observe", "minutes": 30, "reason": "More"}

    for person in (world.amina, world.grace, world.dev):
        answers = [
            await person.post("/allocations", {"rule": "full"}),
            await person.post("/allocations/preview", {"rule": "full"}),
            await person.post(f"/staff/{person.staff_id}/time/adjust", adjust),
        ]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert await minutes_of(world.amina) == (0, 0, 0, 0)


# ---- the school's year -----------------------------------------------------------------------------


async def test_the_unplaced_are_listed_by_name_with_what_waits_to_be_logged(world: World) -> None:
    give(world.database, world.ben, 60)
    give(world.database, world.amina, 30)
    give(world.database, world.chloe, 30)
    commit(world, world.amina, 30, held_on=TODAY - timedelta(days=1))
    commit(world, world.chloe, 30, held_on=TODAY)

    listed = (await world.hana.get("/unplaced")).json()["items"]

    assert [(row["staff_name"], row["unplaced_minutes"], row["to_log_minutes"]) for row in listed] == [
        ("Amina", 0, 30), ("Ben", 60, 0),
    ]  # fmt: skip
    assert listed[1]["department"] == "PE"


async def test_the_unplaced_come_in_pages_and_for_leads_only(world: World) -> None:
    a_year(world.database, world.hana)
    await world.hana.post("/allocations", {"rule": "full"})

    first = (await world.dev.get("/unplaced", params={"limit": 4})).json()
    second = (await world.dev.get("/unplaced", params={"limit": 4, "after": first["next"]})).json()

    names = [row["staff_name"] for row in first["items"] + second["items"]]
    assert names == sorted(["Amina", "Ben", "Chloe", "Frank", "Grace", "Hana", "Dev"])
    assert second["next"] is None
    assert (await world.amina.get("/unplaced")).status_code == 403


async def test_the_schools_totals_count_its_own_minutes_only(world: World) -> None:
    year_id = give(world.database, world.amina, 60)
    give(world.database, world.eve, 90)
    commit(world, world.amina, 45)

    with world.database.reading(world.hana.scope) as session:
        totals = queries.totals(session, world.hana.actor, year_id)

    assert (totals.allocated_minutes, totals.committed_minutes, totals.unplaced_minutes) == (60, 45, 15)
    assert (totals.teachers, totals.teachers_without_time) == (1, 6)


async def test_minutes_are_placed_in_the_half_term_they_are_held_in(world: World) -> None:
    year_id = give(world.database, world.amina, 300)
    autumn, spring = date(2026, 10, 1), date(2027, 2, 1)
    done, kept, dropped = (commit(world, world.amina, 30, held_on=day) for day in (autumn, spring, spring))
    with world.database.writing(world.amina.scope) as session:
        actions.spend(session, world.amina.actor, done, NOW)
        actions.release_all(session, world.amina.actor, [dropped], NOW)
    await world.amina.post("/my-time/spend", SPEND | {"minutes": 7, "held_on": autumn.isoformat()})
    terms = [Term(1, date(2026, 9, 1), autumn), Term(2, autumn + timedelta(days=1), date(2026, 12, 18)),
             Term(3, date(2027, 1, 4), spring)]  # fmt: skip

    with world.database.reading(world.hana.scope) as session:
        placed = queries.placed_by_half_term(session, world.hana.actor, year_id, terms)

    assert placed == {1: 37, 2: 0, 3: 30}
    assert kept is not None


class Term:
    def __init__(self, position: int, starts_on: date, ends_on: date) -> None:
        self.position, self.starts_on, self.ends_on = position, starts_on, ends_on
