"""Making a backup: the database as it is at one moment, and every file it knows; tried out before it counts."""

import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from app.audit import queries as audit
from app.db import dumping, migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.fair import queries as fair
from app.files.store import Store
from app.kernel.actor import Scope
from app.kernel.errors import NotFound
from app.upkeep import queries, sealing
from app.upkeep.rules import Fault, Manifest, Member

DATABASE: Final = "database"
MANIFEST: Final = "manifest.json"
NAME: Final = "kenkyu-{:%Y-%m-%dT%H%M%SZ}.age"
_OURS: Final = re.compile(r"kenkyu-(\d{4}-\d\d-\d\dT\d{6}Z)\.age")
FOLDER_MODE: Final = 0o700


class Unsound(RuntimeError):
    """The copy does not hold what must always hold: it is not kept, and the database wants looking into."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults[:10]))
        self.faults = faults


class FilesLacking(RuntimeError):
    """A backup without files that the rows name: most likely the store is not the one that the server uses."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(
            f"{count} files that findings name are not in the store, {first} for one: is "
            "KENKYU_FILES_URL what the server has?"
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    size: int
    files: int
    vanished: int
    """Files that were thrown away while it was being made: their rows went a moment later too."""
    thrown_away: int
    """Older backups, past the days that they are kept."""


def back_up(url: str, store: Store, folder: Path, public_key: str, now: datetime, *, keep_days: int) -> Made:
    """Make a backup in *folder*, while the server goes on, and throw those away that are older than *keep_days*.

    The copy of the database is brought to life in a scratch database and looked through before it is kept.

    Raises:
        BadKey: *public_key* is none.
        CannotDump: the database's own program refused.
        Unsound: the copy does not hold what must always hold. Nothing is kept, and nothing thrown away.
        FilesLacking: files that findings name are not in the store. The same.
    """
    sealing.require_public_key(public_key)
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    target = folder / NAME.format(now)
    arriving = target.with_suffix(".arriving")
    try:
        with tempfile.TemporaryDirectory(prefix="kenkyu-backup-") as place:
            private = Path(place)
            dumping.dump(url, private / DATABASE)
            schools = _tried_out(url, private)
            _require_files(url, store, list(schools))
            with arriving.open("xb") as file:
                os.chmod(arriving, 0o600)
                files, vanished = _fill(file, public_key, private, store, list(schools), url, now, schools)
                file.flush()
                os.fsync(file.fileno())
        arriving.rename(target)
    finally:
        arriving.unlink(missing_ok=True)
    return Made(target, target.stat().st_size, files, vanished, _throw_away(folder, target, now, keep_days))


def newest(folder: Path) -> datetime | None:
    """When the newest backup in *folder* was made; None when there is none."""
    if not folder.is_dir():
        return None
    named = (_OURS.fullmatch(path.name) for path in folder.iterdir())
    made = [datetime.strptime(f"{one[1]}+0000", "%Y-%m-%dT%H%M%SZ%z") for one in named if one]
    return max(made, default=None)


def _require_files(url: str, store: Store, schools: list[UUID]) -> None:
    """Raises: FilesLacking."""
    database = Database(open_engine(url, connections=2))
    try:
        for school_id in schools:
            lacking = _named(database, school_id) - set(_keys(store, [school_id]))
            # What was thrown away in this moment is named no longer.
            if lacking := lacking & _named(database, school_id):
                raise FilesLacking(len(lacking), min(lacking))
    finally:
        database.engine.dispose()


def _named(database: Database, school_id: UUID) -> set[str]:
    found: set[str] = set()
    after = ""
    while True:
        with database.reading(Scope(school_id)) as session:
            some = fair.keys_named(session, school_id, after)
        if not some:
            return found
        found |= set(some)
        after = some[-1]


def _tried_out(url: str, private: Path) -> dict[UUID, tuple[int, str]]:
    """The ends of the schools' logs in the copy, which is brought to life and looked through.

    Raises:
        Unsound
    """
    with dumping.scratch(url, private) as scratch:
        dumping.load(scratch, private / DATABASE, with_grants=False)
        return looked_through(scratch)


def looked_through(url: str) -> dict[UUID, tuple[int, str]]:
    """The ends of the logs of the schools in the database at *url*, which holds all that must always hold.

    Raises:
        Unsound: it does not.
    """
    database = Database(open_engine(url, connections=2))
    try:
        if (report := queries.look_through(database)).faults:
            raise Unsound(report.faults)
        found: dict[UUID, tuple[int, str]] = {}
        for scope in queries.scopes(database):
            assert scope.school_id is not None
            with database.reading(scope) as session:
                found[scope.school_id] = audit.end_of(session, scope.school_id)
        return found
    finally:
        database.engine.dispose()


def _fill(
    target: io.BufferedWriter, public_key: str, private: Path, store: Store, schools: list[UUID], url: str,
    now: datetime, ends: dict[UUID, tuple[int, str]],
) -> tuple[int, int]:  # fmt: skip
    members: list[Member] = []
    vanished = 0
    with sealing.sealed(target, public_key) as tar:
        members.append(_put_database(tar, private / DATABASE))
        for key in _keys(store, schools):
            try:
                content = store.get(key)
            except NotFound:
                vanished += 1
                continue
            members.append(_put(tar, f"files/{key}", content))
        manifest = Manifest(
            made_at=now, engine=url.partition(":")[0].partition("+")[0], schema=migrating.head() or "",
            members=tuple(members), ends=ends,
        )  # fmt: skip
        _put(tar, MANIFEST, json.dumps(manifest.as_json()).encode())
    return len(members) - 1, vanished


def _keys(store: Store, schools: list[UUID]) -> Iterator[str]:
    for school_id in schools:
        for some in store.stored(school_id):
            yield from (one.key for one in some)


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> Member:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o600
    tar.addfile(about, io.BytesIO(content))
    return Member(name, len(content), hashlib.sha256(content).hexdigest())


def _put_database(tar: tarfile.TarFile, path: Path) -> Member:
    about = tarfile.TarInfo(DATABASE)
    about.size, about.mode = path.stat().st_size, 0o600
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        tar.addfile(about, file)
    return Member(DATABASE, about.size, digest)


def _throw_away(folder: Path, newest: Path, now: datetime, keep_days: int) -> int:
    """Delete our backups older than *keep_days*. Only files with a name of our own making; never the newest."""
    gone = 0
    for path in folder.iterdir():
        if path == newest or (named := _OURS.fullmatch(path.name)) is None:
            continue
        made_at = datetime.strptime(named[1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=now.tzinfo)
        if now - made_at > timedelta(days=keep_days):
            path.unlink()
            gone += 1
    return gone
