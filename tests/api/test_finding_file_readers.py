"""Who reads the files of a finding, and from when to when they are there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from build_fair import a_draft, a_file, all_agree, moved, on_the_fair, published, submitted
from build_finding_file import made, picture, rows
from cast import Clock, World, browser
from refusals import refused
from sqlmodel import select

from app.jobs.tables import Job

# ---- who, and when -------------------------------------------------------------------------------


async def test_a_file_is_part_of_what_authors_agree_to(world: World) -> None:
    draft = await a_draft(world)
    await all_agree(world, draft)

    answer = await a_file(world, draft)
    after = (await world.amina.get(f"/findings/{draft['id']}")).json()

    assert (answer.headers["etag"], after["version"]) == ('"2"', 2)
    assert not any(author["agreed"] for author in after["authors"])
    assert [one["id"] for one in after["files"]] == [answer.json()["id"]]


async def test_a_file_taken_away_leaves_nothing_but_a_job_for_its_bytes(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    key = rows(world, draft)[0].store_key

    answer = await world.ben.client.delete(f"/findings/{draft['id']}/files/{found['id']}")

    assert (answer.status_code, answer.headers["etag"]) == (204, '"3"')
    assert rows(world, draft) == []
    with world.database.reading(world.amina.scope) as session:
        assert session.exec(select(Job).where(Job.key == key)).one().kind == "delete_file"
    refused(await world.ben.client.delete(f"/findings/{draft['id']}/files/{found['id']}"), 404, "not-found")


@pytest.mark.parametrize(
    ("person", "status"), [("frank", 404), ("hana", 404), ("eve", 404), ("grace", 404), ("ben", 200), ("chloe", 200)]
)
async def test_a_draft_s_file_is_its_group_s(world: World, person: str, status: int) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    path = f"/findings/{draft['id']}/files"

    assert (await world.people[person].get(f"{path}/{found['id']}")).status_code == status
    if status == 404:
        refused(await world.people[person].client.delete(f"{path}/{found['id']}"), 404, "not-found")
        sent = await world.people[person].client.post(
            path, files={"file": ("a.txt", b"a")}, data={"has_no_faces": "true"}
        )
        refused(sent, 404, "not-found")


async def test_a_lead_sees_the_files_of_what_was_handed_in_and_nobody_changes_them(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    await all_agree(world, draft)
    await moved(world.amina, draft, "submit")
    path = f"/findings/{draft['id']}/files/{found['id']}"

    assert (await world.hana.get(path)).status_code == 200
    refused(await world.amina.client.delete(path), 409, "fair/not-a-draft")
    refused(await a_file(world, draft), 409, "fair/not-a-draft")
    refused(await world.hana.client.delete(path), 403, "forbidden")


async def test_files_of_another_finding_are_not_found_through_this_one(world: World) -> None:
    one, other = await a_draft(world), await a_draft(world)
    found = await made(world, other)

    refused(await world.amina.get(f"/findings/{one['id']}/files/{found['id']}"), 404, "not-found")
    refused(await world.amina.client.delete(f"/findings/{one['id']}/files/{found['id']}"), 404, "not-found")


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("group", {"amina"}),
        ("school", {"amina", "frank"}),
        ("trust", {"amina", "frank", "eve"}),
        ("everyone", {"amina", "frank", "eve", "nobody"}),
    ],
)
async def test_a_file_on_the_fair_is_read_by_whoever_reads_the_finding(
    world: World, audience: str, readers: set[str]
) -> None:
    draft = await a_draft(world, audience=audience)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    await on_the_fair(world, draft)
    path, shown = f"/fair/findings/{draft['id']}/files/{found['id']}", {}

    for name in ("amina", "frank", "eve", "nobody"):
        client = browser(world.app) if name == "nobody" else world.people[name].client
        shown[name] = (await client.get(path)).status_code

    assert shown == {name: 200 if name in readers else 404 for name in shown}


async def test_a_file_is_asked_for_again_without_its_bytes(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    await on_the_fair(world, draft)
    client, path = browser(world.app), f"/fair/findings/{draft['id']}/files/{found['id']}"

    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_the_files_of_a_withdrawn_finding_are_gone_at_once(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    await on_the_fair(world, draft)
    path = f"/fair/findings/{draft['id']}/files/{found['id']}"
    known = (await browser(world.app).get(path)).headers["etag"]
    await moved(world.amina, draft, "withdraw")

    refused(await browser(world.app).get(path, headers={"If-None-Match": known}), 410, "fair/withdrawn")
    assert rows(world, draft)[0].published_at is None
    assert (await world.amina.get(f"/findings/{draft['id']}/files/{found['id']}")).status_code == 200


async def test_a_picture_stands_in_the_text_where_it_was_put(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    text = f"We wrote: ![our *board*](file:{found['id']}) and ![not ours](file:{uuid4()})"
    after = (await world.amina.get(f"/findings/{draft['id']}")).json()
    preview = await world.amina.post(
        "/findings/preview", {"texts": {"aims": f"![our board](file:{found['id']})"}, "finding_id": draft["id"]}
    )

    edited = await world.amina.put(
        f"/findings/{draft['id']}", {"title": "T", "methods": text}, version=after["version"]
    )
    assert preview.json()["html"]["aims"] == f'<p><img src="{found["url"]}" alt="our board"></p>'
    assert any("no longer among the files" in one for one in edited.json()["what_is_missing"])


async def test_what_is_on_the_fair_shows_its_files_in_the_order_in_which_they_came(world: World, clock: Clock) -> None:
    draft = await a_draft(world, audience="everyone")
    found = await made(world, draft, picture(), "p.png", alt="A board")
    clock.instant += timedelta(seconds=1)
    document = await made(world, draft, b"a,b", "counted.csv")
    path = f"/findings/{draft['id']}"
    version = (await world.amina.get(path)).json()["version"]
    body = {key: draft[key] for key in ("title", "background", "aims", "findings", "implications", "next_time", "focus",
                                        "licence", "audience")}  # fmt: skip
    put = await world.amina.put(path, body | {"methods": f"![the board](file:{found['id']})"}, version=version)
    assert put.status_code == 200, put.text
    await on_the_fair(world, put.json())

    public = browser(world.app)
    shown = (await public.get(f"/fair{path}")).json()
    lists = [await public.get("/fair/findings?limit=100"), await public.get("/shelf/findings?limit=100")]

    url = f"/api/fair{path}/files/{found['id']}"
    assert shown["methods_html"] == f'<p><img src="{url}" alt="the board"></p>'
    assert [one["url"] for one in shown["files"]] == [url, f"/api/fair{path}/files/{document['id']}"]
    leading = {"url": url, "alt": "A board", "width": 60, "height": 40}
    assert shown["picture"] == leading
    for answer in lists:
        assert [card["picture"] for card in answer.json()["items"] if card["id"] == draft["id"]] == [leading]


async def test_nobody_adds_files_without_signing_in_or_to_what_is_not_a_draft(world: World) -> None:
    for make in (submitted, published):
        refused(await a_file(world, await make(world)), 409, "fair/not-a-draft")
    nobody = await browser(world.app).post(
        f"/findings/{uuid4()}/files", files={"file": ("a.txt", b"a")}, data={"has_no_faces": "true"}
    )
    refused(nobody, 401, "not-signed-in")
