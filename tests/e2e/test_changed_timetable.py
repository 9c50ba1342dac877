"""A real school's next timetable in the browser: seen as differences, put in force, and gone back on."""

import csv
import re
from pathlib import Path

import pytest
from e2e_site import Site, require_accessible, settle
from journey import Journey, Traveller
from playwright.sync_api import Browser, Page, expect
from test_real_school import BELLS, SCHOOL, trio

from app.timetable.importers import read
from app.timetable.importers.understanding import ImportedTimetable, NamedBytes

pytestmark = pytest.mark.browser

TIMETABLE = "secondary-school_timetable.csv"
MONDAY = "2026-11-02"
Rows = list[dict[str, str]]


def changed_copy(folder: Path, rows: Rows, name: str = TIMETABLE) -> list[Path]:
    """The school's files with *rows* for its timetable, in *folder*."""
    with (folder / name).open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    others = [path for path in sorted(SCHOOL.glob("*.csv")) if path.name != name]
    return [folder / name, *others]


def timetable_rows() -> Rows:
    with (SCHOOL / TIMETABLE).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def with_host_moved(rows: Rows, found: ImportedTimetable, host: str, class_name: str) -> Rows:
    """The host's lesson with that class, in a period in which the host has nothing."""
    busy = {(row["Day"], row["Hour"]) for row in rows if row["Teachers"] == host}
    free = next(
        (day, one.period) for day, periods in found.days.items() for one in periods if (day, one.period) not in busy
    )
    return [
        row | {"Day": free[0], "Hour": free[1]}
        if (row["Teachers"], row["Students Sets"].replace("+", " + ")) == (host, class_name)
        else row
        for row in rows
    ]


def with_somebody_gone(rows: Rows, staying: set[str]) -> tuple[Rows, str]:
    """Without one teacher who has little; and who that is."""
    counts: dict[str, int] = {}
    for row in rows:
        if row["Students Sets"] and "+" not in row["Teachers"]:
            counts[row["Teachers"]] = counts.get(row["Teachers"], 0) + 1
    together = {name for row in rows if "+" in row["Teachers"] for name in row["Teachers"].split("+")}
    gone = min((name for name in counts if name not in staying | together), key=lambda name: counts[name])
    return [row for row in rows if row["Teachers"] != gone], gone


def with_other_rooms(rows: Rows, host: str, count: int) -> Rows:
    """The first lessons in a room, not the host's, in one that is new."""
    chosen = [row for row in rows if row["Room"] and row["Students Sets"] and host not in row["Teachers"]][:count]
    return [row | {"Room": "Aula nueva"} if row in chosen else row for row in rows]


def compared(page: Page) -> Page:
    """Wait until the differences have been found out."""
    expect(page.get_by_role("heading", name=re.compile("^What changes"))).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Comparing with the timetable in force.")).to_have_count(0, timeout=30_000)
    settle(page)
    return page


def require_fits_a_phone(page: Page, where: str) -> None:
    """Nothing scrolls sideways at 360 px."""
    page.set_viewport_size({"width": 360, "height": 780})
    require_accessible(page, where)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.skipif(not SCHOOL.is_dir(), reason="the real schools in ../shared are not here")
def test_a_real_school_changes_its_timetable_and_goes_back(site: Site, browser: Browser, tmp_path: Path) -> None:
    files = sorted(SCHOOL.glob("*.csv"))
    found = read([NamedBytes(path.name, path.read_bytes()) for path in files])
    host, observer, coverer, class_name = trio(found)
    journey = Journey(site, browser, "IES de prueba")
    lead = journey.begin("Ana Vidal")
    journey.set_up_the_year(lead, weeks="Every week is the same")
    journey.read_timetable(lead, files, understood=f"56 teachers, {len(found.lessons)} lessons understood")
    journey.put_in_force(lead, bells=BELLS, ppa=None)
    people = {name: journey.invite(lead, name, f"p{name.split()[1]}@ies.example") for name in (host, observer, coverer)}
    journey.allocate(lead)
    journey.form_group(people[host], [people[observer], people[coverer]], name="Antes de escribir", focus="Explicar")
    for one in people.values():
        journey.agree_protocol(one)
    journey.plan_round(people[host], lesson=class_name.replace("+", r"\+"), observer=observer, coverer=coverer)

    rows, gone = with_somebody_gone(timetable_rows(), {host, observer, coverer})
    rows = with_other_rooms(with_host_moved(rows, found, host, class_name), host, 2)
    _read_the_next(journey, lead, changed_copy(tmp_path, rows))
    _see_what_changes(lead.page, gone=gone, host=host)
    _put_in_force(lead.page)
    _see_the_round_stale(people[host].page, host)
    _go_back(lead.page, gone=gone)


def _read_the_next(journey: Journey, lead: Traveller, files: list[Path]) -> None:
    """The changed files are read, and everything is filled in as it was said of the first."""
    page = lead.page
    journey.read_timetable(lead, files, understood="lessons understood")
    expect(page.get_by_text("Filled in as you said the last time")).to_be_visible()
    for period, start, end in BELLS:
        expect(page.get_by_label(f"{period}, Every day: from")).to_have_value(start)
        expect(page.get_by_label(f"{period}, Every day: to")).to_have_value(end)
    page.get_by_label("In force from").fill(MONDAY)
    compared(page)


def _see_what_changes(page: Page, *, gone: str, host: str) -> None:
    expect(page.get_by_text("Compared with version 1, which is in force then.")).to_be_visible()
    went = page.get_by_role("table", name="Teachers who go")
    expect(went.get_by_role("row", name=re.compile(f"^{gone} "))).to_be_visible()
    expect(page.get_by_role("table", name="Lessons that move").get_by_text(host).first).to_be_visible()
    stale = page.get_by_role("region", name=re.compile("^Rounds that no longer fit"))
    expect(stale.get_by_text(f"{host} does not teach")).to_be_visible()
    require_accessible(page, "differences")
    require_fits_a_phone(page, "differences on a phone")
    page.get_by_label("Show", exact=True).select_option("room")
    expect(page.get_by_role("table", name="Lessons that move")).to_have_count(0)
    expect(page.get_by_role("table", name="Other rooms").get_by_text("Aula nueva").first).to_be_visible()
    page.get_by_label("Find a teacher, class, subject or room").fill("nobody at all")
    expect(page.get_by_text("0 differences")).to_be_visible()


def _put_in_force(page: Page) -> None:
    page.get_by_role(
        "button", name=re.compile(r"^Put .* lessons in force from .*: [\d,]+ changes, 1 round to plan again")
    ).click()
    expect(page.get_by_text("1 round no longer fits", exact=False).first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="Repair the plans")).to_be_visible()
    require_accessible(page, "timetables, with a round to plan again")


def _see_the_round_stale(page: Page, host: str) -> None:
    page.reload()
    settle(page)
    expect(page.get_by_text(f"{host} does not teach", exact=False).first).to_be_visible()
    require_accessible(page, "a round that no longer fits")


def _go_back(page: Page, *, gone: str) -> None:
    page.get_by_role("link", name="Go back to this one: version 1").click()
    expect(page.get_by_role("heading", level=1, name="Go back to version 1")).to_be_visible()
    page.get_by_label("In force from").fill(MONDAY)
    compared(page)
    came = page.get_by_role("table", name="Teachers who come")
    expect(came.get_by_role("row", name=re.compile(f"^{gone} "))).to_be_visible()
    require_accessible(page, "going back")
    require_fits_a_phone(page, "going back on a phone")
    page.get_by_role("button", name=re.compile(r"^Go back to version 1 from .*: [\d,]+ changes")).click()
    expect(page.get_by_text("Copy of version 1")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", level=1, name=re.compile("^Version 3 is in force"))).to_be_visible()
    require_accessible(page, "timetables, gone back")
