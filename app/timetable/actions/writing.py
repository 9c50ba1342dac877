"""Writes a draft as a version, and everybody's days with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session

from app.kernel.actor import Actor
from app.occupied import queries as occupied
from app.school_year import queries as school_year
from app.timetable import queries
from app.timetable.actions.base import GiveWay, rewrite_base
from app.timetable.queries import Draft
from app.timetable.rules import adoption
from app.timetable.rules.content import Content, with_staff
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableVersion


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from, as it is kept."""

    file_names: str
    choices: str
    copied_from: UUID | None = None


def write_version(
    session: Session, actor: Actor, draft: Draft, staff: Mapping[str, UUID], origin: Origin, now: datetime
) -> TimetableVersion:
    """Store a draft as the year's next version. *staff*: who those became who stand in it by name only."""
    content = with_staff(draft.content, staff)
    earlier = queries.newest_version(session, actor, draft.year.id)
    version = TimetableVersion(
        school_id=actor.school_id, year_id=draft.year.id, number=1 if earlier is None else earlier.number + 1,
        starts_on=draft.starts_on, file_names=origin.file_names, choices=origin.choices,
        copied_from=origin.copied_from, lesson_count=len(content.lessons), committed_at=now,
        committed_by=actor.staff_id, teacher_count=len({who for who, _, _ in content.taught}),
    )  # fmt: skip
    session.add(version)
    session.flush()
    _write_bells(session, version, content, draft.cycle_days)
    _write_lessons(session, version, content)
    _write_marks(session, version, content)
    return version


def put_in_force(
    session: Session, actor: Actor, version: TimetableVersion, now: datetime, *, give_way: GiveWay
) -> None:
    """Write everybody's days anew, from the version's first day or today on, whichever is later.

    Raises:
        NotFree: something booked is in the way that *give_way* left standing.
    """
    since = max(version.starts_on, school_year.today(session, actor, now))
    staff_ids = sorted(queries.staff_ids_in_timetables(session, actor))
    occupied.lock_people(session, actor, staff_ids)
    give_way(since, staff_ids)
    rewrite_base(session, actor, staff_ids, since=since, now=now)


def _write_bells(session: Session, version: TimetableVersion, content: Content, cycle_days: list[str]) -> None:
    rows = [
        {
            **_of(version), "cycle_day": bell.cycle_day, "day_position": bell.day_position, "period": bell.period,
            "position": bell.position, "starts": bell.starts, "ends": bell.ends,
        }
        for bell in adoption.bells_in_order(content.bells, cycle_days)
    ]  # fmt: skip
    if rows:
        session.execute(insert(Bell), rows)


def _write_lessons(session: Session, version: TimetableVersion, content: Content) -> None:
    lessons, teachers = list[dict[str, object]](), list[dict[str, object]]()
    for lesson in content.lessons:
        common = _of(version)
        lessons.append(
            common
            | {
                "cycle_day": lesson.cycle_day, "period": lesson.period, "class_name": lesson.class_name,
                "subject": lesson.subject, "room": lesson.room,
            }
        )  # fmt: skip
        for staff_id in lesson.teachers:
            teachers.append(_of(version) | {"lesson_id": common["id"], "staff_id": staff_id})
    if lessons:
        session.execute(insert(Lesson), lessons)
        session.execute(insert(LessonTeacher), teachers)


def _write_marks(session: Session, version: TimetableVersion, content: Content) -> None:
    rows = [
        _of(version) | {"staff_id": staff_id, "cycle_day": day, "period": period, "kind": kind, "note": note}
        for (staff_id, day, period), (kind, note) in content.marks.items()
    ]
    if rows:
        session.execute(insert(Mark), rows)


def _of(version: TimetableVersion) -> dict[str, object]:
    return {"school_id": version.school_id, "id": uuid4(), "version_id": version.id}
