"""A year that is closed stays as it was signed for, and only a year without loose ends is closed: by raw SQL.

Each test states which trigger or constraint of app/db/ledger_laws.py or time_budget/tables.py to take out to see it
fail. How people close a year stands in tests/api.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_time import give
from cast import NOW, World
from raw_ledger import ENTRY, GRANT, INSERT, RawLedger

from app.school_year.tables import SchoolYear
from app.time_budget import queries
from app.time_budget.rules import EntryKind

CLOSING = """INSERT INTO year_closing (school_id, id, year_id, allocated_minutes, spent_minutes, lapsed_minutes,
    rolled_over_minutes, agreed_with, closed_by, closed_at) VALUES (:school, :closing, :year, :allocated, :used, 0, 0,
    :agreed, :by, '2027-07-22 16:00:00')"""
POT = """INSERT INTO time_pot (school_id, id, staff_id, year_id, category, source, allocated_minutes,
    committed_minutes, spent_minutes) VALUES (:school, :new_pot, :by, :in_year, 'observe', 'protected', 0, 0, 0)"""


class Ending(RawLedger):
    """Amina's observing pot: 90 given, 60 used; the year can be closed once the 30 are used or gone."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.year_id = give(world.database, world.amina, 90)
        with world.database.reading(world.hana.scope) as session:
            (pot,) = queries.pots_of_year(session, world.hana.actor, self.year_id)
        self.pot_id = pot.id
        self.used = self.insert(minutes=60)

    def closing(self, **more: Any) -> dict[str, Any]:
        """The values of a closing that is right once all 90 are used."""
        return {"closing": uuid4(), "year": self.year_id, "allocated": 90, "used": 90, "agreed": "A. Rep"} | more

    def close(self) -> UUID:
        """Use what is left, and close the year; answers with the closing's id."""
        self.insert(minutes=30)
        values = self.closing()
        self.run(CLOSING, **values)
        return values["closing"]

    def next_year_pot(self) -> UUID:
        """The same pot of the year after."""
        with self.world.database.writing(self.world.hana.scope) as session:
            year = SchoolYear(
                school_id=self.world.birch_id, name="2027/28", starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 20),
                cycle_days="[]", created_at=NOW,
            )  # fmt: skip
            session.add(year)
            session.flush()
            year_id = year.id
        new_pot = uuid4()
        self.run(POT, new_pot=new_pot, in_year=year_id)
        return new_pot


@pytest.fixture
def ending(world: World) -> Ending:
    return Ending(world)


def test_a_year_with_unplaced_minutes_is_not_closed(ending: Ending) -> None:
    """Take out: `allocated <> spent` in _NOT_TO_ZERO (trigger year_closing_to_zero, year_closing_before)."""
    assert ending.refused(CLOSING, **ending.closing(allocated=60, used=60)) == "year_not_to_zero"
    assert ending.refused(CLOSING, **ending.closing()) == "year_not_to_zero"


def test_a_year_with_one_promised_minute_is_not_closed(ending: Ending) -> None:
    """Take out: `committed_minutes <> 0` in _NOT_TO_ZERO: a promise is also neither used nor gone."""
    ending.insert(minutes=29)
    promise = ending.insert(kind="commit", minutes=1, reason="")

    assert ending.refused(CLOSING, **ending.closing()) == "year_not_to_zero"

    ending.insert(minutes=1, settles=promise)
    assert ending.run(CLOSING, **ending.closing()) == 1


def test_a_year_is_closed_with_the_sums_of_its_pots(ending: Ending) -> None:
    """Take out: the sum of spent_minutes in _NOT_TO_ZERO, or the CHECKs of year_closing."""
    ending.insert(minutes=30)

    assert ending.refused(CLOSING, **ending.closing(allocated=89, used=89)) == "year_not_to_zero"
    assert ending.refused(CLOSING, **ending.closing(allocated=91, used=91)) == "year_not_to_zero"
    assert ending.refused(CLOSING, **ending.closing(allocated=91)) == "ck_year_closing_to_zero"
    assert ending.refused(CLOSING, **ending.closing(agreed="")) == "ck_year_closing_agreed_with"


def test_a_year_is_closed_once(ending: Ending) -> None:
    """Take out: the unique key uq_year_closing_one (and on SQLite the trigger year_closing_once)."""
    closing = ending.close()

    assert ending.refused(CLOSING, **ending.closing()) in {"uq_year_closing_one", "year_is_closed"}
    if ending.is_sqlite:
        replacing = CLOSING.replace("INSERT", "INSERT OR REPLACE")
        assert ending.refused(replacing, **ending.closing(closing=closing, agreed="Me")) == "year_is_closed"


def test_a_closing_cannot_be_changed_deleted_or_emptied(ending: Ending) -> None:
    """Take out: the triggers year_closing_no_update, year_closing_no_delete; year_closing_no_change, _no_truncate."""
    closing = ending.close()

    for change in ("agreed_with = 'Me'", "lapsed_minutes = 5", "closed_at = '2020-01-01 00:00:00'", "id = school_id"):
        assert ending.refused(f"UPDATE year_closing SET {change} WHERE id = :id", id=closing) == "year_is_closed"
    assert ending.refused("DELETE FROM year_closing WHERE id = :id", id=closing) == "year_is_closed"
    if not ending.is_sqlite:
        assert ending.refused("TRUNCATE year_closing") == "year_is_closed"


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind != EntryKind.TRANSFER])
def test_no_entry_gets_into_a_closed_year(ending: Ending, kind: EntryKind) -> None:
    """Take out: _IN_CLOSED_YEAR (trigger ledger_year_open; in ledger_post on PostgreSQL).

    Each would be refused here for want of minutes, too; SQLite asks for the year first, so there it shows.
    """
    ending.close()
    values = ENTRY | {"id": uuid4(), "kind": kind.value, "minutes": 1}
    gives = kind in {EntryKind.ALLOCATE, EntryKind.ADJUST}
    if gives:
        values |= ending.granted(1) | {"kind": kind.value}

    refusal = ending.refused(*([GRANT] * gives), f"INSERT {INSERT}", **values)

    others = set() if ending.is_sqlite or gives else {"ck_time_pot_not_overspent", "ck_ledger_entry_release_settles"}
    assert refusal in {"year_is_closed", *others}


def test_no_correction_gets_into_a_closed_year(ending: Ending) -> None:
    """Take out: _IN_CLOSED_YEAR."""
    ending.close()

    values = {"kind": "adjust", "minutes": -1, "corrects": ending.used, "corrected": "spend"}

    assert ending.post(**values) == "year_is_closed"


def test_no_transfer_gets_into_a_closed_year(ending: Ending) -> None:
    """Take out: NEW.to_pot_id in _IN_CLOSED_YEAR."""
    coming = ending.next_year_pot()
    next_year = ending.ask("SELECT year_id FROM time_pot WHERE id = :coming", coming=coming)
    ending.insert(before=(GRANT,), pot=coming, **ending.granted(30) | {"year": next_year})
    ending.close()

    assert ending.post(kind="transfer", pot=coming, to=ending.pot_id) == "year_is_closed"


def test_minutes_go_over_before_the_year_is_closed(ending: Ending) -> None:
    """The other side of the edge: what goes over leaves nothing behind, and the year can be closed."""
    coming = ending.next_year_pot()
    ending.insert(kind="transfer", minutes=30, to=coming)

    assert ending.run(CLOSING, **ending.closing(allocated=60, used=60)) == 1
    assert ending.sums(coming) == (30, 0, 0)


def test_a_grant_gets_into_no_closed_year(ending: Ending) -> None:
    """Take out: fk_time_grant_posted: without it a grant that nobody was given stands in the signed year."""
    ending.close()

    assert ending.refused(GRANT, **ending.granted(30)) == ending.named("fk_time_grant_posted")


def test_a_pot_cannot_be_taken_out_of_a_closed_year_or_into_one(ending: Ending) -> None:
    """Take out: _pot_changes in the trigger time_pot_sums."""
    coming = ending.next_year_pot()
    ending.close()

    assert ending.refused("UPDATE time_pot SET year_id = :year, category = 'cover' WHERE id = :id",
                          id=coming, year=ending.year_id) == "time_pot_sums_by_ledger"  # fmt: skip
    assert ending.refused("UPDATE time_pot SET category = 'cover' WHERE id = :pot") == "time_pot_sums_by_ledger"
