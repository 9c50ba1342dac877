"""HTTP in, HTTP out, for research lessons and study days that other schools visit. No decision is made here."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from app.communities import access, rules
from app.communities.actions import lessons as actions
from app.communities.errors import (
    AlreadyBooked,
    LessonBegun,
    LessonCancelled,
    NamesAPupilToOthers,
    NoPlaceLeft,
    NoTrustToOpenTo,
    OwnLesson,
    PlacesOnlyGrow,
    VisitorsCome,
)
from app.communities.queries import lessons as queries
from app.communities.queries.lessons import LessonsAsked
from app.communities.rules import OpenKind, OpenState
from app.communities.schemas import (
    BookIn,
    BookingOut,
    CancelOpenLessonIn,
    OpenLessonEdit,
    OpenLessonIn,
    OpenLessonMay,
    OpenLessonOut,
)
from app.communities.tables import OpenBooking, OpenLesson
from app.identity.access import leads
from app.identity.deps import CurrentActor
from app.identity.policy import DOORS
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag
from app.web.bodies import Page, SchoolDate
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["communities"], route_class=RetryingRoute)
Since = Annotated[SchoolDate | None, Query(description="Held on that day or later; today if left out")]


@router.get("/open-lessons", response_model=Page[OpenLessonOut], responses=problems(BadCursor))
def list_open_lessons(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, since: Since = None, kind: OpenKind | None = None,
    mine: bool = False,
) -> Page[OpenLessonOut]:  # fmt: skip
    """Research lessons and study days that one may visit, the next ones first; with `mine`, where one has a place."""
    asked = LessonsAsked(since or _today(now), kind, only_mine=mine)
    with db.reading(actor.scope) as session:
        rows, following = queries.lessons_page(session, actor, asked, wish)
        return Page(items=_many_out(session, actor, rows, now), next=following)


@router.post(
    "/open-lessons",
    status_code=201,
    response_model=OpenLessonOut,
    responses=problems(NotFound, NoTrustToOpenTo, LessonBegun, NamesAPupilToOthers, *ONCE),
)
def open_lesson(
    wish: OpenLessonIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Open a research lesson or study day to the trust or to every school."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _out(session, actor, actions.open_lesson(session, actor, secret, wish, now), now),
        )  # fmt: skip


@router.get("/open-lessons/{lesson_id}", response_model=OpenLessonOut, responses=problems(NotFound))
def read_open_lesson(lesson_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> OpenLessonOut:
    """One of them, with how many places are taken."""
    with db.reading(actor.scope) as session:
        row = queries.lesson(session, actor, lesson_id)
        etag.show(response, row.version)
        return _out(session, actor, row, now)


@router.put(
    "/open-lessons/{lesson_id}",
    response_model=OpenLessonOut,
    responses=problems(
        NotFound, Forbidden, LessonCancelled, LessonBegun, PlacesOnlyGrow, VisitorsCome, NamesAPupilToOthers,
        *etag.EDIT,
    ),
)  # fmt: skip
def edit_open_lesson(
    lesson_id: UUID,
    wish: OpenLessonEdit,
    response: Response,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    if_match: IfMatch = None,
) -> OpenLessonOut:
    """Change its words or offer more places. The time moves only while nobody has booked."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, config.secret_key.encode(), lesson_id, wish, if_match, now)
        etag.show(response, row.version)
        return _out(session, actor, row, now)


@router.post(
    "/open-lessons/{lesson_id}/cancel",
    response_model=OpenLessonOut,
    responses=problems(NotFound, Forbidden, LessonCancelled, LessonBegun, NamesAPupilToOthers, *ONCE),
)
def cancel_open_lesson(
    lesson_id: UUID, wish: CancelOpenLessonIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Cancel it, with the reason that visitors read."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(
                session, actor, actions.cancel(session, actor, secret, lesson_id, wish.reason, now), now
            ),
        )  # fmt: skip


@router.get(
    "/open-lessons/{lesson_id}/bookings", response_model=Page[BookingOut], responses=problems(NotFound, BadCursor)
)
def list_bookings(lesson_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[BookingOut]:
    """Who comes: all for the leads who hold it, their own school's for other leads, oneself for everybody else."""
    with db.reading(actor.scope) as session:
        rows, following = queries.bookings_page(session, actor, lesson_id, wish)
    return Page(items=[_booking_out(actor, row) for row in rows], next=following)


@router.post(
    "/open-lessons/{lesson_id}/bookings",
    status_code=201,
    response_model=BookingOut,
    responses=problems(
        NotFound, Forbidden, OwnLesson, LessonCancelled, LessonBegun, NoPlaceLeft, AlreadyBooked, NamesAPupilToOthers,
        *ONCE,
    ),
)  # fmt: skip
def book_place(
    lesson_id: UUID, wish: BookIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Take a place for oneself, or, as a lead, for a colleague. Of two who want the last one, one has it."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _booking_out(actor, actions.book(session, actor, secret, lesson_id, wish, now)),
        )  # fmt: skip


@router.post(
    "/open-lessons/{lesson_id}/bookings/{booking_id}/cancel",
    response_model=OpenLessonOut,
    responses=problems(NotFound, Forbidden, LessonBegun, *ONCE),
)
def free_place(
    lesson_id: UUID, booking_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Give a place back, until it begins."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _freed(session, actor, lesson_id, booking_id, now),
        )  # fmt: skip


def _freed(session: Session, actor: Actor, lesson_id: UUID, booking_id: UUID, now: datetime) -> OpenLessonOut:
    actions.free(session, actor, lesson_id, booking_id, now)
    return _out(session, actor, queries.lesson(session, actor, lesson_id), now)


def _today(now: datetime) -> date:
    # A day early rather than late: what is held today somewhere is shown.
    return now.date()


def _out(session: Session, actor: Actor, row: OpenLesson, now: datetime) -> OpenLessonOut:
    return _many_out(session, actor, [row], now)[0]


def _many_out(session: Session, actor: Actor, rows: Sequence[OpenLesson], now: datetime) -> list[OpenLessonOut]:
    ids = [row.id for row in rows]
    taken = queries.taken_counts(session, actor, ids)
    mine = queries.my_bookings(session, actor, ids)
    zones = queries.zones_of(session, rows)
    return [
        _one_out(
            actor, row, taken.get(row.id, 0), mine.get(row.id),
            has_begun=rules.has_begun(row.held_on, row.starts, zones[row.school_id], now),
        )
        for row in rows
    ]  # fmt: skip


def _one_out(
    actor: Actor, row: OpenLesson, taken: int, my_booking_id: UUID | None, *, has_begun: bool
) -> OpenLessonOut:  # fmt: skip
    is_ours = row.school_id == actor.school_id
    is_ahead = row.state == OpenState.OPEN and not has_begun
    runs = access.may_run(actor, row)
    books = not is_ours and bool(actor.roles & DOORS["book_place"])
    return OpenLessonOut(
        id=row.id, kind=row.kind, state=row.state, open_to=row.open_to, title=row.title, focus=row.focus,
        about=row.about, where_held=row.where_held, school_name=row.school_name, held_on=row.held_on,
        starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}", places=row.places, taken=taken, is_ours=is_ours,
        has_begun=has_begun, cancel_reason=row.cancel_reason, round_id=row.round_id if is_ours else None,
        my_booking_id=my_booking_id, version=row.version,
        may=OpenLessonMay(
            edit=is_ahead and runs, cancel=is_ahead and runs, see_visitors=leads(actor),
            book=is_ahead and books and taken < row.places and my_booking_id is None,
        ),
    )  # fmt: skip


def _booking_out(actor: Actor, row: OpenBooking) -> BookingOut:
    return BookingOut(
        id=row.id, name=row.name, school_name=row.school_name, note=row.note, booked_at=row.booked_at,
        is_mine=row.school_id == actor.school_id and row.staff_id == actor.staff_id,
        may_cancel=access.may_cancel(actor, row),
    )  # fmt: skip
