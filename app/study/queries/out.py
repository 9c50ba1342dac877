"""Rounds as they are sent: names joined, what the reader may do, and what stands open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.rules import CoverState
from app.cover.schemas import CoverSlotOut
from app.identity import queries as people
from app.kernel.actor import Actor
from app.plc import queries as plc
from app.study import rules
from app.study.queries.groups import group_names
from app.study.queries.rounds import observations, seats
from app.study.rules import LIVE, RoundState
from app.study.schemas import DebriefSeatOut, ObservationOut, RoundOut, RoundSummary
from app.study.tables import DebriefSeat, Observation, StudyRound

OPEN = frozenset({CoverState.NEEDED, CoverState.OFFERED, CoverState.ESCALATED})
"""Cover states in which nobody has agreed yet."""


def round_out(session: Session, actor: Actor, row: StudyRound, now: datetime) -> RoundOut:
    """One round with everything that its page shows. Asks are shown to members only."""
    zone = ZoneInfo(people.school(session, actor.school_id).zone)
    watched, sat = observations(session, actor, [row.id]), seats(session, actor, [row.id])
    group = plc.group(session, actor, row.group_id)
    members = plc.members(session, actor, [row.group_id])[row.group_id]
    insider = any(member.staff_id == actor.staff_id and not member.is_guest for member in members)
    slots = cover.slots_of_rounds(session, actor, [row.id]).get(row.id, [])
    covers = {one.id: one for one in cover.out(session, actor, slots, show_asks=insider)}
    names = people.names(
        session, actor, [row.host_id, *(one.staff_id for one in watched), *(one.staff_id for one in sat)]
    )
    debrief_minutes = int((row.debrief_ends_at - row.debrief_starts_at).total_seconds()) // 60
    return RoundOut(
        id=row.id, group_id=row.group_id, group_name=group.name, state=row.state, host_id=row.host_id,
        host_name=names[row.host_id], held_on=row.held_on, period=row.period, start=wall(row.starts_at, zone),
        end=wall(row.ends_at, zone), class_name=row.class_name, subject=row.subject, room=row.room, focus=row.focus,
        observations=[_observation_out(actor, row, one, names, covers, zone, now) for one in watched],
        debrief_on=row.debrief_on, debrief_start=wall(row.debrief_starts_at, zone),
        debrief_end=wall(row.debrief_ends_at, zone), debrief_place=row.debrief_place,
        debrief_time_source=row.debrief_time_source,
        debrief_seats=[_seat_out(actor, row, one, names, now) for one in sat],
        open_cover=sum(slot.state in OPEN for slot in slots), stale_reason=row.stale_reason,
        warnings=rules.warnings(
            lesson_ends_at=row.ends_at, debrief_starts_at=row.debrief_starts_at, debrief_minutes=debrief_minutes,
            member_count=sum(not member.is_guest for member in members),
        ) if insider else [],
        may_change=insider and row.state in (RoundState.SCHEDULED, RoundState.STALE), version=row.version,
    )  # fmt: skip


def _observation_out(
    actor: Actor,
    row: StudyRound,
    one: Observation,
    names: dict[UUID, str],
    covers: dict[UUID, CoverSlotOut],
    zone: ZoneInfo,
    now: datetime,
) -> ObservationOut:
    slot = covers.get(one.cover_slot_id) if one.cover_slot_id else None
    waits = slot is not None and slot.state in OPEN
    mine = one.staff_id == actor.staff_id and one.logged_at is None and row.state in LIVE
    return ObservationOut(
        id=one.id, staff_id=one.staff_id, name=names[one.staff_id], slice=one.slice, start=wall(one.starts_at, zone),
        end=wall(one.ends_at, zone), release=one.release, minutes=one.minutes, is_logged=one.logged_at is not None,
        may_log=mine and not waits and now >= one.starts_at, cover=slot,
    )  # fmt: skip


def _seat_out(actor: Actor, row: StudyRound, one: DebriefSeat, names: dict[UUID, str], now: datetime) -> DebriefSeatOut:
    mine = one.staff_id == actor.staff_id and one.logged_at is None and row.state in LIVE
    return DebriefSeatOut(
        id=one.id, staff_id=one.staff_id, name=names[one.staff_id], minutes=one.minutes,
        is_logged=one.logged_at is not None, may_log=mine and now >= row.debrief_starts_at,
    )  # fmt: skip


def summaries(session: Session, actor: Actor, rows: Sequence[StudyRound]) -> list[RoundSummary]:
    """A page of rounds, with four statements however many there are."""
    ids = [row.id for row in rows]
    if not ids:
        return []
    zone = ZoneInfo(people.school(session, actor.school_id).zone)
    watched = observations(session, actor, ids)
    slots = cover.slots_of_rounds(session, actor, ids)
    groups = group_names(session, actor, [row.group_id for row in rows])
    names = people.names(session, actor, [*(row.host_id for row in rows), *(one.staff_id for one in watched)])
    return [
        RoundSummary(
            id=row.id, group_id=row.group_id, group_name=groups[row.group_id], state=row.state,
            host_name=names[row.host_id], held_on=row.held_on, period=row.period, start=wall(row.starts_at, zone),
            class_name=row.class_name, subject=row.subject,
            observer_names=[names[one.staff_id] for one in watched if one.round_id == row.id],
            open_cover=sum(slot.state in OPEN for slot in slots.get(row.id, [])),
        )
        for row in rows
    ]  # fmt: skip


def wall(instant: datetime, zone: ZoneInfo) -> str:
    """HH:MM on the school's clock."""
    return f"{instant.astimezone(zone):%H:%M}"
