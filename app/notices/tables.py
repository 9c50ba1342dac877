"""What each person wants to be told and how, browsers that take push, webhooks and what was sent to them."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.notices.rules import Dialect, NoticeKind, OneClick


class NoticeChoice(TenantRow, table=True):
    """By which ways one person is told one kind of thing; without a row, as the kind's default says."""

    __tablename__ = "notice_choice"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_notice_choice_staff"),
        UniqueConstraint("school_id", "staff_id", "kind", name="uq_notice_choice_kind"),
    )

    staff_id: UUID
    kind: NoticeKind = Field(sa_type=text_enum(NoticeKind, "kind"))
    by_mail: bool
    by_push: bool


class QuietHours(TenantRow, Versioned, table=True):
    """When one person is left in peace, on the school's wall clock; `starts` after `ends` runs over midnight.

    The same time twice: never, but for weekends.
    """

    __tablename__ = "quiet_hours"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_quiet_hours_staff"),
        UniqueConstraint("school_id", "staff_id", name="uq_quiet_hours_staff"),
    )

    staff_id: UUID
    starts: time
    ends: time
    is_quiet_at_weekends: bool = Field(default=True)
    lets_urgent_through: bool = Field(default=False)
    """Whether what begins within hours may come at any time: cover for this morning."""


class OneClickLink(TenantRow, table=True):
    """A link in a message that does one thing, once. Nothing of its secret is kept: it is signed (kernel/signed)."""

    __tablename__ = "one_click_link"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_one_click_link_staff"),
        Index("ix_one_click_link_target", "school_id", "target_id"),
    )

    staff_id: UUID
    act: OneClick = Field(sa_type=text_enum(OneClick, "act"))
    target_id: UUID
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = Field(default=None)


class PushSubscription(TenantRow, table=True):
    """A browser of one person that takes push messages."""

    __tablename__ = "push_subscription"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_push_subscription_staff"),
        UniqueConstraint("school_id", "endpoint_hash", name="uq_push_subscription_endpoint"),
        Index("ix_push_subscription_staff", "school_id", "staff_id", "made_at"),
    )

    staff_id: UUID
    endpoint: str = Field(max_length=2000)
    endpoint_hash: str = Field(max_length=64)
    p256dh: str = Field(max_length=200)
    auth: str = Field(max_length=100)
    device: str = Field(default="", max_length=200)
    session_id: UUID | None = Field(default=None)
    """Where it was given: whoever signs out there is told nothing more by it. None: given before that was kept."""
    made_at: datetime


class Webhook(TenantRow, Versioned, table=True):
    """An address of the school's own that is told what happens. Its secret is derived, never kept."""

    __tablename__ = "webhook"
    __table_args__ = (
        within_school("created_by", "staff", name="fk_webhook_by"),
        UniqueConstraint("school_id", "name", name="uq_webhook_name"),
        CheckConstraint("name <> ''", name="name"),
    )

    name: str = Field(max_length=200)
    address: str = Field(max_length=2000)
    dialect: Dialect = Field(sa_type=text_enum(Dialect, "dialect"))
    kinds: str = Field(max_length=1000)
    """A JSON list of notice kinds."""
    secret_number: int = Field(default=1)
    """Raised when the secret is to be another one."""
    is_active: bool = Field(default=True)
    created_by: UUID
    created_at: datetime


class WebhookDelivery(TenantRow, table=True):
    """One message to one webhook, and what came of it. Kept for a while, for whoever looks why nothing came."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        within_school("webhook_id", "webhook", name="fk_webhook_delivery_webhook"),
        Index("ix_webhook_delivery_made", "school_id", "webhook_id", "made_at", "id"),
        CheckConstraint("delivered_at IS NULL OR given_up_at IS NULL", name="ended_once"),
    )

    webhook_id: UUID
    kind: NoticeKind = Field(sa_type=text_enum(NoticeKind, "kind"))
    body: str = Field(max_length=20_000)
    """JSON as it is sent."""
    made_at: datetime
    attempts: int = Field(default=0)
    status: int | None = Field(default=None)
    """The last answer's."""
    trouble: str = Field(default="", max_length=500)
    delivered_at: datetime | None = Field(default=None)
    given_up_at: datetime | None = Field(default=None)
