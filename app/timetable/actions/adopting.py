"""Makes a dry run the school's timetable from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session

from app.identity import actions as identity_actions
from app.identity import queries as identity
from app.identity.schemas import StaffIn
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied import queries as occupied
from app.school_year import queries as school_year
from app.school_year.errors import NoYear
from app.school_year.tables import SchoolYear
from app.timetable import queries
from app.timetable.actions.base import GiveWay, rewrite_base
from app.timetable.errors import AlreadyCommitted, BellsMissing, BellsUnusable, DaysMissing, Slot, YearMissing
from app.timetable.importers.understanding import ImportedTimetable
from app.timetable.rules import MarkKind, adoption, proposals
from app.timetable.schemas import ImportCommit
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableImport, TimetableVersion

MISSING_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a version will hold; teachers are still the names of the file."""

    bells: Sequence[adoption.BellRow]
    lessons: Sequence[adoption.LessonRow]
    marks: Sequence[adoption.MarkRow]


def adopt(
    session: Session, actor: Actor, import_id: UUID, wish: ImportCommit, now: datetime, *, give_way: GiveWay
) -> TimetableVersion:
    """Make a dry run the timetable from `wish.starts_on` on, and everybody's days with it, from today on.

    Args:
        give_way: called once, with the first day that changes and everybody who stands in a timetable, after
            these people are locked and before their days change.

    Raises:
        AlreadyCommitted, YearMissing, DaysMissing, BellsMissing, BellsUnusable, NotFound: nothing is stored.
        NotFree: something booked is in the way that *give_way* left standing.
    """
    row = queries.timetable_import(session, actor, import_id, lock=True)
    _require_uncommitted(session, actor, row)
    year = _year_of(session, actor, wish)
    found = queries.understanding(row)
    draft = _draft(found, wish, school_year.cycle_days(year))
    staff = _staff_of(session, actor, found, wish, now)
    version = _write(session, actor, row, year, draft, staff, wish, now)
    since = max(wish.starts_on, school_year.today(session, actor, now))
    staff_ids = sorted(queries.staff_ids_in_timetables(session, actor))
    occupied.lock_people(session, actor, staff_ids)
    give_way(since, staff_ids)
    rewrite_base(session, actor, staff_ids, since=since)
    return version


# ---- what is wanted --------------------------------------------------------------------------


def _require_uncommitted(session: Session, actor: Actor, row: TimetableImport) -> None:
    if row.committed_version_id is not None:
        version = queries.version(session, actor, row.committed_version_id)
        raise AlreadyCommitted(number=version.number)


def _year_of(session: Session, actor: Actor, wish: ImportCommit) -> SchoolYear:
    try:
        # Locked, so that two versions cannot take one number.
        return school_year.year_on(session, actor, wish.starts_on, lock=True)
    except NoYear as error:
        raise YearMissing from error


def _draft(found: ImportedTimetable, wish: ImportCommit, cycle_days: Sequence[str]) -> _Draft:
    choices = adoption.Choices(
        days=[(day.name, day.cycle_day) for day in wish.days],
        bells=[
            adoption.BellSaid(bell.cycle_day, bell.period, time.fromisoformat(bell.start), time.fromisoformat(bell.end))
            for bell in wish.bells
        ],
        ppa_names=wish.ppa_names, leadership_names=wish.leadership_names, ect_names=wish.ect_names,
    )  # fmt: skip
    if faults := adoption.bell_faults(choices.bells):
        raise BellsUnusable(errors=faults)
    if days := adoption.day_faults(found, choices, cycle_days):
        raise DaysMissing(days=days.unplaced, unknown=days.unknown, twice=days.twice)
    bells, missing = adoption.bell_rows(found, choices, cycle_days)
    if missing:
        raise BellsMissing(periods=[Slot(cycle_day=day, period=period) for day, period in missing[:MISSING_SHOWN]])
    return _Draft(bells, adoption.lesson_rows(found, choices), adoption.mark_rows(found, choices))


def _staff_of(
    session: Session, actor: Actor, found: ImportedTimetable, wish: ImportCommit, now: datetime
) -> dict[str, UUID]:
    """Who each teacher of the file is: as the school says, else as proposed, else somebody new."""
    staff = queries.staff_proposed(session, actor, found)
    chosen = {match.name: match.staff_id for match in wish.teachers}
    wanted = {staff_id for staff_id in chosen.values() if staff_id is not None}
    if len(identity.staff_by_ids(session, actor, list(wanted))) < len(wanted) or chosen.keys() - set(found.teachers):
        raise NotFound
    for name, staff_id in chosen.items():
        if staff_id is None:
            staff.pop(name, None)
        else:
            staff[name] = staff_id
    missing = [name for name in found.teachers if name not in staff]
    codes = proposals.new_codes(missing, queries.staff_codes(session, actor))
    for name, code in zip(missing, codes, strict=True):
        staff[name] = identity_actions.add_staff(session, actor, StaffIn(code=code, name=code), now).id
    return staff


# ---- what is written ---------------------------------------------------------------------------


def _write(
    session: Session, actor: Actor, row: TimetableImport, year: SchoolYear, draft: _Draft,
    staff: Mapping[str, UUID], wish: ImportCommit, now: datetime,
) -> TimetableVersion:  # fmt: skip
    earlier = queries.newest_version(session, actor, year.id)
    number = 1 if earlier is None else earlier.number + 1
    version = TimetableVersion(
        school_id=actor.school_id, year_id=year.id, number=number, starts_on=wish.starts_on,
        file_names=row.file_names, lesson_count=len(draft.lessons), committed_at=now, committed_by=actor.staff_id,
        teacher_count=len({staff[teacher] for lesson in draft.lessons for teacher in lesson.teachers}),
    )  # fmt: skip
    session.add(version)
    session.flush()
    _write_bells(session, version, draft)
    _write_lessons(session, version, draft, staff)
    _write_marks(session, actor, version, draft, staff, earlier)
    row.committed_version_id = version.id
    session.flush()
    return version


def _write_bells(session: Session, version: TimetableVersion, draft: _Draft) -> None:
    rows = [
        {
            **_of(version), "cycle_day": bell.cycle_day, "day_position": bell.day_position, "period": bell.period,
            "position": bell.position, "starts": bell.starts, "ends": bell.ends,
        }
        for bell in draft.bells
    ]  # fmt: skip
    if rows:
        session.execute(insert(Bell), rows)


def _write_lessons(session: Session, version: TimetableVersion, draft: _Draft, staff: Mapping[str, UUID]) -> None:
    lessons, teachers = list[dict[str, object]](), list[dict[str, object]]()
    for lesson in draft.lessons:
        common = _of(version)
        lessons.append(
            common
            | {
                "cycle_day": lesson.cycle_day, "period": lesson.period, "class_name": lesson.class_name,
                "subject": lesson.subject, "room": lesson.room,
            }
        )  # fmt: skip
        for staff_id in {staff[name] for name in lesson.teachers}:
            teachers.append(_of(version) | {"lesson_id": common["id"], "staff_id": staff_id})
    if lessons:
        session.execute(insert(Lesson), lessons)
        session.execute(insert(LessonTeacher), teachers)


def _write_marks(
    session: Session, actor: Actor, version: TimetableVersion, draft: _Draft, staff: Mapping[str, UUID],
    earlier: TimetableVersion | None,
) -> None:  # fmt: skip
    said: dict[tuple[UUID, str, str], tuple[MarkKind, str]] = {}
    for mark in draft.marks:
        said.setdefault((staff[mark.teacher], mark.cycle_day, mark.period), (mark.kind, mark.note))
    if earlier is not None:
        before = queries.marks_of(session, actor, earlier.id, queries.staff_marked(session, actor, earlier.id))
        taught = {
            (staff[name], lesson.cycle_day, lesson.period) for lesson in draft.lessons for name in lesson.teachers
        }
        slots = {(bell.cycle_day, bell.period) for bell in draft.bells}
        kept = adoption.marks_kept({slot: (mark.kind, mark.note) for slot, mark in before.items()}, said, taught, slots)
        said |= kept
    rows = [
        _of(version) | {"staff_id": staff_id, "cycle_day": day, "period": period, "kind": kind, "note": note}
        for (staff_id, day, period), (kind, note) in said.items()
    ]
    if rows:
        session.execute(insert(Mark), rows)


def _of(version: TimetableVersion) -> dict[str, object]:
    return {"school_id": version.school_id, "id": uuid4(), "version_id": version.id}
