"""Digests of pupils' names, and how long what was seen of pupils is kept."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.pupils.rules import NamePart


class PupilName(TenantRow, table=True):
    """The keyed digest of one part of one name of the roster. The name itself is nowhere."""

    __tablename__ = "pupil_name"
    __table_args__ = (
        UniqueConstraint("school_id", "digest", name="uq_pupil_name_digest"),
        CheckConstraint("length(digest) = 64", name="digest"),
    )

    digest: str = Field(max_length=64)
    part: NamePart = Field(sa_type=text_enum(NamePart, "part"))


class RetentionChoice(TenantRow, Versioned, table=True):
    """How long a school keeps evidence about pupils, and when keys to labels go. One row a school."""

    __tablename__ = "retention_choice"
    __table_args__ = (
        within_school("by_staff_id", "staff", name="fk_retention_choice_by_staff"),
        UniqueConstraint("school_id", name="uq_retention_choice_school"),
        CheckConstraint("evidence_months BETWEEN 1 AND 120", name="evidence_months"),
        CheckConstraint("key_days BETWEEN 0 AND 400", name="key_days"),
    )

    evidence_months: int = Field(default=24)
    """Notes, photographs, interviews and records of discussions go this long after their cycle ended."""
    key_days: int = Field(default=0)
    """A key to labels goes this many days after its cycle ended, and at the school year's end in any case."""
    keys_end_on: date | None = Field(default=None)
    """A date of the school's own on which all keys go; None: the end of the school year."""
    roster_loaded_at: datetime | None = Field(default=None)
    roster_names: int = Field(default=0)
    by_staff_id: UUID
    chosen_at: datetime
