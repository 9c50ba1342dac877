"""Looking through the installation once a day, whether or not anybody asks."""

from datetime import datetime
from typing import Any, Final

import structlog
from sqlmodel import Session

from app.db.session import Database
from app.jobs import actions as jobs
from app.kernel.actor import Scope
from app.upkeep.queries import look_through

LOOK: Final = "look_through"
log = structlog.get_logger("kenkyu.upkeep")


def due(session: Session, now: datetime) -> None:
    """Have everything looked through once in each day, UTC."""
    jobs.enqueue(session, LOOK, now.date().isoformat(), {}, school_id=None, now=now)


def look(database: Database, scope: Scope, payload: dict[str, Any], now: datetime) -> None:
    """Say in the log what does not hold, a line for each fault; and that it was looked at."""
    report = look_through(database)
    for fault in report.faults:
        log.error("does not hold", fault=str(fault))
    log.info("looked through", schools=report.schools, entries=report.entries, faults=len(report.faults))
