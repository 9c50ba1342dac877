"""Absences on paper: laid over people's days, which they close like a day off. Why somebody is away is not known here.

Whatever an absence covers is taken out of the day and comes back when the absence is called off: the day is always
made anew from timetable, marks and absences, never mended.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.kernel import clock
from app.occupied.rules import OccupiedKind, Part, Stretch, without

ABSENCE_DAYS_MAX = 366
STRETCH_MAX = timedelta(hours=12)
"""The database looks for overlaps one day back, so a stretch is shorter; days of 25 hours are cut as well."""

AwayOn = Mapping[tuple[UUID, date], Sequence[Part]]
"""When somebody is away on a date, in order, without overlaps."""


@dataclass(frozen=True, slots=True)
class Away:
    """Time in which somebody is not in school."""

    staff_id: UUID
    starts_at: datetime
    ends_at: datetime


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which *day* begins on the school's calendar, where the clocks skip midnight too."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def whole_days(starts_on: date, ends_on: date, zone: ZoneInfo) -> Part:
    """From the first minute of one day to the last of another."""
    return midnight(starts_on, zone), midnight(ends_on + timedelta(days=1), zone)


def last_day(away: Away, zone: ZoneInfo) -> date:
    """The last date that an absence touches."""
    return clock.local_date(away.ends_at - timedelta(microseconds=1), zone)


def by_day(absences: Iterable[Away], zone: ZoneInfo, *, since: date, until: date | None = None) -> AwayOn:
    """Cut absences at the school's midnights, and put together what overlaps or touches; from *since* to *until*."""
    found: dict[tuple[UUID, date], list[Part]] = {}
    for away in absences:
        day = max(clock.local_date(away.starts_at, zone), since)
        last = min(last_day(away, zone), until) if until is not None else last_day(away, zone)
        while day <= last:
            begins, ends = midnight(day, zone), midnight(day + timedelta(days=1), zone)
            part = (max(away.starts_at, begins), min(away.ends_at, ends))
            found.setdefault((away.staff_id, day), []).append(part)
            day += timedelta(days=1)
    return {key: _joined(parts) for key, parts in found.items()}


def laid(base: Iterable[Stretch], away: AwayOn, person_ids: Mapping[UUID, UUID]) -> Iterator[Stretch]:
    """Lay absences over *base*: what they cover goes, and the time is closed as on a day off.

    Days off that the timetable knows stay as they are. No two stretches of one person overlap if none did in *base*.
    """
    off: dict[tuple[UUID, date], list[Part]] = {}
    for stretch in base:
        key = (stretch.staff_id, stretch.held_on)
        if key not in away:
            yield stretch
        elif stretch.kind == OccupiedKind.OFF:
            off.setdefault(key, []).append((stretch.starts_at, stretch.ends_at))
            yield stretch
        else:
            for begins, ends in without((stretch.starts_at, stretch.ends_at), away[key]):
                yield replace(stretch, starts_at=begins, ends_at=ends)
    for key, parts in away.items():
        staff_id, day = key
        for part in parts:
            for begins, ends in without(part, sorted(off.get(key, ()))):
                while begins < ends:
                    stops = min(begins + STRETCH_MAX, ends)
                    yield Stretch(staff_id, person_ids[staff_id], OccupiedKind.OFF, day, begins, stops)
                    begins = stops


def _joined(parts: Iterable[Part]) -> list[Part]:
    found: list[Part] = []
    for begins, ends in sorted(parts):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


@dataclass(frozen=True, slots=True)
class AbsenceSpoken:
    """An absence as people say it: dates, and times of day where it is not whole days."""

    starts_on: date
    ends_on: date
    start: time | None = None
    end: time | None = None


def part_of(said: AbsenceSpoken, zone: ZoneInfo) -> Part | tuple[str, str]:
    """When an absence is, as instants; or the field that cannot be, and why."""
    if said.ends_on < said.starts_on:
        return "ends_on", "It ends before it starts."
    if (said.ends_on - said.starts_on).days >= ABSENCE_DAYS_MAX:
        return "ends_on", f"An absence is at most {ABSENCE_DAYS_MAX} days: enter the rest when it comes near."
    begins, ends = whole_days(said.starts_on, said.ends_on, zone)
    for field, day, wall in (("start", said.starts_on, said.start), ("end", said.ends_on, said.end)):
        if wall is None:
            continue
        try:
            instant = clock.at_local(day, wall, zone)
        except ValueError:
            return field, f"The clocks skip {wall:%H:%M} on that day."
        begins, ends = (instant, ends) if field == "start" else (begins, instant)
    return (begins, ends) if begins < ends else ("end", "It ends before it starts.")


@dataclass(frozen=True, slots=True)
class AwayEvent:
    """An event of a calendar, as far as it is kept: which one it was, as a digest, and when.

    `who` names whose it may be where the calendar is a whole school's. It is compared with the staff list and dropped.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    who: tuple[str, ...] = ()
