"""Reads of class exceptions and absences: as values for the rules, and as rows for lists."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year.tables import SchoolDay
from app.timetable.access import visible
from app.timetable.queries.versions import versions_between
from app.timetable.queries.weeks import LESSON_ROWS_MAX, TaughtLesson
from app.timetable.rules import AbsenceSource
from app.timetable.rules.away import Away, midnight
from app.timetable.rules.class_changes import ClassChange, NotTaught, left_of
from app.timetable.tables import Absence, ClassException, Lesson, LessonTeacher
from app.web.pages import PageWish, beyond, cut

EXCEPTIONS_MAX = 1_000
"""Far more than a school has in a year; adding one more is refused."""
ABSENCES_MAX = 100_000
TEACHERS_MAX = 2_000


def class_changes(
    session: Session, actor: Actor, *, since: date, until: date = date.max, but: UUID | None = None
) -> list[ClassChange]:
    """The class exceptions of these days, by their beginning; without the one that is *but*."""
    statement = select(ClassException).where(
        visible(actor, ClassException), ClassException.ends_on >= since, ClassException.starts_on <= until
    )
    if but is not None:
        statement = statement.where(ClassException.id != but)
    rows = session.exec(statement.order_by(col(ClassException.starts_on), col(ClassException.id)).limit(EXCEPTIONS_MAX))
    return [class_change(row) for row in rows]


def class_change(row: ClassException) -> ClassChange:
    """A class exception as the rules take it."""
    return ClassChange(row.name, row.effect, row.starts_on, row.ends_on, frozenset(json.loads(row.class_names)))


def class_exception(session: Session, actor: Actor, exception_id: UUID, *, lock: bool = False) -> ClassException:
    """One class exception, or NotFound."""
    statement = select(ClassException).where(visible(actor, ClassException), ClassException.id == exception_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def class_exceptions_page(
    session: Session, actor: Actor, wish: PageWish, since: date
) -> tuple[list[ClassException], str | None]:
    """Class exceptions that end on *since* or later, by their beginning."""
    statement = select(ClassException).where(visible(actor, ClassException), ClassException.ends_on >= since)
    columns = (col(ClassException.starts_on), col(ClassException.id))
    if (where := beyond(wish.key(date, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.starts_on, row.id))


def class_names_on(session: Session, actor: Actor, days: Sequence[SchoolDay]) -> list[str]:
    """Every class that the timetables in force on *days* have, joined ones as they are joined, in order."""
    versions = versions_between(session, actor, days)
    statement = select(Lesson.class_name).where(visible(actor, Lesson), col(Lesson.version_id).in_(list(versions)))
    return list(session.exec(statement.distinct().order_by(Lesson.class_name).limit(LESSON_ROWS_MAX)))


def teachers_of(session: Session, actor: Actor, class_names: Collection[str], days: Sequence[SchoolDay]) -> list[UUID]:
    """Who teaches any of these classes, by itself or joined with others, by the timetables in force on *days*."""
    versions = list(versions_between(session, actor, days))
    away: NotTaught = dict.fromkeys(class_names, "")
    touched = [name for name in class_names_on(session, actor, days) if left_of(name, away)[0] != name]
    statement = (
        select(LessonTeacher.staff_id)
        .join(
            Lesson,
            (col(Lesson.school_id) == col(LessonTeacher.school_id)) & (col(Lesson.id) == col(LessonTeacher.lesson_id)),
        )
        .where(
            visible(actor, LessonTeacher),
            col(LessonTeacher.version_id).in_(versions),
            col(Lesson.class_name).in_(touched),
        )
        .distinct()
        .order_by(col(LessonTeacher.staff_id))
        .limit(TEACHERS_MAX)
    )
    return list(session.exec(statement))


def still_taught(lessons: Sequence[TaughtLesson], away: NotTaught) -> list[TaughtLesson]:
    """What is left of one person's lessons in a period when some classes are *away*."""
    if not away:
        return list(lessons)
    left = [(lesson, left_of(lesson.class_name, away)[0]) for lesson in lessons]
    return [replace(lesson, class_name=class_name) for lesson, class_name in left if class_name]


# ---- absences ------------------------------------------------------------------------------------


def absences_of(
    session: Session, actor: Actor, staff_ids: Collection[UUID] | None, *, since: date, until: date = date.max,
    zone: ZoneInfo,
) -> list[Away]:  # fmt: skip
    """When these people, or all, are not in school on the days from *since* to *until*."""
    statement = select(Absence).where(
        visible(actor, Absence), col(Absence.called_off_at).is_(None), Absence.ends_at > midnight(since, zone)
    )
    if until < date.max:
        statement = statement.where(Absence.starts_at < midnight(until + timedelta(days=1), zone))
    if staff_ids is not None:
        statement = statement.where(col(Absence.staff_id).in_(set(staff_ids)))
    rows = session.exec(statement.order_by(col(Absence.starts_at), col(Absence.id)).limit(ABSENCES_MAX))
    return [Away(row.staff_id, row.starts_at, row.ends_at) for row in rows]


def absence(session: Session, actor: Actor, absence_id: UUID, *, lock: bool = False) -> Absence:
    """One absence, called off or not, or NotFound."""
    statement = select(Absence).where(visible(actor, Absence), Absence.id == absence_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def absences_page(
    session: Session, actor: Actor, wish: PageWish, *, starts_at: datetime, ends_at: datetime | None
) -> tuple[list[Absence], str | None]:
    """Absences that stand and touch [starts_at, ends_at), or end after *starts_at*, by their beginning."""
    statement = select(Absence).where(
        visible(actor, Absence), col(Absence.called_off_at).is_(None), Absence.ends_at > starts_at
    )
    if ends_at is not None:
        statement = statement.where(Absence.starts_at < ends_at)
    columns = (col(Absence.starts_at), col(Absence.id))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.starts_at, row.id))


def absences_by_key(
    session: Session, actor: Actor, source: AbsenceSource, staff_ids: Collection[UUID] | None = None
) -> list[Absence]:
    """Absences that stand and came from files, or from calendars, of these people or all."""
    statement = select(Absence).where(
        visible(actor, Absence), col(Absence.called_off_at).is_(None), Absence.source == source
    )
    if staff_ids is not None:
        statement = statement.where(col(Absence.staff_id).in_(set(staff_ids)))
    return list(session.exec(statement.order_by(col(Absence.starts_at), col(Absence.id)).limit(ABSENCES_MAX)))
