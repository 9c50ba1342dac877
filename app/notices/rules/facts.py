"""Facts of notices in the school's own words and zone. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_of(day: date) -> str:
    """Such as "Tuesday 24 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def times_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Day, start and end of something, as the school's clocks say them."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return {"day": day_of(start.date()), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
