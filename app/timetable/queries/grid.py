"""The whole cycle of one teacher, period by period."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as identity
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.timetable.errors import TimetableNotThere
from app.timetable.queries import versions, weeks
from app.timetable.queries.weeks import BellRow, Slot, TaughtLesson
from app.timetable.rules import CLOSED, MarkKind
from app.timetable.rules.base_rows import joined
from app.timetable.rules.kinds import ppa_minutes_needed
from app.timetable.schemas import BellOut, GridCell, GridDay, MarkLater, MarkOut, TeacherGrid
from app.timetable.tables import Mark, TimetableVersion

LESSON, FREE = "lesson", "free"


def teacher_grid(session: Session, actor: Actor, staff: Staff, today: date) -> TeacherGrid:
    """A teacher's timetable over the whole cycle, in the version people go by today.

    Raises:
        TimetableNotThere: the school has none.
    """
    version = versions.perhaps_version_in_force(session, actor, today)
    if version is None:
        raise TimetableNotThere
    bells = weeks.bells(session, actor, version.id)
    lessons = weeks.lessons_of(session, actor, version.id, [staff.id])
    marks = versions.marks_of(session, actor, version.id, [staff.id])
    colleagues = {teacher for taught in lessons.values() for lesson in taught for teacher in lesson.teacher_ids}
    names = identity.names(session, actor, list(colleagues))
    cells = [_cell(staff.id, bell, lessons, marks, names) for of_day in bells.values() for bell in of_day]
    minutes = _minutes_by_kind(bells, cells)
    return TeacherGrid(
        staff_id=staff.id, staff_name=staff.name, version_number=version.number, cells=cells,
        days=[GridDay(cycle_day=day, periods=[_bell(bell) for bell in of_day]) for day, of_day in bells.items()],
        teaching_minutes=minutes.get(LESSON, 0), ppa_minutes=minutes.get(MarkKind.PPA, 0),
        ppa_minutes_needed=ppa_minutes_needed(minutes.get(LESSON, 0)),
        marks=[
            MarkOut(cycle_day=mark.cycle_day, period=mark.period or None, kind=mark.kind, note=mark.note)
            for mark in marks.values()
        ],
        later=_later(session, actor, version, staff.id, marks, today), staff_version=staff.version,
    )  # fmt: skip


def _later(
    session: Session, actor: Actor, version: TimetableVersion, staff_id: UUID, marks: Mapping[Slot, Mark], today: date
) -> list[MarkLater]:
    """The marks that do not hold any more once another timetable begins this year."""
    found: list[MarkLater] = []
    for version_id, starts_on in versions.versions_to_come(session, actor, version, today):
        later = versions.marks_of(session, actor, version_id, [staff_id])
        found += [
            MarkLater(starts_on=starts_on, cycle_day=mark.cycle_day, period=mark.period or None, kind=mark.kind)
            for slot, mark in marks.items()
            if slot not in later or later[slot].kind != mark.kind
        ]
    return found


def _cell(
    staff_id: UUID, bell: BellRow, lessons: Mapping[Slot, Sequence[TaughtLesson]], marks: Mapping[Slot, Mark],
    names: Mapping[UUID, str],
) -> GridCell:  # fmt: skip
    """One period, by the same weights as occupied time: closed, taught, other marks, free."""
    slot = (staff_id, bell.cycle_day, bell.period)
    mark = marks.get((staff_id, bell.cycle_day, "")) or marks.get(slot)
    taught = lessons.get(slot, ())
    kind = mark.kind.value if mark is not None and (mark.kind in CLOSED or not taught) else LESSON if taught else FREE
    shown = taught if kind == LESSON else ()
    others = {teacher for lesson in shown for teacher in lesson.teacher_ids} - {staff_id}
    return GridCell(
        cycle_day=bell.cycle_day, period=bell.period, kind=kind,
        class_name=joined(lesson.class_name for lesson in shown), subject=joined(lesson.subject for lesson in shown),
        room=joined(lesson.room for lesson in shown), with_teachers=sorted(names[teacher] for teacher in others),
    )  # fmt: skip


def _bell(bell: BellRow) -> BellOut:
    return BellOut(period=bell.period, start=f"{bell.starts:%H:%M}", end=f"{bell.ends:%H:%M}")


def _minutes_by_kind(bells: Mapping[str, Sequence[BellRow]], cells: Sequence[GridCell]) -> dict[str, int]:
    lengths = {
        (bell.cycle_day, bell.period): (bell.ends.hour - bell.starts.hour) * 60 + bell.ends.minute - bell.starts.minute
        for of_day in bells.values()
        for bell in of_day
    }
    found: dict[str, int] = {}
    for cell in cells:
        found[cell.kind] = found.get(cell.kind, 0) + lengths[cell.cycle_day, cell.period]
    return found
