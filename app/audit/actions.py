"""Writing to the audit log. An entry is never changed and never taken away: the database refuses both."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.audit.tables import AuditEntry
from app.kernel.actor import Actor


def write(
    session: Session, actor: Actor | None, school_id: UUID, action: str, subject_kind: str, subject_id: UUID | None,
    detail: Mapping[str, int | date | None], now: datetime,
) -> AuditEntry:  # fmt: skip
    """Say that *action* was done, in the transaction in which it is done.

    Args:
        actor: who did it; None when the product did, on a date that the school has set.
        action: what was done, `thing.verb`, 60 characters at most.
        detail: figures and dates. Its type admits no text, so that no name can come to stand here.
    """
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in detail.items()}
    row = AuditEntry(
        school_id=school_id, action=action, subject_kind=subject_kind, subject_id=subject_id,
        by_staff_id=None if actor is None else actor.staff_id, detail=json.dumps(plain), made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
