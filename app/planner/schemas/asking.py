"""Asking for a plan, and what the form for it needs."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.planner import rules
from app.web.bodies import Body, Flag, Out, SchoolDate


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


class RepairIn(Body):
    """What an accepted plan is repaired with: the days that are left, its own groups and policy."""

    seconds: Annotated[int, Strict(), Field(ge=rules.SECONDS_MIN, le=rules.SECONDS_MAX)] = rules.REPAIR_SECONDS_DEFAULT
