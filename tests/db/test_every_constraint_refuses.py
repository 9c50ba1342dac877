"""Every CHECK and every unique key, by its name: what it refuses, and that nothing else does once it is gone.

refused.csv has a line for each, with a row that breaks it alone. Triggers and foreign keys are out of the way here:
the first have tests of their own, the second are held by test_tenancy.py. Removal is tried on PostgreSQL, which takes
back a dropped constraint with its transaction, so each is really taken out.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import copying
import migrated
import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from storing import fill, looking

from app.db import constraints

HELD_BY_A_COLUMN = {"ck_pupil_key_ends": "the column takes no NULL either"}
PARENTS = {
    "uq_ledger_entry_pot", "uq_ledger_entry_kind", "uq_staff_person", "uq_time_grant_minutes", "uq_time_grant_year",
    "uq_time_pot_source",
}  # fmt: skip
"""Keys that hold a smaller one: they refuse nothing, they are there for foreign keys to point at."""


@dataclass(frozen=True)
class Refused:
    """A row that one constraint refuses: an UPDATE of what is stored, or a copy of it with other values."""

    constraint: str
    table: str
    before: str
    """What is written first, so that a copy meets it."""
    how: str
    what: str
    where: str
    also: str
    """Constraints that refuse the row as well: each alone holds."""

    def write(self, connection: Connection) -> None:
        if self.before:
            connection.execute(sa.text(f"UPDATE {self.table} SET {self.before}"))
        if self.how == "set":
            connection.execute(sa.text(f"UPDATE {self.table} SET {self.what}"))
            return
        others = dict(part.split(" = ") for part in self.what.split(", "))
        copying.copy(connection, self.table, others, where=self.where)


def _lines() -> list[Refused]:
    with Path(__file__).with_name("refused.csv").open(newline="") as file:
        return [Refused(**line) for line in csv.DictReader(file)]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A filled database of each engine, without triggers and without foreign keys."""
    if request.param == "sqlite":
        url = migrated.sqlite(tmp_path_factory.mktemp("refused"))
    else:
        url = migrated.on(request.getfixturevalue("postgres_server"))
    fill(url)
    with looking(url) as opened:
        if request.param == "sqlite":
            constraints.drop(opened)
        else:
            opened.execute(sa.text("SET session_replication_role = replica"))
        opened.commit()
        yield opened


def _refusal(connection: Connection, line: Refused, *, without: tuple[str, ...] = ()) -> str:
    """The name of what refuses the line's row, or of the columns SQLite says; empty when it is taken."""
    try:
        for name in without:
            _drop(connection, line.table, name)
        line.write(connection)
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        return str(diagnosis.constraint_name) if diagnosis else str(error.orig).rpartition(": ")[2]
    finally:
        connection.rollback()
    return ""


def _drop(connection: Connection, table: str, name: str) -> None:
    is_constraint = "SELECT 1 FROM pg_constraint WHERE conname = :name"
    if connection.execute(sa.text(is_constraint), {"name": name}).first():
        connection.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE"))
    else:
        connection.execute(sa.text(f"DROP INDEX {name}"))


def _names(connection: Connection, line: Refused) -> set[str]:
    """How SQLite may call the constraint: by its name, or by the columns of a unique key."""
    inspector = sa.inspect(connection)
    found = {line.constraint}
    for one in (*inspector.get_unique_constraints(line.table), *inspector.get_indexes(line.table)):
        if one["name"] == line.constraint:
            found.add(", ".join(f"{line.table}.{column}" for column in one["column_names"]))
    return found


def test_every_constraint_refuses_its_row_by_its_name(connection: Connection) -> None:
    """Take out: any CHECK or unique key, in tables.py and in the migration."""
    is_sqlite = connection.dialect.name == "sqlite"
    wrong = []
    for line in _lines():
        others = tuple(line.also.split())
        said = _refusal(connection, line, without=() if is_sqlite else others)
        # SQLite cannot drop the others: any of them may speak first there.
        named = _names(connection, line) | (set(others) if is_sqlite else set())
        if said not in named:
            wrong.append((line.constraint, said))

    assert wrong == []


@pytest.mark.only_postgres
def test_without_it_the_row_is_taken(connection: Connection) -> None:
    """Take out: `_drop`; the row is then refused still, by what was to be gone."""
    left = [
        (line.constraint, said)
        for line in _lines()
        if (said := _refusal(connection, line, without=(line.constraint, *line.also.split())))
    ]

    assert left == []


def test_every_check_and_every_unique_key_has_its_line(connection: Connection) -> None:
    """Take out: a line of refused.csv; or a CHECK of a table, in tables.py and in the migration."""
    inspector = sa.inspect(connection)
    found: set[str] = set()
    for table in inspector.get_table_names():
        if table.startswith(("shelf_", "alembic_version")):  # the index of the shelf is made anew from findings
            continue
        found |= {str(one["name"]) for one in inspector.get_check_constraints(table)}
        found |= {str(one["name"]) for one in inspector.get_unique_constraints(table)}
        found |= {str(one["name"]) for one in inspector.get_indexes(table) if one["unique"]}

    assert found - PARENTS - HELD_BY_A_COLUMN.keys() == {line.constraint for line in _lines()}
