"""The plan of a run, with names: lessons in order of time, everybody's minutes by name, and what is left over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.planner import stored
from app.planner.difference import COVERED, Change, ChangeKind, Cover, differences, key_of
from app.planner.errors import NoPlan
from app.planner.problem import Observation, Plan
from app.planner.queries.documents import documents
from app.planner.queries.family import covers, family_ids
from app.planner.queries.runs import names_in, reasons_out, run
from app.planner.queries.telling import CoverStands, Spot, Told, lesson_out, wall
from app.planner.rules import RunKind, RunState
from app.planner.schemas import (
    BoundsOut,
    CoverLeft,
    DisturbedOut,
    FiguresOut,
    PlanDay,
    PlannedChange,
    PlanOut,
    PlanPeriod,
    TeacherMinutes,
    Unplaced,
)
from app.planner.stored import Touched
from app.planner.tables import PlannerRun
from app.planner.verify_school import School


def plan_out(session: Session, actor: Actor, run_id: UUID) -> PlanOut:
    """A run's plan. Once people have been asked for cover, only those who have agreed are named.

    Raises:
        NotFound: no run of this school. NoPlan: it has none, yet or at all.
    """
    row = run(session, actor, run_id)
    texts = documents(session, actor, run_id)
    figures, bounds = stored.figures_of(row.figures), stored.bounds_of(row.bounds)
    status = stored.status_of(figures, bounds)
    if texts.plan is None or status is None:
        raise NoPlan
    problem, plan = stored.problem_of(texts.problem), stored.plan_of(texts.plan)
    before = None if texts.before is None else stored.plan_of(texts.before)
    booked = _booked(session, actor, row)
    told = Told(
        problem=problem, school=School(problem), names=names_in(session, actor, (plan, before, problem.groups)),
        covers=booked if row.state == RunState.ACCEPTED else _standing(booked, before, plan),
    )  # fmt: skip
    greedy = stored.figures_of(row.greedy_figures)
    touched = stored.touched_of(row.touched)
    was = {} if before is None else _as_it_was(before, booked)
    changed, same = ([], 0) if before is None else differences(before, plan, unsettled=_unsettled(before, was))
    lessons = [lesson_out(told, one) for one in plan.research_lessons]
    return PlanOut(
        run_id=row.id, state=row.state, figures=FiguresOut.model_validate(figures),
        bounds=BoundsOut.model_validate(bounds), status=status,
        greedy_figures=FiguresOut.model_validate(greedy) if greedy else None, days=_days(told),
        lessons=sorted(lessons, key=lambda one: (one.held_on, one.start, one.group_name, one.host_name)),
        teachers=_teachers(told, plan, people.school(session, actor.school_id).moving_minutes),
        left_for_cover_lead=_left(told, plan), unplaced=_unplaced(told, plan, touched),
        reasons=reasons_out(session, actor, row.reasons),
        difference=[_change(told, replace(told, covers=was), one) for one in changed],
        unchanged_count=None if before is None else same,
        people_disturbed=None if before is None else len({who for one in changed for who in one.people}),
    )  # fmt: skip


# ---- cover that is booked already ----------------------------------------------------------------------


def _booked(session: Session, actor: Actor, row: PlannerRun) -> Mapping[Spot, CoverStands]:
    """How cover stands where the run, or the plan that it repairs, has booked something."""
    if row.kind == RunKind.PLAN and row.state != RunState.ACCEPTED:
        return {}
    return covers(session, actor, family_ids(session, actor, row))


def _standing(
    booked: Mapping[Spot, CoverStands], before: Plan | None, after: Plan
) -> dict[Spot, CoverStands]:  # fmt: skip
    """Of cover that is *booked*, what a repair leaves as it is; whoever it would ask anew is named."""
    if before is None:
        return {}
    was = {key_of(lesson): set(lesson.observations) for lesson in before.research_lessons}
    return {
        (key, one.observer): booked.get((key, one.observer), CoverStands("asked"))
        for lesson in after.research_lessons
        for one in lesson.observations
        if one.cover_by is not None and one in was.get(key := key_of(lesson), ())
    }


def _as_it_was(before: Plan, booked: Mapping[Spot, CoverStands]) -> dict[Spot, CoverStands]:
    """Cover of the plan that a repair changes. Who was asked for it and has not agreed is not told."""
    return {
        (key, one.observer): _former(one, booked.get((key, one.observer), CoverStands("asked")))
        for lesson in before.research_lessons
        for one in lesson.observations
        if one.release in COVERED and (key := key_of(lesson))
    }


def _former(one: Observation, stands: CoverStands) -> CoverStands:
    if one.cover_by is None:
        return CoverStands("cover_lead")
    if stands.state == "agreed" and stands.coverer != one.cover_by:
        return CoverStands("asked")
    return stands


def _unsettled(before: Plan, was: Mapping[Spot, CoverStands]) -> set[Cover]:
    """Cover to which nobody had agreed."""
    return {
        (one.cover_by, lesson.on, lesson.period, one.slice)
        for lesson in before.research_lessons
        for one in lesson.observations
        if one.cover_by is not None and was[key_of(lesson), one.observer].state != "agreed"
    }


# ---- what a repair changes -----------------------------------------------------------------------------


def _change(told: Told, before: Told, one: Change) -> PlannedChange:
    """One change, the lesson as it was with cover as it stands."""
    disturbed = sorted((told.name(who), who) for who in one.people)
    return PlannedChange(
        kind=one.kind.value, before=None if one.before is None else lesson_out(before, one.before),
        after=None if one.after is None else lesson_out(told, one.after),
        disturbed=[DisturbedOut(staff_id=UUID(who), name=name) for name, who in disturbed],
        text=_in_words(told, one),
    )  # fmt: skip


def _in_words(told: Told, one: Change) -> str:
    lesson = one.lesson
    what = f"{told.name(lesson.host)}'s lesson of {told.name(lesson.group)}"
    if one.kind == ChangeKind.ADDED:
        return f"{what} is new: {_when(lesson.on, lesson.period)}."
    if one.kind == ChangeKind.DROPPED:
        return f"{what} on {_when(lesson.on, lesson.period)} is called off."
    if one.kind == ChangeKind.RECOVERED:
        return f"{what} on {_when(lesson.on, lesson.period)} stays; its cover is asked for anew."
    assert one.before is not None, "what moves was somewhere"
    was = one.before
    if (was.on, was.period) != (lesson.on, lesson.period):
        return f"{what} moves from {_when(was.on, was.period)} to {_when(lesson.on, lesson.period)}."
    return f"{what} on {_when(lesson.on, lesson.period)} is watched or talked over differently."


def _when(on: date, period: str) -> str:
    return f"{on:%A} {on.day} {on:%B}, {period}"


# ---- what adds up --------------------------------------------------------------------------------------


def _teachers(told: Told, plan: Plan, moving_minutes: int) -> list[TeacherMinutes]:
    """Everybody whom the plan asks for something, and all members of its groups: by name, never by how much."""
    slot, each = told.problem.slot_minutes, told.problem.policy.debrief_minutes + 2 * moving_minutes
    hosted, observed, debriefs = Counter[str](), Counter[str](), Counter[str]()
    given, received = Counter[str](), Counter[str]()
    for lesson in plan.research_lessons:
        hosted[lesson.host] += 1
        debriefs.update([lesson.host, *(one.observer for one in lesson.observations)])
        for one in lesson.observations:
            observed[one.observer] += 1
            cover = told.cover(lesson, one)
            if cover is not None and cover.coverer is not None:
                given[cover.coverer] += 1
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


def _left(told: Told, plan: Plan) -> list[CoverLeft]:
    found = []
    for lesson in plan.research_lessons:
        for one in lesson.observations:
            cover = told.cover(lesson, one)
            if cover is None or cover.state != "cover_lead":
                continue
            start = told.starts(lesson, one.slice)
            class_name, subject, room = told.classes(one.observer, lesson)
            found.append(
                CoverLeft(
                    group_id=UUID(lesson.group), group_name=told.name(lesson.group), held_on=lesson.on,
                    period=lesson.period, start=wall(start), end=wall(start + told.problem.slot_minutes),
                    slice=one.slice, class_name=class_name, subject=subject, room=room, released_id=UUID(one.observer),
                    released_name=told.name(one.observer),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.held_on, one.start, one.released_name))


def _unplaced(told: Told, plan: Plan, touched: Touched) -> list[Unplaced]:
    """What was held before a repair began is placed."""
    watched = Counter((lesson.group, one.observer) for lesson in plan.research_lessons for one in lesson.observations)
    watched.update(touched.held)
    found = [
        Unplaced(
            group_id=UUID(group.id), group_name=told.name(group.id), staff_id=UUID(member), name=told.name(member),
            observations=missing,
        )
        for group in told.problem.groups for member in group.members
        if (missing := group.observations_each - watched[group.id, member]) > 0
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.group_name, one.name))


def _days(told: Told) -> list[PlanDay]:
    return [
        PlanDay(
            held_on=day.on, cycle_day=day.day, is_blocked=(day.on, None) in told.problem.blocked,
            periods=[
                PlanPeriod(period=one.name, start=wall(one.start), end=wall(one.end))
                for one in told.problem.days[day.day]
            ],
        )
        for day in told.problem.calendar
    ]  # fmt: skip
