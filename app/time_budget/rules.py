"""The arithmetic of protected time. Pure: numbers in, numbers or a refusal out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

BLOCK_MINUTES = 30
BLOCKS_FULL_TIME = 10
"""Ten half hours a year: the founding 300 minutes, 90 to observe, 90 to cover, 120 for debriefs (DOMAIN 3.4)."""
BLOCKS_MIN = 3  # One of each: nobody is given a pot they could do nothing with.


class TimeCategory(StrEnum):
    """A pot of protected minutes."""

    OBSERVE = "observe"
    COVER = "cover"
    DEBRIEF_MOVE = "debrief_move"


class EntryKind(StrEnum):
    """A movement of minutes. Entries are never changed: a later one corrects an earlier one."""

    ALLOCATE = "allocate"
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


def allocation(rule: AllocationRule, fte_percent: int) -> dict[TimeCategory, int]:
    """The minutes a teacher is due by *rule*, for a share of full time of 1 to 100 percent.

    Source: DOMAIN 3.4. Ten blocks of half an hour at full time, in proportion below (halves up, at
    least three); three tenths to observe, as many to cover, the rest for debriefs.
    """
    assert 1 <= fte_percent <= 100
    blocks = BLOCKS_FULL_TIME
    if rule == AllocationRule.PRO_RATA:
        blocks = max(BLOCKS_MIN, (BLOCKS_FULL_TIME * fte_percent + 50) // 100)
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
