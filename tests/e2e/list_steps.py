"""Lists, absences and days off, each step as a lead does it: by the words on the screen."""

import re
from pathlib import Path

from e2e_site import require_accessible, settle, shoot
from playwright.sync_api import Page, expect

MONDAY = "2026-11-02"


def bring(page: Page, folder: Path, name: str, text: str) -> None:
    """Choose one file in place of whatever was chosen, and have it read."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    for chosen in page.get_by_role("button", name=re.compile("^Leave out ")).all():
        chosen.click()
    page.locator("input[type=file]").set_input_files([path])
    page.get_by_role("button", name="Read 1 file").click()


# ---- the staff list ------------------------------------------------------------------------------


def bring_the_staff_list(page: Page, folder: Path, emails: dict[str, str]) -> None:
    """Somebody comes, somebody leaves, somebody changes, and one is in doubt."""
    page.goto("/school/staff-list")
    require_accessible(page, "staff list")
    bring(page, folder, "cut.csv", "shoe size\n43\n")
    expect(page.get_by_text("Nothing was kept")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("table", name="What is wrong with the files")).to_contain_text("cut.csv")
    require_accessible(page, "staff list, refused")
    rows = [
        f"Amina Sayed,{emails['Amina Sayed']},Maths,",
        "Ben Harrow,b.harrow@birch.example,PE,",
        f"Chloe Marsden,{emails['Chloe Marsden']},Learning support,",
        f"Frank Lyddon,{emails['Frank Lyddon']},Art,2026-12-18",
        "Nia Hughes,nia@birch.example,Science,",
    ]
    bring(page, folder, "staff.csv", "name,email,department,left\n" + "\n".join(rows) + "\n")
    expect(page.get_by_role("heading", level=1, name="5 people in this list")).to_be_visible(timeout=30_000)


def take_the_list_over(page: Page) -> None:
    take = page.get_by_role("button", name="Take the list over")
    expect(take).to_be_disabled()
    expect(page.get_by_text("Say who 1 more person is.")).to_be_visible()
    page.get_by_role("radiogroup", name="Who is Ben Harrow?").get_by_role("radio", name=re.compile("^Ben")).check()
    expect(page.get_by_role("checkbox", name="Nia Hughes")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Chloe Marsden: take the new department")).to_be_checked()
    page.get_by_role("checkbox", name="Frank Lyddon").check()
    require_accessible(page, "staff list, before it counts")
    shoot(page, "staff-list-1280-light")
    take.click()
    expect(page.get_by_text(re.compile("^1 person joins, 1 leaves and ")).last).to_be_visible()
    require_accessible(page, "staff list, taken over")
    page.get_by_role("link", name="To the people").click()
    expect(page.get_by_role("link", name="Nia Hughes", exact=True)).to_be_visible()


# ---- absences ------------------------------------------------------------------------------------


def type_an_absence(page: Page, name: str) -> None:
    """Whose lesson is watched today: the round is named before anything is saved."""
    page.goto("/school/absences")
    expect(page.get_by_role("heading", level=1, name="Everybody is down as in school")).to_be_visible()
    require_accessible(page, "no absences")
    page.get_by_role("button", name="Add an absence").click()
    page.get_by_role("combobox", name="Who").fill(name.split()[0])
    page.get_by_role("option", name=name).click()
    page.get_by_role("button", name="See what it touches").click()
    expect(page.get_by_text("1 round will not fit any more.", exact=False)).to_be_visible()
    require_accessible(page, "what an absence touches")
    shoot(page, "absences-1280-light")
    page.get_by_role("button", name="Save absence").click()
    expect(page.get_by_role("heading", level=1, name="1 person not in school")).to_be_visible()
    expect(page.get_by_role("button", name="Add an absence")).to_be_focused()


def call_the_absence_off(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Call off {name}’s absence").click()
    expect(page.get_by_role("button", name="Keep it as it is")).to_be_focused()
    require_accessible(page, "an absence that is to be called off")
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("heading", level=1, name="Everybody is down as in school")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Not in school on")).to_be_focused()


def bring_absences(page: Page, folder: Path) -> None:
    """One list is refused at its line; of the next, a stranger is left out."""
    page.get_by_role("button", name="Bring a file").click()
    bring(page, folder, "cut.csv", "Name,From,To\nChloe Marsden,03/11/2026,\nBen Harrow,31/02/2026,\n")
    expect(page.get_by_text("This list could not be read")).to_be_visible()
    expect(page.get_by_role("table", name="Lines that could not be read")).to_contain_text("line 3")
    require_accessible(page, "absences, refused")
    bring(page, folder, "away.csv", "Name,From,To\nChloe Marsden,03/11/2026,\nSomebody Else,03/11/2026,\n")
    expect(page.get_by_text("1 absence in away.csv")).to_be_visible()
    expect(page.get_by_text("1 line is left out")).to_be_visible()
    page.get_by_role("button", name="See what it touches").click()
    require_accessible(page, "absences of a file")
    page.get_by_role("button", name="Save 1 absence").click()
    expect(page.get_by_role("button", name="Bring a file")).to_be_focused()
    page.get_by_label("Day", exact=True).fill("2026-11-03")
    expect(page.get_by_text("From a file")).to_be_visible()


# ---- days off ------------------------------------------------------------------------------------


def take_a_day_off_and_back(page: Page) -> None:
    page.goto("/school/days-off")
    require_accessible(page, "no days off")
    page.get_by_role("button", name="Take a day off timetable").click()
    page.get_by_label("Day", exact=True).fill("2026-11-05")
    page.get_by_label("What for").fill("Sports day")
    page.get_by_role("button", name="See what it touches").click()
    page.get_by_role("button", name="Take this day off timetable").click()
    expect(page.get_by_text("Sports day")).to_be_visible()
    expect(page.get_by_role("button", name="Take a day off timetable")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Put back ")).click()
    require_accessible(page, "a day that is to come back")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("Sports day")).to_have_count(0)


def let_a_year_group_go(page: Page) -> None:
    """Year 11 has left: what their teachers would have taught is gained time."""
    page.get_by_role("button", name="Add classes").click()
    page.get_by_label("Name", exact=True).fill("Year 11 has left")
    page.get_by_label("First day").fill("2026-11-04")
    page.get_by_label("Last day").fill("2026-11-06")
    page.get_by_role("checkbox", name="Year 11", exact=True).check()
    page.get_by_role("button", name="See what it touches").click()
    expect(page.get_by_text("gained time. It still counts", exact=False)).to_be_visible()
    require_accessible(page, "classes that have left")
    shoot(page, "days-off-1280-light")
    page.get_by_role("button", name="Save classes").click()
    expect(page.get_by_text("Year 11 has left")).to_be_visible()
    page.get_by_role("button", name="Change Year 11 has left").click()
    require_accessible(page, "classes, to change")
    page.get_by_role("button", name="Cancel").click()
    settle(page)
