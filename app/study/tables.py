"""Rounds: a research lesson in the host's own timetable, its observers, its debrief."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.study.rules import Release, RoundState
from app.time_budget.rules import TimeSource


class StudyRound(TenantRow, Versioned, table=True):
    """One research lesson, watched and talked over. No field judges it, and none may be added."""

    __tablename__ = "study_round"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_study_round_group"),
        within_school("host_id", "staff", name="fk_study_round_host"),
        within_school("version_id", "timetable_version", name="fk_study_round_version"),
        within_school("plan_run_id", "planner_run", name="fk_study_round_plan_run"),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        CheckConstraint("debrief_starts_at < debrief_ends_at", name="debrief_runs_forward"),
        CheckConstraint("debrief_starts_at >= starts_at", name="debrief_after"),
        Index("ix_study_round_group", "school_id", "group_id", "starts_at", "id"),
        Index("ix_study_round_day", "school_id", "held_on"),
        Index("ix_study_round_plan_run", "school_id", "plan_run_id"),
        Index(
            "uq_study_round_lesson",
            "school_id",
            "host_id",
            "held_on",
            "period",
            unique=True,
            sqlite_where=text("state IN ('scheduled', 'taught', 'discussed')"),
            postgresql_where=text("state IN ('scheduled', 'taught', 'discussed')"),
        ),
    )

    group_id: UUID
    host_id: UUID
    version_id: UUID
    state: RoundState = Field(default=RoundState.SCHEDULED, sa_type=text_enum(RoundState, "state"))
    held_on: date
    period: str = Field(max_length=500)
    starts_at: datetime
    ends_at: datetime
    class_name: str = Field(max_length=500)
    subject: str = Field(default="", max_length=500)
    room: str = Field(default="", max_length=500)
    focus: str = Field(max_length=200)
    debrief_on: date
    debrief_starts_at: datetime
    debrief_ends_at: datetime
    debrief_place: str = Field(default="", max_length=200)
    debrief_time_source: TimeSource = Field(
        default=TimeSource.PROTECTED, sa_type=text_enum(TimeSource, "debrief_time_source")
    )
    stale_reason: str = Field(default="", max_length=500)
    plan_run_id: UUID | None = Field(default=None)
    """The accepted plan that booked it; None when its group did."""
    created_by: UUID
    created_at: datetime


class Observation(TenantRow, table=True):
    """One colleague who watches one half of the research lesson."""

    __tablename__ = "observation"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_observation_round"),
        within_school("staff_id", "staff", name="fk_observation_staff"),
        within_school("cover_slot_id", "cover_slot", name="fk_observation_cover"),
        within_school("commit_id", "ledger_entry", name="fk_observation_commit"),
        UniqueConstraint("school_id", "round_id", "staff_id", name="uq_observation_once"),
        CheckConstraint("(release = 'cover') = (cover_slot_id IS NOT NULL)", name="release_fits"),
        Index("ix_observation_staff", "school_id", "staff_id"),
    )

    round_id: UUID
    staff_id: UUID
    slice: int
    starts_at: datetime
    ends_at: datetime
    minutes: int
    release: Release = Field(sa_type=text_enum(Release, "release"))
    cover_slot_id: UUID | None = Field(default=None)
    commit_id: UUID
    logged_at: datetime | None = Field(default=None)


class DebriefSeat(TenantRow, table=True):
    """One person's part in the debrief, and the minutes it takes from them."""

    __tablename__ = "debrief_seat"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_debrief_seat_round"),
        within_school("staff_id", "staff", name="fk_debrief_seat_staff"),
        within_school("commit_id", "ledger_entry", name="fk_debrief_seat_commit"),
        UniqueConstraint("school_id", "round_id", "staff_id", name="uq_debrief_seat_once"),
        Index("ix_debrief_seat_staff", "school_id", "staff_id"),
    )

    round_id: UUID
    staff_id: UUID
    minutes: int
    commit_id: UUID | None = Field(default=None)
    """None when another time source than protected time pays."""
    logged_at: datetime | None = Field(default=None)
