"""What is refused about findings and reactions, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import TypedDict

from app.db import faults
from app.fair.rules import FindingState
from app.kernel.errors import Conflict, Unreadable
from app.plc.rules import listed

WORDS_SHOWN = 5
FIELD_WORDS = {
    "text": "what you say", "group_name": "the group's name",
    "title": "the title", "pull_quote": "the pull quote", "background": "the background", "aims": "the aims",
    "methods": "the methods", "findings": "the findings", "implications": "the implications",
    "next_time": "what you would do next time", "focus": "the focus", "subject": "the subject",
}  # fmt: skip
"""The parts of a finding, as its screen calls them."""


@dataclass(eq=False)
class NotAgreed(Conflict):
    """A finding is published when every author has agreed to the text as it stands."""

    code: ClassVar[str] = "fair/not-agreed"
    title: ClassVar[str] = "Not every author has agreed to this text yet"
    waiting_for: list[str]

    def __str__(self) -> str:
        return f"Ask {listed(self.waiting_for)} to read it and agree."


@dataclass(eq=False)
class FindingIncomplete(Conflict):
    """Publishing asks for every part of the structured abstract."""

    code: ClassVar[str] = "fair/incomplete"
    title: ClassVar[str] = "The finding is not complete yet"
    missing: list[str]

    def __str__(self) -> str:
        return " ".join(self.missing)


class NamedThere(TypedDict):
    """A word of a finding that names a pupil, or may."""

    field: str
    word: str
    why: str


@dataclass(eq=False)
class NamesAPupil(Conflict):
    """Pupils are labels in what is published, whoever reads it."""

    code: ClassVar[str] = "finding/names-a-pupil"
    title: ClassVar[str] = "The finding names a pupil"
    field: str
    word: str
    names: list[NamedThere]
    """All of them; `field` and `word` are the first."""

    def __str__(self) -> str:
        more = f" There are {len(self.names) - 1} more places." if len(self.names) > 1 else ""
        return f"Write the label (A, B or C) instead of {self.word} in {FIELD_WORDS[self.field]}.{more}"


@dataclass(eq=False)
class NamesNotChecked(Conflict):
    """Some words look like names. Only the authors know."""

    code: ClassVar[str] = "finding/names-not-checked"
    title: ClassVar[str] = "Some words look like pupils' names"
    names: list[NamedThere]

    def __str__(self) -> str:
        words = listed(list(dict.fromkeys(one["word"] for one in self.names))[:WORDS_SHOWN])
        return f"Look at {words}. If none of them names a pupil, say so and publish again."


@dataclass(eq=False)
class NotADraft(Conflict):
    """What was published is not edited: it is withdrawn, and written anew."""

    code: ClassVar[str] = "fair/not-a-draft"
    title: ClassVar[str] = "Only a draft can be changed or agreed to"
    state: FindingState

    def __str__(self) -> str:
        if self.state == FindingState.PUBLISHED:
            return "It is on the fair as it was agreed. Withdraw it and write a new one to change it."
        return "It was withdrawn. Write a new one instead."


@dataclass(eq=False)
class NotPublished(Conflict):
    """Only what is on the fair can be taken from it."""

    code: ClassVar[str] = "fair/not-published"
    title: ClassVar[str] = "It is not on the fair"
    state: FindingState


class NoTrust(Conflict):
    """A school outside any trust has no trust to share with."""

    code = "fair/no-trust"
    title = "Your school belongs to no trust: share with the school or with everyone"


class AlreadyReacted(Conflict):
    """One reaction of each kind a person and finding."""

    code = "fair/already-reacted"
    title = "You have said that already"


class TriedNeedsWords(Unreadable):
    """Having tried it is worth something to others only with what came of it."""

    code = "fair/tried-needs-words"
    title = "Say what happened when you tried it"


faults.means(
    AlreadyReacted,
    "uq_finding_reaction_once",
    "unique finding_reaction.school_id, finding_reaction.finding_id, finding_reaction.staff_id, finding_reaction.kind",
)
