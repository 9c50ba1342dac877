"""Accepting a repair: what stays is left alone, what goes is called off, what is new is asked for and booked."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from app.cover import actions as cover
from app.cover.rules import CoverState
from app.kernel.actor import Actor
from app.planner import queries, stored
from app.planner.actions.fitting import clock_time, no_refusal, require_still_fits, round_of
from app.planner.difference import Change, Key, differences, key_of, stays_where_it_is
from app.planner.errors import PlanIsStale
from app.planner.problem import Plan, Problem, ResearchLesson
from app.planner.queries import Holdings, Posed
from app.planner.schemas import RunIn
from app.planner.stored import Touched
from app.planner.tables import PlannerRun
from app.plc import queries as plc
from app.school_year import queries as years
from app.study import actions as study
from app.study.rules import RoundState
from app.study.schemas import DebriefIn
from app.study.tables import StudyRound

CALLED_OFF = "The plan was repaired"


def change_what_is_booked(session: Session, actor: Actor, row: PlannerRun, now: datetime) -> None:
    """Make the rounds of an accepted plan those of its repair *row*, which is locked and done.

    Raises:
        PlanIsStale: what is booked, or the school, is not as it was when the repair was asked for.
    """
    texts = queries.documents(session, actor, row.id)
    assert texts.plan is not None, "ck_planner_run_has_a_plan"
    assert texts.before is not None, "ck_planner_run_plan_before"
    plan, before, touched = stored.plan_of(texts.plan), stored.plan_of(texts.before), stored.touched_of(row.touched)
    with no_refusal():
        of = queries.family(session, actor, row)
        wish = RunIn.model_validate(row.request)
        now_posed = queries.posed(session, actor, of, wish, row.first_on, refill=touched.refill, lock=True)
    _require_as_it_stood(now_posed, before, touched)
    require_still_fits(session, actor, row, texts.problem, now_posed.taken, plan)
    changed, _ = differences(before, plan)
    today = years.today(session, actor, now)
    for one in changed:
        if any(lesson is not None and lesson.on <= today for lesson in (one.before, one.after)):
            raise PlanIsStale(changes=["A day on which the repair changes something has come already."])
    placed = _fully_placed(now_posed.taken.problem, plan, touched)
    _apply(session, actor, row, changed, now_posed.held, placed, now)


def _require_as_it_stood(now_posed: Posed, before: Plan, touched: Touched) -> None:
    """Raises: PlanIsStale. Who has declined meanwhile is not told."""
    if _as_set(now_posed.before) != _as_set(before):
        raise PlanIsStale(changes=["What is booked of the plan has changed since the repair was asked for."])
    if set(now_posed.touched.declined) != set(touched.declined):
        raise PlanIsStale(changes=["Cover has been declined since the repair was asked for."])


def _as_set(plan: Plan) -> set[tuple[Key, object, object]]:
    return {(key_of(one), one.debrief, frozenset(one.observations)) for one in plan.research_lessons}


def _fully_placed(problem: Problem, plan: Plan, touched: Touched) -> set[str]:
    """Groups of which every observation that was asked for has a place."""
    watched = Counter((lesson.group, one.observer) for lesson in plan.research_lessons for one in lesson.observations)
    watched.update(touched.held)
    return {
        group.id for group in problem.groups
        if all(watched[group.id, member] >= group.observations_each for member in group.members)
    }  # fmt: skip


def _apply(
    session: Session, actor: Actor, row: PlannerRun, changed: Collection[Change], held: Holdings,
    placed: Collection[str], now: datetime,
) -> None:  # fmt: skip
    """Call off, move, ask and book, in this order: what is given back first can be taken again."""
    rounds = held.by_key()
    kept = list(_kept(changed, rounds))
    ids = {one.row.id for one in kept}
    going = [rounds[key_of(one.before)] for one in changed if one.before is not None]
    # A round that a new timetable made impossible is settled once its group has everything that it asked for.
    going += [
        one for one in held.rounds
        if one.state == RoundState.STALE and one.held_on >= row.first_on and str(one.group_id) in placed
    ]  # fmt: skip
    study.cancel_all(session, actor, [one for one in going if one.id not in ids], now, reason=CALLED_OFF)
    _move_debriefs(session, actor, kept, now)
    cover.ask_anew(session, actor, dict(_fresh_asks(kept, held)), now)
    staying = {key_of(one.after) for one in kept}
    fresh = [one.after for one in changed if one.after is not None and key_of(one.after) not in staying]
    study.schedule_plan(session, actor, [round_of(lesson) for lesson in fresh], now, run_id=row.id)


class _Kept(NamedTuple):
    """A round that stays where it is, with other cover or another time for its debrief."""

    row: StudyRound
    before: ResearchLesson
    after: ResearchLesson


def _kept(changed: Collection[Change], rounds: Mapping[Key, StudyRound]) -> Iterator[_Kept]:
    for one in changed:
        if one.before is not None and one.after is not None and stays_where_it_is(one.before, one.after):
            yield _Kept(rounds[key_of(one.before)], one.before, one.after)


def _move_debriefs(session: Session, actor: Actor, kept: Collection[_Kept], now: datetime) -> None:
    moving = [one for one in kept if one.before.debrief != one.after.debrief]
    groups = plc.members(session, actor, sorted({one.row.group_id for one in moving})) if moving else {}
    for one in moving:
        members = {member.staff_id: member for member in groups[one.row.group_id]}
        talk = one.after.debrief
        wish = DebriefIn(held_on=talk.on, start=f"{clock_time(talk.start):%H:%M}", place=one.row.debrief_place)
        study.move_debrief(session, actor, one.row, wish, members, now)


def _fresh_asks(kept: Collection[_Kept], held: Holdings) -> Iterator[tuple[UUID, UUID | None]]:
    """Whom to ask for which need now. What the cover lead has arranged stays arranged."""
    for one in kept:
        was = {seen.observer: seen for seen in one.before.observations}
        will = {seen.observer: seen for seen in one.after.observations}
        for seen in held.watched[one.row.id]:
            slot, who = held.slot(seen), str(seen.staff_id)
            if slot is None or slot.state == CoverState.ARRANGED or will[who].cover_by == was[who].cover_by:
                continue
            coverer = will[who].cover_by
            yield slot.id, None if coverer is None else UUID(coverer)
