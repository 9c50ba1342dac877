"""What a version holds, on paper: bells, lessons and marks, before it is written or after it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from uuid import UUID

from app.timetable.rules.kinds import MarkKind

Who = UUID | str
"""A member of staff; or, by the name in the file, somebody who will be one once it is committed."""

Period = tuple[str, str]
"""A day of the cycle, a period of it."""

Times = tuple[time, time]
WhoseSlot = tuple[Who, str, str]
"""Somebody, a day of the cycle, a period (empty: the whole day)."""

MarkSet = tuple[MarkKind, str]
"""What kind of time, and its note."""


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """One lesson: one class or several, with one teacher or several, in one period."""

    cycle_day: str
    period: str
    class_name: str
    subject: str
    room: str
    teachers: frozenset[Who]

    @property
    def slot(self) -> Period:
        return self.cycle_day, self.period


@dataclass(frozen=True, slots=True)
class Content:
    """A whole timetable. The same lesson may stand twice, as it may in a file."""

    bells: Mapping[Period, Times] = field(default_factory=dict)
    lessons: Sequence[HeldLesson] = ()
    marks: Mapping[WhoseSlot, MarkSet] = field(default_factory=dict)

    @property
    def taught(self) -> set[WhoseSlot]:
        """Who teaches when."""
        return {(who, *lesson.slot) for lesson in self.lessons for who in lesson.teachers}

    @property
    def people(self) -> set[Who]:
        """Everybody who stands in it."""
        teachers = {who for lesson in self.lessons for who in lesson.teachers}
        return teachers | {who for who, _, _ in self.marks}

    @property
    def cycle_days(self) -> list[str]:
        """The days that anything is said of, each once, in the order of the bells."""
        days = [day for day, _ in self.bells] + [lesson.cycle_day for lesson in self.lessons]
        return list(dict.fromkeys([*days, *(day for _, day, _ in self.marks)]))


def with_staff(content: Content, staff: Mapping[str, UUID]) -> Content:
    """Put members of staff in the place of names, once they have been made.

    Raises:
        KeyError: a name that *staff* does not have.
    """

    def known(who: Who) -> Who:
        return staff[who] if isinstance(who, str) else who

    lessons = [
        lesson if _all_known(lesson.teachers) else replace(lesson, teachers=frozenset(map(known, lesson.teachers)))
        for lesson in content.lessons
    ]
    marks = {(known(who), day, period): mark for (who, day, period), mark in content.marks.items()}
    return Content(content.bells, lessons, marks)


def _all_known(people: Iterable[Who]) -> bool:
    return not any(isinstance(who, str) for who in people)
