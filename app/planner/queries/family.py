"""What an accepted plan and its accepted repairs have booked: rounds, who watches, how cover stands, what to repair."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.cover import queries as cover
from app.cover.rules import AGREED, OPEN, AskState, CoverKind, CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.kernel.actor import Actor
from app.planner import access, stored
from app.planner.difference import Key, key_of
from app.planner.problem import Plan, Release, ResearchLesson
from app.planner.queries.documents import documents
from app.planner.queries.telling import CoverStands, Spot
from app.planner.rules import RunState
from app.planner.schemas import ToRepair
from app.planner.tables import PlannerRun
from app.plc import queries as plc
from app.study import queries as study
from app.study.rules import LIVE, RoundState
from app.study.tables import Observation, StudyRound

REPAIRS_MAX = 1_000  # A plan is repaired a few times a week, for a term.
_RELEASED = {CoverKind.MUTUAL: Release.MUTUAL, CoverKind.EXCHANGE: Release.EXCHANGE}


@dataclass(frozen=True, slots=True)
class Family:
    """An accepted plan, and the repairs of it that were accepted."""

    run_ids: tuple[UUID, ...]
    """The plan first, then its repairs in the order in which they were accepted; the last one is in force."""
    plan: Plan
    """The one in force."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The rounds of a family with all that hangs on them."""

    rounds: Sequence[StudyRound]
    watched: Mapping[UUID, Sequence[Observation]]
    """By round."""
    slots: Mapping[UUID, CoverSlot]
    asks: Mapping[UUID, Sequence[CoverAsk]]
    """By need for cover, in the order of asking."""

    def slot(self, one: Observation) -> CoverSlot | None:
        """The need for cover behind somebody who watches."""
        return None if one.cover_slot_id is None else self.slots.get(one.cover_slot_id)

    def by_key(self) -> dict[Key, StudyRound]:
        """Each lesson's round; of several at one place the one that lives, else the latest."""
        found: dict[Key, StudyRound] = {}
        for row in sorted(self.rounds, key=lambda row: (row.state in LIVE, row.created_at)):
            found[key_of_row(row)] = row
        return found


def key_of_row(row: StudyRound) -> Key:
    """A round as a plan knows it."""
    return str(row.group_id), str(row.host_id), row.held_on, row.period


def family_ids(session: Session, actor: Actor, row: PlannerRun) -> tuple[UUID, ...]:
    """The accepted plan that *row* is, or repairs, and its accepted repairs: the last one is in force."""
    root_id = row.parent_run_id or row.id
    ours = (col(PlannerRun.id) == root_id) | (col(PlannerRun.parent_run_id) == root_id)
    statement = (
        select_columns(col(PlannerRun.id))
        .where(access.visible(actor), ours, col(PlannerRun.state) == RunState.ACCEPTED)
        .order_by(col(PlannerRun.kind), col(PlannerRun.accepted_at), col(PlannerRun.id))  # "plan" before "repair".
        .limit(REPAIRS_MAX)
    )
    return tuple(session.scalars(statement))


def family(session: Session, actor: Actor, row: PlannerRun) -> Family:
    """What became of the accepted plan that *row* is, or repairs."""
    run_ids = family_ids(session, actor, row)
    text = documents(session, actor, run_ids[-1]).plan
    assert text is not None, "ck_planner_run_has_a_plan"
    return Family(run_ids, stored.plan_of(text))


def holdings(
    session: Session, actor: Actor, run_ids: Sequence[UUID], *, since: date | None = None, lock: bool = False
) -> Holdings:
    """All that these runs have booked, in four statements; with *lock*, rounds and needs for cover are locked."""
    rounds = study.of_plans(session, actor, run_ids, since=since, lock=lock)
    ids = [row.id for row in rounds]
    watched: dict[UUID, list[Observation]] = {round_id: [] for round_id in ids}
    for one in study.observations(session, actor, ids):
        watched[one.round_id].append(one)
    found = cover.slots_of_rounds(session, actor, ids, lock=lock)
    slots = {slot.id: slot for of_round in found.values() for slot in of_round}
    return Holdings(rounds, watched, slots, cover.asks(session, actor, list(slots)))


def covers(session: Session, actor: Actor, run_ids: Sequence[UUID]) -> dict[Spot, CoverStands]:
    """How cover stands wherever these runs have booked a lesson. Nobody is named but who has agreed."""
    held = holdings(session, actor, run_ids)
    found = {}
    for key, row in held.by_key().items():
        for one in held.watched[row.id]:
            if (slot := held.slot(one)) is not None:
                found[key, str(one.staff_id)] = _stands(slot)
    return found


def _stands(slot: CoverSlot) -> CoverStands:
    if slot.state in AGREED:
        coverer = str(slot.coverer_id)
        return CoverStands("agreed", coverer, _RELEASED.get(slot.kind))
    if slot.state == CoverState.OFFERED:
        return CoverStands("asked")
    if slot.state in OPEN or slot.state == CoverState.ARRANGED:
        return CoverStands("cover_lead", None, Release.EXTERNAL)
    return CoverStands("over")


def nobody_can(held: Holdings, slot: CoverSlot) -> bool:
    """Whether everybody who was asked has said no."""
    asks = held.asks[slot.id]
    return slot.state in OPEN and bool(asks) and all(ask.state != AskState.ASKED for ask in asks)


def to_repair(session: Session, actor: Actor, of: Family, today: date) -> list[ToRepair]:
    """What of the plan in force will not take place as planned, from tomorrow on, in order of time."""
    held = holdings(session, actor, of.run_ids, since=today + timedelta(days=1))
    rounds = held.by_key()
    lessons = sorted(of.plan.research_lessons, key=lambda one: (one.on, one.period, one.group, one.host))
    ids = [UUID(lesson.group) for lesson in lessons]
    names = {str(key): group.name for key, group in plc.groups_by_ids(session, actor, ids).items()} if ids else {}
    found = []
    for lesson in lessons:
        row = rounds.get(key_of(lesson))
        if row is not None:
            found += list(_of_lesson(held, lesson, row, names.get(lesson.group, "")))
    return found


def _of_lesson(held: Holdings, lesson: ResearchLesson, row: StudyRound, group_name: str) -> Iterator[ToRepair]:
    """One lesson of the plan in force, and what keeps its round from taking place."""
    when = f"{row.held_on:%A} {row.held_on.day} {row.held_on:%B}, {row.period}"
    if row.state == RoundState.STALE:
        yield _touched(row, group_name, "stale", row.stale_reason)
    elif row.state == RoundState.CANCELLED:
        yield _touched(row, group_name, "cancelled", f"The research lesson on {when}, was called off.")
    elif row.state == RoundState.SCHEDULED:
        planned = {one.observer for one in lesson.observations if one.cover_by is not None}
        for one in held.watched[row.id]:
            slot = held.slot(one)
            if slot is not None and str(one.staff_id) in planned and nobody_can(held, slot):
                yield _touched(
                    row, group_name, "declined", f"Nobody who was asked can cover {slot.class_name} on {when}."
                )


def _touched(
    row: StudyRound, group_name: str, kind: Literal["declined", "stale", "cancelled"], text: str
) -> ToRepair:  # fmt: skip
    return ToRepair(
        round_id=row.id, group_id=row.group_id, group_name=group_name, held_on=row.held_on, period=row.period,
        kind=kind, text=text,
    )  # fmt: skip
