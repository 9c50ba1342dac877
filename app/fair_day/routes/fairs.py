"""HTTP in, HTTP out, for fairs and their rooms. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair.errors import NamesAPupil
from app.fair_day import queries
from app.fair_day.actions import checked
from app.fair_day.actions import fairs as actions
from app.fair_day.errors import (
    EventElsewhere,
    FairInThePast,
    FairNotOpen,
    FairNotPlanned,
    FairNotToday,
    FairOver,
    FairTooLarge,
    NothingToShow,
    OutsideTheFair,
    RoomInUse,
    RoomNamedTwice,
)
from app.fair_day.schemas import FairRoomDone, FairRoomIn, LearningFairIn, LearningFairLine, LearningFairOut
from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["learning fairs"], route_class=RetryingRoute)


@router.get("/fairs", response_model=Page[LearningFairLine], responses=problems(BadCursor))
def list_fairs(db: Db, actor: CurrentActor, wish: Wish) -> Page[LearningFairLine]:
    """The school's learning fairs, the latest first. Those being planned are for leads alone."""
    with db.reading(actor.scope) as session:
        items, following = queries.fairs_page(session, actor, wish)
    return Page(items=items, next=following)


@router.post(
    "/fairs",
    status_code=201,
    response_model=LearningFairOut,
    responses=problems(NotFound, FairInThePast, EventElsewhere, NamesAPupil, *ONCE),
)
def plan_fair(wish: LearningFairIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent) -> Response:
    """Begin to plan a learning fair: its day, hours and the directed event that it counts as."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.fair_out(session, actor, checked.plan(session, actor, secret, wish, now), now),
        )  # fmt: skip


@router.get("/fairs/{fair_id}", response_model=LearningFairOut, responses=problems(NotFound))
def read_fair(fair_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> LearningFairOut:
    """One fair; its programme is beside it."""
    with db.reading(actor.scope) as session:
        row = queries.fair(session, actor, fair_id)
        etag.show(response, row.version)
        return queries.fair_out(session, actor, row, now)


@router.put(
    "/fairs/{fair_id}",
    response_model=LearningFairOut,
    responses=problems(NotFound, FairOver, FairInThePast, EventElsewhere, OutsideTheFair, NamesAPupil, *etag.EDIT),
)
def edit_fair(
    fair_id: UUID,
    wish: LearningFairIn,
    response: Response,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    if_match: IfMatch = None,
) -> LearningFairOut:
    """Change a fair. Stalls that stood all through it go on doing so; no talk may end up outside its hours."""
    with db.writing(actor.scope) as session:
        row = checked.edit(session, actor, config.secret_key.encode(), fair_id, wish, if_match, now)
        etag.show(response, row.version)
        return queries.fair_out(session, actor, row, now)


@router.post(
    "/fairs/{fair_id}/open",
    response_model=LearningFairOut,
    responses=problems(NotFound, FairNotPlanned, NothingToShow, *ONCE),
)
def open_fair(fair_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Show the programme to everybody of the school. On the day, stalls give stamps."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.fair_out(session, actor, actions.open_fair(session, actor, fair_id, now), now),
        )  # fmt: skip


@router.post(
    "/fairs/{fair_id}/close",
    response_model=LearningFairOut,
    responses=problems(NotFound, FairNotOpen, FairNotToday, *ONCE),
)
def close_fair(fair_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Close a fair: what was shown has been presented, what was not waits for another."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.fair_out(session, actor, actions.close(session, actor, fair_id, now), now),
        )  # fmt: skip


@router.post("/fairs/{fair_id}/cancel", response_model=LearningFairOut, responses=problems(NotFound, FairOver, *ONCE))
def cancel_fair(fair_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Call a fair off: its findings wait for another."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.fair_out(session, actor, actions.cancel(session, actor, fair_id, now), now),
        )  # fmt: skip


# ---- rooms -----------------------------------------------------------------------------------------------


@router.post(
    "/fairs/{fair_id}/rooms",
    status_code=201,
    response_model=FairRoomDone,
    responses=problems(NotFound, FairOver, RoomNamedTwice, FairTooLarge, NamesAPupil, *ONCE),
)
def add_fair_room(
    fair_id: UUID, wish: FairRoomIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Add a room, and say how many stalls stand in it."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: checked.add_room(session, actor, secret, fair_id, wish),
        )  # fmt: skip


@router.put(
    "/fairs/{fair_id}/rooms/{room_id}",
    response_model=FairRoomDone,
    responses=problems(NotFound, FairOver, RoomNamedTwice, RoomInUse, NamesAPupil, *etag.EDIT),
)
def edit_fair_room(
    fair_id: UUID,
    room_id: UUID,
    wish: FairRoomIn,
    response: Response,
    db: Db,
    actor: CurrentActor,
    config: Config,
    if_match: IfMatch = None,
) -> FairRoomDone:
    """Change a room. If-Match is the fair's version."""
    with db.writing(actor.scope) as session:
        done = checked.edit_room(session, actor, config.secret_key.encode(), fair_id, room_id, wish, if_match)
    etag.show(response, done.version)
    return done


@router.delete("/fairs/{fair_id}/rooms/{room_id}", status_code=204, responses=problems(NotFound, FairOver, RoomInUse))
def remove_fair_room(fair_id: UUID, room_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Take an empty room away."""
    with db.writing(actor.scope) as session:
        actions.remove_room(session, actor, fair_id, room_id)
