"""What a lead says of addresses, and when they are looked at."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.fetching import rules as fetching
from app.fetching.rules import FetchRefused
from app.identity import queries as people
from app.jobs import actions as jobs
from app.kernel.actor import Actor
from app.sources import queries, rules
from app.sources.actions.looking import have_looked
from app.sources.errors import AddressUnusable, SourcePaused, TooManyAddresses, WhoseCalendar
from app.sources.rules import OutsideKind
from app.sources.schemas import OutsideSourceEdit, OutsideSourceIn
from app.sources.tables import OutsideSource
from app.web import etag

OVERDUE = timedelta(hours=2)
"""A look that is so late has no job any more: it was given up, or forgotten."""


def add(session: Session, actor: Actor, wish: OutsideSourceIn, now: datetime) -> OutsideSource:
    """Have an address looked at, at once and then on its schedule."""
    address = _usable(wish.address)
    _require_somebody(session, actor, wish.kind, wish.staff_id)
    if queries.count(session, actor) >= rules.SOURCES_MAX:
        raise TooManyAddresses
    row = OutsideSource(
        school_id=actor.school_id, kind=wish.kind, name=wish.name, address=address, staff_id=wish.staff_id,
        every_hours=wish.every_hours, next_at=now, created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    have_looked(session, row, now)
    return row


def edit(
    session: Session, actor: Actor, source_id: UUID, wish: OutsideSourceEdit, if_match: str | None, now: datetime
) -> OutsideSource:
    """Change or pause an address. Another address is looked at soon, and what is known of the old one is no more."""
    row = queries.source(session, actor, source_id, lock=True)
    etag.require_current(if_match, row.version)
    address = _usable(wish.address)
    _require_somebody(session, actor, row.kind, wish.staff_id)
    is_news = (row.address, row.staff_id) != (address, wish.staff_id) or (wish.is_active and not row.is_active)
    if row.address != address:
        row.etag, row.last_modified = "", ""
    row.name, row.address, row.staff_id = wish.name, address, wish.staff_id
    row.every_hours, row.is_active = wish.every_hours, wish.is_active
    row.version += 1
    if is_news:
        # What is kept may be another's: the next look takes whatever comes as news.
        row.content_hash, row.failures, row.trouble, row.next_at = "", 0, "", now
    session.flush()
    if row.is_active and is_news:
        have_looked(session, row, now)
    return row


def remove(session: Session, actor: Actor, source_id: UUID) -> None:
    """Forget an address and the copy that is kept of it. What was made of it stays."""
    session.delete(queries.source(session, actor, source_id, lock=True))
    session.flush()


def look_now(session: Session, actor: Actor, source_id: UUID, now: datetime) -> OutsideSource:
    """Have an address looked at now, whatever its schedule says.

    Raises:
        TooMuchWaits: twice as many looks as the school may have addresses wait already.
    """
    row = queries.source(session, actor, source_id)
    if not row.is_active:
        raise SourcePaused
    jobs.require_room(session, rules.LOOK, school_id=row.school_id, now=now, most=2 * rules.SOURCES_MAX)
    jobs.enqueue(
        session, rules.LOOK, f"{row.id.hex}/now/{now:%Y%m%d%H%M%S}", {"source_id": row.id}, school_id=row.school_id,
        now=now,
    )  # fmt: skip
    return row


def due(session: Session, school_id: UUID, now: datetime, within: timedelta) -> None:
    """Have a school's addresses looked at that are due *within* so long, where no job waits for that already."""
    for row in queries.due(session, school_id, now + within):
        if row.next_at < now - OVERDUE:
            row.next_at = now.replace(microsecond=0)
        have_looked(session, row, now)


def _usable(address: str) -> str:
    """The address as it will be asked."""
    try:
        return fetching.target_of(address).text
    except FetchRefused as refused:
        raise AddressUnusable(words=refused.words) from None


def _require_somebody(session: Session, actor: Actor, kind: OutsideKind, staff_id: UUID | None) -> None:
    if staff_id is None:
        return
    if kind == OutsideKind.STAFF:
        raise WhoseCalendar
    people.staff_member(session, actor, staff_id)
