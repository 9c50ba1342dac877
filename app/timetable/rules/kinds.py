"""What kinds of time there are in a teacher's week, and which are closed to everyone."""

from datetime import time
from enum import StrEnum
from typing import Final


class MarkKind(StrEnum):
    """Time in a teacher's week that is neither a lesson nor free."""

    PPA = "ppa"
    ECT = "ect"
    DUTY = "duty"
    LEADERSHIP = "leadership"
    OFF = "off"


CLOSED: Final = frozenset({MarkKind.PPA, MarkKind.ECT, MarkKind.OFF})
"""Nothing may be put here, and nothing in a teacher's timetable weighs more (DOMAIN R_PPA_USE, R_ECT, R_PT_DAY)."""

DAY_STARTS: Final = time(6, 0)
DAY_ENDS: Final = time(23, 0)
"""A day on which somebody does not work is closed between these; no period lies outside. Clocks change at night,
so a wall time in between always exists."""

PPA_PERCENT: Final = 10
"""Planning, preparation and assessment time as a share of timetabled teaching: DOMAIN R_PPA_MIN."""


def ppa_minutes_needed(teaching_minutes: int) -> int:
    """The least PPA that belongs to *teaching_minutes*, rounded up to a whole minute."""
    return -(-teaching_minutes * PPA_PERCENT // 100)


class ExceptionEffect(StrEnum):
    """What a class that is not taught leaves its teacher with."""

    FREE = "free"
    """Gained time: the class is away or has left."""
    BUSY = "busy"
    """The teacher is with the class all the same: an exam, a trip."""


class AbsenceSource(StrEnum):
    TYPED = "typed"
    FILE = "file"
    CALENDAR = "calendar"
