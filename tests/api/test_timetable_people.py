"""Who stands behind the codes of a file, where it tells: known by address or full name, and new people by both."""

from typing import Any
from uuid import uuid4

from build import a_year
from cast import World
from sqlmodel import select
from timetable_steps import upload

from app.identity.tables import Staff

GPU001 = b'1;"7A";"Wiss";"MA";"R1";1;1;;\r\n2;"7B";"Form";"PE";"R2";1;1;;\r\n3;"7C";"Lang";"AR";"R3";1;2;;\r\n'


def gpu004(*people: tuple[str, str, str, str]) -> bytes:
    """Untis's list of teachers: code, surname, first name, address, each in its place."""
    lines = []
    for code, surname, first_name, email in people:
        cells = [""] * 42
        cells[0], cells[1], cells[28], cells[32] = code, surname, first_name, email
        lines.append(";".join(f'"{cell}"' if cell else "" for cell in cells) + "\r\n")
    return "".join(lines).encode()


async def a_dry_run(world: World) -> dict[str, Any]:
    """Wiss is Amina by her address, Form is Ben by his name, Lang is nobody here yet."""
    with world.database.writing(world.hana.scope) as session:
        ben = session.exec(select(Staff).where(Staff.id == world.ben.staff_id)).one()
        ben.name = "Ben Okafor"
        amina = session.exec(select(Staff).where(Staff.id == world.amina.staff_id)).one()
        session.add_all([ben, amina])
        address = amina.email or ""
    people = gpu004(
        ("Wiss", "Khan", "Amina", address.upper()), ("Form", "Okafor", "Ben", ""),
        ("Lang", "Lang", "Zoe", "Zoe.Lang@birch.example"),
    )  # fmt: skip
    answer = await upload(world.hana, ("GPU001.TXT", GPU001), ("GPU004.TXT", people))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_codes_are_shown_with_who_stands_behind_them_and_matched_by_it(world: World) -> None:
    await a_year(world.hana)

    found = await a_dry_run(world)

    teachers = {teacher["name"]: teacher for teacher in found["teachers"]}
    assert {name: teacher["staff_id"] for name, teacher in teachers.items()} == {
        "Wiss": str(world.amina.staff_id), "Form": str(world.ben.staff_id), "Lang": None,
    }  # fmt: skip
    assert {name: (teacher["full_name"], teacher["email"]) for name, teacher in teachers.items()}["Lang"] == (
        "Zoe Lang", "Zoe.Lang@birch.example",
    )  # fmt: skip


async def test_who_is_new_joins_by_the_full_name_and_address_of_the_file(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world)
    bells = [
        {"period": "1", "start": "09:00", "end": "09:50"}, {"period": "2", "start": "10:00", "end": "10:50"},
    ]  # fmt: skip
    wish = {"starts_on": "2026-09-02", "days": [{"name": "Monday", "cycle_day": "Monday"}], "bells": bells}

    come = (await world.hana.post(f"/timetable-imports/{found['id']}/differences?kind=teacher_new", wish)).json()
    answer = await world.hana.post(f"/timetable-imports/{found['id']}/commit", wish, key=str(uuid4()))

    assert answer.status_code == 201, answer.text
    assert {one["staff_name"] for one in come["items"]} == {"Amina", "Ben Okafor", "Zoe Lang"}
    with world.database.reading(world.hana.scope) as session:
        rows = session.exec(select(Staff).where(Staff.school_id == world.birch_id, Staff.code == "Lang")).all()
    assert [(row.name, row.email) for row in rows] == [("Zoe Lang", "zoe.lang@birch.example")]
