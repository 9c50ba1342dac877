"""Absences: typed. Rounds give way, days come back, and why is nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from build_away import FULL, TUESDAY, absent, away, filled
from build_meeting import planned
from build_round import MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock
from sqlmodel import select

from app.occupied.rules import PLANNED, OccupiedKind
from app.occupied.tables import Occupied
from app.timetable import actions as timetable
from app.timetable.tables import Absence


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


async def test_a_whole_day_is_closed_and_comes_back_exactly_as_it_was(world: World, group_id: str) -> None:
    before = filled(world, world.amina)

    taken = await absent(world, world.amina)
    during = filled(world, world.amina)
    other_day = filled(world, world.amina, TUESDAY)
    gone = await world.grace.post(f"/absences/{taken['absences'][0]['id']}/call-off")

    assert taken["added"] == 1
    assert taken["absences"][0] | {"id": "", "staff_id": ""} == {
        "id": "", "staff_id": "", "staff_name": "Amina", "starts_on": MONDAY, "ends_on": MONDAY, "start": None,
        "end": None, "source": "typed", "is_over": False, "called_off_at": None, "version": 1,
    }  # fmt: skip
    assert {kind for kind, *_ in during} == {OccupiedKind.OFF}
    assert {kind for kind, *_ in other_day} == {OccupiedKind.TEACH}
    assert gone.status_code == 200
    assert filled(world, world.amina) == before


async def test_times_of_day_cut_what_they_cover_and_leave_the_rest(world: World, group_id: str) -> None:
    await absent(world, world.amina, start="09:00", end="10:00")

    assert filled(world, world.amina)[:4] == [
        (OccupiedKind.TEACH, "08:45", "09:00", "7A"),
        (OccupiedKind.OFF, "09:00", "10:00", ""),
        (OccupiedKind.TEACH, "10:00", "10:15", "7B"),
        (OccupiedKind.TEACH, "10:15", "10:45", "7B"),
    ]


async def test_what_it_touches_is_told_first_and_stores_nothing(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()

    told = await world.grace.post("/absences/touched", away(world.ben))
    untouched = await world.grace.post("/absences/touched", away(world.ben, TUESDAY))

    assert told.status_code == 200, told.text
    assert told.json()["round_count"] == 1
    one = told.json()["rounds"][0]
    assert (one["round_id"], one["held_on"], one["class_name"]) == (made["id"], MONDAY, "7A")
    assert one["why"] == "Ben is not free any more: Not in school."
    assert told.json()["people_count"] == 1
    assert untouched.json()["round_count"] == 0
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "scheduled"
    assert (await world.grace.get("/absences")).json()["items"] == []


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("amina", "Amina is not in school then (Mon 2 Nov, P1)."),
        ("chloe", "Chloe's timetable is different then: Not in school."),
        ("ben", "Ben cannot cover any more: Not in school."),
    ],
)
async def test_a_round_turns_stale_with_its_host_observer_or_coverer_and_minutes_return(
    world: World, group_id: str, who: str, why: str
) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 1, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    slot = made["observations"][0]["cover"]["id"]
    assert (await world.ben.post(f"/cover-slots/{slot}/accept")).status_code == 200

    taken = await absent(world, getattr(world, who), start="08:45", end="10:00")

    found = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert (taken["stale_rounds"], found["state"], found["stale_reason"]) == (1, "stale", why)
    assert found["observations"][0]["cover"]["state"] == "stale"
    assert [await pots(one) for one in (world.amina, world.ben, world.chloe)] == [FULL] * 3
    assert (await world.amina.get("/my-week")).status_code == 200


async def test_a_round_at_another_time_of_the_day_stands(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()

    taken = await absent(world, world.ben, start="09:45", end="12:00")

    assert taken["stale_rounds"] == 0
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "scheduled"


async def test_a_debrief_of_a_lesson_that_was_and_a_meeting_go_on_without_them(
    world: World, group_id: str, clock: Clock
) -> None:
    wish = a_round(world, group_id, debrief={"held_on": TUESDAY, "start": "15:05"})
    made = (await world.amina.post("/rounds", wish)).json()
    meeting = await planned(world, group_id, held_on=TUESDAY, start="16:00", minutes=20)
    clock.instant = datetime(2026, 11, 3, 7, tzinfo=UTC)

    told = (await world.grace.post("/absences/touched", away(world.ben, TUESDAY))).json()
    taken = await absent(world, world.ben, TUESDAY)

    assert (told["round_count"], told["seat_count"]) == (0, 2)
    assert {one["name"] for one in told["seats"]} == {"Ben"}
    assert (taken["stale_rounds"], taken["left_seats"]) == (0, 2)
    round_ = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert round_["state"] == "scheduled"
    assert [seat["staff_id"] for seat in round_["debrief_seats"]] == [str(world.amina.staff_id)]
    seats = (await world.amina.get(f"/meetings/{meeting['id']}")).json()["seats"]
    assert str(world.ben.staff_id) not in {seat["staff_id"] for seat in seats}
    assert (await pots(world.ben))["debrief_move"] == (120, 0, 0, 120)
    assert (await pots(world.amina))["debrief_move"][1] > 0


async def test_who_logged_that_they_were_there_was_there(world: World, group_id: str, clock: Clock) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    clock.instant = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert (await world.ben.post(f"/observations/{made['observations'][0]['id']}/log")).status_code == 200

    refused = await world.grace.post("/absences", away(world.ben))
    asked = await world.grace.post("/absences/touched", away(world.ben))
    afterwards = await world.grace.post("/absences", away(world.ben, start="10:00"))

    assert refused.status_code == asked.status_code == 409
    assert refused.json()["type"] == "/problems/away/meets-logged"
    assert "Observes a colleague" in refused.json()["detail"]
    assert afterwards.status_code == 201


async def test_nobody_can_be_booked_while_absent(world: World, group_id: str) -> None:
    await absent(world, world.ben)
    await absent(world, world.amina, TUESDAY)

    observed = await world.amina.post("/rounds", a_round(world, group_id))
    hosted = await world.amina.post("/rounds", a_round(
        world, group_id, held_on=TUESDAY, observers=[watching(world.chloe, 0)],
        debrief={"held_on": "2026-11-04", "start": "15:05"},
    ))  # fmt: skip
    plan = (await world.amina.get(f"/groups/{group_id}/plan")).json()

    assert (observed.status_code, hosted.status_code) == (409, 409)
    assert "Ben cannot be there: Not in school" in observed.json()["detail"]
    assert "Amina cannot be there: Not in school" in hosted.json()["detail"]
    first = next(one for one in plan["lessons"] if (one["held_on"], one["period"]) == (MONDAY, "P1"))
    ben = next(one for one in first["members"] if one["name"] == "Ben")
    assert [(one["state"], one["reason"]) for one in ben["slices"]] == [("cannot", "Not in school")] * 2


async def test_the_edges_touch_and_do_not_overlap(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()

    until = await absent(world, world.ben, start="07:00", end="08:45")
    since = await absent(world, world.ben, start="09:15", end="15:05")

    assert (until["stale_rounds"], since["stale_rounds"]) == (0, 0)
    assert (await absent(world, world.ben, start="09:14", end="09:16"))["stale_rounds"] == 1
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "stale"


async def test_overlapping_absences_of_one_person_are_one_stretch_until_the_last_is_called_off(
    world: World, group_id: str
) -> None:
    before = filled(world, world.amina)
    first = await absent(world, world.amina, start="08:00", end="10:00")
    second = await absent(world, world.amina, start="09:00", end="13:30")

    await world.grace.post(f"/absences/{first['absences'][0]['id']}/call-off")
    between = filled(world, world.amina)
    await world.grace.post(f"/absences/{second['absences'][0]['id']}/call-off")

    assert between[:2] == [(OccupiedKind.TEACH, "08:45", "09:00", "7A"), (OccupiedKind.OFF, "09:00", "13:30", "")]
    assert filled(world, world.amina) == before


async def test_the_list_is_by_day_in_order_of_time(world: World, group_id: str) -> None:
    await absent(world, world.chloe, TUESDAY, start="12:00")
    await absent(world, world.ben, MONDAY, "2026-11-05")

    async def on(day: str) -> list[tuple[str, str | None]]:
        items = (await world.dev.get(f"/absences?on={day}")).json()["items"]
        return [(one["staff_name"], one["start"]) for one in items]

    assert await on(MONDAY) == [("Ben", None)]
    assert await on(TUESDAY) == [("Ben", None), ("Chloe", "12:00")]
    assert await on("2026-11-05") == [("Ben", None)]
    assert await on("2026-11-06") == []
    assert len((await world.dev.get("/absences")).json()["items"]) == 2


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"starts_on": TUESDAY, "ends_on": MONDAY}, "/body/absences/0/ends_on"),
        ({"starts_on": MONDAY, "ends_on": MONDAY, "start": "10:00", "end": "10:00"}, "/body/absences/0/end"),
        ({"starts_on": MONDAY, "ends_on": "2027-11-03"}, "/body/absences/0/ends_on"),
        ({"starts_on": "2026-10-01", "ends_on": "2026-11-01"}, "/body/absences/0/ends_on"),
        ({"starts_on": "2027-03-28", "ends_on": "2027-03-28", "start": "01:30"}, "/body/absences/0/start"),
    ],
)
async def test_times_that_cannot_be_are_refused_with_their_place(
    world: World, group_id: str, wrong: dict[str, str], pointer: str
) -> None:
    body = {"absences": [{"staff_id": str(world.ben.staff_id)} | wrong]}

    for path in ("/absences", "/absences/touched"):
        refused = await world.grace.post(path, body)

        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"][0]["pointer"] == pointer
    assert (await world.grace.get("/absences")).json()["items"] == []


async def test_a_year_and_a_day_is_the_most(world: World, group_id: str) -> None:
    taken = await absent(world, world.ben, MONDAY, "2027-11-02")

    assert taken["absences"][0]["ends_on"] == "2027-11-02"
    assert {kind for kind, *_ in filled(world, world.ben, "2027-07-19")} == {OccupiedKind.OFF}


async def test_what_is_not_allowed_in_a_body_is_refused(world: World, group_id: str) -> None:
    reason = away(world.ben, reason="flu")
    many = {"absences": away(world.ben)["absences"] * 2_001}

    assert [(await world.grace.post("/absences", body)).status_code for body in (reason, many, {"absences": []})] == [
        422, 422, 422,
    ]  # fmt: skip


async def test_the_same_absence_twice_is_refused_and_a_repeated_key_is_one_absence(world: World, group_id: str) -> None:
    first = await world.grace.post("/absences", away(world.ben), key="once")
    again = await world.grace.post("/absences", away(world.ben), key="once")
    anew = await world.grace.post("/absences", away(world.ben, start="09:00", end="10:00"))

    assert first.json() == again.json()
    assert anew.status_code == 409
    assert anew.json()["type"] == "/problems/away/absence-there"
    assert len((await world.grace.get("/absences")).json()["items"]) == 1


async def test_what_is_over_or_called_off_cannot_be_called_off(world: World, group_id: str, clock: Clock) -> None:
    over = (await absent(world, world.ben))["absences"][0]["id"]
    twice = (await absent(world, world.chloe, TUESDAY))["absences"][0]["id"]
    await world.grace.post(f"/absences/{twice}/call-off")
    clock.instant = datetime(2026, 11, 3, 0, tzinfo=UTC)

    answers = [await world.hana.post(f"/absences/{one}/call-off") for one in (over, twice)]

    assert [one.status_code for one in answers] == [409, 409]
    assert {one.json()["type"] for one in answers} == {"/problems/away/absence-over"}


async def test_teachers_neither_see_nor_type_absences(world: World, group_id: str) -> None:
    await absent(world, world.ben)

    assert (await world.amina.get("/absences")).status_code == 403
    assert (await world.amina.post("/absences", away(world.chloe))).status_code == 403
    assert (await world.ben.get("/absences")).status_code == 403


async def test_another_schools_people_and_absences_are_not_there(world: World, group_id: str) -> None:
    mine = (await absent(world, world.ben))["absences"][0]["id"]

    assert (await world.grace.post("/absences", away(world.fay))).status_code == 404
    assert (await world.eve.post(f"/absences/{mine}/call-off")).status_code == 404
    assert (await world.eve.get("/absences")).json()["items"] == []


async def test_no_absence_ever_lies_on_something_booked(world: World, group_id: str) -> None:
    """Take out: `make_way` in study.actions.away.take_absences, and the database refuses instead."""
    await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe, 1, world.ben)]))
    await planned(world, group_id, held_on=TUESDAY)
    for person in (world.amina, world.ben, world.chloe):
        await absent(world, person, MONDAY, TUESDAY)

    with world.database.reading(world.hana.scope) as session:
        rows = session.exec(select(Occupied).where(Occupied.school_id == world.birch_id)).all()
        booked = [row for row in rows if row.kind in PLANNED and not row.is_released]
        assert booked == []
        assert len(session.exec(select(Absence).where(Absence.school_id == world.birch_id)).all()) == 3


async def test_absences_are_forgotten_four_weeks_after_they_have_ended(world: World, group_id: str) -> None:
    await absent(world, world.ben)
    await absent(world, world.chloe, TUESDAY)
    # Ben's ended at midnight, UTC, behind the second of November.
    edge = datetime(2026, 12, 1, 0, tzinfo=UTC)

    with world.database.writing(world.hana.scope) as session:
        early = timetable.forget_absences(session, world.birch_id, edge)
        late = timetable.forget_absences(session, world.birch_id, edge + timedelta(seconds=1))

    assert (early, late) == (0, 1)
    assert [one["staff_name"] for one in (await world.dev.get("/absences")).json()["items"]] == ["Chloe"]
