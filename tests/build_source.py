"""Addresses that are fetched, and a worker's looks at them at a time of the test's choosing."""

import json
from datetime import datetime
from typing import Any

from build import as_csv
from cast import Person, World
from listening import LOOPBACK
from sqlmodel import col, select

from app.fetching.fetch import Way
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.sources import work
from app.sources.rules import LOOK

WEEK = as_csv([("Chloe", day, "P1", "7A", "Maths") for day in ("Monday", "Tuesday")])
OTHER_WEEK = as_csv([("Chloe", day, "P1", "7A", "Maths") for day in ("Monday", "Friday")])


async def a_source(person: Person, address: str, **more: Any) -> dict[str, Any]:
    """An address that was added, as it was answered."""
    wish = {"kind": "timetable", "name": "Week", "address": address} | more
    answer = await person.post("/outside-sources", wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def look(world: World, now: datetime, *, way: Way | None = None) -> int:
    """Do the looks of the world's schools that are due at *now*; answers with how many there were."""
    schools = {world.birch_id, world.cedar_id}
    with world.database.reading(NOBODY) as session:
        due = select(Job).where(Job.kind == LOOK, col(Job.finished_at).is_(None), Job.due_at <= now)
        jobs = [job for job in session.exec(due).all() if job.school_id in schools]
    for job in jobs:
        scope = world.hana.scope if job.school_id == world.birch_id else world.eve.scope
        work.look(world.database, scope, json.loads(job.payload), now, way=way or Way(LOOPBACK))
        with world.database.writing(NOBODY) as session:
            done = session.get(Job, job.id)
            assert done is not None
            done.finished_at = now
            session.add(done)
    return len(jobs)
