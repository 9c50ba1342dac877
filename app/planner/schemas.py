"""What travels over HTTP about whole-school plans. People are listed by name, and in no other order."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, Strict

from app.planner import rules
from app.planner.problem import Status
from app.planner.rules import RunKind, RunState
from app.web.bodies import Body, Flag, Out, SchoolDate, WallTime

PlannedRelease = Literal["none", "co_teacher", "mutual", "exchange", "external"]
"""problem.Release as it travels: study has a Release of its own, and the two must not share a name."""

# ---- asking for a plan ---------------------------------------------------------------------------


class GroupWish(Body):
    group_id: UUID
    observations_each: Annotated[int, Strict(), Field(ge=1, le=rules.OBSERVATIONS_EACH_MAX)]
    """How many lessons of colleagues each member is to watch in the window."""
    whole_group: Flag = False
    """True: every other member watches each research lesson. False: one or more do, in turn."""


class PolicyWish(Body):
    """The school's own rules, for this run."""

    ppa_percent: Annotated[int, Strict(), Field(ge=0, le=rules.PPA_PERCENT_MAX)] = rules.PPA_PERCENT
    """Free time of this share of teaching is kept where no PPA is marked."""
    cover_per_week: Annotated[int, Strict(), Field(ge=0, le=rules.COVER_PER_WEEK_MAX)] = rules.COVER_PER_WEEK
    """Half hours of cover that one teacher may be asked for in a week."""
    releases_per_class: Annotated[int, Strict(), Field(ge=0, le=rules.RELEASES_PER_CLASS_MAX)] = (
        rules.RELEASES_PER_CLASS
    )
    """Half hours that one class may be without its teacher in the window."""
    debrief_within_days: Annotated[int, Strict(), Field(ge=0, le=rules.DEBRIEF_WITHIN_DAYS_MAX)] = (
        rules.DEBRIEF_WITHIN_DAYS
    )
    """School days between lesson and debrief; 0 is the same day."""


class RunIn(Body):
    first_on: SchoolDate
    last_on: SchoolDate
    groups: list[GroupWish] = Field(min_length=1, max_length=rules.GROUPS_MAX)
    avoid_dates: list[SchoolDate] = Field(default_factory=list, max_length=rules.AVOIDED_DATES_MAX)
    """Days in the window on which nothing is to be planned, such as a trip or exams."""
    seconds: Annotated[int, Strict(), Field(ge=rules.SECONDS_MIN, le=rules.SECONDS_MAX)] = rules.SECONDS_DEFAULT
    """How long the planner may look; it ends sooner when nothing better is possible."""
    policy: PolicyWish = Field(default_factory=PolicyWish)


# ---- what the form needs -------------------------------------------------------------------------


class WindowOut(Out):
    """A half-term of which something is still to come."""

    position: int
    starts_on: date
    ends_on: date
    first_on: date
    """The first day that can be planned: tomorrow at the earliest."""
    school_days: int
    """Ordinary school days from there on."""


class MemberMinutes(Out):
    staff_id: UUID
    name: str
    observe_minutes_left: int
    cover_minutes_left: int
    debrief_minutes_left: int


class GroupChoice(Out):
    group_id: UUID
    name: str
    focus: str
    is_ready: bool
    missing: list[str]
    """What stands between the group and its next round, in sentences; empty when it is ready."""
    members: list[MemberMinutes]


class PlannerForm(Out):
    windows: list[WindowOut]
    groups: list[GroupChoice]
    """By name; the first hundred."""
    policy: PolicyWish
    """The defaults."""
    seconds: int
    seconds_max: int
    observations_each_max: int
    window_days_max: int
    slice_minutes: int
    debrief_minutes: int
    moving_minutes: int
    has_timetable: bool


# ---- a run -------------------------------------------------------------------------------------------


class FiguresOut(Out):
    """What a plan costs, the weightiest first. Fewer is better everywhere."""

    unscheduled: int
    """Observations asked for and not placed."""
    external: int
    """Half hours that the cover lead has to find somebody for."""
    exchange: int
    """Half hours covered by colleagues of other groups."""
    busiest_cover: int
    """The most half hours that any one colleague is asked to cover."""
    mutual: int
    """Half hours covered inside the groups."""


class BoundsOut(Out):
    """What is proved: no plan does better at that place, given the places before it."""

    unscheduled: int
    external: int
    exchange: int


class ProgressOut(Out):
    stage: str
    seconds: float
    """Since the planner began."""
    said_at: datetime


class RunGroup(Out):
    group_id: UUID
    name: str
    observations_each: int
    whole_group: bool


class RunSummary(Out):
    id: UUID
    kind: RunKind
    state: RunState
    first_on: date
    last_on: date
    group_count: int
    teacher_count: int
    asked: int
    """Observations asked for: each member's, added up."""
    requested_by_name: str
    requested_at: datetime
    finished_at: datetime | None
    figures: FiguresOut | None
    """The best plan so far; null until there is one."""
    bounds: BoundsOut | None
    status: Status | None
    """Optimal: nothing better is possible, and that is proved."""


class ReasonOut(Out):
    """Why something could not be placed, or stands in the way."""

    code: str
    group_id: UUID | None
    group_name: str | None
    staff_ids: list[UUID]
    text: str


class RunOut(RunSummary):
    groups: list[RunGroup]
    avoid_dates: list[date]
    policy: PolicyWish
    seconds: int
    started_at: datetime | None
    progress: ProgressOut | None
    greedy_figures: FiguresOut | None
    """What a plan made by hand would cost: each observation in turn, at the first time that needs the least cover."""
    failure: str
    """Why there is no plan, in a sentence; empty unless the run failed or nothing fits."""
    changes: list[str]
    """What has changed since the plan was made, in sentences; empty unless it is stale."""
    reasons: list[ReasonOut]
    accepted_at: datetime | None
    accepted_by_name: str | None
    parent_run_id: UUID | None
    may_accept: bool
    may_cancel: bool


# ---- its plan --------------------------------------------------------------------------------------


class PlannedObserver(Out):
    staff_id: UUID
    name: str
    slice: int
    """0 is the first half hour of the period."""
    start: WallTime
    end: WallTime
    release: PlannedRelease
    class_name: str
    """The observer's own class then; empty when they are free."""
    cover_by_id: UUID | None
    cover_by_name: str | None
    """Who is to be asked. Nobody covers before they have agreed."""


class PlannedDebrief(Out):
    held_on: date
    start: WallTime
    end: WallTime


class PlannedLesson(Out):
    group_id: UUID
    group_name: str
    host_id: UUID
    host_name: str
    held_on: date
    period: str
    start: WallTime
    end: WallTime
    class_name: str
    subject: str
    room: str
    observers: list[PlannedObserver]
    debrief: PlannedDebrief


class TeacherMinutes(Out):
    """What the plan takes from one person and gives to them."""

    staff_id: UUID
    name: str
    group_names: list[str]
    """Of the groups in the run; empty for a colleague who is only asked for cover."""
    hosted: int
    observed: int
    observe_minutes: int
    cover_minutes: int
    debrief_minutes: int
    """With the way there and back, where the school counts it."""
    cover_given_minutes: int
    cover_received_minutes: int


class CoverLeft(Out):
    """Half an hour that nobody inside can cover: it goes to the cover lead."""

    group_id: UUID
    group_name: str
    held_on: date
    period: str
    start: WallTime
    end: WallTime
    slice: int
    class_name: str
    subject: str
    room: str
    released_id: UUID
    released_name: str


class Unplaced(Out):
    """Observations of one person that have no place in the plan."""

    group_id: UUID
    group_name: str
    staff_id: UUID
    name: str
    observations: int


class PlanPeriod(Out):
    period: str
    start: WallTime
    end: WallTime


class PlanDay(Out):
    """A day of the window, for the grid."""

    held_on: date
    cycle_day: str
    is_blocked: bool
    """Nothing may be planned: off timetable, or avoided."""
    periods: list[PlanPeriod]


class PlanOut(Out):
    run_id: UUID
    state: RunState
    figures: FiguresOut
    bounds: BoundsOut
    status: Status
    greedy_figures: FiguresOut | None
    days: list[PlanDay]
    lessons: list[PlannedLesson]
    """In order of time."""
    teachers: list[TeacherMinutes]
    """By name: everybody who hosts, observes or is asked to cover, and all members of the groups."""
    left_for_cover_lead: list[CoverLeft]
    unplaced: list[Unplaced]
    reasons: list[ReasonOut]


# ---- why not? ----------------------------------------------------------------------------------------


class WhyNotOut(Out):
    """The rules in the way of one person in one period, in words. Empty `reasons`: nothing is."""

    staff_id: UUID
    name: str
    held_on: date
    period: str
    is_free: bool
    reasons: list[ReasonOut]
