"""What travels over HTTP about protected minutes."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, Strict

from app.time_budget.rules import (
    AllocationRule,
    Capacity,
    EntryKind,
    GrantKind,
    TimeCategory,
    TimeSource,
    TransferPolicy,
)
from app.web.bodies import Body, Line, Minutes, Out, SchoolDate


class PotOut(Out):
    category: TimeCategory
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    available_minutes: int


class OtherTimeOut(Out):
    """Minutes that no protected pot pays for: given as they are placed."""

    source: TimeSource
    category: TimeCategory
    committed_minutes: int
    spent_minutes: int


class TimeOut(Out):
    """One teacher's protected year."""

    staff_id: UUID
    staff_name: str
    year_id: UUID
    year_name: str
    pots: list[PotOut]
    unplaced_minutes: int
    others: list[OtherTimeOut]
    """From twilights, INSET days, meetings, and the teacher's own time."""
    may_transfer: bool
    """Whether who asks may move minutes between these pots."""
    is_closed: bool
    """The year has been signed for: nothing moves any more."""


class EntryOut(Out):
    id: UUID
    category: TimeCategory
    kind: EntryKind
    minutes: int
    """Positive but for ADJUST, which may take away."""
    source: TimeSource
    to_category: TimeCategory | None
    """Where a TRANSFER went; a TRANSFER stands in the lists of both its pots."""
    to_year_name: str | None
    """The year it went to, where that is another."""
    corrects_id: UUID | None
    corrected_minutes: int | None
    """What the entry counts now, where it has been corrected."""
    may_correct: bool
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
    days: int
    of_days: int
    """Days with pupils that the teacher is there for, of the year's; they differ for who comes or goes within it."""
    observe_minutes: int
    cover_minutes: int
    debrief_move_minutes: int
    already_minutes: int
    """What the teacher had been given before; only the difference up to the rule is added, pot by pot."""
    added_minutes: int


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
    held_on: SchoolDate
    reason: Line
    source: TimeSource = TimeSource.PROTECTED
    """Who pays: a pot, or time of another kind, which leaves the pots as they are."""


class TransferIn(Body):
    """Protected minutes from one pot of a teacher to another."""

    from_category: TimeCategory
    to_category: TimeCategory
    minutes: Minutes
    reason: Line


class CorrectIn(Body):
    """What an entry should have said: 0 undoes it."""

    minutes: Annotated[int, Strict(), Field(ge=0, le=6000)]
    reason: Line


class LeaverIn(Body):
    reason: Line


class LeftOut(Out):
    """What was taken back from somebody who leaves."""

    taken_back_minutes: int
    time: TimeOut


class TimePolicyIn(Body):
    transfers: TransferPolicy
    roll_over_minutes_max: Annotated[int, Strict(), Field(ge=0, le=6000)]
    log_within_days: Annotated[int, Strict(), Field(ge=1, le=60)]
    supply_pence_per_hour: Annotated[int, Strict(), Field(ge=0, le=100_000)]


class TimePolicyOut(Out):
    transfers: TransferPolicy
    roll_over_minutes_max: int
    """What of each teacher's unplaced minutes goes over into the next year; the rest lapses."""
    log_within_days: int
    supply_pence_per_hour: int
    """0: not said."""
    version: int


class GrantOut(Out):
    """Minutes that the school gave, or took back, in one act."""

    id: UUID
    kind: GrantKind
    source: TimeSource
    rule: AllocationRule | None
    minutes: int
    teachers: int
    reason: str
    by_name: str
    made_at: datetime


class SignatureIn(Body):
    """A name under the year's figures as they are now."""

    capacity: Capacity
    name: Line


class SignatureOut(Out):
    capacity: Capacity
    name: str
    signed_at: datetime
    still_counts: bool
    """False: the figures have changed since, so it is to be signed again."""


class ClosingTeacher(Out):
    """What becomes of one teacher's unplaced minutes."""

    staff_id: UUID
    staff_name: str
    rolled_over_minutes: int
    lapsed_minutes: int


class ClosingOut(Out):
    """How a year stands before it is closed, or stood when it was."""

    year_id: UUID
    year_name: str
    ends_on: date
    is_over: bool
    closed_at: datetime | None
    allocated_minutes: int
    spent_minutes: int
    to_log_minutes: int
    """Promised and neither logged nor given back: to be 0 before anybody signs."""
    rolled_over_minutes: int
    lapsed_minutes: int
    granted_minutes: int
    """The sum of the school's grants, and what came over from the year before: the same as allocated, to the minute."""
    came_over_minutes: int
    next_year_name: str | None
    signatures: list[SignatureOut]
    teachers: list[ClosingTeacher]
    """Who still has unplaced minutes, by name."""


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
