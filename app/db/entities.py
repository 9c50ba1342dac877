"""Tables by their names, for what looks at all of them: what is held about a person, and what is kept how long."""

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Enum, LargeBinary, String, Uuid
from sqlmodel import SQLModel

from app.db.schema import TABLE_MODULES


@cache
def entity(table: str) -> Any:
    """The mapped class of *table*. Statements that begin at it are narrowed to one school (tenancy.py)."""
    for module in TABLE_MODULES:
        importlib.import_module(module)
    for mapper in SQLModel._sa_registry.mappers:
        if getattr(mapper.local_table, "name", None) == table:
            return mapper.class_
    raise KeyError(table)


def column(table: str, name: str) -> Any:
    """The attribute that stands for a column."""
    cls = entity(table)
    return getattr(cls, cls.__mapper__.get_property_by_column(cls.__mapper__.local_table.columns[name]).key)


def columns(table: str) -> Mapping[str, Any]:
    """Every column of *table* by its name, in its order."""
    return {name: column(table, name) for name in entity(table).__mapper__.local_table.columns.keys()}  # noqa: SIM118


def texts(table: str) -> list[Any]:
    """The columns that hold free text."""
    found = entity(table).__mapper__.local_table.columns
    return [column(table, one.name) for one in found if isinstance(one.type, String) and not isinstance(one.type, Enum)]


def is_id(table: str, name: str) -> bool:
    return isinstance(entity(table).__mapper__.local_table.columns[name].type, Uuid)


def is_bytes(table: str, name: str) -> bool:
    return isinstance(entity(table).__mapper__.local_table.columns[name].type, LargeBinary)


def people_columns(table: str) -> frozenset[str]:
    """Columns whose foreign key leads to a member of staff."""
    keys = entity(table).__mapper__.local_table.foreign_key_constraints
    return frozenset(
        one.name for key in keys if key.referred_table.name == "staff" for one in key.columns
        if one.name not in {"school_id", "person_id"}
    )  # fmt: skip
