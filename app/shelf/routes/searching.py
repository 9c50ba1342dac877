"""Routes of searching: hits with facets, what is like a finding, labels, and trails."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session

from app.fair import answers
from app.fair import queries as fair
from app.fair.access import reading_scope
from app.fair.errors import Withdrawn
from app.fair.queries import FairAsked
from app.fair.rules import LabelKind, Phase
from app.fair.schemas import FairCard
from app.fair.tables import Finding
from app.identity.deps import PerhapsActor
from app.kernel.actor import Scope
from app.kernel.errors import NotFound
from app.shelf import queries
from app.shelf.rules.words import Piece
from app.shelf.schemas import LabelsOut, LikeThis, ShelfCard, ShelfPage, SnippetPart, TrailOut
from app.web.bodies import OptionalLine, Page
from app.web.deps import Db, Wish
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["shelf"], route_class=RetryingRoute)


async def sought(
    q: Annotated[OptionalLine, Query(description="Words that the finding holds, in any form")] = "",
    focus: Annotated[OptionalLine, Query()] = "",
    subject: Annotated[OptionalLine, Query()] = "",
    phase: Phase | None = None,
    mechanism: Annotated[int | None, Query(ge=1, le=14)] = None,
    school_id: UUID | None = None,
    group_id: UUID | None = None,
) -> FairAsked:
    return FairAsked(
        words=q, focus=focus, subject=subject, phase=phase, mechanism=mechanism, school_id=school_id, group_id=group_id
    )


SoughtOnShelf = Annotated[FairAsked, Depends(sought)]


@router.get("/shelf/findings", response_model=ShelfPage, responses=problems(BadCursor))
def search_shelf(db: Db, actor: PerhapsActor, wish: Wish, asked: SoughtOnShelf) -> ShelfPage:
    """Search the fair: the closest first, then the newest; with what the hits are filed under.

    Words are found in every form ("question" finds "questioning") and without accents. The newest 1,000 findings that
    fit are looked at; `is_cut` says whether there are older ones.
    """
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        found = queries.search(session, scope, asked)
        hits, following = queries.page(found, wish)
        rows = queries.rows_of(session, scope, [hit.finding_id for hit in hits])
        snippets = queries.snippets(session, [row.id for row in rows], asked.words)
        cards = _cards(session, scope, rows)
    return ShelfPage(
        items=[
            ShelfCard(**card.model_dump(), snippet=_snippet(snippets.get(card.id, ()), card.summary)) for card in cards
        ],
        next=following, found=len(found.hits), is_cut=found.is_cut, facets=queries.facets(found),
    )  # fmt: skip


@router.get("/shelf/findings/{finding_id}/like", response_model=LikeThis, responses=problems(NotFound, Withdrawn))
def list_like_this(finding_id: UUID, db: Db, actor: PerhapsActor) -> LikeThis:
    """At most six findings that share labels or rare words with this one, the most alike first."""
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        rows = queries.rows_of(session, scope, queries.like_this(session, scope, finding_id))
        return LikeThis(items=_cards(session, scope, rows))


@router.get("/shelf/labels", response_model=LabelsOut)
def list_labels(
    db: Db,
    actor: PerhapsActor,
    kind: LabelKind | None = None,
    q: Annotated[OptionalLine, Query(description="What the label holds")] = "",
) -> LabelsOut:
    """What findings are filed by, the commonest first: at most 20, to choose from."""
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        return LabelsOut(items=queries.labels(session, scope, kind, q))


@router.get(
    "/fair/findings/{finding_id}/trail",
    response_model=TrailOut,
    responses=problems(NotFound, Withdrawn, BadCursor),
)
def read_trail(finding_id: UUID, db: Db, actor: PerhapsActor, wish: Wish) -> TrailOut:
    """From finding to finding: what this one tried in its own place, and who tried this one in theirs."""
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        row = fair.fair_finding(session, scope, finding_id)
        chain, is_broken = queries.chain_up(session, scope, row)
        after, following = queries.adapted_by(session, scope, finding_id, wish)
        return TrailOut(
            adapts=_cards(session, scope, chain),
            is_broken=is_broken,
            adapted_by=Page(items=_cards(session, scope, after), next=following),
        )


def _cards(session: Session, scope: Scope, rows: list[Finding]) -> list[FairCard]:
    counts = fair.reaction_counts(session, scope, [row.id for row in rows]) if rows else {}
    pictures = fair.leading_pictures(session, [row.id for row in rows])
    return [answers.card(row, counts, pictures) for row in rows]


def _snippet(pieces: list[Piece] | tuple[()], summary: str) -> list[SnippetPart]:
    if not pieces:
        return [SnippetPart(text=summary, is_hit=False)] if summary else []
    return [SnippetPart(text=piece.text, is_hit=piece.is_hit) for piece in pieces]
