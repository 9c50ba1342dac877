"""What a school is told of the work that waits for it."""

from datetime import datetime
from uuid import UUID

from app.jobs.rules import JobState
from app.web.bodies import Out


class JobOut(Out):
    """One thing that a worker does or has done. `trouble` says what went wrong last."""

    id: UUID
    kind: str
    state: JobState
    made_at: datetime
    due_at: datetime
    finished_at: datetime | None
    attempts: int
    trouble: str
