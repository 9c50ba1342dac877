"""The one place that knows where bytes lie. A folder, memory and S3 behave alike here.

Nothing but keys of our own making passes, so no name that anybody chose ever becomes a path.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

import obstore
from obstore.store import LocalStore, MemoryStore, S3Store

from app.kernel.errors import NotFound
from app.settings import Settings

FILE_BYTES_MAX = 64_000_000
"""The largest that is kept: a fair's posters in one PDF."""
LISTED_AT_ONCE = 500
SECONDS_MAX = "30s"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"{_UUID}/[a-z](?:[a-z-]{{0,28}}[a-z])?/{_UUID}")


class BadKey(ValueError):
    """The programmer's error of asking for what `new_key` did not make."""


class TooLarge(ValueError):
    """More bytes than are kept in one file. Whoever takes files in refuses them before, in better words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes lie: `file:///folder`, `memory://` or `s3://bucket`, the last with the rest."""

    url: str
    endpoint: str = ""
    key_id: str = ""
    secret: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is there."""

    key: str
    size: int
    stored_at: datetime


def new_key(school_id: UUID, kind: str) -> str:
    """A key for a new file of a school. *kind* is lower case letters and hyphens."""
    return _checked(f"{school_id}/{kind}/{uuid4()}")


def open_store(settings: Settings) -> "Store":
    """The store that *settings* name."""
    return Store(
        Place(
            settings.files_place, settings.files_endpoint, settings.files_key_id, settings.files_secret,
            settings.files_region,
        )
    )  # fmt: skip


class Store:
    """Bytes by key. Safe to share between threads; open one after a fork, not before."""

    def __init__(self, place: Place) -> None:
        parts = urlsplit(place.url)
        self._place = place
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None

    @cached_property
    def _store(self) -> LocalStore | MemoryStore | S3Store:
        # Opened when the first file is asked for: whoever only describes the API makes no folder.
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            return LocalStore(self._folder)
        if self._place.url == "memory://":
            return MemoryStore()
        assert self._place.url.startswith("s3://"), "settings.py refuses others"
        return _s3(urlsplit(self._place.url).netloc, self._place)

    def put(self, key: str, content: bytes) -> None:
        """Keep *content*, whole or not at all. Exactly FILE_BYTES_MAX is kept.

        Raises:
            TooLarge: it is more than that.
        """
        if len(content) > FILE_BYTES_MAX:
            raise TooLarge
        obstore.put(self._store, _checked(key), content)
        if self._folder is not None:
            _settle(self._folder / key)

    def get(self, key: str) -> bytes:
        """All bytes of a file.

        Raises:
            NotFound: it is not there.
        """
        try:
            found = obstore.get(self._store, _checked(key))
            if found.meta["size"] > FILE_BYTES_MAX:
                raise TooLarge
            return bytes(found.bytes())
        except FileNotFoundError as error:
            raise NotFound from error

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self._store, _checked(key))
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Throw a file away; that it is gone already is no error."""
        try:
            obstore.delete(self._store, _checked(key))
        except FileNotFoundError:
            return

    def stored(self, school_id: UUID) -> Iterator[list[Stored]]:
        """All files of a school, some at a time."""
        for some in obstore.list(self._store, f"{school_id}/", chunk_size=LISTED_AT_ONCE):
            yield [
                Stored(one["path"], one["size"], one["last_modified"]) for one in some if _KEY.fullmatch(one["path"])
            ]


def _s3(bucket: str, place: Place) -> S3Store:
    return S3Store(
        bucket,
        endpoint=place.endpoint or None,
        access_key_id=place.key_id or None,
        secret_access_key=place.secret or None,
        region=place.region or "us-east-1",
        # Stores that are not Amazon's answer at one address, whatever the bucket.
        virtual_hosted_style_request=not place.endpoint,
        client_options={"timeout": SECONDS_MAX, "allow_http": place.endpoint.startswith("http://")},
    )


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise BadKey("not a key of ours")
    return key


def _settle(path: Path) -> None:
    """Have the file on the disk before its row is: a commit that survives a power cut must not point at nothing."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
