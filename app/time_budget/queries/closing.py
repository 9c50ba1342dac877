"""Reads about the school's decisions, its grants, and how a year ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.school_year import access as calendar
from app.school_year.tables import SchoolYear
from app.time_budget import access, rules
from app.time_budget.queries.pots import Pot
from app.time_budget.queries.year import came_over
from app.time_budget.rules import Capacity, Ending, TimeCategory, TimeSource
from app.time_budget.tables import TimeGrant, TimePolicy, TimePot, YearClosing, YearSignature
from app.web.pages import PageWish, beyond, cut


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All minutes of a year, of every source, and what the school says it gave."""

    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    granted_minutes: int
    came_over_minutes: int
    """From the year before, less what went over into the next."""


def policy(session: Session, actor: Actor, *, lock: bool = False) -> TimePolicy:
    """What the school has decided; the defaults, not stored, until it decides."""
    statement = select(TimePolicy).where(access.visible_policy(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    return found or TimePolicy(school_id=actor.school_id)


def year_figures(session: Session, actor: Actor, year_id: UUID) -> YearFigures:
    """The sums of a year's pots beside those of its grants. Three statements, however many entries there are."""
    sums = select_columns(
        func.coalesce(func.sum(TimePot.allocated_minutes), 0), func.coalesce(func.sum(TimePot.committed_minutes), 0),
        func.coalesce(func.sum(TimePot.spent_minutes), 0),
    ).where(access.visible(actor), col(TimePot.year_id) == year_id)  # fmt: skip
    allocated, committed, spent = session.execute(sums).one()
    granted = select_columns(func.coalesce(func.sum(TimeGrant.minutes), 0)).where(
        access.visible_grants(actor), col(TimeGrant.year_id) == year_id
    )
    came = came_over(session, actor, year_id)
    return YearFigures(int(allocated), int(committed), int(spent), int(session.execute(granted).scalar_one()), came)


def grants_page(
    session: Session, actor: Actor, wish: PageWish, year_id: UUID
) -> tuple[list[tuple[TimeGrant, str]], str | None]:
    """What the school gave and took back in a year, and who did it; newest first."""
    made_by = (col(Staff.school_id) == col(TimeGrant.school_id)) & (col(Staff.id) == col(TimeGrant.by_staff_id))
    statement: Any = (
        select_columns(TimeGrant, func.coalesce(col(Staff.name), ""))
        .join(Staff, made_by, isouter=True)
        .where(access.visible_grants(actor), col(TimeGrant.year_id) == year_id)
    )
    columns = (col(TimeGrant.made_at), col(TimeGrant.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].made_at, row[0].id))
    return [(row[0], row[1]) for row in page], following


def closing(session: Session, actor: Actor, year_id: UUID) -> YearClosing | None:
    """How a year was closed; None while it is open."""
    statement = select(YearClosing).where(YearClosing.school_id == actor.school_id, YearClosing.year_id == year_id)
    return session.exec(statement).one_or_none()


def signatures(session: Session, actor: Actor, year_id: UUID) -> list[YearSignature]:
    """The names under a year's figures: one for each capacity."""
    mine = select(YearSignature).where(access.visible_signatures(actor), YearSignature.year_id == year_id)
    return list(session.exec(mine.order_by(col(YearSignature.capacity)).limit(len(Capacity))))


def signature(session: Session, actor: Actor, year_id: UUID, capacity: Capacity) -> YearSignature | None:
    """The name that stands there already."""
    return next((row for row in signatures(session, actor, year_id) if row.capacity == capacity), None)


def endings(pots: Iterable[Pot], roll_over_max: int) -> dict[UUID, Ending]:
    """What becomes of each teacher's unplaced protected minutes; who has none is left out."""
    left: dict[UUID, dict[TimeCategory, int]] = {}
    for pot in pots:
        if pot.source == TimeSource.PROTECTED and pot.balance.available_minutes:
            left.setdefault(pot.staff_id, {})[pot.category] = pot.balance.available_minutes
    return {staff_id: rules.ending(available, roll_over_max) for staff_id, available in left.items()}


def next_year(session: Session, actor: Actor, ends_on: date) -> SchoolYear | None:
    """The school year that follows the one that ends then."""
    later = select(SchoolYear).where(calendar.visible(actor), SchoolYear.starts_on > ends_on)
    return session.exec(later.order_by(col(SchoolYear.starts_on)).limit(1)).one_or_none()
