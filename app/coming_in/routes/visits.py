"""Support, let in for a time by whoever leads the school."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.coming_in import queries
from app.coming_in.schemas import SupportVisitIn, SupportVisitLet, SupportVisitOut
from app.identity import visiting
from app.identity.deps import CurrentActor
from app.identity.errors import AccountTaken, SignsInAlready, VisitDaysWrong, VisitorWorksHere, VisitUnderWay
from app.kernel.errors import NotFound
from app.web.bodies import Page
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, ShownOnce, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["people"], route_class=RetryingRoute)


@router.get("/support-visits", response_model=Page[SupportVisitOut], responses=problems(BadCursor))
def list_support_visits(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[SupportVisitOut]:
    """Whom the school has let in to help, when and why, newest first. What they looked at stands in the audit log."""
    with db.reading(actor.scope) as session:
        rows, following = visiting.visits_page(session, actor, wish)
        return Page(items=queries.visits_out(session, actor, rows, now), next=following)


@router.post(
    "/support-visits",
    status_code=201,
    response_model=SupportVisitLet,
    responses=problems(VisitDaysWrong, VisitorWorksHere, VisitUnderWay, AccountTaken, SignsInAlready, ShownOnce, *ONCE),
)
def let_support_in(
    wish: SupportVisitIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Let somebody in to help: they read settings, files that were read in and what runs, and change nothing."""

    def make(session: Session) -> SupportVisitLet:
        visit, secret = visiting.let_in(session, actor, wish.name, wish.email, wish.reason, wish.ends_at, now)
        seen = queries.visits_out(session, actor, [visit], now)[0]
        return SupportVisitLet(visit=seen, url=f"{config.origin}/invitation/{secret}")

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: make(session), shown_once=True)


@router.post("/support-visits/{visit_id}/end", response_model=SupportVisitOut, responses=problems(NotFound))
def end_support_visit(visit_id: UUID, db: Db, actor: CurrentActor, now: Now) -> SupportVisitOut:
    """End a visit now: the next request of support's is refused."""
    with db.writing(actor.scope) as session:
        visit = visiting.end(session, actor, visit_id, now)
        return queries.visits_out(session, actor, [visit], now)[0]
