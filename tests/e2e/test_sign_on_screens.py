"""Promise 37 in a browser: a lead names the directory, an invitation is taken with Google, and nobody else comes in so."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from cast import Person, World, make_world
from e2e_site import FLAGS, Site, browser_path, open_page, require_accessible
from fair_steps import remember
from oidc_idp import NAME, Idp, identity_provider
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.identity import actions, queries
from app.identity.schemas import InvitationIn, StaffIn
from app.kernel.actor import Role

pytestmark = pytest.mark.browser
DOMAIN = f"birch-{uuid4().hex[:6]}.example"


@pytest.fixture(scope="module")
def idp(site: Site) -> Iterator[Idp]:
    with identity_provider(site.url) as one:
        site.clock.instant = datetime.now(UTC)
        site.app.state.sign_on = one.providers(site.url)
        yield one


@pytest.fixture(scope="module")
def world(site: Site, idp: Idp) -> World:
    return make_world(site.app)


@pytest.fixture(scope="module")
def browser(idp: Idp) -> Iterator[Browser]:
    """A browser that finds the provider by its name, and does not mind who vouches for it."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} {idp.address}", "--ignore-certificate-errors"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=flags)
        yield chromium
        chromium.close()


def signed_in(browser: Browser, site: Site, person: Person) -> Page:
    page = open_page(browser, site, now=site.clock.instant)
    remember(page, site, person)
    return page


def chooses(page: Page, email: str) -> None:
    """On the provider's own page."""
    page.get_by_role("button", name=email, exact=True).click()


def an_invitation(world: World, site: Site, email: str) -> str:
    lead = world.hana.actor
    with world.database.writing(lead.scope) as session:
        made = actions.add_staff(session, lead, StaffIn(code=email[:20], name="Nia"), site.clock.instant)
        wish = InvitationIn(email=email, roles=[Role.TEACHER])
        _, secret = actions.invite(session, lead, made.id, wish, site.clock.instant)
        assert queries.staff_member(session, lead, made.id)
    return secret


def test_nia_comes_in_with_the_account_of_her_school_and_nobody_else_does(
    browser: Browser, site: Site, world: World, idp: Idp
) -> None:
    """Take out: the redirect of finish_sign_on; `queries.directory` in `_enter_by_invitation` or `_enter`."""
    lead = signed_in(browser, site, world.hana)
    lead.goto("/school/sign-on")
    expect(lead.get_by_role("heading", level=1)).to_have_text("No directory yet")
    require_accessible(lead, "the school's directories, none yet")
    lead.get_by_label("Workspace domain").fill("gmail.com")
    lead.get_by_role("button", name="Add this directory").click()
    expect(lead.get_by_text("That is not a directory of a school")).to_be_visible()
    lead.get_by_label("Workspace domain").fill(DOMAIN)
    lead.get_by_role("button", name="Add this directory").click()
    expect(lead.get_by_text(DOMAIN)).to_be_visible()
    require_accessible(lead, "the school's directories")

    email = f"nia.{uuid4().hex[:6]}@{DOMAIN}"
    idp.person(f"nia-{uuid4().hex[:6]}", hd=DOMAIN, email=email)
    page = open_page(browser, site, now=site.clock.instant)
    page.goto(f"/invitation/{an_invitation(world, site, email)}")
    page.get_by_role("button", name="Continue with Google").wait_for()
    require_accessible(page, "an invitation that can be taken with Google")
    page.get_by_role("button", name="Continue with Google").click()
    chooses(page, email)
    expect(page).to_have_url(f"{site.url}/")
    page.goto("/sessions")
    expect(page.get_by_text("With the school account.")).to_be_visible()
    page.goto("/me/sign-on")
    expect(page.get_by_role("heading", level=1)).to_have_text("You sign in with your school’s account")
    require_accessible(page, "my school account")
    page.get_by_role("button", name="Unlink Google").click()
    page.get_by_role("button", name="Yes, unlink").click()
    expect(page.get_by_text("It is your only way in: choose a password first")).to_be_visible()
    page.goto("/sessions")
    page.get_by_role("button", name="Sign out everywhere", exact=True).click()
    page.get_by_role("button", name="Yes, sign out everywhere").click()

    page.goto("/sign-in")
    page.get_by_role("button", name="Continue with Google").click()
    chooses(page, email)
    expect(page).to_have_url(f"{site.url}/")

    idp.person(f"mallory-{uuid4().hex[:6]}", hd="another-school.example", email=f"x{email}")
    stranger = open_page(browser, site, phone=True, now=site.clock.instant)
    stranger.goto("/sign-in")
    stranger.get_by_role("button", name="Continue with Google").wait_for()
    require_accessible(stranger, "the way in, on a phone")
    stranger.get_by_role("button", name="Continue with Google").click()
    chooses(stranger, f"x{email}")
    expect(stranger.get_by_text("Nobody in Kenkyu is linked with that account")).to_be_visible()
    require_accessible(stranger, "the way in, refused")
