"""Rounds on paper: a host's own lesson, watched by colleagues, talked over afterwards."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class RoundState(StrEnum):
    SCHEDULED = "scheduled"
    TAUGHT = "taught"
    DISCUSSED = "discussed"
    CANCELLED = "cancelled"
    STALE = "stale"


class Release(StrEnum):
    """What becomes of the observer's own class while they watch."""

    NONE = "none"
    CO_TEACHER = "co_teacher"
    COVER = "cover"


class SliceState(StrEnum):
    """What one member can do in one half of a lesson."""

    FREE = "free"
    NEEDS_COVER = "needs_cover"
    CO_TAUGHT = "co_taught"
    CANNOT = "cannot"


SLICE_MINUTES = 30
ENTERED_AFTERWARDS_DAYS_MAX = 7  # DOMAIN 3.4: logging within seven days.
DEBRIEF_SCHOOL_DAYS_MAX = 5  # Holidays between do not count; advised is the same or the next day.
DEBRIEF_SEATS_MIN = 2  # Fewer have nobody to talk it over with.
DEBRIEF_ADVISED_HOURS = 36  # DOMAIN 3.6, stage 4.
PLD_ADVISED_MINUTES = 45  # DOMAIN 3.6, stage 4: a post-lesson discussion takes at least that.
LIVE = frozenset({RoundState.SCHEDULED, RoundState.TAUGHT, RoundState.DISCUSSED})
"""States in which a round holds people's time and minutes."""


def slice_count(starts: time, ends: time) -> int:
    """How many whole half hours a period has."""
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    return minutes // SLICE_MINUTES


def slice_times(period_starts_at: datetime, number: int) -> tuple[datetime, datetime]:
    """When half hour *number* of a period is, as instants."""
    start = period_starts_at + timedelta(minutes=SLICE_MINUTES * number)
    return start, start + timedelta(minutes=SLICE_MINUTES)


def warnings(
    *, lesson_ends_at: datetime, debrief_starts_at: datetime, debrief_minutes: int, member_count: int
) -> list[str]:
    """What research advises otherwise, allowed all the same. Sentences for the screen."""
    found = []
    if debrief_starts_at - lesson_ends_at > timedelta(hours=DEBRIEF_ADVISED_HOURS):
        found.append("The debrief is more than 36 hours after the lesson; evidence is freshest on the same day.")
    if debrief_minutes < PLD_ADVISED_MINUTES:
        found.append(
            f"A full post-lesson discussion takes {PLD_ADVISED_MINUTES} minutes; this one has {debrief_minutes}."
        )
    if member_count > 6:
        found.append("Groups above six are better split in two.")
    return found


def names_in_a_row(names: Sequence[str]) -> str:
    """ "Amina", "Amina and Ben", "Amina, Ben and Chloe"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def day_words(day: date) -> str:
    """As teachers say it: "Tue 3 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"
