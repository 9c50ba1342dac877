"""A research lesson that has begun was given: no absence and no timetable takes its minutes back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from build import a_timetable
from build_away import FULL, TUESDAY, away, filled
from build_round import MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock

from app.occupied.rules import OccupiedKind

BEGINS = datetime(2026, 11, 2, 8, 45, tzinfo=UTC)
OVER = datetime(2026, 11, 2, 9, 50, tzinfo=UTC)


async def held(world: World, group_id: str, **more: Any) -> dict[str, Any]:
    """Amina's 7A: Ben watches the first half, and Chloe the second while Ben takes her class."""
    wish = a_round(world, group_id, observers=[watching(world.ben), watching(world.chloe, 1, world.ben)], **more)
    answer = await world.amina.post("/rounds", wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    (slot,) = [one["cover"]["id"] for one in made["observations"] if one["cover"]]
    assert (await world.ben.post(f"/cover-slots/{slot}/accept")).status_code == 200
    return made


async def all_log(world: World, made: dict[str, Any]) -> None:
    for one in made["observations"]:
        person = world.ben if one["staff_id"] == str(world.ben.staff_id) else world.chloe
        answer = await person.post(f"/observations/{one['id']}/log")
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("who", ["amina", "ben", "chloe"])
async def test_an_absence_typed_once_it_has_begun_leaves_the_minutes_and_takes_the_debrief(
    world: World, clock: Clock, who: str
) -> None:
    made = await held(world, await a_school_at_work(world))
    person = getattr(world, who)
    clock.instant = BEGINS

    told = (await world.grace.post("/absences/touched", away(person))).json()
    taken = await world.grace.post("/absences", away(person))
    clock.instant = OVER
    await all_log(world, made)

    assert taken.status_code == 201, taken.text
    assert (told["round_count"], told["seat_count"]) == (0, 1)
    assert (taken.json()["stale_rounds"], taken.json()["left_seats"]) == (0, 1)
    round_ = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert (round_["state"], round_["stale_reason"]) == ("taught", "")
    assert (await pots(world.ben))["observe"] == (90, 0, 30, 60)
    assert (await pots(world.chloe))["observe"] == (90, 0, 30, 60)
    assert (await pots(world.ben))["cover"][1:3] != (0, 0)
    assert (await pots(person))["debrief_move"] == FULL["debrief_move"]


async def test_a_moment_before_it_begins_the_round_turns_stale(world: World, clock: Clock) -> None:
    made = await held(world, await a_school_at_work(world))
    clock.instant = BEGINS - timedelta(seconds=1)

    taken = (await world.grace.post("/absences", away(world.ben))).json()

    assert taken["stale_rounds"] == 1
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "stale"


async def test_an_absence_lies_around_what_was_given_and_called_off_the_day_is_as_before(
    world: World, clock: Clock
) -> None:
    await held(world, await a_school_at_work(world))
    before = filled(world, world.chloe)
    clock.instant = OVER

    taken = (await world.grace.post("/absences", away(world.chloe))).json()
    during = [one for one in filled(world, world.chloe) if one[1] < "10:00"]
    gone = await world.grace.post(f"/absences/{taken['absences'][0]['id']}/call-off")

    assert during == [
        (OccupiedKind.OFF, "00:00", "09:15", ""),
        (OccupiedKind.OBSERVE, "09:15", "09:45", "7A"),
        (OccupiedKind.OFF, "09:45", "12:00", ""),
    ]
    assert gone.status_code == 200, gone.text
    assert [one for one in filled(world, world.chloe) if one[0] != OccupiedKind.DEBRIEF] == [
        one for one in before if one[0] != OccupiedKind.DEBRIEF
    ]


async def test_a_timetable_from_today_leaves_what_was_given_and_its_debrief_goes_on_without_who_teaches(
    world: World, clock: Clock
) -> None:
    earlier = a_timetable(world, [(world.ben, "Monday", "P1", "", "PPA"), (world.ben, "Tuesday", "P2", "9C", "PE")])
    group_id = await a_school_at_work(world)
    made = await held(world, group_id, debrief={"held_on": TUESDAY, "start": "09:45"})
    planned = {who: (await pots(getattr(world, who)))["debrief_move"][1] for who in ("ben", "chloe")}
    clock.instant = OVER
    path = f"/timetable-versions/{earlier}"

    told = (await world.hana.get(f"{path}/touched-rounds?starts_on={MONDAY}")).json()
    back = await world.hana.post(f"{path}/restore", {"starts_on": MONDAY})

    assert (back.status_code, told["count"]) == (201, 0), back.text
    assert back.json()["stale_rounds"] == 0
    await all_log(world, made)
    round_ = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert round_["state"] == "taught"
    assert (await pots(world.ben))["observe"] == (90, 0, 30, 60)
    assert planned["ben"] > 0
    assert (await pots(world.ben))["debrief_move"] == FULL["debrief_move"]
    assert (await pots(world.chloe))["debrief_move"][1] == planned["chloe"]
