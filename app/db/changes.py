"""Which tables a transaction wrote to: what is kept in memory of them is old once it has committed."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

_KEY = "changed"


def install(factory: type[Session]) -> None:
    """Watch every session of *factory*."""
    event.listen(factory, "before_flush", _note_rows)
    event.listen(factory, "do_orm_execute", _note_statement)


def of(session: Session) -> frozenset[str]:
    """The names of the tables that *session* has written to so far."""
    return frozenset(session.info.get(_KEY, ()))


def _note_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    changed: set[str] = session.info.setdefault(_KEY, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        changed.add(str(row.__tablename__))


def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        statement: Any = state.statement
        state.session.info.setdefault(_KEY, set()).add(str(statement.table.name))
