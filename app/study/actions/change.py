"""Changing and cancelling a round: minutes and time come back the moment they are not needed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.cover import actions as cover
from app.cover.rules import CoverState
from app.identity import queries as people
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.study import news, queries
from app.study.actions.debrief import DebriefTime, Seating, debrief_time, last_day_looked_at, take_seats
from app.study.errors import RoundClosed
from app.study.queries.span import span
from app.study.rules import RoundState
from app.study.schemas import CancelIn, DebriefIn, RoundEdit
from app.study.tables import DebriefSeat, StudyRound
from app.time_budget import actions as time_budget
from app.web import etag


def cancel(session: Session, actor: Actor, round_id: UUID, wish: CancelIn, now: datetime) -> StudyRound:
    """Call a round off: everybody's minutes and time come back, cover is told.

    Raises:
        RoundClosed: somebody has logged time for it already, or it was called off before.
    """
    row = queries.round_(session, actor, round_id, lock=True)
    members = plc.members(session, actor, [row.group_id])[row.group_id]
    plc_access.require_member_or_lead(actor, members)
    cancel_all(session, actor, [row], now, reason=wish.reason or "Round cancelled")
    return row


def cancel_all(session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime, *, reason: str) -> None:
    """Call off locked rounds; who may is decided above.

    Raises:
        RoundClosed: as cancel. Nothing is called off then.
    """
    for row in rows:
        if row.state not in (RoundState.SCHEDULED, RoundState.STALE):
            raise RoundClosed(state=row.state)
    standing = [row for row in rows if row.state == RoundState.SCHEDULED]
    if standing:
        undo(session, actor, standing, now, state=CoverState.CANCELLED, reason=reason)
    for row in rows:
        row.state = RoundState.CANCELLED
        row.version += 1
    session.flush()
    news.changed(session, actor, standing, news.CALLED_OFF, now)


def undo(
    session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime, *, state: CoverState, reason: str
) -> None:
    """Give back the time, the minutes and the cover of rounds that will not take place as planned."""
    ids = [row.id for row in rows]
    commits = [one.commit_id for one in queries.observations(session, actor, ids) if one.logged_at is None]
    commits += [
        one.commit_id
        for one in queries.seats(session, actor, ids)
        if one.logged_at is None and one.commit_id is not None
    ]
    cover.close_for_rounds(session, actor, ids, now, state=state)
    occupied.give_back(session, actor, ids)
    time_budget.release_all(session, actor, commits, now, reason)


def edit(
    session: Session, actor: Actor, round_id: UUID, wish: RoundEdit, if_match: str | None, now: datetime
) -> StudyRound:
    """Change the focus, or move the debrief. Host, lesson and observers are another round.

    Raises:
        RoundClosed: the debrief has been held, or the round called off.
    """
    row = queries.round_(session, actor, round_id, lock=True)
    members = {one.staff_id: one for one in plc.members(session, actor, [row.group_id])[row.group_id]}
    plc_access.require_member(actor, list(members.values()))
    etag.require_current(if_match, row.version)
    if row.state not in (RoundState.SCHEDULED, RoundState.TAUGHT):
        raise RoundClosed(state=row.state)
    row.focus = wish.focus
    move_debrief(session, actor, row, wish.debrief, members, now)
    return row


def move_debrief(
    session: Session, actor: Actor, row: StudyRound, wish: DebriefIn, members: Mapping[UUID, MemberRow], now: datetime
) -> None:
    """Hold the debrief of a locked round at another time; who may is decided above.

    Whoever had to leave it for a class takes their seat again where they are free at the new time.

    Raises:
        NotFreeThen, DebriefTooEarly, ...: nothing is moved then.
    """
    school = people.school(session, actor.school_id)
    calendar = span(session, actor, school, row.held_on, last_day_looked_at(row.held_on, wish))
    talk = debrief_time(calendar, wish, lesson_ends_at=row.ends_at, lesson_on=row.held_on)
    seats = queries.seats(session, actor, [row.id])
    before = (row.debrief_starts_at, row.debrief_place)
    commits = [one.commit_id for one in seats if one.commit_id is not None]
    occupied.give_back(session, actor, [row.id], kinds=frozenset({OccupiedKind.DEBRIEF}))
    time_budget.release_all(session, actor, commits, now, "Debrief moved")
    session.execute(
        delete(DebriefSeat).where(col(DebriefSeat.school_id) == actor.school_id, col(DebriefSeat.round_id) == row.id)
    )
    session.expire_all()
    year_id = queries.year_of(session, actor, row.held_on)
    sitting = [members[one.staff_id] for one in seats if one.staff_id in members]
    sitting += _who_come_back(session, actor, row, {one.staff_id for one in seats}, members, talk)
    take_seats(session, actor, school, [Seating(row, year_id, sitting, talk)], now)
    row.debrief_on, row.debrief_starts_at, row.debrief_ends_at = talk.held_on, talk.starts_at, talk.ends_at
    row.debrief_place, row.debrief_time_source = talk.place, talk.time_source
    row.version += 1
    session.flush()
    if (talk.starts_at, talk.place) != before:
        news.moved(session, actor, row, now)


def _who_come_back(
    session: Session, actor: Actor, row: StudyRound, seated: Collection[UUID], members: Mapping[UUID, MemberRow],
    talk: DebriefTime,
) -> list[MemberRow]:  # fmt: skip
    """Of those who taught or watched and sit in the debrief no more: who is free when it is held now."""
    took_part = {row.host_id, *(one.staff_id for one in queries.observations(session, actor, [row.id]))}
    gone = sorted(one for one in took_part if one in members and one not in seated)
    if not gone:
        return []
    held = occupied_queries.stretches(session, actor, gone, first=talk.held_on, last=talk.held_on)
    taken = {one.staff_id for one in held if one.starts_at < talk.ends_at and talk.starts_at < one.ends_at}
    return [members[one] for one in gone if one not in taken]
