"""What the database itself says about its own guards: that they are there, are on, and that no row got past them."""

from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from app.db import constraints, migrating
from app.kernel import clock

ROWS_MAX: Final = 100
"""Of what is broken, so many are told: whoever mends a hundred asks again."""

_ROLE = text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
_UNCHECKED = text("SELECT conrelid::regclass || '.' || conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1")
_TRIGGERS = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
_FORCED = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
_POLICIES = text("SELECT tablename FROM pg_policies WHERE policyname = 'own_school'")
_SETTINGS = text(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
)
_OWNED = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user")
_NOW = text("SELECT clock_timestamp()")
_EXCLUDING = text("SELECT conname FROM pg_constraint WHERE contype = 'x'")
_SQLITE_OWN = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")


def faults(engine: Engine, *, rows: bool = True) -> list[str]:
    """What does not hold, a sentence each; empty when all does.

    Args:
        rows: also look at every row's references, and on SQLite at every page of the file.
    """
    with engine.connect() as connection:
        found = _schema(connection)
        if found:
            return found
        if connection.dialect.name == "sqlite":
            return _sqlite(connection, rows=rows)
        return _postgres(connection)


def role_faults(engine: Engine) -> list[str]:
    """What the role that the product serves with may do and must not: PostgreSQL's third net of tenancy.

    Owning the tables is not among them: policies are forced on owners too. docs/operations.md says why `kenkyu_app` is
    better.
    """
    if engine.dialect.name == "sqlite":
        return []
    with engine.connect() as connection:
        name, is_super, bypasses = connection.execute(_ROLE).one()
        found = []
        if is_super:
            found.append(f"The role {name} is a superuser: no policy holds it.")
        elif bypasses:
            found.append(f"The role {name} may bypass row-level security.")
        return found


def owns_tables(engine: Engine) -> bool:
    """Whether the role that serves could take the policies away again: PostgreSQL only."""
    if engine.dialect.name == "sqlite":
        return False
    with engine.connect() as connection:
        return bool(connection.execute(_OWNED).scalar_one())


def skew_seconds(engine: Engine) -> float:
    """How far the database's clock is ahead of ours; 0 on SQLite, which has none of its own."""
    if engine.dialect.name == "sqlite":
        return 0.0
    with engine.connect() as connection:
        before = clock.now()
        at = connection.execute(_NOW).scalar_one()
        after = clock.now()
    return float((at - (before + (after - before) / 2)).total_seconds())


def version(engine: Engine) -> int:
    """The database program's major version."""
    with engine.connect() as connection:
        number = connection.dialect.server_version_info
    return int(number[0]) if number else 0


def revision(engine: Engine) -> str | None:
    """The revision that the database is at, asked over a connection of *engine*'s and without waiting for anybody."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _schema(connection: Connection) -> list[str]:
    at, newest = _revision(connection), migrating.head()
    return [] if at == newest else [f"The schema is at {at or 'nothing'}, this release needs {newest}: kenkyu migrate."]


def _sqlite(connection: Connection, *, rows: bool) -> list[str]:
    missing = sorted(constraints.sqlite_triggers().keys() - set(connection.execute(_SQLITE_OWN).scalars()))
    found = [f"The trigger {name} is missing." for name in missing]
    for pragma, wanted in (("foreign_keys", 1), ("recursive_triggers", 1)):
        if connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() != wanted:
            found.append(f"SQLite's {pragma} is off.")
    if connection.exec_driver_sql("PRAGMA synchronous").scalar_one() < 2:
        found.append("SQLite's synchronous is below FULL: an acknowledged write may be lost when the power goes.")
    if not rows:
        return found
    check = connection.exec_driver_sql(f"PRAGMA integrity_check({ROWS_MAX})").scalars().all()
    found += [f"SQLite's own check: {line}" for line in check if line != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(ROWS_MAX)
    return found + [
        f"A row of {table} points at a row of {parent} that is not there." for table, _, parent, _ in broken
    ]


def _postgres(connection: Connection) -> list[str]:
    tables = set(inspect(connection).get_table_names())
    missing = sorted(constraints.POSTGRES_TRIGGERS.keys() - set(connection.execute(_TRIGGERS).scalars()))
    found = [f"The trigger {name} is missing or off." for name in missing]
    gone = sorted(set(constraints.EXCLUSIONS) - set(connection.execute(_EXCLUDING).scalars()))
    found += [f"The constraint {name} is missing: nothing keeps two stretches apart." for name in gone]
    forced, ruled = set(connection.execute(_FORCED).scalars()), set(connection.execute(_POLICIES).scalars())
    for table in sorted(tables & set(constraints.TENANT_TABLES)):
        if table not in forced:
            found.append(f"Row-level security is not forced on {table}.")
        if table not in ruled:
            found.append(f"{table} has no policy that keeps schools apart.")
    found += [f"The constraint {name} was never checked." for name in connection.execute(_UNCHECKED).scalars()]
    for name, setting in connection.execute(_SETTINGS):
        if setting == "off":
            found.append(f"PostgreSQL's {name} is off: an acknowledged write may be lost when the power goes.")
    return found
