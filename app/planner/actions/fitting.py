"""Whether a plan still fits the school as it is now, and a lesson of a plan as a round to be booked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from uuid import UUID

from sqlmodel import Session

from app.cover.rules import CoverKind
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.planner import queries, stored
from app.planner.changes import changes, same_school
from app.planner.errors import PlanIsStale
from app.planner.problem import Plan, Release, ResearchLesson
from app.planner.snapshot import Snapshot
from app.planner.tables import PlannerRun
from app.planner.verify import violations
from app.study import rules as study_rules
from app.study.actions import PlannedObserver, PlannedRound

_RELEASES = {
    Release.NONE: (study_rules.Release.NONE, CoverKind.MUTUAL),
    Release.CO_TEACHER: (study_rules.Release.CO_TEACHER, CoverKind.MUTUAL),
    Release.MUTUAL: (study_rules.Release.COVER, CoverKind.MUTUAL),
    Release.EXCHANGE: (study_rules.Release.COVER, CoverKind.EXCHANGE),
    Release.EXTERNAL: (study_rules.Release.COVER, CoverKind.MUTUAL),
}
"""What a release of the plan is to a round. With nobody to ask, cover goes to the cover lead at once."""


def require_still_fits(
    session: Session, actor: Actor, row: PlannerRun, problem_text: str, taken: Snapshot, plan: Plan
) -> None:
    """Refuse a plan that the school has outgrown. Other bookings since then are no harm where they leave room.

    Raises:
        PlanIsStale: timetable, calendar, marks or groups are others, or the plan would break a rule now.
    """
    broken = violations(taken.problem, plan)
    if taken.digest == row.digest and not broken:
        return
    planned_for = stored.problem_of(problem_text)
    if broken or not same_school(planned_for, taken.problem):
        names = dict(taken.names) | queries.names_in(session, actor, taken.problem.groups)
        raise PlanIsStale(changes=changes(planned_for, taken.problem, names))


@contextmanager
def no_refusal() -> Iterator[None]:
    """What could not even be asked for today is stale, with the refusal's own words."""
    try:
        yield
    except DomainError as refusal:
        text = str(refusal)
        raise PlanIsStale(changes=[text if text.endswith(".") else f"{text}."]) from refusal


def round_of(lesson: ResearchLesson) -> PlannedRound:
    """A lesson of a plan as study books it."""
    return PlannedRound(
        group_id=UUID(lesson.group), host_id=UUID(lesson.host), held_on=lesson.on, period=lesson.period,
        observers=[
            PlannedObserver(
                UUID(one.observer), one.slice, *_RELEASES[one.release], UUID(one.cover_by) if one.cover_by else None
            )
            for one in lesson.observations
        ],
        debrief_on=lesson.debrief.on, debrief_start=clock_time(lesson.debrief.start),
    )  # fmt: skip


def clock_time(minutes: int) -> time:
    """Minutes since midnight on the clock."""
    return time(minutes // 60, minutes % 60)
