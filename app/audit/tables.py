"""The audit log of a school. Triggers refuse changes and removals on both engines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, within_school


class AuditEntry(TenantRow, table=True):
    """One act: who, what, on which thing, when. `detail` is JSON of figures and dates, never of texts or names."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        within_school("by_staff_id", "staff", name="fk_audit_entry_by_staff"),
        CheckConstraint("action <> ''", name="action"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(seal) = 64", name="seal"),
        UniqueConstraint("school_id", "number", name="uq_audit_entry_number"),
        Index("ix_audit_entry_school", "school_id", "made_at", "id"),
        Index("ix_audit_entry_subject", "school_id", "subject_kind", "subject_id", "made_at"),
        Index("ix_audit_entry_action", "school_id", "action", "made_at", "id"),
        Index("ix_audit_entry_by", "school_id", "by_staff_id", "made_at", "id"),
    )

    number: int
    """Counted from 1 in each school, without gaps."""
    action: str = Field(max_length=60)
    subject_kind: str = Field(default="", max_length=40)
    subject_id: UUID | None = Field(default=None)
    by_staff_id: UUID | None = Field(default=None)
    """None when the product did it by itself, on a date that the school has set."""
    operation: str = Field(default="", max_length=60)
    """The operation of the API by which it was done; empty when no request asked for it."""
    request_id: str = Field(default="", max_length=32)
    """Finds the request's line in the server's log."""
    detail: str = Field(default="{}", max_length=4000)
    made_at: datetime
    seal: str = Field(max_length=64)
    """SHA-256 over this entry and the seal of the one before: see rules.seal."""


class AuditHead(TenantRow, table=True):
    """The end of a school's chain. It only moves on, so that entries cut off its end are missed.

    Its id is the school's: a school has one.
    """

    __tablename__ = "audit_head"
    __table_args__ = (
        CheckConstraint("id = school_id", name="one_a_school"),
        CheckConstraint("number >= 0", name="number"),
    )

    number: int = Field(default=0)
    seal: str = Field(max_length=64)
