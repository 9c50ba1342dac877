"""Reminders: when somebody was last told, and what is so now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.school_year.rules import DayKind
from app.statements import access, rules
from app.statements.rules import NudgeKind
from app.statements.schemas import NudgeOut
from app.statements.tables import Nudge
from app.time_budget import queries as minutes
from app.time_budget.queries import year as of_year
from app.time_budget.rules import TimeSource
from app.web.pages import PageWish, beyond, cut

STAFF_MAX = 2_000


@dataclass(frozen=True, slots=True)
class About:
    """What a reminder to one teacher would say now."""

    unplaced_minutes: int = 0
    to_log_minutes: int = 0
    weeks_left: int = 0

    def minutes(self, kind: NudgeKind) -> int:
        return self.unplaced_minutes if kind == NudgeKind.PLACE_MINUTES else self.to_log_minutes


def last_nudges(
    session: Session, actor: Actor, kind: NudgeKind, staff_ids: Collection[UUID]
) -> dict[UUID, tuple[datetime, int]]:
    """When each was last told, and how often in all; who never was is left out."""
    statement = (
        select_columns(col(Nudge.staff_id), func.max(col(Nudge.made_at)), func.max(col(Nudge.number)))
        .where(access.visible(actor), col(Nudge.kind) == kind, col(Nudge.staff_id).in_(set(staff_ids)))
        .group_by(col(Nudge.staff_id))
        .limit(STAFF_MAX)
    )
    return {staff_id: (made_at, number) for staff_id, made_at, number in session.execute(statement)}


def stored(session: Session, actor: Actor, nudge_ids: Collection[UUID]) -> list[Nudge]:
    """Those of *nudge_ids* that are there: not those that another was quicker with."""
    statement = select(Nudge).where(access.visible(actor), col(Nudge.id).in_(set(nudge_ids)))
    return list(session.exec(statement.order_by(col(Nudge.id)).limit(STAFF_MAX)))


def mine(session: Session, actor: Actor, nudge_id: UUID) -> Nudge:
    """A reminder of the actor's own, or NotFound."""
    found = session.exec(select(Nudge).where(access.mine(actor), Nudge.id == nudge_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def about(session: Session, actor: Actor, staff: Staff, now: datetime) -> About:
    """What one teacher has to place and to log in the present year; nothing without a year or when it is closed."""
    today = calendar.today(session, actor, now)
    year = calendar.perhaps_current_year(session, actor, today)
    if year is None or minutes.is_any_closed(session, actor, [year.id]):
        return About()
    pots = minutes.pots_of(session, actor, staff.id, year.id)
    days = [day.held_on for day in calendar.days_of(session, actor, year.id) if day.kind == DayKind.ORDINARY]
    return About(
        unplaced_minutes=sum(pot.balance.available_minutes for pot in pots if pot.source == TimeSource.PROTECTED),
        to_log_minutes=sum(
            one.minutes for one in of_year.unlogged_days(session, actor, staff.id, year.id, today)
        ),
        weeks_left=rules.school_weeks_left(days, today, staff.joined_on, staff.left_on),
    )  # fmt: skip


def late_to_log(session: Session, actor: Actor, now: datetime) -> list[UUID]:
    """Who works here and has something to log for longer than the school's days, in order of id.

    Raises:
        NoYear: the school has none.
    """
    calendar.current_year(session, actor, calendar.today(session, actor, now))
    return sorted(late_minutes(session, actor, now))


def late_minutes(session: Session, actor: Actor, now: datetime) -> dict[UUID, int]:
    """How many minutes those of `late_to_log` have to log; nobody without a year, or when it is closed."""
    today = calendar.today(session, actor, now)
    year = calendar.perhaps_current_year(session, actor, today)
    if year is None or minutes.is_any_closed(session, actor, [year.id]):
        return {}
    within = minutes.policy(session, actor).log_within_days
    # Late is what was to be logged by yesterday.
    before = date.fromordinal(today.toordinal() - within)
    found = of_year.unlogged_by_teacher(session, actor, year.id, before)
    return {staff.id: found[staff.id] for staff in people.active_staff(session, actor) if staff.id in found}


def nudges_page(
    session: Session, actor: Actor, wish: PageWish, now: datetime, *, unseen_only: bool
) -> tuple[list[NudgeOut], str | None]:
    """What the actor was reminded of, newest first, told as it stands now."""
    statement = select(Nudge).where(access.mine(actor))
    if unseen_only:
        statement = statement.where(col(Nudge.seen_at).is_(None))
    columns = (col(Nudge.made_at), col(Nudge.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row.made_at, row.id))
    if not page:
        return [], None
    now_so = about(session, actor, people.staff_member(session, actor, actor.staff_id), now)
    names = people.names(session, actor, [row.by_staff_id for row in page])
    return [_out(row, names.get(row.by_staff_id, ""), now_so) for row in page], following


def nudge_out(session: Session, actor: Actor, row: Nudge, now: datetime) -> NudgeOut:
    """One reminder, told as it stands now."""
    now_so = about(session, actor, people.staff_member(session, actor, row.staff_id), now)
    return _out(row, people.names(session, actor, [row.by_staff_id]).get(row.by_staff_id, ""), now_so)


def _out(row: Nudge, by_name: str, now_so: About) -> NudgeOut:
    left = now_so.minutes(row.kind)
    return NudgeOut(
        id=row.id, kind=row.kind, by_name=by_name, made_at=row.made_at, seen_at=row.seen_at, minutes=left,
        words=rules.words(row.kind, left, now_so.weeks_left),
    )  # fmt: skip
