"""Promise 52, the other half: every table that concerns people has its date, and past it no row is left; sums stay."""

import ast
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import migrated
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from populated import NOW
from sqlmodel import col, select
from storing import BIRCH, CEDAR, changing, fill, looking

from app import cli, worker
from app.audit.tables import AuditEntry
from app.data_protection import actions, keeping
from app.data_protection.queries import leavers
from app.data_protection.rules.held import HELD
from app.data_protection.rules.kept import AGED, FORMER, KEPT, WORDS, Leaver
from app.data_protection.rules.register import Held
from app.db import entities, schema
from app.db.engine import open_engine
from app.db.session import Database
from app.identity.tables import Account, Membership, Staff
from app.jobs import actions as jobs
from app.jobs import work as jobs_work
from app.kernel.actor import NOBODY, Scope
from app.settings import Settings
from app.time_budget.tables import LedgerEntry, TimePot

APP = Path(keeping.__file__).parents[1]
SCHOOL = BIRCH.id("school")
SCOPE = Scope(SCHOOL, None)
LEFT = date(2027, 7, 31)
YEARS = 6
LAST_DAY = datetime(2033, 7, 30, 12, tzinfo=NOW.tzinfo)
"""The last day on which somebody who left on LEFT is remembered."""
LATER = NOW + timedelta(days=20 * 366)
BY_THEIR_CYCLE = {"evidence_note", "note_photo", "evidence_read", "pupil_interview", "discussion_entry", "pupil_key"}
WHEN_NEWER_COME = {"finding_version", "planner_run"}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        found = migrated.sqlite(tmp_path)
    else:
        found = migrated.on(request.getfixturevalue("postgres_server"))
    fill(found)
    return found


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    found = Database(open_engine(url, connections=2))
    yield found
    found.engine.dispose()


def leave(database: Database, *names: str, on: date | None = LEFT) -> None:
    with database.writing(SCOPE) as session:
        for name in names:
            session.exec(select(Staff).where(Staff.id == BIRCH.id(name))).one().left_on = on


def forget(database: Database, now: datetime) -> int:
    with database.writing(NOBODY) as session:
        for each in keeping.OF_NO_SCHOOL:
            each(session, now)
    with database.writing(SCOPE) as session:
        return keeping.forget_of_a_school(session, SCHOOL, now, YEARS)[1]


def counts(url: str) -> dict[str, int]:
    with looking(url) as connection:
        return {
            table: connection.execute(
                sa.select(sa.func.count()).select_from(known := schema.metadata().tables[table])
                .where(known.c.school_id == SCHOOL if "school_id" in known.c else sa.true())
            ).scalar_one()
            for table in KEPT
        }  # fmt: skip


# ---- the register ------------------------------------------------------------------------------------


def test_every_table_that_concerns_people_says_how_long_it_is_kept_and_why() -> None:
    """Take out: any line of KEPT."""
    assert set(KEPT) == {table for table, held in HELD.items() if isinstance(held, Held)}
    assert [table for table, kept in KEPT.items() if len(kept.why) < 10] == []


def test_what_is_written_over_is_there_and_names_written_beside_ids_are() -> None:
    """Take out: `finding_answer` of WORDS."""
    for table, words in WORDS.items():
        assert words.keys() <= set(entities.columns(table)), table
    beside = {table for table in KEPT if "by_name" in entities.columns(table)}
    assert beside <= WORDS.keys()
    for table, (column, _) in AGED.items():
        assert column in entities.columns(table)
        assert KEPT[table].until


def test_whatever_forgets_is_asked_by_the_command() -> None:
    """Take out: `outbox.forget` of keeping.OF_A_SCHOOL."""
    there = {
        (path.relative_to(APP).parts[0], node.name)
        for path in APP.rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("forget") and path.parts[-2] != "work"
        and [argument.arg for argument in node.args.args] in (["session", "now"], ["session", "school_id", "now"])
    }  # fmt: skip
    asked = {(each.__module__.split(".")[1], each.__name__) for each in (*keeping.OF_NO_SCHOOL, *keeping.OF_A_SCHOOL)}

    assert len(there) >= 9
    assert there - asked == set()


# ---- rows ------------------------------------------------------------------------------------------------


def test_nothing_goes_before_its_date(url: str, database: Database) -> None:
    """Take out: `- kept` in actions.forget_aged; the date in any module's `forget`."""
    leave(database, "amina", "ben", "chloe", "guest")
    before = counts(url)

    forgotten = forget(database, NOW)

    assert forgotten == 0
    assert {table: before[table] - count for table, count in counts(url).items() if count < before[table]} == {
        "pupil_key": 1,  # Its day is today.
    }


def test_past_its_date_no_row_is_left_and_sums_stay(url: str, database: Database) -> None:
    """Take out: any line of keeping.OF_A_SCHOOL; `_delete` of actions._forget; any table of actions._close."""
    leave(database, "amina", "ben", "chloe", "guest")
    _end_the_cycle(url)
    before, sums = counts(url), _sums(database)

    assert forget(database, LATER) == 4
    assert forget(database, LATER) == 0

    after = counts(url)
    goes = {table for table, kept in KEPT.items() if kept.leaver is Leaver.DELETED or kept.until} - WHEN_NEWER_COME
    others_accounts = {"account", "second_factor", "recovery_code", "sign_on_identity", "password_reset",
                       "passkey_challenge", "sign_on_attempt"}  # fmt: skip
    assert {table for table in goes if after[table]} - others_accounts == set()
    assert all(after[table] < before[table] for table in others_accounts)
    assert {table for table in KEPT.keys() - goes if table != "audit_entry" and after[table] != before[table]} == set()
    assert _sums(database) == sums


def _end_the_cycle(url: str) -> None:
    with changing(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT set_config('app.school_id', :id, true)"), {"id": str(SCHOOL)})
        cycle = schema.metadata().tables["lesson_study_cycle"]
        connection.execute(
            cycle.update().where(cycle.c.school_id == SCHOOL).values(state="completed", ended_at=NOW, ended_reason="")
        )


def _sums(database: Database) -> list[Any]:
    with database.reading(SCOPE) as session:
        pots = session.execute(
            select(TimePot.id, TimePot.allocated_minutes, TimePot.spent_minutes).order_by(col(TimePot.id))
        )
        entries = session.execute(select(LedgerEntry.id, LedgerEntry.minutes).order_by(col(LedgerEntry.id)))
        return [*pots.all(), *entries.all()]


def test_no_name_and_no_address_of_a_leaver_is_left_anywhere(url: str, database: Database) -> None:
    """Take out: `WORDS` in actions._forget; `"email": None`."""
    with database.writing(SCOPE) as session:
        for name in ("amina", "ben", "chloe", "guest"):
            row = session.exec(select(Staff).where(Staff.id == BIRCH.id(name))).one()
            row.name, row.email, row.left_on = f"Zz{name} Leaverson", f"zz.{name}@birch.example", LEFT
    _put_names_beside_ids(url)

    forget(database, LATER)

    left = []
    with looking(url) as connection:
        for table in schema.metadata().tables.values():
            for column in table.columns:
                if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum):
                    said = (
                        sa.select(sa.func.count()).select_from(table).where(sa.func.lower(column).contains("leaverson"))
                    )
                    left += [f"{table.name}.{column.name}"] if connection.execute(said).scalar_one() else []
        staff = schema.metadata().tables["staff"]
        names = connection.execute(sa.select(staff.c.name, staff.c.email).where(staff.c.school_id == SCHOOL)).all()
    assert left == []
    assert {tuple(one) for one in names} == {(FORMER, None)}


def _put_names_beside_ids(url: str) -> None:
    with changing(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT set_config('app.school_id', :id, true)"), {"id": str(SCHOOL)})
        for table, words in WORDS.items():
            known = schema.metadata().tables[table]
            column = "by_name" if "by_name" in words else "name"
            connection.execute(known.update().where(known.c.school_id == SCHOOL).values({column: "Zzamina Leaverson"}))


def test_a_leaver_is_forgotten_on_the_day_and_not_before(database: Database) -> None:
    """Take out: `<=` for `<` in queries.leavers.long_gone."""
    leave(database, "ben")

    with database.writing(SCOPE) as session:
        early = actions.forget_leavers(session, SCHOOL, LAST_DAY.date(), YEARS, LAST_DAY)
    with database.writing(SCOPE) as session:
        on_the_day = actions.forget_leavers(session, SCHOOL, date(2033, 7, 31), YEARS, LAST_DAY + timedelta(days=1))

    assert [one.staff_id for one in early] == []
    assert [(one.staff_id, one.left_on) for one in on_the_day] == [(BIRCH.id("ben"), LEFT)]
    with database.reading(SCOPE) as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == actions.FORGOTTEN))
        assert (entry.subject_id, entry.detail) == (BIRCH.id("ben"), '{"left_on": "2027-07-31", "years": 6}')


def test_who_works_here_or_left_without_a_day_is_not_forgotten_too_early(database: Database) -> None:
    """Take out: `~col(Staff.is_active)`; `last_act`."""
    leave(database, "ben", on=None)
    with database.writing(SCOPE) as session:
        session.exec(select(Staff).where(Staff.id == BIRCH.id("ben"))).one().is_active = False

    with database.writing(SCOPE) as session:
        soon = leavers.long_gone(session, SCHOOL, NOW.date() + timedelta(days=300), 1)
        late = leavers.long_gone(session, SCHOOL, NOW.date() + timedelta(days=366), 1)

    assert (list(soon), [one.staff_id for one in late]) == ([], [BIRCH.id("ben")])


def test_an_account_that_opens_another_school_stays(database: Database) -> None:
    """Take out: `leavers.opens_another` in actions._close."""
    leave(database, "amina")
    with database.writing(Scope(CEDAR.id("school"), None)) as session:
        session.add(
            Membership(account_id=BIRCH.id("account"), school_id=CEDAR.id("school"), staff_id=CEDAR.id("chloe"))
        )

    forget(database, LATER)

    with database.reading(NOBODY) as session:
        doors = session.exec(select(Membership).where(Membership.account_id == BIRCH.id("account"))).all()
        assert session.exec(select(Account).where(Account.id == BIRCH.id("account"))).one_or_none() is not None
    assert [door.school_id for door in doors] == [CEDAR.id("school")]


# ---- the job and the command -----------------------------------------------------------------------------------


def test_the_worker_forgets_leavers_once_a_day(url: str, database: Database) -> None:
    """Take out: `data_protection.due` in worker.tidy_up; `data_protection.FORGET` in worker.tasks_of."""
    leave(database, "ben", on=NOW.date() - timedelta(days=366 * 7))
    settings = Settings(database_url=url, secret_key="a-secret-key-for-tests-only-0123456789-abcdefghij")
    worker.tidy_up(database, NOW)
    worker.tidy_up(database, NOW)
    tasks = worker.tasks_of(settings, None)  # type: ignore[arg-type]
    mine = {kind: task for kind, task in tasks.items() if kind == "forget_leavers"}

    done = 0
    while jobs_work.work_once(database, "test", mine, lambda _, school_id: Scope(school_id, None)):
        done += 1

    assert done == 2, "one for each school"
    with database.reading(SCOPE) as session:
        assert session.exec(select(Staff.name).where(Staff.id == BIRCH.id("ben"))).one() == FORMER
    assert jobs


def test_a_dry_run_says_what_would_go_and_keeps_it(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `raise _Undone` of either function in cli.retention."""
    monkeypatch.setenv("KENKYU_DATABASE_URL", url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", "a-secret-key-for-tests-only-0123456789-abcdefghij")
    monkeypatch.setattr("app.kernel.clock.now", lambda: LATER)
    leave(database, "ben")
    before = counts(url)

    dry = CliRunner().invoke(cli.main, ["retention", "--dry-run"])
    kept = counts(url)
    real = CliRunner().invoke(cli.main, ["retention"])

    assert (dry.exit_code, real.exit_code) == (0, 0), dry.output + real.output
    assert kept == before
    assert counts(url) != before
    assert "people, forgotten" in dry.output
    # What the first step deletes of all schools, the second one of a dry run still finds.
    assert set(real.output.splitlines()[:-1]) <= set(dry.output.splitlines())
    assert ("would be deleted" in dry.output, "would be deleted" in real.output) == (True, False)
