"""The fair's page as it is served: what link previews and feed readers find in its head."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from build_fair import a_draft, one_finding, published, reader, withdrawn
from cast import World
from fastapi import FastAPI

from app.feeds import page
from app.feeds.page import About


async def test_the_page_of_the_fair_points_to_both_feeds_once(world: World) -> None:
    answer = await reader(world).get("/fair")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    head = answer.text.partition("</head>")[0]
    for media_type, href in (
        ("application/feed+json", "/feeds/fair.json"),
        ("application/atom+xml", "/feeds/fair.atom"),
    ):
        links = re.findall(rf'<link[^>]*href="{href}"[^>]*>', head)
        assert len(links) == 1
        assert f'type="{media_type}"' in links[0]
        assert 'rel="alternate"' in links[0]
    assert "<title>Learning fair · Kenkyu</title>" in head


async def test_the_page_of_a_finding_says_what_it_is_for_link_previews(world: World) -> None:
    finding, _ = await one_finding(world, title='Ten "silent" seconds')

    answer = await reader(world).get(f"/fair/{finding['id']}")

    assert answer.status_code == 200
    assert "<title>Ten &quot;silent&quot; seconds · Kenkyu</title>" in answer.text
    assert '<meta property="og:title" content="Ten &quot;silent&quot; seconds">' in answer.text
    assert '<meta property="og:description" content="Ten seconds changed who spoke">' in answer.text
    assert f'<meta property="og:url" content="https://kenkyu.test/fair/{finding["id"]}">' in answer.text
    assert answer.text.count("<title>") == answer.text.count('<meta name="description"') == 1


@pytest.mark.parametrize("make", [a_draft, withdrawn, lambda world: published(world, audience="trust")])
async def test_the_page_says_nothing_of_what_not_everyone_may_read(world: World, make: Any) -> None:
    finding = await make(world)

    answer = await reader(world).get(f"/fair/{finding['id']}")
    unknown = await reader(world).get(f"/fair/{uuid4()}")

    assert (answer.status_code, answer.text) == (404, unknown.text)
    assert finding["title"] not in answer.text


@pytest.mark.parametrize("path", ["nonsense", "%00", "..%5C..%5Cetc", "%3Cscript%3E"])
async def test_an_address_that_is_no_finding_is_the_page_with_404(world: World, path: str) -> None:
    answer = await reader(world).get(f"/fair/{path}")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


SHELL = """<!doctype html><html><head><meta name="description" content="x"><title>Kenkyu</title></head>
<body><div id="root"></div></body></html>"""


def test_a_shell_without_links_gets_them_and_keeps_its_body() -> None:
    text = page.render(SHELL, About("Fair", "What was found", "https://x/fair"))

    assert text.count('rel="alternate"') == 2
    assert text.count("<title>") == text.count('name="description"') == 1
    assert text.endswith('<body><div id="root"></div></body></html>')


def test_without_the_application_there_is_still_a_page() -> None:
    text = page.render(None, About("<b>Fair</b>", "What was found", "https://x/fair"))

    assert "<h1>&lt;b&gt;Fair&lt;/b&gt;</h1>" in text
    assert text.count('rel="alternate"') == 2
    assert text.count('<a href="/feeds/') == 2


async def test_the_fair_is_served_while_the_application_is_not_built(
    app: FastAPI, world: World, tmp_path: Path
) -> None:
    settings = app.state.settings
    app.state.settings = settings.model_copy(update={"frontend": str(tmp_path / "nothing")})
    try:
        answer = await reader(world).get("/fair")
    finally:
        app.state.settings = settings

    assert (answer.status_code, "<h1>Learning fair</h1>" in answer.text) == (200, True)
