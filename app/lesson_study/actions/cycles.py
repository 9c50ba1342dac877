"""Writes of cycles: start, edit, move through the stages, end."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.actions.carrying import carry_plan
from app.lesson_study.errors import (
    CycleAlreadyActive,
    EarlierNotOfGroup,
    LastStage,
    MissingThing,
    NotBehind,
    NotLastStage,
    OtherNotOfGroup,
    StageNotFinished,
)
from app.lesson_study.queries import book as books
from app.lesson_study.queries import cycles as queries
from app.lesson_study.rules import guards, stages
from app.lesson_study.rules.guards import Missing
from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import CycleState, Stage
from app.lesson_study.schemas.cycles import AbandonIn, BackIn, CompleteIn, CycleEdit, CycleIn
from app.lesson_study.tables import Cycle, CycleStep, ResearchLesson
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.errors import GroupArchived
from app.plc.rules import MemberRow
from app.web import etag

TEXTS = (
    "title", "protocol", "other_id", "earlier_id", "research_question", "research_theme", "baseline",
    "success_measure", "progress", "reflection", "affirmation", "reminder",
)  # fmt: skip


def start(session: Session, actor: Actor, group_id: UUID, wish: CycleIn, now: datetime) -> Cycle:
    """Begin a cycle of one's own group, at the first stage.

    Raises:
        CycleAlreadyActive: the group has one; of two at once, by the database.
        GroupArchived: the group rests.
        OtherNotOfGroup, EarlierNotOfGroup: they are not of this group.
    """
    group = plc.group(session, actor, group_id)
    members = plc.members_of(session, actor, group_id)
    plc_access.require_member(actor, members)
    if group.is_archived:
        raise GroupArchived
    if queries.active(session, actor, group_id) is not None:
        raise CycleAlreadyActive
    cycle = Cycle(
        school_id=actor.school_id, group_id=group.id, title=wish.title, mode=wish.mode,
        lessons_planned=wish.lessons_planned, protocol=wish.protocol, research_question=wish.research_question,
        research_theme=group.research_theme, created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    _require_of_group(session, actor, cycle, members, wish)
    cycle.other_id, cycle.earlier_id = wish.other_id, wish.earlier_id
    session.add(cycle)
    session.flush()
    _record(session, actor, cycle, now)
    _plan_lessons(session, actor, cycle)
    return cycle


def edit(session: Session, actor: Actor, cycle_id: UUID, wish: CycleEdit, if_match: str | None, now: datetime) -> Cycle:
    """Change texts, mode or the number of research lessons. The stage moves on to the nearest that is left."""
    cycle, members = queries.cycle_to_change(session, actor, cycle_id)
    _require_of_group(session, actor, cycle, members, wish)
    etag.require_current(if_match, cycle.version)
    for name in TEXTS:
        setattr(cycle, name, getattr(wish, name))
    here = stages.step_of(cycle.stage, cycle.lesson_number)
    cycle.mode, cycle.lessons_planned = wish.mode, wish.lessons_planned
    nearest = stages.nearest(here, cycle.mode, cycle.lessons_planned)
    if nearest != here:
        _come_to(session, actor, cycle, nearest, now)
    _plan_lessons(session, actor, cycle)
    cycle.version += 1
    session.flush()
    return cycle


def advance(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> Cycle:
    """Go on to the next stage.

    Raises:
        StageNotFinished: the present one lacks something, in sentences.
        LastStage: there is no next.
    """
    cycle, members = queries.cycle_to_change(session, actor, cycle_id)
    steps = stages.way(cycle.mode, cycle.lessons_planned)
    here = stages.step_of(cycle.stage, cycle.lesson_number)
    following = stages.after(here, steps)
    if following is None:
        raise LastStage
    book = books.open_book(session, actor, cycle, members)
    _require_nothing_missing(guards.missing(here, books.facts_of(book, now)))
    _come_to(session, actor, cycle, following, now)
    if following.stage == Stage.PLAN:
        carry_plan(session, actor, book, cycle.lesson_number, now)
    cycle.version += 1
    session.flush()
    return cycle


def go_back(session: Session, actor: Actor, cycle_id: UUID, wish: BackIn, now: datetime) -> Cycle:
    """Return to a stage that lies behind. Nothing that was entered is touched.

    Raises:
        NotBehind: it is the present one, lies ahead, or is not on the way.
    """
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    there = stages.step_of(wish.to, wish.lesson_number or cycle.lesson_number)
    here = stages.step_of(cycle.stage, cycle.lesson_number)
    if not stages.is_behind(there, here, stages.way(cycle.mode, cycle.lessons_planned)):
        raise NotBehind
    _come_to(session, actor, cycle, there, now, is_back=True)
    cycle.version += 1
    session.flush()
    return cycle


def abandon(session: Session, actor: Actor, cycle_id: UUID, wish: AbandonIn, now: datetime) -> Cycle:
    """Give a cycle up. What was entered stays readable for the group."""
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    _end(cycle, CycleState.ABANDONED, wish.reason, now)
    session.flush()
    return cycle


def complete(session: Session, actor: Actor, cycle_id: UUID, wish: CompleteIn, now: datetime) -> Cycle:
    """End a cycle at its last stage.

    Raises:
        NotLastStage: there are stages to come.
        StageNotFinished: no finding is published, and no reason given why it stays in the group.
    """
    cycle, members = queries.cycle_to_change(session, actor, cycle_id)
    if cycle.stage != Stage.SHARE:
        raise NotLastStage
    if not wish.kept_reason:
        facts = books.facts_of(books.open_book(session, actor, cycle, members), now)
        _require_nothing_missing(guards.missing(Step(Stage.SHARE), facts))
    _end(cycle, CycleState.COMPLETED, wish.kept_reason, now)
    session.flush()
    return cycle


# ---- helpers -------------------------------------------------------------------------------------


def _require_nothing_missing(missing: list[Missing]) -> None:
    if missing:
        raise StageNotFinished(missing=[MissingThing(text=one.text, to=one.to) for one in missing])


def _require_of_group(
    session: Session, actor: Actor, cycle: Cycle, members: list[MemberRow], wish: CycleIn | CycleEdit
) -> None:
    # Whoever was chosen stays so when their time as a guest is over.
    if wish.other_id not in (None, cycle.other_id) and all(member.staff_id != wish.other_id for member in members):
        raise OtherNotOfGroup
    if wish.earlier_id in (None, cycle.earlier_id):
        return
    # No cycle goes on from itself; another group's is as good as none.
    if wish.earlier_id == cycle.id or queries.earlier(session, actor, cycle.group_id, wish.earlier_id) is None:
        raise EarlierNotOfGroup


def _come_to(session: Session, actor: Actor, cycle: Cycle, step: Step, now: datetime, *, is_back: bool = False) -> None:
    cycle.stage = step.stage
    if step.lesson_number is not None:
        cycle.lesson_number = step.lesson_number
    elif step.stage in (Stage.PROTOCOL, Stage.FOCUS, Stage.STUDY):
        cycle.lesson_number = 1
    else:
        cycle.lesson_number = cycle.lessons_planned
    _record(session, actor, cycle, now, is_back=is_back)


def _record(session: Session, actor: Actor, cycle: Cycle, now: datetime, *, is_back: bool = False) -> None:
    step = CycleStep(
        school_id=actor.school_id, cycle_id=cycle.id, stage=cycle.stage, lesson_number=cycle.lesson_number,
        is_back=is_back, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    session.add(step)


def _plan_lessons(session: Session, actor: Actor, cycle: Cycle) -> None:
    """Make the research lessons that are planned and not there yet. None is ever taken away."""
    there = {row.number for row in queries.lessons(session, actor, cycle.id)}
    for number in range(1, cycle.lessons_planned + 1):
        if number not in there:
            session.add(ResearchLesson(school_id=actor.school_id, cycle_id=cycle.id, number=number))
    session.flush()


def _end(cycle: Cycle, state: CycleState, reason: str, now: datetime) -> None:
    cycle.state, cycle.ended_reason, cycle.ended_at = state, reason, now
    cycle.version += 1
