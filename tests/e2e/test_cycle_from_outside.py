"""Who sees what of a cycle, in a real browser: a CPD lead who is no member, a guest before and after leaving, and the
screens that keep what is a group's own."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import cycle_steps as steps
import pytest
from cycle_steps import ask, require_reads_well, said
from e2e_site import Site, open_page, settle
from journey import PASSWORD, Journey, Traveller
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

GUEST = ("Ada Lindqvist", "ada@university.example")


def test_what_a_lead_and_a_guest_see_of_a_cycle(site: Site, browser: Browser, tmp_path: Path) -> None:
    journey = Journey(site, browser, "Penfold School")
    lead, nia, _, rhian = steps.found_school(journey, tmp_path)
    cycle = steps.start_cycle(nia)
    steps.go_on(nia, cycle, "Focus")
    steps.write_question(nia, cycle)
    group = ask(nia.page, "GET", f"/cycles/{cycle}")["group_id"]

    a_lead_sees_group_stage_and_dates(lead, cycle, group, site.clock.instant)
    a_lead_sets_how_long_things_are_kept(lead)
    guest = invite_a_guest(journey, nia)
    a_guest_reads_and_writes_nothing(guest, cycle)
    members_keep_what_is_theirs(nia, cycle)
    a_meeting_is_planned(nia, rhian, group)
    a_guest_who_has_left_reads_nothing(nia, guest, cycle, group)


# ---- somebody who leads ------------------------------------------------------------------------------------


def a_lead_sees_group_stage_and_dates(lead: Traveller, cycle: str, group: str, now: datetime) -> None:
    page = lead.page
    page.goto("/desk/cycles")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 group is in a cycle")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=steps.GROUP))
    for words in (steps.TITLE, "Focus", "The full way", f"{now.day} {now:%b}"):
        expect(row).to_contain_text(words)
    require_reads_well(page, "cycles of the school", "desk-cycles-1280-light")
    row.get_by_role("link", name=steps.GROUP).click()
    said(page, "What the group writes is the group’s own.")
    expect(page.get_by_text(steps.QUESTION)).to_have_count(0)
    require_reads_well(page, "group, as a lead sees it")
    refused(page, f"/cycles/{cycle}")
    refused(page, f"/cycles/{cycle}/mechanisms")
    line = next(one for one in ask(page, "GET", "/cycles")["items"] if one["id"] == cycle)
    assert steps.QUESTION not in str(line)
    for path in (f"/cycles/{cycle}", f"/cycles/{cycle}/mechanisms", f"/cycles/{cycle}/export.json"):
        ask(page, "GET", path, refused=403)
    assert ask(page, "GET", f"/groups/{group}/cycles")["items"][0]["stage"] == "focus"


def refused(page: Page, path: str) -> None:
    page.goto(path)
    said(page, "You may not do this")
    expect(page.get_by_text(steps.QUESTION)).to_have_count(0)
    require_reads_well(page, f"{path}, refused")


def a_lead_sets_how_long_things_are_kept(lead: Traveller) -> None:
    page = lead.page
    for path in ("/school/names", "/school/keeping", "/school/audit"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        require_reads_well(page, path)


# ---- a knowledgeable other ---------------------------------------------------------------------------------


def invite_a_guest(journey: Journey, one: Traveller) -> Traveller:
    page, (name, email) = one.page, GUEST
    page.goto("/group")
    page.get_by_role("button", name="Invite a knowledgeable other").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Until").fill("2026-12-11")
    page.get_by_role("button", name="Make the invitation").click()
    said(page, "Send this link. It is shown only now.")
    link = page.get_by_text(re.compile(r"^https?://\S+$")).inner_text()
    theirs = open_page(journey.browser, journey.site)
    theirs.goto(link)
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    theirs.get_by_role("button", name="Accept and sign in").click()
    expect(theirs.get_by_role("navigation").first).to_be_visible()
    return Traveller(name, email, theirs)


def a_guest_reads_and_writes_nothing(guest: Traveller, cycle: str) -> None:
    page = guest.page
    page.goto(f"/cycles/{cycle}")
    said(page, steps.QUESTION)
    expect(
        page.get_by_role("button", name=re.compile("^(Edit|Write it|Add a source|Go on to|End this cycle)"))
    ).to_have_count(0)
    require_reads_well(page, "cycle, as a guest reads it")
    source = {"kind": "research", "title": "Mine", "link": "", "taken_from_it": ""}
    ask(page, "POST", f"/cycles/{cycle}/sources", source, refused=403)
    ask(page, "POST", f"/cycles/{cycle}/advance", refused=403)
    ask(page, "GET", f"/cycles/{cycle}/pupil-key", refused=403)
    page.goto(f"/cycles/{cycle}/key")
    said(page, "The key is for the members of the group")
    require_reads_well(page, "key, as a guest")


def a_guest_who_has_left_reads_nothing(one: Traveller, guest: Traveller, cycle: str, group: str) -> None:
    """Guests leave by a member's hand; without another group their door is shut."""
    one.page.goto(f"/group/{group}")
    one.page.get_by_role("button", name=f"End the invitation of {guest.name}").click()
    one.page.get_by_role("button", name="End it").click()
    said(one.page, f"The invitation of {guest.name} has ended.")
    page = guest.page
    ask(page, "GET", f"/cycles/{cycle}", refused=401)
    page.goto(f"/cycles/{cycle}")
    expect(page.get_by_label("E-mail")).to_be_visible()
    assert urlsplit(page.url).path == "/sign-in"
    page.get_by_label("E-mail").fill(guest.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    said(page, "That e-mail address and password do not belong together")
    expect(page.get_by_text(steps.QUESTION)).to_have_count(0)
    ask(page, "GET", f"/cycles/{cycle}", refused=401)


# ---- what is the members' own --------------------------------------------------------------------------------


def members_keep_what_is_theirs(one: Traveller, cycle: str) -> None:
    page = one.page
    for end in ("key", "documents"):
        page.goto(f"/cycles/{cycle}/{end}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        require_reads_well(page, f"cycle, {end}")


def a_meeting_is_planned(one: Traveller, other: Traveller, group: str) -> None:
    page = one.page
    page.goto(f"/group/{group}/meetings/new")
    page.get_by_label("Title").fill("What the guidance says about talk")
    page.get_by_label("Day", exact=True).fill("2026-11-05")
    page.get_by_label("Begins at").fill("15:30")
    page.get_by_label("Length in minutes").fill("45")
    page.get_by_label("Voluntary").check()
    require_reads_well(page, "planning a meeting")
    page.get_by_role("button", name="Plan the meeting").click()
    expect(page.get_by_role("heading", level=1, name="What the guidance says about talk")).to_be_visible()
    require_reads_well(page, "meeting", "meeting-1280-light")
    other.page.goto("/group")
    expect(other.page.get_by_role("link", name=re.compile("What the guidance says about talk"))).to_be_visible()
