"""What schools may agree on: sizes, steps, places, and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

SCHOOLS_MIN = 5
SCHOOLS_MAX = 6
"""A research learning community has five to six schools."""
LEADERS = 2
"""Of each school: one who leads and one who teaches, so that neither is alone with it."""
PLACES_MAX = 200
REPORT_MAX = 10_000


class OpenTo(StrEnum):
    """Which other schools may read and join. The public never does."""

    TRUST = "trust"
    EVERYONE = "everyone"


class CommunityState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class StepKind(StrEnum):
    """The three steps of a research learning community, in their order."""

    WORKSHOP = "workshop"
    APPLICATION = "application"
    EVALUATION = "evaluation"


class OpenKind(StrEnum):
    RESEARCH_LESSON = "research_lesson"
    STUDY_DAY = "study_day"


class OpenState(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    held_on: date
    text: str


def in_order(steps: Sequence[Step]) -> bool:
    """Whether the three steps are all there, each once, and none comes before the one it builds on."""
    if [step.kind for step in steps] != list(StepKind):
        return False
    days = [step.held_on for step in steps]
    return days == sorted(days)


def free_places(taken: Collection[int], places: int) -> list[int]:
    """The numbers that nobody has, from 1, lowest first."""
    return [number for number in range(1, places + 1) if number not in taken]


def missing_schools(schools: int) -> int:
    """How many are still wanted before a community is one."""
    return max(0, SCHOOLS_MIN - schools)


def has_begun(held_on: date, starts: time, zone: str, now: datetime) -> bool:
    """Whether a lesson has begun where it is held. At the minute it begins it has."""
    return now >= datetime.combine(held_on, starts, ZoneInfo(zone))
