"""The demo school: every role with one click, every screen accessible, and the documentation's pictures."""

import re
from collections.abc import Iterator

import migrated
import pytest
from e2e_site import ROOT, Serving, Site, at, open_page, require_accessible, settle, shoot
from playwright.sync_api import Browser, Page, expect

from app.demo.plant import plant
from app.settings import Settings

pytestmark = pytest.mark.browser

NOW = at(2026, 11, 24, 10, 30)
"""A Tuesday in half-term 2."""
TEACHER = "Teacher,"
"""Part of a button of the sign-in page: the first teacher is the one whose week has something of everything."""
SCREENS = {
    TEACHER: {
        "today": "/",
        "my-time": "/time",
        "my-group": "/group",
        "plan-a-round": "/plan",
        "start-a-group": "/group/new",
        "fair-signed-in": "/fair",
        "sessions": "/sessions",
        "my-notices": "/me/notices",
        "my-record": "/me/record",
        "my-calendar": "/me/calendar",
    },
    "Neil Hargrave": {
        "desk": "/desk",
        "desk-unplaced": "/desk/unplaced",
        "desk-allocate": "/desk/allocate",
        "desk-findings": "/desk/findings",
        "school": "/school",
        "school-people": "/school/people",
        "school-calendar": "/school/calendar",
        "school-timetable": "/school/timetable",
        "school-timetable-import": "/school/timetable/import",
        "school-settings": "/school/settings",
    },
    "Peter Lovelock": {"cover": "/cover"},
    "Grace Eversley": {"head-desk": "/desk"},
    "Judith Amberley": {"trust-fair": "/fair"},
    "Anil Wetherby": {"guest-group": "/group"},
    "Ruth Bickerstaff": {"empty-school": "/school"},
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    url = migrated.sqlite(tmp_path_factory.mktemp("demo"))
    plant(url, seed=1, now=NOW)
    with Serving(Settings(demo=True, database_url=url, frontend=str(ROOT / "frontend" / "dist"))) as site:
        site.clock.instant = NOW
        yield site


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name=re.compile(name)).first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
    settle(page)


@pytest.mark.parametrize("name", list(SCREENS))
def test_everybody_enters_with_one_click_and_finds_accessible_screens(demo: Site, browser: Browser, name: str) -> None:
    page = open_page(browser, demo)
    sign_in(page, name)
    for screen, path in SCREENS[name].items():
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        require_accessible(page, f"{name} {path}")
        shoot(page, f"{screen}-1280-light")
    page.context.close()


@pytest.mark.parametrize(
    ("phone", "dark"), [(True, False), (False, True), (True, True)], ids=["phone", "dark", "phone-dark"]
)
def test_a_teacher_s_screens_hold_on_a_phone_and_in_the_dark(
    demo: Site, browser: Browser, phone: bool, dark: bool
) -> None:
    page = open_page(browser, demo, phone=phone, dark=dark)
    sign_in(page, TEACHER)
    for screen in ("today", "my-time", "my-group", "plan-a-round", "my-notices"):
        page.goto(SCREENS[TEACHER][screen])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        require_accessible(page, screen)
        shoot(page, f"{screen}-{390 if phone else 1280}-{'dark' if dark else 'light'}")
    page.context.close()


def test_the_fair_is_read_by_anybody_at_every_width(demo: Site, browser: Browser) -> None:
    for phone, dark in ((False, False), (True, False), (False, True)):
        page = open_page(browser, demo, phone=phone, dark=dark)
        page.goto("/fair")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        require_accessible(page, "fair")
        shoot(page, f"fair-{390 if phone else 1280}-{'dark' if dark else 'light'}")
        page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="What we found")).to_be_visible()
        require_accessible(page, "finding")
        shoot(page, f"finding-{390 if phone else 1280}-{'dark' if dark else 'light'}")
        page.context.close()


def test_screens_fit_320_pixels_without_sideways_scroll(demo: Site, browser: Browser) -> None:
    page = open_page(browser, demo, phone=True)
    page.set_viewport_size({"width": 320, "height": 700})
    sign_in(page, "Neil Hargrave")
    for path in ("/", "/plan", "/group", "/time", "/desk", "/school/people", "/school/timetable/import", "/fair"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        require_accessible(page, f"320 px {path}")
    page.context.close()


def test_screens_hold_on_the_smallest_phone_with_text_twice_as_large(demo: Site, browser: Browser) -> None:
    page = open_page(browser, demo, phone=True)
    page.set_viewport_size({"width": 320, "height": 700})
    sign_in(page, "Neil Hargrave")
    for path in (
        "/",
        "/time",
        "/plan",
        "/fair",
        "/fairs",
        "/fairs/new",
        "/following",
        "/together",
        "/desk/findings",
        "/desk/impact",
        "/school/absences",
        "/school/days-off",
        "/school/webhooks/new",
        "/me/notices",
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        require_accessible(page, f"320 px, text at 200 %, {path}")
    page.context.close()


def test_the_network_away_is_said_calmly_and_comes_back(demo: Site, browser: Browser) -> None:
    page = open_page(browser, demo)
    sign_in(page, TEACHER)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.get_by_text("offline", exact=False).first).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.goto("/time")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.close()
