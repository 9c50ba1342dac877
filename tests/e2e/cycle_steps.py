"""The steps of a lesson study cycle up to the lesson, each as a person does it: by the words on the screen."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from e2e_site import require_accessible, settle, shoot
from journey import PASSWORD, Journey, Traveller
from playwright.sync_api import Page, expect

PERIODS = [
    ("P1", "08:45", "09:45"),
    ("P2", "09:45", "10:45"),
    ("P3", "11:05", "12:05"),
    ("P4", "12:05", "13:05"),
    ("P5", "13:50", "14:50"),
]
TIMETABLE = """teacher,day,period,class,subject,room
Nia Hughes,Monday,P1,7A,Maths,M1
Nia Hughes,Tuesday,P2,8B,Maths,M1
Nia Hughes,Wednesday,P3,7A,Maths,M1
Nia Hughes,Thursday,P4,9C,Maths,M1
Nia Hughes,Friday,P5,,PPA,
Omar Aziz,Monday,P2,7A,Science,Lab 1
Omar Aziz,Tuesday,P2,8C,Science,Lab 1
Omar Aziz,Wednesday,P3,,PPA,
Omar Aziz,Thursday,P1,9A,Science,Lab 1
Omar Aziz,Friday,P5,8A,Science,Lab 1
Rhian Jones,Monday,P4,10B,English,E2
Rhian Jones,Tuesday,P1,10B,English,E2
Rhian Jones,Wednesday,P3,10C,English,E2
Rhian Jones,Thursday,P5,,PPA,
Rhian Jones,Friday,P1,9B,English,E2
"""
GROUP = "Explaining first"
TITLE = "Explaining before writing"
QUESTION = "If pupils explain aloud first, do they write more reasons?"
MEASURE = "Each case pupil writes one sentence with a reason that nobody gave them."
OBJECTIVE = "Each pupil writes one reason why a fraction grows."
STANDS_FOR = {
    "A": ("Writes little", "pupils who explain well and write little"),
    "B": ("Quiet", "pupils who wait for somebody else to begin"),
    "C": ("New to English", "pupils who know it in another language"),
}
STAGES = (("Talk", 10, "Pairs explain to each other."), ("Write", 15, "Each alone, without a model."))
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


# ---- between people and pages ------------------------------------------------------------------------


def found_school(journey: Journey, folder: Path) -> tuple[Traveller, Traveller, Traveller, Traveller]:
    """A school with a timetable, its lead, and a group of three who have signed its protocol."""
    timetable = folder / "timetable.csv"
    timetable.write_text(TIMETABLE, encoding="utf-8")
    lead = journey.begin("Lewis Parry")
    journey.set_up_the_year(lead, weeks="Every week is the same")
    journey.read_timetable(lead, [timetable], understood="3 teachers, 12 lessons understood")
    journey.put_in_force(lead, bells=PERIODS, ppa="PPA")
    nia, omar, rhian = (
        journey.invite(lead, name, f"{name.split()[0].lower()}@school.example")
        for name in ("Nia Hughes", "Omar Aziz", "Rhian Jones")
    )
    journey.allocate(lead)
    journey.form_group(nia, [omar, rhian], name=GROUP, focus="Explaining before writing")
    for one in (nia, omar, rhian):
        journey.agree_protocol(one)
    return lead, nia, omar, rhian


def ask(page: Page, method: str, path: str, body: object = None, *, refused: int | None = None) -> Any:
    """What is no step of this story, or what the story claims of the server, said to the API by the same browser."""
    headers = {"X-Kenkyu": "1", "Idempotency-Key": str(uuid4())}
    answer = page.request.fetch(f"/api{path}", method=method, data=body, headers=headers)
    assert answer.status == refused if refused else answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
    return answer.json() if answer.body() else None


def be_there(journey: Journey, now: datetime) -> None:
    """The clock goes on for everybody; who has been signed out signs in again."""
    journey.site.clock.instant = now
    for one in journey.people.values():
        page = one.page
        page.context.clock.set_system_time(now)
        page.goto("/")
        email = page.get_by_label("E-mail")
        my_week = page.get_by_role("heading", name="My week")
        expect(email.or_(my_week).first).to_be_visible()
        if email.is_visible():
            email.fill(one.email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            expect(my_week).to_be_visible()


def require_reads_well(page: Page, where: str, *pictures: str) -> None:
    """axe on a desk and on the smallest phone, which does not scroll sideways; pictures as *pictures* name them."""
    require_accessible(page, where)
    for name in pictures:
        page.reload()
        picture(page, name)
    page.set_viewport_size(SMALL)
    page.wait_for_timeout(500)  # Tables turn into cards there, and their fields find their height a moment later.
    require_accessible(page, f"{where}, 360 px")
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= SMALL["width"], f"{where} is {width} px wide on a phone of {SMALL['width']}"
    page.set_viewport_size(DESK)


def picture(page: Page, name: str) -> None:
    """A screen as high as what is on it, so that what is pinned to its edges covers nothing."""
    size = PHONE if "-390-" in name else DESK
    page.set_viewport_size(size)
    settle(page)
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    shoot(page, name)
    page.set_viewport_size(size)


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


# ---- the cycle -----------------------------------------------------------------------------------------


def start_cycle(one: Traveller) -> str:
    """Start the full cycle of two lessons from the group's page; answers with its id."""
    page = one.page
    page.goto("/group")
    page.get_by_role("link", name="Start a cycle").click()
    page.get_by_label("What it is about").fill(TITLE)
    page.get_by_role("radio", name=re.compile("^The full way")).check()
    page.get_by_role("radio", name="2", exact=True).check()
    page.get_by_role("radio", name=re.compile("^UK")).check()
    require_reads_well(page, "new cycle")
    page.get_by_role("button", name="Start the cycle").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    return page.url.rsplit("/", 1)[1]


def go_on(one: Traveller, cycle_id: str, stage: str) -> None:
    """From one stage to the next, on the cycle's own page."""
    page = one.page
    page.goto(f"/cycles/{cycle_id}")
    page.get_by_role("button", name=f"Go on to {stage}", exact=True).click()
    said(page, f"You are now at: {stage}.")


def stands_still(one: Traveller, cycle_id: str, *, because: str) -> None:
    """The guard says what is missing, and there is no way past it: not on the screen, not past the screen."""
    page = one.page
    page.goto(f"/cycles/{cycle_id}")
    missing = page.get_by_role("list", name="Still missing at this stage")
    expect(missing).to_contain_text(because)
    expect(page.get_by_role("button", name=re.compile("^Go on to"))).to_have_count(0)
    problem = ask(page, "POST", f"/cycles/{cycle_id}/advance", refused=409)
    assert because in [one["text"] for one in problem["missing"]]


def see_to(one: Traveller, cycle_id: str, what: str) -> None:
    """Take the way that stands beside what is missing."""
    one.page.goto(f"/cycles/{cycle_id}")
    one.page.get_by_role("list", name="Still missing at this stage").get_by_role("link", name=what).first.click()


def write_question(one: Traveller, cycle_id: str) -> None:
    page = one.page
    see_to(one, cycle_id, "Write it")
    page.get_by_label("Research question").fill(QUESTION)
    page.get_by_label("Where pupils are now").fill("Two of three write one line and no reason.")
    page.get_by_label("How we will see it").fill(MEASURE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Research question")).to_have_count(0)
    said(page, QUESTION)


def add_source(one: Traveller, cycle_id: str) -> None:
    page = one.page
    see_to(one, cycle_id, "Add a source")
    page.get_by_label("Title").fill("Guidance report on talk in lessons")
    page.get_by_label("What kind").select_option("guidance")
    page.get_by_label("Web address (optional)").fill("https://example.org/talk")
    page.get_by_label("What we take from it").fill("Talk has to be planned: who speaks, about what, for how long.")
    require_reads_well(page, "cycle, a source")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("link", name="Guidance report on talk in lessons")).to_be_visible()


def choose_pupils(one: Traveller, cycle_id: str) -> None:
    page = one.page
    see_to(one, cycle_id, "Choose case pupils")
    for label, (attribute, stands_for) in STANDS_FOR.items():
        pupil = page.get_by_role("group", name=f"Pupil {label}", exact=True)
        pupil.get_by_label("Stands for").fill(stands_for)
        pupil.get_by_label(attribute).check()
    require_reads_well(page, "cycle, case pupils")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, STANDS_FOR["C"][1])


# ---- the proposal ----------------------------------------------------------------------------------------


def open_proposal(one: Traveller, lesson_id: str) -> Page:
    one.page.goto(f"/research-lessons/{lesson_id}")
    expect(one.page.get_by_label("Learning objective")).to_be_visible()
    settle(one.page)
    return one.page


def save_proposal(page: Page) -> None:
    page.get_by_role("button", name="Save the proposal").click()
    said(page, "Everything is saved.")


def write_proposal(one: Traveller, lesson_id: str) -> None:
    page = open_proposal(one, lesson_id)
    page.get_by_label("Learning objective").fill(OBJECTIVE)
    for label in STANDS_FOR:
        page.get_by_label(f"Success for pupil {label}").fill(f"{label} writes one reason without help.")
    for title, minutes, teaching in STAGES:
        page.get_by_role("button", name="Add a stage").click()
        page.get_by_label("Name of the stage").last.fill(title)
        page.get_by_label("Minutes", exact=True).last.fill(str(minutes))
        page.get_by_label("What the teacher does").last.fill(teaching)
        for label in STANDS_FOR:
            page.get_by_label(f"Prediction for {label} in “{title}”").fill(f"{label} begins within a minute.")
    save_proposal(page)
    require_reads_well(page, "proposal", "proposal-1280-light")


def edited_at_once_and_merged(one: Traveller, other: Traveller, lesson_id: str) -> None:
    """Two people change different places: both are kept, and whoever saved second is told."""
    mine, theirs = (open_proposal(who, lesson_id) for who in (one, other))
    mine.get_by_label("What we need").fill("Fraction strips on each desk.")
    theirs.get_by_label("Why this lesson, why so").fill("Pupils say reasons that they never write.")
    save_proposal(mine)
    theirs.get_by_role("button", name="Save the proposal").click()
    said(theirs, f"{one.name} saved at the same time; both are kept.")
    expect(theirs.get_by_label("What we need")).to_have_value("Fraction strips on each desk.")
    expect(theirs.get_by_label("Why this lesson, why so")).to_have_value("Pupils say reasons that they never write.")


def edited_at_once_and_chosen(one: Traveller, other: Traveller, lesson_id: str) -> None:
    """Two people change the same place: both texts are shown, and somebody chooses."""
    mine, theirs = (open_proposal(who, lesson_id) for who in (one, other))
    mine.get_by_label("What is new here").fill("Talk before the pen moves.")
    theirs.get_by_label("What is new here").fill("Nobody writes for five minutes.")
    save_proposal(mine)
    theirs.get_by_role("button", name="Save the proposal").click()
    said(theirs, f"{one.name} saved meanwhile")
    both = theirs.get_by_role("radiogroup", name="What is new here")
    expect(both).to_contain_text("Talk before the pen moves.")
    expect(both).to_contain_text("Nobody writes for five minutes.")
    require_reads_well(theirs, "both texts")
    both.get_by_label(f"The text of {one.name}").check()
    theirs.get_by_role("button", name="Save with these choices").click()
    said(theirs, "Everything is saved.")
    stored = ask(theirs, "GET", f"/research-lessons/{lesson_id}")["proposal"]
    assert stored["new_here"] == "Talk before the pen moves."


def look_at_versions(one: Traveller, lesson_id: str) -> None:
    page = open_proposal(one, lesson_id)
    page.get_by_role("button", name="Show them").click()
    page.get_by_role("listitem").filter(has_text="put together with").get_by_role("link").first.click()
    said(page, re.compile("^As .* saved it"))
    require_reads_well(page, "an earlier version")


def say_who_watches(one: Traveller, cycle_id: str, watcher: Traveller) -> None:
    page = one.page
    see_to(one, cycle_id, "Say who watches")
    for label in STANDS_FOR:
        page.get_by_role("group", name=watcher.name).get_by_label(f"Pupil {label}").check()
    said(page, "Each pupil is watched.")
    page.get_by_role("button", name="Save who watches").click()
    said(page, "Saved. Everybody sees whom they watch.")


def book_round(journey: Journey, cycle_id: str, host: Traveller, observer: Traveller, coverer: Traveller) -> str:
    """Plan the round, have its cover agreed, teach the lesson there; answers with the round's id."""
    page = host.page
    journey.plan_round(host, lesson="8B", observer=observer.name, coverer=coverer.name.split()[0])
    round_id = page.url.rsplit("/", 1)[1]
    see_to(host, cycle_id, "See to the round")
    choice = page.get_by_label("Choose a round")
    choice.select_option(round_id)
    page.get_by_role("button", name="Teach it there").click()
    expect(page.get_by_role("button", name="Take it out of this round")).to_be_visible()
    stands_still(host, cycle_id, because="1 half hour has no cover that anybody agreed to yet.")
    journey.accept_cover(coverer, observer.name)
    return round_id
