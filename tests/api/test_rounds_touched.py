"""The rounds, debriefs and meetings that a new timetable touches are told with why, and then it happens."""

import pytest
from build import Row
from build_change import LATER
from build_round import LESSONS, a_round, a_school_at_work, pots
from cast import World
from timetable_steps import BELLS, a_dry_run


async def test_the_rounds_that_would_turn_stale_are_told_with_why_and_then_they_do(world: World) -> None:
    made = (await world.amina.post("/rounds", a_round(world, await a_school_at_work(world)))).json()
    rows: list[Row] = [
        (name.capitalize(), day, "P5" if (name, day, period) == ("amina", "Monday", "P1") else period, *rest)
        for name, day, period, *rest in LESSONS
    ]
    found = await a_dry_run(world.hana, rows)
    days = [{"name": day["name"], "cycle_day": day["cycle_day"]} for day in found["days"]]
    body = {"starts_on": "2026-11-02", "days": days, "bells": BELLS, "ppa_names": ["PPA"]}

    told = (await world.hana.post(f"/timetable-imports/{found['id']}/touched-rounds", body)).json()
    later = await world.hana.post(f"/timetable-imports/{found['id']}/touched-rounds", body | LATER)
    still = (await world.amina.get(f"/rounds/{made['id']}")).json()

    assert (told["count"], told["next"]) == (1, None)
    (touched,) = told["items"]
    assert (touched["round_id"], touched["class_name"], touched["host_name"]) == (made["id"], "7A", "Amina")
    assert touched["why"] == "Amina does not teach 7A any more (Mon 2 Nov, P1)."
    assert later.json()["count"] == 0, "it is held before the timetable begins"
    assert still["state"] == "scheduled"
    assert (await pots(world.ben))["observe"][1] == 30

    answer = await world.hana.post(f"/timetable-imports/{found['id']}/commit", body)
    stale = (await world.amina.get(f"/rounds/{made['id']}")).json()

    assert (answer.status_code, answer.json()["stale_rounds"]) == (201, 1)
    assert (stale["state"], stale["stale_reason"]) == ("stale", touched["why"])
    assert (await pots(world.ben))["observe"][1] == 0, "the minutes are back"


WEEK_OF_OTHERS = {
    "the host's class is another": (
        "amina",
        "P1",
        ("7Z", "Maths"),
        "Amina does not teach 7A any more (Mon 2 Nov, P1).",
    ),
    "the observer teaches": ("ben", "P1", ("9C", "PE"), "Ben is not free any more: Teaches 9C."),
    "the observer has PPA": ("ben", "P1", ("", "PPA"), "Ben is not free any more: PPA, which is always kept."),
    "the period has gone": ("amina", "", (), "There is no P1 on Mon 2 Nov any more."),
    "the period begins later": ("amina", "late", (), "P1 begins at another time now on Mon 2 Nov."),
}


@pytest.mark.parametrize("what", WEEK_OF_OTHERS)
async def test_what_is_asked_before_is_what_happens_after(world: World, what: str) -> None:
    who, where, lesson, why = WEEK_OF_OTHERS[what]
    made = (await world.amina.post("/rounds", a_round(world, await a_school_at_work(world)))).json()
    rows: list[Row] = [(name.capitalize(), *rest) for name, *rest in LESSONS]
    if where == "P1":
        rows = [row for row in rows if (row[0], *row[1:3]) != (who.capitalize(), "Monday", "P1")]
        rows.append((who.capitalize(), "Monday", "P1", *lesson))
    if where == "":
        rows = [row for row in rows if row[2] != "P1"]
    bells = [bell for bell in BELLS if where or bell["period"] != "P1"]
    if where == "late":
        bells = [bell | ({"start": "08:50"} if bell["period"] == "P1" else {}) for bell in bells]
    found = await a_dry_run(world.hana, rows)
    days = [{"name": day["name"], "cycle_day": day["cycle_day"]} for day in found["days"]]
    body = {"starts_on": "2026-11-02", "days": days, "bells": bells, "ppa_names": ["PPA"]}

    told = (await world.hana.post(f"/timetable-imports/{found['id']}/touched-rounds", body)).json()
    assert (await world.hana.post(f"/timetable-imports/{found['id']}/commit", body)).status_code == 201
    stale = (await world.amina.get(f"/rounds/{made['id']}")).json()

    assert [(one["round_id"], one["why"]) for one in told["items"]] == [(made["id"], why)]
    assert (stale["state"], stale["stale_reason"]) == ("stale", why)
