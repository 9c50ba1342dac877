"""What triggers and exclusions refuse, in plain SQL past all of our code. The ledger's and the closing's stand in
test_ledger_is_append_only.py and test_year_closing.py.

Each case is named after the trigger to take out; on PostgreSQL the fair's are fair_presenter_places and fair_slot_rooms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import copying
import pytest
import sqlalchemy as sa
from copying import OTHER
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from storing import BIRCH, looking, store

from app.db import constraints, faults

BOTH = frozenset({"sqlite", "postgres"})
SQLITE, POSTGRES = frozenset({"sqlite"}), frozenset({"postgres"})
HERE = f"school_id = '{BIRCH.id('school').hex}'"
LATER = {"starts": "'18:00:00.000000'", "ends": "'18:30:00.000000'"}
NEXT_DAY = {"starts_at": "'2026-11-05 09:00:00.000000'", "ends_at": "'2026-11-05 09:30:00.000000'"}
NEXT_YEAR = {"starts_on": "'2036-09-01'", "ends_on": "'2037-07-20'"}
Step = str | tuple[str, dict[str, str]]
"""SQL, or a table of which a row is stored again with other values."""


@dataclass(frozen=True)
class Case:
    """What is done first, and what is refused then, by which name."""

    last: Step
    by: str
    first: tuple[Step, ...] = ()
    engines: frozenset[str] = BOTH


def _copy(table: str, **others: str) -> Step:
    return (table, {"id": OTHER} | others)


def _grows(table: str) -> Case:
    return Case(f"UPDATE {table} SET school_id = school_id WHERE {HERE}", constraints.ONLY_GROWS)


_TALK = f"UPDATE fair_slot SET kind = 'nano', number = NULL WHERE {HERE}"
_OTHER = f"WHERE {HERE} AND id = {OTHER}"
CASES = {
    "fair_presenter_insert": Case(_copy("fair_presenter"), constraints.TWO_PLACES),
    "fair_presenter_update": Case(
        f"UPDATE fair_presenter SET starts = '15:30:00.000000', ends = '16:00:00.000000' {_OTHER}",
        constraints.TWO_PLACES,
        (_copy("fair_slot", kind="'nano'", number="NULL", **LATER), _copy("fair_presenter", slot_id=OTHER, **LATER)),
    ),
    "fair_slot_insert": Case(_copy("fair_slot"), constraints.ROOM_TAKEN, (_TALK,)),
    "fair_slot_update": Case(
        f"UPDATE fair_slot SET starts = '15:30:00.000000', ends = '16:00:00.000000' {_OTHER}",
        constraints.ROOM_TAKEN,
        (_TALK, _copy("fair_slot", kind="'micro'", **LATER)),
    ),
    "occupied_insert": Case(_copy("occupied"), constraints.OVERLAP),
    "occupied_update": Case(
        f"UPDATE occupied SET starts_at = '2026-11-03 09:00:00.000000', ends_at = '2026-11-03 09:30:00.000000' {_OTHER}",
        constraints.OVERLAP,
        (_copy("occupied", **NEXT_DAY),),
    ),
    "occupied_length": Case(
        _copy("occupied", starts_at="'2026-12-05 09:00:00.000000'", ends_at="'2026-12-06 09:00:01.000000'"),
        constraints.OVERLAP, engines=SQLITE,
    ),
    "occupied_length_update": Case(
        f"UPDATE occupied SET ends_at = '2026-11-06 09:00:01.000000' {_OTHER}",
        constraints.OVERLAP, (_copy("occupied", **NEXT_DAY),), SQLITE,
    ),
    "study_round_small_group": Case(
        _copy("study_round"), constraints.SMALL_GROUP, (f"UPDATE plc_member SET is_guest = TRUE WHERE {HERE}",)
    ),
    "school_year_insert": Case(_copy("school_year", name="'other'"), constraints.YEARS_OVERLAP),
    "school_year_update": Case(
        f"UPDATE school_year SET starts_on = '2026-09-02', ends_on = '2027-07-20' {_OTHER}",
        constraints.YEARS_OVERLAP,
        (_copy("school_year", name="'other'", **NEXT_YEAR),),
    ),
    "audit_entry_stays": Case(f"DELETE FROM audit_entry WHERE {HERE}", constraints.ONLY_GROWS),
    "audit_head_stays": Case(f"DELETE FROM audit_head WHERE {HERE}", constraints.ONLY_GROWS),
    "audit_head_moves_on": Case(f"UPDATE audit_head SET number = number WHERE {HERE}", constraints.ONLY_GROWS),
    "audit_entry_no_truncate": Case("TRUNCATE audit_entry", constraints.ONLY_GROWS, engines=POSTGRES),
    "audit_head_no_truncate": Case("TRUNCATE audit_head", constraints.ONLY_GROWS, engines=POSTGRES),
} | {f"{table}_only_grows": _grows(table) for table in constraints.GROWING}  # fmt: skip
EXCLUSIONS = {constraints.OVERLAP: "ex_occupied_person", constraints.YEARS_OVERLAP: "ex_school_year"}
"""What PostgreSQL calls the same."""


@pytest.fixture(scope="module")
def stored(database_url: str) -> Iterator[Connection]:
    """The tests' own database with a row of everything in it, until these tests are over."""
    with looking(database_url) as opened:
        store(opened, BIRCH)
        yield opened
        opened.rollback()


@pytest.fixture
def connection(stored: Connection) -> Iterator[Connection]:
    """The same, and what the test does is taken back."""
    step = stored.begin_nested()
    yield stored
    step.rollback()


def _do(connection: Connection, step: Step) -> None:
    if isinstance(step, str):
        connection.execute(sa.text(step))
    else:
        copying.copy(connection, *step, where=HERE)


ONLY = {SQLITE: [pytest.mark.only_sqlite], POSTGRES: [pytest.mark.only_postgres], BOTH: []}


@pytest.mark.parametrize("name", [pytest.param(name, marks=ONLY[case.engines]) for name, case in CASES.items()])
def test_what_a_trigger_refuses(name: str, connection: Connection) -> None:
    """Take out: the trigger of that name; PostgreSQL has an exclusion, or one trigger for both, in some places."""
    case = CASES[name]
    is_postgres = connection.dialect.name == "postgresql"
    for step in case.first:
        _do(connection, step)

    with pytest.raises(IntegrityError) as refusal:
        _do(connection, case.last)

    assert faults.constraint_of(refusal.value) in {case.by, EXCLUSIONS.get(case.by) if is_postgres else case.by}
