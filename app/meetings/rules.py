"""Meetings of a group, on paper (DOMAIN 3.5, 3.6). Pure."""

from enum import StrEnum

MINUTES_MIN, MINUTES_MAX = 5, 360
ENTERED_AFTERWARDS_DAYS_MAX = 7
"""DOMAIN 3.4: logging within seven days. Older minutes are entered by the CPD lead."""
ACTIONS_MAX = 100  # Of one meeting.


class MeetingKind(StrEnum):
    """What a group comes together for."""

    TWILIGHT = "twilight"
    PROTOCOL = "protocol"
    STUDY = "study"
    PLANNING = "planning"
    CONSOLIDATE = "consolidate"
    OTHER = "other"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
