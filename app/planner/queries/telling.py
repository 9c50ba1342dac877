"""Plans in words and names: a lesson, who watches it, and how its cover stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.planner.difference import COVERED, Key, key_of
from app.planner.problem import Observation, Problem, Release, ResearchLesson
from app.planner.schemas import PlannedCover, PlannedDebrief, PlannedLesson, PlannedObserver
from app.planner.verify_school import School

Spot = tuple[Key, str]
"""A lesson and its observer: each has one class to be covered at most."""


@dataclass(frozen=True, slots=True)
class CoverStands:
    """What has become of the cover for one observer."""

    state: PlannedCover
    coverer: str | None = None
    """Who has agreed, or would be asked; never who has been asked."""
    release: Release | None = None
    """Where it is not what the plan had in mind any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem with what is needed to tell of plans for it."""

    problem: Problem
    school: School
    names: Mapping[str, str]
    covers: Mapping[Spot, CoverStands] = field(default_factory=dict)
    """Of what is booked already. Of the rest it is said who would be asked."""

    def name(self, key: str) -> str:
        return self.names.get(key, "")

    def classes(self, teacher: str, lesson: ResearchLesson) -> tuple[str, str, str]:
        """Class, subject and room of somebody in the period of a research lesson; empty when they are free."""
        taught = self.school.lessons(teacher, lesson.on, lesson.period)
        if not taught:
            return "", "", ""
        return " + ".join(dict.fromkeys(one.class_name for one in taught)), taught[0].subject, taught[0].room

    def starts(self, lesson: ResearchLesson, number: int) -> int:
        """When a slice begins, in minutes since midnight."""
        period = self.school.period(lesson.on, lesson.period)
        assert period is not None, "a plan is kept only when it passed its check"
        return period.start + number * self.problem.slot_minutes

    def cover(self, lesson: ResearchLesson, one: Observation) -> CoverStands | None:
        """How the cover for one observer stands; None where nobody need cover."""
        if one.release not in COVERED:
            return None
        known = self.covers.get((key_of(lesson), one.observer))
        if known is not None:
            return known
        if one.release == Release.EXTERNAL:
            return CoverStands("cover_lead")
        return CoverStands("to_ask", one.cover_by)


def lesson_out(told: Told, lesson: ResearchLesson) -> PlannedLesson:
    """One research lesson of a plan."""
    period = told.school.period(lesson.on, lesson.period)
    assert period is not None, "a plan is kept only when it passed its check"
    class_name, subject, room = told.classes(lesson.host, lesson)
    talk, length = lesson.debrief, told.problem.policy.debrief_minutes
    watching = sorted(lesson.observations, key=lambda one: (one.slice, told.name(one.observer)))
    return PlannedLesson(
        group_id=UUID(lesson.group), group_name=told.name(lesson.group), host_id=UUID(lesson.host),
        host_name=told.name(lesson.host), held_on=lesson.on, period=lesson.period, start=wall(period.start),
        end=wall(period.end), class_name=class_name, subject=subject, room=room,
        observers=[_observer(told, lesson, one) for one in watching],
        debrief=PlannedDebrief(held_on=talk.on, start=wall(talk.start), end=wall(talk.start + length)),
    )  # fmt: skip


def _observer(told: Told, lesson: ResearchLesson, one: Observation) -> PlannedObserver:
    start, cover = told.starts(lesson, one.slice), told.cover(lesson, one)
    release = one.release if cover is None or cover.release is None else cover.release
    coverer = None if cover is None else cover.coverer
    return PlannedObserver(
        staff_id=UUID(one.observer), name=told.name(one.observer), slice=one.slice, start=wall(start),
        end=wall(start + told.problem.slot_minutes), release=release.value,
        class_name=told.classes(one.observer, lesson)[0], cover=None if cover is None else cover.state,
        cover_by_id=UUID(coverer) if coverer else None, cover_by_name=told.name(coverer) if coverer else None,
    )  # fmt: skip


def wall(minutes: int) -> str:
    """HH:MM of minutes since midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
