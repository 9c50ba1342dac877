"""The worker's side of statements: telling people once a week that minutes wait to be logged."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.db.session import Database
from app.identity import queries as people
from app.jobs import actions as jobs
from app.kernel.actor import Actor, Scope
from app.notices import queries as readers
from app.school_year import queries as calendar
from app.statements import news, queries

REMIND = "log_minutes"
"""The job's kind."""
FROM = time(16, 0)


def due(session: Session, school_id: UUID, now: datetime) -> bool:
    """Ask for today's reminders of a school, once, when its afternoon has come. Answers whether it has just come."""
    local = now.astimezone(readers.zone_of(session, school_id))
    if local.time() < FROM:
        return False
    key = f"{school_id.hex}:{local.date()}"
    return jobs.enqueue(session, REMIND, key, {"on": local.date()}, school_id=school_id, now=now)


def remind(database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None:
    """Tell who has had something to log for longer than the school's days, at most once a week, on school days only."""
    assert scope.school_id is not None
    # Nobody acts: the reads below need to know only whose school it is.
    actor = Actor(people.NO_SESSION, people.NO_SESSION, scope.school_id, people.NO_SESSION, frozenset(), scope.trust_id)
    with database.writing(scope) as session:
        today = date.fromisoformat(payload["on"])
        if calendar.days_between(session, actor, today, today):
            week = today - timedelta(days=today.weekday())
            news.to_log(session, actor, queries.late_minutes(session, actor, now), f"week:{week}", now)
