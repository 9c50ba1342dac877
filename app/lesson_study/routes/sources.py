"""HTTP in, HTTP out, for what a cycle is made of: sources and case pupils. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound, Stale
from app.lesson_study.actions import sources as actions
from app.lesson_study.errors import CycleEnded, LabelTwice, PupilInUse, TooManySources
from app.lesson_study.queries import out
from app.lesson_study.schemas.cycles import CasePupilsIn, CycleOut, SourceIn, StudySourceOut
from app.web import etag
from app.web.deps import Config, Db, IfMatch, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["cycles"], route_class=RetryingRoute)


@router.post(
    "/cycles/{cycle_id}/sources",
    status_code=201,
    response_model=StudySourceOut,
    responses=problems(NotFound, Forbidden, CycleEnded, TooManySources, *ONCE),
)
def add_source(
    cycle_id: UUID, wish: SourceIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Add what the group studied, and what it took from it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: out.source_out(
                session, actor, actions.add_source(session, actor, cycle_id, wish, now), config.secret_key
            ),
        )  # fmt: skip


@router.put(
    "/cycles/{cycle_id}/sources/{source_id}",
    response_model=StudySourceOut,
    responses=problems(NotFound, Forbidden, CycleEnded),
)
def edit_source(
    cycle_id: UUID, source_id: UUID, wish: SourceIn, db: Db, actor: CurrentActor, config: Config
) -> StudySourceOut:
    """Change a source, or what was taken from it."""
    with db.writing(actor.scope) as session:
        row = actions.edit_source(session, actor, cycle_id, source_id, wish)
        return out.source_out(session, actor, row, config.secret_key)


@router.delete(
    "/cycles/{cycle_id}/sources/{source_id}",
    status_code=204,
    responses=problems(NotFound, Forbidden, CycleEnded),
)
def remove_source(cycle_id: UUID, source_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Take a source away."""
    with db.writing(actor.scope) as session:
        actions.remove_source(session, actor, cycle_id, source_id)


@router.put(
    "/cycles/{cycle_id}/pupils",
    response_model=CycleOut,
    responses=problems(NotFound, Forbidden, CycleEnded, LabelTwice, PupilInUse, Stale),
)
def choose_case_pupils(
    cycle_id: UUID, wish: CasePupilsIn, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now,
    if_match: IfMatch = None,
) -> CycleOut:  # fmt: skip
    """Say which learners the group follows, all at once: letters, never names. If-Match: only on what you read."""
    with db.writing(actor.scope) as session:
        row = actions.choose_pupils(session, actor, cycle_id, wish, if_match)
        etag.show(response, row.version)
        return out.cycle_out(session, actor, row, now, config.secret_key)
