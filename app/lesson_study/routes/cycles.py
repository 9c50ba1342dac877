"""HTTP in, HTTP out, for cycles and their stages. No decision is made here."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.fair.errors import NoTrust
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import cycles as actions
from app.lesson_study.actions import share
from app.lesson_study.errors import (
    AlreadyShared,
    CycleAlreadyActive,
    CycleEnded,
    EarlierNotOfGroup,
    LastStage,
    NoRoundsYet,
    NotBehind,
    NotLastStage,
    OtherNotOfGroup,
    StageNotFinished,
)
from app.lesson_study.queries import cycles as queries
from app.lesson_study.queries import out
from app.lesson_study.schemas.cycles import (
    AbandonIn,
    BackIn,
    CompleteIn,
    CycleEdit,
    CycleIn,
    CycleLine,
    CycleOut,
    SchoolCycleLine,
)
from app.plc import queries as plc
from app.plc.errors import GroupArchived
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["cycles"], route_class=RetryingRoute)
CHOICES = (OtherNotOfGroup, EarlierNotOfGroup)
MOVE = (NotFound, Forbidden, CycleEnded, *ONCE)


@router.get(
    "/groups/{group_id}/cycles",
    response_model=Page[CycleLine],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_group_cycles(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[CycleLine]:
    """A group's cycles, newest first: title, stage and dates. Leads see as much."""
    with db.reading(actor.scope) as session:
        plc.group_in_full(session, actor, group_id)
        rows, following = queries.cycles_page(session, actor, group_id, wish)
        return Page(items=[CycleLine.model_validate(row) for row in rows], next=following)


@router.get("/cycles", response_model=Page[SchoolCycleLine], responses=problems(Forbidden, BadCursor))
def list_cycles(db: Db, actor: CurrentActor, wish: Wish) -> Page[SchoolCycleLine]:
    """Every running cycle of the school, newest first, for those who lead: how far each group is, and no text."""
    with db.reading(actor.scope) as session:
        rows, following = queries.active_page(session, actor, wish)
        return Page(items=[out.school_line(row, name) for row, name in rows], next=following)


@router.post(
    "/groups/{group_id}/cycles",
    status_code=201,
    response_model=CycleOut,
    responses=problems(NotFound, Forbidden, CycleAlreadyActive, GroupArchived, *CHOICES, *ONCE),
)
def start_cycle(
    group_id: UUID, wish: CycleIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Start a cycle, with its research lessons to come."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: out.cycle_out(
                session, actor, actions.start(session, actor, group_id, wish, now), now, config.secret_key
            ),
        )  # fmt: skip


@router.get("/cycles/{cycle_id}", response_model=CycleOut, responses=problems(NotFound, Forbidden))
def read_cycle(cycle_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> CycleOut:
    """A cycle in full, for its group and the group's guests: what is there, and what is missing."""
    with db.reading(actor.scope) as session:
        row, _ = queries.cycle(session, actor, cycle_id)
        etag.show(response, row.version)
        return out.cycle_out(session, actor, row, now)


@router.put(
    "/cycles/{cycle_id}",
    response_model=CycleOut,
    responses=problems(NotFound, Forbidden, CycleEnded, *CHOICES, *etag.EDIT),
)
def edit_cycle(
    cycle_id: UUID, wish: CycleEdit, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now,
    if_match: IfMatch = None,
) -> CycleOut:  # fmt: skip
    """Write the texts of a cycle, or choose the light or the full way. Nothing that was entered is lost."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, cycle_id, wish, if_match, now)
        etag.show(response, row.version)
        return out.cycle_out(session, actor, row, now, config.secret_key)


@router.post(
    "/cycles/{cycle_id}/advance",
    response_model=CycleOut,
    responses=problems(StageNotFinished, LastStage, *MOVE),
)
def advance_cycle(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Go on to the next stage. What the present one lacks is said, and where to put it right."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.cycle_out(
                session, actor, actions.advance(session, actor, cycle_id, now), now
            ),
            again=lambda: _again(session, actor, cycle_id, now),
        )  # fmt: skip


@router.post("/cycles/{cycle_id}/back", response_model=CycleOut, responses=problems(NotBehind, *MOVE))
def go_back(cycle_id: UUID, wish: BackIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Go back to a stage that lies behind. Everything stays as it was entered."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.cycle_out(
                session, actor, actions.go_back(session, actor, cycle_id, wish, now), now
            ),
            again=lambda: _again(session, actor, cycle_id, now),
        )  # fmt: skip


@router.post("/cycles/{cycle_id}/abandon", response_model=CycleOut, responses=problems(*MOVE))
def abandon_cycle(cycle_id: UUID, wish: AbandonIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Give a cycle up, and say why. It stays readable for the group; rounds that are booked stay booked."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.cycle_out(
                session, actor, actions.abandon(session, actor, cycle_id, wish, now), now
            ),
            again=lambda: _again(session, actor, cycle_id, now),
        )  # fmt: skip


@router.post(
    "/cycles/{cycle_id}/complete",
    response_model=CycleOut,
    responses=problems(StageNotFinished, NotLastStage, *MOVE),
)
def complete_cycle(cycle_id: UUID, wish: CompleteIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """End a cycle whose finding is published, or say why what was learned stays in the group."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.cycle_out(
                session, actor, actions.complete(session, actor, cycle_id, wish, now), now
            ),
            again=lambda: _again(session, actor, cycle_id, now),
        )  # fmt: skip


@router.post(
    "/cycles/{cycle_id}/share",
    response_model=CycleOut,
    responses=problems(AlreadyShared, NoRoundsYet, NoTrust, *MOVE),
)
def share_cycle(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Begin a finding from what the cycle holds: a draft of the group, to be written further and agreed to."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.cycle_out(
                session, actor, share.share(session, actor, cycle_id, now), now
            ),
            again=lambda: _again(session, actor, cycle_id, now),
        )  # fmt: skip


def _again(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> CycleOut:
    """The cycle as it stands, for whoever may still read it."""
    row, _ = queries.cycle(session, actor, cycle_id)
    return out.cycle_out(session, actor, row, now)
