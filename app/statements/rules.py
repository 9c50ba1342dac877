"""Statements on paper: who may run out of weeks, what is late to be logged, what cover would have cost."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.kernel import clock
from app.time_budget.rules import BLOCK_MINUTES

NUDGED_AGAIN_AFTER: Final = timedelta(days=7)
"""Once a week is a reminder, oftener is a reprimand. Exactly seven days later is allowed."""
FILE_NAME_CHARACTERS_MAX: Final = 60


class NudgeKind(StrEnum):
    """What somebody is reminded of. The words are ours: nobody writes their own."""

    PLACE_MINUTES = "place_minutes"
    LOG_MINUTES = "log_minutes"


def school_weeks_left(days: Iterable[date], today: date, joined_on: date | None, left_on: date | None) -> int:
    """How many weeks have a day with pupils that is still to come for somebody, this one included.

    *days* are the year's days with pupils, in any order.
    """
    first = today if joined_on is None else max(today, joined_on)
    return len({clock.monday_of(day) for day in days if day >= first and (left_on is None or day <= left_on)})


def is_at_risk(unplaced_minutes: int, weeks_left: int) -> bool:
    """Whether minutes may lapse: more half-hour blocks are without a place than school weeks are left.

    One block a week is the pace that a timetable bears: a lesson of the cycle comes once a week, and whoever watches
    or covers oftener loses a free period twice in one week. A part of a block needs a place as a whole one does.
    Exactly as many blocks as weeks can still be placed.
    """
    assert unplaced_minutes >= 0
    assert weeks_left >= 0
    return -(-unplaced_minutes // BLOCK_MINUTES) > weeks_left


def log_by(held_on: date, within_days: int) -> date:
    """The last day on which logging is not late."""
    return held_on + timedelta(days=within_days)


def is_late(held_on: date, within_days: int, today: date) -> bool:
    """Whether a reminder is due: the school's days for logging are over. The last of them is in time."""
    return today > log_by(held_on, within_days)


def may_nudge(last_made_at: datetime | None, now: datetime) -> bool:
    """Whether somebody may be told again of the same thing."""
    return last_made_at is None or now >= last_made_at + NUDGED_AGAIN_AFTER


def words(kind: NudgeKind, minutes: int, weeks_left: int) -> str:
    """What somebody is told about *minutes* of theirs: what is so, and what helps. Never whose fault it is."""
    if minutes == 0:
        return "Nothing is left to do here. Thank you."
    have = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    if kind == NudgeKind.LOG_MINUTES:
        were = "was" if minutes == 1 else "were"
        return (
            f"{have} {were} planned for days that are past, and not logged yet. If it took place, logging it keeps "
            "them yours; if not, call it off and they come back."
        )
    place = f"{have} {'has' if minutes == 1 else 'have'} no place yet"
    if weeks_left == 0:
        return f"{place}, and no school week is left. The CPD lead knows what can still be done: ask them."
    weeks = f"{weeks_left} school {'week is' if weeks_left == 1 else 'weeks are'} left"
    return f"{place}, and {weeks}. They are yours: your group can plan a lesson to watch."


def pence(minutes: int, pence_per_hour: int) -> int | None:
    """What *minutes* cost, to the penny, halves up; None while the school has not said what an hour costs."""
    if pence_per_hour == 0:
        return None
    return (minutes * pence_per_hour * 2 + 60) // 120


def file_name(*parts: str, suffix: str) -> str:
    """A name that every system can store: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:FILE_NAME_CHARACTERS_MAX].strip("-")
    return f"{name or 'kenkyu'}.{suffix}"
