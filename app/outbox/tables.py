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
    kind: str = Field(default="", max_length=40)
    """What kind of news it is, for whoever looks before it goes whether it still should."""
    address: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    text: str = Field(max_length=50_000)
    html: str = Field(default="", max_length=200_000)
    leave_url: str = Field(default="", max_length=500)
    """For List-Unsubscribe."""
    leaves_by_post: bool = Field(default=False)
    """Whether a POST to that address is enough (RFC 8058)."""
    reply_to: str = Field(default="", max_length=254)
    calendar: str = Field(default="", max_length=100_000)
    """An iCalendar object that goes along as its own part (RFC 6047)."""
    calendar_method: str = Field(default="", max_length=20)
    key: str = Field(max_length=200)
    made_at: datetime
    sent_at: datetime | None = Field(default=None)
    given_up_at: datetime | None = Field(default=None)
