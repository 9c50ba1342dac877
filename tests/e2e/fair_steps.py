"""The steps of a learning fair, each as a person does it: by the words on the screen."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
from cast import Person
from cycle_steps import DESK, ask, require_reads_well, said
from e2e_site import SCREENS, Site, open_page, require_accessible, settle
from fair_school import EVENT, FOCUS, FairSchool
from journey import Traveller
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, expect

TITLE = "Pupils who say the sentence first write a longer one"
QUOTE = "Say it before you write"
TEXT = {
    "Background": "Year 8 began to write before they knew **what they wanted to say**.",
    "Aims": "Each pupil says one whole sentence with *because* before the pen moves.",
    "What we did": "1. Two minutes of talk in pairs.\n2. Each says the sentence once, aloud.\n3. Then everybody writes.",
    "What we found": "A and C wrote more lines than before, and each gave a reason that nobody had given them. B copied a "
    "neighbour’s sentence, explained it when asked, and wanted to say it once more before writing. "
    "Nobody wrote less than in the lesson before, and two asked whether they could begin like this in history too.\n\n"
    "| Pupil | Lines before | Lines after |\n|---|---|---|\n| A | 1 | 2 |\n| B | 1 | 1 |\n| C | 2 | 4 |",
    "What it may mean for others": "Two minutes of explaining cost nothing. They did not help everybody.",
    "Next time": "Start with B, who had nobody to talk to, and say it ",
}
ALT = "Six notes on a board; on four of them the word because is underlined."
TO_MEND = "In “Background”, leave out which year it was: with the picture it tells who sat there."
MENDED = "Pupils began to write before they knew **what they wanted to say**."
FAIR = "Learning fair, autumn term"


def enter(browser: Browser, site: Site, person: Person, *, phone: bool = False, dark: bool = False) -> Traveller:
    """A browser of their own for somebody who has signed in already."""
    page = open_page(browser, site, phone=phone, dark=dark)
    remember(page, site, person)
    return Traveller(person.name, person.name, page)


def remember(page: Page, site: Site, person: Person) -> None:
    page.context.add_cookies(
        [
            {
                "name": "__Host-kenkyu",
                "value": person.secret,
                "url": site.url.replace("http:", "https:"),
                "httpOnly": True,
            }
        ]
    )


def be_there(site: Site, now: datetime, *pages: Page) -> None:
    """The clock goes on for everybody."""
    site.clock.instant = now
    for page in pages:
        page.context.clock.set_system_time(now)


def picture_of_top(page: Page, name: str, height: int = 1500) -> None:
    """The beginning of a screen that is long."""
    page.set_viewport_size({"width": DESK["width"], "height": height})
    settle(page)
    page.evaluate("() => scrollTo(0, 0)")
    if os.environ.get("KENKYU_SCREENS"):
        page.screenshot(path=SCREENS / f"{name}.png", animations="disabled")
    page.set_viewport_size(DESK)


def a_photo(folder: Path) -> Path:
    """A board with notes, as a phone would have taken it."""
    image = Image.new("RGB", (1600, 1000), "#f3efe6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 1570, 970), fill="#fdfcf8", outline="#8b867b", width=10)
    colours = ("#fdedcc", "#d6eae6", "#f4d9d0")
    words = ("it grows", "because", "the parts", "because", "because", "because")
    for at, said_there in enumerate(words):
        x, y = 130 + 470 * (at % 3), 130 + 400 * (at // 3)
        draw.rectangle((x, y, x + 380, y + 320), fill=colours[at % 3])
        draw.text((x + 40, y + 60), said_there, fill="#1d2322", font=ImageFont.load_default(size=64))
        if said_there == "because":
            draw.line((x + 40, y + 140, x + 300, y + 136), fill="#0e5750", width=8)
        for line in range(2):
            draw.line((x + 40, y + 200 + 50 * line, x + 320 - 90 * line, y + 196 + 50 * line), fill="#575f5c", width=5)
    path = folder / "board.jpg"
    image.save(path, quality=88)
    return path


# ---- a finding, up to the lead's yes ---------------------------------------------------------------------


def write(author: Traveller) -> str:
    """Begin the draft, write it with Markdown, and say what it is about; answers with the editor's address."""
    page = author.page
    page.goto("/group")
    page.get_by_role("link", name="Our findings").click()
    page.get_by_label("Working title").fill(TITLE)
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_label("Background", exact=True)).to_be_visible()
    page.get_by_label("The boldest short sentence").fill(QUOTE)
    for label, words in (TEXT | {"Focus": FOCUS, "Subject": "English"}).items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Phase").select_option("ks3")
    page.get_by_label("Rehearsing the technique").check()
    page.get_by_label("Everyone", exact=True).check()
    page.get_by_label("Use and change it (CC BY 4.0)").check()
    write_bold(page, "Next time", "twice")
    save(page)
    return page.url


def write_bold(page: Page, label: str, words: str) -> None:
    """Press the button above the text and type over the words that it put there."""
    box = page.get_by_label(label, exact=True)
    box.focus()
    box.press("Control+End")
    page.get_by_role("toolbar", name=f"Format {label}").get_by_role("button", name="Bold").click()
    page.wait_for_function(
        """() => { const box = document.activeElement
            return box.value?.slice(box.selectionStart, box.selectionEnd) === 'words' }"""
    )
    page.keyboard.type(words)
    box.press("Control+End")
    page.keyboard.type(".")
    expect(box).to_have_value(f"{TEXT[label]}**{words}**.")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Everything is saved.")


def add_picture(author: Traveller, photo: Path) -> None:
    """Choose it, describe it, say that nobody's face is in it, and put it into the text."""
    page = author.page
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("What does the picture show?").fill(ALT)
    page.get_by_label("No face and no pupil’s name can be seen in it").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Put it into …").click()
    page.get_by_role("menuitem", name="What we found").click()
    expect(page.get_by_label("What we found", exact=True)).to_have_value(re.compile(r"!\[.*\]\(file:"))
    save(page)
    require_reads_well(page, "finding editor")
    page.reload()
    expect(page.get_by_label("Background", exact=True)).to_be_visible()
    picture_of_top(page, "finding-editor-1280-light", height=2010)
    page.get_by_role("button", name="Read it as others will").click()
    dialog = page.get_by_role("dialog", name="As others will read it")
    expect(dialog.get_by_role("cell", name="4", exact=True)).to_be_visible()
    expect(dialog.get_by_role("img", name=ALT)).to_be_visible()
    require_accessible(page, "preview of a finding")
    dialog.get_by_role("button", name="Go on writing").click()
    expect(dialog).to_be_hidden()


def agree(authors: list[Traveller], address: str) -> None:
    for one in authors:
        one.page.goto(address)
        one.page.get_by_role("button", name="I agree to this text").click()
        said(one.page, "You agreed to the text as it stands.")


def hand_in(author: Traveller, address: str) -> None:
    page = author.page
    page.goto(address)
    page.get_by_role("button", name="Hand it in").click()
    page.get_by_role("button", name="Yes, hand it in").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("^Handed in"))).to_be_visible()


def open_what_waits(lead: Traveller) -> Page:
    page = lead.page
    page.goto("/desk/findings")
    expect(page.get_by_role("heading", level=1, name="One finding waits for you")).to_be_visible()
    page.get_by_role("link", name="Read and decide").click()
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    return page


def send_back(lead: Traveller) -> None:
    page = open_what_waits(lead)
    require_reads_well(page, "finding to accept", "accept-1280-light")
    page.get_by_role("button", name="Send it back").click()
    page.get_by_label("What has to be mended, and where?").fill(TO_MEND)
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_role("heading", level=1, name="No finding waits for you")).to_be_visible()


def mend(author: Traveller, address: str) -> None:
    page = author.page
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="Sent back to be mended")).to_be_visible()
    said(page, TO_MEND)
    require_reads_well(page, "finding sent back")
    page.get_by_label("Background", exact=True).fill(MENDED)
    save(page)


def accept(lead: Traveller) -> None:
    page = open_what_waits(lead)
    page.get_by_role("button", name="Accept it").click()
    page.get_by_role("button", name="Yes, accept").click()
    said(page, "It is accepted. Its authors publish it when they are ready.")


# ---- the fair is planned ----------------------------------------------------------------------------------


def make_fair(lead: Traveller) -> str:
    """Its name, and the directed event that gives it its day; answers with its id."""
    page = lead.page
    page.goto("/fairs")
    page.get_by_role("link", name="Plan a fair").click()
    page.get_by_label("What it is called").fill(FAIR)
    page.get_by_label("It counts as directed time").select_option(label=f"{EVENT}, Mon 2 Nov, 15:30 to 17:00")
    expect(page.get_by_label("Day")).to_have_value("2026-11-02")
    page.get_by_label("A word of welcome").fill("Walk round, ask, and take one thing back to your classroom.")
    require_reads_well(page, "new fair")
    page.get_by_role("button", name="Make the fair").click()
    expect(page.get_by_role("heading", level=1, name="First, which rooms does it have?")).to_be_visible()
    return page.url.split("/")[-2]


def add_room(lead: Traveller, name: str, stalls: int, *, first: bool = False) -> None:
    page = lead.page
    if not first:
        page.get_by_role("button", name="Add a room").click()
    page.get_by_label("Room", exact=True).fill(name)
    page.get_by_label("Stalls in it").fill(str(stalls))
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("button", name=f"Change {name}")).to_be_visible()


def arrange(lead: Traveller) -> None:
    """Seventeen stalls, and a talk of seven minutes each: fifteen of them fit one room."""
    page = lead.page
    page.get_by_label("A talk", exact=True).select_option("micro")
    page.get_by_role("button", name="Arrange 17 findings").click()
    expect(page.get_by_role("heading", level=1, name=re.compile(r"^\d+ places in the programme"))).to_be_visible()


def place_by_hand(lead: Traveller, fair_id: str, room: str) -> None:
    """Give a talk that was left out its place in another room: first in vain, with who stands at the stall meanwhile."""
    page = lead.page
    left = page.get_by_text("What could not be placed, and why").locator("xpath=ancestor::*[.//li][1]")
    expect(left.get_by_role("listitem")).to_have_count(6)
    title = left.get_by_role("listitem").first.locator("p").first.inner_text().removesuffix(", talk, 7 min")
    page.get_by_role("button", name=f"Move “{title}”").click()
    page.get_by_role("button", name=f"Show it another way too: “{title}”").click()
    page.get_by_label("Room", exact=True).select_option(label=room)
    page.get_by_label("As", exact=True).select_option("micro")
    page.get_by_role("button", name="Give it this place").click()
    said(page, "A presenter would be in two places at once")
    starts, name = _free(programme_of(page, fair_id), title)
    who = page.get_by_role("group", name="Who stands there")
    for box in who.get_by_role("checkbox").all():
        box.set_checked(False)
    who.get_by_label(name).check()
    page.get_by_label("Begins").fill(starts)
    page.get_by_role("button", name="Give it this place").click()
    said(page, f"“{title}” has its place")
    expect(left.get_by_role("listitem")).to_have_count(5)


def _free(programme: dict[str, Any], title: str) -> tuple[str, str]:
    """When which author of a finding is nowhere else for seven minutes."""
    slots = programme["slots"]
    authors = next(one["finding"]["authors"] for one in slots if one["finding"]["title"] == title)
    for starts, ends in ((f"{hour}:{at:02}:00", f"{hour}:{at + 7:02}:00") for hour in (15, 16) for at in (31, 41, 51)):
        busy = {
            who["staff_id"]
            for one in slots if one["starts"] < ends and one["ends"] > starts
            for who in one["presenters"]
        }  # fmt: skip
        for author in authors:
            if author["staff_id"] not in busy:
                return starts[:5], author["name"]
    raise AssertionError("nobody is free")


def programme_of(page: Page, fair_id: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(page, "GET", f"/fairs/{fair_id}/programme")
    return found


def put_out(lead: Traveller) -> None:
    page = lead.page
    page.get_by_role("button", name="Put the programme out").click()
    page.get_by_role("button", name="Yes, put it out").click()
    expect(page.get_by_role("heading", level=1, name="The programme is out")).to_be_visible()


def print_posters(lead: Traveller, school: FairSchool, *, count: int) -> None:
    """All of them as one PDF: asked for, made by the worker, taken away."""
    page = lead.page
    page.get_by_role("button", name="Make all posters as one PDF").click()
    said(page, f"{count} posters are being made")
    school.work_off()
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {count} posters").click()
    assert len(pypdf.PdfReader(download.value.path()).pages) == count


def read_programme(visitor: Traveller, fair_id: str) -> None:
    page = visitor.page
    page.goto("/fair")
    page.get_by_role("link", name="See the programme").click()
    expect(page.get_by_role("heading", level=1, name=FAIR)).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(2)
    require_reads_well(page, "programme", "fair-programme-1280-light")
    page.get_by_text("By room", exact=True).click()
    expect(page.get_by_role("heading", name="M7")).to_be_visible()
    require_reads_well(page, "programme by room")
    expect(page.get_by_role("link", name="Learning fair", exact=True)).to_have_attribute("aria-current", "page")
