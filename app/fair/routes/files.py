"""HTTP in, HTTP out, for pictures and documents of findings. Nothing of theirs is ever a page of ours."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from app.fair import access, actions, queries
from app.fair.actions.attaching import FileWish
from app.fair.errors import AltMissing, FileNotChecked, FileUnusable, NotADraft, TooManyFiles, Withdrawn
from app.fair.rules import Audience, FileKind, uploads
from app.fair.schemas import FileOut
from app.fair.tables import FindingFile
from app.files import images
from app.files.deps import Files
from app.files.errors import PicturesBusy
from app.identity.deps import CurrentActor, PerhapsActor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag
from app.web.bodies import Plain
from app.web.deps import Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["fair"], route_class=RetryingRoute)

FILE_BODY_BYTES_MAX = images.FILE_BYTES_MAX + 100_000  # And what multipart puts around the file.
NAME_SENT_MAX = 400
BYTES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {} for kind in (images.MEDIA_TYPE, *uploads.MEDIA_TYPES)}},
    304: {"description": "As known"},
}
CLOSED = "default-src 'none'; sandbox"
"""A file and nothing else, should anybody ever open it as a page."""


@router.post(
    "/findings/{finding_id}/files",
    status_code=201,
    response_model=FileOut,
    responses=problems(
        NotFound, Forbidden, NotADraft, TooManyFiles, FileUnusable, FileNotChecked, AltMissing, PicturesBusy
    ),
    max_body_size=FILE_BODY_BYTES_MAX,
)  # fmt: skip
def add_finding_file(
    finding_id: UUID,
    file: Annotated[UploadFile, File()],
    has_no_faces: Annotated[bool, Form()],
    response: Response,
    db: Db,
    actor: CurrentActor,
    files: Files,
    now: Now,
    alt: Annotated[Plain, Form(max_length=500)] = "",
    name: Annotated[str, Form(max_length=NAME_SENT_MAX)] = "",
) -> FileOut:
    """Add a picture, made anew without metadata, or a document. The ETag is the draft's new version.

    `has_no_faces` says that somebody has looked: no pupil's face and no pupil's name is in it.
    """
    wish = FileWish((name or file.filename or "")[:NAME_SENT_MAX], " ".join(alt.split()), is_checked=has_no_faces)
    with db.reading(actor.scope) as session:
        actions.require_may_add(session, actor, finding_id, wish)
    made = actions.made_of(file.file.read(images.FILE_BYTES_MAX + 1), wish)
    # Bytes without a row are swept away; a row without bytes would be a hole in the page.
    key = actions.key_for(actor)
    files.put(key, made.content)
    with db.writing(actor.scope) as session:
        row, finding = actions.attach(session, actor, finding_id, wish, made, key, now)
        etag.show(response, finding.version)
        return queries.file_out(row, address=queries.on_desk(finding_id))


@router.delete(
    "/findings/{finding_id}/files/{file_id}",
    status_code=204,
    responses=problems(NotFound, Forbidden, NotADraft),
)
def remove_finding_file(
    finding_id: UUID, file_id: UUID, response: Response, db: Db, actor: CurrentActor, now: Now
) -> None:
    """Take a file out of a draft. The ETag is the draft's new version."""
    with db.writing(actor.scope) as session:
        finding = actions.remove_file(session, actor, finding_id, file_id, now)
        etag.show(response, finding.version)


@router.get("/findings/{finding_id}/files/{file_id}", response_class=Response, responses=problems(NotFound) | BYTES)
def read_finding_file(
    finding_id: UUID, file_id: UUID, request: Request, db: Db, actor: CurrentActor, files: Files
) -> Response:
    """A file of a finding in the making, for its authors, their group, and leads once it is handed in."""
    with db.reading(actor.scope) as session:
        queries.finding(session, actor, finding_id)
        row = queries.own_file(session, actor, finding_id, file_id)
    return _sent(request, row, files, is_public=False)


@router.get(
    "/fair/findings/{finding_id}/files/{file_id}",
    response_class=Response,
    responses=problems(NotFound, Withdrawn) | BYTES,
)
def read_fair_file(
    finding_id: UUID, file_id: UUID, request: Request, db: Db, actor: PerhapsActor, files: Files
) -> Response:
    """A file of a published finding, for whoever may read the finding."""
    scope = access.reading_scope(actor)
    with db.reading(scope) as session:
        finding = queries.fair_finding(session, scope, finding_id)
        row = queries.fair_file(session, finding, file_id)
    return _sent(request, row, files, is_public=row.audience == Audience.EVERYONE)


# ---- helpers -------------------------------------------------------------------------------------


def _sent(request: Request, row: FindingFile, files: Files, *, is_public: bool) -> Response:
    """The bytes, or that they are the known ones: each time it is asked whether they may still be read."""
    tag = f'"{row.digest[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache" if is_public else "private, no-cache"}
    if is_public:
        # Feed readers show the pictures of a public finding on pages of their own.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    disposition = "inline" if row.kind == FileKind.IMAGE else "attachment"
    headers |= {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(row.name, safe='')}",
        "Content-Security-Policy": CLOSED,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(files.get(row.store_key), media_type=row.media_type, headers=headers)
