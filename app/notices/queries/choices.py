"""Reads of what people have chosen."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.notices import access
from app.notices.rules import NoticeKind
from app.notices.rules.quiet import DEFAULT, Quiet
from app.notices.rules.ways import DEFAULTS, Ways
from app.notices.tables import NoticeChoice, QuietHours

PEOPLE_MAX = 2_000


def choices_of(
    session: Session, school_id: UUID, staff_ids: Collection[UUID], kinds: Collection[NoticeKind]
) -> dict[tuple[UUID, NoticeKind], Ways]:
    """What people have chosen for *kinds*; who has not chosen is left out."""
    statement = select(NoticeChoice).where(
        NoticeChoice.school_id == school_id,
        col(NoticeChoice.staff_id).in_(set(staff_ids)),
        col(NoticeChoice.kind).in_(set(kinds)),
    )
    rows = session.exec(statement.limit(PEOPLE_MAX * len(NoticeKind)))
    return {(row.staff_id, row.kind): Ways(row.by_mail, row.by_push) for row in rows}


def quiet_of(session: Session, school_id: UUID, staff_ids: Collection[UUID]) -> dict[UUID, Quiet]:
    """The quiet hours of each of *staff_ids*, the usual ones for who has not chosen."""
    statement = select(QuietHours).where(
        QuietHours.school_id == school_id, col(QuietHours.staff_id).in_(set(staff_ids))
    )
    found = {
        row.staff_id: Quiet(row.starts, row.ends, row.is_quiet_at_weekends, row.lets_urgent_through)
        for row in session.exec(statement.limit(PEOPLE_MAX))
    }
    return {staff_id: found.get(staff_id, DEFAULT) for staff_id in staff_ids}


def own_choices(session: Session, actor: Actor, *, lock: bool = False) -> dict[NoticeKind, NoticeChoice]:
    """What *actor* has chosen, by kind."""
    statement = select(NoticeChoice).where(access.own_choices(actor)).order_by(col(NoticeChoice.kind))
    rows = session.exec((statement.with_for_update() if lock else statement).limit(len(NoticeKind)))
    return {row.kind: row for row in rows}


def own_quiet(session: Session, actor: Actor, *, lock: bool = False) -> QuietHours | None:
    """The quiet hours *actor* has chosen; None when they never have."""
    statement = select(QuietHours).where(access.own_quiet(actor))
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def waiting_ways(found: dict[tuple[UUID, NoticeKind], Ways], staff_id: UUID, kind: NoticeKind) -> Ways:
    """By which ways somebody is told, chosen or usual."""
    return found.get((staff_id, kind), DEFAULTS[kind])


def choice_of(session: Session, school_id: UUID, staff_id: UUID, kind: NoticeKind) -> NoticeChoice | None:
    """What one person has chosen for *kind*, locked; None when they have not."""
    statement = select(NoticeChoice).where(
        NoticeChoice.school_id == school_id, NoticeChoice.staff_id == staff_id, NoticeChoice.kind == kind
    )
    return session.exec(statement.with_for_update()).one_or_none()


def is_here(session: Session, school_id: UUID, staff_id: UUID) -> bool:
    """Whether there is such a person in the school, working or not."""
    statement = select(Staff.id).where(Staff.school_id == school_id, Staff.id == staff_id)
    return session.exec(statement).first() is not None
