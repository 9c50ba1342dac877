"""The planning problem and its answer as values: one school, one window of dated school days. Pure.

Words and rules are those of the interchange format `lesson-study-plan/1`; docs/planner.md has them in full.
Clock times are minutes since midnight; dates are dates; everything is planned in slices of `slot_minutes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Release(StrEnum):
    """What becomes of the observer's own class in that slice."""

    NONE = "none"
    CO_TEACHER = "co_teacher"
    MUTUAL = "mutual"
    EXCHANGE = "exchange"
    EXTERNAL = "external"


class TeacherState(StrEnum):
    """What holds a teacher in one dated period. The first that applies, in this order."""

    BLOCKED = "blocked"
    OFF = "off"
    TEACHING = "teaching"
    PPA = "ppa"
    BUSY = "busy"
    FREE = "free"


class Status(StrEnum):
    """How good the plan is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a cycle day."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """One dated day of the window; `day` names a cycle day."""

    on: date
    day: str


@dataclass(frozen=True, slots=True)
class AfterSchool:
    """When a debrief may be held outside the timetable; ISO weekdays, 1 is Monday."""

    start: int
    end: int
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Caps:
    """Minutes in this window; None is no limit."""

    observe: int | None = None
    cover: int | None = None
    debrief: int | None = None


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody with a timetable. `off`: (date, period) or (date, None) for the whole day."""

    id: str
    caps: Caps = Caps()
    exchange: bool = True
    off: frozenset[tuple[date, str | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A timetabled lesson of the cycle; two teachers are co-teachers."""

    day: str
    period: str
    teachers: tuple[str, ...]
    class_name: str
    subject: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A PLC of three or more, and what it wants in this window."""

    id: str
    members: tuple[str, ...]
    observations_each: int
    min_observers: int = 1
    max_observers: int | None = None
    min_days_between: int = 0
    host_spread: int = 1

    @property
    def observers_at_most(self) -> int:
        """How many may watch one lesson."""
        return len(self.members) - 1 if self.max_observers is None else self.max_observers


@dataclass(frozen=True, slots=True)
class Policy:
    """The school's own rules."""

    ppa_percent: int = 10
    cover_per_week: int = 1
    releases_per_class: int = 2
    debrief_minutes: int = 20
    debrief_within_days: int = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan depends on."""

    slot_minutes: int
    calendar: tuple[SchoolDay, ...]
    days: Mapping[str, tuple[Period, ...]]
    after_school: AfterSchool
    teachers: tuple[Teacher, ...]
    lessons: tuple[Lesson, ...]
    groups: tuple[Group, ...]
    ppa: frozenset[tuple[str, str, str]] = frozenset()
    """(teacher, day, period)"""
    busy: frozenset[tuple[str, str, str]] = frozenset()
    """(teacher, day, period)"""
    blocked: frozenset[tuple[date, str | None]] = frozenset()
    policy: Policy = Policy()


@dataclass(frozen=True, slots=True)
class Observation:
    """One observer watching one slice of one research lesson."""

    observer: str
    slice: int
    release: Release
    cover_by: str | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """When the lesson is talked over."""

    on: date
    start: int


@dataclass(frozen=True, slots=True)
class ResearchLesson:
    """One dated period of the host's own timetable, watched by members of the host's group."""

    group: str
    host: str
    on: date
    period: str
    observations: tuple[Observation, ...]
    debrief: Debrief


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen, in order of date."""

    research_lessons: tuple[ResearchLesson, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Figures:
    """What the plan costs, best first: each level counts before the next. Fewer is better everywhere."""

    unscheduled: int
    external: int
    exchange: int
    busiest_cover: int
    mutual: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Proved: no plan does better at that level, given the plan's own value at the levels before it."""

    unscheduled: int = 0
    external: int = 0
    exchange: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something could not be placed: a rule's code, whom it concerns, and the sentence that says so."""

    code: str
    group: str | None
    text: str
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan with what is known of it."""

    plan: Plan
    figures: Figures
    bounds: Bounds
    seconds: float
    reasons: tuple[Reason, ...] = ()
    marks: Mapping[str, float] = field(default_factory=dict)
    """Seconds to "first" plan, "best" plan and "proof"; only those that were reached."""

    @property
    def status(self) -> Status:
        """Optimal when the first three figures meet their bounds."""
        figures, bounds = self.figures, self.bounds
        met = (figures.unscheduled, figures.external, figures.exchange) == (
            bounds.unscheduled,
            bounds.external,
            bounds.exchange,
        )
        return Status.OPTIMAL if met else Status.FEASIBLE


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use. Same seed and one worker: same plan."""

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `figures` is None until the first plan."""

    stage: str
    seconds: float
    figures: Figures | None
    bounds: Bounds
