"""Taking a numbered place that other schools take too. The database gives each number once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col


def take(session: Session, cls: Any, values: dict[str, Any]) -> bool:
    """Store a row of *cls*, unless a key of the database is another's; answers whether it is stored.

    A second one that wants the same number waits here until the first has ended, on both engines.
    """
    statement = _insert_of(session)(cls).values(values).on_conflict_do_nothing().returning(col(cls.id))
    return session.execute(statement).first() is not None


def _insert_of(session: Session) -> Callable[[type[SQLModel]], sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert
