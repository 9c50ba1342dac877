"""HTTP in, HTTP out, for a group's own key from labels to pupils. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import pupil_keys as actions
from app.lesson_study.errors import CycleEnded
from app.lesson_study.schemas.pupil_keys import PupilKeyIn, PupilKeyOut
from app.pupils.errors import KeyCannotBeOpened
from app.web import etag
from app.web.deps import Config, Db, IfMatch, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["lesson study"], route_class=RetryingRoute)


@router.get(
    "/cycles/{cycle_id}/pupil-key",
    response_model=PupilKeyOut,
    responses=problems(NotFound, Forbidden, KeyCannotBeOpened),
)
def read_pupil_key(
    cycle_id: UUID, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> PupilKeyOut:
    """Open the group's key, for its members alone. The audit log says that it was opened, and by whom."""
    response.headers["Cache-Control"] = "private, no-store"
    with db.writing(actor.scope) as session:
        found = actions.open_key(session, actor, config.secret_key.encode(), cycle_id, now)
    etag.show(response, found.version)
    return found


@router.put(
    "/cycles/{cycle_id}/pupil-key",
    response_model=PupilKeyOut,
    responses=problems(NotFound, Forbidden, CycleEnded, *etag.EDIT),
)
def keep_pupil_key(
    cycle_id: UUID,
    wish: PupilKeyIn,
    response: Response,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    if_match: IfMatch = None,
) -> PupilKeyOut:
    """Keep who A, B and C are, sealed, until the day that is answered. Where none is kept yet, its version is 0."""
    response.headers["Cache-Control"] = "private, no-store"
    with db.writing(actor.scope) as session:
        kept = actions.keep_key(session, actor, config.secret_key.encode(), cycle_id, wish, if_match, now)
    etag.show(response, kept.version)
    return kept


@router.delete("/cycles/{cycle_id}/pupil-key", status_code=204, responses=problems(NotFound, Forbidden))
def delete_pupil_key(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """Delete the key now. Notes and records stay, about A, B and C."""
    with db.writing(actor.scope) as session:
        actions.delete_key(session, actor, cycle_id, now)
