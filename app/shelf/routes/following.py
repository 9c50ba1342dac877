"""Routes of following: what one follows, the news under it, and the weekly digest."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair import answers
from app.fair import queries as fair
from app.fair.access import reading_scope
from app.fair.schemas import FairCard
from app.identity.deps import CurrentActor
from app.kernel.actor import Scope
from app.kernel.errors import NotFound
from app.shelf import actions, queries
from app.shelf.errors import AlreadyFollowed, FollowsTooMany, NothingToFollow
from app.shelf.rules import leaving
from app.shelf.schemas import DigestIn, DigestOut, FollowIn, FollowOut, LeaveDigestIn
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["shelf"], route_class=RetryingRoute)


@router.get("/me/follows", response_model=Page[FollowOut], responses=problems(BadCursor))
def list_follows(db: Db, actor: CurrentActor, wish: Wish) -> Page[FollowOut]:
    """What I follow, in the order in which I chose it."""
    with db.reading(actor.scope) as session:
        rows, following = queries.follows_page(session, actor, wish)
    return Page(items=[FollowOut.model_validate(row) for row in rows], next=following)


@router.post(
    "/me/follows",
    status_code=201,
    response_model=FollowOut,
    responses=problems(NotFound, AlreadyFollowed, FollowsTooMany, NothingToFollow, *ONCE),
)
def follow_label(wish: FollowIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Hear of new findings with a label. The weekly digest begins with the first."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: FollowOut.model_validate(actions.follow(session, actor, wish, now)),
        )  # fmt: skip


@router.post("/me/follows/{follow_id}/stop", response_model=FollowOut, responses=problems(NotFound, *ONCE))
def stop_following(follow_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Hear no more of it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: FollowOut.model_validate(actions.stop(session, actor, follow_id)),
        )  # fmt: skip


@router.get("/me/news", response_model=Page[FairCard], responses=problems(BadCursor))
def list_news(db: Db, actor: CurrentActor, wish: Wish) -> Page[FairCard]:
    """The newest findings under what I follow, of the newest 1,000 there are."""
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        hits, following = queries.page(queries.news(session, scope, actor), wish)
        rows = queries.rows_of(session, scope, [hit.finding_id for hit in hits])
        counts = fair.reaction_counts(session, scope, [row.id for row in rows]) if rows else {}
        pictures = fair.leading_pictures(session, [row.id for row in rows])
    return Page(items=[answers.card(row, counts, pictures) for row in rows], next=following)


@router.get("/me/digest", response_model=DigestOut)
def read_digest_choice(db: Db, actor: CurrentActor) -> DigestOut:
    """Whether the weekly digest comes to me. It does from the first thing that I follow, until I say no."""
    with db.reading(actor.scope) as session:
        row = queries.choice(session, actor)
    return DigestOut(is_wanted=row.is_wanted if row else False, told_until=row.told_until if row else None)


@router.put("/me/digest", response_model=DigestOut)
def choose_digest(wish: DigestIn, db: Db, actor: CurrentActor, now: Now) -> DigestOut:
    """Take the weekly digest, or take it no more."""
    with db.writing(actor.scope) as session:
        row = actions.choose(session, actor, is_wanted=wish.is_wanted, now=now)
        return DigestOut(is_wanted=row.is_wanted, told_until=row.told_until)


@router.post("/digest/leave", response_model=DigestOut, responses=problems(NotFound))
def leave_digest(wish: LeaveDigestIn, db: Db, now: Now) -> DigestOut:
    """End the digest by the link in one of its mails, without signing in. Again is as good as once."""
    school_id = leaving.school_of(wish.secret)
    if school_id is None:
        raise NotFound
    with db.writing(Scope(school_id)) as session:
        row = actions.leave(session, school_id, leaving.hash_of(wish.secret), now)
        return DigestOut(is_wanted=row.is_wanted, told_until=row.told_until)
