"""Reads of the audit log."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.audit import access
from app.audit.rules import BEGINNING, TOLD, Broken, Entry, first_break
from app.audit.tables import AuditEntry, AuditHead
from app.kernel.actor import Actor
from app.web.pages import PageWish, beyond, cut


def audit_page(
    session: Session, actor: Actor, wish: PageWish, *, led: Collection[str], action: str = ""
) -> tuple[list[AuditEntry], str | None]:
    """What leads may ask about, newest first; only one *action*, if so asked.

    That is what was done by those who lead, and what the product names itself because somebody may ask: names, keys,
    retention, what was published. Who wrote, read or watched what, and when somebody signed in, is closed to leaders.

    Args:
        led: the operations that only leads may do.
    """
    told = col(AuditEntry.action).in_(sorted({*led, *TOLD}))
    statement = select(AuditEntry).where(access.visible(actor), told)
    if action:
        statement = statement.where(AuditEntry.action == action)
    return _page(session, statement, wish)


def own_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[AuditEntry], str | None]:
    """What the actor did, and what was done to their entry in the list of staff, newest first."""
    mine = (col(AuditEntry.subject_kind) == "staff") & (col(AuditEntry.subject_id) == actor.staff_id)
    own = col(AuditEntry.by_staff_id) == actor.staff_id
    return _page(session, select(AuditEntry).where(access.visible(actor), own | mine), wish)


def _page(
    session: Session, statement: SelectOfScalar[AuditEntry], wish: PageWish
) -> tuple[list[AuditEntry], str | None]:
    columns = (col(AuditEntry.made_at), col(AuditEntry.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def newest(session: Session, actor: Actor, action: str) -> AuditEntry | None:
    """The last time that *action* was done in the school; None when it never was."""
    statement = select(AuditEntry).where(access.visible(actor), AuditEntry.action == action)
    return session.exec(statement.order_by(col(AuditEntry.made_at).desc(), col(AuditEntry.id)).limit(1)).first()


CHAIN_PAGE = 2_000
CHAIN_END = 100
"""How many of the newest entries a quick look works out again."""


def broken_chain(session: Session, school_id: UUID, *, whole: bool = True) -> tuple[Broken | None, int]:
    """Where a school's log does not hold, and how many entries were worked out again.

    Args:
        whole: from its first entry; else only its end.
    """
    head = session.exec(select(AuditHead).where(AuditHead.school_id == school_id)).one_or_none()
    end, sealed = (head.number, head.seal) if head is not None else (0, BEGINNING)
    at = (0, BEGINNING) if whole or end <= CHAIN_END else _seal_of(session, school_id, end - CHAIN_END)
    first = at[0]
    while rows := _entries(session, school_id, at[0], end):
        if (broken := first_break(((_sealed(row), row.seal) for row in rows), after=at)) is not None:
            return broken, at[0] - first + len(rows)
        at = (rows[-1].number, rows[-1].seal)
    looked_at = at[0] - first
    if at[0] != end:
        return Broken(at[0] + 1, f"the log ends with entry {at[0]}, but {end} were written"), looked_at
    if at[1] != sealed:
        return Broken(end, f"entry {end} is not the one that was written last"), looked_at
    return None, looked_at


def end_of(session: Session, school_id: UUID) -> tuple[int, str]:
    """The number and the seal of the last entry in a school's log; nothing was written: 0 and no seal."""
    head = session.exec(select(AuditHead).where(AuditHead.school_id == school_id)).one_or_none()
    return (0, "") if head is None else (head.number, head.seal)


def _entries(session: Session, school_id: UUID, after: int, end: int) -> list[AuditEntry]:
    """Some of the entries after *after*. Those past *end* come while this is read, and are not yet looked at."""
    numbers = col(AuditEntry.number).between(after + 1, end)
    mine = select(AuditEntry).where(AuditEntry.school_id == school_id, numbers)
    return list(session.exec(mine.order_by(col(AuditEntry.number)).limit(CHAIN_PAGE)))


def _seal_of(session: Session, school_id: UUID, number: int) -> tuple[int, str]:
    mine = select(AuditEntry.seal).where(AuditEntry.school_id == school_id, AuditEntry.number == number)
    return number, session.exec(mine).one_or_none() or ""


def _sealed(row: AuditEntry) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__})
