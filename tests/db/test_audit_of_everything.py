"""`kenkyu audit`: what somebody with the database in their hands changed past every guard is found and named."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep
from uuid import UUID, uuid4

import httpx
import migrated
import postgres
import pytest
import pytest_asyncio
import sqlalchemy as sa
from build_round import a_round, a_school_at_work
from cast import SECRET_KEY, Clock, World, make_world
from click.testing import CliRunner
from live import Live, serving
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app import worker
from app.audit import actions as audit_actions
from app.audit import queries as audit
from app.audit.rules import Entry, seal
from app.audit.tables import AuditEntry
from app.cli import main
from app.db import constraints, migrating
from app.db.engine import open_engine
from app.identity import actions as identity
from app.identity.tables import Staff
from app.kernel import clock
from app.kernel.actor import NOBODY
from app.main import create_app
from app.settings import Settings
from app.upkeep import queries


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of its own: these tests break it."""
    if request.param == "sqlite":
        yield migrated.sqlite(tmp_path_factory.mktemp("audit"))
        return
    with postgres.server(durable=True) as cluster:
        url = cluster.database()
        migrating.upgrade(url)
        yield url


@pytest.fixture(scope="module")
def settings(url: str) -> Settings:
    return Settings(database_url=url, secret_key=SECRET_KEY, files_url="memory://", frontend="nowhere")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def school(settings: Settings) -> AsyncIterator[World]:
    """A school with minutes, a timetable and a round, all of it done by people."""
    app = create_app(settings, open_engine(settings.database_url, connections=5), now=Clock())
    world = make_world(app)
    made = await world.amina.post("/rounds", a_round(world, await a_school_at_work(world)))
    assert made.status_code == 201, made.text
    yield world
    world.database.engine.dispose()


@contextmanager
def serving_hana(school: World, settings: Settings, *arguments: str) -> Iterator[httpx.Client]:
    """`kenkyu serve` as it is started, and Hana's browser."""
    with school.database.writing(NOBODY) as session:
        _, secret = identity.open_session(session, school.hana.actor.account_id, "test", clock.now())
    with serving(Live(settings.database_url, SECRET_KEY, arguments=("--no-worker", *arguments))) as live:
        headers = {
            "X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={secret}",
            "Idempotency-Key": str(uuid4()),
        }  # fmt: skip
        with httpx.Client(base_url=live.url, headers=headers, timeout=30) as client:
            yield client


@contextmanager
def changing(school: World) -> Iterator[Connection]:
    """The database in the hands of whoever owns it, its guards off meanwhile and on again afterwards."""
    with school.database.engine.begin() as connection:
        constraints.drop(connection)
        yield connection
        constraints.apply(connection)


def told(school: World, *, whole: bool = True) -> list[str]:
    return [str(fault) for fault in queries.look_through(school.database, whole=whole).faults]


def entry(school: World, number: int) -> sa.RowMapping:
    with school.database.engine.begin() as connection:
        _as(connection, school)
        found = connection.execute(
            sa.text("SELECT * FROM audit_entry WHERE school_id = :school AND number = :number"),
            {"school": _id(school), "number": number},
        )
        return found.mappings().one()


def _id(school: World) -> str:
    return school.birch_id.hex if school.database.engine.dialect.name == "sqlite" else str(school.birch_id)


def _as(connection: Connection, school: World) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('app.school_id', :id, true)"), {"id": str(school.birch_id)})


def said(school: World, connection: Connection, statement: str, **values: object) -> int:
    _as(connection, school)
    return connection.execute(sa.text(statement), {"school": _id(school), **values}).rowcount


async def test_a_school_in_which_people_worked_has_no_fault(school: World) -> None:
    report = queries.look_through(school.database)

    assert report.faults == ()
    assert report.schools == 2
    assert report.entries > 5, "what they did stands in the log"


async def test_minutes_put_into_a_pot_by_hand_are_found(school: World) -> None:
    """Take out: `_ledger` of upkeep.queries."""
    give = "UPDATE time_pot SET allocated_minutes = allocated_minutes + :more WHERE school_id = :school"
    with changing(school) as connection:
        assert said(school, connection, give, more=1) > 0

    found = told(school)

    with changing(school) as connection:
        said(school, connection, give, more=-1)
    assert found
    assert all("ledger of school" in one and "are not those of its entries" in one for one in found)
    assert told(school) == []


async def test_two_places_at_once_are_found(school: World) -> None:
    """Take out: `_occupied` of upkeep.queries."""
    later = "UPDATE occupied SET ends_at = {} WHERE school_id = :school AND kind = 'observe'"
    is_sqlite = school.database.engine.dialect.name == "sqlite"
    with changing(school) as connection:
        # Ben's half hour runs into the debrief after school.
        longer = later.format("datetime(ends_at, '+8 hours')" if is_sqlite else "ends_at + interval '8 hours'")
        assert said(school, connection, longer) == 1
        if not is_sqlite:
            connection.exec_driver_sql("ALTER TABLE occupied DROP CONSTRAINT IF EXISTS ex_occupied_overlap")
        found = _occupied_told(school, connection)
        shorter = later.format("datetime(ends_at, '-8 hours')" if is_sqlite else "ends_at - interval '8 hours'")
        said(school, connection, shorter)

    assert any("is in two places on 02 November 2026" in one for one in found)
    assert told(school) == []


def _occupied_told(school: World, connection: Connection) -> list[str]:
    from sqlmodel import Session

    _as(connection, school)
    return [str(one) for one in queries._occupied(Session(connection), school.birch_id)]


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "quick"])
async def test_an_entry_that_was_changed_is_found(school: World, *, whole: bool) -> None:
    """Take out: the comparison of seals in audit.rules.first_break."""
    before = entry(school, 3)
    change = "UPDATE audit_entry SET action = :action WHERE school_id = :school AND number = 3"
    with changing(school) as connection:
        assert said(school, connection, change, action="nothing.at_all") == 1

    found = told(school, whole=whole)

    with changing(school) as connection:
        said(school, connection, change, action=before["action"])
    (line,) = found
    assert line.endswith("entry 3 is not what was written, or does not follow the one before")
    assert told(school) == []


@pytest.mark.parametrize("which", ["one in the midst", "the last"])
async def test_an_entry_that_was_taken_out_is_missed(school: World, which: str) -> None:
    """Take out: the numbers in audit.rules.first_break; the head in audit.queries.broken_chain."""
    last = queries.look_through(school.database).entries
    number = 3 if which == "one in the midst" else last
    row = dict(entry(school, number))
    with changing(school) as connection:
        assert said(school, connection, "DELETE FROM audit_entry WHERE school_id = :school AND number = :n", n=number)

    found = told(school)

    with changing(school) as connection:
        names = list(row)
        put_back = f"INSERT INTO audit_entry ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
        said(school, connection, put_back, **row)
    assert len(found) == 1
    assert re.search(r"entry 3 is missing" if number == 3 else r"the log ends with entry \d+, but \d+ were", found[0])
    assert told(school) == []


async def test_a_last_entry_that_was_written_and_sealed_anew_is_found(school: World) -> None:
    """Take out: the head's own seal in audit.queries.broken_chain."""
    last = queries.look_through(school.database).entries
    was, before = entry(school, last), entry(school, last - 1)["seal"]
    with school.database.reading(school.hana.scope) as session:
        row = session.exec(select(AuditEntry).where(AuditEntry.number == last)).one()
        forged = Entry(**{name: getattr(row, name) for name in Entry.__slots__} | {"detail": "nothing"})
    change = "UPDATE audit_entry SET detail = :detail, seal = :seal WHERE school_id = :school AND number = :n"
    with changing(school) as connection:
        assert said(school, connection, change, detail="nothing", seal=seal(before, forged), n=last) == 1

    found = told(school)

    with changing(school) as connection:
        said(school, connection, change, detail=was["detail"], seal=was["seal"], n=last)
    assert [line.rpartition(": ")[2] for line in found] == [f"entry {last} is not the one that was written last"]
    assert told(school) == []


async def test_a_guard_that_was_taken_off_is_missed(school: World) -> None:
    """Take out: the triggers in db.inspecting."""
    is_sqlite = school.database.engine.dialect.name == "sqlite"
    off = "DROP TRIGGER audit_entry_stays" + ("" if is_sqlite else " ON audit_entry")
    with school.database.engine.begin() as connection:
        connection.exec_driver_sql(off)

    found = told(school)

    with changing(school):
        pass
    assert found[0].startswith("guards: The trigger audit_entry_stays is missing")
    assert told(school) == []


@pytest.mark.only_sqlite
async def test_a_row_that_points_nowhere_is_found_on_sqlite(school: World) -> None:
    # PostgreSQL's owner cannot switch references off for a moment: only a superuser can.
    engine = sa.create_engine(school.database.engine.url)  # No pragmas of ours: references are not asked.
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_head_stays")
        gone = connection.exec_driver_sql("DELETE FROM school WHERE name LIKE 'Cedar%' RETURNING *").mappings().one()

    found = told(school)

    with engine.begin() as connection:
        names = ", ".join(gone)
        marks = ", ".join(f":{name}" for name in gone)
        connection.execute(sa.text(f"INSERT INTO school ({names}) VALUES ({marks})"), dict(gone))
    with changing(school):
        pass
    assert "guards: A row of staff points at a row of school that is not there." in found
    assert told(school) == []


async def test_the_command_answers_with_one_when_something_does_not_hold(
    school: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENKYU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", SECRET_KEY)
    give = "UPDATE time_pot SET allocated_minutes = allocated_minutes + :more WHERE school_id = :school"

    well = CliRunner().invoke(main, ["audit"])
    with changing(school) as connection:
        said(school, connection, give, more=1)
    ill = CliRunner().invoke(main, ["audit", "--quick"])
    with changing(school) as connection:
        said(school, connection, give, more=-1)

    assert (well.exit_code, ill.exit_code) == (0, 1), well.output + ill.output
    assert "2 schools" in well.output
    assert "0 faults" in well.output
    assert "are not those of its entries" in ill.output


async def test_a_server_that_finds_a_fault_only_answers(school: World, settings: Settings) -> None:
    """Take out: the call of `_has_faults` in serving.serve_forever; `is_read_only` in db.session."""
    give = "UPDATE time_pot SET allocated_minutes = allocated_minutes + :more WHERE school_id = :school"
    with changing(school) as connection:
        said(school, connection, give, more=1)
    try:
        with serving_hana(school, settings) as hana:
            refusal = hana.post("/staff", json={"code": "X1", "name": "Xavier"})
            found = hana.get("/staff")
            left = hana.post("/sign-out")
        with serving_hana(school, settings, "--despite-faults") as hana:
            taken = hana.post("/staff", json={"code": "X1", "name": "Xavier"})
    finally:
        with changing(school) as connection:
            said(school, connection, give, more=-1)

    assert (refusal.status_code, refusal.json()["type"]) == (503, "/problems/read-only")
    assert int(refusal.headers["Retry-After"]) > 0
    assert (found.status_code, left.status_code) == (200, 204), "signing in and out stays possible"
    assert taken.status_code == 201, taken.text
    with serving_hana(school, settings) as hana:
        assert hana.post("/staff", json={"code": "X2", "name": "Xenia"}).status_code == 201


async def test_two_at_once_write_one_chain(school: World) -> None:
    """Take out: the lock in audit.actions._head."""
    import asyncio

    answers = await asyncio.gather(
        *(school.hana.post("/staff", {"code": f"N{number}", "name": f"Nia {number}"}) for number in range(8))
    )

    assert {answer.status_code for answer in answers} == {201}
    assert told(school) == []


async def test_the_worker_looks_through_everything_once_a_day(
    school: World, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Take out: `upkeep.due` in worker.tidy_up."""
    give = "UPDATE time_pot SET allocated_minutes = allocated_minutes + :more WHERE school_id = :school"
    with changing(school) as connection:
        said(school, connection, give, more=1)

    worker.work(settings, once=True)
    worker.work(settings, once=True)

    with changing(school) as connection:
        said(school, connection, give, more=-1)
    lines = [line for line in capsys.readouterr().err.splitlines() if '"looked through"' in line]
    assert len(lines) == 1, "twice on one day"
    assert '"schools": 2' in lines[0]
    assert '"faults": 0' not in lines[0]


async def test_entries_written_while_it_is_read_are_no_fault(school: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: `end` in audit.queries._entries."""
    reading = audit._entries

    def interrupted(session: Session, school_id: UUID, after: int, end: int) -> list[AuditEntry]:
        with school.database.writing(school.hana.scope) as writing:
            audit_actions.write(writing, school.hana.actor, school.birch_id, "a.done", "", None, {}, clock.now())
        return reading(session, school_id, after, end)

    monkeypatch.setattr(audit, "_entries", interrupted)
    found = told(school)
    monkeypatch.undo()

    assert found == []
    assert told(school) == []


@pytest.mark.only_postgres
async def test_a_lead_who_edits_a_colleague_who_writes_does_not_wait_for_them_in_a_circle(school: World) -> None:
    """Take out: `_hold_what_is_pointed_at` in audit.actions: one is then ended as a deadlock. SQLite has one writer."""
    locked, deadlocks = Event(), []

    def edit() -> None:
        with school.database.writing(school.hana.scope) as session:
            session.exec(select(Staff).where(Staff.id == school.ben.staff_id).with_for_update()).one()
            locked.set()
            sleep(1)
            audit_actions.write(session, school.hana.actor, school.birch_id, "a.done", "", None, {}, clock.now())

    def write() -> None:
        locked.wait()
        with school.database.writing(school.ben.scope) as session:
            audit_actions.write(session, school.ben.actor, school.birch_id, "a.done", "", None, {}, clock.now())

    def caught(act: Callable[[], None]) -> None:
        try:
            act()
        except DBAPIError as error:
            deadlocks.append(error)

    threads = [Thread(target=caught, args=(act,)) for act in (edit, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert deadlocks == []
    assert told(school) == []


async def test_who_is_added_at_the_command_line_stands_in_the_log(
    school: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENKYU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", SECRET_KEY)
    added = ["staff", "add", "--school", str(school.birch_id), "--name", "Nia", "--email", "nia@birch.example"]

    done = CliRunner().invoke(main, added)

    assert done.exit_code == 0, done.output
    with school.database.reading(school.hana.scope) as session:
        newest = select(AuditEntry).order_by(col(AuditEntry.number).desc()).limit(1)
        assert session.exec(newest).one().action == "add_staff_by_command"
