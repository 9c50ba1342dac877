"""The worker's side of files: throwing away what was discarded, and what a crash has left behind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.db.session import Database
from app.files.store import Store
from app.kernel.actor import Scope

SWEPT_AFTER = timedelta(days=1)
"""Bytes are put before their row is committed: what is young may be about to get one."""

Used = Callable[[Session, UUID, list[str]], set[str]]
"""Which of some keys a row of the school names."""


def delete(_database: Database, _scope: Scope, payload: dict[str, Any], _now: datetime, *, store: Store) -> None:
    """Throw one file away. The second time there is nothing to do."""
    store.delete(payload["key"])


def sweep(
    database: Database, scope: Scope, _payload: dict[str, Any], now: datetime, *, store: Store, used: Used
) -> None:  # fmt: skip
    """Throw a school's files away that no row names, SWEPT_AFTER they were put."""
    assert scope.school_id is not None
    for some in store.stored(scope.school_id):
        old = [one.key for one in some if one.stored_at < now - SWEPT_AFTER]
        if not old:
            continue
        with database.reading(scope) as session:
            kept = used(session, scope.school_id, old)
        for key in old:
            if key not in kept:
                store.delete(key)
