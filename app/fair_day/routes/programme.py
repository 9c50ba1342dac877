"""HTTP in, HTTP out, for what stands and is told at a fair. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair_day import queries
from app.fair_day.actions import arranging
from app.fair_day.actions import slots as actions
from app.fair_day.errors import (
    FairNotOpen,
    FairNotToday,
    FairOver,
    FairTooLarge,
    ForItsGroup,
    NamedTwice,
    NotAccepted,
    NumberTaken,
    OutsideTheFair,
    PresentedAlready,
    PresenterInTwoPlaces,
    PresenterNotAnAuthor,
    RoomFull,
    RoomTaken,
    ShownTwice,
)
from app.fair_day.schemas import ArrangedOut, ArrangeFairIn, FairSlotDone, FairSlotEdit, FairSlotIn, ProgrammeOut
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag
from app.web.deps import Db, IfMatch, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["learning fairs"], route_class=RetryingRoute)

PLACING = (
    NotFound, FairOver, RoomTaken, RoomFull, OutsideTheFair, PresenterNotAnAuthor, PresenterInTwoPlaces, NumberTaken,
    NamedTwice,
)  # fmt: skip
"""What a stall's or talk's place may be refused for."""


@router.get("/fairs/{fair_id}/programme", response_model=ProgrammeOut, responses=problems(NotFound))
def read_programme(fair_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> ProgrammeOut:
    """The whole programme; for those who plan, also what has no place yet."""
    with db.reading(actor.scope) as session:
        row = queries.fair(session, actor, fair_id)
        etag.show(response, row.version)
        return queries.programme_out(session, actor, row, now)


@router.post(
    "/fairs/{fair_id}/slots",
    status_code=201,
    response_model=FairSlotDone,
    responses=problems(*PLACING, NotAccepted, ForItsGroup, ShownTwice, FairTooLarge, *ONCE),
)
def place_slot(fair_id: UUID, wish: FairSlotIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Give an accepted finding a stall or a talk."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.slot_done(session, actor, actions.place(session, actor, fair_id, wish, now)),
        )  # fmt: skip


@router.put(
    "/fairs/{fair_id}/slots/{slot_id}",
    response_model=FairSlotDone,
    responses=problems(*PLACING, *etag.EDIT),
)
def move_slot(
    fair_id: UUID,
    slot_id: UUID,
    wish: FairSlotEdit,
    response: Response,
    db: Db,
    actor: CurrentActor,
    if_match: IfMatch = None,
) -> FairSlotDone:
    """Move a stall or talk, or change who presents. If-Match is the fair's version."""
    with db.writing(actor.scope) as session:
        done = queries.slot_done(session, actor, actions.move(session, actor, fair_id, slot_id, wish, if_match))
    etag.show(response, done.version)
    return done


@router.delete(
    "/fairs/{fair_id}/slots/{slot_id}", status_code=204, responses=problems(NotFound, FairOver, PresentedAlready)
)
def remove_slot(fair_id: UUID, slot_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """Take a stall or talk out of the programme. Its finding waits for a place again."""
    with db.writing(actor.scope) as session:
        actions.remove(session, actor, fair_id, slot_id, now)


@router.post(
    "/fairs/{fair_id}/arrange",
    response_model=ArrangedOut,
    responses=problems(NotFound, FairOver, NotAccepted, ForItsGroup, NamedTwice, FairTooLarge, *ONCE),
)
def arrange_fair(fair_id: UUID, wish: ArrangeFairIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Place as many as fit without a clash, beside what is there; say what does not fit, and why."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: arranging.arrange(session, actor, fair_id, wish, now),
        )  # fmt: skip


@router.post(
    "/fairs/{fair_id}/slots/{slot_id}/presented",
    response_model=FairSlotDone,
    responses=problems(NotFound, Forbidden, FairNotOpen, FairNotToday, PresentedAlready, *ONCE),
)
def mark_presented(fair_id: UUID, slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that it was shown: a lead, or who presented it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.slot_done(
                session, actor, actions.mark_presented(session, actor, fair_id, slot_id, now)
            ),
        )  # fmt: skip
