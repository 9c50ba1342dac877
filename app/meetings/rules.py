"""Meetings of a group, on paper (DOMAIN 3.5, 3.6). Pure."""

from enum import StrEnum


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
