"""Whether this process can do all that it is there for: what a monitor asks, and a deployment before it goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Final
from uuid import UUID

from obstore.exceptions import BaseError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db import inspecting, migrating
from app.db.session import Database
from app.files.store import Store, new_key
from app.jobs import queries as jobs
from app.kernel.actor import NOBODY

BEAT_EVERY: Final = timedelta(seconds=30)
QUIET: Final = 4 * BEAT_EVERY
"""A worker that was not heard of for so long is gone, or cannot reach the database."""
KEPT_SECONDS: Final = 2.0
"""Anybody may ask, so an answer serves everybody for so long."""
_NOBODYS_SCHOOL = UUID(int=0)


@dataclass
class Readiness:
    """Looks, and remembers for KEPT_SECONDS what it saw.

    Args:
        with_worker: whether a worker has to be there; an installation that takes no changes has none.
    """

    database: Database
    store: Store
    now: Callable[[], datetime]
    with_worker: bool = True
    _looking: Lock = field(default_factory=Lock)
    _seen: dict[str, bool] = field(default_factory=dict)
    _seen_at: float = -KEPT_SECONDS

    def checks(self) -> dict[str, bool]:
        """What was looked at, and whether it is well: `database`, `schema`, `files`, `worker`."""
        with self._looking:
            if monotonic() - self._seen_at >= KEPT_SECONDS:
                self._seen, self._seen_at = self._look(), monotonic()
            return self._seen

    def _look(self) -> dict[str, bool]:
        found = {"database": False, "schema": False, "files": is_reachable(self.store), "worker": not self.with_worker}
        with _perhaps_down():
            at = inspecting.revision(self.database.engine)
            found["database"] = True
            found["schema"] = at == _newest()
            if found["schema"] and self.with_worker:
                found["worker"] = is_worker_heard(self.database, self.now())
        return found


@contextmanager
def _perhaps_down() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout):
        return


@lru_cache(maxsize=1)
def _newest() -> str | None:
    return migrating.head()


def is_reachable(store: Store) -> bool:
    """Whether the store of files answers."""
    try:
        store.exists(new_key(_NOBODYS_SCHOOL, "probe"))
    except (BaseError, OSError):
        return False
    return True


def is_worker_heard(database: Database, now: datetime) -> bool:
    """Whether some worker has said within QUIET that it is there."""
    with database.reading(NOBODY) as session:
        at = jobs.last_beat(session)
    return at is not None and now - at <= QUIET


__all__ = ["BEAT_EVERY", "QUIET", "Readiness", "is_reachable", "is_worker_heard"]
