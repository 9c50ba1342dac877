"""HTTP in, HTTP out, for the school's calendar. No decision is made here.

PUT /years/{year_id} is mounted by a higher module: an edit also moves the timetable, and what is planned on it.
"""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import actions, queries
from app.school_year.errors import DaysDoNotFit, NoYear, YearNameTaken, YearsOverlap
from app.school_year.schemas import SchoolDayOut, YearIn, YearOut
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["school year"], route_class=RetryingRoute)


@router.get("/years", response_model=Page[YearOut], responses=problems(BadCursor))
def list_years(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[YearOut]:
    """The school's years, the latest first."""
    with db.reading(actor.scope) as session:
        rows, following = queries.years_page(session, actor, wish)
        return Page(items=queries.years_out(session, actor, rows, now), next=following)


@router.get("/years/current", response_model=YearOut, responses=problems(NoYear))
def read_current_year(response: Response, db: Db, actor: CurrentActor, now: Now) -> YearOut:
    """The year we are in, else the next to come, else the latest. 404 when there is none."""
    with db.reading(actor.scope) as session:
        row = queries.current_year(session, actor, queries.today(session, actor, now))
        etag.show(response, row.version)
        return queries.years_out(session, actor, [row], now)[0]


@router.get("/years/{year_id}", response_model=YearOut, responses=problems(NotFound))
def read_year(year_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> YearOut:
    """One school year with its half-terms and the names of the timetable's days."""
    with db.reading(actor.scope) as session:
        row = queries.year(session, actor, year_id)
        etag.show(response, row.version)
        return queries.years_out(session, actor, [row], now)[0]


@router.post(
    "/years",
    status_code=201,
    response_model=YearOut,
    responses=problems(YearsOverlap, YearNameTaken, DaysDoNotFit, *ONCE),
)
def add_year(wish: YearIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Add a school year: six half-terms, exceptions, and how the timetable's days repeat."""
    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: _added(session, actor, wish, now))


@router.get("/years/{year_id}/days", response_model=Page[SchoolDayOut], responses=problems(NotFound, BadCursor))
def list_school_days(year_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[SchoolDayOut]:
    """Every weekday of the half-terms by date. `after` is a date: the page starts on the next school day."""
    with db.reading(actor.scope) as session:
        queries.year(session, actor, year_id)
        rows, following = queries.days_page(session, actor, year_id, wish)
        return Page(items=[SchoolDayOut.model_validate(row) for row in rows], next=following)


@router.get("/years/{year_id}/exceptions", response_model=Page[SchoolDayOut], responses=problems(NotFound, BadCursor))
def list_exceptions(year_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[SchoolDayOut]:
    """The weekdays on which the school does not run as usual, by date."""
    with db.reading(actor.scope) as session:
        queries.year(session, actor, year_id)
        rows, following = queries.days_page(session, actor, year_id, wish, exceptions_only=True)
        return Page(items=[SchoolDayOut.model_validate(row) for row in rows], next=following)


def _added(session: Session, actor: Actor, wish: YearIn, now: datetime) -> YearOut:
    row = actions.add_year(session, actor, wish, now)
    return queries.years_out(session, actor, [row], now)[0]
