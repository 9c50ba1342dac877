"""HTTP in, HTTP out, for timetables. No decision is made here.

POST /timetable-imports/{import_id}/commit is mounted by a higher module: it also gives back what was planned.
"""

import threading
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Response, UploadFile
from sqlmodel import Session

from app.identity import queries as identity
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as school_year
from app.school_year.errors import DaysDoNotFit, YearNameTaken, YearsOverlap
from app.school_year.schemas import YearIn, YearOut
from app.timetable import access, actions, queries
from app.timetable.errors import (
    ChosenColumn,
    ColumnsUnusable,
    CycleInUse,
    MarkMeetsLesson,
    MarkMeetsRound,
    MarksUnusable,
    NoTimetable,
    TableAsked,
    TimetableNotThere,
    TimetableRefused,
    YearMeetsRound,
    file_problems,
)
from app.timetable.importers import child, limits, template
from app.timetable.importers.understanding import (
    ColumnChoice,
    FoundTable,
    Hints,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
)
from app.timetable.rules import column_choosing, file_words
from app.timetable.schemas import ImportOut, MarksIn, ProblemSeen, TeacherGrid, VersionOut
from app.timetable.tables import TimetableImport
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute
from app.web.uploads import name_of

router = APIRouter(tags=["timetable"], route_class=RetryingRoute)

FILES_MAX = 12
UPLOAD_BYTES_MAX = limits.TOTAL_BYTES_MAX + 100_000  # And what multipart puts around the files.
READERS_MAX = 2  # Each may take 512 MB and a processor.
_readers = threading.BoundedSemaphore(READERS_MAX)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/timetable/template.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def read_template_csv() -> Response:
    """An example timetable to fill in, as CSV."""
    return _download(template.as_csv(), "text/csv; charset=utf-8", "timetable.csv")


@router.get("/timetable/template.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
def read_template_xlsx() -> Response:
    """An example timetable to fill in, as a workbook."""
    return _download(template.as_xlsx(), XLSX, "timetable.xlsx")


@router.post(
    "/timetable-imports",
    status_code=201,
    response_model=ImportOut,
    responses=problems(TimetableRefused, ColumnsUnusable, *ONCE),
    max_body_size=UPLOAD_BYTES_MAX,
)
def read_files(
    files: Annotated[list[UploadFile], File(min_length=1, max_length=FILES_MAX)],
    db: Db, actor: CurrentActor, now: Now, intent: Intent,
    columns: Annotated[str, Form(max_length=column_choosing.WRITTEN_CHARACTERS_MAX)] = "",
    solution: Annotated[str, Form(max_length=limits.NAME_CHARACTERS_MAX)] = "",
) -> Response:  # fmt: skip
    """Read the files of one timetable and say what was understood. It counts only once it is committed.

    `columns` is a JSON object that says which heading of a plain table is which column; it is remembered for files
    with the same headings. `solution` is one of an XHSTT archive's.
    """
    choice = _choice(columns)
    given = [NamedBytes(name_of(file), file.file.read(limits.FILE_BYTES_MAX + 1)) for file in files]
    with db.reading(actor.scope) as session:
        known = queries.remembered(session, actor)
    chosen = (choice,) if choice is not None else ()
    found = _understood(given, replace(known.hints, columns=chosen + known.hints.columns, solution=solution or None))
    found = file_words.with_columns_told(found, known.chosen_at, known.hints.zone, is_chosen_now=choice is not None)
    row = actions.dry_run(actor, [file.name for file in given], found, now)
    with db.reading(actor.scope) as session:
        answer = _import_out(session, actor, row, found, now)

    def store(session: Session) -> ImportOut:
        if choice is not None and found.table is not None:
            actions.remember_columns(session, actor, found.table.choice, now)
        actions.store_import(session, row)
        return answer

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: store(session))


@router.get("/timetable-imports/{import_id}", response_model=ImportOut, responses=problems(NotFound))
def read_import(import_id: UUID, db: Db, actor: CurrentActor, now: Now) -> ImportOut:
    """A dry run, with proposals for the year and the staff of today."""
    with db.reading(actor.scope) as session:
        row = queries.timetable_import(session, actor, import_id)
        return _import_out(session, actor, row, queries.understanding(row), now)


@router.get(
    "/timetable-imports/{import_id}/problems",
    response_model=Page[ProblemSeen],
    responses=problems(NotFound, BadCursor),
)
def list_import_problems(import_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[ProblemSeen]:
    """All that somebody should look at in the files, warnings first."""
    with db.reading(actor.scope) as session:
        row = queries.timetable_import(session, actor, import_id)
    items, following = queries.problems_page(row, wish)
    return Page(items=items, next=following)


@router.get("/timetable-versions", response_model=Page[VersionOut], responses=problems(BadCursor))
def list_versions(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[VersionOut]:
    """The school's timetables, the newest first."""
    with db.reading(actor.scope) as session:
        today = school_year.today(session, actor, now)
        items, following = queries.versions_page(session, actor, wish, today)
        return Page(items=items, next=following)


@router.get("/staff/{staff_id}/timetable", response_model=TeacherGrid, responses=problems(NotFound, TimetableNotThere))
def read_teacher_timetable(staff_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now) -> TeacherGrid:
    """A teacher's timetable over the whole cycle. The ETag is the version of the member of staff."""
    with db.reading(actor.scope) as session:
        staff = identity.staff_member(session, actor, staff_id)
        access.require_may_read_grid(actor, staff_id)
        etag.show(response, staff.version)
        return queries.teacher_grid(session, actor, staff, school_year.today(session, actor, now))


@router.put(
    "/staff/{staff_id}/marks",
    response_model=TeacherGrid,
    responses=problems(NotFound, NoTimetable, MarkMeetsLesson, MarkMeetsRound, MarksUnusable, *etag.EDIT),
)
def edit_marks(
    staff_id: UUID, wish: MarksIn, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> TeacherGrid:
    """Replace a teacher's marks: PPA, early-career time, duties, leadership time, days off."""
    with db.writing(actor.scope) as session:
        staff = actions.set_marks(session, actor, staff_id, wish, if_match, now)
        etag.show(response, staff.version)
        return queries.teacher_grid(session, actor, staff, school_year.today(session, actor, now))


@router.put(
    "/years/{year_id}",
    response_model=YearOut,
    tags=["school year"],
    responses=problems(NotFound, YearsOverlap, YearNameTaken, CycleInUse, YearMeetsRound, DaysDoNotFit, *etag.EDIT),
)
def edit_year(
    year_id: UUID, wish: YearIn, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> YearOut:
    """Change a school year, and with it everybody's days from today on."""
    with db.writing(actor.scope) as session:
        row = actions.edit_year(session, actor, year_id, wish, if_match, now)
        etag.show(response, row.version)
        return school_year.years_out(session, actor, [row], now)[0]


# ---- helpers -------------------------------------------------------------------------------------


def _choice(written: str) -> ColumnChoice | None:
    """The columns that were chosen now.

    Raises:
        ColumnsUnusable: with every reason.
    """
    if not written:
        return None
    choice, faults = column_choosing.read(written)
    if faults:
        raise ColumnsUnusable(errors=faults)
    return choice


def _understood(files: list[NamedBytes], hints: Hints) -> ImportedTimetable:
    """Read in a process of its own. No transaction is open meanwhile.

    Raises:
        TimetableRefused: with every reason.
    """
    try:
        with _readers:
            return child.read_in_child(files, hints)
    except ImportRefused as refused:
        raise TimetableRefused(
            problems=file_problems(refused.problems[: queries.PROBLEMS_SHOWN]), table=_asked(refused.table)
        ) from refused


def _asked(table: FoundTable | None) -> TableAsked | None:
    if table is None:
        return None
    columns = [ChosenColumn(heading=heading, column=column) for heading, column in table.columns]
    rows = [list(row) for row in table.rows]
    return TableAsked(file=table.file, headings=list(table.headings), rows=rows, columns=columns)


def _import_out(
    session: Session, actor: Actor, row: TimetableImport, found: ImportedTimetable, now: datetime
) -> ImportOut:
    year = school_year.perhaps_current_year(session, actor, school_year.today(session, actor, now))
    return queries.import_out(session, actor, row, found, year)


def _download(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
