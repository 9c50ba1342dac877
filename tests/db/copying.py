"""Storing a stored row once more, with some other values, in plain SQL that both engines read."""

import sqlalchemy as sa
from sqlalchemy import Connection

OTHER = "'00000000000000000000000000000001'"
"""An id that no stored row has, as either engine writes it."""


def copy(connection: Connection, table: str, others: dict[str, str], *, where: str = "") -> None:
    """Store a row of *table* again; *others* says column -> SQL for what differs."""
    names = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    values = ", ".join(others.get(name, name) for name in names)
    condition = f"WHERE {where}" if where else ""
    statement = f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} {condition} LIMIT 1"
    connection.execute(sa.text(statement))
