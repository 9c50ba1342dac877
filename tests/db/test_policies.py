"""PostgreSQL's policies (promise 29): whatever a statement says, it reaches one school's rows."""

from typing import Any

import migrated
import postgres
import pytest
import sqlalchemy as sa
from populated import NOW
from sqlalchemy.exc import DBAPIError, ProgrammingError
from storing import BIRCH, CEDAR, SHARED, act_for, changing, fill, looking, update

from app.db import constraints, schema
from app.db.engine import open_engine


@pytest.fixture(scope="module")
def guarded_url(postgres_server: postgres.Cluster) -> str:
    """PostgreSQL with two schools in it, reached as the app's own role. No test leaves anything in it."""
    url = migrated.on(postgres_server)
    fill(url)
    return url


def test_the_role_of_these_tests_is_held_by_policies(guarded_url: str) -> None:
    with changing(guarded_url) as connection:
        role = connection.execute(
            sa.text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()

    assert tuple(role) == (False, False)


@pytest.mark.parametrize("table", constraints.TENANT_TABLES)
def test_every_table_of_a_school_forces_a_policy_that_checks_reads_and_writes(guarded_url: str, table: str) -> None:
    with looking(guarded_url) as connection:
        forced = connection.execute(
            sa.text("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = to_regclass(:table)"),
            {"table": table},
        ).one()
        policies = connection.execute(
            sa.text("SELECT policyname, cmd, permissive, qual, with_check FROM pg_policies WHERE tablename = :table"),
            {"table": table},
        ).all()

    own = next(policy for policy in policies if policy.policyname == "own_school")
    assert tuple(forced) == (True, True)
    assert own.cmd == "ALL"
    assert "current_setting('app.school_id'" in own.qual
    assert own.with_check == own.qual
    # Beside it only reading may be opened further, and only where a table says so.
    assert [policy.cmd for policy in policies if policy is not own] in ([], ["SELECT"])
    assert (len(policies) == 2) == (table in SHARED)


@pytest.mark.parametrize("school", ["none", "unknown"])
def test_without_a_school_every_table_of_a_school_is_empty(guarded_url: str, school: str) -> None:
    with changing(guarded_url) as connection:
        act_for(connection, None if school == "none" else BIRCH.id("no school at all"))
        seen = {
            table: connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in constraints.TENANT_TABLES
        }

    assert {table: count for table, count in seen.items() if count} == {}


def test_a_setting_does_not_outlive_its_transaction(guarded_url: str) -> None:
    engine = open_engine(guarded_url, connections=2)
    with engine.begin() as connection:
        act_for(connection, BIRCH.id("school"))
        mine = connection.execute(sa.text("SELECT count(*) FROM staff")).scalar_one()
    with engine.begin() as connection:  # The pool hands out the same connection again.
        afterwards = connection.execute(sa.text("SELECT count(*) FROM staff")).scalar_one()
    engine.dispose()

    assert (mine, afterwards) == (4, 0)


@pytest.mark.parametrize("table", constraints.TENANT_TABLES)
def test_a_school_reads_its_own_rows_only_and_writes_no_other_s(guarded_url: str, table: str) -> None:
    foreign = next(row for name, row in CEDAR.all() if name == table)

    with changing(guarded_url) as connection:
        act_for(connection, BIRCH.id("school"))
        schools = connection.execute(sa.text(f"SELECT DISTINCT school_id FROM {table}")).scalars().all()
    with pytest.raises(DBAPIError) as refusal:
        _store_as_birch(guarded_url, table, foreign)

    assert schools == [BIRCH.id("school")]
    # Triggers of their own speak first: they see no members, no grant, because those are another school's.
    if table not in {"study_round", "ledger_entry"}:
        assert isinstance(refusal.value, ProgrammingError)
        assert getattr(refusal.value.orig, "sqlstate", None) == "42501", "refused, but not by the policy"


def _store_as_birch(url: str, table: str, row: dict[str, Any]) -> None:
    with changing(url) as connection:
        act_for(connection, BIRCH.id("school"))
        into = schema.metadata().tables[table]
        key = {"id": CEDAR.id("a copy")} if "id" in into.c else {"key": "a copy"}
        connection.execute(into.insert().values({**row, **key}))


def test_what_is_published_to_everyone_can_be_read_without_a_school_and_nothing_more_of_it(guarded_url: str) -> None:
    engine = open_engine(guarded_url, connections=2)
    with engine.connect() as connection, connection.begin() as transaction:
        act_for(connection, BIRCH.id("school"))
        finding = {"school_id": BIRCH.id("school"), "id": BIRCH.id("finding")}
        shown = {"state": "published", "audience": "everyone", "licence": "CC-BY-4.0"}
        update(connection, "finding", finding, shown | {"published_at": NOW})
        act_for(connection, None)
        findings = connection.execute(sa.text("SELECT count(*) FROM finding")).scalar_one()
        authors = connection.execute(sa.text("SELECT count(*) FROM finding_author")).scalar_one()
        changed = connection.execute(sa.text("UPDATE finding SET title = 'x'")).rowcount
        transaction.rollback()
    engine.dispose()

    assert (findings, authors, changed) == (1, 0, 0)
