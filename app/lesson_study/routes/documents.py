"""HTTP in, HTTP out, for a cycle's document and observation sheets. No decision is made here."""

from typing import Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.lesson_study.actions import documents as actions
from app.lesson_study.errors import DocumentCannotBeMade
from app.lesson_study.paper import printing, sheets, workbook
from app.statements.errors import PrintersBusy
from app.web.deps import Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["lesson study"], route_class=RetryingRoute)

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(media_type: str) -> dict[str, Any]:
    """The arguments of a route that answers with a file."""
    refusals = problems(NotFound, DocumentCannotBeMade, PrintersBusy)
    return {"response_class": Response, "responses": refusals | {200: {"content": {media_type: {}}}}}


@router.get("/cycles/{cycle_id}/document.pdf", **_file(PDF))
def read_cycle_document_pdf(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now) -> Response:
    """The whole cycle, in the order of the workbook, as pages. For the group and its guests; authors of notes see
    who took it."""
    with db.writing(actor.scope) as session:
        told = actions.take_document(session, actor, cycle_id, now)
    document = workbook.of_cycle(told)
    return _attachment(printing.pdf_of(document), PDF, f"{document.file_stem}.pdf")


@router.get("/cycles/{cycle_id}/document.docx", **_file(DOCX))
def read_cycle_document_docx(cycle_id: UUID, db: Db, actor: CurrentActor, now: Now) -> Response:
    """The same, to go on writing in. For the group and its guests; authors of notes see who took it."""
    with db.writing(actor.scope) as session:
        told = actions.take_document(session, actor, cycle_id, now)
    document = workbook.of_cycle(told)
    return _attachment(printing.docx_of(document), DOCX, f"{document.file_stem}.docx")


@router.get("/rounds/{round_id}/observation-sheet.pdf", **_file(PDF))
def read_observation_sheet_pdf(
    round_id: UUID, db: Db, actor: CurrentActor, whose: Literal["mine", "all"] = "mine"
) -> Response:
    """A page of A4 for each case pupil that I watch, or for all of them; without any, one for the whole class."""
    with db.reading(actor.scope) as session:
        told = actions.prepare_sheets(session, actor, round_id, all_pupils=whose == "all")
    return _attachment(printing.sheets_of(sheets.of_round(told)), PDF, sheets.file_name(told))


def _attachment(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
