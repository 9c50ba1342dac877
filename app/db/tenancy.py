"""The second net of tenancy: whatever a query forgets, a session sees only its own school's rows.

The first net is the keys (base.py: every foreign key carries the school), the third is PostgreSQL's
row-level security (constraints.py), which reads the settings that `announce` makes.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, event, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction, with_loader_criteria
from sqlalchemy.sql import visitors
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


def own(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """The rows of *cls* that belong to the school of *scope*."""
    rows: ColumnElement[bool] = col(cls.school_id) == scope.school_id
    return rows


def visible(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """The rows of *cls* that *scope* may read."""
    return own(cls, scope) | _shared[cls](scope) if cls in _shared else own(cls, scope)


def install(factory: type[Session]) -> None:
    """Put the net under every session of *factory*."""
    event.listen(factory, "do_orm_execute", _narrow)
    event.listen(factory, "before_flush", _refuse_foreign_rows)
    event.listen(factory, "after_begin", _announce)


def _narrow(state: ORMExecuteState) -> None:
    if not (state.is_select or state.is_update or state.is_delete):
        return
    info = state.session.info
    known: dict[tuple[type[SQLModel], bool], Any] = info.setdefault("criteria", {})
    criteria = []
    for cls in _tenant_classes(state.statement):
        key = (cls, bool(state.is_select))
        if key not in known:
            # What other schools may read of a shared table, nobody but its own school may change.
            rows = visible(cls, info["scope"]) if state.is_select else own(cls, info["scope"])
            known[key] = with_loader_criteria(cls, rows, include_aliases=True)
        criteria.append(known[key])
    state.statement = state.statement.options(*criteria)


def _tenant_classes(statement: Any) -> set[type[SQLModel]]:
    """The tenant tables that a statement reads anywhere: columns, joins, and selects inside its conditions.

    By hand, because SQLAlchemy's own `find_tables` costs as much as running the statement.
    """
    found: set[Any] = set()
    for part in (*getattr(statement, "_raw_columns", ()), *getattr(statement, "_from_obj", ())):
        _note(part, found)
    for target, *_ in getattr(statement, "_setup_joins", ()):
        _note(target, found)
    for condition in getattr(statement, "_where_criteria", ()):
        for part in visitors.iterate(condition):
            if part.__visit_name__ in _READS_TABLES:
                _note(part, found)
    if (target := getattr(statement, "table", None)) is not None:  # UPDATE and DELETE.
        _note(target, found)
    return found


_READS_TABLES = frozenset({"table", "alias", "join"})


def _note(part: Any, found: set[Any]) -> None:
    entity = part._annotations.get("parententity") if hasattr(part, "_annotations") else None
    if entity is not None:
        cls = entity.class_ if hasattr(entity, "class_") else entity.mapper.class_
        if issubclass(cls, TenantRow):
            found.add(cls)
        return
    for inner in visitors.iterate(part):
        name = getattr(inner, "name", None)
        if inner.__visit_name__ == "table" and name in (tables := _tenant_tables()):
            found.add(tables[name])
        elif (nested := inner._annotations.get("parententity")) is not None and issubclass(nested.class_, TenantRow):
            found.add(nested.class_)


@cache
def _tenant_tables() -> dict[str, Any]:
    found: dict[str, Any] = {}
    waiting: list[Any] = [TenantRow]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            waiting.append(cls)
            if hasattr(cls, "__table__"):
                found[str(cls.__tablename__)] = cls
    return found


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
