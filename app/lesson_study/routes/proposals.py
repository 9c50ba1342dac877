"""HTTP in, HTTP out, for research lessons: proposal, who watches, the round, what changes. No decision is made here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import changes
from app.lesson_study.actions import proposals as actions
from app.lesson_study.errors import (
    BothChanged,
    CannotWatch,
    ChangeChecked,
    ChangeDiffers,
    CycleEnded,
    ProposalTooLong,
    RoundCannotBeLinked,
    RoundHasEvidence,
    RoundNotOfGroup,
    RoundTaken,
    TooManyChanges,
)
from app.lesson_study.queries import cycles as queries
from app.lesson_study.queries import lessons as out
from app.lesson_study.schemas.proposals import (
    ChangeIn,
    ChangeOut,
    CheckedIn,
    ProposalIn,
    ProposalVersionLine,
    ProposalVersionOut,
    ResearchLessonOut,
    RoundLink,
    WatchesIn,
)
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import INTEGER_MAX, BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["research lessons"], route_class=RetryingRoute)
CHANGE = (NotFound, Forbidden, CycleEnded)


@router.get("/research-lessons/{lesson_id}", response_model=ResearchLessonOut, responses=problems(NotFound, Forbidden))
def read_research_lesson(
    lesson_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now
) -> ResearchLessonOut:
    """A research lesson with its proposal, who watches whom, and what the lesson before taught the group."""
    with db.reading(actor.scope) as session:
        row, _, _ = queries.lesson(session, actor, lesson_id)
        etag.show(response, row.version)
        return out.lesson_out(session, actor, lesson_id, now)


@router.put(
    "/research-lessons/{lesson_id}/proposal",
    response_model=ResearchLessonOut,
    responses=problems(BothChanged, ProposalTooLong, *CHANGE),
)
def save_proposal(
    lesson_id: UUID, wish: ProposalIn, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> ResearchLessonOut:
    """Save a proposal written on an earlier version: put together with what others saved, or both texts are shown."""
    with db.writing(actor.scope) as session:
        row, merged = actions.save(session, actor, lesson_id, wish, now)
        etag.show(response, row.version)
        return out.lesson_out(session, actor, lesson_id, now, config.secret_key, merged=merged)


@router.get(
    "/research-lessons/{lesson_id}/versions",
    response_model=Page[ProposalVersionLine],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_proposal_versions(lesson_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[ProposalVersionLine]:
    """Who saved the proposal when, newest first."""
    with db.reading(actor.scope) as session:
        queries.lesson(session, actor, lesson_id)
        rows, following = queries.versions_page(session, actor, lesson_id, wish)
        return Page(items=out.version_lines(session, actor, rows), next=following)


@router.get(
    "/research-lessons/{lesson_id}/versions/{number}",
    response_model=ProposalVersionOut,
    responses=problems(NotFound, Forbidden),
)
def read_proposal_version(
    lesson_id: UUID, number: Annotated[int, Path(ge=2, le=INTEGER_MAX)], db: Db, actor: CurrentActor
) -> ProposalVersionOut:
    """The proposal as it was saved then. The first that anybody saved is number 2."""
    with db.reading(actor.scope) as session:
        queries.lesson(session, actor, lesson_id)
        return out.version_out(session, actor, queries.version(session, actor, lesson_id, number))


@router.put(
    "/research-lessons/{lesson_id}/watch",
    response_model=ResearchLessonOut,
    responses=problems(CannotWatch, *CHANGE),
)
def choose_watchers(lesson_id: UUID, wish: WatchesIn, db: Db, actor: CurrentActor, now: Now) -> ResearchLessonOut:
    """Say who watches which case pupil, all of it at once."""
    with db.writing(actor.scope) as session:
        actions.choose_watchers(session, actor, lesson_id, wish)
        return out.lesson_out(session, actor, lesson_id, now)


@router.put(
    "/research-lessons/{lesson_id}/round",
    response_model=ResearchLessonOut,
    responses=problems(RoundTaken, RoundNotOfGroup, RoundCannotBeLinked, RoundHasEvidence, *CHANGE),
)
def link_round(lesson_id: UUID, wish: RoundLink, db: Db, actor: CurrentActor, now: Now) -> ResearchLessonOut:
    """Say in which round of the group the research lesson is taught."""
    with db.writing(actor.scope) as session:
        actions.link_round(session, actor, lesson_id, wish.round_id)
        return out.lesson_out(session, actor, lesson_id, now)


@router.post(
    "/research-lessons/{lesson_id}/changes",
    status_code=201,
    response_model=ChangeOut,
    responses=problems(ChangeDiffers, TooManyChanges, *CHANGE, *ONCE),
)
def add_change(
    lesson_id: UUID, wish: ChangeIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Write down what the group will do otherwise next time."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: out.change_out(
                session, actor, changes.add(session, actor, lesson_id, wish, now), config.secret_key
            ),
        )  # fmt: skip


@router.post(
    "/changes/{change_id}/checked",
    response_model=ChangeOut,
    responses=problems(*CHANGE, *ONCE),
)
def check_change(
    change_id: UUID, wish: CheckedIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Say what was seen when the group looked again."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: out.change_out(
                session, actor, changes.check(session, actor, change_id, wish, now), config.secret_key
            ),
        )  # fmt: skip


@router.delete("/changes/{change_id}", status_code=204, responses=problems(ChangeChecked, *CHANGE))
def remove_change(change_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Take a change away that nobody has looked at again yet."""
    with db.writing(actor.scope) as session:
        changes.remove(session, actor, change_id)
