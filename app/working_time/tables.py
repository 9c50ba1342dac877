"""Directed time as it is stored: the school's choice of rules, what it varies, its events, who comes of their own."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.working_time.rules import EventAudience, EventKind, FigureKey, Recompense

_LIVE_VARIATION = text("ended_at IS NULL")
_LIVE_ATTENDANCE = text("withdrawn_at IS NULL")
_LIVE_INSET = text("kind = 'inset' AND NOT is_cancelled")


class WorkingTimeChoice(TenantRow, Versioned, table=True):
    """Which profile and edition a school goes by in a year, and its settings. One a year."""

    __tablename__ = "working_time_choice"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_working_time_choice_year"),
        within_school("chosen_by", "staff", name="fk_working_time_choice_by"),
        UniqueConstraint("school_id", "year_id", name="uq_working_time_choice_year"),
        CheckConstraint("contingency_minutes BETWEEN 0 AND 20000", name="contingency_minutes"),
        CheckConstraint("twilight_weekday BETWEEN 0 AND 4", name="twilight_weekday"),
        CheckConstraint("twilight_minutes BETWEEN 15 AND 300", name="twilight_minutes"),
        CheckConstraint("published_at IS NULL OR consulted_with <> ''", name="consulted"),
    )

    year_id: UUID
    profile: str = Field(max_length=40)
    edition: str = Field(max_length=40)
    contingency_minutes: int = Field(default=0)
    """Of a full-time teacher."""
    breaks_count: bool = Field(default=False)
    twilight_weekday: int = Field(default=2)
    twilight_starts: time = Field(default=time(15, 30))
    twilight_minutes: int = Field(default=90)
    published_at: datetime | None = Field(default=None)
    consulted_with: str = Field(default="", max_length=200)
    chosen_by: UUID
    chosen_at: datetime


class WorkingTimeVariation(TenantRow, table=True):
    """A figure that the school has set otherwise, with its reason. Ended, never changed."""

    __tablename__ = "working_time_variation"
    __table_args__ = (
        within_school("choice_id", "working_time_choice", name="fk_working_time_variation_choice"),
        within_school("by_staff_id", "staff", name="fk_working_time_variation_by"),
        within_school("ended_by", "staff", name="fk_working_time_variation_ended_by"),
        CheckConstraint("value BETWEEN 0 AND 1000000", name="value"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        Index(
            "uq_working_time_variation_live", "school_id", "choice_id", "figure", unique=True,
            sqlite_where=_LIVE_VARIATION, postgresql_where=_LIVE_VARIATION,
        ),
    )  # fmt: skip

    choice_id: UUID
    figure: FigureKey = Field(sa_type=text_enum(FigureKey, "figure"))
    value: int
    reason: str = Field(max_length=200)
    by_staff_id: UUID
    made_at: datetime
    ended_at: datetime | None = Field(default=None)
    ended_by: UUID | None = Field(default=None)


class DirectedEvent(TenantRow, Versioned, table=True):
    """Something that teachers are directed to beside their timetable. Cancelled, never deleted."""

    __tablename__ = "directed_event"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_directed_event_year"),
        within_school("split_from_id", "directed_event", name="fk_directed_event_split_from"),
        within_school("created_by", "staff", name="fk_directed_event_by"),
        CheckConstraint("starts < ends", name="runs_forward"),
        CheckConstraint("minutes BETWEEN 1 AND 960", name="minutes"),
        CheckConstraint("title <> ''", name="title"),
        # A split is by agreement, and into twilights of everybody.
        CheckConstraint(
            "split_from_id IS NULL OR (agreement <> '' AND kind = 'twilight' AND audience = 'everyone')", name="split"
        ),
        Index("ix_directed_event_year", "school_id", "year_id", "held_on", "id"),
        Index("ix_directed_event_split", "school_id", "split_from_id"),
        Index(
            "uq_directed_event_inset", "school_id", "held_on", unique=True,
            sqlite_where=_LIVE_INSET, postgresql_where=_LIVE_INSET,
        ),
    )  # fmt: skip

    year_id: UUID
    kind: EventKind = Field(sa_type=text_enum(EventKind, "kind"))
    title: str = Field(max_length=200)
    held_on: date
    starts: time
    ends: time
    minutes: int
    audience: EventAudience = Field(sa_type=text_enum(EventAudience, "audience"))
    published_at: datetime | None = Field(default=None)
    """Null: added or changed since the calendar was published."""
    split_from_id: UUID | None = Field(default=None)
    agreement: str = Field(default="", max_length=200)
    is_cancelled: bool = Field(default=False)
    created_by: UUID
    created_at: datetime


class DirectedInvitee(TenantRow, table=True):
    """Somebody whom an event names."""

    __tablename__ = "directed_invitee"
    __table_args__ = (
        within_school("event_id", "directed_event", name="fk_directed_invitee_event"),
        within_school("staff_id", "staff", name="fk_directed_invitee_staff"),
        UniqueConstraint("school_id", "event_id", "staff_id", name="uq_directed_invitee_once"),
        Index("ix_directed_invitee_staff", "school_id", "staff_id"),
    )

    event_id: UUID
    staff_id: UUID


class VoluntaryAttendance(TenantRow, table=True):
    """Somebody comes who is not directed to. What they get for it is always said."""

    __tablename__ = "voluntary_attendance"
    __table_args__ = (
        within_school("event_id", "directed_event", name="fk_voluntary_attendance_event"),
        within_school("staff_id", "staff", name="fk_voluntary_attendance_staff"),
        within_school("by_staff_id", "staff", name="fk_voluntary_attendance_by"),
        Index("ix_voluntary_attendance_staff", "school_id", "staff_id"),
        Index(
            "uq_voluntary_attendance_live", "school_id", "event_id", "staff_id", unique=True,
            sqlite_where=_LIVE_ATTENDANCE, postgresql_where=_LIVE_ATTENDANCE,
        ),
    )  # fmt: skip

    event_id: UUID
    staff_id: UUID
    recompense: Recompense = Field(sa_type=text_enum(Recompense, "recompense"))
    note: str = Field(default="", max_length=200)
    agreed_at: datetime
    by_staff_id: UUID
    withdrawn_at: datetime | None = Field(default=None)
