"""Making and ending calendar addresses, and noting that one was read."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.calendars import queries
from app.calendars.errors import AddressesTooMany
from app.calendars.rules import ADDRESSES_MAX
from app.calendars.schemas import CalendarAddressIn
from app.calendars.tables import CalendarAddress
from app.identity import queries as people
from app.identity.actions import hash_of
from app.kernel.actor import Actor

SECRET_BYTES = 32
KEPT = timedelta(days=30)
NOTED_EVERY = timedelta(hours=1)
"""A program asks every few minutes: more than the hour nobody wants to know."""


def make(session: Session, actor: Actor, wish: CalendarAddressIn, now: datetime) -> tuple[CalendarAddress, str, str]:
    """A new address: its row, its secret, which nothing else will ever say, and the name of what it is of.

    Raises:
        NotFound: *actor* may have no calendar of that.
        AddressesTooMany: they have ADDRESSES_MAX in use.
    """
    name = queries.visible_subject(session, actor, wish.kind, wish.subject_id)
    # Locked: two at once would both find room for one more.
    people.staff_member(session, actor, actor.staff_id, lock=True)
    if queries.count(session, actor) >= ADDRESSES_MAX:
        raise AddressesTooMany(addresses_max=ADDRESSES_MAX)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = CalendarAddress(
        school_id=actor.school_id, staff_id=actor.staff_id, kind=wish.kind, subject_id=wish.subject_id,
        name=wish.name, has_alarms=wish.has_alarms, secret_hash=hash_of(secret), created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row, secret, name


def revoke(session: Session, actor: Actor, address_id: UUID, now: datetime) -> None:
    """Have an address open nothing from now on.

    Raises:
        NotFound: *actor* has none of that id in use.
    """
    row = queries.address(session, actor, address_id)
    row.revoked_at = now
    session.add(row)
    session.flush()


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's addresses that were revoked KEPT ago; answers with how many."""
    old = (col(CalendarAddress.school_id) == school_id) & (col(CalendarAddress.revoked_at) < now - KEPT)
    return session.connection().execute(delete(CalendarAddress).where(old)).rowcount


def is_to_be_noted(row: CalendarAddress, now: datetime) -> bool:
    """Whether it was read last in an hour before this."""
    return row.read_at is None or now - row.read_at >= NOTED_EVERY


def note_read(session: Session, secret_hash: str, now: datetime) -> None:
    """Write down that a program asked, to the hour."""
    row = queries.address_by_secret(session, secret_hash)
    if row is not None:
        row.read_at = now.replace(minute=0, second=0, microsecond=0)
        session.add(row)
