"""HTTP in, HTTP out, for how long things are kept and what will go. No decision is made here."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.access import leads
from app.identity.deps import CurrentActor
from app.lesson_study.actions import retention as actions
from app.lesson_study.queries import retention as queries
from app.lesson_study.schemas.retention import RetentionDue
from app.plc import queries as plc
from app.pupils import queries as pupils
from app.pupils.errors import DateHasPassed
from app.pupils.schemas import RetentionIn, RetentionOut
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.pages import BadCursor, cut
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["pupils"], route_class=RetryingRoute)


@router.get("/retention", response_model=RetentionOut)
def read_retention(response: Response, db: Db, actor: CurrentActor) -> RetentionOut:
    """How long the school keeps evidence, and when keys to labels go."""
    with db.reading(actor.scope) as session:
        found = pupils.retention_out(session, actor, pupils.retention(session, actor))
    etag.show(response, found.version)
    return found


@router.put("/retention", response_model=RetentionOut, responses=problems(DateHasPassed, *etag.EDIT))
def edit_retention(
    wish: RetentionIn, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> RetentionOut:
    """Choose both. Keys that groups keep already are dated anew; what is over its day goes with the next run."""
    with db.writing(actor.scope) as session:
        row = actions.choose(session, actor, wish, if_match, now)
        etag.show(response, row.version)
        return pupils.retention_out(session, actor, row)


@router.get("/retention/due", response_model=Page[RetentionDue], responses=problems(BadCursor))
def list_retention_due(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[RetentionDue]:
    """What will be deleted within 60 days, the first to go first: leads see the school's, everybody their groups'."""
    with db.reading(actor.scope) as session:
        group_ids = None if leads(actor) else plc.group_ids_of(session, actor, actor.staff_id)
        found = queries.due(session, actions.terms(session, actor.school_id, now), group_ids)
    key = wish.key(date, str, UUID)
    rest = found if key is None else [one for one in found if (one.goes_on, str(one.kind), one.id) > key]
    items, following = cut(rest[: wish.limit + 1], wish, lambda one: (one.goes_on, str(one.kind), one.id))
    return Page(items=items, next=following)
