"""Engines for SQLite (one school, embedded) and PostgreSQL (a trust), made to behave alike."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlmodel import create_engine

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged writes when the power goes.
    "foreign_keys=ON",
    "recursive_triggers=ON",  # Without it INSERT OR REPLACE walks past the append-only triggers.
    "busy_timeout=5000",
    "trusted_schema=OFF",
)


def open_engine(url: str, *, connections: int = 20) -> Engine:
    """Open a pool of *connections*; on SQLite also set the pragmas and take over BEGIN.

    Statement errors never print their parameters: they may hold what people wrote.
    """
    options: dict[str, Any] = {}
    if url.startswith("postgresql"):
        options["pool_pre_ping"] = True  # A restarted database costs one ping, not one failed request.
        options["connect_args"] = {"prepare_threshold": 5}
    engine = create_engine(url, pool_size=connections, max_overflow=0, pool_timeout=10, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite_connection)
        event.listen(engine, "begin", _begin_sqlite_transaction)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same pool, with transactions that take SQLite's write lock at once."""
    return engine.execution_options(writes=True)


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # We send BEGIN ourselves; the driver must not.
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows A to Z only: searching for a name with an accent would miss.
    connection.create_function(
        "lower", 1, lambda text: text.lower() if isinstance(text, str) else text, deterministic=True
    )


def _begin_sqlite_transaction(connection: Connection) -> None:
    # A deferred transaction that reads first cannot become a writer once another has
    # committed: SQLite answers "database is locked" at once, whatever the timeout.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
