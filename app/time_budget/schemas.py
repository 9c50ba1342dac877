"""What travels over HTTP about protected minutes."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, Strict

from app.time_budget.rules import AllocationRule, EntryKind, TimeCategory
from app.web.bodies import Body, Line, Minutes, Out


class PotOut(Out):
    category: TimeCategory
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    available_minutes: int


class TimeOut(Out):
    """One teacher's protected year."""

    staff_id: UUID
    staff_name: str
    year_id: UUID
    year_name: str
    pots: list[PotOut]
    unplaced_minutes: int


class EntryOut(Out):
    id: UUID
    category: TimeCategory
    kind: EntryKind
    minutes: int
    """Positive but for ADJUST, which may take away."""
    reason: str
    """Empty for minutes that a plan holds, gives back or used."""
    held_on: date | None
    settles_id: UUID | None
    by_name: str
    made_at: datetime


class AllocationIn(Body):
    rule: AllocationRule
    staff_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=1000)
    """Null: everybody who is active."""


class AllocationLine(Out):
    staff_id: UUID
    staff_name: str
    fte_percent: int
    observe_minutes: int
    cover_minutes: int
    debrief_move_minutes: int
    already_minutes: int
    """What the teacher had been given before; only the difference up to the rule is added."""


class AllocationOut(Out):
    rule: AllocationRule
    teachers: int
    added_minutes: int
    total_minutes: int
    lines: list[AllocationLine]


class SpendIn(Body):
    """Minutes used without a booking: informal lesson study, with the reason."""

    category: TimeCategory
    minutes: Minutes
    held_on: date
    reason: Line


def _not_zero(minutes: int) -> int:
    if minutes == 0:
        raise ValueError("must not be 0: say how many minutes to add or take away")
    return minutes


class AdjustIn(Body):
    category: TimeCategory
    minutes: Annotated[int, Strict(), Field(ge=-6000, le=6000), AfterValidator(_not_zero)]
    """Positive adds, negative takes away."""
    reason: Line


class PostedOut(Out):
    """What was posted, and the pot it left behind."""

    entry: EntryOut
    pot: PotOut


class UnplacedOut(Out):
    staff_id: UUID
    staff_name: str
    department: str
    group_name: str | None
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
    to_log_minutes: int
    """Committed to something that has already taken place."""
