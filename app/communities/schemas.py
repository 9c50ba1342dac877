"""What travels over HTTP about communities, open lessons and the trust's fairs."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, Strict, model_validator

from app.communities.rules import (
    LEADERS,
    PLACES_MAX,
    REPORT_MAX,
    SCHOOLS_MAX,
    SCHOOLS_MIN,
    CommunityState,
    OpenKind,
    OpenState,
    OpenTo,
    StepKind,
)
from app.web.bodies import Body, Line, OptionalLine, Out, Plain, SchoolDate, Text, WallTime

Places = Annotated[int, Strict(), Field(ge=1, le=PLACES_MAX)]
Leaders = Annotated[list[UUID], Field(min_length=LEADERS, max_length=LEADERS)]


# ---- communities ---------------------------------------------------------------------------------


class CommunityStepIn(Body):
    kind: StepKind
    held_on: SchoolDate
    text: Text = ""


Steps = Annotated[list[CommunityStepIn], Field(min_length=len(StepKind), max_length=len(StepKind))]
"""Each of the three, in their order."""


class CommunityIn(Body):
    """`open_to` stays as it is chosen now: other schools join by it."""

    name: Line
    focus: Line
    about: Text = ""
    open_to: OpenTo
    steps: Steps
    leader_ids: Leaders


class CommunityEdit(Body):
    name: Line
    focus: Line
    about: Text
    steps: Steps


class CommunityLeadersIn(Body):
    """The two colleagues of one's own school who lead there."""

    leader_ids: Leaders


class CommunityReportIn(Body):
    kind: StepKind
    text: Annotated[Plain, Field(min_length=1, max_length=REPORT_MAX)]


class CommunityReportOut(Out):
    """What a school said of a step. `is_ours`: it may be taken back here."""

    id: UUID
    kind: StepKind
    text: str
    school_name: str
    by_name: str
    made_at: datetime
    is_ours: bool


class CommunityStepOut(Out):
    kind: StepKind
    held_on: date
    text: str


class CommunityLeaderOut(Out):
    """`staff_id` only of one's own school."""

    name: str
    staff_id: UUID | None


class CommunitySchoolOut(Out):
    """A school in a community. Its leaders are named to the schools in it."""

    school_name: str
    is_ours: bool
    is_host: bool
    joined_at: datetime
    leaders: list[CommunityLeaderOut]


class CommunitySummary(Out):
    id: UUID
    name: str
    focus: str
    school_name: str
    open_to: OpenTo
    state: CommunityState
    workshop_on: date
    evaluation_on: date
    schools: int
    schools_min: int = SCHOOLS_MIN
    schools_max: int = SCHOOLS_MAX
    is_ours: bool
    is_joined: bool


class CommunityMay(Out):
    """What whoever asks may do now."""

    edit: bool
    join: bool
    choose_leaders: bool
    leave: bool
    report: bool
    close: bool


class CommunityOut(CommunitySummary):
    about: str
    steps: list[CommunityStepOut]
    members: list[CommunitySchoolOut]
    missing: int
    """Schools that are still wanted before it is a community of SCHOOLS_MIN."""
    may: CommunityMay
    version: int


# ---- open lessons --------------------------------------------------------------------------------


class _Times(Body):
    starts: WallTime
    ends: WallTime

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("must end after it starts")
        return self


class OpenLessonIn(_Times):
    """`open_to` stays as it is chosen now: other schools book by it. Times are of the school that holds it."""

    kind: OpenKind
    title: Line
    focus: OptionalLine = ""
    about: Text = ""
    where_held: OptionalLine = ""
    held_on: SchoolDate
    places: Places
    open_to: OpenTo
    round_id: UUID | None = None


class OpenLessonEdit(_Times):
    title: Line
    focus: OptionalLine
    about: Text
    where_held: OptionalLine
    held_on: SchoolDate
    places: Places


class CancelOpenLessonIn(Body):
    """Visitors read the reason."""

    reason: Annotated[Text, Field(min_length=1)]


class BookIn(Body):
    """A place for oneself, or, by a lead, for a colleague. `note` is a word to the host."""

    staff_id: UUID | None = None
    note: Annotated[Plain, Field(max_length=500)] = ""


class BookingOut(Out):
    """Who comes. Read by the school that holds it, and by the visitor's."""

    id: UUID
    name: str
    school_name: str
    note: str
    booked_at: datetime
    is_mine: bool
    may_cancel: bool


class OpenLessonMay(Out):
    """What whoever asks may do now. `book`: there is a place for oneself; `see_visitors`: all who come."""

    edit: bool
    cancel: bool
    book: bool
    see_visitors: bool


class OpenLessonOut(Out):
    id: UUID
    kind: OpenKind
    state: OpenState
    open_to: OpenTo
    title: str
    focus: str
    about: str
    where_held: str
    school_name: str
    held_on: date
    starts: WallTime
    ends: WallTime
    places: int
    taken: int
    is_ours: bool
    has_begun: bool
    cancel_reason: str
    round_id: UUID | None
    """Only at the school that holds it."""
    my_booking_id: UUID | None
    may: OpenLessonMay
    version: int


# ---- the trust's fairs side by side --------------------------------------------------------------


class NextFairOut(Out):
    title: str
    held_on: date
    starts: WallTime
    ends: WallTime


class TrustSchoolOut(Out):
    """A school of the trust: what of its fair the reader may read, in figures. No order between schools but by name."""

    school_id: UUID
    name: str
    is_ours: bool
    published: int
    last_published_at: datetime | None
    tried: int
    """How often others said that they had tried one of these findings."""
    next_fair: NextFairOut | None
    open_lessons: int
