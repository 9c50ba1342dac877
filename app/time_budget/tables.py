"""Pots of minutes, the ledger that moves them, the school's grants, and years that are closed.

A pot's sums are kept by triggers from its entries, and checked by the database: no code writes them.
Entries are never changed or deleted; RELEASE and SPEND settle a COMMIT at most once; an ADJUST may point at the
ALLOCATE or SPEND that it corrects; a TRANSFER is one entry that moves minutes from one pot to another, so that it
cannot be half there. What is given or taken back belongs to a grant, which says how many minutes it is in all.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.time_budget.rules import (
    AllocationRule,
    Capacity,
    EntryKind,
    GrantKind,
    TimeCategory,
    TimeSource,
    TransferPolicy,
)


class TimePolicy(TenantRow, Versioned, table=True):
    """What a school has decided about its protected minutes. One row a school; without one, the defaults hold."""

    __tablename__ = "time_policy"
    __table_args__ = (
        UniqueConstraint("school_id", name="uq_time_policy_one"),
        CheckConstraint("roll_over_minutes_max BETWEEN 0 AND 6000", name="roll_over"),
        CheckConstraint("log_within_days BETWEEN 1 AND 60", name="log_within_days"),
        CheckConstraint("supply_pence_per_hour BETWEEN 0 AND 100000", name="supply_rate"),
    )

    transfers: TransferPolicy = Field(default=TransferPolicy.OWN_POTS, sa_type=text_enum(TransferPolicy, "transfers"))
    roll_over_minutes_max: int = Field(default=0)
    """What of a teacher's unplaced minutes goes over into the next year; the rest lapses."""
    log_within_days: int = Field(default=7)
    supply_pence_per_hour: int = Field(default=0)
    """What an hour of supply costs the school; 0: not said."""


class TimeGrant(TenantRow, table=True):
    """Minutes that the school gives, or takes back, in one act. Only triggers count what has been posted of it."""

    __tablename__ = "time_grant"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_time_grant_year"),
        UniqueConstraint("school_id", "id", "year_id", "source", name="uq_time_grant_year"),
        UniqueConstraint("school_id", "id", "minutes", name="uq_time_grant_minutes"),
        # Asked when the transaction ends, on both engines: by then all of the minutes have been posted.
        ForeignKeyConstraint(
            ["school_id", "id", "posted_minutes"],
            ["time_grant.school_id", "time_grant.id", "time_grant.minutes"],
            name="fk_time_grant_posted",
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint(
            "(posted_minutes BETWEEN 0 AND minutes) OR (posted_minutes BETWEEN minutes AND 0)", name="not_exceeded"
        ),
        CheckConstraint("minutes BETWEEN -20000000 AND 20000000 AND minutes <> 0", name="minutes"),
        CheckConstraint("teachers > 0", name="teachers"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_time_grant_year", "school_id", "year_id", "made_at", "id"),
    )

    year_id: UUID
    source: TimeSource = Field(default=TimeSource.PROTECTED, sa_type=text_enum(TimeSource, "source"))
    kind: GrantKind = Field(sa_type=text_enum(GrantKind, "kind"))
    rule: AllocationRule | None = Field(default=None, sa_type=text_enum(AllocationRule, "rule"), nullable=True)
    minutes: int
    posted_minutes: int = Field(default=0)
    """What its entries sum up to: all of `minutes` once the act is done, or it is not done at all."""
    teachers: int
    reason: str = Field(max_length=200)
    by_staff_id: UUID
    made_at: datetime


class YearClosing(TenantRow, table=True):
    """A year whose minutes are all accounted for. From then on the database refuses any entry in it."""

    __tablename__ = "year_closing"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_year_closing_year"),
        UniqueConstraint("school_id", "year_id", name="uq_year_closing_one"),
        CheckConstraint("allocated_minutes = spent_minutes", name="to_zero"),
        CheckConstraint("agreed_with <> ''", name="agreed_with"),
    )

    year_id: UUID
    allocated_minutes: int
    """After what lapsed or went over: the same as was spent."""
    spent_minutes: int
    lapsed_minutes: int
    rolled_over_minutes: int
    agreed_with: str = Field(max_length=200)
    """Who signed for the teachers: the union representative, in the school's words."""
    closed_by: UUID
    closed_at: datetime


class YearSignature(TenantRow, table=True):
    """A name under a year's figures, which are kept with it: once they change, it counts no more."""

    __tablename__ = "year_signature"
    __table_args__ = (
        within_school("year_id", "school_year", name="fk_year_signature_year"),
        UniqueConstraint("school_id", "year_id", "capacity", name="uq_year_signature_one"),
        CheckConstraint("name <> ''", name="name"),
    )

    year_id: UUID
    capacity: Capacity = Field(sa_type=text_enum(Capacity, "capacity"))
    name: str = Field(max_length=200)
    allocated_minutes: int
    spent_minutes: int
    by_staff_id: UUID
    signed_at: datetime


class TimePot(TenantRow, table=True):
    """One teacher's minutes of one category and source in one year. The three sums belong to the triggers."""

    __tablename__ = "time_pot"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_time_pot_staff"),
        within_school("year_id", "school_year", name="fk_time_pot_year"),
        UniqueConstraint("school_id", "staff_id", "year_id", "category", "source", name="uq_time_pot_one"),
        UniqueConstraint("school_id", "id", "source", name="uq_time_pot_source"),
        Index("ix_time_pot_year", "school_id", "year_id", "source"),
        CheckConstraint(
            "allocated_minutes >= 0 AND committed_minutes >= 0 AND spent_minutes >= 0"
            " AND committed_minutes + spent_minutes <= allocated_minutes",
            name="not_overspent",
        ),
    )

    staff_id: UUID
    year_id: UUID
    category: TimeCategory = Field(sa_type=text_enum(TimeCategory, "category"))
    source: TimeSource = Field(default=TimeSource.PROTECTED, sa_type=text_enum(TimeSource, "source"))
    allocated_minutes: int = Field(default=0)
    committed_minutes: int = Field(default=0)
    spent_minutes: int = Field(default=0)


def _index_where_said(column: str) -> Index:
    """An index of the few entries that say *column*: the others do not pay for it."""
    said = text(f"{column} IS NOT NULL")
    return Index(f"ix_ledger_entry_{column}", "school_id", column, sqlite_where=said, postgresql_where=said)


class LedgerEntry(TenantRow, table=True):
    """An immutable movement of minutes in one pot."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "pot_id", "source"],
            ["time_pot.school_id", "time_pot.id", "time_pot.source"],
            name="fk_ledger_entry_pot",
        ),
        within_school("to_pot_id", "time_pot", name="fk_ledger_entry_to_pot"),
        within_school("grant_id", "time_grant", name="fk_ledger_entry_grant"),
        UniqueConstraint("school_id", "id", "pot_id", name="uq_ledger_entry_pot"),
        UniqueConstraint("school_id", "id", "pot_id", "kind", name="uq_ledger_entry_kind"),
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
        CheckConstraint("(to_pot_id IS NOT NULL) = (kind = 'transfer')", name="transfer_to"),
        CheckConstraint("to_pot_id IS NULL OR to_pot_id <> pot_id", name="transfer_elsewhere"),
        ForeignKeyConstraint(
            ["school_id", "corrects_id", "pot_id", "corrects_kind"],
            ["ledger_entry.school_id", "ledger_entry.id", "ledger_entry.pot_id", "ledger_entry.kind"],
            name="fk_ledger_entry_corrects",
        ),
        CheckConstraint("(corrects_id IS NULL) = (corrects_kind IS NULL)", name="corrects"),
        CheckConstraint(
            "corrects_kind IS NULL OR (kind = 'adjust' AND corrects_kind IN ('allocate', 'spend'))",
            name="what_corrects",
        ),
        CheckConstraint(
            "(grant_id IS NOT NULL) ="
            " (kind = 'allocate' OR (kind = 'adjust' AND coalesce(corrects_kind, '') <> 'spend'))",
            name="granted",
        ),
        Index("ix_ledger_entry_pot", "school_id", "pot_id", "made_at", "id"),
        Index("ix_ledger_entry_ref", "school_id", "ref_id"),
        _index_where_said("to_pot_id"),
        _index_where_said("corrects_id"),
        _index_where_said("grant_id"),
    )

    pot_id: UUID
    kind: EntryKind = Field(sa_type=text_enum(EntryKind, "kind"))
    minutes: int
    source: TimeSource = Field(default=TimeSource.PROTECTED, sa_type=text_enum(TimeSource, "source"))
    settles_id: UUID | None = Field(default=None)
    """The COMMIT that a RELEASE or SPEND settles."""
    to_pot_id: UUID | None = Field(default=None)
    """Where a TRANSFER goes: of the same teacher and source, in this year or, at its end, in the next."""
    corrects_id: UUID | None = Field(default=None)
    """The ALLOCATE or SPEND that an ADJUST corrects."""
    corrects_kind: EntryKind | None = Field(default=None, sa_type=text_enum(EntryKind, "corrects_kind"), nullable=True)
    grant_id: UUID | None = Field(default=None)
    """The school's act that gave the minutes or took them back."""
    ref_id: UUID | None = Field(default=None)
    """The round that the minutes are for."""
    held_on: date | None = Field(default=None)
    reason: str = Field(default="", max_length=200)
    by_staff_id: UUID
    made_at: datetime
