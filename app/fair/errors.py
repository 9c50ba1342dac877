"""What is refused about findings and reactions, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import TypedDict

from app.db import faults
from app.fair.rules import FindingState
from app.kernel.errors import Conflict, Gone, Unreadable
from app.plc.rules import listed

WORDS_SHOWN = 5
FIELD_WORDS = {
    "text": "what you say", "group_name": "the group's name",
    "title": "the title", "pull_quote": "the pull quote", "background": "the background", "aims": "the aims",
    "methods": "the methods", "findings": "the findings", "implications": "the implications",
    "next_time": "what you would do next time", "focus": "the focus", "subject": "the subject",
    "alt": "the words for a picture", "file_name": "the name of a file",
    "welcome": "the welcome to the fair", "room": "the name of the room",
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
    title: ClassVar[str] = "The text names a pupil"
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
        return f"Look at {words}. If none of them names a pupil, say so and hand it in again."


@dataclass(eq=False)
class ClassWithDate(Conflict):
    """A class and a day together say which children it was."""

    code: ClassVar[str] = "finding/class-with-date"
    title: ClassVar[str] = "The finding names a class together with a date"
    field: str
    class_name: str
    date: str

    def __str__(self) -> str:
        where = FIELD_WORDS[self.field]
        return f"In {where}, leave out {self.class_name} or {self.date}: say the year group, or the term, instead."


@dataclass(eq=False)
class NotADraft(Conflict):
    """What was handed in or published is not edited: it is taken back, or a new edition is written."""

    code: ClassVar[str] = "fair/not-a-draft"
    title: ClassVar[str] = "Only a draft can be changed, agreed to or handed in"
    state: FindingState

    def __str__(self) -> str:
        return _NOT_A_DRAFT.get(self.state, "Take it back first, then write on.")


_NOT_A_DRAFT = {
    FindingState.SCHEDULED: "It has its place at a learning fair. Ask whoever plans the fair to take it out first.",
    FindingState.PUBLISHED: "It is on the fair as it was agreed. Begin a new edition to change it.",
    FindingState.WITHDRAWN: "It was withdrawn. Write a new one instead.",
}


@dataclass(eq=False)
class NotPublished(Conflict):
    """Only what is on the fair can be taken from it."""

    code: ClassVar[str] = "fair/not-published"
    title: ClassVar[str] = "It is not on the fair"
    state: FindingState


class Withdrawn(Gone):
    """What everyone could read, and its authors or their school have taken back."""

    code = "fair/withdrawn"
    title = "Its authors have withdrawn this finding"


@dataclass(eq=False)
class NotSubmitted(Conflict):
    """A lead looks at what its authors have handed in, and at nothing else."""

    code: ClassVar[str] = "fair/not-submitted"
    title: ClassVar[str] = "It is not waiting to be looked at"
    state: FindingState

    def __str__(self) -> str:
        if self.state == FindingState.DRAFT:
            return "Its authors have taken it back, or it was sent back to them. They hand it in when it is ready."
        return "Somebody has accepted it already. Load it again."


@dataclass(eq=False)
class NotYetAccepted(Conflict):
    """A lead looks at a finding, for safeguarding, before it is shown or published."""

    code: ClassVar[str] = "fair/not-accepted"
    title: ClassVar[str] = "A lead has not accepted it"
    state: FindingState

    def __str__(self) -> str:
        if self.state == FindingState.DRAFT:
            return "Hand it in first: a lead looks at it, for safeguarding only."
        if self.state == FindingState.SUBMITTED:
            return "It waits for a lead, who looks at it for safeguarding only."
        return "It is published or withdrawn already. Load it again."


@dataclass(eq=False)
class NotToTakeBack(Conflict):
    """What is being shown at a fair, or is published, is not written on."""

    code: ClassVar[str] = "fair/not-to-take-back"
    title: ClassVar[str] = "It cannot be taken back now"
    state: FindingState

    def __str__(self) -> str:
        if self.state == FindingState.DRAFT:
            return "It is a draft already: write on."
        return _NOT_A_DRAFT.get(self.state, "Load it again.")


class OwnFinding(Conflict):
    """Somebody else looks at what I wrote, where there is somebody else."""

    code = "fair/own-finding"
    title = "You wrote this yourself: ask another lead of your school to look at it"


class AlreadyRevised(Conflict):
    """One newer text at a time."""

    code = "fair/already-revised"
    title = "A new edition of this finding is being written already"


@dataclass(eq=False)
class FileUnusable(Unreadable):
    """The file is none that can be shown to others safely."""

    code: ClassVar[str] = "fair/file-unusable"
    title: ClassVar[str] = "This file cannot be taken"
    why: str

    def __str__(self) -> str:
        return self.why


class FileNotChecked(Unreadable):
    """Whoever adds a file says that they have looked."""

    code = "fair/file-not-checked"
    title = "Say first that no pupil's face and no pupil's name is in the file"


class AltMissing(Unreadable):
    """Not everybody sees a picture."""

    code = "fair/alt-missing"
    title = "Say in words what the picture shows, for those who do not see it"


@dataclass(eq=False)
class TooManyFiles(Conflict):
    """A finding is read in a few minutes."""

    code: ClassVar[str] = "fair/too-many-files"
    title: ClassVar[str] = "The finding has as many files as it can have"
    files_max: int

    def __str__(self) -> str:
        return f"At most {self.files_max} files belong to one finding. Take one away first."


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


faults.means(AlreadyRevised, "uq_finding_revises", "unique finding.school_id, finding.revises_id")
faults.means(
    AlreadyReacted,
    "uq_finding_reaction_once",
    "unique finding_reaction.school_id, finding_reaction.finding_id, finding_reaction.staff_id, finding_reaction.kind",
)
