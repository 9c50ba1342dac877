"""Reads of dry runs: what was understood of a school's files, and what it most likely means here."""

import json
from collections import Counter
from uuid import UUID

from sqlmodel import Session, select

from app.identity import queries as identity
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as school_year
from app.school_year.tables import SchoolYear
from app.timetable.access import visible
from app.timetable.importers.understanding import ImportedPerson, ImportedTimetable, Problem, unpacked
from app.timetable.queries.choices import choices_for, choices_kept, stored_for
from app.timetable.rules import proposals
from app.timetable.schemas import (
    ColumnSeen,
    DaySeen,
    ImportOut,
    PeriodSeen,
    ProblemSeen,
    ReasonSeen,
    TableSeen,
    TeacherSeen,
)
from app.timetable.tables import TimetableImport
from app.web.pages import PageWish, cursor

PROBLEMS_SHOWN = 100
STAFF_MAX = 10_000
SOLUTIONS_SHOWN = 200
SUBJECTS_SHOWN = 500  # More distinct subjects than any school has: then the column is not the subject.
_SEVERITIES = ("refused", "warning", "info")


def timetable_import(session: Session, actor: Actor, import_id: UUID, *, lock: bool = False) -> TimetableImport:
    """One dry run, or NotFound."""
    statement = select(TimetableImport).where(visible(actor, TimetableImport), TimetableImport.id == import_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def understanding(row: TimetableImport) -> ImportedTimetable:
    """What was understood of the files. O(lessons)."""
    return unpacked(row.understanding)


def problems_page(row: TimetableImport, wish: PageWish) -> tuple[list[ProblemSeen], str | None]:
    """The problems of a dry run, warnings before remarks, in the order of the files."""
    key = wish.key(int)
    first = 0 if key is None else max(0, key[0] + 1)
    found = _in_order(understanding(row))
    page = [_seen(problem) for problem in found[first : first + wish.limit]]
    last = first + len(page) - 1
    return page, cursor((last,)) if last + 1 < len(found) else None


def import_out(
    session: Session, actor: Actor, row: TimetableImport, found: ImportedTimetable, year: SchoolYear | None
) -> ImportOut:
    """A dry run as it travels, with proposals for *year* and the staff of today, and what was said the last time."""
    kept = choices_kept(session, actor)
    return ImportOut(
        id=row.id, file_names=json.loads(row.file_names), days=_days(found, year),
        teachers=_teachers(session, actor, found), covers_everyone=found.covers_everyone,
        remembered=choices_for(kept, found, [] if year is None else school_year.cycle_days(year)),
        subjects=_subjects(found), lesson_count=len(found.lessons),
        class_count=len({lesson.class_name for lesson in found.lessons}),
        room_count=len({lesson.room for lesson in found.lessons if lesson.room}), busy_count=len(found.busy),
        problem_count=len(found.problems), clash_count=sum(problem.kind == "clash" for problem in found.problems),
        problems=[_seen(problem) for problem in _in_order(found)[:PROBLEMS_SHOWN]], created_at=row.created_at,
        committed_version_id=row.committed_version_id, solution=found.solution,
        solutions=list(found.solutions[:SOLUTIONS_SHOWN]), table=_table(found),
    )  # fmt: skip


def staff_proposed(session: Session, actor: Actor, found: ImportedTimetable) -> dict[str, UUID]:
    """Which of the staff who work here now each teacher of the files most likely is: as the last time, or by name."""
    colleagues = [
        proposals.Colleague(staff.id, staff.code, staff.name, staff.email)
        for staff in identity.active_staff(session, actor)
    ]
    stored = stored_for(choices_kept(session, actor), found)
    matched = {} if stored is None else stored.teachers
    return proposals.staff_of_again(found.teachers, colleagues, matched, found.people)


def staff_codes(session: Session, actor: Actor) -> list[str]:
    """All codes in use, of leavers too."""
    statement = select(Staff.code).where(visible(actor, Staff)).order_by(Staff.code).limit(STAFF_MAX)
    return list(session.exec(statement))


def staff_addresses(session: Session, actor: Actor) -> list[str]:
    """The e-mail addresses of who works here. A school gives those of leavers to somebody else."""
    return [staff.email for staff in identity.active_staff(session, actor) if staff.email]


def _days(found: ImportedTimetable, year: SchoolYear | None) -> list[DaySeen]:
    guessed: dict[str, str] = {}
    if year is not None:
        guessed = proposals.cycle_days_of(
            list(found.days), school_year.cycle_days(year), follows_weekdays=year.cycle_follows_weekdays
        )
    return [
        DaySeen(name=day, cycle_day=guessed.get(day), periods=[PeriodSeen.model_validate(period) for period in periods])
        for day, periods in found.days.items()
    ]


def _teachers(session: Session, actor: Actor, found: ImportedTimetable) -> list[TeacherSeen]:
    proposed = staff_proposed(session, actor, found)
    names = identity.names(session, actor, list(proposed.values()))
    lessons = Counter(teacher for lesson in found.lessons for teacher in lesson.teachers)
    told = {person.teacher: person for person in found.people}
    nobody = ImportedPerson("", "")
    return [
        TeacherSeen(
            name=name, lesson_count=lessons[name], staff_id=(staff_id := proposed.get(name)),
            staff_name=names.get(staff_id) if staff_id else None, full_name=told.get(name, nobody).name,
            email=told.get(name, nobody).email,
        )
        for name in found.teachers
    ]  # fmt: skip


def _table(found: ImportedTimetable) -> TableSeen | None:
    if found.table is None:
        return None
    columns = [ColumnSeen(heading=heading, column=column) for heading, column in found.table.columns]
    rows = [list(row) for row in found.table.rows]
    return TableSeen(file=found.table.file, headings=list(found.table.headings), rows=rows, columns=columns)


def _subjects(found: ImportedTimetable) -> list[ReasonSeen]:
    counts = Counter((lesson.subject, True) for lesson in found.lessons)
    counts += Counter((busy.reason, False) for busy in found.busy)
    return [
        ReasonSeen(name=name, count=count, has_class=has_class)
        for (name, has_class), count in counts.most_common(SUBJECTS_SHOWN)
    ]


def _in_order(found: ImportedTimetable) -> list[Problem]:
    return sorted(found.problems, key=lambda problem: _SEVERITIES.index(problem.severity))


def _seen(problem: Problem) -> ProblemSeen:
    return ProblemSeen.model_validate(problem)
