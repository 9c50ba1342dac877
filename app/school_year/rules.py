"""The school's calendar on paper."""

from enum import StrEnum


class DayKind(StrEnum):
    """What a weekday inside the school year is."""

    ORDINARY = "ordinary"
    INSET = "inset"
    CLOSURE = "closure"
    OFF_TIMETABLE = "off_timetable"
