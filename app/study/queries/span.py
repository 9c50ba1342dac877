"""A stretch of the school's calendar with its timetables: read once, asked about many lessons and debriefs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.school_year import queries as years
from app.school_year.tables import SchoolDay
from app.study import rules
from app.study.errors import NoSchoolThen, NoSuchPeriod, TooLongAgo
from app.timetable import queries as timetable
from app.timetable.errors import NoTimetable
from app.timetable.queries import BellRow


@dataclass(frozen=True, slots=True)
class Place:
    """The lesson that is watched: where in the timetable, and when exactly."""

    year_id: UUID
    version_id: UUID
    held_on: date
    cycle_day: str
    period: str
    starts_at: datetime
    ends_at: datetime
    slices: int


@dataclass(frozen=True, slots=True)
class Span:
    """School days from one date to another, each with the bells of the timetable in force then."""

    school: School
    zone: ZoneInfo
    days: Mapping[date, SchoolDay]
    version_on: Mapping[date, UUID]
    bells: Mapping[UUID, Mapping[str, list[BellRow]]]

    def place(self, held_on: date, period: str, now: datetime) -> Place:
        """Where (date, period) lies in the timetable in force then.

        Raises:
            NoSchoolThen, NoSuchPeriod, TooLongAgo, NoTimetable: it is no lesson that can be planned.
        """
        if held_on < clock.local_date(now, self.zone) - timedelta(days=rules.ENTERED_AFTERWARDS_DAYS_MAX):
            raise TooLongAgo(days_max=rules.ENTERED_AFTERWARDS_DAYS_MAX)
        day = self.days.get(held_on)
        if day is None or day.cycle_day is None:
            raise NoSchoolThen(held_on=held_on)
        bell = next((one for one in self.bells_on(day) if one.period == period), None)
        if bell is None:
            raise NoSuchPeriod(period=period)
        return Place(
            year_id=day.year_id, version_id=bell.version_id, held_on=held_on, cycle_day=day.cycle_day, period=period,
            starts_at=clock.at_local(held_on, bell.starts, self.zone),
            ends_at=clock.at_local(held_on, bell.ends, self.zone),
            slices=rules.slice_count(bell.starts, bell.ends),
        )  # fmt: skip

    def bells_on(self, day: SchoolDay) -> list[BellRow]:
        """The periods of an ordinary school day.

        Raises:
            NoTimetable: none is in force then.
        """
        if day.held_on not in self.version_on:
            raise NoTimetable
        return self.bells[self.version_on[day.held_on]].get(day.cycle_day or "", [])

    def school_days_after(self, lesson_on: date, held_on: date) -> int:
        """How many school days after *lesson_on* *held_on* is; 0 is the same day."""
        return sum(lesson_on <= day <= held_on for day in self.days) - 1

    def may_be_directed(self, held_on: date, start: time, end: time) -> bool:
        """After school, or inside one period. On INSET days there are no periods: the whole day is directed."""
        if self.school.after_school_starts <= start and start < end <= self.school.after_school_ends:
            return True
        day = self.days[held_on]
        if day.cycle_day is None:
            return True
        return any(bell.starts <= start and end <= bell.ends for bell in self.bells_on(day))


def span(session: Session, actor: Actor, school: School, first: date, last: date) -> Span:
    """The calendar from *first* to *last*, both included: three statements, however many days."""
    days = years.days_between(session, actor, first, last)
    in_force = timetable.versions_between(session, actor, days)
    return Span(
        school=school,
        zone=ZoneInfo(school.zone),
        days={day.held_on: day for day in days},
        version_on={day.held_on: version_id for version_id, of_version in in_force.items() for day in of_version},
        bells={version_id: timetable.bells(session, actor, version_id) for version_id in in_force},
    )
