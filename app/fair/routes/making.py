"""HTTP in, HTTP out, for writing findings."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.fair import actions, queries, rules
from app.fair.errors import AlreadyRevised, NotADraft, NotPublished, NoTrust, Withdrawn
from app.fair.rules import markdown
from app.fair.schemas import (
    FindingIn,
    FindingOut,
    FindingSummary,
    PreviewIn,
    PreviewOut,
    VersionSummary,
    VersionTexts,
)
from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound, Stale
from app.plc import queries as plc
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import INTEGER_MAX, BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["fair"], route_class=RetryingRoute)

PREVIEW_BYTES_MAX = 600_000  # Eight long texts, each character written as \uXXXX.


@router.get(
    "/groups/{group_id}/findings",
    response_model=Page[FindingSummary],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_group_findings(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[FindingSummary]:
    """A group's findings, last changed first; leads from outside see what was handed in."""
    with db.reading(actor.scope) as session:
        group = plc.group(session, actor, group_id)
        rows, following = queries.findings_page(session, actor, group_id, wish)
        authors = queries.authors_of(session, actor, [row.id for row in rows])
    items = [
        FindingSummary(
            id=row.id, group_name=row.group_name or group.name, state=row.state, title=row.title,
            updated_at=row.updated_at, published_at=row.published_at, authors=len(authors[row.id]),
            agreed=rules.agreed_count(authors[row.id], row.version),
        )
        for row in rows
    ]  # fmt: skip
    return Page(items=items, next=following)


@router.post(
    "/groups/{group_id}/findings",
    status_code=201,
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NoTrust, Withdrawn, *ONCE),
)
def write_finding(group_id: UUID, wish: FindingIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Begin a draft. Its authors are the group's members of today, and who taught the lessons that it is from."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.finding_out(
                session, actor, actions.write(session, actor, group_id, wish, now)
            ),
        )  # fmt: skip


@router.post(
    "/findings/preview", response_model=PreviewOut, responses=problems(NotFound), max_body_size=PREVIEW_BYTES_MAX
)
def preview_finding(wish: PreviewIn, db: Db, actor: CurrentActor) -> PreviewOut:
    """Markdown as the fair would show it. Nothing is stored."""
    address, pictures = "", list[UUID]()
    if wish.finding_id is not None:
        with db.reading(actor.scope) as session:
            row, _ = queries.finding(session, actor, wish.finding_id)
            pictures = queries.pictures(queries.files_of(session, row))
        address = queries.on_desk(wish.finding_id)
    html = {field: markdown.safe_html(text, address=address, files=pictures) for field, text in wish.texts.items()}
    return PreviewOut(html=html)


@router.get("/findings/{finding_id}", response_model=FindingOut, responses=problems(NotFound))
def read_finding(finding_id: UUID, response: Response, db: Db, actor: CurrentActor) -> FindingOut:
    """A finding as its authors see it: drafts for their group, from the handing in on for leads too."""
    with db.reading(actor.scope) as session:
        row, _ = queries.finding(session, actor, finding_id)
        etag.show(response, row.version)
        return queries.finding_out(session, actor, row)


@router.put(
    "/findings/{finding_id}",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotADraft, NoTrust, Withdrawn, *etag.EDIT),
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
        return queries.finding_out(session, actor, row)


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
            effect=lambda: queries.finding_out(
                session, actor, actions.agree(session, actor, finding_id, if_match, now)
            ),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/revise",
    status_code=201,
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotPublished, AlreadyRevised, *ONCE),
)
def revise_finding(finding_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Begin a new edition: a draft that takes the published one's place when it is published itself."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.finding_out(session, actor, actions.revise(session, actor, finding_id, now)),
        )  # fmt: skip


@router.get(
    "/findings/{finding_id}/versions",
    response_model=Page[VersionSummary],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_finding_versions(finding_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[VersionSummary]:
    """The text as it was saved, newest first, for its authors and their group."""
    with db.reading(actor.scope) as session:
        queries.require_writing_known(session, actor, finding_id)
        rows, following = queries.versions_page(session, actor, finding_id, wish)
        names = people.names(session, actor, [row.by_staff_id for row in rows])
    items = [VersionSummary(number=row.number, by_name=names[row.by_staff_id], made_at=row.made_at) for row in rows]
    return Page(items=items, next=following)


@router.get(
    "/findings/{finding_id}/versions/{number}",
    response_model=VersionTexts,
    responses=problems(NotFound, Forbidden),
)
def read_finding_version(
    finding_id: UUID, number: Annotated[int, Path(ge=1, le=INTEGER_MAX)], db: Db, actor: CurrentActor
) -> VersionTexts:
    """One text as it was saved, for its authors and their group."""
    with db.reading(actor.scope) as session:
        queries.require_writing_known(session, actor, finding_id)
        row = queries.version_texts(session, actor, finding_id, number)
        by_name = people.names(session, actor, [row.by_staff_id])[row.by_staff_id]
        texts = queries.edition_texts(row)
        return VersionTexts(number=row.number, by_name=by_name, made_at=row.made_at, texts=texts)
