"""What somebody has done and not logged."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.rules import OPEN
from app.identity import queries as people
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.statements import rules
from app.statements.schemas import ToLogItem, ToLogOut
from app.study import queries as study
from app.study.rules import day_words
from app.time_budget import queries as minutes


@dataclass(frozen=True, slots=True)
class _Done:
    """Something that has taken place: what it was, and whose thing to log."""

    what: Literal["observation", "cover", "debrief"]
    id: UUID
    round_id: UUID
    title: str
    held_on: date
    minutes: int


def to_log(session: Session, actor: Actor, now: datetime) -> ToLogOut:
    """What the actor's week says waits to be logged, with the day by which it is in time."""
    today, within = calendar.today(session, actor, now), minutes.policy(session, actor).log_within_days
    items = [
        ToLogItem(
            what=one.what, id=one.id, round_id=one.round_id, title=one.title, when=day_words(one.held_on),
            held_on=one.held_on, minutes=one.minutes, log_by=rules.log_by(one.held_on, within),
            is_reminder=rules.is_late(one.held_on, within, today),
        )
        for one in sorted(_done(session, actor, now), key=lambda one: (one.held_on, one.what, one.id))
    ]  # fmt: skip
    return ToLogOut(
        log_within_days=within, items=items, minutes=sum(one.minutes for one in items),
        reminder_minutes=sum(one.minutes for one in items if one.is_reminder),
    )  # fmt: skip


def _done(session: Session, actor: Actor, now: datetime) -> list[_Done]:
    watched, talked = study.to_log(session, actor, now)
    covered = cover.mine_to_log(session, actor, now)
    slots = cover.slots_by_ids(session, actor, [one.cover_slot_id for one, _ in watched if one.cover_slot_id])
    # Whose class had nobody cannot have watched.
    uncovered = {slot.id for slot in slots.values() if slot.state in OPEN}
    hosts = [row.host_id for _, row in watched] + [row.host_id for _, row in talked]
    names = people.names(session, actor, hosts + [slot.released_id for slot in covered])
    found = [
        _Done("observation", one.id, row.id, f"You observed {names[row.host_id]}, {row.class_name}", row.held_on,
              one.minutes)
        for one, row in watched if one.cover_slot_id not in uncovered
    ]  # fmt: skip
    found += [
        _Done("cover", slot.id, slot.round_id, f"You covered {slot.class_name} for {names[slot.released_id]}",
              slot.held_on, slot.minutes)
        for slot in covered
    ]  # fmt: skip
    for seat, row in talked:
        whose = "your" if row.host_id == actor.staff_id else f"{names[row.host_id]}'s"
        title = f"You discussed {whose} lesson with {row.class_name}"
        found.append(_Done("debrief", seat.id, row.id, title, row.debrief_on, seat.minutes))
    return found
