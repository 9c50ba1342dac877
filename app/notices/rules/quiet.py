"""When somebody is left in peace, on the school's wall clock. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

URGENT_WITHIN = timedelta(hours=12)
"""What begins so soon may come in quiet hours, to whoever has allowed it."""
SATURDAY = 5
DAYS_MAX = 8
"""A weekend between two evenings is over within so many days."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """One person's quiet hours. `starts` after `ends` runs over midnight; the same time twice: no hours."""

    starts: time
    ends: time
    is_quiet_at_weekends: bool = True
    lets_urgent_through: bool = False


DEFAULT = Quiet(starts=time(19), ends=time(7))
"""For whoever has not chosen: evenings, nights and weekends are theirs."""


def due_at(quiet: Quiet, now: datetime, zone: ZoneInfo, begins_at: datetime | None = None) -> datetime:
    """When somebody may be told of what happens at *now*: at once, or at the end of their quiet hours.

    Args:
        begins_at: when what they are told of begins. The last minute of peace is the one before `ends`.

    On the night in which clocks change, the hours end when the wall clock first says so.
    """
    assert now.tzinfo is not None
    if quiet.lets_urgent_through and begins_at is not None and begins_at - now <= URGENT_WITHIN:
        return now
    found = now
    for _ in range(DAYS_MAX):
        local = found.astimezone(zone)
        if quiet.is_quiet_at_weekends and local.weekday() >= SATURDAY:
            found = _at(local.date() + timedelta(days=1), time(0), zone)
        elif is_within(quiet, local.time()):
            # Before midnight the hours that run over it end tomorrow.
            day = local.date() + timedelta(days=1 if local.time() >= quiet.ends else 0)
            found = max(found, _at(day, quiet.ends, zone))
        else:
            return found
    return found


def told_at(quiet: Quiet, now: datetime, zone: ZoneInfo, begins_at: datetime | None = None) -> datetime | None:
    """As `due_at`, but never when what is still to come at *now* has begun: at once, to whoever lets urgent things
    through; None, not at all, to whoever does not.
    """
    due = due_at(quiet, now, zone, begins_at)
    if begins_at is None or begins_at <= now or due < begins_at:
        return due
    return now if quiet.lets_urgent_through else None


def is_within(quiet: Quiet, at: time) -> bool:
    """Whether *at* lies in the hours: the first minute does, the end does not. The same time twice is no hour."""
    if quiet.starts == quiet.ends:
        return False
    if quiet.starts < quiet.ends:
        return quiet.starts <= at < quiet.ends
    return at >= quiet.starts or at < quiet.ends


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant at which the wall clock first says *at*; as much later as the clock leaps, where it leaps over it."""
    return datetime.combine(day, at, zone).astimezone(UTC)
