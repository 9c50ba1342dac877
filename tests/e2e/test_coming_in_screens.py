"""Passwords and visits as people meet them: forgotten and replaced by mail, changed, and support let in for a time."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from e2e_site import Serving, Site, open_page, require_accessible, settle, shoot
from factors import code_at
from journey import PASSWORD, Journey, a_school
from mail_server import MailServer, mail_server
from playwright.sync_api import Browser, Page, expect

from app import worker
from app.jobs import work as jobs_work
from app.outbox.rules import SEND
from app.settings import Settings

pytestmark = pytest.mark.browser

CHOSEN = "seven louder words of another kind"
CHANGED = "eleven words that nobody else would ever think of"


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


@pytest.fixture(scope="module")
def posted(site: Site, post: MailServer) -> Iterator[Site]:
    """The same database with a mail server."""
    mail = {"smtp_url": f"smtp://127.0.0.1:{post.port}", "mail_from": "Kenkyu <kenkyu@kenkyu.test>"}
    with Serving(Settings.model_validate(site.settings.model_dump() | mail)) as one:
        yield one


@pytest.fixture(scope="module")
def journey(browser: Browser, posted: Site) -> Journey:
    return a_school(browser, posted)


def deliver(site: Site) -> None:
    """Do what waits and send what came of it, as the worker does."""
    database, tasks, mail = (
        site.app.state.database,
        worker.tasks_of(site.settings, site.app.state.files),
        worker.mail_of(site.settings),
    )
    assert mail is not None
    while jobs_work.work_once(
        database, "test", {kind: task for kind, task in tasks.items() if kind != SEND}, worker._scope_of, now=site.clock
    ):
        pass
    while jobs_work.work_together(database, "test", SEND, mail, worker._scope_of, now=site.clock, most=100):
        pass


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_forgotten_password_is_replaced_by_a_mailed_link_once(journey: Journey, post: MailServer) -> None:
    site, email = journey.site, journey.lead.email
    page = open_page(journey.browser, site, phone=True)
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgotten your password?").click()
    expect(page.get_by_role("heading", name="Choose another password")).to_be_visible()
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    require_accessible(page, "a forgotten password, refused")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("Look into your e-mail")).to_be_visible()
    require_accessible(page, "a link that is on its way")
    deliver(site)

    address, message = post.taken[-1]
    body = message.get_body(("plain",))
    assert address == email
    assert body is not None
    link = re.search(r"http://127\S+/reset/\S+", str(body.get_content()))
    assert link is not None
    page.goto(link[0])
    expect(page.get_by_label("E-mail")).to_have_value(email)
    page.get_by_label("New password").fill("too short")
    page.get_by_role("button", name="Use this password").click()
    expect(page.get_by_label("New password")).to_have_attribute("aria-invalid", "true")
    require_accessible(page, "another password, refused")
    shoot(page, "reset-phone")
    page.get_by_label("New password").fill(CHOSEN)
    page.get_by_role("button", name="Use this password").click()
    expect(page.get_by_role("heading", name="Your password is another now")).to_be_visible()
    require_accessible(page, "a password that was replaced")

    page.goto(link[0])
    expect(page.get_by_text("This link can no longer be used")).to_be_visible()
    require_accessible(page, "a link that was used")
    journey.lead.page.goto("/school/people")
    expect(journey.lead.page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    sign_in(journey.lead.page, email, PASSWORD)
    expect(journey.lead.page.get_by_text("do not belong together")).to_be_visible()
    sign_in(journey.lead.page, email, CHOSEN)
    expect(journey.lead.page.get_by_role("navigation").first).to_be_visible()


def test_a_password_is_changed_by_whoever_knows_it_and_every_other_browser_is_out(journey: Journey) -> None:
    elsewhere = open_page(journey.browser, journey.site)
    elsewhere.goto("/sign-in")
    sign_in(elsewhere, journey.lead.email, CHOSEN)
    expect(elsewhere.get_by_role("navigation").first).to_be_visible()
    page = journey.lead.page
    page.goto("/me/password")
    page.get_by_label("Present password").fill("not this one at all")
    page.get_by_label("New password").fill(CHANGED)
    page.get_by_role("button", name="Change my password").click()
    expect(page.get_by_text("That is not your present password")).to_be_visible()
    require_accessible(page, "a password not changed")
    page.get_by_label("Present password").fill(CHOSEN)
    page.get_by_role("button", name="Change my password").click()

    expect(page.get_by_text("Your password is changed.").first).to_be_visible()
    require_accessible(page, "a password changed")
    elsewhere.goto("/school/people")
    expect(elsewhere.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.goto("/school/people")
    expect(page.get_by_role("link", name="Hana Lead", exact=True)).to_be_visible()


def test_support_is_let_in_for_a_time_sees_what_runs_and_is_out_when_the_visit_ends(journey: Journey) -> None:
    site, lead = journey.site, journey.lead.page
    lead.goto("/school/support")
    expect(lead.get_by_role("heading", name="Nobody from outside looks at your school")).to_be_visible()
    require_accessible(lead, "no visits")
    lead.get_by_role("link", name="Let somebody in").first.click()
    lead.get_by_role("button", name="Make the link").click()
    expect(lead.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    require_accessible(lead, "a visit, refused")
    lead.get_by_label("Name").fill("Sam Helper")
    lead.get_by_label("E-mail").fill("sam@helpers.example")
    lead.get_by_label("Why they come").fill("The timetable import stops")
    lead.get_by_label("Until").fill(f"{site.clock.instant + timedelta(days=2):%Y-%m-%dT15:00}")
    lead.get_by_role("button", name="Make the link").click()
    expect(lead.get_by_role("heading", name="Sam Helper can come in")).to_be_visible()
    require_accessible(lead, "a link for support")
    link = lead.get_by_label("Link for Sam Helper").input_value()

    helper = open_page(journey.browser, site)
    helper.goto(link)
    helper.get_by_label("Password", exact=True).fill(CHANGED)
    helper.get_by_role("button", name="Accept and sign in").click()
    helper.get_by_role("button", name="Add an authenticator app").click()
    helper.get_by_role("button", name="Show the code to scan").click()
    key = helper.get_by_label("Or type in this key").input_value()
    helper.get_by_label("Code of your app").fill(code_at(key, site.clock.instant))
    helper.get_by_role("button", name="Confirm").click()
    helper.get_by_role("button", name="I have kept them").click()
    expect(helper.get_by_role("heading", name="What runs at Harbour School")).to_be_visible()
    require_accessible(helper, "what runs, for support")
    shoot(helper, "what-runs")

    lead.goto("/school/support")
    expect(lead.get_by_role("heading", name="One person from outside can look at your school")).to_be_visible()
    settle(lead)
    require_accessible(lead, "a visit that is on")
    shoot(lead, "support-visits")
    lead.get_by_role("button", name="End the visit of Sam Helper").click()
    require_accessible(lead, "a visit to be ended")
    lead.get_by_role("button", name="Yes, end it").click()
    expect(lead.get_by_role("heading", name="Nobody from outside looks at your school")).to_be_visible()
    helper.reload()
    expect(helper.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
