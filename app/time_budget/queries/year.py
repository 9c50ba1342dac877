"""Reads of a whole school's protected year."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.identity import access as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.time_budget import access
from app.time_budget.queries.pots import of_pot, still_open
from app.time_budget.rules import EntryKind, GrantKind, TimeCategory, TimeSource
from app.time_budget.tables import LedgerEntry, TimeGrant, TimePot
from app.web.pages import PageWish, beyond, cut

DAYS_MAX = 1_000
LINES_MAX = 12_000  # Days by category, or teachers: what a year's figures can be made of.


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


@dataclass(frozen=True, slots=True)
class Placed:
    """Protected minutes of one day and category."""

    held_on: date
    category: TimeCategory
    placed_minutes: int
    """Committed or spent."""
    spent_minutes: int


@dataclass(frozen=True, slots=True)
class Unlogged:
    """Minutes of one teacher that are promised to a day that is past."""

    held_on: date
    category: TimeCategory
    source: TimeSource
    minutes: int


def _protected(actor: Actor, year_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The year's pots of protected time. What is given as it is placed is never unplaced."""
    return (access.visible(actor), col(TimePot.year_id) == year_id, col(TimePot.source) == TimeSource.PROTECTED)


def entries_of_pots(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """The entries of the pots that *where* says. Asked by pot, so that no entry of another year is looked at:
    left to itself, SQLite goes through all that a school has."""
    return col(LedgerEntry.pot_id).in_(select(col(TimePot.id)).where(*where))


def totals(session: Session, actor: Actor, year_id: UUID) -> Totals:
    """All minutes of the year, and how many of the active staff have any."""
    sums = select(
        func.coalesce(func.sum(TimePot.allocated_minutes), 0),
        func.coalesce(func.sum(TimePot.committed_minutes), 0),
        func.coalesce(func.sum(TimePot.spent_minutes), 0),
    ).where(*_protected(actor, year_id))
    allocated, committed, spent = session.execute(sums).one()
    has_time = (
        select(col(TimePot.id))
        .where(
            col(TimePot.school_id) == col(Staff.school_id),
            col(TimePot.staff_id) == col(Staff.id),
            col(TimePot.year_id) == year_id,
            col(TimePot.source) == TimeSource.PROTECTED,
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
    sums = protected_sums(actor, year_id)
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
    return (
        select(col(TimePot.staff_id), func.sum(still_open()).label("minutes"))
        .join(LedgerEntry, of_pot())
        .where(*_protected(actor, year_id), entries_of_pots(*_protected(actor, year_id)))
        .where(access.visible_entries(actor), col(LedgerEntry.held_on) < today)
        .group_by(col(TimePot.staff_id))
        .subquery()
    )


def placed_by_half_term(session: Session, actor: Actor, year_id: UUID, half_terms: Sequence[Span]) -> dict[int, int]:
    """Minutes committed or spent in each half-term, by its position. One statement over the year's days."""
    found = by_half_term(placed_by_day(session, actor, year_id), half_terms)
    return {term.position: sum(one.placed_minutes for one in found[term.position]) for term in half_terms}


def placed_by_day(session: Session, actor: Actor, year_id: UUID, *, staff_id: UUID | None = None) -> list[Placed]:
    """Protected minutes by day and category, of one teacher or of the school. One statement over the year's pots."""
    placed = case(
        (col(LedgerEntry.kind) == EntryKind.COMMIT, col(LedgerEntry.minutes)),
        (col(LedgerEntry.kind) == EntryKind.RELEASE, -col(LedgerEntry.minutes)),
        ((col(LedgerEntry.kind) == EntryKind.SPEND) & col(LedgerEntry.settles_id).is_(None), col(LedgerEntry.minutes)),
        (col(LedgerEntry.corrects_kind) == EntryKind.SPEND, col(LedgerEntry.minutes)),
        else_=0,
    )
    spent = case(
        (col(LedgerEntry.kind) == EntryKind.SPEND, col(LedgerEntry.minutes)),
        (col(LedgerEntry.corrects_kind) == EntryKind.SPEND, col(LedgerEntry.minutes)),
        else_=0,
    )
    mine = _protected(actor, year_id)
    if staff_id is not None:
        mine = (*mine, col(TimePot.staff_id) == staff_id)
    statement = (
        select(col(LedgerEntry.held_on), col(TimePot.category), func.sum(placed), func.sum(spent))
        .join(TimePot, of_pot())
        .where(*mine, entries_of_pots(*mine), access.visible_entries(actor), col(LedgerEntry.held_on).is_not(None))
        .group_by(col(LedgerEntry.held_on), col(TimePot.category))
        .order_by(col(LedgerEntry.held_on), col(TimePot.category))
        .limit(DAYS_MAX * len(TimeCategory))
    )
    return [
        Placed(held_on, TimeCategory(category), int(placed), int(spent))
        for held_on, category, placed, spent in session.execute(statement)
    ]


def by_half_term(days: Iterable[Placed], half_terms: Sequence[Span]) -> dict[int | None, list[Placed]]:
    """The days of each half-term by its position; under None those of no half-term, such as holidays."""
    found: dict[int | None, list[Placed]] = {None: [], **{term.position: [] for term in half_terms}}
    for day in days:
        inside = (term.position for term in half_terms if term.starts_on <= day.held_on <= term.ends_on)
        found[next(inside, None)].append(day)
    return found


# ---- one teacher's year ------------------------------------------------------------------------------


def transferred(session: Session, actor: Actor, pot_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """What TRANSFERs brought into and took out of each of these pots. Two statements."""
    found: dict[UUID, tuple[int, int]] = dict.fromkeys(pot_ids, (0, 0))
    mine = (access.visible_entries(actor), col(LedgerEntry.kind) == EntryKind.TRANSFER)
    for column, place in ((col(LedgerEntry.to_pot_id), 0), (col(LedgerEntry.pot_id), 1)):
        statement = (
            select(column, func.sum(LedgerEntry.minutes))
            .where(*mine, column.in_(set(pot_ids)))
            .group_by(column)
            .limit(LINES_MAX)
        )
        for pot_id, minutes in session.execute(statement):
            came, went = found[pot_id]
            found[pot_id] = (int(minutes), went) if place == 0 else (came, int(minutes))
    return found


def unlogged_days(session: Session, actor: Actor, staff_id: UUID, year_id: UUID, before: date) -> list[Unlogged]:
    """What of one teacher's minutes is promised to a day before *before* and not settled, oldest first."""
    minutes = func.sum(still_open())
    mine = (access.visible(actor), col(TimePot.year_id) == year_id, col(TimePot.staff_id) == staff_id)
    statement = (
        select(col(LedgerEntry.held_on), col(TimePot.category), col(TimePot.source), minutes)
        .join(TimePot, of_pot())
        .where(*mine, entries_of_pots(*mine), access.visible_entries(actor), col(LedgerEntry.held_on) < before)
        .group_by(col(LedgerEntry.held_on), col(TimePot.category), col(TimePot.source))
        .having(minutes > 0)
        .order_by(col(LedgerEntry.held_on), col(TimePot.category), col(TimePot.source))
        .limit(DAYS_MAX)
    )
    return [
        Unlogged(held_on, TimeCategory(category), TimeSource(source), int(minutes))
        for held_on, category, source, minutes in session.execute(statement)
    ]


def count_entries(session: Session, actor: Actor, staff_id: UUID, year_id: UUID) -> int:
    """How many movements of one teacher's minutes the ledger holds for a year, of all sources."""
    mine = entries_of_pots(access.visible(actor), col(TimePot.staff_id) == staff_id, col(TimePot.year_id) == year_id)
    statement = select(func.count()).select_from(LedgerEntry).where(access.visible_entries(actor), mine)
    return int(session.execute(statement).scalar_one())


# ---- the school's year ---------------------------------------------------------------------------------


def unlogged_by_teacher(
    session: Session, actor: Actor, year_id: UUID, before: date, staff_ids: Collection[UUID] | None = None
) -> dict[UUID, int]:
    """Protected minutes promised to a day before *before* and not settled; who has none is left out."""
    found = _to_log(actor, year_id, before)
    statement = select(found.c.staff_id, found.c.minutes).where(found.c.minutes > 0).limit(LINES_MAX)
    if staff_ids is not None:
        statement = statement.where(found.c.staff_id.in_(set(staff_ids)))
    return {staff_id: int(minutes) for staff_id, minutes in session.execute(statement)}


def by_source(session: Session, actor: Actor, year_id: UUID) -> dict[TimeSource, tuple[int, int]]:
    """Minutes committed and spent, by who pays for them; sources that nobody used are left out."""
    statement = (
        select(col(TimePot.source), func.sum(TimePot.committed_minutes), func.sum(TimePot.spent_minutes))
        .where(access.visible(actor), col(TimePot.year_id) == year_id)
        .group_by(col(TimePot.source))
        .order_by(col(TimePot.source))
        .limit(len(TimeSource))
    )
    return {
        TimeSource(source): (int(committed), int(spent))
        for source, committed, spent in session.execute(statement)
        if committed or spent
    }


def grant_sums(session: Session, actor: Actor, year_id: UUID) -> list[tuple[GrantKind, TimeSource, int, int]]:
    """The school's acts of giving and taking back: kind, source, how many, minutes."""
    statement = (
        select(col(TimeGrant.kind), col(TimeGrant.source), func.count(), func.sum(TimeGrant.minutes))
        .where(access.visible_grants(actor), col(TimeGrant.year_id) == year_id)
        .group_by(col(TimeGrant.kind), col(TimeGrant.source))
        .order_by(col(TimeGrant.kind), col(TimeGrant.source))
        .limit(len(GrantKind) * len(TimeSource))
    )
    return [
        (GrantKind(kind), TimeSource(source), acts, int(minutes))
        for kind, source, acts, minutes in session.execute(statement)
    ]


def came_over(session: Session, actor: Actor, year_id: UUID) -> int:
    """What transfers brought into a year, less what they took out of it. Looks at the school's transfers only."""
    target: Any = aliased(TimePot)
    out_of = (col(TimePot.school_id) == col(LedgerEntry.school_id)) & (col(TimePot.id) == col(LedgerEntry.pot_id))
    into = (target.school_id == col(LedgerEntry.school_id)) & (target.id == col(LedgerEntry.to_pot_id))
    signed = case((target.year_id == year_id, col(LedgerEntry.minutes)), else_=-col(LedgerEntry.minutes))
    statement = (
        select(func.coalesce(func.sum(signed), 0))
        .select_from(LedgerEntry)
        .join(TimePot, out_of)
        .join(target, into)
        .where(
            access.visible_entries(actor), col(LedgerEntry.to_pot_id).is_not(None),
            col(TimePot.year_id) != target.year_id, or_(col(TimePot.year_id) == year_id, target.year_id == year_id),
        )
    )  # fmt: skip
    return int(session.execute(statement).scalar_one())


def protected_sums(actor: Actor, year_id: UUID) -> Any:
    """Protected minutes by teacher, to be joined: staff_id, allocated, committed, spent."""
    return (
        select(
            col(TimePot.staff_id),
            func.sum(TimePot.allocated_minutes).label("allocated"),
            func.sum(TimePot.committed_minutes).label("committed"),
            func.sum(TimePot.spent_minutes).label("spent"),
        )
        .where(*_protected(actor, year_id))
        .group_by(col(TimePot.staff_id))
        .subquery()
    )


def unprotected_sums(actor: Actor, year_id: UUID) -> Any:
    """Minutes placed outside protected time by teacher, to be joined: staff_id, minutes."""
    placed = TimePot.committed_minutes + TimePot.spent_minutes
    return (
        select(col(TimePot.staff_id), func.sum(placed).label("minutes"))
        .where(
            access.visible(actor), col(TimePot.year_id) == year_id, col(TimePot.source) != TimeSource.PROTECTED
        )
        .group_by(col(TimePot.staff_id))
        .subquery()
    )  # fmt: skip
