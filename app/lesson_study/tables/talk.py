"""The post-lesson discussion: a protocol in steps, and the record that writes itself from what is said at each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.lesson_study.rules.words import DiscussionProtocol, DiscussionState


class Discussion(TenantRow, Versioned, table=True):
    """The discussion of one round."""

    __tablename__ = "discussion"
    __table_args__ = (
        within_school("round_id", "study_round", name="fk_discussion_round"),
        within_school("chair_id", "staff", name="fk_discussion_chair"),
        within_school("recorder_id", "staff", name="fk_discussion_recorder"),
        UniqueConstraint("school_id", "round_id", name="uq_discussion_round"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("step >= 0", name="step"),
    )

    round_id: UUID
    protocol: DiscussionProtocol = Field(sa_type=text_enum(DiscussionProtocol, "protocol"))
    state: DiscussionState = Field(default=DiscussionState.OPEN, sa_type=text_enum(DiscussionState, "state"))
    chair_id: UUID
    recorder_id: UUID
    step: int = Field(default=0)
    """Where in the protocol's steps it stands, from 0."""
    step_began_at: datetime
    began_at: datetime
    closed_at: datetime | None = Field(default=None)


class DiscussionEntry(TenantRow, table=True):
    """One point of the record. The id is the sender's: the same sent twice is one."""

    __tablename__ = "discussion_entry"
    __table_args__ = (
        within_school("discussion_id", "discussion", name="fk_discussion_entry_discussion"),
        within_school("case_pupil_id", "case_pupil", name="fk_discussion_entry_pupil"),
        within_school("speaker_id", "staff", name="fk_discussion_entry_speaker"),
        within_school("by_staff_id", "staff", name="fk_discussion_entry_by_staff"),
        CheckConstraint("text <> ''", name="text"),
        Index("ix_discussion_entry_discussion", "school_id", "discussion_id", "made_at", "id"),
    )

    discussion_id: UUID
    step_key: str = Field(max_length=40)
    case_pupil_id: UUID | None = Field(default=None)
    speaker_id: UUID | None = Field(default=None)
    text: str = Field(max_length=4000)
    by_staff_id: UUID
    made_at: datetime
