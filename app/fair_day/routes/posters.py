"""HTTP in, PDF out, for posters. No decision is made here."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Response

from app.fair import access as fair_access
from app.fair_day import queries
from app.fair_day.actions import posters as actions
from app.fair_day.errors import NoPostersYet, PosterCannotBeMade, PosterPrintersBusy
from app.fair_day.paper import printing
from app.fair_day.rules import PostersState, Size
from app.fair_day.schemas import PostersIn, PostersOut
from app.files.deps import Files
from app.identity.deps import CurrentActor, PerhapsActor
from app.kernel.errors import NotFound
from app.web.deps import Config, Db, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["learning fairs"], route_class=RetryingRoute)

PDF: Final = "application/pdf"


def _file(*refusals: Any) -> dict[str, Any]:
    """The arguments of a route that answers with a poster."""
    described = problems(NotFound, *refusals)
    return {"response_class": Response, "responses": described | {200: {"content": {PDF: {}}}}}


@router.get("/findings/{finding_id}/poster.pdf", **_file(PosterCannotBeMade, PosterPrintersBusy))
def read_finding_poster(
    finding_id: UUID,
    db: Db,
    actor: CurrentActor,
    config: Config,
    store: Files,
    size: Size = Size.A3,
    slot_id: UUID | None = None,
) -> Response:
    """The poster of an accepted finding, with the address of its page, or of its stall at a fair, as QR code."""
    with db.reading(actor.scope) as session:
        told = queries.poster_of(session, actor, finding_id, slot_id)
    return _attachment(printing.pdf_of([told], size, config.public_url, store), f"poster-{size}-{finding_id}.pdf")


@router.get("/fair/findings/{finding_id}/poster.pdf", **_file(PosterCannotBeMade, PosterPrintersBusy))
def read_fair_poster(
    finding_id: UUID, db: Db, actor: PerhapsActor, config: Config, store: Files, size: Size = Size.A3
) -> Response:
    """The poster of what is on the fair, for whoever may read it there.

    It is made once. Who is not signed in does not wait while posters are being made for others.
    """
    scope = fair_access.reading_scope(actor)
    with db.reading(scope) as session:
        school_id, told = queries.fair_poster_of(session, scope, finding_id)
    content = printing.kept_pdf_of(school_id, told, size, config.public_url, store, is_waiting=actor is not None)
    return _attachment(content, f"poster-{size}-{finding_id}.pdf")


@router.post(
    "/fairs/{fair_id}/posters", status_code=202, response_model=PostersOut, responses=problems(NotFound, *ONCE)
)
def make_posters(fair_id: UUID, wish: PostersIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Have the posters of all findings in the programme made, as one file. A worker does it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=202,
            effect=lambda: actions.request(session, actor, fair_id, wish.size, now),
        )  # fmt: skip


@router.get("/fairs/{fair_id}/posters", response_model=PostersOut, responses=problems(NotFound))
def read_posters(fair_id: UUID, db: Db, actor: CurrentActor, size: Size = Size.A3) -> PostersOut:
    """Whether the posters of the programme as it stands are made."""
    with db.reading(actor.scope) as session:
        return queries.posters_out(session, actor, queries.fair(session, actor, fair_id), size)


@router.get("/fairs/{fair_id}/posters.pdf", **_file(NoPostersYet))
def read_posters_pdf(fair_id: UUID, db: Db, actor: CurrentActor, store: Files, size: Size = Size.A3) -> Response:
    """All posters of the programme as it stands, in the order of the stalls."""
    with db.reading(actor.scope) as session:
        row = queries.fair(session, actor, fair_id)
        is_ready = queries.posters_out(session, actor, row, size).state == PostersState.READY
        told = queries.posters_told(session, actor.school_id, [row.id])[row.id]
        key = queries.poster_keys(actor.school_id, row.id, told)[size]
    if not is_ready:
        raise NoPostersYet
    return _attachment(store.get(key), f"posters-{size}-{row.held_on:%Y-%m-%d}.pdf")


def _attachment(content: bytes, name: str) -> Response:
    return Response(content, media_type=PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})
