"""Open research lessons and study days: other schools book places, and the last one has one winner."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from build_fair import published
from build_together import LESSON, a_school, an_open_lesson
from cast import NOW, Person, World, browser
from conftest import Clock
from sqlmodel import select

from app.fair_day.rules import FairState
from app.fair_day.tables import LearningFair

EDIT = {key: LESSON[key] for key in ("title", "focus", "about", "where_held", "held_on", "starts", "ends", "places")}
TODAY = {"held_on": "2026-11-02", "starts": "09:00"}
BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


async def book(person: Person, lesson: dict[str, Any], **wish: Any) -> Any:
    return await person.post(f"/open-lessons/{lesson['id']}/bookings", wish)


async def visitors(person: Person, lesson: dict[str, Any]) -> list[str]:
    answer = await person.get(f"/open-lessons/{lesson['id']}/bookings")
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


async def test_a_school_opens_a_lesson_and_another_books_a_place(world: World) -> None:
    lesson = await an_open_lesson(world.hana)

    booked = await book(world.fay, lesson, note="I come by bus")

    seen = (await world.fay.get(f"/open-lessons/{lesson['id']}")).json()
    assert booked.status_code == 201, booked.text
    assert {key: seen[key] for key in ("title", "school_name", "starts", "places", "taken", "is_ours")} == {
        "title": "Silence before talk", "school_name": "Birch School", "starts": "09:00", "places": 2, "taken": 1,
        "is_ours": False,
    }  # fmt: skip
    assert seen["my_booking_id"] == booked.json()["id"]
    assert [one["id"] for one in (await world.fay.get("/open-lessons?mine=true")).json()["items"]] == [lesson["id"]]


async def test_the_same_request_twice_takes_one_place(world: World) -> None:
    lesson = await an_open_lesson(world.hana)
    path = f"/open-lessons/{lesson['id']}/bookings"

    answers = [await world.fay.post(path, {}, key="once") for _ in range(2)]
    anew = await world.fay.post(path, {})

    assert answers[0].json() == answers[1].json()
    assert problem(anew) == (409, "communities/already-booked")
    assert (await world.hana.get(f"/open-lessons/{lesson['id']}")).json()["taken"] == 1


async def test_of_two_schools_that_race_for_the_last_place_one_wins(world: World) -> None:
    """Take out: uq_open_seat_number, or `on_conflict_do_nothing` in actions.places (the loser crashes)."""
    for _ in range(3):
        lesson = await an_open_lesson(world.hana, places=1)
        elm, _teacher = a_school(world, "Elm School")

        answers = await asyncio.gather(book(world.fay, lesson), book(elm, lesson))

        assert sorted(answer.status_code for answer in answers) == [201, 409]
        loser = next(answer for answer in answers if answer.status_code == 409)
        assert problem(loser)[1] == "communities/no-place-left"
        assert len(await visitors(world.hana, lesson)) == 1


async def test_all_who_come_at_once_have_a_place_while_there_are_as_many(world: World) -> None:
    """Take out: the second look in `_take_seat`."""
    lesson = await an_open_lesson(world.hana, places=6)
    people = [person for number in range(3) for person in a_school(world, f"School {number}")]

    answers = await asyncio.gather(*(book(person, lesson) for person in people))

    assert [answer.status_code for answer in answers] == [201] * 6
    assert (await world.hana.get(f"/open-lessons/{lesson['id']}")).json()["taken"] == 6
    assert problem(await book(world.fay, lesson)) == (409, "communities/no-place-left")


async def test_one_person_who_books_twice_at_once_has_one_place(world: World) -> None:
    lesson = await an_open_lesson(world.hana)

    answers = await asyncio.gather(book(world.fay, lesson), book(world.fay, lesson))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert (await world.hana.get(f"/open-lessons/{lesson['id']}")).json()["taken"] == 1


async def test_a_place_that_is_given_back_is_the_next_visitor_s(world: World) -> None:
    lesson = await an_open_lesson(world.hana, places=1)
    elm, _ = a_school(world, "Elm School")
    mine = (await book(world.fay, lesson)).json()["id"]

    freed = await world.fay.post(f"/open-lessons/{lesson['id']}/bookings/{mine}/cancel")
    again = await world.fay.post(f"/open-lessons/{lesson['id']}/bookings/{mine}/cancel")
    next_one = await book(elm, lesson)
    back = await book(world.fay, lesson)

    assert (freed.status_code, freed.json()["taken"], freed.json()["my_booking_id"]) == (200, 0, None)
    assert (again.status_code, next_one.status_code) == (404, 201)
    assert problem(back)[1] == "communities/no-place-left"


async def test_who_comes_is_told_to_the_host_and_to_the_visitor_s_school(world: World) -> None:
    """Take out: `bookings_readable` in access.py; the nets under it: `_bookings_beyond`, `open_booking` of constraints."""
    lesson = await an_open_lesson(world.hana, places=5)
    elm, tom = a_school(world, "Elm School")
    for person in (world.fay, world.eve, tom):
        await book(person, lesson)

    seen = [sorted(await visitors(person, lesson)) for person in (world.hana, world.eve, elm, world.fay, world.amina)]

    assert seen == [["Eve", "Fay", "Tom"], ["Eve", "Fay"], ["Tom"], ["Fay"], []]


async def test_a_lead_books_for_a_colleague_and_a_teacher_for_themselves(world: World) -> None:
    lesson = await an_open_lesson(world.hana, places=5)
    fay, eve = str(world.fay.staff_id), str(world.eve.staff_id)

    by_lead = await book(world.eve, lesson, staff_id=fay)
    by_teacher = await book(world.fay, lesson, staff_id=eve)
    foreign = await book(world.eve, lesson, staff_id=str(world.amina.staff_id))

    assert (by_lead.status_code, by_lead.json()["name"]) == (201, "Fay")
    assert (by_teacher.status_code, foreign.status_code) == (403, 404)


async def test_a_place_is_given_back_by_its_own_school_only(world: World) -> None:
    lesson = await an_open_lesson(world.hana, places=5)
    elm, _ = a_school(world, "Elm School")
    eves = (await book(world.eve, lesson)).json()["id"]
    path = f"/open-lessons/{lesson['id']}/bookings/{eves}/cancel"

    answers = [await person.post(path) for person in (world.hana, elm, world.fay, world.eve)]

    assert [answer.status_code for answer in answers] == [404, 404, 403, 200]


async def test_colleagues_of_the_host_need_no_place(world: World) -> None:
    lesson = await an_open_lesson(world.hana)

    assert problem(await book(world.amina, lesson)) == (409, "communities/own-lesson")
    assert (await world.amina.get(f"/open-lessons/{lesson['id']}")).json()["may"]["book"] is False


# ---- until it begins ----------------------------------------------------------------------------------------


async def test_places_are_booked_until_the_minute_it_begins(world: World, clock: Clock) -> None:
    """Take out: `has_begun` in actions.lessons."""
    lesson = await an_open_lesson(world.hana, places=5, **TODAY)
    clock.instant = BEGINS - timedelta(seconds=1)
    in_time = await book(world.fay, lesson)
    clock.instant = BEGINS

    late = [
        await book(world.eve, lesson),
        await world.fay.post(f"/open-lessons/{lesson['id']}/bookings/{in_time.json()['id']}/cancel"),
        await world.hana.put(f"/open-lessons/{lesson['id']}", EDIT | TODAY, version=1),
        await world.hana.post(f"/open-lessons/{lesson['id']}/cancel", {"reason": "Ill"}),
    ]

    assert in_time.status_code == 201
    assert {problem(answer) for answer in late} == {(409, "communities/begun")}


async def test_a_lesson_that_has_begun_already_is_not_opened(world: World) -> None:
    answer = await world.hana.post("/open-lessons", LESSON | {"held_on": "2026-11-02", "starts": "08:00"})
    ahead = await world.hana.post("/open-lessons", LESSON | {"held_on": "2026-11-02", "starts": "08:01"})

    assert (problem(answer), ahead.status_code) == ((409, "communities/begun"), 201)


async def test_a_cancelled_lesson_says_why_and_takes_nobody(world: World) -> None:
    lesson = await an_open_lesson(world.hana, places=5)
    await book(world.fay, lesson)
    path = f"/open-lessons/{lesson['id']}"

    foreign = await world.eve.post(f"{path}/cancel", {"reason": "No"})
    wordless = await world.hana.post(f"{path}/cancel", {"reason": " "})
    cancelled = await world.hana.post(f"{path}/cancel", {"reason": "The hall is flooded"})

    seen = (await world.fay.get(path)).json()
    assert [answer.status_code for answer in (foreign, wordless, cancelled)] == [403, 422, 200]
    assert (seen["state"], seen["cancel_reason"], seen["may"]["book"]) == ("cancelled", "The hall is flooded", False)
    assert problem(await book(world.eve, lesson)) == (409, "communities/cancelled")
    assert problem(await world.hana.post(f"{path}/cancel", {"reason": "Again"})) == (409, "communities/cancelled")


async def test_more_places_are_offered_and_none_is_taken_away(world: World) -> None:
    """Take out: PlacesOnlyGrow: a place that is offered may be taken at this moment."""
    lesson = await an_open_lesson(world.hana)
    path = f"/open-lessons/{lesson['id']}"

    fewer = await world.hana.put(path, EDIT | {"places": 1}, version=1)
    more = await world.hana.put(path, EDIT | {"places": 3, "title": "Talk"}, version=1)

    assert problem(fewer) == (409, "communities/places-only-grow")
    assert (more.json()["places"], more.json()["title"], more.headers["etag"]) == (3, "Talk", '"2"')


async def test_the_time_moves_while_nobody_has_booked(world: World) -> None:
    lesson = await an_open_lesson(world.hana)
    path = f"/open-lessons/{lesson['id']}"

    moved = await world.hana.put(path, EDIT | {"starts": "09:30"}, version=1)
    await book(world.fay, lesson)
    refused = await world.hana.put(path, EDIT | {"starts": "09:00"}, version=2)
    words = await world.hana.put(path, EDIT | {"starts": "09:30", "about": "More"}, version=2)

    assert (moved.status_code, problem(refused), words.status_code) == (200, (409, "communities/visitors-come"), 200)


@pytest.mark.parametrize(
    "changes",
    [
        {"places": 0}, {"places": 201}, {"places": 2.5}, {"starts": "10:00"}, {"ends": "08:59"}, {"starts": "9:00"},
        {"title": ""}, {"title": "x" * 201}, {"held_on": "2200-01-01"}, {"open_to": "school"}, {"state": "open"},
    ],
)  # fmt: skip
async def test_what_cannot_be_meant_is_not_opened(world: World, changes: dict[str, Any]) -> None:
    assert (await world.hana.post("/open-lessons", LESSON | changes)).status_code == 422


async def test_two_hundred_places_are_the_most(world: World) -> None:
    assert (await an_open_lesson(world.hana, places=200))["places"] == 200


async def test_no_pupil_is_named_to_visitors(world: World) -> None:
    """Take out: `require_no_names` in actions.lessons."""
    await world.hana.post("/pupils/roster", {"names": ["Zebedee Quillfeather"]})

    answer = await world.hana.post("/open-lessons", LESSON | {"about": "Watch Zebedee Quillfeather"})

    assert problem(answer) == (409, "communities/names-a-pupil")


# ---- who sees it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("open_to", "elsewhere"), [("trust", 404), ("everyone", 201)])
async def test_a_lesson_is_booked_by_those_it_is_open_to(world: World, open_to: str, elsewhere: int) -> None:
    far, _ = a_school(world, "Far School", in_trust=False)
    lesson = await an_open_lesson(world.hana, open_to=open_to)

    answers = [(await book(person, lesson)).status_code for person in (world.fay, far)]

    assert answers == [201, elsewhere]
    assert (await browser(world.app).get(f"/open-lessons/{lesson['id']}")).status_code == 401
    # Who came from outside the trust counts for those within it too.
    assert (await world.eve.get(f"/open-lessons/{lesson['id']}")).json()["taken"] == (2 if elsewhere == 201 else 1)


async def test_leads_open_and_teachers_do_not(world: World) -> None:
    assert (await world.amina.post("/open-lessons", LESSON)).status_code == 403
    assert (await world.dev.post("/open-lessons", LESSON)).status_code == 201


async def test_the_next_ones_come_first_and_what_is_over_is_left_out(world: World, clock: Clock) -> None:
    later = await an_open_lesson(world.hana, held_on="2026-11-03", kind="study_day")
    sooner = await an_open_lesson(world.hana, held_on="2026-11-02")

    async def listed(query: str = "") -> list[str]:
        # Other tests open lessons to every school.
        items = (await world.fay.get(f"/open-lessons{query}")).json()["items"]
        return [one["id"] for one in items if one["id"] in (sooner["id"], later["id"])]

    assert await listed() == [sooner["id"], later["id"]]
    assert await listed("?kind=study_day") == [later["id"]]
    assert await listed("?since=2026-11-03") == [later["id"]]
    clock.instant = NOW + timedelta(hours=23)
    assert await listed() == [later["id"]]


# ---- the trust's fairs side by side ---------------------------------------------------------------------------


async def test_the_trust_s_schools_stand_side_by_side_with_what_the_reader_may_read(world: World) -> None:
    """Take out: `fair.readable` in queries.side_by_side."""
    far, _ = a_school(world, "Far School", in_trust=False)
    for audience in ("school", "trust", "everyone"):
        licence = "school-internal" if audience == "school" else "CC-BY-4.0"
        await published(world, audience=audience, licence=licence)
    await an_open_lesson(world.hana)

    async def seen(person: Person) -> list[tuple[str, bool, int, int]]:
        items = (await person.get("/trust/fair")).json()["items"]
        return [(one["name"], one["is_ours"], one["published"], one["open_lessons"]) for one in items]

    assert await seen(world.amina) == [("Birch School", True, 3, 1), ("Cedar School", False, 0, 0)]
    assert await seen(world.eve) == [("Birch School", False, 2, 1), ("Cedar School", True, 0, 0)]
    assert await seen(far) == [("Far School", True, 0, 0)]


async def test_the_trust_is_told_of_a_fair_when_it_is_open(world: World) -> None:
    """Take out: `_fairs_beyond` in fair_day.tables, or `opened_at` in it."""
    wish = {"title": "Summer fair", "welcome": "", "held_on": "2026-12-01", "starts": "15:30", "ends": "17:00"}
    fair = await world.hana.post("/fairs", wish)
    assert fair.status_code == 201, fair.text
    fair_id = UUID(fair.json()["id"])

    async def next_fairs() -> list[Any]:
        return [one["next_fair"] for one in (await world.eve.get("/trust/fair")).json()["items"]]

    planned = await next_fairs()
    with world.database.writing(world.hana.scope) as session:
        row = session.exec(select(LearningFair).where(LearningFair.id == fair_id)).one()
        row.state, row.opened_at = FairState.OPEN, NOW

    assert planned == [None, None]
    assert await next_fairs() == [
        {"title": "Summer fair", "held_on": "2026-12-01", "starts": "15:30", "ends": "17:00"}, None
    ]  # fmt: skip
    assert (await world.eve.get(f"/fairs/{fair_id}")).status_code == 404
