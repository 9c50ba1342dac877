"""Protected minutes by group: of those who are in it and at the school now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.identity import access as people_access
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.plc import access as plc_access
from app.plc.tables import PlcGroup, PlcMember
from app.statements.queries.statement import year_asked
from app.statements.schemas import GroupMinutes
from app.time_budget.queries import year as of_year
from app.web.pages import PageWish, beyond, cut

GROUPS_SHOWN = 200
WITHOUT_GROUP = "In no group"


def groups_page(session: Session, actor: Actor, wish: PageWish, now: datetime) -> tuple[list[GroupMinutes], str | None]:
    """Each group's minutes of the present year, by name."""
    year = year_asked(session, actor, None, now)
    columns = (col(PlcGroup.name), col(PlcGroup.id))
    where = beyond(wish.key(str, UUID), *columns)
    found = _groups(session, actor, year.id, where, most=wish.limit + 1)
    return cut(found, wish, lambda one: (one.name, one.group_id))


def groups_of_year(session: Session, actor: Actor, year_id: UUID) -> list[GroupMinutes]:
    """The first groups by name, and at the end those in no group: two statements."""
    lines = _groups(session, actor, year_id, None, most=GROUPS_SHOWN)
    without = _in_no_group(session, actor, year_id)
    return [*lines, without] if without.member_count else lines


def _is_member() -> ColumnElement[bool]:
    return col(PlcMember.left_at).is_(None) & ~col(PlcMember.is_guest)


def _groups(
    session: Session, actor: Actor, year_id: UUID, where: ColumnElement[bool] | None, *, most: int
) -> list[GroupMinutes]:
    sums = of_year.protected_sums(actor, year_id)
    in_group = (
        (col(PlcMember.school_id) == col(PlcGroup.school_id)) & (col(PlcMember.group_id) == col(PlcGroup.id))
        & _is_member()
    )  # fmt: skip
    works_here = (
        (col(Staff.school_id) == col(PlcMember.school_id)) & (col(Staff.id) == col(PlcMember.staff_id))
        & col(Staff.is_active)
    )  # fmt: skip
    statement: Any = (
        select(col(PlcGroup.id), col(PlcGroup.name), func.count(col(Staff.id)), *_totals(sums))
        .join(PlcMember, in_group, isouter=True)
        .join(Staff, works_here, isouter=True)
        .join(sums, sums.c.staff_id == Staff.id, isouter=True)
        .where(plc_access.visible(actor), ~col(PlcGroup.is_archived))
        .group_by(col(PlcGroup.id), col(PlcGroup.name))
        .order_by(col(PlcGroup.name), col(PlcGroup.id))
        .limit(most)
    )
    if where is not None:
        statement = statement.where(where)
    return [_line(*row) for row in session.execute(statement)]


def _in_no_group(session: Session, actor: Actor, year_id: UUID) -> GroupMinutes:
    sums = of_year.protected_sums(actor, year_id)
    in_any = (
        select(col(PlcMember.id))
        .join(
            PlcGroup,
            (col(PlcGroup.school_id) == PlcMember.school_id) & (col(PlcGroup.id) == PlcMember.group_id),
        )
        .where(
            col(PlcMember.school_id) == col(Staff.school_id), col(PlcMember.staff_id) == col(Staff.id), _is_member(),
            ~col(PlcGroup.is_archived),
        )
        .correlate(Staff)
        .exists()
    )  # fmt: skip
    statement: Any = (
        select(func.count(col(Staff.id)), *_totals(sums))
        .select_from(Staff)
        .join(sums, sums.c.staff_id == Staff.id, isouter=True)
        .where(people_access.visible(actor), col(Staff.is_active), ~col(Staff.is_guest), ~in_any)
    )
    return _line(None, WITHOUT_GROUP, *session.execute(statement).one())


def _totals(sums: Any) -> list[Any]:
    return [func.coalesce(func.sum(column), 0) for column in (sums.c.allocated, sums.c.committed, sums.c.spent)]


def _line(group_id: UUID | None, name: str, members: int, *sums: int) -> GroupMinutes:
    allocated, committed, spent = (int(minutes) for minutes in sums)
    return GroupMinutes(
        group_id=group_id, name=name, member_count=members, allocated_minutes=allocated, committed_minutes=committed,
        spent_minutes=spent, unplaced_minutes=allocated - committed - spent,
    )  # fmt: skip
