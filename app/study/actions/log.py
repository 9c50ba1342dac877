"""Logging: what was committed is spent when it has happened, by the person themselves."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.rules import CoverState
from app.kernel.actor import Actor
from app.study import queries
from app.study.errors import CoverOpen, NotYours, RoundClosed, RoundNotYet
from app.study.rules import LIVE, RoundState
from app.study.tables import StudyRound
from app.time_budget import actions as time_budget

SETTLED = frozenset({CoverState.ACCEPTED, CoverState.ARRANGED, CoverState.DONE})


def log_observation(session: Session, actor: Actor, observation_id: UUID, now: datetime) -> StudyRound:
    """Say that I observed: my minutes are spent, the lesson counts as taught.

    Raises:
        RoundNotYet: the half hour has not begun.
        CoverOpen: nobody had agreed to take my class.
        RoundClosed: the round was called off, or this is logged already.
    """
    seen = queries.observation(session, actor, observation_id)
    row = queries.round_(session, actor, seen.round_id, lock=True)
    session.refresh(seen)
    if seen.staff_id != actor.staff_id:
        raise NotYours
    if row.state not in LIVE or seen.logged_at is not None:
        raise RoundClosed(state="logged" if seen.logged_at else row.state)
    if now < seen.starts_at:
        raise RoundNotYet(from_at=seen.starts_at)
    if seen.cover_slot_id is not None:
        slots = cover.slots_of_rounds(session, actor, [row.id]).get(row.id, [])
        if not any(slot.id == seen.cover_slot_id and slot.state in SETTLED for slot in slots):
            raise CoverOpen
    time_budget.spend_all(session, actor, [seen.commit_id], now)
    seen.logged_at = now
    if row.state == RoundState.SCHEDULED:
        row.state = RoundState.TAUGHT
        row.version += 1
    session.flush()
    return row


def log_debrief(session: Session, actor: Actor, seat_id: UUID, now: datetime) -> StudyRound:
    """Say that I was in the debrief: my minutes are spent.

    Raises:
        RoundNotYet, RoundClosed: as for observations.
    """
    seat = queries.seat(session, actor, seat_id)
    row = queries.round_(session, actor, seat.round_id, lock=True)
    session.refresh(seat)
    if seat.staff_id != actor.staff_id:
        raise NotYours
    if row.state not in LIVE or seat.logged_at is not None:
        raise RoundClosed(state="logged" if seat.logged_at else row.state)
    if now < row.debrief_starts_at:
        raise RoundNotYet(from_at=row.debrief_starts_at)
    if seat.commit_id is not None:
        time_budget.spend_all(session, actor, [seat.commit_id], now)
    seat.logged_at = now
    if row.state != RoundState.DISCUSSED:
        row.state = RoundState.DISCUSSED
        row.version += 1
    session.flush()
    return row
