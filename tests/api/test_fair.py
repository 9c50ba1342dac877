"""The fair: who sees what, what is found, and what readers say."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from build_fair import TEXT, a_draft, a_group, an_outsider, published, withdrawn
from cast import World, a_person, browser
from conftest import Clock
from refusals import refused
from sqlalchemy import event, text
from sqlmodel import select

from app.db.tenancy import ForeignRow
from app.fair.tables import Finding, FindingReaction
from app.kernel.actor import NOBODY, Role, Scope

FACES: dict[str, Any] = {
    "draft": a_draft,
    "school": lambda world: published(world, audience="school", licence="school-internal"),
    "trust": lambda world: published(world, audience="trust"),
    "everyone": published,
    "withdrawn": withdrawn,
}
ON_THE_FAIR = {
    "nobody": {"everyone"},
    "other trust": {"everyone"},
    "no trust": {"everyone"},
    "same trust": {"trust", "everyone"},
    "guest": {"everyone"},
    "same school": {"school", "trust", "everyone"},
    "author": {"school", "trust", "everyone"},
}
"""What each reader finds on the fair. Everything else is NotFound to them."""
OWN_SCHOOL = set(FACES)
THROUGH_THE_NET = {
    "nobody": {"everyone"},
    "other trust": {"everyone"},
    "no trust": {"everyone"},
    "same trust": {"trust", "everyone"},
    "guest": OWN_SCHOOL,
    "same school": OWN_SCHOOL,
    "author": OWN_SCHOOL,
}
"""What a query that forgot everything would still see: the second and third net of tenancy."""


def reader_of(world: World, name: str) -> tuple[httpx.AsyncClient, Scope]:
    """A browser and the scope it reads in."""
    if name == "nobody":
        return browser(world.app), NOBODY
    if name == "guest":
        guest = a_person(world.app, world.birch_id, world.trust_id, "guest", [Role.KNOWLEDGEABLE_OTHER])
        return guest.client, guest.scope
    people = {"same trust": world.eve, "same school": world.frank, "author": world.amina}
    person = people.get(name) or an_outsider(world.app, in_trust=name == "other trust")
    return person.client, person.scope


@pytest.mark.parametrize("face", FACES)
async def test_the_fair_shows_each_reader_what_is_theirs_to_read(world: World, face: str) -> None:
    finding = await FACES[face](world)
    path, shown = f"/fair/findings/{finding['id']}", {}

    for reader in ON_THE_FAIR:
        client, _ = reader_of(world, reader)
        one, said = await client.get(path), await client.get(f"{path}/reactions")
        listed = (await client.get("/fair/findings?limit=100")).json()["items"]
        shown[reader] = (one.status_code, said.status_code, finding["id"] in {card["id"] for card in listed})

    # What everyone could read and was withdrawn says so; whatever else is hidden is as if it were not there.
    hidden = (410, 410, False) if face == "withdrawn" else (404, 404, False)
    assert shown == {reader: (200, 200, True) if face in faces else hidden for reader, faces in ON_THE_FAIR.items()}


@pytest.mark.parametrize("face", FACES)
async def test_the_nets_under_the_queries_hold_and_agree(world: World, face: str) -> None:
    finding = UUID((await FACES[face](world))["id"])
    by_orm, by_database = {}, {}

    for reader in THROUGH_THE_NET:
        _, scope = reader_of(world, reader)
        with world.database.reading(scope) as session:
            by_orm[reader] = session.exec(select(Finding.id).where(Finding.id == finding)).all() == [finding]
            if session.get_bind().dialect.name == "postgresql":
                rows = session.execute(text("SELECT id FROM finding WHERE id = :id"), {"id": finding}).all()
                by_database[reader] = bool(rows)

    expected = {reader: face in faces for reader, faces in THROUGH_THE_NET.items()}
    assert by_orm == expected
    assert by_database in ({}, expected)


@pytest.mark.parametrize(
    ("reader", "audience", "expected"),
    [
        ("nobody", "trust", False),
        ("nobody", "everyone", True),
        ("other trust", "school", False),
        ("other trust", "trust", False),
        ("other trust", "everyone", True),
        ("same trust", "school", False),
        ("same trust", "trust", True),
        ("same school", "school", True),
        ("same school", "trust", True),
    ],
)
async def test_the_nets_under_reactions_hold_and_agree(
    world: World, reader: str, audience: str, expected: bool
) -> None:
    finding = await FACES[audience](world)
    made = await world.grace.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "will_try"})
    reaction = UUID(made.json()["id"])
    _, scope = reader_of(world, reader)

    with world.database.reading(scope) as session:
        by_orm = session.exec(select(FindingReaction.id).where(FindingReaction.id == reaction)).all()
        assert (by_orm == [reaction]) == expected
        if session.get_bind().dialect.name == "postgresql":
            rows = session.execute(text("SELECT id FROM finding_reaction WHERE id = :id"), {"id": reaction}).all()
            assert bool(rows) == expected


async def test_another_school_cannot_change_a_finding_that_it_may_read(world: World) -> None:
    finding = await published(world)
    one = {"id": UUID(finding["id"])}

    for verb in ("agree", "publish", "withdraw"):
        refused(await world.eve.post(f"/findings/{finding['id']}/{verb}"), 404, "not-found")
    with pytest.raises(ForeignRow), world.database.writing(world.eve.scope) as session:
        session.exec(select(Finding).where(Finding.id == one["id"])).one().title = "Stolen"
    with world.database.writing(world.eve.scope) as session:
        if session.get_bind().dialect.name == "postgresql":
            rows = session.execute(text("UPDATE finding SET title = 'Stolen' WHERE id = :id RETURNING id"), one).all()
            assert rows == []
    assert (await world.eve.get(f"/fair/findings/{finding['id']}")).json()["title"] == TEXT["title"]


# ---- reading -----------------------------------------------------------------------------------


async def test_a_card_says_who_found_what_where(world: World) -> None:
    finding = await published(world)

    cards = (await browser(world.app).get("/fair/findings?limit=100")).json()["items"]

    card = next(card for card in cards if card["id"] == finding["id"])
    assert card["author_names"] == ["Amina", "Ben", "Chloe"]
    assert (card["school_name"], card["licence"], card["phase"]) == ("Birch School", "CC-BY-4.0", "ks3")
    assert card["summary"].startswith("Pupils B and C spoke")
    assert (card["will_try"], card["tried"]) == (0, 0)
    assert "staff_id" not in str(card)


async def test_what_was_published_keeps_the_names_it_had(world: World) -> None:
    finding = await published(world)
    amina = (await world.hana.get(f"/staff/{world.amina.staff_id}")).json()
    kept = {key: amina[key] for key in ("code", "email", "department", "fte_percent", "regime")}
    await world.hana.put(f"/staff/{world.amina.staff_id}", kept | {"name": "Zoe"}, version=amina["version"])

    seen = (await browser(world.app).get(f"/fair/findings/{finding['id']}")).json()

    assert seen["author_names"] == ["Amina", "Ben", "Chloe"]


async def test_the_fair_comes_in_pages_newest_first(world: World, clock: Clock) -> None:
    group_id, subject = await a_group(world), uuid4().hex
    for number in range(5):
        clock.instant += timedelta(minutes=number % 2)  # Two of them share an instant.
        await published(world, group_id, title=f"Finding {number}", subject=subject)

    seen, after = [], ""
    while after is not None:
        params = {"subject": subject, "limit": "2"} | ({"after": after} if after else {})
        page = (await browser(world.app).get("/fair/findings", params=params)).json()
        seen += [(card["published_at"], card["id"]) for card in page["items"]]
        after = page["next"]

    assert len(set(seen)) == 5
    assert seen == sorted(seen, reverse=True)


async def test_a_page_of_another_list_is_refused(world: World) -> None:
    for after in ("x", "W10=", "WyJhIiwiYiJd"):
        refused(await browser(world.app).get("/fair/findings", params={"after": after}), 422, "bad-cursor")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"focus": "oRACy {tag}"}, True),
        ({"focus": "Oracy"}, False),
        ({"subject": "Économie {tag}"}, True),
        ({"subject": "Économie"}, False),
        ({"phase": "ks3", "focus": "oracy {tag}"}, True),
        ({"phase": "ks4", "focus": "oracy {tag}"}, False),
    ],
)
async def test_the_fair_is_narrowed_by_focus_subject_and_phase(
    world: World, query: dict[str, str], found: bool
) -> None:
    tag = uuid4().hex[:8]
    finding = await published(
        world, title=f"Silence {tag}", focus=f"Oracy {tag}", subject=f"Économie {tag}",
        findings="Nobody asked. 100% of pupils, and a\\b as typed.",
    )  # fmt: skip

    answer = await browser(world.app).get(
        "/fair/findings", params={name: value.format(tag=tag) for name, value in query.items()}
    )

    assert (finding["id"] in {card["id"] for card in answer.json()["items"]}) == found


@pytest.mark.parametrize("query", ["focus=%00", "subject=%00", "phase=ks9", "limit=101", "focus=" + "x" * 201])
async def test_a_filter_that_cannot_be_read_is_refused(world: World, query: str) -> None:
    refused(await browser(world.app).get(f"/fair/findings?{query}"), 422, "invalid-request")


async def test_a_withdrawn_finding_is_gone_from_the_list_at_once_for_its_own_authors_too(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}"
    before = (await world.amina.get(path)).status_code

    await world.ben.post(f"/findings/{finding['id']}/withdraw")

    assert before == 200
    refused(await world.amina.get(path), 410, "fair/withdrawn")


async def test_the_page_knows_its_authors_and_who_may_react(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}"

    faces = {
        name: (await client.get(path)).json()
        for name, client in {
            "author": world.amina.client, "colleague": world.frank.client, "elsewhere": world.eve.client,
            "nobody": browser(world.app),
        }.items()
    }  # fmt: skip

    assert {name: (face["mine"], face["may_react"]) for name, face in faces.items()} == {
        "author": (True, True),
        "colleague": (False, True),
        "elsewhere": (False, True),
        "nobody": (False, False),
    }


# ---- reactions ---------------------------------------------------------------------------------


async def test_readers_of_other_schools_say_that_they_will_try_and_everybody_sees_it(world: World) -> None:
    finding, ola = await published(world), an_outsider(world.app)
    path = f"/fair/findings/{finding['id']}"

    await world.frank.post(f"{path}/reactions", {"kind": "will_try"})
    await world.eve.post(f"{path}/reactions", {"kind": "will_try"})
    made = await ola.post(f"{path}/reactions", {"kind": "tried", "text": "It was quiet."})

    assert made.status_code == 201
    for client in (browser(world.app), world.amina.client, ola.client):
        said = (await client.get(f"{path}/reactions")).json()["items"]
        assert {(row["by_name"], row["school_name"], row["kind"]) for row in said} == {
            ("Frank", "Birch School", "will_try"),
            ("Eve", "Cedar School", "will_try"),
            ("Ola", "Far School", "tried"),
        }
        seen = (await client.get(path)).json()
        assert (seen["will_try"], seen["tried"]) == (2, 1)


async def test_the_school_sees_reactions_of_the_trust_and_the_trust_sees_them_all(world: World) -> None:
    finding = await published(world, audience="trust")
    path = f"/fair/findings/{finding['id']}"
    await world.eve.post(f"{path}/reactions", {"kind": "will_try"})
    await world.frank.post(f"{path}/reactions", {"kind": "will_try"})

    assert (await world.amina.get(path)).json()["will_try"] == 2
    assert (await world.fay.get(path)).json()["will_try"] == 2


async def test_reactions_come_newest_first_in_pages(world: World, clock: Clock) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/reactions"
    for person in (world.frank, world.grace, world.dev):
        clock.instant += timedelta(minutes=1)
        await person.post(path, {"kind": "will_try"})

    first = (await world.amina.get(f"{path}?limit=2")).json()
    rest = (await world.amina.get(path, params={"after": first["next"]})).json()

    assert [row["by_name"] for row in first["items"]] == ["Dev", "Grace"]
    assert [row["by_name"] for row in rest["items"]] == ["Frank"]


async def test_nobody_says_the_same_thing_twice(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/reactions"
    first = await world.frank.post(path, {"kind": "will_try", "text": "On Monday"})

    again = await world.frank.post(path, {"kind": "will_try", "text": "Or never"})
    other = await world.frank.post(path, {"kind": "tried", "text": "It went well."})

    assert first.status_code == 201
    refused(again, 409, "fair/already-reacted")
    assert other.status_code == 201
    said = (await world.frank.get(path)).json()["items"]
    assert {row["text"] for row in said} == {"On Monday", "It went well."}


async def test_the_same_reaction_ten_times_at_once_is_one(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/reactions"

    answers = await asyncio.gather(*(world.eve.post(path, {"kind": "will_try"}) for _ in range(10)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9


async def test_reacting_twice_with_one_key_is_one_reaction(world: World) -> None:
    finding, key = await published(world), str(uuid4())
    path = f"/fair/findings/{finding['id']}/reactions"

    first = await world.eve.post(path, {"kind": "will_try"}, key=key)
    again = await world.eve.post(path, {"kind": "will_try"}, key=key)

    assert (again.status_code, again.json()) == (201, first.json())


async def test_having_tried_it_says_what_happened(world: World) -> None:
    finding = await published(world)

    answer = await world.eve.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "tried", "text": "  "})

    refused(answer, 422, "fair/tried-needs-words")


async def test_nobody_reacts_to_what_they_may_not_read_or_without_signing_in(world: World) -> None:
    hidden = await published(world, audience="school", licence="school-internal")
    shown = await published(world)
    wish = {"kind": "will_try"}

    refused(await world.eve.post(f"/fair/findings/{hidden['id']}/reactions", wish), 404, "not-found")
    refused(await world.eve.post(f"/fair/findings/{uuid4()}/reactions", wish), 404, "not-found")
    nobody = await browser(world.app).post(
        f"/fair/findings/{shown['id']}/reactions", json=wish, headers={"Idempotency-Key": str(uuid4())}
    )
    refused(nobody, 401, "not-signed-in")


async def test_a_guest_reads_what_everyone_may_and_does_not_react(world: World) -> None:
    shown = await published(world)
    guest = a_person(world.app, world.birch_id, world.trust_id, "guest", [Role.KNOWLEDGEABLE_OTHER])

    seen = (await guest.get(f"/fair/findings/{shown['id']}")).json()
    reacted = await guest.post(f"/fair/findings/{shown['id']}/reactions", {"kind": "will_try"})

    assert seen["may_react"] is False
    refused(reacted, 403, "forbidden")


async def test_counts_of_a_page_come_in_one_statement(world: World) -> None:
    group_id, subject = await a_group(world), uuid4().hex
    for number in range(3):
        finding = await published(world, group_id, title=f"Finding {number}", subject=subject)
        await world.frank.post(f"/fair/findings/{finding['id']}/reactions", {"kind": "will_try"})
    statements: list[str] = []
    listen = (world.database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    event.listen(*listen)
    try:
        cards = (await browser(world.app).get(f"/fair/findings?subject={subject}")).json()["items"]
    finally:
        event.remove(*listen)

    assert [card["will_try"] for card in cards] == [1, 1, 1]
    assert sum("finding_reaction" in statement for statement in statements) == 1
