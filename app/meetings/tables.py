"""Meetings, who is expected and came, and what was agreed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.meetings.rules import MeetingKind, MeetingState
from app.time_budget.rules import TimeSource


class GroupMeeting(TenantRow, Versioned, table=True):
    """One meeting of one group."""

    __tablename__ = "group_meeting"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_group_meeting_group"),
        within_school("event_id", "directed_event", name="fk_group_meeting_event"),
        within_school("created_by", "staff", name="fk_group_meeting_created_by"),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        CheckConstraint("minutes BETWEEN 5 AND 360", name="minutes"),
        Index("ix_group_meeting_group", "school_id", "group_id", "starts_at", "id"),
    )

    group_id: UUID
    kind: MeetingKind = Field(sa_type=text_enum(MeetingKind, "kind"))
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=text_enum(MeetingState, "state"))
    title: str = Field(max_length=200)
    held_on: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str = Field(default="", max_length=200)
    agenda: str = Field(default="", max_length=4000)
    record: str = Field(default="", max_length=10_000)
    time_source: TimeSource = Field(sa_type=text_enum(TimeSource, "time_source"))
    event_id: UUID | None = Field(default=None)
    """The twilight or INSET day of the school's calendar in which it is held."""
    created_by: UUID
    created_at: datetime


class MeetingSeat(TenantRow, table=True):
    """Somebody who is expected at a meeting, what it takes from them, and whether they came."""

    __tablename__ = "meeting_seat"
    __table_args__ = (
        within_school("meeting_id", "group_meeting", name="fk_meeting_seat_meeting"),
        within_school("staff_id", "staff", name="fk_meeting_seat_staff"),
        within_school("commit_id", "ledger_entry", name="fk_meeting_seat_commit"),
        UniqueConstraint("school_id", "meeting_id", "staff_id", name="uq_meeting_seat_once"),
        Index("ix_meeting_seat_staff", "school_id", "staff_id"),
    )

    meeting_id: UUID
    staff_id: UUID
    minutes: int
    commit_id: UUID | None = Field(default=None)
    came: bool | None = Field(default=None)
    """None until somebody has said."""
    logged_at: datetime | None = Field(default=None)


class MeetingAction(TenantRow, table=True):
    """What somebody has promised to do by when."""

    __tablename__ = "meeting_action"
    __table_args__ = (
        within_school("meeting_id", "group_meeting", name="fk_meeting_action_meeting"),
        within_school("staff_id", "staff", name="fk_meeting_action_staff"),
        CheckConstraint("text <> ''", name="text"),
        Index("ix_meeting_action_meeting", "school_id", "meeting_id", "made_at", "id"),
    )

    meeting_id: UUID
    text: str = Field(max_length=500)
    staff_id: UUID | None = Field(default=None)
    by_on: date | None = Field(default=None)
    done_at: datetime | None = Field(default=None)
    made_at: datetime
