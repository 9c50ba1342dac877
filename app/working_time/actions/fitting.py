"""Whether an event can be on its day, and whether it puts anybody over their cap. Asked before anything is stored."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity import queries as identity
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as school_year
from app.school_year.rules import WEEKDAYS, DayKind
from app.school_year.tables import SchoolYear
from app.working_time import queries
from app.working_time.errors import (
    AtLunch,
    DayOutsideYear,
    NoSuchTime,
    NotAnInsetDay,
    NotASchoolDay,
    NotWorkingHere,
    OverBy,
    OverCap,
)
from app.working_time.queries import InForce
from app.working_time.rules import EventKind
from app.working_time.rules.day import overlaps
from app.working_time.rules.year import Event, Facts, Person


class Fitting:
    """One school's year while its events are being changed: read once, asked several times."""

    def __init__(self, session: Session, actor: Actor, year: SchoolYear) -> None:
        self.year = year
        self.rules: InForce = queries.in_force(session, actor, year)
        self.facts: Facts = queries.facts(session, actor, year, self.rules)
        self.people: list[Person] = queries.people(session, actor, year)
        self.zone: ZoneInfo = school_year.zone(session, actor)

    def require_day(self, kind: EventKind, held_on: date, starts: time, ends: time) -> None:
        """Refuse a day or time on which nobody can be directed.

        Raises:
            DayOutsideYear, NoSuchTime, NotASchoolDay, NotAnInsetDay, AtLunch: in this order.
        """
        if not self.year.starts_on <= held_on <= self.year.ends_on:
            raise DayOutsideYear(self.year.starts_on, self.year.ends_on)
        for at in (starts, ends):
            try:
                clock.at_local(held_on, at, self.zone)
            except ValueError as error:
                raise NoSuchTime(held_on, f"{at:%H:%M}") from error
        if held_on.weekday() >= WEEKDAYS:
            raise NotASchoolDay(held_on, "at a weekend")
        day = self.facts.by_date.get(held_on)
        if day is None:
            raise NotASchoolDay(held_on, "in the holidays")
        if day.kind == DayKind.CLOSURE:
            raise NotASchoolDay(held_on, "a day on which the school is closed")
        if kind == EventKind.INSET and day.kind != DayKind.INSET:
            raise NotAnInsetDay(held_on)
        shape = self.facts.shapes.get(day.place) if day.place is not None else None
        if day.kind == DayKind.ORDINARY and shape is not None and shape.lunch is not None:
            span = (starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute)
            if overlaps(span, shape.lunch):
                raise AtLunch(_wall(shape.lunch[0]), _wall(shape.lunch[1]))

    def require_work_here(self, staff_ids: Sequence[UUID], held_on: date) -> None:
        """Refuse names of people who do not work here on a day.

        Raises:
            NotWorkingHere: leavers, joiners still to come, guests.
        """
        known = {person.staff_id: person for person in self.people}
        wrong = [one for one in staff_ids if one not in known or not known[one].works_here_on(held_on)]
        if wrong:
            raise NotWorkingHere(
                staff_ids=wrong, names=[known[one].name if one in known else "a leaver or guest" for one in wrong]
            )

    def require_within_caps(self, change: Callable[[list[Event]], list[Event]]) -> None:
        """Refuse a change of the year's events that takes somebody over their cap who was not over it: R_CAP.

        Raises:
            OverCap: who, and by how much. Exactly at the cap is allowed; who was over before may stay so.
        """
        events = sorted(change(list(self.facts.events)), key=lambda event: (event.held_on, event.span, event.id))
        before = queries.tallies(self.people, self.rules, self.facts)
        after = queries.tallies(self.people, self.rules, replace(self.facts, events=events))
        over = [
            OverBy(now.person.staff_id, now.person.name, now.over_minutes)
            for was, now in zip(before, after, strict=True)
            if now.over_minutes and not was.over_minutes
        ]
        if over:
            raise OverCap(over)


def require_known(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> None:
    """Refuse ids that are nobody's here, as if nobody had them.

    Raises:
        NotFound: one of them is of another school, or of nobody.
    """
    if staff_ids and len(identity.staff_by_ids(session, actor, staff_ids)) != len(set(staff_ids)):
        raise NotFound


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
