"""Writes of class exceptions and absences: the rows alone. Making way and rewriting days is the caller's care."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.timetable.rules import AbsenceSource
from app.timetable.rules.away import Away
from app.timetable.rules.class_changes import ClassChange
from app.timetable.tables import Absence, ClassException

ABSENCES_KEPT = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class AbsenceSaid:
    """An absence to be, where it comes from, and which line or event it was there, as a digest."""

    away: Away
    source: AbsenceSource = AbsenceSource.TYPED
    source_key: str = ""


def add_absences(session: Session, actor: Actor, said: Sequence[AbsenceSaid], now: datetime) -> list[Absence]:
    """Store absences. Nobody typed those of a calendar."""
    rows = [
        Absence(
            school_id=actor.school_id, staff_id=one.away.staff_id, starts_at=one.away.starts_at,
            ends_at=one.away.ends_at, source=one.source, source_key=one.source_key, created_at=now,
            created_by=None if one.source == AbsenceSource.CALENDAR else actor.staff_id,
        )
        for one in said
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return rows


def call_off_absences(session: Session, rows: Iterable[Absence], now: datetime) -> None:
    """Let absences count no more; the rows stay."""
    for row in rows:
        row.called_off_at = now
        row.version += 1
    session.flush()


def forget_absences(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's absences that are long over: patterns of absence are nobody's business. Answers how many."""
    over = (col(Absence.school_id) == school_id) & (col(Absence.ends_at) < now - ABSENCES_KEPT)
    return session.connection().execute(delete(Absence).where(over)).rowcount


def add_class_exception(session: Session, actor: Actor, change: ClassChange, now: datetime) -> ClassException:
    """Store a class exception."""
    row = ClassException(
        school_id=actor.school_id, name=change.name, effect=change.effect, starts_on=change.starts_on,
        ends_on=change.ends_on, class_names=_names(change), created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def edit_class_exception(session: Session, row: ClassException, change: ClassChange) -> None:
    """Change a class exception that is locked."""
    row.name, row.effect, row.class_names = change.name, change.effect, _names(change)
    row.starts_on, row.ends_on = change.starts_on, change.ends_on
    row.version += 1
    session.flush()


def remove_class_exception(session: Session, row: ClassException) -> None:
    """Call a class exception off: the timetable says again what its days are."""
    session.delete(row)
    session.flush()


def _names(change: ClassChange) -> str:
    return json.dumps(sorted(change.class_names), ensure_ascii=False)
