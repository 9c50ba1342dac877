"""The worker's side of the digest: one school's letters of one week, all in one transaction."""

from datetime import datetime
from typing import Any

from app.db.session import Database
from app.kernel.actor import Scope
from app.shelf import actions
from app.shelf.actions.telling import Letterhead


def digest(
    database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, origin: str, server_key: bytes
) -> None:
    """Write the letters of a week. Done twice, nobody is told twice: they count as told when the letter is written."""
    head = Letterhead(origin, server_key, str(payload["week"]))
    with database.writing(scope) as session:
        actions.tell(session, scope, head, now)
