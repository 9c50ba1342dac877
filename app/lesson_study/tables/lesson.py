"""Research lessons of a cycle: the proposal in its versions, case pupils, who watches whom, what changes next."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, within_school


class ResearchLesson(TenantRow, Versioned, table=True):
    """RL1, RL2 or RL3 of a cycle. `version` is the number of the proposal's newest version; 1 is the empty one."""

    __tablename__ = "research_lesson"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_research_lesson_cycle"),
        within_school("round_id", "study_round", name="fk_research_lesson_round"),
        UniqueConstraint("school_id", "cycle_id", "number", name="uq_research_lesson_number"),
        UniqueConstraint("school_id", "round_id", name="uq_research_lesson_round"),
        CheckConstraint("number BETWEEN 1 AND 3", name="number"),
    )

    cycle_id: UUID
    number: int
    round_id: UUID | None = Field(default=None)
    """The round in which it is taught; None until one is chosen."""


class ProposalVersion(TenantRow, table=True):
    """The research proposal as somebody saved it. Never changed; the newest is in force."""

    __tablename__ = "proposal_version"
    __table_args__ = (
        within_school("research_lesson_id", "research_lesson", name="fk_proposal_version_lesson"),
        within_school("saved_by", "staff", name="fk_proposal_version_saved_by"),
        UniqueConstraint("school_id", "research_lesson_id", "number", name="uq_proposal_version_number"),
        CheckConstraint("number >= 2", name="number"),
    )

    research_lesson_id: UUID
    number: int
    body: str = Field(max_length=200_000)
    """JSON: rules/proposal.py."""
    is_merged: bool = Field(default=False)
    """Whether somebody else had saved in between, in other places."""
    saved_by: UUID
    saved_at: datetime


class CasePupil(TenantRow, table=True):
    """A learner who stands for several, known by a letter. There is no field for a name."""

    __tablename__ = "case_pupil"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_case_pupil_cycle"),
        UniqueConstraint("school_id", "cycle_id", "label", name="uq_case_pupil_label"),
        CheckConstraint("label IN ('A', 'B', 'C', 'D', 'E', 'F')", name="label"),
    )

    cycle_id: UUID
    label: str = Field(max_length=1)
    attributes: str = Field(default="", max_length=400)
    """Words of rules.words.PupilAttribute with commas between, in their order."""
    typifies: str = Field(default="", max_length=300)
    """The group of learners that this pupil stands for."""


class PupilWatch(TenantRow, table=True):
    """Who watches which case pupil in a research lesson."""

    __tablename__ = "pupil_watch"
    __table_args__ = (
        within_school("research_lesson_id", "research_lesson", name="fk_pupil_watch_lesson"),
        within_school("staff_id", "staff", name="fk_pupil_watch_staff"),
        within_school("case_pupil_id", "case_pupil", name="fk_pupil_watch_pupil"),
        UniqueConstraint("school_id", "research_lesson_id", "staff_id", "case_pupil_id", name="uq_pupil_watch_once"),
    )

    research_lesson_id: UUID
    staff_id: UUID
    case_pupil_id: UUID


class NextChange(TenantRow, table=True):
    """What the group will do otherwise next time: out of a discussion, into the next plan."""

    __tablename__ = "next_change"
    __table_args__ = (
        within_school("research_lesson_id", "research_lesson", name="fk_next_change_lesson"),
        within_school("by_staff_id", "staff", name="fk_next_change_by_staff"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("checked_at IS NULL OR outcome <> ''", name="checked_says_what"),
        Index("ix_next_change_lesson", "school_id", "research_lesson_id", "made_at", "id"),
    )

    research_lesson_id: UUID
    """The research lesson that it was learned in."""
    text: str = Field(max_length=1000)
    by_on: date | None = Field(default=None)
    """The day by which it is to be tried (mechanism 12)."""
    outcome: str = Field(default="", max_length=1000)
    """What was seen when the group looked again (mechanism 13)."""
    checked_at: datetime | None = Field(default=None)
    by_staff_id: UUID
    made_at: datetime


class PupilKey(TenantRow, Versioned, table=True):
    """A group's own key from labels to pupils, sealed: opened for the group alone, and deleted in time."""

    __tablename__ = "pupil_key"
    __table_args__ = (
        within_school("cycle_id", "lesson_study_cycle", name="fk_pupil_key_cycle"),
        within_school("by_staff_id", "staff", name="fk_pupil_key_by_staff"),
        UniqueConstraint("school_id", "cycle_id", name="uq_pupil_key_cycle"),
        CheckConstraint("ends_on IS NOT NULL", name="ends"),
    )

    cycle_id: UUID
    sealed: str = Field(max_length=22_000)
    """Encrypted under the server's key; the database alone does not open it."""
    ends_on: date
    by_staff_id: UUID
    kept_at: datetime
