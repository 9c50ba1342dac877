"""What was understood of a school's files, whatever format they came in; and the refusal when nothing was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

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
class Problem:
    """Something a person should look at: where it is (from 1), what it means, and how to mend it."""

    message: str
    severity: Severity = "warning"
    kind: Kind = "row"
    file: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(eq=False)
class ImportRefused(Exception):
    """Nothing of the files can be used; `problems` says why, with file, line and column where there are any."""

    problems: tuple[Problem, ...]

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

    def as_json(self) -> dict[str, Any]:
        """Give the object that `kenkyu timetable read --json` prints; `from_json` reads it back."""
        return {
            "source": self.source,
            "teachers": list(self.teachers),
            "days": {day: [asdict(period) for period in periods] for day, periods in self.days.items()},
            "lessons": [_lesson_as_json(lesson) for lesson in self.lessons],
            "busy": [asdict(busy) for busy in self.busy],
            "problems": [asdict(problem) for problem in self.problems],
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
    )


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
