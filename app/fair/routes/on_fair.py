"""HTTP in, HTTP out, for the fair: what is published, and what readers say of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.fair import access, actions, answers, queries
from app.fair.errors import AlreadyReacted, NamesAPupil, TriedNeedsWords, Withdrawn
from app.fair.queries import FairAsked
from app.fair.rules import Phase, citing
from app.fair.rules.citing import Cited
from app.fair.schemas import FairCard, FairFinding, ReactionIn, ReactionOut
from app.identity.deps import CurrentActor, PerhapsActor
from app.identity.policy import DOORS
from app.kernel.errors import NotFound
from app.web.bodies import OptionalLine, Page
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["fair"], route_class=RetryingRoute)

BIBTEX = "application/x-bibtex"
RIS = "application/x-research-info-systems"


async def asked(
    focus: Annotated[OptionalLine, Query()] = "",
    subject: Annotated[OptionalLine, Query()] = "",
    phase: Phase | None = None,
    mechanism: Annotated[int | None, Query(ge=1, le=14)] = None,
    school_id: UUID | None = None,
    group_id: UUID | None = None,
) -> FairAsked:
    return FairAsked(
        focus=focus, subject=subject, phase=phase, mechanism=mechanism, school_id=school_id, group_id=group_id
    )


Asked = Annotated[FairAsked, Depends(asked)]


@router.get("/fair/findings", response_model=Page[FairCard], responses=problems(BadCursor))
def list_fair_findings(db: Db, actor: PerhapsActor, wish: Wish, asked: Asked) -> Page[FairCard]:
    """The fair, newest first: what everyone may read and, signed in, one's groups', school's and trust's."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        rows, following = queries.fair_page(session, scope, asked, wish)
        counts = queries.reaction_counts(session, scope, [row.id for row in rows])
        pictures = queries.leading_pictures(session, [row.id for row in rows])
    return Page(items=[answers.card(row, counts, pictures) for row in rows], next=following)


@router.get("/fair/findings/{finding_id}", response_model=FairFinding, responses=problems(NotFound, Withdrawn))
def read_fair_finding(finding_id: UUID, db: Db, actor: PerhapsActor, config: Config) -> FairFinding:
    """One published finding in full."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        row = queries.fair_finding(session, scope, finding_id)
        around = queries.around(session, scope, row)
        counts = queries.reaction_counts(session, scope, [finding_id])
        mine = actor is not None and queries.is_author(session, actor, finding_id)
    may_react = actor is not None and bool(actor.roles & DOORS["react"])
    return answers.page(row, counts, around=around, origin=config.origin, may_react=may_react, mine=mine)


@router.get(
    "/fair/findings/{finding_id}/cite.bib",
    response_class=Response,
    responses=problems(NotFound, Withdrawn) | {200: {"content": {BIBTEX: {}}}},
)
def cite_as_bibtex(finding_id: UUID, db: Db, actor: PerhapsActor, config: Config) -> Response:
    """How a published finding is cited, for LaTeX."""
    cited = _cited(db, actor, config, finding_id)
    return Response(citing.bibtex(cited), headers=_saved(cited, "bib"), media_type=f"{BIBTEX}; charset=utf-8")


@router.get(
    "/fair/findings/{finding_id}/cite.ris",
    response_class=Response,
    responses=problems(NotFound, Withdrawn) | {200: {"content": {RIS: {}}}},
)
def cite_as_ris(finding_id: UUID, db: Db, actor: PerhapsActor, config: Config) -> Response:
    """How a published finding is cited, for reference managers."""
    cited = _cited(db, actor, config, finding_id)
    return Response(citing.ris(cited), headers=_saved(cited, "ris"), media_type=f"{RIS}; charset=utf-8")


@router.get(
    "/fair/findings/{finding_id}/reactions",
    response_model=Page[ReactionOut],
    responses=problems(NotFound, Withdrawn, BadCursor),
)
def list_reactions(finding_id: UUID, db: Db, actor: PerhapsActor, wish: Wish) -> Page[ReactionOut]:
    """What readers will try or have tried, newest first."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        rows, following = queries.reactions_page(session, scope, finding_id, wish)
    return Page(items=[ReactionOut.model_validate(row) for row in rows], next=following)


@router.post(
    "/fair/findings/{finding_id}/reactions",
    status_code=201,
    response_model=ReactionOut,
    responses=problems(NotFound, Withdrawn, AlreadyReacted, TriedNeedsWords, NamesAPupil, *ONCE),
)
def react(
    finding_id: UUID, wish: ReactionIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Say "I will try this", or "I tried this, and ...": once each. Names of pupils are refused."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: ReactionOut.model_validate(
                actions.react_checked(session, actor, secret, finding_id, wish, now)
            ),
        )  # fmt: skip


# ---- helpers -------------------------------------------------------------------------------------


def _cited(db: Db, actor: PerhapsActor, config: Config, finding_id: UUID) -> Cited:
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        return answers.cited(queries.fair_finding(session, scope, finding_id), origin=config.origin)


def _saved(cited: Cited, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="kenkyu-{cited.id}.{ending}"'}
