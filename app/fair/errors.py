"""What is refused about findings and reactions, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.fair.rules import FindingState
from app.kernel.errors import Conflict, Unreadable
from app.plc.rules import listed


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
