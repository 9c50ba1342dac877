"""A learning fair in a real browser: a finding is written, sent back, mended and accepted; a fair with seventeen stalls is
planned, held and closed; what was shown is published, found, asked about and tried; and withdrawn."""

from pathlib import Path

import fair_steps as steps
import pytest
from cycle_steps import require_reads_well
from e2e_site import Site, at, open_page
from fair_school import FOCUS, FairSchool, found_school
from journey import Traveller
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DURING = at(2026, 11, 2, 15, 40)
AFTER = at(2026, 11, 2, 17, 5)


def test_a_finding_goes_to_a_fair_of_seventeen_stalls_and_into_other_classrooms(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    import time

    t0 = time.time()
    school = found_school(site)
    print("school", time.time() - t0)
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
    print("accepted", time.time() - t0)

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
    print("planned", time.time() - t0)

    frank = steps.enter(browser, site, world.frank)
    phone = Traveller("Frank", "", open_page(browser, site, phone=True))
    steps.read_programme(frank, fair_id)
    screen = steps.enter(browser, site, world.hana, dark=True)
    everybody = [one.page for one in (amina, ben, chloe, hana, frank, phone, screen)]
    steps.be_there(site, DURING, *everybody)
    presenter = who_stands(school, hana.page, fair_id, [amina, ben, chloe])
    stall = steps.take_poster(presenter, fair_id)
    steps.stamp_at_the_stall(phone, site, world.frank, stall)
    steps.look_at_passport(phone)
    steps.look_at_big_screen(screen.page, fair_id)
    steps.say_shown(presenter, fair_id)
    steps.be_there(site, AFTER, *everybody)
    steps.say_who_was_there(hana, fair_id)
    steps.close(hana)
    steps.read_my_minutes(frank, fair_id)
    print("closed", time.time() - t0)

    steps.publish(amina, editor)
    for number in range(5):
        school.publish(number)
    steps.find(frank)
    address = frank.page.url
    steps.ask_and_tell(frank, amina)
    group = school.groups[9][1]
    draft = steps.begin_adaptation(steps.enter(browser, site, group[0]))
    school.finish(draft, group, title=steps.ADAPTATION, focus=FOCUS, subject="German")
    steps.follow_trail(frank, address)
    steps.withdraw(amina, frank, editor, address)
    print("withdrawn", time.time() - t0)


def who_stands(school: FairSchool, page: Page, fair_id: str, authors: list[Traveller]) -> Traveller:
    """Whoever of the authors has the stall of the seventeenth finding."""
    slots = steps.programme_of(page, fair_id)["slots"]
    stall = next(one for one in slots if one["kind"] == "stall" and one["finding"]["title"] == steps.TITLE)
    name = school.person(stall["presenters"][0]["staff_id"]).name
    return next(one for one in authors if one.name == name)
