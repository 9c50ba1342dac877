"""What travels over HTTP about notes, photographs and what a phone needs in a classroom without signal."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, ValidationError, WrapValidator

from app.lesson_study.rules import evidence as rules
from app.lesson_study.rules.evidence import NoteOutcome, ReadPlace
from app.lesson_study.rules.words import NoteKind, PupilAttribute
from app.study.rules import RoundState
from app.web.bodies import Body, Instant, Out, Plain

PROBLEM_CHARACTERS_MAX = 300

StageKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{0,40}$")]
"""A stage of the research proposal; empty where the lesson has none."""
PhotoKind = Literal[NoteKind.PHOTO, NoteKind.SHEET]


class NoteIn(Body):
    """One thing seen or heard. The id is the phone's: the same sent again is the same note."""

    id: UUID
    kind: Literal[NoteKind.WORDS, NoteKind.MOMENT]
    text: Annotated[Plain, Field(min_length=1, max_length=rules.NOTE_CHARACTERS_MAX)]
    case_pupil_id: UUID | None = None
    stage_key: StageKey = ""
    device_at: Instant
    """When it was seen, by the phone's clock."""


class UnusableNote(Out):
    """A note that cannot be read: it is refused alone, and the others are stored."""

    id: str
    why: str


def _alone(sent: Any, _handler: Any) -> NoteIn | UnusableNote:
    """Read one note by itself, so that what is wrong with it does not cost the others."""
    try:
        return NoteIn.model_validate(sent)
    except ValidationError as error:
        name = sent.get("id") if isinstance(sent, dict) else None
        if not isinstance(name, str) or len(name) > 100:
            raise ValueError("must have an id") from error
        return UnusableNote(id=name, why=_why(error))


def _why(error: ValidationError) -> str:
    first = error.errors()[0]
    place = str(first["loc"][0]) if first["loc"] else ""
    if place == "text" and first["type"] in ("string_too_long", "too_long"):
        return f"It is longer than {rules.NOTE_CHARACTERS_MAX:,} characters. Split it in two."
    message = str(first["msg"]).removeprefix("Value error, ").encode("utf-8", "replace").decode()
    return f"{place}: {message}"[:PROBLEM_CHARACTERS_MAX]


SentNote = Annotated[NoteIn | UnusableNote, WrapValidator(_alone, json_schema_input_type=NoteIn)]


class NotesIn(Body):
    sent_at: Instant
    """When this was sent, by the same clock: it shows how far that clock is off."""
    notes: list[SentNote] = Field(max_length=rules.NOTES_MAX)


class NoteProblem(Out):
    """Why one note was refused. Keep it and mend it: nothing of it is stored."""

    type: str
    title: str
    detail: str


class NoteResult(Out):
    id: str
    """As it was sent; results are in the order of the notes."""
    outcome: NoteOutcome
    problem: NoteProblem | None = None


class NotesTaken(Out):
    results: list[NoteResult]
    clock_off_seconds: int
    """How far the phone's clock is ahead (negative: behind); 0 when it is right enough."""
    told: list[str]
    """What whoever sent them should know, in sentences."""


class NoteOut(Out):
    id: UUID
    author_name: str
    is_mine: bool
    case_pupil_id: UUID | None
    label: str | None
    """Of the case pupil; null for the whole class."""
    stage_key: str
    stage_title: str
    kind: NoteKind
    text: str
    """Text, whatever is in it: never HTML."""
    has_photo: bool
    noted_at: datetime
    """When it was seen, by the server's clock."""
    clock_was_off: bool
    came_late: bool
    may_withdraw: bool


class ObservedRound(Out):
    id: UUID
    held_on: date
    period: str
    starts_at: datetime
    ends_at: datetime
    class_name: str
    subject: str
    room: str
    host_name: str
    focus: str
    state: RoundState
    group_id: UUID
    group_name: str


class ObservedStage(Out):
    key: str
    title: str
    minutes: int


class ObservedPupil(Out):
    id: UUID
    label: str
    attributes: list[PupilAttribute]
    typifies: str
    success_criterion: str
    predictions: dict[str, str]
    """Key of the stage -> what the group expects."""
    is_mine: bool
    """Whether I was asked to watch this pupil."""


class MomentOut(Out):
    key: str
    text: str


class ObservingOut(Out):
    """All that a phone needs to take notes without signal. Of notes only my own."""

    round: ObservedRound
    server_now: datetime
    cycle_id: UUID | None
    research_lesson_id: UUID | None
    learning_objective: str
    stages: list[ObservedStage]
    pupils: list[ObservedPupil]
    moments: list[MomentOut]
    may_note: bool
    rule: str
    mine: list[NoteOut]


class ReadOut(Out):
    """That somebody read my notes of a round."""

    round_id: UUID
    class_name: str
    held_on: date
    reader_name: str
    notes: int
    where_read: ReadPlace
    read_at: datetime


class CoverPromptOut(Out):
    """What whoever covers may look for, so that covering is learning too."""

    focus: str
    prompt: str
