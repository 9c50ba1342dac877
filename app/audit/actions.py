"""Writing to the audit log. An entry is never changed and never taken away: the database refuses both.

What a transaction did is written as its last step, when all its other locks are held: whoever waits for the end of a
school's chain then waits for a commit and for nothing else, so no two of them wait for each other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import column, event, table
from sqlalchemy import select as select_columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.audit.rules import BEGINNING, Entry, seal
from app.audit.tables import AuditEntry, AuditHead
from app.db import changes
from app.db.session import KenkyuSession
from app.kernel import act
from app.kernel.actor import Actor, Scope

_WAITING: Final = "audit"
QUIET_TABLES: Final = frozenset({"sign_in_failure", "sign_on_attempt", "idempotent_request"})
"""Kept for the machinery's sake: a transaction that wrote to these alone did nothing that a person would ask about."""


class Homeless(RuntimeError):
    """An act of no school was to be written into a school's log."""


@dataclass(frozen=True, slots=True)
class _Done:
    id: UUID
    action: str
    subject_kind: str
    subject_id: UUID | None
    by_staff_id: UUID | None
    detail: str
    made_at: datetime


def write(
    session: Session, by: Actor | UUID | None, school_id: UUID, action: str, subject_kind: str, subject_id: UUID | None,
    detail: Mapping[str, int | date | None], now: datetime,
) -> UUID:  # fmt: skip
    """Say that *action* was done, in the transaction in which it is done. Answers with the entry's id.

    Args:
        by: who did it, as the signed-in person or as a member of staff; None when the product did, on a date that the
            school has set.
        action: what was done, `thing.verb`, 60 characters at most.
        detail: figures and dates. Its type admits no text, so that no name can come to stand here.

    Raises:
        Homeless: the transaction is not the school's.
    """
    if session.info["scope"].school_id != school_id:
        raise Homeless(action)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in detail.items()}
    staff_id = by.staff_id if isinstance(by, Actor) else by
    done = _Done(uuid4(), action, subject_kind, subject_id, staff_id, json.dumps(plain), now)
    session.info.setdefault(_WAITING, []).append(done)
    return done.id


def seal_what_was_done(session: Session) -> None:
    """The last step of every transaction: what was done joins the chain of its school. Called by the session itself."""
    if session.in_nested_transaction():
        return
    session.flush()
    waiting: list[_Done] = session.info.pop(_WAITING, [])
    asked, scope = act.CURRENT.get(), session.info["scope"]
    if not waiting and asked is not None and (done := _by_its_operation(session, scope, asked)):
        waiting = [done]
    if not waiting:
        return
    _hold_what_is_pointed_at(session, scope.school_id, {done.by_staff_id for done in waiting if done.by_staff_id})
    head = _head(session, scope.school_id)
    for done in waiting:
        entry = Entry(
            school_id=scope.school_id, id=done.id, number=head.number + 1, action=done.action,
            subject_kind=done.subject_kind, subject_id=done.subject_id, by_staff_id=done.by_staff_id,
            operation=asked.operation[:60] if asked else "", request_id=asked.request_id if asked else "",
            detail=done.detail, made_at=done.made_at,
        )  # fmt: skip
        head.number, head.seal = entry.number, seal(head.seal, entry)
        session.add(AuditEntry(**{name: getattr(entry, name) for name in Entry.__slots__}, seal=head.seal))
    session.flush()


def _by_its_operation(session: Session, scope: Scope, asked: act.Act) -> _Done | None:
    """What a request did that wrote something and said nothing about it: named by its operation.

    Whoever followed a link from a mail is nobody here, unless the link says who they are.
    """
    if scope.school_id is None or not asked.operation or not changes.of(session) - QUIET_TABLES:
        return None
    actor, (kind, subject_id) = asked.actor, asked.subject
    staff_id = actor.staff_id if actor is not None and actor.school_id == scope.school_id else None
    return _Done(uuid4(), asked.operation[:60], kind, subject_id, staff_id, "{}", asked.at)


def _hold_what_is_pointed_at(session: Session, school_id: UUID, staff_ids: set[UUID]) -> None:
    """Take the locks that the entries' foreign keys will need, before the head's: nothing is waited for after that."""
    if session.connection().dialect.name != "postgresql":
        return
    school, staff = table("school", column("id")), table("staff", column("school_id"), column("id"))
    session.connection().execute(
        select_columns(school.c.id).where(school.c.id == school_id).with_for_update(read=True, key_share=True)
    )
    if staff_ids:
        theirs = select_columns(staff.c.id).where(staff.c.school_id == school_id, staff.c.id.in_(sorted(staff_ids)))
        session.connection().execute(theirs.order_by(staff.c.id).with_for_update(read=True, key_share=True))


def _head(session: Session, school_id: UUID) -> AuditHead:
    """The end of the school's chain, locked until the commit."""
    statement = select(AuditHead).where(col(AuditHead.school_id) == school_id).with_for_update()
    if (found := session.exec(statement).one_or_none()) is not None:
        return found
    # Somebody else may write the first one at the same moment: then theirs is waited for, and taken.
    insert = postgresql.insert if session.connection().dialect.name == "postgresql" else sqlite.insert
    first = insert(AuditHead).values(school_id=school_id, id=school_id, number=0, seal=BEGINNING)
    session.execute(first.on_conflict_do_nothing())
    return session.exec(statement).one()


event.listen(KenkyuSession, "before_commit", seal_what_was_done)
