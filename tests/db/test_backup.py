"""Promise 18: a backup made while people work comes back elsewhere whole, and whatever is not whole does not."""

import asyncio
import io
import json
import tarfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import postgres
import pytest
import pytest_asyncio
from build_fair import a_draft, a_file
from build_round import a_round, a_school_at_work
from cast import NOW, SECRET_KEY, Clock, World, make_world
from click.testing import CliRunner
from sqlmodel import col, func, select
from storing import fill

from app.cli import main
from app.db import dumping, migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.files import store as files
from app.files.store import Place, Store
from app.identity.tables import SignInSession, Staff
from app.jobs.tables import Job
from app.kernel.actor import NOBODY, Scope
from app.main import create_app
from app.settings import Settings
from app.upkeep import backing_up, queries, restoring, sealing
from app.upkeep.rules import Manifest

SECRET, PUBLIC = sealing.new_key()
NewUrl = Callable[[], str]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewUrl]:
    """Makes the addresses of empty databases."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path_factory.mktemp('backup')}/kenkyu.db"
        return
    with postgres.server(durable=True) as cluster, pytest.MonkeyPatch.context() as patch:
        # pg_dump must not be older than the server.
        patch.setenv("PATH", str(postgres.binaries()), prepend=":")
        yield cluster.database


@pytest.fixture(scope="module")
def url(new_url: NewUrl) -> str:
    found = new_url()
    migrating.upgrade(found)
    return found


def admin(url: str) -> str:
    """The same database by a role that policies do not hold."""
    return url.replace(f"//{postgres.APP}@", f"//{postgres.OWNER}@")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(open_engine(url, connections=2))
    yield database
    database.engine.dispose()


def a_store(folder: Path) -> Store:
    return Store(Place(f"file://{folder}"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def school(url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A school at work: a round, letters that wait, two files."""
    folder = tmp_path_factory.mktemp("files")
    settings = Settings(database_url=url, secret_key=SECRET_KEY, files_url=f"file://{folder}", frontend="nowhere")
    app = create_app(settings, open_engine(url, connections=5), now=Clock())
    world = make_world(app)
    made = await world.amina.post("/rounds", a_round(world, await a_school_at_work(world)))
    assert made.status_code == 201, made.text
    for content in (b"a picture", b"x" * 100_000):
        world.app.state.files.put(files.new_key(world.birch_id, "photo"), content)
    yield world
    world.database.engine.dispose()


def kept(school: World) -> dict[str, bytes]:
    store: Store = school.app.state.files
    return {one.key: store.get(one.key) for some in store.stored(school.birch_id) for one in some}


def made(school: World, url: str, folder: Path, **more: object) -> backing_up.Made:
    wish = {"now": NOW, "keep_days": 30} | more
    return backing_up.back_up(admin(url), school.app.state.files, folder, PUBLIC, **wish)  # type: ignore[arg-type]


async def test_what_was_acknowledged_before_it_began_comes_back_elsewhere(
    school: World, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    """Take out: VACUUM INTO for a copy of the file, in db.dumping."""
    names = [f"Nia {number}" for number in range(20)]
    acknowledged, going = [], True

    async def write() -> None:
        number = 0
        while going:
            name = names[number] if number < len(names) else f"Later {number}"
            answer = await school.hana.post("/staff", {"code": uuid4().hex[:8], "name": name})
            if answer.status_code == 201:
                acknowledged.append(name)
            number += 1

    writing = asyncio.create_task(write())
    while len(acknowledged) < len(names):
        await asyncio.sleep(0.02)
    backup = await asyncio.to_thread(made, school, url, tmp_path / "kept")
    going = False
    await writing
    elsewhere, store = new_url(), a_store(tmp_path / "elsewhere")

    found = restoring.restore(backup.path, SECRET, elsewhere, store, NOW)

    assert len(acknowledged) > len(names), "nobody wrote while the backup was made"
    assert (found.schools, found.files) == (2, 2)
    with opened(elsewhere) as database:
        with database.reading(Scope(school.birch_id)) as session:
            there = set(session.exec(select(Staff.name)))
        assert queries.look_through(database).faults == ()
    assert set(names) <= there
    assert {one.key: store.get(one.key) for some in store.stored(school.birch_id) for one in some} == kept(school)


async def test_nobody_is_signed_in_any_more_and_nothing_leaves_twice(
    school: World, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    """Take out: `_wake` in upkeep.restoring."""
    elsewhere = new_url()
    before = waiting(school.database)

    found = restoring.restore(made(school, url, tmp_path).path, SECRET, elsewhere, a_store(tmp_path), NOW)

    assert before[0] > 0
    assert before[1] == found.kept_back > 0
    with opened(elsewhere) as database:
        assert waiting(database) == (0, 0)


def waiting(database: Database) -> tuple[int, int]:
    """Sign-ins that are open, and jobs that would reach people."""
    with database.reading(NOBODY) as session:
        signed_in = select(func.count()).select_from(SignInSession).where(col(SignInSession.ended_at).is_(None))
        leaving = col(Job.kind).in_(restoring.LEAVING) & col(Job.finished_at).is_(None)
        jobs = select(func.count()).select_from(Job).where(leaving)
        return session.exec(signed_in).one(), session.exec(jobs).one()


def test_it_is_closed_to_whoever_has_no_key(school: World, url: str, new_url: NewUrl, tmp_path: Path) -> None:
    backup = made(school, url, tmp_path)
    closed = backup.path.read_bytes()

    assert b"Amina" not in closed
    assert b"picture" not in closed
    assert closed.startswith(b"age-encryption.org/v1")
    assert backup.path.stat().st_mode & 0o077 == 0
    elsewhere = new_url()
    for key, error in ((sealing.new_key()[0], sealing.CannotOpen), ("not a key", sealing.BadKey)):
        with pytest.raises(error):
            restoring.restore(backup.path, key, elsewhere, a_store(tmp_path), NOW)
    assert dumping.is_empty(elsewhere)


@pytest.mark.parametrize("harm", ["cut off", "one bit", "empty", "another file"])
def test_a_damaged_backup_brings_nothing_back(
    harm: str, school: World, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    whole = made(school, url, tmp_path).path.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "cut off": whole[:-20], "one bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "empty": b"", "another file": b"PK\x03\x04" * 100,
    }[harm]  # fmt: skip
    path, elsewhere, store = tmp_path / "damaged.age", new_url(), a_store(tmp_path / "elsewhere")
    path.write_bytes(damaged)

    with pytest.raises(sealing.CannotOpen):
        restoring.restore(path, SECRET, elsewhere, store, NOW)

    assert dumping.is_empty(elsewhere)
    assert list(store.stored(school.birch_id)) == []


def forged(
    path: Path, url: str, members: dict[str, bytes], *, told: dict[str, bytes] | None = None, **more: str
) -> Path:
    """A backup of somebody who knows the public key, and may have written anything."""
    with path.open("wb") as file, sealing.sealed(file, PUBLIC) as tar:
        listed = [backing_up._put(tar, name, content) for name, content in members.items()]
        if told is not None:
            with tarfile.open(fileobj=io.BytesIO(), mode="w") as nothing:
                listed = [backing_up._put(nothing, name, content) for name, content in told.items()]
        about = {"engine": url.partition(":")[0].partition("+")[0], "schema": migrating.head() or ""} | more
        manifest = Manifest(made_at=NOW, members=tuple(listed), ends={}, **about)
        backing_up._put(tar, "manifest.json", json.dumps(manifest.as_json()).encode())
    return path


@pytest.mark.parametrize(
    "name", ["files/../../escaped", "/etc/escaped", "files/a/b", "database2", "files/\x00"]
)  # fmt: skip
def test_a_backup_with_something_else_in_it_is_refused(name: str, url: str, new_url: NewUrl, tmp_path: Path) -> None:
    dumping.dump(admin(url), tmp_path / "database")
    members = {"database": (tmp_path / "database").read_bytes(), name: b"out of here"}
    backup, elsewhere = forged(tmp_path / "forged.age", url, members), new_url()

    with pytest.raises(restoring.NotWhole):
        restoring.restore(backup, SECRET, elsewhere, a_store(tmp_path / "in" / "store"), NOW)

    assert not any("escaped" in path.name for path in tmp_path.rglob("*"))


def test_a_backup_that_lacks_what_it_lists_is_refused(url: str, new_url: NewUrl, tmp_path: Path) -> None:
    dumping.dump(admin(url), tmp_path / "database")
    members = {"database": (tmp_path / "database").read_bytes()}
    told = members | {f"files/{files.new_key(uuid4(), 'photo')}": b"a picture"}
    backup, elsewhere = forged(tmp_path / "forged.age", url, members, told=told), new_url()

    with pytest.raises(restoring.NotWhole, match="does not hold what its own list says"):
        restoring.restore(backup, SECRET, elsewhere, a_store(tmp_path), NOW)

    assert dumping.is_empty(elsewhere)


def test_a_backup_of_the_other_engine_is_refused(url: str, new_url: NewUrl, tmp_path: Path) -> None:
    other = "postgresql" if url.startswith("sqlite") else "sqlite"
    backup = forged(tmp_path / "other.age", url, {"database": b"anything"}, engine=other)

    with pytest.raises(restoring.NotWhole, match=f"was made on {other}"):
        restoring.restore(backup, SECRET, new_url(), a_store(tmp_path), NOW)


def test_logs_that_end_elsewhere_than_the_backup_says_are_refused(url: str, new_url: NewUrl, tmp_path: Path) -> None:
    """Take out: `_require_the_same_logs`: somebody who cut entries off, and moved the head back, would pass."""
    dumping.dump(admin(url), tmp_path / "database")
    backup = forged(tmp_path / "cut.age", url, {"database": (tmp_path / "database").read_bytes()})

    with pytest.raises(restoring.NotWhole, match="do not end as the backup says"):
        restoring.restore(backup, SECRET, new_url(), a_store(tmp_path), NOW)


def test_nothing_is_ever_overwritten(school: World, url: str, tmp_path: Path) -> None:
    backup = made(school, url, tmp_path)
    before = queries.look_through(school.database).entries

    with pytest.raises(dumping.CannotDump, match="there is a database already"):
        restoring.restore(backup.path, SECRET, admin(url), school.app.state.files, NOW)

    assert queries.look_through(school.database).entries == before


def test_a_database_that_does_not_hold_is_not_backed_up_and_older_backups_stay(
    school: World, url: str, tmp_path: Path
) -> None:
    """Take out: `_tried_out` in upkeep.backing_up."""
    old = made(school, url, tmp_path, now=NOW - timedelta(days=90)).path
    off = "DROP TRIGGER audit_entry_stays" + ("" if url.startswith("sqlite") else " ON audit_entry")
    with school.database.engine.begin() as connection:
        connection.exec_driver_sql(off)
    try:
        with pytest.raises(backing_up.Unsound, match="audit_entry_stays is missing"):
            made(school, url, tmp_path)
    finally:
        from app.db import constraints

        with school.database.engine.begin() as connection:
            constraints.apply(connection)

    assert [path.name for path in tmp_path.iterdir()] == [old.name]


def test_backups_are_kept_so_many_days_and_nothing_else_is_thrown_away(school: World, url: str, tmp_path: Path) -> None:
    mine = tmp_path / "letter.txt"
    mine.write_text("not a backup")
    days = [made(school, url, tmp_path, now=NOW - timedelta(days=days)).path for days in (32, 31, 30, 1)]

    newest = made(school, url, tmp_path)

    assert newest.thrown_away == 1, "the one of 32 days went as that of yesterday was made"
    assert sorted(tmp_path.iterdir()) == sorted([mine, *days[2:], newest.path])


def test_a_backup_of_an_earlier_release_is_brought_up_to_date(new_url: NewUrl, tmp_path: Path) -> None:
    earlier, elsewhere = new_url(), new_url()
    migrating.upgrade(earlier, "0012")
    fill(earlier)
    dumping.dump(admin(earlier), tmp_path / "database")
    members = {"database": (tmp_path / "database").read_bytes()}
    backup = forged(tmp_path / "earlier.age", earlier, members, schema="0012")

    restoring.restore(backup, SECRET, elsewhere, a_store(tmp_path), NOW)

    assert migrating.current(elsewhere) == migrating.head()
    with opened(elsewhere) as database:
        assert queries.look_through(database).schools == 2


def test_the_commands_make_a_key_a_backup_and_try_it(
    school: World, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENKYU_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("KENKYU_DATABASE_URL", url)
    monkeypatch.setenv("KENKYU_BACKUP_DATABASE_URL", admin(url))
    monkeypatch.setenv("KENKYU_FILES_URL", school.app.state.settings.files_url)
    run, key = CliRunner(), str(tmp_path / "a.key")

    without = run.invoke(main, ["backup", "--to", str(tmp_path)])
    keys = run.invoke(main, ["backup-key", "--to", key])
    again = run.invoke(main, ["backup-key", "--to", key])
    monkeypatch.setenv("KENKYU_BACKUP_KEY", keys.output.split("KENKYU_BACKUP_KEY=")[1].strip())
    done = run.invoke(main, ["backup", "--to", str(tmp_path / "kept")])
    (path,) = (tmp_path / "kept").iterdir()
    tried = run.invoke(main, ["restore", str(path), "--key", key, "--only-verify"])
    onto = run.invoke(main, ["restore", str(path), "--key", key])

    assert [one.exit_code for one in (without, keys, again, done, tried, onto)] == [2, 0, 2, 0, 0, 1]
    assert "2 files" in done.output
    assert "is whole: 2 schools, 2 files" in tried.output
    assert "there is a database already" in onto.output
    assert Path(key).stat().st_mode & 0o077 == 0


@pytest.mark.only_sqlite
def test_what_a_crash_left_beside_the_database_is_not_replayed_into_it(
    school: World, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    """Take out: `-wal` in db.dumping.is_empty. SQLite would lay the old pages over the restored file."""
    elsewhere = new_url()
    Path(elsewhere.removeprefix("sqlite:///") + "-wal").write_bytes(b"pages of another database")

    with pytest.raises(dumping.CannotDump, match="there is a database already"):
        restoring.restore(made(school, url, tmp_path).path, SECRET, elsewhere, a_store(tmp_path), NOW)


def test_a_backup_of_a_newer_release_is_refused_before_anything_is_there(
    url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    backup, elsewhere = forged(tmp_path / "newer.age", url, {"database": b"anything"}, schema="9999"), new_url()

    with pytest.raises(restoring.NotWhole, match="made by a newer release"):
        restoring.restore(backup, SECRET, elsewhere, a_store(tmp_path), NOW)

    assert dumping.is_empty(elsewhere)


def test_nothing_leaves_from_what_was_refused_half_way(
    school: World, url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    """Take out: the order in upkeep.restoring: `_wake` first, then what may refuse."""
    dumping.dump(admin(url), tmp_path / "database")
    backup = forged(tmp_path / "cut.age", url, {"database": (tmp_path / "database").read_bytes()})
    elsewhere = new_url()

    with pytest.raises(restoring.NotWhole, match="do not end as the backup says"):
        restoring.restore(backup, SECRET, elsewhere, a_store(tmp_path), NOW)

    with opened(elsewhere) as database:
        assert waiting(database) == (0, 0)


async def test_a_backup_without_the_files_that_findings_name_is_none(school: World, url: str, tmp_path: Path) -> None:
    """Take out: `_require_files` in upkeep.backing_up. Cron's folder is not the server's: `var/files` was empty there."""
    sent = await a_file(school, await a_draft(school))
    assert sent.status_code == 201, sent.text
    kept_before = kept(school)

    whole = made(school, url, tmp_path / "whole")
    with pytest.raises(backing_up.FilesLacking, match="1 files that findings name are not in the store"):
        backing_up.back_up(admin(url), a_store(tmp_path / "cron"), tmp_path / "lacking", PUBLIC, NOW, keep_days=30)

    assert whole.files == len(kept_before)
    assert list((tmp_path / "lacking").iterdir()) == []
