"""A learning fair in a real browser: a finding is written, sent back, mended and accepted; a fair with seventeen stalls is
planned, held and closed; what was shown is published, found, asked about and tried; and withdrawn."""

from collections import Counter
from pathlib import Path

import fair_day_steps as day
import fair_steps as steps
import pytest
from cycle_steps import ask, require_reads_well
from e2e_site import Site, at, open_page
from fair_school import FOCUS, FairSchool, found_school
from journey import Traveller
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DURING = at(2026, 11, 2, 15, 40)
AFTER = at(2026, 11, 2, 17, 5)
EVENING = at(2026, 11, 2, 18)


def test_a_finding_goes_to_a_fair_of_seventeen_stalls_and_into_other_classrooms(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    school = found_school(site)
    world = school.world
    amina, ben, chloe, hana = (
        steps.enter(browser, site, one) for one in (world.amina, world.ben, world.chloe, world.hana)
    )
    editor = steps.write(amina)
    steps.add_picture(amina, steps.a_photo(tmp_path))
    steps.agree([amina, ben, chloe], editor)
    steps.hand_in(amina, editor)
    steps.send_back(hana)
    steps.mend(amina, editor)
    steps.agree([amina, ben, chloe], editor)
    steps.hand_in(amina, editor)
    steps.accept(hana)

    fair_id = steps.make_fair(hana)
    steps.add_room(hana, "Main hall", 17, first=True)
    steps.add_room(hana, "M6", 0)
    steps.arrange(hana)
    require_reads_well(hana.page, "plan, with what was left out")
    steps.add_room(hana, "M7", 0)
    steps.place_by_hand(hana, fair_id, "M7")
    require_reads_well(hana.page, "plan")
    steps.picture_of_top(hana.page, "fair-plan-1280-light")
    steps.put_out(hana)
    steps.print_posters(hana, school, count=17)

    frank = steps.enter(browser, site, world.frank)
    phone = Traveller("Frank", "", open_page(browser, site, phone=True))
    steps.read_programme(frank, fair_id)
    screen = steps.enter(browser, site, world.hana, dark=True)
    everybody = [one.page for one in (amina, ben, chloe, hana, frank, phone, screen)]
    steps.be_there(site, DURING, *everybody)
    presenter = who_stands(school, hana.page, fair_id, [amina, ben, chloe])
    stall = day.take_poster(presenter, fair_id)
    day.stamp_at_the_stall(phone, site, world.frank, stall)
    day.look_at_passport(phone)
    day.look_at_big_screen(screen.page, fair_id)
    day.say_shown(presenter, fair_id)
    steps.be_there(site, AFTER, *everybody)
    day.say_who_was_there(hana, fair_id)
    day.close(hana)
    day.read_my_minutes(frank, fair_id)
    states = Counter(ask(hana.page, "GET", f"/findings/{one['id']}")["state"] for one in school.findings)
    assert states == {"presented": 2, "accepted": 14}, "the one that the lead marked, and the one with a stamp"

    for number in range(5):
        school.publish(number)
    steps.be_there(site, EVENING, *everybody)
    day.publish(amina, editor)
    day.find(frank)
    address = frank.page.url
    day.ask_and_tell(frank, amina)
    group = school.groups[7][1]
    draft = day.begin_adaptation(steps.enter(browser, site, group[0]))
    school.finish(draft, group, title=day.ADAPTATION, pull_quote="A word list beside it", focus=FOCUS, subject="French")
    day.follow_trail(frank, address)
    day.withdraw(amina, frank, editor, address)


def who_stands(school: FairSchool, page: Page, fair_id: str, authors: list[Traveller]) -> Traveller:
    """Whoever of the authors has the stall of the seventeenth finding."""
    slots = steps.programme_of(page, fair_id)["slots"]
    stall = next(one for one in slots if one["kind"] == "stall" and one["finding"]["title"] == steps.TITLE)
    name = school.person(stall["presenters"][0]["staff_id"]).name
    return next(one for one in authors if one.name == name)
