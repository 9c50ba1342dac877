"""Every earlier timetable can be gone back to: a new version that copies it, and what is protected stays."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from build import a_timetable
from build_change import AFTER, LATER, before_and_after, counts, of_number, restored
from build_round import LESSONS, MONDAY, a_round, a_school_at_work, pots
from cast import NOW, World
from refusals import refused
from timetable_steps import a_booking, a_dry_run, committed, days_of, grid_of, mark, set_marks, stored


async def test_going_back_is_seen_first_and_makes_a_new_version(world: World) -> None:
    found = await before_and_after(world)
    await committed(world.hana, found["id"], **LATER)
    first = await of_number(world, 1)
    key = str(uuid4())

    seen = (await world.hana.get(f"/timetable-versions/{first['id']}/differences?starts_on=2026-11-16")).json()
    made = await restored(world, first["id"], key=key)
    again = await restored(world, first["id"], key=key)
    after = (await world.hana.get(f"/timetable-versions/{first['id']}/differences?starts_on=2026-11-16")).json()

    assert (seen["base_number"], counts(seen)["moved"], counts(seen)["teacher_new"]) == (2, 1, 1)
    assert (made["number"], made["copied_from"], made["file_names"]) == (3, 1, first["file_names"])
    assert made == again
    assert (after["base_number"], after["total"]) == (3, 0)
    assert days_of(world, world.ben, "2026-11-16") == days_of(world, world.ben, "2026-11-02")
    assert days_of(world, world.ben, "2026-11-09") != days_of(world, world.ben, "2026-11-02")
    assert (await a_dry_run(world.hana, AFTER))["remembered"]["ppa_names"] == ["PPA"]


async def test_going_back_makes_rounds_stale_that_do_not_fit_it(world: World) -> None:
    group_id = await a_school_at_work(world)
    first = (await world.hana.get("/timetable-versions")).json()["items"][0]["id"]
    rows = [(getattr(world, name), *rest) for name, *rest in LESSONS if (name, rest[1]) != ("amina", "P1")]
    a_timetable(world, [*rows, (world.amina, "Monday", "P1", "8Z")])
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    assert made["class_name"] == "8Z"

    told = (await world.hana.get(f"/timetable-versions/{first}/touched-rounds?starts_on={MONDAY}")).json()
    back = await restored(world, first, MONDAY)

    assert [one["why"] for one in told["items"]] == ["Amina does not teach 8Z any more (Mon 2 Nov, P1)."]
    assert back["stale_rounds"] == 1
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["stale_reason"] == told["items"][0]["why"]
    assert (await pots(world.ben))["observe"][1] == 0


async def test_marks_by_hand_come_back_with_their_version(world: World) -> None:
    found = await before_and_after(world)
    assert (await set_marks(world.hana, world.ben, mark(None, "off", "Tuesday"))).status_code == 200
    await committed(world.hana, found["id"], starts_on="2026-11-02")
    assert (await set_marks(world.hana, world.ben, version=2)).status_code == 200
    first = await of_number(world, 1)
    assert days_of(world, world.ben, "2026-11-17") == []

    await restored(world, first["id"])

    assert days_of(world, world.ben, "2026-11-17") == [("off", "06:00", "")]


async def test_a_version_cannot_come_back_where_its_days_or_the_year_are_not(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    version = (await world.hana.get("/timetable-versions")).json()["items"][0]["id"]
    before = stored(world)
    path = f"/timetable-versions/{version}"

    refused(await world.hana.post(f"{path}/restore", {"starts_on": "2029-11-09"}), 409, "timetable/year-missing")
    answer = await world.hana.get(f"{path}/differences?starts_on=2029-11-09")
    refused(answer, 409, "timetable/year-missing")
    assert (await world.hana.post(f"{path}/restore", {"starts_on": "soon"})).status_code == 422
    assert (await world.hana.post(f"{path}/restore", {"starts_on": "2026-11-09", "why": "x"})).status_code == 422
    assert (await world.hana.client.post(f"{path}/restore", json={"starts_on": "2026-11-09"})).status_code == 400
    assert stored(world) == before


async def test_going_back_is_refused_whole_where_something_planned_would_lie_on_ppa(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "", "PPA")])
    first = (await of_number(world, 1))["id"]
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    await set_marks(world.hana, world.amina)
    a_booking(world, world.amina, datetime(2026, 11, 16, 9, 0, tzinfo=UTC))
    before = stored(world)

    refused(await world.hana.post(f"/timetable-versions/{first}/restore", {"starts_on": "2026-11-16"}), 409,
            "occupied/not-free")  # fmt: skip

    assert stored(world) == before
    assert NOW.date().isoformat() == "2026-11-02"


@pytest.mark.parametrize("kind", ["off", "ppa", "ect"])
async def test_protected_time_entered_since_stays_when_the_school_goes_back(world: World, kind: str) -> None:
    found = await before_and_after(world)
    await committed(world.hana, found["id"], starts_on="2026-11-02")
    protected = mark(None if kind == "off" else "P1", kind, "Tuesday")
    version = (await grid_of(world.hana, world.ben)).headers["etag"].strip('"')
    entered = await set_marks(world.hana, world.ben, protected, mark("P2", "duty", "Tuesday"), version=int(version))
    assert entered.status_code == 200, entered.text
    first = await of_number(world, 1)

    path = f"/timetable-versions/{first['id']}/differences?starts_on=2026-11-16"
    seen = counts((await world.hana.get(path)).json())
    await restored(world, first["id"])

    now = {one[0] for one in days_of(world, world.ben, "2026-11-17")}
    assert now == {kind}, "a duty goes with the timetable that had it"
    assert counts((await world.hana.get(path)).json()) == {}
    assert seen["mark"] >= 1
