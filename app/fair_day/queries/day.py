"""Reads of the day itself: passports, the big screen, who was there."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.fair_day import access
from app.fair_day.queries import fairs, programme
from app.fair_day.rules import FairState, SlotKind, spans
from app.fair_day.rules.words import STAMPS_MIN
from app.fair_day.schemas import (
    AttendanceOut,
    AttendedOut,
    BigScreenOut,
    FairSlotOut,
    MyAttendanceOut,
    PassportOut,
    StallShown,
    StallToSee,
    StampOut,
    TalkShown,
)
from app.fair_day.tables import FairAttendance, FairVisit, LearningFair
from app.identity import queries as people
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.working_time.tables import DirectedEvent

PEOPLE_MAX = 2_000
NEWEST = timedelta(minutes=10)


def visited_slots(session: Session, actor: Actor, fair_id: UUID) -> set[UUID]:
    """The stalls of a fair that somebody has visited."""
    statement = select(FairVisit.slot_id).where(access.visible(actor, FairVisit), FairVisit.fair_id == fair_id)
    return set(session.exec(statement.distinct().order_by(col(FairVisit.slot_id)).limit(fairs.SLOTS_MAX)))


def visit_of(session: Session, actor: Actor, slot_id: UUID) -> FairVisit | None:
    """The actor's own stamp of a stall."""
    return session.exec(select(FairVisit).where(access.own_visits(actor), FairVisit.slot_id == slot_id)).one_or_none()


def passport(session: Session, actor: Actor, row: LearningFair, now: datetime) -> PassportOut:
    """The actor's own stamps, and what they have not seen; their own stalls left out."""
    everything = programme.slots_out(session, actor, row.id, fairs.slots(session, actor, row.id))
    mine = select(FairVisit).where(access.own_visits(actor), FairVisit.fair_id == row.id)
    newest_first = (col(FairVisit.visited_at).desc(), col(FairVisit.id).desc())
    stamps = {visit.slot_id: visit for visit in session.exec(mine.order_by(*newest_first).limit(fairs.SLOTS_MAX))}
    stalls = {
        one.id: one for one in everything
        if one.kind == SlotKind.STALL and not one.finding.is_withdrawn and not is_own(actor, one)
    }  # fmt: skip
    return PassportOut(
        fair_id=row.id,
        title=row.title,
        stalls=len(stalls),
        may_visit=_gives_stamps(session, actor, row, now),
        visited=[_stamp(visit, stalls[slot_id]) for slot_id, visit in stamps.items() if slot_id in stalls],
        to_see=[_to_see(one) for slot_id, one in stalls.items() if slot_id not in stamps],
    )


def is_own(actor: Actor, one: FairSlotOut) -> bool:
    """Whether *actor* wrote what stands there."""
    return any(author.staff_id == actor.staff_id for author in one.finding.authors)


def big_screen(session: Session, actor: Actor, row: LearningFair, now: datetime) -> BigScreenOut:
    """Now and next, stalls and stamps. No visitor is named."""
    everything = programme.slots_out(session, actor, row.id, fairs.slots(session, actor, row.id))
    shown = [one for one in everything if not one.finding.is_withdrawn]
    talks = [one for one in shown if one.kind != SlotKind.STALL]
    clock = f"{now.astimezone(calendar.zone(session, actor)):%H:%M}"
    is_today = calendar.today(session, actor, now) == row.held_on
    on_now, coming = spans.now_and_next(
        [(one.room.name, one.starts, one.ends) for one in talks], clock, is_today=is_today
    )
    stalls = [one for one in shown if one.kind == SlotKind.STALL]
    visits = programme.visits(session, actor, row.id)
    return BigScreenOut(
        title=row.title, welcome=row.welcome, held_on=row.held_on, starts=f"{row.starts:%H:%M}",
        ends=f"{row.ends:%H:%M}", state=row.state, is_today=is_today, now=clock,
        talks_now=[_talk(talks[place]) for place in on_now], talks_next=[_talk(talks[place]) for place in coming],
        stalls=[_stall(one, visits.get(one.id, 0)) for one in sorted(stalls, key=lambda one: one.number or 0)],
        stamps=sum(visits.get(one.id, 0) for one in stalls), stamps_newest=_newest(session, actor, row.id, now),
    )  # fmt: skip


def marked(session: Session, actor: Actor, fair_id: UUID) -> dict[UUID, FairAttendance]:
    """Who has been marked as there."""
    statement = select(FairAttendance).where(access.visible(actor, FairAttendance), FairAttendance.fair_id == fair_id)
    rows = session.exec(statement.order_by(col(FairAttendance.staff_id)).limit(PEOPLE_MAX))
    return {row.staff_id: row for row in rows}


def attendance_out(session: Session, actor: Actor, row: LearningFair) -> AttendanceOut:
    """Who was there, by name."""
    rows = marked(session, actor, row.id)
    names = people.names(session, actor, list(rows))
    event = _event(session, actor, row)
    lines = [_line(one, names[staff_id], event) for staff_id, one in rows.items()]
    return AttendanceOut(
        fair_id=row.id, minutes_max=spans.minutes_between(row.starts, row.ends), event_id=row.event_id,
        event_minutes=event.minutes if event else None,
        people=sorted(lines, key=lambda line: (line.name, line.staff_id)),
    )  # fmt: skip


def my_attendance(session: Session, actor: Actor, row: LearningFair) -> MyAttendanceOut:
    """The actor's own line."""
    statement = select(FairAttendance).where(
        access.visible(actor, FairAttendance), FairAttendance.fair_id == row.id,
        FairAttendance.staff_id == actor.staff_id,
    )  # fmt: skip
    mine = session.exec(statement).one_or_none()
    name = people.staff_member(session, actor, actor.staff_id).name
    return MyAttendanceOut(fair_id=row.id, mine=_line(mine, name, _event(session, actor, row)) if mine else None)


# ---- helpers ---------------------------------------------------------------------------------------------


def _event(session: Session, actor: Actor, row: LearningFair) -> DirectedEvent | None:
    """The directed event that a fair counts as, unless it has been cancelled."""
    if row.event_id is None:
        return None
    statement = select(DirectedEvent).where(
        access.visible(actor, DirectedEvent), DirectedEvent.id == row.event_id, ~col(DirectedEvent.is_cancelled)
    )
    return session.exec(statement).one_or_none()


def _line(row: FairAttendance, name: str, event: DirectedEvent | None) -> AttendedOut:
    is_directed = row.is_directed and event is not None
    return AttendedOut(
        staff_id=row.staff_id, name=name, minutes=row.minutes, is_directed=is_directed,
        directed_minutes=min(row.minutes, event.minutes) if event is not None and is_directed else 0,
        marked_at=row.marked_at,
    )  # fmt: skip


def _gives_stamps(session: Session, actor: Actor, row: LearningFair, now: datetime) -> bool:
    return row.state == FairState.OPEN and calendar.today(session, actor, now) == row.held_on


def _stamp(visit: FairVisit, one: FairSlotOut) -> StampOut:
    return StampOut(
        slot_id=one.id, number=one.number, finding_id=one.finding.id, title=one.finding.title, note=visit.note,
        visited_at=visit.visited_at,
    )  # fmt: skip


def _to_see(one: FairSlotOut) -> StallToSee:
    return StallToSee(
        slot_id=one.id, number=one.number, room_name=one.room.name, finding_id=one.finding.id,
        title=one.finding.title, starts=one.starts, ends=one.ends,
    )  # fmt: skip


def _talk(one: FairSlotOut) -> TalkShown:
    return TalkShown(
        slot_id=one.id, kind=one.kind, room_name=one.room.name, starts=one.starts, ends=one.ends,
        title=one.finding.title, group_name=one.finding.group_name,
        presenters=[presenter.name for presenter in one.presenters],
    )  # fmt: skip


def _stall(one: FairSlotOut, visits: int) -> StallShown:
    return StallShown(
        slot_id=one.id, number=one.number, room_name=one.room.name, title=one.finding.title,
        group_name=one.finding.group_name, starts=one.starts, ends=one.ends,
        stamps=None if 0 < visits < STAMPS_MIN else visits,
    )  # fmt: skip


def _newest(session: Session, actor: Actor, fair_id: UUID, now: datetime) -> int:
    statement = select(FairVisit.id).where(
        access.visible(actor, FairVisit), FairVisit.fair_id == fair_id, FairVisit.visited_at > now - NEWEST
    )
    return len(session.exec(statement.order_by(col(FairVisit.id)).limit(PEOPLE_MAX)).all())
