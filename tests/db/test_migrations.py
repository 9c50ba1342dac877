"""Migrations on both engines: they make what the tables say, keep what is stored, and leave no school unguarded."""

import shutil
from pathlib import Path
from typing import Any

import catalogue
import postgres
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.exc import IntegrityError
from storing import BIRCH, CEDAR, act_for, changing, fill, insert, looking, update

from app.db import constraints, migrating, schema, search_index
from app.db.base import TenantRow

REVISIONS = [
    script.revision for script in ScriptDirectory(str(migrating.ROOT / "migrations")).walk_revisions("base", "heads")
][::-1]


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    cluster: postgres.Cluster = request.getfixturevalue("postgres_server")
    return cluster.database()


@pytest.fixture
def other_url(empty_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second one, of the same kind."""
    if empty_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other.db"
    cluster: postgres.Cluster = request.getfixturevalue("postgres_server")
    return cluster.database()


@pytest.fixture
def full_url(empty_url: str) -> str:
    """A migrated database with two schools in it."""
    migrating.upgrade(empty_url)
    fill(empty_url)
    return empty_url


def _catalogue(url: str) -> catalogue.Catalogue:
    with looking(url) as connection:
        return catalogue.of(connection)


def _tables(url: str) -> set[str]:
    with looking(url) as connection:
        return set(sa.inspect(connection).get_table_names()) - {catalogue.IGNORED}


def _counts(url: str) -> dict[str, int]:
    with looking(url) as connection:
        return {
            table: connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in sa.inspect(connection).get_table_names()
            if table != catalogue.IGNORED and not search_index.is_ours(table)
        }


# ---- what migrations make ------------------------------------------------------------------------


def test_migrations_lead_to_exactly_what_the_tables_say(empty_url: str) -> None:
    migrating.upgrade(empty_url)

    assert migrating.differences(empty_url) == []
    assert migrating.current(empty_url) == migrating.head() == REVISIONS[-1]


def test_a_migrated_database_is_a_fresh_one(empty_url: str, other_url: str) -> None:
    migrating.upgrade(empty_url)
    with changing(other_url) as connection:
        schema.metadata().create_all(connection)
        constraints.apply(connection)

    migrated, fresh = _catalogue(empty_url), _catalogue(other_url)

    assert migrated.keys() == fresh.keys()
    for kind in migrated:
        assert migrated[kind] == fresh[kind], kind
    assert len(migrated["columns"]) > 200
    assert migrated["triggers"]


def test_every_trigger_that_is_written_is_made(empty_url: str) -> None:
    migrating.upgrade(empty_url)
    made = catalogue.names(_catalogue(empty_url), "triggers")
    is_sqlite = empty_url.startswith("sqlite")
    written = constraints.sqlite_triggers() if is_sqlite else constraints.POSTGRES_TRIGGERS

    assert written.keys() <= made
    assert made - written.keys() == (set() if is_sqlite else {"time_pot_opens_empty"})


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    migrating.upgrade(empty_url)
    before = _catalogue(empty_url)

    migrating.upgrade(empty_url)

    assert _catalogue(empty_url) == before


def test_every_constraint_of_the_database_has_a_name_of_ours(empty_url: str) -> None:
    migrating.upgrade(empty_url)
    # PostgreSQL names what nobody named; such a name could not be found again on the other engine.
    found = _catalogue(empty_url)["constraints"]

    # What FTS5 keeps its index in has none: they are made by SQLite itself.
    assert [
        row[:2] for row in found
        if not str(row[1]).startswith(("pk_", "fk_", "uq_", "ck_", "ex_")) and row[2] != "t"
        and not str(row[0]).startswith("shelf_words")
    ] == []  # fmt: skip


# ---- up and down, with rows in every table -------------------------------------------------------


def test_the_rows_of_these_tests_fill_every_table(full_url: str) -> None:
    assert {table for table, count in _counts(full_url).items() if count == 0} == set()


def test_going_down_to_nothing_and_up_again_gives_the_same(full_url: str) -> None:
    before = _catalogue(full_url)

    migrating.downgrade(full_url, "base")
    left = _tables(full_url)
    migrating.upgrade(full_url)

    assert left == set()
    assert _catalogue(full_url) == before


def test_each_revision_keeps_rows_and_constraints_on_the_way_up_and_back(empty_url: str) -> None:
    # Populated before each step, so that every later migration is run over rows it has to keep.
    at: str = "base"
    for revision in REVISIONS:
        if at != "base":
            fill(empty_url)
        counts, known = _counts(empty_url), _catalogue(empty_url)

        migrating.upgrade(empty_url, revision)
        after = _counts(empty_url)
        migrating.downgrade(empty_url, at)

        assert {table: after[table] for table in counts.keys() & after.keys()} == {
            table: counts[table] for table in counts.keys() & after.keys()
        }, f"{revision} lost rows on the way up"
        assert _counts(empty_url) == counts, f"{revision} lost rows on the way back"
        if at != "base":
            assert _catalogue(empty_url) == known, f"going back from {revision} leaves another schema"
        migrating.upgrade(empty_url, revision)
        at = revision
    fill(empty_url)
    _sums_are_those_of_the_entries(empty_url)


def test_what_an_earlier_release_published_comes_out_indexed_and_stays_so(empty_url: str) -> None:
    migrating.upgrade(empty_url, "0008")
    fill(empty_url)

    migrating.upgrade(empty_url)
    found = _indexed(empty_url)
    migrating.downgrade(empty_url, "0008")
    migrating.upgrade(empty_url)

    assert found == _indexed(empty_url) == 2


def _indexed(url: str) -> int:
    """How many findings the index knows by a word of their title, in another form, and by their phase."""
    asked = (
        "SELECT count(*) FROM shelf_words JOIN shelf_entry ON number = shelf_words.rowid "
        "WHERE shelf_words MATCH '(title : wait) AND (filed : phase6b7333x)'"
        if url.startswith("sqlite")
        else "SELECT count(*) FROM shelf_entry "
        "WHERE words @@ (plainto_tsquery('kenkyu', 'wait') && CAST('''=phase6b7333x''' AS tsquery))"
    )
    with looking(url) as connection:
        return int(connection.exec_driver_sql(asked).scalar_one())


def _sums_are_those_of_the_entries(url: str) -> None:
    with looking(url) as connection:
        sums = connection.execute(
            sa.text("SELECT allocated_minutes, committed_minutes, spent_minutes FROM time_pot")
        ).all()

    assert sums == [(90, 0, 30)] * 2


def test_triggers_still_refuse_after_going_down_and_up(full_url: str) -> None:
    migrating.downgrade(full_url, "base")
    migrating.upgrade(full_url)
    fill(full_url)

    with pytest.raises(IntegrityError):
        _change_an_entry(full_url)


_NEXT = """
import sqlalchemy as sa
from alembic import op
from app.db import constraints
revision, down_revision, branch_labels, depends_on = "next", "{head}", None, None
def upgrade():
    constraints.drop(op.get_bind())
    with op.batch_alter_table("time_pot", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("note", sa.String(20), nullable=True))
    constraints.apply(op.get_bind())
def downgrade():
    constraints.drop(op.get_bind())
    with op.batch_alter_table("time_pot", recreate="{recreate}") as batch:
        batch.drop_column("note")
    constraints.apply(op.get_bind())
"""
"""A migration as `kenkyu` writes them. On SQLite it makes the table anew, which loses triggers and, with foreign keys
on, empties the tables that point to it."""


def test_a_migration_that_makes_a_table_anew_keeps_what_points_to_it_and_its_triggers(
    full_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "release"
    shutil.copytree(migrating.ROOT / "migrations", copy / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(migrating.ROOT / "alembic.ini", copy)
    recreate = "always" if full_url.startswith("sqlite") else "auto"
    (copy / "migrations" / "versions" / "next.py").write_text(_NEXT.format(head=REVISIONS[-1], recreate=recreate))
    monkeypatch.setattr(migrating, "ROOT", copy)
    before, counts = _catalogue(full_url), _counts(full_url)

    migrating.upgrade(full_url)
    after, kept = _catalogue(full_url), _counts(full_url)
    migrating.downgrade(full_url, REVISIONS[-1])

    assert kept == counts
    assert after["triggers"] == before["triggers"]
    assert after["constraints"] == before["constraints"]
    assert _catalogue(full_url) == before
    assert _counts(full_url) == counts


def _change_an_entry(url: str) -> None:
    with changing(url) as connection:
        act_for(connection, BIRCH.id("school"))
        entry = {"school_id": BIRCH.id("school"), "id": BIRCH.id("given")}
        update(connection, "ledger_entry", entry, {"minutes": 900})


# ---- no school sees or points into another (promise 29) ------------------------------------------


def _tenant_keys() -> list[tuple[str, str, str]]:
    """(table, constraint, the column that points) of every foreign key between two tables of a school."""
    tenants = {str(cls.__tablename__) for cls in TenantRow.__subclasses__()} | set(constraints.TENANT_TABLES)
    found = []
    for table in schema.metadata().sorted_tables:
        for key in table.constraints:
            if isinstance(key, ForeignKeyConstraint) and key.elements[0].column.table.name in tenants:
                columns = [column.name for column in key.columns]
                if columns[0] == "school_id":
                    found.append((table.name, str(key.name), columns[1]))
    return sorted(found)


def test_there_are_foreign_keys_to_try() -> None:
    assert len(_tenant_keys()) > 35


def test_no_row_can_point_into_another_school(full_url: str) -> None:
    held = set()
    for table, key, column in _tenant_keys():
        mine = next(row for name, row in CEDAR.all() if name == table)
        theirs = next(
            (row[column] for name, row in BIRCH.all() if name == table and row.get(column)), BIRCH.id("promised")
        )
        with pytest.raises(IntegrityError) as refusal:
            _point(full_url, table, mine, {column: theirs})
        held.add((table, key))
        if table not in {
            "ledger_entry",
            "time_grant",
            "time_pot",
            "year_closing",
            *constraints.GROWING,
        }:  # They refuse any change first.
            _is_about_the_key(refusal.value, key)

    assert len(held) == len(_tenant_keys())


def _point(url: str, table: str, row: dict[str, Any], change: dict[str, Any]) -> None:
    """Make *row* of Cedar point elsewhere."""
    with changing(url) as connection:
        act_for(connection, CEDAR.id("school"))
        if table == "ledger_entry":  # Entries are never changed: the attempt is a new one.
            insert(connection, table, row | {"id": CEDAR.id("a new one"), "kind": "spend", "minutes": 30} | change)
            return
        known = schema.metadata().tables[table]
        columns = [column.name for column in known.primary_key.columns]
        assert update(connection, table, {column: row[column] for column in columns}, change) == 1


def _is_about_the_key(error: IntegrityError, key: str) -> None:
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is None:
        assert "FOREIGN KEY constraint failed" in str(error.orig)
    else:
        assert diagnostics.constraint_name == key
