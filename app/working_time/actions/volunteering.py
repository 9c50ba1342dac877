"""Coming to what one is not directed to: one's own act, with what one is given for it (R_PT_DAY)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.school_year import queries as school_year
from app.working_time import access, queries
from app.working_time.errors import DirectedAnyway, EventCancelled, NotWorkingHere
from app.working_time.queries import Asked
from app.working_time.rules import year as rules
from app.working_time.schemas import VolunteerIn
from app.working_time.tables import DirectedEvent, VoluntaryAttendance


def volunteer(session: Session, actor: Actor, event_id: UUID, wish: VolunteerIn, now: datetime) -> DirectedEvent:
    """Say that somebody comes of their own, and what they get for it.

    Raises:
        NotFound: no such event or colleague.
        Forbidden: a colleague, and the actor does not answer for time.
        EventCancelled: it is not held.
        NotWorkingHere: a leaver, a joiner still to come, or a guest.
        DirectedAnyway: the event directs them.
        VolunteeredAlready: they have said so before; at the flush.
    """
    row = queries.event(session, actor, event_id)
    staff = identity.staff_member(session, actor, wish.staff_id or actor.staff_id)
    access.require_may_volunteer(actor, staff.id)
    if row.is_cancelled:
        raise EventCancelled
    year = school_year.year(session, actor, row.year_id)
    person = next((one for one in queries.people(session, actor, year) if one.staff_id == staff.id), None)
    if person is None or not person.works_here_on(row.held_on):
        raise NotWorkingHere(staff_ids=[staff.id], names=[staff.name])
    found = queries.facts(session, actor, year, queries.in_force(session, actor, year), Asked(lessons=False))
    event = next(one for one in found.events if one.id == row.id)
    if rules.directs(event, person, found) and not event.is_split:
        raise DirectedAnyway
    session.add(
        VoluntaryAttendance(
            school_id=actor.school_id, event_id=row.id, staff_id=staff.id, recompense=wish.recompense, note=wish.note,
            agreed_at=now, by_staff_id=actor.staff_id,
        )
    )  # fmt: skip
    session.flush()
    return row


def withdraw(session: Session, actor: Actor, event_id: UUID, staff_id: UUID, now: datetime) -> DirectedEvent:
    """Take back that somebody comes. What was said stays in the record.

    Raises:
        NotFound: no such event or colleague, or they had not said so.
        Forbidden: a colleague, and the actor does not answer for time.
    """
    row = queries.event(session, actor, event_id)
    identity.staff_member(session, actor, staff_id)
    access.require_may_volunteer(actor, staff_id)
    queries.live_attendance(session, actor, event_id, staff_id).withdrawn_at = now
    session.flush()
    return row
