"""The arithmetic of protected time. Pure: numbers in, numbers or a refusal out."""

from enum import StrEnum


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
