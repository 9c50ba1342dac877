"""What is refused about lesson study, each with the words that people read."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from typing_extensions import TypedDict

from app.db import faults
from app.kernel.errors import Conflict, Unreadable
from app.lesson_study.rules.words import CycleState


class MissingThing(TypedDict):
    """Something that a stage lacks, and the place where it is put right."""

    text: str
    to: str


class BothTexts(TypedDict):
    """One place of a proposal that two people changed differently."""

    path: str
    yours: str
    theirs: str
    before: str


# ---- cycles ------------------------------------------------------------------------------------


class CycleAlreadyActive(Conflict):
    """A group follows one question at a time."""

    code = "cycle/already-active"
    title = "Your group has a cycle that is not ended yet"

    def __str__(self) -> str:
        return "Go on with it, complete it, or give it up before you start another."


@dataclass(eq=False)
class CycleEnded(Conflict):
    """What was completed or given up is read, not changed."""

    code: ClassVar[str] = "cycle/ended"
    title: ClassVar[str] = "This cycle has ended"
    state: CycleState

    def __str__(self) -> str:
        said = "completed" if self.state == CycleState.COMPLETED else "given up"
        return f"It was {said}. Start a new cycle, and name this one as the one you go on from."


@dataclass(eq=False)
class StageNotFinished(Conflict):
    """Something that this stage is for is not there yet."""

    code: ClassVar[str] = "cycle/stage-not-finished"
    title: ClassVar[str] = "This stage is not finished yet"
    missing: list[MissingThing]

    def __str__(self) -> str:
        return " ".join(one["text"] for one in self.missing)


class LastStage(Conflict):
    """After sharing there is no further stage."""

    code = "cycle/last-stage"
    title = "This is the last stage: complete the cycle instead"


class NotLastStage(Conflict):
    """A cycle is completed from its last stage."""

    code = "cycle/not-last-stage"
    title = "A cycle is completed from its last stage"

    def __str__(self) -> str:
        return "Go through the stages before it, or give the cycle up and say why."


class NotBehind(Conflict):
    """One goes back to a stage that lies behind, forwards by finishing the present one."""

    code = "cycle/not-behind"
    title = "That stage does not lie behind you"

    def __str__(self) -> str:
        return "Choose a stage that you have been through."


@dataclass(eq=False)
class OtherNotOfGroup(Conflict):
    """The knowledgeable other is somebody of the group, or its guest."""

    code: ClassVar[str] = "cycle/other-not-of-group"
    title: ClassVar[str] = "The knowledgeable other does not belong to your group"

    def __str__(self) -> str:
        return "Invite them to the group as a guest first, or choose somebody of the group."


class EarlierNotOfGroup(Conflict):
    """A cycle goes on from an earlier cycle of the same group."""

    code = "cycle/earlier-not-of-group"
    title = "Choose an earlier cycle of your own group"


class TooManySources(Conflict):
    """A list that nobody reads to its end helps nobody."""

    code = "cycle/too-many-sources"
    title = "A cycle holds at most 50 sources: take one away first"


@dataclass(eq=False)
class PupilInUse(Conflict):
    """Notes and records point at this pupil."""

    code: ClassVar[str] = "cycle/pupil-in-use"
    title: ClassVar[str] = "There is evidence about this pupil"
    labels: list[str]

    def __str__(self) -> str:
        return f"Keep {', '.join(self.labels)}: notes, interviews or the discussion are about them."


@dataclass(eq=False)
class LabelTwice(Unreadable):
    """Each case pupil has a letter of their own."""

    code: ClassVar[str] = "cycle/label-twice"
    title: ClassVar[str] = "Give each case pupil a letter of their own"
    labels: list[str]


class NoRoundsYet(Conflict):
    """A finding comes from lessons that were taught."""

    code = "cycle/nothing-taught"
    title = "None of your research lessons has been taught yet"


class AlreadyShared(Conflict):
    """A cycle has one finding."""

    code = "cycle/already-shared"
    title = "This cycle has its finding already: open it to go on writing"


# ---- research lessons ---------------------------------------------------------------------------


@dataclass(eq=False)
class BothChanged(Conflict):
    """Two people wrote in the same place of a proposal. Neither text is lost: both are here."""

    code: ClassVar[str] = "lesson-study/both-changed"
    title: ClassVar[str] = "Somebody else has changed the same place"
    both: list[BothTexts]
    theirs_version: int
    theirs_by_name: str

    def __str__(self) -> str:
        places = "one place" if len(self.both) == 1 else f"{len(self.both)} places"
        return f"{self.theirs_by_name} changed {places} that you changed too. Choose a text for each, then save."


@dataclass(eq=False)
class ProposalTooLong(Conflict):
    """Together, the texts are more than one plan holds."""

    code: ClassVar[str] = "lesson-study/proposal-too-long"
    title: ClassVar[str] = "The plan is too long"
    characters: int
    characters_max: int

    def __str__(self) -> str:
        return f"It has {self.characters:,} characters, and {self.characters_max:,} fit. Shorten the longest texts."


class RoundTaken(Conflict):
    """One research lesson is taught in one round."""

    code = "lesson-study/round-taken"
    title = "Another research lesson is taught in that round"


class RoundNotOfGroup(Conflict):
    """A cycle is about the rounds of its own group."""

    code = "lesson-study/round-not-of-group"
    title = "That round belongs to another group"


@dataclass(eq=False)
class RoundCannotBeLinked(Conflict):
    """A round that was called off teaches nothing."""

    code: ClassVar[str] = "lesson-study/round-not-live"
    title: ClassVar[str] = "That round does not take place"
    state: str


class RoundHasEvidence(Conflict):
    """What was seen in a round belongs to the research lesson that it was seen in."""

    code = "lesson-study/round-has-evidence"
    title = "There are notes from the round of this research lesson: it cannot be exchanged any more"


@dataclass(eq=False)
class CannotWatch(Conflict):
    """Those who watch belong to the group; whom they watch are its case pupils."""

    code: ClassVar[str] = "lesson-study/cannot-watch"
    title: ClassVar[str] = "Choose people of the group, and case pupils of this cycle"
    labels: list[str]
    """Letters that no case pupil has."""
    people: int
    """How many do not belong to the group."""


class ChangeDiffers(Conflict):
    """The id belongs to another change."""

    code = "lesson-study/change-differs"
    title = "That was saved already, with another text"


@dataclass(eq=False)
class ChangeChecked(Conflict):
    """What the group has looked at again stays."""

    code: ClassVar[str] = "lesson-study/change-checked"
    title: ClassVar[str] = "Your group has looked at this again: it stays in the record"
    checked_at: datetime


class TooManyChanges(Conflict):
    """Whoever changes everything at once learns nothing from it."""

    code = "lesson-study/too-many-changes"
    title = "A research lesson holds at most 50 changes: take one away first"


class AlreadyClaimed(Conflict):
    """One line a mechanism."""

    code = "lesson-study/already-claimed"
    title = "Your group has declared that mechanism already: take it back first"


faults.means(CycleAlreadyActive, "uq_cycle_active", "unique lesson_study_cycle.school_id, lesson_study_cycle.group_id")
faults.means(RoundTaken, "uq_research_lesson_round", "unique research_lesson.school_id, research_lesson.round_id")
faults.means(
    AlreadyClaimed,
    "uq_mechanism_claim_once",
    "unique mechanism_claim.school_id, mechanism_claim.cycle_id, mechanism_claim.number",
)


# ---- documents -----------------------------------------------------------------------------------


class DocumentCannotBeMade(Conflict):
    """The document could not be made within its limits of time and size."""

    code = "lesson-study/document-cannot-be-made"
    title = "This document could not be made"

    def __str__(self) -> str:
        return "Take it in the other form, PDF or DOCX. Nothing of your cycle is lost: all of it is on the screen."
