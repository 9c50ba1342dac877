"""Guskey's five levels, filled from what really happened (DOMAIN 3.8). Nothing here says how good anybody is."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PEOPLE_MIN = 5
"""Fewer people than this are not counted out loud: colleagues would know who is meant (DOMAIN 3.9)."""


class ImpactLevel(StrEnum):
    REACTIONS = "reactions"
    LEARNING = "learning"
    SUPPORT = "support"
    USE = "use"
    PUPILS = "pupils"


TITLES = {
    ImpactLevel.REACTIONS: "How colleagues took it",
    ImpactLevel.LEARNING: "What was learned and written down",
    ImpactLevel.SUPPORT: "What the school did to make it possible",
    ImpactLevel.USE: "What was tried afterwards",
    ImpactLevel.PUPILS: "What pupils learned",
}
NOTE = (
    "Kenkyu counts what was done and used. It does not measure pupils' attainment: in the EEF's trial of 2017 "
    "(181 schools) lesson study made no difference to attainment in reading and maths (0.03, no months), "
    "and teachers valued it."
)
NOT_MEASURED = (
    "Nothing is measured here, on purpose. Your own assessments, looked at by people who know the pupils, say more "
    "than a count of ours could."
)


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event that is counted: at what level, and in which words.

    `one` and `many` hold {count}. With `is_people` a small figure is not said.
    """

    name: str
    level: ImpactLevel
    none: str
    one: str
    many: str
    is_people: bool = False


EVENTS = (
    Event(
        "will_try", ImpactLevel.REACTIONS, "Nobody has said yet that they will try it.",
        "One colleague will try it.", "{count} colleagues will try it.", is_people=True,
    ),
    Event(
        "questions", ImpactLevel.REACTIONS, "No question has been asked yet.",
        "One question was asked.", "{count} questions were asked.",
    ),
    Event(
        "visits", ImpactLevel.REACTIONS, "No stall has been visited yet.",
        "One visit to a stall was stamped.", "{count} visits to stalls were stamped.", is_people=True,
    ),
    Event(
        "followers", ImpactLevel.REACTIONS, "Nobody follows anything on the shelf yet.",
        "One person follows something on the shelf.", "{count} people follow something on the shelf.", is_people=True,
    ),
    Event(
        "published", ImpactLevel.LEARNING, "No finding was published.",
        "One finding was published.", "{count} findings were published.",
    ),
    Event(
        "editions", ImpactLevel.LEARNING, "It stands as it was first published.",
        "It was written anew once.", "It was written anew {count} times.",
    ),
    Event(
        "mechanisms", ImpactLevel.LEARNING, "No mechanism of effective professional development is named.",
        "One of the EEF's 14 mechanisms is named.", "{count} of the EEF's 14 mechanisms are named.",
    ),
    Event(
        "protected_minutes", ImpactLevel.SUPPORT, "No protected minutes have been used.",
        "One protected minute was used.", "{count} protected minutes were used.",
    ),
    Event(
        "cover_mutual", ImpactLevel.SUPPORT, "No lesson was covered within a group.",
        "One lesson was covered within a group.", "{count} lessons were covered within groups.",
    ),
    Event(
        "cover_escalated", ImpactLevel.SUPPORT, "No cover had to be arranged from outside the groups.",
        "One cover was arranged from outside the groups.", "{count} covers were arranged from outside the groups.",
    ),
    Event(
        "tried", ImpactLevel.USE, "Nobody has said yet that they tried it.",
        "One colleague tried it and said what happened.", "{count} colleagues tried it and said what happened.",
        is_people=True,
    ),
    Event(
        "adaptations", ImpactLevel.USE, "No other finding builds on it yet.",
        "One other finding builds on it.", "{count} other findings build on it.",
    ),
)  # fmt: skip
COUNTED_OF_A_SCHOOL = tuple(event.name for event in EVENTS if event.name != "editions")
TOO_FEW = f"Some have, fewer than {PEOPLE_MIN}: too few to say how many."


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, or several of one day. Those with a `who` count each of them once in a period."""

    name: str
    on: date
    count: int = 1
    who: Hashable = None


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    count: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    level: ImpactLevel
    number: int
    title: str
    lines: list[Line]


def steps(counts: Mapping[str, int]) -> list[Step]:
    """The five levels in order, with a line for each event that *counts* names.

    Args:
        counts: name of an event -> how many there were.
    """
    found = []
    for number, level in enumerate(ImpactLevel, 1):
        lines = [_line(event, counts[event.name]) for event in EVENTS if event.level == level and event.name in counts]
        if level == ImpactLevel.PUPILS:
            lines = [Line("not_measured", None, NOT_MEASURED)]
        found.append(Step(level, number, TITLES[level], lines))
    return found


def between(happened: Iterable[Happened], first: date, last: date) -> dict[str, int]:
    """How many of each event there were from *first* to *last*, both included; one key per event of a school."""
    counts = dict.fromkeys(COUNTED_OF_A_SCHOOL, 0)
    seen: set[tuple[str, Hashable]] = set()
    for one in happened:
        if not first <= one.on <= last or (one.name, one.who) in seen:
            continue
        if one.who is not None:
            seen.add((one.name, one.who))
        counts[one.name] += one.count
    return counts


def _line(event: Event, count: int) -> Line:
    assert count >= 0
    if event.is_people and 0 < count < PEOPLE_MIN:
        return Line(event.name, None, TOO_FEW)
    words = event.none if count == 0 else event.one if count == 1 else event.many.format(count=f"{count:,}")
    return Line(event.name, count, words)
