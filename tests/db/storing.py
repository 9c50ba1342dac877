"""Storing the rows of populated.py in a database of any revision, as the app or past its policies."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import postgres
import sqlalchemy as sa
from populated import Rows
from sqlalchemy import Connection

from app.db import schema
from app.db.engine import open_engine

for module in schema.TABLE_MODULES:
    importlib.import_module(module)

BIRCH, CEDAR = Rows("birch"), Rows("cedar")

SHARED = {
    "finding", "finding_reaction", "finding_file", "finding_label", "finding_question", "finding_answer",
    "community", "community_member", "community_leader", "community_report", "open_lesson", "open_seat", "open_booking",
    "learning_fair",
}  # fmt: skip
"""Tables some of whose rows other schools may read: what is published beyond its school, and what is said of it."""


@contextmanager
def changing(url: str) -> Iterator[Connection]:
    """A transaction as the app's own role."""
    engine = open_engine(url, connections=2)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """A connection that no policy narrows: the superuser's on PostgreSQL."""
    engine = sa.create_engine(url.replace(f"//{postgres.APP}@", f"//{postgres.OWNER}@"))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def fill(url: str) -> None:
    for rows in (BIRCH, CEDAR):
        with changing(url) as connection:
            store(connection, rows)


def store(connection: Connection, rows: Rows) -> None:
    """Store what is not stored yet of *rows*, in those tables and columns that the schema has now."""
    act_for(connection, rows.id("school"))
    present = sa.inspect(connection)
    tables = set(present.get_table_names())
    for name, values in rows.all():
        if name in tables:
            columns = {column["name"] for column in present.get_columns(name)}
            insert(connection, name, {key: value for key, value in values.items() if key in columns})


def act_for(connection: Connection, school_id: UUID | None) -> None:
    """Say whose rows the transaction is about, as app/db/tenancy.py does."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT set_config('app.school_id', :id, true), set_config('app.trust_id', '', true)"),
            {"id": str(school_id or "")},
        )


def insert(connection: Connection, name: str, values: dict[str, Any]) -> None:
    """Insert one row unless its key is there already."""
    table = _table(name, values)
    known = schema.metadata().tables.get(name)
    key = [column.name for column in known.primary_key.columns] if known is not None else ["id"]
    found = sa.select(sa.literal(1)).where(*(table.c[column] == values[column] for column in key)).select_from(table)
    if connection.execute(found).first() is None:
        connection.execute(table.insert().values(values))


def update(connection: Connection, name: str, key: dict[str, Any], values: dict[str, Any]) -> int:
    """Change one row; answers with how many were changed."""
    table = _table(name, key | values)
    where = (table.c[column] == value for column, value in key.items())
    return connection.execute(sa.update(table).where(*where).values(values)).rowcount


def _table(name: str, values: dict[str, Any]) -> sa.TableClause:
    known = schema.metadata().tables.get(name)
    columns = [sa.column(key, known.c[key].type if known is not None and key in known.c else None) for key in values]
    return sa.table(name, *columns)
