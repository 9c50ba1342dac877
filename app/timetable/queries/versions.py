"""Reads of versions: which is in force when, its bells, lessons and marks."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as school_year
from app.school_year.tables import SchoolDay, SchoolYear
from app.timetable.access import visible
from app.timetable.errors import NoTimetable
from app.timetable.queries.weeks import BELLS_MAX, LESSON_ROWS_MAX, Slot, bells
from app.timetable.rules import base_rows
from app.timetable.schemas import VersionOut
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableVersion
from app.web.pages import PageWish, beyond, cut

MARKS_MAX = 100_000
VERSIONS_MAX = 200
STAFF_MAX = 2_000


def perhaps_version_on(session: Session, actor: Actor, day: date) -> TimetableVersion | None:
    """The timetable in force on *day*: of those that have started, the newest."""
    statement = (
        select(TimetableVersion)
        .join(
            SchoolYear,
            (col(SchoolYear.school_id) == col(TimetableVersion.school_id))
            & (col(SchoolYear.id) == col(TimetableVersion.year_id)),
        )
        .where(
            visible(actor, TimetableVersion),
            SchoolYear.starts_on <= day,
            SchoolYear.ends_on >= day,
            TimetableVersion.starts_on <= day,
        )
    )
    return session.exec(statement.order_by(col(TimetableVersion.number).desc()).limit(1)).one_or_none()


def version_on(session: Session, actor: Actor, day: date) -> TimetableVersion:
    """The timetable in force on *day*.

    Raises:
        NoTimetable: there is none.
    """
    found = perhaps_version_on(session, actor, day)
    if found is None:
        raise NoTimetable
    return found


def perhaps_version_in_force(session: Session, actor: Actor, today: date) -> TimetableVersion | None:
    """The timetable people go by: today's, else the first to come this year, else the last there was."""
    if (found := perhaps_version_on(session, actor, today)) is not None:
        return found
    year = school_year.perhaps_current_year(session, actor, today)
    if year is None:
        return None
    of_year = select(TimetableVersion).where(visible(actor, TimetableVersion), TimetableVersion.year_id == year.id)
    number = col(TimetableVersion.number).desc()
    order = (number,) if today > year.ends_on else (col(TimetableVersion.starts_on), number)
    return session.exec(of_year.order_by(*order).limit(1)).one_or_none()


def version_in_force(session: Session, actor: Actor, today: date) -> TimetableVersion:
    """The timetable people go by: today's, else the first to come this year, else the last there was.

    Raises:
        NoTimetable: there is none.
    """
    found = perhaps_version_in_force(session, actor, today)
    if found is None:
        raise NoTimetable
    return found


def version(session: Session, actor: Actor, version_id: UUID) -> TimetableVersion:
    """One version, or NotFound."""
    statement = select(TimetableVersion).where(visible(actor, TimetableVersion), TimetableVersion.id == version_id)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def newest_version(session: Session, actor: Actor, year_id: UUID) -> TimetableVersion | None:
    """The year's newest version, whether it has started or not."""
    statement = select(TimetableVersion).where(visible(actor, TimetableVersion), TimetableVersion.year_id == year_id)
    return session.exec(statement.order_by(col(TimetableVersion.number).desc()).limit(1)).one_or_none()


def versions_between(session: Session, actor: Actor, days: Sequence[SchoolDay]) -> dict[UUID, list[SchoolDay]]:
    """Which of *days* each version is in force on. Days without a timetable are left out."""
    years = {day.year_id for day in days}
    statement = select(TimetableVersion).where(
        visible(actor, TimetableVersion), col(TimetableVersion.year_id).in_(years)
    )
    newest_first = session.exec(statement.order_by(col(TimetableVersion.number).desc()).limit(VERSIONS_MAX)).all()
    found: dict[UUID, list[SchoolDay]] = {}
    for day in days:
        for version in newest_first:
            if version.year_id == day.year_id and version.starts_on <= day.held_on:
                found.setdefault(version.id, []).append(day)
                break
    return found


def versions_to_come(session: Session, actor: Actor, row: TimetableVersion, today: date) -> list[tuple[UUID, date]]:
    """The other versions of the year of *row* that count from a later school day on, each with that day, in order."""
    days = [day for day in school_year.days_of(session, actor, row.year_id) if day.held_on >= today]
    in_force = versions_between(session, actor, days)
    return [(version_id, of_version[0].held_on) for version_id, of_version in in_force.items() if version_id != row.id]


def cycle_days_in_use(session: Session, actor: Actor, version_ids: Sequence[UUID]) -> set[str]:
    """The days of the cycle that these versions have periods on."""
    statement = select(Bell.cycle_day).where(visible(actor, Bell), col(Bell.version_id).in_(version_ids)).distinct()
    return set(session.exec(statement.order_by(Bell.cycle_day).limit(BELLS_MAX)))


def marks_of(session: Session, actor: Actor, version_id: UUID, staff_ids: Collection[UUID]) -> dict[Slot, Mark]:
    """The marks of these people, by (staff, cycle day, period); the period is empty for whole days."""
    statement = (
        select(Mark)
        .where(visible(actor, Mark), Mark.version_id == version_id, col(Mark.staff_id).in_(set(staff_ids)))
        .order_by(col(Mark.cycle_day), col(Mark.period))
        .limit(MARKS_MAX)
    )
    return {(row.staff_id, row.cycle_day, row.period): row for row in session.exec(statement)}


def week_of(session: Session, actor: Actor, version_id: UUID, staff_ids: Collection[UUID]) -> base_rows.Week:
    """A version as the rules take it: bells, what these people teach, their marks."""
    taught = (
        select(LessonTeacher.staff_id, Lesson.cycle_day, Lesson.period, Lesson.class_name)
        .join(
            Lesson,
            (col(Lesson.school_id) == col(LessonTeacher.school_id)) & (col(Lesson.id) == col(LessonTeacher.lesson_id)),
        )
        .where(
            visible(actor, LessonTeacher),
            LessonTeacher.version_id == version_id,
            col(LessonTeacher.staff_id).in_(set(staff_ids)),
        )
        .order_by(Lesson.class_name)
        .limit(LESSON_ROWS_MAX)
    )
    return base_rows.Week(
        bells={
            day: [base_rows.BellTime(bell.period, bell.starts, bell.ends) for bell in of_day]
            for day, of_day in bells(session, actor, version_id).items()
        },
        taught=[base_rows.Taught(*row) for row in session.exec(taught)],
        marks=[
            base_rows.Marked(mark.staff_id, mark.cycle_day, mark.period, mark.kind, mark.note)
            for mark in marks_of(session, actor, version_id, staff_ids).values()
        ],
    )


def staff_marked(session: Session, actor: Actor, version_id: UUID) -> set[UUID]:
    """Everybody who has a mark in a version."""
    statement = select(Mark.staff_id).where(visible(actor, Mark), Mark.version_id == version_id).distinct()
    return set(session.exec(statement.order_by(col(Mark.staff_id)).limit(STAFF_MAX)))


def staff_ids_in_timetables(session: Session, actor: Actor) -> set[UUID]:
    """Everybody who stands in any version of the school's timetables."""
    found: set[UUID] = set()
    for table in (LessonTeacher, Mark):
        statement = select(table.staff_id).where(visible(actor, table)).distinct()
        found.update(session.exec(statement.order_by(col(table.staff_id)).limit(STAFF_MAX)))
    return found


def versions_page(session: Session, actor: Actor, wish: PageWish, today: date) -> tuple[list[VersionOut], str | None]:
    """All versions, the newest first."""
    statement = select(TimetableVersion).where(visible(actor, TimetableVersion))
    columns = (col(TimetableVersion.committed_at), col(TimetableVersion.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row.committed_at, row.id))
    current = perhaps_version_in_force(session, actor, today)
    numbers = _numbers(session, actor, page)
    return [_out(row, current, numbers) for row in page], following


def version_out(session: Session, actor: Actor, row: TimetableVersion, today: date) -> VersionOut:
    """A version as it travels."""
    current = perhaps_version_in_force(session, actor, today)
    return _out(row, current, _numbers(session, actor, [row]))


def _numbers(session: Session, actor: Actor, rows: Sequence[TimetableVersion]) -> dict[UUID, int]:
    """The numbers of the versions that *rows* copy."""
    copied = {row.copied_from for row in rows if row.copied_from is not None}
    if not copied:
        return {}
    statement = select(TimetableVersion).where(visible(actor, TimetableVersion), col(TimetableVersion.id).in_(copied))
    return {row.id: row.number for row in session.exec(statement.order_by(col(TimetableVersion.id)).limit(len(copied)))}


def _out(row: TimetableVersion, current: TimetableVersion | None, numbers: Mapping[UUID, int]) -> VersionOut:
    return VersionOut(
        id=row.id, number=row.number, starts_on=row.starts_on, file_names=json.loads(row.file_names),
        teacher_count=row.teacher_count, lesson_count=row.lesson_count, committed_at=row.committed_at,
        is_current=current is not None and current.id == row.id,
        copied_from=None if row.copied_from is None else numbers.get(row.copied_from),
    )  # fmt: skip
