"""Steps that tests of timetables share: upload, commit, mark, and look at what is stored."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from build import PERIODS, Row, as_csv
from cast import Person, World
from sqlalchemy import func
from sqlmodel import col, select

from app.occupied import actions as occupied
from app.occupied.rules import OccupiedKind, Stretch
from app.occupied.tables import Occupied
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableImport, TimetableVersion

ROWS: list[Row] = [
    ("Amina", "Monday", "P1", "7A", "Maths", "M1"),
    ("Amina", "Monday", "P2", "8B", "Maths", "M1"),
    ("Ben", "Monday", "P1", "7B", "PE", "Gym"),
    ("Ben", "Monday", "P2", "", "Lunch duty"),
    ("Amina", "Tuesday", "P1", "", "PPA"),
    ("Zoe Newman", "Tuesday", "P2", "9C", "Art", "A1"),
]
BELLS = [{"period": name, "start": start, "end": end} for name, (start, end) in PERIODS.items()]


async def upload(person: Person, *files: tuple[str, bytes], key: str | None = None) -> httpx.Response:
    return await person.post("/timetable-imports", files=[("files", file) for file in files], key=key)


async def a_dry_run(person: Person, rows: list[Row] = ROWS) -> dict[str, Any]:
    answer = await upload(person, ("week.csv", as_csv(rows)))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def wish(**more: Any) -> dict[str, Any]:
    """The body of a commit of ROWS."""
    days = [{"name": name, "cycle_day": name} for name in ("Monday", "Tuesday")]
    return {"starts_on": "2026-09-02", "days": days, "bells": BELLS, "ppa_names": ["PPA"]} | more


async def commit(person: Person, import_id: str, *, key: str | None = None, **more: Any) -> httpx.Response:
    return await person.post(f"/timetable-imports/{import_id}/commit", wish(**more), key=key)


async def committed(person: Person, import_id: str, **more: Any) -> UUID:
    """The id of the version that a commit made."""
    answer = await commit(person, import_id, **more)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def grid_of(asker: Person, person: Person) -> httpx.Response:
    return await asker.get(f"/staff/{person.staff_id}/timetable")


async def set_marks(asker: Person, person: Person, *marks: dict[str, Any], version: int | None = 1) -> httpx.Response:
    return await asker.put(f"/staff/{person.staff_id}/marks", {"marks": list(marks)}, version=version)


def mark(period: str | None, kind: str = "ppa", cycle_day: str = "Monday", note: str = "") -> dict[str, Any]:
    return {"cycle_day": cycle_day, "period": period, "kind": kind, "note": note}


def stored(world: World) -> dict[str, int]:
    """How many rows of timetables the school has."""
    tables = (TimetableImport, TimetableVersion, Bell, Lesson, LessonTeacher, Mark, Occupied)
    with world.database.reading(world.hana.scope) as session:
        return {
            table.__tablename__: session.exec(
                select(func.count()).select_from(table).where(col(table.school_id) == world.birch_id)
            ).one()
            for table in tables
        }  # fmt: skip


def days_of(world: World, person: Person, day: str) -> list[tuple[str, str, str]]:
    """(kind, from in UTC, label) of a person's day."""
    with world.database.reading(person.scope) as session:
        mine = select(Occupied).where(Occupied.staff_id == person.staff_id, Occupied.held_on == date.fromisoformat(day))
        rows = session.exec(mine.order_by(col(Occupied.starts_at))).all()
        return [(row.kind.value, f"{row.starts_at:%H:%M}", row.label) for row in rows]


def a_booking(
    world: World, person: Person, starts_at: datetime, *, minutes: int = 30, ref_id: UUID | None = None
) -> None:
    with world.database.writing(person.scope) as session:
        occupied.occupy(
            session, person.actor,
            Stretch(
                person.staff_id, person.person_id, OccupiedKind.OBSERVE, starts_at.date(), starts_at,
                starts_at + timedelta(minutes=minutes), ref_id=ref_id or uuid4(),
            ),
        )  # fmt: skip
