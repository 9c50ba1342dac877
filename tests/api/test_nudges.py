"""Who may lose time, a kind word to them, and what waits to be logged."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest_asyncio
from build import a_year
from build_round import a_group, a_round, a_school_at_work, watching
from build_time import give
from build_year import POLICY, allocated, later, promised
from cast import NOW, Person, World, a_person, make_world
from conftest import Clock
from fastapi import FastAPI
from refusals import refused
from sqlmodel import select

from app.identity.tables import Staff
from app.kernel.actor import Role
from app.statements.tables import Nudge

JULY = datetime(2027, 7, 12, 8, tzinfo=UTC)
"""A Monday; the year ends on the Wednesday of the week after: two school weeks are left."""
PLACE, LOG = {"kind": "place_minutes"}, {"kind": "log_minutes"}


@pytest_asyncio.fixture
async def july(app: FastAPI, clock: Clock) -> World:
    """Birch near the end of its year."""
    clock.instant = JULY
    world = make_world(app)
    await a_year(world.hana)
    return world


async def at_risk(world: World, **params: Any) -> dict[str, Any]:
    answer = await world.hana.get("/unplaced/at-risk", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def nudges(person: Person, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await person.get("/my-nudges", params=params)).json()["items"]
    return found


def change(world: World, person: Person, **values: Any) -> None:
    with world.database.writing(world.hana.scope) as session:
        row = session.exec(select(Staff).where(Staff.id == person.staff_id)).one()
        for name, value in values.items():
            setattr(row, name, value)


# ---- who may lose time -----------------------------------------------------------------------------------


async def test_exactly_as_many_blocks_as_weeks_is_no_risk_and_a_minute_more_is(july: World) -> None:
    give(july.database, july.amina, 60)
    give(july.database, july.ben, 61)
    give(july.database, july.chloe, 90)

    found = (await at_risk(july))["items"]

    assert [(one["staff_name"], one["unplaced_minutes"], one["school_weeks_left"]) for one in found] == [
        ("Ben", 61, 2), ("Chloe", 90, 2),
    ]  # fmt: skip
    assert found[1]["words"].startswith("90 minutes have no place yet, and 2 school weeks are left.")
    assert (found[1]["nudged_at"], found[1]["may_nudge_from"]) == (None, None)
    told = (await july.hana.get("/year-statement")).json()
    assert (told["teachers_at_risk"], told["school_weeks_left"]) == (2, 2)


async def test_in_autumn_a_whole_allocation_is_no_risk(world: World) -> None:
    await a_year(world.hana)
    await allocated(world)

    assert await at_risk(world) == {"items": [], "next": None}


async def test_who_leaves_sooner_has_fewer_weeks_and_who_has_left_is_not_listed(july: World) -> None:
    for person in (july.amina, july.ben, july.chloe):
        give(july.database, person, 60)
    change(july, july.amina, left_on=date(2027, 7, 16))
    change(july, july.chloe, left_on=date(2027, 7, 1), is_active=False)

    found = (await at_risk(july))["items"]

    assert [(one["staff_name"], one["school_weeks_left"]) for one in found] == [("Amina", 1)]


async def test_the_list_goes_by_name_whoever_has_most_and_its_pages_lose_nobody(july: World) -> None:
    for person, minutes in ((july.frank, 300), (july.amina, 90), (july.ben, 200)):
        give(july.database, person, minutes)
    await a_group(july, july.amina, july.ben, july.frank)

    first = await at_risk(july, limit=2)
    rest = await at_risk(july, limit=2, after=first["next"])

    assert [one["staff_name"] for one in first["items"] + rest["items"]] == ["Amina", "Ben", "Frank"]
    assert first["items"][0]["group_name"] == "Explaining first"
    assert rest["next"] is None


# ---- a kind word ---------------------------------------------------------------------------------------------


async def test_a_teacher_is_reminded_in_kind_words_and_puts_them_away(july: World) -> None:
    give(july.database, july.amina, 90)

    made = await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE)
    seen = (await nudges(july.amina))[0]
    away = await july.amina.post(f"/my-nudges/{seen['id']}/seen")
    again = await july.amina.post(f"/my-nudges/{seen['id']}/seen")

    assert made.status_code == 201
    assert made.json() == seen
    assert (seen["by_name"], seen["minutes"], seen["seen_at"]) == ("Hana", 90, None)
    assert seen["words"].startswith("90 minutes have no place yet, and 2 school weeks are left.")
    assert away.json()["seen_at"] == again.json()["seen_at"] == "2027-07-12T08:00:00Z"
    assert await nudges(july.amina, unseen=True) == []
    assert len(await nudges(july.amina)) == 1


async def test_a_reminder_says_what_is_so_now(july: World) -> None:
    give(july.database, july.amina, 90)
    await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE)
    spend = {"category": "observe", "minutes": 90, "held_on": "2027-07-12", "reason": "Watched Ben"}
    await july.amina.post("/my-time/spend", spend)

    found = (await nudges(july.amina))[0]

    assert (found["minutes"], found["words"]) == (0, "Nothing is left to do here. Thank you.")


async def test_nobody_is_reminded_of_the_same_thing_twice_within_seven_days(july: World, clock: Clock) -> None:
    give(july.database, july.amina, 90)
    address = f"/staff/{july.amina.staff_id}/nudges"
    await july.hana.post(address, PLACE)

    later(july, clock, timedelta(days=7, seconds=-1))
    soon = refused(await july.hana.post(address, PLACE), 409, "statements/just-nudged")
    listed = (await at_risk(july))["items"][0]
    later(july, clock, timedelta(seconds=1))
    then = await july.hana.post(address, PLACE)

    assert soon["again_from"] == "2027-07-19T08:00:00+00:00"
    assert (listed["nudged_at"], listed["may_nudge_from"]) == ("2027-07-12T08:00:00Z", "2027-07-19T08:00:00Z")
    assert then.status_code == 201
    assert len(await nudges(july.amina)) == 2


async def test_of_many_reminders_at_once_one_is_made(july: World) -> None:
    give(july.database, july.amina, 90)
    address = f"/staff/{july.amina.staff_id}/nudges"

    answers = await asyncio.gather(*(july.hana.post(address, PLACE) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert len(await nudges(july.amina)) == 1


async def test_the_same_request_twice_reminds_once(july: World) -> None:
    give(july.database, july.amina, 90)
    key = str(uuid4())

    first, again = [await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE, key=key) for _ in range(2)]

    assert (first.status_code, first.json()) == (201, again.json())
    assert len(await nudges(july.amina)) == 1


async def test_there_is_nothing_to_say_when_all_has_its_place(july: World) -> None:
    refused(await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE), 409, "statements/nothing-to-tell")
    give(july.database, july.amina, 90)
    refused(await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", LOG), 409, "statements/nothing-to-tell")


async def test_everybody_at_risk_is_reminded_but_who_just_was(july: World, clock: Clock) -> None:
    for person, minutes in ((july.amina, 90), (july.ben, 61), (july.chloe, 60)):
        give(july.database, person, minutes)
    await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE)

    first = await july.hana.post("/unplaced/nudge", PLACE)
    again = await july.hana.post("/unplaced/nudge", PLACE)
    later(july, clock, timedelta(days=7))
    then = await july.hana.post("/unplaced/nudge", PLACE)

    assert (first.status_code, first.json()) == (201, {"kind": "place_minutes", "nudged": 1, "skipped": 1})
    assert again.json() == {"kind": "place_minutes", "nudged": 0, "skipped": 2}
    assert then.json() == {"kind": "place_minutes", "nudged": 3, "skipped": 0}  # One week fewer: Chloe too.
    assert [len(await nudges(person)) for person in (july.amina, july.ben, july.chloe, july.dev)] == [2, 2, 1, 0]


async def test_two_who_remind_everybody_at_once_remind_each_once(july: World) -> None:
    people = [july.amina, july.ben, july.chloe, july.frank]
    for person in people:
        give(july.database, person, 90)

    answers = await asyncio.gather(*(july.hana.post("/unplaced/nudge", PLACE) for _ in range(4)))

    assert {answer.status_code for answer in answers} == {201}
    assert sum(answer.json()["nudged"] for answer in answers) == 4
    assert [len(await nudges(person)) for person in people] == [1, 1, 1, 1]


async def test_who_is_late_to_log_is_reminded_of_that(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    promised(world, world.amina, year["id"], 30, NOW - timedelta(days=8))
    promised(world, world.ben, year["id"], 30, NOW - timedelta(days=7))

    told = await world.hana.post("/unplaced/nudge", LOG)

    assert told.json() == {"kind": "log_minutes", "nudged": 1, "skipped": 0}
    assert (await nudges(world.amina))[0]["words"].startswith("30 minutes were planned for days that are past")
    assert await nudges(world.ben) == []


async def test_the_school_s_own_days_for_logging_count(world: World) -> None:
    year = await a_year(world.hana)
    await allocated(world)
    promised(world, world.ben, year["id"], 30, NOW - timedelta(days=7))
    await world.hana.put("/time-policy", POLICY | {"log_within_days": 6}, version=1)

    assert (await world.hana.post("/unplaced/nudge", LOG)).json()["nudged"] == 1


async def test_only_the_cpd_lead_reminds_and_only_people_of_the_school(july: World) -> None:
    give(july.database, july.amina, 90)
    address = f"/staff/{july.amina.staff_id}/nudges"
    guest = a_person(july.app, july.birch_id, july.trust_id, "guest", [Role.TEACHER])
    gone = a_person(july.app, july.birch_id, july.trust_id, "gone", [Role.TEACHER])
    change(july, guest, is_guest=True)
    change(july, gone, is_active=False)

    for person in (july.dev, july.grace, july.amina):
        refused(await person.post(address, PLACE), 403, "forbidden")
        refused(await person.post("/unplaced/nudge", PLACE), 403, "forbidden")
    for staff_id in (uuid4(), guest.staff_id, gone.staff_id):
        refused(await july.hana.post(f"/staff/{staff_id}/nudges", PLACE), 404, "not-found")
    refused(await july.eve.post(address, PLACE), 404, "not-found")
    assert (await july.hana.post(address, {"kind": "hurry_up"})).status_code == 422
    assert (await july.hana.post(address, PLACE | {"text": "Do it"})).status_code == 422


async def test_a_reminder_is_for_its_teacher_alone(july: World) -> None:
    give(july.database, july.amina, 90)
    made = (await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE)).json()["id"]

    for person in (july.ben, july.hana, july.dev, july.eve):
        refused(await person.post(f"/my-nudges/{made}/seen"), 404, "not-found")
        assert await nudges(person) == []


async def test_the_database_itself_keeps_the_count_of_reminders(july: World) -> None:
    give(july.database, july.amina, 90)
    await july.hana.post(f"/staff/{july.amina.staff_id}/nudges", PLACE)

    with july.database.reading(july.hana.scope) as session:
        assert [row.number for row in session.exec(select(Nudge))] == [1]


# ---- what waits to be logged -----------------------------------------------------------------------------------


async def test_what_i_have_done_waits_to_be_logged_and_turns_into_a_reminder(world: World, clock: Clock) -> None:
    group_id = await a_school_at_work(world)
    round_ = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    before = (await world.ben.get("/my-time/to-log")).json()
    clock.instant = NOW + timedelta(hours=10)
    found = (await world.ben.get("/my-time/to-log")).json()
    later(world, clock, timedelta(days=8))
    late = (await world.ben.get("/my-time/to-log")).json()

    assert before == {"log_within_days": 7, "items": [], "minutes": 0, "reminder_minutes": 0}
    assert [(one["what"], one["minutes"], one["held_on"], one["log_by"]) for one in found["items"]] == [
        ("debrief", 20, "2026-11-02", "2026-11-09"), ("observation", 30, "2026-11-02", "2026-11-09"),
    ]  # fmt: skip
    assert (found["minutes"], found["reminder_minutes"]) == (50, 0)
    assert found["items"][1]["id"] == round_["observations"][0]["id"]
    assert found["items"][1]["title"] == "You observed Amina, 7A"
    assert (late["minutes"], late["reminder_minutes"]) == (50, 50)


async def test_logging_takes_it_from_the_list_and_what_had_no_cover_is_not_on_it(world: World, clock: Clock) -> None:
    group_id = await a_school_at_work(world)
    wish = a_round(world, group_id, observers=[watching(world.ben), watching(world.chloe, 0, world.ben)])
    wish["observers"][1]["slice"] = 1
    round_ = await world.amina.post("/rounds", wish)
    assert round_.status_code == 201, round_.text
    clock.instant = NOW + timedelta(hours=10)
    seen = next(one for one in round_.json()["observations"] if one["staff_id"] == str(world.ben.staff_id))
    assert (await world.ben.post(f"/observations/{seen['id']}/log")).status_code == 200

    ben, chloe = [(await person.get("/my-time/to-log")).json()["items"] for person in (world.ben, world.chloe)]

    assert [one["what"] for one in ben] == ["debrief"]
    assert [one["what"] for one in chloe] == ["debrief"]


async def test_without_a_year_there_is_nothing_to_log_and_nobody_to_remind(world: World) -> None:
    assert (await world.amina.get("/my-time/to-log")).json()["items"] == []
    assert await nudges(world.amina) == []
    refused(await world.hana.post("/unplaced/nudge", PLACE), 404, "school-year/none")
    refused(await world.hana.post("/unplaced/nudge", LOG), 404, "school-year/none")
    refused(await world.hana.post(f"/staff/{world.amina.staff_id}/nudges", PLACE), 409, "statements/nothing-to-tell")
