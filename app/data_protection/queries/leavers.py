"""Who left so long ago that they are forgotten; and how many rows there are, to say what goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.audit.tables import AuditEntry
from app.data_protection.rules.held import HELD
from app.data_protection.rules.kept import CODE
from app.data_protection.rules.register import Held
from app.db import entities
from app.identity.tables import Invitation, Membership, Staff

LEAVERS_AT_ONCE = 500
"""Of one run; who is left goes in the next."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who left, and their last day."""

    staff_id: UUID
    account_id: UUID | None
    left_on: date


def long_gone(session: Session, school_id: UUID, today: date, years: int) -> Sequence[Gone]:
    """Who left *years* ago or longer and is not yet forgotten, by their ids.

    The last day is the one in the list of staff, or the last on which their door opened. Of somebody who is marked as
    having left without a day, it is the day of the last thing that was done by them or to their entry.
    """
    newest = _years_before(today, years)
    last = (
        select_columns(func.max(AuditEntry.made_at))
        .where(
            col(AuditEntry.school_id) == school_id,
            or_(col(AuditEntry.by_staff_id) == col(Staff.id), col(AuditEntry.subject_id) == col(Staff.id)),
        )
        .correlate(Staff)
        .scalar_subquery()
    )
    door = (
        (col(Membership.school_id) == Staff.school_id)
        & (col(Membership.account_id) == Staff.account_id)
        & (col(Membership.staff_id) == Staff.id)
    )
    statement = (
        select_columns(Staff, col(Membership.until), last)
        .join(Membership, door, isouter=True)
        .where(
            col(Staff.school_id) == school_id, col(Staff.code).not_like(f"{CODE}%"),
            ~col(Staff.is_active) | (col(Staff.left_on) <= newest) | (col(Membership.until) <= newest),
        )
        .order_by(col(Staff.id))
        .with_for_update(of=Staff)
    )  # fmt: skip
    found = []
    for row, until, last_act in session.execute(statement):
        days = [one for one in (row.left_on, until) if one is not None]
        left_on = max(days) if days else (last_act or row.created_at).date()
        if left_on <= newest:
            found.append(Gone(row.id, row.account_id, left_on))
    return found[:LEAVERS_AT_ONCE]


def invitations(session: Session, school_id: UUID, staff_id: UUID) -> list[UUID]:
    """The invitations of somebody, used or not."""
    mine = (col(Invitation.school_id) == school_id) & (col(Invitation.staff_id) == staff_id)
    return list(session.exec(select(Invitation.id).where(mine)))


def opens_another(session: Session, account_id: UUID) -> bool:
    """Whether an account still opens some school."""
    doors = select(Membership.school_id).where(Membership.account_id == account_id).limit(1)
    return session.exec(doors).first() is not None


def counts(session: Session, school_id: UUID) -> dict[str, int]:
    """How many rows each table has that concerns people: a school's own, and of those of no school all."""
    found = {}
    for table, held in HELD.items():
        if isinstance(held, Held):
            columns = entities.columns(table)
            statement = select_columns(func.count()).select_from(entities.entity(table))
            if "school_id" in columns:
                statement = statement.where(columns["school_id"] == school_id)
            found[table] = int(session.execute(statement).scalar_one())
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # The 29th of February.
        return day.replace(year=day.year - years, day=28)
