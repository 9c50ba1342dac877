"""The fair's feeds for readers who come again: new editions, withdrawals, and nothing new."""

import itertools
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from uuid import uuid4
from xml.etree import ElementTree

import feedparser
import pytest
from build_fair import reader
from build_public import ATOM, FEEDS, edit, on_the_fair, one_public, take_back
from cast import NOW, World
from conftest import Clock

AT = "{http://purl.org/atompub/tombstones/1.0}"
_turns = itertools.count(1)


def later_than_all_before(clock: Clock) -> None:
    """The tests of a session share one fair: move the clock past whatever others have withdrawn from it."""
    clock.instant = NOW + timedelta(days=400, minutes=next(_turns) * 20)


# ---- what has changed --------------------------------------------------------------------------


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_new_edition_comes_to_the_front_under_its_old_id(world: World, feed: str) -> None:
    subject = uuid4().hex
    old, new = await on_the_fair(world, 2, lambda n: {"published_at": NOW + timedelta(minutes=n)}, subject=subject)
    before = (await reader(world).get(f"{feed}?subject={subject}")).text

    edit(world, old, NOW + timedelta(minutes=5), title="Silence, again")
    after = (await reader(world).get(f"{feed}?subject={subject}")).text

    assert before.index(new) < before.index(old)
    assert after.index(old) < after.index(new)
    assert "Silence, again" in after
    assert ("2026-11-02T08:05:00Z" in before, "2026-11-02T08:05:00Z" in after) == (False, True)
    assert "2026-11-02T08:00:00Z" in after  # Published when it was.


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_withdrawal_is_announced_to_those_who_have_the_finding(world: World, feed: str) -> None:
    finding_id, query = await one_public(world)
    taken = NOW + timedelta(days=300, seconds=next(_turns))
    take_back(world, finding_id, taken)

    answer = await reader(world).get(feed, params=query)

    said = taken.isoformat().replace("+00:00", "Z")
    if feed.endswith(".json"):
        assert {"id": f"urn:uuid:{finding_id}", "withdrawn_at": said} in answer.json()["_kenkyu"]["withdrawn"]
        assert answer.json()["items"] == []
    else:
        root = ElementTree.fromstring(answer.content)
        gone = {node.get("ref"): node.get("when") for node in root.findall(f"{AT}deleted-entry")}
        assert gone[f"urn:uuid:{finding_id}"] == said
        assert root.findtext(f"{ATOM}updated", "") >= said
        assert feedparser.parse(answer.content).bozo is False


# ---- asking again ------------------------------------------------------------------------------


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_reader_that_has_the_newest_gets_304_and_no_body(world: World, feed: str) -> None:
    _, query = await one_public(world)
    first = await reader(world).get(feed, params=query)

    again = await reader(world).get(feed, params=query, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["etag"].startswith('"')
    assert first.headers["cache-control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize("known", ["W/{tag}", '"other", {tag}', "*"])
async def test_if_none_match_is_read_as_http_says(world: World, known: str) -> None:
    _, query = await one_public(world)
    tag = (await reader(world).get(FEEDS[1], params=query)).headers["etag"]

    again = await reader(world).get(FEEDS[1], params=query, headers={"If-None-Match": known.format(tag=tag)})

    assert again.status_code == 304


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_publication_and_a_withdrawal_each_change_the_etag_even_in_one_instant(world: World, feed: str) -> None:
    subject = uuid4().hex
    (first,) = await on_the_fair(world, subject=subject)
    tags, headers = [], {}
    for step in ("one", "two", "one again"):
        if step == "two":
            await on_the_fair(world, subject=subject)
        if step == "one again":
            take_back(world, first, NOW)
        answer = await reader(world).get(f"{feed}?subject={subject}", headers=headers)
        assert answer.status_code == 200
        tags.append(answer.headers["etag"])
        headers = {"If-None-Match": answer.headers["etag"]}

    assert len(set(tags)) == 3
    assert f"/fair/{first}" not in answer.text


async def test_each_feed_has_an_etag_of_its_own(world: World) -> None:
    _, query = await one_public(world)

    answers = [await reader(world).get(feed, params=query) for feed in FEEDS]
    answers.append(await reader(world).get(FEEDS[0], params=query | {"phase": "ks3"}))

    assert len({answer.headers["etag"] for answer in answers}) == 3


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_reader_that_knows_only_dates_gets_304_until_something_changes(
    world: World, clock: Clock, feed: str
) -> None:
    later_than_all_before(clock)
    subject = uuid4().hex
    (first,) = await on_the_fair(world, subject=subject, published_at=clock.instant)
    clock.instant += timedelta(minutes=1)
    await on_the_fair(world, subject=subject, published_at=clock.instant)
    clock.instant += timedelta(minutes=1)
    address = f"{feed}?subject={subject}"
    seen = (await reader(world).get(address)).headers["last-modified"]

    async def ask(since: str) -> int:
        return (await reader(world).get(address, headers={"If-Modified-Since": since})).status_code

    a_second_before = format_datetime(parsedate_to_datetime(seen) - timedelta(seconds=1), usegmt=True)
    assert [await ask(seen), await ask(a_second_before), await ask("yesterday")] == [304, 200, 200]

    # Not the newest one: what is left is older than what the reader knows.
    take_back(world, first, clock.instant)
    assert await ask(seen) == 200


async def test_the_etag_counts_before_the_date(world: World, clock: Clock) -> None:
    later_than_all_before(clock)
    _, query = await one_public(world, published_at=clock.instant)
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
    _, query = await one_public(world, published_at=then)

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
