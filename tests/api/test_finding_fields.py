"""What a finding is filed by and what it adapts; its earlier texts, and its preview."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import (
    TEXT,
    a_draft,
    a_group,
    accepted,
    moved,
    published,
    read,
    submitted,
    withdrawn,
)
from cast import World, browser
from refusals import refused
from sqlmodel import select

from app.fair.tables import FindingLabel

# ---- fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mechanisms", [[0], [15], [1, 1], list(range(1, 16)), ["3"], [1.5], None])
async def test_mechanisms_are_numbers_of_the_list_each_once(world: World, mechanisms: Any) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"mechanisms": mechanisms})

    refused(answer, 422, "invalid-request")


async def test_ten_thousand_mechanisms_are_refused_before_anything_is_stored(world: World) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"mechanisms": [1] * 10_000})

    refused(answer, 422, "invalid-request")
    assert (await world.amina.get(f"/groups/{group_id}/findings")).json()["items"] == []


async def test_mechanisms_come_back_in_order_and_file_the_finding(world: World) -> None:
    finding = await published(world, mechanisms=[14, 1, 8], focus="  Oral   REASONS ")

    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(select(FindingLabel).where(FindingLabel.finding_id == UUID(finding["id"]))).all()

    assert finding["mechanisms"] == [1, 8, 14]
    assert {(row.kind.value, row.value, row.label) for row in rows} == {
        ("mechanism", "1", "Managing cognitive load"), ("mechanism", "8", "Modelling the technique"),
        ("mechanism", "14", "Prompting context-specific repetition"), ("focus", "oral reasons", "Oral   REASONS"),
        ("subject", "maths", "Maths"), ("phase", "ks3", "Key stage 3"),
        ("group", finding["group_id"], finding["group_name"]), ("school", str(world.birch_id), "Birch School"),
    }  # fmt: skip


async def test_a_finding_says_which_one_it_adapts_while_that_may_be_read(world: World) -> None:
    shown = await published(world, title="Waiting")
    draft = await a_draft(world, adapts_id=shown["id"])
    seen = (await read(world.amina, draft))["adapts"]
    await moved(world.amina, shown, "withdraw")

    assert seen == {"id": shown["id"], "title": "Waiting", "school_name": "Birch School"}
    assert (await read(world.amina, draft))["adapts"] is None
    kept = await world.amina.put(
        f"/findings/{draft['id']}", TEXT | {"adapts_id": shown["id"], "title": "Mine"}, version=draft["version"]
    )
    assert kept.status_code == 200, kept.text


@pytest.mark.parametrize("make", [a_draft, accepted, None])
async def test_what_may_not_be_read_on_the_fair_is_not_adapted(world: World, make: Any) -> None:
    group_id = await a_group(world)
    finding_id = (await make(world))["id"] if make else str(uuid4())

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"adapts_id": finding_id})

    refused(answer, 404, "not-found")


async def test_a_withdrawn_finding_is_not_adapted_any_more(world: World) -> None:
    group_id, gone = await a_group(world), await withdrawn(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"adapts_id": gone["id"]})

    refused(answer, 410, "fair/withdrawn")


# ---- versions and preview ------------------------------------------------------------------------


async def test_every_saved_text_is_kept_and_read_by_the_group_alone(world: World) -> None:
    group_id = await a_group(world)
    draft = await a_draft(world, group_id, aims="First aim")
    path = f"/findings/{draft['id']}"
    await world.ben.put(path, TEXT | {"aims": "Second aim"}, version=1)
    await world.amina.post(f"/groups/{group_id}/members", {"staff_id": str(world.frank.staff_id)})

    listed = (await world.frank.get(f"{path}/versions")).json()["items"]
    first = (await world.frank.get(f"{path}/versions/1")).json()

    assert [(row["number"], row["by_name"]) for row in listed] == [(2, "Ben"), (1, "Amina")]
    assert (first["texts"]["aims"], first["by_name"]) == ("First aim", "Amina")
    refused(await world.amina.get(f"{path}/versions/3"), 404, "not-found")
    refused(await world.amina.get(f"{path}/versions/0"), 422, "invalid-request")
    refused(await world.amina.get(f"{path}/versions/{2**31}"), 422, "invalid-request")
    refused(await world.eve.get(f"{path}/versions/1"), 404, "not-found")


async def test_a_lead_reads_what_was_handed_in_and_not_how_it_came_about(world: World) -> None:
    finding = await submitted(world)

    refused(await world.hana.get(f"/findings/{finding['id']}/versions"), 403, "forbidden")
    refused(await world.hana.get(f"/findings/{finding['id']}/versions/1"), 403, "forbidden")


async def test_the_longest_texts_there_can_be_are_kept(world: World) -> None:
    long = '"\\' * 5_000
    sections = ("background", "aims", "methods", "findings", "implications", "next_time")

    draft = await a_draft(world, **dict.fromkeys(sections, long))

    kept = (await world.amina.get(f"/findings/{draft['id']}/versions/1")).json()
    assert kept["texts"]["next_time"] == long


async def test_a_preview_is_what_the_fair_would_show(world: World) -> None:
    answer = await world.amina.post("/findings/preview", {"texts": {"aims": "*So* <script>alert(1)</script>"}})

    assert answer.json() == {"html": {"aims": "<p><em>So</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>"}}


async def test_a_preview_takes_as_many_texts_as_a_finding_has_and_knows_no_foreign_finding(world: World) -> None:
    draft = await a_draft(world)

    refused(await world.amina.post("/findings/preview", {"texts": dict.fromkeys("abcdefghi", "x")}), 422,
            "invalid-request")  # fmt: skip
    refused(await world.amina.post("/findings/preview", {"texts": {"a": "x" * 10_001}}), 422, "invalid-request")
    refused(await world.eve.post("/findings/preview", {"texts": {}, "finding_id": draft["id"]}), 404, "not-found")
    nobody = await browser(world.app).post("/findings/preview", json={"texts": {}})
    refused(nobody, 401, "not-signed-in")
