"""Marks by hand, on paper: what they may stand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from app.school_year.rules import Fault
from app.timetable.rules.kinds import MarkKind

Bells = Mapping[tuple[str, str], tuple[time, time]]
"""From and to of each (cycle day, period)."""


@dataclass(frozen=True, slots=True)
class MarkSaid:
    """A mark on a period of a cycle day, or on the whole day (`period` empty)."""

    cycle_day: str
    period: str
    kind: MarkKind
    note: str = ""


def faults(marks: Sequence[MarkSaid], bells: Bells) -> list[Fault]:
    """Say which marks stand on nothing, or twice on one thing. Only a day off is a whole day."""
    days = {day for day, _ in bells}
    seen: set[tuple[str, str]] = set()
    found: list[Fault] = []
    for place, mark in enumerate(marks):
        at, slot = f"/body/marks/{place}", (mark.cycle_day, mark.period)
        if mark.cycle_day not in days:
            found.append(Fault(f"{at}/cycle_day", f"The timetable has no day {mark.cycle_day}."))
        elif mark.period and slot not in bells:
            found.append(Fault(f"{at}/period", f"{mark.cycle_day} has no period {mark.period}."))
        elif not mark.period and mark.kind != MarkKind.OFF:
            found.append(Fault(f"{at}/period", "Name the period: only a day off is a whole day."))
        elif slot in seen:
            found.append(Fault(f"{at}/period", f"{mark.cycle_day}, {mark.period or 'the whole day'}, stands twice."))
        seen.add(slot)
    return found


def lesson_met(
    marks: Sequence[MarkSaid], taught: Mapping[tuple[str, str], str], bells: Bells
) -> tuple[str, str] | None:
    """The first (cycle day, period) in which a mark lies on a lesson, by the clock: bells may overlap."""
    for mark in marks:
        for day, period in taught:
            if day == mark.cycle_day and (not mark.period or _overlap(bells[day, mark.period], bells[day, period])):
                return day, period
    return None


def _overlap(one: tuple[time, time], other: tuple[time, time]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
