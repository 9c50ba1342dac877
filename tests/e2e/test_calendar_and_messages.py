"""What leaves Kenkyu, as people meet it: a mail that asks for cover, its link, and what each chooses to be told."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import icalendar
import pytest
from build_round import a_round, a_school_at_work, watching
from build_time import give
from cast import Person, make_world
from e2e_site import Site, open_page, require_accessible
from fair_school import FairSchool
from fair_steps import remember
from mail_steps import MailServer, mail_server
from playwright.sync_api import Browser, Page, expect

from app.time_budget.rules import TimeCategory

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def inbox(site: Site) -> Iterator[MailServer]:
    assert site.url  # One for each engine.
    with mail_server() as made:
        yield made


@pytest.fixture(scope="module")
def school(site: Site) -> FairSchool:
    """Amina hosts on Monday; Chloe watches, and asks Ben to take her class."""
    return FairSchool(site, make_world(site.app))


@pytest.fixture(scope="module")
def round_(school: FairSchool) -> dict[str, Any]:
    async def planned() -> dict[str, Any]:
        world = school.world
        group = await a_school_at_work(world)
        give(world.database, world.ben, 90, TimeCategory.COVER)
        wish = a_round(world, group) | {"observers": [watching(world.chloe, 0, world.ben)]}
        made = await world.amina.post("/rounds", wish)
        assert made.status_code == 201, made.text
        body: dict[str, Any] = made.json()
        return body

    return school.run(planned)


def signed_in(browser: Browser, site: Site, person: Person, *, phone: bool = False) -> Page:
    page = open_page(browser, site, phone=phone)
    remember(page, site, person)
    return page


def state_of(school: FairSchool, slot_id: UUID) -> str:
    async def read() -> str:
        return str((await school.world.amina.get(f"/cover-slots/{slot_id}")).json()["state"])

    return school.run(read)


def test_who_is_asked_to_cover_says_yes_from_the_mail_and_the_host_sees_it(
    browser: Browser, site: Site, school: FairSchool, round_: dict[str, Any], inbox: MailServer
) -> None:
    slot_id = next(one["cover"]["id"] for one in round_["observations"] if one["cover"])
    inbox.deliver(site, school.world)
    asked = inbox.text_to("ben", "Can you cover 8B")
    link = next(word for word in asked.split() if "/cover/answer#" in word)

    # A program that opens links, and a browser that opens this one, answer for nobody.
    assert httpx.get(link, headers={"Accept": "text/html"}).status_code == 200
    page = open_page(browser, site, phone=True)
    page.goto(link)
    expect(page.get_by_role("heading", name="Can you cover 8B, Ben?")).to_be_visible()
    expect(page.get_by_text("Monday 2 November, 08:45 to 09:15 (P1)")).to_be_visible()
    require_accessible(page, "the link of a mail")
    assert state_of(school, slot_id) == "offered"

    page.get_by_role("button", name="Yes, I cover 8B").click()
    expect(page.get_by_role("heading", name="You cover 8B. Thank you")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="You cover 8B. Thank you")).to_be_visible()
    assert state_of(school, slot_id) == "accepted"

    inbox.deliver(site, school.world)
    assert "Ben has agreed to cover 8B." in inbox.text_to("chloe", "Ben covers 8B")
    host = signed_in(browser, site, school.world.amina)
    host.goto(f"/round/{round_['id']}")
    expect(host.get_by_text(re.compile("Ben")).first).to_be_visible()


def test_a_link_that_is_none_gets_a_page_of_its_own(browser: Browser, site: Site) -> None:
    page = open_page(browser, site)

    for path in ("/cover/answer", "/cover/answer#x", "/cover/answer#" + "A" * 110):
        page.goto("/fair")
        page.goto(path)
        expect(page.get_by_role("heading", name="This link does nothing any more")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("Yes"))).to_have_count(0)
    require_accessible(page, "a link that is none")


def test_mail_of_a_kind_is_ended_from_the_mail_and_taken_again_by_choice(
    browser: Browser, site: Site, school: FairSchool, round_: dict[str, Any], inbox: MailServer
) -> None:
    assert round_
    inbox.deliver(site, school.world)
    planned = inbox.text_to("chloe", "Round planned: 7A")
    link = next(word for word in planned.split() if "/leave/" in word)

    outside = open_page(browser, site)
    outside.goto(link)
    expect(outside.get_by_role("heading", name="No more mail of this kind?")).to_be_visible()
    outside.get_by_role("button", name="Send no more of it").click()
    expect(outside.get_by_role("heading", name="You get no more mail of this kind")).to_be_visible()
    require_accessible(outside, "no more mail of a kind")

    page = signed_in(browser, site, school.world.chloe, phone=True)
    page.goto("/me/notices")
    planned_by_mail = page.get_by_role("checkbox", name="A round of mine is planned: by mail")
    expect(planned_by_mail).not_to_be_checked()
    require_accessible(page, "what I am told")
    planned_by_mail.check()
    page.get_by_label("Until", exact=True).fill("06:30")
    page.get_by_role("button", name="Save what I am told").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_attached()
    page.reload()
    expect(planned_by_mail).to_be_checked()
    expect(page.get_by_label("Until", exact=True)).to_have_value("06:30")


def test_a_calendar_is_subscribed_to_read_by_a_program_and_ended(
    browser: Browser, site: Site, school: FairSchool, round_: dict[str, Any]
) -> None:
    page = signed_in(browser, site, school.world.chloe, phone=True)
    page.goto("/me/notices")
    page.get_by_role("link", name="My calendar").click()
    expect(page.get_by_text("No calendar reads from here yet")).to_be_visible()
    require_accessible(page, "no calendar yet")

    expect(page.get_by_label("What it shows").get_by_role("option")).to_have_count(2)
    page.get_by_label("Where you will use it").fill("My phone")
    page.get_by_label("Ring 15 minutes before each").check()
    page.get_by_role("button", name="Make the address").click()
    expect(page.get_by_role("heading", name="Your address is ready. It is shown only now.")).to_be_focused()
    expect(page.get_by_role("img", name=re.compile("phone’s camera"))).to_be_visible()
    require_accessible(page, "an address that was made")
    url = page.get_by_label("The address").input_value()

    found = icalendar.Calendar.from_ical(httpx.get(url).content)
    assert {str(event["SUMMARY"]) for event in found.events} == {"Watch Amina: 7A", "Debrief: 7A"}
    assert {str(event["URL"]) for event in found.events} == {f"{site.url}/round/{round_['id']}"}
    assert all(event.walk("VALARM") for event in found.events)

    page.reload()
    expect(page.get_by_text("Last read 2 November 2026")).to_be_visible()
    expect(page.get_by_label("The address")).to_have_count(0)
    page.get_by_role("button", name="End My phone").click()
    expect(page.get_by_role("button", name="Keep it as it is")).to_be_focused()
    require_accessible(page, "an address that is to end")
    page.get_by_role("button", name="End this address").click()
    expect(page.get_by_text("No calendar reads from here yet")).to_be_visible()
    assert httpx.get(url).status_code == 404
