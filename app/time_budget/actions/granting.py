"""What the school gives: to everybody by a rule, to one with a reason; and what it takes back from who leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.school_year.rules import DayKind
from app.time_budget import queries, rules
from app.time_budget.actions.base import Act, grant, open_pots, require_enough, require_open
from app.time_budget.errors import HasLeft, StillHere, StillPlanned
from app.time_budget.rules import AllocationRule, GrantKind, Share, TimeCategory, TimeSource
from app.time_budget.schemas import AdjustIn, AllocationIn, LeaverIn
from app.time_budget.tables import LedgerEntry

ALLOCATED_BECAUSE: Final = {
    AllocationRule.PRO_RATA: "The school's allocation, by share of full time",
    AllocationRule.FULL: "The school's allocation, the full 300 minutes",
}


@dataclass(frozen=True, slots=True)
class Due:
    """What one teacher is due by the rule, was given before, and would be added."""

    staff: Staff
    share: Share
    due: Mapping[TimeCategory, int]
    given: Mapping[TimeCategory, int]
    added: Mapping[TimeCategory, int]


def work_out(session: Session, actor: Actor, *, year_id: UUID, wish: AllocationIn) -> list[Due]:
    """What an allocation by *wish* would give to whom, by name. Stores nothing.

    Raises:
        NotFound: one of the named people is nobody who works here now.
    """
    staff = people.active_staff(session, actor)
    if wish.staff_ids is not None:
        wanted = set(wish.staff_ids)
        staff = [row for row in staff if row.id in wanted]
        if len(staff) != len(wanted):
            raise NotFound
    days = [day.held_on for day in calendar.days_of(session, actor, year_id) if day.kind == DayKind.ORDINARY]
    given = queries.given(session, actor, [row.id for row in staff], year_id)
    lines = []
    for row in staff:
        share = rules.share_of_year(days, row.joined_on, row.left_on)
        due = rules.allocation(wish.rule, row.fte_percent, share)
        lines.append(Due(row, share, due, given[row.id], rules.top_up(due, given[row.id])))
    return lines


def allocate(session: Session, actor: Actor, *, year_id: UUID, wish: AllocationIn, now: datetime) -> list[Due]:
    """Give everybody (or those named) what they miss up to the rule. Doing it twice adds once.

    Raises:
        NotFound: as work_out.
        YearIsClosed: the minutes of that year have been signed for.
    """
    queries.lock_year(session, actor, year_id)
    require_open(session, actor, [year_id])
    lines = work_out(session, actor, year_id=year_id, wish=wish)
    gifts = {
        (line.staff.id, year_id, category, TimeSource.PROTECTED): minutes
        for line in lines for category, minutes in line.added.items()
    }  # fmt: skip
    grant(session, actor, gifts, Act(GrantKind.ALLOCATION, ALLOCATED_BECAUSE[wish.rule], now, wish.rule))
    return lines


def adjust(
    session: Session, actor: Actor, *, staff_id: UUID, year_id: UUID, wish: AdjustIn, now: datetime
) -> LedgerEntry:
    """Add to or take from one pot, with the reason.

    Raises:
        NotFound: nobody of this school; guests have no protected time.
        BudgetExhausted: more would be taken than is left. Taking exactly what is left is allowed.
        HasLeft: minutes would be given to somebody whose last day has passed.
        YearIsClosed: the minutes of that year have been signed for.
    """
    staff = people.staff_member(session, actor, staff_id)
    if staff.is_guest:
        raise NotFound
    today = calendar.today(session, actor, now)
    if wish.minutes > 0 and (not staff.is_active or (staff.left_on is not None and staff.left_on < today)):
        raise HasLeft(name=staff.name, held_on=today, joined_on=staff.joined_on, left_on=staff.left_on)
    require_open(session, actor, [year_id])
    key = (staff_id, year_id, wish.category, TimeSource.PROTECTED)
    pots = open_pots(session, actor, [key])
    if wish.minutes < 0:
        require_enough(session, actor, pots, [(key, -wish.minutes)])
    return grant(session, actor, {key: wish.minutes}, Act(GrantKind.ADJUSTMENT, wish.reason, now))[0]


def take_back_from_leaver(
    session: Session, actor: Actor, *, staff_id: UUID, year_id: UUID, wish: LeaverIn, now: datetime
) -> list[LedgerEntry]:
    """Take back what somebody who leaves has not placed. Doing it again takes what is there then.

    Raises:
        StillHere: no last day is written down for them, so they may still use it.
        StillPlanned: minutes are promised to something planned; it is called off first.
        YearIsClosed: the minutes of that year have been signed for.
    """
    staff = people.staff_member(session, actor, staff_id)
    if staff.left_on is None and staff.is_active:
        raise StillHere(name=staff.name)
    require_open(session, actor, [year_id])
    found = queries.pots_of(session, actor, staff_id, year_id, lock=True)
    promised = sum(pot.balance.committed_minutes for pot in found)
    after = queries.promised_after(session, actor, staff_id, year_id, staff.left_on) if promised else 0
    if after:
        raise StillPlanned(name=staff.name, minutes=after)
    gifts = {pot.key: -pot.balance.available_minutes for pot in found}
    return grant(session, actor, gifts, Act(GrantKind.LEAVING, wish.reason, now))


def take_back_from_leavers(
    session: Session, actor: Actor, *, staff_ids: Collection[UUID], year_id: UUID, reason: str, now: datetime
) -> tuple[int, dict[UUID, int]]:
    """Take back what people who leave have not placed, but from those with whom something is planned after their
    last day. Everybody has a last day already. Answers with the minutes taken back, and with those still planned.

    Raises:
        YearIsClosed: the minutes of that year have been signed for.
    """
    require_open(session, actor, [year_id])
    found = queries.pots_of_people(session, actor, staff_ids, year_id, lock=True)
    planned = queries.promised_after_leaving(session, actor, staff_ids, year_id)
    gifts = {pot.key: -pot.balance.available_minutes for pot in found if pot.staff_id not in planned}
    grant(session, actor, gifts, Act(GrantKind.LEAVING, reason, now))
    return -sum(gifts.values()), planned
