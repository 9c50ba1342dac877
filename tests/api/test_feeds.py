"""The fair's feeds: what feed readers and attackers get."""

import html
import itertools
import json
import re
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import feedparser
import pytest
from build_fair import a_draft, a_group, copies, one_finding, published, reader, withdrawn
from cast import NOW, World
from conftest import Clock
from json_feed import JSON_FEED_1_1
from jsonschema import Draft202012Validator, FormatChecker
from refusals import refused

from app.fair.rules import Audience, Licence, Phase
from app.fair.schemas import FairFinding
from app.feeds import atom, entries, jsonfeed
from app.feeds.entries import Feed

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feeds/fair.json", "/feeds/fair.atom")

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
TAGS_OF_OUR_OWN = {"p", "h2", "blockquote", "br"}


_turns = itertools.count(1)


def later_than_all_before(clock: Clock) -> None:
    """The tests of a session share one fair: move the clock past whatever others have withdrawn from it."""
    clock.instant = NOW + timedelta(hours=1, minutes=next(_turns) * 20)


# ---- what is in them ---------------------------------------------------------------------------


async def test_the_json_feed_is_what_its_specification_asks_for(world: World) -> None:
    finding, query = await one_finding(world)

    answer = await reader(world).get("/feeds/fair.json", params=query)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/feed+json"
    Draft202012Validator(JSON_FEED_1_1, format_checker=FormatChecker()).validate(answer.json())
    (item,) = answer.json()["items"]
    assert item["id"] == f"urn:uuid:{finding['id']}"
    assert item["url"] == f"https://kenkyu.test/fair/{finding['id']}"
    assert [author["name"] for author in item["authors"]] == ["Amina", "Ben", "Chloe"]
    assert item["tags"] == ["Oracy", query["subject"], "Key stage 3"]
    assert item["_kenkyu"]["licence"] == "CC BY 4.0"


def test_the_check_of_the_json_feed_can_fail() -> None:
    validator = Draft202012Validator(JSON_FEED_1_1, format_checker=FormatChecker())
    good = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "content_text": ""}]}

    assert validator.is_valid(good)
    for spoilt in ({"version": "1.1"}, {"title": ""}, {"items": [{"id": "1"}]}, {"next_url": "?x"}, {"more": 1}):
        assert not validator.is_valid(good | spoilt)


async def test_the_atom_feed_reads_well_in_a_real_reader(world: World) -> None:
    finding, query = await one_finding(world)

    answer = await reader(world).get("/feeds/fair.atom", params=query)

    assert answer.headers["content-type"] == "application/atom+xml"
    seen = feedparser.parse(answer.content)
    assert (seen.bozo, seen.version) == (False, "atom10")
    assert {link.rel: link.href for link in seen.feed.links} == {
        "self": str(answer.url),
        "alternate": "https://kenkyu.test/fair",
    }
    (entry,) = seen.entries
    assert (entry.id, entry.title) == (f"urn:uuid:{finding['id']}", finding["title"])
    assert entry.updated == entry.published == "2026-11-02T08:00:00Z"
    assert [author.name for author in entry.authors] == ["Amina", "Ben", "Chloe"]
    assert {tag.scheme.partition("#")[2]: (tag.term, tag.label) for tag in entry.tags}["phase"] == (
        "ks3",
        "Key stage 3",
    )
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": f"https://kenkyu.test/fair/{finding['id']}",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert "CC BY 4.0" in entry.rights
    assert "<h2>Background</h2>\n<p>Wait time is short in most lessons.</p>\n<p>Ours was no different.</p>" in (
        entry.content[0].value
    )


async def test_each_entry_has_what_rfc_4287_requires_once(world: World) -> None:
    await one_finding(world)

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

    assert shown["id"] in text
    assert not [finding["id"] for finding in hidden if finding["id"] in text]


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_feed_can_be_narrowed_to_focus_subject_and_phase(world: World, feed: str) -> None:
    group_id, tag = await a_group(world), uuid4().hex
    wanted = await published(world, group_id, focus=f"Oracy {tag}", subject=f"Art {tag}", phase="ks2")
    other = await published(world, group_id, focus=f"Maps {tag}", subject=f"Geography {tag}", phase="ks2")

    for query in ({"focus": f"oracy {tag}"}, {"subject": f"ART {tag}", "phase": "ks2"}):
        text = (await reader(world).get(feed, params=query)).text
        assert (wanted["id"] in text, other["id"] in text) == (True, False)
    refused(await reader(world).get(f"{feed}?phase=ks9"), 422, "invalid-request")


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_feed_of_nothing_is_still_a_feed(world: World, feed: str) -> None:
    answer = await reader(world).get(f"{feed}?subject={uuid4().hex}")

    assert answer.status_code == 200
    if feed.endswith(".atom"):
        seen = feedparser.parse(answer.content)
        assert (seen.bozo, seen.entries, seen.feed.updated) == (False, [], "1970-01-01T00:00:00Z")
    else:
        Draft202012Validator(JSON_FEED_1_1).validate(answer.json())
        assert answer.json()["items"] == []


async def test_fifty_entries_make_a_page_and_the_next_follows_by_its_link(world: World) -> None:
    subject = uuid4().hex
    oldest = await published(world, subject=subject)
    ids = [oldest["id"], *copies(world, oldest, 50)]

    first = (await reader(world).get(f"/feeds/fair.json?subject={subject}")).json()
    rest = (await reader(world).get(first["next_url"])).json()
    by_atom = feedparser.parse((await reader(world).get(f"/feeds/fair.atom?subject={subject}")).content)
    following = next(link.href for link in by_atom.feed.links if link.rel == "next")
    atom_rest = feedparser.parse((await reader(world).get(following)).content)

    assert (len(first["items"]), len(rest["items"]), "next_url" in rest) == (50, 1, False)
    seen = [item["id"].removeprefix("urn:uuid:") for item in first["items"] + rest["items"]]
    assert sorted(seen) == sorted(ids)
    assert [entry.id for entry in by_atom.entries + atom_rest.entries] == [f"urn:uuid:{finding}" for finding in seen]
    assert by_atom.feed.id == atom_rest.feed.id
    refused(await reader(world).get("/feeds/fair.json?after=nonsense"), 422, "bad-cursor")


# ---- asking again ------------------------------------------------------------------------------


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_reader_that_has_the_newest_gets_304_and_no_body(world: World, feed: str) -> None:
    _, query = await one_finding(world)
    first = await reader(world).get(feed, params=query)

    again = await reader(world).get(feed, params=query, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["etag"].startswith('"')
    assert first.headers["cache-control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize("known", ["W/{tag}", '"other", {tag}', "*"])
async def test_if_none_match_is_read_as_http_says(world: World, known: str) -> None:
    _, query = await one_finding(world)
    tag = (await reader(world).get(FEEDS[1], params=query)).headers["etag"]

    again = await reader(world).get(FEEDS[1], params=query, headers={"If-None-Match": known.format(tag=tag)})

    assert again.status_code == 304


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_publication_and_a_withdrawal_each_change_the_etag_even_in_one_instant(world: World, feed: str) -> None:
    group_id, subject = await a_group(world), uuid4().hex
    first = await published(world, group_id, subject=subject)
    tags, headers = [], {}
    for step in ("one", "two", "one again"):
        if step == "two":
            await published(world, group_id, subject=subject)
        if step == "one again":
            await world.amina.post(f"/findings/{first['id']}/withdraw")
        answer = await reader(world).get(f"{feed}?subject={subject}", headers=headers)
        assert answer.status_code == 200
        tags.append(answer.headers["etag"])
        headers = {"If-None-Match": answer.headers["etag"]}

    assert len(set(tags)) == 3
    assert first["id"] not in answer.text


async def test_each_feed_has_an_etag_of_its_own(world: World) -> None:
    _, query = await one_finding(world)

    answers = [await reader(world).get(feed, params=query) for feed in FEEDS]
    answers.append(await reader(world).get(FEEDS[0], params=query | {"phase": "ks3"}))

    assert len({answer.headers["etag"] for answer in answers}) == 3


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_reader_that_knows_only_dates_gets_304_until_something_changes(
    world: World, clock: Clock, feed: str
) -> None:
    later_than_all_before(clock)
    group_id, subject = await a_group(world), uuid4().hex
    first = await published(world, group_id, subject=subject)
    clock.instant += timedelta(minutes=1)
    await published(world, group_id, subject=subject)
    clock.instant += timedelta(minutes=1)
    address = f"{feed}?subject={subject}"
    seen = (await reader(world).get(address)).headers["last-modified"]

    async def ask(since: str) -> int:
        return (await reader(world).get(address, headers={"If-Modified-Since": since})).status_code

    a_second_before = format_datetime(parsedate_to_datetime(seen) - timedelta(seconds=1), usegmt=True)
    assert [await ask(seen), await ask(a_second_before), await ask("yesterday")] == [304, 200, 200]

    # Not the newest one: what is left is older than what the reader knows.
    await world.amina.post(f"/findings/{first['id']}/withdraw")
    assert await ask(seen) == 200


async def test_the_etag_counts_before_the_date(world: World, clock: Clock) -> None:
    later_than_all_before(clock)
    _, query = await one_finding(world)
    clock.instant += timedelta(minutes=1)
    seen = await reader(world).get(FEEDS[0], params=query)

    answer = await reader(world).get(
        FEEDS[0], params=query,
        headers={"If-None-Match": '"another"', "If-Modified-Since": seen.headers["last-modified"]},
    )  # fmt: skip

    assert answer.status_code == 200


async def test_no_date_is_given_while_its_second_lasts(world: World, clock: Clock) -> None:
    later_than_all_before(clock)
    then = clock.instant
    _, query = await one_finding(world)

    at_once = await reader(world).get(FEEDS[0], params=query)
    clock.instant += timedelta(seconds=1)
    later = await reader(world).get(FEEDS[0], params=query)

    assert "last-modified" not in at_once.headers
    assert later.headers["last-modified"] == format_datetime(then, usegmt=True)


@pytest.mark.parametrize("path", [*FEEDS, "/fair"])
async def test_head_answers_as_get_does_without_a_body(world: World, path: str) -> None:
    shown, head = await reader(world).get(path), await reader(world).head(path)

    assert (head.status_code, head.headers["content-type"]) == (shown.status_code, shown.headers["content-type"])
    assert head.content == b"" or head.headers.get("content-length") == shown.headers.get("content-length")


@pytest.mark.parametrize("feed", FEEDS)
async def test_readers_that_live_in_browsers_may_fetch_a_feed(world: World, feed: str) -> None:
    answer = await reader(world).get(feed)

    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers


# ---- texts that attack -------------------------------------------------------------------------


@pytest.mark.parametrize("attack", INERT)
async def test_what_people_write_is_kept_as_typed_and_never_runs(world: World, attack: str) -> None:
    line = " ".join(attack.split())
    finding, query = await one_finding(world, title=line, focus=line, findings=attack, background=f"x\n\n{attack}")

    shown = (await reader(world).get(f"/api/fair/findings/{finding['id']}")).json()
    by_json = (await reader(world).get(FEEDS[0], params=query)).json()["items"][0]
    by_atom = ElementTree.fromstring((await reader(world).get(FEEDS[1], params=query)).content).find(f"{ATOM}entry")
    web = await reader(world).get(f"/fair/{finding['id']}")

    assert (shown["title"], shown["findings"]) == (line, attack)
    assert attack in by_json["content_text"]
    assert by_atom is not None
    assert by_atom.findtext(f"{ATOM}title") == line
    for content in (by_json["content_html"], by_atom.findtext(f"{ATOM}content") or ""):
        assert {tag.lower() for tag in re.findall(r"</?([a-zA-Z!?][^\s>/]*)", content)} <= TAGS_OF_OUR_OWN
        assert attack in html.unescape(content)
    assert f"<title>{html.escape(line)} · Kenkyu</title>" in web.text
    assert web.text.count("<script") == (await reader(world).get("/fair")).text.count("<script")


@pytest.mark.parametrize("bad", ["\x00", "\x08", "\x1b[2J", "\x7f", "\u202egnp.exe", "\u2066", "\ufffe", "\x0b"])
async def test_characters_that_no_feed_can_hold_are_refused_at_the_door(world: World, bad: str) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", {"title": f"a{bad}b", "findings": "x"})

    refused(answer, 422, "invalid-request")


def a_fair_finding(**changes: Any) -> FairFinding:
    texts = {"background": "b", "aims": "a", "methods": "m", "findings": "f", "implications": "i", "next_time": "n"}
    values: dict[str, Any] = {
        "id": uuid4(), "title": "t", "pull_quote": "q", "summary": "s", "focus": "f", "phase": Phase.ALL,
        "subject": "", "audience": Audience.EVERYONE, "licence": Licence.CC_BY_4, "group_name": "g",
        "school_name": "s", "author_names": ["A"], "published_at": NOW, "will_try": 0, "tried": 0,
        "may_react": False, "mine": False,
    }  # fmt: skip
    return FairFinding(**(texts | values | changes))


def test_characters_that_came_in_by_another_door_are_left_out_of_feeds() -> None:
    bad = "x\x00\x0b\x1f\ud800\ufffe\uffffy\U0001f600"
    finding = a_fair_finding(
        title=bad, pull_quote=bad, summary=bad, focus=bad, subject=bad, findings=bad, author_names=[bad], group_name=bad
    )
    feed = Feed("t", "d", "https://x/fair", "https://x/f", None, "i", (entries.entry_of(finding, origin="https://x"),))

    root = ElementTree.fromstring(atom.render(feed))
    item = json.loads(jsonfeed.render(feed))["items"][0]

    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "xy\U0001f600"
    assert root.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "xy\U0001f600"
    assert (item["title"], item["tags"]) == ("xy\U0001f600", ["xy\U0001f600", "xy\U0001f600"])


def test_a_finding_without_named_authors_is_its_groups() -> None:
    entry = entries.entry_of(a_fair_finding(author_names=[], group_name="Talk"), origin="https://x")

    assert entry.authors == ("Talk",)
