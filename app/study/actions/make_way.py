"""When timetable or calendar change: rounds that still fit stay, the others turn STALE, none is dropped silently.

A lesson that has begun is none of these: its minutes were given. Only its debrief may have to go on without somebody,
and so may the debrief of a lesson that is held before the change. No class is ever left alone for a debrief.

DOMAIN 3.3: re-evaluate all that is still to come, give the minutes back, tell the people (the reason
stands on the round, on their week and on the desk).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.cover.rules import CoverState
from app.identity import queries as people
from app.kernel.actor import Actor
from app.meetings import actions as meetings
from app.occupied import actions as occupied
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.study import news, queries, rules
from app.study.actions.change import undo
from app.study.queries import gives_way as leaving
from app.study.queries import outlook
from app.study.rules import RoundState
from app.time_budget import actions as time_budget
from app.timetable.queries import AS_STORED


@dataclass(frozen=True, slots=True)
class GivenWay:
    """What had to give way."""

    stale_rounds: int = 0
    called_off_meetings: int = 0
    left_seats: int = 0
    """In debriefs and meetings that go on without somebody."""


def give_way(
    session: Session, actor: Actor, since: date, now: datetime, *, until: date = date.max,
    reason: str = "Timetable changed",
) -> GivenWay:  # fmt: skip
    """Make room for timetable, calendar and classes as stored, from *since* to *until*; each who leaves a seat is told.

    Of a debrief that fewer than two are left for, everybody of its round is told.

    Called before the base rows are written anew, with everybody locked. *reason* stands in the ledger.
    """
    stale = make_way(session, actor, since, now, until=until, reason=reason)
    found = leaving.unseated(session, actor, AS_STORED, now, since=since, until=until)
    called_off = meetings.make_way(session, actor, {row.id: why for row, why in found.meetings}, now)
    held = [row for row, _ in found.seats]
    left = leave_seats(session, actor, held, now, reason=reason)
    short = _too_few(session, actor, held)
    news.seats_left(session, actor, [row for row in held if row.ref_id not in short], now)
    news.debriefs_gone(session, actor, sorted(short), [row for row in held if row.ref_id in short], now)
    return GivenWay(stale, called_off, left)


def _too_few(session: Session, actor: Actor, left: Iterable[Occupied]) -> set[UUID]:
    """Of the rounds whose debriefs somebody has *left*, those of which too few remain: one alone talks to nobody."""
    round_ids = {row.ref_id for row in left if row.ref_id is not None}
    seated = Counter(one.round_id for one in queries.seats(session, actor, sorted(round_ids)))
    return {round_id for round_id in round_ids if seated[round_id] < rules.DEBRIEF_SEATS_MIN}


def make_way(
    session: Session, actor: Actor, since: date, now: datetime, *, until: date = date.max,
    reason: str = "Timetable changed",
) -> int:  # fmt: skip
    """Hold every round still to be held against timetable, calendar and absences as stored, from *since* to *until*.

    Answers with how many turned STALE. Called before the base rows are written anew. *reason* stands in the ledger.
    """
    booked = outlook.booked_since(session, actor, since, now, until=until, lock=True)
    if not booked.rounds:
        return 0
    names = people.names(session, actor, booked.staff_ids)
    stale = []
    for row, why in outlook.broken(outlook.outlook(session, actor, booked), booked, names):
        row.state, row.stale_reason = RoundState.STALE, why[:500]
        row.version += 1
        stale.append(row)
    undo(session, actor, stale, now, state=CoverState.STALE, reason=reason)
    session.flush()
    news.changed(session, actor, stale, news.NOT_POSSIBLE, now)
    return len(stale)


def leave_seats(session: Session, actor: Actor, held: Iterable[Occupied], now: datetime, *, reason: str) -> int:
    """Take people out of debriefs that go on without them, of whom *held* says when: time and minutes return."""
    who = {(row.ref_id, row.staff_id): row for row in held if row.kind == OccupiedKind.DEBRIEF}
    seats = queries.seats(session, actor, [ref_id for ref_id, _ in who if ref_id is not None])
    mine = [one for one in seats if (one.round_id, one.staff_id) in who and one.logged_at is None]
    occupied.let_go(session, [who[one.round_id, one.staff_id] for one in mine])
    commits = [one.commit_id for one in mine if one.commit_id is not None]
    time_budget.release_all(session, actor, commits, now, reason)
    for one in mine:
        session.delete(one)
    session.flush()
    return len(mine)
