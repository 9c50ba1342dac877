"""Work that waits for a worker."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Job(SQLModel, table=True):
    """One thing to do. Workers look here before they know any school: it holds ids, never anybody's words.

    Whoever holds the lease works; a lease that has run out is anybody's. Done rows stay a while, so that the same
    key is not done twice.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "key", name="uq_job_key"),
        CheckConstraint("(claimed_by IS NULL) = (lease_until IS NULL)", name="claimed"),
        CheckConstraint("claimed_by IS NULL OR finished_at IS NULL", name="finished"),
        Index("ix_job_due", "finished_at", "due_at", "id"),
        Index("ix_job_school", "school_id", "kind", "made_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID | None = Field(default=None, foreign_key="school.id")
    kind: str = Field(max_length=60)
    key: str = Field(max_length=200)
    """Two jobs of one kind and key are one job."""
    payload: str = Field(default="{}", max_length=4000)
    """JSON: ids and figures only."""
    made_at: datetime
    due_at: datetime
    claimed_by: str | None = Field(default=None, max_length=100)
    lease_until: datetime | None = Field(default=None)
    attempts: int = Field(default=0)
    finished_at: datetime | None = Field(default=None)
    trouble: str = Field(default="", max_length=1000)
    """What went wrong last; kept when it was given up."""
