"""Reads of a whole school's protected year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from app.identity import access as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.time_budget import access
from app.time_budget.queries.pots import of_pot
from app.time_budget.rules import EntryKind
from app.time_budget.tables import LedgerEntry, TimePot
from app.web.pages import PageWish, beyond, cut

DAYS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Totals:
    """A school's protected year."""

    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    teachers: int
    """Active staff who have been given minutes."""
    teachers_without_time: int

    @property
    def unplaced_minutes(self) -> int:
        return self.allocated_minutes - self.committed_minutes - self.spent_minutes


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One teacher's minutes over all pots."""

    staff_id: UUID
    staff_name: str
    department: str
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    to_log_minutes: int
    """Committed to a day that is past."""

    @property
    def unplaced_minutes(self) -> int:
        return self.allocated_minutes - self.committed_minutes - self.spent_minutes


class Span(Protocol):
    """A half-term: the row of school_year, or anything like it."""

    @property
    def position(self) -> int: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


def totals(session: Session, actor: Actor, year_id: UUID) -> Totals:
    """All minutes of the year, and how many of the active staff have any."""
    sums = select(
        func.coalesce(func.sum(TimePot.allocated_minutes), 0),
        func.coalesce(func.sum(TimePot.committed_minutes), 0),
        func.coalesce(func.sum(TimePot.spent_minutes), 0),
    ).where(access.visible(actor), col(TimePot.year_id) == year_id)
    allocated, committed, spent = session.execute(sums).one()
    has_time = (
        select(col(TimePot.id))
        .where(
            col(TimePot.school_id) == col(Staff.school_id),
            col(TimePot.staff_id) == col(Staff.id),
            col(TimePot.year_id) == year_id,
            col(TimePot.allocated_minutes) > 0,
        )
        .exists()
    )
    heads = select(func.count(), func.coalesce(func.sum(case((has_time, 1), else_=0)), 0)).select_from(Staff)
    staff, with_time = session.execute(
        heads.where(people.visible(actor), col(Staff.is_active), ~col(Staff.is_guest))
    ).one()
    return Totals(int(allocated), int(committed), int(spent), int(with_time), staff - int(with_time))


def unplaced_page(
    session: Session, actor: Actor, wish: PageWish, *, year_id: UUID, today: date
) -> tuple[list[Unplaced], str | None]:
    """Active staff by name who still have minutes to place, or to log before *today*."""
    sums = (
        select(
            col(TimePot.staff_id),
            func.sum(TimePot.allocated_minutes).label("allocated"),
            func.sum(TimePot.committed_minutes).label("committed"),
            func.sum(TimePot.spent_minutes).label("spent"),
        )
        .where(access.visible(actor), col(TimePot.year_id) == year_id)
        .group_by(col(TimePot.staff_id))
        .subquery()
    )
    late = _to_log(actor, year_id, today)
    to_log = func.coalesce(late.c.minutes, 0)
    statement: Any = (
        select(
            col(Staff.id), col(Staff.name), col(Staff.department), sums.c.allocated, sums.c.committed, sums.c.spent,
            to_log,
        )
        .join(sums, sums.c.staff_id == Staff.id)
        .join(late, late.c.staff_id == Staff.id, isouter=True)
        .where(people.visible(actor), col(Staff.is_active))
        .where((sums.c.allocated > sums.c.committed + sums.c.spent) | (to_log > 0))
    )  # fmt: skip
    columns = (col(Staff.name), col(Staff.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.order_by(*columns).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[1], row[0]))
    return [Unplaced(*row[:3], *(int(minutes) for minutes in row[3:])) for row in page], following


def _to_log(actor: Actor, year_id: UUID, today: date) -> Any:
    """Minutes by teacher that are committed to a day before *today* and not settled."""
    # What settles a commit carries its day, so the two cancel out.
    still_open = case(
        (col(LedgerEntry.kind) == EntryKind.COMMIT, col(LedgerEntry.minutes)),
        (col(LedgerEntry.settles_id).is_not(None), -col(LedgerEntry.minutes)),
        else_=0,
    )
    return (
        select(col(TimePot.staff_id), func.sum(still_open).label("minutes"))
        .join(LedgerEntry, of_pot())
        .where(access.visible(actor), col(TimePot.year_id) == year_id, col(LedgerEntry.held_on) < today)
        .group_by(col(TimePot.staff_id))
        .subquery()
    )


def placed_by_half_term(session: Session, actor: Actor, year_id: UUID, half_terms: Sequence[Span]) -> dict[int, int]:
    """Minutes committed or spent in each half-term, by its position. One statement over the year's days."""
    counts = case(
        (col(LedgerEntry.kind) == EntryKind.COMMIT, col(LedgerEntry.minutes)),
        (col(LedgerEntry.kind) == EntryKind.RELEASE, -col(LedgerEntry.minutes)),
        ((col(LedgerEntry.kind) == EntryKind.SPEND) & col(LedgerEntry.settles_id).is_(None), col(LedgerEntry.minutes)),
        else_=0,
    )
    statement = (
        select(col(LedgerEntry.held_on), func.sum(counts))
        .join(TimePot, of_pot())
        .where(access.visible(actor), col(TimePot.year_id) == year_id, col(LedgerEntry.held_on).is_not(None))
        .group_by(col(LedgerEntry.held_on))
        .limit(DAYS_MAX)
    )
    by_day = {held_on: int(minutes) for held_on, minutes in session.execute(statement)}
    return {
        term.position: sum(minutes for day, minutes in by_day.items() if term.starts_on <= day <= term.ends_on)
        for term in half_terms
    }
