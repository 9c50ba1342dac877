"""Whatever the school: a plan that passed its check can be booked as it stands, and the database has nothing against it.

Invented schools with bells that overlap, lessons of 50 minutes, joined lessons, and marks of every kind on top of lessons.
PLANNED_SCHOOLS=100 tries more. To see it fail: take `_mark_overlaps` or `_mark_absences` out of planner/school.py, or the
moving minutes out of its `_teacher`.
"""

import os
import random
from collections.abc import Callable
from uuid import UUID

import pytest
from build import WEEKDAYS, a_timetable
from build_cover import a_group
from build_plan import asked, plan_of, read
from build_round import pots
from cast import Person, World
from sqlalchemy import func
from sqlmodel import col, select

from app.cover.tables import CoverSlot
from app.identity.tables import School
from app.planner import runs
from app.planner.greedy import greedy
from app.planner.problem import Bounds, Limits, Outcome, Problem, Progress
from app.planner.verify import figures
from app.study.tables import Observation, StudyRound
from app.timetable import actions as timetable
from app.timetable.rules import MarkKind
from app.timetable.schemas import MarkIn, MarksIn

SCHOOLS = int(os.environ.get("PLANNED_SCHOOLS", "5"))
PERIODS = {
    "P1": ("08:45", "09:45"), "P2": ("09:45", "10:35"), "P3": ("10:55", "11:45"), "P4": ("11:40", "12:30"),
    "P4b": ("11:40", "12:40"), "P5": ("13:30", "14:50"),
}  # fmt: skip
TEACHERS = ("amina", "ben", "chloe", "frank", "grace", "hana")


def a_school(world: World, seed: int) -> None:
    """A timetable with all that timetables have, and marks of every kind, many of them on lessons."""
    chance = random.Random(seed)
    rows: list[tuple[Person, str, str, str, str]] = []
    away = {(name, chance.choice(WEEKDAYS)) for name in TEACHERS if chance.random() < 0.5}
    for day in WEEKDAYS:
        for period in PERIODS:
            for name in TEACHERS:
                if (name, day) in away:
                    continue
                if chance.random() < 0.6:
                    rows.append((world.people[name], day, period, f"{name[0]}{period}", "Maths"))
                if chance.random() < 0.1:
                    rows.append((world.people[name], day, period, "joined", "Maths"))
                if chance.random() < 0.1:
                    rows.append((world.people[name], day, period, "", chance.choice(("PPA", "ECT", "Bus duty"))))
    a_timetable(world, rows, periods=PERIODS)
    with world.database.writing(world.hana.scope) as session:
        school = session.exec(select(School).where(School.id == world.birch_id)).one()
        school.moving_minutes = chance.choice((0, 5, 10))
    for name, day in sorted(away):
        _mark(world, world.people[name], [MarkIn(cycle_day=day, period=None, kind=MarkKind.OFF)])


def _mark(world: World, person: Person, marks: list[MarkIn]) -> None:
    with world.database.writing(world.hana.scope) as session:
        timetable.set_marks(
            session, world.hana.actor, person.staff_id, MarksIn(marks=marks), '"1"', world.app.state.now()
        )


def by_hand(
    problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Outcome:
    """Quick, and as careless of figures as a plan may be: here only that it keeps the rules matters."""
    plan = greedy(problem)
    return Outcome(plan, figures(problem, plan), Bounds(), 0.1)


@pytest.mark.parametrize("seed", range(SCHOOLS))
async def test_a_plan_that_passed_its_check_is_booked_as_it_stands(world: World, seed: int) -> None:
    a_school(world, seed)
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    groups = [a_group(world.database, [world.people[name] for name in names]) for names in (TEACHERS[:3], TEACHERS[3:])]
    run = await asked(world.hana, *map(str, groups), observations_each=3, policy={"debrief_within_days": 5})
    while runs.work_once(world.database, "test", solve=by_hand):
        pass
    run = await read(world.hana, run["id"])
    plan = await plan_of(world.hana, run["id"])

    accepted = await world.hana.post(f"/planner/runs/{run['id']}/accept")

    assert accepted.status_code == 200, accepted.text
    assert booked(world, UUID(run["id"])) == (
        len(plan["lessons"]),
        sum(len(one["observers"]) for one in plan["lessons"]),
        sum(
            one["release"] in ("mutual", "exchange", "external")
            for each in plan["lessons"]
            for one in each["observers"]
        ),
    )
    for line in plan["teachers"]:
        person = next(one for one in world.everyone() if str(one.staff_id) == line["staff_id"])
        committed = {name: pot[1] for name, pot in (await pots(person)).items()}
        assert (committed["observe"], committed["debrief_move"]) == (line["observe_minutes"], line["debrief_minutes"])


def booked(world: World, run_id: UUID) -> tuple[int, int, int]:
    """Rounds of the plan, who watches them, and needs for cover."""
    with world.database.reading(world.hana.scope) as session:
        ids = list(session.exec(select(StudyRound.id).where(StudyRound.plan_run_id == run_id)))
        watched = select(func.count()).select_from(Observation).where(col(Observation.round_id).in_(ids))
        covers = select(func.count()).select_from(CoverSlot).where(col(CoverSlot.round_id).in_(ids))
        return len(ids), session.exec(watched).one(), session.exec(covers).one()
