"""What came of findings, by Guskey's levels: counted from what happened, and small numbers of people not said."""

from typing import Any
from uuid import UUID, uuid4

from build import a_year
from build_fair import a_draft, a_group, an_outsider, published
from cast import NOW, World, a_person
from sqlmodel import select

from app.fair.tables import Finding
from app.kernel.actor import Role


def line(steps: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [one for step in steps for one in step["lines"] if one["name"] == name]
    return found


async def test_the_five_levels_come_in_order_and_the_fifth_measures_nothing(world: World) -> None:
    finding = await published(world, mechanisms=[7, 8])

    impact = (await world.amina.get(f"/findings/{finding['id']}/impact")).json()

    assert [(step["number"], step["level"]) for step in impact["steps"]] == [
        (1, "reactions"), (2, "learning"), (3, "support"), (4, "use"), (5, "pupils"),
    ]  # fmt: skip
    assert line(impact["steps"], "mechanisms")["count"] == 2
    assert [one["count"] for one in impact["steps"][4]["lines"]] == [None]
    assert "does not measure pupils' attainment" in impact["note"]
    assert line(impact["steps"], "tried") == {
        "name": "tried", "count": 0, "words": "Nobody has said yet that they tried it.",
    }  # fmt: skip


async def test_few_people_are_not_counted_out_loud_and_five_are(world: World) -> None:
    finding = await published(world)
    readers = [world.frank, world.grace, world.hana, world.eve]
    path = f"/findings/{finding['id']}/impact"
    for reader in readers:
        await reader.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "will_try"})

    four = line((await world.amina.get(path)).json()["steps"], "will_try")
    await world.fay.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "will_try"})
    five = line((await world.amina.get(path)).json()["steps"], "will_try")

    assert (four["count"], five["count"]) == (None, 5)
    assert "4" not in four["words"]
    assert five["words"] == "5 colleagues will try it."


async def test_questions_and_adaptations_are_counted(world: World) -> None:
    group = await a_group(world)
    finding = await published(world, group)
    await published(world, group, adapts_id=finding["id"])
    await a_draft(world, group, adapts_id=finding["id"])
    await world.eve.post(f"/fair/findings/{finding['id']}/questions", {"text": "Why?"})

    steps = (await world.amina.get(f"/findings/{finding['id']}/impact")).json()["steps"]

    assert line(steps, "questions")["words"] == "One question was asked."
    assert line(steps, "adaptations")["count"] == 1


async def test_impact_is_for_authors_their_group_and_leads(world: World) -> None:
    finding = await published(world)
    path = f"/findings/{finding['id']}/impact"

    seen = {
        person.name: (await person.get(path)).status_code
        for person in (world.amina, world.hana, world.dev, world.frank, world.eve, an_outsider(world.app))
    }

    assert seen == {"amina": 200, "hana": 200, "dev": 200, "frank": 404, "eve": 404, "ola": 404}
    assert (await world.amina.get(f"/findings/{uuid4()}/impact")).status_code == 404


async def test_the_schools_year_is_counted_in_half_terms(world: World) -> None:
    await a_year(world.hana)
    group = await a_group(world)
    first = await published(world, group, mechanisms=[7])
    await published(world, group, mechanisms=[7, 8])
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(Finding).where(Finding.id == UUID(first["id"]))).one()
        row.published_at = NOW.replace(month=10, day=1)
    await world.eve.post(f"/fair/findings/{first['id']}/questions", {"text": "Why?"})

    impact = (await world.hana.get("/impact")).json()

    assert line(impact["steps"], "published")["count"] == 2
    assert line(impact["steps"], "mechanisms")["count"] == 2
    assert [line(one["steps"], "published")["count"] for one in impact["half_terms"]] == [1, 1, 0, 0, 0, 0]
    assert [line(one["steps"], "mechanisms")["count"] for one in impact["half_terms"]] == [1, 2, 0, 0, 0, 0]
    assert [line(one["steps"], "questions")["count"] for one in impact["half_terms"]] == [0, 1, 0, 0, 0, 0]
    assert impact["half_terms"][1]["name"] == "Half-term 2"


async def test_one_person_counts_once_in_a_period(world: World) -> None:
    await a_year(world.hana)
    people = [a_person(world.app, world.birch_id, world.trust_id, f"p{one}", [Role.TEACHER]) for one in range(5)]
    group = await a_group(world)
    for _ in range(2):
        finding = await published(world, group)
        for person in people:
            await person.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "tried", "text": "It went well."})

    assert line((await world.hana.get("/impact")).json()["steps"], "tried")["count"] == 5


async def test_another_school_counts_nothing_of_ours(world: World) -> None:
    await a_year(world.eve)
    await published(world)

    steps = (await world.eve.get("/impact")).json()["steps"]

    assert line(steps, "published")["count"] == 0


async def test_the_schools_impact_is_for_leads_and_needs_a_year(world: World) -> None:
    assert (await world.amina.get("/impact")).status_code == 403
    answer = await world.hana.get("/impact")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/school-year/none")
