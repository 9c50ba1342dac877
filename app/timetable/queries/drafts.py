"""Versions before they are written: what a file and the school's word on it, or an earlier version, come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as school_year
from app.school_year.errors import NoYear
from app.school_year.tables import SchoolYear
from app.timetable.access import visible
from app.timetable.errors import BellsMissing, BellsUnusable, DaysMissing, LaterVersionThere, Slot, YearMissing
from app.timetable.importers.understanding import ImportedTimetable
from app.timetable.queries import imports, versions
from app.timetable.queries.weeks import LESSON_ROWS_MAX, bells
from app.timetable.rules import adoption, merging
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Who, WhoseSlot
from app.timetable.rules.merging import OwnTime
from app.timetable.schemas import ImportCommit
from app.timetable.tables import Lesson, LessonTeacher, Mark, TimetableVersion

MISSING_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A version before it is written."""

    year: SchoolYear
    starts_on: date
    base: TimetableVersion | None
    """What is in force on the day it would begin."""
    content: Content
    people: Mapping[str, Who] = field(default_factory=dict)
    """Who each teacher of the files is: the name itself for those who are nobody here yet."""
    odd_times: Sequence[OwnTime] = ()
    """Times of one person's calendar that are no period of the school."""
    full_names: Mapping[str, str] = field(default_factory=dict)
    """What the files call some of the people in full."""

    @property
    def cycle_days(self) -> list[str]:
        """The days of the year's timetable, in order."""
        return school_year.cycle_days(self.year)


def draft_of_import(
    session: Session, actor: Actor, found: ImportedTimetable, wish: ImportCommit, *, lock: bool = False
) -> Draft:
    """What the files come to as the school says of them. With *lock*, no other version can come between.

    Raises:
        YearMissing, DaysMissing, BellsMissing, BellsUnusable, NotFound: it cannot be a timetable yet.
        LaterVersionThere: the files are one person's, and everybody's next timetable would never begin.
    """
    year = _year_on(session, actor, wish.starts_on, lock=lock)
    people = _people_of(session, actor, found, wish)
    content = _content(found, wish, school_year.cycle_days(year), people)
    base = versions.perhaps_version_on(session, actor, wish.starts_on)
    if found.covers_everyone:
        earlier = base or versions.newest_version(session, actor, year.id)
        full_names = {person.teacher: person.name for person in found.people if person.name}
        whole = _with_marks_kept(session, actor, content, earlier)
        return Draft(year, wish.starts_on, base, whole, people, full_names=full_names)
    _require_nothing_later(session, actor, year, base)
    whole = Content() if base is None else stored_content(session, actor, base.id)
    days = {day.cycle_day for day in wish.days}
    if not any(problem.kind == "partial" for problem in found.problems):
        days = merging.days_told(days, school_year.cycle_days(year), follows_weekdays=year.cycle_follows_weekdays)
    content, odd = merging.merged(whole, content, {people[name] for name in found.teachers}, days)
    return Draft(year, wish.starts_on, base, content, people, odd)


def draft_of_version(
    session: Session, actor: Actor, version: TimetableVersion, starts_on: date, *, lock: bool = False
) -> Draft:
    """What an earlier version would be from *starts_on* on, with the protected time that was entered since.

    Raises:
        YearMissing: no school year contains that day.
        DaysMissing: the cycle of that year lacks days that the version has.
    """
    year = _year_on(session, actor, starts_on, lock=lock)
    content = stored_content(session, actor, version.id)
    if unknown := sorted(set(content.cycle_days).difference(school_year.cycle_days(year))):
        raise DaysMissing(days=[], unknown=unknown, twice=[])
    base = versions.perhaps_version_on(session, actor, starts_on)
    before = {} if base is None else _marks(session, actor, base.id)
    kept = adoption.marks_guarded(before, content.marks, content.taught, content.bells)
    return Draft(year, starts_on, base, Content(content.bells, content.lessons, {**content.marks, **kept}))


def stored_content(session: Session, actor: Actor, version_id: UUID) -> Content:
    """All that a version holds. O(lessons)."""
    statement = (
        select_columns(
            col(Lesson.id), col(Lesson.cycle_day), col(Lesson.period), col(Lesson.class_name), col(Lesson.subject),
            col(Lesson.room), col(LessonTeacher.staff_id),
        )
        .join(
            LessonTeacher,
            (col(LessonTeacher.school_id) == col(Lesson.school_id)) & (col(LessonTeacher.lesson_id) == col(Lesson.id)),
        )
        .where(visible(actor, Lesson), col(Lesson.version_id) == version_id)
        .order_by(col(Lesson.class_name), col(Lesson.id))
        .limit(LESSON_ROWS_MAX)
    )  # fmt: skip
    told: dict[UUID, tuple[str, str, str, str, str]] = {}
    teachers: dict[UUID, list[UUID]] = {}
    for lesson_id, *about, staff_id in session.execute(statement):
        told[lesson_id] = (about[0], about[1], about[2], about[3], about[4])
        teachers.setdefault(lesson_id, []).append(staff_id)
    return Content(
        bells={
            (day, bell.period): (bell.starts, bell.ends)
            for day, of_day in bells(session, actor, version_id).items()
            for bell in of_day
        },
        lessons=[HeldLesson(*about, frozenset(teachers[lesson_id])) for lesson_id, about in told.items()],
        marks=_marks(session, actor, version_id),
    )


def _marks(session: Session, actor: Actor, version_id: UUID) -> dict[WhoseSlot, MarkSet]:
    statement = (
        select_columns(col(Mark.staff_id), col(Mark.cycle_day), col(Mark.period), col(Mark.kind), col(Mark.note))
        .where(visible(actor, Mark), col(Mark.version_id) == version_id)
        .order_by(col(Mark.cycle_day), col(Mark.period), col(Mark.staff_id))
        .limit(versions.MARKS_MAX)
    )
    return {(who, day, period): (kind, note) for who, day, period, kind, note in session.execute(statement)}


def _require_nothing_later(session: Session, actor: Actor, year: SchoolYear, base: TimetableVersion | None) -> None:
    """Of the versions that have begun the newest counts, so one that is to come goes for good if one is put on top."""
    newest = versions.newest_version(session, actor, year.id)
    if newest is not None and (base is None or newest.number > base.number):
        raise LaterVersionThere(number=newest.number, starts_on=newest.starts_on)


def _year_on(session: Session, actor: Actor, starts_on: date, *, lock: bool) -> SchoolYear:
    try:
        # Locked, so that two versions cannot take one number.
        return school_year.year_on(session, actor, starts_on, lock=lock)
    except NoYear as error:
        raise YearMissing from error


def _people_of(session: Session, actor: Actor, found: ImportedTimetable, wish: ImportCommit) -> dict[str, Who]:
    """Who each teacher of the file is: as the school says, else as proposed, else somebody new by that name."""
    staff: dict[str, Who] = {**imports.staff_proposed(session, actor, found)}
    chosen = {match.name: match.staff_id for match in wish.teachers}
    wanted = {staff_id for staff_id in chosen.values() if staff_id is not None}
    if len(identity.staff_by_ids(session, actor, list(wanted))) < len(wanted) or chosen.keys() - set(found.teachers):
        raise NotFound
    for name, staff_id in chosen.items():
        staff[name] = name if staff_id is None else staff_id
    return {name: staff.get(name, name) for name in found.teachers}


def _content(
    found: ImportedTimetable, wish: ImportCommit, cycle_days: Sequence[str], people: Mapping[str, Who]
) -> Content:
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
    content, missing = adoption.content_of(found, choices, cycle_days, people)
    if missing:
        raise BellsMissing(periods=[Slot(cycle_day=day, period=period) for day, period in missing[:MISSING_SHOWN]])
    return content


def _with_marks_kept(session: Session, actor: Actor, content: Content, earlier: TimetableVersion | None) -> Content:
    """Add the marks that were made by hand: they are in no file."""
    if earlier is None:
        return content
    before = _marks(session, actor, earlier.id)
    kept = adoption.marks_kept(before, content.marks, content.taught, content.bells)
    return Content(content.bells, content.lessons, {**content.marks, **kept})
