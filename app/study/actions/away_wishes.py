"""What people wish about days off, class exceptions and absences, held against calendar, timetable and staff list.

The same for asking what it would touch and for doing it.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied.rules import Part
from app.occupied.tables import Occupied
from app.school_year import queries as years
from app.school_year import rules as year_rules
from app.school_year.errors import NoYear
from app.school_year.rules import DayKind, Fault, PlannedDay
from app.school_year.tables import SchoolYear
from app.study.actions.away import Days
from app.study.away_errors import (
    AbsenceMeetsLogged,
    AbsenceThere,
    ClassesUnknown,
    DayCannotChange,
    SpanUnusable,
    TooManyClassExceptions,
)
from app.study.away_schemas import AbsencesIn, ClassExceptionIn, ClassTouchedIn, TouchedOut
from app.study.queries import away as away_queries
from app.timetable import queries as timetable
from app.timetable.actions import AbsenceSaid
from app.timetable.queries import Supposed
from app.timetable.queries.away import EXCEPTIONS_MAX
from app.timetable.rules import AbsenceSource, ExceptionEffect
from app.timetable.rules.away import ABSENCE_DAYS_MAX, AbsenceSpoken, Away, last_day, part_of
from app.timetable.rules.class_changes import ClassChange, single_classes
from app.timetable.tables import ClassException

CLASS_NAMES_CHARACTERS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class DayWish:
    """A year with one day of another kind; where days rotate, those that follow move."""

    year: SchoolYear
    planned: Sequence[PlannedDay]
    changed: Sequence[date]

    @property
    def days(self) -> dict[date, PlannedDay]:
        return {day.held_on: day for day in self.planned if day.held_on in set(self.changed)}


def day(
    session: Session, actor: Actor, held_on: date, kind: DayKind, note: str, now: datetime, *, lock: bool = False
) -> DayWish:
    """What becomes of the year when one day goes off timetable, or comes back.

    Raises:
        DayCannotChange: it is over, no school day, or not of the kind that it would have to be.
    """
    if held_on < years.today(session, actor, now):
        raise DayCannotChange(held_on, "is over")
    try:
        year = years.year_on(session, actor, held_on, lock=lock)
    except NoYear as error:
        raise DayCannotChange(held_on, "is in no school year: add the year first") from error
    plan = years.plan_of(session, actor, year)
    before = {one.held_on: one for one in year_rules.school_days(plan)}
    if held_on not in before:
        raise DayCannotChange(held_on, "is at a weekend or in the holidays")
    is_kind = before[held_on].kind
    if kind == DayKind.OFF_TIMETABLE and is_kind != DayKind.ORDINARY:
        raise DayCannotChange(held_on, "has no lessons already")
    if kind == DayKind.ORDINARY and is_kind != DayKind.OFF_TIMETABLE:
        raise DayCannotChange(held_on, "is not off timetable; training days and closures are changed in the year")
    planned = year_rules.school_days(year_rules.with_day(plan, held_on, kind, note))
    changed = [one.held_on for one in planned if one != before[one.held_on] and one.held_on >= held_on]
    return DayWish(year, planned, changed)


def class_change(
    session: Session, actor: Actor, wish: ClassExceptionIn, now: datetime, *, before: ClassException | None = None
) -> tuple[ClassChange, Days]:
    """A class exception as it would be, and whose days on which dates it would change.

    Raises:
        SpanUnusable, ClassesUnknown, TooManyClassExceptions.
    """
    today = years.today(session, actor, now)
    names = list(dict.fromkeys(wish.class_names))
    _require_days(wish, today, names)
    known = set[str]()
    if before is not None:
        known.update(json.loads(before.class_names))
    elif len(timetable.class_changes(session, actor, since=today)) >= EXCEPTIONS_MAX:
        raise TooManyClassExceptions
    school_days = years.days_between(session, actor, wish.starts_on, wish.ends_on)
    in_timetable = timetable.class_names_on(session, actor, school_days)
    known.update(in_timetable, single_classes(in_timetable))
    if unknown := [name for name in names if name not in known]:
        raise ClassesUnknown(class_names=unknown[:100])
    change = ClassChange(wish.name, wish.effect, wish.starts_on, wish.ends_on, frozenset(names))
    return change, class_days(session, actor, [change, *([timetable.class_change(before)] if before else [])], now)


def class_days(session: Session, actor: Actor, changes: Collection[ClassChange], now: datetime) -> Days:
    """Whose days, from when to when, *changes* are about; none before today."""
    since = max(min(one.starts_on for one in changes), years.today(session, actor, now))
    until = max(one.ends_on for one in changes)
    if since > until:
        return Days(since, until, [])
    names = {name for one in changes for name in one.class_names}
    days = years.days_between(session, actor, since, until)
    return Days(since, until, timetable.teachers_of(session, actor, names, days) if days else [])


def absences(session: Session, actor: Actor, wish: AbsencesIn, now: datetime) -> tuple[list[AbsenceSaid], int]:
    """What of a list of absences is new, and how many lines of a file are here already.

    Raises:
        NotFound: one of these people is of another school.
        SpanUnusable: times that cannot be, with the place in the list.
        AbsenceThere: typed, and down already.
    """
    staff_ids = sorted({one.staff_id for one in wish.absences})
    if len(people.staff_by_ids(session, actor, staff_ids)) < len(staff_ids):
        raise NotFound
    zone = years.zone(session, actor)
    parts: list[Part] = []
    faults: list[Fault] = []
    for place, one in enumerate(wish.absences):
        said = AbsenceSpoken(one.starts_on, one.ends_on, _wall(one.start), _wall(one.end))
        found = part_of(said, zone)
        if isinstance(found[0], str):
            faults.append(Fault(f"/body/absences/{place}/{found[0]}", str(found[1])))
        elif found[1] <= now:
            faults.append(Fault(f"/body/absences/{place}/ends_on", "That time is over: it would change nothing."))
        else:
            parts.append(found)
    if faults:
        raise SpanUnusable(errors=faults[:100])
    given = [
        AbsenceSaid(Away(one.staff_id, *part), AbsenceSource(wish.source), _key(wish.source, one.staff_id, part))
        for one, part in zip(wish.absences, parts, strict=True)
    ]
    return _new(session, actor, given)


def classes_touched(session: Session, actor: Actor, wish: ClassTouchedIn, now: datetime) -> TouchedOut:
    """What adding, changing or calling off a class exception would touch."""
    row = timetable.class_exception(session, actor, wish.exception_id) if wish.exception_id else None
    others = timetable.class_changes(session, actor, since=years.today(session, actor, now), but=wish.exception_id)
    gained = 0
    if wish.change is not None:
        change, days = class_change(session, actor, wish.change, now, before=row)
        others.append(change)
        if change.effect == ExceptionEffect.FREE:
            since, until = max(days.since, change.starts_on), change.ends_on
            gained = away_queries.gained_minutes(
                session, actor, change.class_names, days.staff_ids, since=since, until=until
            )
    elif row is not None:
        days = class_days(session, actor, [timetable.class_change(row)], now)
    else:
        raise SpanUnusable(errors=[Fault("/body/change", "Say which classes are not taught, and when.")])
    return away_queries.touched(
        session, actor, Supposed(changes=others), now, since=days.since, until=days.until,
        people_count=len(days.staff_ids), gained_minutes=gained,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AbsencesWished:
    """What of a list of absences can be stored."""

    said: Sequence[AbsenceSaid]
    known: int
    """Lines of a file that are here already."""
    met: Sequence[tuple[Away, Occupied]]
    """Lines of a file in which somebody has logged that they were there: left out, the others are not held up."""


def able(session: Session, actor: Actor, wish: AbsencesIn, now: datetime) -> AbsencesWished:
    """What of *wish* is new and meets nothing that was logged. What is typed is looked at when it is stored.

    Raises:
        what `absences` raises.
    """
    said, known = absences(session, actor, wish, now)
    if wish.source != AbsenceSource.FILE:
        return AbsencesWished(said, known, [])
    met = away_queries.met_by_logged(session, actor, [one.away for one in said], now)
    left_out = {away for away, _ in met}
    return AbsencesWished([one for one in said if one.away not in left_out], known, met)


def absences_touched(session: Session, actor: Actor, wish: AbsencesIn, now: datetime) -> TouchedOut:
    """What absences would touch.

    Raises:
        AbsenceMeetsLogged and what `absences` raises: they could not be stored.
    """
    found = able(session, actor, wish, now)
    today, zone = years.today(session, actor, now), years.zone(session, actor)
    away = [one.away for one in found.said]
    if kept := away_queries.logged(session, actor, away_queries.under(session, actor, away, since=today)):
        raise AbsenceMeetsLogged(rounds=timetable.bookings(session, actor, kept))
    since = max(today, min((one.starts_at.astimezone(zone).date() for one in away), default=today))
    until = max((last_day(one, zone) for one in away), default=since)
    touched = away_queries.touched(
        session, actor, Supposed(absences=away), now, since=since, until=until,
        people_count=len({one.staff_id for one in away}),
    )  # fmt: skip
    left_out = away_queries.left_out_of_file(session, actor, found.met)
    return touched.model_copy(update={"left_out": left_out, "left_out_count": len(found.met)})


def _new(session: Session, actor: Actor, given: Sequence[AbsenceSaid]) -> tuple[list[AbsenceSaid], int]:
    if given[0].source == AbsenceSource.FILE:
        staff_ids = {one.away.staff_id for one in given}
        there = timetable.absences_by_key(session, actor, AbsenceSource.FILE, staff_ids)
        seen = {(row.staff_id, row.source_key) for row in there}
        fresh = {
            (one.away.staff_id, one.source_key): one for one in given if (one.away.staff_id, one.source_key) not in seen
        }
        return list(fresh.values()), len(given) - len(fresh)
    zone = years.zone(session, actor)
    for one in given:
        since = one.away.starts_at.astimezone(zone).date()
        stored = timetable.absences_of(session, actor, [one.away.staff_id], since=since, zone=zone)
        if any(row.starts_at <= one.away.starts_at and one.away.ends_at <= row.ends_at for row in stored):
            raise AbsenceThere
    return list(given), 0


def _require_days(wish: ClassExceptionIn, today: date, names: Sequence[str]) -> None:
    faults = []
    if wish.ends_on < wish.starts_on:
        faults.append(Fault("/body/ends_on", "It ends before it starts."))
    elif (wish.ends_on - wish.starts_on).days >= ABSENCE_DAYS_MAX:
        faults.append(Fault("/body/ends_on", f"Choose at most {ABSENCE_DAYS_MAX} days."))
    elif wish.ends_on < today:
        faults.append(Fault("/body/ends_on", "These days are over: nothing would change."))
    if len(json.dumps(names, ensure_ascii=False)) > CLASS_NAMES_CHARACTERS_MAX:
        faults.append(Fault("/body/class_names", "Together the names of the classes are too long."))
    if faults:
        raise SpanUnusable(errors=faults)


def _key(source: str, staff_id: UUID, part: Part) -> str:
    """Which line of a file this is: who, from, to. The same line in another file is the same absence."""
    if source == AbsenceSource.TYPED:
        return ""
    told = f"{staff_id} {part[0].isoformat()} {part[1].isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()


def _wall(written: str | None) -> time | None:
    return None if written is None else time.fromisoformat(written)
