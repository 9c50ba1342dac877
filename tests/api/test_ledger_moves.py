"""Moving, correcting, taking back, and who pays: over HTTP, to the minute, on both engines."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from build import a_year, year_wish
from build_time import TODAY, commit, give, minutes_of
from cast import World
from conftest import Clock
from refusals import refused

from app.time_budget.rules import TimeCategory

MOVE = {"from_category": "debrief_move", "to_category": "observe", "minutes": 30, "reason": "To watch one more"}
SPEND = {"category": "observe", "minutes": 30, "held_on": TODAY.isoformat(), "reason": "Watched Ben start a lesson"}
POLICY = {
    "transfers": "own_pots", "roll_over_minutes_max": 0, "log_within_days": 7, "supply_pence_per_hour": 0,
}  # fmt: skip


async def entries(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.amina.get("/my-time/entries")).json()["items"]
    return found


# ---- between pots ------------------------------------------------------------------------------------------


async def test_all_of_a_pot_can_be_moved_and_not_one_minute_more(world: World) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)

    refusal = refused(
        await world.amina.post("/my-time/transfer", MOVE | {"minutes": 121}), 409, "time-budget/exhausted"
    )
    moved = await world.amina.post("/my-time/transfer", MOVE | {"minutes": 120})

    assert (refusal["requested_minutes"], refusal["available_minutes"]) == (121, 120)
    assert moved.status_code == 201
    assert await minutes_of(world.amina, "debrief_move") == (0, 0, 0, 0)
    assert await minutes_of(world.amina, "observe") == (120, 0, 0, 120)


async def test_an_empty_pot_gives_nothing(world: World) -> None:
    give(world.database, world.amina, 30)

    refusal = refused(await world.amina.post("/my-time/transfer", MOVE), 409, "time-budget/exhausted")

    assert refusal["available_minutes"] == 0
    assert "debriefs" in refusal["detail"]


async def test_a_transfer_is_one_entry_that_stands_in_the_lists_of_both_pots(world: World, clock: Clock) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)
    clock.instant += timedelta(minutes=1)
    await world.amina.post("/my-time/transfer", MOVE)

    for category in ("debrief_move", "observe"):
        listed = (await world.amina.get("/my-time/entries", params={"category": category})).json()["items"]
        first = listed[0]
        assert (first["kind"], first["category"], first["to_category"]) == ("transfer", "debrief_move", "observe")
        assert (first["minutes"], first["reason"]) == (30, "To watch one more")
    assert [one["kind"] for one in await entries(world)] == ["transfer", "adjust"]


async def test_the_same_transfer_twice_moves_once(world: World) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)
    key = str(uuid4())

    first, again = [await world.amina.post("/my-time/transfer", MOVE, key=key) for _ in range(2)]

    assert first.json() == again.json()
    assert await minutes_of(world.amina, "observe") == (30, 0, 0, 30)


async def test_from_a_pot_to_itself_is_no_transfer(world: World) -> None:
    give(world.database, world.amina, 30)

    refused(
        await world.amina.post("/my-time/transfer", MOVE | {"from_category": "observe"}), 409, "time-budget/same-pot"
    )


@pytest.mark.parametrize("minutes", [0, -30, 1.5, "30", 6001, 10**30, None, True])
async def test_minutes_that_are_none_are_refused_where_they_stand(world: World, minutes: Any) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)

    answer = await world.amina.post("/my-time/transfer", MOVE | {"minutes": minutes})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/body/minutes"
    assert await minutes_of(world.amina, "debrief_move") == (120, 0, 0, 120)


async def test_where_the_school_says_so_only_the_lead_moves_minutes(world: World) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)
    changed = await world.hana.put("/time-policy", POLICY | {"transfers": "cpd_lead"}, version=1)
    assert changed.is_success, changed.text

    refused(await world.amina.post("/my-time/transfer", MOVE), 403, "time-budget/transfers-are-the-leads")
    by_lead = await world.hana.post(f"/staff/{world.amina.staff_id}/time/transfer", MOVE)

    assert by_lead.status_code == 201
    assert (await world.amina.get("/my-time")).json()["may_transfer"] is False
    assert [one["by_name"] for one in await entries(world) if one["kind"] == "transfer"] == ["Hana"]


async def test_nobody_moves_a_colleagues_minutes(world: World) -> None:
    give(world.database, world.amina, 120, TimeCategory.DEBRIEF_MOVE)

    refused(await world.ben.post(f"/staff/{world.amina.staff_id}/time/transfer", MOVE), 403, "forbidden")
    give(world.database, world.eve, 120, TimeCategory.DEBRIEF_MOVE)
    refused(await world.eve.post(f"/staff/{world.amina.staff_id}/time/transfer", MOVE), 404, "not-found")


# ---- correcting ----------------------------------------------------------------------------------------------


async def spent(world: World, minutes: int = 30, **more: Any) -> str:
    answer = await world.amina.post("/my-time/spend", SPEND | {"minutes": minutes} | more)
    assert answer.status_code == 201, answer.text
    entry: str = answer.json()["entry"]["id"]
    return entry


async def correct(world: World, entry: str, minutes: int, status: int = 201) -> dict[str, Any]:
    answer = await world.amina.post(f"/time/entries/{entry}/correct", {"minutes": minutes, "reason": "Miscounted"})
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_correction_is_a_new_entry_that_points_at_the_old_one(world: World) -> None:
    give(world.database, world.amina, 90)
    entry = await spent(world, 60)

    posted = await correct(world, entry, 20)

    assert (posted["entry"]["kind"], posted["entry"]["minutes"], posted["entry"]["corrects_id"]) == (
        "adjust",
        -40,
        entry,
    )
    assert await minutes_of(world.amina) == (90, 0, 20, 70)
    old = next(one for one in await entries(world) if one["id"] == entry)
    assert (old["minutes"], old["corrected_minutes"]) == (60, 20)


async def test_a_correction_can_be_corrected_until_it_is_right_and_down_to_nothing(world: World) -> None:
    give(world.database, world.amina, 90)
    entry = await spent(world, 60)

    for minutes in (20, 90, 0, 45):
        await correct(world, entry, minutes)
        assert await minutes_of(world.amina) == (90, 0, minutes, 90 - minutes)

    refusal = await correct(world, entry, 45, status=409)
    assert (refusal["type"], refusal["minutes"]) == ("/problems/time-budget/nothing-to-correct", 45)
    refusal = await correct(world, entry, 91, status=409)
    assert (refusal["requested_minutes"], refusal["available_minutes"]) == (46, 45)


async def test_promises_are_not_corrected_but_called_off(world: World) -> None:
    give(world.database, world.amina, 90)
    promised = str(commit(world, world.amina, 30))

    refusal = await correct(world, promised, 20, status=409)

    assert refusal["type"] == "/problems/time-budget/only-used-or-given"


async def test_what_was_given_is_corrected_by_the_lead_alone(world: World) -> None:
    await a_year(world.hana)
    await world.hana.post("/allocations", {"rule": "full", "staff_ids": [str(world.amina.staff_id)]})
    given = next(one for one in await entries(world) if one["category"] == "observe")
    wish = {"minutes": 60, "reason": "Not full time"}

    assert given["may_correct"] is False
    refused(await world.amina.post(f"/time/entries/{given['id']}/correct", wish), 403, "forbidden")
    refused(await world.eve.post(f"/time/entries/{given['id']}/correct", wish), 404, "not-found")
    by_lead = await world.hana.post(f"/time/entries/{given['id']}/correct", wish)

    assert by_lead.status_code == 201
    assert await minutes_of(world.amina) == (60, 0, 0, 60)
    grants = (await world.hana.get("/grants")).json()["items"]
    assert sum(grant["minutes"] for grant in grants) == 270


async def test_a_colleagues_log_is_not_ours_to_correct(world: World) -> None:
    give(world.database, world.amina, 90)
    entry = await spent(world)

    refused(
        await world.ben.post(f"/time/entries/{entry}/correct", {"minutes": 0, "reason": "Never saw her"}), 403,
        "forbidden",
    )  # fmt: skip


# ---- who pays --------------------------------------------------------------------------------------------------


async def test_time_of_ones_own_leaves_the_pots_as_they_are_and_is_told_beside_them(world: World) -> None:
    give(world.database, world.amina, 30)

    entry = await spent(world, 45, source="voluntary")
    time = (await world.amina.get("/my-time")).json()

    assert await minutes_of(world.amina) == (30, 0, 0, 30)
    assert time["others"] == [
        {"source": "voluntary", "category": "observe", "committed_minutes": 0, "spent_minutes": 45}
    ]
    await correct(world, entry, 0)
    time = (await world.amina.get("/my-time")).json()
    assert (time["others"], time["unplaced_minutes"]) == ([], 30)


async def test_every_entry_says_who_pays(world: World) -> None:
    give(world.database, world.amina, 30)
    await spent(world, 30)
    await spent(world, 45, source="meeting")

    assert {(one["kind"], one["source"]) for one in await entries(world)} == {
        ("adjust", "protected"), ("spend", "protected"), ("allocate", "meeting"), ("spend", "meeting"),
    }  # fmt: skip


# ---- coming and going ------------------------------------------------------------------------------------------


async def a_colleague(world: World, **more: Any) -> str:
    wish = {"code": f"N{uuid4().hex[:6]}", "name": "Nia New", "fte_percent": 100} | more
    answer = await world.hana.post("/staff", wish)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


async def preview(world: World, staff_id: str, rule: str = "pro_rata") -> dict[str, Any]:
    answer = await world.hana.post("/allocations/preview", {"rule": rule, "staff_ids": [staff_id]})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["lines"][0]
    return found


async def test_who_joins_at_half_time_is_due_half(world: World) -> None:
    year = await a_year(world.hana)
    days = [
        one["held_on"]
        for page in range(1)
        for one in (await world.hana.get(f"/years/{year['id']}/days", params={"limit": 100})).json()["items"]
    ]
    assert days
    joiner = await a_colleague(world, joined_on="2027-02-01")

    line = await preview(world, joiner)

    half = round(10 * line["days"] / line["of_days"])
    assert 0 < line["days"] < line["of_days"]
    assert line["observe_minutes"] + line["cover_minutes"] + line["debrief_move_minutes"] == 30 * half
    full = await preview(world, joiner, "full")
    assert full["observe_minutes"] == line["observe_minutes"], "who comes late has that many fewer days, FTE or not"


async def test_who_is_not_there_in_this_year_is_due_nothing(world: World) -> None:
    await a_year(world.hana)

    line = await preview(world, await a_colleague(world, joined_on="2027-08-01"))

    assert (line["days"], line["observe_minutes"], line["debrief_move_minutes"]) == (0, 0, 0)


async def test_a_leaver_keeps_what_was_used_and_gives_the_rest_back(world: World) -> None:
    await a_year(world.hana)
    ben = str(world.ben.staff_id)
    await world.hana.post("/allocations", {"rule": "full", "staff_ids": [ben]})
    await world.ben.post("/my-time/spend", SPEND)
    refused(await world.hana.post(f"/staff/{ben}/time/leave", {"reason": "Leaves"}), 409, "time-budget/still-here")
    await works(world, ben, left_on=TODAY)

    answer = await world.hana.post(f"/staff/{ben}/time/leave", {"reason": "Leaves"})

    assert answer.status_code == 201, answer.text
    assert answer.json()["taken_back_minutes"] == 270
    assert answer.json()["time"]["unplaced_minutes"] == 0
    assert sum(grant["minutes"] for grant in (await world.hana.get("/grants")).json()["items"]) == 30


async def works(world: World, staff_id: str, **days: date) -> None:
    """Say their first day, or their last."""
    found = (await world.hana.get(f"/staff/{staff_id}")).json()
    keep = {key: found[key] for key in ("code", "name", "email", "department", "fte_percent", "regime")}
    answer = await world.hana.put(
        f"/staff/{staff_id}", keep | {key: day.isoformat() for key, day in days.items()}, version=found["version"]
    )
    assert answer.is_success, answer.text


async def test_what_is_planned_after_the_last_day_is_called_off_first(world: World) -> None:
    give(world.database, world.ben, 90)
    commit(world, world.ben, 30, held_on=TODAY + timedelta(days=14))
    await works(world, str(world.ben.staff_id), left_on=TODAY + timedelta(days=7))

    refusal = refused(
        await world.hana.post(f"/staff/{world.ben.staff_id}/time/leave", {"reason": "Leaves"}), 409,
        "time-budget/still-planned",
    )  # fmt: skip

    assert refusal["minutes"] == 30


async def test_a_leaver_is_given_nothing_more_and_can_still_be_taken_from(world: World) -> None:
    give(world.database, world.ben, 90)
    await works(world, str(world.ben.staff_id), left_on=TODAY - timedelta(days=1))
    path, wish = f"/staff/{world.ben.staff_id}/time/adjust", {"category": "observe", "reason": "Leaver"}

    refused(await world.hana.post(path, wish | {"minutes": 1}), 409, "time-budget/has-left")
    taken = await world.hana.post(path, wish | {"minutes": -90})

    assert taken.status_code == 201


async def test_nothing_is_logged_for_a_day_before_the_first(world: World) -> None:
    give(world.database, world.ben, 90)
    yesterday = str(TODAY - timedelta(days=1))
    await works(world, str(world.ben.staff_id), joined_on=TODAY)

    refusal = refused(
        await world.ben.post("/my-time/spend", SPEND | {"held_on": yesterday}), 409, "time-budget/has-left"
    )
    the_day_itself = await world.ben.post("/my-time/spend", SPEND)

    assert "first day is 2 November 2026" in refusal["detail"]
    assert the_day_itself.status_code == 201


async def test_who_left_yesterday_logs_nothing_any_more(world: World) -> None:
    give(world.database, world.ben, 90)
    await works(world, str(world.ben.staff_id), left_on=TODAY)
    assert (await world.ben.post("/my-time/spend", SPEND)).status_code == 201
    await works(world, str(world.ben.staff_id), left_on=TODAY - timedelta(days=1))

    refused(await world.ben.post("/my-time/spend", SPEND), 401, "not-signed-in")

    await works(world, str(world.ben.staff_id), left_on=TODAY + timedelta(days=7))
    assert (await minutes_of(world.ben)) == (90, 0, 30, 60)


@pytest.mark.parametrize("fte", [0, 140, 1.4, 101, -10])
async def test_shares_of_full_time_that_are_none_are_refused(world: World, fte: Any) -> None:
    answer = await world.hana.post("/staff", {"code": "X", "name": "Xena", "fte_percent": fte})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/body/fte_percent"


async def test_a_last_day_before_the_first_is_refused(world: World) -> None:
    wish = {"code": "X", "name": "Xena", "joined_on": "2027-01-05", "left_on": "2027-01-04"}

    answer = await world.hana.post("/staff", wish)

    assert answer.status_code == 422
    assert "before the first" in answer.text


@pytest.mark.parametrize("day", ["2027-02-29", "2026-02-30", "yesterday", "2026-11-02T08:00:00", ""])
async def test_days_that_are_none_are_refused_where_they_stand(world: World, day: str) -> None:
    give(world.database, world.amina, 90)

    answer = await world.amina.post("/my-time/spend", SPEND | {"held_on": day})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/body/held_on"


async def test_29_february_of_a_leap_year_is_a_day_like_any_other(world: World) -> None:
    spans = [(f"{int(a['starts_on'][:4]) - 3}{a['starts_on'][4:]}", f"{int(a['ends_on'][:4]) - 3}{a['ends_on'][4:]}")
             for a in year_wish()["half_terms"]]  # fmt: skip
    wish = {"half_terms": [{"starts_on": a, "ends_on": b} for a, b in spans], "exceptions": []}
    await a_year(world.hana, name="2023/24", **wish)
    await world.hana.post("/allocations", {"rule": "full", "staff_ids": [str(world.amina.staff_id)]})

    answer = await world.amina.post("/my-time/spend", SPEND | {"held_on": "2024-02-29"})

    assert answer.status_code == 201, answer.text


# ---- grants -----------------------------------------------------------------------------------------------------


async def test_grants_tell_what_the_school_gave_and_why(world: World, clock: Clock) -> None:
    await a_year(world.hana)
    await world.hana.post("/allocations", {"rule": "full"})
    clock.instant += timedelta(minutes=1)
    await world.hana.post(
        f"/staff/{world.amina.staff_id}/time/adjust", {"category": "observe", "minutes": -30, "reason": "Part of a job"}
    )

    page = (await world.hana.get("/grants", params={"limit": 1})).json()
    rest = (await world.hana.get("/grants", params={"after": page["next"]})).json()

    assert [(one["kind"], one["minutes"], one["reason"]) for one in page["items"]] == [
        ("adjustment", -30, "Part of a job")
    ]
    (bulk,) = rest["items"]
    assert (bulk["kind"], bulk["rule"], bulk["minutes"], bulk["teachers"]) == ("allocation", "full", 7 * 300, 7)
    assert bulk["by_name"] == "Hana"
    refused(await world.amina.get("/grants"), 403, "forbidden")
