"""HTTP in, HTTP out, for a cycle as a file that programs read. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import export as actions
from app.lesson_study.schemas.export import CycleExport
from app.web.deps import Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["lesson study"], route_class=RetryingRoute)


@router.get("/cycles/{cycle_id}/export.json", response_model=CycleExport, responses=problems(NotFound, Forbidden))
def export_cycle(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now) -> Response:
    """All that the group has written in a cycle, for its members; authors of notes see who took it.

    Photographs are named by their address; the key to the labels is never in it.
    """
    with db.writing(actor.scope) as session:
        found = actions.export(session, actor, cycle_id, now)
    headers = {"Content-Disposition": 'attachment; filename="cycle.json"', "Cache-Control": "private, no-store"}
    return Response(found.model_dump_json(indent=1), media_type="application/json", headers=headers)
