"""Edits of a school year, which move the timetable that stands on it."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.occupied import queries as occupied
from app.school_year import actions as school_year_actions
from app.school_year import queries as school_year
from app.school_year.schemas import YearIn
from app.school_year.tables import SchoolYear
from app.timetable import queries
from app.timetable.actions.base import rewrite_base
from app.timetable.errors import CycleInUse, YearMeetsRound

_What = tuple[str, str | None]


def edit_year(
    session: Session, actor: Actor, year_id: UUID, wish: YearIn, if_match: str | None, now: datetime
) -> SchoolYear:
    """Change a school year and, where a timetable stands on it, everybody's days from today on.

    Raises:
        DaysDoNotFit, YearsOverlap: as school_year.actions.edit_year.
        CycleInUse: a timetable that counts today or later has lessons on a day that would vanish.
        YearMeetsRound: something is planned on a day that would become another one.
    """
    before = _days(session, actor, year_id)
    today = school_year.today(session, actor, now)
    coming = [day for day in school_year.days_of(session, actor, year_id) if day.held_on >= today]
    in_force = list(queries.versions_between(session, actor, coming))
    row = school_year_actions.edit_year(session, actor, year_id, wish, if_match)
    if vanishing := queries.cycle_days_in_use(session, actor, in_force) - set(wish.cycle_days):
        raise CycleInUse(cycle_days=sorted(vanishing))
    staff_ids = sorted(queries.staff_ids_in_timetables(session, actor))
    occupied.lock_people(session, actor, staff_ids)
    after = _days(session, actor, year_id)
    changed = {day for day in before.keys() | after.keys() if before.get(day) != after.get(day)}
    if met := queries.planned_on(session, actor, since=today, days=changed):
        raise YearMeetsRound(rounds=queries.bookings(session, actor, met))
    rewrite_base(session, actor, staff_ids, since=today, now=now)
    return row


def _days(session: Session, actor: Actor, year_id: UUID) -> dict[date, _What]:
    return {day.held_on: (day.kind, day.cycle_day) for day in school_year.days_of(session, actor, year_id)}
