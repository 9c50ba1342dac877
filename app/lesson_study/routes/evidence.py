"""HTTP in, HTTP out, for observing, notes, photographs, interviews and the coverer's prompt."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Response, UploadFile

from app.files import images
from app.files.errors import PicturesBusy
from app.files.images import Photograph
from app.identity.deps import CurrentActor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.actions import interviewing, noting, photos
from app.lesson_study.actions.photos import PhotoWish
from app.lesson_study.evidence_errors import (
    DiscussionClosed,
    FacesNotChecked,
    NoteDiffers,
    PhotoUnusable,
    TooManyNotes,
)
from app.lesson_study.queries import evidence, interviews, observing
from app.lesson_study.rules.evidence import ReadPlace
from app.lesson_study.schemas.evidence import (
    CoverPromptOut,
    NoteOut,
    NotesIn,
    NotesTaken,
    ObservingOut,
    PhotoKind,
    ReadOut,
    StageKey,
)
from app.lesson_study.schemas.interviews import InterviewIn, InterviewOut, InterviewsOut
from app.web import etag
from app.web.bodies import Instant, Page
from app.web.deps import Db, IfMatch, Now, Wish
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["evidence"], route_class=RetryingRoute)

NOTES_BYTES_MAX = 5_500_000  # 200 notes at their longest, each character written as \uXXXX.
PHOTO_BYTES_MAX = images.FILE_BYTES_MAX + 100_000  # And what multipart puts around the file.
PHOTO_HEADERS = {
    # A picture and nothing else, should anybody ever open it as a page.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Each look is written down, and a photograph that was withdrawn is gone: no browser keeps it.
    "Cache-Control": "no-store",
}


@router.get("/rounds/{round_id}/observing", response_model=ObservingOut, responses=problems(NotFound, Forbidden))
def read_observing(round_id: UUID, db: Db, actor: CurrentActor, now: Now) -> ObservingOut:
    """All that a phone needs in a classroom without signal: the plan, the case pupils, my own notes."""
    with db.reading(actor.scope) as session:
        return observing.observing(session, actor, round_id, now)


@router.get(
    "/rounds/{round_id}/notes", response_model=Page[NoteOut], responses=problems(NotFound, Forbidden, BadCursor)
)
def list_notes(round_id: UUID, db: Db, actor: CurrentActor, now: Now, wish: Wish) -> Page[NoteOut]:
    """What the group has noted, in order of time. Whose notes are read is written down, and they can see it."""
    with db.writing(actor.scope) as session:
        seen = evidence.round_seen(session, actor, round_id)
        rows, following = evidence.notes_page(session, actor, round_id, wish)
        is_more = wish.after is not None
        noting.write_down_reading(session, actor, round_id, rows, ReadPlace.NOTES, now, is_more=is_more)
        return Page(items=evidence.notes_out(session, actor, rows, seen), next=following)


@router.post(
    "/rounds/{round_id}/notes",
    response_model=NotesTaken,
    responses=problems(NotFound, Forbidden),
    max_body_size=NOTES_BYTES_MAX,
)
def send_notes(round_id: UUID, wish: NotesIn, db: Db, actor: CurrentActor, now: Now) -> NotesTaken:
    """Store what a phone has kept. Each note's id is its key: sent again, it is there already."""
    with db.writing(actor.scope) as session:
        return noting.take(session, actor, round_id, wish, now)


@router.post(
    "/rounds/{round_id}/notes/{note_id}/photo",
    response_model=NoteOut,
    responses=problems(NotFound, Forbidden, FacesNotChecked, PhotoUnusable, NoteDiffers, TooManyNotes, PicturesBusy),
    max_body_size=PHOTO_BYTES_MAX,
)
def send_photo(
    round_id: UUID,
    note_id: UUID,
    file: Annotated[UploadFile, File()],
    kind: Annotated[PhotoKind, Form()],
    has_no_faces: Annotated[bool, Form()],
    device_at: Annotated[Instant, Form()],
    sent_at: Annotated[Instant, Form()],
    db: Db,
    actor: CurrentActor,
    now: Now,
    case_pupil_id: Annotated[UUID | None, Form()] = None,
    stage_key: Annotated[StageKey, Form()] = "",
) -> NoteOut:
    """Store a photograph of work or of a sheet, made anew without metadata. The same sent again is there already."""
    wish = PhotoWish(
        note_id, kind, has_no_faces=has_no_faces, case_pupil_id=case_pupil_id, stage_key=stage_key,
        device_at=device_at, sent_at=sent_at,
    )  # fmt: skip
    with db.reading(actor.scope) as session:
        photos.require_may_send(session, actor, round_id, wish)
    made = _made_anew(file)
    with db.writing(actor.scope) as session:
        row, seen = photos.attach(session, actor, round_id, wish, made, now)
        return evidence.notes_out(session, actor, [row], seen)[0]


@router.get(
    "/notes/{note_id}/photo",
    response_class=Response,
    responses=problems(NotFound, Forbidden) | {200: {"content": {images.MEDIA_TYPE: {}}}},
)
def read_photo(note_id: UUID, db: Db, actor: CurrentActor, now: Now) -> Response:
    """A photograph, for the group alone. That it was looked at is written down."""
    with db.writing(actor.scope) as session:
        photo = photos.show(session, actor, note_id, now)
        name = f"{photo.note_id}.webp"
        headers = PHOTO_HEADERS | {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(photo.content, media_type=photo.media_type, headers=headers)


@router.delete("/notes/{note_id}", status_code=204, responses=problems(NotFound, Forbidden, DiscussionClosed))
def withdraw_note(note_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """Take my own note back for good, until the discussion is closed."""
    with db.writing(actor.scope) as session:
        noting.withdraw(session, actor, note_id, now)


@router.get("/my-notes/reads", response_model=Page[ReadOut], responses=problems(BadCursor))
def list_note_reads(db: Db, actor: CurrentActor, wish: Wish) -> Page[ReadOut]:
    """Who has read my notes, where and when, the newest first."""
    with db.reading(actor.scope) as session:
        items, following = evidence.reads_page(session, actor, wish)
        return Page(items=items, next=following)


# ---- interviews ------------------------------------------------------------------------------------


@router.get("/rounds/{round_id}/interviews", response_model=InterviewsOut, responses=problems(NotFound, Forbidden))
def list_interviews(round_id: UUID, db: Db, actor: CurrentActor) -> InterviewsOut:
    """The set questions, the case pupils, and what they have answered."""
    with db.reading(actor.scope) as session:
        return interviews.all_of_round(session, actor, round_id)


@router.get(
    "/rounds/{round_id}/interviews/{case_pupil_id}",
    response_model=InterviewOut,
    responses=problems(NotFound, Forbidden),
)
def read_interview(
    round_id: UUID, case_pupil_id: UUID, response: Response, db: Db, actor: CurrentActor
) -> InterviewOut:
    """One case pupil's interview; empty, as version 0, before it was held."""
    with db.reading(actor.scope) as session:
        answer = interviews.interview_out(session, actor, round_id, case_pupil_id)
        etag.show(response, answer.version)
        return answer


@router.put(
    "/rounds/{round_id}/interviews/{case_pupil_id}",
    response_model=InterviewOut,
    responses=problems(NotFound, Forbidden, DiscussionClosed, *etag.EDIT),
)
def edit_interview(
    round_id: UUID,
    case_pupil_id: UUID,
    wish: InterviewIn,
    response: Response,
    db: Db,
    actor: CurrentActor,
    now: Now,
    if_match: IfMatch = None,
) -> InterviewOut:
    """Write down what a case pupil said, in the pupil's words. If-Match is 0 for one that was not held yet."""
    with db.writing(actor.scope) as session:
        row = interviewing.record(session, actor, round_id, case_pupil_id, wish, if_match, now)
        etag.show(response, row.version)
        return interviews.interview_out(session, actor, round_id, case_pupil_id)


# ---- cover -----------------------------------------------------------------------------------------


@router.get("/cover-slots/{slot_id}/prompt", response_model=CoverPromptOut, responses=problems(NotFound, Forbidden))
def read_cover_prompt(slot_id: UUID, db: Db, actor: CurrentActor) -> CoverPromptOut:
    """The group's shared focus, and one thing to look for in the class that is covered."""
    with db.reading(actor.scope) as session:
        return observing.cover_prompt(session, actor, slot_id)


# ---- helpers ---------------------------------------------------------------------------------------


def _made_anew(file: UploadFile) -> Photograph:
    """The picture without whatever else is in its file. No transaction is open meanwhile.

    Raises:
        PhotoUnusable: with the reason.
    """
    try:
        return images.make_in_child(file.file.read(images.FILE_BYTES_MAX + 1))
    except images.Unusable as unusable:
        raise PhotoUnusable(why=str(unusable)) from unusable
