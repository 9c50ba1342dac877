"""HTTP in, HTTP out, for findings and the fair. No decision is made here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlmodel import Session

from app.fair import access, actions, answers, queries, rules
from app.fair.errors import (
    AlreadyReacted,
    FindingIncomplete,
    NamesAPupil,
    NamesNotChecked,
    NotADraft,
    NotAgreed,
    NotPublished,
    NoTrust,
    TriedNeedsWords,
)
from app.fair.queries import FairAsked
from app.fair.rules import FindingState, Phase
from app.fair.schemas import (
    AuthorOut,
    FairCard,
    FairFinding,
    FindingIn,
    FindingOut,
    FindingSummary,
    PublishFindingIn,
    ReactionIn,
    ReactionOut,
)
from app.fair.tables import Finding
from app.identity.deps import CurrentActor, PerhapsActor
from app.identity.policy import DOORS
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound, Stale
from app.plc import queries as plc
from app.plc.rules import listed
from app.web import etag
from app.web.bodies import OptionalLine, Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["fair"], route_class=RetryingRoute)


async def asked(
    q: Annotated[OptionalLine, Query(description="Words that title, quote or findings hold")] = "",
    focus: Annotated[OptionalLine, Query()] = "",
    subject: Annotated[OptionalLine, Query()] = "",
    phase: Phase | None = None,
) -> FairAsked:
    return FairAsked(words=q, focus=focus, subject=subject, phase=phase)


Asked = Annotated[FairAsked, Depends(asked)]


# ---- the making of a finding -------------------------------------------------------------------


@router.get(
    "/groups/{group_id}/findings",
    response_model=Page[FindingSummary],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_group_findings(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[FindingSummary]:
    """A group's findings, last changed first; leads from outside see what was published."""
    with db.reading(actor.scope) as session:
        group = plc.group(session, actor, group_id)
        rows, following = queries.findings_page(session, actor, group_id, wish)
        authors = queries.authors_of(session, actor, [row.id for row in rows])
    items = [
        FindingSummary(
            id=row.id, group_name=row.group_name or group.name, state=row.state, title=row.title,
            updated_at=row.updated_at, published_at=row.published_at, authors=len(authors[row.id]),
            agreed=len(authors[row.id]) - len(rules.waiting_for(authors[row.id], row.version)),
        )
        for row in rows
    ]  # fmt: skip
    return Page(items=items, next=following)


@router.post(
    "/groups/{group_id}/findings",
    status_code=201,
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NoTrust, *ONCE),
)
def write_finding(group_id: UUID, wish: FindingIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Begin a draft. Its authors are the group's members of today."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _finding_out(session, actor, actions.write(session, actor, group_id, wish, now)),
        )  # fmt: skip


@router.get("/findings/{finding_id}", response_model=FindingOut, responses=problems(NotFound))
def read_finding(finding_id: UUID, response: Response, db: Db, actor: CurrentActor) -> FindingOut:
    """A finding as its authors see it: drafts for their group, published ones for leads too."""
    with db.reading(actor.scope) as session:
        row, _ = queries.finding(session, actor, finding_id)
        etag.show(response, row.version)
        return _finding_out(session, actor, row)


@router.put(
    "/findings/{finding_id}",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotADraft, NoTrust, *etag.EDIT),
)
def edit_finding(
    finding_id: UUID,
    wish: FindingIn,
    response: Response,
    db: Db,
    actor: CurrentActor,
    now: Now,
    if_match: IfMatch = None,
) -> FindingOut:
    """Change a draft. Everybody agrees anew afterwards."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, finding_id, wish, if_match, now)
        etag.show(response, row.version)
        return _finding_out(session, actor, row)


@router.post(
    "/findings/{finding_id}/agree",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotADraft, Stale, *ONCE),
)
def agree_finding(
    finding_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent, if_match: IfMatch = None
) -> Response:
    """Agree to the text as it stands. Send If-Match to agree only to the version you read."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _finding_out(session, actor, actions.agree(session, actor, finding_id, if_match, now)),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/publish",
    response_model=FindingOut,
    responses=problems(
        NotFound, Forbidden, NotADraft, NotAgreed, FindingIncomplete, NoTrust, NamesAPupil, NamesNotChecked, *ONCE
    ),
)
def publish_finding(
    finding_id: UUID,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    intent: Intent,
    wish: PublishFindingIn | None = None,
) -> Response:
    """Put a complete finding that every author agreed to, and that names no pupil, on the fair."""
    is_checked = wish is not None and wish.is_checked
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _finding_out(
                session, actor,
                actions.publish_checked(session, actor, secret, finding_id, is_checked=is_checked, now=now),
            ),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/withdraw",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotPublished, *ONCE),
)
def withdraw_finding(finding_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Take a finding from the fair and the feeds, at once. Any author may, and so may those who lead."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _finding_out(session, actor, actions.withdraw(session, actor, finding_id, now)),
        )  # fmt: skip


# ---- the fair ----------------------------------------------------------------------------------


@router.get("/fair/findings", response_model=Page[FairCard], responses=problems(BadCursor))
def list_fair_findings(db: Db, actor: PerhapsActor, wish: Wish, asked: Asked) -> Page[FairCard]:
    """The fair, newest first: what everyone may read and, signed in, one's school's and trust's."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        rows, following = queries.fair_page(session, scope, asked, wish)
        counts = queries.reaction_counts(session, scope, [row.id for row in rows])
    return Page(items=[answers.card(row, counts) for row in rows], next=following)


@router.get("/fair/findings/{finding_id}", response_model=FairFinding, responses=problems(NotFound))
def read_fair_finding(finding_id: UUID, db: Db, actor: PerhapsActor) -> FairFinding:
    """One published finding in full."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        row = queries.fair_finding(session, scope, finding_id)
        counts = queries.reaction_counts(session, scope, [finding_id])
        mine = actor is not None and queries.is_author(session, actor, finding_id)
    may_react = actor is not None and bool(actor.roles & DOORS["react"])
    return answers.page(row, counts, may_react=may_react, mine=mine)


@router.get(
    "/fair/findings/{finding_id}/reactions",
    response_model=Page[ReactionOut],
    responses=problems(NotFound, BadCursor),
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
    responses=problems(NotFound, AlreadyReacted, TriedNeedsWords, NamesAPupil, *ONCE),
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


def _finding_out(session: Session, actor: Actor, row: Finding) -> FindingOut:
    authors = queries.authors_of(session, actor, [row.id])[row.id]
    return FindingOut(
        id=row.id, group_id=row.group_id,
        group_name=row.group_name or plc.group(session, actor, row.group_id).name, state=row.state,
        title=row.title, pull_quote=row.pull_quote, background=row.background, aims=row.aims, methods=row.methods,
        findings=row.findings, implications=row.implications, next_time=row.next_time, focus=row.focus,
        phase=row.phase, subject=row.subject, licence=row.licence, audience=row.audience,
        round_ids=queries.round_ids(session, actor, row.id),
        authors=[
            AuthorOut(staff_id=author.staff_id, name=author.name, agreed=author.agreed_version == row.version)
            for author in authors
        ],
        what_is_missing=_what_is_missing(row, rules.waiting_for(authors, row.version)),
        published_at=row.published_at, version=row.version,
    )  # fmt: skip


def _what_is_missing(row: Finding, waiting: list[str]) -> list[str]:
    if row.state != FindingState.DRAFT:
        return []
    sentences = actions.what_is_missing(row)
    if waiting:
        sentences.append(f"{listed(waiting)} {'has' if len(waiting) == 1 else 'have'} not agreed to this text yet.")
    return sentences
