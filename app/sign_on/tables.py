"""Which directories a school takes its staff from, and who in them is whom."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.base import TenantRow, text_enum
from app.sign_on.rules import Provider


class SignOnDirectory(TenantRow, table=True):
    """A directory at a provider whose people may come in to the school: a Workspace domain or an Entra tenant id."""

    __tablename__ = "sign_on_directory"
    __table_args__ = (
        UniqueConstraint("school_id", "provider", "directory", name="uq_sign_on_directory_once"),
        CheckConstraint("length(directory) > 0", name="directory"),
    )

    provider: Provider = Field(sa_type=text_enum(Provider, "provider"))
    directory: str = Field(max_length=255)
    """In lower case: Google's `hd`, Microsoft's `tid`."""
    asks_second_factor: bool = Field(default=False)
    """The school says that the provider asks all its people for a second factor: ours is not asked as well."""
    created_at: datetime


class SignOnIdentity(SQLModel, table=True):
    """Who an account is at a provider. Known by issuer and subject alone, never by an e-mail address."""

    __tablename__ = "sign_on_identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="uq_sign_on_identity_subject"),
        UniqueConstraint("account_id", "issuer", name="uq_sign_on_identity_account"),
        CheckConstraint("length(issuer) > 0 AND length(subject) > 0", name="named"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    provider: Provider = Field(sa_type=text_enum(Provider, "provider"))
    issuer: str = Field(max_length=300)
    subject: str = Field(max_length=255)
    linked_at: datetime
    last_used_at: datetime | None = Field(default=None)


class SignOnAttempt(SQLModel, table=True):
    """One way out to a provider and back: good once, in the browser it began in, for ten minutes."""

    __tablename__ = "sign_on_attempt"
    __table_args__ = (
        # Whoever links an invitation is not signed in yet; whoever links an account is.
        CheckConstraint("invitation_id IS NULL OR account_id IS NULL", name="one_purpose"),
        ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name="fk_sign_on_attempt_invitation"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    provider: Provider = Field(sa_type=text_enum(Provider, "provider"))
    state_hash: str = Field(max_length=64, unique=True)
    browser_hash: str = Field(max_length=64)
    """SHA-256 of the secret in the browser's own cookie: an answer brought to another browser is refused."""
    nonce: str = Field(max_length=64)
    verifier: str = Field(max_length=128)
    """PKCE's code verifier. Worth nothing without the code, which goes to the browser."""
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    """Set when somebody signed in links their account at the provider."""
    invitation_id: UUID | None = Field(default=None)
    """Set when an invitation is taken with an account at the provider instead of a password."""
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = Field(default=None)
