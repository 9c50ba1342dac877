"""HTTP in, HTTP out, for directed time. No decision is made here.

`year_id` picks a school year; without it, it is the one we are in, else the next to come.
"""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.school_year.errors import NoYear
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute
from app.working_time import actions, queries
from app.working_time.errors import (
    AtLunch,
    DayOutsideYear,
    DirectedAnyway,
    EndsAfterMidnight,
    EventCancelled,
    FigureOutOfBounds,
    InsetDaySplit,
    InsetDayTaken,
    NoFigure,
    NoSuchProfile,
    NoSuchTime,
    NotAnInsetDay,
    NotASchoolDay,
    NothingChosen,
    NotSixHalfTerms,
    NotVaried,
    NotWorkingHere,
    OverCap,
    PartOfASplit,
    SplitDoesNotSumUp,
    TooManyEvents,
    TwilightsPlanned,
    VolunteeredAlready,
)
from app.working_time.schemas import (
    DirectedTimeFullOut,
    DirectedTimeOut,
    EventFullOut,
    EventIn,
    EventOut,
    EventsOut,
    ProfilesOut,
    PublishIn,
    SplitIn,
    TwilightsIn,
    VariationEndIn,
    VariationIn,
    VolunteerIn,
    WorkingTimeIn,
    WorkingTimeOut,
)

router = APIRouter(tags=["directed time"], route_class=RetryingRoute)
YEAR = (NotFound, NoYear)
WHEN = (DayOutsideYear, NotASchoolDay, NoSuchTime, AtLunch, OverCap, TooManyEvents)
"""Why an event cannot be on its day."""


# ---- the rules -------------------------------------------------------------------------------------------


@router.get("/working-time/profiles", response_model=ProfilesOut)
def read_working_time_profiles(actor: CurrentActor) -> ProfilesOut:
    """Every working-time profile we know, by edition, each figure with its source."""
    return queries.profiles_out()


@router.get("/working-time", response_model=WorkingTimeOut, responses=problems(*YEAR))
def read_working_time(
    response: Response, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None
) -> WorkingTimeOut:
    """The rules of a school year; before anybody has chosen, the default for England."""
    with db.reading(actor.scope) as session:
        found = queries.working_time_out(session, actor, queries.year(session, actor, year_id, now))
    etag.show(response, found.version)
    return found


@router.put("/working-time", response_model=WorkingTimeOut, responses=problems(*YEAR, NoSuchProfile, *etag.EDIT))
def edit_working_time(
    wish: WorkingTimeIn, response: Response, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None,
    if_match: IfMatch = None,
) -> WorkingTimeOut:  # fmt: skip
    """Choose a profile and edition for a school year, and the settings that go with it."""
    with db.writing(actor.scope) as session:
        year = actions.choose(session, actor, year_id, wish, if_match, now)
        found = queries.working_time_out(session, actor, year)
    etag.show(response, found.version)
    return found


@router.post(
    "/working-time/variations",
    status_code=201,
    response_model=WorkingTimeOut,
    responses=problems(*YEAR, NothingChosen, NoFigure, FigureOutOfBounds, *ONCE),
)
def vary_figure(
    wish: VariationIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Set a figure otherwise than the edition, with the reason. A later one takes the place of an earlier one."""

    def vary(session: Session) -> WorkingTimeOut:
        return queries.working_time_out(session, actor, actions.vary(session, actor, year_id, wish, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: vary(session))


@router.post(
    "/working-time/variations/end",
    response_model=WorkingTimeOut,
    responses=problems(*YEAR, NothingChosen, NotVaried, *ONCE),
)
def end_variation(
    wish: VariationEndIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Go back to the edition's figure."""

    def end(session: Session) -> WorkingTimeOut:
        return queries.working_time_out(
            session, actor, actions.end_variation(session, actor, year_id, wish.figure, now)
        )

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: end(session))


@router.post(
    "/working-time/publish", response_model=WorkingTimeOut, responses=problems(*YEAR, NothingChosen, *ONCE)
)  # fmt: skip
def publish_calendar(
    wish: PublishIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Publish the year's calendar of directed time as it stands, and say who was consulted."""

    def publish(session: Session) -> WorkingTimeOut:
        return queries.working_time_out(session, actor, actions.publish(session, actor, year_id, wish, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: publish(session))


# ---- events ------------------------------------------------------------------------------------------------


@router.get("/directed-events", response_model=Page[EventOut], responses=problems(*YEAR, BadCursor))
def list_directed_events(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, year_id: UUID | None = None, cancelled: bool = False
) -> Page[EventOut]:
    """The year's events by date; cancelled ones too if asked for."""
    with db.reading(actor.scope) as session:
        year = queries.year(session, actor, year_id, now)
        rows, following = queries.events_page(session, actor, wish, year.id, cancelled=cancelled)
        return Page(items=queries.events_out(session, actor, rows), next=following)


@router.post(
    "/directed-events",
    status_code=201,
    response_model=EventFullOut,
    responses=problems(*YEAR, *WHEN, NotAnInsetDay, InsetDayTaken, NotWorkingHere, *ONCE),
)
def add_directed_event(
    wish: EventIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Add an event that teachers are directed to."""

    def add(session: Session) -> EventFullOut:
        return queries.event_full_out(session, actor, actions.add_event(session, actor, year_id, wish, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: add(session))


@router.post(
    "/directed-events/twilights",
    status_code=201,
    response_model=EventsOut,
    responses=problems(*YEAR, *WHEN, TwilightsPlanned, NotSixHalfTerms, EndsAfterMidnight, *ONCE),
)
def plan_twilights(
    wish: TwilightsIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Plan the year's twilights, one a half-term, in the middle of it."""

    def plan(session: Session) -> EventsOut:
        rows = actions.plan_twilights(session, actor, year_id, wish, now)
        return EventsOut(events=queries.events_out(session, actor, rows))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: plan(session))


@router.post(
    "/directed-events/split",
    status_code=201,
    response_model=EventsOut,
    responses=problems(
        *YEAR, *WHEN, NotAnInsetDay, InsetDayTaken, InsetDaySplit, SplitDoesNotSumUp, EndsAfterMidnight, *ONCE
    ),
)
def split_inset_day(
    wish: SplitIn, db: Db, actor: CurrentActor, now: Now, intent: Intent, year_id: UUID | None = None
) -> Response:
    """Hold an INSET day of the calendar as twilights, by agreement. The first of the answer is the day."""

    def split(session: Session) -> EventsOut:
        rows = actions.split_inset_day(session, actor, year_id, wish, now)
        return EventsOut(events=queries.events_out(session, actor, rows))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: split(session))


@router.get("/directed-events/{event_id}", response_model=EventFullOut, responses=problems(NotFound))
def read_directed_event(event_id: UUID, response: Response, db: Db, actor: CurrentActor) -> EventFullOut:
    """An event with its people: whom it names, who is not directed, who volunteered."""
    with db.reading(actor.scope) as session:
        found = queries.event_full_out(session, actor, queries.event(session, actor, event_id))
    etag.show(response, found.version)
    return found


@router.put(
    "/directed-events/{event_id}",
    response_model=EventFullOut,
    responses=problems(
        NotFound, *WHEN, NotAnInsetDay, InsetDayTaken, NotWorkingHere, EventCancelled, PartOfASplit, *etag.EDIT
    ),
)
def edit_directed_event(
    event_id: UUID, wish: EventIn, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> EventFullOut:
    """Change an event. Until the calendar is published anew, it is outside it."""
    with db.writing(actor.scope) as session:
        row = actions.edit_event(session, actor, event_id, wish, if_match, now)
        found = queries.event_full_out(session, actor, row)
    etag.show(response, found.version)
    return found


@router.post(
    "/directed-events/{event_id}/cancel",
    response_model=EventFullOut,
    responses=problems(NotFound, EventCancelled, PartOfASplit, OverCap, *ONCE),
)
def cancel_directed_event(event_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Cancel an event. A split INSET day takes its twilights with it, and is a whole day again."""

    def cancel(session: Session) -> EventFullOut:
        return queries.event_full_out(session, actor, actions.cancel_event(session, actor, event_id))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: cancel(session))


@router.post(
    "/directed-events/{event_id}/volunteers",
    status_code=201,
    response_model=EventFullOut,
    responses=problems(
        NotFound, Forbidden, DirectedAnyway, VolunteeredAlready, EventCancelled, NotWorkingHere, *ONCE
    ),
)  # fmt: skip
def volunteer(event_id: UUID, wish: VolunteerIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Come to an event one is not directed to, and say what one is given for it."""

    def agree(session: Session) -> EventFullOut:
        return queries.event_full_out(session, actor, actions.volunteer(session, actor, event_id, wish, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: agree(session))


@router.post(
    "/directed-events/{event_id}/volunteers/{staff_id}/withdraw",
    response_model=EventFullOut,
    responses=problems(NotFound, Forbidden, *ONCE),
)
def withdraw_volunteer(
    event_id: UUID, staff_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Not come after all. No reason is due."""

    def withdraw(session: Session) -> EventFullOut:
        return queries.event_full_out(session, actor, actions.withdraw(session, actor, event_id, staff_id, now))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: withdraw(session))


# ---- a teacher's year ----------------------------------------------------------------------------------------


@router.get("/directed-time", response_model=Page[DirectedTimeOut], responses=problems(*YEAR, BadCursor))
def list_directed_time(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, year_id: UUID | None = None
) -> Page[DirectedTimeOut]:
    """Everybody's directed year by name: minutes by kind, total, cap, warnings."""
    with db.reading(actor.scope) as session:
        year = queries.year(session, actor, year_id, now)
        items, following = queries.directed_time_page(session, actor, year, wish)
    return Page(items=items, next=following)


@router.get("/directed-time/me", response_model=DirectedTimeFullOut, responses=problems(*YEAR))
def read_my_directed_time(
    db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None
) -> DirectedTimeFullOut:  # fmt: skip
    """My directed year, with the lines behind it and where the cap comes from."""
    with db.reading(actor.scope) as session:
        year = queries.year(session, actor, year_id, now)
        return queries.directed_time_full(session, actor, year, actor.staff_id)


@router.get("/directed-time/{staff_id}", response_model=DirectedTimeFullOut, responses=problems(*YEAR, Forbidden))
def read_directed_time(
    staff_id: UUID, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None
) -> DirectedTimeFullOut:
    """A teacher's directed year: for themselves, heads and CPD leads."""
    with db.reading(actor.scope) as session:
        year = queries.year(session, actor, year_id, now)
        return queries.directed_time_full(session, actor, year, staff_id)
