"""Groups and who belongs to them. A group below three cannot schedule: a trigger on study_round holds it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, within_school


class PlcGroup(TenantRow, Versioned, table=True):
    __tablename__ = "plc_group"
    __table_args__ = (
        UniqueConstraint("school_id", "name", name="uq_plc_group_name"),
        within_school("facilitator_id", "staff", name="fk_plc_group_facilitator"),
    )

    name: str = Field(max_length=200)
    focus: str = Field(max_length=200)
    research_theme: str = Field(default="", max_length=2000)
    eef_goal: str = Field(default="", max_length=2000)
    protocol: str = Field(default="", max_length=2000)
    protocol_version: int = Field(default=1)
    """Raised when the text changes: members agree anew."""
    facilitator_id: UUID
    is_archived: bool = Field(default=False)
    active_since: datetime | None = Field(default=None)
    """When the group was first three or more who had all agreed: below three it is then at risk, not forming."""
    created_at: datetime


class PlcMember(TenantRow, table=True):
    """Somebody in a group, from `joined_at` until `left_at`. One current membership a group and person."""

    __tablename__ = "plc_member"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_plc_member_group"),
        within_school("staff_id", "staff", name="fk_plc_member_staff"),
        Index(
            "uq_plc_member_current",
            "school_id",
            "group_id",
            "staff_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_plc_member_staff", "school_id", "staff_id"),
        CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="runs_forward"),
        CheckConstraint("until IS NULL OR is_guest", name="until_is_for_guests"),
    )

    group_id: UUID
    staff_id: UUID
    is_guest: bool = Field(default=False)
    agreed_version: int | None = Field(default=None)
    agreed_at: datetime | None = Field(default=None)
    joined_at: datetime
    left_at: datetime | None = Field(default=None)
    until: date | None = Field(default=None)
    """The last day on which a guest sees this group; another group's day may be another."""
