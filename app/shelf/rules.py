"""Following findings, and asking about them, on paper."""

from enum import StrEnum


class FollowKind(StrEnum):
    """What somebody may follow: the labels of the shelf."""

    FOCUS = "focus"
    SUBJECT = "subject"
    PHASE = "phase"
    MECHANISM = "mechanism"
    GROUP = "group"
    SCHOOL = "school"
