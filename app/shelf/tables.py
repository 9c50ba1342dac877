"""What people follow, what they ask the teams, and what the teams answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, col

from app.db.base import TenantRow, text_enum, within_school
from app.db.tenancy import shared, shared_with
from app.fair.rules import Audience
from app.kernel.actor import Scope
from app.shelf.rules import FollowKind


def _questions_beyond(scope: Scope) -> ColumnElement[bool]:
    """Questions about findings of the reader's school, or about what everyone or the trust may read."""
    return (col(FindingQuestion.finding_school_id) == scope.school_id) | shared_with(FindingQuestion, scope)


def _answers_beyond(scope: Scope) -> ColumnElement[bool]:
    """Answers to what everyone or the trust may read, and to questions of the reader's school."""
    return (col(FindingAnswer.question_school_id) == scope.school_id) | shared_with(FindingAnswer, scope)


class Follow(TenantRow, table=True):
    """Somebody wants to hear of new findings with that label."""

    __tablename__ = "follow"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_follow_staff"),
        UniqueConstraint("school_id", "staff_id", "kind", "value", name="uq_follow_once"),
        Index("ix_follow_staff", "school_id", "staff_id", "made_at", "id"),
    )

    staff_id: UUID
    kind: FollowKind = Field(sa_type=text_enum(FollowKind, "kind"))
    value: str = Field(max_length=200)
    label: str = Field(max_length=200)
    made_at: datetime


class DigestChoice(TenantRow, table=True):
    """Who takes the weekly digest, and until when they have been told."""

    __tablename__ = "digest_choice"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_digest_choice_staff"),
        UniqueConstraint("school_id", "staff_id", name="uq_digest_choice_staff"),
        Index("ix_digest_choice_due", "school_id", "is_wanted", "told_until"),
    )

    staff_id: UUID
    is_wanted: bool = Field(default=True)
    told_until: datetime
    """What was published after this is news to them."""
    leave_hash: str | None = Field(default=None, max_length=64, unique=True)
    """SHA-256 of the secret in the last digest's link to leave."""
    chosen_at: datetime


@shared(_questions_beyond)
class FindingQuestion(TenantRow, table=True):
    """A question to the team. Belongs to the school of whoever asks."""

    __tablename__ = "finding_question"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_finding_question_staff"),
        ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_finding_question_finding"),
        UniqueConstraint("id", name="uq_finding_question_id"),
        CheckConstraint("text <> ''", name="says_something"),
        Index("ix_finding_question_finding", "finding_id", "made_at", "id"),
    )

    finding_school_id: UUID
    finding_id: UUID
    trust_id: UUID | None = Field(default=None)
    audience: Audience = Field(sa_type=text_enum(Audience, "audience"))
    staff_id: UUID
    text: str = Field(max_length=2000)
    by_name: str = Field(max_length=200)
    school_name: str = Field(max_length=200)
    made_at: datetime


@shared(_answers_beyond)
class FindingAnswer(TenantRow, table=True):
    """What an author answers. Belongs to the finding's school."""

    __tablename__ = "finding_answer"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_finding_answer_staff"),
        within_school("finding_id", "finding", name="fk_finding_answer_finding"),
        ForeignKeyConstraint(["question_id"], ["finding_question.id"], name="fk_finding_answer_question"),
        CheckConstraint("text <> ''", name="says_something"),
        Index("ix_finding_answer_question", "question_id", "made_at", "id"),
    )

    finding_id: UUID
    question_id: UUID
    question_school_id: UUID
    trust_id: UUID | None = Field(default=None)
    audience: Audience = Field(sa_type=text_enum(Audience, "audience"))
    staff_id: UUID
    text: str = Field(max_length=2000)
    by_name: str = Field(max_length=200)
    made_at: datetime
