"""What travels over HTTP about research lessons: the proposal, who watches whom, what changes next."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, Strict

from app.lesson_study.rules.words import LABELS, PUPILS_MAX, STAGES_MAX, PupilAttribute
from app.pupils.schemas import NameFound
from app.web.bodies import Body, Line, Out, Plain, SchoolDate, Text

Label = Annotated[str, Field(pattern=f"^[{LABELS}]$", examples=["A"])]
"""What a case pupil is known by."""
StageKey = Annotated[str, Field(pattern="^[a-z0-9-]{1,40}$", examples=["opening"])]
"""Made by the client once, and kept: what was written in a stage is found by it."""
StageMinutesIn = Annotated[int, Strict(), Field(ge=0, le=300)]
Sentence = Annotated[Plain, Field(max_length=1_000)]
Passage = Annotated[Plain, Field(max_length=4_000)]
LessonState = Literal["draft", "planned", "scheduled", "taught", "discussed", "cancelled", "stale"]


def _each_once(labels: list[str]) -> list[str]:
    if len(set(labels)) != len(labels):
        raise ValueError("must name each pupil once")
    return labels


class CasePupilOut(Out):
    """A learner who stands for several, known by a letter."""

    id: UUID
    label: str
    attributes: list[PupilAttribute]
    typifies: str


class CriterionIn(Body):
    label: Label
    success_criterion: Sentence = ""


class LessonStage(Body):
    """One stage of the lesson, with what the group expects each case pupil to do in it."""

    key: StageKey
    title: Line
    minutes: StageMinutesIn = 0
    teaching: Passage = ""
    predictions: Annotated[dict[Label, Sentence], Field(max_length=PUPILS_MAX)] = Field(default_factory=dict)
    patterns: Sentence = ""
    """What the group noticed across the case pupils."""


def _pupils_once(pupils: list[CriterionIn]) -> list[CriterionIn]:
    _each_once([pupil.label for pupil in pupils])
    return pupils


def _keys_once(stages: list[LessonStage]) -> list[LessonStage]:
    if len({stage.key for stage in stages}) != len(stages):
        raise ValueError("must give each stage a key of its own")
    return stages


class Proposal(Body):
    """The research proposal of one lesson."""

    learning_objective: Text = ""
    rationale: Passage = ""
    resources: Passage = ""
    new_here: Passage = ""
    """What is tried in this lesson that is new for the group."""
    pupils: Annotated[list[CriterionIn], Field(max_length=PUPILS_MAX), AfterValidator(_pupils_once)] = Field(
        default_factory=list
    )
    stages: Annotated[list[LessonStage], Field(max_length=STAGES_MAX), AfterValidator(_keys_once)] = Field(
        default_factory=list
    )


class ProposalIn(Body):
    base_version: Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
    """The version on which this was written; 1 is the empty one."""
    proposal: Proposal


class WatchIn(Body):
    staff_id: UUID
    pupil_labels: Annotated[list[Label], Field(max_length=PUPILS_MAX), AfterValidator(_each_once)]


class WatchesIn(Body):
    watch: list[WatchIn] = Field(max_length=20)


class WatchOut(Out):
    staff_id: UUID
    name: str
    pupil_labels: list[str]


class RoundLink(Body):
    round_id: UUID | None
    """A round of the group; null takes the link away."""


class ChangeIn(Body):
    id: UUID | None = None
    """Made by the client: the same sent twice is one."""
    text: Annotated[Plain, Field(min_length=1, max_length=1_000)]
    by_on: SchoolDate | None = None
    """The day by which it is to be tried."""


class CheckedIn(Body):
    outcome: Annotated[Plain, Field(min_length=1, max_length=1_000)]
    """What was seen when the group looked again."""


class ChangeOut(Out):
    id: UUID
    research_lesson_id: UUID
    lesson_number: int
    """The research lesson in which it was learned."""
    text: str
    by_on: date | None
    outcome: str
    checked_at: datetime | None
    by_name: str
    made_at: datetime
    may_remove: bool
    names: list[NameFound] = Field(default_factory=list)


class ResearchLessonLine(Out):
    id: UUID
    number: int
    round_id: UUID | None
    state: LessonState
    held_on: date | None
    period: str | None
    host_name: str | None
    class_name: str | None
    notes_count: int
    version: int
    """Of its proposal; 1 is the empty one."""


class ObserverOut(Out):
    staff_id: UUID
    name: str


class ResearchLessonOut(Out):
    id: UUID
    cycle_id: UUID
    group_id: UUID
    number: int
    round_id: UUID | None
    state: LessonState
    version: int
    proposal: Proposal
    saved_by_name: str | None
    saved_at: datetime | None
    watch: list[WatchOut]
    observers: list[ObserverOut]
    """Who is booked to watch the round."""
    pupils: list[CasePupilOut]
    earlier_changes: list[ChangeOut]
    """What the lesson before taught the group: to be carried into this plan."""
    may_edit: bool
    merged: bool
    """Whether what was just saved has been put together with what somebody else had saved meanwhile."""
    names: list[NameFound]


class ProposalVersionLine(Out):
    number: int
    saved_by_name: str
    saved_at: datetime
    is_merged: bool


class ProposalVersionOut(ProposalVersionLine):
    proposal: Proposal
