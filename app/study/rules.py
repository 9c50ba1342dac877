"""Rounds on paper: a host's own lesson, watched by colleagues, talked over afterwards."""

from enum import StrEnum


class RoundState(StrEnum):
    SCHEDULED = "scheduled"
    TAUGHT = "taught"
    DISCUSSED = "discussed"
    CANCELLED = "cancelled"
    STALE = "stale"


class Release(StrEnum):
    """What becomes of the observer's own class while they watch."""

    NONE = "none"
    CO_TEACHER = "co_teacher"
    COVER = "cover"


class SliceState(StrEnum):
    """What one member can do in one half of a lesson."""

    FREE = "free"
    NEEDS_COVER = "needs_cover"
    CO_TAUGHT = "co_taught"
    CANNOT = "cannot"
