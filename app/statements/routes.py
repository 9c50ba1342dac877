"""HTTP in, HTTP out, for statements, what has no place yet, nudges and exports. No decision is made here."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.db.session import Database
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.school_year.errors import NoYear
from app.statements import actions, paper, pdf, queries, rules, sheets
from app.statements.errors import CannotBePrinted, JustNudged, NothingToTell, PrintersBusy
from app.statements.paper import Paper
from app.statements.queries import ENTRIES_PER_READ, EntryKey, EntryLine, Teacher
from app.statements.schemas import (
    AtRisk,
    ExportedMinutes,
    GroupMinutes,
    NudgedOut,
    NudgeIn,
    NudgeOut,
    Statement,
    TeacherYear,
    ToLogOut,
    YearStatement,
)
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["statements"], route_class=RetryingRoute)

CSV: Final = "text/csv; charset=utf-8"
PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(media_type: str, *refusals: Any) -> dict[str, Any]:
    """The arguments of a route that answers with a file."""
    plain = media_type.split(";")[0]
    return {"response_class": Response, "responses": problems(*refusals) | {200: {"content": {plain: {}}}}}


# ---- a teacher's year ------------------------------------------------------------------------------


@router.get("/my-time/statement", response_model=Statement, responses=problems(NotFound, NoYear))
def read_my_statement(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Statement:
    """My year of protected time on one page; the present year unless another is asked for."""
    with db.reading(actor.scope) as session:
        return queries.statement(session, actor, actor.staff_id, year_id, now)


@router.get("/my-time/statement.csv", **_file(CSV, NotFound, NoYear))
def read_my_statement_csv(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """My statement as a table."""
    return _csv(_statement_on_paper(db, actor, actor.staff_id, year_id, now))


@router.get("/my-time/statement.pdf", **_file(PDF, NotFound, NoYear, CannotBePrinted, PrintersBusy))
def read_my_statement_pdf(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """My statement on one page of A4."""
    return _pdf(_statement_on_paper(db, actor, actor.staff_id, year_id, now))


@router.get("/staff/{staff_id}/statement", response_model=Statement, responses=problems(NotFound, NoYear))
def read_statement(staff_id: UUID, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Statement:
    """A teacher's year on one page: for themselves, heads and CPD leads."""
    with db.reading(actor.scope) as session:
        return queries.statement(session, actor, staff_id, year_id, now)


@router.get("/staff/{staff_id}/statement.csv", **_file(CSV, NotFound, NoYear))
def read_statement_csv(staff_id: UUID, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """A teacher's statement as a table."""
    return _csv(_statement_on_paper(db, actor, staff_id, year_id, now))


@router.get("/staff/{staff_id}/statement.pdf", **_file(PDF, NotFound, NoYear, CannotBePrinted, PrintersBusy))
def read_statement_pdf(staff_id: UUID, db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """A teacher's statement on one page of A4."""
    return _pdf(_statement_on_paper(db, actor, staff_id, year_id, now))


# ---- the school's year -----------------------------------------------------------------------------


@router.get("/year-statement", response_model=YearStatement, responses=problems(NotFound, NoYear))
def read_year_statement(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> YearStatement:
    """The school's year of protected time; the present year unless another is asked for."""
    with db.reading(actor.scope) as session:
        return queries.year_statement(session, actor, year_id, now)


@router.get("/year-statement.csv", **_file(CSV, NotFound, NoYear))
def read_year_statement_csv(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """The school's year as tables, one under the other."""
    return _csv(_year_on_paper(db, actor, year_id, now))


@router.get("/year-statement.xlsx", **_file(XLSX, NotFound, NoYear))
def read_year_statement_xlsx(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """The school's year as a workbook, a sheet for each table."""
    return _xlsx(_year_on_paper(db, actor, year_id, now))


@router.get("/year-statement.pdf", **_file(PDF, NotFound, NoYear, CannotBePrinted, PrintersBusy))
def read_year_statement_pdf(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """The school's year on paper, to be read and signed."""
    return _pdf(_year_on_paper(db, actor, year_id, now))


@router.get(
    "/year-statement/teachers", response_model=Page[TeacherYear], responses=problems(NotFound, NoYear, BadCursor)
)
def list_teacher_years(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, year_id: UUID | None = None
) -> Page[TeacherYear]:
    """Each teacher's minutes of the year, by name, leavers too."""
    with db.reading(actor.scope) as session:
        items, following = queries.teacher_years(session, actor, wish, year_id, now)
    return Page(items=items, next=following)


# ---- what has no place yet -------------------------------------------------------------------------


@router.get("/unplaced/groups", response_model=Page[GroupMinutes], responses=problems(NoYear, BadCursor))
def list_unplaced_groups(db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[GroupMinutes]:
    """Each group's minutes of this year, by name."""
    with db.reading(actor.scope) as session:
        items, following = queries.groups_page(session, actor, wish, now)
    return Page(items=items, next=following)


@router.get("/unplaced/at-risk", response_model=Page[AtRisk], responses=problems(NoYear, BadCursor))
def list_at_risk(db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[AtRisk]:
    """Who has more minutes without a place than school weeks are left for, by name: it is no ranking."""
    with db.reading(actor.scope) as session:
        items, following = queries.at_risk_page(session, actor, wish, now)
    return Page(items=items, next=following)


# ---- nudges ----------------------------------------------------------------------------------------


@router.post(
    "/staff/{staff_id}/nudges",
    status_code=201,
    response_model=NudgeOut,
    responses=problems(NotFound, NoYear, JustNudged, NothingToTell, *ONCE),
)
def nudge(staff_id: UUID, wish: NudgeIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Remind a teacher of their minutes, in kind words of ours; at most once in seven days of the same thing."""

    def tell(session: Session) -> NudgeOut:
        return queries.nudge_out(session, actor, actions.nudge(session, actor, staff_id, wish.kind, now), now)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: tell(session))


@router.post("/unplaced/nudge", status_code=201, response_model=NudgedOut, responses=problems(NoYear, *ONCE))
def nudge_all(wish: NudgeIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Remind everybody at risk (place_minutes) or late to log (log_minutes), but who was within seven days."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201, effect=lambda: actions.nudge_all(session, actor, wish.kind, now)
        )


@router.get("/my-nudges", response_model=Page[NudgeOut], responses=problems(BadCursor))
def list_my_nudges(db: Db, actor: CurrentActor, now: Now, wish: Wish, unseen: bool = False) -> Page[NudgeOut]:
    """What I was reminded of, newest first; with `unseen`, only what I have not put away."""
    with db.reading(actor.scope) as session:
        items, following = queries.nudges_page(session, actor, wish, now, unseen_only=unseen)
    return Page(items=items, next=following)


@router.post("/my-nudges/{nudge_id}/seen", response_model=NudgeOut, responses=problems(NotFound, *ONCE))
def see_nudge(nudge_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Put a reminder of mine away. Doing it again changes nothing."""

    def see(session: Session) -> NudgeOut:
        return queries.nudge_out(session, actor, actions.see(session, actor, nudge_id, now), now)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=200, effect=lambda: see(session))


@router.get("/my-time/to-log", response_model=ToLogOut)
def list_my_to_log(db: Db, actor: CurrentActor, now: Now) -> ToLogOut:
    """What I have done and not logged, oldest first; what is late is a reminder."""
    with db.reading(actor.scope) as session:
        return queries.to_log(session, actor, now)


# ---- exports ---------------------------------------------------------------------------------------


@router.get("/exports/minutes", response_model=Page[ExportedMinutes], responses=problems(NotFound, NoYear, BadCursor))
def export_minutes(
    db: Db, actor: CurrentActor, now: Now, wish: Wish, year_id: UUID | None = None
) -> Page[ExportedMinutes]:
    """Every pot of every teacher, for payroll and the school's information system."""
    with db.reading(actor.scope) as session:
        items, following = queries.exported_page(session, actor, wish, year_id, now)
    return Page(items=items, next=following)


@router.get("/exports/minutes.csv", **_file(CSV, NotFound, NoYear))
def export_minutes_csv(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """Every pot of every teacher as a table."""
    return _csv(_minutes_on_paper(db, actor, year_id, now))


@router.get("/exports/minutes.xlsx", **_file(XLSX, NotFound, NoYear))
def export_minutes_xlsx(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """Every pot of every teacher as a workbook."""
    return _xlsx(_minutes_on_paper(db, actor, year_id, now))


@router.get("/exports/entries.csv", **_file(CSV, NotFound, NoYear))
def export_entries_csv(db: Db, actor: CurrentActor, now: Now, year_id: UUID | None = None) -> Response:
    """The whole ledger of a year, teacher by teacher in order of time; sent as it is read."""
    with db.reading(actor.scope) as session:
        year = queries.year_asked(session, actor, year_id, now)
        name, wanted_id, teachers = year.name, year.id, queries.teachers_with_pots(session, actor, year.id)
        zone = calendar.zone(session, actor)
    lines = paper.entry_lines(_entries(db, actor, wanted_id, teachers, now), zone)
    headers = _attachment(rules.file_name("entries", name, suffix="csv"))
    return StreamingResponse(sheets.csv_stream(paper.ENTRY_HEADINGS, lines), media_type=CSV, headers=headers)


# ---- helpers ---------------------------------------------------------------------------------------


def _statement_on_paper(db: Database, actor: Actor, staff_id: UUID, year_id: UUID | None, now: datetime) -> Paper:
    with db.reading(actor.scope) as session:
        return paper.of_teacher(queries.statement(session, actor, staff_id, year_id, now))


def _year_on_paper(db: Database, actor: Actor, year_id: UUID | None, now: datetime) -> Paper:
    with db.reading(actor.scope) as session:
        told = queries.year_statement(session, actor, year_id, now)
        return paper.of_school(told, queries.all_teacher_years(session, actor, told.year_id, now))


def _minutes_on_paper(db: Database, actor: Actor, year_id: UUID | None, now: datetime) -> Paper:
    with db.reading(actor.scope) as session:
        year = queries.year_asked(session, actor, year_id, now)
        return paper.of_minutes(queries.exported(session, actor, year.id, year.name), year.name)


def _entries(
    db: Database, actor: Actor, year_id: UUID, teachers: Sequence[Teacher], until: datetime
) -> Iterator[EntryLine]:
    """A year's entries, read some at a time. Each read is a transaction of its own, so that a slow reader holds
    no connection; nothing is lost between them, because the ledger only grows."""
    for teacher in teachers:
        after: EntryKey | None = None
        while True:
            with db.reading(actor.scope) as session:
                found = queries.entries_of(session, actor, teacher, year_id, after, until)
            yield from found
            if len(found) < ENTRIES_PER_READ:
                break
            after = found[-1].key


def _csv(written: Paper) -> Response:
    return Response(sheets.csv_of(written), media_type=CSV, headers=_attachment(f"{written.file_stem}.csv"))


def _xlsx(written: Paper) -> Response:
    return Response(sheets.xlsx_of(written), media_type=XLSX, headers=_attachment(f"{written.file_stem}.xlsx"))


def _pdf(written: Paper) -> Response:
    return Response(pdf.pdf_of(written), media_type=PDF, headers=_attachment(f"{written.file_stem}.pdf"))


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
