"""HTTP in, HTTP out, for cover. No decision is made here."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from app.cover import actions, queries
from app.cover.errors import (
    AlreadyTaken,
    AskedOutsideGroup,
    AskedTheReleased,
    NotAsked,
    NotFreeToCover,
    NotOpen,
    Over,
    TooEarly,
)
from app.cover.rules import CoverState
from app.cover.schemas import ArrangeIn, AskIn, BalanceOut, CoverSlotOut
from app.cover.tables import CoverSlot
from app.db.session import Database
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.occupied.errors import NotFree
from app.plc import access as plc_access
from app.plc import queries as groups
from app.school_year.errors import NoYear
from app.time_budget.errors import AlreadySettled, BudgetExhausted
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, Once, perform
from app.web.pages import BadCursor, cut
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["cover"], route_class=RetryingRoute)


@router.get("/cover-slots", response_model=Page[CoverSlotOut], responses=problems(BadCursor))
def list_cover_slots(
    db: Db, actor: CurrentActor, wish: Wish, state: Annotated[list[CoverState] | None, Query(max_length=8)] = None
) -> Page[CoverSlotOut]:
    """Needs for cover by date, for those who answer for it: what is needed and who covers, never who was asked."""
    with db.reading(actor.scope) as session:
        rows, following = queries.slots_page(session, actor, wish, states=state or [])
        return Page(items=queries.out(session, actor, rows, show_asks=False), next=following)


@router.get("/cover-slots/{slot_id}", response_model=CoverSlotOut, responses=problems(NotFound))
def read_cover_slot(slot_id: UUID, response: Response, db: Db, actor: CurrentActor) -> CoverSlotOut:
    """One need: its group sees all answers, whoever was asked sees their own, leaders see none."""
    with db.reading(actor.scope) as session:
        row = queries.slot(session, actor, slot_id)
        etag.show(response, row.version)
        return queries.out(session, actor, [row], show_asks=True)[0]


@router.post(
    "/cover-slots/{slot_id}/ask",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, NotOpen, Over, AskedOutsideGroup, AskedTheReleased, *ONCE),
)
def ask_for_cover(slot_id: UUID, wish: AskIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Ask more colleagues of the group."""
    return _once(db, actor, intent, now, lambda session: actions.ask(session, actor, slot_id, wish.staff_ids, now))


@router.post(
    "/cover-slots/{slot_id}/accept",
    response_model=CoverSlotOut,
    responses=problems(NotFound, NoYear, NotAsked, AlreadyTaken, Over, NotFreeToCover, NotFree, BudgetExhausted, *ONCE),
)
def accept_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Agree to cover: the half hour and the minutes are held from then on."""
    return _once(db, actor, intent, now, lambda session: actions.accept(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/decline",
    response_model=CoverSlotOut,
    responses=problems(NotFound, NotAsked, NotOpen, *ONCE),
)
def decline_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say no. No reason is asked for, and leaders never see it."""
    return _once(db, actor, intent, now, lambda session: actions.decline(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/escalate",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, NotOpen, Over, *ONCE),
)
def escalate_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Hand the need to the cover lead."""
    return _once(db, actor, intent, now, lambda session: actions.escalate(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/arrange", response_model=CoverSlotOut, responses=problems(NotFound, NotOpen, *ONCE)
)
def arrange_cover(slot_id: UUID, wish: ArrangeIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Note what the cover lead has arranged outside the group."""
    return _once(db, actor, intent, now, lambda session: actions.arrange(session, actor, slot_id, wish.arrangement))


@router.post(
    "/cover-slots/{slot_id}/log",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, TooEarly, AlreadySettled, *ONCE),
)
def log_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Note that I covered: the minutes are spent."""
    return _once(db, actor, intent, now, lambda session: actions.log(session, actor, slot_id, now))


@router.get(
    "/groups/{group_id}/balances",
    response_model=Page[BalanceOut],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_balances(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[BalanceOut]:
    """Cover given and received in the group, by name."""
    after = wish.key(str, UUID)
    with db.reading(actor.scope) as session:
        groups.group(session, actor, group_id)
        members = groups.members_of(session, actor, group_id)
        plc_access.require_member_or_lead(actor, members)
        rows = queries.balances(session, actor, group_id, members)
    rest = [row for row in rows if after is None or (row.name, row.staff_id) > after]
    page, following = cut(rest, wish, lambda row: (row.name, row.staff_id))
    return Page(items=page, next=following)


def _once(db: Database, actor: Actor, intent: Once, now: datetime, change: Callable[[Session], CoverSlot]) -> Response:
    """Change a need once for this intent, and answer with it as *actor* may see it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.out(session, actor, [change(session)], show_asks=True)[0],
        )  # fmt: skip
