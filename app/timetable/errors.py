"""What is refused about timetables, each with the words that people read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from typing_extensions import TypedDict

from app.kernel.errors import Conflict, NotFound, Unreadable
from app.school_year.rules import Fault
from app.timetable.importers.understanding import Problem

SHOWN_MAX = 5


class FileProblem(TypedDict):
    """What is wrong with a file, and where (from 1)."""

    file: str | None
    line: int | None
    column: int | None
    severity: str
    message: str


def file_problems(problems: Iterable[Problem]) -> list[FileProblem]:
    """What was found wrong with files, as it travels with a refusal."""
    return [
        FileProblem(
            file=problem.file, line=problem.line, column=problem.column, severity=problem.severity,
            message=problem.message,
        )
        for problem in problems
    ]  # fmt: skip


class ChosenColumn(TypedDict):
    """A heading, and the column that it is for us."""

    heading: str
    column: str


class TableAsked(TypedDict):
    """A table of the files whose columns somebody could name: send `columns` with the files again."""

    file: str
    headings: list[str]
    rows: list[list[str]]
    """The first few below the headings."""
    columns: list[ChosenColumn]
    """What is known or was chosen."""


class Slot(TypedDict):
    """A period of a day of the cycle."""

    cycle_day: str
    period: str


class Booking(TypedDict):
    """Something planned that a change would make impossible."""

    held_on: str
    name: str
    what: str


@dataclass(eq=False)
class TimetableRefused(Unreadable):
    """Nothing of the files can be used, and nothing is stored."""

    code: ClassVar[str] = "timetable/refused"
    title: ClassVar[str] = "These files could not be read as a timetable"
    problems: list[FileProblem]
    table: TableAsked | None = None

    def __str__(self) -> str:
        return " ".join(problem["message"] for problem in self.problems[:SHOWN_MAX])


@dataclass(eq=False)
class ColumnsUnusable(Unreadable):
    """What was said of the columns is not enough, or cannot be."""

    code: ClassVar[str] = "timetable/columns-unusable"
    title: ClassVar[str] = "The columns cannot be read like this"
    errors: list[Fault]

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.errors[:SHOWN_MAX])


@dataclass(eq=False)
class BellsMissing(Conflict):
    """Periods in use without times: nobody could be told when they are."""

    code: ClassVar[str] = "timetable/bells-missing"
    title: ClassVar[str] = "Some periods have no times"
    periods: list[Slot]

    def __str__(self) -> str:
        named = ", ".join(f"{slot['period']} on {slot['cycle_day']}" for slot in self.periods[:SHOWN_MAX])
        more = f" and {len(self.periods) - SHOWN_MAX} more" if len(self.periods) > SHOWN_MAX else ""
        return f"Say when these start and end: {named}{more}."


@dataclass(eq=False)
class BellsUnusable(Unreadable):
    """Bells that ring backwards, or at night."""

    code: ClassVar[str] = "timetable/bells-unusable"
    title: ClassVar[str] = "Some times cannot be right"
    errors: list[Fault]

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.errors[:SHOWN_MAX])


@dataclass(eq=False)
class DaysMissing(Conflict):
    """The days of the file and the days of the school's cycle do not fit each other."""

    code: ClassVar[str] = "timetable/days-missing"
    title: ClassVar[str] = "The days of the file do not fit the days of the school year"
    days: list[str]
    """Days of the file that are no day of the cycle yet."""
    unknown: list[str]
    """Names that neither the file nor the cycle has."""
    twice: list[str]
    """Days of the cycle that two days of the file were put on."""

    def __str__(self) -> str:
        parts = (
            ("Say which day of the cycle these are: {}.", self.days),
            ("There is no such day: {}.", self.unknown),
            ("Only one day of the file can be each of these: {}.", self.twice),
        )
        return " ".join(words.format(", ".join(names[:SHOWN_MAX])) for words, names in parts if names)


class YearMissing(Conflict):
    """A timetable belongs to a school year."""

    code = "timetable/year-missing"
    title = "No school year contains that day: add the year first, or choose another day"


@dataclass(eq=False)
class LaterVersionThere(Conflict):
    """One person's calendar would put a timetable out of force, for everybody, that has not begun yet."""

    code: ClassVar[str] = "timetable/later-version"
    title: ClassVar[str] = "Another timetable begins after that day"
    number: int
    starts_on: date

    def __str__(self) -> str:
        begins = f"{self.starts_on:%A %-d %B %Y}"
        return (
            f"Timetable {self.number} begins on {begins}. One person's calendar from an earlier day would take its "
            f"place for everybody. Let the calendar begin on {begins} or later, or go on with timetable {self.number}."
        )


@dataclass(eq=False)
class AlreadyCommitted(Conflict):
    """An import becomes a timetable once."""

    code: ClassVar[str] = "timetable/already-committed"
    title: ClassVar[str] = "These files are the timetable already; upload them again to change something"
    number: int


class NoTimetable(Conflict):
    """Nothing can be planned before there is a timetable."""

    code = "timetable/none"
    title = "There is no timetable for that day yet: a CPD lead or head uploads it"


class TimetableNotThere(NotFound):
    """As NoTimetable, where the timetable itself was asked for."""

    code = "timetable/not-there"
    title = "There is no timetable yet: a CPD lead or head uploads it"


@dataclass(eq=False)
class CycleInUse(Conflict):
    """Days of the cycle that lessons stand on cannot vanish: PPA on them would be unguarded."""

    code: ClassVar[str] = "timetable/cycle-in-use"
    title: ClassVar[str] = "The timetable has lessons on days that would no longer exist"
    cycle_days: list[str]

    def __str__(self) -> str:
        named = ", ".join(self.cycle_days[:SHOWN_MAX])
        return f"Keep these names, and add others beside them if you need more days: {named}."


@dataclass(eq=False)
class MarkMeetsLesson(Conflict):
    """A mark would lie on a lesson."""

    code: ClassVar[str] = "timetable/mark-meets-lesson"
    title: ClassVar[str] = "There is a lesson in that period"
    cycle_day: str
    period: str
    class_name: str

    def __str__(self) -> str:
        where = f"on {self.cycle_day}, {self.period}"
        return f"{self.class_name} is taught {where}. Change the timetable first, or mark another period."


@dataclass(eq=False)
class MarksUnusable(Unreadable):
    """Marks on days or periods that are not, or twice on one."""

    code: ClassVar[str] = "timetable/marks-unusable"
    title: ClassVar[str] = "Some marks do not fit the timetable"
    errors: list[Fault]

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.errors[:SHOWN_MAX])


@dataclass(eq=False)
class MarkMeetsRound(Conflict):
    """A mark would lie on something planned."""

    code: ClassVar[str] = "timetable/mark-meets-round"
    title: ClassVar[str] = "Something is planned in that time"
    rounds: list[Booking]

    def __str__(self) -> str:
        return _planned(self.rounds) + " Cancel or move that first."


@dataclass(eq=False)
class YearMeetsRound(Conflict):
    """A change of the school year would take the day away from something planned."""

    code: ClassVar[str] = "timetable/year-meets-round"
    title: ClassVar[str] = "Something is planned on a day that would change"
    rounds: list[Booking]

    def __str__(self) -> str:
        return _planned(self.rounds) + " Cancel or move that first."


def _planned(bookings: list[Booking]) -> str:
    lines = [f"{booking['name']}, {booking['held_on']}: {booking['what']}" for booking in bookings[:SHOWN_MAX]]
    more = f" and {len(bookings) - SHOWN_MAX} more" if len(bookings) > SHOWN_MAX else ""
    return f"Planned: {'; '.join(lines)}{more}."
