"""The worker's side of rounds: reminding people, on the afternoon before, of those of the next school day."""

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
from app.study import news, queries

REMIND = "round_tomorrow"
"""The job's kind."""
FROM = time(16, 0)
"""By the school's clocks: lessons are over, and nobody's evening has begun."""
DAYS_AHEAD_MAX = 5
"""A weekend with a bank holiday; after longer holidays people are told the day before, or that morning."""


def due(session: Session, school_id: UUID, now: datetime) -> bool:
    """Ask for today's reminders of a school, once, when its afternoon has come. Answers whether it has just come."""
    local = now.astimezone(readers.zone_of(session, school_id))
    if local.time() < FROM:
        return False
    key = f"{school_id.hex}:{local.date()}"
    return jobs.enqueue(session, REMIND, key, {"on": local.date()}, school_id=school_id, now=now)


def remind(database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None:
    """Tell who takes part in a round of the next school day. Done twice, nobody is told twice: the round is the key."""
    assert scope.school_id is not None
    # Nobody acts: the reads below need to know only whose school it is.
    actor = Actor(people.NO_SESSION, people.NO_SESSION, scope.school_id, people.NO_SESSION, frozenset(), scope.trust_id)
    with database.writing(scope) as session:
        today = date.fromisoformat(payload["on"])
        first, last = today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD_MAX)
        days = [day.held_on for day in calendar.days_between(session, actor, first, last)]
        if days:
            rows = queries.rounds_since(session, actor, days[0], until=days[0])
            news.tomorrow(session, actor, [row for row in rows if row.starts_at > now], now)
