"""The fair's feeds: what feed readers and attackers get."""

import html
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

import feedparser
import pytest
from build_fair import a_draft, a_group, published, reader, withdrawn
from build_public import ATOM, FEEDS, attach, edit, on_the_fair, one_public
from cast import NOW, World
from jsonschema import Draft202012Validator, FormatChecker
from refusals import refused

from app.fair.rules import Audience, Licence, Phase
from app.fair.tables import Finding
from app.feeds import atom, jsonfeed, rows
from app.feeds.entries import Feed

JSON_FEED_1_1 = json.loads((Path(__file__).parents[1] / "data" / "json-feed-1.1.schema.json").read_text())

INERT = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "]]><script>alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "{{constructor.constructor('alert(1)')()}}",
    "\\g<0>\\1 back\\slashes",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
]  # fmt: skip
TAGS_OF_OUR_OWN = {"p", "h2", "blockquote", "br", "strong", "em", "code"}


def parsedate(text: str) -> datetime:
    return datetime.fromisoformat(text)


# ---- what is in them ---------------------------------------------------------------------------


async def test_the_json_feed_is_what_its_specification_asks_for(world: World) -> None:
    finding_id, query = await one_public(world, mechanisms=[7])

    answer = await reader(world).get("/feeds/fair.json", params=query)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/feed+json"
    Draft202012Validator(JSON_FEED_1_1, format_checker=FormatChecker()).validate(answer.json())
    (item,) = answer.json()["items"]
    assert item["id"] == f"urn:uuid:{finding_id}"
    assert item["url"] == f"https://kenkyu.test/fair/{finding_id}"
    assert [author["name"] for author in item["authors"]] == ["Amina", "Ben", "Chloe"]
    assert item["tags"] == ["Oracy", query["subject"], "Key stage 3", "Arranging practical social support"]
    assert item["_kenkyu"]["licence"] == "CC BY 4.0"


def test_the_check_of_the_json_feed_can_fail() -> None:
    validator = Draft202012Validator(JSON_FEED_1_1, format_checker=FormatChecker())
    good = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "content_text": ""}]}

    assert validator.is_valid(good)
    for spoilt in ({"version": "1.1"}, {"title": ""}, {"items": [{"id": "1"}]}, {"next_url": "?x"}, {"more": 1}):
        assert not validator.is_valid(good | spoilt)


async def test_the_atom_feed_reads_well_in_a_real_reader(world: World) -> None:
    finding_id, query = await one_public(world)

    answer = await reader(world).get("/feeds/fair.atom", params=query)

    assert answer.headers["content-type"] == "application/atom+xml"
    seen = feedparser.parse(answer.content)
    assert (seen.bozo, seen.version) == (False, "atom10")
    assert {link.rel: link.href for link in seen.feed.links} == {
        "self": str(answer.url),
        "alternate": str(answer.url).replace("/feeds/fair.atom", "/fair"),
    }
    (entry,) = seen.entries
    assert (entry.id, entry.title) == (f"urn:uuid:{finding_id}", "Silence before talk")
    assert entry.updated == entry.published == "2026-11-02T08:00:00Z"
    assert [author.name for author in entry.authors] == ["Amina", "Ben", "Chloe"]
    assert {tag.scheme.partition("#")[2]: (tag.term, tag.label) for tag in entry.tags}["phase"] == (
        "ks3",
        "Key stage 3",
    )
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": f"https://kenkyu.test/fair/{finding_id}",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert "CC BY 4.0" in entry.rights
    assert "<h2>Background</h2>\n<p>Wait time is short in most lessons.</p>\n<p>Ours was no different.</p>" in (
        entry.content[0].value
    )


async def test_each_entry_has_what_rfc_4287_requires_once(world: World) -> None:
    await one_public(world)

    root = ElementTree.fromstring((await reader(world).get("/feeds/fair.atom")).content)

    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.findall(f"{ATOM}author/{ATOM}name")
        assert len(entry.findall(f"{ATOM}content")) == 1


@pytest.mark.parametrize("feed", FEEDS)
async def test_only_what_everyone_may_read_is_in_a_feed_even_for_its_authors(world: World, feed: str) -> None:
    subject = uuid4().hex
    shown = await published(world, subject=subject)
    hidden = [
        await published(world, subject=subject, audience="trust"),
        await published(world, subject=subject, audience="school", licence="school-internal"),
        await a_draft(world, subject=subject),
        await withdrawn(world, subject=subject),
    ]

    signed_in = reader(world)
    signed_in.cookies.set("__Host-kenkyu", world.amina.secret)
    text = (await signed_in.get(f"{feed}?subject={subject}")).text

    assert f"/fair/{shown['id']}" in text
    assert not [finding["id"] for finding in hidden if f"/fair/{finding['id']}" in text]


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_feed_can_be_narrowed_to_everything_a_finding_is_filed_by(world: World, feed: str) -> None:
    group_id, tag = await a_group(world), uuid4().hex
    (wanted,) = await on_the_fair(
        world, group_id=group_id, focus=f"Oracy {tag}", subject=f"Art {tag}", phase="ks2", mechanisms=[3, 7]
    )
    (other,) = await on_the_fair(world, focus=f"Maps {tag}", subject=f"Geography {tag}", phase="ks1", mechanisms=[4])

    for query in (
        {"focus": f"  oracy  {tag} "}, {"subject": f"ART {tag}", "phase": "ks2"}, {"mechanism": "7"}, {"phase": "ks2"},
        {"group": group_id}, {"school": str(world.amina.actor.school_id), "mechanism": "3"},
        {"group": group_id.upper(), "phase": "all"},
    ):  # fmt: skip
        text = (await reader(world).get(feed, params=query)).text
        assert (wanted in text, other in text) == (True, False), query
    nothing = (await reader(world).get(feed, params={"focus": f"Oracy {tag}", "mechanism": "4"})).text
    assert wanted not in nothing


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    "query",
    ["phase=ks9", "mechanism=0", "mechanism=15", "mechanism=x", "school=birch", "group=%00", f"focus={'x' * 201}",
     "focus=%E2%80%AE", "subject=a%0Ab"],
)  # fmt: skip
async def test_a_filter_that_cannot_be_read_is_refused(world: World, feed: str, query: str) -> None:
    refused(await reader(world).get(f"{feed}?{query}"), 422, "invalid-request")


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    "after",
    ["nonsense", "", "W10=", "WyIyMDI2LTEzLTAxIiwieCJd", "%00", "bnVsbA==", "WzEsMl0=", "x" * 500, "é", "W1tbW1tb"],
)
async def test_a_page_that_no_feed_led_to_is_refused(world: World, feed: str, after: str) -> None:
    refused(await reader(world).get(feed, params={"after": after}), 422, "bad-cursor")


async def test_a_cursor_longer_than_any_is_refused(world: World) -> None:
    refused(await reader(world).get(FEEDS[0], params={"after": "x" * 501}), 422, "invalid-request")


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_feed_of_nothing_is_still_a_feed(world: World, feed: str) -> None:
    answer = await reader(world).get(f"{feed}?subject={uuid4().hex}")

    assert answer.status_code == 200
    if feed.endswith(".atom"):
        seen = feedparser.parse(answer.content)
        assert (seen.bozo, seen.entries) == (False, [])
        assert parsedate(seen.feed.updated) >= parsedate("1970-01-01T00:00:00Z")
    else:
        Draft202012Validator(JSON_FEED_1_1).validate(answer.json())
        assert answer.json()["items"] == []


async def test_fifty_entries_make_a_page_and_the_next_follows_by_its_link(world: World) -> None:
    subject = uuid4().hex
    ids = await on_the_fair(world, 51, lambda n: {"published_at": NOW + timedelta(seconds=n // 3)}, subject=subject)

    first = (await reader(world).get(f"/feeds/fair.json?subject={subject}")).json()
    rest = (await reader(world).get(first["next_url"])).json()
    by_atom = feedparser.parse((await reader(world).get(f"/feeds/fair.atom?subject={subject}")).content)
    following = next(link.href for link in by_atom.feed.links if link.rel == "next")
    atom_rest = feedparser.parse((await reader(world).get(following)).content)

    assert (len(first["items"]), len(rest["items"]), "next_url" in rest) == (50, 1, False)
    seen = [item["id"].removeprefix("urn:uuid:") for item in first["items"] + rest["items"]]
    assert sorted(seen) == sorted(ids)
    dates = [item["date_published"] for item in first["items"] + rest["items"]]
    assert dates == sorted(dates, reverse=True)
    assert [entry.id for entry in by_atom.entries + atom_rest.entries] == [f"urn:uuid:{finding}" for finding in seen]
    assert by_atom.feed.id == atom_rest.feed.id


async def test_exactly_fifty_are_one_page(world: World) -> None:
    subject = uuid4().hex
    await on_the_fair(world, 50, subject=subject)

    only = (await reader(world).get(f"/feeds/fair.json?subject={subject}")).json()

    assert (len(only["items"]), "next_url" in only) == (50, False)


async def test_pictures_and_documents_go_along_with_absolute_addresses(world: World) -> None:
    finding_id, query = await one_public(world)
    file_id = attach(world, finding_id)
    paper = attach(
        world, finding_id, kind="document", name="plan.pdf", alt="", media_type="application/pdf",
        added_at=NOW + timedelta(seconds=1),
    )  # fmt: skip
    edit(world, finding_id, NOW, findings=f"Look:\n\n![A board](file:{file_id})")
    base = f"https://kenkyu.test/api/fair/findings/{finding_id}/files"

    item = (await reader(world).get(FEEDS[0], params=query)).json()["items"][0]
    entry = feedparser.parse((await reader(world).get(FEEDS[1], params=query)).content).entries[0]

    assert item["image"] == f"{base}/{file_id}"
    assert [one["url"] for one in item["attachments"]] == [f"{base}/{file_id}", f"{base}/{paper}"]
    assert f'<img src="{base}/{file_id}" alt="A board">' in item["content_html"]
    assert {link.href for link in entry.links if link.rel == "enclosure"} == {f"{base}/{file_id}", f"{base}/{paper}"}


# ---- texts that attack -------------------------------------------------------------------------


@pytest.mark.parametrize("attack", INERT)
async def test_what_people_write_is_kept_as_typed_and_never_runs(world: World, attack: str) -> None:
    line = " ".join(attack.split())
    finding_id, query = await one_public(world, title=line, focus=line, findings=attack, background=f"x\n\n{attack}")

    by_json = (await reader(world).get(FEEDS[0], params=query)).json()["items"][0]
    by_atom = ElementTree.fromstring((await reader(world).get(FEEDS[1], params=query)).content).find(f"{ATOM}entry")

    assert (by_json["title"], by_json["url"]) == (line, f"https://kenkyu.test/fair/{finding_id}")
    assert attack in by_json["content_text"]
    assert by_atom is not None
    assert by_atom.findtext(f"{ATOM}title") == line
    for content in (by_json["content_html"], by_atom.findtext(f"{ATOM}content") or ""):
        assert {tag.lower() for tag in re.findall(r"</?([a-zA-Z!?][^\s>/]*)", content)} <= TAGS_OF_OUR_OWN
        assert html.unescape(attack) in html.unescape(html.unescape(content))


@pytest.mark.parametrize("bad", ["\x00", "\x08", "\x1b[2J", "\x7f", "\u202egnp.exe", "\u2066", "\ufffe", "\x0b"])
async def test_characters_that_no_feed_can_hold_are_refused_at_the_door(world: World, bad: str) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", {"title": f"a{bad}b", "findings": "x"})

    refused(answer, 422, "invalid-request")


def a_row(**changes: Any) -> Finding:
    texts = {"background": "b", "aims": "a", "methods": "m", "findings": "f", "implications": "i", "next_time": "n"}
    values: dict[str, Any] = {
        "id": uuid4(), "title": "t", "pull_quote": "q", "focus": "f", "phase": Phase.ALL, "subject": "",
        "audience": Audience.EVERYONE, "licence": Licence.CC_BY_4, "group_name": "g", "school_name": "s",
        "author_names": '["A"]', "published_at": NOW, "edited_at": NOW,
    }  # fmt: skip
    return Finding(**(texts | values | changes))


def test_characters_that_came_in_by_another_door_are_left_out_of_feeds() -> None:
    bad = "x\x00\x0b\x1f\ud800\ufffe\uffffy\U0001f600"
    row = a_row(
        title=bad, pull_quote=bad, focus=bad, subject=bad, findings=bad, author_names=json.dumps([bad]), group_name=bad
    )
    feed = Feed("t", "d", "https://x/fair", "https://x/f", "i", (rows.entry_of(row, [], origin="https://x"),))

    root = ElementTree.fromstring(atom.render(feed))
    item = json.loads(jsonfeed.render(feed))["items"][0]

    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "xy\U0001f600"
    assert root.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "xy\U0001f600"
    assert (item["title"], item["tags"]) == ("xy\U0001f600", ["xy\U0001f600", "xy\U0001f600"])


@pytest.mark.parametrize("names", ["[]", ""])
def test_a_finding_without_named_authors_is_its_groups(names: str) -> None:
    entry = rows.entry_of(a_row(author_names=names, group_name="Talk"), [], origin="https://x")

    assert entry.authors == ("Talk",)


def test_an_id_of_a_feed_is_a_urn_and_differs_with_its_filters() -> None:
    ids = {Feed("t", "d", "h", "s", identity, ()).urn for identity in ("https://x/fair", "https://x/fair?phase=ks1")}

    assert len(ids) == 2
    assert {UUID(one).version for one in ids} == {5}
