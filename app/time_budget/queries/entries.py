"""Reads of the ledger's entries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.time_budget import access
from app.time_budget.queries.pots import Pot, of_pot, pot
from app.time_budget.rules import EntryKind, TimeCategory
from app.time_budget.tables import LedgerEntry, TimePot
from app.web.pages import PageWish, beyond, cut

ENTRIES_MAX = 2_000  # What one request may settle: a round has some 60.


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is told: which pot it is of, and who made it."""

    entry: LedgerEntry
    category: TimeCategory
    by_name: str


def commits(session: Session, actor: Actor, commit_ids: Collection[UUID]) -> list[LedgerEntry]:
    """The COMMIT entries with *commit_ids*, or NotFound when one of them is none of this school's."""
    statement = (
        select(LedgerEntry)
        .where(
            access.visible_entries(actor),
            col(LedgerEntry.id).in_(set(commit_ids)),
            LedgerEntry.kind == EntryKind.COMMIT,
        )
        .order_by(col(LedgerEntry.id))
        .limit(ENTRIES_MAX)
    )
    found = list(session.exec(statement))
    if len(found) != len(set(commit_ids)):
        raise NotFound
    return found


def is_any_settled(session: Session, actor: Actor, commit_ids: Collection[UUID]) -> bool:
    """Whether one of the commits has been logged or given back. Lock their pots first."""
    statement = select(LedgerEntry.id).where(
        access.visible_entries(actor), col(LedgerEntry.settles_id).in_(set(commit_ids))
    )
    return session.exec(statement.limit(1)).first() is not None


def entries_page(
    session: Session, actor: Actor, wish: PageWish, *, staff_id: UUID, year_id: UUID, category: TimeCategory | None
) -> tuple[list[Told], str | None]:
    """One teacher's entries, newest first."""
    statement = _told().where(
        access.visible(actor), access.visible_entries(actor), TimePot.staff_id == staff_id, TimePot.year_id == year_id
    )
    if category is not None:
        statement = statement.where(TimePot.category == category)
    columns = (col(LedgerEntry.made_at), col(LedgerEntry.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].made_at, row[0].id))
    return [Told(*row) for row in page], following


def told(session: Session, actor: Actor, entry_id: UUID) -> tuple[Told, Pot]:
    """An entry that has just been posted, and the pot it left behind."""
    statement = _told().where(access.visible_entries(actor), LedgerEntry.id == entry_id)
    found = Told(*session.execute(statement).one())
    return found, pot(session, actor, found.entry.pot_id)


def _told() -> Any:
    made_by = (col(Staff.school_id) == col(LedgerEntry.school_id)) & (col(Staff.id) == col(LedgerEntry.by_staff_id))
    return (
        select_columns(LedgerEntry, col(TimePot.category), func.coalesce(col(Staff.name), ""))
        .join(TimePot, of_pot())
        .join(Staff, made_by, isouter=True)
    )
