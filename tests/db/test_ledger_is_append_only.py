"""Promise 4: what is in the ledger stays, whatever SQL is sent, on both engines (RELIABILITY 3.1, E27).

Each test states which trigger, constraint or policy of app/db/constraints.py or time_budget/tables.py to take
out to see it fail. All statements go straight to the database, past every line of our own code.
"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from build_time import give
from cast import NOW, World
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.db import faults
from app.time_budget import actions
from app.time_budget.rules import TimeCategory

COLUMNS = "school_id, id, pot_id, kind, minutes, source, settles_id, reason, by_staff_id, made_at"
VALUES = ":school, :id, :pot, :kind, :minutes, 'protected', :settles, 'By hand', :by, '2026-11-02 09:00:00'"
INSERT = f"INTO ledger_entry ({COLUMNS}) VALUES ({VALUES})"
UPSERT = f"INSERT {INSERT} ON CONFLICT (school_id, id) DO UPDATE SET minutes = 1"
POT_INSERT = """INTO time_pot (school_id, id, staff_id, year_id, category, allocated_minutes, committed_minutes,
    spent_minutes) VALUES (:school, :pot, :by, :year, 'observe', :minutes, 0, 0)"""


class Stored:
    """Amina's observing pot: 90 given, 30 promised and logged, 30 promised; and raw SQL on it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.engine = world.database.engine
        self.year_id = give(world.database, world.amina, 90)
        give(world.database, world.eve, 90)
        with world.database.writing(world.amina.scope) as session:
            self.logged, self.promised = (
                actions.commit(
                    session, world.amina.actor, staff_id=world.amina.staff_id, year_id=self.year_id,
                    category=TimeCategory.OBSERVE, minutes=30, ref_id=uuid4(), held_on=NOW.date(), now=NOW,
                ).id
                for _ in range(2)
            )  # fmt: skip
            entry = actions.spend(session, world.amina.actor, self.logged, NOW)
            self.spent, self.pot_id = entry.id, entry.pot_id

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def run(self, sql: str, *, school_id: UUID | None = None, **values: Any) -> int:
        """Send one statement as this school; answers with the rows it touched."""
        given = {"school": self.world.birch_id, "by": self.world.amina.staff_id, "pot": self.pot_id} | values
        names = {name: self._plain(value) for name, value in given.items() if f":{name}" in sql}
        with self.engine.connect() as connection, connection.begin():
            self._announce(connection, school_id or self.world.birch_id)
            return connection.execute(text(sql), names).rowcount

    def refused(self, sql: str, **values: Any) -> str | None:
        """Send a statement that must be refused and change nothing; answers with the constraint that did."""
        before = self.everything()
        with pytest.raises(IntegrityError) as refusal:
            self.run(sql, **values)
        assert self.everything() == before
        return faults.constraint_of(refusal.value)

    def post(self, *, sql: str = f"INSERT {INSERT}", **values: Any) -> str | None:
        """As refused, for a new entry with good defaults."""
        entry = {"id": uuid4(), "kind": "spend", "minutes": 30, "settles": None}
        return self.refused(sql, **(entry | values))

    def everything(self) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        with self.engine.connect() as connection:
            self._announce(connection, self.world.birch_id)
            for table in ("ledger_entry", "time_pot"):
                sql = f"SELECT * FROM {table} WHERE school_id = :school ORDER BY id"
                found += map(tuple, connection.execute(text(sql), {"school": self._plain(self.world.birch_id)}))
        return found

    def _announce(self, connection: Any, school_id: UUID) -> None:
        if not self.is_sqlite:
            connection.execute(text("SELECT set_config('app.school_id', :school, true)"), {"school": str(school_id)})

    def _plain(self, value: Any) -> Any:
        return value.hex if isinstance(value, UUID) and self.is_sqlite else value


@pytest.fixture
def stored(world: World) -> Stored:
    return Stored(world)


def test_an_entry_cannot_be_changed(stored: Stored) -> None:
    """Take out: the triggers ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    for change in ("minutes = 1", "kind = 'adjust'", "reason = 'Better'", "made_at = '2020-01-01 00:00:00'"):
        sql = f"UPDATE ledger_entry SET {change} WHERE id = :id"
        assert stored.refused(sql, id=stored.spent) == "ledger_append_only"


def test_an_entry_cannot_be_deleted(stored: Stored) -> None:
    """Take out: the triggers ledger_no_delete (SQLite), ledger_no_change (PostgreSQL)."""
    assert stored.refused("DELETE FROM ledger_entry WHERE id = :id", id=stored.spent) == "ledger_append_only"
    assert stored.refused("DELETE FROM ledger_entry WHERE school_id = :school") == "ledger_append_only"


def test_the_ledger_cannot_be_emptied(stored: Stored) -> None:
    """Take out: the triggers ledger_no_truncate and time_pot_no_truncate (PostgreSQL; SQLite has no TRUNCATE,
    there ledger_no_delete must also stop a DELETE without a WHERE, which SQLite optimises)."""
    if stored.is_sqlite:
        assert stored.refused("DELETE FROM ledger_entry") == "ledger_append_only"
        assert stored.refused("DELETE FROM time_pot") == "time_pot_sums_by_ledger"
        return
    assert stored.refused("TRUNCATE ledger_entry CASCADE") == "ledger_append_only"
    assert stored.refused("TRUNCATE time_pot CASCADE") == "time_pot_sums_by_ledger"


def test_an_entry_cannot_be_replaced_by_inserting_it_again(stored: Stored) -> None:
    """Take out: the trigger ledger_exists AND the pragma recursive_triggers (SQLite: each alone holds, E27);
    on PostgreSQL the primary key refuses."""
    replacing = f"INSERT OR REPLACE {INSERT}" if stored.is_sqlite else f"INSERT {INSERT}"

    constraint = stored.post(sql=replacing, id=stored.spent, minutes=1)

    assert constraint == ("ledger_entry_exists" if stored.is_sqlite else "pk_ledger_entry")


def test_an_entry_cannot_be_replaced_by_an_update_onto_it(stored: Stored) -> None:
    """Take out: the triggers ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    onto = "UPDATE OR REPLACE" if stored.is_sqlite else "UPDATE"

    sql = f"{onto} ledger_entry SET id = :other WHERE id = :id"

    assert stored.refused(sql, id=stored.spent, other=stored.logged) == "ledger_append_only"


def test_an_entry_cannot_be_upserted(stored: Stored) -> None:
    """Take out: the triggers ledger_exists and ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    constraint = stored.post(sql=UPSERT, id=stored.spent, minutes=1)

    assert constraint in {"ledger_append_only", "ledger_entry_exists"}


@pytest.mark.parametrize("sums", ["allocated_minutes = 6000", "committed_minutes = 0", "spent_minutes = 0"])
def test_a_pots_sums_cannot_be_written(stored: Stored, sums: str) -> None:
    """Take out: the trigger time_pot_sums."""
    assert stored.refused(f"UPDATE time_pot SET {sums} WHERE id = :pot") == "time_pot_sums_by_ledger"


def test_a_pot_cannot_be_opened_full_replaced_or_deleted(stored: Stored) -> None:
    """Take out: the triggers time_pot_opens_empty and time_pot_no_delete (and recursive_triggers)."""
    year = {"year": stored.year_id}

    assert stored.refused(f"INSERT {POT_INSERT}", pot=uuid4(), minutes=90, **year) == "time_pot_sums_by_ledger"
    assert stored.refused("DELETE FROM time_pot WHERE id = :pot") is not None
    if stored.is_sqlite:
        assert stored.refused(f"INSERT OR REPLACE {POT_INSERT}", minutes=0, **year) == "time_pot_sums_by_ledger"
        assert stored.refused(f"INSERT OR REPLACE {POT_INSERT}", pot=uuid4(), minutes=0, **year) is not None


def test_a_promise_is_settled_once(stored: Stored) -> None:
    """Take out: the unique key uq_ledger_entry_settled_once (and on SQLite the trigger ledger_exists)."""
    for kind in ("spend", "release"):
        constraint = stored.post(kind=kind, settles=stored.logged)
        assert constraint in {"uq_ledger_entry_settled_once", "ledger_entry_exists"}


def test_a_settlement_is_of_a_promise_of_the_same_pot_and_minutes(stored: Stored) -> None:
    """Take out: the trigger ledger_settles (SQLite), ledger_before (PostgreSQL)."""
    assert stored.post(settles=stored.promised, minutes=29) == "ledger_settles_commit"
    assert stored.post(settles=stored.spent) == "ledger_settles_commit"
    assert stored.post(settles=uuid4()) == "ledger_settles_commit"


def test_a_pot_cannot_be_overdrawn_by_one_minute(stored: Stored) -> None:
    """Take out: the CHECK ck_time_pot_not_overspent."""
    for kind in ("spend", "commit"):
        assert stored.post(kind=kind, minutes=31) == "ck_time_pot_not_overspent"
    assert stored.post(kind="adjust", minutes=-31) == "ck_time_pot_not_overspent"

    assert stored.run(f"INSERT {INSERT}", id=uuid4(), kind="spend", minutes=30, settles=None) == 1


@pytest.mark.parametrize(
    ("kind", "minutes", "constraint"),
    [
        ("adjust", 0, "ck_ledger_entry_minutes"),
        ("commit", -30, "ck_ledger_entry_only_adjust_takes"),
        ("release", 30, "ck_ledger_entry_release_settles"),
        ("gift", 30, "ck_ledger_entry_kind"),
    ],
)
def test_an_entry_that_means_nothing_is_refused(stored: Stored, kind: str, minutes: int, constraint: str) -> None:
    """Take out: the CHECK that is named."""
    assert stored.post(kind=kind, minutes=minutes) == constraint


def test_minutes_used_without_a_promise_need_a_reason(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_reason."""
    assert stored.post(sql=f"INSERT {INSERT}".replace("'By hand'", "''")) == "ck_ledger_entry_reason"


def test_an_entry_of_one_school_cannot_move_a_pot_of_another(stored: Stored) -> None:
    """Take out: school_id of the foreign key fk_ledger_entry_pot."""
    eve = stored.world.eve
    foreign = {"school": eve.actor.school_id, "id": uuid4(), "kind": "adjust", "minutes": 30, "settles": None}
    before = stored.everything()

    with pytest.raises(IntegrityError):
        stored.run(f"INSERT {INSERT}", school_id=eve.actor.school_id, **foreign)

    assert stored.everything() == before


@pytest.mark.only_postgres
def test_under_row_level_security_a_school_can_neither_see_nor_write_anothers_ledger(stored: Stored) -> None:
    """Take out: the policy own_school, or FORCE ROW LEVEL SECURITY."""
    cedar, before = stored.world.cedar_id, stored.everything()
    values = {"id": uuid4(), "kind": "adjust", "minutes": 30, "settles": None}

    with pytest.raises(ProgrammingError, match="row-level security"):
        stored.run(f"INSERT {INSERT}", school_id=cedar, **values)
    touched = stored.run("UPDATE time_pot SET allocated_minutes = 0 WHERE id = :pot", school_id=cedar)

    assert touched == 0
    assert stored.everything() == before
    with stored.engine.connect() as nobody:
        for table in ("ledger_entry", "time_pot"):
            assert nobody.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
