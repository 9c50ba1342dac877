"""The only place that looks at a clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The day on the school's wall calendar at *instant*."""
    return instant.astimezone(zone).date()


def at_local(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant at which the school's clocks show *wall* on *day*, in UTC.

    Of two such instants (clocks go back) the earlier is taken.

    Raises:
        ValueError: the clocks skip that time on that day.
    """
    local = datetime.combine(day, wall, tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{wall:%H:%M} does not exist on {day:%d %B %Y}: the clocks go forward")
    return instant


def monday_of(day: date) -> date:
    """The Monday of the week that *day* belongs to."""
    return day - timedelta(days=day.weekday())
