"""Promises 15 and 17: an acknowledged write is on the disk when its answer leaves, and a full disk costs nobody anything.

The server and the database are watched with strace while one client writes, one request after the other: within each
request something has to be forced to the disk. The disk is a small one in memory, mounted for the test, filled, and
given room again.
"""

import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import postgres
import psycopg
import pytest
from build_time import a_year, give
from cast import SECRET_KEY, Clock, Person, World, make_world
from live import Live, serving
from promised import Record, often

from app.db import engine as engines
from app.db import inspecting, migrating
from app.kernel import clock as wall
from app.main import create_app
from app.settings import Settings

pytestmark = pytest.mark.concurrent

WRITES = often(20, 50)
WRITES_TO_FILL = 5_000
FULL_FOR_WRITES = 5


@pytest.fixture(scope="module")
def durable() -> Iterator[postgres.Cluster]:
    with postgres.server(durable=True) as cluster:
        yield cluster


@dataclass
class Disk:
    """A migrated database with somebody who can spend minutes, where it lies, and how to fill that place."""

    url: str
    teacher: Person
    folder: Path
    spare_bytes: int
    """So little is left when it is filled."""

    def fill(self) -> None:
        left = shutil.disk_usage(self.folder).free - self.spare_bytes
        with (self.folder / "filler").open("wb") as filler:
            filler.write(b"\0" * max(0, left))

    def make_room(self) -> None:
        (self.folder / "filler").unlink()


def a_teacher_of(url: str, minutes: int) -> Person:
    """Somebody with minutes, made in this process, which lets go of the database again."""
    app = create_app(Settings(database_url=url, secret_key=SECRET_KEY), engines.open_engine(url), now=Clock())
    app.state.now.instant = wall.now()
    world: World = make_world(app)
    a_year(world.database, world.hana, starts_on=wall.now().date().replace(month=1, day=1))
    give(world.database, world.ben, minutes)
    app.state.database.engine.dispose()
    return world.ben


def client_of(live: Live, person: Person) -> httpx.Client:
    headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={person.secret}"}
    return httpx.Client(base_url=live.url, headers=headers, timeout=30)


def spend(client: httpx.Client, at: int) -> httpx.Response:
    wish = {"category": "observe", "minutes": 1, "held_on": wall.now().date().isoformat(), "reason": f"Write {at}"}
    return client.post("/my-time/spend", json=wish, headers={"Idempotency-Key": f"write-{at}"})


# ---- the power goes ------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    found = (
        f"sqlite:///{tmp_path}/power.db" if request.param == "sqlite" else request.getfixturevalue("durable").database()
    )
    migrating.upgrade(found)
    return str(found)


def test_each_acknowledged_write_was_forced_to_the_disk_first(
    url: str, request: pytest.FixtureRequest, tmp_path: Path, record_property: Record
) -> None:
    """Promise 15. Take out: `synchronous=FULL` in db/engine.py in favour of NORMAL; `fsync=on` of PostgreSQL."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed here")
    teacher = a_teacher_of(url, WRITES + 1)
    with serving(Live(url, SECRET_KEY, arguments=("--no-worker",))) as live, client_of(live, teacher) as client:
        assert spend(client, 0).status_code == 201
        watched = [live.pid]
        if not url.startswith("sqlite"):
            watched = request.getfixturevalue("durable").pids()
        with strace(watched, tmp_path / "strace") as synced:
            spans = []
            for at in range(1, WRITES + 1):
                began = time.time()
                assert spend(client, at).status_code == 201
                spans.append((began, time.time()))
                time.sleep(0.01)

    unsafe = [at for at, (began, ended) in enumerate(spans) if not any(began < one < ended for one in synced)]
    record_property("commits", len(spans))
    record_property("forced to disk", len(synced))
    assert unsafe == [], f"{len(unsafe)} of {len(spans)} were acknowledged before anything was forced to the disk"


@contextmanager
def strace(pids: list[int], output: Path) -> Iterator[list[float]]:
    """The instants at which something was forced to the disk; filled in when the block ends."""
    which = [part for pid in pids for part in ("-p", str(pid))]
    tracer = subprocess.Popen(
        ["strace", "-f", "-ttt", "-T", "-e", "trace=fsync,fdatasync,msync", "-o", str(output), *which],
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    said = tracer.stderr.readline().decode()
    if "attached" not in said:
        tracer.kill()
        tracer.wait(10)
        pytest.skip(f"strace may not watch processes here: {said.strip()}")
    time.sleep(0.5)
    found: list[float] = []
    try:
        yield found
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)
        for line in output.read_text(errors="replace").splitlines():
            if "= 0" in line and "sync" in line:
                found.append(float(re.findall(r"\d+\.\d{3,}", line)[0]))


def test_a_sqlite_that_may_lose_acknowledged_writes_is_found_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 15. Take out: the look at `PRAGMA synchronous` in db/inspecting.py."""
    url = f"sqlite:///{tmp_path}/careless.db"
    migrating.upgrade(url)
    kept = tuple(one for one in engines.SQLITE_PRAGMAS if not one.startswith("synchronous"))
    monkeypatch.setattr(engines, "SQLITE_PRAGMAS", (*kept, "synchronous=NORMAL"))
    engine = engines.open_engine(url, connections=2)

    found = inspecting.faults(engine, rows=False)
    engine.dispose()

    assert [one for one in found if "synchronous" in one] != []


def test_a_server_on_a_postgres_without_fsync_takes_no_changes(postgres_server: postgres.Cluster) -> None:
    """Promise 15. Take out: `_SETTINGS` in db/inspecting.py."""
    url = postgres_server.database()
    migrating.upgrade(url)
    teacher = a_teacher_of(url, 10)
    with serving(Live(url, SECRET_KEY, arguments=("--no-worker",))) as live, client_of(live, teacher) as client:
        answer, read = spend(client, 0), client.get("/my-time")

    assert (answer.status_code, answer.json()["type"], read.status_code) == (503, "/problems/read-only", 200)


# ---- the disk is full -----------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes, in memory."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(params=["sqlite", "postgres"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """SQLite lies on the small disk whole; of PostgreSQL the tables do, and its log of transactions does not."""
    if request.param == "sqlite":
        with small_disk(tmp_path / "disk", 32) as folder:
            url = f"sqlite:///{folder}/full.db"
            migrating.upgrade(url)
            yield Disk(url, a_teacher_of(url, WRITES_TO_FILL), folder, spare_bytes=600_000)
        return
    cluster: postgres.Cluster = request.getfixturevalue("durable")
    url = cluster.database()
    migrating.upgrade(url)
    teacher = a_teacher_of(url, WRITES_TO_FILL)
    # Below the cluster's own folder, which its role may enter.
    with small_disk(cluster.base / f"disk{tmp_path.name[:20]}", 96) as folder:
        cluster.move(url, folder)
        yield Disk(url, teacher, folder, spare_bytes=100_000)
        cluster.drop(url)
        cluster.forget_disk()


def test_a_full_disk_refuses_writes_and_keeps_what_was_acknowledged(disk: Disk, record_property: Record) -> None:
    """Promise 17. Take out: `app.add_exception_handler(DBAPIError, ...)` in web/problems.py (500)."""
    live = Live(disk.url, SECRET_KEY, arguments=("--no-worker", "--despite-faults"))
    with serving(live), client_of(live, disk.teacher) as client:
        disk.fill()
        answers = []
        while len(answers) < WRITES_TO_FILL and [one for one in answers if one != 201] == []:
            answers.append(spend(client, len(answers)).status_code)
        refused = [spend(client, WRITES_TO_FILL + at) for at in range(FULL_FOR_WRITES)]
        read = client.get("/my-time").status_code
        disk.make_room()
        again = spend(client, len(answers) - 1).status_code
    acknowledged = answers.count(201) + sum(one.status_code == 201 for one in refused) + 1

    record_property("writes before it was full", answers.count(201))
    assert answers[-1] == 503, "it was never full"
    assert {one.status_code for one in refused} <= {503, 201}
    assert all("Retry-After" in one.headers for one in refused if one.status_code == 503)
    assert (read, again) == (200, 201)
    assert stored(disk) == (acknowledged, ["ok"])


def stored(disk: Disk) -> tuple[int, list[str]]:
    """How many of the writes are there, and what the database says of itself."""
    if disk.url.startswith("sqlite"):
        with closing(sqlite3.connect(disk.url.removeprefix("sqlite:///"))) as connection:
            (count,) = connection.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'spend'").fetchone()
            return count, [line for (line,) in connection.execute("PRAGMA integrity_check")]
    name, where = disk.url.split("@/", 1)[1].split("?host=")
    with psycopg.connect(f"host={where} user={postgres.OWNER} dbname={name}") as connection:
        row = connection.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'spend'").fetchone()
        connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        for (index,) in connection.execute(
            "SELECT c.oid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace"
        ).fetchall():
            connection.execute("SELECT bt_index_check(%s::regclass, true)", [index])
        assert row is not None
        return row[0], ["ok"]
