"""Adding, changing and cancelling directed events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.school_year import queries as school_year
from app.web import etag
from app.working_time import queries
from app.working_time.actions.fitting import Fitting, require_known
from app.working_time.errors import EventCancelled, InsetDayTaken, PartOfASplit, TooManyEvents
from app.working_time.queries.calendar import EVENTS_MAX
from app.working_time.queries.facts import as_events
from app.working_time.rules import EventAudience, EventKind
from app.working_time.rules.year import Event
from app.working_time.schemas import EventIn, span_minutes, wall
from app.working_time.tables import DirectedEvent, DirectedInvitee


def add_event(session: Session, actor: Actor, year_id: UUID | None, wish: EventIn, now: datetime) -> DirectedEvent:
    """Add an event to a year's calendar.

    Raises:
        NotFound: somebody named is of another school, or of nobody.
        DayOutsideYear, NoSuchTime, NotASchoolDay, NotAnInsetDay, AtLunch: it cannot be then.
        NotWorkingHere: somebody named does not work here on that day.
        InsetDayTaken: the INSET day has its event.
        OverCap: somebody would be over their cap who was not.
    """
    require_known(session, actor, wish.staff_ids)
    fitting = Fitting(session, actor, queries.year(session, actor, year_id, now, lock=True))
    if len(fitting.facts.events) >= EVENTS_MAX:
        raise TooManyEvents(EVENTS_MAX)
    row = DirectedEvent(
        school_id=actor.school_id, year_id=fitting.year.id, kind=wish.kind, title=wish.title, held_on=wish.held_on,
        starts=wall(wish.starts), ends=wall(wish.ends), minutes=minutes_of(wish), audience=wish.audience,
        created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    _require_fits(fitting, wish, row)
    session.add(row)
    session.flush()
    _name(session, actor, row, wish)
    return row


def edit_event(
    session: Session, actor: Actor, event_id: UUID, wish: EventIn, if_match: str | None, now: datetime
) -> DirectedEvent:
    """Change an event; from then on it is outside the published calendar until that is published anew.

    Raises:
        EventCancelled: it is not held any more.
        PartOfASplit: a twilight in place of an INSET day keeps its length and its audience.
        the others as `add_event`.
    """
    year_id = queries.event(session, actor, event_id).year_id
    year = queries.year(session, actor, year_id, now, lock=True)
    row = queries.event(session, actor, event_id, lock=True)
    etag.require_current(if_match, row.version)
    if row.is_cancelled:
        raise EventCancelled
    require_known(session, actor, wish.staff_ids)
    _require_may_change(session, actor, row, wish)
    fitting = Fitting(session, actor, year)
    row.kind, row.title, row.held_on, row.audience = wish.kind, wish.title, wish.held_on, wish.audience
    row.starts, row.ends, row.minutes = wall(wish.starts), wall(wish.ends), minutes_of(wish)
    row.published_at = None
    row.version += 1
    _require_fits(fitting, wish, row)
    named = delete(DirectedInvitee).where(
        col(DirectedInvitee.school_id) == actor.school_id, col(DirectedInvitee.event_id) == row.id
    )
    session.execute(named, execution_options={"synchronize_session": False})
    session.flush()
    _name(session, actor, row, wish)
    return row


def cancel_event(session: Session, actor: Actor, event_id: UUID) -> DirectedEvent:
    """Cancel an event, and with a split INSET day the twilights that stood for it: then it is a whole day again.

    Raises:
        EventCancelled: it was cancelled before.
        PartOfASplit: a twilight in place of an INSET day goes only with the whole split.
        OverCap: without the split, an INSET day would take somebody over their cap.
    """
    year = school_year.year(session, actor, queries.event(session, actor, event_id).year_id, lock=True)
    row = queries.event(session, actor, event_id, lock=True)
    if row.is_cancelled:
        raise EventCancelled
    if row.split_from_id is not None:
        raise PartOfASplit
    gone = [row, *queries.twilights_of(session, actor, row.id)]
    gone_ids = {one.id for one in gone}
    Fitting(session, actor, year).require_within_caps(
        lambda events: [event for event in events if event.id not in gone_ids]
    )
    for one in gone:
        one.is_cancelled = True
        one.version += 1
    session.flush()
    return row


def minutes_of(wish: EventIn) -> int:
    """What an event counts: as said, else from its start to its end."""
    return span_minutes(wish.starts, wish.ends) if wish.minutes is None else wish.minutes


def _require_may_change(session: Session, actor: Actor, row: DirectedEvent, wish: EventIn) -> None:
    part = row.split_from_id is not None
    kept = (row.kind, row.minutes, row.audience) == (wish.kind, minutes_of(wish), wish.audience)
    if part and not kept:
        raise PartOfASplit
    if queries.twilights_of(session, actor, row.id) and (not kept or row.held_on != wish.held_on):
        raise PartOfASplit


def _require_fits(fitting: Fitting, wish: EventIn, row: DirectedEvent) -> None:
    fitting.require_day(wish.kind, wish.held_on, row.starts, row.ends)
    fitting.require_work_here(wish.staff_ids, wish.held_on)
    others = [event for event in fitting.facts.events if event.id != row.id]
    if wish.kind == EventKind.INSET and any(
        other.kind == EventKind.INSET and other.held_on == wish.held_on for other in others
    ):
        raise InsetDayTaken
    was = next((event for event in fitting.facts.events if event.id == row.id), None)
    (event,) = as_events([row], {row.id: frozenset(wish.staff_ids)})
    event = replace(event, is_split=was is not None and was.is_split)
    fitting.require_within_caps(lambda events: [*_without(events, row.id), event])


def _without(events: Sequence[Event], event_id: UUID) -> list[Event]:
    return [event for event in events if event.id != event_id]


def _name(session: Session, actor: Actor, row: DirectedEvent, wish: EventIn) -> None:
    if wish.audience == EventAudience.NAMED:
        session.add_all(
            DirectedInvitee(school_id=actor.school_id, event_id=row.id, staff_id=staff_id)
            for staff_id in dict.fromkeys(wish.staff_ids)
        )
        session.flush()
