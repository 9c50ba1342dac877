"""Needs for cover and who was asked. Accepting is one compare-and-set: the first wins."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.cover.rules import AskState, CoverKind, CoverState
from app.db.base import TenantRow, Versioned, text_enum, within_school


class CoverSlot(TenantRow, Versioned, table=True):
    """One half-period in which a released teacher's class needs somebody."""

    __tablename__ = "cover_slot"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_cover_slot_group"),
        within_school("round_id", "study_round", name="fk_cover_slot_round"),
        within_school("released_id", "staff", name="fk_cover_slot_released"),
        within_school("coverer_id", "staff", name="fk_cover_slot_coverer"),
        within_school("commit_id", "ledger_entry", name="fk_cover_slot_commit"),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        # Cover is agreed, never assigned: who covers is named exactly when somebody has accepted.
        CheckConstraint("(coverer_id IS NOT NULL) = (state IN ('accepted', 'done'))", name="agreed"),
        CheckConstraint("coverer_id IS NULL OR coverer_id <> released_id", name="somebody_else"),
        CheckConstraint("(commit_id IS NOT NULL) = (coverer_id IS NOT NULL)", name="paid"),
        Index("ix_cover_slot_day", "school_id", "held_on", "id"),
        Index("ix_cover_slot_state", "school_id", "state", "held_on", "id"),
        Index("ix_cover_slot_round", "school_id", "round_id"),
        Index("ix_cover_slot_group", "school_id", "group_id"),
    )

    group_id: UUID
    round_id: UUID
    state: CoverState = Field(sa_type=text_enum(CoverState, "state"))
    kind: CoverKind = Field(default=CoverKind.MUTUAL, sa_type=text_enum(CoverKind, "kind"))
    held_on: date
    period: str = Field(max_length=500)
    slice: int
    starts_at: datetime
    ends_at: datetime
    minutes: int
    released_id: UUID
    class_name: str = Field(max_length=500)
    subject: str = Field(default="", max_length=500)
    room: str = Field(default="", max_length=500)
    coverer_id: UUID | None = Field(default=None)
    commit_id: UUID | None = Field(default=None)
    arrangement: str = Field(default="", max_length=200)
    asked_at: datetime | None = Field(default=None)
    created_at: datetime


class CoverAsk(TenantRow, table=True):
    """One colleague who was asked. Declining needs no reason, and none is kept."""

    __tablename__ = "cover_ask"
    __table_args__ = (
        within_school("slot_id", "cover_slot", name="fk_cover_ask_slot"),
        within_school("staff_id", "staff", name="fk_cover_ask_staff"),
        UniqueConstraint("school_id", "slot_id", "staff_id", name="uq_cover_ask_once"),
        Index("ix_cover_ask_staff", "school_id", "staff_id", "state"),
    )

    slot_id: UUID
    staff_id: UUID
    state: AskState = Field(sa_type=text_enum(AskState, "state"))
    asked_at: datetime
    answered_at: datetime | None = Field(default=None)
