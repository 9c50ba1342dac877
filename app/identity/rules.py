"""What is true of people on paper."""

from enum import StrEnum


class WorkingTimeRegime(StrEnum):
    """The rules a teacher's working time falls under (DOMAIN 3.1)."""

    STPCD = "stpcd"
    LEADERSHIP = "leadership"
    STPCWD = "stpcwd"
    NI = "ni"
    LOCAL = "local"
