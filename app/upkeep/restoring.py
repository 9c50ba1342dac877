"""Bringing a backup back: into an empty database, held against what it says of itself, and looked through."""

import hashlib
import json
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from app.db import dumping, migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.files.store import FILE_BYTES_MAX, BadKey, Store
from app.identity import actions as identity
from app.jobs import actions as jobs
from app.kernel.actor import NOBODY
from app.notices.rules import pushing, telling_programs
from app.outbox import rules as outbox
from app.upkeep import sealing
from app.upkeep.backing_up import DATABASE, MANIFEST, looked_through
from app.upkeep.rules import Manifest, Member

MEMBERS_MAX: Final = 5_000_000
MANIFEST_BYTES_MAX: Final = 1_000_000_000
LEAVING: Final = (outbox.SEND, telling_programs.SEND, pushing.SEND)
"""Jobs that reach people outside: what waited when the backup was made may have left since."""
_STRETCH: Final = 1 << 20


class NotWhole(ValueError):
    """The backup does not hold what it says it holds."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    made_at: datetime
    schools: int
    files: int
    kept_back: int
    """Letters, messages and pushes that waited then: they may have left since, so they do not leave again."""


def restore(backup: Path, secret_key: str, url: str, store: Store, now: datetime) -> Restored:
    """Bring *backup* back into the empty database at *url* and its files into *store*.

    Everybody signs in anew, and nothing that waited to leave leaves a second time.

    Raises:
        BadKey, CannotOpen: the key does not open the file.
        NotWhole: it does not hold what it says, or was made on the other engine.
        CannotDump: the database is not empty, or its own program refused.
        Unsound: what came back does not hold what must always hold.
    """
    return _bring_back(backup, secret_key, url, store, now)


def verify(backup: Path, secret_key: str, url: str) -> Restored:
    """Bring *backup* back into a scratch database beside *url*, which is thrown away; its files are only counted.

    Raises: as `restore`.
    """
    with tempfile.TemporaryDirectory(prefix="kenkyu-verify-") as place, dumping.scratch(url, Path(place)) as scratch:
        return _bring_back(backup, secret_key, scratch, None, None)


def _bring_back(backup: Path, secret_key: str, url: str, store: Store | None, now: datetime | None) -> Restored:
    if not dumping.is_empty(url):
        raise dumping.CannotDump("there is a database already: restore into an empty one, so nothing is overwritten")
    with tempfile.TemporaryDirectory(prefix="kenkyu-restore-") as place:
        private = Path(place)
        manifest = _unpack(backup, secret_key, private, None)
        if manifest.engine != url.partition(":")[0].partition("+")[0]:
            raise NotWhole(f"the backup was made on {manifest.engine}: restore it there")
        if not migrating.knows(manifest.schema):
            raise NotWhole(
                f"the backup was made by a newer release (schema {manifest.schema}): restore it with that one"
            )
        dumping.load(url, private / DATABASE, with_grants=store is not None)
        (private / DATABASE).unlink()
        if manifest.schema != migrating.head():
            migrating.upgrade(url)
        # Before anything else can fail: whatever becomes of this database, nothing leaves from it a second time.
        kept_back = 0 if now is None else _wake(url, now)
        _require_the_same_logs(looked_through(url), manifest)
        if store is not None:
            # Only now: a backup that is not whole leaves nothing behind in the store.
            _unpack(backup, secret_key, private, store)
    return Restored(manifest.made_at, len(manifest.ends), len(manifest.members) - 1, kept_back)


def _unpack(backup: Path, secret_key: str, private: Path, store: Store | None) -> Manifest:
    """Read *backup* to its end and hold every member against its list.

    Args:
        store: where the files go; None: the database goes into *private*, and the files are only held against the list.
    """
    found: list[Member] = []
    manifest: Manifest | None = None
    with sealing.opened(backup, secret_key, private) as tar:
        for about in tar:
            if len(found) > MEMBERS_MAX or not about.isreg() or manifest is not None:
                raise NotWhole(f"{backup.name} holds something that no backup holds: {about.name[:100]!r}")
            content = tar.extractfile(about)
            assert content is not None
            if about.name == MANIFEST:
                manifest = _manifest(content, about)
            elif about.name == DATABASE:
                found.append(_database(content, about, private if store is None else None))
            else:
                found.append(_file(content, about, store))
    if manifest is None or tuple(found) != manifest.members:
        raise NotWhole(f"{backup.name} does not hold what its own list says")
    return manifest


def _manifest(content: IO[bytes], about: tarfile.TarInfo) -> Manifest:
    if about.size > MANIFEST_BYTES_MAX:
        raise NotWhole("the list of what the backup holds is longer than any")
    try:
        return Manifest.of_json(json.loads(content.read()))
    except ValueError as error:
        raise NotWhole(str(error)) from error


def _database(content: IO[bytes], about: tarfile.TarInfo, private: Path | None) -> Member:
    digest = hashlib.sha256()
    target = None if private is None else (private / DATABASE).open("wb")
    try:
        while stretch := content.read(_STRETCH):
            digest.update(stretch)
            if target is not None:
                target.write(stretch)
    finally:
        if target is not None:
            target.close()
    return Member(DATABASE, about.size, digest.hexdigest())


def _file(content: IO[bytes], about: tarfile.TarInfo, store: Store | None) -> Member:
    if about.size > FILE_BYTES_MAX or not about.name.startswith("files/"):
        raise NotWhole(f"the backup holds something that no backup holds: {about.name[:100]!r}")
    read = content.read()
    if store is not None:
        try:
            store.put(about.name.removeprefix("files/"), read)
        except BadKey as error:
            raise NotWhole(f"the backup holds a file that is no file of ours: {about.name[:100]!r}") from error
    return Member(about.name, about.size, hashlib.sha256(read).hexdigest())


def _require_the_same_logs(found: dict[UUID, tuple[int, str]], manifest: Manifest) -> None:
    """An older schema's logs are sealed only on the way up: then there is nothing to hold them against."""
    if manifest.schema == migrating.head() and found != dict(manifest.ends):
        raise NotWhole("the audit logs that came back do not end as the backup says")


def _wake(url: str, now: datetime) -> int:
    """End every sign-in, and let nothing leave that waited: it may have left after the backup was made."""
    database = Database(open_engine(url, connections=2))
    try:
        with database.writing(NOBODY) as session:
            identity.end_everybodys_sessions(session, now)
            return jobs.give_up(session, LEAVING, "kept back: the installation was restored from a backup", now)
    finally:
        database.engine.dispose()
