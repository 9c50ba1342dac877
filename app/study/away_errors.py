"""What is refused about days off timetable, class exceptions and absences, with the next best thing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable
from app.school_year.rules import Fault
from app.timetable.errors import Booking, FileProblem

SHOWN_MAX = 5


@dataclass(eq=False)
class DayCannotChange(Conflict):
    """It is no school day, is over, or is not what it would have to be."""

    code: ClassVar[str] = "away/day-cannot-change"
    title: ClassVar[str] = "That day cannot be changed like this"
    held_on: date
    why: str

    def __str__(self) -> str:
        return f"{self.held_on:%A %-d %B %Y} {self.why}."


@dataclass(eq=False)
class SpanUnusable(Unreadable):
    """Times that run backwards, are over, or last longer than a year."""

    code: ClassVar[str] = "away/times-unusable"
    title: ClassVar[str] = "These times cannot be used"
    errors: list[Fault]

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.errors[:SHOWN_MAX])


@dataclass(eq=False)
class ClassesUnknown(Conflict):
    """No timetable of those days has such a class."""

    code: ClassVar[str] = "away/classes-unknown"
    title: ClassVar[str] = "The timetable has no such class on those days"
    class_names: list[str]

    def __str__(self) -> str:
        named = ", ".join(self.class_names[:SHOWN_MAX])
        return f"Choose classes from the list; these are not in the timetable then: {named}."


class TooManyClassExceptions(Conflict):
    """Far more than a school year has."""

    code = "away/too-many-class-exceptions"
    title = "There are too many entries already: call off those that are not needed"


class AbsenceThere(Conflict):
    """Somebody is down as not in school then."""

    code = "away/absence-there"
    title = "They are down as not in school for all of that time already"


class AbsenceOver(Conflict):
    """What has been, has been: calling it off would change nothing."""

    code = "away/absence-over"
    title = "That absence is over or has been called off"


@dataclass(eq=False)
class AbsenceMeetsLogged(Conflict):
    """Minutes are spent in that time: somebody says they were there."""

    code: ClassVar[str] = "away/meets-logged"
    title: ClassVar[str] = "Time has been logged in that absence"
    rounds: list[Booking]

    def __str__(self) -> str:
        lines = [f"{one['name']}, {one['held_on']}: {one['what']}" for one in self.rounds[:SHOWN_MAX]]
        return f"They logged that they were there: {'; '.join(lines)}. Let the absence begin afterwards."


@dataclass(eq=False)
class AbsencesUnreadable(Unreadable):
    """Nothing of the file was taken over."""

    code: ClassVar[str] = "away/file-refused"
    title: ClassVar[str] = "This file could not be read as a list of absences"
    problems: list[FileProblem]

    def __str__(self) -> str:
        return " ".join(problem["message"] for problem in self.problems[:SHOWN_MAX])


faults.means(AbsenceThere, "uq_absence_source", "unique absence.school_id, absence.staff_id, absence.source_key")
