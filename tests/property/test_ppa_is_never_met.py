"""RELIABILITY promise 9: whatever the timetable and whatever is asked for, nothing is ever booked into PPA.

`make test` runs a share; PPA_TIMETABLES=1000 runs the whole promise. To see it fail: take `ex_occupied_person` and the
`occupied_*` triggers out of db/constraints.py, or let `_RANK` (timetable/rules/base_rows.py) put TEACH before PPA.
"""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from build import WEEKDAYS, Row, a_timetable
from cast import Person, World
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.occupied import actions, queries
from app.occupied.errors import ClosedTime, NotFree
from app.occupied.rules import PLANNED, OccupiedKind, Stretch
from app.occupied.tables import Occupied
from app.timetable.tables import Mark

TIMETABLES = int(os.environ.get("PPA_TIMETABLES", "30"))
REQUESTS = 20
TEACHERS = ("amina", "ben", "chloe")
DATES = [date(2026, 11, day) for day in (2, 3, 4, 5, 6)]
PERIODS = {
    "P1": ("08:45", "09:45"), "P2": ("09:45", "10:45"), "P3": ("11:05", "11:55"), "P4": ("11:50", "12:40"),
    "P5": ("13:50", "14:50"),
}  # fmt: skip
"""P4 starts before P3 has ended, as in real schools."""
SHORT_YEAR = [
    {"starts_on": starts_on, "ends_on": ends_on}
    for starts_on, ends_on in (
        ("2026-10-05", "2026-10-05"), ("2026-11-02", "2026-11-06"), ("2027-01-04", "2027-01-04"),
        ("2027-02-22", "2027-02-22"), ("2027-04-12", "2027-04-12"), ("2027-06-07", "2027-06-07"),
    )
]  # fmt: skip
"""One week is enough: what is asked for falls into it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A booking that somebody tries: of whom, when, how long; with or without leaving their own lesson for it."""

    teacher: str
    day: int
    starts: int
    minutes: int
    kind: OccupiedKind
    leaves_lesson: bool


what = st.sampled_from(["PPA", "PPA", "ECT", "Duty", "Leadership", "lesson", "lesson", "lesson", "both"])
slots = st.tuples(st.sampled_from(TEACHERS), st.sampled_from(WEEKDAYS), st.sampled_from(list(PERIODS)))
timetables = st.dictionaries(slots, what, min_size=1, max_size=45)
asks = st.lists(
    st.builds(
        Ask, st.sampled_from(TEACHERS), st.integers(0, 4), st.integers(100, 185).map(lambda fives: fives * 5),
        st.sampled_from([20, 30, 30, 50, 60]), st.sampled_from(sorted(PLANNED)), st.booleans(),
    ),
    min_size=REQUESTS, max_size=REQUESTS,
)  # fmt: skip


Filled = dict[tuple[str, str, str], str]
"""What a file says of (teacher, day, period)."""


def rows_of(world: World, filled: Filled) -> list[Row]:
    rows: list[Row] = []
    for (name, day, period), content in filled.items():
        person = world.people[name]
        if content in {"lesson", "both"}:
            rows.append((person, day, period, "7A", "Maths"))
        if content != "lesson":
            rows.append((person, day, period, "", "PPA" if content == "both" else content))
    return rows


def minutes_of(starts: str, ends: str) -> set[int]:
    begin, end = (time.fromisoformat(wall) for wall in (starts, ends))
    return set(range(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute))


def minutes_with(filled: Filled, teacher: str, day: int, contents: set[str]) -> set[int]:
    """The minutes of a teacher's day that a file fills with any of *contents*."""
    found: set[int] = set()
    for (name, weekday, period), content in filled.items():
        if (name, weekday) == (teacher, WEEKDAYS[day]) and content in contents:
            found |= minutes_of(*PERIODS[period])
    return found


def cannot(filled: Filled, ask: Ask) -> set[int]:
    """The minutes in which a teacher cannot be booked, worked out from the file alone.

    Where bells overlap, a lesson weighs more than a duty: who leaves the lesson is free of both.
    """
    lessons = minutes_with(filled, ask.teacher, ask.day, {"lesson", "both"})
    duties = minutes_with(filled, ask.teacher, ask.day, {"Duty", "Leadership"})
    return ppa_minutes(filled, ask) | (duties - lessons if ask.leaves_lesson else duties | lessons)


def ppa_minutes(filled: Filled, ask: Ask) -> set[int]:
    return minutes_with(filled, ask.teacher, ask.day, {"PPA", "ECT", "both"})


def minutes_asked(ask: Ask) -> set[int]:
    return set(range(ask.starts, ask.starts + ask.minutes))


def span_of(ask: Ask) -> tuple[datetime, datetime]:
    """November: the school's clocks show UTC."""
    begin = datetime.combine(DATES[ask.day], time(0), UTC) + timedelta(minutes=ask.starts)
    return begin, begin + timedelta(minutes=ask.minutes)


def book(world: World, ask: Ask) -> bool:
    """Try one booking as study and cover do; answers whether it was let in."""
    person, ref_id, (begin, end) = world.people[ask.teacher], uuid4(), span_of(ask)
    try:
        with world.database.writing(person.scope) as session:
            queries.lock_people(session, person.actor, [person.staff_id])
            if ask.leaves_lesson:
                for row in queries.overlapping(session, person.actor, person.staff_id, starts_at=begin, ends_at=end):
                    if row.kind == OccupiedKind.TEACH:
                        actions.release_lesson(session, row, ref_id)
            actions.occupy(
                session, person.actor,
                Stretch(person.staff_id, person.person_id, ask.kind, DATES[ask.day], begin, end, ref_id=ref_id),
            )  # fmt: skip
    except NotFree:
        return False
    return True


def forget(world: World) -> None:
    """Take away all bookings and marks: a new version keeps marks that its files say nothing of."""
    with world.database.writing(world.hana.scope) as session:
        session.execute(delete(Occupied).where(col(Occupied.school_id) == world.birch_id))
        session.execute(delete(Mark).where(col(Mark.school_id) == world.birch_id))


def bookings_on_closed_time(world: World) -> int:
    """Counted by the database, row against row."""
    one, other = Occupied.__table__.alias(), Occupied.__table__.alias()
    closed = ("ppa", "ect", "duty", "leadership", "off")
    with world.database.reading(world.hana.scope) as session:
        return len(
            session.connection().execute(
                select(one.c.id).join(other, one.c.person_id == other.c.person_id).where(
                    one.c.school_id == world.birch_id, one.c.kind.in_(PLANNED), ~one.c.is_released,
                    other.c.kind.in_(closed), other.c.starts_at < one.c.ends_at, one.c.starts_at < other.c.ends_at,
                )
            ).all()
        )  # fmt: skip


def test_nothing_is_ever_booked_into_ppa(world: World) -> None:
    let_in, refused = 0, 0

    # Without shrinking: on a database it takes minutes, and the failed assertion names what was asked for.
    @settings(
        max_examples=TIMETABLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # fmt: skip
    @given(filled=timetables, wishes=asks)
    def whatever_is_asked(filled: Filled, wishes: list[Ask]) -> None:
        nonlocal let_in, refused
        forget(world)
        rows = rows_of(world, filled)
        a_timetable(
            world, rows, periods=PERIODS, starts_on="2026-10-05", half_terms=SHORT_YEAR, exceptions=[],
        )  # fmt: skip
        booked: dict[tuple[str, int], set[int]] = {}
        for ask in wishes:
            taken = booked.setdefault((ask.teacher, ask.day), set())
            left = taken & minutes_with(filled, ask.teacher, ask.day, {"lesson"})
            expected = not (cannot(filled, ask) | taken) & minutes_asked(ask)
            found = book(world, ask)
            # A lesson that somebody has left for an earlier booking may be free in its other half, or not.
            assert found == expected or (left and not ask.leaves_lesson), ask
            assert not (found and ppa_minutes(filled, ask) & minutes_asked(ask))
            let_in, refused = let_in + found, refused + (not found)
            taken |= minutes_asked(ask) if found else set()
        assert bookings_on_closed_time(world) == 0

    whatever_is_asked()

    assert let_in > TIMETABLES, "the requests have to be such that many could be let in"
    assert refused > TIMETABLES, "and many could not"


# ---- past the application ------------------------------------------------------------------------

PPA_AT = (datetime(2026, 11, 2, 9, 45, tzinfo=UTC), datetime(2026, 11, 2, 10, 45, tzinfo=UTC))


@pytest.fixture
def with_ppa(world: World) -> Person:
    """Amina has PPA on Mondays in P2."""
    a_timetable(world, [(world.amina, "Monday", "P2", "", "PPA")])
    return world.amina


def plain_sql(world: World, statement: str, **values: object) -> None:
    """Send SQL past all of our code, as an operator at a console could."""
    with world.database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.school_id', :id, true)"), {"id": str(world.birch_id)})
        connection.execute(text(statement), values)


def stored_as(world: World, value: UUID | datetime) -> object:
    if world.database.engine.dialect.name == "postgresql":
        return value
    return value.hex if isinstance(value, UUID) else value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


INSERT = """INSERT INTO occupied (school_id, id, staff_id, person_id, kind, held_on, starts_at, ends_at, period, slice,
    label, is_released) VALUES (:school, :id, :staff, :person, 'cover', '2026-11-02', :begin, :end, '', 0, '', false)"""


def insert_cover(world: World, person: Person, begin: datetime, end: datetime) -> UUID:
    row_id = uuid4()
    plain_sql(
        world, INSERT, school=stored_as(world, world.birch_id), id=stored_as(world, row_id),
        staff=stored_as(world, person.staff_id), person=stored_as(world, person.person_id),
        begin=stored_as(world, begin), end=stored_as(world, end),
    )  # fmt: skip
    return row_id


@pytest.mark.parametrize(("earlier", "later"), [(0, 0), (-30, -1), (1, 30), (-59, -59), (59, 59), (-60, 60)])
def test_plain_sql_cannot_book_into_ppa(world: World, with_ppa: Person, earlier: int, later: int) -> None:
    begin, end = PPA_AT[0] + timedelta(minutes=earlier), PPA_AT[1] + timedelta(minutes=later)

    with pytest.raises(IntegrityError):
        insert_cover(world, with_ppa, begin, end)

    assert bookings_on_closed_time(world) == 0


@pytest.mark.parametrize("minutes", [-60, 60])
def test_plain_sql_can_book_what_only_touches_ppa(world: World, with_ppa: Person, minutes: int) -> None:
    moved = timedelta(minutes=minutes)

    insert_cover(world, with_ppa, PPA_AT[0] + moved, PPA_AT[1] + moved)

    assert bookings_on_closed_time(world) == 0


def test_plain_sql_cannot_move_a_booking_into_ppa(world: World, with_ppa: Person) -> None:
    row_id = insert_cover(world, with_ppa, PPA_AT[0] - timedelta(hours=1), PPA_AT[0])

    with pytest.raises(IntegrityError):
        plain_sql(
            world, "UPDATE occupied SET ends_at = :end WHERE id = :id",
            end=stored_as(world, PPA_AT[0] + timedelta(minutes=1)), id=stored_as(world, row_id),
        )  # fmt: skip

    assert bookings_on_closed_time(world) == 0


@pytest.mark.parametrize("kind", ["ppa", "ect", "duty", "leadership", "off"])
def test_plain_sql_cannot_lift_closed_time(world: World, with_ppa: Person, kind: str) -> None:
    plain_sql(
        world, "UPDATE occupied SET kind = :kind WHERE staff_id = :staff", kind=kind,
        staff=stored_as(world, with_ppa.staff_id),
    )  # fmt: skip

    with pytest.raises(IntegrityError):
        plain_sql(
            world, "UPDATE occupied SET is_released = true WHERE staff_id = :staff",
            staff=stored_as(world, with_ppa.staff_id),
        )  # fmt: skip


def test_our_own_code_is_told_that_closed_time_stays_closed(world: World, with_ppa: Person) -> None:
    def lift() -> None:
        with world.database.writing(with_ppa.scope) as session:
            row = session.exec(select(Occupied).where(Occupied.staff_id == with_ppa.staff_id).limit(1)).one()
            row.is_released = True

    with pytest.raises(ClosedTime):
        lift()
