"""What is refused about lists of staff, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable
from app.timetable.errors import FileProblem

SHOWN_MAX = 5


@dataclass(eq=False)
class RosterRefused(Unreadable):
    """Nothing of the files can be used, and nothing is stored."""

    code: ClassVar[str] = "rosters/refused"
    title: ClassVar[str] = "These files could not be read as a list of staff"
    problems: list[FileProblem]

    def __str__(self) -> str:
        return " ".join(problem["message"] for problem in self.problems[:SHOWN_MAX])


@dataclass(eq=False)
class RosterTakenOver(Conflict):
    """A list is taken over once."""

    code: ClassVar[str] = "rosters/taken-over"
    title: ClassVar[str] = "This list has been taken over already; bring it again to see what it still changes"


@dataclass(eq=False)
class WordMissing(Conflict):
    """Somebody in the list may be one of the staff: only a person can say."""

    code: ClassVar[str] = "rosters/word-missing"
    title: ClassVar[str] = "Some people in the list may be colleagues you have already"
    names: list[str]

    def __str__(self) -> str:
        return f"Say who these are: {_named(self.names)}."


@dataclass(eq=False)
class SamePersonTwice(Conflict):
    """Two people of a list cannot be one colleague."""

    code: ClassVar[str] = "rosters/same-person-twice"
    title: ClassVar[str] = "Two people in the list were said to be the same colleague"
    names: list[str]

    def __str__(self) -> str:
        return f"Say it for one of them only: {_named(self.names)}."


@dataclass(eq=False)
class ListMovedOn(Conflict):
    """What was answered is no question of the list any more, because the staff have changed since it was shown."""

    code: ClassVar[str] = "rosters/moved-on"
    title: ClassVar[str] = "Your staff have changed since you looked at this list"

    def __str__(self) -> str:
        return "Load the page again, and look at the joiners, leavers and doubts once more."


@dataclass(eq=False)
class LastDayTooEarly(Unreadable):
    """Nobody leaves before they came."""

    code: ClassVar[str] = "rosters/last-day-too-early"
    title: ClassVar[str] = "A last day lies before the first"
    names: list[str]
    left_on: date

    def __str__(self) -> str:
        return f"Choose a later last day than {self.left_on.isoformat()} for {_named(self.names)}."


class RosterIdTaken(Conflict):
    """An id of a list is one person's."""

    code = "rosters/id-taken"
    title = "Another member of staff has that id of the list; bring the list again"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN_MAX} more" if len(names) > SHOWN_MAX else ""
    return ", ".join(names[:SHOWN_MAX]) + more


faults.means(RosterIdTaken, "uq_staff_roster", "unique staff.school_id, staff.roster_id")
