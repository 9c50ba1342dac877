"""The plan of a run: lessons, who watches, who is asked for cover; and what a repair would change."""

from datetime import date
from typing import Literal
from uuid import UUID

from app.planner.problem import Status
from app.planner.rules import RunState
from app.planner.schemas.run import BoundsOut, FiguresOut, ReasonOut
from app.web.bodies import Out, WallTime

PlannedRelease = Literal["none", "co_teacher", "mutual", "exchange", "external"]
"""problem.Release as it travels: study has a Release of its own, and the two must not share a name."""
PlannedCover = Literal["to_ask", "asked", "agreed", "cover_lead", "over"]
"""How cover stands: somebody would be asked; has been asked; has agreed; it is the cover lead's; it is not needed."""


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
    cover: PlannedCover | None
    """Null: nobody need cover."""
    cover_by_id: UUID | None
    cover_by_name: str | None
    """Who would be asked, or has agreed. Null for whoever has been asked: a no is nobody's business."""


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
    """What the plan takes from one person and gives to them. Once it is accepted, only cover that is agreed counts."""

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


class DisturbedOut(Out):
    """Somebody who gets to do something that they were not to do, or no longer does what they were to."""

    staff_id: UUID
    name: str


class PlannedChange(Out):
    """What a repair does to one research lesson. Whoever was to cover it before is not named."""

    kind: Literal["moved", "recovered", "dropped", "added"]
    """Recovered: the lesson stays, somebody else is asked for cover."""
    before: PlannedLesson | None
    after: PlannedLesson | None
    disturbed: list[DisturbedOut]
    """By name."""
    text: str


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
    difference: list[PlannedChange]
    """What a repair changes of the plan before it, in order of time; empty for a plan of its own."""
    unchanged_count: int | None
    """Research lessons that a repair leaves as they are; null for a plan of its own."""
    people_disturbed: int | None
    """People whose days a repair changes; null for a plan of its own."""
