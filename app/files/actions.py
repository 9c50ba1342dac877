"""Having bytes thrown away: when their row goes, and when a crash left them without one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.jobs import actions as jobs

DELETE = "delete_file"
SWEEP = "sweep_files"


def discard(session: Session, key: str, *, school_id: UUID, now: datetime) -> None:
    """Have the bytes of *key* thrown away once this transaction, which deletes their row, has been committed."""
    assert key.startswith(f"{school_id}/"), "a school throws away its own files"
    jobs.enqueue(session, DELETE, key, {"key": key}, school_id=school_id, now=now)


def sweep(session: Session, school_id: UUID, now: datetime) -> None:
    """Have a school's files looked through once a week for what no row names."""
    year, week, _ = now.isocalendar()
    jobs.enqueue(session, SWEEP, f"{school_id}:{year}-{week}", {}, school_id=school_id, now=now)
