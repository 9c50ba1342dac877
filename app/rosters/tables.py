"""Lists of staff before they count."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field

from app.db.base import TenantRow, within_school


class RosterImport(TenantRow, table=True):
    """A dry run: a list of staff that was read. Taken over at most once."""

    __tablename__ = "roster_import"
    __table_args__ = (
        within_school("created_by", "staff", name="fk_roster_import_by"),
        Index("ix_roster_import_made", "school_id", "created_at", "id"),
    )

    file_names: str = Field(max_length=4000)
    """A JSON list."""
    understanding: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """The reader's JSON, compressed with zlib."""
    created_by: UUID
    created_at: datetime
    committed_at: datetime | None = Field(default=None)
