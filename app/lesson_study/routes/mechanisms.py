"""HTTP in, HTTP out, for mechanisms and fidelity. No decision is made here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import mechanisms as actions
from app.lesson_study.errors import AlreadyClaimed, CycleEnded
from app.lesson_study.queries import mechanisms as queries
from app.lesson_study.schemas.mechanisms import MechanismIn, MechanismsOut
from app.web.deps import Config, Db, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["cycles"], route_class=RetryingRoute)


@router.get("/cycles/{cycle_id}/mechanisms", response_model=MechanismsOut, responses=problems(NotFound, Forbidden))
def read_mechanisms(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now) -> MechanismsOut:
    """Which of the 14 mechanisms the cycle holds, what shows it, and the six components of lesson study."""
    with db.reading(actor.scope) as session:
        return queries.mechanisms_out(session, actor, cycle_id, now)


@router.post(
    "/cycles/{cycle_id}/mechanisms",
    status_code=201,
    response_model=MechanismsOut,
    responses=problems(NotFound, Forbidden, CycleEnded, AlreadyClaimed, *ONCE),
)
def claim_mechanism(
    cycle_id: UUID, wish: MechanismIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Declare a mechanism, with the note that shows it."""

    def make() -> MechanismsOut:
        actions.claim(session, actor, cycle_id, wish, now)
        return queries.mechanisms_out(session, actor, cycle_id, now, config.secret_key)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=make)


@router.delete(
    "/cycles/{cycle_id}/mechanisms/{number}",
    status_code=204,
    responses=problems(NotFound, Forbidden, CycleEnded),
)
def take_back_mechanism(cycle_id: UUID, number: Annotated[int, Path(ge=1, le=14)], db: Db, actor: CurrentActor) -> None:
    """Take a declaration back."""
    with db.writing(actor.scope) as session:
        actions.take_back(session, actor, cycle_id, number)
