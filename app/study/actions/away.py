"""Days off timetable, class exceptions, absences: stored, rounds give way, and only the days concerned written anew.

People are locked before anything is read of their days, as when a round is booked: of a booking and an absence at
once, one comes second and finds the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.meetings import actions as meetings
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.school_year import actions as year_actions
from app.school_year import queries as years
from app.school_year.rules import PlannedDay
from app.school_year.tables import SchoolYear
from app.study.actions.make_way import GivenWay, give_way, leave_seats, make_way
from app.study.away_errors import AbsenceMeetsLogged, AbsenceOver
from app.study.queries import away as away_queries
from app.timetable import actions as timetable
from app.timetable import queries as timetable_queries
from app.timetable.actions import AbsenceSaid
from app.timetable.rules.away import Away, last_day
from app.timetable.rules.class_changes import ClassChange
from app.timetable.tables import Absence, ClassException

# ---- days ----------------------------------------------------------------------------------------


def change_days(
    session: Session, actor: Actor, year: SchoolYear, planned: Sequence[PlannedDay], changed: Sequence[date],
    now: datetime,
) -> GivenWay:  # fmt: skip
    """Store the days of a locked year as *planned*, of which only *changed* differ, and rewrite everybody's there."""
    staff_ids = sorted(timetable_queries.staff_ids_in_timetables(session, actor))
    occupied_queries.lock_people(session, actor, staff_ids)
    year_actions.rename_days(session, actor, year, planned)
    return _rewritten(
        session, actor, staff_ids, since=min(changed), until=max(changed), now=now, reason="Day off timetable"
    )


def _rewritten(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date, until: date, now: datetime, reason: str
) -> GivenWay:
    given_way = give_way(session, actor, since, now, until=until, reason=reason)
    timetable.rewrite_base(session, actor, staff_ids, since=since, until=until, now=now)
    return given_way


# ---- classes ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    """From when to when days are written anew, and whose."""

    since: date
    until: date
    staff_ids: Sequence[UUID]


def add_class_exception(
    session: Session, actor: Actor, change: ClassChange, days: Days, now: datetime
) -> tuple[ClassException, GivenWay]:
    """Say that classes are not taught on some days. Their teachers are free, or with them."""
    occupied_queries.lock_people(session, actor, days.staff_ids)
    row = timetable.add_class_exception(session, actor, change, now)
    return row, _classes_changed(session, actor, days, now)


def edit_class_exception(
    session: Session, actor: Actor, row: ClassException, change: ClassChange, days: Days, now: datetime
) -> GivenWay:
    """Change a locked class exception. *days* are those of before and after."""
    occupied_queries.lock_people(session, actor, days.staff_ids)
    timetable.edit_class_exception(session, row, change)
    return _classes_changed(session, actor, days, now)


def call_off_class_exception(
    session: Session, actor: Actor, row: ClassException, days: Days, now: datetime
) -> GivenWay:
    """Call a locked class exception off: the days are what the timetable says. What was put into gained time goes."""
    occupied_queries.lock_people(session, actor, days.staff_ids)
    timetable.remove_class_exception(session, row)
    return _classes_changed(session, actor, days, now)


def _classes_changed(session: Session, actor: Actor, days: Days, now: datetime) -> GivenWay:
    if days.since > days.until or not days.staff_ids:
        return GivenWay()
    return _rewritten(
        session, actor, days.staff_ids, since=days.since, until=days.until, now=now, reason="Classes not taught then"
    )


# ---- absences --------------------------------------------------------------------------------------


def take_absences(
    session: Session, actor: Actor, said: Sequence[AbsenceSaid], now: datetime
) -> tuple[list[Absence], GivenWay]:
    """Store absences: rounds that do not fit turn stale, debriefs and meetings go on without the absent.

    Days change from today on; what has been logged is kept, and is in the way.

    Raises:
        AbsenceMeetsLogged: somebody has logged that they were there. Nothing is stored then.
    """
    if not said:
        return [], GivenWay()
    today, absences = years.today(session, actor, now), [one.away for one in said]
    staff_ids = sorted({away.staff_id for away in absences})
    occupied_queries.lock_people(session, actor, staff_ids)
    if kept := away_queries.logged(session, actor, away_queries.under(session, actor, absences, since=today)):
        raise AbsenceMeetsLogged(rounds=timetable_queries.bookings(session, actor, kept))
    rows = timetable.add_absences(session, actor, said, now)
    since, until = _window(session, actor, absences, today)
    stale = make_way(session, actor, since, now, until=until, reason="Not in school")
    left = excuse(session, actor, away_queries.under(session, actor, absences, since=today), now)
    timetable.rewrite_base(session, actor, staff_ids, since=since, until=until, now=now)
    return rows, GivenWay(stale, left_seats=left)


def call_off_absences(session: Session, actor: Actor, rows: Sequence[Absence], now: datetime) -> None:
    """Give days back. What gave way is not booked again by itself.

    Raises:
        AbsenceOver: one of them is over, or was called off before.
    """
    if not rows:
        return
    staff_ids = sorted({row.staff_id for row in rows})
    occupied_queries.lock_people(session, actor, staff_ids)
    for row in rows:
        session.refresh(row)
    if any(row.called_off_at is not None or row.ends_at <= now for row in rows):
        raise AbsenceOver
    timetable.call_off_absences(session, rows, now)
    absences = [Away(row.staff_id, row.starts_at, row.ends_at) for row in rows]
    since, until = _window(session, actor, absences, years.today(session, actor, now))
    timetable.rewrite_base(session, actor, staff_ids, since=since, until=until, now=now)


def excuse(session: Session, actor: Actor, held: Iterable[Occupied], now: datetime) -> int:
    """Take people out of debriefs and meetings that go on without them; answers with how many seats were given back."""
    sitting = [row for row in held if row.kind == OccupiedKind.DEBRIEF]
    left = leave_seats(session, actor, sitting, now, reason="Not in school")
    return left + meetings.excuse(session, actor, sitting, now)


def _window(session: Session, actor: Actor, absences: Iterable[Away], today: date) -> tuple[date, date]:
    zone = years.zone(session, actor)
    found = list(absences)
    since = min(away.starts_at.astimezone(zone).date() for away in found)
    return max(since, today), max(last_day(away, zone) for away in found)
