"""What is refused about cover, each with the words that people read. Never a name, never a reason for a no."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.cover.rules import CoverState
from app.kernel.errors import Conflict, Forbidden, Unreadable

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


@dataclass(eq=False)
class DaysOutOfOrder(Unreadable):
    """A list runs from a day to a later one, and not over years."""

    code: ClassVar[str] = "cover/days-out-of-order"
    title: ClassVar[str] = "Those days cannot be downloaded together"
    days_max: int

    def __str__(self) -> str:
        return f"Choose a last day that is not before the first, and at most {self.days_max} days in all."


@dataclass(eq=False)
class TooMuchToDownload(Conflict):
    """A file that is cut off looks like a whole one."""

    code: ClassVar[str] = "cover/too-much-to-download"
    title: ClassVar[str] = "That is more cover than fits into one file"
    lines_max: int

    def __str__(self) -> str:
        return f"A file holds at most {self.lines_max:,} lines. Choose fewer days."


class Over(Conflict):
    """Nobody can agree to, or be asked for, what is past."""

    code = "cover/over"
    title = "That lesson is over"
