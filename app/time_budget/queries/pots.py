"""Reads of pots. Their sums are kept from the entries by the database, so nothing is added up here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlmodel import Session, col

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year.tables import SchoolYear
from app.time_budget import access
from app.time_budget.rules import Balance, EntryKind, TimeCategory, TimeSource
from app.time_budget.tables import LedgerEntry, TimePot, YearClosing

POTS_MAX = 12_000  # 2,000 staff with three pots each, and some of other sources.

PotKey = tuple[UUID, UUID, TimeCategory, TimeSource]
"""Whose, of which year, for what, and who pays."""


@dataclass(frozen=True, slots=True)
class Pot:
    """A pot as it stood when it was read. A value, because triggers change the row behind an object's back."""

    id: UUID
    staff_id: UUID
    year_id: UUID
    category: TimeCategory
    source: TimeSource
    balance: Balance

    @property
    def key(self) -> PotKey:
        return (self.staff_id, self.year_id, self.category, self.source)


_POT = (
    col(TimePot.id), col(TimePot.staff_id), col(TimePot.year_id), col(TimePot.category), col(TimePot.source),
    col(TimePot.allocated_minutes), col(TimePot.committed_minutes), col(TimePot.spent_minutes),
)  # fmt: skip


def _pots(session: Session, actor: Actor, *where: ColumnElement[bool], lock: bool) -> list[Pot]:
    statement: Any = select(*_POT).where(access.visible(actor), *where).order_by(col(TimePot.id)).limit(POTS_MAX)
    if lock:
        # One order for everybody, so that two who move several people's minutes never deadlock. Not
        # FOR UPDATE: that would wait for every entry whose foreign key points here.
        statement = statement.with_for_update(key_share=True)
    return [
        Pot(pot_id, staff_id, year_id, category, source, Balance(*sums))
        for pot_id, staff_id, year_id, category, source, *sums in session.execute(statement)
    ]


def pots_for(session: Session, actor: Actor, keys: Collection[PotKey], *, lock: bool = False) -> dict[PotKey, Pot]:
    """The pots of (staff, year, category, source) that have been opened, in one statement; locked in order of id."""
    found = _pots(
        session, actor,
        col(TimePot.staff_id).in_({key[0] for key in keys}),
        col(TimePot.year_id).in_({key[1] for key in keys}),
        col(TimePot.category).in_({key[2] for key in keys}),
        col(TimePot.source).in_({key[3] for key in keys}),
        lock=lock,
    )  # fmt: skip
    wished = set(keys)
    return {pot.key: pot for pot in found if pot.key in wished}


@dataclass(frozen=True, slots=True)
class Standing:
    """Pots as they were found and locked, and what else decides whether minutes may be placed in them."""

    pots: dict[PotKey, Pot]
    employment: dict[UUID, tuple[str, date | None, date | None]]
    """Name, first and last day of work of those who have one of the pots."""
    is_any_closed: bool


def _standing() -> Any:
    return (
        select(*_POT, col(Staff.name), col(Staff.joined_on), col(Staff.left_on), col(YearClosing.id).is_not(None))
        .join(Staff, (col(Staff.school_id) == col(TimePot.school_id)) & (col(Staff.id) == col(TimePot.staff_id)))
        .join(
            YearClosing,
            (col(YearClosing.school_id) == col(TimePot.school_id)) & (col(YearClosing.year_id) == col(TimePot.year_id)),
            isouter=True,
        )
        .where(
            col(TimePot.school_id) == bindparam("school_id"),
            col(TimePot.staff_id).in_(bindparam("staff_ids", expanding=True)),
            col(TimePot.year_id).in_(bindparam("year_ids", expanding=True)),
            col(TimePot.category).in_(bindparam("categories", expanding=True)),
            col(TimePot.source).in_(bindparam("sources", expanding=True)),
        )
        .order_by(col(TimePot.id))
        .limit(POTS_MAX)
        .with_for_update(key_share=True, of=TimePot)
    )


_STANDING = _standing()  # Built once: every posting runs it.


def standing(session: Session, actor: Actor, keys: Collection[PotKey]) -> Standing:
    """Lock the pots of *keys* that have been opened, in order of id, and tell all about them in one statement."""
    found: dict[PotKey, Pot] = {}
    employment: dict[UUID, tuple[str, date | None, date | None]] = {}
    is_any_closed, wished = False, set(keys)
    values = {
        "school_id": actor.school_id, "staff_ids": list({key[0] for key in keys}),
        "year_ids": list({key[1] for key in keys}), "categories": list({key[2] for key in keys}),
        "sources": list({key[3] for key in keys}),
    }  # fmt: skip
    for row in session.execute(_STANDING, values):
        pot_id, staff_id, year_id, category, source, *sums = row[:8]
        pot = Pot(pot_id, staff_id, year_id, category, source, Balance(*sums))
        if pot.key in wished:
            found[pot.key] = pot
            employment[pot.staff_id] = (row[8], row[9], row[10])
            is_any_closed = is_any_closed or bool(row[11])
    return Standing(found, employment, is_any_closed)


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
    """All three protected balances of each of *staff_ids*; zeros where nothing was given. One statement."""
    found = {staff_id: {category: Balance() for category in TimeCategory} for staff_id in staff_ids}
    where = (
        col(TimePot.staff_id).in_(set(staff_ids)), col(TimePot.year_id) == year_id,
        col(TimePot.source) == TimeSource.PROTECTED,
    )  # fmt: skip
    for pot in _pots(session, actor, *where, lock=False):
        found[pot.staff_id][pot.category] = pot.balance
    return found


def pots_by_id(session: Session, actor: Actor, pot_ids: Collection[UUID]) -> dict[UUID, Pot]:
    """Pots by their ids."""
    return {pot.id: pot for pot in _pots(session, actor, col(TimePot.id).in_(set(pot_ids)), lock=False)}


def pots_of_year(session: Session, actor: Actor, year_id: UUID, *, lock: bool = False) -> list[Pot]:
    """Every pot of a year, of all sources."""
    return _pots(session, actor, col(TimePot.year_id) == year_id, lock=lock)


def pots_of(session: Session, actor: Actor, staff_id: UUID, year_id: UUID, *, lock: bool = False) -> list[Pot]:
    """One teacher's pots of a year, of all sources."""
    where = (col(TimePot.staff_id) == staff_id, col(TimePot.year_id) == year_id)
    return _pots(session, actor, *where, lock=lock)


def pots_of_people(
    session: Session, actor: Actor, staff_ids: Collection[UUID], year_id: UUID, *, lock: bool = False
) -> list[Pot]:
    """Several teachers' pots of a year, of all sources."""
    where = (col(TimePot.staff_id).in_(set(staff_ids)), col(TimePot.year_id) == year_id)
    return _pots(session, actor, *where, lock=lock)


def is_any_closed(session: Session, actor: Actor, year_ids: Collection[UUID]) -> bool:
    """Whether one of the years is closed."""
    mine = (col(YearClosing.school_id) == actor.school_id) & col(YearClosing.year_id).in_(set(year_ids))
    return session.execute(select(col(YearClosing.id)).where(mine).limit(1)).first() is not None


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
            col(TimePot.source) == TimeSource.PROTECTED,
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


def still_open() -> ColumnElement[int]:
    """What an entry adds to the minutes that are promised and not settled, to be summed over any days."""
    # What settles a commit carries its day, so the two cancel out.
    return case(
        (col(LedgerEntry.kind) == EntryKind.COMMIT, col(LedgerEntry.minutes)),
        (col(LedgerEntry.settles_id).is_not(None), -col(LedgerEntry.minutes)),
        else_=0,
    )
