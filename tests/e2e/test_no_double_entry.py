"""What a school brings and connects, as its lead does it: lists, absences, days off; addresses and webhooks."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import migrated
import pytest
from build_round import LESSONS, a_round, a_school_at_work
from build_source import look
from build_webhook import send_due
from cast import SECRET_KEY, make_world
from e2e_site import ROOT, Serving, Site, open_page, require_accessible, shoot
from fair_school import NAMES, FairSchool, rename
from fair_steps import remember
from list_steps import (
    bring_absences,
    bring_the_staff_list,
    call_the_absence_off,
    let_a_year_group_go,
    take_a_day_off_and_back,
    take_the_list_over,
    type_an_absence,
)
from listening import Listener, answer, listening
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings

pytestmark = pytest.mark.browser

NARROW = [
    "/school/staff-list", "/school/absences", "/school/days-off", "/school/addresses/new", "/school/webhooks/new",
    "/me/notices", "/me/calendar",
]  # fmt: skip
ROOMS = {"M1": "Maths 2"}
PERIODS = {("Frank Lyddon", "9A"): "P2"}
"""What the next timetable says otherwise."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """On SQLite alone: what the server does is tested on both engines over HTTP."""
    url = migrated.sqlite(tmp_path_factory.mktemp("lists"))
    with Serving(Settings(database_url=url, secret_key=SECRET_KEY, frontend=str(ROOT / "frontend" / "dist"))) as one:
        yield one


@pytest.fixture(scope="module")
def school(site: Site) -> FairSchool:
    """Birch School at work: Amina's 7A is watched by Ben this morning."""
    made = FairSchool(site, make_world(site.app))
    for key, name in NAMES.items():
        rename(made.world, made.world.people[key], name)

    async def planned() -> None:
        group = await a_school_at_work(made.world)
        answered = await made.world.amina.post("/rounds", a_round(made.world, group))
        assert answered.status_code == 201, answered.text

    made.run(planned)
    return made


def emails_of(school: FairSchool) -> dict[str, str]:
    async def read() -> dict[str, str]:
        people = (await school.world.hana.get("/staff?limit=100")).json()["items"]
        return {one["name"]: one["email"] for one in people}

    return school.run(read)


def lead_of(browser: Browser, site: Site, school: FairSchool) -> Page:
    page = open_page(browser, site)
    remember(page, site, school.world.hana)
    return page


def test_a_lead_brings_the_staff_and_says_who_is_not_there_without_typing_anything_twice(
    browser: Browser, site: Site, school: FairSchool, tmp_path: Path
) -> None:
    page = lead_of(browser, site, school)
    bring_the_staff_list(page, tmp_path, emails_of(school))
    take_the_list_over(page)

    type_an_absence(page, "Ben Harrow")
    call_the_absence_off(page, "Ben Harrow")
    bring_absences(page, tmp_path)

    take_a_day_off_and_back(page)
    let_a_year_group_go(page)

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/school/absences")
    page.get_by_label("Day", exact=True).fill("2026-11-03")
    expect(page.get_by_text("From a file")).to_be_visible()
    require_accessible(page, "absences on a phone")
    shoot(page, "absences-390-light")
    menu = page.get_by_role("navigation", name="School")
    menu.locator("summary").click()
    require_accessible(page, "the school's menu on a phone")
    menu.get_by_role("link", name="Days off timetable").click()
    expect(page.get_by_role("heading", level=1, name="Days and classes off timetable")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    for path in NARROW:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        require_accessible(page, f"320 px {path}")
    page.context.close()


def test_an_address_brings_a_timetable_and_a_webhook_takes_the_news(
    browser: Browser, site: Site, school: FairSchool
) -> None:
    page = lead_of(browser, site, school)
    with listening(answer(200, _next_timetable(), {"Content-Type": "text/csv"})) as export:
        _add_an_address(page, school, export)
        _see_what_it_brought(page)
        _hear_that_it_cannot_be_read(page, site, school, export)
    _pause_and_remove_the_address(page)

    with listening(answer(204)) as receiver:
        _add_a_webhook(page, receiver)
        _send_a_test(page, school, receiver)
    _change_pause_and_remove_the_webhook(page)
    page.context.close()


def _next_timetable() -> bytes:
    rows = [
        [NAMES[name], day, PERIODS.get((NAMES[name], class_name), period), class_name, subject, ROOMS.get(room, room)]
        for name, day, period, class_name, subject, room in LESSONS
    ]
    lines = [["teacher", "day", "period", "class", "subject", "room"], *rows]
    return "\n".join(",".join(line) for line in lines).encode()


def _add_an_address(page: Page, school: FairSchool, export: Listener) -> None:
    page.goto("/school/addresses")
    expect(page.get_by_role("heading", level=1, name="Nothing is fetched from an address yet")).to_be_visible()
    require_accessible(page, "no addresses")
    page.get_by_role("link", name="Add an address").click()
    page.get_by_role("button", name="Add and look now").click()
    expect(page.get_by_text("Paste the address.")).to_be_visible()
    require_accessible(page, "a new address, with what is missing")
    page.get_by_label("What you call it").fill("Nightly export")
    page.get_by_label("Address", exact=True).fill(f"{export.url}/week.csv")
    page.get_by_role("button", name="Add and look now").click()
    expect(page.get_by_text("Looking …")).to_be_visible()
    assert look(school.world, school.site.clock.instant) == 1
    expect(page.get_by_text(re.compile("^Read on "))).to_be_visible()
    require_accessible(page, "an address that was read")
    shoot(page, "addresses-1280-light")


def _see_what_it_brought(page: Page) -> None:
    page.get_by_role("link", name="See what was read from Nightly export").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("lessons understood")
    page.get_by_label("In force from").fill("2026-11-09")
    expect(page.get_by_role("table", name="Other rooms")).to_contain_text("Maths 2", timeout=30_000)
    expect(page.get_by_role("table", name="Lessons that move")).to_contain_text("9A")
    require_accessible(page, "what an address brought")
    shoot(page, "timetable-changes-1280-light", part="#changes")


def _hear_that_it_cannot_be_read(page: Page, site: Site, school: FairSchool, export: Listener) -> None:
    page.goto("/school/addresses")
    export.speak = answer(500)
    site.clock.instant += timedelta(minutes=10)
    page.get_by_role("button", name="Look now at Nightly export").click()
    expect(page.get_by_role("button", name="Look now at Nightly export")).to_have_attribute("data-loading", "true")
    while look(school.world, site.clock.instant) == 0:
        page.wait_for_timeout(100)
    expect(page.get_by_text(re.compile("^Could not be read on "))).to_be_visible()
    expect(page.get_by_text(re.compile("is kept"))).to_be_visible()
    require_accessible(page, "an address that could not be read")


def _pause_and_remove_the_address(page: Page) -> None:
    page.get_by_role("link", name="Change Nightly export").click()
    page.get_by_label("What you call it").fill("Export of the night")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Look at it again")).to_be_visible()
    expect(page.get_by_label("What you call it")).to_have_value("Export of the night")
    require_accessible(page, "an address that is paused")
    page.get_by_role("button", name="Remove this address").click()
    expect(page.get_by_role("button", name="Keep it as it is")).to_be_focused()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("heading", level=1, name="Nothing is fetched from an address yet")).to_be_visible()


def _add_a_webhook(page: Page, receiver: Listener) -> None:
    page.goto("/school/webhooks")
    expect(page.get_by_role("heading", level=1, name="Nothing else is told what happens here")).to_be_visible()
    require_accessible(page, "no webhooks")
    page.get_by_role("link", name="Add a webhook").click()
    page.get_by_label("What is told").select_option("kenkyu")
    page.get_by_label("What you call it").fill("Cover rota")
    page.get_by_label("Address", exact=True).fill(f"{receiver.url}/hook")
    page.get_by_label("A round is planned").check()
    require_accessible(page, "a new webhook")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("textbox", name="Secret")).to_have_value(re.compile("^whsec_"))
    require_accessible(page, "a webhook's secret")
    page.get_by_role("link", name="Go to the webhook").click()


def _send_a_test(page: Page, school: FairSchool, receiver: Listener) -> None:
    expect(page.get_by_text("Send a test to see whether it arrives.")).to_be_visible()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("On its way", exact=True)).to_be_visible()
    assert send_due(school.world, school.site.clock.instant) == 1
    expect(page.get_by_text("Taken, 1 try")).to_be_visible()
    assert [json.loads(one.body)["type"] for one in receiver.asked] == ["test"]
    require_accessible(page, "a webhook and what was sent")
    shoot(page, "webhook-1280-light")


def _change_pause_and_remove_the_webhook(page: Page) -> None:
    page.get_by_label("What you call it").fill("Rota of cover")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused: it is told nothing")).to_be_visible()
    expect(page.get_by_label("What you call it")).to_have_value("Rota of cover")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Rota of cover")).to_be_visible()
    page.get_by_role("link", name="All webhooks").click()
    expect(page.get_by_role("heading", level=2, name="Rota of cover")).to_be_visible()
    require_accessible(page, "webhooks")
    page.get_by_role("link", name="Open Rota of cover").click()
    page.get_by_role("button", name="Remove this webhook").click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("heading", level=1, name="Nothing else is told what happens here")).to_be_visible()
