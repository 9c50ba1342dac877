"""What all tables have in common: names of constraints, keys led by the school, text enums."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Enum as SqlEnum
from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class TenantRow(SQLModel):
    """A row of one school. Its key is led by the school, so it can never point into another."""

    school_id: UUID = Field(primary_key=True, foreign_key="school.id")
    id: UUID = Field(default_factory=uuid4, primary_key=True)


def within_school(column: str, target: str, *, name: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that carries the school along: (school_id, column) -> target(school_id, id)."""
    return ForeignKeyConstraint(["school_id", column], [f"{target}.school_id", f"{target}.id"], name=name)


def text_enum(cls: type[StrEnum], name: str) -> Any:
    """A column type that stores the enum's value as text and checks it, on both engines.

    Used as `Field(sa_type=text_enum(RoundState, "state"))`; *name* becomes ck_<table>_<name>.
    """
    return SqlEnum(
        cls,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


class Versioned(SQLModel):
    """A row that people edit: each edit raises `version`, which is its ETag."""

    version: int = Field(default=1)


class Dated(SQLModel):
    created_at: datetime
