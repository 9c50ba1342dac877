"""The timetable on paper: what kinds of time there are, and which are closed to everyone."""

from enum import StrEnum


class MarkKind(StrEnum):
    """Time in a teacher's week that is neither a lesson nor free."""

    PPA = "ppa"
    ECT = "ect"
    DUTY = "duty"
    LEADERSHIP = "leadership"
    OFF = "off"
