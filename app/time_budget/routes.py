"""HTTP in, HTTP out, for protected minutes. No decision is made here."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.school_year.errors import NoYear
from app.school_year.tables import SchoolYear
from app.time_budget import access, actions, queries
from app.time_budget.actions import Due
from app.time_budget.errors import BudgetExhausted, NotYetHeld, OutsideYear
from app.time_budget.queries import Pot, Told
from app.time_budget.rules import Balance, TimeCategory
from app.time_budget.schemas import (
    AdjustIn,
    AllocationIn,
    AllocationLine,
    AllocationOut,
    EntryOut,
    PostedOut,
    PotOut,
    SpendIn,
    TimeOut,
)
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["time budget"], route_class=RetryingRoute)


@router.get("/my-time", response_model=TimeOut, responses=problems(NoYear))
def read_my_time(db: Db, actor: CurrentActor, now: Now) -> TimeOut:
    """My protected minutes of this school year."""
    with db.reading(actor.scope) as session:
        return _time_out(session, actor, actor.staff_id, now)


@router.get("/my-time/entries", response_model=Page[EntryOut], responses=problems(NoYear, BadCursor))
def list_my_entries(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, category: TimeCategory | None = None
) -> Page[EntryOut]:
    """What moved my minutes this school year, newest first."""
    with db.reading(actor.scope) as session:
        year = _year(session, actor, now)
        rows, following = queries.entries_page(
            session, actor, wish, staff_id=actor.staff_id, year_id=year.id, category=category
        )
    return Page(items=[_entry_out(row) for row in rows], next=following)


@router.get("/staff/{staff_id}/time", response_model=TimeOut, responses=problems(NotFound, NoYear))
def read_time(staff_id: UUID, db: Db, actor: CurrentActor, now: Now) -> TimeOut:
    """A teacher's protected minutes: for themselves, heads and CPD leads."""
    with db.reading(actor.scope) as session:
        return _time_out(session, actor, staff_id, now)


@router.get(
    "/staff/{staff_id}/time/entries", response_model=Page[EntryOut], responses=problems(NotFound, NoYear, BadCursor)
)
def list_entries(
    staff_id: UUID, db: Db, actor: CurrentActor, now: Now, wish: Wish, category: TimeCategory | None = None
) -> Page[EntryOut]:
    """What moved a teacher's minutes: for themselves, heads and CPD leads."""
    with db.reading(actor.scope) as session:
        people.staff_member(session, actor, staff_id)
        access.require_may_read(actor, staff_id)
        year = _year(session, actor, now)
        rows, following = queries.entries_page(
            session, actor, wish, staff_id=staff_id, year_id=year.id, category=category
        )
    return Page(items=[_entry_out(row) for row in rows], next=following)


@router.post(
    "/my-time/spend",
    status_code=201,
    response_model=PostedOut,
    responses=problems(BudgetExhausted, NotYetHeld, OutsideYear, NoYear, *ONCE),
)
def spend_my_time(wish: SpendIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Log minutes that I used without a booking, with the reason."""

    def log(session: Session) -> PostedOut:
        entry = actions.spend_directly(session, actor, wish, now)
        return _posted_out(session, actor, entry.id)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: log(session))


@router.post("/allocations/preview", response_model=AllocationOut, responses=problems(NotFound, NoYear))
def preview_allocation(wish: AllocationIn, db: Db, actor: CurrentActor, now: Now) -> AllocationOut:
    """What an allocation would give to whom. Stores nothing."""
    with db.reading(actor.scope) as session:
        year = _year(session, actor, now)
        return _allocation_out(wish, actions.work_out(session, actor, year_id=year.id, wish=wish))


@router.post("/allocations", status_code=201, response_model=AllocationOut, responses=problems(NotFound, NoYear, *ONCE))
def allocate(wish: AllocationIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Give everybody what they miss up to the rule. Doing it again adds only what is missing then."""

    def give(session: Session) -> AllocationOut:
        year = _year(session, actor, now)
        return _allocation_out(wish, actions.allocate(session, actor, year_id=year.id, wish=wish, now=now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: give(session))


@router.post(
    "/staff/{staff_id}/time/adjust",
    status_code=201,
    response_model=PostedOut,
    responses=problems(NotFound, BudgetExhausted, NoYear, *ONCE),
)
def adjust_time(staff_id: UUID, wish: AdjustIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Add to or take from one teacher's pot, with the reason."""

    def post(session: Session) -> PostedOut:
        year = _year(session, actor, now)
        entry = actions.adjust(session, actor, staff_id=staff_id, year_id=year.id, wish=wish, now=now)
        return _posted_out(session, actor, entry.id)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: post(session))


# ---- helpers -----------------------------------------------------------------------------------------


def _year(session: Session, actor: Actor, now: datetime) -> SchoolYear:
    return calendar.current_year(session, actor, calendar.today(session, actor, now))


def _time_out(session: Session, actor: Actor, staff_id: UUID, now: datetime) -> TimeOut:
    staff = people.staff_member(session, actor, staff_id)
    access.require_may_read(actor, staff_id)
    year = _year(session, actor, now)
    pots = queries.pots(session, actor, [staff_id], year.id)[staff_id]
    return TimeOut(
        staff_id=staff_id, staff_name=staff.name, year_id=year.id, year_name=year.name,
        pots=[_pot_out(category, pots[category]) for category in TimeCategory],
        unplaced_minutes=sum(pot.available_minutes for pot in pots.values()),
    )  # fmt: skip


def _pot_out(category: TimeCategory, pot: Balance) -> PotOut:
    return PotOut(
        category=category, allocated_minutes=pot.allocated_minutes, committed_minutes=pot.committed_minutes,
        spent_minutes=pot.spent_minutes, available_minutes=pot.available_minutes,
    )  # fmt: skip


def _entry_out(told: Told) -> EntryOut:
    row = told.entry
    return EntryOut(
        id=row.id, category=told.category, kind=row.kind, minutes=row.minutes, reason=row.reason,
        held_on=row.held_on, settles_id=row.settles_id, by_name=told.by_name, made_at=row.made_at,
    )  # fmt: skip


def _posted_out(session: Session, actor: Actor, entry_id: UUID) -> PostedOut:
    told, pot = queries.told(session, actor, entry_id)
    return PostedOut(entry=_entry_out(told), pot=_left(pot))


def _left(pot: Pot) -> PotOut:
    return _pot_out(pot.category, pot.balance)


def _allocation_out(wish: AllocationIn, lines: list[Due]) -> AllocationOut:
    added = sum(sum(line.added.values()) for line in lines)
    already = sum(sum(line.given.values()) for line in lines)
    return AllocationOut(
        rule=wish.rule, teachers=len(lines), added_minutes=added, total_minutes=already + added,
        lines=[
            AllocationLine(
                staff_id=line.staff.id, staff_name=line.staff.name, fte_percent=line.staff.fte_percent,
                observe_minutes=line.due[TimeCategory.OBSERVE], cover_minutes=line.due[TimeCategory.COVER],
                debrief_move_minutes=line.due[TimeCategory.DEBRIEF_MOVE], already_minutes=sum(line.given.values()),
            )
            for line in lines
        ],
    )  # fmt: skip
