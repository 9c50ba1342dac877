"""HTTP in, HTTP out, for whole-school plans. No decision is made here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.cover.errors import AskedTheReleased
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.occupied.errors import NotFree
from app.planner import actions, queries, rules
from app.planner.errors import (
    GroupsNotReady,
    GroupTwice,
    NoPlan,
    NothingToPlan,
    NothingToRepair,
    NotInTimetable,
    PlanIsStale,
    RunNotAccepted,
    RunNotDone,
    RunOver,
    SchoolTooLarge,
    TooManyRuns,
    WindowUnusable,
)
from app.planner.schemas import OptionsOut, PlannerForm, PlanOut, RepairIn, RunIn, RunOut, RunSummary, WhyNotOut
from app.plc.errors import GroupNotReady
from app.school_year.errors import NoYear
from app.study.errors import HostNotTeaching, LessonTaken, NotFreeThen
from app.time_budget.errors import BudgetExhausted
from app.timetable.errors import NoTimetable
from app.web.bodies import Page, Plain, SchoolDate
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(prefix="/planner", tags=["planner"], route_class=RetryingRoute)


@router.get("/form", response_model=PlannerForm, responses=problems(NoYear))
def read_planner_form(db: Db, actor: CurrentActor, now: Now) -> PlannerForm:
    """What a plan can be asked for: half-terms to come, groups with their minutes, the usual policy."""
    with db.reading(actor.scope) as session:
        return queries.form(session, actor, now)


@router.post(
    "/runs",
    status_code=201,
    response_model=RunOut,
    responses=problems(
        NotFound, NoYear, WindowUnusable, NothingToPlan, GroupTwice, GroupsNotReady, SchoolTooLarge, TooManyRuns, *ONCE
    ),
)
def request_run(wish: RunIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Ask for a plan. It is made by a worker, and booked only when somebody accepts it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.run_out(session, actor, actions.request(session, actor, wish, now), now),
        )  # fmt: skip


@router.get("/runs", response_model=Page[RunSummary], responses=problems(BadCursor))
def list_runs(db: Db, actor: CurrentActor, wish: Wish) -> Page[RunSummary]:
    """The school's runs, newest first."""
    with db.reading(actor.scope) as session:
        rows, following = queries.runs_page(session, actor, wish)
        return Page(items=queries.summaries(session, actor, rows), next=following)


@router.get("/runs/{run_id}", response_model=RunOut, responses=problems(NotFound))
def read_run(run_id: UUID, db: Db, actor: CurrentActor, now: Now) -> RunOut:
    """How far a run is, its best figures so far and what is proved: ask every second while it is being made."""
    with db.reading(actor.scope) as session:
        return queries.run_out(session, actor, queries.run(session, actor, run_id), now)


@router.get("/runs/{run_id}/plan", response_model=PlanOut, responses=problems(NotFound, NoPlan))
def read_plan(run_id: UUID, db: Db, actor: CurrentActor) -> PlanOut:
    """The plan itself: lessons, who watches, who is to be asked for cover, everybody's minutes, what is left over."""
    with db.reading(actor.scope) as session:
        return queries.plan_out(session, actor, run_id)


@router.post("/runs/{run_id}/cancel", response_model=RunOut, responses=problems(NotFound, RunOver, *ONCE))
def cancel_run(run_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Stop making a plan. Cancelling what is cancelled changes nothing."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.run_out(session, actor, actions.cancel(session, actor, run_id, now), now),
        )  # fmt: skip


@router.post(
    "/runs/{run_id}/accept",
    response_model=RunOut,
    responses=problems(
        NotFound, RunNotDone, PlanIsStale, GroupNotReady, HostNotTeaching, LessonTaken, NotFreeThen, NotFree,
        BudgetExhausted, AskedTheReleased, NoTimetable, *ONCE,
    ),
)  # fmt: skip
def accept_run(run_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Book everything in the plan, or nothing: rounds, minutes and debriefs; cover is asked for, never assigned.

    Of a repair: what stays is left alone, what goes is called off, what is new is booked.
    """
    try:
        with db.writing(actor.scope) as session:
            return perform(
                session, actor, intent, now, status=200,
                effect=lambda: queries.run_out(session, actor, actions.accept(session, actor, run_id, now), now),
            )  # fmt: skip
    except PlanIsStale as refusal:
        # Nothing of the above is kept, so that the run is stale is written down by itself.
        with db.writing(actor.scope) as session:
            actions.turn_stale(session, actor, run_id, refusal.changes)
        raise


@router.post(
    "/runs/{run_id}/repair",
    status_code=201,
    response_model=RunOut,
    responses=problems(
        NotFound, RunNotAccepted, NothingToRepair, NothingToPlan, GroupsNotReady, SchoolTooLarge, TooManyRuns, *ONCE
    ),
)
def repair_run(run_id: UUID, wish: RepairIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Ask for the least change that mends an accepted plan. Nothing changes before somebody accepts it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: queries.run_out(session, actor, actions.repair(session, actor, run_id, wish, now), now),
        )  # fmt: skip


@router.get(
    "/options",
    response_model=OptionsOut,
    responses=problems(NotFound, Forbidden, NoYear, WindowUnusable, NothingToPlan, GroupsNotReady, SchoolTooLarge),
)
def read_options(
    group_id: UUID, db: Db, actor: CurrentActor, now: Now,
    first_on: Annotated[SchoolDate | None, Query(alias="from")] = None,
    last_on: Annotated[SchoolDate | None, Query(alias="to")] = None,
    limit: Annotated[int, Query(ge=1, le=rules.OPTIONS_MAX)] = rules.OPTIONS_DEFAULT,
) -> OptionsOut:  # fmt: skip
    """Times for a group's next research lesson, the one that needs the least cover first. Nothing is booked."""
    with db.reading(actor.scope) as session:
        return queries.options(session, actor, group_id, first_on, last_on, limit, now)


@router.get("/why-not", response_model=WhyNotOut, responses=problems(NotFound, Forbidden, NotInTimetable))
def read_why_not(
    staff_id: UUID, held_on: SchoolDate, period: Annotated[Plain, Query(max_length=500)], db: Db, actor: CurrentActor
) -> WhyNotOut:
    """What stands in the way of one colleague in one period, in words."""
    with db.reading(actor.scope) as session:
        return queries.why_not(session, actor, staff_id, held_on, period)
