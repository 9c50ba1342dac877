"""One person's calendar: what they host, watch, cover, talk over and are asked to come to.

Whom somebody covers for is left out, and why nobody is where they are: calendars travel to programs we do not know.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.calendars.queries.fair import fairs
from app.calendars.queries.group import meetings
from app.calendars.queries.rounds import debrief, lesson, path, rounds
from app.calendars.rules import EVENTS_MAX, Frame, Happening
from app.cover.rules import AskState, CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.identity import queries as people
from app.kernel.actor import Actor
from app.meetings.tables import GroupMeeting, MeetingSeat
from app.study import access as study
from app.study.rules import LIVE
from app.study.tables import DebriefSeat, Observation, StudyRound
from app.working_time import access as working_time
from app.working_time.rules import EventAudience
from app.working_time.tables import DirectedEvent, DirectedInvitee, VoluntaryAttendance

MIDNIGHT = time(0)
GONE = frozenset({CoverState.CANCELLED, CoverState.STALE})


def happenings(session: Session, actor: Actor, staff_id: UUID, frame: Frame) -> list[Happening]:
    """What *staff_id*, who is *actor*, has in their days; seven statements."""
    assert staff_id == actor.staff_id
    seats = select_columns(col(DebriefSeat.round_id)).where(
        study.visible_seats(actor), col(DebriefSeat.staff_id) == staff_id
    )
    found = rounds(session, actor, frame, or_(col(StudyRound.host_id) == staff_id, col(StudyRound.id).in_(seats)))
    watched = _observations(session, actor, frame)
    slots = _cover(session, actor, frame)
    named = [row.host_id for row in found] + [slot.coverer_id for slot in slots.values() if slot.coverer_id]
    names = people.names(session, actor, named)
    shown = []
    for row in found:
        if row.host_id == staff_id:
            shown.append(lesson(row, f"Your research lesson: {row.class_name}", "Colleagues will watch it with you."))
        elif row.id in watched:
            mine = watched[row.id]
            shown.append(_watching(row, mine, slots.get(mine.cover_slot_id), names))
        shown.append(debrief(row, ""))
    shown += [_covering(slot, staff_id) for slot in slots.values() if slot.released_id != staff_id]
    seated = select_columns(col(MeetingSeat.meeting_id)).where(
        col(MeetingSeat.school_id) == actor.school_id, col(MeetingSeat.staff_id) == staff_id
    )
    shown += meetings(session, actor, frame, col(GroupMeeting.id).in_(seated))
    if actor.is_guest:
        return shown
    return shown + _directed(session, actor, frame) + fairs(session, actor, frame)


# ---- rounds ----------------------------------------------------------------------------------------------


def _observations(session: Session, actor: Actor, frame: Frame) -> dict[UUID, Observation]:
    """What *actor* watches, by round."""
    statement = (
        select(Observation)
        .where(
            study.visible_observations(actor), Observation.staff_id == actor.staff_id,
            Observation.starts_at >= frame.instant(frame.first, MIDNIGHT),
        )
        .order_by(col(Observation.starts_at).desc(), col(Observation.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return {row.round_id: row for row in session.exec(statement)}


def _watching(row: Row[Any], mine: Observation, slot: CoverSlot | None, names: Mapping[UUID, str]) -> Happening:
    return Happening(
        kind="observation", id=mine.id, version=row.version + (slot.version if slot else 0), made_at=row.created_at,
        starts_at=mine.starts_at, ends_at=mine.ends_at, summary=f"Watch {names[row.host_id]}: {row.class_name}",
        path=path(row.id), place=row.room, text=_class_words(slot, names), is_called_off=row.state not in LIVE,
    )  # fmt: skip


def _class_words(slot: CoverSlot | None, names: Mapping[UUID, str]) -> str:
    """What becomes of one's own class meanwhile."""
    if slot is None or slot.state in GONE:
        return ""
    if slot.coverer_id is not None:
        return f"{names[slot.coverer_id]} covers your class {slot.class_name}."
    if slot.state == CoverState.ARRANGED:
        return f"Your class {slot.class_name} is covered: {slot.arrangement}."
    return f"Cover for your class {slot.class_name} is not agreed yet."


# ---- cover -----------------------------------------------------------------------------------------------


def _cover(session: Session, actor: Actor, frame: Frame) -> dict[UUID | None, CoverSlot]:
    """What *actor* covers or had agreed to, and what is covered for them."""
    agreed_once = select_columns(col(CoverAsk.slot_id)).where(
        col(CoverAsk.school_id) == actor.school_id, col(CoverAsk.staff_id) == actor.staff_id,
        col(CoverAsk.state) == AskState.CLOSED, col(CoverAsk.answered_at).is_not(None),
    )  # fmt: skip
    statement = (
        select(CoverSlot)
        .where(
            CoverSlot.school_id == actor.school_id,
            or_(
                col(CoverSlot.coverer_id) == actor.staff_id, col(CoverSlot.released_id) == actor.staff_id,
                col(CoverSlot.id).in_(agreed_once) & (col(CoverSlot.held_on) >= frame.called_off_from),
            ),
            col(CoverSlot.held_on).between(frame.first, frame.last),
        )
        .order_by(col(CoverSlot.starts_at).desc(), col(CoverSlot.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return {row.id: row for row in session.exec(statement)}


def _covering(slot: CoverSlot, staff_id: UUID) -> Happening:
    return Happening(
        kind="cover", id=slot.id, version=slot.version, made_at=slot.created_at, starts_at=slot.starts_at,
        ends_at=slot.ends_at, summary=f"Cover: {slot.class_name}", path="/", place=slot.room,
        text=" · ".join(part for part in (slot.subject, slot.period) if part),
        is_called_off=slot.coverer_id != staff_id,
    )  # fmt: skip


# ---- directed time ---------------------------------------------------------------------------------------


def _directed(session: Session, actor: Actor, frame: Frame) -> list[Happening]:
    """Twilights, INSET days and what else *actor* is asked to, or comes to of their own."""
    twilight = aliased(DirectedEvent)
    split = (
        select_columns(col(twilight.id))
        .where(
            col(twilight.school_id) == col(DirectedEvent.school_id),
            col(twilight.split_from_id) == col(DirectedEvent.id), ~col(twilight.is_cancelled),
        )
        .exists()
    )  # fmt: skip
    statement = (
        select_columns(DirectedEvent, split)
        .where(
            working_time.visible(actor, DirectedEvent), _asked(actor),
            col(DirectedEvent.held_on).between(frame.first, frame.last),
            or_(~col(DirectedEvent.is_cancelled), col(DirectedEvent.held_on) >= frame.called_off_from),
        )
        .order_by(col(DirectedEvent.held_on).desc(), col(DirectedEvent.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return [
        Happening(
            kind="event", id=row.id, version=row.version, made_at=row.created_at,
            starts_at=frame.instant(row.held_on, row.starts), ends_at=frame.instant(row.held_on, row.ends),
            summary=row.title, path="/my-working-time",
            # A day that is held as twilights is not held itself.
            is_called_off=row.is_cancelled or is_split,
        )
        for row, is_split in session.execute(statement)
        if not is_split or row.held_on >= frame.called_off_from
    ]  # fmt: skip


def _asked(actor: Actor) -> ColumnElement[bool]:
    named = select_columns(col(DirectedInvitee.event_id)).where(
        working_time.visible(actor, DirectedInvitee), col(DirectedInvitee.staff_id) == actor.staff_id
    )
    own_wish = select_columns(col(VoluntaryAttendance.event_id)).where(
        working_time.visible(actor, VoluntaryAttendance), col(VoluntaryAttendance.staff_id) == actor.staff_id,
        col(VoluntaryAttendance.withdrawn_at).is_(None),
    )  # fmt: skip
    return or_(
        col(DirectedEvent.audience) == EventAudience.EVERYONE, col(DirectedEvent.id).in_(named),
        col(DirectedEvent.id).in_(own_wish),
    )  # fmt: skip
