"""What fills people's days: by timetables, marks, class exceptions and absences as stored, or as somebody supposes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.occupied.rules import Stretch
from app.school_year import queries as school_year
from app.school_year import rules as school_year_rules
from app.school_year.rules import DayKind, PlannedDay
from app.school_year.tables import SchoolDay, SchoolYear
from app.timetable.queries.away import absences_of, class_changes
from app.timetable.queries.drafts import Draft
from app.timetable.queries.versions import versions_between, week_of
from app.timetable.rules import away, base_rows
from app.timetable.rules.away import Away
from app.timetable.rules.class_changes import ClassChange, not_taught

WhoseDays = Collection[tuple[UUID, date]]
"""Members of staff, each with a date."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is not stored yet, when somebody asks what it would touch."""

    absences: Sequence[Away] = ()
    """Besides those stored."""
    changes: Sequence[ClassChange] | None = None
    """All class exceptions as they would be; None: as stored."""
    days: Mapping[date, PlannedDay] = field(default_factory=dict)
    """School days that would be others."""
    draft: Draft | None = None
    """A timetable that would be in force from its first day to the end of its year, since the newest counts."""


AS_STORED = Supposed()


def stretches(
    session: Session, actor: Actor, staff_ids: Collection[UUID], *, since: date, until: date = date.max,
    only: WhoseDays | None = None, supposed: Supposed = AS_STORED,
) -> Iterator[Stretch]:  # fmt: skip
    """What fills these people's days, absences included; lazily, since a large school has hundreds of thousands.

    Args:
        only: leave out the days of everybody that are not in here; absences are told all the same.
    """
    people = identity.staff_by_ids(session, actor, list(staff_ids)).values()
    teachers = [base_rows.Teacher(row.id, row.person_id) for row in sorted(people, key=lambda row: row.id)]
    person_ids = {teacher.staff_id: teacher.person_id for teacher in teachers}
    zone = school_year.zone(session, actor)
    absences = absences_of(session, actor, staff_ids, since=since, until=until, zone=zone)
    absences += [one for one in supposed.absences if one.staff_id in person_ids]
    yield from away.laid(
        _usual(session, actor, teachers, zone, since=since, until=until, only=only, supposed=supposed),
        away.by_day(absences, zone, since=since, until=until),
        person_ids,
    )


def _usual(
    session: Session, actor: Actor, teachers: Sequence[base_rows.Teacher], zone: ZoneInfo, *, since: date, until: date,
    only: WhoseDays | None, supposed: Supposed,
) -> Iterator[Stretch]:  # fmt: skip
    """What fills the days of *teachers* if nobody is absent."""
    staff_ids = [teacher.staff_id for teacher in teachers]
    changes = supposed.changes
    if changes is None:
        changes = class_changes(session, actor, since=since, until=until)
    dates = None if only is None else {day for _, day in only}
    for year in school_year.years_since(session, actor, since):
        stored = school_year.days_of(session, actor, year.id)
        days = {day.held_on: supposed.days.get(day.held_on, day) for day in stored}
        names = _usual_names(year, list(days.values()))
        coming = [day for day in stored if since <= day.held_on <= until and (dates is None or day.held_on in dates)]
        for week, held_on in _weeks(session, actor, year, coming, staff_ids, supposed.draft):
            dated = [
                base_rows.DatedDay(
                    day, names.get(day), runs=days[day].kind == DayKind.ORDINARY, not_taught=not_taught(changes, day)
                )
                for day in held_on
            ]
            yield from base_rows.stretches_of(teachers, dated, week, zone, only=only)


def _weeks(
    session: Session, actor: Actor, year: SchoolYear, days: Sequence[SchoolDay], staff_ids: Sequence[UUID],
    draft: Draft | None,
) -> Iterator[tuple[base_rows.Week, list[date]]]:  # fmt: skip
    """Each timetable that counts on any of the days of a year, with the days on which it does."""
    drafted = [day.held_on for day in days if _is_drafted(draft, year, day.held_on)]
    if draft is not None and drafted:
        yield _week_of_draft(draft, staff_ids), drafted
    rest = [day for day in days if not _is_drafted(draft, year, day.held_on)]
    for version_id, in_force in versions_between(session, actor, rest).items():
        yield week_of(session, actor, version_id, staff_ids), [day.held_on for day in in_force]


def _is_drafted(draft: Draft | None, year: SchoolYear, held_on: date) -> bool:
    return draft is not None and draft.year.id == year.id and draft.starts_on <= held_on


def _week_of_draft(draft: Draft, staff_ids: Collection[UUID]) -> base_rows.Week:
    """As week_of would read it if it were stored; who is nobody here yet has no days."""
    wanted = set(staff_ids)
    bells: dict[str, list[base_rows.BellTime]] = {}
    for (day, period), (starts, ends) in draft.content.bells.items():
        bells.setdefault(day, []).append(base_rows.BellTime(period, starts, ends))
    # By class, as week_of: several at once are named in this order.
    lessons = sorted(draft.content.lessons, key=lambda one: one.class_name)
    return base_rows.Week(
        bells=bells,
        taught=[
            base_rows.Taught(who, lesson.cycle_day, lesson.period, lesson.class_name)
            for lesson in lessons
            for who in lesson.teachers
            if isinstance(who, UUID) and who in wanted
        ],
        marks=[
            base_rows.Marked(who, day, period, kind, note)
            for (who, day, period), (kind, note) in draft.content.marks.items()
            if isinstance(who, UUID) and who in wanted
        ],
    )


def _usual_names(year: SchoolYear, days: Sequence[SchoolDay | PlannedDay]) -> dict[date, str]:
    """Which day of the cycle each date is, or would be if the school ran: a part-timer's day off stays one."""
    if year.cycle_follows_weekdays:
        return school_year_rules.weekly(
            [day.held_on for day in days], school_year.cycle_days(year), starts_with_week=year.starts_with_week
        )
    return {day.held_on: day.cycle_day for day in days if day.cycle_day is not None}
