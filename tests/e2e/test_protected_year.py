"""A protected year in a real browser: set up, allocated, followed, signed for and closed by the CPD lead; and what a
part-timer and an early-career teacher see of the rules on the way."""

import re
from pathlib import Path
from typing import Any

import pytest
from e2e_site import Site, at, require_accessible, settle, shoot
from journey import Journey, Traveller
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PERIODS = [("P1", "08:45", "09:45"), ("P2", "09:45", "10:45"), ("P3", "11:05", "12:05")]
TIMETABLE = """teacher,day,period,class,subject,room
Nia Hughes,Monday,P1,7A,Maths,M1
Nia Hughes,Tuesday,P2,8B,Maths,M1
Nia Hughes,Wednesday,P2,,ECT,
Nia Hughes,Friday,P3,,PPA,
Omar Aziz,Monday,P2,7A,Science,Lab 1
Omar Aziz,Tuesday,P2,8C,Science,Lab 1
Omar Aziz,Thursday,P1,,PPA,
Rhian Jones,Monday,P3,10B,English,E2
Rhian Jones,Tuesday,P1,10B,English,E2
Rhian Jones,Thursday,P3,,PPA,
"""
JUNE = at(2027, 6, 23, 17)
OVER = at(2027, 7, 30, 9)


@pytest.fixture
def timetable(tmp_path: Path) -> Path:
    path = tmp_path / "timetable.csv"
    path.write_text(TIMETABLE, encoding="utf-8")
    return path


def test_a_year_is_set_up_allocated_followed_and_closed(site: Site, browser: Browser, timetable: Path) -> None:
    journey = Journey(site, browser, "Penfold School")
    lead = journey.begin("Lewis Parry")
    journey.set_up_the_year(lead, weeks="Every week is the same")
    journey.read_timetable(lead, [timetable], understood="3 teachers, 6 lessons understood")
    lead.page.get_by_label("What “ECT” means").select_option("ect")
    journey.put_in_force(lead, bells=PERIODS, ppa="PPA")
    works_three_days(lead, "Omar Aziz", closed=["Wednesday", "Friday"])
    choose_the_rules(lead)
    plan_the_twilights(lead)
    nia, omar = (
        journey.invite(lead, name, f"{name.split()[0].lower()}@school.example") for name in ("Nia Hughes", "Omar Aziz")
    )
    journey.allocate(lead)
    decide(lead)

    what_the_rules_say_for_an_early_career_teacher(nia)
    what_the_rules_say_for_a_part_timer(omar)
    journey.come_back(JUNE)
    place_and_correct(nia)
    follow(lead)
    read_the_statement(nia)

    journey.come_back(OVER)
    sign_and_close(lead)
    nothing_moves_any_more(nia)


# ---- the lead sets the year up -------------------------------------------------------------------------------


def ask(page: Page, method: str, path: str, body: dict[str, Any], version: int) -> dict[str, Any]:
    """What is no step of this story, said to the API by the same browser."""
    answer = page.request.fetch(
        f"/api{path}", method=method, data=body, headers={"X-Kenkyu": "1", "If-Match": f'"{version}"'}
    )
    assert answer.ok, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def works_three_days(lead: Traveller, name: str, *, closed: list[str]) -> None:
    staff = lead.page.request.get("/api/staff?limit=50").json()["items"]
    row = next(one for one in staff if one["name"] == name)
    kept = {key: row[key] for key in ("code", "name", "email", "department", "regime", "joined_on", "left_on")}
    row = ask(lead.page, "PUT", f"/staff/{row['id']}", kept | {"fte_percent": 60}, row["version"])
    marks = [{"cycle_day": day, "period": "", "kind": "off"} for day in closed]
    marks.append({"cycle_day": "Thursday", "period": "P1", "kind": "ppa"})
    ask(lead.page, "PUT", f"/staff/{row['id']}/marks", {"marks": marks}, row["version"])


def choose_the_rules(lead: Traveller) -> None:
    page = lead.page
    page.goto("/school/working-time")
    expect(page.get_by_text("1,265 h").first).to_be_visible()
    page.get_by_role("textbox", name="Hours").first.fill("50")
    page.get_by_role("button", name="Save these rules").click()
    expect(page.get_by_text(re.compile("are saved"))).to_be_visible()
    page.get_by_role("button", name="Set otherwise: Directed time of a full-time teacher").click()
    varied = page.get_by_role("row").filter(has=page.get_by_label("Reason"))
    varied.get_by_label("Hours").fill("1200")
    varied.get_by_label("Reason").fill("Agreed with both unions in June")
    varied.get_by_role("button", name=re.compile("^Set to")).click()
    expect(page.get_by_text("Set by the school: Agreed with both unions in June")).to_be_visible()
    require_accessible(page, "working time")
    shoot(page, "working-time-1280-light")


def plan_the_twilights(lead: Traveller) -> None:
    page = lead.page
    page.goto("/school/directed-time")
    page.get_by_role("button", name="Plan the twilights").click()
    preview = page.get_by_role("table", name=re.compile("Twilights that"))
    expect(preview.get_by_role("row")).to_have_count(7)
    promised = [" ".join(row.inner_text().split()) for row in preview.get_by_role("row").all()[1:]]
    require_accessible(page, "twilights")
    page.get_by_role("button", name="Plan 6 twilights").click()
    expect(page.get_by_role("link", name="Twilight 6")).to_be_visible()
    days = [
        page.get_by_role("row")
        .filter(has=page.get_by_role("link", name=f"Twilight {number}"))
        .get_by_role("cell")
        .first
        for number in range(1, 7)
    ]
    assert all(day.inner_text().split(" ", 1)[1] in line for day, line in zip(days, promised, strict=True)), promised
    page.goto("/school/working-time")
    page.get_by_label("Who was consulted").fill("Both unions, 12 June")
    page.get_by_role("button", name="Publish the calendar").click()
    expect(page.get_by_text("Consulted: Both unions, 12 June.")).to_be_visible()
    page.goto("/school/directed-time")
    expect(page.get_by_text("The calendar is not published yet")).to_have_count(0)
    require_accessible(page, "directed time")
    shoot(page, "directed-time-1280-light")


def decide(lead: Traveller) -> None:
    page = lead.page
    page.goto("/desk/policy")
    page.get_by_label(re.compile("hour of supply")).fill("38.50")
    page.get_by_role("button", name="Save what we decided").click()
    expect(page.get_by_text("What you decided is saved.")).to_be_visible()


# ---- what the rules say for two of them ------------------------------------------------------------------------


def what_the_rules_say_for_an_early_career_teacher(nia: Traveller) -> None:
    page = nia.page
    page.goto("/my-working-time")
    expect(page.get_by_text("As an early-career teacher you have ECT time: Wednesday P2.")).to_be_visible()
    expect(page.get_by_text("Your PPA: Friday P3.")).to_be_visible()
    require_accessible(page, "working time of an early-career teacher")
    shoot(page, "my-working-time-ect-1280-light")


def what_the_rules_say_for_a_part_timer(omar: Traveller) -> None:
    """Twilights are on Wednesdays, which Omar does not work: none directs him; he comes to one of his own will."""
    page = omar.page
    page.goto("/my-working-time")
    expect(page.get_by_text("You do not work: Wednesday, Friday.")).to_be_visible()
    expect(page.get_by_text("You work 60 % of full time.", exact=False)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Come anyway: Twilight 3")).click()
    page.get_by_label("Time off in lieu").check()
    require_accessible(page, "coming of one's own will")
    page.get_by_role("button", name=re.compile("^I come, .* back as time off")).click()
    expect(page.get_by_role("button", name=re.compile("^Withdraw from Twilight 3"))).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    require_accessible(page, "working time of a part-timer, phone")
    shoot(page, "my-working-time-part-time-390-light")


# ---- through the year ------------------------------------------------------------------------------------------


def place_and_correct(nia: Traveller) -> None:
    page = nia.page
    page.goto("/time")
    page.get_by_role("button", name="Log informal minutes").click()
    page.get_by_label("Minutes", exact=True).fill("60")
    page.get_by_label("What for").fill("Watched Rhian start a lesson")
    page.get_by_role("button", name=re.compile("^Log 1 h")).click()
    expect(page.get_by_role("button", name=re.compile("^Correct: Spent"))).to_be_visible()
    page.get_by_role("button", name="Move minutes").click()
    page.get_by_label("Why").fill("To watch one more")
    page.get_by_role("button", name=re.compile("^Move 30")).click()
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Correct: Spent")).first.click()
    page.get_by_label(re.compile("Should count")).fill("30")
    page.get_by_label("What was wrong").fill("It was half as long")
    page.get_by_role("button", name=re.compile("Let it count")).click()
    expect(page.get_by_text(re.compile(r"now counts 30\smin")).first).to_be_visible()
    require_accessible(page, "my time")
    shoot(page, "my-time-corrected-1280-light")


def follow(lead: Traveller) -> None:
    page = lead.page
    page.goto("/desk/unplaced")
    expect(page.get_by_role("table").get_by_role("link", name="Nia Hughes")).to_be_visible()
    require_accessible(page, "unplaced")
    expect(page.get_by_text("Who may lose time")).to_be_visible()
    kindly = page.get_by_role("button", name=re.compile("^Remind kindly"))
    everybody = kindly.count()
    kindly.first.click()
    expect(kindly).to_have_count(everybody - 1)
    shoot(page, "unplaced-1280-light")
    page.goto("/desk/statement")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    require_accessible(page, "the school's statement")
    shoot(page, "year-statement-1280-light")
    page.goto("/desk/grants")
    expect(page.get_by_text("Allocated").first).to_be_visible()
    require_accessible(page, "grants")
    page.goto("/school/directed-time/teachers")
    expect(page.get_by_role("link", name="Omar Aziz")).to_be_visible()
    require_accessible(page, "directed time by teacher")


def read_the_statement(nia: Traveller) -> None:
    page = nia.page
    page.goto("/my-time/statement")
    expect(page.get_by_text("Observing").first).to_be_visible()
    require_accessible(page, "my statement")
    shoot(page, "my-statement-1280-light")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("PDF")).click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().read_bytes().startswith(b"%PDF")


# ---- its end ---------------------------------------------------------------------------------------------------


def sign_and_close(lead: Traveller) -> None:
    page = lead.page
    page.goto("/desk/closing")
    expect(page.get_by_text("What becomes of unplaced minutes")).to_be_visible()
    page.get_by_label("Name of the head").fill("Lewis Parry")
    page.get_by_role("button", name="Sign as head").click()
    expect(page.get_by_text("Lewis Parry has signed.")).to_be_visible()
    page.get_by_label("Name of the representative").fill("Rhian Jones, for the union")
    page.get_by_role("button", name="Sign for the teachers").click()
    close = page.get_by_role("button", name=re.compile("^Close 2026"))
    expect(close).to_be_visible()
    require_accessible(page, "closing")
    shoot(page, "closing-1280-light")
    close.click()
    page.get_by_role("button", name=re.compile("for good")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is closed")
    settle(page)
    require_accessible(page, "closed")
    figures = page.request.get(f"/api/years/{year_of(page)}/closing").json()
    assert (figures["allocated_minutes"], figures["spent_minutes"]) == (30, 30)


def year_of(page: Page) -> str:
    found: str = page.request.get("/api/years/current").json()["id"]
    return found


def nothing_moves_any_more(nia: Traveller) -> None:
    page = nia.page
    page.goto("/time")
    expect(page.get_by_text(re.compile("is closed")).first).to_be_visible()
    expect(page.get_by_role("button", name="Log informal minutes")).to_have_count(0)
    expect(page.get_by_role("button", name="Move minutes")).to_have_count(0)
