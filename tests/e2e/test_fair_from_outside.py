"""The fair as the world reads it: a real browser with scripts switched off, and the application where they run."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import migrated
import pytest
from build_public import on_the_fair, take_back
from cast import NOW, SECRET_KEY, World, make_world
from e2e_site import AXE, AXE_RULES, ROOT, Serving, Site, open_page, settle, shoot
from playwright.sync_api import Browser, Page

from app.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """On SQLite alone: what a browser makes of a page does not depend on where its words were kept."""
    url = migrated.sqlite(tmp_path_factory.mktemp("outside"))
    with Serving(Settings(database_url=url, secret_key=SECRET_KEY, frontend=str(ROOT / "frontend" / "dist"))) as one:
        yield one


@pytest.fixture(scope="module")
def fair(site: Site) -> tuple[World, list[str]]:
    """Birch School with 25 public findings, the last of which says most."""
    made: list[Any] = []

    async def build() -> None:
        world = make_world(site.app)
        ids = await on_the_fair(world, 24, lambda n: {"title": f"Finding {n}", "phase": "ks2" if n % 2 else "ks3"})
        ids += await on_the_fair(
            world, title="Silence before talk", mechanisms=[7], published_at=NOW + timedelta(minutes=1),
            findings="Pupils **B and C** spoke.\n\n| Pupil | Spoke |\n|---|---|\n| B | twice |\n\n> “I had time.”",
        )  # fmt: skip
        made.append((world, ids))

    # In a thread of its own: the browser's driver has the event loop of this one.
    thread = threading.Thread(target=lambda: asyncio.run(build()))
    thread.start()
    thread.join()
    return made[0]


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of a browser that runs no scripts, and takes note when our policy stops anything or it is led elsewhere."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(site.url) else None)
    yield page
    context.close()
    assert said == []


def test_without_scripts_one_reads_from_the_list_to_a_finding_and_on(
    plain: Page, fair: tuple[World, list[str]]
) -> None:
    plain.goto("/fair")
    assert plain.get_by_role("heading", level=1).inner_text() == "Learning fair"
    assert plain.get_by_role("article").count() == 20
    shoot(plain, "fair-without-scripts")

    plain.get_by_role("link", name="Silence before talk").click()

    assert plain.get_by_role("heading", level=1).inner_text() == "Silence before talk"
    assert plain.get_by_role("heading", level=2).all_inner_texts() == [
        "Background", "Aims", "Methods", "Findings", "Implications", "Next time",
    ]  # fmt: skip
    assert plain.get_by_role("cell", name="twice").is_visible()
    assert plain.get_by_role("link", name="BibTeX").is_visible()
    shoot(plain, "finding-without-scripts")

    plain.get_by_role("link", name="Key stage 3").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "Learning fair: Key stage 3"
    plain.get_by_role("link", name="Everything").click()
    plain.get_by_role("link", name="Older findings").click()
    assert plain.get_by_role("article").count() == 5


def test_our_style_is_taken_by_the_browser_and_nothing_scrolls_sideways(
    plain: Page, fair: tuple[World, list[str]]
) -> None:
    for path in ("/fair", f"/fair/{fair[1][-1]}"):
        plain.goto(path)
        box = plain.locator(".plain-fair").bounding_box()
        text = plain.locator("main").bounding_box()
        assert box is not None
        assert text is not None
        assert box["width"] >= 390
        assert text["x"] >= 12, "the style gives the text room at its side"
        assert text["x"] + text["width"] <= 390


def test_what_was_withdrawn_says_so_without_scripts(plain: Page, fair: tuple[World, list[str]], site: Site) -> None:
    world, ids = fair
    take_back(world, ids[0], NOW)

    answer = plain.goto(f"/fair/{ids[0]}")

    assert answer is not None
    assert answer.status == 410
    assert plain.get_by_role("heading", level=1).inner_text() == "Withdrawn"


def test_what_is_read_without_scripts_is_accessible(
    browser: Browser, site: Site, fair: tuple[World, list[str]]
) -> None:
    # axe is a script itself: the page's own are kept away instead.
    context = browser.new_context(base_url=site.url, viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    for path in ("/fair", f"/fair/{fair[1][-1]}", "/fair/nothing"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(path)
            page.evaluate(AXE.read_text())
            found = page.evaluate(
                """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
                    one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`)""",
                AXE_RULES,
            )
            assert found == [], f"{path} {scheme}: {found}"
    context.close()


def test_where_scripts_run_the_application_takes_the_place_of_the_text(
    browser: Browser, site: Site, fair: tuple[World, list[str]]
) -> None:
    page = open_page(browser, site)
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)

    page.goto(f"/fair/{fair[1][-1]}")
    page.wait_for_function("() => document.querySelector('.plain-fair') === null")
    settle(page)

    assert page.get_by_role("heading", name="Silence before talk").is_visible()
    assert stopped == []
    linked = page.evaluate("() => document.querySelector('script[type=\"application/ld+json\"]').textContent")
    assert json.loads(linked)["@type"] == "ScholarlyArticle"
    assert page.evaluate("() => [...document.styleSheets].some(one => (one.href || '').endsWith('/fair.css'))")
    page.context.close()
