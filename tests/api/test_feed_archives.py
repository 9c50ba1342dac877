"""Atom's archives (RFC 5005): walking back through all that was ever published, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import feedparser
import pytest
from build_fair import reader
from build_public import edit, on_the_fair, take_back
from cast import Clock, World
from refusals import refused

from app.feeds.archives import Month, month_of
from app.feeds.routes import feeds

ATOM = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
LATER = datetime(2027, 1, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def long_after(clock: Clock) -> None:
    clock.instant = LATER


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of five and archives of seven, so that few findings make many."""
    monkeypatch.setattr(feeds, "ENTRIES_PER_PAGE", 5)
    monkeypatch.setattr(feeds, "ENTRIES_PER_ARCHIVE", 7)


def at(month: int, day: int = 1, second: int = 0) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC) + timedelta(seconds=second)


async def root_of(world: World, address: str) -> ElementTree.Element:
    answer = await reader(world).get(address)
    assert answer.status_code == 200, (address, answer.text)
    assert feedparser.parse(answer.content).bozo is False
    return ElementTree.fromstring(answer.content)


def link(root: ElementTree.Element, rel: str) -> str | None:
    found = [node.get("href") for node in root.findall(f"{ATOM}link") if node.get("rel") == rel]
    assert len(found) <= 1
    return found[0] if found else None


def ids(root: ElementTree.Element) -> list[str]:
    return [node.findtext(f"{ATOM}id", "").removeprefix("urn:uuid:") for node in root.findall(f"{ATOM}entry")]


async def walk(world: World, start: str, rel: str) -> tuple[list[str], list[str]]:
    """The ids on the way along *rel*, and the addresses that were passed."""
    seen: list[str] = []
    addresses: list[str] = []
    address: str | None = start
    while address is not None:
        assert address not in addresses, "the chain runs in a circle"
        addresses.append(address)
        root = await root_of(world, address)
        seen += ids(root)
        address = link(root, rel)
    return seen, addresses


async def spread(world: World, subject: str) -> list[str]:
    """Thirty findings over three months, with an empty month between; three of each instant."""

    def when(number: int) -> dict[str, Any]:
        return {"published_at": at((8, 9, 11)[number // 10], second=number // 3)}

    return await on_the_fair(world, 30, when, subject=subject)


async def test_the_current_feed_and_its_archives_hold_everything_once(world: World, small_parts: None) -> None:
    subject = uuid4().hex
    made = await spread(world, subject)

    seen, addresses = await walk(world, f"/feeds/fair.atom?subject={subject}", "prev-archive")

    assert len(seen) == len(set(seen))
    assert sorted(seen) == sorted(made)
    assert len(addresses) == 1 + 1 + 2 + 2  # Five of November are in the feed itself.


async def test_from_the_oldest_archive_the_way_forward_holds_everything(world: World, small_parts: None) -> None:
    subject = uuid4().hex
    made = await spread(world, subject)
    _, addresses = await walk(world, f"/feeds/fair.atom?subject={subject}", "prev-archive")

    seen, _ = await walk(world, addresses[-1], "next-archive")

    # The last part of a month is its newest seven, so parts may overlap: readers know entries by their ids.
    assert set(seen) == set(made)


async def test_an_archive_says_that_it_is_one_and_where_the_current_feed_lies(world: World) -> None:
    subject = uuid4().hex
    (made,) = await on_the_fair(world, subject=subject, published_at=at(9))

    root = await root_of(world, f"/feeds/fair/archive/2026-09.atom?subject={subject}")

    assert ids(root) == [made]
    assert root.find(f"{FH}archive") is not None
    assert link(root, "current") == f"https://kenkyu.test/feeds/fair.atom?subject={subject}"
    assert link(root, "self") == f"https://kenkyu.test/feeds/fair/archive/2026-09.atom?subject={subject}"
    current = await root_of(world, f"/feeds/fair.atom?subject={subject}")
    assert current.find(f"{FH}archive") is None
    assert current.findtext(f"{ATOM}id") == root.findtext(f"{ATOM}id")


async def test_a_feed_that_fits_one_page_needs_no_archive(world: World) -> None:
    subject = uuid4().hex
    await on_the_fair(world, subject=subject, published_at=at(9))

    assert link(await root_of(world, f"/feeds/fair.atom?subject={subject}"), "prev-archive") is None


async def test_the_first_and_the_last_instant_of_a_month_belong_to_it(world: World) -> None:
    subject = uuid4().hex
    edges = [
        datetime(2026, 8, 31, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC),
        datetime(2026, 9, 30, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC),
    ]  # fmt: skip
    made = await on_the_fair(world, 4, lambda n: {"published_at": edges[n]}, subject=subject)

    root = await root_of(world, f"/feeds/fair/archive/2026-09.atom?subject={subject}")

    assert ids(root) == [made[2], made[1]]


async def test_a_new_edition_leaves_its_archive_and_is_news_again(world: World) -> None:
    subject = uuid4().hex
    (made,) = await on_the_fair(world, subject=subject, published_at=at(8))

    edit(world, made, at(11))

    assert ids(await root_of(world, f"/feeds/fair/archive/2026-08.atom?subject={subject}")) == []
    assert ids(await root_of(world, f"/feeds/fair/archive/2026-11.atom?subject={subject}")) == [made]


async def test_what_leaves_while_somebody_walks_takes_nothing_else_along(world: World, small_parts: None) -> None:
    subject = uuid4().hex
    made = await spread(world, subject)
    first = await root_of(world, f"/feeds/fair.atom?subject={subject}")
    following = link(first, "prev-archive")
    assert following is not None

    take_back(world, ids(first)[0], at(12))
    seen, _ = await walk(world, following, "prev-archive")

    assert sorted(seen + ids(first)) == sorted(made)


async def test_a_withdrawal_is_told_by_the_archive_of_its_month(world: World) -> None:
    subject = uuid4().hex
    (made,) = await on_the_fair(world, subject=subject, published_at=at(8))
    take_back(world, made, at(10, second=30))

    october = await root_of(world, f"/feeds/fair/archive/2026-10.atom?subject={subject}")
    august = await root_of(world, f"/feeds/fair/archive/2026-08.atom?subject={subject}")

    gone = {node.get("ref"): node.get("when") for node in october.findall(f"{AT}deleted-entry")}
    assert gone[f"urn:uuid:{made}"] == "2026-10-01T12:00:30Z"
    assert ids(august) == []
    assert f"urn:uuid:{made}" not in {node.get("ref") for node in august.findall(f"{AT}deleted-entry")}


async def test_a_month_of_nothing_still_leads_on(world: World) -> None:
    subject = uuid4().hex
    await on_the_fair(world, 2, lambda n: {"published_at": at(8 + 3 * n)}, subject=subject)

    root = await root_of(world, f"/feeds/fair/archive/2026-10.atom?subject={subject}")

    assert ids(root) == []
    assert link(root, "prev-archive") == f"https://kenkyu.test/feeds/fair/archive/2026-08.atom?subject={subject}"
    assert link(root, "next-archive") == f"https://kenkyu.test/feeds/fair/archive/2026-11.atom?subject={subject}"


async def test_an_archive_that_is_known_is_not_sent_again_until_it_changes(world: World) -> None:
    subject = uuid4().hex
    made = await on_the_fair(world, 2, subject=subject, published_at=at(8))
    address = f"/feeds/fair/archive/2026-08.atom?subject={subject}"
    known = {"If-None-Match": (await reader(world).get(address)).headers["etag"]}

    again = await reader(world).get(address, headers=known)
    take_back(world, made[0], at(12))
    changed = await reader(world).get(address, headers=known)

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-00", "2026-1", "26-01", "1969-12", "2101-01", "2027-02", "9999-12", "x", "2026-01-01", "٢٠٢٦-٠١",
     "-", "%00", "2026-01%0A"],
)  # fmt: skip
async def test_a_month_that_never_was_or_is_to_come_is_not_found(world: World, month: str) -> None:
    refused(await reader(world).get(f"/feeds/fair/archive/{month}.atom"), 404, "not-found")


@pytest.mark.parametrize("query", ["after=x", "after=", "after=bnVsbA=="])
async def test_a_part_that_no_archive_led_to_is_refused(world: World, query: str) -> None:
    refused(await reader(world).get(f"/feeds/fair/archive/2026-08.atom?{query}"), 422, "bad-cursor")


def test_december_ends_where_january_begins() -> None:
    december = Month(2026, 12)

    assert december.ends == Month(2027, 1).starts
    assert (month_of(december.starts), month_of(december.ends)) == (december, Month(2027, 1))
    assert Month.read("2026-12") == december
