"""What was understood of a school's files, whatever format they came in; and the refusal when nothing was."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from app.timetable.importers.headings import Column

Severity = Literal["refused", "warning", "info"]

Kind = Literal[
    "unreadable",  # The file as a whole.
    "unused",  # A file we could have done without.
    "row",  # A row that was left out.
    "no-teacher",
    "clash",
    "repeated",
    "joined",
    "unknown-name",
    "partial",
    "encoding",
    "time",
    "limit",
]
"""What a problem is about, for counting; the message is for reading."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which column is which in tables with exactly these headings, as a school said of a file we did not know."""

    headings: tuple[str, ...]
    """All of them, in order; without any, the choice is for every table that has those in `columns`."""
    columns: tuple[tuple[str, Column], ...]
    """Heading and what stands below it; headings that are of no use are left out."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a file does not say of itself; a format takes what concerns it."""

    solution: str | None = None
    """Which solution of an XHSTT archive; None is the first."""
    columns: tuple[ColumnChoice, ...] = ()
    zone: str = "Europe/London"
    """The school's time zone, for calendars in UTC."""


NO_HINTS: Final = Hints()


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """One uploaded file. The name is only for messages and for telling files apart."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportedPeriod:
    """A period by its own name; `start` and `end` are `HH:MM` in the school's own time, None when not said."""

    period: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedLesson:
    """One lesson in one period. `class_name` and `room` may be several, joined with ` + `; `room` may be empty."""

    day: str
    period: str
    teachers: tuple[str, ...]
    class_name: str
    subject: str
    room: str


@dataclass(frozen=True, slots=True)
class ImportedBusy:
    """A teacher's duty, meeting or other time without a class; `reason` is the file's word for it."""

    teacher: str
    day: str
    period: str
    reason: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """Who stands behind a teacher's name in the timetable, where that is a code: full name and e-mail, if told."""

    teacher: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at: where it is (from 1), what it means, and how to mend it."""

    message: str
    severity: Severity = "warning"
    kind: Kind = "row"
    file: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as it stands in a file, for asking which column is which: its headings and the first rows below."""

    file: str
    headings: tuple[str, ...]
    """Each once: those that are empty or there before are called after their place."""
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, Column], ...] = ()
    """Which heading was taken for which column: by its name, or as the school chose."""

    @property
    def choice(self) -> ColumnChoice:
        """What it takes to read the next file with these headings in the same way."""
        return ColumnChoice(self.headings, self.columns)


@dataclass(eq=False)
class ImportRefused(Exception):
    """Nothing of the files can be used; `problems` says why, with file, line and column where there are any.

    `table` is there where a table was found whose columns somebody could name.
    """

    problems: tuple[Problem, ...]
    table: FoundTable | None = None

    def __str__(self) -> str:
        return " ".join(problem.message for problem in self.problems)


def refusal(
    message: str, *, file: str | None = None, line: int | None = None, column: int | None = None
) -> ImportRefused:
    """Build a refusal with one problem."""
    return ImportRefused((Problem(message, "refused", "unreadable", file, line, column),))


@dataclass(frozen=True, slots=True)
class ImportedTimetable:
    """A whole school's timetable as its files tell it; days and the periods of each day are in order."""

    source: str
    days: Mapping[str, tuple[ImportedPeriod, ...]]
    teachers: tuple[str, ...]
    lessons: tuple[ImportedLesson, ...]
    busy: tuple[ImportedBusy, ...]
    problems: tuple[Problem, ...] = field(default=())
    covers_everyone: bool = True
    """False for one person's calendar: it says nothing of anybody else, so it replaces nobody else's lessons."""
    people: tuple[ImportedPerson, ...] = ()
    """What the files tell of some of the `teachers`; empty where the names are all there is."""
    solution: str | None = None
    """Which of `solutions` was read, where the format has any."""
    solutions: tuple[str, ...] = ()
    table: FoundTable | None = None
    """The table that was read by a choice of columns, where one was."""

    def as_json(self) -> dict[str, Any]:
        """Give the object that `kenkyu timetable read --json` prints; `from_json` reads it back."""
        return {
            "source": self.source,
            "teachers": list(self.teachers),
            "days": {day: [asdict(period) for period in periods] for day, periods in self.days.items()},
            "lessons": [_lesson_as_json(lesson) for lesson in self.lessons],
            "busy": [asdict(busy) for busy in self.busy],
            "problems": [asdict(problem) for problem in self.problems],
            "covers_everyone": self.covers_everyone,
            "people": [asdict(person) for person in self.people],
            "solution": self.solution,
            "solutions": list(self.solutions),
            "table": table_as_json(self.table),
        }

    def rows(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """Walk (teacher, day, period, class, subject, room): one a teacher and lesson, then one a duty."""
        for lesson in self.lessons:
            for teacher in lesson.teachers:
                yield teacher, lesson.day, lesson.period, lesson.class_name, lesson.subject, lesson.room
        for busy in self.busy:
            yield busy.teacher, busy.day, busy.period, "", busy.reason, busy.room


def empty_json(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give the object that is printed when the files are refused: nothing understood, and why."""
    return ImportedTimetable("", {}, (), (), (), tuple(problems)).as_json()


def from_json(found: Mapping[str, Any]) -> ImportedTimetable:
    """Read what `as_json` gave. Only for our own output: nothing is checked."""
    return ImportedTimetable(
        source=found["source"],
        teachers=tuple(found["teachers"]),
        days={day: tuple(ImportedPeriod(**period) for period in periods) for day, periods in found["days"].items()},
        lessons=tuple(_lesson_from_json(lesson) for lesson in found["lessons"]),
        busy=tuple(ImportedBusy(**busy) for busy in found["busy"]),
        problems=problems_from_json(found["problems"]),
        # Understandings that were stored before these were said have them not.
        covers_everyone=found.get("covers_everyone", True),
        people=tuple(ImportedPerson(**person) for person in found.get("people", ())),
        solution=found.get("solution"),
        solutions=tuple(found.get("solutions", ())),
        table=table_from_json(found.get("table")),
    )


def packed(found: ImportedTimetable) -> bytes:
    """Write an understanding as it is kept. O(lessons): for a large school a good part of a second."""
    return zlib.compress(json.dumps(found.as_json()).encode())


def unpacked(written: bytes) -> ImportedTimetable:
    """Read what `packed` wrote. O(lessons)."""
    return from_json(json.loads(zlib.decompress(written)))


def table_as_json(table: FoundTable | None) -> dict[str, Any] | None:
    """Give a table as an object that `table_from_json` reads back."""
    return None if table is None else asdict(table)


def table_from_json(found: Mapping[str, Any] | None) -> FoundTable | None:
    """Read what `table_as_json` gave. Only for our own output: nothing is checked."""
    if found is None:
        return None
    columns = tuple((heading, column) for heading, column in found["columns"])
    rows = tuple(tuple(row) for row in found["rows"])
    return FoundTable(found["file"], tuple(found["headings"]), rows, columns)


def hints_as_json(hints: Hints) -> dict[str, Any]:
    """Give hints as an object that `hints_from_json` reads back."""
    return asdict(hints)


def hints_from_json(found: Mapping[str, Any]) -> Hints:
    """Read what `hints_as_json` gave. Only for our own output: nothing is checked."""
    columns = tuple(
        ColumnChoice(tuple(choice["headings"]), tuple((heading, column) for heading, column in choice["columns"]))
        for choice in found["columns"]
    )
    return Hints(found["solution"], columns, found["zone"])


def problems_from_json(found: Sequence[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """Read the list of problems that `as_json` gave."""
    return tuple(Problem(**problem) for problem in found)


def _lesson_as_json(lesson: ImportedLesson) -> dict[str, Any]:
    return {
        "day": lesson.day,
        "period": lesson.period,
        "teachers": list(lesson.teachers),
        "class": lesson.class_name,
        "subject": lesson.subject,
        "room": lesson.room,
    }


def _lesson_from_json(found: Mapping[str, Any]) -> ImportedLesson:
    return ImportedLesson(
        day=found["day"],
        period=found["period"],
        teachers=tuple(found["teachers"]),
        class_name=found["class"],
        subject=found["subject"],
        room=found["room"],
    )
