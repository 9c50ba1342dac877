"""What travels over HTTP about rounds and weeks."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, Strict

from app.cover.rules import CoverState
from app.cover.schemas import CoverSlotOut
from app.school_year.rules import DayKind
from app.study.away_schemas import TouchedMeeting, TouchedRound, TouchedSeat
from app.study.rules import Release, RoundState, SliceState
from app.time_budget.rules import TimeSource
from app.time_budget.schemas import PotOut
from app.web.bodies import Body, Line, OptionalLine, Out, Page, SchoolDate, WallTime

SliceNumber = Annotated[int, Strict(), Field(ge=0, le=5)]
"""0 is the first half hour of the period."""


# ---- planning a round -------------------------------------------------------------------------


class CoverCandidate(Out):
    """A member of the group, and whether they could cover that half. `reason` is empty when they could."""

    staff_id: UUID
    name: str
    can: bool
    reason: str


class MemberSlice(Out):
    slice: int
    start: WallTime
    end: WallTime
    state: SliceState
    reason: str
    """In words: "Teaches 8M2", "PPA, which is always kept", "Not in school"."""
    teaches_class: str | None
    cover: list[CoverCandidate]
    """Who in the group could take the class; empty unless state is needs_cover."""


class MemberOption(Out):
    staff_id: UUID
    name: str
    department: str
    observe_minutes_left: int
    cover_minutes_left: int
    slices: list[MemberSlice]


class DebriefOption(Out):
    held_on: date
    start: WallTime
    end: WallTime
    label: str
    everyone_free: bool
    reason: str


class LessonOption(Out):
    """One lesson of the host, and who could be there."""

    held_on: date
    period: str
    start: WallTime
    end: WallTime
    class_name: str
    subject: str
    room: str
    can_host: bool
    reason: str
    members: list[MemberOption]
    free_observers: int
    coverable_observers: int
    summary: str
    """One short line for the grid: "Priya, Tom" / "Ben covers" / "nobody is free"."""


class GridSlot(Out):
    """A period of the host's week that is not a lesson, or a lesson (then see `lessons`)."""

    held_on: date
    period: str
    start: WallTime
    end: WallTime
    kind: str
    label: str


class PlanWeek(Out):
    group_id: UUID
    host_id: UUID
    host_name: str
    starts_on: date
    label: str
    days: list[date]
    grid: list[GridSlot]
    lessons: list[LessonOption]
    best: list[int]
    """Indices into `lessons`, best first: most observers, least cover from outside."""
    debriefs: list[DebriefOption]
    debrief_minutes: int
    previous_on: date | None
    next_on: date | None


class ObserverIn(Body):
    staff_id: UUID
    slice: SliceNumber
    ask_ids: list[UUID] = Field(default_factory=list, max_length=20)
    """Whom to ask for cover, where the observer teaches then. Empty: the cover lead is asked."""


class DebriefIn(Body):
    held_on: SchoolDate
    start: WallTime
    minutes: Annotated[int, Strict(), Field(ge=5, le=180)] | None = None
    """Null: the school's usual length."""
    time_source: TimeSource = TimeSource.PROTECTED
    place: OptionalLine = ""


class RoundIn(Body):
    group_id: UUID
    host_id: UUID
    held_on: SchoolDate
    period: Line
    focus: Line
    observers: list[ObserverIn] = Field(min_length=1, max_length=20)
    debrief: DebriefIn


class RoundEdit(Body):
    focus: Line
    debrief: DebriefIn


class CancelIn(Body):
    reason: OptionalLine = ""


class ObservationOut(Out):
    id: UUID
    staff_id: UUID
    name: str
    slice: int
    start: WallTime
    end: WallTime
    release: Release
    minutes: int
    is_logged: bool
    may_log: bool
    cover: CoverSlotOut | None


class DebriefSeatOut(Out):
    id: UUID
    staff_id: UUID
    name: str
    minutes: int
    """Debrief and, where the school counts it, moving time."""
    is_logged: bool
    may_log: bool


class RoundOut(Out):
    id: UUID
    group_id: UUID
    group_name: str
    state: RoundState
    host_id: UUID
    host_name: str
    held_on: date
    period: str
    start: WallTime
    end: WallTime
    class_name: str
    subject: str
    room: str
    focus: str
    observations: list[ObservationOut]
    debrief_on: date
    debrief_start: WallTime
    debrief_end: WallTime
    debrief_place: str
    debrief_time_source: TimeSource
    debrief_seats: list[DebriefSeatOut]
    open_cover: int
    """Halves for which nobody has agreed to cover yet."""
    stale_reason: str
    warnings: list[str]
    may_change: bool
    version: int


class RoundSummary(Out):
    id: UUID
    group_id: UUID
    group_name: str
    state: RoundState
    host_name: str
    held_on: date
    period: str
    start: WallTime
    class_name: str
    subject: str
    observer_names: list[str]
    open_cover: int


# ---- my week ------------------------------------------------------------------------------------

PieceKind = Literal[
    "lesson",
    "free",
    "ppa",
    "ect",
    "duty",
    "leadership",
    "off",
    "host",
    "observe",
    "cover",
    "cover_asked",
    "debrief",
    "closed",
]


class Piece(Out):
    """A stretch of one period, as the person lives it. An ordinary period has one."""

    start: WallTime
    end: WallTime
    kind: PieceKind
    title: str
    """Class for a lesson; "Observe", "Cover" ... say themselves by kind."""
    detail: str
    room: str
    round_id: UUID | None = None
    cover_slot_id: UUID | None = None
    observation_id: UUID | None = None
    seat_id: UUID | None = None
    is_done: bool = False
    is_past: bool = False


class PeriodWeek(Out):
    period: str
    start: WallTime
    end: WallTime
    pieces: list[Piece]


class DayWeek(Out):
    held_on: date
    kind: DayKind | Literal["weekend", "holiday"]
    cycle_day: str | None
    note: str
    is_today: bool
    periods: list[PeriodWeek]
    after_school: list[Piece]


class ToLog(Out):
    """Something that has taken place and waits for its minutes to be logged."""

    what: Literal["observation", "cover", "debrief"]
    id: UUID
    round_id: UUID
    title: str
    when: str
    minutes: int


class AskedOfMe(Out):
    cover: CoverSlotOut
    when: str
    cover_minutes_left: int


class NextThing(Out):
    kind: PieceKind
    starts_at: datetime
    title: str
    when: str
    place: str
    round_id: UUID | None


class ProtocolAsked(Out):
    group_id: UUID
    group_name: str


class MyWeek(Out):
    starts_on: date
    today: date
    label: str
    days: list[DayWeek]
    next: NextThing | None
    asked: list[AskedOfMe]
    to_log: list[ToLog]
    protocols: list[ProtocolAsked]
    pots: list[PotOut]
    previous_on: date | None
    next_on: date | None
    has_timetable: bool


# ---- the desk of the CPD lead --------------------------------------------------------------------


class GroupLine(Out):
    group_id: UUID
    name: str
    member_count: int
    rounds_done: int
    rounds_planned: int
    unplaced_minutes: int


class HalfTermLine(Out):
    position: int
    starts_on: date
    ends_on: date
    placed_minutes: int
    """Committed or spent in that half-term."""


class DeskOut(Out):
    year_id: UUID
    year_name: str
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
    teachers: int
    teachers_without_time: int
    half_terms: list[HalfTermLine]
    groups: list[GroupLine]
    """The first hundred by name."""
    cover_needed_slices: int
    cover_mutual_slices: int
    cover_exchange_slices: int
    """Covered by colleagues of other groups."""
    cover_residual_slices: int
    cover_open_slices: int
    stale_rounds: int


CoverStates = list[CoverState]


# ---- a new timetable ----------------------------------------------------------------------------


class TouchedRoundsOut(Page[TouchedRound]):
    """The rounds that a new timetable would make impossible, and what else would give way. Nothing of it is stored."""

    count: int
    seats: list[TouchedSeat]
    """Of debriefs that would go on without somebody, the first hundred by date."""
    seat_count: int
    meetings: list[TouchedMeeting]
    """That would be called off, the first hundred by date."""
    meeting_count: int
