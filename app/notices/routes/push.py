"""Routes of the browsers that somebody has told things. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.notices.actions import push as actions
from app.notices.push_errors import PushUnusable
from app.notices.push_schemas import MyPushOut, PushDeviceIn, PushDeviceOut
from app.notices.queries import devices as queries
from app.notices.rules import pushing
from app.web.deps import Config, Db, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["notices"], route_class=RetryingRoute)


@router.get("/me/push", response_model=MyPushOut)
def read_my_push(db: Db, actor: CurrentActor, config: Config) -> MyPushOut:
    """The browsers that I am told by, and the key by which another is added."""
    with db.reading(actor.scope) as session:
        rows = queries.own_devices(session, actor)
    key = pushing.public_of(pushing.key_of(config.secret_key.encode()))
    return MyPushOut(public_key=key, devices=[queries.device_out(actor, row) for row in rows])


@router.post("/me/push", status_code=201, response_model=PushDeviceOut, responses=problems(PushUnusable, *ONCE))
def give_my_browser(wish: PushDeviceIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Have this browser tell me."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.device_out(actor, actions.give_device(session, actor, wish, now)),
        )  # fmt: skip


@router.delete("/me/push/{device_id}", status_code=204, responses=problems(NotFound))
def take_my_browser_back(device_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Have one of my browsers tell me nothing more."""
    with db.writing(actor.scope) as session:
        actions.take_device_back(session, actor, device_id)
