"""A cycle of two research lessons in a real browser: from the protocol to a published finding, the observer of the
first lesson without signal."""

from pathlib import Path

import cycle_steps as before
import lesson_steps as after
import pytest
from cycle_steps import ask, be_there, go_on, require_reads_well, stands_still
from e2e_site import Site, at
from journey import Journey, Traveller
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

FIRST_LESSON = at(2026, 11, 3, 9, 50)
FIRST_AFTERNOON = at(2026, 11, 3, 16, 30)
SECOND_WEEK = at(2026, 11, 9, 8)
SECOND_LESSON = at(2026, 11, 10, 10)
SECOND_AFTERNOON = at(2026, 11, 10, 16, 30)
CHANGE = "B begins, with a sentence to start from"


def test_a_group_goes_from_its_protocol_to_a_published_finding(site: Site, browser: Browser, tmp_path: Path) -> None:
    journey = Journey(site, browser, "Penfold School")
    _, nia, omar, rhian = before.found_school(journey, tmp_path)
    cycle = find_the_question(nia, omar)
    first = plan_the_first(nia, omar, cycle)
    before.book_round(journey, cycle, nia, omar, rhian)
    go_on(nia, cycle, "Teach and observe, lesson 1")
    the_group_sees_its_cycle(rhian, cycle)

    be_there(journey, FIRST_LESSON)
    stands_still(nia, cycle, because="There is no note about pupils A, B and C yet.")
    first_round = after.open_observing(omar, cycle)
    after.observe_without_signal(omar)
    after.back_online(omar, first_round)
    after.add_photo(omar, first_round)
    after.send_photo_as_it_is(omar.page, first_round, FIRST_LESSON)

    be_there(journey, FIRST_AFTERNOON)
    after.read_notes(nia, omar, first_round)
    go_on(nia, cycle, "Interview, lesson 1")
    after.interview(omar, cycle, first_round)
    go_on(omar, cycle, "Discuss, lesson 1")
    stands_still(nia, cycle, because="Hold the discussion, and keep its record.")
    after.begin_discussion(nia, first_round, chair=rhian, recorder=omar)
    after.discuss(rhian, omar, first_round)
    after.write_changes(omar, first_round, CHANGE)
    after.close_discussion(rhian, first_round)
    go_on(nia, cycle, "Revise, lesson 1")
    go_on(nia, cycle, "Plan, lesson 2")

    be_there(journey, SECOND_WEEK)
    plan_the_second(nia, omar, cycle, first)
    second_round = before.book_round(journey, cycle, nia, omar, rhian)
    go_on(nia, cycle, "Teach and observe, lesson 2")
    be_there(journey, SECOND_LESSON)
    after.note_by_request(omar.page, second_round, SECOND_LESSON)
    be_there(journey, SECOND_AFTERNOON)
    go_on(nia, cycle, "Interview, lesson 2")
    go_on(nia, cycle, "Discuss, lesson 2")
    after.discuss_by_request(rhian, omar, nia, second_round)
    go_on(nia, cycle, "Revise, lesson 2")
    lesson = lesson_of(nia, cycle, 2)
    ask(nia.page, "POST", f"/research-lessons/{lesson}/changes", {"text": "Five minutes of talk, not two"})
    go_on(nia, cycle, "Consolidate")

    after.consolidate(nia, cycle)
    after.look_at_mechanisms(nia, cycle)
    go_on(nia, cycle, "Share")
    address = after.share(nia, cycle)
    for one in (nia, omar, rhian):
        journey.agree_finding(one, address)
    journey.publish_finding(nia, address)
    after.complete(nia, cycle)
    journey.read_in_public(before.TITLE, "A and C wrote a reason in both lessons. B in one.")


def find_the_question(nia: Traveller, omar: Traveller) -> str:
    """Protocol, focus, study: each guard holds until its artefact is there."""
    cycle = before.start_cycle(nia)
    go_on(nia, cycle, "Focus")
    stands_still(nia, cycle, because="Write your research question.")
    before.write_question(nia, cycle)
    go_on(nia, cycle, "Study")
    stands_still(nia, cycle, because="Add at least one credible source: research, guidance or curriculum.")
    before.add_source(omar, cycle)
    go_on(omar, cycle, "Plan, lesson 1")
    return cycle


def plan_the_first(nia: Traveller, omar: Traveller, cycle: str) -> str:
    """Case pupils, the proposal written by two people at once, and who watches whom; answers with the lesson's id."""
    stands_still(nia, cycle, because="Choose your case pupils; three are usual.")
    before.choose_pupils(nia, cycle)
    lesson = lesson_of(nia, cycle, 1)
    stands_still(nia, cycle, because="Decide who watches pupils A, B and C.")
    before.write_proposal(nia, lesson)
    before.edited_at_once_and_merged(nia, omar, lesson)
    before.edited_at_once_and_chosen(nia, omar, lesson)
    before.look_at_versions(omar, lesson)
    before.say_who_watches(nia, cycle, omar)
    go_on(nia, cycle, "Schedule, lesson 1")
    stands_still(nia, cycle, because="Book the lesson, or choose a round that is booked.")
    return lesson


def plan_the_second(nia: Traveller, omar: Traveller, cycle: str, first: str) -> None:
    """The short way: the first plan again, with what it taught the group in view."""
    lesson = lesson_of(nia, cycle, 2)
    page = before.open_proposal(nia, lesson)
    expect(page.get_by_role("heading", name="What the lesson before taught us")).to_be_visible()
    before.said(page, CHANGE)
    proposal = ask(page, "GET", f"/research-lessons/{first}")["proposal"]
    version = ask(page, "GET", f"/research-lessons/{lesson}")["version"]
    ask(page, "PUT", f"/research-lessons/{lesson}/proposal", {"base_version": version, "proposal": proposal})
    before.say_who_watches(nia, cycle, omar)
    go_on(nia, cycle, "Schedule, lesson 2")


def lesson_of(one: Traveller, cycle: str, number: int) -> str:
    lessons = ask(one.page, "GET", f"/cycles/{cycle}")["lessons"]
    return next(str(lesson["id"]) for lesson in lessons if lesson["number"] == number)


def the_group_sees_its_cycle(one: Traveller, cycle: str) -> None:
    page = one.page
    page.goto(f"/cycles/{cycle}")
    before.said(page, before.QUESTION)
    require_reads_well(page, "cycle", "cycle-1280-light", "cycle-390-light")
    page.goto("/group")
    before.said(page, "Our cycle")
    require_reads_well(page, "group with a cycle", "group-with-cycle-1280-light", "group-with-cycle-390-light")
