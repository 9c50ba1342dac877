"""The worker's side of a forgotten password: whether there is anybody to write to is found out where nobody waits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.coming_in import actions
from app.db.session import Database
from app.identity import resetting
from app.kernel.actor import NOBODY, Scope


def mail_link(database: Database, _scope: Scope, payload: dict[str, Any], now: datetime, *, server_key: bytes) -> None:
    """Write the mail with the link, or nothing when the address was nobody's. Done twice, the later link is good."""
    if payload["account_id"] is None:
        return
    with database.reading(NOBODY) as session:
        found = resetting.to_be_mailed(session, UUID(payload["account_id"]), now)
    if found is None:
        return
    account, door = found
    with database.writing(Scope(door.school_id)) as session:
        actions.write_mail(session, account.id, door.school_id, door.staff_id, account.email, now, server_key)
