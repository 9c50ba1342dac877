"""Bells and lessons of a version. A committed version never changes, so what was read once is kept in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.kept import Kept
from app.timetable.access import visible
from app.timetable.tables import Bell, Lesson, LessonTeacher

BELLS_MAX = 3_000  # 30 days of 100 periods.
LESSON_ROWS_MAX = 500_000
BELLS_KEPT_MAX = 500  # Versions.
LESSONS_KEPT_MAX = 2_000  # Teachers; some 20 kB each.

Slot = tuple[UUID, str, str]
"""A member of staff, a day of the cycle, a period."""


@dataclass(frozen=True, slots=True)
class TaughtLesson:
    """One lesson of a version; more than one in `teacher_ids` is co-teaching."""

    lesson_id: UUID
    class_name: str
    subject: str
    room: str
    teacher_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class BellRow:
    """When a period of a cycle day is held, on the school's wall clock."""

    version_id: UUID
    cycle_day: str
    period: str
    starts: time
    ends: time


_Lessons = dict[Slot, list[TaughtLesson]]
_bells_kept: Kept[tuple[UUID, UUID], Mapping[str, list[BellRow]]] = Kept(BELLS_KEPT_MAX)
_lessons_kept: Kept[tuple[UUID, UUID, UUID], _Lessons] = Kept(LESSONS_KEPT_MAX)


def bells(session: Session, actor: Actor, version_id: UUID) -> Mapping[str, list[BellRow]]:
    """The periods of each cycle day, days and periods in order."""
    key = (actor.school_id, version_id)
    if (kept := _bells_kept.get(key)) is not None:
        return kept
    statement = (
        select_columns(col(Bell.version_id), col(Bell.cycle_day), col(Bell.period), col(Bell.starts), col(Bell.ends))
        .where(visible(actor, Bell), col(Bell.version_id) == version_id)
        .order_by(col(Bell.day_position), col(Bell.position))
        .limit(BELLS_MAX)
    )
    found: dict[str, list[BellRow]] = {}
    for row in session.execute(statement):
        found.setdefault(row.cycle_day, []).append(BellRow(*row))
    # Empty is not kept: the version may still be being written by this very transaction.
    return _bells_kept.keep(key, found) if found else found


def lessons_of(session: Session, actor: Actor, version_id: UUID, staff_ids: Collection[UUID]) -> _Lessons:
    """What each of these people teaches, by (staff, cycle day, period); two lessons in one are joined or a clash."""
    found: _Lessons = {}
    unknown: list[UUID] = []
    for staff_id in set(staff_ids):
        kept = _lessons_kept.get((actor.school_id, version_id, staff_id))
        if kept is None:
            unknown.append(staff_id)
        else:
            found |= kept
    if unknown:
        read = _read_lessons(session, actor, version_id, unknown)
        for staff_id in unknown:
            theirs = {slot: taught for slot, taught in read.items() if slot[0] == staff_id}
            if theirs:
                _lessons_kept.keep((actor.school_id, version_id, staff_id), theirs)
        found |= read
    return found


def _read_lessons(session: Session, actor: Actor, version_id: UUID, staff_ids: Sequence[UUID]) -> _Lessons:
    theirs = select(LessonTeacher.lesson_id).where(
        visible(actor, LessonTeacher),
        LessonTeacher.version_id == version_id,
        col(LessonTeacher.staff_id).in_(staff_ids),
    )
    statement = (
        select(Lesson, LessonTeacher.staff_id)
        .join(
            LessonTeacher,
            (col(LessonTeacher.school_id) == col(Lesson.school_id)) & (col(LessonTeacher.lesson_id) == col(Lesson.id)),
        )
        .where(visible(actor, Lesson), Lesson.version_id == version_id, col(Lesson.id).in_(theirs))
        .order_by(col(Lesson.class_name), col(Lesson.id), col(LessonTeacher.staff_id))
        .limit(LESSON_ROWS_MAX)
    )
    together: dict[UUID, tuple[Lesson, set[UUID]]] = {}
    for lesson, staff_id in session.exec(statement):
        together.setdefault(lesson.id, (lesson, set()))[1].add(staff_id)
    wanted = set(staff_ids)
    found: _Lessons = {}
    for lesson, teachers in together.values():
        taught = TaughtLesson(lesson.id, lesson.class_name, lesson.subject, lesson.room, frozenset(teachers))
        for staff_id in teachers & wanted:
            found.setdefault((staff_id, lesson.cycle_day, lesson.period), []).append(taught)
    return found
