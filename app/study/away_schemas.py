"""What travels over HTTP about days off timetable, class exceptions and absences. Why somebody is away never does."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from app.school_year.rules import DayKind
from app.timetable.rules import AbsenceSource, ExceptionEffect
from app.web.bodies import Body, Line, OptionalLine, Out, Plain, SchoolDate, WallTime

ABSENCES_AT_ONCE_MAX = 2_000
CLASSES_MAX = 500


def _unblank(name: str) -> str:
    if not name:
        raise ValueError("must not be empty")
    return name


ClassName = Annotated[Plain, Field(max_length=500), AfterValidator(_unblank)]


class TouchedRound(Out):
    """A round that will not fit any more, and the first thing that is in the way."""

    round_id: UUID
    group_name: str
    held_on: date
    period: str
    class_name: str
    host_name: str
    why: str


class TouchedSeat(Out):
    """A debrief or meeting that goes on without somebody: their time and minutes return."""

    held_on: date
    start: WallTime
    title: str
    name: str


class TouchedMeeting(Out):
    """A group's meeting that would be called off: everybody's minutes return."""

    group_name: str
    held_on: date
    start: WallTime
    title: str
    why: str


class AbsenceLeftOut(Out):
    """A line of a file that is left out: somebody has logged that they were there."""

    staff_id: UUID
    staff_name: str
    starts_on: date
    ends_on: date
    """Of the absence that the line says."""
    held_on: date
    what: str
    """What was logged, and on which day."""


class TouchedOut(Out):
    """What a change would do, before anything is stored."""

    rounds: list[TouchedRound]
    """The first hundred by date."""
    round_count: int
    seats: list[TouchedSeat]
    """The first hundred by date."""
    seat_count: int
    meetings: list[TouchedMeeting]
    """The first hundred by date. Absences call none off: a meeting goes on without who is away."""
    meeting_count: int
    people_count: int
    """Whose days would be written anew."""
    gained_minutes: int = 0
    """Teaching time that becomes free: gained time."""
    left_out: list[AbsenceLeftOut] = Field(default_factory=list)
    """Of a file of absences, lines that will not be saved, the first hundred."""
    left_out_count: int = 0


# ---- days ----------------------------------------------------------------------------------------


class DayOffIn(Body):
    """One day on which there are no lessons, though people are in school."""

    held_on: SchoolDate
    note: OptionalLine = ""


class DayBackIn(Body):
    """One day off timetable that becomes an ordinary day again."""

    held_on: SchoolDate


class DayTouchedIn(Body):
    """Ask what taking a day off timetable would touch, or putting it back."""

    held_on: SchoolDate
    kind: Literal[DayKind.ORDINARY, DayKind.OFF_TIMETABLE]


class DayChanged(Out):
    held_on: date
    kind: DayKind
    cycle_day: str | None
    note: str
    stale_rounds: int
    """Rounds that did not fit any more: their minutes are back, their members see why."""
    called_off_meetings: int
    left_seats: int
    """Seats in debriefs that go on without somebody who is not free then any more."""


# ---- classes ---------------------------------------------------------------------------------------


class ClassExceptionIn(Body):
    """Some classes are not taught on these days: exams, a trip, a year group that has left."""

    name: Line
    effect: ExceptionEffect
    """free: their teachers have gained time. busy: their teachers are with them."""
    starts_on: SchoolDate
    ends_on: SchoolDate
    class_names: list[ClassName] = Field(min_length=1, max_length=CLASSES_MAX)


class ClassTouchedIn(Body):
    """Ask what adding (no id), changing (id and change) or calling off (id alone) would touch."""

    exception_id: UUID | None = None
    change: ClassExceptionIn | None = None


class ClassExceptionOut(Out):
    id: UUID
    name: str
    effect: ExceptionEffect
    starts_on: date
    ends_on: date
    class_names: list[str]
    version: int
    stale_rounds: int = 0
    """Of the change that this answers, rounds that did not fit any more."""
    left_seats: int = 0
    """Of that change, seats in debriefs that go on without somebody."""
    called_off_meetings: int = 0
    """Of that change, meetings that somebody cannot come to any more."""


class ClassGroupOut(Out):
    name: str
    class_names: list[str]


class ClassesOut(Out):
    """What can be chosen: single classes, and year groups and forms found from class codes."""

    class_names: list[str]
    year_groups: list[ClassGroupOut]
    forms: list[ClassGroupOut]


# ---- absences --------------------------------------------------------------------------------------


class AbsenceIn(Body):
    """Somebody is not in school. Whole days when no times are given; the reason is not asked."""

    staff_id: UUID
    starts_on: SchoolDate
    ends_on: SchoolDate
    start: WallTime | None = None
    """From when on the first day; null: from its beginning."""
    end: WallTime | None = None
    """Until when on the last day; null: to its end."""


class AbsencesIn(Body):
    absences: list[AbsenceIn] = Field(min_length=1, max_length=ABSENCES_AT_ONCE_MAX)
    source: Literal[AbsenceSource.TYPED, AbsenceSource.FILE] = AbsenceSource.TYPED
    """file: lines of a file that was read; one that is here already is left out."""


class AbsenceOut(Out):
    id: UUID
    staff_id: UUID
    staff_name: str
    starts_on: date
    ends_on: date
    start: WallTime | None
    end: WallTime | None
    source: AbsenceSource
    is_over: bool
    called_off_at: datetime | None
    version: int


class AbsencesTaken(Out):
    """What was stored, and what it did."""

    added: int
    known: int
    """Lines that were here already."""
    stale_rounds: int
    left_seats: int
    absences: list[AbsenceOut]
    """The first hundred."""
    left_out: list[AbsenceLeftOut]
    """Of a file, lines that were not saved, the first hundred."""
    left_out_count: int


class AbsenceCalledOff(Out):
    absence: AbsenceOut


class AbsenceLine(Out):
    """One line of a file, as it was understood."""

    line: int
    staff_id: UUID
    staff_name: str
    starts_on: date
    ends_on: date
    start: WallTime | None
    end: WallTime | None


class AbsenceProblem(Out):
    line: int | None
    message: str


class AbsenceFileOut(Out):
    """What a file says. Nothing is stored yet: send the lines as absences."""

    file_name: str
    lines: list[AbsenceLine]
    problems: list[AbsenceProblem]
    """Lines that were left out, the first hundred."""
    left_out: int
