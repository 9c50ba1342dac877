"""Reads of directed events, whom they name, and who comes of their own."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut
from app.working_time import access
from app.working_time.rules import EventKind
from app.working_time.rules.kinds import RuleId
from app.working_time.rules.warning import Warned
from app.working_time.schemas import EventOut, WarningOut
from app.working_time.tables import DirectedEvent, DirectedInvitee, VoluntaryAttendance

EVENTS_MAX = 500
"""In a year, cancelled ones left out."""
PEOPLE_MAX = 2_000
ATTENDANCES_MAX = 100_000
OUTSIDE = Warned(
    RuleId.R_CAL, "This is not in the published calendar. Consult those it concerns, then publish the calendar anew."
)


def event(session: Session, actor: Actor, event_id: UUID, *, lock: bool = False) -> DirectedEvent:
    """One event, or NotFound."""
    statement = select(DirectedEvent).where(access.visible(actor, DirectedEvent), DirectedEvent.id == event_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def live_events(session: Session, actor: Actor, year_id: UUID) -> list[DirectedEvent]:
    """The year's events that are held, by date."""
    statement = (
        select(DirectedEvent)
        .where(access.visible(actor, DirectedEvent), DirectedEvent.year_id == year_id, ~col(DirectedEvent.is_cancelled))
        .order_by(col(DirectedEvent.held_on), col(DirectedEvent.id))
    )
    return list(session.exec(statement.limit(EVENTS_MAX)))


def twilights_of(session: Session, actor: Actor, event_id: UUID) -> list[DirectedEvent]:
    """The twilights that an INSET day was split into, by date; cancelled ones left out."""
    statement = (
        select(DirectedEvent)
        .where(
            access.visible(actor, DirectedEvent), DirectedEvent.split_from_id == event_id,
            ~col(DirectedEvent.is_cancelled),
        )
        .order_by(col(DirectedEvent.held_on), col(DirectedEvent.id))
    )  # fmt: skip
    return list(session.exec(statement.limit(EVENTS_MAX)))


def invitees(session: Session, actor: Actor, event_id: UUID) -> list[UUID]:
    """Whom an event names."""
    statement = select(DirectedInvitee.staff_id).where(
        access.visible(actor, DirectedInvitee), DirectedInvitee.event_id == event_id
    )
    return list(session.exec(statement.order_by(col(DirectedInvitee.staff_id)).limit(PEOPLE_MAX)))


def invited_by_event(session: Session, actor: Actor, year_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """Whom each live event of a year names."""
    statement = (
        select(DirectedInvitee.event_id, DirectedInvitee.staff_id)
        .join(
            DirectedEvent,
            (col(DirectedEvent.school_id) == col(DirectedInvitee.school_id))
            & (col(DirectedEvent.id) == col(DirectedInvitee.event_id)),
        )
        .where(
            access.visible(actor, DirectedInvitee), DirectedEvent.year_id == year_id, ~col(DirectedEvent.is_cancelled)
        )
        .order_by(col(DirectedInvitee.event_id), col(DirectedInvitee.staff_id))
    )
    found: dict[UUID, set[UUID]] = {}
    for event_id, staff_id in session.exec(statement.limit(EVENTS_MAX * PEOPLE_MAX)):
        found.setdefault(event_id, set()).add(staff_id)
    return {event_id: frozenset(staff_ids) for event_id, staff_ids in found.items()}


def live_attendance(session: Session, actor: Actor, event_id: UUID, staff_id: UUID) -> VoluntaryAttendance:
    """Somebody's coming of their own, or NotFound."""
    statement = select(VoluntaryAttendance).where(
        access.visible(actor, VoluntaryAttendance),
        VoluntaryAttendance.event_id == event_id,
        VoluntaryAttendance.staff_id == staff_id,
        col(VoluntaryAttendance.withdrawn_at).is_(None),
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def attendances_of(session: Session, actor: Actor, event_id: UUID) -> list[VoluntaryAttendance]:
    """Who comes to an event of their own, in the order in which they agreed."""
    statement = (
        select(VoluntaryAttendance)
        .where(
            access.visible(actor, VoluntaryAttendance), VoluntaryAttendance.event_id == event_id,
            col(VoluntaryAttendance.withdrawn_at).is_(None),
        )
        .order_by(col(VoluntaryAttendance.agreed_at), col(VoluntaryAttendance.id))
    )  # fmt: skip
    return list(session.exec(statement.limit(PEOPLE_MAX)))


def live_attendances(session: Session, actor: Actor, year_id: UUID) -> list[VoluntaryAttendance]:
    """Who comes to what of their own in a year, by date of the event."""
    statement = (
        select(VoluntaryAttendance)
        .join(
            DirectedEvent,
            (col(DirectedEvent.school_id) == col(VoluntaryAttendance.school_id))
            & (col(DirectedEvent.id) == col(VoluntaryAttendance.event_id)),
        )
        .where(
            access.visible(actor, VoluntaryAttendance), DirectedEvent.year_id == year_id,
            ~col(DirectedEvent.is_cancelled), col(VoluntaryAttendance.withdrawn_at).is_(None),
        )
        .order_by(col(DirectedEvent.held_on), col(VoluntaryAttendance.id))
    )  # fmt: skip
    return list(session.exec(statement.limit(ATTENDANCES_MAX)))


def events_page(
    session: Session, actor: Actor, wish: PageWish, year_id: UUID, *, cancelled: bool
) -> tuple[list[DirectedEvent], str | None]:
    """A year's events by date."""
    statement = select(DirectedEvent).where(access.visible(actor, DirectedEvent), DirectedEvent.year_id == year_id)
    if not cancelled:
        statement = statement.where(~col(DirectedEvent.is_cancelled))
    columns = (col(DirectedEvent.held_on), col(DirectedEvent.id))
    if (where := beyond(wish.key(date, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.held_on, row.id))


def events_out(session: Session, actor: Actor, rows: Sequence[DirectedEvent]) -> list[EventOut]:
    """Events as they travel: two statements more, however many events."""
    event_ids = [row.id for row in rows]
    named = (
        select(DirectedInvitee.event_id, func.count())
        .where(access.visible(actor, DirectedInvitee), col(DirectedInvitee.event_id).in_(event_ids))
        .group_by(col(DirectedInvitee.event_id))
        .order_by(col(DirectedInvitee.event_id))
        .limit(EVENTS_MAX)
    )
    split = (
        select(DirectedEvent.split_from_id)
        .where(
            access.visible(actor, DirectedEvent), col(DirectedEvent.split_from_id).in_(event_ids),
            ~col(DirectedEvent.is_cancelled),
        )
        .distinct()
        .order_by(col(DirectedEvent.split_from_id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    counts, held_as_twilights = dict(session.exec(named).all()), set(session.exec(split))
    return [event_out(row, counts.get(row.id, 0), is_split=row.id in held_as_twilights) for row in rows]


def event_out(row: DirectedEvent, invited: int, *, is_split: bool) -> EventOut:
    """One event as it travels."""
    outside = row.published_at is None and not row.is_cancelled
    return EventOut(
        id=row.id, kind=row.kind, title=row.title, held_on=row.held_on, starts=f"{row.starts:%H:%M}",
        ends=f"{row.ends:%H:%M}", minutes=row.minutes, audience=row.audience, invited=invited,
        split_from_id=row.split_from_id, agreement=row.agreement, is_split=is_split, is_cancelled=row.is_cancelled,
        published_at=row.published_at, version=row.version,
        warnings=[WarningOut(rule=OUTSIDE.rule, message=OUTSIDE.message)] if outside else [],
    )  # fmt: skip


def inset_events(rows: Sequence[DirectedEvent]) -> dict[date, DirectedEvent]:
    """The event of each INSET day that has one."""
    return {row.held_on: row for row in rows if row.kind == EventKind.INSET}
