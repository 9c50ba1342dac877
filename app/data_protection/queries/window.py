"""What happened in a school in a stretch of time, and who holds which way in: for its data protection officer."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit.tables import AuditEntry
from app.identity.tables import Account, Membership, MembershipRole, SignInFailure, SignInSession, Staff
from app.lesson_study.tables import EvidenceRead

Row = Sequence[Any]
ROWS_AT_ONCE = 1_000


def acts(session: Session, school_id: UUID, begins: datetime, ends: datetime) -> Iterator[AuditEntry]:
    """Every entry of the audit log from *begins* on and before *ends*, in the order of its chain."""
    statement = select(AuditEntry).where(
        AuditEntry.school_id == school_id, AuditEntry.made_at >= begins, AuditEntry.made_at < ends
    )
    yield from session.exec(statement.order_by(col(AuditEntry.number)).execution_options(yield_per=ROWS_AT_ONCE))


def sessions(
    session: Session, school_id: UUID, begins: datetime, ends: datetime
) -> list[tuple[SignInSession, str, str]]:
    """Browsers and tokens that were signed in to the school at some time of the stretch, with name and address.

    A session lives from its beginning until it was last seen; one that began in the stretch counts, seen or not.
    """
    door = (col(Membership.account_id) == SignInSession.account_id) & (col(Membership.school_id) == school_id)
    statement = (
        select(SignInSession, Staff.name, Account.email)
        .join(Account, col(Account.id) == SignInSession.account_id)
        .join(Membership, door)
        .join(Staff, (col(Staff.school_id) == school_id) & (col(Staff.id) == Membership.staff_id))
        .where(
            SignInSession.school_id == school_id, SignInSession.created_at < ends,
            (col(SignInSession.last_seen_at) >= begins) | (col(SignInSession.created_at) >= begins),
        )
        .order_by(col(SignInSession.created_at), col(SignInSession.id))
    )  # fmt: skip
    return [(row, name, email) for row, name, email in session.exec(statement)]


def failures(session: Session, begins: datetime, ends: datetime) -> list[tuple[str, datetime]]:
    """Sign-ins that failed, by the address they came from: of the whole installation, and of the last hour only."""
    statement = select(SignInFailure.key, SignInFailure.failed_at).where(
        col(SignInFailure.key).like("address:%"), SignInFailure.failed_at >= begins, SignInFailure.failed_at < ends
    )
    return [
        (key.removeprefix("address:"), at) for key, at in session.exec(statement.order_by(col(SignInFailure.failed_at)))
    ]


def reads(session: Session, school_id: UUID, begins: datetime, ends: datetime) -> list[EvidenceRead]:
    """Who read whose notes."""
    statement = select(EvidenceRead).where(
        EvidenceRead.school_id == school_id, EvidenceRead.read_at >= begins, EvidenceRead.read_at < ends
    )
    return list(session.exec(statement.order_by(col(EvidenceRead.read_at), col(EvidenceRead.id))))


def doors(session: Session, school_id: UUID) -> list[tuple[Staff, Account, Membership, list[str]]]:
    """Everybody whose way into the school is open or was, with their roles, by name."""
    roles: dict[UUID, list[str]] = {}
    for account_id, role in session.exec(
        select(MembershipRole.account_id, MembershipRole.role).where(MembershipRole.school_id == school_id)
    ):
        roles.setdefault(account_id, []).append(str(role))
    statement = (
        select(Staff, Account, Membership)
        .join(Membership, (col(Membership.school_id) == Staff.school_id) & (col(Membership.staff_id) == Staff.id))
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Staff.school_id == school_id)
        .order_by(col(Staff.name), col(Staff.id))
    )
    return [
        (staff, account, door, sorted(roles.get(account.id, []))) for staff, account, door in session.exec(statement)
    ]


def detail_of(entry: AuditEntry) -> str:
    """An entry's figures and dates in a line."""
    return ", ".join(f"{name} {value}" for name, value in json.loads(entry.detail).items())
