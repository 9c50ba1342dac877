"""Reads of browsers that take push messages."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from app.identity.tables import SignInSession
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.notices import access
from app.notices.push_schemas import PushDeviceOut
from app.notices.queries.readers import readers
from app.notices.rules.pushing import DEVICES_MAX
from app.notices.tables import PushSubscription

MANY = 20_000


def _signed_out() -> ColumnElement[bool]:
    """Whether somebody has ended the session in which a browser was given. One that ran out by itself ends nothing.

    A session that is not there any more ran out so long ago that it is forgotten: nobody could end it any more.
    """
    is_not_ended = exists().where(
        col(SignInSession.id) == col(PushSubscription.session_id), col(SignInSession.ended_at).is_(None)
    )
    return col(PushSubscription.session_id).is_not(None) & ~is_not_ended


def own_devices(session: Session, actor: Actor) -> list[PushSubscription]:
    """The browsers that somebody has given, the oldest first."""
    statement = select(PushSubscription).where(access.own_devices(actor), ~_signed_out())
    return list(
        session.exec(statement.order_by(col(PushSubscription.made_at), col(PushSubscription.id)).limit(DEVICES_MAX + 1))
    )


def device_out(actor: Actor, row: PushSubscription) -> PushDeviceOut:
    """A browser as its person is shown it."""
    return PushDeviceOut(
        id=row.id, device=row.device, endpoint_hash=row.endpoint_hash, made_at=row.made_at,
        is_given_here=row.session_id == actor.session_id,
    )  # fmt: skip


def own_device(session: Session, actor: Actor, device_id: UUID) -> PushSubscription:
    """One of them, or NotFound."""
    statement = select(PushSubscription).where(access.own_devices(actor), PushSubscription.id == device_id)
    if (found := session.exec(statement).one_or_none()) is None:
        raise NotFound
    return found


def by_endpoint(session: Session, actor: Actor, endpoint_hash: str) -> PushSubscription | None:
    """The browser with that address, whoever gave it: a browser is whoever's uses it now."""
    statement = select(PushSubscription).where(
        access.visible(actor, PushSubscription), PushSubscription.endpoint_hash == endpoint_hash
    )
    return session.exec(statement).one_or_none()


def devices_of(session: Session, school_id: UUID, staff_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The browsers of each of *staff_ids* who has given one."""
    if not staff_ids:
        return {}
    statement = (
        select(PushSubscription.staff_id, PushSubscription.id)
        .where(
            PushSubscription.school_id == school_id, col(PushSubscription.staff_id).in_(set(staff_ids)), ~_signed_out()
        )
        .order_by(col(PushSubscription.id))
        .limit(MANY)
    )
    found: dict[UUID, list[UUID]] = {}
    for staff_id, device_id in session.exec(statement):
        found.setdefault(staff_id, []).append(device_id)
    return found


def device(session: Session, school_id: UUID, device_id: UUID) -> PushSubscription | None:
    """One browser for the worker, or None when it has been taken away."""
    statement = select(PushSubscription).where(
        PushSubscription.school_id == school_id, PushSubscription.id == device_id
    )
    return session.exec(statement).one_or_none()


def is_signed_out(session: Session, row: PushSubscription) -> bool:
    """Whether somebody has signed out where the browser was given."""
    statement = select(PushSubscription.id).where(
        PushSubscription.school_id == row.school_id, PushSubscription.id == row.id, _signed_out()
    )
    return session.exec(statement).first() is not None


def over(session: Session, school_id: UUID, now: datetime) -> list[UUID]:
    """Browsers that somebody has signed out in, or whose person has left or been shut out."""
    mine = select(PushSubscription.id, PushSubscription.staff_id, _signed_out().label("is_signed_out"))
    rows = session.exec(
        mine.where(PushSubscription.school_id == school_id).order_by(col(PushSubscription.id)).limit(MANY)
    ).all()
    here = readers(session, school_id, {staff_id for _, staff_id, _ in rows}, now)
    return [device_id for device_id, staff_id, is_signed_out in rows if is_signed_out or staff_id not in here]
