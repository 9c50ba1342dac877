"""HTTP in, HTTP out, for post-lesson discussions. No decision is made here."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import discussing, noting
from app.lesson_study.evidence_errors import (
    DiscussionClosed,
    DiscussionExists,
    DiscussionTooEarly,
    EntryDiffers,
    EvidenceFirst,
    LessonCalledOff,
    NoSuchStep,
    NotInTheGroup,
    StepAhead,
    StepMoved,
    TooManyEntries,
)
from app.lesson_study.queries import discussions, evidence
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules.evidence import ReadPlace
from app.lesson_study.schemas.discussions import (
    ChairsEdit,
    DiscussionIn,
    DiscussionOut,
    EntryIn,
    RecordEntryOut,
    StepMove,
)
from app.lesson_study.tables import Discussion
from app.web import etag
from app.web.deps import Db, IfMatch, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["discussions"], route_class=RetryingRoute)
OPEN = (NotFound, Forbidden, DiscussionClosed)


@router.get("/rounds/{round_id}/discussion", response_model=DiscussionOut, responses=problems(NotFound, Forbidden))
def read_discussion(round_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> DiscussionOut:
    """The discussion of a round with all its evidence. Whose notes are read is written down."""
    with db.writing(actor.scope) as session:
        found = discussions.begun(session, actor, round_id)
        etag.show(response, found[0].version)
        return _out(session, actor, found, now)


@router.post(
    "/rounds/{round_id}/discussion",
    status_code=201,
    response_model=DiscussionOut,
    responses=problems(
        NotFound, Forbidden, DiscussionExists, DiscussionTooEarly, LessonCalledOff, NotInTheGroup, *ONCE
    ),
)
def begin_discussion(
    round_id: UUID, wish: DiscussionIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Begin to talk a lesson over, with somebody who leads and somebody who writes."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _out(session, actor, discussing.begin(session, actor, round_id, wish, now), now),
            again=lambda: _out(session, actor, discussions.begun(session, actor, round_id), now),
        )  # fmt: skip


@router.put(
    "/discussions/{discussion_id}",
    response_model=DiscussionOut,
    responses=problems(NotInTheGroup, *OPEN, *etag.EDIT),
)
def edit_discussion(
    discussion_id: UUID,
    wish: ChairsEdit,
    response: Response,
    db: Db,
    actor: CurrentActor,
    now: Now,
    if_match: IfMatch = None,
) -> DiscussionOut:
    """Let others lead or write: any member may, for instance when the chair is called away."""
    with db.writing(actor.scope) as session:
        found = discussing.hand_over(session, actor, discussion_id, wish, if_match)
        etag.show(response, found[0].version)
        return _out(session, actor, found, now)


@router.post(
    "/discussions/{discussion_id}/step",
    response_model=DiscussionOut,
    responses=problems(NoSuchStep, StepMoved, EvidenceFirst, *OPEN, *ONCE),
)
def move_discussion(
    discussion_id: UUID, wish: StepMove, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Go on to another step, or back. The teaching is talked over when evidence of each case pupil is in the record."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(
                session, actor,
                discussing.move(session, actor, discussion_id, seen_at=wish.from_step, to=wish.to, now=now), now,
            ),
            again=lambda: _out(session, actor, discussions.discussion(session, actor, discussion_id), now),
        )  # fmt: skip


@router.post(
    "/discussions/{discussion_id}/entries",
    status_code=201,
    response_model=RecordEntryOut,
    responses=problems(NoSuchStep, StepAhead, NotInTheGroup, EntryDiffers, TooManyEntries, *OPEN),
)
def add_entry(discussion_id: UUID, wish: EntryIn, db: Db, actor: CurrentActor, now: Now) -> RecordEntryOut:
    """Write one point into the record. Its id is its key: sent again, it is the same point."""
    with db.writing(actor.scope) as session:
        row, seen = discussing.add(session, actor, discussion_id, wish, now)
        return discussions.entry_out(session, actor, row, seen)


@router.delete("/discussions/{discussion_id}/entries/{entry_id}", status_code=204, responses=problems(*OPEN))
def remove_entry(discussion_id: UUID, entry_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Take my own point out of an open record."""
    with db.writing(actor.scope) as session:
        discussing.take_away(session, actor, discussion_id, entry_id)


@router.post(
    "/discussions/{discussion_id}/close",
    response_model=DiscussionOut,
    responses=problems(EvidenceFirst, *OPEN, *ONCE),
)
def close_discussion(discussion_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Close the record for good."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, discussing.close(session, actor, discussion_id, now), now),
            again=lambda: _out(session, actor, discussions.discussion(session, actor, discussion_id), now),
        )  # fmt: skip


def _out(session: Session, actor: Actor, found: tuple[Discussion, RoundSeen], now: datetime) -> DiscussionOut:
    row, seen = found
    notes = evidence.notes_of(session, actor, row.round_id)
    noting.write_down_reading(session, actor, row.round_id, notes, ReadPlace.DISCUSSION, now)
    return discussions.discussion_out(session, actor, row, seen, notes, now)
