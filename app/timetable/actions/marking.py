"""Marks by hand: PPA, duties, leadership time, days off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from app.timetable.actions.base import rewrite_base
from app.timetable.errors import MarkMeetsLesson, MarkMeetsRound, MarksUnusable
from app.timetable.rules import marking
from app.timetable.schemas import MarksIn
from app.timetable.tables import Mark
from app.web import etag


def set_marks(
    session: Session, actor: Actor, staff_id: UUID, wish: MarksIn, if_match: str | None, now: datetime
) -> Staff:
    """Replace a teacher's marks in the version people go by, and their days with them from today on.

    What came or went does so too in the versions of the year that are still to begin, as far as it holds there:
    rules.marking.carried.

    Raises:
        NoTimetable, MarksUnusable: there is nothing to mark.
        MarkMeetsLesson: a mark that was not there before lies on a lesson.
        MarkMeetsRound: a mark lies on something planned.
    """
    staff = identity.staff_member(session, actor, staff_id)
    today = school_year.today(session, actor, now)
    # The year first, as when a timetable is put in force: one that is just being written has copied the marks already.
    school_year.year(session, actor, queries.version_in_force(session, actor, today).year_id, lock=True)
    session.refresh(staff, with_for_update=True)
    etag.require_current(if_match, staff.version)
    version = queries.version_in_force(session, actor, today)
    marks = [marking.MarkSaid(mark.cycle_day, mark.period or "", mark.kind, mark.note) for mark in wish.marks]
    stands = _stands(session, actor, version.id, staff_id)
    _require_fit(marks, stands)
    _write(session, actor, version.id, staff_id, marks)
    for version_id, _ in queries.versions_to_come(session, actor, version, today):
        later = _stands(session, actor, version_id, staff_id)
        kept = marking.carried(stands.marks, marks, later.marks, later.taught, later.bells)
        if set(kept) != set(later.marks):
            _write(session, actor, version_id, staff_id, kept)
    staff.version += 1
    session.flush()
    _require_nothing_planned(session, actor, staff_id, today)
    rewrite_base(session, actor, [staff_id], since=today, now=now)
    return staff


@dataclass(frozen=True, slots=True)
class _Stands:
    """What stands of somebody in a version, with its bells."""

    marks: Sequence[marking.MarkSaid]
    taught: Mapping[tuple[str, str], str]
    """(cycle day, period) to the class."""
    bells: marking.Bells


def _stands(session: Session, actor: Actor, version_id: UUID, staff_id: UUID) -> _Stands:
    marks = queries.marks_of(session, actor, version_id, [staff_id])
    lessons = queries.lessons_of(session, actor, version_id, [staff_id])
    return _Stands(
        marks=[marking.MarkSaid(row.cycle_day, row.period, row.kind, row.note) for row in marks.values()],
        taught={(day, period): found[0].class_name for (_, day, period), found in lessons.items()},
        bells={
            (bell.cycle_day, bell.period): (bell.starts, bell.ends)
            for of_day in queries.bells(session, actor, version_id).values()
            for bell in of_day
        },
    )


def _require_fit(marks: Sequence[marking.MarkSaid], stands: _Stands) -> None:
    if faults := marking.faults(marks, stands.bells):
        raise MarksUnusable(errors=faults)
    # What stood there before was let in by a file with a clash: it may stay, or no mark could be changed.
    stood = set(stands.marks)
    met = marking.lesson_met([mark for mark in marks if mark not in stood], stands.taught, stands.bells)
    if met is not None:
        cycle_day, period = met
        raise MarkMeetsLesson(cycle_day=cycle_day, period=period, class_name=stands.taught[met])


def _write(session: Session, actor: Actor, version_id: UUID, staff_id: UUID, marks: Sequence[marking.MarkSaid]) -> None:
    mine = (
        (col(Mark.school_id) == actor.school_id)
        & (col(Mark.version_id) == version_id)
        & (col(Mark.staff_id) == staff_id)
    )
    session.execute(delete(Mark).where(mine))
    rows: list[Mapping[str, object]] = [
        {
            "school_id": actor.school_id, "id": uuid4(), "version_id": version_id, "staff_id": staff_id,
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
        stretch
        for stretch in queries.stretches(session, actor, [staff_id], since=today)
        if stretch.kind != OccupiedKind.TEACH
    ]
    met = [
        row
        for row in planned
        if any(row.starts_at < stretch.ends_at and stretch.starts_at < row.ends_at for stretch in closed)
    ]
    if met:
        raise MarkMeetsRound(rounds=queries.bookings(session, actor, met))
