"""Reads about links that wait in mails, and about visits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.coming_in import rules
from app.coming_in.schemas import SupportVisitOut
from app.identity import queries as people
from app.identity import resetting
from app.identity.tables import Staff, SupportVisit
from app.kernel.actor import Actor
from app.outbox.tables import OutgoingMail


def still_for(session: Session, mails: Sequence[OutgoingMail], now: datetime) -> dict[UUID, str]:
    """Of *mails* that hold a link to a new password, those whose link is still good, with the account's address now."""
    found: dict[UUID, str] = {}
    for mail in mails:
        reset_id = rules.link_of_key(mail.key)
        email = None if reset_id is None else resetting.reader_of(session, reset_id, now)
        if email is not None:
            found[mail.id] = email
    return found


def visits_out(session: Session, actor: Actor, rows: Sequence[SupportVisit], now: datetime) -> list[SupportVisitOut]:
    """Visits as they travel, with names."""
    staff = people.staff_by_ids(session, actor, [row.staff_id for row in rows] + [row.invited_by for row in rows])
    return [_out(row, staff, now) for row in rows]


def _out(row: SupportVisit, staff: Mapping[UUID, Staff], now: datetime) -> SupportVisitOut:
    visitor, by = staff[row.staff_id], staff[row.invited_by]
    return SupportVisitOut(
        id=row.id, name=visitor.name, email=visitor.email or "", reason=row.reason, let_in_by=by.name,
        invited_at=row.invited_at, ends_at=row.ends_at, ended_at=row.ended_at,
        is_on=row.ended_at is None and row.ends_at > now, has_come=visitor.account_id is not None,
    )  # fmt: skip
