"""A run: how far it is, what it found, what became of it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from app.planner.problem import Status
from app.planner.rules import RunKind, RunState
from app.planner.schemas.asking import PolicyWish
from app.web.bodies import Out


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


class ToRepair(Out):
    """A research lesson of an accepted plan that will not take place as planned. Never says who declined what."""

    round_id: UUID
    group_id: UUID
    group_name: str
    held_on: date
    period: str
    kind: Literal["declined", "stale", "cancelled"]
    """Declined: nobody who was asked can cover. Stale: timetable or people have changed. Cancelled: called off."""
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
    to_repair: list[ToRepair]
    """What of an accepted plan needs to be planned again, repairs that were accepted included; soonest first."""
    may_accept: bool
    may_cancel: bool
    may_repair: bool
