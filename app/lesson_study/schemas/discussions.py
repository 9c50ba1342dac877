"""What travels over HTTP about post-lesson discussions and their record."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.lesson_study.rules.discussion import Speaker, StepState
from app.lesson_study.rules.words import DiscussionProtocol, DiscussionState
from app.lesson_study.schemas.evidence import NoteOut
from app.lesson_study.schemas.interviews import InterviewOut, PupilLabel
from app.lesson_study.schemas.proposals import ChangeOut
from app.web.bodies import Body, Out, Plain

StepNumber = Annotated[int, Strict(), Field(ge=0, le=50)]


class DiscussionIn(Body):
    protocol: DiscussionProtocol | None = None
    """Null: the one that the cycle has chosen, or the UK's."""
    chair_id: UUID
    recorder_id: UUID


class ChairsEdit(Body):
    """Who leads and who writes from now on."""

    chair_id: UUID
    recorder_id: UUID


class StepMove(Body):
    from_step: StepNumber = Field(alias="from")
    """The step that you saw: somebody else may have moved it on."""
    to: StepNumber


class EntryIn(Body):
    """One point of the record. The id is the sender's: the same sent again is one point."""

    id: UUID
    step_key: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    text: Annotated[Plain, Field(min_length=1, max_length=4_000)]
    case_pupil_id: UUID | None = None
    speaker_id: UUID | None = None
    """Who said it, where that matters."""


class RecordEntryOut(Out):
    id: UUID
    step_key: str
    label: str | None
    case_pupil_id: UUID | None
    speaker_name: str | None
    text: str
    by_name: str
    is_mine: bool
    made_at: datetime


class ChairOut(Out):
    staff_id: UUID
    name: str


class DiscussionStep(Out):
    key: str
    title: str
    text: str
    minutes: int
    who: Speaker
    per_pupil: bool
    is_evidence: bool
    is_teaching: bool
    state: StepState
    entries: list[RecordEntryOut]


class PupilEvidence(Out):
    label: str | None
    """Null: the whole class."""
    notes: list[NoteOut]


class DiscussionOut(Out):
    id: UUID
    round_id: UUID
    version: int
    protocol: DiscussionProtocol
    state: DiscussionState
    chair: ChairOut
    recorder: ChairOut
    step: int
    """Where in `steps` it stands, from 0."""
    step_began_at: datetime
    server_now: datetime
    began_at: datetime
    closed_at: datetime | None
    steps: list[DiscussionStep]
    evidence_missing: list[str]
    """Labels of case pupils of whom nothing is in the record yet: before that, nobody speaks of the teaching."""
    pupils: list[PupilLabel]
    evidence: list[PupilEvidence]
    interviews: list[InterviewOut]
    may_lead: bool
    may_record: bool
    research_lesson_id: UUID | None
    """Whose plan the changes go into; null for a round outside a cycle."""
    changes: list[ChangeOut]
