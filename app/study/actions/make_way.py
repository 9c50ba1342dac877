"""When timetable or calendar change: rounds that still fit stay, the others turn STALE, none is dropped silently.

DOMAIN 3.3: re-evaluate all that is still to come, give the minutes back, tell the people (the reason
stands on the round, on their week and on the desk).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.rules import CoverState
from app.cover.tables import CoverSlot
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied.rules import OccupiedKind, reason
from app.school_year import queries as years
from app.school_year.tables import SchoolDay
from app.study import queries, rules
from app.study.actions.change import undo
from app.study.rules import Release, RoundState
from app.study.tables import DebriefSeat, Observation, StudyRound
from app.timetable import queries as timetable
from app.timetable.queries import BellRow, TaughtLesson
from app.timetable.tables import Mark


@dataclass(frozen=True, slots=True)
class Outlook:
    """The timetable as it will be, for the people of the rounds in question."""

    zone: ZoneInfo
    days: dict[date, SchoolDay]
    version_on: dict[date, UUID]
    bells: dict[UUID, Mapping[str, list[BellRow]]]
    lessons: dict[UUID, dict[tuple[UUID, str, str], list[TaughtLesson]]]
    marks: dict[UUID, dict[tuple[UUID, str, str], Mark]]

    def bell(self, held_on: date, period: str) -> BellRow | None:
        return next((one for one in self._bells(held_on) if one.period == period), None)

    def holds(self, staff_id: UUID, held_on: date, starts_at: datetime, ends_at: datetime) -> tuple[str, str] | None:
        """What will hold somebody somewhere in the time: ("teach", classes), (mark's kind, note) or None."""
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
                return ("teach", " + ".join(dict.fromkeys(one.class_name for one in lessons)))
        return None

    def _bells(self, held_on: date) -> list[BellRow]:
        version_id, day = self.version_on.get(held_on), self.days.get(held_on)
        if version_id is None or day is None or day.cycle_day is None:
            return []
        return self.bells[version_id].get(day.cycle_day, [])


def make_way(session: Session, actor: Actor, since: date, now: datetime) -> int:
    """Hold every round from *since* on against timetable and calendar as they are now stored.

    Answers with how many turned STALE. Called before the base rows are written anew.
    """
    rows = queries.rounds_since(session, actor, since)
    if not rows:
        return 0
    ids = [row.id for row in rows]
    watched, seats = queries.observations(session, actor, ids), queries.seats(session, actor, ids)
    slots = cover.slots_of_rounds(session, actor, ids)
    covering = [slot for found in slots.values() for slot in found]
    staff_ids = {row.host_id for row in rows} | {one.staff_id for one in watched} | {one.staff_id for one in seats}
    staff_ids |= {slot.coverer_id for slot in covering if slot.coverer_id is not None}
    outlook = _outlook(session, actor, rows, sorted(staff_ids))
    names = people.names(session, actor, sorted(staff_ids))
    stale = []
    for row in rows:
        why = _what_broke(
            outlook, row, [one for one in watched if one.round_id == row.id],
            [one for one in seats if one.round_id == row.id], slots.get(row.id, []), names,
        )  # fmt: skip
        if why:
            row.state, row.stale_reason = RoundState.STALE, why[:500]
            row.version += 1
            stale.append(row)
    undo(session, actor, stale, now, state=CoverState.STALE, reason="Timetable changed")
    session.flush()
    return len(stale)


def _outlook(session: Session, actor: Actor, rows: Sequence[StudyRound], staff_ids: Sequence[UUID]) -> Outlook:
    first = min(row.held_on for row in rows)
    last = max(max(row.held_on, row.debrief_on) for row in rows) + timedelta(days=1)
    days = {day.held_on: day for day in years.days_between(session, actor, first, last)}
    in_force = timetable.versions_between(session, actor, list(days.values()))
    return Outlook(
        zone=ZoneInfo(people.school(session, actor.school_id).zone),
        days=days,
        version_on={day.held_on: version_id for version_id, of_version in in_force.items() for day in of_version},
        bells={version_id: timetable.bells(session, actor, version_id) for version_id in in_force},
        lessons={version_id: timetable.lessons_of(session, actor, version_id, staff_ids) for version_id in in_force},
        marks={version_id: timetable.marks_of(session, actor, version_id, staff_ids) for version_id in in_force},
    )


def _what_broke(
    outlook: Outlook,
    row: StudyRound,
    watched: Sequence[Observation],
    seats: Sequence[DebriefSeat],
    slots: Sequence[CoverSlot],
    names: dict[UUID, str],
) -> str:
    """The first thing about a round that does not fit any more, in words; empty when all fits."""
    when = f"{rules.day_words(row.held_on)}, {row.period}"
    bell = outlook.bell(row.held_on, row.period)
    if bell is None:
        return f"There is no {row.period} on {rules.day_words(row.held_on)} any more."
    if clock.at_local(row.held_on, bell.starts, outlook.zone) != row.starts_at:
        return f"{row.period} begins at another time now on {rules.day_words(row.held_on)}."
    hosting = outlook.holds(row.host_id, row.held_on, row.starts_at, row.ends_at)
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
    outlook: Outlook, row: StudyRound, one: Observation, slot: CoverSlot | None, names: dict[UUID, str]
) -> str:
    held = outlook.holds(one.staff_id, row.held_on, one.starts_at, one.ends_at)
    if one.release == Release.NONE and held is not None:
        return f"{names[one.staff_id]} is not free any more: {_words(held)}."
    if one.release != Release.NONE and (held is None or held[0] != "teach"):
        return f"{names[one.staff_id]}'s timetable is different then: {_words(held)}."
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
