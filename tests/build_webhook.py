"""Webhooks, and a worker that sends to them at a time of the test's choosing."""

import json
from datetime import datetime
from typing import Any

from cast import SECRET_KEY, Person, World
from listening import LOOPBACK
from sqlmodel import col, select

from app.fetching.fetch import Way
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices import actions
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.notices.rules.telling_programs import SEND
from app.notices.work import webhooks
from app.notices.work.webhooks import Sender

SENDER = Sender(Way(LOOPBACK), "https://kenkyu.test", SECRET_KEY.encode())


async def a_webhook(person: Person, address: str, **more: Any) -> dict[str, Any]:
    """A webhook that was made, with its secret."""
    wish = {"name": "Rota", "address": address, "dialect": "kenkyu", "kinds": ["cover_open", "round_planned"]} | more
    answer = await person.post("/webhooks", wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def happen(world: World, now: datetime, *, key: str = "cover:1", kind: NoticeKind = NoticeKind.COVER_OPEN) -> None:
    """Something that webhooks are told of."""
    facts = {"class": "7A", "day": "Tuesday 24 November", "start": "09:00", "by": "Amina"}
    with world.database.writing(world.hana.scope) as session:
        notice = Notice(kind, (world.hana.staff_id,), facts, "/cover", key=key)
        actions.tell(session, world.birch_id, notice, now)


def send_due(world: World, now: datetime, *, sender: Sender = SENDER) -> int:
    """Do the sending of Birch's that is due at *now*; answers with how many jobs there were."""
    with world.database.reading(NOBODY) as session:
        due = select(Job).where(
            Job.kind == SEND, Job.school_id == world.birch_id, col(Job.finished_at).is_(None), Job.due_at <= now
        )
        jobs = list(session.exec(due).all())
    for job in jobs:
        webhooks.send(world.database, world.hana.scope, json.loads(job.payload), now, sender=sender)
        with world.database.writing(NOBODY) as session:
            done = session.get(Job, job.id)
            assert done is not None
            done.finished_at = now
            session.add(done)
    return len(jobs)
