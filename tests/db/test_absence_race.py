"""An absence typed in one process while a round is booked on that time in another: never do both stand.

Take out `lock_people` in study.actions.away.take_absences: PostgreSQL then refuses the second by its constraint, and
the cover lead is told of somebody who is not free instead of seeing the round turn stale.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build import a_timetable
from build_round import LESSONS, a_group, a_round
from cast import World, make_world
from conftest import Clock
from fastapi import FastAPI
from racing import race, servers
from sqlmodel import col, select

from app.kernel import clock as wall
from app.occupied.rules import PLANNED
from app.occupied.tables import Occupied
from app.settings import Settings
from app.timetable.tables import Absence

pytestmark = pytest.mark.concurrent
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))


@pytest.fixture(scope="module")
def addresses(settings: Settings) -> Iterator[list[str]]:
    with servers(settings) as found:
        yield found


@pytest.fixture
def present(app: FastAPI, clock: Clock) -> World:
    """A world of the present: the servers read the real clock."""
    clock.instant = wall.now()
    return make_world(app)


def first_monday() -> date:
    today = wall.now().date()
    return today + timedelta(days=7 - today.weekday())


def half_terms(monday: date) -> list[dict[str, str]]:
    """Six of five weeks each, the first of which begins a fortnight before *monday*."""
    begins = [monday - timedelta(days=14) + timedelta(days=35 * number) for number in range(6)]
    return [{"starts_on": one.isoformat(), "ends_on": (one + timedelta(days=32)).isoformat()} for one in begins]


async def test_of_a_booking_and_an_absence_at_once_one_comes_second(present: World, addresses: list[str]) -> None:
    world, monday = present, first_monday()
    a_timetable(
        world, [(getattr(world, name), *rest) for name, *rest in LESSONS], name="Now", half_terms=half_terms(monday),
        exceptions=[], starts_on=(monday - timedelta(days=14)).isoformat(),
    )  # fmt: skip
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    group_id = await a_group(world, world.amina, world.ben, world.chloe)
    for turn in range(min(ROUNDS, 3)):
        held_on = (monday + timedelta(days=7 * turn)).isoformat()
        booking = a_round(world, group_id, held_on=held_on, debrief={"held_on": held_on, "start": "15:05"})
        absence = {"absences": [{"staff_id": str(world.ben.staff_id), "starts_on": held_on, "ends_on": held_on}]}

        async def send(
            at: int, client: httpx.AsyncClient, wishes: tuple[Any, ...] = (booking, absence)
        ) -> httpx.Response:
            headers = {"Idempotency-Key": str(uuid4())}
            return await client.post(("/rounds", "/absences")[at], json=wishes[at], headers=headers)

        booked, absent = await race(addresses, [world.amina, world.grace], send)

        assert absent.status_code == 201, absent.text
        if booked.status_code == 201:
            assert absent.json()["stale_rounds"] == 1
            found = await world.amina.get(f"/rounds/{booked.json()['id']}")
            assert found.json()["state"] == "stale"
        else:
            assert booked.status_code == 409, booked.text
            assert "Not in school" in booked.json()["detail"]
    _require_apart(world)


def _require_apart(world: World) -> None:
    with world.database.reading(world.hana.scope) as session:
        absences = session.exec(select(Absence).where(Absence.school_id == world.birch_id)).all()
        booked = session.exec(
            select(Occupied).where(
                Occupied.school_id == world.birch_id, ~col(Occupied.is_released), col(Occupied.kind).in_(PLANNED)
            )
        ).all()
    assert absences
    assert [
        row for row in booked for away in absences
        if row.staff_id == away.staff_id and row.starts_at < away.ends_at and away.starts_at < row.ends_at
    ] == []  # fmt: skip
