"""Secret addresses of calendars. Known before any school is: the secret is all that a calendar program brings."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from app.calendars.rules import CalendarKind
from app.db.base import text_enum


class CalendarAddress(SQLModel, table=True):
    """One address of one person. Only the secret's digest is kept."""

    __tablename__ = "calendar_address"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name="fk_calendar_address_staff"
        ),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_calendar_address_staff", "school_id", "staff_id", "created_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID = Field(foreign_key="school.id")
    staff_id: UUID
    kind: CalendarKind = Field(sa_type=text_enum(CalendarKind, "kind"))
    subject_id: UUID
    """The person, group or fair whose calendar it is."""
    name: str = Field(max_length=200)
    """Where it is used, in its owner's words."""
    has_alarms: bool = Field(default=False)
    secret_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    read_at: datetime | None = Field(default=None)
    """When a program last asked, to the hour."""
    revoked_at: datetime | None = Field(default=None)
