"""What travels over HTTP about learning fairs."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, Strict, model_validator

from app.fair.rules import FindingState
from app.fair_day.rules import TALKS, FairState, PostersState, Size, SlotKind
from app.web.bodies import Body, Flag, Line, Out, Plain, SchoolDate, Text, WallTime

PRESENTERS_MAX = 20
ARRANGED_MAX = 200
"""Findings that are arranged at once, and slots of a fair."""
PEOPLE_MAX = 500
RoomName = Annotated[Line, Field(max_length=100)]
Stalls = Annotated[int, Strict(), Field(ge=0, le=100)]
Note = Annotated[Plain, Field(max_length=500)]
AttendedMinutes = Annotated[int, Strict(), Field(ge=1, le=960)]
Presenters = Annotated[list[UUID], Field(min_length=1, max_length=PRESENTERS_MAX)]
StallNumber = Annotated[int, Strict(), Field(ge=1, le=999)]


# ---- the fair --------------------------------------------------------------------------------------------


class LearningFairIn(Body):
    title: Line
    welcome: Text = ""
    held_on: SchoolDate
    starts: WallTime
    ends: WallTime
    event_id: UUID | None = None
    """The directed event that being there counts as; null when it is nobody's directed time."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("ends before it starts")
        return self


class FairMay(Out):
    """What the reader may do here now."""

    plan: bool
    open: bool
    close: bool
    cancel: bool
    visit: bool
    """Stamps are given: the fair is open, and today is the day."""


class LearningFairLine(Out):
    id: UUID
    title: str
    held_on: date
    starts: WallTime
    ends: WallTime
    state: FairState
    stalls: int
    talks: int


class LearningFairOut(LearningFairLine):
    welcome: str
    event_id: UUID | None
    event_title: str
    """Empty without one."""
    opened_at: datetime | None
    closed_at: datetime | None
    may: FairMay
    version: int
    """Raised by every change of the fair or its programme: If-Match of all edits."""


class FairRoomIn(Body):
    name: RoomName
    stalls: Stalls = 0
    """How many stalls stand in it; talks go one after the other."""


class FairRoomOut(Out):
    id: UUID
    name: str
    stalls: int


class FairRoomDone(FairRoomOut):
    """A room, and the fair's version after the change."""

    version: int


# ---- the programme ---------------------------------------------------------------------------------------


class FairSlotIn(Body):
    finding_id: UUID
    kind: SlotKind
    room_id: UUID
    starts: WallTime | None = None
    """Null: a talk takes the next free time in the room, a stall stands from the beginning."""
    ends: WallTime | None = None
    """Only of a stall; null: until the end. A talk's minutes are its kind's."""
    number: StallNumber | None = None
    """Only of a stall; null: the next that is free."""
    presenter_ids: Presenters

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        _require_fitting(self.kind == SlotKind.STALL, self.starts, self.ends, self.number)
        return self


class FairSlotEdit(Body):
    """Where, when and by whom; what is shown, and how, stays."""

    room_id: UUID
    starts: WallTime | None = None
    ends: WallTime | None = None
    number: StallNumber | None = None
    """Null: as it is."""
    presenter_ids: Presenters


class PresenterOut(Out):
    staff_id: UUID
    name: str


class SlotFinding(Out):
    id: UUID
    title: str
    group_name: str
    pull_quote: str
    focus: str
    authors: list[PresenterOut]
    is_published: bool
    """It can be read on the fair by whoever is its audience."""
    is_withdrawn: bool
    """Only leads still see such a stall or talk, so that they can take it out."""


class FairSlotOut(Out):
    id: UUID
    kind: SlotKind
    number: int | None
    room: FairRoomOut
    starts: WallTime
    ends: WallTime
    finding: SlotFinding
    presenters: list[PresenterOut]
    presented_at: datetime | None
    visits: int | None
    """Stamps; of whom, nobody sees. Null for all but its presenters and those who plan."""


class FairSlotDone(FairSlotOut):
    """A stall or talk, and the fair's version after the change."""

    version: int


class UnplacedFinding(Out):
    """A finding that a lead has accepted, and that has no place at this fair yet."""

    id: UUID
    title: str
    group_name: str
    focus: str
    state: FindingState
    """Accepted, or scheduled for another fair, come first; what was presented or published may be shown again."""
    authors: list[PresenterOut]


class ProgrammeOut(Out):
    fair: LearningFairOut
    rooms: list[FairRoomOut]
    slots: list[FairSlotOut]
    """By start, then stalls by number and talks by room."""
    unplaced: list[UnplacedFinding]
    """Only for those who plan; empty for others."""


class TalksWish(Body):
    kind: SlotKind

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        if self.kind not in TALKS:
            raise ValueError("is no kind of talk")
        return self


class ArrangeFairIn(Body):
    """Place many at once. What is in the programme already stays where it is."""

    finding_ids: list[UUID] = Field(min_length=1, max_length=ARRANGED_MAX)
    stalls: Flag = True
    """A stall for each."""
    talks: TalksWish | None = None
    """And a talk of this kind for each."""
    rooms: list[UUID] = Field(default_factory=list, max_length=50)
    """Where talks are given; empty: in all rooms."""

    @model_validator(mode="after")
    def _wants_something(self) -> Self:
        if not self.stalls and self.talks is None:
            raise ValueError("asks for neither stalls nor talks")
        return self


class NotPlaced(Out):
    """What could not be placed, and why."""

    finding_id: UUID
    title: str
    kind: SlotKind
    why: str
    """A sentence or two: the reason, and what would help."""


class ArrangedOut(Out):
    placed: list[FairSlotOut]
    left_out: list[NotPlaced]
    version: int


# ---- the day ---------------------------------------------------------------------------------------------


class VisitIn(Body):
    note: Note = ""
    """What the visitor takes away; their own to read."""


class StampOut(Out):
    slot_id: UUID
    number: int | None
    finding_id: UUID
    title: str
    note: str
    visited_at: datetime


class StallToSee(Out):
    slot_id: UUID
    number: int | None
    room_name: str
    finding_id: UUID
    title: str
    starts: WallTime
    ends: WallTime


class PassportOut(Out):
    fair_id: UUID
    title: str
    stalls: int
    """Stalls that one can visit: one's own are left out."""
    visited: list[StampOut]
    """The last first."""
    to_see: list[StallToSee]
    may_visit: bool


class TalkShown(Out):
    slot_id: UUID
    kind: SlotKind
    room_name: str
    starts: WallTime
    ends: WallTime
    title: str
    group_name: str
    presenters: list[str]


class StallShown(Out):
    slot_id: UUID
    number: int | None
    room_name: str
    title: str
    group_name: str
    starts: WallTime
    ends: WallTime
    stamps: int | None
    """Null while there are some, but too few to say how many."""


class BigScreenOut(Out):
    """What hangs in the hall. No visitor is named."""

    title: str
    welcome: str
    held_on: date
    starts: WallTime
    ends: WallTime
    state: FairState
    is_today: bool
    now: WallTime
    """On the school's clock."""
    talks_now: list[TalkShown]
    talks_next: list[TalkShown]
    """The next in each room."""
    stalls: list[StallShown]
    stamps: int
    stamps_newest: int
    """Of the last ten minutes."""


class AttendedIn(Body):
    staff_id: UUID
    minutes: AttendedMinutes


class FairAttendanceIn(Body):
    """Who was there. People who are not named stay as they were marked before."""

    staff: list[AttendedIn] = Field(min_length=1, max_length=PEOPLE_MAX)


class AttendedOut(Out):
    staff_id: UUID
    name: str
    minutes: int
    is_directed: bool
    """The linked event directs them: its minutes are in their directed time."""
    directed_minutes: int
    marked_at: datetime


class AttendanceOut(Out):
    fair_id: UUID
    minutes_max: int
    """How long the fair lasts."""
    event_id: UUID | None
    event_minutes: int | None
    people: list[AttendedOut]


class MyAttendanceOut(Out):
    fair_id: UUID
    mine: AttendedOut | None
    """Null while nobody has marked it."""


# ---- posters ---------------------------------------------------------------------------------------------


class PostersIn(Body):
    size: Size = Size.A3


class PostersOut(Out):
    state: PostersState
    """Of the programme as it stands."""
    size: Size
    posters: int
    asked_at: datetime | None
    ready_at: datetime | None


def _require_fitting(is_stall: bool, starts: str | None, ends: str | None, number: int | None) -> None:
    if not is_stall and (ends is not None or number is not None):
        raise ValueError("gives an end or a number to a talk, whose minutes are its kind's")
    if starts is not None and ends is not None and starts >= ends:
        raise ValueError("ends before it starts")
