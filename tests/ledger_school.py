"""A small school for tests of the ledger as a whole: two teachers, a year that ends today, and the one after.

And what such tests compare: all that an entry says, and a pot worked out from entries in plain words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from build_time import TODAY
from cast import NOW

from app.db.session import Database
from app.identity.tables import School, Staff
from app.kernel.actor import NOBODY, Actor, Role, Scope
from app.school_year.tables import SchoolYear
from app.time_budget.rules import EntryKind
from app.time_budget.tables import LedgerEntry, TimePolicy

Kept = tuple[Any, ...]
"""All that an entry says."""


@dataclass(frozen=True, slots=True)
class LedgerSchool:
    """The first teacher is the CPD lead; the second leaves today."""

    lead: Actor
    staff_ids: tuple[UUID, UUID]
    year_id: UUID
    next_year_id: UUID

    @property
    def scope(self) -> Scope:
        return self.lead.scope

    def as_teacher(self, number: int) -> Actor:
        return Actor(uuid4(), uuid4(), self.lead.school_id, self.staff_ids[number], frozenset({Role.TEACHER}))


def a_ledger_school(database: Database, *, roll_over_minutes_max: int) -> LedgerSchool:
    """A school of its own, so that its grants and sums are nobody else's. Nobody signs in."""
    with database.writing(NOBODY) as session:
        school = School(name="Ledger School", created_at=NOW)
        session.add(school)
        session.flush()
        school_id = school.id
    with database.writing(Scope(school_id)) as session:
        staff = [
            Staff(school_id=school_id, code=f"T{n}", name=f"T{n}", email=f"t{n}@birch.example", created_at=NOW,
                  left_on=TODAY if n else None)
            for n in range(2)
        ]  # fmt: skip
        years = [
            SchoolYear(school_id=school_id, name=f"{one:%Y}", starts_on=one, ends_on=two, cycle_days="[]",
                       created_at=NOW)
            for one, two in ((date(2025, 9, 1), TODAY), (date(2026, 11, 3), date(2027, 7, 1)))
        ]  # fmt: skip
        session.add_all([*staff, *years, TimePolicy(school_id=school_id, roll_over_minutes_max=roll_over_minutes_max)])
        session.flush()
        lead = Actor(uuid4(), uuid4(), school_id, staff[0].id, frozenset({Role.TEACHER, Role.CPD_LEAD}))
        return LedgerSchool(lead, (staff[0].id, staff[1].id), years[0].id, years[1].id)


def kept(entry: LedgerEntry) -> Kept:
    """All columns of an entry, as values."""
    return (
        entry.id, entry.pot_id, entry.kind, entry.minutes, entry.source, entry.settles_id, entry.to_pot_id,
        entry.corrects_id, entry.corrects_kind, entry.grant_id, entry.ref_id, entry.held_on, entry.reason,
        entry.by_staff_id, entry.made_at,
    )  # fmt: skip


def replayed(pot_id: UUID, entries: dict[UUID, LedgerEntry]) -> tuple[int, int, int]:
    """What is allocated, committed and spent of a pot by its entries: what DOMAIN 3.4 says each kind means."""
    allocated = committed = spent = 0
    for entry in entries.values():
        if entry.to_pot_id == pot_id:
            allocated += entry.minutes
        if entry.pot_id != pot_id:
            continue
        corrects = entries[entry.corrects_id].kind if entry.corrects_id else None
        match entry.kind:
            case EntryKind.TRANSFER:
                allocated -= entry.minutes
            case EntryKind.COMMIT:
                committed += entry.minutes
            case EntryKind.RELEASE:
                committed -= entry.minutes
            case EntryKind.SPEND:
                spent += entry.minutes
                committed -= entry.minutes if entry.settles_id else 0
            case EntryKind.ADJUST if corrects == EntryKind.SPEND:
                spent += entry.minutes
            case _:
                allocated += entry.minutes
    return allocated, committed, spent
