"""What a timetable leaves of the rounds that are booked: asked before it is put in force, and when it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.tables import CoverSlot
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied.rules import OccupiedKind, reason
from app.school_year import queries as years
from app.school_year.rules import PlannedDay
from app.school_year.tables import SchoolDay
from app.study import rules
from app.study.queries import rounds
from app.study.rules import Release
from app.study.tables import DebriefSeat, Observation, StudyRound
from app.timetable import queries as timetable
from app.timetable.queries import AS_STORED, BellRow, Draft, Supposed, TaughtLesson
from app.timetable.rules.away import Away
from app.timetable.rules.base_rows import joined
from app.timetable.rules.class_changes import ALL_TAUGHT, NotTaught, left_of, not_taught
from app.timetable.tables import Mark


@dataclass(frozen=True, slots=True)
class Outlook:
    """The timetable as it will be, for the people of the rounds in question."""

    zone: ZoneInfo
    days: Mapping[date, SchoolDay | PlannedDay]
    version_on: dict[date, UUID]
    bells: dict[UUID, Mapping[str, list[BellRow]]]
    lessons: dict[UUID, dict[tuple[UUID, str, str], list[TaughtLesson]]]
    marks: dict[UUID, dict[tuple[UUID, str, str], Mark]]
    not_taught: Mapping[date, NotTaught] = field(default_factory=dict)
    absences: Mapping[UUID, Sequence[Away]] = field(default_factory=dict)

    def bell(self, held_on: date, period: str) -> BellRow | None:
        return next((one for one in self._bells(held_on) if one.period == period), None)

    def holds(self, staff_id: UUID, held_on: date, starts_at: datetime, ends_at: datetime) -> tuple[str, str] | None:
        """What will hold somebody somewhere in the time: ("teach", classes), (mark's kind, note) or None."""
        if self.is_absent(staff_id, starts_at, ends_at):
            return ("off", "")
        version_id, day = self.version_on.get(held_on), self.days.get(held_on)
        if version_id is None or day is None or day.cycle_day is None:
            return None
        marks = self.marks[version_id]
        if (staff_id, day.cycle_day, "") in marks:
            return ("off", "")
        for bell in self._bells(held_on):
            begins_at = clock.at_local(held_on, bell.starts, self.zone)
            if not (begins_at < ends_at and starts_at < clock.at_local(held_on, bell.ends, self.zone)):
                continue
            key = (staff_id, day.cycle_day, bell.period)
            if mark := marks.get(key):
                return (str(mark.kind), mark.note)
            if lessons := self.lessons[version_id].get(key):
                left = [left_of(one.class_name, self.not_taught.get(held_on, ALL_TAUGHT)) for one in lessons]
                if taught := joined(class_name for class_name, _ in left):
                    return ("teach", taught)
                if with_class := next((instead for _, instead in left if instead), ""):
                    return ("duty", with_class)
        return None

    def is_absent(self, staff_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether somebody is not in school somewhere in the time."""
        return any(away.starts_at < ends_at and starts_at < away.ends_at for away in self.absences.get(staff_id, ()))

    def is_class_alone(self, staff_id: UUID, held_on: date, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a class that a co-teacher was to stay with has nobody, because they all are absent."""
        version_id, day = self.version_on.get(held_on), self.days.get(held_on)
        for bell in self._bells(held_on):
            begins_at = clock.at_local(held_on, bell.starts, self.zone)
            if version_id is None or day is None or day.cycle_day is None or not begins_at <= starts_at:
                continue
            if starts_at >= clock.at_local(held_on, bell.ends, self.zone):
                continue
            for lesson in self.lessons[version_id].get((staff_id, day.cycle_day, bell.period), ()):
                others = lesson.teacher_ids - {staff_id}
                if all(self.is_absent(other, starts_at, ends_at) for other in others):
                    return True
        return False

    def _bells(self, held_on: date) -> list[BellRow]:
        version_id, day = self.version_on.get(held_on), self.days.get(held_on)
        if version_id is None or day is None or day.cycle_day is None:
            return []
        return self.bells[version_id].get(day.cycle_day, [])


@dataclass(frozen=True, slots=True)
class Booked:
    """Rounds with all who take part in them: as a rule those that are still to be held."""

    rounds: list[StudyRound]
    watched: dict[UUID, list[Observation]]
    seats: dict[UUID, list[DebriefSeat]]
    slots: dict[UUID, list[CoverSlot]]

    @property
    def staff_ids(self) -> list[UUID]:
        """Everybody who hosts, observes, debriefs or covers."""
        found = {row.host_id for row in self.rounds}
        for watched in self.watched.values():
            found.update(one.staff_id for one in watched)
        for seats in self.seats.values():
            found.update(seat.staff_id for seat in seats)
        for slots in self.slots.values():
            found.update(slot.coverer_id for slot in slots if slot.coverer_id is not None)
        return sorted(found)


def booked_since(
    session: Session, actor: Actor, since: date, now: datetime, *, until: date = date.max, lock: bool = False
) -> Booked:  # fmt: skip
    """The rounds that are still to be held from *since* to *until*; locked where they are about to change.

    A lesson that has begun was given, whether somebody has logged it yet or not: only its debrief is looked at, by
    gives_way.unseated.
    """
    rows = rounds.rounds_since(session, actor, since, until=until, lock=lock)
    return _with_people(session, actor, [row for row in rows if row.starts_at > now])


def _with_people(session: Session, actor: Actor, rows: list[StudyRound]) -> Booked:
    ids = [row.id for row in rows]
    watched: dict[UUID, list[Observation]] = {}
    for one in rounds.observations(session, actor, ids):
        watched.setdefault(one.round_id, []).append(one)
    seats: dict[UUID, list[DebriefSeat]] = {}
    for seat in rounds.seats(session, actor, ids):
        seats.setdefault(seat.round_id, []).append(seat)
    return Booked(rows, watched, seats, cover.slots_of_rounds(session, actor, ids) if ids else {})


def outlook(session: Session, actor: Actor, booked: Booked, supposed: Supposed = AS_STORED) -> Outlook:
    """The timetables as they are stored, or *supposed*, on the days and for the people of what is booked."""
    first = min(row.held_on for row in booked.rounds)
    last = max(max(row.held_on, row.debrief_on) for row in booked.rounds) + timedelta(days=1)
    stored = years.days_between(session, actor, first, last)
    in_force = timetable.versions_between(session, actor, stored)
    days = {day.held_on: supposed.days.get(day.held_on, day) for day in stored}
    staff_ids = booked.staff_ids
    zone = ZoneInfo(people.school(session, actor.school_id).zone)
    changes = supposed.changes
    if changes is None:
        changes = timetable.class_changes(session, actor, since=first, until=last)
    absences: dict[UUID, list[Away]] = {}
    for away in (*timetable.absences_of(session, actor, None, since=first, until=last, zone=zone), *supposed.absences):
        absences.setdefault(away.staff_id, []).append(away)
    found = Outlook(
        zone=zone,
        days=days,
        version_on={day.held_on: version_id for version_id, of_version in in_force.items() for day in of_version},
        bells={version_id: timetable.bells(session, actor, version_id) for version_id in in_force},
        lessons={version_id: timetable.lessons_of(session, actor, version_id, staff_ids) for version_id in in_force},
        marks={version_id: timetable.marks_of(session, actor, version_id, staff_ids) for version_id in in_force},
        not_taught={day: not_taught(changes, day) for day in days},
        absences=absences,
    )
    return found if supposed.draft is None else _with_draft(actor, found, supposed.draft, staff_ids)


def _with_draft(actor: Actor, stored: Outlook, draft: Draft, staff_ids: Sequence[UUID]) -> Outlook:
    """The outlook as it would be: from its first day to the end of its year, the newest version counts."""
    version = timetable.supposed_version(actor, draft, staff_ids)
    key = version.version_id
    dates = [day for day in stored.days if draft.starts_on <= day <= draft.year.ends_on]
    return replace(
        stored,
        version_on=stored.version_on | dict.fromkeys(dates, key),
        bells=stored.bells | {key: version.bells},
        lessons=stored.lessons | {key: dict(version.lessons)},
        marks=stored.marks | {key: dict(version.marks)},
    )


def broken(outlook: Outlook, booked: Booked, names: Mapping[UUID, str]) -> list[tuple[StudyRound, str]]:
    """The rounds that do not fit *outlook*, each with the first thing that is in the way, in words."""
    found = []
    for row in booked.rounds:
        why = _what_broke(
            outlook, row, booked.watched.get(row.id, []), booked.seats.get(row.id, []), booked.slots.get(row.id, []),
            names,
        )  # fmt: skip
        if why:
            found.append((row, why))
    return found


def _what_broke(
    outlook: Outlook,
    row: StudyRound,
    watched: Sequence[Observation],
    seats: Sequence[DebriefSeat],
    slots: Sequence[CoverSlot],
    names: Mapping[UUID, str],
) -> str:
    """The first thing about a round that does not fit any more, in words; empty when all fits."""
    when = f"{rules.day_words(row.held_on)}, {row.period}"
    bell = outlook.bell(row.held_on, row.period)
    if bell is None:
        return f"There is no {row.period} on {rules.day_words(row.held_on)} any more."
    if clock.at_local(row.held_on, bell.starts, outlook.zone) != row.starts_at:
        return f"{row.period} begins at another time now on {rules.day_words(row.held_on)}."
    hosting = outlook.holds(row.host_id, row.held_on, row.starts_at, row.ends_at)
    if hosting == ("off", ""):
        return f"{names[row.host_id]} is not in school then ({when})."
    if hosting is not None and hosting[0] == "duty" and hosting[1]:
        return f"{names[row.host_id]} does not teach {row.class_name} then ({when}): {hosting[1]}."
    if hosting != ("teach", row.class_name):
        return f"{names[row.host_id]} does not teach {row.class_name} any more ({when})."
    for one in watched:
        slot = next((slot for slot in slots if slot.id == one.cover_slot_id), None)
        if why := _observer_broke(outlook, row, one, slot, names):
            return why
    for seat in seats:
        held = outlook.holds(seat.staff_id, row.debrief_on, row.debrief_starts_at, row.debrief_ends_at)
        if held is not None:
            return f"{names[seat.staff_id]} is not free for the debrief any more: {_words(held)}."
    return ""


def _observer_broke(
    outlook: Outlook, row: StudyRound, one: Observation, slot: CoverSlot | None, names: Mapping[UUID, str]
) -> str:
    held = outlook.holds(one.staff_id, row.held_on, one.starts_at, one.ends_at)
    if one.release == Release.NONE and held is not None:
        return f"{names[one.staff_id]} is not free any more: {_words(held)}."
    if one.release != Release.NONE and (held is None or held[0] != "teach"):
        return f"{names[one.staff_id]}'s timetable is different then: {_words(held)}."
    if one.release == Release.CO_TEACHER and outlook.is_class_alone(
        one.staff_id, row.held_on, one.starts_at, one.ends_at
    ):
        return f"Nobody stays with {names[one.staff_id]}'s class: the co-teacher is not in school then."
    if slot is None:
        return ""
    if held is not None and slot.class_name not in held[1].split(" + "):
        return f"{names[one.staff_id]} teaches {held[1]} then, not {slot.class_name}."
    if slot.coverer_id is not None:
        covering = outlook.holds(slot.coverer_id, row.held_on, slot.starts_at, slot.ends_at)
        if covering is not None:
            return f"{names[slot.coverer_id]} cannot cover any more: {_words(covering)}."
    return ""


def _words(held: tuple[str, str] | None) -> str:
    return "no lesson" if held is None else reason(OccupiedKind(held[0]), held[1])
