"""What travels over HTTP about directed time."""

from datetime import date, datetime, time
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, Strict, model_validator

from app.identity.rules import WorkingTimeRegime
from app.web.bodies import Body, Flag, Line, OptionalLine, Out, SchoolDate, WallTime
from app.working_time.rules import EventAudience, EventKind, FigureKey, LineKind, Recompense, RuleId, Unit

CONTINGENCY_MINUTES_MAX = 20_000
EVENT_MINUTES_MAX = 960
INVITED_MAX = 500
TWILIGHTS_MAX = 24
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
"""The id of a profile or edition."""
ContingencyMinutes = Annotated[int, Strict(), Field(ge=0, le=CONTINGENCY_MINUTES_MAX)]
EventMinutes = Annotated[int, Strict(), Field(ge=1, le=EVENT_MINUTES_MAX)]
FigureValue = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]


# ---- profiles ------------------------------------------------------------------------------------------


class SourceOut(Out):
    """Where a figure comes from: the document, its edition, the paragraph where one is known."""

    document: str
    edition: str
    paragraph: str | None
    reference: str
    """Where we read it."""


class FigureOut(Out):
    key: FigureKey
    value: int | None
    """Null: the profile has none, and the school says it."""
    unit: Unit
    what: str
    """One sentence."""
    source: SourceOut
    is_verified: bool
    """False: carried over, or not read in the document itself; `what` says so."""
    least: int
    most: int


class EditionOut(Out):
    id: str
    name: str
    first_year: int
    """The school year that begins in this calendar year is the first it is for."""
    last_year: int | None
    note: str
    figures: list[FigureOut]


class ProfileOut(Out):
    id: str
    name: str
    regime: WorkingTimeRegime
    has_cap: bool
    note: str
    editions: list[EditionOut]


class ProfilesOut(Out):
    profiles: list[ProfileOut]


# ---- the school's choice ---------------------------------------------------------------------------------


class WarningOut(Out):
    rule: RuleId
    message: str
    """What it is, and how to mend it."""


class VariationOut(Out):
    value: int
    reason: str
    by_name: str
    made_at: datetime


class ChosenFigureOut(FigureOut):
    """A figure as it counts in this school and year."""

    value_in_edition: int | None
    """Before the school varied it."""
    variation: VariationOut | None


class NewerEditionOut(Out):
    id: str
    name: str


class InsetDayOut(Out):
    """An INSET day of the school's calendar."""

    held_on: date
    minutes: int
    event_id: UUID | None
    """Null: the calendar has the day, and nothing more is said of it."""
    is_split: bool
    """Split into twilights: the day itself is not worked."""


class WorkingTimeOut(Out):
    """The rules of a school year."""

    year_id: UUID
    year_name: str
    is_chosen: bool
    """False: nobody has chosen yet, and what is shown is the default for England."""
    profile: str
    profile_name: str
    edition: str
    edition_name: str
    regime: WorkingTimeRegime
    has_cap: bool
    note: str
    figures: list[ChosenFigureOut]
    newer_edition: NewerEditionOut | None
    contingency_minutes: int
    breaks_count: bool
    twilight_weekday: int
    """Monday is 0."""
    twilight_starts: WallTime
    twilight_minutes: int
    inset_days: list[InsetDayOut]
    school_days: int
    """Days that the calendar asks of a full-time teacher, INSET days among them."""
    published_at: datetime | None
    consulted_with: str
    unpublished_events: int
    """Added or changed since the calendar was published."""
    warnings: list[WarningOut]
    may_edit: bool
    version: int
    """0 before anything is chosen: send If-Match "0" with the first choice."""


class WorkingTimeIn(Body):
    profile: Name
    edition: Name
    contingency_minutes: ContingencyMinutes = 0
    """Of a full-time teacher; pro rata for others."""
    breaks_count: Flag = False
    """Whether breaks within a session are directed time: unions and the department say different things."""
    twilight_weekday: Annotated[int, Strict(), Field(ge=0, le=4)] = 2
    twilight_starts: WallTime = "15:30"
    twilight_minutes: Annotated[int, Strict(), Field(ge=15, le=300)] = 90


class VariationIn(Body):
    figure: FigureKey
    value: FigureValue
    reason: Line


class VariationEndIn(Body):
    figure: FigureKey


class PublishIn(Body):
    consulted_with: Line
    """Which unions or staff were asked."""


# ---- events ----------------------------------------------------------------------------------------------


class EventIn(Body):
    kind: EventKind
    title: Line
    held_on: SchoolDate
    starts: WallTime
    ends: WallTime
    minutes: EventMinutes | None = None
    """Null: from start to end. Less where there is a break in it."""
    audience: EventAudience = EventAudience.EVERYONE
    staff_ids: list[UUID] = Field(default_factory=list, max_length=INVITED_MAX)
    """Who is named; empty for everyone."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _require_forward(self.starts, self.ends)
        if self.minutes is not None and self.minutes > span_minutes(self.starts, self.ends):
            raise ValueError("has more minutes than there are from its start to its end")
        if (self.audience == EventAudience.NAMED) != bool(self.staff_ids):
            raise ValueError("names people if and only if it is not for everyone")
        return self


class TwilightIn(Body):
    """One of the twilights that an INSET day is split into."""

    held_on: SchoolDate
    starts: WallTime
    ends: WallTime
    title: OptionalLine = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _require_forward(self.starts, self.ends)
        return self


class TwilightsIn(Body):
    """Plan the year's twilights; what is null is as the school has set it."""

    title: Line = "Twilight"
    weekday: Annotated[int, Strict(), Field(ge=0, le=4)] | None = None
    starts: WallTime | None = None
    minutes: Annotated[int, Strict(), Field(ge=15, le=300)] | None = None


class SplitIn(Body):
    """Split an INSET day of the calendar into twilights whose minutes are together the day's."""

    held_on: SchoolDate
    agreement: Line
    """With whom and when it was agreed."""
    twilights: list[TwilightIn] = Field(min_length=1, max_length=TWILIGHTS_MAX)


class VolunteerIn(Body):
    staff_id: UUID | None = None
    """Null: myself. A colleague only as CPD lead or head."""
    recompense: Recompense
    note: OptionalLine = ""


class PersonOut(Out):
    staff_id: UUID
    name: str


class NotDirectedOut(PersonOut):
    """Somebody whom the event would direct, but who does not work then."""

    why: str


class VolunteerOut(PersonOut):
    recompense: Recompense
    note: str
    agreed_at: datetime
    by_name: str


class EventOut(Out):
    id: UUID
    kind: EventKind
    title: str
    held_on: date
    starts: WallTime
    ends: WallTime
    minutes: int
    audience: EventAudience
    invited: int
    """How many are named; 0 for everyone."""
    split_from_id: UUID | None
    agreement: str
    is_split: bool
    """An INSET day that is held as twilights: it counts no minutes itself."""
    is_cancelled: bool
    published_at: datetime | None
    warnings: list[WarningOut]
    version: int


class EventFullOut(EventOut):
    """An event with its people."""

    staff: list[PersonOut]
    """Who is named; empty for everyone."""
    directed: int
    """How many it directs."""
    is_mine: bool
    """Whether it directs me."""
    not_directed: list[NotDirectedOut]
    volunteers: list[VolunteerOut]
    may_edit: bool


class EventsOut(Out):
    """What one request has made."""

    events: list[EventOut]


# ---- a teacher's year --------------------------------------------------------------------------------------


class KindMinutes(Out):
    kind: LineKind
    minutes: int


class DirectedTimeOut(Out):
    """One teacher's directed year in one line."""

    staff_id: UUID
    staff_name: str
    department: str
    fte_percent: int
    regime: WorkingTimeRegime
    minutes: list[KindMinutes]
    """In a fixed order; kinds without a minute are left out."""
    total_minutes: int
    cap_minutes: int | None
    """Null: no cap (leadership), or none said yet (local terms)."""
    left_minutes: int | None
    """Cap less total; negative when over."""
    voluntary_minutes: int
    """What they volunteered for. Not part of the total."""
    warnings: list[WarningOut]


class DirectedLineOut(Out):
    kind: LineKind
    what: str
    held_on: date | None
    event_id: UUID | None
    each_minutes: int
    times: int
    minutes: int


class VoluntaryLineOut(Out):
    event_id: UUID
    title: str
    held_on: date
    minutes: int
    recompense: Recompense


class DirectedTimeFullOut(DirectedTimeOut):
    """One teacher's directed year with what is behind it."""

    year_id: UUID
    year_name: str
    cap_origin: str
    """How the cap came about, in words."""
    full_time_minutes: int | None
    days_worked: int
    """School days between joining and leaving; all of the year's for most."""
    days_in_year: int
    lines: list[DirectedLineOut]
    voluntary: list[VoluntaryLineOut]


def wall(text: str) -> time:
    """A wall time of a request."""
    return time.fromisoformat(text)


def span_minutes(starts: str, ends: str) -> int:
    """Minutes from one wall time to another of the same day."""
    first, last = wall(starts), wall(ends)
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _require_forward(starts: str, ends: str) -> None:
    if ends <= starts:
        raise ValueError("ends before it starts, or at the same time")
