"""What was seen and heard: notes and photographs of work, interviews, and who has read whose notes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.lesson_study.rules.words import NoteKind


class EvidenceNote(TenantRow, table=True):
    """One thing that one observer saw or heard. The id is the phone's, so that a note sent twice is one note.

    Withdrawing takes the text away for good; the row stays, so that a phone cannot bring it back.
    """

    __tablename__ = "evidence_note"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_evidence_note_round"),
        within_school("staff_id", "staff", name="fk_evidence_note_staff"),
        within_school("case_pupil_id", "case_pupil", name="fk_evidence_note_pupil"),
        CheckConstraint("(withdrawn_at IS NULL) OR text = ''", name="withdrawn_is_gone"),
        CheckConstraint("withdrawn_at IS NOT NULL OR text <> '' OR kind IN ('photo', 'sheet')", name="says_something"),
        Index("ix_evidence_note_round", "school_id", "round_id", "noted_at", "id"),
    )

    round_id: UUID
    staff_id: UUID
    case_pupil_id: UUID | None = Field(default=None)
    stage_key: str = Field(default="", max_length=40)
    """The stage of the lesson in the proposal; empty where there is none."""
    kind: NoteKind = Field(sa_type=text_enum(NoteKind, "kind"))
    text: str = Field(default="", max_length=4000)
    noted_at: datetime
    """When it was seen, by the server's clock: a phone that is wrong is put right."""
    device_at: datetime
    """When the phone said it was."""
    received_at: datetime
    withdrawn_at: datetime | None = Field(default=None)


class NotePhoto(TenantRow, table=True):
    """A photograph of pupils' work or of a sheet, made anew without metadata. Goes with its note."""

    __tablename__ = "note_photo"
    __table_args__ = (
        within_school("note_id", "evidence_note", name="fk_note_photo_note"),
        UniqueConstraint("school_id", "note_id", name="uq_note_photo_note"),
        CheckConstraint("has_no_faces", name="no_faces"),
    )

    note_id: UUID
    has_no_faces: bool
    """Whoever took it has looked: there is no face and no name on it."""
    media_type: str = Field(max_length=40)
    width: int
    height: int
    content: bytes = Field(sa_type=LargeBinary)
    sha256: str = Field(max_length=64)
    """Of the file as it was sent: the same sent again is the same."""
    made_at: datetime


class PupilInterview(TenantRow, Versioned, table=True):
    """Five minutes with one case pupil after the lesson: the set questions, in the pupil's words."""

    __tablename__ = "pupil_interview"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_pupil_interview_round"),
        within_school("case_pupil_id", "case_pupil", name="fk_pupil_interview_pupil"),
        within_school("staff_id", "staff", name="fk_pupil_interview_staff"),
        UniqueConstraint("school_id", "round_id", "case_pupil_id", name="uq_pupil_interview_once"),
    )

    round_id: UUID
    case_pupil_id: UUID
    staff_id: UUID
    enjoyed: str = Field(default="", max_length=1000)
    learned: str = Field(default="", max_length=1000)
    can_do_now: str = Field(default="", max_length=1000)
    better_how: str = Field(default="", max_length=1000)
    helped: str = Field(default="", max_length=1000)
    change: str = Field(default="", max_length=1000)
    held_at: datetime


class EvidenceRead(TenantRow, table=True):
    """That somebody read another's notes of a round: when, and how many. Never changed; its author sees it."""

    __tablename__ = "evidence_read"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_evidence_read_round"),
        within_school("author_id", "staff", name="fk_evidence_read_author"),
        within_school("reader_id", "staff", name="fk_evidence_read_reader"),
        CheckConstraint("author_id <> reader_id", name="of_another"),
        CheckConstraint("notes > 0", name="notes"),
        Index("ix_evidence_read_author", "school_id", "author_id", "read_at", "id"),
        Index("ix_evidence_read_round", "school_id", "round_id", "read_at", "id"),
    )

    round_id: UUID
    author_id: UUID
    reader_id: UUID
    notes: int
    where_read: str = Field(max_length=40)
    """On which screen or in which document."""
    read_at: datetime
