"""All that directed time is worked out from, for a whole school, in a number of statements that does not grow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.school_year import queries as school_year
from app.school_year import rules as school_year_rules
from app.school_year.tables import SchoolDay, SchoolYear
from app.time_budget.rules import TimeSource
from app.time_budget.tables import TimePot
from app.timetable import queries as timetables
from app.timetable.rules import base_rows
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableVersion
from app.working_time import access
from app.working_time.queries import calendar
from app.working_time.queries.in_force import InForce
from app.working_time.rules import FigureKey
from app.working_time.rules.day import DayShape, Span, TeacherDay, shape_of, teacher_day
from app.working_time.rules.year import Day, Event, Facts, Person, Place, Voluntary
from app.working_time.tables import DirectedEvent

PEOPLE_MAX = 2_000
ROWS_MAX = 500_000
WALL = ZoneInfo("UTC")
"""The timetable is in wall times, and no date matters while a day of the cycle is measured: clocks do not move here."""
MEASURED_FROM = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of a school's facts is wanted."""

    lessons: bool = True
    """False: only who does not work when, for which lessons do not matter."""


def people(session: Session, actor: Actor, year: SchoolYear) -> list[Person]:
    """Everybody who works here at some time of the year, by name; guests do not."""
    statement = select(Staff).where(*employed(actor, year)).order_by(col(Staff.name), col(Staff.id))
    return [person_of(row) for row in session.exec(statement.limit(PEOPLE_MAX))]


def employed(actor: Actor, year: SchoolYear) -> tuple[ColumnElement[bool], ...]:
    """The `where` of those who work here at some time of the year."""
    return (
        access.visible(actor, Staff), ~col(Staff.is_guest),
        or_(col(Staff.is_active), col(Staff.left_on) >= year.starts_on),
        or_(col(Staff.left_on).is_(None), col(Staff.left_on) >= year.starts_on),
        or_(col(Staff.joined_on).is_(None), col(Staff.joined_on) <= year.ends_on),
    )  # fmt: skip


def person_of(row: Staff) -> Person:
    """A member of staff as the rules take them."""
    return Person(
        row.id, row.name, row.department, row.fte_percent, row.regime, joined_on=row.joined_on, left_on=row.left_on
    )


def facts(session: Session, actor: Actor, year: SchoolYear, rules: InForce, asked: Asked | None = None) -> Facts:
    """Everything a year's directed time is made of."""
    asked = asked or Asked()
    stored = school_year.days_of(session, actor, year.id)
    usual = _usual_names(year, stored)
    in_force = timetables.versions_between(session, actor, stored)
    version_of = {day.held_on: version_id for version_id, days in in_force.items() for day in days}
    window = _lunch_window(rules)
    weeks = _weeks(session, actor, list(in_force), lessons=asked.lessons)
    shapes = {
        (version_id, cycle_day): shape_of(((_at(bell.starts), _at(bell.ends)) for bell in of_day), window)
        for version_id, week in weeks.items()
        for cycle_day, of_day in week.bells.items()
    }
    invited = calendar.invited_by_event(session, actor, year.id)
    rows = calendar.live_events(session, actor, year.id)
    events = {event.id: event for event in as_events(rows, invited)}
    return Facts(
        days=[Day(day.held_on, day.kind, _place(day, version_of, usual)) for day in stored],
        shapes=shapes, teacher_days=_teacher_days(weeks, shapes), events=list(events.values()),
        protected=_protected(session, actor, year.id) if asked.lessons else {},
        cover=_cover(session, actor, year) if asked.lessons else {},
        voluntary=_voluntary(session, actor, year.id, events), version_numbers=_numbers(session, actor, list(in_force)),
        contingency_minutes=rules.contingency_minutes,
        breaks_count=rules.choice is not None and rules.choice.breaks_count, inset_day_minutes=rules.inset_day_minutes,
    )  # fmt: skip


def as_events(rows: Sequence[DirectedEvent], invited: Mapping[UUID, frozenset[UUID]]) -> list[Event]:
    """Live events as the rules take them, by date and time."""
    split = {row.split_from_id for row in rows if row.split_from_id is not None}
    return [
        Event(
            row.id, row.kind, row.title, row.held_on, (_at(row.starts), _at(row.ends)), row.minutes,
            invited.get(row.id, frozenset()) if row.audience == "named" else None,
            is_published=row.published_at is not None, is_split=row.id in split,
        )
        for row in sorted(rows, key=lambda row: (row.held_on, row.starts, row.id))
    ]  # fmt: skip


# ---- the timetable ---------------------------------------------------------------------------------------


def _usual_names(year: SchoolYear, days: Sequence[SchoolDay]) -> dict[date, str]:
    """Which day of the cycle each date is, or would be if the school ran: a part-timer's day off stays one."""
    if year.cycle_follows_weekdays:
        return school_year_rules.weekly(
            [day.held_on for day in days], school_year.cycle_days(year), starts_with_week=year.starts_with_week
        )
    return {day.held_on: day.cycle_day for day in days if day.cycle_day is not None}


def _place(day: SchoolDay, version_of: Mapping[date, UUID], usual: Mapping[date, str]) -> Place | None:
    version_id, name = version_of.get(day.held_on), day.cycle_day or usual.get(day.held_on)
    return None if version_id is None or name is None else (version_id, name)


def _weeks(
    session: Session, actor: Actor, version_ids: Sequence[UUID], *, lessons: bool
) -> dict[UUID, base_rows.Week]:  # fmt: skip
    """The versions as the rules take them: three statements, however many versions."""
    bells: dict[UUID, dict[str, list[base_rows.BellTime]]] = {version_id: {} for version_id in version_ids}
    taught: dict[UUID, list[base_rows.Taught]] = {version_id: [] for version_id in version_ids}
    marks: dict[UUID, list[base_rows.Marked]] = {version_id: [] for version_id in version_ids}
    rung = (
        select_columns(col(Bell.version_id), col(Bell.cycle_day), col(Bell.period), col(Bell.starts), col(Bell.ends))
        .where(access.visible(actor, Bell), col(Bell.version_id).in_(version_ids))
        .order_by(col(Bell.version_id), col(Bell.day_position), col(Bell.position))
        .limit(ROWS_MAX)
    )
    for version_id, cycle_day, period, starts, ends in session.execute(rung):
        bells[version_id].setdefault(cycle_day, []).append(base_rows.BellTime(period, starts, ends))
    marked = select(Mark).where(access.visible(actor, Mark), col(Mark.version_id).in_(version_ids))
    for mark in session.exec(marked.order_by(col(Mark.version_id), col(Mark.id)).limit(ROWS_MAX)):
        marks[mark.version_id].append(base_rows.Marked(mark.staff_id, mark.cycle_day, mark.period, mark.kind))
    if lessons:
        _add_taught(session, actor, version_ids, taught)
    return {one: base_rows.Week(bells[one], taught[one], marks[one]) for one in version_ids}


def _add_taught(
    session: Session, actor: Actor, version_ids: Sequence[UUID], taught: Mapping[UUID, list[base_rows.Taught]]
) -> None:
    """Who teaches when; two teachers of one lesson both do."""
    statement = (
        select_columns(
            col(LessonTeacher.version_id),
            col(LessonTeacher.staff_id),
            col(Lesson.cycle_day),
            col(Lesson.period),
            col(Lesson.class_name),
        )
        .join(
            Lesson,
            (col(Lesson.school_id) == col(LessonTeacher.school_id)) & (col(Lesson.id) == col(LessonTeacher.lesson_id)),
        )
        .where(access.visible(actor, LessonTeacher), col(LessonTeacher.version_id).in_(version_ids))
        .order_by(col(LessonTeacher.version_id), col(LessonTeacher.id))
        .limit(ROWS_MAX)
    )
    for version_id, staff_id, cycle_day, period, class_name in session.execute(statement):
        taught[version_id].append(base_rows.Taught(staff_id, cycle_day, period, class_name))


def _teacher_days(
    weeks: Mapping[UUID, base_rows.Week], shapes: Mapping[Place, DayShape]
) -> dict[tuple[UUID, Place], TeacherDay]:
    """Each teacher's days of the cycle, by the same weights as everywhere: closed time, teaching, the rest."""
    found: dict[tuple[UUID, Place], list[tuple[OccupiedKind, int, int]]] = {}
    for version_id, week in weeks.items():
        staff_ids = {one.staff_id for one in week.taught} | {one.staff_id for one in week.marks}
        teachers = [base_rows.Teacher(staff_id, staff_id) for staff_id in staff_ids]
        # Each day of the cycle has a date of its own, so that the week is laid out once.
        dated = {MEASURED_FROM + timedelta(days=place): name for place, name in enumerate(week.bells)}
        measured = [base_rows.DatedDay(held_on, name) for held_on, name in dated.items()]
        for stretch in base_rows.stretches_of(teachers, measured, week, WALL):
            piece = (stretch.kind, _at(stretch.starts_at.time()), _at(stretch.ends_at.time()))
            found.setdefault((stretch.staff_id, (version_id, dated[stretch.held_on])), []).append(piece)
    return {key: teacher_day(pieces, shapes[key[1]]) for key, pieces in found.items()}


def _numbers(session: Session, actor: Actor, version_ids: Sequence[UUID]) -> dict[UUID, int]:
    statement = select(TimetableVersion.id, TimetableVersion.number).where(
        access.visible(actor, TimetableVersion), col(TimetableVersion.id).in_(version_ids)
    )
    return dict(session.exec(statement.limit(PEOPLE_MAX)).all())


def _lunch_window(rules: InForce) -> Span | None:
    starts, ends = rules.value(FigureKey.LUNCH_FROM), rules.value(FigureKey.LUNCH_UNTIL)
    return None if starts is None or ends is None else (starts, ends)


def _at(wall: time) -> int:
    return wall.hour * 60 + wall.minute


# ---- minutes and attendance ------------------------------------------------------------------------------


def _protected(session: Session, actor: Actor, year_id: UUID) -> dict[UUID, int]:
    """Protected minutes by teacher, as allocated: promised to them, whether they are placed yet or not."""
    statement = (
        select_columns(col(TimePot.staff_id), func.sum(col(TimePot.allocated_minutes)))
        .where(access.visible(actor, TimePot), col(TimePot.year_id) == year_id)
        .where(col(TimePot.source) == TimeSource.PROTECTED)
        .group_by(col(TimePot.staff_id))
        .order_by(col(TimePot.staff_id))
    )
    return {staff_id: int(minutes) for staff_id, minutes in session.execute(statement.limit(PEOPLE_MAX))}


def _cover(session: Session, actor: Actor, year: SchoolYear) -> dict[UUID, dict[date, int]]:
    """Booked cover by teacher and week: it is class contact."""
    statement = (
        select_columns(col(Occupied.staff_id), col(Occupied.held_on), col(Occupied.starts_at), col(Occupied.ends_at))
        .where(access.visible(actor, Occupied), col(Occupied.kind) == OccupiedKind.COVER, ~col(Occupied.is_released))
        .where(col(Occupied.held_on).between(year.starts_on, year.ends_on))
        .order_by(col(Occupied.staff_id), col(Occupied.starts_at))
        .limit(ROWS_MAX)
    )
    found: dict[UUID, Counter[date]] = {}
    for staff_id, held_on, starts_at, ends_at in session.execute(statement):
        found.setdefault(staff_id, Counter())[clock.monday_of(held_on)] += _minutes_between(starts_at, ends_at)
    return {staff_id: dict(weeks) for staff_id, weeks in found.items()}


def _minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds()) // 60


def _voluntary(
    session: Session, actor: Actor, year_id: UUID, events: Mapping[UUID, Event]
) -> dict[UUID, list[Voluntary]]:
    found: dict[UUID, list[Voluntary]] = {}
    for row in calendar.live_attendances(session, actor, year_id):
        if row.event_id in events:
            found.setdefault(row.staff_id, []).append(Voluntary(events[row.event_id], row.recompense))
    return found
