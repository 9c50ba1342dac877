"""What travels over HTTP about findings."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, Strict

from app.fair.rules import TEXTS, Audience, FileKind, FindingState, Licence, Phase, ReactionKind
from app.web.bodies import Body, Flag, Line, LongText, OptionalLine, Out, Text


def _once_each(numbers: list[int]) -> list[int]:
    if len(set(numbers)) < len(numbers):
        raise ValueError("must name each mechanism once")
    return sorted(numbers)


def _said(words: str) -> str:
    if not words:
        raise ValueError("must not be empty")
    return words


MechanismNumber = Annotated[int, Strict(), Field(ge=1, le=14)]
Mechanisms = Annotated[list[MechanismNumber], Field(max_length=14), AfterValidator(_once_each)]
"""Numbers of the EEF's mechanisms, 1 to 14, each once."""


class FindingIn(Body):
    """A structured abstract. Anything may be empty in a draft but the title; publishing asks for all of it."""

    title: Line
    pull_quote: OptionalLine = ""
    """The boldest short sentence, at most six words: the cover of its card."""
    background: LongText = ""
    """This and the five below are Markdown. `![words](file:<id>)` shows a picture of the finding."""
    aims: LongText = ""
    methods: LongText = ""
    findings: LongText = ""
    implications: LongText = ""
    next_time: LongText = ""
    focus: OptionalLine = ""
    phase: Phase = Phase.ALL
    subject: OptionalLine = ""
    licence: Licence = Licence.SCHOOL_INTERNAL
    audience: Audience = Audience.SCHOOL
    round_ids: list[UUID] = Field(default_factory=list, max_length=20)
    mechanisms: Mechanisms = Field(default_factory=list)
    adapts_id: UUID | None = None
    """The finding, of whatever school, that was tried here."""


class SubmitFindingIn(Body):
    is_checked: Flag = False
    """The authors have looked at the words that look like pupils' names, and none of them is one."""


class SendBackIn(Body):
    words: Annotated[Text, AfterValidator(_said)]
    """What has to be mended so that it is safe to publish."""


class PreviewIn(Body):
    texts: dict[Annotated[str, Field(min_length=1, max_length=100)], LongText] = Field(max_length=len(TEXTS))
    """Field -> Markdown."""
    finding_id: UUID | None = None
    """The finding whose pictures the texts show."""


class PreviewOut(Out):
    html: dict[str, str]
    """Field -> safe HTML."""


class AuthorOut(Out):
    staff_id: UUID
    name: str
    agreed: bool
    """To the text as it stands now: an edit asks everyone again."""


class FileOut(Out):
    """A picture or a document of a finding."""

    id: UUID
    kind: FileKind
    name: str
    alt: str
    """What a picture shows, for those who do not see it."""
    media_type: str
    size: int
    """In bytes."""
    width: int | None
    height: int | None
    url: str


class AdaptedOut(Out):
    """The finding that another one tried in its own place."""

    id: UUID
    title: str
    school_name: str


class MayOut(Out):
    """What whoever asks may do with it now."""

    edit: bool
    agree: bool
    submit: bool
    take_back: bool
    accept: bool
    send_back: bool
    publish: bool
    withdraw: bool
    revise: bool


class FindingOut(Out):
    """A finding as its authors see it, from the draft on."""

    id: UUID
    group_id: UUID
    group_name: str
    state: FindingState
    title: str
    pull_quote: str
    background: str
    aims: str
    methods: str
    findings: str
    implications: str
    next_time: str
    focus: str
    phase: Phase
    subject: str
    licence: Licence
    audience: Audience
    round_ids: list[UUID]
    mechanisms: list[int]
    adapts: AdaptedOut | None
    edition: int
    revises_id: UUID | None
    """The published finding whose newer text this is."""
    sent_back: str
    """What the lead asked to have mended, when it was sent back last."""
    authors: list[AuthorOut]
    files: list[FileOut]
    what_is_missing: list[str]
    """What stands between the draft and its being submitted, in sentences."""
    may: MayOut
    submitted_at: datetime | None
    accepted_at: datetime | None
    published_at: datetime | None
    version: int


class FindingSummary(Out):
    id: UUID
    group_name: str
    state: FindingState
    title: str
    updated_at: datetime
    published_at: datetime | None
    agreed: int
    authors: int


class FindingToAccept(FindingSummary):
    """A finding that waits for a lead to look at it, for safeguarding."""

    author_names: list[str]
    audience: Audience
    licence: Licence
    submitted_at: datetime
    preview: str
    """The first sentences of the findings, at most 300 characters."""


class VersionSummary(Out):
    """A text as it was saved."""

    number: int
    by_name: str
    made_at: datetime


class VersionTexts(VersionSummary):
    texts: dict[str, str]
    """Field -> text."""


class PictureOut(Out):
    """A picture in the size that it was kept in."""

    url: str
    alt: str
    width: int
    height: int


class FairCard(Out):
    """A published finding in the fair's list."""

    id: UUID
    title: str
    pull_quote: str
    summary: str
    """The first sentences of the findings, at most 300 characters."""
    focus: str
    phase: Phase
    subject: str
    mechanisms: list[int]
    audience: Audience
    licence: Licence
    group_id: UUID
    group_name: str
    school_id: UUID
    school_name: str
    author_names: list[str]
    published_at: datetime
    edited_at: datetime
    """When the edition that is on the fair was published."""
    will_try: int
    tried: int
    picture: PictureOut | None
    """The first of the finding's own."""


class FindingEditionOut(Out):
    """An edition that was on the fair, or is."""

    number: int
    published_at: datetime


class CiteOut(Out):
    apa: str
    bibtex_url: str
    ris_url: str


class FairFinding(FairCard):
    background: str
    aims: str
    methods: str
    findings: str
    implications: str
    next_time: str
    background_html: str
    """This and the five below: safe HTML of the text of that name."""
    aims_html: str
    methods_html: str
    findings_html: str
    implications_html: str
    next_time_html: str
    edition: int
    editions: list[FindingEditionOut]
    """All of them, the newest first."""
    adapts: AdaptedOut | None
    files: list[FileOut]
    cite: CiteOut
    url: str
    """Its persistent address."""
    may_react: bool
    mine: bool


class ReactionIn(Body):
    kind: ReactionKind
    text: Text = ""
    """For TRIED: what happened. Required then."""


class ReactionOut(Out):
    id: UUID
    kind: ReactionKind
    text: str
    by_name: str
    school_name: str
    made_at: datetime
