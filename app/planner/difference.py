"""What a repair changes of the plan before it, lesson by lesson, and whose days are no longer what they were. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.planner.problem import Plan, Release, ResearchLesson

Key = tuple[str, str, date, str]
"""Group, host, date and period: no two lessons of a plan share it."""
Cover = tuple[str, date, str, int]
"""Somebody who covers in a slice of a dated period."""

COVERED = frozenset({Release.MUTUAL, Release.EXCHANGE, Release.EXTERNAL})
"""Releases under which somebody has to be found for the class."""


class ChangeKind(StrEnum):
    """What becomes of one research lesson."""

    MOVED = "moved"
    RECOVERED = "recovered"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """One lesson before and after. People are ids, in no order."""

    kind: ChangeKind
    before: ResearchLesson | None
    after: ResearchLesson | None
    people: frozenset[str]

    @property
    def lesson(self) -> ResearchLesson:
        """The lesson as it will be, or as it was."""
        found = self.after or self.before
        assert found is not None, "a change is of a lesson"
        return found


def key_of(lesson: ResearchLesson) -> Key:
    """What tells a lesson from every other."""
    return lesson.group, lesson.host, lesson.on, lesson.period


def covering(plan: Plan) -> set[Cover]:
    """Who covers what."""
    return {
        (one.cover_by, lesson.on, lesson.period, one.slice)
        for lesson in plan.research_lessons
        for one in lesson.observations
        if one.cover_by is not None
    }


def differences(before: Plan, after: Plan, *, unsettled: Collection[Cover] = ()) -> tuple[list[Change], int]:
    """Say what differs, in order of time, and how many lessons stay as they are.

    Args:
        unsettled: cover of *before* that nobody agreed to. Who is not asked for it any more is not disturbed.
    """
    was = {key_of(lesson): lesson for lesson in before.research_lessons}
    now = {key_of(lesson): lesson for lesson in after.research_lessons}
    same = [key for key in was if key in now and _alike(was[key], now[key])]
    found = [
        Change(_kind(was[key], now[key]), was[key], now[key], _disturbed(was[key], now[key], unsettled))
        for key in was.keys() & now.keys() - set(same)
    ]  # fmt: skip
    fresh = [lesson for key, lesson in now.items() if key not in was]
    for key, lesson in was.items():
        if key in now:
            continue
        # The same host of the same group at another time is a lesson that moves.
        to = next((one for one in fresh if (one.group, one.host) == (lesson.group, lesson.host)), None)
        if to is not None:
            fresh.remove(to)
        kind = ChangeKind.DROPPED if to is None else ChangeKind.MOVED
        found.append(Change(kind, lesson, to, _disturbed(lesson, to, unsettled)))
    found += [Change(ChangeKind.ADDED, None, lesson, _disturbed(None, lesson, unsettled)) for lesson in fresh]
    found.sort(key=lambda one: (one.lesson.on, one.lesson.period, one.lesson.group, one.lesson.host))
    return found, len(same)


def stays_where_it_is(before: ResearchLesson, after: ResearchLesson) -> bool:
    """Whether the lesson itself is the same: its cover may differ, and the time of its debrief."""
    return key_of(before) == key_of(after) and _watched(before) == _watched(after)


def _kind(before: ResearchLesson, after: ResearchLesson) -> ChangeKind:
    same = stays_where_it_is(before, after) and before.debrief == after.debrief
    return ChangeKind.RECOVERED if same else ChangeKind.MOVED


def _alike(before: ResearchLesson, after: ResearchLesson) -> bool:
    return before.debrief == after.debrief and set(before.observations) == set(after.observations)


def _watched(lesson: ResearchLesson) -> set[tuple[str, int, Release | None]]:
    return {
        (one.observer, one.slice, None if one.release in COVERED else one.release) for one in lesson.observations
    }  # fmt: skip


def _disturbed(
    before: ResearchLesson | None, after: ResearchLesson | None, unsettled: Collection[Cover]
) -> frozenset[str]:  # fmt: skip
    old = set() if before is None else set(_duties(before))
    new = set() if after is None else set(_duties(after))
    gone = {duty for duty in old - new if duty[1] != "cover" or (duty[0], *duty[2:]) not in set(unsettled)}
    return frozenset(str(duty[0]) for duty in gone | (new - old))


def _duties(lesson: ResearchLesson) -> Iterator[tuple[object, ...]]:
    """Who does what when."""
    talk = ("debrief", lesson.debrief.on, lesson.debrief.start)
    yield lesson.host, "host", lesson.on, lesson.period
    yield lesson.host, *talk
    for one in lesson.observations:
        yield one.observer, "watch", lesson.on, lesson.period, one.slice
        yield one.observer, *talk
        if one.cover_by is not None:
            yield one.cover_by, "cover", lesson.on, lesson.period, one.slice
