"""Asking for all posters of a fair: a worker makes them."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair_day import queries
from app.fair_day.queries.posters import KIND, job_key
from app.fair_day.rules import Size
from app.fair_day.schemas import PostersOut
from app.jobs import actions as jobs
from app.kernel.actor import Actor


def request(session: Session, actor: Actor, fair_id: UUID, size: Size, now: datetime) -> PostersOut:
    """Have the posters of the programme as it stands made.

    To ask again for the same changes nothing, unless making them was given up: then it is tried anew.
    """
    fair = queries.fair(session, actor, fair_id, lock=True)
    told = queries.posters_told(session, actor.school_id, [fair.id])[fair.id]
    key = job_key(fair.id, told, size)
    jobs.forget_given_up(session, KIND, key, school_id=actor.school_id)
    jobs.enqueue(
        session, KIND, key, {"fair_id": fair.id, "told": told, "size": size.value},
        school_id=actor.school_id, now=now,
    )  # fmt: skip
    return queries.posters_out(session, actor, fair, size)
