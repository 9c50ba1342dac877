"""What travels over HTTP about meetings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.meetings.rules import MINUTES_MAX, MINUTES_MIN, MeetingKind, MeetingState
from app.time_budget.rules import TimeSource
from app.web.bodies import Body, Flag, Line, LongText, OptionalLine, Out, Plain, SchoolDate, WallTime

Agenda = Annotated[Plain, Field(max_length=4000)]


class MeetingIn(Body):
    kind: MeetingKind
    title: Line
    held_on: SchoolDate
    start: WallTime
    minutes: Annotated[int, Strict(), Field(ge=MINUTES_MIN, le=MINUTES_MAX)] = 60
    time_source: TimeSource = TimeSource.PROTECTED
    place: OptionalLine = ""
    agenda: Agenda = ""
    event_id: UUID | None = None
    """The twilight or INSET day of the school's calendar in which it is held."""
    staff_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=20)
    """Who is expected; null: all members."""


class MeetingEdit(MeetingIn):
    record: LongText = ""


class MeetingCancelIn(Body):
    reason: OptionalLine = ""


class AttendanceIn(Body):
    staff_id: UUID
    came: Flag


class MeetingHeldIn(Body):
    seats: list[AttendanceIn] = Field(min_length=1, max_length=20)


class MeetingActionIn(Body):
    id: UUID | None = None
    """Of the client's making: the same sent twice is one."""
    text: Annotated[Plain, Field(min_length=1, max_length=500)]
    staff_id: UUID | None = None
    by_on: SchoolDate | None = None


class MeetingLine(Out):
    """A meeting without its words: what leads see as well."""

    id: UUID
    group_id: UUID
    kind: MeetingKind
    state: MeetingState
    title: str
    held_on: date
    start: str
    end: str
    minutes: int
    time_source: TimeSource
    expected: int
    came: int


class SeatOut(Out):
    staff_id: UUID
    name: str
    minutes: int
    came: bool | None
    """Null until somebody has said."""


class MeetingActionOut(Out):
    id: UUID
    text: str
    staff_id: UUID | None
    name: str | None
    by_on: date | None
    done_at: datetime | None
    made_at: datetime


class MeetingOut(MeetingLine):
    group_name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str
    record: str
    event_id: UUID | None
    event_title: str | None
    seats: list[SeatOut]
    actions: list[MeetingActionOut]
    may_change: bool
    may_say_who_came: bool
    version: int
