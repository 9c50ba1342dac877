"""Marks by hand: PPA, duties, leadership time, days off."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from app.identity import queries as identity
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.occupied.rules import OccupiedKind
from app.school_year import queries as school_year
from app.timetable import queries
from app.timetable.actions.base import rewrite_base, stretches
from app.timetable.errors import MarkMeetsLesson, MarkMeetsRound, MarksUnusable
from app.timetable.rules import marking
from app.timetable.schemas import MarksIn
from app.timetable.tables import Mark, TimetableVersion
from app.web import etag


def set_marks(
    session: Session, actor: Actor, staff_id: UUID, wish: MarksIn, if_match: str | None, now: datetime
) -> Staff:
    """Replace a teacher's marks in the version people go by, and their days with them from today on.

    Raises:
        NoTimetable, MarksUnusable: there is nothing to mark.
        MarkMeetsLesson: a mark that was not there before lies on a lesson.
        MarkMeetsRound: a mark lies on something planned.
    """
    staff = identity.staff_member(session, actor, staff_id, lock=True)
    etag.require_current(if_match, staff.version)
    today = school_year.today(session, actor, now)
    version = queries.version_in_force(session, actor, today)
    marks = [marking.MarkSaid(mark.cycle_day, mark.period or "", mark.kind, mark.note) for mark in wish.marks]
    _require_fit(session, actor, staff_id, version, marks)
    _write(session, version, staff_id, marks)
    staff.version += 1
    session.flush()
    _require_nothing_planned(session, actor, staff_id, today)
    rewrite_base(session, actor, [staff_id], since=today)
    return staff


def _require_fit(
    session: Session, actor: Actor, staff_id: UUID, version: TimetableVersion, marks: Sequence[marking.MarkSaid]
) -> None:
    bells = {
        (bell.cycle_day, bell.period): (bell.starts, bell.ends)
        for of_day in queries.bells(session, actor, version.id).values()
        for bell in of_day
    }
    if faults := marking.faults(marks, bells):
        raise MarksUnusable(errors=faults)
    before = queries.marks_of(session, actor, version.id, [staff_id])
    stood = {marking.MarkSaid(row.cycle_day, row.period, row.kind, row.note) for row in before.values()}
    lessons = queries.lessons_of(session, actor, version.id, [staff_id])
    taught = {(day, period): found[0].class_name for (_, day, period), found in lessons.items()}
    # What stood there before was let in by a file with a clash: it may stay, or no mark could be changed.
    met = marking.lesson_met([mark for mark in marks if mark not in stood], taught, bells)
    if met is not None:
        cycle_day, period = met
        raise MarkMeetsLesson(cycle_day=cycle_day, period=period, class_name=taught[met])


def _write(session: Session, version: TimetableVersion, staff_id: UUID, marks: Sequence[marking.MarkSaid]) -> None:
    mine = (
        (col(Mark.school_id) == version.school_id)
        & (col(Mark.version_id) == version.id)
        & (col(Mark.staff_id) == staff_id)
    )
    session.execute(delete(Mark).where(mine))
    rows: list[Mapping[str, object]] = [
        {
            "school_id": version.school_id, "id": uuid4(), "version_id": version.id, "staff_id": staff_id,
            "cycle_day": mark.cycle_day, "period": mark.period, "kind": mark.kind, "note": mark.note,
        }
        for mark in marks
    ]  # fmt: skip
    if rows:
        session.execute(insert(Mark), rows)


def _require_nothing_planned(session: Session, actor: Actor, staff_id: UUID, today: date) -> None:
    planned = queries.planned_on(session, actor, since=today, staff_ids=[staff_id])
    if not planned:
        return
    closed = [
        stretch for stretch in stretches(session, actor, [staff_id], since=today) if stretch.kind != OccupiedKind.TEACH
    ]
    met = [
        row
        for row in planned
        if any(row.starts_at < stretch.ends_at and stretch.starts_at < row.ends_at for stretch in closed)
    ]
    if met:
        raise MarkMeetsRound(rounds=queries.bookings(session, actor, met))
