"""Timetables: imports before they count, versions that count from a day on, marks beside them."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.timetable.rules import AbsenceSource, ExceptionEffect, MarkKind


class TimetableImport(TenantRow, table=True):
    """A dry run: files that were read, and what was understood. Committed at most once."""

    __tablename__ = "timetable_import"
    __table_args__ = (
        Index("ix_timetable_import_made", "school_id", "created_at", "id"),
        within_school("committed_version_id", "timetable_version", name="fk_timetable_import_version"),
    )

    file_names: str = Field(max_length=4000)
    """A JSON list."""
    understanding: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """The importer's JSON, compressed with zlib."""
    created_by: UUID
    created_at: datetime
    committed_version_id: UUID | None = Field(default=None)


class TimetableVersion(TenantRow, table=True):
    """A timetable of one year, in force from `starts_on` until the next version's."""

    __tablename__ = "timetable_version"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_timetable_version_year"),
        UniqueConstraint("school_id", "year_id", "number", name="uq_timetable_version_number"),
    )

    year_id: UUID
    number: int
    starts_on: date
    file_names: str = Field(max_length=4000)
    choices: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """What the school said of the files (ImportCommit as JSON), so that the next version asks for nothing twice."""
    copied_from: UUID | None = Field(default=None)
    """The version that was gone back to."""
    teacher_count: int
    lesson_count: int
    committed_at: datetime
    committed_by: UUID


class Bell(TenantRow, table=True):
    """When a period of a cycle day is held, on the school's wall clock."""

    __tablename__ = "bell"
    __table_args__ = (
        within_school("version_id", "timetable_version", name="fk_bell_version"),
        UniqueConstraint("school_id", "version_id", "cycle_day", "period", name="uq_bell_period"),
        CheckConstraint("starts < ends", name="runs_forward"),
    )

    version_id: UUID
    cycle_day: str = Field(max_length=200)
    day_position: int
    period: str = Field(max_length=500)
    position: int
    starts: time
    ends: time


class Lesson(TenantRow, table=True):
    __tablename__ = "lesson"
    __table_args__ = (
        within_school("version_id", "timetable_version", name="fk_lesson_version"),
        Index("ix_lesson_slot", "school_id", "version_id", "cycle_day", "period"),
    )

    version_id: UUID
    cycle_day: str = Field(max_length=200)
    period: str = Field(max_length=500)
    class_name: str = Field(max_length=500)
    subject: str = Field(default="", max_length=500)
    room: str = Field(default="", max_length=500)


class LessonTeacher(TenantRow, table=True):
    """Who teaches a lesson; two rows are co-teaching."""

    __tablename__ = "lesson_teacher"
    __table_args__ = (
        within_school("lesson_id", "lesson", name="fk_lesson_teacher_lesson"),
        within_school("staff_id", "staff", name="fk_lesson_teacher_staff"),
        ForeignKeyConstraint(
            ["school_id", "version_id"],
            ["timetable_version.school_id", "timetable_version.id"],
            name="fk_lesson_teacher_version",
        ),
        UniqueConstraint("school_id", "lesson_id", "staff_id", name="uq_lesson_teacher_once"),
        Index("ix_lesson_teacher_staff", "school_id", "version_id", "staff_id"),
    )

    version_id: UUID
    lesson_id: UUID
    staff_id: UUID


class Mark(TenantRow, table=True):
    """Time of one teacher that is neither a lesson nor free. `period` empty: the whole day."""

    __tablename__ = "mark"
    __table_args__ = (
        within_school("version_id", "timetable_version", name="fk_mark_version"),
        within_school("staff_id", "staff", name="fk_mark_staff"),
        UniqueConstraint("school_id", "version_id", "staff_id", "cycle_day", "period", name="uq_mark_slot"),
        CheckConstraint("period <> '' OR kind = 'off'", name="whole_day_is_off"),
    )

    version_id: UUID
    staff_id: UUID
    cycle_day: str = Field(max_length=200)
    period: str = Field(default="", max_length=500)
    kind: MarkKind = Field(sa_type=text_enum(MarkKind, "kind"))
    note: str = Field(default="", max_length=500)


class ColumnChoice(TenantRow, table=True):
    """Which column is which in files with these headings, as the school once said."""

    __tablename__ = "column_choice"
    __table_args__ = (UniqueConstraint("school_id", "fingerprint", name="uq_column_choice_headings"),)

    fingerprint: str = Field(max_length=64)
    """SHA-256 of the folded headings."""
    headings: str = Field(max_length=20_000)
    """A JSON list."""
    columns: str = Field(max_length=20_000)
    """A JSON object: heading to column."""
    chosen_by: UUID
    chosen_at: datetime


class ClassException(TenantRow, Versioned, table=True):
    """Days on which some classes are not taught as the timetable says: exams, trips, a year group that has left."""

    __tablename__ = "class_exception"
    __table_args__ = (
        within_school("created_by", "staff", name="fk_class_exception_by"),
        CheckConstraint("starts_on <= ends_on", name="runs_forward"),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_class_exception_days", "school_id", "starts_on", "id"),
    )

    name: str = Field(max_length=200)
    effect: ExceptionEffect = Field(sa_type=text_enum(ExceptionEffect, "effect"))
    starts_on: date
    ends_on: date
    class_names: str = Field(max_length=20_000)
    """A JSON list: the classes as the timetable names them."""
    created_by: UUID
    created_at: datetime


class Absence(TenantRow, Versioned, table=True):
    """Time in which somebody is not in school. Why is not asked and has no column."""

    __tablename__ = "absence"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_absence_staff"),
        within_school("created_by", "staff", name="fk_absence_by"),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        CheckConstraint("(source = 'typed') = (source_key = '')", name="source_key"),
        Index("ix_absence_time", "school_id", "starts_at", "id"),
        Index("ix_absence_staff", "school_id", "staff_id", "starts_at"),
        Index(
            "uq_absence_source", "school_id", "staff_id", "source_key", unique=True,
            sqlite_where=text("source_key <> '' AND called_off_at IS NULL"),
            postgresql_where=text("source_key <> '' AND called_off_at IS NULL"),
        ),
    )  # fmt: skip

    staff_id: UUID
    starts_at: datetime
    ends_at: datetime
    source: AbsenceSource = Field(sa_type=text_enum(AbsenceSource, "source"))
    source_key: str = Field(default="", max_length=64)
    """Which line of which file or calendar it came from, as a digest: the same line twice is one absence."""
    created_by: UUID | None = Field(default=None)
    created_at: datetime
    called_off_at: datetime | None = Field(default=None)
