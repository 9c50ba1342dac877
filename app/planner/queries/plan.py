"""The plan of a run, with names: lessons in order of time, everybody's minutes by name, and what is left over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.planner import stored
from app.planner.errors import NoPlan
from app.planner.problem import Figures, Observation, Plan, Problem, Release, ResearchLesson
from app.planner.queries.runs import documents, names_in, reasons_out, run
from app.planner.schemas import (
    BoundsOut,
    CoverLeft,
    FiguresOut,
    PlanDay,
    PlannedDebrief,
    PlannedLesson,
    PlannedObserver,
    PlanOut,
    PlanPeriod,
    TeacherMinutes,
    Unplaced,
)
from app.planner.verify_school import School


@dataclass(frozen=True, slots=True)
class _Told:
    """A plan with what is needed to tell it."""

    problem: Problem
    plan: Plan
    school: School
    names: Mapping[str, str]
    moving_minutes: int

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


def plan_out(session: Session, actor: Actor, run_id: UUID) -> PlanOut:
    """A run's plan.

    Raises:
        NotFound: no run of this school. NoPlan: it has none, yet or at all.
    """
    row = run(session, actor, run_id)
    problem_text, plan_text, _ = documents(session, actor, run_id)
    figures, bounds = stored.figures_of(row.figures), stored.bounds_of(row.bounds)
    status = stored.status_of(figures, bounds)
    if plan_text is None or status is None:
        raise NoPlan
    problem, plan = stored.problem_of(problem_text), stored.plan_of(plan_text)
    told = _Told(
        problem=problem, plan=plan, school=School(problem), names=names_in(session, actor, (plan, problem.groups)),
        moving_minutes=people.school(session, actor.school_id).moving_minutes,
    )  # fmt: skip
    greedy: Figures | None = stored.figures_of(row.greedy_figures)
    lessons = [_lesson(told, one) for one in plan.research_lessons]
    return PlanOut(
        run_id=row.id, state=row.state, figures=FiguresOut.model_validate(figures),
        bounds=BoundsOut.model_validate(bounds), status=status,
        greedy_figures=FiguresOut.model_validate(greedy) if greedy else None, days=_days(told),
        lessons=sorted(lessons, key=lambda one: (one.held_on, one.start, one.group_name, one.host_name)),
        teachers=_teachers(told), left_for_cover_lead=_left(told), unplaced=_unplaced(told),
        reasons=reasons_out(session, actor, row.reasons),
    )  # fmt: skip


def _lesson(told: _Told, lesson: ResearchLesson) -> PlannedLesson:
    period = told.school.period(lesson.on, lesson.period)
    assert period is not None, "a plan is kept only when it passed its check"
    class_name, subject, room = told.classes(lesson.host, lesson)
    talk, length = lesson.debrief, told.problem.policy.debrief_minutes
    watching = sorted(lesson.observations, key=lambda one: (one.slice, told.name(one.observer)))
    return PlannedLesson(
        group_id=UUID(lesson.group), group_name=told.name(lesson.group), host_id=UUID(lesson.host),
        host_name=told.name(lesson.host), held_on=lesson.on, period=lesson.period, start=_clock(period.start),
        end=_clock(period.end), class_name=class_name, subject=subject, room=room,
        observers=[_observer(told, lesson, one) for one in watching],
        debrief=PlannedDebrief(held_on=talk.on, start=_clock(talk.start), end=_clock(talk.start + length)),
    )  # fmt: skip


def _observer(told: _Told, lesson: ResearchLesson, one: Observation) -> PlannedObserver:
    start = told.starts(lesson, one.slice)
    return PlannedObserver(
        staff_id=UUID(one.observer), name=told.name(one.observer), slice=one.slice, start=_clock(start),
        end=_clock(start + told.problem.slot_minutes), release=one.release.value,
        class_name=told.classes(one.observer, lesson)[0],
        cover_by_id=UUID(one.cover_by) if one.cover_by else None,
        cover_by_name=told.name(one.cover_by) if one.cover_by else None,
    )  # fmt: skip


def _teachers(told: _Told) -> list[TeacherMinutes]:
    """Everybody whom the plan asks for something, and all members of its groups: by name, never by how much."""
    slot, each = told.problem.slot_minutes, told.problem.policy.debrief_minutes + 2 * told.moving_minutes
    hosted, observed, debriefs = Counter[str](), Counter[str](), Counter[str]()
    given, received = Counter[str](), Counter[str]()
    for lesson in told.plan.research_lessons:
        hosted[lesson.host] += 1
        debriefs.update([lesson.host, *(one.observer for one in lesson.observations)])
        for one in lesson.observations:
            observed[one.observer] += 1
            if one.cover_by is not None:
                given[one.cover_by] += 1
                received[one.observer] += 1
    groups: dict[str, list[str]] = {}
    for group in told.problem.groups:
        for member in group.members:
            groups.setdefault(member, []).append(told.name(group.id))
    return [
        TeacherMinutes(
            staff_id=UUID(teacher), name=told.name(teacher), group_names=sorted(groups.get(teacher, [])),
            hosted=hosted[teacher], observed=observed[teacher], observe_minutes=observed[teacher] * slot,
            cover_minutes=given[teacher] * slot, debrief_minutes=debriefs[teacher] * each,
            cover_given_minutes=given[teacher] * slot, cover_received_minutes=received[teacher] * slot,
        )
        for teacher in sorted(groups.keys() | given.keys(), key=lambda one: (told.name(one), one))
    ]  # fmt: skip


def _left(told: _Told) -> list[CoverLeft]:
    found = []
    for lesson in told.plan.research_lessons:
        for one in lesson.observations:
            if one.release != Release.EXTERNAL:
                continue
            start = told.starts(lesson, one.slice)
            class_name, subject, room = told.classes(one.observer, lesson)
            found.append(
                CoverLeft(
                    group_id=UUID(lesson.group), group_name=told.name(lesson.group), held_on=lesson.on,
                    period=lesson.period, start=_clock(start), end=_clock(start + told.problem.slot_minutes),
                    slice=one.slice, class_name=class_name, subject=subject, room=room, released_id=UUID(one.observer),
                    released_name=told.name(one.observer),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.held_on, one.start, one.released_name))


def _unplaced(told: _Told) -> list[Unplaced]:
    watched = Counter(
        (lesson.group, one.observer) for lesson in told.plan.research_lessons for one in lesson.observations
    )
    found = [
        Unplaced(
            group_id=UUID(group.id), group_name=told.name(group.id), staff_id=UUID(member), name=told.name(member),
            observations=missing,
        )
        for group in told.problem.groups for member in group.members
        if (missing := group.observations_each - watched[group.id, member]) > 0
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.group_name, one.name))


def _days(told: _Told) -> list[PlanDay]:
    return [
        PlanDay(
            held_on=day.on, cycle_day=day.day, is_blocked=(day.on, None) in told.problem.blocked,
            periods=[
                PlanPeriod(period=one.name, start=_clock(one.start), end=_clock(one.end))
                for one in told.problem.days[day.day]
            ],
        )
        for day in told.problem.calendar
    ]  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
