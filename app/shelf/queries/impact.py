"""Counts of what really happened, for Guskey's levels: of one finding, and of a school's year."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.cover import access as cover_access
from app.cover import queries as cover
from app.cover.rules import AGREED, CoverKind, CoverState
from app.cover.tables import CoverSlot
from app.fair import queries as fair
from app.fair.rules import FindingState, ReactionKind
from app.fair.tables import Finding, FindingReaction
from app.fair_day.tables import FairSlot, FairVisit
from app.kernel import clock
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.tables import SchoolYear
from app.shelf.rules.impact import Happened
from app.shelf.tables import FindingQuestion, Follow
from app.time_budget.queries import year as minutes

EVENTS_MAX = 10_000
"""Of each kind in a year: no school reaches it."""


def finding_counts(session: Session, actor: Actor, row: Finding) -> dict[str, int]:
    """What came of one finding. The caller has found that *actor* may know of it."""
    reactions = (
        select(FindingReaction.kind, func.count())
        .where(FindingReaction.finding_id == row.id, FindingReaction.finding_school_id == actor.school_id)
        .group_by(col(FindingReaction.kind))
        .limit(len(ReactionKind))
    )
    said = {ReactionKind(kind): count for kind, count in session.exec(reactions)}
    asked = select(func.count()).select_from(FindingQuestion).where(FindingQuestion.finding_id == row.id)
    built_on = select(func.count()).select_from(Finding)
    built_on = built_on.where(Finding.adapts_id == row.id, Finding.state == FindingState.PUBLISHED)
    slots = cover.slots_of_rounds(session, actor, fair.round_ids(session, actor, row.id))
    met = [slot for of_round in slots.values() for slot in of_round]
    return {
        "will_try": said.get(ReactionKind.WILL_TRY, 0),
        "questions": session.exec(asked).one(),
        "visits": len(_visits(session, actor, row.id)),
        "editions": row.edition - 1,
        "mechanisms": len(json.loads(row.mechanisms)),
        "cover_mutual": sum(_is_mutual(slot.kind, slot.state) for slot in met),
        "cover_escalated": sum(slot.state == CoverState.ARRANGED for slot in met),
        "tried": said.get(ReactionKind.TRIED, 0),
        "adaptations": session.exec(built_on).one(),
    }


def school_periods(session: Session, actor: Actor, year: SchoolYear) -> list[Happened]:
    """Everything that is counted of a school's year, each with its day. As many statements however long the year."""
    zone = calendar.zone(session, actor)
    happened = [
        *_findings(session, actor, zone), *_reactions(session, actor, zone), *_asked(session, actor, zone),
        *_followers(session, actor, zone), *_cover(session, actor, year),
    ]  # fmt: skip
    happened += [Happened("visits", clock.local_date(at, zone)) for at in _visits(session, actor, None)]
    placed = minutes.placed_by_day(session, actor, year.id)
    happened += [Happened("protected_minutes", day.held_on, count=day.spent_minutes) for day in placed]
    return happened


# ---- helpers -------------------------------------------------------------------------------------


def _findings(session: Session, actor: Actor, zone: ZoneInfo) -> Iterable[Happened]:
    """Publications of the school's own, with their mechanisms; and findings of whomever that build on one of them."""
    own = select(Finding.published_at, Finding.mechanisms).where(
        Finding.school_id == actor.school_id, Finding.state == FindingState.PUBLISHED
    )
    for published_at, mechanisms in session.exec(
        own.order_by(*_newest(Finding.published_at, Finding.id)).limit(EVENTS_MAX)
    ):
        day = _day(published_at, zone)
        yield Happened("published", day)
        yield from (Happened("mechanisms", day, who=number) for number in json.loads(mechanisms))
    theirs = select(Finding.published_at).where(
        Finding.adapts_school_id == actor.school_id, Finding.state == FindingState.PUBLISHED
    )
    for published_at in session.exec(theirs.order_by(*_newest(Finding.published_at, Finding.id)).limit(EVENTS_MAX)):
        yield Happened("adaptations", _day(published_at, zone))


def _reactions(session: Session, actor: Actor, zone: ZoneInfo) -> Iterable[Happened]:
    statement: Any = select(
        FindingReaction.kind, FindingReaction.made_at, FindingReaction.school_id, FindingReaction.staff_id
    ).where(FindingReaction.finding_school_id == actor.school_id)
    rows = session.exec(statement.order_by(*_newest(FindingReaction.made_at, FindingReaction.id)).limit(EVENTS_MAX))
    for kind, made_at, school_id, staff_id in rows:
        name = "tried" if kind == ReactionKind.TRIED else "will_try"
        yield Happened(name, _day(made_at, zone), who=(school_id, staff_id))


def _asked(session: Session, actor: Actor, zone: ZoneInfo) -> Iterable[Happened]:
    statement = select(FindingQuestion.made_at).where(FindingQuestion.finding_school_id == actor.school_id)
    rows = session.exec(statement.order_by(*_newest(FindingQuestion.made_at, FindingQuestion.id)).limit(EVENTS_MAX))
    return [Happened("questions", _day(made_at, zone)) for made_at in rows]


def _followers(session: Session, actor: Actor, zone: ZoneInfo) -> Iterable[Happened]:
    statement = select(Follow.made_at, Follow.staff_id).where(Follow.school_id == actor.school_id)
    rows = session.exec(statement.order_by(*_newest(Follow.made_at, Follow.id)).limit(EVENTS_MAX))
    return [Happened("followers", _day(made_at, zone), who=staff_id) for made_at, staff_id in rows]


def _cover(session: Session, actor: Actor, year: SchoolYear) -> Iterable[Happened]:
    statement: Any = (
        select(col(CoverSlot.held_on), col(CoverSlot.kind), col(CoverSlot.state), func.count())
        .where(cover_access.of_school(actor), col(CoverSlot.held_on).between(year.starts_on, year.ends_on))
        .group_by(col(CoverSlot.held_on), col(CoverSlot.kind), col(CoverSlot.state))
        .order_by(col(CoverSlot.held_on), col(CoverSlot.kind), col(CoverSlot.state))
        .limit(EVENTS_MAX)
    )
    for held_on, kind, state, count in session.exec(statement):
        if _is_mutual(CoverKind(kind), CoverState(state)):
            yield Happened("cover_mutual", held_on, count=count)
        elif state == CoverState.ARRANGED:
            yield Happened("cover_escalated", held_on, count=count)


def _is_mutual(kind: CoverKind, state: CoverState) -> bool:
    return state in AGREED and kind != CoverKind.EXCHANGE


def _visits(session: Session, actor: Actor, finding_id: UUID | None) -> Sequence[datetime]:
    """When the stalls of one finding, or of all of the school's, were visited."""
    statement = select(FairVisit.visited_at).where(FairVisit.school_id == actor.school_id)
    if finding_id is not None:
        of_slot = (col(FairSlot.school_id) == FairVisit.school_id) & (col(FairSlot.id) == FairVisit.slot_id)
        statement = statement.join(FairSlot, of_slot).where(FairSlot.finding_id == finding_id)
    return session.exec(statement.order_by(*_newest(FairVisit.visited_at, FairVisit.id)).limit(EVENTS_MAX)).all()


def _newest(*columns: Any) -> list[Any]:
    return [col(one).desc() for one in columns]


def _day(at: datetime | None, zone: ZoneInfo) -> date:
    assert at is not None, "what was published has its date"
    return clock.local_date(at, zone)
