"""E-mail that is to go out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, within_school


class OutgoingMail(TenantRow, table=True):
    """A message to one person, written in the transaction of what it tells. The key says what it is about."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_outgoing_mail_staff"),
        UniqueConstraint("school_id", "key", name="uq_outgoing_mail_key"),
        CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name="ended_once"),
        Index("ix_outgoing_mail_made", "school_id", "made_at", "id"),
    )

    staff_id: UUID
    address: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    text: str = Field(max_length=50_000)
    html: str = Field(default="", max_length=200_000)
    leave_url: str = Field(default="", max_length=500)
    """For List-Unsubscribe."""
    key: str = Field(max_length=200)
    made_at: datetime
    sent_at: datetime | None = Field(default=None)
    given_up_at: datetime | None = Field(default=None)
