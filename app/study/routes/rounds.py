"""HTTP in, HTTP out, for rounds, weeks and the desk. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.cover.errors import AskedOutsideGroup
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.occupied.errors import NotFree
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.errors import GroupNotReady
from app.school_year.errors import NoYear
from app.study import actions, queries
from app.study.errors import (
    CoverOpen,
    CoverTooLate,
    DebriefInBreak,
    DebriefTooEarly,
    DebriefTooLate,
    HostNotTeaching,
    LessonTaken,
    NoSchoolThen,
    NoSuchPeriod,
    NoSuchSlice,
    NotFreeThen,
    NotOfTheGroup,
    NotYours,
    ObserverIsHost,
    ObserverTwice,
    RoundClosed,
    RoundNotYet,
    SkippedHour,
    TooLongAgo,
)
from app.study.schemas import CancelIn, DeskOut, MyWeek, PlanWeek, RoundEdit, RoundIn, RoundOut, RoundSummary
from app.time_budget.errors import BudgetExhausted
from app.time_budget.schemas import UnplacedOut
from app.timetable.errors import NoTimetable
from app.web import etag
from app.web.bodies import Page, SchoolDate
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["rounds"], route_class=RetryingRoute)
DEBRIEF = (DebriefTooEarly, DebriefTooLate, DebriefInBreak, SkippedHour, NoSchoolThen, NoTimetable, NotFreeThen)


@router.get("/my-week", response_model=MyWeek)
def read_my_week(db: Db, actor: CurrentActor, now: Now, on: SchoolDate | None = None) -> MyWeek:
    """What I teach, host, observe, cover and debrief this week; what is asked of me; my minutes."""
    with db.reading(actor.scope) as session:
        return queries.my_week(session, actor, on, now)


@router.get(
    "/groups/{group_id}/plan",
    response_model=PlanWeek,
    responses=problems(NotFound, Forbidden, NotOfTheGroup, NoYear),
)
def read_plan_week(
    group_id: UUID, db: Db, actor: CurrentActor, now: Now, on: SchoolDate | None = None, host_id: UUID | None = None
) -> PlanWeek:
    """One host's week: for each lesson who could be there, who needs cover, who cannot and why."""
    with db.reading(actor.scope) as session:
        return queries.plan_week(session, actor, group_id, host_id, on, now)


@router.post(
    "/rounds",
    status_code=201,
    response_model=RoundOut,
    responses=problems(
        NotFound, Forbidden, GroupNotReady, NotOfTheGroup, HostNotTeaching, LessonTaken, ObserverIsHost, ObserverTwice,
        NoSuchPeriod, NoSuchSlice, TooLongAgo,
        CoverTooLate, BudgetExhausted, NotFree, AskedOutsideGroup, *DEBRIEF, *ONCE,
    ),
)  # fmt: skip
def schedule_round(wish: RoundIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Book a research lesson, its observers, the requests for cover and the debrief, all or nothing."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.round_out(session, actor, actions.schedule(session, actor, wish, now), now),
        )  # fmt: skip


@router.get("/rounds/{round_id}", response_model=RoundOut, responses=problems(NotFound, Forbidden))
def read_round(round_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> RoundOut:
    """One round with its observers, cover and debrief."""
    with db.reading(actor.scope) as session:
        row = queries.round_(session, actor, round_id)
        plc.group(session, actor, row.group_id)
        plc_access.require_reader(actor, plc.members_of(session, actor, row.group_id))
        etag.show(response, row.version)
        return queries.round_out(session, actor, row, now)


@router.put(
    "/rounds/{round_id}",
    response_model=RoundOut,
    responses=problems(NotFound, Forbidden, RoundClosed, BudgetExhausted, NotFree, *etag.EDIT, *DEBRIEF),
)
def edit_round(
    round_id: UUID, wish: RoundEdit, response: Response, db: Db, actor: CurrentActor, now: Now,
    if_match: IfMatch = None,
) -> RoundOut:  # fmt: skip
    """Change the focus or move the debrief."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, round_id, wish, if_match, now)
        etag.show(response, row.version)
        return queries.round_out(session, actor, row, now)


@router.post(
    "/rounds/{round_id}/cancel",
    response_model=RoundOut,
    responses=problems(NotFound, Forbidden, RoundClosed, *ONCE),
)
def cancel_round(round_id: UUID, wish: CancelIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Call a round off: minutes and time come back at once."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.round_out(session, actor, actions.cancel(session, actor, round_id, wish, now), now),
        )  # fmt: skip


@router.get("/groups/{group_id}/rounds", response_model=Page[RoundSummary], responses=problems(NotFound, Forbidden))
def list_group_rounds(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[RoundSummary]:
    """A group's rounds, newest first."""
    with db.reading(actor.scope) as session:
        group = plc.group(session, actor, group_id)
        plc_access.require_reader(actor, plc.members_of(session, actor, group.id))
        rows, following = queries.rounds_page(session, actor, group.id, wish)
        return Page(items=queries.summaries(session, actor, rows), next=following)


@router.post(
    "/observations/{observation_id}/log",
    response_model=RoundOut,
    responses=problems(NotFound, RoundNotYet, CoverOpen, RoundClosed, NotYours, *ONCE),
)
def log_observation(observation_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that I observed: the minutes that were booked are spent."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.round_out(
                session, actor, actions.log_observation(session, actor, observation_id, now), now
            ),
        )  # fmt: skip


@router.post(
    "/debrief-seats/{seat_id}/log",
    response_model=RoundOut,
    responses=problems(NotFound, RoundNotYet, RoundClosed, NotYours, *ONCE),
)
def log_debrief(seat_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that I was in the debrief: the minutes that were booked are spent."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.round_out(session, actor, actions.log_debrief(session, actor, seat_id, now), now),
        )  # fmt: skip


@router.get("/desk", response_model=DeskOut, responses=problems(NoYear))
def read_desk(db: Db, actor: CurrentActor, now: Now) -> DeskOut:
    """The school's protected year in figures."""
    with db.reading(actor.scope) as session:
        return queries.desk(session, actor, now)


@router.get("/unplaced", response_model=Page[UnplacedOut], responses=problems(NoYear, BadCursor))
def list_unplaced(db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[UnplacedOut]:
    """Who has minutes that are in no slot yet, or that wait to be logged, by name."""
    with db.reading(actor.scope) as session:
        items, following = queries.unplaced(session, actor, wish, now)
        return Page(items=items, next=following)
