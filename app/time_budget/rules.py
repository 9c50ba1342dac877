"""The arithmetic of protected time. Pure: numbers in, numbers or a refusal out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BLOCK_MINUTES = 30
BLOCKS_FULL_TIME = 10
"""Ten half hours a year: the founding 300 minutes, 90 to observe, 90 to cover, 120 for debriefs (DOMAIN 3.4)."""
ENTRY_MINUTES_MAX = 6000  # A hundred hours: the database refuses an entry of more.
BLOCKS_MIN = 3  # One of each: nobody is given a pot they could do nothing with.


class TimeCategory(StrEnum):
    """A pot of protected minutes."""

    OBSERVE = "observe"
    COVER = "cover"
    DEBRIEF_MOVE = "debrief_move"


class EntryKind(StrEnum):
    """A movement of minutes. Entries are never changed: a later one corrects an earlier one."""

    ALLOCATE = "allocate"
    TRANSFER = "transfer"
    ADJUST = "adjust"
    COMMIT = "commit"
    RELEASE = "release"
    SPEND = "spend"


class TimeSource(StrEnum):
    """Which budget pays for the minutes."""

    PROTECTED = "protected"
    TWILIGHT = "twilight"
    INSET = "inset"
    MEETING = "meeting"
    VOLUNTARY = "voluntary"


def is_correctable(kind: EntryKind, source: TimeSource) -> bool:
    """Whether an entry may be corrected: what was used, and what was given to a protected pot.

    What is given as it is placed goes with its plan: corrected by itself, it would be time that nobody placed.
    """
    return kind == EntryKind.SPEND or (kind == EntryKind.ALLOCATE and source == TimeSource.PROTECTED)


class GrantKind(StrEnum):
    """Why the school gave minutes, or took them back."""

    ALLOCATION = "allocation"
    """To many, by a rule."""
    ADJUSTMENT = "adjustment"
    """To one teacher, with a reason."""
    FUNDED = "funded"
    """Minutes of a twilight, an INSET day, a meeting or one's own time, given as they are placed."""
    LEAVING = "leaving"
    """Taken back from somebody who leaves."""
    CLOSING = "closing"
    """What lapsed when the year was closed."""


class TransferPolicy(StrEnum):
    """Who may move minutes between the pots of one teacher (DOMAIN 3.4)."""

    CPD_LEAD = "cpd_lead"
    OWN_POTS = "own_pots"
    """The CPD lead, and teachers between their own."""


class Capacity(StrEnum):
    """As what somebody signs for a year's figures: both are needed."""

    HEAD = "head"
    TEACHERS = "teachers"
    """The union representative, or whoever speaks for the teachers."""


class AllocationRule(StrEnum):
    """How much each teacher is given: by share of full time, or the full 300 minutes for everyone."""

    PRO_RATA = "pro_rata"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Balance:
    """What a pot holds. Whole minutes; never negative, never overspent: the database checks the same."""

    allocated_minutes: int = 0
    committed_minutes: int = 0
    spent_minutes: int = 0

    def __post_init__(self) -> None:
        assert min(self.allocated_minutes, self.committed_minutes, self.spent_minutes) >= 0
        assert self.committed_minutes + self.spent_minutes <= self.allocated_minutes

    @property
    def available_minutes(self) -> int:
        """What can still be promised: 0 or more."""
        return self.allocated_minutes - self.committed_minutes - self.spent_minutes


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a school year that somebody is there for, in days with pupils."""

    days: int
    of_days: int

    def __post_init__(self) -> None:
        assert 0 <= self.days <= self.of_days


WHOLE_YEAR = Share(1, 1)


def share_of_year(days: Sequence[date], joined_on: date | None, left_on: date | None) -> Share:
    """The part of *days* (in any order) between joining and leaving, both included. No days: a whole year."""
    if not days:
        return WHOLE_YEAR
    there = sum((joined_on is None or joined_on <= day) and (left_on is None or day <= left_on) for day in days)
    return Share(there, len(days))


def allocation(rule: AllocationRule, fte_percent: int, share: Share = WHOLE_YEAR) -> dict[TimeCategory, int]:
    """The minutes a teacher is due by *rule*, for a share of full time of 1 to 100 percent and of the year.

    Source: DOMAIN 3.4. Ten blocks of half an hour at full time, in proportion below (halves up, at
    least three); three tenths to observe, as many to cover, the rest for debriefs. Who comes or goes
    within the year is due the same in proportion to their days; who is not there at all, nothing.
    """
    assert 1 <= fte_percent <= 100
    if share.days == 0:
        return dict.fromkeys(TimeCategory, 0)
    percent = fte_percent if rule == AllocationRule.PRO_RATA else 100
    whole = 100 * share.of_days
    blocks = max(BLOCKS_MIN, (2 * BLOCKS_FULL_TIME * percent * share.days + whole) // (2 * whole))
    watching = (30 * blocks + 49) // 100
    return {
        TimeCategory.OBSERVE: watching * BLOCK_MINUTES,
        TimeCategory.COVER: watching * BLOCK_MINUTES,
        TimeCategory.DEBRIEF_MOVE: (blocks - 2 * watching) * BLOCK_MINUTES,
    }


def top_up(due: Mapping[TimeCategory, int], given: Mapping[TimeCategory, int]) -> dict[TimeCategory, int]:
    """What is missing up to *due*, by pot; pots that miss nothing are left out. Nothing is taken away."""
    missing = {category: minutes - given.get(category, 0) for category, minutes in due.items()}
    return {category: minutes for category, minutes in missing.items() if minutes > 0}


def pieces(minutes: int) -> list[int]:
    """*minutes*, given (or, negative, taken) in as many entries as it needs. 0 needs none."""
    whole, rest = divmod(abs(minutes), ENTRY_MINUTES_MAX)
    sign = 1 if minutes > 0 else -1
    return [sign * part for part in (*[ENTRY_MINUTES_MAX] * whole, rest) if part]


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of one teacher's unplaced minutes when the year is closed."""

    rolled_over: dict[TimeCategory, int]
    lapsed: dict[TimeCategory, int]


def ending(available: Mapping[TimeCategory, int], roll_over_max: int) -> Ending:
    """Split what is left into what goes over (at most *roll_over_max* in all) and what lapses.

    Debriefs first: they are what a new year begins with least of.
    """
    assert roll_over_max >= 0
    left, over = roll_over_max, {}
    for category in (TimeCategory.DEBRIEF_MOVE, TimeCategory.OBSERVE, TimeCategory.COVER):
        over[category] = min(left, available.get(category, 0))
        left -= over[category]
    return Ending(
        {category: minutes for category, minutes in over.items() if minutes},
        {category: minutes - over[category] for category, minutes in available.items() if minutes > over[category]},
    )
