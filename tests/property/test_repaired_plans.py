"""Whatever happens to an accepted plan: its repair can be taken as it stands, and afterwards what is booked is the repair.

Schools as in test_accepted_plans; then people decline and agree, rounds are called off, PPA appears. REPAIRED_SCHOOLS=100
tries more. To see it fail: take `_fresh_asks` out of planner/actions/accepting_repair.py.
"""

import os
import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from build_cover import a_group
from build_plan import accepted, asked, plan_of, read, repaired, work_off
from build_round import pots
from cast import World
from conftest import Clock
from sqlmodel import Session, col, select
from test_accepted_plans import PERIODS, TEACHERS, a_school

from app.cover.rules import AskState, CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.study.rules import RoundState
from app.study.tables import Observation, StudyRound
from app.timetable.rules import MarkKind
from app.timetable.tables import Mark

SCHOOLS = int(os.environ.get("REPAIRED_SCHOOLS", "4"))


@pytest.mark.parametrize("seed", range(SCHOOLS))
async def test_a_repair_is_taken_as_it_stands(world: World, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)
    a_school(world, seed)
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    groups = [a_group(world.database, [world.people[name] for name in names]) for names in (TEACHERS[:3], TEACHERS[3:])]
    run = await asked(world.hana, *map(str, groups), observations_each=2, policy={"debrief_within_days": 3})
    work_off(world)
    run = await accepted(world.hana, await read(world.hana, run["id"]))
    for _ in range(2):
        clock.instant += timedelta(minutes=1)
        await life_happens(world, chance)
        run = await read(world.hana, run["id"])
        if not run["may_repair"]:
            continue
        mended = await repaired(world, world.hana, run)
        if mended["state"] == "infeasible":
            continue
        assert mended["state"] == "done", mended["failure"]
        plan = await plan_of(world.hana, mended["id"])
        done = await accepted(world.hana, mended)
        assert done["to_repair"] == []
        await is_booked(world, plan)


async def life_happens(world: World, chance: random.Random) -> None:
    """Some decline, some agree, a round is called off, somebody gets PPA where they were to watch or to cover."""
    for name in TEACHERS:
        for one in (await world.people[name].get("/my-week?on=2026-11-09")).json()["asked"]:
            what = chance.choice(("decline", "decline", "accept", None))
            if what is not None:
                await world.people[name].post(f"/cover-slots/{one['cover']['id']}/{what}")
    with world.database.reading(world.hana.scope) as session:
        standing = [row for row in live(session) if row.state == RoundState.SCHEDULED]
    if standing and chance.random() < 0.5:
        row = chance.choice(standing)
        assert (await world.hana.post(f"/rounds/{row.id}/cancel", {"reason": "Trip"})).status_code == 200
    if standing and chance.random() < 0.5:
        row = chance.choice(standing)
        person = world.people[chance.choice(TEACHERS)]
        marks = {"marks": [{"cycle_day": f"{row.held_on:%A}", "period": row.period, "kind": "ppa"}]}
        version = (await world.hana.get(f"/staff/{person.staff_id}")).json()["version"]
        marked = await world.hana.put(f"/staff/{person.staff_id}/marks", marks, version=version)
        assert marked.status_code in (200, 409), "they teach then, or what is marked already stands in the way"


def live(session: Session) -> list[StudyRound]:
    states = [RoundState.SCHEDULED, RoundState.TAUGHT, RoundState.DISCUSSED]
    return list(session.exec(select(StudyRound).where(col(StudyRound.state).in_(states)).order_by(col(StudyRound.id))))


def met_by_ppa(slot: CoverSlot, asks: list[CoverAsk], closed: set[tuple[UUID, str, str]]) -> bool:
    """Whether somebody who covers, or was asked to, has PPA then."""
    named = {slot.coverer_id} | {ask.staff_id for ask in asks if ask.slot_id == slot.id}
    return any(
        who in named and day == f"{slot.held_on:%A}" and meet(PERIODS[period], PERIODS[slot.period])
        for who, day, period in closed
    )


def meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


async def is_booked(world: World, plan: dict[str, Any]) -> None:
    """The rounds that live are those of the plan, paid for once; nobody is asked again for what they declined.

    A round covered by, or asked of, somebody who has had PPA put there since is no plan's any more: it stays booked.
    """
    with world.database.reading(world.hana.scope) as session:
        rows = live(session)
        watched = list(session.exec(select(Observation).where(col(Observation.round_id).in_([row.id for row in rows]))))
        slots = {slot.id: slot for slot in session.exec(select(CoverSlot))}
        asks = list(session.exec(select(CoverAsk)))
        closed = set(session.exec(select(Mark.staff_id, Mark.cycle_day, Mark.period).where(Mark.kind == MarkKind.PPA)))
    planned = {(one["group_id"], one["host_id"], one["held_on"], one["period"]): one for one in plan["lessons"]}
    booked = {(str(row.group_id), str(row.host_id), row.held_on.isoformat(), row.period): row for row in rows}
    assert len(booked) == len(rows)
    assert planned.keys() <= booked.keys()
    by_hand = {booked[key].id for key in booked.keys() - planned.keys()}
    assert by_hand <= {slot.round_id for slot in slots.values() if met_by_ppa(slot, asks, closed)}
    assert sum(one.round_id not in by_hand for one in watched) == sum(len(one["observers"]) for one in plan["lessons"])
    for person in (world.people[name] for name in TEACHERS):
        mine = sum(30 for one in watched if one.staff_id == person.staff_id)
        covering = sum(30 for slot in slots.values() if slot.coverer_id == person.staff_id)
        committed = {name: pot[1] for name, pot in (await pots(person)).items()}
        assert (committed["observe"], committed["cover"]) == (mine, covering)
    living = {one.cover_slot_id for one in watched if one.cover_slot_id is not None}
    for slot_id in living:
        slot = slots[slot_id]
        waiting = [ask for ask in asks if ask.slot_id == slot_id and ask.state == AskState.ASKED]
        assert (slot.state == CoverState.OFFERED) == bool(waiting) or slot.state == CoverState.ESCALATED
        assert slot.state not in (CoverState.CANCELLED, CoverState.STALE)
    named: dict[tuple[str, str, str, int], str] = {
        (lesson["host_id"], lesson["held_on"], lesson["period"], one["slice"]): one["cover_by_id"]
        for lesson in plan["lessons"] for one in lesson["observers"] if one["cover"] == "to_ask"
    }  # fmt: skip
    for (host, on, period, number), who in named.items():
        row = next(row for row in rows if (str(row.host_id), row.held_on.isoformat(), row.period) == (host, on, period))
        mine_asked = {
            ask.staff_id for ask in asks
            if slots[ask.slot_id].round_id == row.id and slots[ask.slot_id].slice == number
            and ask.state in (AskState.ASKED, AskState.ACCEPTED)
        }  # fmt: skip
        assert UUID(who) in mine_asked
