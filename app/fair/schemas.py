"""What travels over HTTP about findings."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.fair.rules import Audience, FindingState, Licence, Phase, ReactionKind
from app.web.bodies import Body, Flag, Line, LongText, OptionalLine, Out, Text


class FindingIn(Body):
    """A structured abstract. Anything may be empty in a draft but the title; publishing asks for all of it."""

    title: Line
    pull_quote: OptionalLine = ""
    """The boldest short sentence, at most six words: the cover of its card."""
    background: LongText = ""
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


class PublishFindingIn(Body):
    is_checked: Flag = False
    """The authors have looked at the words that look like pupils' names, and none of them is one."""


class AuthorOut(Out):
    staff_id: UUID
    name: str
    agreed: bool
    """To the text as it stands now: an edit asks everyone again."""


class FindingOut(Out):
    """The draft as its authors see it."""

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
    authors: list[AuthorOut]
    what_is_missing: list[str]
    """What stands between the draft and the fair, in sentences."""
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
    audience: Audience
    licence: Licence
    group_name: str
    school_name: str
    author_names: list[str]
    published_at: datetime
    will_try: int
    tried: int


class FairFinding(FairCard):
    background: str
    aims: str
    methods: str
    findings: str
    implications: str
    next_time: str
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
