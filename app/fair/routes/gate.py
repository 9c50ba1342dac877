"""HTTP in, HTTP out, for the gate before the fair: handing in, a lead's look, publishing, withdrawing."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair import actions, queries
from app.fair.errors import (
    ClassWithDate,
    FindingIncomplete,
    NamesAPupil,
    NamesNotChecked,
    NotADraft,
    NotAgreed,
    NotPublished,
    NoTrust,
    NotSubmitted,
    NotToTakeBack,
    NotYetAccepted,
    OwnFinding,
)
from app.fair.schemas import FindingOut, FindingToAccept, SendBackIn, SubmitFindingIn
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["fair"], route_class=RetryingRoute)


@router.post(
    "/findings/{finding_id}/submit",
    response_model=FindingOut,
    responses=problems(
        NotFound, Forbidden, NotADraft, NotAgreed, FindingIncomplete, NotPublished, NoTrust, NamesAPupil,
        NamesNotChecked, ClassWithDate, *ONCE,
    ),
)  # fmt: skip
def submit_finding(
    finding_id: UUID,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    intent: Intent,
    wish: SubmitFindingIn | None = None,
) -> Response:
    """Hand in a complete finding that every author agreed to, and that says of no child who it was."""
    is_checked = wish is not None and wish.is_checked
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.finding_out(
                session, actor,
                actions.submit_checked(session, actor, secret, finding_id, is_checked=is_checked, now=now),
            ),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/take-back",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotToTakeBack, *ONCE),
)
def take_finding_back(finding_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Write on at what was handed in or accepted. Whoever agreed to the text has still agreed to it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.finding_out(session, actor, actions.take_back(session, actor, finding_id, now)),
        )  # fmt: skip


@router.get("/findings-to-accept", response_model=Page[FindingToAccept], responses=problems(BadCursor))
def list_findings_to_accept(db: Db, actor: CurrentActor, wish: Wish) -> Page[FindingToAccept]:
    """What waits for a lead of the school, the longest first."""
    with db.reading(actor.scope) as session:
        rows, following = queries.findings_to_accept(session, actor, wish)
        authors = queries.authors_of(session, actor, [row.id for row in rows])
    return Page(items=[queries.to_accept(row, authors[row.id]) for row in rows], next=following)


@router.post(
    "/findings/{finding_id}/accept",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotSubmitted, OwnFinding, *etag.EDIT, *ONCE),
)
def accept_finding(
    finding_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent, if_match: IfMatch = None
) -> Response:
    """Say that nothing in it harms a child or a colleague. It is no opinion on how good it is.

    If-Match names the version you read.
    """
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.finding_out(
                session, actor, actions.accept(session, actor, finding_id, if_match, now)
            ),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/send-back",
    response_model=FindingOut,
    responses=problems(NotFound, Forbidden, NotSubmitted, *etag.EDIT, *ONCE),
)
def send_finding_back(
    finding_id: UUID,
    wish: SendBackIn,
    db: Db,
    actor: CurrentActor,
    now: Now,
    intent: Intent,
    if_match: IfMatch = None,
) -> Response:
    """Ask for something to be mended in the version that If-Match names. Everybody agrees anew afterwards."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.finding_out(
                session, actor, actions.send_back(session, actor, finding_id, wish, if_match, now)
            ),
        )  # fmt: skip


@router.post(
    "/findings/{finding_id}/publish",
    response_model=FindingOut,
    responses=problems(
        NotFound, Forbidden, NotYetAccepted, NotPublished, NoTrust, NamesAPupil, ClassWithDate, *ONCE
    ),
)  # fmt: skip
def publish_finding(
    finding_id: UUID, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Put what a lead has accepted on the fair; a new edition takes the old one's place, and is answered with."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.finding_out(
                session, actor, actions.publish_checked(session, actor, secret, finding_id, now=now)
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
            effect=lambda: queries.finding_out(session, actor, actions.withdraw(session, actor, finding_id, now)),
        )  # fmt: skip
