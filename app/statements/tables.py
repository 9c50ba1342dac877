"""Who was reminded of what, and when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, text_enum, within_school
from app.statements.rules import NudgeKind


class Nudge(TenantRow, table=True):
    """One reminder. Its words are ours and told anew from the figures; `number` counts those of a kind to one teacher.

    Whoever reminds reads the last number and when it was: of two at once only one can take the next.
    """

    __tablename__ = "nudge"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_nudge_staff"),
        within_school("by_staff_id", "staff", name="fk_nudge_by_staff"),
        UniqueConstraint("school_id", "staff_id", "kind", "number", name="uq_nudge_number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("seen_at IS NULL OR seen_at >= made_at", name="seen_after"),
        Index("ix_nudge_staff", "school_id", "staff_id", "made_at", "id"),
    )

    staff_id: UUID
    kind: NudgeKind = Field(sa_type=text_enum(NudgeKind, "kind"))
    number: int
    by_staff_id: UUID
    made_at: datetime
    seen_at: datetime | None = Field(default=None)
