"""The words of closed lists, and dates, as documents print them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from app.lesson_study.rules.words import CycleState, DiscussionProtocol, Mode, PupilAttribute, SourceKind

MODES: Final[Mapping[Mode, str]] = {Mode.FULL: "the full cycle", Mode.LIGHT: "rounds only"}
STATES: Final[Mapping[CycleState, str]] = {
    CycleState.ACTIVE: "going on", CycleState.COMPLETED: "completed", CycleState.ABANDONED: "given up",
}  # fmt: skip
PROTOCOLS: Final[Mapping[DiscussionProtocol, str]] = {
    DiscussionProtocol.UK: "UK (Dudley)",
    DiscussionProtocol.LSA: "Lesson Study Alliance",
}
SOURCES: Final[Mapping[SourceKind, str]] = {
    SourceKind.RESEARCH: "research", SourceKind.GUIDANCE: "guidance", SourceKind.CURRICULUM: "curriculum",
    SourceKind.TEXTBOOK: "textbook", SourceKind.COLLEAGUE: "a colleague", SourceKind.OTHER: "other",
}  # fmt: skip
ATTRIBUTES: Final[Mapping[str, str]] = {
    PupilAttribute.HIGHER_PRIOR: "higher prior attainment",
    PupilAttribute.MIDDLE_PRIOR: "middle prior attainment",
    PupilAttribute.LOWER_PRIOR: "lower prior attainment",
    PupilAttribute.QUIET: "quiet",
    PupilAttribute.TALKATIVE: "talkative",
    PupilAttribute.CONFIDENT: "confident",
    PupilAttribute.UNSURE: "unsure",
    PupilAttribute.NEW_TO_ENGLISH: "new to English",
    PupilAttribute.MULTILINGUAL: "multilingual",
    PupilAttribute.READS_BELOW_AGE: "reads below age",
    PupilAttribute.WRITES_LITTLE: "writes little",
    PupilAttribute.EXTRA_SUPPORT: "has extra support",
    PupilAttribute.OFTEN_ABSENT: "often absent",
    PupilAttribute.PREMIUM: "pupil premium",
}


def day(on: date) -> str:
    """
    >>> day(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{on.day} {on:%B %Y}"


def clock_time(at: datetime) -> str:
    return f"{at:%H:%M}"


def listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody yet"
