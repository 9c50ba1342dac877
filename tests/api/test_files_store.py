"""The store: a folder, memory and a real S3 server behave alike, and nothing but our own keys passes."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from cast import NOW, SECRET_KEY, World
from sqlmodel import Session

from app.files import actions, store, work
from app.files.store import BadKey, Place, Store, TooLarge, new_key, open_store
from app.jobs import queries as jobs
from app.kernel.errors import NotFound
from app.settings import Settings

SCHOOL = UUID("00000000-0000-4000-8000-000000000001")
OTHER = UUID("00000000-0000-4000-8000-000000000002")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A server that speaks S3, in a process of its own on the loopback; answers with its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(30)


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert running.poll() is None, "the server ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def a_bucket(address: str) -> Place:
    """A fresh bucket on the server."""
    name = f"kenkyu-{uuid4().hex[:12]}"
    signed = (
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"
    )  # fmt: skip
    assert httpx.put(f"{address}/{name}", headers={"Authorization": signed}).status_code == 200
    return Place(f"s3://{name}", address, "test", "test", "us-east-1")


@pytest.fixture(params=["memory", "folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "memory":
        return Place("memory://")
    if request.param == "folder":
        return Place((tmp_path / "kept here").as_uri())
    return a_bucket(request.getfixturevalue("s3_server"))


@pytest.fixture
def kept(place: Place) -> Store:
    return Store(place)


@pytest.mark.parametrize("size", [0, 1, 100_000, 12_000_000])
def test_what_was_put_is_got_again_byte_for_byte(kept: Store, size: int) -> None:
    key, content = new_key(SCHOOL, "finding-file"), bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    kept.put(key, content)

    assert kept.get(key) == content
    assert kept.exists(key)


def test_what_was_put_again_is_the_new_one(kept: Store) -> None:
    key = new_key(SCHOOL, "poster")
    kept.put(key, b"old and longer")

    kept.put(key, b"new")

    assert kept.get(key) == b"new"


def test_what_is_not_there_is_not_found_and_thrown_away_without_a_word(kept: Store) -> None:
    key = new_key(SCHOOL, "poster")

    with pytest.raises(NotFound):
        kept.get(key)
    assert not kept.exists(key)
    kept.delete(key)


def test_what_was_thrown_away_is_gone(kept: Store) -> None:
    key, stays = new_key(SCHOOL, "poster"), new_key(SCHOOL, "poster")
    kept.put(key, b"x")
    kept.put(stays, b"y")

    kept.delete(key)

    with pytest.raises(NotFound):
        kept.get(key)
    assert kept.get(stays) == b"y"


def test_a_school_s_files_are_listed_and_no_other_s(kept: Store) -> None:
    mine = {new_key(SCHOOL, "poster"): 1, new_key(SCHOOL, "finding-file"): 2}
    for key, size in mine.items():
        kept.put(key, b"x" * size)
    kept.put(new_key(OTHER, "poster"), b"theirs")

    found = [one for some in kept.stored(SCHOOL) for one in some]

    assert {one.key: one.size for one in found} == mine
    assert all(abs(one.stored_at - datetime.now(UTC)) < timedelta(minutes=5) for one in found)


EVIL = [
    "../evil", f"{SCHOOL}/../../evil", f"{SCHOOL}/poster/../../../etc/passwd", "/etc/passwd", "", ".", "evil",
    f"{SCHOOL}/poster", f"{SCHOOL}/poster/{SCHOOL}/more", f"{SCHOOL}//{SCHOOL}", f"{SCHOOL}/Poster/{SCHOOL}",
    f"{SCHOOL}/poster/{SCHOOL}\n", f"{SCHOOL}/poster/{SCHOOL}.svg", f"{SCHOOL}\\poster\\{SCHOOL}",
    f"{SCHOOL}/poster/%2e%2e", f"{SCHOOL}/poster/{SCHOOL}\0", f"{SCHOOL}/poster/0000000A-0000-4000-8000-000000000001",
]  # fmt: skip


@pytest.mark.parametrize("key", EVIL)
def test_nothing_but_a_key_of_ours_passes(kept: Store, tmp_path: Path, key: str) -> None:
    """Take out: `_checked` in files.store."""
    with pytest.raises(BadKey):
        kept.put(key, b"x")
    with pytest.raises(BadKey):
        kept.get(key)
    with pytest.raises(BadKey):
        kept.exists(key)
    with pytest.raises(BadKey):
        kept.delete(key)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["", "Poster", "../x", "a/b", "-a", "a-", "a" * 31, "é"])
def test_no_key_is_made_of_what_is_no_kind(kind: str) -> None:
    with pytest.raises(BadKey):
        new_key(SCHOOL, kind)


def test_a_file_of_exactly_the_bound_is_kept_and_one_byte_more_is_not(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "FILE_BYTES_MAX", 1000)
    key = new_key(SCHOOL, "poster")

    kept.put(key, b"x" * 1000)
    with pytest.raises(TooLarge):
        kept.put(key, b"y" * 1001)

    assert kept.get(key) == b"x" * 1000


def test_a_file_that_grew_beyond_the_bound_elsewhere_is_not_read_into_memory(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_key(SCHOOL, "poster")
    kept.put(key, b"x" * 1001)

    monkeypatch.setattr(store, "FILE_BYTES_MAX", 1000)

    with pytest.raises(TooLarge):
        kept.get(key)


@pytest.mark.parametrize("place", ["folder", "s3"], indirect=True)
def test_two_stores_of_one_place_hold_the_same(place: Place) -> None:
    """The server's process puts, the worker's gets. Memory is for one process alone."""
    key = new_key(SCHOOL, "poster")

    Store(place).put(key, b"x")

    assert Store(place).get(key) == b"x"


def test_a_store_that_does_not_answer_is_no_missing_file(s3_server: str) -> None:
    """A file that cannot be reached now is not gone."""
    lost = Store(Place("s3://no-such-bucket", s3_server, "test", "test"))

    with pytest.raises(Exception) as failure:
        lost.put(new_key(SCHOOL, "poster"), b"x")
    assert not isinstance(failure.value, NotFound)


def test_describing_the_api_makes_no_folder(tmp_path: Path) -> None:
    """Take out: that the folder is made when the first file is asked for."""
    Store(Place((tmp_path / "files").as_uri()))

    assert not (tmp_path / "files").exists()


# ---- settings ------------------------------------------------------------------------------------------


def test_files_lie_beside_the_database_unless_it_is_said_where(tmp_path: Path) -> None:
    beside = Settings(secret_key=SECRET_KEY, database_url=f"sqlite:///{tmp_path}/kenkyu.db")
    elsewhere = Settings(secret_key=SECRET_KEY, database_url="postgresql+psycopg://a@b/c")
    said = Settings(secret_key=SECRET_KEY, files_url="s3://bucket")

    assert beside.files_place == (tmp_path / "files").as_uri()
    assert elsewhere.files_place == Path("var", "files").resolve().as_uri()
    assert said.files_place == "s3://bucket"


@pytest.mark.parametrize(
    "url", ["ftp://x", "folder", "file://folder", "s3://", "s3://bucket/below", "memory://x", "/folder", "gs://bucket"]
)
def test_a_place_that_cannot_be_one_does_not_start(url: str) -> None:
    with pytest.raises(ValueError, match="KENKYU_FILES_URL"):
        Settings(secret_key=SECRET_KEY, files_url=url)


# ---- throwing away ---------------------------------------------------------------------------------------


def test_bytes_go_when_the_transaction_that_discards_them_has_been_committed(world: World) -> None:
    kept = open_store(Settings(secret_key=SECRET_KEY, files_url="memory://"))
    key = new_key(world.birch_id, "poster")
    kept.put(key, b"x")
    with world.database.writing(world.hana.scope) as session:
        actions.discard(session, key, school_id=world.birch_id, now=NOW)
        assert kept.exists(key)

    with world.database.reading(world.hana.scope) as session:
        asked = jobs.job(session, world.hana.actor, actions.DELETE, key)
    assert asked is not None
    for _ in range(2):
        work.delete(world.database, world.hana.scope, {"key": key}, NOW, store=kept)

    assert not kept.exists(key)


def test_a_school_cannot_discard_another_s(world: World) -> None:
    with world.database.writing(world.eve.scope) as session, pytest.raises(AssertionError):
        actions.discard(session, new_key(world.birch_id, "poster"), school_id=world.cedar_id, now=NOW)


def test_what_a_crash_left_behind_is_swept_away_after_a_day(world: World) -> None:
    """Take out: SWEPT_AFTER, or `used`, in files.work.sweep."""
    kept = Store(Place("memory://"))
    named, orphan, theirs = (
        new_key(school, "poster") for school in (world.birch_id, world.birch_id, world.cedar_id)
    )  # fmt: skip
    for key in (named, orphan, theirs):
        kept.put(key, b"x")

    def used(_session: Session, school_id: UUID, keys: list[str]) -> set[str]:
        assert school_id == world.birch_id
        return {key for key in keys if key == named}

    def left(after: timedelta) -> list[bool]:
        at = datetime.now(UTC) + after
        work.sweep(world.database, world.hana.scope, {}, at, store=kept, used=used)
        return [kept.exists(key) for key in (named, orphan, theirs)]

    assert left(timedelta(hours=23)) == [True, True, True]
    assert left(timedelta(hours=25)) == [True, False, True]


def test_a_school_that_keeps_nothing_and_one_whose_files_are_all_young_are_swept_without_a_fault(
    world: World, kept: Store
) -> None:
    """Take out: the way past a listing with nothing old in it, in files.work.sweep."""

    def used(_session: Session, _school_id: UUID, _keys: list[str]) -> set[str]:
        raise AssertionError("nothing is old enough to be asked about")

    work.sweep(world.database, world.hana.scope, {}, datetime.now(UTC), store=kept, used=used)
    young = new_key(world.birch_id, "poster")
    kept.put(young, b"x")
    work.sweep(world.database, world.hana.scope, {}, datetime.now(UTC), store=kept, used=used)

    assert kept.exists(young)


def test_all_of_a_school_s_orphans_go_though_they_are_listed_some_at_a_time(
    world: World, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: the loop over `stored` in files.work.sweep."""
    monkeypatch.setattr(store, "LISTED_AT_ONCE", 2)
    keys = [new_key(world.birch_id, "poster") for _ in range(7)]
    for key in keys:
        kept.put(key, b"x")
    at = datetime.now(UTC) + timedelta(hours=25)

    work.sweep(world.database, world.hana.scope, {}, at, store=kept, used=lambda _session, _school, some: {keys[3]})

    assert [key for key in keys if kept.exists(key)] == [keys[3]]
