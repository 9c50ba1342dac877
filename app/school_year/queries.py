"""Reads about school years and their days."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.identity import queries as identity
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import access
from app.school_year.errors import NoYear
from app.school_year.rules import YEAR_DAYS_MAX, DayKind, Exceptional, Span, YearPlan
from app.school_year.schemas import HalfTermOut, YearOut
from app.school_year.tables import HalfTerm, SchoolDay, SchoolYear
from app.web.pages import BadCursor, PageWish, beyond, cut

HALF_TERMS = 6
YEARS_MAX = 20


def zone(session: Session, actor: Actor) -> ZoneInfo:
    """The zone of the school's clocks."""
    return ZoneInfo(identity.school(session, actor.school_id).zone)


def today(session: Session, actor: Actor, now: datetime) -> date:
    """The date on the school's wall calendar."""
    return clock.local_date(now, zone(session, actor))


def year(session: Session, actor: Actor, year_id: UUID, *, lock: bool = False) -> SchoolYear:
    """One school year, or NotFound."""
    statement = select(SchoolYear).where(SchoolYear.id == year_id, access.visible(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def perhaps_current_year(session: Session, actor: Actor, today: date) -> SchoolYear | None:
    """The year that contains *today*, else the next to come, else the latest; None when there is none at all."""
    mine = select(SchoolYear).where(access.visible(actor))
    coming = mine.where(SchoolYear.ends_on >= today).order_by(col(SchoolYear.starts_on)).limit(1)
    found = session.exec(coming).one_or_none()
    return found or session.exec(mine.order_by(col(SchoolYear.starts_on).desc()).limit(1)).one_or_none()


def current_year(session: Session, actor: Actor, today: date) -> SchoolYear:
    """The year that contains *today*, else the next to come, else the latest.

    Raises:
        NoYear: the school has none.
    """
    found = perhaps_current_year(session, actor, today)
    if found is None:
        raise NoYear
    return found


def year_on(session: Session, actor: Actor, day: date, *, lock: bool = False) -> SchoolYear:
    """The year that contains *day*, holidays included.

    Raises:
        NoYear: *day* is in none.
    """
    statement = select(SchoolYear).where(access.visible(actor), SchoolYear.starts_on <= day, SchoolYear.ends_on >= day)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NoYear
    return found


def years_since(session: Session, actor: Actor, day: date) -> list[SchoolYear]:
    """The years that end on *day* or later, in order."""
    statement = select(SchoolYear).where(access.visible(actor), SchoolYear.ends_on >= day)
    return list(session.exec(statement.order_by(col(SchoolYear.starts_on)).limit(YEARS_MAX)))


def cycle_days(row: SchoolYear) -> list[str]:
    """The names of the timetable's days, in order."""
    names: list[str] = json.loads(row.cycle_days)
    return names


def days_between(session: Session, actor: Actor, first: date, last: date) -> list[SchoolDay]:
    """The school days from *first* to *last*, both included, in order; at most a year of them."""
    statement = select(SchoolDay).where(access.visible_days(actor), col(SchoolDay.held_on).between(first, last))
    return list(session.exec(statement.order_by(col(SchoolDay.held_on)).limit(YEAR_DAYS_MAX)))


def days_of(session: Session, actor: Actor, year_id: UUID) -> list[SchoolDay]:
    """All school days of a year, in order."""
    statement = select(SchoolDay).where(access.visible_days(actor), SchoolDay.year_id == year_id)
    return list(session.exec(statement.order_by(col(SchoolDay.held_on)).limit(YEAR_DAYS_MAX)))


def plan_of(session: Session, actor: Actor, row: SchoolYear) -> YearPlan:
    """What the school has said of a year, as its days tell."""
    spans = [Span(half_term.starts_on, half_term.ends_on) for half_term in half_terms(session, actor, row.id)]
    days = days_of(session, actor, row.id)
    return YearPlan(
        half_terms=spans,
        exceptions=[Exceptional(day.held_on, day.kind, day.note) for day in days if day.kind != DayKind.ORDINARY],
        cycle_days=cycle_days(row),
        follows_weekdays=row.cycle_follows_weekdays,
        starts_with_week=row.starts_with_week,
    )


def half_terms(session: Session, actor: Actor, year_id: UUID) -> list[HalfTerm]:
    """The six half-terms of a year, in order."""
    return half_terms_of(session, actor, [year_id]).get(year_id, [])


def half_terms_of(session: Session, actor: Actor, year_ids: Sequence[UUID]) -> dict[UUID, list[HalfTerm]]:
    """The half-terms of several years, each in order."""
    statement = (
        select(HalfTerm)
        .where(HalfTerm.school_id == actor.school_id, col(HalfTerm.year_id).in_(year_ids))
        .order_by(col(HalfTerm.position))
        .limit(HALF_TERMS * max(1, len(year_ids)))
    )
    found: dict[UUID, list[HalfTerm]] = {}
    for row in session.exec(statement):
        found.setdefault(row.year_id, []).append(row)
    return found


def half_term_of(session: Session, actor: Actor, day: date) -> HalfTerm | None:
    """The half-term that contains *day*; None in holidays and outside all years."""
    statement = select(HalfTerm).where(
        HalfTerm.school_id == actor.school_id, HalfTerm.starts_on <= day, HalfTerm.ends_on >= day
    )
    return session.exec(statement.limit(1)).one_or_none()


def counts(session: Session, actor: Actor, year_ids: Sequence[UUID]) -> dict[tuple[UUID, DayKind], int]:
    """How many days of each kind each year has; kinds without a day are left out."""
    statement = (
        select(SchoolDay.year_id, SchoolDay.kind, func.count())
        .where(access.visible_days(actor), col(SchoolDay.year_id).in_(year_ids))
        .group_by(col(SchoolDay.year_id), col(SchoolDay.kind))
        .limit(len(DayKind) * max(1, len(year_ids)))
    )
    return {(year_id, DayKind(kind)): count for year_id, kind, count in session.exec(statement)}


def years_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[SchoolYear], str | None]:
    """School years, the latest first."""
    statement = select(SchoolYear).where(access.visible(actor))
    columns = (col(SchoolYear.starts_on), col(SchoolYear.id))
    if (where := beyond(wish.key(date, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.starts_on, row.id))


def years_out(session: Session, actor: Actor, rows: Sequence[SchoolYear], now: datetime) -> list[YearOut]:
    """The years as they travel, with their half-terms and counts; four statements however many years."""
    year_ids = [row.id for row in rows]
    current = perhaps_current_year(session, actor, today(session, actor, now))
    parts, numbers = half_terms_of(session, actor, year_ids), counts(session, actor, year_ids)
    return [
        YearOut(
            id=row.id, name=row.name, starts_on=row.starts_on, ends_on=row.ends_on, cycle_days=cycle_days(row),
            half_terms=[HalfTermOut.model_validate(part) for part in parts.get(row.id, [])],
            cycle_follows_weekdays=row.cycle_follows_weekdays, starts_with_week=row.starts_with_week,
            ordinary_days=numbers.get((row.id, DayKind.ORDINARY), 0),
            inset_days=numbers.get((row.id, DayKind.INSET), 0),
            is_current=current is not None and current.id == row.id, version=row.version,
        )
        for row in rows
    ]  # fmt: skip


def days_page(
    session: Session, actor: Actor, year_id: UUID, wish: PageWish, *, exceptions_only: bool = False
) -> tuple[list[SchoolDay], str | None]:
    """School days of a year by date. The cursor is the last date itself, so that a client can start anywhere.

    Raises:
        BadCursor: `after` is no date.
    """
    statement = select(SchoolDay).where(access.visible_days(actor), SchoolDay.year_id == year_id)
    if exceptions_only:
        statement = statement.where(SchoolDay.kind != DayKind.ORDINARY)
    if wish.after is not None:
        statement = statement.where(SchoolDay.held_on > _date_of(wish.after))
    rows = session.exec(statement.order_by(col(SchoolDay.held_on)).limit(wish.limit + 1)).all()
    page = list(rows[: wish.limit])
    return page, page[-1].held_on.isoformat() if len(rows) > wish.limit else None


def _date_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadCursor from error
