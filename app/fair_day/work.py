"""The worker's side of learning fairs: making all posters of a programme."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.db.session import Database
from app.fair_day import queries
from app.fair_day.paper import printing
from app.fair_day.rules import Size
from app.files.store import Store
from app.kernel.actor import Scope


def make_posters(
    database: Database, scope: Scope, payload: dict[str, Any], _now: datetime, *, store: Store, public_url: str
) -> None:
    """Set the posters of a programme as it stood when they were asked for, and put them into the store.

    When it or a finding in it has changed since, somebody asks anew for what it is now: nothing is made.
    """
    fair_id, told, size = UUID(payload["fair_id"]), str(payload["told"]), Size(payload["size"])
    assert scope.school_id is not None, "the job was asked for by a school"
    with database.reading(scope) as session:
        made_of = queries.posters_to_make(session, scope.school_id, fair_id, told)
    if made_of:
        content = printing.pdf_of(made_of, size, public_url, store)
        store.put(queries.poster_keys(scope.school_id, fair_id, told)[size], content)
