"""What a finding is, on paper (DOMAIN 3.9, 3.10)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

TEXTS = ("title", "pull_quote", "background", "aims", "methods", "findings", "implications", "next_time")
SECTIONS = ("background", "aims", "methods", "findings", "implications", "next_time")
"""The parts that are written in Markdown, in the order in which they are read."""
SECTION_WORDS = {
    "background": "Background", "aims": "Aims", "methods": "Methods", "findings": "Findings",
    "implications": "Implications", "next_time": "Next time",
}  # fmt: skip
FILES_MAX = 20
VERSIONS_KEPT = 100
EDITION_DATES_KEPT = 200
PULL_QUOTE_WORDS_MAX = 6  # More does not fit on the cover of a card.
SUMMARY_CHARACTERS_MAX = 300


class FindingState(StrEnum):
    """From the writing to the fair. A lead accepts for safeguarding; whoever wrote it publishes."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    """It has a stall or a talk at a learning fair."""
    PRESENTED = "presented"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    GROUP = "group"
    SCHOOL = "school"
    TRUST = "trust"
    EVERYONE = "everyone"


TO_TAKE_BACK = frozenset({FindingState.SUBMITTED, FindingState.ACCEPTED, FindingState.PRESENTED})
"""What its authors may take back to write on; what has its place at a coming fair is taken out of it first."""
READY = frozenset({FindingState.ACCEPTED, FindingState.SCHEDULED, FindingState.PRESENTED})
"""What a lead has accepted and nobody has published yet."""
SHOWABLE = READY | {FindingState.PUBLISHED}
"""What may have a stall or a talk at a fair."""


class Licence(StrEnum):
    SCHOOL_INTERNAL = "school-internal"
    CC_BY_4 = "CC-BY-4.0"


class Phase(StrEnum):
    """English key stages, as schools file by them."""

    EARLY_YEARS = "early_years"
    KS1 = "ks1"
    KS2 = "ks2"
    KS3 = "ks3"
    KS4 = "ks4"
    KS5 = "ks5"
    ALL = "all"


class FileKind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"


class LabelKind(StrEnum):
    """What the shelf files published findings by."""

    FOCUS = "focus"
    SUBJECT = "subject"
    PHASE = "phase"
    MECHANISM = "mechanism"
    GROUP = "group"
    SCHOOL = "school"


class ReactionKind(StrEnum):
    WILL_TRY = "will_try"
    TRIED = "tried"


REQUIRED = {
    "title": "Give it a title.",
    "focus": "Name the focus.",
    "background": "Write the background: why this question, and what is known.",
    "aims": "Write the aims: what you wanted to find out.",
    "methods": "Write the methods: what you taught, and how you watched.",
    "findings": "Write the findings: what pupils did and said.",
    "implications": "Write the implications: what follows for colleagues.",
    "next_time": "Say what you would do next time.",
}
"""What publishing asks for, by field, with the words for when it is empty."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote a finding, and the version of the text they agreed to."""

    staff_id: UUID
    name: str
    agreed_version: int | None
    is_active: bool = True
    """False for whoever has left the school: they stay named, and nobody waits for them."""


def missing(texts: Mapping[str, str], *, pull_quote: str, licence: Licence, audience: Audience) -> list[str]:
    """What a draft still needs before it can be published, in sentences.

    Args:
        texts: the fields of REQUIRED.
    """
    sentences = [words for field, words in REQUIRED.items() if not texts[field].strip()]
    if len(pull_quote.split()) > PULL_QUOTE_WORDS_MAX:
        sentences.append(f"Shorten the pull quote to {PULL_QUOTE_WORDS_MAX} words.")
    if audience in (Audience.TRUST, Audience.EVERYONE) and licence == Licence.SCHOOL_INTERNAL:
        sentences.append("Choose a licence that lets others use it, or keep it in the school.")
    return sentences


def waiting_for(authors: Sequence[Author], version: int) -> list[str]:
    """The names of those who have not agreed to *version*. While one author is at the school, who left is not asked."""
    asked = [author for author in authors if author.is_active] or authors
    return [author.name for author in asked if author.agreed_version != version]


def agreed_count(authors: Sequence[Author], version: int) -> int:
    """How many have agreed to *version* themselves."""
    return sum(author.agreed_version == version for author in authors)


_SENTENCE_END = re.compile(r"[.!?](?=\s)")


def summary(text: str) -> str:
    """The first sentences of a plain *text* in one line, at most 300 characters; whole sentences where they fit."""
    line = " ".join(text.split())
    if len(line) <= SUMMARY_CHARACTERS_MAX:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line, 0, SUMMARY_CHARACTERS_MAX + 1)]
    if ends:
        return line[: ends[-1]]
    start = line[: SUMMARY_CHARACTERS_MAX - 1]
    return f"{start.rsplit(' ', 1)[0]}…"
