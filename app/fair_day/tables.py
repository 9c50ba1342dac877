"""A learning fair: its rooms, what stands and is told where, who visited what, who was there.

Two talks in one room at one time, a presenter in two places, and two stalls of one number are impossible here:
triggers and keys in app/db/constraints.py hold it.
"""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, false, select
from sqlmodel import Field, col

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.db.tenancy import shared
from app.fair_day.rules import FairState, SlotKind
from app.identity.tables import School
from app.kernel.actor import Scope


def _fairs_beyond(scope: Scope) -> ColumnElement[bool]:
    """That a school of the reader's trust has opened a fair: title and time, for the trust's fairs side by side."""
    if scope.trust_id is None:
        return false()
    of_trust = select(col(School.id)).where(col(School.trust_id) == scope.trust_id)
    is_open = col(LearningFair.opened_at).is_not(None) & (col(LearningFair.state) != FairState.CANCELLED)
    return is_open & col(LearningFair.school_id).in_(of_trust)


@shared(_fairs_beyond)
class LearningFair(TenantRow, Versioned, table=True):
    __tablename__ = "learning_fair"
    __table_args__ = (
        within_school("event_id", "directed_event", name="fk_learning_fair_event"),
        within_school("created_by", "staff", name="fk_learning_fair_by"),
        CheckConstraint("starts < ends", name="runs_forward"),
        CheckConstraint("title <> ''", name="title"),
        Index("ix_learning_fair_school", "school_id", "held_on", "id"),
    )

    title: str = Field(max_length=200)
    welcome: str = Field(default="", max_length=2000)
    held_on: date
    starts: time
    ends: time
    state: FairState = Field(default=FairState.PLANNED, sa_type=text_enum(FairState, "state"))
    event_id: UUID | None = Field(default=None)
    """The directed event that being there counts as; null when it is nobody's directed time."""
    created_by: UUID
    created_at: datetime
    opened_at: datetime | None = Field(default=None)
    closed_at: datetime | None = Field(default=None)


class FairRoom(TenantRow, table=True):
    __tablename__ = "fair_room"
    __table_args__ = (
        within_school("fair_id", "learning_fair", name="fk_fair_room_fair"),
        UniqueConstraint("school_id", "fair_id", "name", name="uq_fair_room_name"),
        CheckConstraint("stalls BETWEEN 0 AND 100", name="stalls"),
        CheckConstraint("name <> ''", name="name"),
    )

    fair_id: UUID
    name: str = Field(max_length=100)
    stalls: int = Field(default=0)
    """How many stalls stand in it; talks go one after the other."""


class FairSlot(TenantRow, table=True):
    """A stall or a talk: what is shown, where and when."""

    __tablename__ = "fair_slot"
    __table_args__ = (
        within_school("fair_id", "learning_fair", name="fk_fair_slot_fair"),
        within_school("finding_id", "finding", name="fk_fair_slot_finding"),
        within_school("room_id", "fair_room", name="fk_fair_slot_room"),
        UniqueConstraint("school_id", "fair_id", "number", name="uq_fair_slot_number"),
        UniqueConstraint("school_id", "fair_id", "finding_id", "kind", name="uq_fair_slot_once"),
        CheckConstraint("starts < ends", name="runs_forward"),
        CheckConstraint("(kind = 'stall') = (number IS NOT NULL)", name="stalls_are_numbered"),
        CheckConstraint("number IS NULL OR number > 0", name="number"),
        Index("ix_fair_slot_room", "school_id", "room_id", "starts"),
        Index("ix_fair_slot_finding", "school_id", "finding_id"),
    )

    fair_id: UUID
    finding_id: UUID
    room_id: UUID
    kind: SlotKind = Field(sa_type=text_enum(SlotKind, "kind"))
    number: int | None = Field(default=None)
    starts: time
    ends: time
    presented_at: datetime | None = Field(default=None)


class FairPresenter(TenantRow, table=True):
    """An author who stands there. The times are the slot's: the trigger that forbids two places at once reads them."""

    __tablename__ = "fair_presenter"
    __table_args__ = (
        within_school("fair_id", "learning_fair", name="fk_fair_presenter_fair"),
        within_school("slot_id", "fair_slot", name="fk_fair_presenter_slot"),
        within_school("staff_id", "staff", name="fk_fair_presenter_staff"),
        UniqueConstraint("school_id", "slot_id", "staff_id", name="uq_fair_presenter_once"),
        CheckConstraint("starts < ends", name="runs_forward"),
        Index("ix_fair_presenter_person", "school_id", "fair_id", "staff_id", "starts"),
    )

    fair_id: UUID
    slot_id: UUID
    staff_id: UUID
    starts: time
    ends: time


class FairVisit(TenantRow, table=True):
    """A stamp in somebody's passport: they were at that stall."""

    __tablename__ = "fair_visit"
    __table_args__ = (
        within_school("fair_id", "learning_fair", name="fk_fair_visit_fair"),
        within_school("slot_id", "fair_slot", name="fk_fair_visit_slot"),
        within_school("staff_id", "staff", name="fk_fair_visit_staff"),
        UniqueConstraint("school_id", "slot_id", "staff_id", name="uq_fair_visit_once"),
        Index("ix_fair_visit_person", "school_id", "fair_id", "staff_id"),
    )

    fair_id: UUID
    slot_id: UUID
    staff_id: UUID
    note: str = Field(default="", max_length=500)
    """What the visitor takes away; their own to read."""
    visited_at: datetime


class FairAttendance(TenantRow, table=True):
    """Somebody was at the fair, for so many minutes."""

    __tablename__ = "fair_attendance"
    __table_args__ = (
        within_school("fair_id", "learning_fair", name="fk_fair_attendance_fair"),
        within_school("staff_id", "staff", name="fk_fair_attendance_staff"),
        within_school("marked_by", "staff", name="fk_fair_attendance_by"),
        UniqueConstraint("school_id", "fair_id", "staff_id", name="uq_fair_attendance_once"),
        CheckConstraint("minutes BETWEEN 1 AND 960", name="minutes"),
    )

    fair_id: UUID
    staff_id: UUID
    minutes: int
    is_directed: bool = Field(default=False)
    marked_by: UUID
    marked_at: datetime
