"""Trusts, schools, the people in them, and the doors through which they come in."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.identity.rules import WorkingTimeRegime
from app.kernel.actor import Role


class Trust(SQLModel, table=True):
    __tablename__ = "trust"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=200)


class School(Versioned, table=True):
    """One school: the tenant. Its settings are columns, so that each has a type and a limit."""

    __tablename__ = "school"
    __table_args__ = (
        CheckConstraint("debrief_minutes BETWEEN 5 AND 180", name="debrief_minutes"),
        CheckConstraint("moving_minutes BETWEEN 0 AND 60", name="moving_minutes"),
        CheckConstraint("after_school_starts < after_school_ends", name="after_school"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    trust_id: UUID | None = Field(default=None, foreign_key="trust.id", index=True)
    name: str = Field(max_length=200)
    zone: str = Field(default="Europe/London", max_length=60)
    debrief_minutes: int = Field(default=20)
    moving_minutes: int = Field(default=0)
    """Counted with each debrief for walking there and back; 0 fits the founding 6 x 20 = 120."""
    after_school_starts: time = Field(default=time(15, 0))
    after_school_ends: time = Field(default=time(17, 0))
    leaders_need_second_factor: bool = Field(default=False)
    """Whoever leads (CPD, cover, head) comes in with two factors only, from the next request on."""
    created_at: datetime


class Account(SQLModel, table=True):
    """A person's way in, in one or several schools."""

    __tablename__ = "account"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(default_factory=uuid4)
    """Whose account it is, in whatever school: the staff rows behind its doors carry the same."""
    email: str = Field(max_length=254, unique=True)
    """In lower case."""
    password_hash: str | None = Field(default=None, max_length=200)
    has_second_factor: bool = Field(default=False)
    """Whether a confirmed factor is asked for at sign-in: app/second_factor keeps it in step; read on every request."""
    created_at: datetime
    disabled_at: datetime | None = Field(default=None)


class Staff(TenantRow, Versioned, table=True):
    """Somebody who works at a school, whether or not they sign in."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("school_id", "code", name="uq_staff_code"),
        UniqueConstraint("school_id", "account_id", name="uq_staff_account"),
        UniqueConstraint("school_id", "id", "person_id", name="uq_staff_person"),
        CheckConstraint("fte_percent BETWEEN 1 AND 100", name="fte_percent"),
        CheckConstraint("joined_on <= left_on", name="joined_before_leaving"),
        Index("ix_staff_name", "school_id", "name", "id"),
        Index("uq_staff_roster", "school_id", "roster_id", unique=True),
    )

    person_id: UUID = Field(default_factory=uuid4)
    """One person in two schools has two rows and one person_id: nobody is in two places."""
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    roster_id: str | None = Field(default=None, max_length=200)
    """The stable id under which the school's own list of staff knows them (OneRoster's sourcedId)."""
    code: str = Field(max_length=200)
    name: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=254)
    department: str = Field(default="", max_length=200)
    fte_percent: int = Field(default=100)
    regime: WorkingTimeRegime = Field(default=WorkingTimeRegime.STPCD, sa_type=text_enum(WorkingTimeRegime, "regime"))
    joined_on: date | None = Field(default=None)
    """The first day of work, for who comes within a school year."""
    left_on: date | None = Field(default=None)
    """The last day of work."""
    is_active: bool = Field(default=True)
    is_guest: bool = Field(default=False)
    created_at: datetime


class Membership(SQLModel, table=True):
    """Which school an account opens, and as whom. Known before any school is chosen."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"], name="fk_membership_staff"),
        UniqueConstraint("school_id", "staff_id", name="uq_membership_staff"),
    )

    account_id: UUID = Field(primary_key=True, foreign_key="account.id")
    school_id: UUID = Field(primary_key=True, foreign_key="school.id")
    staff_id: UUID
    until: date | None = Field(default=None)
    """The last day on which the door opens: guests and leavers."""
    is_active: bool = Field(default=True)


class MembershipRole(SQLModel, table=True):
    __tablename__ = "membership_role"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "school_id"],
            ["membership.account_id", "membership.school_id"],
            name="fk_membership_role_membership",
        ),
    )

    account_id: UUID = Field(primary_key=True)
    school_id: UUID = Field(primary_key=True)
    role: Role = Field(primary_key=True, sa_type=text_enum(Role, "role"))


class SignInSession(SQLModel, table=True):
    """A browser that is signed in, or an API token that is still good. Ended by setting `ended_at`."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint("kind IN ('browser', 'token')", name="kind"),
        CheckConstraint("means IN ('password', 'sign_on', 'invitation', 'reset', 'demo')", name="means"),
        ForeignKeyConstraint(
            ["account_id", "school_id"],
            ["membership.account_id", "membership.school_id"],
            name="fk_sign_in_session_membership",
        ),
        Index("ix_sign_in_session_account", "account_id", "created_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    school_id: UUID
    kind: str = Field(max_length=10)
    secret_hash: str = Field(max_length=64, unique=True)
    """SHA-256 of the cookie's secret: who reads the database cannot sign in with it."""
    means: str = Field(default="password", max_length=20)
    """How the person came in."""
    is_strong: bool = Field(default=False)
    """A second factor was shown, here or at the provider."""
    device: str = Field(default="", max_length=200)
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = Field(default=None)


class SignInFailure(SQLModel, table=True):
    """A refused attempt, counted per account and per address across all processes."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_key", "key", "failed_at"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key: str = Field(max_length=100)
    failed_at: datetime = Field(index=True)


class Invitation(SQLModel, table=True):
    """A link by which a member of staff chooses a password, once."""

    __tablename__ = "invitation"
    __table_args__ = (within_school("staff_id", "staff", name="fk_invitation_staff"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID = Field(foreign_key="school.id", index=True)
    staff_id: UUID
    secret_hash: str = Field(max_length=64, unique=True)
    email: str = Field(max_length=254)
    roles: str = Field(max_length=200)
    """Roles joined by commas: copied to the membership when the invitation is taken."""
    until: date | None = Field(default=None)
    expires_at: datetime
    used_at: datetime | None = Field(default=None)


class PasswordReset(SQLModel, table=True):
    """A link by which somebody who forgot their password chooses another, once, within the hour."""

    __tablename__ = "password_reset"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    secret_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = Field(default=None)


class SupportVisit(TenantRow, table=True):
    """Somebody from outside whom the school lets in to help, for a time and a reason it can read afterwards."""

    __tablename__ = "support_visit"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_support_visit_staff"),
        within_school("invited_by", "staff", name="fk_support_visit_by"),
        CheckConstraint("invited_at < ends_at", name="runs_forward"),
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_support_visit_time", "school_id", "invited_at", "id"),
    )

    staff_id: UUID
    """The guest's row, whose membership holds the role `support` alone."""
    invited_by: UUID
    reason: str = Field(max_length=500)
    invited_at: datetime
    ends_at: datetime
    """The instant at which every door shuts: looked at on every request."""
    ended_at: datetime | None = Field(default=None)
