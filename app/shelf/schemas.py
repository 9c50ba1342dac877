"""What travels over HTTP about the shelf: hits, follows, digests, questions, trails and impact."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.fair.rules import LabelKind
from app.fair.schemas import FairCard
from app.shelf.rules import FollowKind
from app.shelf.rules.impact import ImpactLevel
from app.web.bodies import Body, Flag, Line, Out, Page, Plain, Text

QuestionText = Annotated[Text, Field(min_length=1)]


class SnippetPart(Out):
    text: str
    is_hit: bool
    """Whether this piece is what was searched for."""


class ShelfCard(FairCard):
    snippet: list[SnippetPart]
    """Where the text holds the words; its beginning when they stand in the title alone, or none were asked for."""


class FacetValue(Out):
    value: str
    """What to send to narrow the search to it."""
    label: str
    count: int


class Facets(Out):
    focus: list[FacetValue]
    subject: list[FacetValue]
    phase: list[FacetValue]
    mechanism: list[FacetValue]
    school: list[FacetValue]


class ShelfPage(Page[ShelfCard]):
    found: int
    """How many fit, of the newest 1,000 that do."""
    is_cut: bool
    """Older ones than these fit too: they are neither counted nor shown."""
    facets: Facets


class LikeThis(Out):
    items: list[FairCard]


class LabelOut(Out):
    kind: LabelKind
    value: str
    label: str
    count: int
    """How many findings that you may read are filed so."""


class LabelsOut(Out):
    items: list[LabelOut]


class FollowIn(Body):
    kind: FollowKind
    value: Line
    """As the shelf's labels give it: a focus or subject in words, a phase, a mechanism's number, an id."""


class FollowOut(Out):
    id: UUID
    kind: FollowKind
    value: str
    label: str
    made_at: datetime


class DigestIn(Body):
    is_wanted: Flag


class DigestOut(Out):
    is_wanted: bool
    told_until: datetime | None
    """What was published after this comes in the next one; null for whoever has never chosen."""


class LeaveDigestIn(Body):
    secret: Annotated[Plain, Field(min_length=1, max_length=200)]
    """From the link in the mail."""


class QuestionIn(Body):
    text: QuestionText


class AnswerIn(Body):
    text: QuestionText


class FindingAnswerOut(Out):
    id: UUID
    text: str
    by_name: str
    made_at: datetime


class FindingQuestionOut(Out):
    id: UUID
    finding_id: UUID
    text: str
    by_name: str
    school_name: str
    made_at: datetime
    answers: list[FindingAnswerOut]
    """In the order they were given."""
    may_answer: bool


class TrailOut(Out):
    adapts: list[FairCard]
    """What this finding tried in its own place, then what that one did, and so on: nearest first."""
    is_broken: bool
    """There was more, and it cannot be read here, or not any more."""
    adapted_by: Page[FairCard]
    """Findings that tried this one in their own place, newest first."""


class ImpactLine(Out):
    name: str
    count: int | None
    """Null when so few people are meant that they could be recognised."""
    words: str
    """A sentence with the figure in it, or with why there is none."""


class ImpactStep(Out):
    level: ImpactLevel
    number: Annotated[int, Field(ge=1, le=5)]
    title: str
    lines: list[ImpactLine]


class FindingImpact(Out):
    finding_id: UUID
    steps: list[ImpactStep]
    note: str


class ImpactPeriod(Out):
    name: str
    starts_on: date
    ends_on: date
    steps: list[ImpactStep]


class SchoolImpact(Out):
    year_name: str
    steps: list[ImpactStep]
    """The whole school year."""
    half_terms: list[ImpactPeriod]
    note: str
