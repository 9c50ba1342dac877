"""Answers for people who wait: times for one group's next research lesson, and why somebody cannot take part."""

from datetime import date
from uuid import UUID

from app.planner.schemas.plan import PlannedDebrief, PlannedObserver
from app.planner.schemas.run import ReasonOut
from app.web.bodies import Out, WallTime


class OptionOut(Out):
    """A research lesson that the group could hold, and the cover it needs."""

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
    """A colleague of another group who could cover is never named here."""
    debrief: PlannedDebrief
    external: int
    """Half hours for the cover lead."""
    exchange: int
    """Half hours for colleagues of other groups."""
    mutual: int
    """Half hours that the group covers for itself."""
    cover_needed: int
    """Half hours in all."""
    reasons: list[str]
    """Why it is as good as it is, in sentences."""


class OptionsOut(Out):
    group_id: UUID
    first_on: date
    last_on: date
    items: list[OptionOut]
    """The one that needs the least cover first."""
    reasons: list[ReasonOut]
    """Why nothing fits; empty when something does."""
    considered: int
    """Lessons of the members in these days that were looked at."""


class WhyNotOut(Out):
    """The rules in the way of one person in one period, in words. Empty `reasons`: nothing is."""

    staff_id: UUID
    name: str
    held_on: date
    period: str
    is_free: bool
    reasons: list[ReasonOut]
