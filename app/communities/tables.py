"""Communities of schools, and lessons that other schools may visit.

Rows that others may read carry who: the trust, or every school. Where names of people stand, only the schools that
need them read: the members of a community its leaders, the host and the visitor's school a booking.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    false,
    select,
    text,
)
from sqlmodel import Field, col

from app.communities.rules import CommunityState, OpenKind, OpenState, OpenTo, StepKind
from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.db.tenancy import shared
from app.kernel.actor import Scope


def _open_beyond(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """Open to every school, or to the trust the reader belongs to; to nobody who is in no school."""
    if scope.school_id is None:
        return false()
    everyone: ColumnElement[bool] = col(cls.open_to) == OpenTo.EVERYONE
    if scope.trust_id is None:
        return everyone
    return everyone | ((col(cls.open_to) == OpenTo.TRUST) & (col(cls.trust_id) == scope.trust_id))


def _communities_beyond(scope: Scope) -> ColumnElement[bool]:
    return _open_beyond(Community, scope)


def _members_beyond(scope: Scope) -> ColumnElement[bool]:
    return _open_beyond(CommunityMember, scope)


def _lessons_beyond(scope: Scope) -> ColumnElement[bool]:
    return _open_beyond(OpenLesson, scope)


def _seats_beyond(scope: Scope) -> ColumnElement[bool]:
    return _open_beyond(OpenSeat, scope)


def _of_members(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """Rows of a community that the reader's school is in. PostgreSQL's policy says the same."""
    if scope.school_id is None:
        return false()
    mine = select(col(CommunityMember.community_id)).where(
        col(CommunityMember.school_id) == scope.school_id, col(CommunityMember.left_at).is_(None)
    )
    return col(cls.community_id).in_(mine)


def _leaders_beyond(scope: Scope) -> ColumnElement[bool]:
    return _of_members(CommunityLeader, scope)


def _reports_beyond(scope: Scope) -> ColumnElement[bool]:
    return _of_members(CommunityReport, scope)


def _bookings_beyond(scope: Scope) -> ColumnElement[bool]:
    """Who comes to the reader's school."""
    return false() if scope.school_id is None else col(OpenBooking.lesson_school_id) == scope.school_id


@shared(_communities_beyond)
class Community(TenantRow, Versioned, table=True):
    """A research learning community. Belongs to the school that began it."""

    __tablename__ = "community"
    __table_args__ = (
        within_school("created_by", "staff", name="fk_community_by"),
        UniqueConstraint("id", name="uq_community_id"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("open_to <> 'trust' OR trust_id IS NOT NULL", name="trust"),
        CheckConstraint("workshop_on <= application_on AND application_on <= evaluation_on", name="steps_in_order"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("ix_community_open", "open_to", "workshop_on", "id"),
        Index("ix_community_school", "school_id", "workshop_on", "id"),
    )

    trust_id: UUID | None = Field(default=None, foreign_key="trust.id")
    open_to: OpenTo = Field(sa_type=text_enum(OpenTo, "open_to"))
    state: CommunityState = Field(default=CommunityState.OPEN, sa_type=text_enum(CommunityState, "state"))
    name: str = Field(max_length=200)
    focus: str = Field(max_length=200)
    about: str = Field(default="", max_length=2000)
    school_name: str = Field(max_length=200)
    workshop_on: date
    workshop_text: str = Field(default="", max_length=2000)
    application_on: date
    application_text: str = Field(default="", max_length=2000)
    evaluation_on: date
    evaluation_text: str = Field(default="", max_length=2000)
    created_by: UUID
    created_at: datetime
    closed_at: datetime | None = Field(default=None)


@shared(_members_beyond)
class CommunityMember(TenantRow, table=True):
    """That a school is in a community, in one of its places. Belongs to that school; holds nobody's name."""

    __tablename__ = "community_member"
    __table_args__ = (
        ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_community_member_community"),
        CheckConstraint("place BETWEEN 1 AND 6", name="place"),
        Index(
            "uq_community_member_place", "community_id", "place", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
        Index(
            "uq_community_member_school", "school_id", "community_id", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
    )  # fmt: skip

    community_id: UUID
    community_school_id: UUID
    """The school that began it."""
    trust_id: UUID | None = Field(default=None)
    """Copied from the community, with the next."""
    open_to: OpenTo = Field(sa_type=text_enum(OpenTo, "open_to"))
    place: int
    school_name: str = Field(max_length=200)
    joined_at: datetime
    left_at: datetime | None = Field(default=None)


@shared(_leaders_beyond)
class CommunityLeader(TenantRow, table=True):
    """One of a school's two leaders in a community. The other schools in it read the name."""

    __tablename__ = "community_leader"
    __table_args__ = (
        within_school("member_id", "community_member", name="fk_community_leader_member"),
        within_school("staff_id", "staff", name="fk_community_leader_staff"),
        ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_community_leader_community"),
        UniqueConstraint("school_id", "member_id", "number", name="uq_community_leader_number"),
        UniqueConstraint("school_id", "member_id", "staff_id", name="uq_community_leader_once"),
        CheckConstraint("number BETWEEN 1 AND 2", name="number"),
        Index("ix_community_leader_community", "community_id", "name", "id"),
    )

    member_id: UUID
    community_id: UUID
    number: int
    staff_id: UUID
    name: str = Field(max_length=200)


@shared(_reports_beyond)
class CommunityReport(TenantRow, table=True):
    """What a school says of a step: what it takes from the workshop, what it tried, what came of it."""

    __tablename__ = "community_report"
    __table_args__ = (
        within_school("member_id", "community_member", name="fk_community_report_member"),
        within_school("by_staff_id", "staff", name="fk_community_report_by"),
        ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_community_report_community"),
        CheckConstraint("text <> ''", name="says_something"),
        Index("ix_community_report_community", "community_id", "made_at", "id"),
    )

    member_id: UUID
    community_id: UUID
    kind: StepKind = Field(sa_type=text_enum(StepKind, "kind"))
    text: str = Field(max_length=10_000)
    school_name: str = Field(max_length=200)
    by_staff_id: UUID
    by_name: str = Field(max_length=200)
    made_at: datetime


@shared(_lessons_beyond)
class OpenLesson(TenantRow, Versioned, table=True):
    """A research lesson or study day that other schools may visit. Belongs to the school that holds it."""

    __tablename__ = "open_lesson"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_open_lesson_round"),
        within_school("created_by", "staff", name="fk_open_lesson_by"),
        UniqueConstraint("id", name="uq_open_lesson_id"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("starts < ends", name="runs_forward"),
        CheckConstraint("places BETWEEN 1 AND 200", name="places"),
        CheckConstraint("open_to <> 'trust' OR trust_id IS NOT NULL", name="trust"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        Index("ix_open_lesson_open", "open_to", "held_on", "id"),
        Index("ix_open_lesson_school", "school_id", "held_on", "id"),
    )

    trust_id: UUID | None = Field(default=None, foreign_key="trust.id")
    open_to: OpenTo = Field(sa_type=text_enum(OpenTo, "open_to"))
    kind: OpenKind = Field(sa_type=text_enum(OpenKind, "kind"))
    state: OpenState = Field(default=OpenState.OPEN, sa_type=text_enum(OpenState, "state"))
    title: str = Field(max_length=200)
    focus: str = Field(default="", max_length=200)
    about: str = Field(default="", max_length=2000)
    where_held: str = Field(default="", max_length=200)
    school_name: str = Field(max_length=200)
    held_on: date
    starts: time
    ends: time
    places: int
    round_id: UUID | None = Field(default=None)
    """The round that visitors would join; its school's own matter."""
    cancel_reason: str = Field(default="", max_length=2000)
    created_by: UUID
    created_at: datetime
    cancelled_at: datetime | None = Field(default=None)


@shared(_seats_beyond)
class OpenSeat(TenantRow, table=True):
    """That a place at an open lesson is taken. Belongs to the visitor's school; holds nobody's name."""

    __tablename__ = "open_seat"
    __table_args__ = (
        ForeignKeyConstraint(["lesson_id"], ["open_lesson.id"], name="fk_open_seat_lesson"),
        CheckConstraint("number BETWEEN 1 AND 200", name="number"),
        Index(
            "uq_open_seat_number", "lesson_id", "number", unique=True,
            sqlite_where=text("released_at IS NULL"), postgresql_where=text("released_at IS NULL"),
        ),
    )  # fmt: skip

    lesson_id: UUID
    lesson_school_id: UUID
    trust_id: UUID | None = Field(default=None)
    """Copied from the lesson, with the next."""
    open_to: OpenTo = Field(sa_type=text_enum(OpenTo, "open_to"))
    number: int
    taken_at: datetime
    released_at: datetime | None = Field(default=None)


@shared(_bookings_beyond)
class OpenBooking(TenantRow, table=True):
    """Who sits there. Belongs to the visitor's school; the school that holds the lesson reads it too."""

    __tablename__ = "open_booking"
    __table_args__ = (
        within_school("seat_id", "open_seat", name="fk_open_booking_seat"),
        within_school("staff_id", "staff", name="fk_open_booking_staff"),
        within_school("booked_by", "staff", name="fk_open_booking_by"),
        ForeignKeyConstraint(["lesson_id"], ["open_lesson.id"], name="fk_open_booking_lesson"),
        UniqueConstraint("school_id", "seat_id", name="uq_open_booking_seat"),
        Index(
            "uq_open_booking_person", "school_id", "lesson_id", "staff_id", unique=True,
            sqlite_where=text("cancelled_at IS NULL"), postgresql_where=text("cancelled_at IS NULL"),
        ),
        Index("ix_open_booking_lesson", "lesson_id", "booked_at", "id"),
    )  # fmt: skip

    seat_id: UUID
    lesson_id: UUID
    lesson_school_id: UUID
    staff_id: UUID
    name: str = Field(max_length=200)
    school_name: str = Field(max_length=200)
    note: str = Field(default="", max_length=500)
    """A word to the host."""
    booked_by: UUID
    booked_at: datetime
    cancelled_at: datetime | None = Field(default=None)
