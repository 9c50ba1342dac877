"""What search engines may visit."""

from datetime import datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from build_fair import a_draft, published, reader
from build_public import edit, on_the_fair, take_back
from cast import NOW, World
from refusals import refused

from app.feeds.routes import sitemap

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


async def parts(world: World) -> list[str]:
    answer = await reader(world).get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{NS}sitemapindex"
    return [node.findtext(f"{NS}loc", "") for node in root]


async def pages(world: World) -> dict[str, str | None]:
    """Every address of the sitemap with its date."""
    found: dict[str, str | None] = {}
    for part in await parts(world):
        root = ElementTree.fromstring((await reader(world).get(part)).content)
        assert root.tag == f"{NS}urlset"
        for node in root:
            address = node.findtext(f"{NS}loc", "")
            assert address not in found
            found[address] = node.findtext(f"{NS}lastmod")
    return found


async def test_every_public_finding_is_in_the_sitemap_once_and_nothing_else_is(world: World) -> None:
    shown, old, gone = await on_the_fair(world, 3, subject=uuid4().hex)
    edit(world, old, NOW + timedelta(days=2))
    take_back(world, gone, NOW)
    hidden = [(await a_draft(world))["id"], (await published(world, audience="trust"))["id"]]

    found = await pages(world)

    assert found["https://kenkyu.test/fair"] is None
    assert found[f"https://kenkyu.test/fair/{shown}"] == "2026-11-02T08:00:00Z"
    assert found[f"https://kenkyu.test/fair/{old}"] == "2026-11-04T08:00:00Z"
    assert not [one for one in [gone, *hidden] if f"https://kenkyu.test/fair/{one}" in found]


async def test_a_long_list_is_cut_into_parts_and_what_is_new_goes_into_the_last(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PART", 3)
    far = datetime.fromisoformat("2099-01-01T00:00:00Z")
    made = await on_the_fair(world, 7, lambda n: {"published_at": far + timedelta(days=n)})
    world.app.state.answers.forget()

    found = await parts(world)
    last = (await reader(world).get(found[-1])).text
    everything = await pages(world)

    assert found == [f"https://kenkyu.test/sitemap/{number}.xml" for number in range(1, len(found) + 1)]
    assert len(found) >= 3
    assert f"https://kenkyu.test/fair/{made[-1]}" in last
    assert {f"https://kenkyu.test/fair/{one}" for one in made} <= everything.keys()


@pytest.mark.parametrize("number", ["0", "99999", "50001", "100000", "-1", "1.5", "x", "%00", "01x", "१"])
async def test_a_part_that_is_not_there_is_not_found(world: World, number: str) -> None:
    refused(await reader(world).get(f"/sitemap/{number}.xml"), 404, "not-found")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap/1.xml"])
async def test_who_knows_the_sitemap_gets_304(world: World, path: str) -> None:
    await on_the_fair(world)
    first = await reader(world).get(path)

    again = await reader(world).get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=300"


async def test_robots_are_led_to_the_sitemap_and_kept_out_of_the_api(world: World) -> None:
    answer = await reader(world).get("/robots.txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /api/", "Allow: /api/fair/findings/", "Sitemap: https://kenkyu.test/sitemap.xml"} <= set(lines)
