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


def shared_with(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """The rows of *cls* meant for everyone, or for the trust of *scope*: their `audience` and `trust_id` say so.

    PostgreSQL's policies in constraints.py say the same.
    """
    to_all: ColumnElement[bool] = col(cls.audience) == "everyone"
    if scope.trust_id is None:
        return to_all
    return to_all | ((col(cls.audience) == "trust") & (col(cls.trust_id) == scope.trust_id))


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
    info = state.session.info
    if state.is_insert:
        _refuse_foreign_inserts(state, info["scope"])
    if not (state.is_select or state.is_update or state.is_delete):
        return
    known: dict[tuple[type[SQLModel], bool], Any] = info.setdefault("criteria", {})
    criteria = []
    classes = _tenant_classes(state.statement)
    if classes and not _is_of_the_orm(state.statement):
        # No entity leads it, so no criteria would reach it: better no answer than another school's.
        raise ForeignRow("a statement on tenant tables that cannot be narrowed: select from the entity")
    for cls in classes:
        key = (cls, bool(state.is_select))
        if key not in known:
            # What other schools may read of a shared table, nobody but its own school may change.
            rows = visible(cls, info["scope"]) if state.is_select else own(cls, info["scope"])
            known[key] = with_loader_criteria(cls, rows, include_aliases=True)
        criteria.append(known[key])
    state.statement = state.statement.options(*criteria)


def _is_of_the_orm(statement: Any) -> bool:
    if statement._propagate_attrs.get("compile_state_plugin") == "orm":
        return True
    return any(_is_of_the_orm(one) for one in getattr(statement, "selects", ()))


def _refuse_foreign_inserts(state: ORMExecuteState, scope: Scope) -> None:
    statement: Any = state.statement
    if str(statement.table.name) not in _tenant_tables():
        return
    given: Any = state.parameters or []
    rows: list[dict[str, Any]] = [given] if isinstance(given, dict) else list(given)
    values = {column.name: getattr(bound, "value", None) for column, bound in (statement._values or {}).items()}
    for row in rows or [{}]:
        if (values | row).get("school_id", scope.school_id) != scope.school_id:
            raise ForeignRow(f"{statement.table.name} of another school")


def _tenant_classes(statement: Any) -> set[type[SQLModel]]:
    """The tenant tables that a statement reads anywhere: columns, joins, conditions, and selects inside them.

    By hand, because SQLAlchemy's own `find_tables` costs as much as running the statement.
    """
    found: set[Any] = set()
    for part in (*getattr(statement, "_raw_columns", ()), *getattr(statement, "_from_obj", ())):
        _note(part, found)
    for target, *_ in getattr(statement, "_setup_joins", ()):
        _note(target, found)
    for part in (*getattr(statement, "_where_criteria", ()), *getattr(statement, "selects", ())):
        _look_inside(part, found)
    if (target := getattr(statement, "table", None)) is not None:  # UPDATE and DELETE.
        _note(target, found)
    return found


def _note(part: Any, found: set[Any]) -> None:
    entity = part._annotations.get("parententity") if hasattr(part, "_annotations") else None
    if entity is None:
        _look_inside(part, found)
        return
    cls = entity.class_ if hasattr(entity, "class_") else entity.mapper.class_
    if issubclass(cls, TenantRow):
        found.add(cls)


def _look_inside(part: Any, found: set[Any]) -> None:
    inner: Any
    for inner in visitors.iterate(part):
        kind = inner.__visit_name__
        if kind == "table":
            if (cls := _tenant_tables().get(inner.name)) is not None:
                found.add(cls)
        elif kind == "column":
            # A column does not lead to the select that it is a column of.
            of = inner.table
            if of is not None and of.__visit_name__ != "table":
                _look_inside(getattr(of, "element", of), found)
            elif of is not None and (cls := _tenant_tables().get(of.name)) is not None:
                found.add(cls)


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
