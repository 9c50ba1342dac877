"""HTTP in, HTTP out, for new timetables, which rounds give way to. No decision is made here."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.deps import CurrentActor
from app.identity.errors import CodeTaken
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied.errors import NotFree
from app.school_year import queries as years
from app.study import actions, queries
from app.study.schemas import TouchedRoundsOut
from app.timetable import actions as timetable
from app.timetable import queries as timetable_queries
from app.timetable.actions import GiveWay
from app.timetable.errors import (
    AlreadyCommitted,
    BellsMissing,
    BellsUnusable,
    DaysMissing,
    LaterVersionThere,
    YearMissing,
)
from app.timetable.queries import Draft
from app.timetable.rules.differences import DifferenceKind
from app.timetable.schemas import DifferencesOut, ImportCommit, RestoreIn, VersionOut
from app.timetable.tables import TimetableVersion
from app.web.bodies import SchoolDate, Words
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["timetable"], route_class=RetryingRoute)
OF_FILES = (NotFound, YearMissing, LaterVersionThere, DaysMissing, BellsMissing, BellsUnusable)
OF_VERSIONS = (NotFound, YearMissing, DaysMissing)


@router.post(
    "/timetable-imports/{import_id}/differences",
    response_model=DifferencesOut,
    responses=problems(BadCursor, *OF_FILES),
)
def compare_import(
    import_id: UUID, body: ImportCommit, db: Db, actor: CurrentActor, wish: Wish,
    kind: DifferenceKind | None = None, q: Words = "",
) -> DifferencesOut:  # fmt: skip
    """What the files would change, committed as the body says: against the timetable in force then. Stores nothing."""
    with db.reading(actor.scope) as session:
        draft = _draft(session, actor, import_id, body)
        return timetable_queries.differences_out(session, actor, draft, wish, kind=kind, words=q)


@router.post(
    "/timetable-imports/{import_id}/touched-rounds",
    response_model=TouchedRoundsOut,
    responses=problems(BadCursor, *OF_FILES),
)
def list_rounds_touched_by_import(
    import_id: UUID, body: ImportCommit, db: Db, actor: CurrentActor, wish: Wish, now: Now
) -> TouchedRoundsOut:
    """The booked rounds that would turn stale if the files were committed as the body says. Stores nothing."""
    with db.reading(actor.scope) as session:
        draft = _draft(session, actor, import_id, body)
        return queries.touched_rounds(session, actor, draft, wish, now)


@router.post(
    "/timetable-imports/{import_id}/commit",
    status_code=201,
    response_model=VersionOut,
    responses=problems(AlreadyCommitted, CodeTaken, NotFree, *OF_FILES, *ONCE),
)
def commit_import(
    import_id: UUID, wish: ImportCommit, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Make a dry run the school's timetable from a day on. Rounds that no longer fit turn stale, minutes come back."""

    def adopt(session: Session, give_way: GiveWay) -> TimetableVersion:
        return timetable.adopt(session, actor, import_id, wish, now, give_way=give_way)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: _changed(session, actor, adopt, now))


@router.get(
    "/timetable-versions/{version_id}/differences",
    response_model=DifferencesOut,
    responses=problems(BadCursor, *OF_VERSIONS),
)
def compare_version(
    version_id: UUID, starts_on: SchoolDate, db: Db, actor: CurrentActor, wish: Wish,
    kind: DifferenceKind | None = None, q: Words = "",
) -> DifferencesOut:  # fmt: skip
    """What going back to a version on a day would change, against the timetable in force then."""
    with db.reading(actor.scope) as session:
        version = timetable_queries.version(session, actor, version_id)
        draft = timetable_queries.draft_of_version(session, actor, version, starts_on)
        return timetable_queries.differences_out(session, actor, draft, wish, kind=kind, words=q)


@router.get(
    "/timetable-versions/{version_id}/touched-rounds",
    response_model=TouchedRoundsOut,
    responses=problems(BadCursor, *OF_VERSIONS),
)
def list_rounds_touched_by_version(
    version_id: UUID, starts_on: SchoolDate, db: Db, actor: CurrentActor, wish: Wish, now: Now
) -> TouchedRoundsOut:
    """The booked rounds that would turn stale if the school went back to a version on a day."""
    with db.reading(actor.scope) as session:
        version = timetable_queries.version(session, actor, version_id)
        draft = timetable_queries.draft_of_version(session, actor, version, starts_on)
        return queries.touched_rounds(session, actor, draft, wish, now)


@router.post(
    "/timetable-versions/{version_id}/restore",
    status_code=201,
    response_model=VersionOut,
    responses=problems(NotFree, *OF_VERSIONS, *ONCE),
)
def restore_version(
    version_id: UUID, wish: RestoreIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Go back to an earlier timetable from a day on: a new version that copies it, and rounds give way as to any."""

    def restore(session: Session, give_way: GiveWay) -> TimetableVersion:
        return timetable.restore(session, actor, version_id, wish.starts_on, now, give_way=give_way)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: _changed(session, actor, restore, now))


# ---- helpers -------------------------------------------------------------------------------------


def _draft(session: Session, actor: Actor, import_id: UUID, body: ImportCommit) -> Draft:
    row = timetable_queries.timetable_import(session, actor, import_id)
    return timetable_queries.draft_of_import(session, actor, timetable_queries.understanding(row), body)


def _changed(
    session: Session, actor: Actor, change: Callable[[Session, GiveWay], TimetableVersion], now: datetime
) -> VersionOut:
    """A new version, and what gave way to it."""
    given_way = actions.GivenWay()

    def give_way(since: date, _staff_ids: Sequence[UUID]) -> None:
        nonlocal given_way
        given_way = actions.give_way(session, actor, since, now)

    version = change(session, give_way)
    today = years.today(session, actor, now)
    return timetable_queries.version_out(session, actor, version, today).model_copy(update=asdict(given_way))
