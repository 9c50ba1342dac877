"""A learning fair in a real browser: a finding is written, sent back, mended and accepted; a fair with seventeen stalls is
planned, held and closed; what was shown is published, found, asked about and tried; and withdrawn."""

from pathlib import Path

import fair_steps as steps
import pytest
from e2e_site import Site, at
from fair_school import found_school
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

MORNING = at(2026, 11, 2, 8)


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
    address = steps.write(amina)
    steps.add_picture(amina, steps.a_photo(tmp_path))
    steps.agree([amina, ben, chloe], address)
    steps.hand_in(amina, address)
    steps.send_back(hana)
    steps.mend(amina, address)
    steps.agree([amina, ben, chloe], address)
    steps.hand_in(amina, address)
    steps.accept(hana)
    print("accepted", time.time() - t0)

    fair_id = steps.make_fair(hana)
    steps.add_room(hana, "Main hall", 17, first=True)
    steps.add_room(hana, "M6", 0)
    steps.arrange(hana)
    hana.page.screenshot(path="/tmp/arranged.png", full_page=True)
    print(hana.page.get_by_role("main").inner_text()[:3000])
    print("arranged", time.time() - t0)
