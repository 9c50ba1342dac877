"""What is told about protected minutes, as it travels."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.time_budget import access
from app.time_budget.queries.closing import closing, endings, next_year, policy, signatures, year_figures
from app.time_budget.queries.entries import Told, told
from app.time_budget.queries.pots import is_any_closed, pots_of, pots_of_year
from app.time_budget.rules import Balance, TimeCategory, TimeSource
from app.time_budget.schemas import (
    ClosingOut,
    ClosingTeacher,
    EntryOut,
    GrantOut,
    OtherTimeOut,
    PostedOut,
    PotOut,
    SignatureOut,
    TimeOut,
    TimePolicyOut,
)
from app.time_budget.tables import TimeGrant, TimePolicy


def time_out(session: Session, actor: Actor, staff_id: UUID, now: datetime) -> TimeOut:
    """One teacher's year, for themselves and those who answer for it."""
    staff = people.staff_member(session, actor, staff_id)
    access.require_may_read(actor, staff_id)
    year = calendar.current_year(session, actor, calendar.today(session, actor, now))
    found = pots_of(session, actor, staff_id, year.id)
    pots = {pot.category: pot.balance for pot in found if pot.source == TimeSource.PROTECTED}
    return TimeOut(
        staff_id=staff_id, staff_name=staff.name, year_id=year.id, year_name=year.name,
        pots=[pot_out(category, pots.get(category, Balance())) for category in TimeCategory],
        unplaced_minutes=sum(pot.available_minutes for pot in pots.values()),
        others=[
            OtherTimeOut(
                source=pot.source, category=pot.category, committed_minutes=pot.balance.committed_minutes,
                spent_minutes=pot.balance.spent_minutes,
            )
            for pot in sorted(found, key=lambda pot: (pot.source, pot.category))
            if pot.source != TimeSource.PROTECTED and pot.balance.allocated_minutes
        ],
        may_transfer=access.may_transfer(actor, staff_id, policy(session, actor)),
        is_closed=is_any_closed(session, actor, [year.id]),
    )  # fmt: skip


def pot_out(category: TimeCategory, pot: Balance) -> PotOut:
    """A pot with what is left in it."""
    return PotOut(
        category=category, allocated_minutes=pot.allocated_minutes, committed_minutes=pot.committed_minutes,
        spent_minutes=pot.spent_minutes, available_minutes=pot.available_minutes,
    )  # fmt: skip


def entry_out(actor: Actor, told: Told) -> EntryOut:
    """An entry as *actor* is told it."""
    row = told.entry
    return EntryOut(
        id=row.id, category=told.category, kind=row.kind, minutes=row.minutes, source=row.source,
        to_category=told.to_category, to_year_name=told.to_year_name, corrects_id=row.corrects_id,
        corrected_minutes=told.corrected_minutes,
        may_correct=access.may_correct(actor, told.staff_id, row.kind, row.source),
        reason=row.reason, held_on=row.held_on, settles_id=row.settles_id, by_name=told.by_name, made_at=row.made_at,
    )  # fmt: skip


def posted_out(session: Session, actor: Actor, entry_id: UUID) -> PostedOut:
    """An entry that has just been posted, and the pot it left behind."""
    entry, pot = told(session, actor, entry_id)
    return PostedOut(entry=entry_out(actor, entry), pot=pot_out(pot.category, pot.balance))


def policy_out(row: TimePolicy) -> TimePolicyOut:
    """What the school has decided."""
    return TimePolicyOut(
        transfers=row.transfers, roll_over_minutes_max=row.roll_over_minutes_max, log_within_days=row.log_within_days,
        supply_pence_per_hour=row.supply_pence_per_hour, version=row.version,
    )  # fmt: skip


def grant_out(row: TimeGrant, by_name: str) -> GrantOut:
    """An act of giving, and who did it."""
    return GrantOut(
        id=row.id, kind=row.kind, source=row.source, rule=row.rule, minutes=row.minutes, teachers=row.teachers,
        reason=row.reason, by_name=by_name, made_at=row.made_at,
    )  # fmt: skip


def closing_out(session: Session, actor: Actor, year_id: UUID, today: date) -> ClosingOut:
    """How a year stands before it is closed, or stood when it was."""
    year = calendar.year(session, actor, year_id)
    figures = year_figures(session, actor, year_id)
    closed = closing(session, actor, year_id)
    pots = [] if closed else pots_of_year(session, actor, year_id)
    ends = endings(pots, policy(session, actor).roll_over_minutes_max)
    names = people.names(session, actor, list(ends))
    following = next_year(session, actor, year.ends_on)
    teachers = [
        ClosingTeacher(
            staff_id=staff_id, staff_name=names.get(staff_id, ""),
            rolled_over_minutes=sum(one.rolled_over.values()), lapsed_minutes=sum(one.lapsed.values()),
        )
        for staff_id, one in ends.items()
    ]  # fmt: skip
    return ClosingOut(
        year_id=year.id, year_name=year.name, ends_on=year.ends_on, is_over=today >= year.ends_on,
        closed_at=closed.closed_at if closed else None, allocated_minutes=figures.allocated_minutes,
        spent_minutes=figures.spent_minutes, to_log_minutes=figures.committed_minutes,
        rolled_over_minutes=closed.rolled_over_minutes if closed else sum(one.rolled_over_minutes for one in teachers),
        lapsed_minutes=closed.lapsed_minutes if closed else sum(one.lapsed_minutes for one in teachers),
        granted_minutes=figures.granted_minutes, came_over_minutes=figures.came_over_minutes,
        next_year_name=following.name if following else None,
        signatures=[
            SignatureOut(
                capacity=row.capacity, name=row.name, signed_at=row.signed_at,
                still_counts=closed is not None
                or (row.allocated_minutes, row.spent_minutes) == (figures.allocated_minutes, figures.spent_minutes),
            )
            for row in signatures(session, actor, year_id)
        ],
        teachers=sorted(teachers, key=lambda one: (one.staff_name, one.staff_id)),
    )  # fmt: skip
