"""Bells of real schools overlap, those of a plan must not: periods are laid one after another. Pure.

A period gives up its end where the next one begins, as long as one slice is left; else the one with fewer lessons goes.
Beginnings never move, because slices are counted from them.
"""

from collections.abc import Collection, Mapping, Sequence

from app.planner.problem import AfterSchool, Period


def apart(periods: Sequence[Period], lessons: Mapping[str, int], slot_minutes: int) -> tuple[Period, ...]:
    """The periods of one day, in order and without overlap. *lessons*: how many are taught in each, by name."""
    laid: list[Period] = []
    for period in sorted(periods, key=lambda one: (one.start, one.end, one.name)):
        while laid and period.start < laid[-1].end:
            before = laid[-1]
            if period.start - before.start >= slot_minutes:
                laid[-1] = Period(before.name, before.start, period.start)
            elif lessons.get(before.name, 0) < lessons.get(period.name, 0):
                laid.pop()
            else:
                break
        else:
            laid.append(period)
    return tuple(laid)


def met(periods: Sequence[Period]) -> dict[str, set[str]]:
    """Which periods of a day each one overlaps with, by name; those that meet none are left out."""
    found: dict[str, set[str]] = {}
    for one in periods:
        for other in periods:
            if one.name != other.name and one.start < other.end and other.start < one.end:
                found.setdefault(one.name, set()).add(other.name)
    return found


def after_lessons(
    start: int, end: int, ends_by_weekday: Mapping[int, int], weekdays: Collection[int], needed: int
) -> AfterSchool:
    """When debriefs may be held after the last lesson: as many weekdays as can be, then as early as can be.

    Args:
        start, end: the school's hours for it.
        ends_by_weekday: when the last period of each ISO weekday ends, the latest of all weeks.
        needed: how long a debrief is. Where it fits on no day, no weekday is left.
    """
    best = AfterSchool(start, end, frozenset())
    for begins in sorted({start, *(ends for ends in ends_by_weekday.values() if ends > start)}):
        fitting = frozenset(day for day in weekdays if ends_by_weekday.get(day, 0) <= begins)
        if begins + needed <= end and len(fitting) > len(best.weekdays):
            best = AfterSchool(begins, end, fitting)
    return best
