"""Writes about photographs of pupils' work and of sheets: each goes with a note of its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.files.images import MEDIA_TYPE, Photograph
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.actions import noting
from app.lesson_study.evidence_errors import FacesNotChecked, NoteDiffers, TooManyNotes
from app.lesson_study.queries import evidence
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules import evidence as rules
from app.lesson_study.rules.evidence import ReadPlace
from app.lesson_study.rules.words import NoteKind
from app.lesson_study.tables import EvidenceNote, NotePhoto
from app.plc import access as plc_access


@dataclass(frozen=True, slots=True)
class PhotoWish:
    """What is said of a photograph beside the file."""

    note_id: UUID
    kind: NoteKind
    has_no_faces: bool
    case_pupil_id: UUID | None
    stage_key: str
    device_at: datetime
    sent_at: datetime


def require_may_send(session: Session, actor: Actor, round_id: UUID, wish: PhotoWish) -> None:
    """Refuse before the file is read: who may not send one must not make us work.

    Raises:
        FacesNotChecked: nobody has said that no face is on it.
    """
    _, _, members = evidence.round_of_group(session, actor, round_id)
    plc_access.require_member(actor, members)
    if not wish.has_no_faces:
        raise FacesNotChecked


def attach(
    session: Session, actor: Actor, round_id: UUID, wish: PhotoWish, made: Photograph, now: datetime
) -> tuple[EvidenceNote, RoundSeen]:
    """Store a photograph with its note, once however often it is sent.

    Raises:
        NoteDiffers: the id is another note's, or this note's with another file.
        TooManyNotes: the actor has as many photographs of the round as fit.
    """
    require_may_send(session, actor, round_id, wish)
    seen = evidence.round_seen(session, actor, round_id)
    clock = rules.phone_clock(sent_at=wish.sent_at, received_at=now)
    row = EvidenceNote(
        id=wish.note_id, school_id=actor.school_id, round_id=round_id, staff_id=actor.staff_id,
        case_pupil_id=wish.case_pupil_id if wish.case_pupil_id in seen.labels else None, stage_key=wish.stage_key,
        kind=wish.kind, noted_at=clock.seen_at(wish.device_at), device_at=wish.device_at, received_at=now,
    )  # fmt: skip
    stored = evidence.notes_by_ids(session, actor, [row.id]).get(row.id)
    if stored is None:
        if evidence.count_of_mine(session, actor, round_id, kinds=evidence.PHOTO_KINDS) >= rules.PHOTOS_A_PERSON_MAX:
            raise TooManyNotes(notes_max=rules.PHOTOS_A_PERSON_MAX)
        if noting.insert_new(session, [row]):
            session.add(_photo(actor, wish, made, now))
            session.flush()
        stored = evidence.notes_by_ids(session, actor, [row.id])[row.id]
    _require_same(session, actor, stored, row, made)
    return stored, seen


def _require_same(session: Session, actor: Actor, stored: EvidenceNote, like: EvidenceNote, made: Photograph) -> None:
    if not noting.is_same(stored, actor, like):
        raise NoteDiffers
    photo = evidence.photo(session, actor, stored.id)
    if stored.withdrawn_at is None and (photo is None or photo.sha256 != made.sha256):
        raise NoteDiffers


def _photo(actor: Actor, wish: PhotoWish, made: Photograph, now: datetime) -> NotePhoto:
    return NotePhoto(
        school_id=actor.school_id, note_id=wish.note_id, has_no_faces=wish.has_no_faces, media_type=MEDIA_TYPE,
        width=made.width, height=made.height, content=made.content, sha256=made.sha256, made_at=now,
    )  # fmt: skip


def show(session: Session, actor: Actor, note_id: UUID, now: datetime) -> NotePhoto:
    """A photograph for the group. That somebody else's was looked at is written down.

    Raises:
        NotFound: there is no such note, it was withdrawn, or it has no photograph.
    """
    note = evidence.note(session, actor, note_id)
    photo = evidence.photo(session, actor, note_id)
    if photo is None:
        raise NotFound
    evidence.round_of_group(session, actor, note.round_id)
    noting.write_down_reading(session, actor, note.round_id, [note], ReadPlace.PHOTO, now, is_more=True)
    return photo
