"""The day of a learning fair and what comes after it on the shelf, each step as a person does it."""

import io
import re
from pathlib import Path

import pypdf
from cast import Person
from cycle_steps import SMALL, picture, require_reads_well, said
from e2e_site import Site, require_accessible
from fair_school import EVENT, FOCUS
from fair_steps import TITLE, picture_of_top, remember, save
from journey import Traveller
from playwright.sync_api import Page, expect

QUESTION = "Did they say the sentence to a partner or to the whole class?"
ANSWER = "To a partner, twice. The whole class heard three of them."
TRIED = "I tried it with two tables. Both wrote more; one table talked about something else first."
ADAPTATION = "Saying it first in French needs a word list beside it"


# ---- the day ----------------------------------------------------------------------------------------------


def take_poster(presenter: Traveller, fair_id: str) -> str:
    """Download the poster of one's own stall; answers with the address that its code leads to."""
    page = presenter.page
    page.goto(f"/fairs/{fair_id}/mine")
    expect(page.get_by_role("heading", level=1, name="You show one thing at this fair")).to_be_visible()
    said(page, "Nobody has stamped here yet.")
    require_reads_well(page, "what I show")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Poster A3 of “{TITLE}”").click()
    (poster,) = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    assert "Stall" in poster.extract_text()
    links = [str(one.get_object()["/A"]["/URI"]) for one in poster["/Annots"] if "/A" in one.get_object()]
    return next(link for link in links if "?stall=" in link)


def stamp_at_the_stall(visitor: Traveller, site: Site, person: Person, address: str) -> None:
    """The phone opens the poster's address; who is not signed in is shown the way, and stamps then."""
    page = visitor.page
    page.goto(address)
    way_in = page.get_by_role("link", name="Sign in to stamp your passport")
    expect(way_in).to_be_visible()
    require_accessible(page, "at a stall, not signed in")
    remember(page, site, person)
    page.goto(address)
    expect(page.get_by_role("heading", name=re.compile(r"^You are at stall \d+"))).to_be_visible()
    page.get_by_label("What I take away").fill("Two minutes of talk before the pens")
    require_accessible(page, "at a stall")
    page.get_by_role("button", name="Stamp my passport").click()
    said(page, "This stall is in your passport")
    said(page, "It can be read here once its authors publish it")
    require_accessible(page, "at a stall, stamped")


def look_at_passport(visitor: Traveller) -> None:
    """The note is there; another stamp is taken without a camera."""
    page = visitor.page
    page.get_by_role("link", name="Open my passport").click()
    expect(page.get_by_role("heading", level=1, name="1 of 17 stalls visited")).to_be_visible()
    said(page, "Two minutes of talk before the pens")
    page.get_by_role("button", name=re.compile("^Stamp my passport: stall")).nth(3).click()
    page.get_by_role("button", name="Stamp my passport", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="2 of 17 stalls visited")).to_be_visible()
    require_accessible(page, "passport")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="2 of 17 stalls visited")).to_be_visible()
    picture(page, "passport-390-light")
    page.set_viewport_size(SMALL)
    require_accessible(page, "passport, 360 px")


def look_at_big_screen(lead: Page, fair_id: str) -> None:
    lead.goto(f"/fairs/{fair_id}/screen")
    said(lead, "2 stamps in passports so far")
    expect(lead.get_by_role("region", name="Now").get_by_role("listitem")).not_to_have_count(0)
    require_accessible(lead, "big screen")
    picture(lead, "big-screen-1280-dark")


def say_shown(presenter: Traveller, fair_id: str) -> None:
    page = presenter.page
    page.goto(f"/fairs/{fair_id}/mine")
    said(page, "1 colleague has stamped here.")
    page.get_by_role("button", name=f"It was shown: “{TITLE}”").click()
    said(page, "Marked as shown")


def say_who_was_there(lead: Traveller, fair_id: str) -> None:
    """Everybody, one of them for an hour; each minute of the directed event counts."""
    page = lead.page
    page.goto(f"/fairs/{fair_id}/people")
    said(page, f"Their minutes count as directed time: {EVENT}.")
    page.get_by_role("button", name="Everybody was there").click()
    page.get_by_label("Minutes of Frank Lyddon").fill("60")
    require_reads_well(page, "attendance")
    picture_of_top(page, "attendance-1280-light")
    page.get_by_role("button", name="Save who was there").click()
    expect(page.get_by_role("heading", level=1, name=re.compile(r"^\d+ colleagues were there"))).to_be_visible()


def close(lead: Traveller) -> None:
    page = lead.page
    page.get_by_role("button", name=re.compile("^It was shown")).first.click()
    said(page, re.compile(r"^2 of 29 stalls and talks are marked as shown"))
    page.get_by_role("button", name="Close the fair").click()
    page.get_by_role("button", name="Yes, close it").click()
    said(page, "The fair is closed. Thank you for holding it.")


def read_my_minutes(visitor: Traveller, fair_id: str) -> None:
    page = visitor.page
    page.goto(f"/fairs/{fair_id}/passport")
    said(page, re.compile("You were there for .* count as directed time"))


# ---- on the shelf -----------------------------------------------------------------------------------------


def publish(author: Traveller, address: str) -> None:
    page = author.page
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="It was shown at the fair")).to_be_visible()
    page.get_by_role("button", name="Publish to everyone").click()
    page.get_by_role("button", name="Yes, publish").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("^Published"))).to_be_visible()


def find(reader: Traveller) -> None:
    """By a word with another ending, marked where it stands; then by a facet, which can be followed."""
    page = reader.page
    page.goto("/fair")
    expect(page.get_by_role("heading", level=2, name="Newest first")).to_be_visible()
    require_reads_well(page, "shelf", "shelf-1280-light", "shelf-390-light")
    page.get_by_label("Search findings").fill("explains sentences")
    expect(page.get_by_role("heading", level=2, name="1 finding matches")).to_be_visible()
    expect(page.get_by_role("mark").first).to_be_visible()
    require_reads_well(page, "a search")
    page.get_by_role("link", name="Show all findings").click()
    expect(page.get_by_role("heading", level=2, name="Newest first")).to_be_visible()
    page.get_by_role("group", name="Focus").get_by_role("button", name=re.compile(f"^{FOCUS}")).click()
    expect(page.get_by_role("heading", level=2, name="1 finding matches")).to_be_visible()
    page.get_by_role("button", name=f"Follow {FOCUS}").click()
    expect(page.get_by_role("button", name=f"Following {FOCUS}")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def ask_and_tell(reader: Traveller, author: Traveller) -> None:
    """A question that an author answers, and what happened where it was tried."""
    page = reader.page
    page.get_by_role("button", name="Ask the team a question").click()
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask the team", exact=True).click()
    said(page, QUESTION)
    page.get_by_role("button", name="I tried this, and …").click()
    page.get_by_label("I tried this, and …").fill(TRIED)
    page.get_by_role("button", name="Post what happened").click()
    said(page, TRIED)
    author.page.goto(page.url)
    author.page.get_by_role("button", name="Answer Frank Lyddon").click()
    author.page.get_by_label("Your answer").fill(ANSWER)
    author.page.get_by_role("button", name="Post the answer").click()
    said(author.page, ANSWER)
    page.reload()
    said(page, ANSWER)


def begin_adaptation(other: Traveller) -> str:
    """Another group says whose finding it tried; answers with the draft's id."""
    page = other.page
    page.goto("/group")
    page.get_by_role("link", name="Our findings").click()
    page.get_by_label("Working title").fill(ADAPTATION)
    page.get_by_role("button", name="Start the draft").click()
    page.get_by_role("button", name="Find the finding you tried").click()
    page.get_by_label("Search the fair").fill("sentence")
    page.get_by_role("button", name=re.compile(f"^We tried this ?: {TITLE}")).click()
    said(page, f"You tried “{TITLE}”.")
    save(page)
    return page.url.split("/")[-2]


def follow_trail(reader: Traveller, address: str) -> None:
    """What one follows has something new, which says where it comes from; and there the trail leads back."""
    page = reader.page
    page.goto("/following")
    page.get_by_role("link", name=ADAPTATION).click()
    said(page, "Tried in another place, after")
    require_reads_well(page, "an adaptation")
    page.goto(address)
    trail = page.get_by_role("list").filter(has_text="The finding you are reading")
    expect(trail.get_by_role("link", name=ADAPTATION)).to_be_visible()
    require_reads_well(page, "finding page")
    picture_of_top(page, "finding-page-1280-light", height=2080)


def withdraw(author: Traveller, reader: Traveller, editor: str, address: str) -> None:
    page = author.page
    page.goto(editor)
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.get_by_role("heading", level=1, name="Withdrawn from the fair")).to_be_visible()
    answer = reader.page.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(reader.page.get_by_role("heading", level=1, name="This finding was withdrawn")).to_be_visible()
    require_reads_well(reader.page, "a withdrawn finding")
