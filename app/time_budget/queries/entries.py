"""Reads of the ledger's entries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import access as calendar
from app.school_year.tables import SchoolYear
from app.time_budget import access
from app.time_budget.queries.pots import Pot, PotKey, of_pot, pot, pots_by_id, pots_of, still_open
from app.time_budget.rules import EntryKind, TimeCategory
from app.time_budget.tables import LedgerEntry, TimePot
from app.web.pages import PageWish, beyond, cut

ENTRIES_MAX = 2_000  # What one request may settle: a round has some 60.


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is told: which pot it is of, where it went, who made it, what it counts now."""

    entry: LedgerEntry
    staff_id: UUID
    category: TimeCategory
    by_name: str
    to_category: TimeCategory | None
    to_year_name: str | None
    corrected_minutes: int | None


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
    """One teacher's entries, newest first. A TRANSFER stands in the lists of both its pots."""
    key = wish.key(datetime, UUID)
    mine = [
        pot.id for pot in pots_of(session, actor, staff_id, year_id) if category is None or pot.category == category
    ]
    if not mine:
        return [], None
    statement = _told().where(
        access.visible_entries(actor), or_(col(LedgerEntry.pot_id).in_(mine), col(LedgerEntry.to_pot_id).in_(mine))
    )
    columns = (col(LedgerEntry.made_at), col(LedgerEntry.id))
    if (where := beyond(key, *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].made_at, row[0].id))
    return _all_told(session, actor, page), following


def told(session: Session, actor: Actor, entry_id: UUID) -> tuple[Told, Pot]:
    """An entry that has just been posted, and the pot it left behind."""
    row = session.execute(_told().where(access.visible_entries(actor), LedgerEntry.id == entry_id)).one()
    left = pot(session, actor, row[0].pot_id)
    return _all_told(session, actor, [row])[0], left


def entry_with_pot(session: Session, actor: Actor, entry_id: UUID) -> tuple[LedgerEntry, PotKey]:
    """An entry and whose pot it moved, or NotFound."""
    statement = select(LedgerEntry).where(access.visible_entries(actor), LedgerEntry.id == entry_id)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found, pot(session, actor, found.pot_id).key


def corrected_by(session: Session, actor: Actor, entry_id: UUID) -> int:
    """What corrections have added to an entry. Lock its pot first."""
    return _corrections(session, actor, [entry_id]).get(entry_id, 0)


def promised_after(session: Session, actor: Actor, staff_id: UUID, year_id: UUID, day: date | None) -> int:
    """Minutes of one teacher that are promised to days after *day*, or to any day."""
    statement = (
        select_columns(func.coalesce(func.sum(still_open()), 0))
        .join(TimePot, of_pot())
        .where(access.visible(actor), col(TimePot.staff_id) == staff_id, col(TimePot.year_id) == year_id)
    )
    if day is not None:
        statement = statement.where(col(LedgerEntry.held_on) > day)
    return int(session.execute(statement).scalar_one())


def promised_after_leaving(
    session: Session, actor: Actor, staff_ids: Collection[UUID], year_id: UUID
) -> dict[UUID, int]:
    """Minutes promised to days after each one's last day; only those who have any are keys. One statement."""
    total = func.sum(still_open())
    statement = (
        select_columns(col(TimePot.staff_id), total)
        .select_from(LedgerEntry)
        .join(TimePot, of_pot())
        .join(Staff, (col(Staff.school_id) == col(TimePot.school_id)) & (col(Staff.id) == col(TimePot.staff_id)))
        .where(
            access.visible(actor), col(TimePot.staff_id).in_(set(staff_ids)), col(TimePot.year_id) == year_id,
            col(LedgerEntry.held_on) > col(Staff.left_on),
        )
        .group_by(col(TimePot.staff_id))
        .having(total > 0)
        .order_by(col(TimePot.staff_id))
        .limit(ENTRIES_MAX)
    )  # fmt: skip
    return {staff_id: int(minutes) for staff_id, minutes in session.execute(statement)}


def _told() -> Any:
    made_by = (col(Staff.school_id) == col(LedgerEntry.school_id)) & (col(Staff.id) == col(LedgerEntry.by_staff_id))
    return (
        select_columns(
            LedgerEntry, col(TimePot.staff_id), col(TimePot.category), col(TimePot.year_id),
            func.coalesce(col(Staff.name), ""),
        )
        .join(TimePot, of_pot())
        .join(Staff, made_by, isouter=True)
    )  # fmt: skip


def _all_told(session: Session, actor: Actor, rows: Sequence[Any]) -> list[Told]:
    """With what corrections made of them, and where transfers went. At most three more statements a page."""
    more = _corrections(session, actor, [row[0].id for row in rows])
    went_to = {row[0].to_pot_id for row in rows if row[0].to_pot_id is not None}
    targets = pots_by_id(session, actor, went_to) if went_to else {}
    years = _year_names(session, actor, {pot.year_id for pot in targets.values()})
    found = []
    for entry, staff_id, category, year_id, by_name in rows:
        target = targets.get(entry.to_pot_id)
        found.append(
            Told(
                entry, staff_id, category, by_name,
                to_category=target.category if target else None,
                to_year_name=years[target.year_id] if target and target.year_id != year_id else None,
                corrected_minutes=entry.minutes + more[entry.id] if entry.id in more else None,
            )
        )  # fmt: skip
    return found


def _year_names(session: Session, actor: Actor, year_ids: Collection[UUID]) -> dict[UUID, str]:
    if not year_ids:
        return {}
    mine = calendar.visible(actor) & col(SchoolYear.id).in_(set(year_ids))
    rows = session.execute(select_columns(col(SchoolYear.id), col(SchoolYear.name)).where(mine).limit(len(year_ids)))
    return {row[0]: row[1] for row in rows}


def _corrections(session: Session, actor: Actor, entry_ids: Collection[UUID]) -> dict[UUID, int]:
    """What corrections have added, by the entry they correct."""
    if not entry_ids:
        return {}
    statement = (
        select_columns(col(LedgerEntry.corrects_id), func.sum(LedgerEntry.minutes))
        .where(access.visible_entries(actor), col(LedgerEntry.corrects_id).in_(set(entry_ids)))
        .group_by(col(LedgerEntry.corrects_id))
        .limit(ENTRIES_MAX)
    )
    return {corrected: int(minutes) for corrected, minutes in session.execute(statement)}
