"""Absences that a calendar tells: new ones are taken, vanished ones called off. Of its words nothing is kept.

What a person called off stays called off as long as the calendar lists it: it is the calendar that is wrong then.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.occupied import queries as occupied
from app.study.actions.away import call_off_absences, take_absences
from app.study.actions.make_way import GivenWay
from app.study.queries import away as away_queries
from app.study.queries.called_off import called_off_by_people
from app.timetable import queries as timetable
from app.timetable.actions import AbsenceSaid
from app.timetable.rules import AbsenceSource, proposals
from app.timetable.rules.away import ABSENCE_DAYS_MAX, Away, AwayEvent
from app.timetable.tables import Absence

EVENTS_MAX = 2_000
_SOURCE_SIGNS = 24
_KEY_SIGNS = 64


@dataclass(frozen=True, slots=True)
class CalendarTaken:
    """What a calendar changed."""

    added: int = 0
    called_off: int = 0
    unmatched: int = 0
    """Events of nobody on the staff list, or of nobody who could be told apart."""
    in_the_way: int = 0
    """Events in which somebody has logged that they were there: left out."""
    given_way: GivenWay = field(default_factory=GivenWay)


def take_calendar_absences(
    session: Session, actor: Actor, staff_id: UUID | None, events: Sequence[AwayEvent], now: datetime, *,
    source_id: UUID | None = None,
) -> CalendarTaken:  # fmt: skip
    """Make the absences of one calendar what it says now: the same event twice is one, a vanished one is called off.

    Args:
        staff_id: whose calendar it is; None: a whole school's, where each event names somebody.
        events: as read from the file, each with a digest of its UID. More than EVENTS_MAX are cut.
        source_id: which calendar, so that two of one person do not call each other's off.
    """
    mark = _digest(str(source_id or staff_id or actor.school_id))[:_SOURCE_SIGNS]
    whose, unmatched = _whose(session, actor, staff_id, events[:EVENTS_MAX])
    said = {
        (one.away.staff_id, one.source_key): one
        for event, person in whose
        if (one := _said(event, person, mark, now)) is not None
    }
    stored = [
        row
        for row in timetable.absences_by_key(session, actor, AbsenceSource.CALENDAR)
        if row.source_key.startswith(mark)
    ]
    occupied.lock_people(session, actor, sorted({row.staff_id for row in stored} | {staff_id for staff_id, _ in said}))
    gone = [row for row in stored if (row.staff_id, row.source_key) not in said and row.ends_at > now]
    call_off_absences(session, actor, gone, now)
    _forget_events(session, gone, mark)
    refused = called_off_by_people(session, actor, mark)
    there = {(row.staff_id, row.source_key) for row in [*stored, *refused]}
    # A person's word holds while the event is listed: one that comes back later is another's plan.
    _forget_events(session, [row for row in refused if (row.staff_id, row.source_key) not in said], mark)
    fresh = [one for key, one in said.items() if key not in there]
    able = _without_logged(session, actor, fresh, now)
    _, given_way = take_absences(session, actor, able, now)
    return CalendarTaken(len(able), len(gone), unmatched, len(fresh) - len(able), given_way)


def _forget_events(session: Session, rows: Sequence[Absence], mark: str) -> None:
    """Keep of absences that were called off which calendar they came from, and not which event."""
    for row in rows:
        row.source_key = mark
    session.flush()


def _whose(
    session: Session, actor: Actor, staff_id: UUID | None, events: Sequence[AwayEvent]
) -> tuple[list[tuple[AwayEvent, UUID]], int]:
    if staff_id is not None:
        return [(event, staff_id) for event in events], 0
    colleagues = [
        proposals.Colleague(row.id, row.code, row.name, row.email) for row in people.active_staff(session, actor)
    ]
    words = list(dict.fromkeys(word for event in events for word in event.who))
    known: Mapping[str, UUID] = proposals.staff_of(words, colleagues)
    found: list[tuple[AwayEvent, UUID]] = []
    for event in events:
        named = {known[word] for word in event.who if word in known}
        if len(named) == 1:
            found.append((event, named.pop()))
    return found, len(events) - len(found)


def _said(event: AwayEvent, staff_id: UUID, mark: str, now: datetime) -> AbsenceSaid | None:
    longest = timedelta(days=ABSENCE_DAYS_MAX)
    if event.ends_at <= now or not timedelta() < event.ends_at - event.starts_at <= longest:
        return None
    told = _digest(f"{event.key} {event.starts_at.isoformat()} {event.ends_at.isoformat()}")
    key = mark + told[: _KEY_SIGNS - _SOURCE_SIGNS]
    return AbsenceSaid(Away(staff_id, event.starts_at, event.ends_at), AbsenceSource.CALENDAR, key)


def _without_logged(session: Session, actor: Actor, said: Sequence[AbsenceSaid], now: datetime) -> list[AbsenceSaid]:
    """Leave out what would lie on time that somebody has logged: nobody is there to be asked."""
    met = {away for away, _ in away_queries.met_by_logged(session, actor, [one.away for one in said], now)}
    return [one for one in said if one.away not in met]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
