"""From an empty school to a finding at the fair, in a real browser, as three people and the lead."""

from pathlib import Path

import pytest
from e2e_site import Site, at
from journey import Journey
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

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


FINDING = {
    "Title": "Pupils who say the sentence first write a longer one",
    "Background": "Year 8 began to write before they knew what they wanted to say.",
    "Aims": "Each pupil says one whole sentence with because before the pen moves.",
    "What we did": "One lesson, one observer, three case pupils. Talk for two minutes, then write.",
    "What we found": "A wrote two lines instead of one. B copied a neighbour's sentence. C asked for more time.",
    "What it may mean for others": "Two minutes of talk cost nothing. It did not help everybody.",
    "Next time": "Start with B, who had nobody to talk to.",
    "Focus": "Explaining before writing",
    "Subject": "Maths",
}


@pytest.fixture
def timetable(tmp_path: Path) -> Path:
    path = tmp_path / "timetable.csv"
    path.write_text(TIMETABLE, encoding="utf-8")
    return path


def test_a_school_goes_from_nothing_to_its_first_finding(site: Site, browser: Browser, timetable: Path) -> None:
    journey = Journey(site, browser, "Penfold School")
    lead = journey.begin("Lewis Parry")
    journey.set_up_the_year(lead, weeks="Every week is the same")
    journey.read_timetable(lead, [timetable], understood="3 teachers, 12 lessons understood")
    journey.put_in_force(lead, bells=PERIODS, ppa="PPA")
    nia, omar, rhian = (
        journey.invite(lead, name, f"{name.split()[0].lower()}@school.example")
        for name in ("Nia Hughes", "Omar Aziz", "Rhian Jones")
    )
    journey.allocate(lead)
    journey.form_group(nia, [omar, rhian], name="Explaining first", focus="Explaining before writing")
    for one in (nia, omar, rhian):
        journey.agree_protocol(one)
    journey.plan_round(nia, lesson="8B", observer="Omar Aziz", coverer="Rhian")
    journey.accept_cover(rhian, "Omar Aziz")

    journey.come_back(at(2026, 11, 3, 18))
    assert [journey.log_everything(one) for one in (nia, omar, rhian)] == [1, 2, 1]
    journey.look_around(lead, nia)

    address = journey.write_finding(nia, "Explaining first", FINDING, quote="Say it before you write")
    for one in (nia, omar, rhian):
        journey.agree_finding(one, address)
    journey.publish_finding(nia, address)
    journey.read_in_public(FINDING["Title"], FINDING["What we found"])
    journey.try_it(omar, FINDING["Title"])
