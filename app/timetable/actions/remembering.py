"""Keeps what a school said of its files."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from app.kernel.actor import Actor
from app.timetable.importers.understanding import ColumnChoice as Chosen
from app.timetable.rules import column_choosing
from app.timetable.tables import ColumnChoice


def remember_columns(session: Session, actor: Actor, choice: Chosen, now: datetime) -> None:
    """Keep which column is which in files with these headings; what was said of them before is replaced."""
    written = column_choosing.stored(choice)
    if written is None:
        return
    headings, columns = written
    said = {"headings": headings, "columns": columns, "chosen_by": actor.staff_id, "chosen_at": now}
    key = {"school_id": actor.school_id, "fingerprint": column_choosing.fingerprint(choice.headings)}
    statement = _insert_of(session)(ColumnChoice).values(id=uuid4(), **key, **said)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=said))


def _insert_of(session: Session) -> Callable[[type[SQLModel]], sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert
