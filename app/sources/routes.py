"""HTTP in, HTTP out, for addresses that are fetched on a schedule. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.jobs.errors import TooMuchWaits
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.sources import actions, queries
from app.sources.errors import AddressUnusable, SourceNameTaken, SourcePaused, TooManyAddresses, WhoseCalendar
from app.sources.schemas import OutsideSourceEdit, OutsideSourceIn, OutsideSourceOut
from app.sources.tables import OutsideSource
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["addresses"], route_class=RetryingRoute)


@router.get("/outside-sources", response_model=Page[OutsideSourceOut], responses=problems(BadCursor))
def list_outside_sources(db: Db, actor: CurrentActor, wish: Wish) -> Page[OutsideSourceOut]:
    """The addresses at which the school's timetable, staff list or absences are kept, by name."""
    with db.reading(actor.scope) as session:
        rows, following = queries.sources_page(session, actor, wish)
        return Page(items=queries.outs(session, actor, rows), next=following)


@router.post(
    "/outside-sources",
    status_code=201,
    response_model=OutsideSourceOut,
    responses=problems(NotFound, AddressUnusable, SourceNameTaken, TooManyAddresses, WhoseCalendar, *ONCE),
)
def add_outside_source(wish: OutsideSourceIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Have an address looked at, at once and then on a schedule. What it brings is only put before a person."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _out(session, actor, actions.add(session, actor, wish, now)),
        )  # fmt: skip


@router.get("/outside-sources/{source_id}", response_model=OutsideSourceOut, responses=problems(NotFound))
def read_outside_source(source_id: UUID, response: Response, db: Db, actor: CurrentActor) -> OutsideSourceOut:
    """One address, when it was last looked at, and what came of it."""
    with db.reading(actor.scope) as session:
        row = queries.source(session, actor, source_id)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.put(
    "/outside-sources/{source_id}",
    response_model=OutsideSourceOut,
    responses=problems(NotFound, AddressUnusable, SourceNameTaken, WhoseCalendar, *etag.EDIT),
)
def edit_outside_source(
    source_id: UUID, wish: OutsideSourceEdit, response: Response, db: Db, actor: CurrentActor, now: Now,
    if_match: IfMatch = None,
) -> OutsideSourceOut:  # fmt: skip
    """Change an address or how often it is looked at, pause it, or go on with it."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, source_id, wish, if_match, now)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.post(
    "/outside-sources/{source_id}/look",
    response_model=OutsideSourceOut,
    responses=problems(NotFound, SourcePaused, TooMuchWaits, *ONCE),
)
def look_at_outside_source(source_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Have an address looked at now. The answer comes at once; `looked_at` changes when it has been."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.look_now(session, actor, source_id, now)),
        )  # fmt: skip


@router.delete("/outside-sources/{source_id}", status_code=204, responses=problems(NotFound))
def remove_outside_source(source_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Look at an address no more and forget it. What was made of it stays."""
    with db.writing(actor.scope) as session:
        actions.remove(session, actor, source_id)


def _out(session: Session, actor: Actor, row: OutsideSource) -> OutsideSourceOut:
    return queries.outs(session, actor, [row])[0]
