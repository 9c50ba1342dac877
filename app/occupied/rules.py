"""Occupied time on paper: what fills a stretch of a person's day, and what can never be lifted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class OccupiedKind(StrEnum):
    """What a person does in a stretch of time. The first six come from the timetable, the rest is planned."""

    TEACH = "teach"
    PPA = "ppa"
    ECT = "ect"
    DUTY = "duty"
    LEADERSHIP = "leadership"
    OFF = "off"
    HOST = "host"
    OBSERVE = "observe"
    COVER = "cover"
    DEBRIEF = "debrief"


BASE = frozenset(
    {
        OccupiedKind.TEACH,
        OccupiedKind.PPA,
        OccupiedKind.ECT,
        OccupiedKind.DUTY,
        OccupiedKind.LEADERSHIP,
        OccupiedKind.OFF,
    }
)
"""What the timetable and the marks say. Replaced when they change."""
PLANNED = frozenset(OccupiedKind) - BASE
"""What Kenkyu adds. Released, never deleted."""

IN_LESSONS = frozenset({OccupiedKind.HOST, OccupiedKind.OBSERVE, OccupiedKind.COVER})
"""What is planned on lessons: the research lesson, its observers, and who takes their classes."""

SLICE_MINUTES = 30

Part = tuple[datetime, datetime]
"""From an instant to another, the second one outside."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A person's stretch of time on one local date: [starts_at, ends_at), aware UTC instants."""

    staff_id: UUID
    person_id: UUID
    kind: OccupiedKind
    held_on: date
    starts_at: datetime
    ends_at: datetime
    period: str = ""
    slice: int = 0
    label: str = ""
    ref_id: UUID | None = None


_WORDS = {
    OccupiedKind.PPA: "PPA, which is always kept",
    OccupiedKind.ECT: "Early-career time, which is always kept",
    OccupiedKind.LEADERSHIP: "Leadership time",
    OccupiedKind.OFF: "Not in school",
    OccupiedKind.HOST: "Hosts a research lesson",
    OccupiedKind.OBSERVE: "Observes a colleague",
    OccupiedKind.COVER: "Covers for a colleague",
    OccupiedKind.DEBRIEF: "In a debrief",
}


def reason(kind: OccupiedKind, label: str) -> str:
    """Why somebody is not free, in words for a colleague's screen."""
    if kind == OccupiedKind.TEACH:
        return f"Teaches {label}"
    if kind == OccupiedKind.DUTY:
        return f"On duty: {label}" if label else "On duty"
    return _WORDS[kind]


def without(whole: Part, taken: Iterable[Part]) -> list[Part]:
    """What is left of a part of time when others are taken out, in order."""
    left = [whole]
    for begins, ends in taken:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, begins)), (max(start, ends), end))
            if part[0] < part[1]
        ]
    return left
