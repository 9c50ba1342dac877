"""Every pot and every entry of a year, for payroll and the school's information system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.identity import access as people_access
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.statements.queries.statement import year_asked
from app.statements.schemas import ExportedMinutes
from app.time_budget import access as minutes_access
from app.time_budget.queries.pots import POTS_MAX, of_pot
from app.time_budget.queries.year import entries_of_pots
from app.time_budget.rules import EntryKind, TimeCategory, TimeSource
from app.time_budget.tables import LedgerEntry, TimePot
from app.web.pages import PageWish, beyond, cut

STAFF_MAX = 5_000
ENTRIES_PER_READ = 1_000

EntryKey = tuple[datetime, UUID]
"""Where a read of one teacher's entries stopped: the ledger only grows, so it goes on from there."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Whose entries follow."""

    staff_id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the ledger, as it is exported."""

    teacher: Teacher
    entry_id: UUID
    made_at: datetime
    category: TimeCategory
    source: TimeSource
    kind: EntryKind
    minutes: int
    to_category: TimeCategory | None
    held_on: date | None
    reason: str
    by_name: str
    settles_id: UUID | None
    corrects_id: UUID | None

    @property
    def key(self) -> EntryKey:
        return (self.made_at, self.entry_id)


def exported_page(
    session: Session, actor: Actor, wish: PageWish, year_id: UUID | None, now: datetime
) -> tuple[list[ExportedMinutes], str | None]:
    """The pots of a year by teacher's name, some at a time."""
    year = year_asked(session, actor, year_id, now)
    statement, columns = _pots(actor, year.id)
    if (where := beyond(wish.key(str, UUID, str, str), *columns)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].name, row[0].id, str(row[1]), str(row[2])))
    return [_exported(year.name, row) for row in page], following


def exported(session: Session, actor: Actor, year_id: UUID, year_name: str) -> list[ExportedMinutes]:
    """All pots of a year by teacher's name, in one statement."""
    statement, _ = _pots(actor, year_id)
    return [_exported(year_name, row) for row in session.execute(statement.limit(POTS_MAX))]


def _pots(actor: Actor, year_id: UUID) -> tuple[Any, tuple[Any, ...]]:
    category, source = type_coerce(col(TimePot.category), String), type_coerce(col(TimePot.source), String)
    columns = (col(Staff.name), col(Staff.id), category, source)
    statement = (
        select(
            Staff, category, source, col(TimePot.allocated_minutes), col(TimePot.committed_minutes),
            col(TimePot.spent_minutes),
        )
        .join(TimePot, (col(TimePot.school_id) == col(Staff.school_id)) & (col(TimePot.staff_id) == col(Staff.id)))
        .where(people_access.visible(actor), minutes_access.visible(actor), col(TimePot.year_id) == year_id)
        .order_by(*columns)
    )  # fmt: skip
    return statement, columns


def _exported(year_name: str, row: Any) -> ExportedMinutes:
    staff, category, source, allocated, committed, spent = row
    return ExportedMinutes(
        staff_id=staff.id, staff_code=staff.code, staff_name=staff.name, fte_percent=staff.fte_percent,
        year_name=year_name, category=TimeCategory(category), source=TimeSource(source), allocated_minutes=allocated,
        committed_minutes=committed, spent_minutes=spent, unplaced_minutes=allocated - committed - spent,
    )  # fmt: skip


def teachers_with_pots(session: Session, actor: Actor, year_id: UUID) -> list[Teacher]:
    """Whose minutes have moved in a year, by name; leavers too."""
    has_pots = (
        select(col(TimePot.id))
        .where(
            minutes_access.visible(actor), col(TimePot.staff_id) == col(Staff.id), col(TimePot.year_id) == year_id
        )
        .correlate(Staff)
        .exists()
    )  # fmt: skip
    statement = (
        select(col(Staff.id), col(Staff.code), col(Staff.name))
        .where(people_access.visible(actor), has_pots)
        .order_by(col(Staff.name), col(Staff.id))
        .limit(STAFF_MAX)
    )
    return [Teacher(*row) for row in session.execute(statement)]


def entries_of(
    session: Session, actor: Actor, teacher: Teacher, year_id: UUID, after: EntryKey | None, until: datetime
) -> Sequence[EntryLine]:
    """One teacher's next entries of a year in order of time, at most ENTRIES_PER_READ, none made after *until*."""
    target: Any = aliased(TimePot)
    made_by = (col(Staff.school_id) == col(LedgerEntry.school_id)) & (col(Staff.id) == col(LedgerEntry.by_staff_id))
    went_to = (target.school_id == col(LedgerEntry.school_id)) & (target.id == col(LedgerEntry.to_pot_id))
    columns = (col(LedgerEntry.made_at), col(LedgerEntry.id))
    mine = (
        minutes_access.visible(actor), col(TimePot.staff_id) == teacher.staff_id, col(TimePot.year_id) == year_id,
    )  # fmt: skip
    found: tuple[Any, ...] = (
        LedgerEntry, col(TimePot.category), target.category, func.coalesce(col(Staff.name), ""),
    )  # fmt: skip
    statement: Any = (
        select(*found)
        .join(TimePot, of_pot())
        .join(Staff, made_by, isouter=True)
        .join(target, went_to, isouter=True)
        .where(
            *mine, entries_of_pots(*mine), minutes_access.visible_entries(actor), col(LedgerEntry.made_at) <= until,
        )
        .order_by(*columns)
        .limit(ENTRIES_PER_READ)
    )  # fmt: skip
    if (where := beyond(after, *columns)) is not None:
        statement = statement.where(where)
    return [
        EntryLine(
            teacher=teacher, entry_id=entry.id, made_at=entry.made_at, category=category, source=entry.source,
            kind=entry.kind, minutes=entry.minutes, to_category=to_category, held_on=entry.held_on,
            reason=entry.reason, by_name=by_name, settles_id=entry.settles_id, corrects_id=entry.corrects_id,
        )
        for entry, category, to_category, by_name in session.execute(statement)
    ]  # fmt: skip
