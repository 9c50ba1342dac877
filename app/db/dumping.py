"""A whole database as one file, taken while others write, and a database made of such a file."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import URL, create_engine, inspect, make_url, text

SECONDS_MAX: Final = 3600
_PROGRAMS: Final = ("pg_dump", "pg_restore")


class CannotDump(RuntimeError):
    """The database could not be taken or brought back; what its own program said."""


def dump(url: str, target: Path) -> None:
    """Write all of the database at *url* into the new file *target*: every row that was acknowledged before.

    Args:
        url: on PostgreSQL a role that policies do not hold, else the copy would be partial.

    Raises:
        CannotDump: the database's own program refused.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        # One reading transaction: the server goes on writing meanwhile. Never a copy of the file (RELIABILITY E8).
        with closing(sqlite3.connect(f"file:{_path(address)}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        return
    _run("pg_dump", address, "--format=custom", "--no-owner", "--file", str(target))


def load(url: str, source: Path, *, with_grants: bool = True) -> None:
    """Make the empty database at *url* one with all that *source* holds.

    Args:
        with_grants: PostgreSQL: also what roles may do. A scratch database is for its maker alone.

    Raises:
        CannotDump: there is something in the database already, or its own program refused.
    """
    if not is_empty(url):
        raise CannotDump("there is a database already: restore into an empty one, so that nothing is overwritten")
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        path = _path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        arriving = path.with_name(f"{path.name}.arriving")
        shutil.copyfile(source, arriving)
        _settle(arriving)
        arriving.rename(path)
        return
    grants = () if with_grants else ("--no-privileges",)
    wish = ("--no-owner", "--no-comments", "--single-transaction", "--exit-on-error", *grants)
    _run("pg_restore", address, *wish, str(source))


def is_empty(url: str) -> bool:
    """Whether no table is there yet."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        path = _path(address)
        # What a crash left beside it would be replayed into whatever comes to lie in its place.
        if any(path.with_name(path.name + rest).exists() for rest in ("-wal", "-shm", "-journal")):
            return False
        if not path.exists():
            return True
    engine = create_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


@contextmanager
def scratch(url: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of the same kind beside *url*, gone when the block ends.

    Raises:
        CannotDump: the role may make none.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        yield f"sqlite:///{folder}/scratch.db"
        return
    name = f"kenkyu_scratch_{uuid4().hex[:12]}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            if not connection.execute(text(may)).scalar_one():
                raise CannotDump("the role may make no database to try the backup in: ALTER ROLE ... CREATEDB")
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    finally:
        engine.dispose()


def _path(address: URL) -> Path:
    assert address.database is not None
    return Path(address.database)


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _run(program: str, address: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; the password goes by the environment, where `ps` does not show it."""
    assert program in _PROGRAMS
    found = shutil.which(program)
    if found is None:
        raise CannotDump(f"{program} is not there: install PostgreSQL's client programs (apt-get: postgresql-client)")
    # The whole address, TLS and all, as libpq reads it; only the driver's name and the password are ours.
    place = address.set(drivername="postgresql").set(password=None).render_as_string(hide_password=False)
    environment = os.environ | ({"PGPASSWORD": str(address.password)} if address.password else {})
    try:
        done = subprocess.run(
            [found, "--no-password", "--dbname", place, *arguments],
            env=environment, capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise CannotDump(f"{program} took longer than {SECONDS_MAX} s") from error
    if done.returncode:
        raise CannotDump(f"{program}: {done.stderr.strip()[:500]}")
