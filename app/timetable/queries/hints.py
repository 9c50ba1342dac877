"""Reads what a school has said of its files once, so that the next file asks for nothing twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.school_year import queries as school_year
from app.timetable.access import visible
from app.timetable.importers.understanding import ColumnChoice as Chosen
from app.timetable.importers.understanding import Hints
from app.timetable.rules import column_choosing
from app.timetable.tables import ColumnChoice

CHOICES_MAX = 200
"""The newest count: no school has as many kinds of files."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a school's files before they are read, and when each choice of columns was made."""

    hints: Hints
    chosen_at: dict[str, datetime]
    """By the fingerprint of the headings."""


def remembered(session: Session, actor: Actor) -> Remembered:
    """The school's clock, and its choices of columns."""
    statement = (
        select(ColumnChoice)
        .where(visible(actor, ColumnChoice))
        .order_by(col(ColumnChoice.chosen_at).desc(), ColumnChoice.fingerprint)
        .limit(CHOICES_MAX)
    )
    rows = session.exec(statement).all()
    choices: tuple[Chosen, ...] = tuple(column_choosing.from_stored(row.headings, row.columns) for row in rows)
    zone = school_year.zone(session, actor).key
    return Remembered(Hints(columns=choices, zone=zone), {row.fingerprint: row.chosen_at for row in rows})
