"""Columns that the school names once are remembered; of an archive's solutions any can be read."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cast import Person, World
from sqlmodel import col, select

from app.timetable.tables import ColumnChoice, TimetableImport

STRANGE = "Who;When;Slot;Whom;What\nAmina;Monday;P1;7A;Maths\nBen;Monday;P1;7B;Art\n"
COLUMNS = {"Who": "teacher", "When": "day", "Slot": "period", "Whom": "class"}

ARCHIVE = """<HighSchoolTimetableArchive><Instances><Instance Id="I">
<Times><TimeGroups><Day Id="Mon"><Name>Monday</Name></Day></TimeGroups>
<Time Id="1"><Name>1</Name><Day Reference="Mon"/></Time><Time Id="2"><Name>2</Name><Day Reference="Mon"/></Time></Times>
<Resources><ResourceTypes><ResourceType Id="Teacher"/><ResourceType Id="Class"/></ResourceTypes>
<Resource Id="T"><Name>Amina</Name><ResourceType Reference="Teacher"/></Resource>
<Resource Id="C"><Name>7A</Name><ResourceType Reference="Class"/></Resource></Resources>
<Events><Event Id="E"><Name>Maths</Name><Duration>1</Duration>
<Resources><Resource Reference="T"/><Resource Reference="C"/></Resources></Event></Events></Instance></Instances>
<SolutionGroups>
<SolutionGroup Id="one"><Solution Reference="I"><Events><Event Reference="E"><Time Reference="1"/></Event></Events>
</Solution></SolutionGroup>
<SolutionGroup Id="two"><Solution Reference="I"><Events><Event Reference="E"><Time Reference="2"/></Event></Events>
</Solution></SolutionGroup></SolutionGroups></HighSchoolTimetableArchive>"""


async def send(
    person: Person, text: str, *, name: str = "plan.csv", key: str | None = None, **fields: str
) -> httpx.Response:
    headers = {"Idempotency-Key": key or str(uuid4())}
    return await person.client.post(
        "/timetable-imports", files=[("files", (name, text.encode()))], data=fields, headers=headers
    )


async def asked(person: Person, text: str = STRANGE) -> dict[str, Any]:
    """The table of a refusal."""
    answer = await send(person, text)
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == "/problems/timetable/refused"
    table: dict[str, Any] = answer.json()["table"]
    return table


def kept(world: World, person: Person) -> list[dict[str, str]]:
    with world.database.reading(person.scope) as session:
        rows = session.exec(select(ColumnChoice).where(ColumnChoice.school_id == person.actor.school_id)).all()
        return [json.loads(row.columns) for row in rows]


def dry_runs(world: World, person: Person) -> int:
    with world.database.reading(person.scope) as session:
        mine = select(TimetableImport.id).where(col(TimetableImport.school_id) == person.actor.school_id)
        return len(session.exec(mine).all())


async def test_a_table_with_strange_headings_is_refused_with_them(world: World) -> None:
    table = await asked(world.hana)

    assert table["headings"] == ["Who", "When", "Slot", "Whom", "What"]
    assert table["rows"] == [["Amina", "Monday", "P1", "7A", "Maths"], ["Ben", "Monday", "P1", "7B", "Art"]]
    assert table["columns"] == [{"heading": "Slot", "column": "period"}]
    assert dry_runs(world, world.hana) == 0


async def test_the_columns_chosen_are_read_remembered_and_said(world: World) -> None:
    first = await send(world.hana, STRANGE, columns=json.dumps(COLUMNS))
    again = await send(world.hana, STRANGE.replace("Who;", "WHO;").replace("7A", "9C"))

    assert first.status_code == again.status_code == 201, (first.text, again.text)
    assert "Files with the same headings will be read in the same way" in first.json()["problems"][0]["message"]
    assert again.json()["problems"][0]["message"].startswith("Read with the columns you chose on ")
    assert again.json()["table"]["headings"] == ["WHO", "When", "Slot", "Whom", "What"]
    assert {"heading": "WHO", "column": "teacher"} in again.json()["table"]["columns"]
    assert (again.json()["lesson_count"], first.json()["lesson_count"]) == (2, 2)
    assert kept(world, world.hana) == [COLUMNS]
    shown = (await world.hana.get(f"/timetable-imports/{again.json()['id']}")).json()
    assert shown == again.json()


async def test_a_later_choice_takes_the_place_of_the_earlier(world: World) -> None:
    await send(world.hana, STRANGE, columns=json.dumps(COLUMNS))
    second = await send(world.hana, STRANGE, columns=json.dumps(COLUMNS | {"What": "subject"}))

    assert {reason["name"] for reason in second.json()["subjects"]} == {"Maths", "Art"}
    assert kept(world, world.hana) == [COLUMNS | {"What": "subject"}]


async def test_other_headings_are_asked_about_again(world: World) -> None:
    await send(world.hana, STRANGE, columns=json.dumps(COLUMNS))

    assert (await asked(world.hana, STRANGE.replace("What", "Thing")))["headings"][-1] == "Thing"


async def test_another_school_has_to_choose_for_itself(world: World) -> None:
    await send(world.hana, STRANGE, columns=json.dumps(COLUMNS))

    assert (await asked(world.eve))["headings"][0] == "Who"
    assert kept(world, world.eve) == []


async def test_what_could_not_be_read_is_not_remembered(world: World) -> None:
    wrong = {"Who": "day", "When": "teacher", "Slot": "period", "What": "class"}
    answer = await send(world.hana, "Who;When;Slot;What\n;;;\nx;;;\n", columns=json.dumps(wrong))

    assert answer.status_code == 422
    assert answer.json()["table"]["columns"][0] == {"heading": "Who", "column": "day"}
    assert kept(world, world.hana) == []


@pytest.mark.parametrize(
    "columns",
    [
        "[]", "{", '{"Who": "teacher"}', '{"Who": "colour", "When": "day", "Slot": "period", "Whom": "class"}',
        '{"Who": "teacher", "When": "day", "Slot": "period", "Whom": "class", "What": "class"}', '{"Who": ["teacher"]}',
    ],
)  # fmt: skip
async def test_columns_that_cannot_be_are_refused_before_anything_is_read(world: World, columns: str) -> None:
    answer = await send(world.hana, STRANGE, columns=columns)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/timetable/columns-unusable")
    assert answer.json()["errors"][0]["pointer"] == "/columns"


async def test_columns_longer_than_the_limit_are_refused(world: World) -> None:
    exactly = json.dumps(COLUMNS).ljust(4_000)

    assert (await send(world.hana, STRANGE, columns=exactly)).status_code == 201
    assert (await send(world.hana, STRANGE, columns=exactly + " ")).status_code == 422


async def test_the_same_choice_sent_twice_is_one_dry_run(world: World) -> None:
    key = str(uuid4())
    first, again = [await send(world.hana, STRANGE, columns=json.dumps(COLUMNS), key=key) for _ in range(2)]

    assert first.json() == again.json()
    assert (dry_runs(world, world.hana), len(kept(world, world.hana))) == (1, 1)


async def test_the_dry_run_says_which_solution_it_is_and_another_can_be_read(world: World) -> None:
    first = (await send(world.hana, ARCHIVE, name="a.xml")).json()
    other = (await send(world.hana, ARCHIVE, name="a.xml", solution="two")).json()

    assert (first["solution"], first["solutions"]) == ("one", ["one", "two"])
    assert (other["solution"], other["solutions"]) == ("two", ["one", "two"])
    assert first["table"] is None


async def test_a_solution_that_is_not_there_is_refused_with_those_that_are(world: World) -> None:
    answer = await send(world.hana, ARCHIVE, name="a.xml", solution="three")

    assert answer.status_code == 422
    assert "one; two" in answer.json()["problems"][0]["message"]
    assert answer.json()["table"] is None
