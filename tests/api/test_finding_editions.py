"""New editions: what is on the fair is not edited; a newer text goes through the same gate and takes its place."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import TEXT, a_draft, a_file, all_agree, moved, on_the_fair, published, reader
from cast import World, browser
from conftest import Clock
from refusals import refused
from sqlmodel import select

from app.fair import actions
from app.fair.errors import NotYetAccepted
from app.fair.tables import (
    FairWithdrawal,
    Finding,
    FindingAuthor,
    FindingEdition,
    FindingFile,
    FindingLabel,
    FindingVersion,
)
from app.kernel.actor import NOBODY


async def a_revision(world: World, finding: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The draft of a new edition, changed and agreed to by everybody."""
    made = await world.amina.post(f"/findings/{finding['id']}/revise")
    assert made.status_code == 201, made.text
    draft = made.json()
    kept = ("title", "pull_quote", "background", "aims", "methods", "findings", "implications", "next_time", "focus",
            "phase", "subject", "licence", "audience", "mechanisms")  # fmt: skip
    body = {key: draft[key] for key in kept} | changes
    put = await world.amina.put(f"/findings/{draft['id']}", body, version=draft["version"])
    assert put.status_code == 200, put.text
    edited: dict[str, Any] = put.json()
    return edited


async def test_a_new_edition_is_a_draft_with_all_that_the_finding_has(world: World) -> None:
    finding = await published(world, mechanisms=[3])

    draft = (await world.ben.post(f"/findings/{finding['id']}/revise")).json()

    assert (draft["state"], draft["revises_id"], draft["edition"]) == ("draft", finding["id"], 2)
    assert {key: draft[key] for key in TEXT} == TEXT
    assert draft["mechanisms"] == [3]
    assert [(one["name"], one["agreed"]) for one in draft["authors"]] == [
        ("Amina", False), ("Ben", False), ("Chloe", False)
    ]  # fmt: skip
    assert (await browser(world.app).get(f"/fair/findings/{draft['id']}")).status_code == 404


async def test_a_published_edition_takes_the_place_and_keeps_address_date_and_reactions(
    world: World, clock: Clock
) -> None:
    first = await published(world, title="First text")
    path = f"/fair/findings/{first['id']}"
    await world.frank.post(f"{path}/reactions", {"kind": "will_try"})
    clock.instant += timedelta(minutes=10)
    draft = await a_revision(world, first, title="Second text", focus="Silence", mechanisms=[8])

    answer = await on_the_fair(world, draft)
    shown = (await browser(world.app).get(path)).json()

    assert (answer["id"], answer["edition"], answer["revises_id"]) == (first["id"], 2, None)
    assert (shown["title"], shown["focus"], shown["mechanisms"], shown["will_try"]) == (
        "Second text",
        "Silence",
        [8],
        1,
    )
    assert shown["published_at"] == first["published_at"]
    assert [(one["number"], one["published_at"]) for one in shown["editions"]] == [
        (2, shown["edited_at"]), (1, first["published_at"])
    ]  # fmt: skip
    assert shown["edited_at"] > shown["published_at"]
    refused(await world.amina.get(f"/findings/{draft['id']}"), 404, "not-found")


async def test_the_old_text_is_kept_and_nothing_of_the_draft_is_left(world: World) -> None:
    first = await published(world, title="First text")
    draft = await a_revision(world, first, title="Second text")
    await on_the_fair(world, draft)

    with world.database.reading(world.amina.scope) as session:
        edition = session.exec(select(FindingEdition).where(FindingEdition.finding_id == UUID(first["id"]))).one()
        left = [
            session.exec(select(table).where(table.finding_id == UUID(draft["id"]))).all()
            for table in (FindingAuthor, FindingFile, FindingLabel, FindingVersion)
        ]
        labels = session.exec(select(FindingLabel.kind).where(FindingLabel.finding_id == UUID(first["id"]))).all()
    assert '"title": "First text"' in edition.texts
    assert left == [[], [], [], []]
    assert len(labels) == len(set(labels)) == 5


async def test_the_old_text_is_read_until_the_new_one_is_published(world: World) -> None:
    first = await published(world, title="First text")
    path, seen = f"/fair/findings/{first['id']}", []
    draft = await a_revision(world, first, title="Second text")
    await all_agree(world, draft)

    for person, verb in ((world.amina, "submit"), (world.hana, "accept"), (world.ben, "publish")):
        seen.append((await browser(world.app).get(path)).json()["title"])
        await moved(person, draft, verb)

    assert seen == ["First text"] * 3
    assert (await browser(world.app).get(path)).json()["title"] == "Second text"


async def test_a_new_edition_goes_through_the_same_gate(world: World) -> None:
    first = await published(world)
    draft = await a_revision(world, first, methods="")

    refused(await world.amina.post(f"/findings/{draft['id']}/publish"), 409, "fair/not-accepted")
    await all_agree(world, draft)
    refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/incomplete")


async def test_one_new_edition_is_written_at_a_time(world: World) -> None:
    first = await published(world)
    path = f"/findings/{first['id']}/revise"

    answers = await asyncio.gather(*(person.post(path) for person in (world.amina, world.ben, world.chloe)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    refused(await world.amina.post(path), 409, "fair/already-revised")
    assert not (await world.amina.get(f"/findings/{first['id']}")).json()["may"]["revise"]


async def test_a_third_edition_follows_the_second(world: World, clock: Clock) -> None:
    finding = await published(world, title="Edition 1")
    for number in (2, 3):
        clock.instant += timedelta(minutes=1)
        finding = await on_the_fair(world, await a_revision(world, finding, title=f"Edition {number}"))

    shown = (await browser(world.app).get(f"/fair/findings/{finding['id']}")).json()

    assert (shown["title"], shown["edition"]) == ("Edition 3", 3)
    assert [one["number"] for one in shown["editions"]] == [3, 2, 1]


async def test_revising_twice_with_one_key_is_one_draft(world: World) -> None:
    finding, key = await published(world), str(uuid4())

    first = await world.amina.post(f"/findings/{finding['id']}/revise", key=key)
    again = await world.amina.post(f"/findings/{finding['id']}/revise", key=key)

    assert (again.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize(("person", "status"), [("hana", 403), ("frank", 404), ("eve", 404)])
async def test_only_authors_begin_a_new_edition(world: World, person: str, status: int) -> None:
    finding = await published(world)

    assert (await world.people[person].post(f"/findings/{finding['id']}/revise")).status_code == status


async def test_what_is_withdrawn_lets_its_new_edition_go_on_as_a_finding_of_its_own(world: World) -> None:
    first = await published(world)
    draft = await a_revision(world, first, title="On its own")
    await moved(world.chloe, first, "withdraw")

    shown = await on_the_fair(world, draft)

    assert (shown["id"], shown["edition"], shown["revises_id"]) == (draft["id"], 1, None)
    refused(await browser(world.app).get(f"/fair/findings/{first['id']}"), 410, "fair/withdrawn")
    assert (await browser(world.app).get(f"/fair/findings/{draft['id']}")).json()["title"] == "On its own"


@pytest.mark.parametrize("verbs", [(), ("submit",), ("submit", "accept")])
async def test_what_goes_on_as_a_finding_of_its_own_is_agreed_to_and_accepted_anew(
    world: World, verbs: tuple[str, ...]
) -> None:
    first = await published(world)
    draft = await a_revision(world, first, title="On its own")
    await all_agree(world, draft)
    for verb in verbs:
        await moved(world.hana if verb == "accept" else world.amina, draft, verb)
    await moved(world.chloe, first, "withdraw")

    kept = (await world.amina.get(f"/findings/{draft['id']}")).json()

    assert (kept["state"], kept["accepted_at"], kept["version"]) == ("draft", None, draft["version"] + 1)
    assert not any(author["agreed"] for author in kept["authors"])
    refused(await world.amina.post(f"/findings/{draft['id']}/publish"), 409, "fair/not-accepted")
    refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/not-agreed")


async def test_files_keep_their_address_from_edition_to_edition(world: World) -> None:
    draft = await a_draft(world)
    kept = (await a_file(world, draft, b"kept", "kept.txt")).json()
    dropped = (await a_file(world, draft, b"dropped", "dropped.txt")).json()
    first = await on_the_fair(world, draft)
    revision = (await world.amina.post(f"/findings/{first['id']}/revise")).json()
    copies = {one["name"]: one["id"] for one in revision["files"]}
    gone = await world.amina.client.delete(f"/findings/{revision['id']}/files/{copies['dropped.txt']}")
    assert gone.status_code == 204
    added = (await a_file(world, revision, b"added", "added.txt")).json()
    before = (await browser(world.app).get(f"/fair/findings/{first['id']}")).json()["files"]

    await on_the_fair(world, revision)
    after = (await browser(world.app).get(f"/fair/findings/{first['id']}")).json()["files"]

    assert {one["id"] for one in before} == {kept["id"], dropped["id"]}
    assert {one["id"] for one in after} == {kept["id"], added["id"]}
    for one, content in ((kept, b"kept"), (added, b"added")):
        found = await browser(world.app).get(f"/fair/findings/{first['id']}/files/{one['id']}")
        assert found.content == content
    refused(await browser(world.app).get(f"/fair/findings/{first['id']}/files/{dropped['id']}"), 404, "not-found")


async def test_a_new_edition_has_no_place_of_its_own_at_a_fair(world: World) -> None:
    draft = await a_revision(world, await published(world))
    await all_agree(world, draft)
    await moved(world.amina, draft, "submit")
    await moved(world.hana, draft, "accept")

    with pytest.raises(NotYetAccepted), world.database.writing(world.hana.scope) as session:
        actions.schedule(session, world.hana.actor, UUID(draft["id"]), world.app.state.now())


async def test_a_narrower_edition_is_narrower_at_once(world: World) -> None:
    draft = await a_draft(world)
    found = (await a_file(world, draft)).json()
    first = await on_the_fair(world, draft)
    path = f"/fair/findings/{first['id']}"

    await on_the_fair(world, await a_revision(world, first, audience="school"))

    assert (await world.frank.get(path)).status_code == 200
    refused(await browser(world.app).get(path), 410, "fair/withdrawn")
    refused(await world.eve.get(path), 410, "fair/withdrawn")
    refused(await browser(world.app).get(f"{path}/files/{found['id']}"), 410, "fair/withdrawn")
    with world.database.reading(world.eve.scope) as session:
        finding_id = UUID(first["id"])
        assert session.exec(select(FindingLabel).where(FindingLabel.finding_id == finding_id)).all() == []
        assert session.exec(select(Finding).where(Finding.id == finding_id)).all() == []


async def test_a_narrower_edition_is_gone_from_what_programs_read_and_a_wider_one_is_back(
    world: World, clock: Clock
) -> None:
    first = await published(world)
    oai = f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kenkyu.test:{first['id']}"
    page, seen = f"/fair/{first['id']}", []
    for audience in ("school", "trust", "everyone", "group"):
        clock.instant += timedelta(minutes=1)
        first = await on_the_fair(world, await a_revision(world, first, audience=audience))
        seen.append((audience, (await reader(world).get(page)).status_code, await is_deleted(world, oai)))

    assert seen == [
        ("school", 410, True), ("trust", 410, True), ("everyone", 200, False), ("group", 410, True)
    ]  # fmt: skip


async def test_what_was_narrowed_and_is_then_withdrawn_stays_gone_since_it_was_narrowed(
    world: World, clock: Clock
) -> None:
    first = await published(world)
    clock.instant += timedelta(minutes=1)
    await on_the_fair(world, await a_revision(world, first, audience="school"))
    narrowed_at = clock.instant
    clock.instant += timedelta(minutes=1)

    await moved(world.amina, first, "withdraw")

    assert withdrawals(world, first) == [narrowed_at]
    refused(await browser(world.app).get(f"/fair/findings/{first['id']}"), 410, "fair/withdrawn")


async def test_what_was_never_for_everyone_leaves_no_word_behind(world: World) -> None:
    first = await published(world, audience="trust")
    await on_the_fair(world, await a_revision(world, first, audience="school"))
    await moved(world.amina, first, "withdraw")

    assert withdrawals(world, first) == []
    refused(await browser(world.app).get(f"/fair/findings/{first['id']}"), 404, "not-found")


def withdrawals(world: World, finding: dict[str, Any]) -> list[datetime]:
    """When everybody was told that *finding* is gone."""
    with world.database.reading(NOBODY) as session:
        wanted = select(FairWithdrawal.withdrawn_at).where(FairWithdrawal.finding_id == UUID(finding["id"]))
        return list(session.exec(wanted))


async def is_deleted(world: World, oai: str) -> bool:
    return 'status="deleted"' in (await reader(world).get(oai)).text
