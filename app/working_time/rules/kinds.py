"""The words of directed time: figures of a profile, kinds of events, what a teacher's year is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a figure counts."""

    MINUTES = "minutes"
    DAYS = "days"
    PERCENT = "percent"
    HOURS = "hours"
    TIMES = "times"
    CLOCK = "clock"
    """Minutes after midnight on the wall clock."""


class FigureKey(StrEnum):
    """A figure that a profile may have. What it is for stands beside each value, with its source."""

    FULL_TIME_MINUTES = "full_time_minutes"
    DAYS_TOTAL = "days_total"
    DAYS_TEACHING = "days_teaching"
    DAYS_OTHER = "days_other"
    INSET_DAYS = "inset_days"
    INSET_DAY_MINUTES = "inset_day_minutes"
    TWILIGHTS = "twilights"
    TWILIGHT_MINUTES = "twilight_minutes"
    CONTINGENCY_ADVISED = "contingency_advised"
    VOLUNTARY_HOUR_SHARE = "voluntary_hour_share"
    LUNCH_FROM = "lunch_from"
    LUNCH_UNTIL = "lunch_until"
    CONTACT_WEEK_MINUTES = "contact_week_minutes"
    CONTACT_YEAR_MINUTES = "contact_year_minutes"
    PPA_PERCENT = "ppa_percent"
    PPA_YEAR_MINUTES = "ppa_year_minutes"


@dataclass(frozen=True, slots=True)
class FigureKind:
    """What a figure counts, and between which values a school may set it; both ends are allowed."""

    unit: Unit
    least: int
    most: int


FIGURES: Final[Mapping[FigureKey, FigureKind]] = {
    # A leap year of 24-hour days has 527,040 minutes; nobody is directed for a quarter of it.
    FigureKey.FULL_TIME_MINUTES: FigureKind(Unit.MINUTES, 1, 120_000),
    FigureKey.DAYS_TOTAL: FigureKind(Unit.DAYS, 1, 260),
    FigureKey.DAYS_TEACHING: FigureKind(Unit.DAYS, 1, 260),
    FigureKey.DAYS_OTHER: FigureKind(Unit.DAYS, 0, 60),
    FigureKey.INSET_DAYS: FigureKind(Unit.DAYS, 0, 60),
    FigureKey.INSET_DAY_MINUTES: FigureKind(Unit.MINUTES, 1, 600),
    # One a half-term at most.
    FigureKey.TWILIGHTS: FigureKind(Unit.TIMES, 1, 6),
    FigureKey.TWILIGHT_MINUTES: FigureKind(Unit.MINUTES, 15, 300),
    FigureKey.CONTINGENCY_ADVISED: FigureKind(Unit.MINUTES, 0, 20_000),
    FigureKey.VOLUNTARY_HOUR_SHARE: FigureKind(Unit.HOURS, 1, 2_000),
    FigureKey.LUNCH_FROM: FigureKind(Unit.CLOCK, 600, 900),
    FigureKey.LUNCH_UNTIL: FigureKind(Unit.CLOCK, 660, 960),
    FigureKey.CONTACT_WEEK_MINUTES: FigureKind(Unit.MINUTES, 1, 3_000),
    FigureKey.CONTACT_YEAR_MINUTES: FigureKind(Unit.MINUTES, 1, 120_000),
    FigureKey.PPA_PERCENT: FigureKind(Unit.PERCENT, 0, 100),
    FigureKey.PPA_YEAR_MINUTES: FigureKind(Unit.MINUTES, 0, 60_000),
}


TWILIGHT_WEEKDAY: Final = 2
TWILIGHT_STARTS: Final = time(15, 30)
TWILIGHT_MINUTES: Final = 90
"""When twilights are until a school says otherwise: Wednesdays after school. Settings, no figures of any document."""


class EventKind(StrEnum):
    """What teachers are directed to beside their timetable."""

    INSET = "inset"
    TWILIGHT = "twilight"
    MEETING = "meeting"
    PARENTS_EVENING = "parents_evening"
    OTHER = "other"


class EventAudience(StrEnum):
    """Whom an event directs: everybody who works here then, or those who are named."""

    EVERYONE = "everyone"
    NAMED = "named"


class Recompense(StrEnum):
    """What somebody is given for coming to what they are not directed to."""

    PAID = "paid"
    TIME_OFF = "time_off"


class LineKind(StrEnum):
    """What the minutes of a teacher's directed year are made of."""

    TEACHING = "teaching"
    PPA = "ppa"
    ECT = "ect"
    LEADERSHIP = "leadership"
    DUTY = "duty"
    BREAKS = "breaks"
    OFF_TIMETABLE = "off_timetable"
    INSET = "inset"
    TWILIGHT = "twilight"
    MEETING = "meeting"
    PARENTS_EVENING = "parents_evening"
    OTHER = "other"
    PROTECTED = "protected"
    CONTINGENCY = "contingency"


OUTSIDE_SESSIONS: Final = frozenset(
    {LineKind.INSET, LineKind.TWILIGHT, LineKind.MEETING, LineKind.PARENTS_EVENING, LineKind.OTHER}
)
"""What part-timers' share is compared in: DOMAIN R_PT_SHARE."""


class RuleId(StrEnum):
    """The rules of DOMAIN 3.1 that a warning may come from."""

    R_CAP = "R_CAP"
    R_YEAR = "R_YEAR"
    R_MAX = "R_MAX"
    R_WHAT = "R_WHAT"
    R_PT_DAY = "R_PT_DAY"
    R_PT_SHARE = "R_PT_SHARE"
    R_CAL = "R_CAL"
    R_ACAD = "R_ACAD"
    R_NI = "R_NI"
