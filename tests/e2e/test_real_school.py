"""A real school's timetable, as its program exported it, all the way to a published finding in the browser."""

from itertools import permutations

import pytest
from e2e_site import ROOT, Site, at
from journey import Journey
from playwright.sync_api import Browser
from test_journey import FINDING

from app.timetable.importers import read
from app.timetable.importers.understanding import ImportedTimetable, NamedBytes

pytestmark = pytest.mark.browser

SCHOOL = ROOT.parent / "shared" / "timetables" / "fet" / "spain-ies-secondary" / "csv"
BELLS = [
    ("1ª", "08:15", "09:15"),
    ("2ª", "09:15", "10:15"),
    ("3ª", "10:15", "11:15"),
    ("4ª", "11:45", "12:45"),
    ("5ª", "12:45", "13:45"),
    ("6ª", "13:45", "14:45"),
]


def trio(found: ImportedTimetable) -> tuple[str, str, str, str]:
    """Host, observer and coverer, and the host's class: the observer teaches then, the coverer is free."""
    doing: dict[tuple[str, str], dict[str, str]] = {}
    for lesson in found.lessons:
        for teacher in lesson.teachers:
            doing.setdefault((lesson.day, lesson.period), {})[teacher] = lesson.class_name
    for duty in found.busy:
        doing.setdefault((duty.day, duty.period), {})[duty.teacher] = ""
    alone = [lesson for lesson in found.lessons if len(lesson.teachers) == 1]
    taught = [teacher for lesson in alone for teacher in lesson.teachers]
    few = [teacher for teacher in dict.fromkeys(taught) if len(teacher) == len("Prof 10")][:12]
    for host, observer, coverer in permutations(few, 3):
        for lesson in alone:
            slot = doing[lesson.day, lesson.period]
            classes = [one.class_name for one in alone if one.teachers == (host,)]
            if (
                lesson.teachers == (host,)
                and slot.get(observer)
                and coverer not in slot
                and classes.count(lesson.class_name) == 1
            ):
                return host, observer, coverer, lesson.class_name
    raise AssertionError("no three of them fit")


@pytest.mark.skipif(not SCHOOL.is_dir(), reason="the real schools in ../shared are not here")
def test_the_spanish_school_goes_all_the_way(site: Site, browser: Browser) -> None:
    files = sorted(SCHOOL.glob("*.csv"))
    found = read([NamedBytes(path.name, path.read_bytes()) for path in files])
    host, observer, coverer, class_name = trio(found)
    journey = Journey(site, browser, "IES de prueba")
    lead = journey.begin("Ana Vidal")
    journey.set_up_the_year(lead, weeks="Every week is the same")

    journey.read_timetable(lead, files, understood=f"56 teachers, {len(found.lessons)} lessons understood")
    journey.put_in_force(lead, bells=BELLS, ppa=None)
    journey.mark_ppa(lead, host, "Free")
    people = {name: journey.invite(lead, name, f"p{name.split()[1]}@ies.example") for name in (host, observer, coverer)}
    journey.allocate(lead)
    journey.form_group(people[host], [people[observer], people[coverer]], name="Antes de escribir", focus="Explicar")
    for one in people.values():
        journey.agree_protocol(one)
    journey.plan_round(people[host], lesson=class_name.replace("+", r"\+"), observer=observer, coverer=coverer)
    journey.accept_cover(people[coverer], observer)
    journey.come_back(at(2026, 11, 6, 18))
    assert [journey.log_everything(people[name]) for name in (host, observer, coverer)] == [1, 2, 1]

    address = journey.write_finding(people[host], "Antes de escribir", FINDING, quote="Say it before you write")
    for one in people.values():
        journey.agree_finding(one, address)
    journey.publish_finding(people[host], address)
    journey.read_in_public(FINDING["Title"], FINDING["What we found"])
