"""Who reads what is published, row by row: group, school, trust and everyone, by every way in which it is read."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_fair import a_draft, a_file, a_group, an_outsider, moved, on_the_fair
from cast import World, a_person, browser
from refusals import refused

from app.kernel.actor import Role

MATRIX = {
    #           member  colleague  lead   guest  trust lead  same trust  other school  no trust  public
    "group":    "yes     no         no     no     no          no          no            no        no",
    "school":   "yes     yes        yes    no     yes         no          no            no        no",
    "trust":    "yes     yes        yes    no     yes         yes         no            no        no",
    "everyone": "yes     yes        yes    yes    yes         yes         yes           yes       yes",
}  # fmt: skip
READERS = (
    "member", "colleague", "lead", "guest", "trust lead", "same trust", "other school", "no trust", "public"
)  # fmt: skip
"""A guest of the group reads it with the group, and on the fair what the public reads."""


def reader(world: World, name: str) -> httpx.AsyncClient:
    if name == "public":
        return browser(world.app)
    if name in ("other school", "no trust"):
        return an_outsider(world.app, in_trust=name == "other school").client
    roles = {"guest": Role.KNOWLEDGEABLE_OTHER, "trust lead": Role.TRUST_LEAD}
    if name in roles:
        return a_person(world.app, world.birch_id, world.trust_id, uuid4().hex[:6], [roles[name]]).client
    people = {"member": world.chloe, "colleague": world.frank, "lead": world.hana, "same trust": world.eve}
    return people[name].client


async def a_finding(world: World, audience: str) -> tuple[dict[str, Any], str, str]:
    """A published finding with a file and a focus of its own."""
    focus = f"Focus {uuid4().hex}"
    draft = await a_draft(world, audience=audience, focus=focus)
    file_id = (await a_file(world, draft)).json()["id"]
    return await on_the_fair(world, draft), file_id, focus


@pytest.mark.parametrize("audience", MATRIX)
@pytest.mark.parametrize("name", READERS)
async def test_each_reads_what_is_for_them_by_every_way(world: World, audience: str, name: str) -> None:
    may_read = MATRIX[audience].split()[READERS.index(name)] == "yes"
    finding, file_id, focus = await a_finding(world, audience)
    client, path = reader(world, name), f"/fair/findings/{finding['id']}"

    ways = {way: (await client.get(way)).status_code for way in (
        path, f"{path}/reactions", f"{path}/files/{file_id}", f"{path}/cite.bib", f"{path}/cite.ris",
    )}  # fmt: skip
    lists = {
        way: [one["id"] for one in (await client.get("/fair/findings", params=way)).json()["items"]]
        for way in (
            (("focus", focus),), (("focus", focus), ("phase", "ks3")), (("q", TITLE), ("focus", focus)),
            (("group_id", finding["group_id"]),), (("limit", "100"),),
        )
    }  # fmt: skip

    assert set(ways.values()) == ({200} if may_read else {404}), ways
    assert {finding["id"] in ids for ids in lists.values()} == {may_read}, lists


TITLE = "Silence"


async def test_a_withdrawn_finding_is_gone_for_those_who_could_read_it_and_unknown_to_others(world: World) -> None:
    for audience, status in (("everyone", 410), ("trust", 404), ("school", 404), ("group", 404)):
        finding, file_id, focus = await a_finding(world, audience)
        await moved(world.ben, finding, "withdraw")
        path = f"/fair/findings/{finding['id']}"

        for name in ("member", "colleague", "public"):
            client = reader(world, name)
            for way in (path, f"{path}/reactions", f"{path}/files/{file_id}", f"{path}/cite.bib", f"{path}/cite.ris"):
                assert (await client.get(way)).status_code == status, (audience, name, way)
            assert (await client.get("/fair/findings", params={"focus": focus})).json()["items"] == []
        reacted = await world.frank.post(f"{path}/reactions", {"kind": "will_try"})
        assert reacted.status_code == status


async def test_who_leaves_the_group_does_not_read_its_own_findings_on_the_fair_any_more(world: World) -> None:
    group_id = await a_group(world, "amina", "ben", "chloe", "frank")
    draft = await a_draft(world, group_id, audience="group", licence="school-internal")
    finding = await on_the_fair(world, draft)
    path = f"/fair/findings/{finding['id']}"
    before = (await world.frank.get(path)).status_code

    await world.frank.post(f"/groups/{group_id}/members/{world.frank.staff_id}/leave")

    assert before == 200
    refused(await world.frank.get(path), 404, "not-found")
    assert (await world.frank.get(f"/findings/{finding['id']}")).status_code == 200


async def test_filters_narrow_and_never_widen(world: World) -> None:
    draft = await a_draft(world, focus=f"Focus {uuid4().hex}", mechanisms=[2, 8])
    finding = await on_the_fair(world, draft)
    mine = {"focus": draft["focus"].upper(), "mechanism": "8", "phase": "ks3", "subject": "MATHS",
            "group_id": draft["group_id"], "school_id": str(world.birch_id)}  # fmt: skip

    async def found(**query: str) -> bool:
        items = (await browser(world.app).get("/fair/findings", params=query)).json()["items"]
        return finding["id"] in {one["id"] for one in items}

    assert await found(**mine)
    for name, other in (("mechanism", "3"), ("phase", "ks4"), ("phase", "all"), ("subject", "Art"),
                        ("group_id", str(uuid4())), ("school_id", str(world.cedar_id)), ("focus", "Other")):  # fmt: skip
        assert not await found(**mine | {name: other}), (name, other)


@pytest.mark.parametrize("query", ["mechanism=0", "mechanism=15", "mechanism=x", "school_id=1", "group_id=%00"])
async def test_filters_that_mean_nothing_are_refused(world: World, query: str) -> None:
    refused(await browser(world.app).get(f"/fair/findings?{query}"), 422, "invalid-request")


async def test_pages_of_a_label_hold_each_finding_once(world: World) -> None:
    group_id, focus = await a_group(world), f"Focus {uuid4().hex}"
    made = [(await on_the_fair(world, await a_draft(world, group_id, focus=focus)))["id"] for _ in range(3)]
    seen, after = [], {}
    for _ in range(5):
        page = (await browser(world.app).get("/fair/findings", params={"focus": focus, "limit": "1"} | after)).json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}

    assert sorted(seen) == sorted(made)


async def test_a_citation_holds_what_was_written_and_nothing_that_it_could_do(world: World) -> None:
    title = "Silence & \\input{secret} 100% of_it {} \u201cnow\u201d"
    finding = await on_the_fair(world, await a_draft(world, title=title, mechanisms=[8]))
    path = f"/fair/findings/{finding['id']}"

    bibtex = (await browser(world.app).get(f"{path}/cite.bib")).text
    ris = (await browser(world.app).get(f"{path}/cite.ris")).text
    shown = (await browser(world.app).get(path)).json()

    assert r"title = {{Silence \& \textbackslash{}input\{secret\} 100\% of\_it \{\} “now”}}," in bibtex
    assert "author = {{Amina} and {Ben} and {Chloe}}," in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    assert "AU  - Amina\r\nAU  - Ben\r\nAU  - Chloe\r\n" in ris
    assert ris.startswith("TY  - ")
    assert ris.endswith("ER  - \r\n")
    assert f"UR  - {shown['url']}\r\n" in ris
    assert shown["cite"]["bibtex_url"].endswith(f"/api{path}/cite.bib")
    assert shown["cite"]["apa"].startswith("Amina, Ben, & Chloe. (2026). Silence & ")
