"""Reads of pots. Their sums are kept from the entries by the database, so nothing is added up here."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year.tables import SchoolYear
from app.time_budget import access
from app.time_budget.rules import Balance, EntryKind, TimeCategory
from app.time_budget.tables import LedgerEntry, TimePot

POTS_MAX = 6_000  # 2,000 staff with three pots each.


@dataclass(frozen=True, slots=True)
class Pot:
    """A pot as it stood when it was read. A value, because triggers change the row behind an object's back."""

    id: UUID
    staff_id: UUID
    year_id: UUID
    category: TimeCategory
    balance: Balance

    @property
    def key(self) -> tuple[UUID, UUID, TimeCategory]:
        return (self.staff_id, self.year_id, self.category)


_POT = (
    col(TimePot.id), col(TimePot.staff_id), col(TimePot.year_id), col(TimePot.category),
    col(TimePot.allocated_minutes), col(TimePot.committed_minutes), col(TimePot.spent_minutes),
)  # fmt: skip


def _pots(session: Session, actor: Actor, *where: ColumnElement[bool], lock: bool) -> list[Pot]:
    statement: Any = select(*_POT).where(access.visible(actor), *where).order_by(col(TimePot.id)).limit(POTS_MAX)
    if lock:
        # One order for everybody, so that two who move several people's minutes never deadlock. Not
        # FOR UPDATE: that would wait for every entry whose foreign key points here.
        statement = statement.with_for_update(key_share=True)
    return [
        Pot(pot_id, staff_id, year_id, category, Balance(*sums))
        for pot_id, staff_id, year_id, category, *sums in session.execute(statement)
    ]


def pots_for(
    session: Session, actor: Actor, keys: Collection[tuple[UUID, UUID, TimeCategory]], *, lock: bool = False
) -> dict[tuple[UUID, UUID, TimeCategory], Pot]:
    """The pots of (staff, year, category) that have been opened, in one statement; locked in order of id."""
    found = _pots(
        session, actor,
        col(TimePot.staff_id).in_({key[0] for key in keys}),
        col(TimePot.year_id).in_({key[1] for key in keys}),
        col(TimePot.category).in_({key[2] for key in keys}),
        lock=lock,
    )  # fmt: skip
    return {pot.key: pot for pot in found}


def lock_pots(session: Session, actor: Actor, pot_ids: Collection[UUID]) -> None:
    """Queue up for these pots, in one order for all."""
    _pots(session, actor, col(TimePot.id).in_(set(pot_ids)), lock=True)


def pot(session: Session, actor: Actor, pot_id: UUID) -> Pot:
    """The pot that an entry found in this school belongs to."""
    (found,) = _pots(session, actor, col(TimePot.id) == pot_id, lock=False)
    return found


def pots(
    session: Session, actor: Actor, staff_ids: Collection[UUID], year_id: UUID
) -> dict[UUID, dict[TimeCategory, Balance]]:
    """All three balances of each of *staff_ids*; zeros where nothing was given. One statement."""
    found = {staff_id: {category: Balance() for category in TimeCategory} for staff_id in staff_ids}
    where = (col(TimePot.staff_id).in_(set(staff_ids)), col(TimePot.year_id) == year_id)
    for pot in _pots(session, actor, *where, lock=False):
        found[pot.staff_id][pot.category] = pot.balance
    return found


def lock_year(session: Session, actor: Actor, year_id: UUID) -> None:
    """Queue up for a year's allocation: two at once would both see what is missing."""
    mine = (col(SchoolYear.school_id) == actor.school_id) & (col(SchoolYear.id) == year_id)
    statement = select(col(SchoolYear.id)).where(mine).with_for_update(key_share=True)
    if session.execute(statement).one_or_none() is None:
        raise NotFound


def given(
    session: Session, actor: Actor, staff_ids: Collection[UUID], year_id: UUID
) -> dict[UUID, dict[TimeCategory, int]]:
    """What has been ALLOCATEd to each: adjustments stand beside it, and no allocation undoes them."""
    statement = (
        select(col(TimePot.staff_id), col(TimePot.category), func.sum(LedgerEntry.minutes))
        .join(LedgerEntry, of_pot())
        .where(
            access.visible(actor),
            col(TimePot.staff_id).in_(set(staff_ids)),
            col(TimePot.year_id) == year_id,
            col(LedgerEntry.kind) == EntryKind.ALLOCATE,
        )
        .group_by(col(TimePot.staff_id), col(TimePot.category))
        .limit(POTS_MAX)
    )
    found: dict[UUID, dict[TimeCategory, int]] = {staff_id: {} for staff_id in staff_ids}
    for staff_id, category, minutes in session.execute(statement):
        found[staff_id][category] = int(minutes)
    return found


def of_pot() -> ColumnElement[bool]:
    """The join of entries with their pots."""
    return (col(LedgerEntry.school_id) == col(TimePot.school_id)) & (col(LedgerEntry.pot_id) == col(TimePot.id))
