"""The ledger by raw SQL, past every line of our own code: for tests of what the database itself refuses."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import World
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.db import faults

INSERT = """INTO ledger_entry (school_id, id, pot_id, kind, minutes, source, settles_id, to_pot_id, corrects_id,
    corrects_kind, grant_id, reason, by_staff_id, made_at) VALUES (:school, :id, :pot, :kind, :minutes, :source,
    :settles, :to, :corrects, :corrected, :grant, :reason, :by, '2026-11-02 09:00:00')"""
GRANT = """INSERT INTO time_grant (school_id, id, year_id, source, kind, minutes, posted_minutes, teachers, reason,
    by_staff_id, made_at) VALUES (:school, :grant, :year, :of, 'adjustment', :granted, :posted, 1, 'By hand', :by,
    '2026-11-02 09:00:00')"""
ENTRY = {
    "kind": "spend", "minutes": 30, "source": "protected", "settles": None, "to": None, "corrects": None,
    "corrected": None, "grant": None, "reason": "By hand",
}  # fmt: skip
TABLES = ("ledger_entry", "time_pot", "time_grant", "year_closing")


class RawLedger:
    """One pot of Amina's in a year of Birch School, and statements about it."""

    pot_id: UUID
    year_id: UUID

    def __init__(self, world: World) -> None:
        self.world = world
        self.engine = world.database.engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def run(self, *statements: str, school_id: UUID | None = None, **values: Any) -> int:
        """Send statements in one transaction, as this school; answers with the rows that the last touched."""
        given = {"school": self.world.birch_id, "by": self.world.amina.staff_id, "pot": self.pot_id} | values
        with self.engine.connect() as connection, connection.begin():
            self._announce(connection, school_id or self.world.birch_id)
            for sql in statements:
                names = {name: self._plain(value) for name, value in given.items() if f":{name}" in sql}
                touched = connection.execute(text(sql), names).rowcount
        return touched

    def insert(self, *, before: tuple[str, ...] = (), **values: Any) -> UUID:
        """A new entry, with good defaults, after the statements *before*; answers with its id."""
        entry_id = values.setdefault("id", uuid4())
        self.run(*before, f"INSERT {INSERT}", **(ENTRY | values))
        return entry_id

    def refused(self, *statements: str, **values: Any) -> str | None:
        """Send what must be refused and change nothing; answers with the constraint that did.

        None: a foreign key of SQLite, which does not say its name.
        """
        before = self.everything()
        with pytest.raises(IntegrityError) as refusal:
            self.run(*statements, **values)
        assert self.everything() == before
        name = faults.constraint_of(refusal.value)
        assert name is not None or "FOREIGN KEY" in str(refusal.value.orig)
        return name

    def post(self, *, before: tuple[str, ...] = (), sql: str = f"INSERT {INSERT}", **values: Any) -> str | None:
        """As refused, for a new entry with good defaults."""
        return self.refused(*before, sql, **({"id": uuid4()} | ENTRY | values))

    def give(self, minutes: int, *, granted: int | None = None, **values: Any) -> str | None:
        """As refused, for an ADJUST of *minutes* and its own grant, of as many unless *granted* says otherwise."""
        return self.post(before=(GRANT,), **self.granted(minutes, granted=granted), **values)

    def granted(self, minutes: int, *, granted: int | None = None) -> dict[str, Any]:
        """The values of an entry and of the grant that it belongs to."""
        return {
            "kind": "adjust", "minutes": minutes, "grant": uuid4(), "year": self.year_id, "of": "protected",
            "granted": minutes if granted is None else granted, "posted": 0,
        }  # fmt: skip

    def named(self, foreign_key: str) -> str | None:
        """How a broken *foreign_key* is told: SQLite does not name it."""
        return None if self.is_sqlite else foreign_key

    def ask(self, sql: str, **values: Any) -> Any:
        """The first column of the first row; ids as UUIDs."""
        names = {"pot": self.pot_id} | values
        with self.engine.connect() as connection:
            self._announce(connection, self.world.birch_id)
            found = connection.execute(
                text(sql), {name: self._plain(value) for name, value in names.items() if f":{name}" in sql}
            ).scalar_one()
        return UUID(found) if isinstance(found, str) and len(found) == 32 else found

    def sums(self, pot_id: UUID) -> tuple[int, int, int]:
        """What is allocated, committed and spent of a pot."""
        columns = ("allocated_minutes", "committed_minutes", "spent_minutes")
        return tuple(self.ask(f"SELECT {column} FROM time_pot WHERE id = :id", id=pot_id) for column in columns)

    def everything(self) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        with self.engine.connect() as connection:
            self._announce(connection, self.world.birch_id)
            for table in TABLES:
                sql = f"SELECT * FROM {table} WHERE school_id = :school ORDER BY id"
                found += map(tuple, connection.execute(text(sql), {"school": self._plain(self.world.birch_id)}))
        return found

    def _announce(self, connection: Connection, school_id: UUID) -> None:
        if not self.is_sqlite:
            connection.execute(text("SELECT set_config('app.school_id', :school, true)"), {"school": str(school_id)})

    def _plain(self, value: Any) -> Any:
        return value.hex if isinstance(value, UUID) and self.is_sqlite else value
