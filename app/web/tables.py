"""Requests that were answered, so that a repeat gets the same answer."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class IdempotentRequest(SQLModel, table=True):
    """The answer to one (account, route, key). Kept for at least a day."""

    __tablename__ = "idempotent_request"

    school_id: UUID = Field(primary_key=True, foreign_key="school.id")
    account_id: UUID = Field(primary_key=True)
    route: str = Field(primary_key=True, max_length=200)
    key: str = Field(primary_key=True, max_length=100)
    fingerprint: str = Field(max_length=64)
    status: int = Field(default=0)
    body: str = Field(default="")
    made_at: datetime = Field(index=True)
