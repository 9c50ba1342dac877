"""A cycle as a file: everything that the group has written, before any of it is deleted. Without the key to labels."""

from datetime import date, datetime
from uuid import UUID

from pydantic import JsonValue

from app.lesson_study.rules.words import CycleState, DiscussionProtocol, Mode, NoteKind, SourceKind, Stage
from app.web.bodies import Out


class ExportedSource(Out):
    kind: SourceKind
    title: str
    link: str
    taken_from_it: str


class ExportedPupil(Out):
    label: str
    attributes: list[str]
    typifies: str


class ExportedNote(Out):
    id: UUID
    by_name: str
    label: str | None
    stage_key: str
    kind: NoteKind
    text: str
    noted_at: datetime
    photo: str | None
    """The address of its photograph, for as long as it is kept."""


class ExportedInterview(Out):
    label: str
    by_name: str
    held_at: datetime
    enjoyed: str
    learned: str
    can_do_now: str
    better_how: str
    helped: str
    change: str


class ExportedEntry(Out):
    step_key: str
    label: str | None
    speaker_name: str | None
    text: str
    made_at: datetime


class ExportedChange(Out):
    text: str
    by_on: date | None
    outcome: str
    checked_at: datetime | None


class ExportedLesson(Out):
    number: int
    round_id: UUID | None
    held_on: date | None
    class_name: str | None
    subject: str | None
    proposal: JsonValue
    """As it was last saved; null when nobody has begun."""
    notes: list[ExportedNote]
    interviews: list[ExportedInterview]
    entries: list[ExportedEntry]
    changes: list[ExportedChange]


class ExportedClaim(Out):
    number: int
    note: str
    done_on: date | None


class CycleExport(Out):
    format: str
    exported_at: datetime
    school_name: str
    group_name: str
    id: UUID
    title: str
    mode: Mode
    state: CycleState
    stage: Stage
    lesson_number: int
    lessons_planned: int
    protocol: DiscussionProtocol
    research_question: str
    research_theme: str
    baseline: str
    success_measure: str
    progress: str
    reflection: str
    affirmation: str
    reminder: str
    ended_reason: str
    created_at: datetime
    ended_at: datetime | None
    sources: list[ExportedSource]
    pupils: list[ExportedPupil]
    mechanisms: list[ExportedClaim]
    lessons: list[ExportedLesson]
