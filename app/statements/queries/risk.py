"""Who has more minutes without a place than weeks are left for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from app.identity import access as people_access
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.rules import DayKind
from app.statements import rules
from app.statements.queries.nudges import last_nudges
from app.statements.queries.statement import year_asked
from app.statements.rules import NUDGED_AGAIN_AFTER, NudgeKind
from app.statements.schemas import AtRisk
from app.study.queries.groups import names_of_groups_of
from app.time_budget import queries as minutes
from app.time_budget.queries import year as of_year
from app.web.pages import PageWish, beyond, cut

STAFF_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Weeks:
    """The year's days with pupils, seen from today."""

    days: Sequence[date]
    today: date

    def left(self, joined_on: date | None, left_on: date | None) -> int:
        """School weeks that are still to come for somebody."""
        return rules.school_weeks_left(self.days, self.today, joined_on, left_on)


@dataclass(frozen=True, slots=True)
class Risk:
    """A teacher, what of theirs has no place, and the weeks they have left for it."""

    staff_id: UUID
    name: str
    unplaced_minutes: int
    weeks_left: int


def weeks(session: Session, actor: Actor, year_id: UUID, today: date) -> Weeks:
    """What is left of a year. One statement."""
    found = calendar.days_of(session, actor, year_id)
    return Weeks([day.held_on for day in found if day.kind == DayKind.ORDINARY and day.held_on >= today], today)


def weeks_from_now(session: Session, actor: Actor, year_id: UUID, now: datetime) -> Weeks:
    """What is left of a year today."""
    return weeks(session, actor, year_id, calendar.today(session, actor, now))


def at_risk(
    session: Session, actor: Actor, year_id: UUID, ahead: Weeks, *, beyond_: ColumnElement[bool] | None = None
) -> list[Risk]:
    """Who may lose minutes of a year that is open, by name. One statement, whoever comes and goes within the year."""
    sums = of_year.protected_sums(actor, year_id)
    unplaced = sums.c.allocated - sums.c.committed - sums.c.spent
    statement: Any = (
        select(col(Staff.id), col(Staff.name), unplaced, col(Staff.joined_on), col(Staff.left_on))
        .join(sums, sums.c.staff_id == Staff.id)
        .where(people_access.visible(actor), col(Staff.is_active), ~col(Staff.is_guest), unplaced > 0)
        .order_by(col(Staff.name), col(Staff.id))
        .limit(STAFF_MAX)
    )
    if beyond_ is not None:
        statement = statement.where(beyond_)
    found = [
        Risk(staff_id, name, int(left_over), ahead.left(joined_on, left_on))
        for staff_id, name, left_over, joined_on, left_on in session.execute(statement)
    ]
    return [one for one in found if rules.is_at_risk(one.unplaced_minutes, one.weeks_left)]


def at_risk_page(session: Session, actor: Actor, wish: PageWish, now: datetime) -> tuple[list[AtRisk], str | None]:
    """Who may lose minutes of the present year, by name, and when they were told."""
    year = year_asked(session, actor, None, now)
    after = beyond(wish.key(str, UUID), col(Staff.name), col(Staff.id))
    if minutes.is_any_closed(session, actor, [year.id]):
        return [], None
    ahead = weeks_from_now(session, actor, year.id, now)
    found = at_risk(session, actor, year.id, ahead, beyond_=after)
    page, following = cut(found, wish, lambda one: (one.name, one.staff_id))
    ids = [one.staff_id for one in page]
    groups = names_of_groups_of(session, actor, ids)
    told = last_nudges(session, actor, NudgeKind.PLACE_MINUTES, ids)
    return [_out(one, groups.get(one.staff_id), told.get(one.staff_id), now) for one in page], following


def _out(one: Risk, group: str | None, told: tuple[datetime, int] | None, now: datetime) -> AtRisk:
    last = told[0] if told else None
    return AtRisk(
        staff_id=one.staff_id, staff_name=one.name, group_name=group, unplaced_minutes=one.unplaced_minutes,
        school_weeks_left=one.weeks_left,
        words=rules.words(NudgeKind.PLACE_MINUTES, one.unplaced_minutes, one.weeks_left), nudged_at=last,
        may_nudge_from=None if last is None or rules.may_nudge(last, now) else last + NUDGED_AGAIN_AFTER,
    )  # fmt: skip
