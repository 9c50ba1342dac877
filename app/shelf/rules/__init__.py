"""Following findings, and asking about them, on paper."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

FOLLOWS_MAX = 50
QUESTIONS_MAX = 20
"""One person, one finding."""
ANSWERS_MAX = 20
DIGEST_PEOPLE_MAX = 500
"""In one job; whoever is left over comes first in the next week's."""
DIGEST_FINDINGS_MAX = 10
DIGEST_HOUR = 7
DIGEST = "digest"
"""The job's kind."""
MECHANISMS = 14


class FollowKind(StrEnum):
    """What somebody may follow: the labels of the shelf."""

    FOCUS = "focus"
    SUBJECT = "subject"
    PHASE = "phase"
    MECHANISM = "mechanism"
    GROUP = "group"
    SCHOOL = "school"


def is_followable(kind: FollowKind, value: str, phases: frozenset[str]) -> bool:
    """Whether *value*, folded, can be a label of that kind.

    Args:
        phases: the phases that findings are filed by.
    """
    if kind == FollowKind.PHASE:
        return value in phases
    if kind == FollowKind.MECHANISM:
        return value.isascii() and value.isdecimal() and str(int(value)) == value and 1 <= int(value) <= MECHANISMS
    if kind in (FollowKind.GROUP, FollowKind.SCHOOL):
        try:
            return str(UUID(value)) == value
        except ValueError:
            return False
    return bool(value)


def digest_week(local: datetime) -> str:
    """The week whose digest is due at *local*, the time on the school's wall: from Monday at seven to the next.

    It is named by its year and number (ISO 8601), for instance 2026-w45.
    """
    year, week, _ = (local - timedelta(hours=DIGEST_HOUR)).isocalendar()
    return f"{year}-w{week:02}"
