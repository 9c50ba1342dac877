"""HTTP in, HTTP out, for meetings. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.meetings import actions, queries
from app.meetings.errors import (
    ActionDiffers,
    EventDoesNotFit,
    MeetingClosed,
    MeetingInBreak,
    MeetingNotYet,
    MeetingSkippedHour,
    MeetingTooLongAgo,
    NoSchoolForMeeting,
    NotFreeForMeeting,
    NotOfTheMeeting,
    SeatsDoNotFit,
    TooManyActions,
)
from app.meetings.schemas import (
    MeetingActionIn,
    MeetingActionOut,
    MeetingCancelIn,
    MeetingEdit,
    MeetingHeldIn,
    MeetingIn,
    MeetingLine,
    MeetingOut,
)
from app.meetings.tables import GroupMeeting, MeetingAction
from app.occupied.errors import NotFree
from app.plc import queries as plc
from app.plc.errors import GroupArchived
from app.school_year.errors import NoYear
from app.time_budget.errors import AlreadySettled, BudgetExhausted, HasLeft, YearIsClosed
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["meetings"], route_class=RetryingRoute)

PLACING = (
    NotFound, Forbidden, NoYear, NoSchoolForMeeting, MeetingInBreak, MeetingSkippedHour, MeetingTooLongAgo,
    NotFreeForMeeting, NotFree, NotOfTheMeeting, EventDoesNotFit, BudgetExhausted, HasLeft, YearIsClosed,
)  # fmt: skip
"""What a meeting's time, people and minutes may be refused for."""


@router.get(
    "/groups/{group_id}/meetings",
    response_model=Page[MeetingLine],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_meetings(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[MeetingLine]:
    """A group's meetings, the last first. Leads see when and for how long; what was said is the group's."""
    with db.reading(actor.scope) as session:
        items, following = queries.meetings_page(session, actor, group_id, wish)
    return Page(items=items, next=following)


@router.post(
    "/groups/{group_id}/meetings",
    status_code=201,
    response_model=MeetingOut,
    responses=problems(*PLACING, GroupArchived, *ONCE),
)
def plan_meeting(group_id: UUID, wish: MeetingIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Plan a meeting: everybody's time is booked, and their minutes promised."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _out(session, actor, actions.plan(session, actor, group_id, wish, now), now),
        )  # fmt: skip


@router.get("/meetings/{meeting_id}", response_model=MeetingOut, responses=problems(NotFound, Forbidden))
def read_meeting(meeting_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> MeetingOut:
    """One meeting with agenda, record and what was promised, for the group and its guests."""
    with db.reading(actor.scope) as session:
        row, members = queries.meeting(session, actor, meeting_id)
        etag.show(response, row.version)
        return queries.meeting_out(session, actor, row, members, now)


@router.put(
    "/meetings/{meeting_id}",
    response_model=MeetingOut,
    responses=problems(*PLACING, MeetingClosed, AlreadySettled, *etag.EDIT),
)
def edit_meeting(
    meeting_id: UUID,
    wish: MeetingEdit,
    response: Response,
    db: Db,
    actor: CurrentActor,
    now: Now,
    if_match: IfMatch = None,
) -> MeetingOut:
    """Change a meeting. `staff_ids` null leaves its people as they are; once it was held, only words change."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, meeting_id, wish, if_match, now)
        etag.show(response, row.version)
        return _out(session, actor, row, now)


@router.post(
    "/meetings/{meeting_id}/cancel",
    response_model=MeetingOut,
    responses=problems(NotFound, Forbidden, MeetingClosed, AlreadySettled, YearIsClosed, *ONCE),
)
def cancel_meeting(
    meeting_id: UUID, wish: MeetingCancelIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Call a meeting off. Time and minutes come back at once."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.cancel(session, actor, meeting_id, wish.reason, now), now),
        )  # fmt: skip


@router.post(
    "/meetings/{meeting_id}/held",
    response_model=MeetingOut,
    responses=problems(
        NotFound, Forbidden, MeetingClosed, MeetingNotYet, SeatsDoNotFit, AlreadySettled, YearIsClosed, *ONCE
    ),
)
def hold_meeting(
    meeting_id: UUID, wish: MeetingHeldIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Say who came: their minutes are spent, those of the others come back."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.hold(session, actor, meeting_id, wish, now), now),
        )  # fmt: skip


@router.post(
    "/meetings/{meeting_id}/actions",
    status_code=201,
    response_model=MeetingActionOut,
    responses=problems(NotFound, Forbidden, MeetingClosed, NotOfTheMeeting, ActionDiffers, TooManyActions, *ONCE),
)
def promise_action(
    meeting_id: UUID, wish: MeetingActionIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Write down what somebody will do by when."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _action_out(session, actor, actions.promise(session, actor, meeting_id, wish, now)),
        )  # fmt: skip


@router.post(
    "/meetings/{meeting_id}/actions/{action_id}/done",
    response_model=MeetingActionOut,
    responses=problems(NotFound, Forbidden, *ONCE),
)
def finish_action(meeting_id: UUID, action_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that it was done."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _action_out(session, actor, actions.finish(session, actor, meeting_id, action_id, now)),
        )  # fmt: skip


def _out(session: Session, actor: Actor, row: GroupMeeting, now: Now) -> MeetingOut:
    return queries.meeting_out(session, actor, row, plc.members_of(session, actor, row.group_id), now)


def _action_out(session: Session, actor: Actor, row: MeetingAction) -> MeetingActionOut:
    return queries.action_out(row, people.names(session, actor, [row.staff_id] if row.staff_id else []))
