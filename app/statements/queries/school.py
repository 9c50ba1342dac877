"""The school's year: in all, by half-term, by group and by teacher. Minutes only, whoever asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.identity import access as people_access
from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.tables import HalfTerm
from app.statements.queries.cover import burden, cover_of
from app.statements.queries.groups import groups_of_year
from app.statements.queries.risk import at_risk, weeks
from app.statements.queries.statement import year_asked
from app.statements.schemas import GrantSum, SchoolSource, TeacherYear, YearHalfTerm, YearStatement
from app.study.queries.groups import names_of_groups_of
from app.time_budget import queries as minutes
from app.time_budget.queries import year as of_year
from app.time_budget.queries.year import Placed
from app.time_budget.rules import TimeSource
from app.web.pages import PageWish, beyond, cut

TEACHERS_MAX = 2_000


def year_statement(session: Session, actor: Actor, year_id: UUID | None, now: datetime) -> YearStatement:
    """The school's year, in as many statements however large the school; nothing of another year is read."""
    year, today = year_asked(session, actor, year_id, now), calendar.today(session, actor, now)
    closed = minutes.closing(session, actor, year.id)
    totals, grants = minutes.totals(session, actor, year.id), of_year.grant_sums(session, actor, year.id)
    placed = of_year.placed_by_day(session, actor, year.id)
    terms = calendar.half_terms(session, actor, year.id)
    ahead = weeks(session, actor, year.id, today)
    decided = minutes.policy(session, actor)
    return YearStatement(
        school_name=people.school(session, actor.school_id).name, year_id=year.id, year_name=year.name,
        starts_on=year.starts_on, ends_on=year.ends_on, as_of=today,
        closed_at=closed.closed_at if closed else None, agreed_with=closed.agreed_with if closed else None,
        teachers=totals.teachers, teachers_without_time=totals.teachers_without_time,
        allocated_minutes=totals.allocated_minutes, committed_minutes=totals.committed_minutes,
        spent_minutes=totals.spent_minutes, unplaced_minutes=totals.unplaced_minutes,
        half_terms=_half_terms(placed, terms, totals.allocated_minutes),
        groups=groups_of_year(session, actor, year.id),
        others=[
            SchoolSource(source=source, committed_minutes=committed, spent_minutes=spent)
            for source, (committed, spent) in of_year.by_source(session, actor, year.id).items()
            if source != TimeSource.PROTECTED
        ],
        grants=[
            GrantSum(kind=kind, source=source, acts=acts, minutes=given)
            for kind, source, acts, given in grants
        ],
        granted_minutes=sum(given for _, _, _, given in grants),
        came_over_minutes=of_year.came_over(session, actor, year.id),
        cover=burden(session, actor, year.starts_on, year.ends_on, decided.supply_pence_per_hour),
        school_weeks_left=ahead.left(None, None),
        teachers_at_risk=0 if closed else len(at_risk(session, actor, year.id, ahead)),
    )  # fmt: skip


def _half_terms(placed: Sequence[Placed], terms: Sequence[HalfTerm], allocated: int) -> list[YearHalfTerm]:
    """The half-terms in order; at the end what lies in none of them, where there is some."""
    found = of_year.by_half_term(placed, terms)
    lines = []
    for term in terms:
        until = sum(day.placed_minutes for day in placed if day.held_on <= term.ends_on)
        lines.append(_half_term(term, found[term.position], allocated - until))
    return [*lines, _half_term(None, found[None], None)] if found[None] else lines


def _half_term(term: HalfTerm | None, days: Sequence[Placed], unplaced: int | None) -> YearHalfTerm:
    placed, spent = sum(day.placed_minutes for day in days), sum(day.spent_minutes for day in days)
    return YearHalfTerm(
        position=term.position if term else None, starts_on=term.starts_on if term else None,
        ends_on=term.ends_on if term else None, committed_minutes=placed - spent, spent_minutes=spent,
        placed_minutes=placed, unplaced_minutes=unplaced,
    )  # fmt: skip


def all_teacher_years(session: Session, actor: Actor, year_id: UUID, now: datetime) -> list[TeacherYear]:
    """Everybody's line, for a document: as many statements as for a page."""
    return teacher_years(session, actor, PageWish(None, TEACHERS_MAX), year_id, now)[0]


def teacher_years(
    session: Session, actor: Actor, wish: PageWish, year_id: UUID | None, now: datetime
) -> tuple[list[TeacherYear], str | None]:
    """Everybody who has minutes of the year or works here now, by name: few statements, however many on a page."""
    year, today = year_asked(session, actor, year_id, now), calendar.today(session, actor, now)
    sums = of_year.protected_sums(actor, year.id)
    others = of_year.unprotected_sums(actor, year.id)
    statement: Any = (
        select(
            Staff, func.coalesce(sums.c.allocated, 0), func.coalesce(sums.c.committed, 0),
            func.coalesce(sums.c.spent, 0), func.coalesce(others.c.minutes, 0),
        )
        .join(sums, sums.c.staff_id == Staff.id, isouter=True)
        .join(others, others.c.staff_id == Staff.id, isouter=True)
        .where(people_access.visible(actor), ~col(Staff.is_guest))
        .where(col(Staff.is_active) | sums.c.staff_id.is_not(None) | others.c.staff_id.is_not(None))
    )  # fmt: skip
    columns = (col(Staff.name), col(Staff.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.execute(statement.order_by(*columns).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].name, row[0].id))
    ids = [row[0].id for row in page]
    groups = names_of_groups_of(session, actor, ids)
    cover = cover_of(session, actor, ids, year.starts_on, year.ends_on)
    late = of_year.unlogged_by_teacher(session, actor, year.id, today, ids)
    items = [
        TeacherYear(
            staff_id=staff.id, staff_name=staff.name, staff_code=staff.code, fte_percent=staff.fte_percent,
            group_name=groups.get(staff.id),
            has_left=not staff.is_active or (staff.left_on is not None and staff.left_on < today),
            allocated_minutes=int(allocated), committed_minutes=int(committed), spent_minutes=int(spent),
            unplaced_minutes=int(allocated) - int(committed) - int(spent), to_log_minutes=late.get(staff.id, 0),
            other_minutes=int(other), cover_given_minutes=cover[staff.id][0], cover_received_minutes=cover[staff.id][1],
        )
        for staff, allocated, committed, spent, other in page
    ]  # fmt: skip
    return items, following
