"""Whether support is in a school at this minute: asked on each of its requests."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries
from app.identity.tables import MembershipRole, SupportVisit
from app.kernel.actor import Role


def is_here(session: Session, school_id: UUID, staff_id: UUID, now: datetime) -> bool:
    """Whether a visit of theirs is on. The transaction is that school's."""
    statement = select(SupportVisit.id).where(
        SupportVisit.school_id == school_id, SupportVisit.staff_id == staff_id,
        col(SupportVisit.ended_at).is_(None), SupportVisit.ends_at > now,
    )  # fmt: skip
    return session.exec(statement.limit(1)).first() is not None


def is_shut_out(session: Session, account_id: UUID, school_id: UUID, now: datetime) -> bool:
    """Whether the account opens the school as support, and no visit is on. The transaction is that school's."""
    role = select(MembershipRole.role).where(
        MembershipRole.account_id == account_id, MembershipRole.school_id == school_id,
        MembershipRole.role == Role.SUPPORT,
    )  # fmt: skip
    door = queries.membership(session, account_id, school_id)
    if door is None or session.exec(role).first() is None:
        return False
    return not is_here(session, school_id, door.staff_id, now)
