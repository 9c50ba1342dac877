"""Following labels, the news under them, and choosing the digest."""

from typing import Any
from uuid import uuid4

import pytest
from build_fair import a_group, an_outsider, published
from cast import Person, World

from app.shelf.actions import following


async def follow(person: Person, kind: str, value: str) -> dict[str, Any]:
    answer = await person.post("/me/follows", {"kind": kind, "value": value})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_news_are_the_newest_under_what_one_follows(world: World) -> None:
    tag, group = uuid4().hex, await a_group(world)
    first = await published(world, group, focus=f"Oracy {tag}")
    world.app.state.now.instant = world.app.state.now().replace(hour=9)
    second = await published(world, group, subject=f"Art {tag}")
    await published(world, group)
    await follow(world.frank, "focus", f"ORACY  {tag}")
    await follow(world.frank, "subject", f"art {tag}")

    news = (await world.frank.get("/me/news")).json()

    assert [one["id"] for one in news["items"]] == [second["id"], first["id"]]
    page = (await world.frank.get("/me/news", params={"limit": 1})).json()
    after = (await world.frank.get("/me/news", params={"limit": 1, "after": page["next"]})).json()
    assert [one["id"] for one in page["items"] + after["items"]] == [second["id"], first["id"]]


async def test_everything_the_shelf_files_by_can_be_followed(world: World) -> None:
    group = await a_group(world)
    finding = await published(world, group, mechanisms=[8])

    for kind, value, label in (
        ("phase", "ks3", "Key stage 3"), ("mechanism", "8", "Modelling the technique"),
        ("group", group, finding["group_name"]), ("school", str(world.birch_id), "Birch School"),
    ):  # fmt: skip
        assert (await follow(world.frank, kind, value))["label"] == label, kind
        news = (await world.frank.get("/me/news")).json()["items"]
        assert finding["id"] in [one["id"] for one in news], kind
        (followed,) = (await world.frank.get("/me/follows")).json()["items"]
        await world.frank.post(f"/me/follows/{followed['id']}/stop")


async def test_what_one_may_not_read_is_no_news(world: World) -> None:
    tag = uuid4().hex
    for audience in ("group", "school"):
        await published(world, focus=tag, audience=audience)
    trust = await published(world, focus=tag, audience="trust")
    outsider = an_outsider(world.app)
    for person in (world.fay, outsider):
        await follow(person, "focus", tag)

    assert [one["id"] for one in (await world.fay.get("/me/news")).json()["items"]] == [trust["id"]]
    assert (await outsider.get("/me/news")).json()["items"] == []


async def test_who_follows_nothing_has_no_news(world: World) -> None:
    await published(world)

    assert (await world.frank.get("/me/news")).json() == {"items": [], "next": None}
    assert (await world.frank.get("/me/digest")).json() == {"is_wanted": False, "told_until": None}


async def test_the_same_is_followed_once(world: World) -> None:
    first = await world.frank.post("/me/follows", {"kind": "focus", "value": "Oracy"}, key="one")
    again = await world.frank.post("/me/follows", {"kind": "focus", "value": "Oracy"}, key="one")
    other = await world.frank.post("/me/follows", {"kind": "focus", "value": " oracy "})

    assert first.json() == again.json()
    assert (other.status_code, other.json()["type"]) == (409, "/problems/shelf/already-followed")
    assert len((await world.frank.get("/me/follows")).json()["items"]) == 1


async def test_stopping_ends_it_and_nobody_stops_for_another(world: World) -> None:
    made = await follow(world.frank, "focus", "Oracy")

    for other in (world.grace, world.eve):
        assert (await other.post(f"/me/follows/{made['id']}/stop")).status_code == 404
    stopped = await world.frank.post(f"/me/follows/{made['id']}/stop", key="one")
    again = await world.frank.post(f"/me/follows/{made['id']}/stop", key="one")
    later = await world.frank.post(f"/me/follows/{made['id']}/stop")

    assert stopped.json() == again.json() == made
    assert later.status_code == 404
    assert (await world.frank.get("/me/follows")).json()["items"] == []
    await follow(world.frank, "focus", "Oracy")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phase", "ks9"), ("phase", "all"), ("mechanism", "0"), ("mechanism", "15"), ("mechanism", "08"),
        ("mechanism", "²"), ("mechanism", "x"), ("group", "x"), ("school", "x"), ("colour", "red"), ("focus", ""),
        ("focus", "x" * 201), ("focus", "a\nb"), ("focus", "a\0b"),
    ],
)  # fmt: skip
async def test_what_can_be_no_label_is_refused(world: World, kind: str, value: str) -> None:
    assert (await world.frank.post("/me/follows", {"kind": kind, "value": value})).status_code == 422


async def test_groups_and_schools_that_one_knows_nothing_of_are_not_found(world: World) -> None:
    group = await a_group(world)

    assert (await world.eve.post("/me/follows", {"kind": "group", "value": group})).status_code == 404
    assert (await world.eve.post("/me/follows", {"kind": "school", "value": str(world.birch_id)})).status_code == 404
    assert (await follow(world.frank, "group", group))["label"].startswith("Group ")
    assert (await follow(world.frank, "school", str(world.birch_id)))["label"] == "Birch School"


async def test_there_is_a_most_that_can_be_followed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "FOLLOWS_MAX", 2)

    answers = [await world.frank.post("/me/follows", {"kind": "focus", "value": f"F{number}"}) for number in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert answers[2].json()["follows_max"] == 2


async def test_the_digest_begins_with_following_and_ends_on_request(world: World) -> None:
    await follow(world.frank, "focus", "Oracy")

    begun = (await world.frank.get("/me/digest")).json()
    ended = await world.frank.put("/me/digest", {"is_wanted": False}, version=None)
    await follow(world.frank, "focus", "Recall")

    assert begun["is_wanted"] is True
    assert ended.json()["is_wanted"] is False
    assert (await world.frank.get("/me/digest")).json()["is_wanted"] is False
    assert (await world.frank.put("/me/digest", {"is_wanted": "yes"}, version=None)).status_code == 422
    assert (await world.frank.put("/me/digest", {}, version=None)).status_code == 422
