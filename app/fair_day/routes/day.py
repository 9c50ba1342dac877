"""HTTP in, HTTP out, for the day itself: passport, big screen, attendance. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair_day import queries
from app.fair_day.actions import day as actions
from app.fair_day.errors import (
    AlreadyVisited,
    FairNotOpen,
    FairNotToday,
    NamedTwice,
    NotAStall,
    OwnStall,
    TooManyMinutes,
)
from app.fair_day.schemas import AttendanceOut, BigScreenOut, FairAttendanceIn, MyAttendanceOut, PassportOut, VisitIn
from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.web.deps import Db, Now
from app.web.idempotency import ONCE, Intent, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["learning fairs"], route_class=RetryingRoute)


@router.post(
    "/fairs/{fair_id}/slots/{slot_id}/visit",
    status_code=201,
    response_model=PassportOut,
    responses=problems(NotFound, FairNotOpen, FairNotToday, NotAStall, OwnStall, AlreadyVisited, *ONCE),
)
def visit_stall(
    fair_id: UUID, slot_id: UUID, wish: VisitIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Take the stamp of a stall, once, and note what to take away. Answers with the passport."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: actions.visit(session, actor, fair_id, slot_id, wish, now),
        )  # fmt: skip


@router.get("/fairs/{fair_id}/passport", response_model=PassportOut, responses=problems(NotFound))
def read_passport(fair_id: UUID, db: Db, actor: CurrentActor, now: Now) -> PassportOut:
    """My stamps and notes, and the stalls I have not seen."""
    with db.reading(actor.scope) as session:
        return queries.passport(session, actor, queries.fair(session, actor, fair_id), now)


@router.get("/fairs/{fair_id}/big-screen", response_model=BigScreenOut, responses=problems(NotFound))
def read_big_screen(fair_id: UUID, db: Db, actor: CurrentActor, now: Now) -> BigScreenOut:
    """What is on now and next, and which stall stands where; no visitor is named."""
    with db.reading(actor.scope) as session:
        return queries.big_screen(session, actor, queries.fair(session, actor, fair_id), now)


@router.get("/fairs/{fair_id}/attendance", response_model=AttendanceOut, responses=problems(NotFound))
def list_attendance(fair_id: UUID, db: Db, actor: CurrentActor) -> AttendanceOut:
    """Who was there and for how long, by name."""
    with db.reading(actor.scope) as session:
        return queries.attendance_out(session, actor, queries.fair(session, actor, fair_id))


@router.get("/fairs/{fair_id}/my-attendance", response_model=MyAttendanceOut, responses=problems(NotFound))
def read_my_attendance(fair_id: UUID, db: Db, actor: CurrentActor) -> MyAttendanceOut:
    """My own line."""
    with db.reading(actor.scope) as session:
        return queries.my_attendance(session, actor, queries.fair(session, actor, fair_id))


@router.post(
    "/fairs/{fair_id}/attendance",
    response_model=AttendanceOut,
    responses=problems(NotFound, FairNotOpen, FairNotToday, NamedTwice, TooManyMinutes, *ONCE),
)
def mark_attendance(
    fair_id: UUID, wish: FairAttendanceIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Mark who was there, on the day or after it. Marking somebody again replaces their line."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: actions.mark_attendance(session, actor, fair_id, wish, now),
        )  # fmt: skip
