"""What travels over HTTP of the audit log."""

from datetime import datetime
from uuid import UUID

from app.web.bodies import Out


class AuditLine(Out):
    """One act. `detail` holds figures and dates, never texts or names of pupils."""

    id: UUID
    action: str
    what: str
    """The same in words: what the operation is for."""
    subject_kind: str
    subject_id: UUID | None
    by_name: str | None
    """Null when Kenkyu did it by itself, on a date that the school has set."""
    detail: dict[str, int | str | None]
    made_at: datetime
