"""Three million entries for `bench.ledger`: schools, teachers and years by the product's own tables, entries by SQL.

Only here are triggers put aside. Afterwards they are made anew, and each pot's sums are held against its entries.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import click
from sqlalchemy import Connection, create_engine, event
from sqlmodel import Session, col, insert, select

from app.db import constraints
from app.db.session import Database
from app.identity import actions as identity
from app.identity import queries as people
from app.identity.tables import Account, School, Staff
from app.kernel.actor import NOBODY, Actor, Role, Scope
from app.school_year import actions as years
from app.school_year.schemas import HalfTermIn, YearIn
from app.time_budget.rules import GrantKind, TimeCategory, TimeSource
from app.time_budget.tables import LedgerEntry, TimeGrant, TimePot
from bench.school import Person

SCHOOLS, TEACHERS, YEARS = 60, 60, 3
PROMISES, DIRECT = 33, 33
ENTRIES_OF_POT: Final = 1 + PROMISES + (PROMISES - 2) + DIRECT
"""What was given, promises (the last two are still open), their ends, and minutes logged without a promise."""
GIVEN, PROMISED, LOGGED = 1800, 10, 5
RELEASED = sum(1 for number in range(1, PROMISES - 1) if number % 3 == 0)
SPENT = PROMISED * (PROMISES - 2 - RELEASED) + LOGGED * DIRECT
OPEN = 2 * PROMISED
HALF_TERMS = (
    ("2026-09-02", "2026-10-23"), ("2026-11-02", "2026-12-18"), ("2027-01-04", "2027-02-12"),
    ("2027-02-22", "2027-03-25"), ("2027-04-12", "2027-05-28"), ("2027-06-07", "2027-07-21"),
)  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]

# One row for each entry of a pot: its number, what it is, which one it settles, and how many days into the year.
_PATTERN: Final = [
    (0, "allocate", GIVEN, None, 0),
    *((number, "commit", PROMISED, None, number * 9) for number in range(1, PROMISES + 1)),
    *(
        (100 + number, "release" if number % 3 == 0 else "spend", PROMISED, number, number * 9)
        for number in range(1, PROMISES - 1)
    ),
    *((200 + number, "spend", LOGGED, None, number * 9 + 2) for number in range(1, DIRECT + 1)),
]


def load(database: Database, url: str, now: datetime) -> tuple[list[Person], list[Person]]:
    """Fill the database; answers with a signed-in teacher and a signed-in CPD lead of each school."""
    teachers, leads = [], []
    schools = [_school(database, number, now) for number in range(SCHOOLS)]
    for school_id, lead, teacher in schools:
        _years(database, school_id, lead.actor, now)
        leads.append(lead)
        teachers.append(teacher)
    with _unguarded(url) as connection:
        connection.exec_driver_sql(
            "CREATE TEMPORARY TABLE pattern (n integer, kind text, minutes integer, settles integer, day integer)"
        )
        connection.exec_driver_sql("INSERT INTO pattern VALUES " + ", ".join(_row(line) for line in _PATTERN))
        for number, (school_id, _, _) in enumerate(schools, 1):
            _entries(connection, school_id)
            if number % 20 == 0:
                click.echo(f"  loaded {number} schools", err=True)
    _hold_against_entries(database, [school_id for school_id, _, _ in schools])
    return teachers, leads


def count(url: str) -> int:
    """How many entries there are in all schools."""
    engine = create_engine(_as_owner(url))
    with engine.connect() as connection:
        found = int(connection.exec_driver_sql("SELECT count(*) FROM ledger_entry").scalar_one())
    engine.dispose()
    return found


def _school(database: Database, number: int, now: datetime) -> tuple[UUID, Person, Person]:
    """A school with its teachers; the first is the CPD lead. Two of them are signed in."""
    with database.writing(NOBODY) as session:
        school = School(name=f"School {number:02}", created_at=now)
        session.add(school)
        session.flush()
        school_id = school.id
    with database.writing(Scope(school_id)) as session:
        staff = []
        for place in range(TEACHERS):
            email = f"t{place}.s{number}@bench.example"
            account = Account(email=email, created_at=now)
            row = Staff(
                school_id=school_id, code=f"T{place:02}", name=f"Teacher {place:02}", email=email, created_at=now
            )
            session.add_all([account, row])
            staff.append((account, row))
        session.flush()
        for place, (account, row) in enumerate(staff):
            identity.open_door(session, account, row, [Role.TEACHER, *([Role.CPD_LEAD] if place == 0 else [])])
        session.flush()
        signed_in = []
        for account, row in staff[:2]:
            opened, secret = identity.open_session(session, account.id, "bench", now)
            actor = people.signed_in_by_id(session, opened.id, now)
            signed_in.append(Person(actor, secret, row.person_id, row.name))
        return school_id, signed_in[0], signed_in[1]


def _years(database: Database, school_id: UUID, lead: Actor, now: datetime) -> None:
    """Three years, their pots and grants; the pots are still empty."""
    with database.writing(Scope(school_id)) as session:
        staff_ids = list(session.exec(select(Staff.id).where(col(Staff.school_id) == school_id)))
        for back in range(YEARS):
            year_id = _year(session, lead, back, now)
            pots = [
                {"school_id": school_id, "id": uuid4(), "staff_id": staff_id, "year_id": year_id, "category": category,
                 "source": TimeSource.PROTECTED, "allocated_minutes": 0, "committed_minutes": 0, "spent_minutes": 0}
                for staff_id in staff_ids for category in TimeCategory
            ]  # fmt: skip
            session.execute(insert(TimePot), pots)


def _year(session: Session, lead: Actor, back: int, now: datetime) -> UUID:
    def day(text: str) -> date:
        return date.fromisoformat(text) - timedelta(weeks=52 * back)

    wish = YearIn(
        name=f"{2026 - back}/{27 - back}", cycle_days=DAYS, cycle_follows_weekdays=True, starts_with_week=1,
        half_terms=[HalfTermIn(starts_on=day(one), ends_on=day(two)) for one, two in HALF_TERMS], exceptions=[],
    )  # fmt: skip
    return years.add_year(session, lead, wish, now).id


@contextmanager
def _unguarded(url: str) -> Iterator[Connection]:
    """A transaction without triggers, policies and foreign keys; they are there again when it ends."""
    engine = create_engine(_as_owner(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA cache_size=-400000")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        connection.commit()
        if engine.dialect.name == "sqlite":
            constraints.drop(connection)
        yield connection
        if engine.dialect.name == "sqlite":
            constraints.apply(connection)
        connection.commit()
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "ANALYZE ledger_entry, time_pot")
        connection.commit()
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    engine.dispose()


def _as_owner(url: str) -> str:
    """The test server's superuser, whom no policy narrows."""
    return url.replace("//kenkyu_app@", "//kenkyu_test@")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.create_function("entry_id", 2, _entry_id, deterministic=True)


def _entry_id(pot_id: str, number: int | None) -> str | None:
    return None if number is None else hashlib.md5(f"{pot_id}{number}".encode()).hexdigest()


def _row(line: tuple[int, str, int, int | None, int]) -> str:
    number, kind, minutes, settles, day = line
    return f"({number}, '{kind}', {minutes}, {'NULL' if settles is None else settles}, {day})"


def _entries(connection: Connection, school_id: UUID) -> None:
    """All entries of a school in one statement; the grants and the sums that belong to them."""
    is_sqlite = connection.dialect.name == "sqlite"
    school = school_id.hex if is_sqlite else str(school_id)
    entry = "entry_id({pot}, {number})" if is_sqlite else "md5({pot}::text || {number})::uuid"
    ref = entry.format(pot="p.id", number="(g.n - 100 * (g.n / 100) + 1000)")
    day = "date(y.starts_on, '+' || g.day || ' days')" if is_sqlite else "y.starts_on + g.day"
    at = f"{day} || ' 09:00:00.000000'" if is_sqlite else f"({day})::timestamp + interval '9 hours'"
    run = connection.exec_driver_sql
    run(f"""
        INSERT INTO time_grant (school_id, id, year_id, source, kind, rule, minutes, posted_minutes, teachers, reason,
            by_staff_id, made_at)
        SELECT p.school_id, {entry.format(pot="y.id", number=0)}, y.id, 'protected', '{GrantKind.ALLOCATION}', 'full',
            sum({GIVEN}), sum({GIVEN}), {TEACHERS}, 'Bench', min({"p.staff_id" if is_sqlite else "p.staff_id::text"})
            {"" if is_sqlite else "::uuid"}, '2024-09-01 09:00:00'
        FROM time_pot p JOIN school_year y ON y.school_id = p.school_id AND y.id = p.year_id
        WHERE p.school_id = '{school}' GROUP BY p.school_id, y.id""")
    run(f"""
        INSERT INTO ledger_entry (school_id, id, pot_id, kind, minutes, source, settles_id, grant_id, ref_id, held_on,
            reason, by_staff_id, made_at)
        SELECT p.school_id, {entry.format(pot="p.id", number="g.n")}, p.id, g.kind, g.minutes, 'protected',
            {entry.format(pot="p.id", number="g.settles")},
            CASE WHEN g.n = 0 THEN {entry.format(pot="y.id", number=0)} END,
            CASE WHEN g.n BETWEEN 1 AND 199 THEN {ref} END,
            CASE WHEN g.n > 0 THEN {day} END, CASE WHEN g.n BETWEEN 1 AND 199 THEN '' ELSE 'Bench' END,
            p.staff_id, {at}
        FROM time_pot p JOIN school_year y ON y.school_id = p.school_id AND y.id = p.year_id CROSS JOIN pattern g
        WHERE p.school_id = '{school}'""")
    run(f"""
        UPDATE time_pot SET allocated_minutes = {GIVEN}, committed_minutes = {OPEN}, spent_minutes = {SPENT}
        WHERE school_id = '{school}'""")


def _hold_against_entries(database: Database, school_ids: list[UUID]) -> None:
    """Fail unless each pot is what its entries say, each end is of a promise, and each grant is what was given."""
    for school_id in school_ids:
        with database.reading(Scope(school_id)) as session:
            found: dict[UUID, list[int]] = {}
            commits: dict[UUID, tuple[UUID, int]] = {}
            ends: list[tuple[UUID, UUID, int]] = []
            columns: Any = (
                LedgerEntry.id, LedgerEntry.pot_id, LedgerEntry.kind, LedgerEntry.minutes, LedgerEntry.settles_id
            )  # fmt: skip
            rows = session.exec(select(*columns))
            for entry_id, pot_id, kind, minutes, settles_id in rows:
                sums = found.setdefault(pot_id, [0, 0, 0])
                sums[0] += minutes if kind == "allocate" else 0
                sums[1] += minutes if kind == "commit" else -minutes if settles_id else 0
                sums[2] += minutes if kind == "spend" else 0
                if kind == "commit":
                    commits[entry_id] = (pot_id, minutes)
                if settles_id:
                    ends.append((settles_id, pot_id, minutes))
            pots = {
                row.id: [row.allocated_minutes, row.committed_minutes, row.spent_minutes]
                for row in session.exec(select(TimePot))
            }
            granted = sum(session.exec(select(TimeGrant.minutes)))
        assert pots == found
        assert all(commits[promise] == (pot_id, minutes) for promise, pot_id, minutes in ends)
        assert granted == sum(sums[0] for sums in pots.values())
