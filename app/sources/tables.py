"""Addresses that are fetched on a schedule."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.sources.rules import OutsideKind


class OutsideSource(TenantRow, Versioned, table=True):
    """One address. The last copy that could be read is kept, whatever the address says today."""

    __tablename__ = "outside_source"
    __table_args__ = (
        within_school("created_by", "staff", name="fk_outside_source_by"),
        within_school("staff_id", "staff", name="fk_outside_source_staff"),
        UniqueConstraint("school_id", "name", name="uq_outside_source_name"),
        CheckConstraint("every_hours BETWEEN 1 AND 168", name="every_hours"),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_outside_source_due", "school_id", "is_active", "next_at"),
    )

    kind: OutsideKind = Field(sa_type=text_enum(OutsideKind, "kind"))
    name: str = Field(max_length=200)
    address: str = Field(max_length=2000)
    """May hold a secret: shown only to who may change it, and in no log."""
    staff_id: UUID | None = Field(default=None)
    """Whose calendar it is, where it is one person's."""
    every_hours: int = Field(default=24)
    is_active: bool = Field(default=True)
    etag: str = Field(default="", max_length=500)
    last_modified: str = Field(default="", max_length=100)
    looked_at: datetime | None = Field(default=None)
    next_at: datetime
    good_at: datetime | None = Field(default=None)
    """When the kept copy was fetched."""
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """The kept copy, compressed with zlib."""
    content_hash: str = Field(default="", max_length=64)
    failures: int = Field(default=0)
    trouble: str = Field(default="", max_length=500)
    import_id: UUID | None = Field(default=None)
    """The dry run of a timetable or staff list that the kept copy became."""
    created_by: UUID
    created_at: datetime
