"""A whole school's plan: asked for over HTTP, made by a worker in this process."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cast import NOW, Person, World

from app.planner import runs

FIRST_ON, LAST_ON = "2026-11-03", "2026-11-20"


def wish(*group_ids: str, observations_each: int = 1, **more: Any) -> dict[str, Any]:
    """The body of POST /planner/runs: three weeks of half-term 2."""
    groups = [{"group_id": group_id, "observations_each": observations_each} for group_id in group_ids]
    return {"first_on": FIRST_ON, "last_on": LAST_ON, "groups": groups, "seconds": 5} | more


async def asked(person: Person, *group_ids: str, **more: Any) -> dict[str, Any]:
    """A run that waits for a worker."""
    answer = await person.post("/planner/runs", wish(*group_ids, **more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def work_off(world: World, *, now: datetime = NOW) -> None:
    """Make every plan that waits, as `kenkyu worker` does."""
    while runs.work_once(world.database, "test", now=lambda: now):
        pass


async def planned(world: World, person: Person, *group_ids: str, **more: Any) -> dict[str, Any]:
    """A run that is done; answers with it."""
    run = await asked(person, *group_ids, **more)
    work_off(world)
    return await read(person, run["id"])


async def accepted(person: Person, run: dict[str, Any]) -> dict[str, Any]:
    """A run whose plan is booked."""
    answer = await person.post(f"/planner/runs/{run['id']}/accept")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def repaired(world: World, person: Person, run: dict[str, Any], *, now: datetime = NOW) -> dict[str, Any]:
    """A repair of an accepted plan that a worker has made."""
    answer = await person.post(f"/planner/runs/{run['id']}/repair", {})
    assert answer.status_code == 201, answer.text
    work_off(world, now=now)
    return await read(person, answer.json()["id"])


async def read(person: Person, run_id: str | UUID) -> dict[str, Any]:
    answer = await person.get(f"/planner/runs/{run_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def plan_of(person: Person, run_id: str) -> dict[str, Any]:
    answer = await person.get(f"/planner/runs/{run_id}/plan")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
