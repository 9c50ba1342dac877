"""Every other real school in the browser: its files read and put in force, changed, read again and put in force again.

On SQLite alone: what a browser makes of a file does not depend on where it is kept afterwards (the API tests of changed
timetables ask both engines).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import migrated
import pytest
from cast import SECRET_KEY
from e2e_site import ROOT, Serving, Site, require_accessible
from journey import Journey, Traveller
from playwright.sync_api import Browser, Page, expect
from test_changed_timetable import MONDAY, compared

from app.settings import Settings
from app.timetable.importers import read
from app.timetable.importers.understanding import NamedBytes

pytestmark = pytest.mark.browser

PUT_IN_FORCE = re.compile(r"^Put .* lessons in force")
TIMETABLES = ROOT.parent / "shared" / "timetables"
# Where the files are, and a name in them that the changed copy spells otherwise: a room, or where none is told a class.
SCHOOLS = {
    "germany": ("fet/germany-probsteierhagen/csv/*.csv", '"Mus"', '"Musiksaal"', "room"),
    "uae": ("fet/uae-ibdp/csv/*.csv", '"Science Lab 08"', '"Science Lab 80"', "room"),
    "brazil": ("asc/*.xml", 'name="GINASIO"', 'name="GINASIO NOVO"', "room"),
    "czech": ("xhstt/CzechVillageSchool.xml", "<Name>III.</Name>", "<Name>III. B</Name>", "lesson"),
    "england": ("xhstt/EnglandStPaul.xml", "<Name>10</Name>", "<Name>10 new</Name>", "room"),
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    url = migrated.sqlite(tmp_path)
    with Serving(Settings(database_url=url, secret_key=SECRET_KEY, frontend=str(ROOT / "frontend" / "dist"))) as one:
        yield one


def changed(folder: Path, files: list[Path], old: str, new: str) -> list[Path]:
    """Copies of the school's files in which *old* is called *new*."""
    copies = []
    for path in files:
        text = path.read_bytes().decode("utf-8")
        copies.append(folder / path.name)
        copies[-1].write_bytes(text.replace(old, new).encode())
    assert any(copy.read_bytes() != path.read_bytes() for copy, path in zip(copies, files, strict=True))
    return copies


def fill_in(page: Page) -> None:
    """A day of the file for each day of the cycle, and a time for each period, where the files say none."""
    # The fields are drawn once the school year has come too, which may be after the heading.
    expect(page.get_by_role("button", name=PUT_IN_FORCE)).to_be_visible(timeout=30_000)
    days = page.get_by_role("region", name="Days", exact=True).get_by_role("combobox")
    for place in range(days.count()):
        if days.nth(place).input_value() == "":
            values = days.nth(place).locator("option").evaluate_all("them => them.map(one => one.value)")
            taken = {days.nth(other).input_value() for other in range(days.count())}
            days.nth(place).select_option(next(value for value in values if value and value not in taken))
    starts, ends = page.get_by_label(re.compile(": from$")), page.get_by_label(re.compile(": to$"))
    for place in range(starts.count()):
        if starts.nth(place).input_value() == "" or ends.nth(place).input_value() == "":
            starts.nth(place).fill(f"{8 + place:02}:00")
            ends.nth(place).fill(f"{8 + place:02}:50")


def put_in_force(page: Page) -> None:
    page.get_by_role("button", name=PUT_IN_FORCE).click(timeout=30_000)
    expect(page.get_by_text(re.compile("The timetable is in force from|is in force,")).first).to_be_visible(
        timeout=60_000
    )


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_real_school_is_read_changed_and_read_again(
    site: Site, browser: Browser, tmp_path: Path, school: str
) -> None:
    pattern, old, new, kind = SCHOOLS[school]
    files = sorted(TIMETABLES.glob(pattern))
    if not files:
        pytest.skip("the real schools in ../shared are not here")
    found = read([NamedBytes(path.name, path.read_bytes()) for path in files])
    journey = Journey(site, browser, f"School of {school}")
    lead: Traveller = journey.begin("Ana Vidal")
    journey.set_up_the_year(lead, weeks="Every week is the same")
    journey.read_timetable(lead, files, understood=f"{len(found.teachers)} teachers, {len(found.lessons):,} lessons")
    fill_in(lead.page)
    put_in_force(lead.page)

    journey.read_timetable(lead, changed(tmp_path, files, old, new), understood=f"{len(found.teachers)} teachers")
    expect(lead.page.get_by_text("Filled in as you said the last time")).to_be_visible()
    lead.page.get_by_label("In force from").fill(MONDAY)
    compared(lead.page)
    shown = lead.page.get_by_label("Show", exact=True)
    shown.select_option(kind)
    name = re.sub(r'^.*="|"$|</?Name>', "", new).strip('"')
    expect(lead.page.get_by_role("table").get_by_text(name).first).to_be_visible()
    require_accessible(lead.page, f"what changes, {school}")
    put_in_force(lead.page)
    expect(lead.page.get_by_role("heading", level=1)).to_contain_text("Version 2")
