"""HTTP in, HTTP out, for lists of staff. No decision is made here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Response, UploadFile
from sqlmodel import Session

from app.identity import queries as identity
from app.identity.deps import CurrentActor
from app.identity.errors import CodeTaken, LastLead
from app.kernel.errors import NotFound
from app.rosters import actions, queries
from app.rosters.errors import (
    LastDayTooEarly,
    ListMovedOn,
    RosterIdTaken,
    RosterRefused,
    RosterTakenOver,
    SamePersonTwice,
    WordMissing,
)
from app.rosters.importers import child
from app.rosters.importers.understanding import ImportedRoster, ReadingWish
from app.rosters.schemas import RosterCommit, RosterCommitted, RosterGroup, RosterImportOut, RosterLine
from app.school_year import queries as calendar
from app.time_budget.errors import YearIsClosed
from app.timetable.errors import file_problems
from app.timetable.importers import limits
from app.timetable.importers.understanding import ImportRefused, NamedBytes
from app.timetable.schemas import ProblemSeen
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute
from app.web.uploads import name_of

router = APIRouter(tags=["staff lists"], route_class=RetryingRoute)

FILES_MAX = 12
UPLOAD_BYTES_MAX = limits.TOTAL_BYTES_MAX + 100_000  # And what multipart puts around the files.


@router.post(
    "/roster-imports",
    status_code=201,
    response_model=RosterImportOut,
    responses=problems(RosterRefused, *ONCE),
    max_body_size=UPLOAD_BYTES_MAX,
)
def read_roster_files(
    files: Annotated[list[UploadFile], File(min_length=1, max_length=FILES_MAX)],
    db: Db, actor: CurrentActor, now: Now, intent: Intent,
) -> Response:  # fmt: skip
    """Read a list of staff and say what it would change: OneRoster, or a table. Pupils are counted and dropped."""
    given = [NamedBytes(name_of(file), file.file.read(limits.FILE_BYTES_MAX + 1)) for file in files]
    with db.reading(actor.scope) as session:
        school = identity.school(session, actor.school_id)
        wish = ReadingWish(school.name, queries.known_ids(session, actor))
    found = _understood(given, wish)
    row = actions.dry_run(actor, [file.name for file in given], found, now)
    with db.reading(actor.scope) as session:
        answer = queries.import_out(session, actor, row, found, calendar.today(session, actor, now))

    def store(session: Session) -> RosterImportOut:
        actions.store_import(session, row)
        return answer

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: store(session))


@router.get("/roster-imports/{import_id}", response_model=RosterImportOut, responses=problems(NotFound))
def read_roster_import(import_id: UUID, db: Db, actor: CurrentActor, now: Now) -> RosterImportOut:
    """A list that was read, held against the staff of today."""
    with db.reading(actor.scope) as session:
        row = queries.roster_import(session, actor, import_id)
        roster = queries.understanding(row)
        return queries.import_out(session, actor, row, roster, calendar.today(session, actor, now))


@router.get(
    "/roster-imports/{import_id}/people", response_model=Page[RosterLine], responses=problems(NotFound, BadCursor)
)
def list_roster_people(
    import_id: UUID, group: RosterGroup, db: Db, actor: CurrentActor, now: Now, wish: Wish
) -> Page[RosterLine]:
    """Whom the list names or leaves out, one group at a time, in the order of the list."""
    with db.reading(actor.scope) as session:
        row = queries.roster_import(session, actor, import_id)
        today = calendar.today(session, actor, now)
        items, following = queries.lines_page(session, actor, row, wish, group, today)
    return Page(items=items, next=following)


@router.get(
    "/roster-imports/{import_id}/problems", response_model=Page[ProblemSeen], responses=problems(NotFound, BadCursor)
)
def list_roster_problems(import_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[ProblemSeen]:
    """All that somebody should look at in the files, warnings first."""
    with db.reading(actor.scope) as session:
        row = queries.roster_import(session, actor, import_id)
    items, following = queries.problems_page(row, wish)
    return Page(items=items, next=following)


@router.post(
    "/roster-imports/{import_id}/commit",
    response_model=RosterCommitted,
    responses=problems(
        NotFound, RosterTakenOver, WordMissing, SamePersonTwice, ListMovedOn, LastDayTooEarly, LastLead, CodeTaken,
        RosterIdTaken, YearIsClosed, *ONCE,
    ),
)  # fmt: skip
def commit_roster(
    import_id: UUID, wish: RosterCommit, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:
    """Take the list over: joiners come, names change, and the leavers that are named get their last day."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: actions.commit(session, actor, import_id, wish, now),
        )  # fmt: skip


def _understood(files: list[NamedBytes], wish: ReadingWish) -> ImportedRoster:
    """Read in a process of its own. No transaction is open meanwhile.

    Raises:
        RosterRefused: with every reason.
    """
    try:
        return child.read_in_child(files, wish)
    except ImportRefused as refused:
        raise RosterRefused(problems=file_problems(refused.problems[: queries.PROBLEMS_SHOWN])) from refused
