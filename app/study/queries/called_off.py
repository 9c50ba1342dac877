"""Reads of what people said against a calendar."""

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.timetable.rules import AbsenceSource
from app.timetable.tables import Absence

CALLED_OFF_MAX = 10_000


def called_off_by_people(session: Session, actor: Actor, mark: str) -> list[Absence]:
    """Absences of one calendar that a person called off: those that vanished from it name no event any more."""
    key = col(Absence.source_key)
    statement = select(Absence).where(
        Absence.school_id == actor.school_id, col(Absence.called_off_at).is_not(None), key.startswith(mark),
        key != mark, Absence.source == AbsenceSource.CALENDAR,
    )  # fmt: skip
    newest = (col(Absence.called_off_at).desc(), col(Absence.id))
    return list(session.exec(statement.order_by(*newest).limit(CALLED_OFF_MAX)))
