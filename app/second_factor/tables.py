"""Second factors of accounts, codes on paper, and what a passkey has still to sign."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.base import text_enum
from app.second_factor.rules import FactorKind


class SecondFactor(SQLModel, table=True):
    """One authenticator app or passkey. Counts from `confirmed_at` on."""

    __tablename__ = "second_factor"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'totp') = (sealed_secret IS NOT NULL) AND (kind = 'passkey') = (credential_id IS NOT NULL)"
            " AND (kind = 'passkey') = (public_key IS NOT NULL)",
            name="one_kind",
        ),
        CheckConstraint("sign_count >= 0", name="sign_count"),
        UniqueConstraint("credential_id", name="uq_second_factor_credential"),
        Index("ix_second_factor_account", "account_id", "created_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    kind: FactorKind = Field(sa_type=text_enum(FactorKind, "kind"))
    name: str = Field(max_length=100)
    sealed_secret: str | None = Field(default=None, max_length=400)
    """The app's secret, sealed with a key made from KENKYU_SECRET_KEY: a copy of the database makes no codes."""
    last_step: int | None = Field(default=None)
    """The newest 30-second step whose code was taken: no code is good twice."""
    credential_id: str | None = Field(default=None, max_length=1400)
    public_key: str | None = Field(default=None, max_length=2000)
    """COSE key, base64url."""
    sign_count: int = Field(default=0)
    created_at: datetime
    confirmed_at: datetime | None = Field(default=None)
    last_used_at: datetime | None = Field(default=None)


class RecoveryCode(SQLModel, table=True):
    """A code on paper, good once."""

    __tablename__ = "recovery_code"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    code_hash: str = Field(max_length=64, unique=True)
    """SHA-256 with the account's id: 80 random bits need no slow hash."""
    created_at: datetime
    used_at: datetime | None = Field(default=None)


class PasskeyChallenge(SQLModel, table=True):
    """What a passkey is asked to sign: once, for this account and session, within five minutes."""

    __tablename__ = "passkey_challenge"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    session_id: UUID
    """The session that asked; it may be forgotten before the challenge is."""
    challenge: str = Field(max_length=100, unique=True)
    is_for_new: bool = Field(default=False)
    """For registering a passkey, not for showing one."""
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = Field(default=None)
