"""Take a guard out of a database that tests are about to use, by its name: a trigger, a constraint, a policy.

Nothing but a database of the tests is ever touched. What stood in it is kept, and put back after each mutant.
"""

import shutil
import sqlite3
from pathlib import Path

import psycopg
from sqlalchemy import make_url


class NotThere(Exception):
    """The database has nothing of that name."""


def keep(url: str) -> str:
    """Keep what the database holds now; what is answered is what `put_back` needs."""
    if (path := _file(url)) is not None:
        kept = path.with_suffix(".kept")
        with sqlite3.connect(path) as source, sqlite3.connect(kept) as target:
            source.backup(target)
        return str(kept)
    name = _name(url)
    with _admin(url) as admin:
        admin.execute(f'CREATE DATABASE "{name}_kept" TEMPLATE "{name}" OWNER {make_url(url).username}')
    return f"{name}_kept"


def put_back(url: str, kept: str) -> None:
    """Bring back what was kept, whatever has happened to the database since."""
    if (path := _file(url)) is not None:
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copy(kept, path)
        return
    name = _name(url)
    with _admin(url) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}" OWNER {make_url(url).username}')


def drop(url: str, what: str) -> None:
    """Drop *what*: on SQLite "trigger NAME"; on PostgreSQL "trigger TABLE.NAME", "exclusion TABLE.NAME",
    "policy TABLE.NAME", "force TABLE" (row-level security, upon the owner too), "open TABLE" (at all).

    Raises:
        NotThere: there is none of that name, or more than one.
    """
    kind, _, name = what.partition(" ")
    if (path := _file(url)) is not None:
        with sqlite3.connect(path, isolation_level=None) as connection:
            _drop_sqlite(connection, kind, name)
        return
    with _admin(url, _name(url)) as admin:
        _drop_postgres(admin, kind, name)


def _drop_sqlite(connection: sqlite3.Connection, kind: str, name: str) -> None:
    if kind != "trigger":
        raise NotThere(f"a {kind} cannot be dropped here: tests/db/test_every_constraint_refuses.py holds those")
    try:
        connection.execute(f"DROP TRIGGER {name}")
    except sqlite3.OperationalError as error:
        raise NotThere(str(error)) from error


def _drop_postgres(admin: "psycopg.Connection[tuple[object, ...]]", kind: str, name: str) -> None:
    table, _, one = name.partition(".")
    statements = {
        "trigger": f"DROP TRIGGER {one} ON {table}",
        "exclusion": f"ALTER TABLE {table} DROP CONSTRAINT {one}",
        "policy": f"DROP POLICY {one} ON {table}",
        "force": f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        "open": f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    }
    try:
        admin.execute(statements[kind])
    except psycopg.Error as error:
        raise NotThere(str(error)) from error


def _file(url: str) -> Path | None:
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _name(url: str) -> str:
    return str(make_url(url).database)


def _admin(url: str, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
    host = make_url(url).query["host"]
    return psycopg.connect(f"host={host} user=kenkyu_test dbname={database}", autocommit=True)
