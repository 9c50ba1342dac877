"""Two schools of the demo in the browser: a community left and joined again, a report read elsewhere, a place booked."""

from collections.abc import Iterator

import migrated
import pytest
from e2e_site import ROOT, Serving, Site, at, open_page, require_accessible, shoot
from playwright.sync_api import Browser, Page, expect
from test_demo import sign_in

from app.demo.plant import plant
from app.settings import Settings

pytestmark = pytest.mark.browser

NOW = at(2026, 11, 24, 10, 30)
LARKMERE_LEAD, CEDAR_LEAD = "Neil Hargrave", "Ruth Bickerstaff"
TOLD = "Our listeners began to ask back once they knew that they would be asked what they had heard."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    url = migrated.sqlite(tmp_path_factory.mktemp("between"))
    plant(url, seed=1, now=NOW)
    with Serving(Settings(demo=True, database_url=url, frontend=str(ROOT / "frontend" / "dist"))) as one:
        one.clock.instant = NOW
        yield one


def signed_in(browser: Browser, site: Site, name: str, *, phone: bool = False) -> Page:
    page = open_page(browser, site, phone=phone)
    sign_in(page, name)
    return page


def community(page: Page) -> None:
    page.goto("/together/communities")
    page.get_by_role("link", name="Talk in pairs").click()
    expect(page.get_by_role("heading", level=1, name="Talk in pairs")).to_be_visible()


def test_a_school_leaves_a_community_joins_it_again_and_tells_the_others(site: Site, browser: Browser) -> None:
    cedar = signed_in(browser, site, CEDAR_LEAD)
    community(cedar)
    cedar.get_by_role("button", name="Leave it").click()
    cedar.get_by_role("button", name="Yes, leave it").click()
    cedar.get_by_role("button", name="Join with our school").click()
    leaders = cedar.get_by_role("combobox", name="Two colleagues who lead at our school")
    leaders.click()
    for place in range(2):
        cedar.get_by_role("option").nth(place).click()
    leaders.press("Escape")
    require_accessible(cedar, "joining a community")
    cedar.get_by_role("button", name="Join", exact=True).click()
    expect(cedar.get_by_role("button", name="Change who leads at our school")).to_be_visible()
    cedar.get_by_role("button", name="Tell the others").click()
    cedar.get_by_role("textbox", name="What we take from it").fill(TOLD)
    cedar.get_by_role("button", name="Tell them").click()
    expect(cedar.get_by_text(TOLD)).to_be_visible()
    cedar.context.close()

    larkmere = signed_in(browser, site, LARKMERE_LEAD)
    community(larkmere)
    expect(larkmere.get_by_text(TOLD)).to_be_visible()
    require_accessible(larkmere, "a community")
    shoot(larkmere, "community-1280-light")
    larkmere.context.close()


def test_a_visitor_books_a_place_and_the_school_that_holds_the_lesson_sees_who_comes(
    site: Site, browser: Browser
) -> None:
    cedar = signed_in(browser, site, CEDAR_LEAD, phone=True)
    cedar.goto("/together")
    cedar.get_by_role("link", name="Who speaks when the teacher waits").click()
    cedar.get_by_role("textbox", name="A word to the host").fill("I come by train.")
    cedar.get_by_role("button", name="Book my place").click()
    expect(cedar.get_by_text("You have a place").first).to_be_visible()
    require_accessible(cedar, "a lesson to visit, on a phone")
    cedar.context.close()

    larkmere = signed_in(browser, site, LARKMERE_LEAD)
    larkmere.goto("/together")
    larkmere.get_by_role("link", name="Who speaks when the teacher waits").click()
    expect(larkmere.get_by_text("I come by train.")).to_be_visible()
    expect(larkmere.get_by_text("Ruth Bickerstaff")).to_be_visible()
    larkmere.context.close()
