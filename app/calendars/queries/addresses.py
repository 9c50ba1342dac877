"""Reads of addresses, and of what they may be of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.calendars import access
from app.calendars.rules import CalendarKind
from app.calendars.tables import CalendarAddress
from app.fair_day import access as fair_day
from app.fair_day.tables import LearningFair
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.plc import access as plc
from app.plc.tables import PlcGroup
from app.web.pages import PageWish, beyond, cut


def addresses_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[CalendarAddress], str | None]:
    """*actor*'s addresses that are in use, in the order in which they were made."""
    columns = (col(CalendarAddress.created_at), col(CalendarAddress.id))
    statement = select(CalendarAddress).where(access.own(actor))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.created_at, row.id))


def address(session: Session, actor: Actor, address_id: UUID) -> CalendarAddress:
    """One of *actor*'s addresses, or NotFound, which hides everybody else's."""
    statement = select(CalendarAddress).where(access.own(actor), CalendarAddress.id == address_id)
    found = session.exec(statement.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def count(session: Session, actor: Actor) -> int:
    """How many addresses *actor* has in use."""
    statement = select(func.count()).select_from(CalendarAddress).where(access.own(actor))
    return session.exec(statement).one()


def address_by_secret(session: Session, secret_hash: str) -> CalendarAddress | None:
    """The address that a secret opens, while it does."""
    statement = select(CalendarAddress).where(
        CalendarAddress.secret_hash == secret_hash, col(CalendarAddress.revoked_at).is_(None)
    )
    return session.exec(statement).one_or_none()


# ---- of what ---------------------------------------------------------------------------------------------


def visible_subject(session: Session, actor: Actor, kind: CalendarKind, subject_id: UUID) -> str:
    """The name of what a calendar is of.

    Raises:
        NotFound: it is not *actor*, nor a group of theirs, nor a fair that they may know of.
    """
    names = _names(session, actor, kind, [subject_id])
    if subject_id not in names:
        raise NotFound
    return names[subject_id]


def subject_names(session: Session, actor: Actor, rows: Sequence[CalendarAddress]) -> dict[UUID, str]:
    """Names of what addresses are of, in a statement for each kind; what *actor* may not see is left out."""
    names: dict[UUID, str] = {}
    for kind in CalendarKind:
        if wanted := [row.subject_id for row in rows if row.kind == kind]:
            names |= _names(session, actor, kind, wanted)
    return names


def _names(session: Session, actor: Actor, kind: CalendarKind, ids: Sequence[UUID]) -> dict[UUID, str]:
    if kind == CalendarKind.PERSON:
        own = select(Staff.id, Staff.name).where(
            Staff.school_id == actor.school_id, Staff.id == actor.staff_id, col(Staff.id).in_(ids)
        )
        return dict(session.exec(own.limit(1)).all())
    if kind == CalendarKind.GROUP:
        groups = select(PlcGroup.id, PlcGroup.name).where(
            plc.visible(actor), plc.mine(actor), col(PlcGroup.id).in_(ids)
        )
        return dict(session.exec(groups.order_by(col(PlcGroup.id)).limit(len(ids))).all())
    if actor.is_guest:
        return {}
    # A trust's fairs may be known of by their titles; whose calendar one has is of one's own school.
    fairs = select(LearningFair.id, LearningFair.title).where(
        LearningFair.school_id == actor.school_id, fair_day.fairs_visible(actor), col(LearningFair.id).in_(ids)
    )
    return dict(session.exec(fairs.order_by(col(LearningFair.id)).limit(len(ids))).all())
