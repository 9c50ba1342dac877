"""Makes lessons, duties and problems of the rows that a format's reader has understood; the same for every format."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.timetable.importers import limits
from app.timetable.importers.understanding import (
    ImportedBusy,
    ImportedLesson,
    Problem,
    refusal,
)


@dataclass(frozen=True, slots=True)
class Held:
    """One activity in one period, as its file tells it.

    `activity` says which rows are one lesson: rows in one slot with the same activity (FET's id, Untis's number),
    subject and rooms are. What is not trimmed here stays untrimmed: readers trim.
    """

    file: str
    line: int | None
    activity: Hashable
    day: str
    period: str
    teachers: tuple[str, ...]
    classes: tuple[str, ...]
    subject: str
    rooms: tuple[str, ...]
    teacher_column: int | None = None
    lesson: Hashable = None
    """What the file numbers as one lesson: a teacher in two parts of it at once is in one place, and in no clash."""


@dataclass(slots=True)
class Assembled:
    """What the rows come to."""

    lessons: list[ImportedLesson] = field(default_factory=list)
    busy: list[ImportedBusy] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def assemble(rows: Iterable[Held]) -> Assembled:
    """Make lessons of what has teacher and class, duties of what has no class, problems of what has no teacher.

    Rows of one activity in one slot are one lesson with all their teachers and classes. A teacher with two
    different lessons or duties in one slot is a clash: a problem for each lesson after the first, and all of them stay.
    """
    together: dict[tuple[Hashable, ...], Held] = {}
    answer = Assembled()
    for row in rows:
        key = (row.day, row.period, row.activity, row.subject, row.rooms)
        before = together.get(key)
        if before is not None and _adds_nothing(before, row):
            answer.problems.append(_repeated(row, before))
        together[key] = row if before is None else _joined(before, row)
    taken: dict[tuple[str, str, str], Held] = {}
    placed = 0
    for row in together.values():
        # Counted by teacher: a thousand lessons of a thousand teachers each would be a million clashes to tell.
        placed += max(1, len(row.teachers))
        if placed > limits.LESSONS_MAX:
            raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=row.file, line=row.line)
        _place(row, taken, answer)
    return answer


def with_rooms_of_teams(rows: Sequence[Held]) -> list[Held]:
    """Give rows without a room the one of their lesson, where its other rows in that slot all stand in one.

    Untis writes the room of colleagues who teach together only for the first of them.
    """
    rooms: dict[tuple[Hashable, ...], set[tuple[str, ...]]] = {}
    for row in rows:
        if row.rooms:
            rooms.setdefault(_slot(row), set()).add(row.rooms)
    return [
        replace(row, rooms=next(iter(found)))
        if not row.rooms and row.classes and row.subject and len(found := rooms.get(_slot(row), set())) == 1
        else row
        for row in rows
    ]


def _slot(row: Held) -> tuple[Hashable, ...]:
    return (row.day, row.period, row.activity, row.subject)


def check_sizes(days: Sequence[str], periods: Sequence[str], teachers: Sequence[str], file: str) -> None:
    """Refuse more days, periods or teachers than any school has; exactly the limit is allowed."""
    for found, most, what in (
        (days, limits.DAYS_MAX, "days"),
        (periods, limits.PERIODS_MAX, "periods in a day"),
        (teachers, limits.TEACHERS_MAX, "teachers"),
    ):
        if len(found) > most:
            message = f"The file names {len(found):,} {what}; {most:,} are the most we read. Are the columns right?"
            raise refusal(message, file=file)


def _adds_nothing(before: Held, row: Held) -> bool:
    return set(row.teachers) <= set(before.teachers) and set(row.classes) <= set(before.classes)


def _joined(before: Held, row: Held) -> Held:
    if len(before.classes) + len(before.teachers) > limits.JOINED_MAX:
        message = f"One lesson on {row.day}, {row.period}, has more than {limits.JOINED_MAX:,} classes and teachers."
        raise refusal(message, file=row.file, line=row.line)
    return replace(
        before,
        teachers=tuple(dict.fromkeys(before.teachers + row.teachers)),
        classes=tuple(dict.fromkeys(before.classes + row.classes)),
    )


def _place(row: Held, taken: dict[tuple[str, str, str], Held], answer: Assembled) -> None:
    if not row.teachers:
        answer.problems.append(_without_teacher(row))
        return
    for teacher in row.teachers:
        slot = (teacher, row.day, row.period)
        first = taken.setdefault(slot, row)
        if first is not row and (row.lesson is None or row.lesson != first.lesson):
            answer.problems.append(_clash(teacher, first, row))
    room = " + ".join(row.rooms)
    if row.classes:
        classes = " + ".join(row.classes)
        answer.lessons.append(ImportedLesson(row.day, row.period, row.teachers, classes, row.subject, room))
    else:
        answer.busy += [ImportedBusy(teacher, row.day, row.period, row.subject, room) for teacher in row.teachers]


def _called(row: Held) -> str:
    classes = " + ".join(row.classes)
    shown = classes if len(classes) <= 80 else f"{classes[:77]}..."
    return f"{row.subject or 'no subject'} ({shown or 'no class'})"


def _without_teacher(row: Held) -> Problem:
    message = f"{_called(row)} on {row.day}, {row.period}, has no teacher, so it is not a lesson to anyone. Add one."
    return Problem(message, "warning", "no-teacher", row.file, row.line, row.teacher_column)


def _repeated(row: Held, before: Held) -> Problem:
    where = "" if before.line is None else f" in line {before.line}"
    message = f"{_called(row)} on {row.day}, {row.period}, stands already{where}; it was read once."
    return Problem(message, "info", "repeated", row.file, row.line)


def _clash(teacher: str, first: Held, second: Held) -> Problem:
    where = "" if first.line is None else f" (line {first.line})"
    message = (
        f"{teacher} is in two places on {first.day}, {first.period}: {_called(first)}{where} and {_called(second)}. "
        "Both are kept; correct one of them."
    )
    return Problem(message, "warning", "clash", second.file, second.line)
