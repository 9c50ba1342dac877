"""HTTP in, HTTP out, for days off timetable, classes that are not taught, and absences. No decision is made here.

Each change has a question beside it, with the same body: what would it touch? It stores nothing.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Response, UploadFile
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied.errors import NotFree
from app.school_year import queries as years
from app.school_year.rules import DayKind
from app.study.actions import away, away_wishes
from app.study.away_errors import (
    AbsenceMeetsLogged,
    AbsenceOver,
    AbsencesUnreadable,
    AbsenceThere,
    ClassesUnknown,
    DayCannotChange,
    SpanUnusable,
    TooManyClassExceptions,
)
from app.study.away_schemas import (
    AbsenceCalledOff,
    AbsenceFileOut,
    AbsenceOut,
    AbsencesIn,
    AbsencesTaken,
    ClassesOut,
    ClassExceptionIn,
    ClassExceptionOut,
    ClassTouchedIn,
    DayBackIn,
    DayChanged,
    DayOffIn,
    DayTouchedIn,
    TouchedOut,
)
from app.study.queries import away as away_queries
from app.timetable import queries as timetable
from app.timetable.errors import FileProblem
from app.timetable.importers import absence_child
from app.timetable.importers.understanding import ImportRefused, NamedBytes
from app.timetable.queries import Supposed
from app.web import etag
from app.web.bodies import Page, SchoolDate
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["away"], route_class=RetryingRoute)

FILE_BYTES_MAX = 900_000
FILE_NAME_CHARACTERS_MAX = 100
CLASSES = (SpanUnusable, ClassesUnknown)


# ---- days off timetable --------------------------------------------------------------------------


@router.post("/days-off/touched", response_model=TouchedOut, responses=problems(DayCannotChange))
def ask_day_off(wish: DayTouchedIn, db: Db, actor: CurrentActor, now: Now) -> TouchedOut:
    """What taking a day off timetable would touch, or putting it back. Stores nothing."""
    with db.reading(actor.scope) as session:
        day = away_wishes.day(session, actor, wish.held_on, DayKind(wish.kind), "", now)
        people = timetable.staff_ids_in_timetables(session, actor)
        return away_queries.touched(
            session, actor, Supposed(days=day.days), now, since=min(day.changed), until=max(day.changed),
            people_count=len(people),
        )  # fmt: skip


@router.post(
    "/days-off", status_code=201, response_model=DayChanged, responses=problems(DayCannotChange, NotFree, *ONCE)
)
def take_day_off(wish: DayOffIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Take one day off timetable. Rounds on it turn stale, minutes come back."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _day_changed(session, actor, wish, DayKind.OFF_TIMETABLE, now, note=wish.note),
        )  # fmt: skip


@router.post("/days-off/put-back", response_model=DayChanged, responses=problems(DayCannotChange, NotFree, *ONCE))
def put_day_back(wish: DayBackIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Make a day off timetable an ordinary day again."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _day_changed(session, actor, wish, DayKind.ORDINARY, now, note=""),
        )  # fmt: skip


# ---- classes that are not taught -------------------------------------------------------------------


@router.get("/class-exceptions", response_model=Page[ClassExceptionOut], responses=problems(BadCursor))
def list_class_exceptions(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[ClassExceptionOut]:
    """Classes that are not taught on some days of today or later, by their first day."""
    with db.reading(actor.scope) as session:
        rows, following = timetable.class_exceptions_page(session, actor, wish, years.today(session, actor, now))
        return Page(items=[away_queries.class_exception_out(row) for row in rows], next=following)


@router.get("/class-exceptions/classes", response_model=ClassesOut)
def list_classes(db: Db, actor: CurrentActor, now: Now) -> ClassesOut:
    """The classes of the timetables of the next year, and the year groups and forms that their codes tell."""
    with db.reading(actor.scope) as session:
        return away_queries.classes_out(session, actor, years.today(session, actor, now))


@router.post(
    "/class-exceptions/touched",
    response_model=TouchedOut,
    responses=problems(NotFound, *CLASSES, TooManyClassExceptions),
)
def ask_class_exception(wish: ClassTouchedIn, db: Db, actor: CurrentActor, now: Now) -> TouchedOut:
    """What adding, changing or calling off a class exception would touch. Stores nothing."""
    with db.reading(actor.scope) as session:
        return away_wishes.classes_touched(session, actor, wish, now)


@router.post(
    "/class-exceptions",
    status_code=201,
    response_model=ClassExceptionOut,
    responses=problems(*CLASSES, TooManyClassExceptions, NotFree, *ONCE),
)
def add_class_exception(wish: ClassExceptionIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that classes are not taught on some days: their teachers are free, or with them."""

    def added(session: Session) -> ClassExceptionOut:
        change, days = away_wishes.class_change(session, actor, wish, now)
        row, given_way = away.add_class_exception(session, actor, change, days, now)
        return away_queries.class_exception_out(row).model_copy(update=asdict(given_way))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: added(session))


@router.get("/class-exceptions/{exception_id}", response_model=ClassExceptionOut, responses=problems(NotFound))
def read_class_exception(exception_id: UUID, response: Response, db: Db, actor: CurrentActor) -> ClassExceptionOut:
    """One class exception."""
    with db.reading(actor.scope) as session:
        row = timetable.class_exception(session, actor, exception_id)
        etag.show(response, row.version)
        return away_queries.class_exception_out(row)


@router.put(
    "/class-exceptions/{exception_id}",
    response_model=ClassExceptionOut,
    responses=problems(NotFound, *CLASSES, NotFree, *etag.EDIT),
)
def edit_class_exception(
    exception_id: UUID, wish: ClassExceptionIn, response: Response, db: Db, actor: CurrentActor, now: Now,
    if_match: IfMatch = None,
) -> ClassExceptionOut:  # fmt: skip
    """Change a class exception; days of before and after are made anew."""
    with db.writing(actor.scope) as session:
        row = timetable.class_exception(session, actor, exception_id, lock=True)
        etag.require_current(if_match, row.version)
        change, days = away_wishes.class_change(session, actor, wish, now, before=row)
        given_way = away.edit_class_exception(session, actor, row, change, days, now)
        etag.show(response, row.version)
        return away_queries.class_exception_out(row).model_copy(update=asdict(given_way))


@router.post(
    "/class-exceptions/{exception_id}/call-off",
    response_model=ClassExceptionOut,
    responses=problems(NotFound, NotFree, *ONCE),
)
def call_off_class_exception(exception_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Call a class exception off: its days are what the timetable says. What was put into gained time gives way."""

    def called_off(session: Session) -> ClassExceptionOut:
        row = timetable.class_exception(session, actor, exception_id, lock=True)
        shown = away_queries.class_exception_out(row)
        days = away_wishes.class_days(session, actor, [timetable.class_change(row)], now)
        given_way = away.call_off_class_exception(session, actor, row, days, now)
        return shown.model_copy(update=asdict(given_way))

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: called_off(session))


# ---- absences --------------------------------------------------------------------------------------


@router.get("/absences", response_model=Page[AbsenceOut], responses=problems(BadCursor))
def list_absences(db: Db, actor: CurrentActor, wish: Wish, now: Now, on: SchoolDate | None = None) -> Page[AbsenceOut]:
    """Who is not in school on a day, or from now on, by when it begins. Why is nowhere."""
    with db.reading(actor.scope) as session:
        rows, following = away_queries.absences_on(session, actor, wish, on, now)
        return Page(items=away_queries.absences_out(session, actor, rows, now), next=following)


@router.post(
    "/absences/touched",
    response_model=TouchedOut,
    responses=problems(NotFound, SpanUnusable, AbsenceThere, AbsenceMeetsLogged),
)
def ask_absences(wish: AbsencesIn, db: Db, actor: CurrentActor, now: Now) -> TouchedOut:
    """What these absences would touch. Stores nothing."""
    with db.reading(actor.scope) as session:
        return away_wishes.absences_touched(session, actor, wish, now)


@router.post(
    "/absences",
    status_code=201,
    response_model=AbsencesTaken,
    responses=problems(NotFound, SpanUnusable, AbsenceThere, AbsenceMeetsLogged, NotFree, *ONCE),
)
def add_absences(wish: AbsencesIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say that people are not in school. Rounds that do not fit any more turn stale, minutes come back."""

    def taken(session: Session) -> AbsencesTaken:
        found = away_wishes.able(session, actor, wish, now)
        rows, given_way = away.take_absences(session, actor, found.said, now)
        return AbsencesTaken(
            added=len(rows), known=found.known, stale_rounds=given_way.stale_rounds, left_seats=given_way.left_seats,
            absences=away_queries.absences_out(session, actor, rows[: away_queries.SHOWN], now),
            left_out=away_queries.left_out_of_file(session, actor, found.met), left_out_count=len(found.met),
        )  # fmt: skip

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: taken(session))


@router.post(
    "/absences/{absence_id}/call-off",
    response_model=AbsenceCalledOff,
    responses=problems(NotFound, AbsenceOver, NotFree, *ONCE),
)
def call_off_absence(absence_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Call an absence off: the person's days come back. What gave way is planned anew by people."""

    def called_off(session: Session) -> AbsenceCalledOff:
        row = timetable.absence(session, actor, absence_id)
        away.call_off_absences(session, actor, [row], now)
        return AbsenceCalledOff(absence=away_queries.absences_out(session, actor, [row], now)[0])

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: called_off(session))


@router.post(
    "/absence-files", response_model=AbsenceFileOut, responses=problems(AbsencesUnreadable),
    max_body_size=FILE_BYTES_MAX + 100_000,
)  # fmt: skip
def read_absence_file(
    files: Annotated[list[UploadFile], File(min_length=1, max_length=1)], db: Db, actor: CurrentActor, now: Now
) -> AbsenceFileOut:
    """Read a list of absences, CSV or XLSX: who, from, to. Stores nothing; the lines are sent as absences then."""
    given = NamedBytes(_name(files[0]), files[0].file.read(FILE_BYTES_MAX + 1))
    try:
        rows = absence_child.read_table(given)
    except ImportRefused as refused:
        raise AbsencesUnreadable(
            problems=[
                FileProblem(
                    file=problem.file, line=problem.line, column=problem.column, severity=problem.severity,
                    message=problem.message,
                )
                for problem in refused.problems[: away_queries.SHOWN]
            ]
        ) from refused  # fmt: skip
    with db.reading(actor.scope) as session:
        return away_queries.absence_file_out(session, actor, given.name, rows, now)


# ---- helpers -------------------------------------------------------------------------------------


def _day_changed(
    session: Session, actor: Actor, wish: DayOffIn | DayBackIn, kind: DayKind, now: datetime, *, note: str
) -> DayChanged:
    day = away_wishes.day(session, actor, wish.held_on, kind, note, now, lock=True)
    given_way = away.change_days(session, actor, day.year, day.planned, day.changed, now)
    stored = years.days_between(session, actor, wish.held_on, wish.held_on)[0]
    return DayChanged(
        held_on=stored.held_on, kind=stored.kind, cycle_day=stored.cycle_day, note=stored.note,
        **asdict(given_way),
    )  # fmt: skip


def _name(file: UploadFile) -> str:
    """The file's name for messages: whoever sends it chooses it."""
    name = "".join(sign for sign in file.filename or "" if sign.isprintable())
    return name[-FILE_NAME_CHARACTERS_MAX:] or "file"
