"""Marks by hand, on paper: what they may stand on."""

from collections.abc import Collection, Mapping, Sequence
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


def carried(
    before: Collection[MarkSaid], after: Collection[MarkSaid], later: Collection[MarkSaid],
    taught: Mapping[tuple[str, str], str], bells: Bells,
) -> list[MarkSaid]:  # fmt: skip
    """Somebody's marks in a timetable that is still to begin, when those in the one before it change.

    What came comes there too, as if it had been there when the later one was read: unless they teach then, the period
    or day is gone, or something else is marked in its place. What went goes there too, where it still stood.

    Args:
        before, after: the marks of the timetable in force.
        later, taught, bells: what stands in the one to come.
    """
    gone, stood = set(before) - set(after), set(before)
    kept = {(mark.cycle_day, mark.period): mark for mark in later if mark not in gone}
    days = {day for day, _ in bells}
    for mark in after:
        slot = (mark.cycle_day, mark.period)
        is_there = slot in bells if mark.period else mark.cycle_day in days
        if mark not in stood and is_there and lesson_met([mark], taught, bells) is None:
            kept.setdefault(slot, mark)
    return list(kept.values())


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
