"""School years and their days."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.school_year.rules import DayKind


class SchoolYear(TenantRow, Versioned, table=True):
    """A school year. Two years of a school never overlap (constraints.py)."""

    __tablename__ = "school_year"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="runs_forward"),
        CheckConstraint("starts_with_week BETWEEN 1 AND 6", name="first_week"),
        Index("ix_school_year_starts", "school_id", "starts_on"),
        UniqueConstraint("school_id", "name", name="uq_school_year_name"),
    )

    name: str = Field(max_length=200)
    starts_on: date
    ends_on: date
    cycle_days: str = Field(max_length=8000)
    """Names of the timetable's days in order, as a JSON list."""
    cycle_follows_weekdays: bool = Field(default=True)
    starts_with_week: int = Field(default=1)
    created_at: datetime


class HalfTerm(TenantRow, table=True):
    __tablename__ = "half_term"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_half_term_year"),
        UniqueConstraint("school_id", "year_id", "position", name="uq_half_term_position"),
        CheckConstraint("position BETWEEN 1 AND 6", name="position"),
        CheckConstraint("starts_on <= ends_on", name="runs_forward"),
    )

    year_id: UUID
    position: int
    starts_on: date
    ends_on: date


class SchoolDay(TenantRow, table=True):
    """One weekday inside a half-term, and which of the timetable's days it is."""

    __tablename__ = "school_day"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_school_day_year"),
        UniqueConstraint("school_id", "held_on", name="uq_school_day_date"),
        Index("ix_school_day_year", "school_id", "year_id", "held_on"),
        CheckConstraint("(kind = 'ordinary') = (cycle_day IS NOT NULL)", name="cycle_day"),
    )

    year_id: UUID
    held_on: date
    kind: DayKind = Field(sa_type=text_enum(DayKind, "kind"))
    cycle_day: str | None = Field(default=None, max_length=200)
    half_term: int
    note: str = Field(default="", max_length=200)
