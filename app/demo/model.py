"""What a demo school is made of: plain values, with no database behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

TEACHER = "TEACHER"
CPD_LEAD = "CPD_LEAD"
COVER_LEAD = "COVER_LEAD"
HEAD = "HEAD"
TRUST_LEAD = "TRUST_LEAD"
KNOWLEDGEABLE_OTHER = "KNOWLEDGEABLE_OTHER"

STPCD = "STPCD"
LEADERSHIP = "LEADERSHIP"

PPA = "PPA"
ECT = "ECT"
LEADERSHIP_TIME = "LEADERSHIP_TIME"
DUTY = "DUTY"
OFF = "OFF"

SLICE_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Period:
    """One taught hour of the school day, in local time. Slice 0 is its first half, slice 1 its second."""

    name: str
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the teaching staff. `code` is unique in the school; `days_off` are cycle days, in both weeks."""

    code: str
    given_name: str
    family_name: str
    email: str
    department: str
    job: str
    role: str
    fte_percent: int
    regime: str
    is_ect: bool
    is_slt: bool
    days_off: tuple[str, ...]

    @property
    def name(self) -> str:
        """Given name and family name, as the screens write it."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody who signs in and is not of the teaching staff. `group` is set for a knowledgeable other."""

    given_name: str
    family_name: str
    email: str
    job: str
    role: str
    group: str | None


@dataclass(frozen=True, slots=True)
class DemoClass:
    """A class in one subject. A form (`7A`) has an entry for each subject it is taught in as a form.

    Lessons of two classes with a form in common fall into one period only when their `block` is the same.
    """

    code: str
    year: int
    subject: str
    forms: tuple[str, ...]
    block: str
    pupil_count: int


@dataclass(frozen=True, slots=True)
class DemoLesson:
    """One period of one cycle day: a class with its teachers (two when co-taught) in a room."""

    cycle_day: str
    period: str
    class_code: str
    subject: str
    room: str
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A period in which somebody does not teach and is not free: PPA, ECT, LEADERSHIP_TIME or DUTY."""

    staff: str
    cycle_day: str
    period: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A professional learning community of three. `facilitator` is one of `members`."""

    name: str
    focus: str
    theme: str
    goal: str
    facilitator: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A whole school. A cycle day is `A Monday` to `B Friday`; `days` are in cycle order.

    `after_school` is the local time from which a debrief may be held, `after_school_ends` when it must be over.
    A school without `lessons` is one that has not imported its timetable.
    """

    name: str
    slug: str
    trust: str
    domain: str
    pupils_by_year: Mapping[int, int]
    days: tuple[str, ...]
    periods: tuple[Period, ...]
    after_school: time
    after_school_ends: time
    staff: tuple[StaffMember, ...]
    outsiders: tuple[Outsider, ...]
    rooms: tuple[str, ...]
    classes: tuple[DemoClass, ...]
    lessons: tuple[DemoLesson, ...]
    marks: tuple[Mark, ...]
    groups: tuple[DemoGroup, ...]
