"""The audit log of a school. Triggers refuse changes and removals on both engines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from app.db.base import TenantRow, within_school


class AuditEntry(TenantRow, table=True):
    """One act: who, what, on which thing, when. `detail` is JSON of figures and dates, never of texts or names."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        within_school("by_staff_id", "staff", name="fk_audit_entry_by_staff"),
        CheckConstraint("action <> ''", name="action"),
        Index("ix_audit_entry_school", "school_id", "made_at", "id"),
        Index("ix_audit_entry_subject", "school_id", "subject_kind", "subject_id", "made_at"),
    )

    action: str = Field(max_length=60)
    subject_kind: str = Field(default="", max_length=40)
    subject_id: UUID | None = Field(default=None)
    by_staff_id: UUID | None = Field(default=None)
    """None when the product did it by itself, on a date that the school has set."""
    detail: str = Field(default="{}", max_length=4000)
    made_at: datetime
