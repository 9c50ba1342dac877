"""What people open while they observe or cover: everything that a phone needs without signal, and one prompt."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.cover import queries as cover
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden
from app.lesson_study.queries import evidence
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.queries.lessons import pupil_out
from app.lesson_study.rules import evidence as rules
from app.lesson_study.schemas.evidence import (
    CoverPromptOut,
    MomentOut,
    ObservedPupil,
    ObservedRound,
    ObservedStage,
    ObservingOut,
)
from app.plc import access as plc_access
from app.plc import queries as plc


def observing(session: Session, actor: Actor, round_id: UUID, now: datetime) -> ObservingOut:
    """One round for those who watch it. Of notes the actor's own alone, so nothing of others lies on a phone."""
    seen = evidence.round_seen(session, actor, round_id)
    mine = evidence.notes_of(session, actor, round_id, only_mine=True)
    return ObservingOut(
        round=_round(session, actor, seen), server_now=now,
        cycle_id=seen.lesson.cycle_id if seen.lesson else None,
        research_lesson_id=seen.lesson.id if seen.lesson else None,
        learning_objective=seen.plan.learning_objective,
        stages=[ObservedStage(key=one.key, title=one.title, minutes=one.minutes) for one in seen.plan.stages],
        pupils=_pupils(session, actor, seen),
        moments=[MomentOut(key=key, text=text) for key, text in rules.MOMENTS.items()],
        may_note=plc_access.is_member(actor, seen.members), rule=rules.OBSERVER_RULE,
        mine=evidence.notes_out(session, actor, mine, seen),
    )  # fmt: skip


def _round(session: Session, actor: Actor, seen: RoundSeen) -> ObservedRound:
    row = seen.row
    return ObservedRound(
        id=row.id, held_on=row.held_on, period=row.period, starts_at=row.starts_at, ends_at=row.ends_at,
        class_name=row.class_name, subject=row.subject, room=row.room,
        host_name=people.names(session, actor, [row.host_id])[row.host_id], focus=row.focus, state=row.state,
        group_id=row.group_id, group_name=seen.group.name,
    )  # fmt: skip


def _pupils(session: Session, actor: Actor, seen: RoundSeen) -> list[ObservedPupil]:
    watched = evidence.watched_by_me(session, actor, seen.lesson.id) if seen.lesson else set()
    return [
        ObservedPupil(
            **pupil_out(row).model_dump(), success_criterion=seen.plan.criteria.get(row.label, ""),
            predictions=seen.plan.predictions(row.label), is_mine=row.id in watched,
        )
        for row in seen.pupils
    ]  # fmt: skip


def cover_prompt(session: Session, actor: Actor, slot_id: UUID) -> CoverPromptOut:
    """What to look for while covering, for whoever was asked or covers, and for the group.

    Raises:
        NotFound: *actor* may not know of the need.
        Forbidden: they know of it only because they answer for cover or time in the school.
    """
    slot = cover.slot(session, actor, slot_id)
    asked = {ask.staff_id for ask in cover.asks(session, actor, [slot_id])[slot_id]}
    if actor.staff_id not in asked | {slot.coverer_id} and not cover.is_member(session, actor, slot.group_id):
        raise Forbidden
    group = plc.group(session, actor, slot.group_id)
    return CoverPromptOut(focus=group.focus, prompt=rules.cover_prompt(slot.id.int, slot.class_name))
