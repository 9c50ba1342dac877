"""Migrations on either engine, run from the command line and from tests alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

ROOT = Path(__file__).resolve().parents[2]
LOCK = 7_305_811_209  # Two servers that start at once must not migrate at once.


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema to *revision*. Nothing is changed when it is there already."""
    with _configured(url) as config:
        command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to *revision*; `base` is the empty database."""
    with _configured(url) as config:
        command.downgrade(config, revision)


def revise(url: str, message: str, revision_id: str) -> None:
    """Write the migration that leads from the database's schema to the tables'. For developers."""
    with _configured(url) as config:
        command.revision(config, message, autogenerate=True, rev_id=revision_id)


def differences(url: str) -> list[object]:
    """What autogenerate would still do: empty when migrations and tables agree."""
    from app.db import schema

    with _connected(url) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _o, name, *_: not (name or "").startswith(("ex_", "shelf_")),
            },
        )
        return list(compare_metadata(context, schema.metadata()))


def current(url: str) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def knows(revision: str) -> bool:
    """Whether this release can bring a database at *revision* up to date."""
    script = ScriptDirectory(str(ROOT / "migrations"))
    return any(one.revision == revision for one in script.walk_revisions())


def head() -> str | None:
    """The newest revision that this release knows."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


@contextmanager
def _configured(url: str) -> Iterator[Config]:
    config = Config(str(ROOT / "alembic.ini"))
    with _connected(url) as connection:
        config.attributes["connection"] = connection
        yield config
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # With foreign keys on, rebuilding a parent table empties its children (RELIABILITY E7).
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            else:
                connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
            connection.commit()
            yield connection
    finally:
        engine.dispose()
