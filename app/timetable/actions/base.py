"""Writes the timetable into people's days, as occupied time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied.rules import Stretch
from app.school_year import queries as school_year
from app.school_year import rules as school_year_rules
from app.school_year.rules import DayKind
from app.school_year.tables import SchoolDay, SchoolYear
from app.timetable import queries
from app.timetable.rules import base_rows

GiveWay = Callable[[date, Sequence[UUID]], None]
"""Called with a date and people before their days change from that date on: give back what is booked on them."""


def rewrite_base(session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date) -> None:
    """Write anew what timetables and marks say of these people's days from *since* on, in all years.

    Lock the people first. What is booked on their lessons stays booked; on anything else it is in the way.

    Raises:
        NotFree: something booked is in the way.
    """
    written = stretches(session, actor, staff_ids, since=since)
    occupied.replace_base(session, actor, staff_ids, since=since, stretches=written)


def stretches(session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date) -> Iterator[Stretch]:
    """What fills these people's days from *since* on; lazily, since a large school has hundreds of thousands."""
    people = identity.staff_by_ids(session, actor, list(staff_ids)).values()
    teachers = [base_rows.Teacher(row.id, row.person_id) for row in sorted(people, key=lambda row: row.id)]
    zone = school_year.zone(session, actor)
    for year in school_year.years_since(session, actor, since):
        days = school_year.days_of(session, actor, year.id)
        names = _usual_names(year, days)
        coming = [day for day in days if day.held_on >= since]
        for version_id, in_force in queries.versions_between(session, actor, coming).items():
            week = queries.week_of(session, actor, version_id, staff_ids)
            dated = [
                base_rows.DatedDay(day.held_on, names.get(day.held_on), runs=day.kind == DayKind.ORDINARY)
                for day in in_force
            ]
            yield from base_rows.stretches_of(teachers, dated, week, zone)


def _usual_names(year: SchoolYear, days: Sequence[SchoolDay]) -> dict[date, str]:
    """Which day of the cycle each date is, or would be if the school ran: a part-timer's day off stays one."""
    if year.cycle_follows_weekdays:
        return school_year_rules.weekly(
            [day.held_on for day in days], school_year.cycle_days(year), starts_with_week=year.starts_with_week
        )
    return {day.held_on: day.cycle_day for day in days if day.cycle_day is not None}
