"""HTTP in, HTTP out, for the fairs of a trust's schools in one view. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter

from app.communities.queries import side_by_side as queries
from app.communities.queries.side_by_side import Shown
from app.communities.schemas import NextFairOut, TrustSchoolOut
from app.identity.deps import CurrentActor
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["communities"], route_class=RetryingRoute)


@router.get("/trust/fair", response_model=Page[TrustSchoolOut], responses=problems(BadCursor))
def list_trust_fairs(db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[TrustSchoolOut]:
    """The trust's schools by name: what each has published, its next fair, its open lessons. Never who is first."""
    with db.reading(actor.scope) as session:
        schools, following = queries.trust_schools_page(session, actor, wish)
        shown = queries.shown(session, actor, [school.id for school in schools], now.date())
    return Page(
        items=[_out(school.id, school.name, shown, is_ours=school.id == actor.school_id) for school in schools],
        next=following,
    )  # fmt: skip


def _out(school_id: UUID, name: str, shown: Shown, *, is_ours: bool) -> TrustSchoolOut:
    count, last = shown.published.get(school_id, (0, None))
    fair = shown.fairs.get(school_id)
    return TrustSchoolOut(
        school_id=school_id, name=name, is_ours=is_ours, published=count, last_published_at=last,
        tried=shown.tried.get(school_id, 0), open_lessons=shown.lessons.get(school_id, 0),
        next_fair=None if fair is None else NextFairOut(
            title=fair.title, held_on=fair.held_on, starts=f"{fair.starts:%H:%M}", ends=f"{fair.ends:%H:%M}"
        ),
    )  # fmt: skip
