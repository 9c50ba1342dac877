"""A second factor as people meet it: set up, shown at the next sign-in, asked of leaders, lost and cleared."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from e2e_site import Serving, Site, open_page, require_accessible, settle
from factors import code_at
from journey import PASSWORD, Journey, Traveller, a_school
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings

pytestmark = pytest.mark.browser


class Named(Serving):
    """A server that is reached by a name: a passkey belongs to none that is only a number."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.url = self.url.replace("127.0.0.1", "localhost")
        # Made anew: a copy would keep the origin that was worked out of the number.
        self.settings = Settings(
            database_url=settings.database_url, secret_key=settings.secret_key, frontend=settings.frontend,
            public_url=self.url,
        )  # fmt: skip


@pytest.fixture(scope="module")
def named(site: Site) -> Iterator[Site]:
    """The same database behind a name."""
    with Named(site.settings) as one:
        yield one


@pytest.fixture(scope="module")
def journey(browser: Browser, named: Site) -> Journey:
    return a_school(browser, named)


def later(journey: Journey, one: Traveller, minutes: int) -> None:
    journey.site.clock.instant += timedelta(minutes=minutes)
    one.page.context.clock.set_system_time(journey.site.clock.instant)


def sign_in(journey: Journey, one: Traveller, *, phone: bool = False) -> Page:
    page = open_page(journey.browser, journey.site, phone=phone)
    page.goto("/")
    page.get_by_label("E-mail").fill(one.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def with_authenticator(page: Page) -> None:
    """A passkey of the device, behind a finger that is always the right one."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {
        "options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }
    })  # fmt: skip


def test_an_app_is_set_up_and_its_code_is_asked_for_at_the_next_sign_in(journey: Journey) -> None:
    one, page = journey.lead, journey.lead.page
    page.goto("/me/second-factor")
    expect(page.get_by_role("heading", name="Your password alone opens your account")).to_be_visible()
    require_accessible(page, "no second factor")
    page.get_by_role("button", name="Add an authenticator app").click()
    page.get_by_label("What it is called").fill("Hana's phone")
    require_accessible(page, "naming an app")
    page.get_by_role("button", name="Show the code to scan").click()
    expect(page.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    key = page.get_by_label("Or type in this key").input_value()
    require_accessible(page, "an app to scan")
    page.get_by_label("Code of your app").fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("That did not show that it is you")).to_be_visible()
    page.get_by_label("Code of your app").fill(code_at(key, journey.site.clock.instant))
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("heading", name="Codes on paper, for when your phone is lost")).to_be_focused()
    codes = page.locator("section[aria-labelledby=recovery-codes] li").all_inner_texts()
    assert len(codes) == 10
    require_accessible(page, "codes on paper")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Your account asks for a second factor")).to_be_visible()
    expect(page.get_by_text("Hana's phone")).to_be_visible()
    require_accessible(page, "second factors")

    later(journey, one, 2)
    again = sign_in(journey, one, phone=True)
    expect(again.get_by_role("heading", name="One more step")).to_be_visible()
    require_accessible(again, "the second step on a phone")
    again.goto("/school/settings")
    expect(again.get_by_role("heading", name="One more step")).to_be_visible()
    field = again.get_by_label("Code of your app")
    field.fill(code_at(key, journey.site.clock.instant))
    field.press("Enter")
    expect(again.get_by_label("Name of the school")).to_have_value("Harbour School")

    on_paper = sign_in(journey, one)
    on_paper.get_by_role("button", name="Use a code on paper").click()
    on_paper.get_by_label("Code on paper").fill(codes[0].lower())
    on_paper.get_by_role("button", name="Go on").click()
    expect(on_paper.get_by_role("navigation").first).to_be_visible()


def test_a_passkey_is_made_and_opens_the_account(journey: Journey) -> None:
    one, page = journey.lead, journey.lead.page
    with_authenticator(page)
    page.goto("/me/second-factor")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("What it is called").fill("Staff laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Staff laptop")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(one.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("navigation").first).to_be_visible()
    page.goto("/me/second-factor")
    expect(page.get_by_text("Passkey. Last used")).to_be_visible()


def test_leaders_are_asked_for_one_on_their_next_click_and_a_lead_clears_what_was_lost(journey: Journey) -> None:
    """The head turns it on; the cover lead, at work meanwhile, sets one up; later she has lost it."""
    lead = journey.lead.page
    lead.goto("/school/people")
    grace = join(journey, "Grace Cover")
    grace.page.goto("/school/people")
    expect(grace.page.get_by_role("navigation").first).to_be_visible()
    lead.goto("/school/settings")
    lead.get_by_label("Whoever leads signs in with a second factor").check()
    require_accessible(lead, "settings")
    lead.get_by_role("button", name="Save").click()
    settle(lead)

    grace.page.reload()

    expect(grace.page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    require_accessible(grace.page, "a second factor to set up")
    grace.page.get_by_role("button", name="Add an authenticator app").click()
    grace.page.get_by_role("button", name="Show the code to scan").click()
    key = grace.page.get_by_label("Or type in this key").input_value()
    grace.page.get_by_label("Code of your app").fill(code_at(key, journey.site.clock.instant))
    grace.page.get_by_role("button", name="Confirm").click()
    grace.page.get_by_role("button", name="I have kept them").click()
    expect(grace.page.get_by_role("navigation").first).to_be_visible()

    lead.goto("/school/people")
    lead.get_by_role("link", name="Grace Cover", exact=True).click()
    lead.get_by_role("button", name="Remove the second factors of Grace Cover").click()
    require_accessible(lead, "clearing what was lost")
    lead.get_by_role("button", name="Yes, remove them").click()
    expect(lead.get_by_text("The second factors of Grace Cover are removed.").first).to_be_visible()
    grace.page.reload()
    expect(grace.page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def join(journey: Journey, name: str) -> Traveller:
    """A cover lead whom the operator adds."""
    email = "grace@school.example"
    link = journey._kenkyu(
        "staff", "add", "--school", journey.school, "--name", name, "--email", email,
        "--role", "teacher", "--role", "cover_lead",
    )  # fmt: skip
    return journey.accept(name, email, link)
