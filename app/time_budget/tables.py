"""Pots of minutes and the ledger that moves them.

A pot's sums are kept by triggers from its entries, and checked by the database: no code writes them.
Entries are never changed or deleted; RELEASE and SPEND settle a COMMIT at most once.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.db.base import TenantRow, text_enum, within_school
from app.time_budget.rules import EntryKind, TimeCategory, TimeSource


class TimePot(TenantRow, table=True):
    """One teacher's minutes of one category in one year. The three sums belong to the triggers."""

    __tablename__ = "time_pot"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_time_pot_staff"),
        within_school("year_id", "school_year", name="fk_time_pot_year"),
        UniqueConstraint("school_id", "staff_id", "year_id", "category", name="uq_time_pot_one"),
        CheckConstraint(
            "allocated_minutes >= 0 AND committed_minutes >= 0 AND spent_minutes >= 0"
            " AND committed_minutes + spent_minutes <= allocated_minutes",
            name="not_overspent",
        ),
    )

    staff_id: UUID
    year_id: UUID
    category: TimeCategory = Field(sa_type=text_enum(TimeCategory, "category"))
    allocated_minutes: int = Field(default=0)
    committed_minutes: int = Field(default=0)
    spent_minutes: int = Field(default=0)


class LedgerEntry(TenantRow, table=True):
    """An immutable movement of minutes in one pot."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        within_school("pot_id", "time_pot", name="fk_ledger_entry_pot"),
        UniqueConstraint("school_id", "id", "pot_id", name="uq_ledger_entry_pot"),
        ForeignKeyConstraint(
            ["school_id", "settles_id", "pot_id"],
            ["ledger_entry.school_id", "ledger_entry.id", "ledger_entry.pot_id"],
            name="fk_ledger_entry_settles",
        ),
        UniqueConstraint("school_id", "settles_id", name="uq_ledger_entry_settled_once"),
        CheckConstraint("minutes BETWEEN -6000 AND 6000 AND minutes <> 0", name="minutes"),
        CheckConstraint("minutes > 0 OR kind = 'adjust'", name="only_adjust_takes"),
        CheckConstraint("(settles_id IS NOT NULL) OR kind <> 'release'", name="release_settles"),
        CheckConstraint("settles_id IS NULL OR kind IN ('release', 'spend')", name="what_settles"),
        CheckConstraint("reason <> '' OR kind = 'commit' OR settles_id IS NOT NULL", name="reason"),
        Index("ix_ledger_entry_pot", "school_id", "pot_id", "made_at", "id"),
        Index("ix_ledger_entry_ref", "school_id", "ref_id"),
    )

    pot_id: UUID
    kind: EntryKind = Field(sa_type=text_enum(EntryKind, "kind"))
    minutes: int
    source: TimeSource = Field(default=TimeSource.PROTECTED, sa_type=text_enum(TimeSource, "source"))
    settles_id: UUID | None = Field(default=None)
    """The COMMIT that a RELEASE or SPEND settles."""
    ref_id: UUID | None = Field(default=None)
    """The round that the minutes are for."""
    held_on: date | None = Field(default=None)
    reason: str = Field(default="", max_length=200)
    by_staff_id: UUID
    made_at: datetime
