"""What travels over HTTP about cycles, their stages, sources and case pupils."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, Strict

from app.lesson_study.rules.guards import Place
from app.lesson_study.rules.words import (
    LESSONS_MAX,
    PUPILS_MAX,
    CycleState,
    DiscussionProtocol,
    Mode,
    PupilAttribute,
    SourceKind,
    Stage,
)
from app.lesson_study.schemas.proposals import CasePupilOut, ChangeOut, Label, ResearchLessonLine
from app.pupils.schemas import NameFound
from app.web.bodies import Body, Line, LongText, OptionalLine, Out, Plain, Text


def _web_address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise ValueError("must begin with https:// or http://")
    if any(character.isspace() for character in text):
        raise ValueError("must hold no spaces")
    return text


LessonNumber = Annotated[int, Strict(), Field(ge=1, le=LESSONS_MAX)]
WebAddress = Annotated[Plain, Field(max_length=1_000), AfterValidator(_web_address)]
"""An address on the web, or empty; opened by a click, so nothing but http and https."""


class CycleLine(Out):
    """A cycle from outside: what leads may see of it. No text but its title."""

    id: UUID
    group_id: UUID
    title: str
    mode: Mode
    state: CycleState
    stage: Stage
    lesson_number: int
    lessons_planned: int
    created_at: datetime
    ended_at: datetime | None
    finding_id: UUID | None


class SchoolCycleLine(CycleLine):
    group_name: str


class CycleIn(Body):
    title: Line
    mode: Mode = Mode.FULL
    lessons_planned: LessonNumber = 2
    protocol: DiscussionProtocol = DiscussionProtocol.UK
    other_id: UUID | None = None
    """The knowledgeable other: somebody of the group, or its guest."""
    earlier_id: UUID | None = None
    """An earlier cycle of the group that this one goes on from."""
    research_question: Text = ""


class CycleEdit(Body):
    title: Line
    mode: Mode
    lessons_planned: LessonNumber
    protocol: DiscussionProtocol
    other_id: UUID | None = None
    earlier_id: UUID | None = None
    research_question: Text = ""
    research_theme: Text = ""
    baseline: Annotated[Plain, Field(max_length=4_000)] = ""
    success_measure: Text = ""
    progress: LongText = ""
    reflection: LongText = ""
    affirmation: Text = ""
    reminder: Annotated[Plain, Field(max_length=500)] = ""


class BackIn(Body):
    to: Stage
    lesson_number: LessonNumber | None = None
    """For PLAN to REVISE: of which research lesson. Null: of the present one."""


class AbandonIn(Body):
    reason: Annotated[Plain, Field(min_length=1, max_length=500)]


class CompleteIn(Body):
    kept_reason: Annotated[Plain, Field(max_length=500)] = ""
    """Why what was learned stays in the group; needed where no finding was published."""


class SourceIn(Body):
    kind: SourceKind
    title: Annotated[Plain, Field(min_length=1, max_length=300)]
    link: WebAddress = ""
    taken_from_it: Annotated[Plain, Field(max_length=4_000)] = ""


class StudySourceOut(Out):
    id: UUID
    kind: SourceKind
    title: str
    link: str
    taken_from_it: str
    is_credible: bool
    added_by_name: str
    added_at: datetime
    names: list[NameFound] = Field(default_factory=list)


class CasePupilIn(Body):
    """A letter, what may be said beside it, and whom the pupil stands for. There is no field for a name."""

    label: Label
    attributes: list[PupilAttribute] = Field(default_factory=list, max_length=len(PupilAttribute))
    typifies: Annotated[OptionalLine, Field(max_length=200)] = ""


class CasePupilsIn(Body):
    pupils: list[CasePupilIn] = Field(max_length=PUPILS_MAX)


class MissingOut(Out):
    """Something that stands between a stage and the next, and where one puts it right."""

    text: str
    to: Place


class StageOut(Out):
    stage: Stage
    lesson_number: int | None
    state: Literal["done", "here", "ahead", "left_out"]
    title: str
    missing: list[MissingOut]
    warnings: list[str]
    came_at: datetime | None
    """When the cycle last came to it."""


class NextStageOut(Out):
    stage: Stage
    lesson_number: int | None


class StageMinutes(Out):
    """Of one teacher, in one stage."""

    stage: Stage
    lesson_number: int | None
    planned_minutes: int
    held_minutes: int


class CycleMinutes(Out):
    """What a cycle takes of each teacher, and what the year holds for it."""

    per_stage: list[StageMinutes]
    planned_total: int
    held_total: int
    protected_left: int
    """The least that any member has left of protected time this year."""
    twilight_planned: int
    """Twilights of the school's calendar that are still to come this year."""
    years: float | None
    """How many years of such time one cycle takes; null where no time at all is set aside."""
    sentence: str


class OtherOut(Out):
    staff_id: UUID
    name: str


class EarlierOut(Out):
    id: UUID
    title: str


class CycleOut(CycleLine):
    version: int
    group_name: str
    protocol: DiscussionProtocol
    other: OtherOut | None
    earlier: EarlierOut | None
    research_question: str
    research_theme: str
    baseline: str
    success_measure: str
    progress: str
    reflection: str
    affirmation: str
    reminder: str
    ended_reason: str
    """Why it was abandoned, or why what was learned stays in the group."""
    may_edit: bool
    stages: list[StageOut]
    """The whole way in order; what the mode leaves out says so."""
    missing: list[MissingOut]
    """What stands between the present stage and the next."""
    warnings: list[str]
    next_stage: NextStageOut | None
    may_advance: bool
    may_complete: bool
    """The last stage is reached: with a published finding, or with the reason why there is none."""
    minutes: CycleMinutes
    pupils: list[CasePupilOut]
    lessons: list[ResearchLessonLine]
    sources: list[StudySourceOut]
    changes: list[ChangeOut]
    names: list[NameFound]
    """What may be pupils' names in the texts."""
