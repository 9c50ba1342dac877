"""What travels over HTTP about timetables."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.timetable.rules import MarkKind
from app.timetable.rules.differences import DifferenceKind
from app.web.bodies import AsInFile, Body, Line, OptionalLine, Out, Page, SchoolDate, WallTime

NameInFile = AsInFile


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
    """A teacher named in the file; `staff_id` when exactly one of the staff has that code, name or e-mail.

    `full_name` and `email` are what the file says of who stands behind the name; empty where it does not.
    """

    name: str
    full_name: str
    email: str
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


class ColumnSeen(Out):
    """A heading of the file, and the column that it is for us."""

    heading: str
    column: str


class TableSeen(Out):
    """The table that was read by columns that the school chose: its headings, and the first rows below."""

    file: str
    headings: list[str]
    rows: list[list[str]]
    columns: list[ColumnSeen]


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
    solution: str | None
    """Which of `solutions` was read; the field `solution` of the same files chooses another."""
    solutions: list[str]
    table: TableSeen | None
    """Only where columns were chosen; the field `columns` of the same files chooses others."""
    covers_everyone: bool
    """False for one person's calendar: everybody else's lessons stay as they are."""
    remembered: "ChoicesSaid | None"
    """What was said of the last files, where it speaks of something in these; null when nothing ever was."""


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
    starts_on: SchoolDate
    days: list[DayMapping] = Field(min_length=1, max_length=30)
    bells: list[Bell] = Field(min_length=1, max_length=600)
    teachers: list[TeacherMatch] = Field(default_factory=list, max_length=1000)
    """Only those that differ from what the dry run proposed."""
    ppa_names: list[NameInFile] = Field(default_factory=list, max_length=100)
    """Subjects or reasons that the school uses for planning, preparation and assessment time."""
    leadership_names: list[NameInFile] = Field(default_factory=list, max_length=100)
    ect_names: list[NameInFile] = Field(default_factory=list, max_length=100)


class ChoicesSaid(Out):
    """What the school said of its last files of this kind, as far as it fits these. All of it is only a proposal."""

    days: list[DayMapping] = []
    bells: list[Bell] = []
    ppa_names: list[NameInFile] = []
    leadership_names: list[NameInFile] = []
    ect_names: list[NameInFile] = []
    duty_names: list[NameInFile] = []
    """Words without a class that were left as duties."""


class ChoicesStored(ChoicesSaid):
    """As ChoicesSaid, and who each teacher was."""

    teachers: dict[str, UUID] = {}


class ChoicesKept(Out):
    """What a version keeps of all that was said up to it."""

    everyone: ChoicesStored | None = None
    one_person: ChoicesStored | None = None


class VersionOut(Out):
    id: UUID
    number: int
    starts_on: date
    file_names: list[str]
    teacher_count: int
    lesson_count: int
    committed_at: datetime
    is_current: bool
    copied_from: int | None = None
    """The number of the version that was gone back to."""
    stale_rounds: int = 0
    """Rounds that this change made impossible: their minutes are back, their members see why."""
    left_seats: int = 0
    """Seats in debriefs that go on without somebody who is not free then any more."""
    called_off_meetings: int = 0
    """Meetings of groups that this change made impossible."""


class RestoreIn(Body):
    starts_on: SchoolDate


class LessonSide(Out):
    """A lesson as it was, or as it will be."""

    cycle_day: str
    period: str
    class_name: str
    subject: str
    room: str
    teacher_names: list[str]


class BellSide(Out):
    start: WallTime
    end: WallTime


class MarkSide(Out):
    kind: MarkKind
    note: str


class DifferenceOut(Out):
    """One difference. What came has no side `before`, what went none `after`; each kind has sides of its own."""

    kind: DifferenceKind
    cycle_day: str
    period: str
    """Where it stands, or stood: empty for a teacher, and for a mark of a whole day."""
    staff_name: str
    """Whose mark, or which teacher."""
    lesson_count: int
    """How many lessons a teacher who came or went gives."""
    lesson_before: LessonSide | None = None
    lesson_after: LessonSide | None = None
    bell_before: BellSide | None = None
    bell_after: BellSide | None = None
    mark_before: MarkSide | None = None
    mark_after: MarkSide | None = None


class DifferenceCount(Out):
    kind: DifferenceKind
    count: int


class OwnTimeOut(Out):
    """A time in one person's calendar that is no period of the school: it becomes a period of its own."""

    cycle_day: str
    period: str
    start: WallTime
    end: WallTime


class DifferencesOut(Page[DifferenceOut]):
    """What a new timetable would change, by kind and then by day. Nothing of it is stored."""

    base_number: int | None
    """The version in force on the day from which the new one would count; null when there is none."""
    counts: list[DifferenceCount]
    """Of all there are, whatever is filtered; kinds without any are left out."""
    total: int
    found: int
    """How many there are of what is asked for."""
    replaced: list[int]
    """Numbers of versions that were to begin later in the year, and no longer would."""
    own_times: list[OwnTimeOut]


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
    later: list["MarkLater"]
    """Marks that do not stand in a timetable of this year that is still to begin."""
    staff_version: int


class MarkIn(Body):
    """Time that is not free. `period` null: the whole day (only for `off`)."""

    cycle_day: Line
    period: NameInFile | None = None
    kind: MarkKind
    note: OptionalLine = ""


class MarkLater(Out):
    """A mark that does not hold any more from a day on: the timetable that begins then has a lesson in its place,
    something else, or no such period. `period` null: the whole day."""

    starts_on: date
    cycle_day: str
    period: str | None
    kind: MarkKind


class MarkOut(Out):
    cycle_day: str
    period: str | None
    kind: MarkKind
    note: str


class MarksIn(Body):
    marks: list[MarkIn] = Field(max_length=300)
