"""Who acts without being signed in: by a link, by a mail, by a calendar program. The doors stay the same."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Account, Membership, MembershipRole, School, Staff
from app.kernel import act
from app.kernel.actor import Actor, Role

NO_SESSION = UUID(int=0)
"""The session of whoever acts without one."""
SCHOOLS_MAX = 10


def acting(session: Session, school_id: UUID, staff_id: UUID, today: date) -> Actor | None:
    """Somebody of the school as they would be if they were signed in today, for what comes by a link, a mail or a
    calendar program instead; None when the door is shut to them, they have left, or may do nothing here.
    """
    statement = (
        select_columns(col(Membership.account_id), col(School.trust_id), col(MembershipRole.role))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .join(School, col(School.id) == col(Membership.school_id))
        .join(Staff, (col(Staff.school_id) == col(Membership.school_id)) & (col(Staff.id) == col(Membership.staff_id)))
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == col(Membership.account_id))
            & (col(MembershipRole.school_id) == col(Membership.school_id)),
        )
        .where(
            col(Membership.school_id) == school_id, col(Membership.staff_id) == staff_id, col(Membership.is_active),
            or_(col(Membership.until).is_(None), col(Membership.until) >= today),
            col(Account.disabled_at).is_(None), col(Staff.is_active),
            or_(col(Staff.left_on).is_(None), col(Staff.left_on) >= today),
        )
        .order_by(col(MembershipRole.role))
        .limit(len(Role))
    )  # fmt: skip
    rows = session.execute(statement).all()
    if not rows:
        return None
    roles = frozenset(Role(row.role) for row in rows)
    if Role.SUPPORT in roles:
        return None  # Support comes in by the front door, where what it asks for is written down.
    found = Actor(rows[0].account_id, NO_SESSION, school_id, staff_id, roles, rows[0].trust_id, today)
    if (asked := act.CURRENT.get()) is not None and (asked.actor is None or asked.actor.school_id != school_id):
        asked.actor = found  # What this request writes is theirs, whoever is signed in: the audit log says so.
    return found


def schools_between(session: Session, first: UUID, last: UUID) -> list[tuple[UUID, UUID | None]]:
    """Schools and their trusts with ids between two, both included: for addresses that hold the beginning of one."""
    statement = select(School.id, School.trust_id).where(col(School.id).between(first, last))
    return list(session.exec(statement.order_by(col(School.id)).limit(SCHOOLS_MAX)))
