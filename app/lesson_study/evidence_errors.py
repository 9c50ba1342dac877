"""What is refused about notes, photographs and discussions, each with the words that people read."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable

# ---- evidence -----------------------------------------------------------------------------------


class NoteDiffers(Conflict):
    """One id is one note, of one person, in one round."""

    code = "lesson-study/note-differs"
    title = "Another note is stored under that id: save yours as a new one"


@dataclass(eq=False)
class NoteUnusable(Unreadable):
    """This note cannot be stored as it is. The others that came with it are."""

    code: ClassVar[str] = "lesson-study/note-unusable"
    title: ClassVar[str] = "This note cannot be stored as it is"
    why: str

    def __str__(self) -> str:
        return self.why


@dataclass(eq=False)
class TooManyNotes(Conflict):
    """There is a limit to what one person notes in one round."""

    code: ClassVar[str] = "lesson-study/too-many-notes"
    title: ClassVar[str] = "You have as many notes of this lesson as fit"
    notes_max: int

    def __str__(self) -> str:
        return f"At most {self.notes_max:,} fit. Withdraw what you do not need."


@dataclass(eq=False)
class PhotoUnusable(Unreadable):
    """The file is no photograph that can be shown safely."""

    code: ClassVar[str] = "lesson-study/photo-unusable"
    title: ClassVar[str] = "This photograph cannot be taken"
    why: str

    def __str__(self) -> str:
        return self.why


class FacesNotChecked(Unreadable):
    """Photographs show work, never pupils: whoever sends one says that they have looked."""

    code = "lesson-study/faces-not-checked"
    title = "Look at the photograph first: no face and no name may be on it"

    def __str__(self) -> str:
        return "If there is one, take the picture again, of the work alone. Then say that you have looked."


# ---- discussions --------------------------------------------------------------------------------


@dataclass(eq=False)
class DiscussionClosed(Conflict):
    """What the group has talked over stays as it was talked over."""

    code: ClassVar[str] = "discussion/closed"
    title: ClassVar[str] = "The discussion of this lesson is closed"
    closed_at: datetime

    def __str__(self) -> str:
        return "Its record, and what was noted for it, stays as it is. Write what is new into the next plan."


class DiscussionExists(Conflict):
    """A lesson is talked over once."""

    code = "discussion/already"
    title = "The discussion of this lesson has begun: open it"


@dataclass(eq=False)
class DiscussionTooEarly(Conflict):
    """First the lesson, then the talk."""

    code: ClassVar[str] = "discussion/too-early"
    title: ClassVar[str] = "The lesson has not begun yet"
    from_at: datetime


@dataclass(eq=False)
class LessonCalledOff(Conflict):
    """A lesson that was not held is not talked over."""

    code: ClassVar[str] = "discussion/called-off"
    title: ClassVar[str] = "This lesson does not take place"
    state: str

    def __str__(self) -> str:
        return "Plan it anew; the notes that were taken are kept."


@dataclass(eq=False)
class NotInTheGroup(Conflict):
    """Chair and recorder are members; whoever is quoted belongs to the group or is its guest."""

    code: ClassVar[str] = "discussion/not-in-the-group"
    title: ClassVar[str] = "Choose somebody of your group"
    people: int
    """How many do not belong to it."""


@dataclass(eq=False)
class StepMoved(Conflict):
    """Somebody else has moved the discussion on."""

    code: ClassVar[str] = "discussion/step-moved"
    title: ClassVar[str] = "The discussion has been moved on meanwhile"
    step: int


@dataclass(eq=False)
class NoSuchStep(Unreadable):
    """The protocol has no such step."""

    code: ClassVar[str] = "discussion/no-such-step"
    title: ClassVar[str] = "The protocol has no such step"
    steps: int

    def __str__(self) -> str:
        return f"It has {self.steps} steps, counted from 0."


class StepAhead(Conflict):
    """The record is written in the order of the protocol."""

    code = "discussion/step-ahead"
    title = "The discussion has not come to that step yet"


@dataclass(eq=False)
class EvidenceFirst(Conflict):
    """Before anybody speaks of the teaching, each case pupil has been spoken of."""

    code: ClassVar[str] = "discussion/evidence-first"
    title: ClassVar[str] = "Evidence first"
    labels: list[str]

    def __str__(self) -> str:
        return (
            f"Nothing is in the record yet about {' and '.join(self.labels)}. Write down one thing that was seen or "
            "heard of each, or that they were away."
        )


class EntryDiffers(Conflict):
    """One id is one point of the record."""

    code = "discussion/entry-differs"
    title = "Another point is stored under that id: save yours as a new one"


class TooManyEntries(Conflict):
    """A record that nobody reads to its end helps nobody."""

    code = "discussion/too-many-entries"
    title = "A record holds at most 500 points: take one away first"


faults.means(DiscussionExists, "uq_discussion_round", "unique discussion.school_id, discussion.round_id")
