"""Reads of who may be told something: whoever works here, by an address that mail can go to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.identity import queries as people
from app.identity.tables import Account, Membership, MembershipRole, Staff
from app.kernel import clock
from app.kernel.actor import Role
from app.notices.queries.choices import PEOPLE_MAX, choices_of, waiting_ways
from app.notices.rules import NoticeKind
from app.notices.rules.ways import FOR_ROLES
from app.outbox.tables import OutgoingMail


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can be told."""

    staff_id: UUID
    name: str
    email: str | None
    roles: frozenset[Role]
    """What they answer for here; empty for who has no way in."""


def zone_of(session: Session, school_id: UUID) -> ZoneInfo:
    """The zone of the school's clocks."""
    return ZoneInfo(people.school(session, school_id).zone)


def readers(
    session: Session, school_id: UUID, staff_ids: Collection[UUID], now: datetime, *, zone: ZoneInfo | None = None
) -> dict[UUID, Reader]:  # fmt: skip
    """Those of *staff_ids* who work here and whom nobody has shut out. Who has no way in yet may be written to."""
    if not staff_ids:
        return {}
    today = clock.local_date(now, zone or zone_of(session, school_id))
    shut = (
        (col(Account.disabled_at).is_not(None)) | ~col(Membership.is_active) | (col(Membership.until) < today)
    )  # fmt: skip
    statement = (
        select_columns(
            col(Staff.id), col(Staff.name), col(Staff.email), col(MembershipRole.role),
            (col(Membership.account_id).is_not(None) & shut).label("is_shut"),
        )
        .outerjoin(
            Membership,
            (col(Membership.school_id) == col(Staff.school_id)) & (col(Membership.staff_id) == col(Staff.id)),
        )
        .outerjoin(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(
            MembershipRole,
            (col(MembershipRole.account_id) == col(Membership.account_id))
            & (col(MembershipRole.school_id) == col(Membership.school_id)),
        )
        .where(
            col(Staff.school_id) == school_id, col(Staff.id).in_(set(staff_ids)), col(Staff.is_active),
            or_(col(Staff.left_on).is_(None), col(Staff.left_on) >= today),
        )
        .order_by(col(Staff.id), col(MembershipRole.role))
        .limit(PEOPLE_MAX * len(Role))
    )  # fmt: skip
    found: dict[UUID, Reader] = {}
    for staff_id, name, email, role, is_shut in session.execute(statement):
        if not is_shut:
            before = found.get(staff_id)
            roles = (before.roles if before else frozenset()) | ({Role(role)} if role else frozenset())
            found[staff_id] = Reader(staff_id, name, email, roles)
    return found


def lead_ids(session: Session, school_id: UUID, roles: Collection[Role]) -> list[UUID]:
    """Who holds one of *roles* in the school, in order of id."""
    statement = (
        select_columns(col(Membership.staff_id))
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == col(Membership.account_id))
            & (col(MembershipRole.school_id) == col(Membership.school_id)),
        )
        .where(
            col(Membership.school_id) == school_id, col(Membership.is_active), col(MembershipRole.role).in_(set(roles))
        )
        .distinct()
        .order_by(col(Membership.staff_id))
        .limit(PEOPLE_MAX)
    )
    return list(session.scalars(statement))


def still_for(session: Session, school_id: UUID, mails: Sequence[OutgoingMail], now: datetime) -> dict[UUID, str]:
    """Of *mails* about to go, those whose readers still work here, hold the role it is for, and want such mail.

    With each the address of its reader now, where it is to go. The one it was written to may be somebody else's by now;
    most that change are put right, and whoever they belong to has not been told yet. Who has none any more gets none.
    """
    people_asked = {mail.staff_id for mail in mails}
    found = readers(session, school_id, people_asked, now)
    kinds = {NoticeKind(mail.kind) for mail in mails if mail.kind}
    chosen = choices_of(session, school_id, people_asked, kinds) if kinds else {}
    allowed: dict[UUID, str] = {}
    for mail in mails:
        reader = found.get(mail.staff_id)
        if reader is None or not reader.email:
            continue
        if mail.kind:
            kind = NoticeKind(mail.kind)
            if not waiting_ways(chosen, mail.staff_id, kind).by_mail:
                continue
            if kind in FOR_ROLES and not reader.roles & FOR_ROLES[kind]:
                continue
        allowed[mail.id] = reader.email
    return allowed
