"""The second net of tenancy: whatever a query forgets, a session sees only its own school's rows.

The first net is the keys (base.py: every foreign key carries the school), the third is PostgreSQL's
row-level security (constraints.py), which reads the settings that `announce` makes.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, event, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction, with_loader_criteria
from sqlmodel import SQLModel, col

from app.db.base import TenantRow
from app.kernel.actor import Scope

Visibility = Callable[[Scope], ColumnElement[bool]]
_shared: dict[type[SQLModel], Visibility] = {}


class ForeignRow(AssertionError):
    """The programmer's error of writing a row of another school."""


def shared(visibility: Visibility) -> Callable[[type[SQLModel]], type[SQLModel]]:
    """Mark a table some of whose rows other schools may read, and say which."""

    def mark(cls: type[SQLModel]) -> type[SQLModel]:
        _shared[cls] = visibility
        return cls

    return mark


def visible(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """The rows of *cls* that *scope* may read."""
    own: ColumnElement[bool] = col(cls.school_id) == scope.school_id
    return (own | _shared[cls](scope)) if cls in _shared else own


def install(factory: type[Session]) -> None:
    """Put the net under every session of *factory*."""
    event.listen(factory, "do_orm_execute", _narrow)
    event.listen(factory, "before_flush", _refuse_foreign_rows)
    event.listen(factory, "after_begin", _announce)


def _narrow(state: ORMExecuteState) -> None:
    if not (state.is_select or state.is_update or state.is_delete):
        return
    scope: Scope = state.session.info["scope"]
    for mapper in state.all_mappers:
        cls = mapper.class_
        if issubclass(cls, TenantRow):
            state.statement = state.statement.options(
                with_loader_criteria(cls, visible(cls, scope), include_aliases=True)
            )


def _refuse_foreign_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    scope: Scope = session.info["scope"]
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, TenantRow) and row.school_id != scope.school_id:
            raise ForeignRow(f"{type(row).__name__} of another school")


def _announce(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    scope: Scope = session.info["scope"]
    connection.execute(
        _SET,
        {"school": str(scope.school_id or ""), "trust": str(scope.trust_id or "")},
    )


_SET = text("SELECT set_config('app.school_id', :school, true), set_config('app.trust_id', :trust, true)")
