"""The one table of occupied time. Two rows of one person never overlap unless one is released:

PostgreSQL holds that by an exclusion constraint, SQLite by triggers (app/db/constraints.py).
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from app.db.base import TenantRow, text_enum
from app.occupied.rules import OccupiedKind


class Occupied(TenantRow, table=True):
    """A stretch of a person's day. `is_released`: it does not hold the person any more."""

    __tablename__ = "occupied"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "staff_id", "person_id"],
            ["staff.school_id", "staff.id", "staff.person_id"],
            name="fk_occupied_staff",
            onupdate="CASCADE",  # Two schools find out that theirs is one person: the constraint below judges.
        ),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        # PPA and its like can never be lifted for a booking. They go only with the timetable or the mark.
        CheckConstraint(
            "NOT is_released OR kind NOT IN ('ppa', 'ect', 'duty', 'leadership', 'off')", name="closed_stays_closed"
        ),
        Index("ix_occupied_person", "person_id", "starts_at", postgresql_where=text("NOT is_released")),
        Index("ix_occupied_staff_day", "school_id", "staff_id", "held_on"),
        Index("ix_occupied_ref", "school_id", "ref_id"),
    )

    staff_id: UUID
    person_id: UUID
    kind: OccupiedKind = Field(sa_type=text_enum(OccupiedKind, "kind"))
    held_on: date
    starts_at: datetime
    ends_at: datetime
    period: str = Field(default="", max_length=500)
    slice: int = Field(default=0)
    label: str = Field(default="", max_length=500)
    """Classes for lessons, the duty's name for duties; never a pupil."""
    ref_id: UUID | None = Field(default=None)
    """The round or cover slot that a planned stretch belongs to, or that a lesson was released for."""
    is_released: bool = Field(default=False)
