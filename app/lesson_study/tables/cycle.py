"""A cycle: its question, where it stands, what was studied for it, which mechanisms it holds."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.lesson_study.rules.words import CycleState, DiscussionProtocol, Mode, SourceKind, Stage


class Cycle(TenantRow, Versioned, table=True):
    """One question about pupils that a group follows through one to three research lessons."""

    __tablename__ = "lesson_study_cycle"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_cycle_group"),
        within_school("created_by", "staff", name="fk_cycle_created_by"),
        within_school("other_id", "staff", name="fk_cycle_other"),
        within_school("earlier_id", "lesson_study_cycle", name="fk_cycle_earlier"),
        within_school("finding_id", "finding", name="fk_cycle_finding"),
        CheckConstraint("lessons_planned BETWEEN 1 AND 3", name="lessons_planned"),
        CheckConstraint("lesson_number BETWEEN 1 AND 3", name="lesson_number"),
        CheckConstraint("(state = 'active') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("state <> 'abandoned' OR ended_reason <> ''", name="abandoned_says_why"),
        Index(
            "uq_cycle_active",
            "school_id",
            "group_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index("ix_cycle_group", "school_id", "group_id", "created_at", "id"),
    )

    group_id: UUID
    title: str = Field(max_length=200)
    mode: Mode = Field(default=Mode.FULL, sa_type=text_enum(Mode, "mode"))
    state: CycleState = Field(default=CycleState.ACTIVE, sa_type=text_enum(CycleState, "state"))
    stage: Stage = Field(default=Stage.PROTOCOL, sa_type=text_enum(Stage, "stage"))
    lesson_number: int = Field(default=1)
    """Which research lesson PLAN to REVISE are about now."""
    lessons_planned: int = Field(default=2)
    protocol: DiscussionProtocol = Field(
        default=DiscussionProtocol.UK, sa_type=text_enum(DiscussionProtocol, "protocol")
    )
    research_question: str = Field(default="", max_length=2000)
    research_theme: str = Field(default="", max_length=2000)
    baseline: str = Field(default="", max_length=4000)
    success_measure: str = Field(default="", max_length=2000)
    progress: str = Field(default="", max_length=10_000)
    """CONSOLIDATE: what became of the case pupils over all research lessons."""
    reflection: str = Field(default="", max_length=10_000)
    affirmation: str = Field(default="", max_length=2000)
    """What went as hoped, said after progress (mechanism 5)."""
    reminder: str = Field(default="", max_length=500)
    """The prompt or cue that the group has chosen for its classrooms (mechanism 11)."""
    other_id: UUID | None = Field(default=None)
    """The knowledgeable other: a guest or member of the group."""
    earlier_id: UUID | None = Field(default=None)
    """The earlier cycle that this one goes on from (mechanism 2)."""
    finding_id: UUID | None = Field(default=None)
    ended_reason: str = Field(default="", max_length=500)
    """Why it was abandoned; or, completed without a published finding, why what was learned stays in the group."""
    created_by: UUID
    created_at: datetime
    ended_at: datetime | None = Field(default=None)


class CycleStep(TenantRow, table=True):
    """That a cycle came to a stage, when, and by whose hand. Never changed."""

    __tablename__ = "cycle_step"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_cycle_step_cycle"),
        within_school("by_staff_id", "staff", name="fk_cycle_step_by_staff"),
        Index("ix_cycle_step_cycle", "school_id", "cycle_id", "made_at", "id"),
    )

    cycle_id: UUID
    stage: Stage = Field(sa_type=text_enum(Stage, "stage"))
    lesson_number: int
    is_back: bool = Field(default=False)
    by_staff_id: UUID
    made_at: datetime


class StudySource(TenantRow, table=True):
    """Something the group read or worked through before planning, and what it took from it."""

    __tablename__ = "study_source"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_study_source_cycle"),
        within_school("added_by", "staff", name="fk_study_source_added_by"),
        CheckConstraint("title <> ''", name="title"),
        Index("ix_study_source_cycle", "school_id", "cycle_id", "added_at", "id"),
    )

    cycle_id: UUID
    kind: SourceKind = Field(sa_type=text_enum(SourceKind, "kind"))
    title: str = Field(max_length=300)
    link: str = Field(default="", max_length=1000)
    taken_from_it: str = Field(default="", max_length=4000)
    added_by: UUID
    added_at: datetime


class MechanismClaim(TenantRow, table=True):
    """An EEF mechanism that the group says its cycle holds, with the note that shows it."""

    __tablename__ = "mechanism_claim"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_mechanism_claim_cycle"),
        within_school("by_staff_id", "staff", name="fk_mechanism_claim_by_staff"),
        UniqueConstraint("school_id", "cycle_id", "number", name="uq_mechanism_claim_once"),
        CheckConstraint("number BETWEEN 1 AND 14", name="number"),
        CheckConstraint("note <> ''", name="note"),
    )

    cycle_id: UUID
    number: int
    note: str = Field(max_length=1000)
    done_on: date | None = Field(default=None)
    by_staff_id: UUID
    made_at: datetime
