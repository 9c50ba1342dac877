"""What has to give way when timetable, calendar, classes or absences change: asked before, and when it happens.

Rounds still to be held that do not fit turn stale (queries.outlook). Of what is left, a debrief goes on without whoever
has no time for it any more, wherever its lesson was, and a meeting is called off: both by the very stretches that are
written then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.meetings import queries as meetings
from app.meetings.tables import GroupMeeting
from app.occupied import queries as occupied
from app.occupied.rules import Stretch, reason
from app.occupied.tables import Occupied
from app.study.queries import outlook as outlooks
from app.study.tables import StudyRound
from app.timetable import queries as timetable
from app.timetable.queries import Supposed


@dataclass(frozen=True, slots=True)
class Unseated:
    """Whose seats are in the way of what holds them instead."""

    seats: Sequence[tuple[Occupied, Stretch]]
    """In debriefs, which go on without them."""
    meetings: Sequence[tuple[GroupMeeting, str]]
    """Which are called off, each with the first thing in the way, in words."""


@dataclass(frozen=True, slots=True)
class GivesWay:
    """All that gives way, in order of time."""

    rounds: list[tuple[StudyRound, str]]
    seats: list[Occupied]
    meetings: list[tuple[GroupMeeting, str]]


def gives_way(
    session: Session, actor: Actor, supposed: Supposed, now: datetime, *, since: date, until: date = date.max
) -> GivesWay:
    """What would give way from *since* to *until* if it were as *supposed*. Absences call no meeting off."""
    booked = outlooks.booked_since(session, actor, since, now, until=until)
    broken: list[tuple[StudyRound, str]] = []
    if booked.rounds:
        names = people.names(session, actor, booked.staff_ids)
        broken = outlooks.broken(outlooks.outlook(session, actor, booked, supposed), booked, names)
    broken.sort(key=lambda found: (found[0].starts_at, found[0].id))
    gone = {row.id for row, _ in broken}
    found = unseated(session, actor, supposed, now, since=since, until=until, but=gone)
    return GivesWay(broken, [row for row, _ in found.seats], list(found.meetings))


def unseated(
    session: Session, actor: Actor, supposed: Supposed, now: datetime, *, since: date, until: date = date.max,
    but: Collection[UUID] = (),
) -> Unseated:  # fmt: skip
    """Who could not sit in a debrief or meeting any more that has not begun, but those that are given up anyway.

    An absent person is missed by a meeting, which goes on without them like a debrief.
    """
    sitting = [row for row in occupied.sitting(session, actor, since, until, now) if row.ref_id not in but]
    if supposed.absences:
        absent = {one.staff_id for one in supposed.absences}
        sitting = [row for row in sitting if row.staff_id in absent]
    if not sitting:
        return Unseated([], [])
    met = _met(session, actor, sitting, supposed)
    refs = sorted({row.ref_id for row, _ in met if row.ref_id is not None})
    called_off = {row.id: row for row in meetings.planned(session, actor, refs)} if refs else {}
    seats = [(row, stretch) for row, stretch in met if supposed.absences or row.ref_id not in called_off]
    if supposed.absences or not called_off:
        return Unseated(seats, [])
    names = people.names(session, actor, [row.staff_id for row, _ in met])
    why: dict[UUID, str] = {}
    for row, stretch in met:
        if row.ref_id in called_off:
            words = f"{names[row.staff_id]} is not free then: {reason(stretch.kind, stretch.label)}."
            why.setdefault(row.ref_id, words)
    return Unseated(seats, [(row, why[row.id]) for row in called_off.values()])


def _met(
    session: Session, actor: Actor, sitting: Sequence[Occupied], supposed: Supposed
) -> list[tuple[Occupied, Stretch]]:
    """Each seat that something else holds its person in, with the first such thing."""
    days = {(row.staff_id, row.held_on) for row in sitting}
    by_day: dict[tuple[UUID, date], list[Stretch]] = {}
    first, last = min(row.held_on for row in sitting), max(row.held_on for row in sitting)
    staff_ids = sorted({staff_id for staff_id, _ in days})
    for one in timetable.stretches(session, actor, staff_ids, since=first, until=last, only=days, supposed=supposed):
        by_day.setdefault((one.staff_id, one.held_on), []).append(one)
    found = []
    for row in sitting:
        held = by_day.get((row.staff_id, row.held_on), ())
        meets = (one for one in held if one.starts_at < row.ends_at and row.starts_at < one.ends_at)
        if (stretch := min(meets, key=lambda one: one.starts_at, default=None)) is not None:
            found.append((row, stretch))
    return found
