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
from app.time_budget.errors import (
    BudgetExhausted,
    DecidedMeanwhile,
    HasLeft,
    NoNextYear,
    NothingToCorrect,
    NotSigned,
    NotYetHeld,
    OnlyUsedOrGiven,
    OutsideYear,
    SamePot,
    StillHere,
    StillPlanned,
    StillToLog,
    StillUnplaced,
    TransfersAreTheLeads,
    YearIsClosed,
    YearNotOver,
)
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import (
    AdjustIn,
    AllocationIn,
    AllocationLine,
    AllocationOut,
    ClosingOut,
    CorrectIn,
    EntryOut,
    GrantOut,
    LeaverIn,
    LeftOut,
    PostedOut,
    SignatureIn,
    SpendIn,
    TimeOut,
    TimePolicyIn,
    TimePolicyOut,
    TransferIn,
)
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["time budget"], route_class=RetryingRoute)


@router.get("/my-time", response_model=TimeOut, responses=problems(NoYear))
def read_my_time(db: Db, actor: CurrentActor, now: Now) -> TimeOut:
    """My protected minutes of this school year."""
    with db.reading(actor.scope) as session:
        return queries.time_out(session, actor, actor.staff_id, now)


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
    return Page(items=[queries.entry_out(actor, row) for row in rows], next=following)


@router.get("/staff/{staff_id}/time", response_model=TimeOut, responses=problems(NotFound, NoYear))
def read_time(staff_id: UUID, db: Db, actor: CurrentActor, now: Now) -> TimeOut:
    """A teacher's protected minutes: for themselves, heads and CPD leads."""
    with db.reading(actor.scope) as session:
        return queries.time_out(session, actor, staff_id, now)


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
    return Page(items=[queries.entry_out(actor, row) for row in rows], next=following)


@router.post(
    "/my-time/spend",
    status_code=201,
    response_model=PostedOut,
    responses=problems(BudgetExhausted, HasLeft, NotYetHeld, OutsideYear, YearIsClosed, NoYear, *ONCE),
)
def spend_my_time(wish: SpendIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Log minutes that I used without a booking, with the reason."""

    def log(session: Session) -> PostedOut:
        entry = actions.spend_directly(session, actor, wish, now)
        return queries.posted_out(session, actor, entry.id)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: log(session))


@router.post("/allocations/preview", response_model=AllocationOut, responses=problems(NotFound, NoYear))
def preview_allocation(wish: AllocationIn, db: Db, actor: CurrentActor, now: Now) -> AllocationOut:
    """What an allocation would give to whom. Stores nothing."""
    with db.reading(actor.scope) as session:
        year = _year(session, actor, now)
        return _allocation_out(wish, actions.work_out(session, actor, year_id=year.id, wish=wish))


@router.post(
    "/allocations",
    status_code=201,
    response_model=AllocationOut,
    responses=problems(NotFound, YearIsClosed, NoYear, *ONCE),
)
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
    responses=problems(NotFound, BudgetExhausted, HasLeft, YearIsClosed, NoYear, *ONCE),
)
def adjust_time(staff_id: UUID, wish: AdjustIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Add to or take from one teacher's pot, with the reason."""

    def post(session: Session) -> PostedOut:
        year = _year(session, actor, now)
        entry = actions.adjust(session, actor, staff_id=staff_id, year_id=year.id, wish=wish, now=now)
        return queries.posted_out(session, actor, entry.id)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: post(session))


@router.post(
    "/my-time/transfer",
    status_code=201,
    response_model=TimeOut,
    responses=problems(BudgetExhausted, SamePot, TransfersAreTheLeads, YearIsClosed, NoYear, *ONCE),
)
def transfer_my_time(wish: TransferIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Move minutes between my own pots, where the school lets teachers."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201, effect=lambda: _moved(session, actor, actor.staff_id, wish, now)
        )


@router.post(
    "/staff/{staff_id}/time/transfer",
    status_code=201,
    response_model=TimeOut,
    responses=problems(NotFound, BudgetExhausted, SamePot, YearIsClosed, NoYear, *ONCE),
)
def transfer_time(staff_id: UUID, wish: TransferIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Move minutes between the pots of one teacher."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201, effect=lambda: _moved(session, actor, staff_id, wish, now)
        )


@router.post(
    "/time/entries/{entry_id}/correct",
    status_code=201,
    response_model=PostedOut,
    responses=problems(NotFound, BudgetExhausted, OnlyUsedOrGiven, NothingToCorrect, YearIsClosed, *ONCE),
)
def correct_entry(entry_id: UUID, wish: CorrectIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Correct minutes that were used or given, by a new entry that points at the old one."""

    def mend(session: Session) -> PostedOut:
        entry = actions.correct(session, actor, entry_id=entry_id, wish=wish, now=now)
        return queries.posted_out(session, actor, entry.id)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: mend(session))


@router.post(
    "/staff/{staff_id}/time/leave",
    status_code=201,
    response_model=LeftOut,
    responses=problems(NotFound, StillHere, StillPlanned, YearIsClosed, NoYear, *ONCE),
)
def take_back_time(staff_id: UUID, wish: LeaverIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Take back what somebody who leaves has not placed."""

    def leave(session: Session) -> LeftOut:
        year = _year(session, actor, now)
        entries = actions.take_back_from_leaver(session, actor, staff_id=staff_id, year_id=year.id, wish=wish, now=now)
        taken = -sum(entry.minutes for entry in entries)
        return LeftOut(taken_back_minutes=taken, time=queries.time_out(session, actor, staff_id, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: leave(session))


@router.get("/time-policy", response_model=TimePolicyOut)
def read_time_policy(db: Db, actor: CurrentActor, response: Response) -> TimePolicyOut:
    """What the school has decided about its protected minutes."""
    with db.reading(actor.scope) as session:
        found = queries.policy_out(queries.policy(session, actor))
    etag.show(response, found.version)
    return found


@router.put("/time-policy", response_model=TimePolicyOut, responses=problems(DecidedMeanwhile, *etag.EDIT))
def edit_time_policy(
    wish: TimePolicyIn, db: Db, actor: CurrentActor, response: Response, if_match: IfMatch = None
) -> TimePolicyOut:
    """Decide who moves minutes between pots, what goes over into the next year, and what supply costs."""
    with db.writing(actor.scope) as session:
        found = queries.policy_out(actions.edit_policy(session, actor, wish, if_match))
    etag.show(response, found.version)
    return found


@router.get("/grants", response_model=Page[GrantOut], responses=problems(NoYear, BadCursor))
def list_grants(db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[GrantOut]:
    """What the school gave this year, and took back; newest first."""
    with db.reading(actor.scope) as session:
        year = _year(session, actor, now)
        rows, following = queries.grants_page(session, actor, wish, year.id)
    return Page(items=[queries.grant_out(row, by_name) for row, by_name in rows], next=following)


@router.get("/years/{year_id}/closing", response_model=ClosingOut, responses=problems(NotFound))
def read_closing(year_id: UUID, db: Db, actor: CurrentActor, now: Now) -> ClosingOut:
    """How a year stands before it is closed, or stood when it was."""
    with db.reading(actor.scope) as session:
        return queries.closing_out(session, actor, year_id, calendar.today(session, actor, now))


@router.post(
    "/years/{year_id}/sign",
    status_code=201,
    response_model=ClosingOut,
    responses=problems(NotFound, YearNotOver, StillToLog, YearIsClosed, *ONCE),
)
def sign_year(year_id: UUID, wish: SignatureIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Put a name under a year's figures as they are now."""

    def sign(session: Session) -> ClosingOut:
        actions.sign_year(session, actor, year_id, wish, now)
        return queries.closing_out(session, actor, year_id, calendar.today(session, actor, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: sign(session))


@router.post(
    "/years/{year_id}/close",
    status_code=201,
    response_model=ClosingOut,
    responses=problems(NotFound, YearNotOver, StillToLog, NotSigned, NoNextYear, YearIsClosed, StillUnplaced, *ONCE),
)
def close_year(year_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Let unplaced minutes go over or lapse, and close the year for good."""

    def close(session: Session) -> ClosingOut:
        actions.close_year(session, actor, year_id, now)
        return queries.closing_out(session, actor, year_id, calendar.today(session, actor, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: close(session))


# ---- helpers -----------------------------------------------------------------------------------------


def _year(session: Session, actor: Actor, now: datetime) -> SchoolYear:
    return calendar.current_year(session, actor, calendar.today(session, actor, now))


def _moved(session: Session, actor: Actor, staff_id: UUID, wish: TransferIn, now: datetime) -> TimeOut:
    year = _year(session, actor, now)
    actions.transfer(session, actor, staff_id=staff_id, year_id=year.id, wish=wish, now=now)
    return queries.time_out(session, actor, staff_id, now)


def _allocation_out(wish: AllocationIn, lines: list[Due]) -> AllocationOut:
    added = sum(sum(line.added.values()) for line in lines)
    already = sum(sum(line.given.values()) for line in lines)
    return AllocationOut(
        rule=wish.rule, teachers=len(lines), added_minutes=added, total_minutes=already + added,
        lines=[
            AllocationLine(
                staff_id=line.staff.id, staff_name=line.staff.name, fte_percent=line.staff.fte_percent,
                days=line.share.days, of_days=line.share.of_days,
                observe_minutes=line.due[TimeCategory.OBSERVE], cover_minutes=line.due[TimeCategory.COVER],
                debrief_move_minutes=line.due[TimeCategory.DEBRIEF_MOVE], already_minutes=sum(line.given.values()),
                added_minutes=sum(line.added.values()),
            )
            for line in lines
        ],
    )  # fmt: skip
