"""What is refused about cover, each with the words that people read. Never a name, never a reason for a no."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.cover.rules import CoverState
from app.kernel.errors import Conflict, Forbidden

_STANDS = {
    CoverState.ACCEPTED: "A colleague has agreed to cover it.",
    CoverState.ARRANGED: "The cover lead has arranged it.",
    CoverState.CANCELLED: "The round was cancelled, so no cover is needed any more.",
    CoverState.STALE: "The timetable changed under the round, so no cover is needed any more.",
    CoverState.DONE: "It has been covered and logged.",
}


@dataclass(eq=False)
class AlreadyTaken(Conflict):
    """Somebody else was first, or cover is not needed any more."""

    code: ClassVar[str] = "cover/already-taken"
    title: ClassVar[str] = "This cover is not open any more"
    state: CoverState

    def __str__(self) -> str:
        return f"{_STANDS.get(self.state, 'Load it again.')} Thank you for offering."


@dataclass(eq=False)
class NotOpen(Conflict):
    """What was asked for does not fit the state the need is in."""

    code: ClassVar[str] = "cover/not-open"
    title: ClassVar[str] = "That cannot be done with this cover now"
    state: CoverState

    def __str__(self) -> str:
        return _STANDS.get(self.state, "Nobody has agreed to cover it yet.")


@dataclass(eq=False)
class NotFreeToCover(Conflict):
    """The person who accepts is held by something else in that half hour."""

    code: ClassVar[str] = "cover/not-free"
    title: ClassVar[str] = "You are not free then"
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}. Decline it, and somebody else will be asked."


class NotAsked(Forbidden):
    """Cover is agreed by those who were asked, and by nobody for them."""

    code = "cover/not-asked"
    title = "You have not been asked to cover this; a member of the group can ask you"


class AskedOutsideGroup(Conflict):
    """Members ask among themselves; colleagues of other groups are asked by an accepted plan only."""

    code = "cover/not-in-group"
    title = "Only members of the group can be asked; for anybody else, ask the cover lead"


class AskedTheReleased(Conflict):
    """Nobody covers their own class while they watch another."""

    code = "cover/asked-the-released"
    title = "That colleague is the one who needs the cover"


@dataclass(eq=False)
class TooEarly(Conflict):
    """Cover is logged once it has begun."""

    code: ClassVar[str] = "cover/too-early"
    title: ClassVar[str] = "This cover has not taken place yet"
    starts_at: datetime

    def __str__(self) -> str:
        return "Log it when it has begun, or any time after."


class Over(Conflict):
    """Nobody can agree to, or be asked for, what is past."""

    code = "cover/over"
    title = "That lesson is over"
