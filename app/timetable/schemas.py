"""What travels over HTTP about timetables."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.timetable.rules import MarkKind
from app.web.bodies import Body, Line, OptionalLine, Out, WallTime

NameInFile = Annotated[str, Field(max_length=500)]


class PeriodSeen(Out):
    period: str
    start: str | None
    end: str | None


class DaySeen(Out):
    """A day of the file, and the cycle day it most likely is."""

    name: str
    cycle_day: str | None
    periods: list[PeriodSeen]


class TeacherSeen(Out):
    """A teacher named in the file; `staff_id` when exactly one of the staff has that code, name or e-mail."""

    name: str
    lesson_count: int
    staff_id: UUID | None
    staff_name: str | None


class ProblemSeen(Out):
    file: str | None
    line: int | None
    column: int | None
    severity: str
    message: str


class ReasonSeen(Out):
    """A subject or duty that stands in the file, with how often: for choosing what is PPA or duty."""

    name: str
    count: int
    has_class: bool


class ImportOut(Out):
    """A dry run: what was understood. Nothing of the timetable is stored as such until it is committed."""

    id: UUID
    file_names: list[str]
    days: list[DaySeen]
    teachers: list[TeacherSeen]
    subjects: list[ReasonSeen]
    lesson_count: int
    class_count: int
    room_count: int
    busy_count: int
    problem_count: int
    clash_count: int
    problems: list[ProblemSeen]
    """The first hundred; the rest by GET .../problems."""
    created_at: datetime
    committed_version_id: UUID | None


class DayMapping(Body):
    name: NameInFile
    cycle_day: Line


class Bell(Body):
    """When a period is held; `cycle_day` null means on every day that has it."""

    cycle_day: Line | None = None
    period: NameInFile
    start: WallTime
    end: WallTime


class TeacherMatch(Body):
    """`staff_id` null: a new member of staff is made from the name in the file."""

    name: NameInFile
    staff_id: UUID | None


class ImportCommit(Body):
    starts_on: date
    days: list[DayMapping] = Field(min_length=1, max_length=30)
    bells: list[Bell] = Field(min_length=1, max_length=600)
    teachers: list[TeacherMatch] = Field(default_factory=list, max_length=1000)
    """Only those that differ from what the dry run proposed."""
    ppa_names: list[NameInFile] = Field(default_factory=list, max_length=100)
    """Subjects or reasons that the school uses for planning, preparation and assessment time."""
    leadership_names: list[NameInFile] = Field(default_factory=list, max_length=100)
    ect_names: list[NameInFile] = Field(default_factory=list, max_length=100)


class VersionOut(Out):
    id: UUID
    number: int
    starts_on: date
    file_names: list[str]
    teacher_count: int
    lesson_count: int
    committed_at: datetime
    is_current: bool
    stale_rounds: int = 0
    """Rounds that this change made impossible: their minutes are back, their members see why."""


class BellOut(Out):
    period: str
    start: WallTime
    end: WallTime


class GridCell(Out):
    """One period of one cycle day of one teacher. `kind`: lesson, free, or a mark's kind."""

    cycle_day: str
    period: str
    kind: str
    class_name: str
    subject: str
    room: str
    with_teachers: list[str]


class GridDay(Out):
    cycle_day: str
    periods: list[BellOut]


class TeacherGrid(Out):
    """A teacher's timetable over the whole cycle."""

    staff_id: UUID
    staff_name: str
    version_number: int
    days: list[GridDay]
    cells: list[GridCell]
    teaching_minutes: int
    """Timetabled teaching in the cycle."""
    ppa_minutes: int
    ppa_minutes_needed: int
    """10 % of the teaching, DOMAIN R_PPA_MIN."""
    marks: list["MarkOut"]
    staff_version: int


class MarkIn(Body):
    """Time that is not free. `period` null: the whole day (only for `off`)."""

    cycle_day: Line
    period: NameInFile | None = None
    kind: MarkKind
    note: OptionalLine = ""


class MarkOut(Out):
    cycle_day: str
    period: str | None
    kind: MarkKind
    note: str


class MarksIn(Body):
    marks: list[MarkIn] = Field(max_length=300)
