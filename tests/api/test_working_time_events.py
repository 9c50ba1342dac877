"""The calendar of directed events: who is directed when, over-cap, twilights and split INSET days, volunteers."""

from datetime import date
from typing import Any

import pytest
from build import HALF_TERMS, a_timetable, a_year
from build_directed import a_meeting, an_event, minutes_of, named, rules, said, set_staff, year_of
from build_time import give
from cast import World
from refusals import refused
from timetable_steps import mark, set_marks

from app.time_budget.rules import TimeCategory

TIGHT = {"figure": "full_time_minutes", "value": 420, "reason": "For a test: an INSET day and one hour"}
INSET = "2026-09-02"


def twilight(day: str, starts: str = "15:30", ends: str = "17:30") -> dict[str, str]:
    return {"held_on": day, "starts": starts, "ends": ends}


SPLIT: dict[str, Any] = {
    "held_on": INSET, "agreement": "Agreed with the unions on 5 June",
    "twilights": [twilight("2026-11-04"), twilight("2026-11-11"), twilight("2026-11-18")],
}  # fmt: skip


async def tight(world: World) -> None:
    """A cap of 7 hours, of which the INSET day takes 6."""
    await rules(world.hana, contingency_minutes=0)
    assert (await world.hana.post("/working-time/variations", TIGHT)).status_code == 201


# ---- events ------------------------------------------------------------------------------------------------


async def test_an_event_directs_everybody_who_works_here_and_counts(world: World) -> None:
    await a_year(world.hana)

    made = await an_event(world.hana)

    assert (made["minutes"], made["directed"], made["not_directed"], made["published_at"]) == (60, 7, [], None)
    assert await minutes_of(world.amina) == {"inset": 360, "meeting": 60}


async def test_an_event_for_some_directs_nobody_else(world: World) -> None:
    await a_year(world.hana)

    made = (await world.hana.post("/directed-events", named(world.amina, world.ben, minutes=45))).json()

    assert (made["directed"], made["invited"], made["minutes"]) == (2, 2, 45)
    assert {one["name"] for one in made["staff"]} == {"Amina", "Ben"}
    assert await minutes_of(world.amina) == {"inset": 360, "meeting": 45}
    assert await minutes_of(world.chloe) == {"inset": 360}
    seen = [(await one.get(f"/directed-events/{made['id']}")).json()["is_mine"] for one in (world.ben, world.chloe)]
    assert seen == [True, False]


async def test_the_same_event_twice_with_one_key_is_one(world: World) -> None:
    await a_year(world.hana)

    answers = [await world.hana.post("/directed-events", a_meeting(), key="one") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len((await world.amina.get("/directed-events")).json()["items"]) == 1


async def test_events_are_listed_by_date_a_page_at_a_time(world: World) -> None:
    await a_year(world.hana)
    for day in ("2026-11-12", "2026-11-10", "2026-11-11"):
        await an_event(world.hana, held_on=day)

    first = (await world.amina.get("/directed-events?limit=2")).json()
    rest = (await world.amina.get(f"/directed-events?limit=2&after={first['next']}")).json()

    assert [one["held_on"] for one in first["items"]] == ["2026-11-10", "2026-11-11"]
    assert ([one["held_on"] for one in rest["items"]], rest["next"]) == (["2026-11-12"], None)


async def test_an_event_is_changed_on_what_one_has_read(world: World) -> None:
    await a_year(world.hana)
    made = await an_event(world.hana)
    await rules(world.hana)
    await world.hana.post("/working-time/publish", {"consulted_with": "NEU"})

    changed = await world.hana.put(f"/directed-events/{made['id']}", named(world.ben, ends="17:00"), version=1)

    assert (changed.json()["minutes"], changed.json()["directed"], changed.json()["version"]) == (90, 1, 2)
    assert said(changed.json()) == ["R_CAL"]
    assert await minutes_of(world.ben) == {"inset": 360, "meeting": 90, "contingency": 600}
    refused(await world.hana.put(f"/directed-events/{made['id']}", a_meeting(), version=1), 412, "stale")
    refused(await world.hana.put(f"/directed-events/{made['id']}", a_meeting(), version=None), 428, "version-missing")


async def test_a_cancelled_event_counts_nothing_and_stays_cancelled(world: World) -> None:
    await a_year(world.hana)
    made = await an_event(world.hana)

    gone = await world.hana.post(f"/directed-events/{made['id']}/cancel")

    assert (gone.json()["is_cancelled"], gone.json()["directed"]) == (True, 0)
    assert await minutes_of(world.amina) == {"inset": 360}
    assert (await world.amina.get("/directed-events")).json()["items"] == []
    assert len((await world.amina.get("/directed-events?cancelled=true")).json()["items"]) == 1
    for answer in (
        await world.hana.post(f"/directed-events/{made['id']}/cancel"),
        await world.hana.put(f"/directed-events/{made['id']}", a_meeting(), version=2),
    ):
        refused(answer, 409, "working-time/event-cancelled")


async def test_an_event_of_another_school_is_not_there(world: World) -> None:
    await a_year(world.hana)
    await a_year(world.eve)
    made = await an_event(world.hana)
    path = f"/directed-events/{made['id']}"

    refused(await world.eve.get(path), 404, "not-found")
    refused(await world.eve.put(path, a_meeting(), version=1), 404, "not-found")
    refused(await world.eve.post(f"{path}/cancel"), 404, "not-found")
    refused(await world.eve.post(f"{path}/volunteers", {"recompense": "paid"}), 404, "not-found")
    refused(await world.eve.post("/directed-events", named(world.amina)), 404, "not-found")


async def test_teachers_plan_no_events(world: World) -> None:
    await a_year(world.hana)
    made = await an_event(world.hana)

    assert (await world.amina.post("/directed-events", a_meeting())).status_code == 403
    assert (await world.amina.put(f"/directed-events/{made['id']}", a_meeting(), version=1)).status_code == 403
    assert (await world.amina.post(f"/directed-events/{made['id']}/cancel")).status_code == 403
    assert (await world.amina.post("/directed-events/twilights", {})).status_code == 403
    assert (await world.amina.post("/directed-events/split", SPLIT)).status_code == 403
    assert (await world.amina.get("/directed-time")).status_code == 403
    assert (await world.amina.get(f"/directed-time/{world.ben.staff_id}")).status_code == 403


# ---- days and times that cannot be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "status", "problem"),
    [
        ({"held_on": "2027-08-02"}, 409, "working-time/outside-year"),
        ({"held_on": "2026-09-01"}, 409, "working-time/outside-year"),
        ({"held_on": "2027-02-29"}, 422, "invalid-request"),
        ({"held_on": "2026-11-07"}, 409, "working-time/not-a-school-day"),
        ({"held_on": "2026-10-27"}, 409, "working-time/not-a-school-day"),
        ({"held_on": "2027-03-28", "starts": "01:30", "ends": "02:30"}, 422, "working-time/no-such-time"),
        ({"ends": "15:30"}, 422, "invalid-request"),
        ({"ends": "15:00"}, 422, "invalid-request"),
        ({"starts": "24:00", "ends": "24:30"}, 422, "invalid-request"),
        ({"minutes": 61}, 422, "invalid-request"),
        ({"minutes": 0}, 422, "invalid-request"),
        ({"minutes": -5}, 422, "invalid-request"),
        ({"minutes": 30.5}, 422, "invalid-request"),
        ({"audience": "named"}, 422, "invalid-request"),
        ({"kind": "contingency"}, 422, "invalid-request"),
        ({"kind": "inset"}, 409, "working-time/not-an-inset-day"),
        ({"title": "x" * 201}, 422, "invalid-request"),
    ],
)
async def test_an_event_that_cannot_be_is_refused(
    world: World, wrong: dict[str, Any], status: int, problem: str
) -> None:
    await a_year(world.hana)

    refused(await world.hana.post("/directed-events", a_meeting(**wrong)), status, problem)

    assert (await world.hana.get("/directed-events")).json()["items"] == []


async def test_minutes_may_be_all_there_are_and_a_closed_day_is_no_school_day(world: World) -> None:
    await a_year(world.hana, exceptions=[{"held_on": "2026-11-03", "kind": "closure", "note": "Snow"}])

    problem = refused(await world.hana.post("/directed-events", a_meeting()), 409, "working-time/not-a-school-day")
    assert "closed" in problem["detail"]
    assert (await an_event(world.hana, held_on="2026-11-04", minutes=60))["minutes"] == 60


async def test_nobody_is_directed_at_lunch(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A", "Maths")])

    problem = refused(
        await world.hana.post("/directed-events", a_meeting(starts="13:00", ends="13:10")), 409, "working-time/at-lunch"
    )
    assert (problem["lunch_starts"], problem["lunch_ends"]) == ("13:05", "13:50")
    assert (await an_event(world.hana, starts="12:30", ends="13:05"))["minutes"] == 35


async def test_a_leaver_or_somebody_still_to_come_is_not_named(world: World) -> None:
    await a_year(world.hana)
    set_staff(world, world.ben.staff_id, left_on=date(2026, 11, 2))

    problem = refused(
        await world.hana.post("/directed-events", named(world.amina, world.ben)), 409, "working-time/not-working-here"
    )

    assert problem["names"] == ["Ben"]
    set_staff(world, world.ben.staff_id, left_on=date(2026, 11, 3))
    assert (await world.hana.post("/directed-events", named(world.ben))).json()["directed"] == 1


# ---- part-timers -----------------------------------------------------------------------------------------------


async def a_part_timer(world: World, period: str | None = None) -> None:
    """Chloe does not work on Tuesdays, or in *period* of them."""
    a_timetable(world, [(world.chloe, "Monday", "P1", "7A", "Maths")], starts_on="2026-09-02")
    marked = await set_marks(world.hana, world.chloe, mark(period, "off", "Tuesday"))
    assert marked.status_code == 200, marked.text
    set_staff(world, world.chloe.staff_id, fte_percent=80)


@pytest.mark.parametrize(("period", "why"), [(None, "does not work on that day"), ("P5", "does not work at that time")])
async def test_a_part_timer_is_never_directed_when_they_do_not_work(world: World, period: str | None, why: str) -> None:
    await a_part_timer(world, period)

    made = await an_event(world.hana)

    assert [(one["name"], one["why"]) for one in made["not_directed"]] == [("Chloe", why)]
    assert made["directed"] == 6
    assert "meeting" not in await minutes_of(world.chloe)
    assert "R_PT_DAY" in said(await year_of(world.chloe))
    assert (await world.amina.get(f"/directed-events/{made['id']}")).json()["not_directed"] == []


async def test_a_part_timer_comes_of_their_own_with_recompense_and_it_counts_apart(world: World) -> None:
    await a_part_timer(world)
    made = await an_event(world.hana)
    path = f"/directed-events/{made['id']}/volunteers"

    refused(await world.chloe.post(path, {}), 422, "invalid-request")
    came = await world.chloe.post(path, {"recompense": "time_off", "note": "Friday afternoon"})

    assert [(one["name"], one["recompense"]) for one in came.json()["volunteers"]] == [("Chloe", "time_off")]
    own = await year_of(world.chloe)
    assert (own["voluntary_minutes"], [one["recompense"] for one in own["voluntary"]]) == (60, ["time_off"])
    assert "meeting" not in {one["kind"] for one in own["minutes"]}
    refused(await world.chloe.post(path, {"recompense": "paid"}), 409, "working-time/volunteered-already")
    assert (await world.amina.get(f"/directed-events/{made['id']}")).json()["volunteers"] == []


async def test_a_cpd_lead_records_what_a_colleague_agreed_to_and_nobody_else_does(world: World) -> None:
    await a_part_timer(world)
    made = await an_event(world.hana)
    path = f"/directed-events/{made['id']}/volunteers"
    wish = {"staff_id": str(world.chloe.staff_id), "recompense": "paid"}

    assert (await world.amina.post(path, wish)).status_code == 403
    recorded = await world.hana.post(path, wish)

    assert [(one["name"], one["by_name"]) for one in recorded.json()["volunteers"]] == [("Chloe", "Hana")]


async def test_who_volunteered_may_withdraw_and_agree_again(world: World) -> None:
    await a_part_timer(world)
    made = await an_event(world.hana)
    path = f"/directed-events/{made['id']}/volunteers"
    await world.chloe.post(path, {"recompense": "paid"})

    assert (await world.amina.post(f"{path}/{world.chloe.staff_id}/withdraw")).status_code == 403
    gone = await world.chloe.post(f"{path}/{world.chloe.staff_id}/withdraw")

    assert (gone.json()["volunteers"], (await year_of(world.chloe))["voluntary_minutes"]) == ([], 0)
    refused(await world.chloe.post(f"{path}/{world.chloe.staff_id}/withdraw"), 404, "not-found")
    assert (await world.chloe.post(path, {"recompense": "paid"})).status_code == 201


async def test_who_is_directed_does_not_volunteer(world: World) -> None:
    await a_year(world.hana)
    made = await an_event(world.hana)

    refused(
        await world.amina.post(f"/directed-events/{made['id']}/volunteers", {"recompense": "paid"}),
        409, "working-time/directed-anyway",
    )  # fmt: skip


# ---- the cap ----------------------------------------------------------------------------------------------------


async def test_an_event_may_reach_the_cap_and_not_go_a_minute_over(world: World) -> None:
    await a_year(world.hana)
    await tight(world)

    problem = refused(
        await world.hana.post("/directed-events", named(world.amina, ends="16:31")), 409, "working-time/over-cap"
    )

    assert [(one["name"], one["over_minutes"]) for one in problem["people"]] == [("Amina", 1)]
    assert "Amina by 1 minutes" in problem["detail"]
    assert (await world.hana.post("/directed-events", named(world.amina))).status_code == 201
    assert (await year_of(world.amina))["left_minutes"] == 0


async def test_changing_an_event_to_more_is_held_to_the_cap_and_to_less_is_not(world: World) -> None:
    await a_year(world.hana)
    made = await an_event(world.hana)
    await tight(world)
    path = f"/directed-events/{made['id']}"

    refused(await world.hana.put(path, a_meeting(ends="16:31"), version=1), 409, "working-time/over-cap")
    await world.hana.post("/working-time/variations", TIGHT | {"value": 390})
    assert said(await year_of(world.amina))[0] == "R_CAP"
    assert (await world.hana.put(path, a_meeting(ends="16:15"), version=1)).status_code == 200


async def test_leaders_have_no_cap_to_be_over(world: World) -> None:
    await a_year(world.hana)
    await tight(world)
    set_staff(world, world.dev.staff_id, regime="leadership")

    assert (await world.hana.post("/directed-events", named(world.dev, ends="18:00"))).status_code == 201


# ---- twilights ----------------------------------------------------------------------------------------------------


async def test_six_twilights_are_planned_one_a_half_term_of_ninety_minutes(world: World) -> None:
    await a_year(world.hana)

    made = (await world.hana.post("/directed-events/twilights", {})).json()["events"]

    assert [(one["minutes"], one["starts"], one["ends"]) for one in made] == [(90, "15:30", "17:00")] * 6
    assert all(date.fromisoformat(one["held_on"]).weekday() == 2 for one in made)
    assert all(
        starts_on <= one["held_on"] <= ends_on for one, (starts_on, ends_on) in zip(made, HALF_TERMS, strict=True)
    )
    assert await minutes_of(world.amina) == {"inset": 360, "twilight": 540}
    refused(await world.hana.post("/directed-events/twilights", {}), 409, "working-time/twilights-planned")


async def test_twilights_are_when_the_school_has_set_them_and_never_on_a_closed_day(world: World) -> None:
    await a_year(world.hana)
    usual = (
        await world.hana.post("/directed-events/twilights", {"weekday": 0, "starts": "16:00", "minutes": 60})
    ).json()
    assert [(one["starts"], one["ends"]) for one in usual["events"]] == [("16:00", "17:00")] * 6
    first = usual["events"][0]["held_on"]
    await a_year(world.eve, exceptions=[{"held_on": first, "kind": "closure", "note": "Closed"}])

    other = (await world.eve.post("/directed-events/twilights", {"weekday": 0})).json()["events"]

    assert len(other) == 6
    assert other[0]["held_on"] != first


async def test_a_half_term_without_the_weekday_has_no_twilight_and_the_year_too_few(world: World) -> None:
    spans = [*HALF_TERMS[:5], ("2027-07-19", "2027-07-20")]
    await a_year(world.hana, half_terms=[{"starts_on": one, "ends_on": other} for one, other in spans])

    problem = refused(
        await world.hana.post("/directed-events/twilights", {}), 409, "working-time/not-enough-half-terms"
    )

    assert (problem["half_terms"], problem["half_terms_needed"]) == (5, 6)
    assert (await world.hana.post("/directed-events/twilights", {"weekday": 0})).status_code == 201


async def test_a_twilight_does_not_end_on_another_day(world: World) -> None:
    await a_year(world.hana)

    refused(
        await world.hana.post("/directed-events/twilights", {"starts": "23:00"}),
        422,
        "working-time/ends-after-midnight",
    )


async def test_an_inset_day_is_split_into_twilights_of_the_same_minutes(world: World) -> None:
    await a_year(world.hana)

    made = await world.hana.post("/directed-events/split", SPLIT)

    day, *parts = made.json()["events"]
    assert (made.status_code, day["kind"], day["is_split"], day["held_on"]) == (201, "inset", True, INSET)
    assert {(one["split_from_id"], one["agreement"], one["minutes"]) for one in parts} == {
        (day["id"], SPLIT["agreement"], 120)
    }
    assert await minutes_of(world.amina) == {"twilight": 360}
    shown = (await world.amina.get("/working-time")).json()
    assert (shown["inset_days"][0]["is_split"], shown["school_days"]) == (True, 194)
    refused(await world.hana.post("/directed-events/split", SPLIT), 409, "working-time/already-split")


@pytest.mark.parametrize(("ends", "minutes"), [("17:29", 359), ("17:31", 361)])
async def test_a_split_sums_up_to_the_day_to_the_minute(world: World, ends: str, minutes: int) -> None:
    await a_year(world.hana)
    wish = SPLIT | {"twilights": [*SPLIT["twilights"][:2], twilight("2026-11-18", ends=ends)]}

    problem = refused(await world.hana.post("/directed-events/split", wish), 409, "working-time/split-does-not-sum-up")

    assert (problem["minutes"], problem["minutes_needed"]) == (minutes, 360)


async def test_a_split_needs_its_agreement_an_inset_day_and_school_days(world: World) -> None:
    await a_year(world.hana)

    refused(await world.hana.post("/directed-events/split", SPLIT | {"agreement": ""}), 422, "invalid-request")
    refused(
        await world.hana.post("/directed-events/split", SPLIT | {"held_on": "2026-09-03"}),
        409, "working-time/not-an-inset-day",
    )  # fmt: skip
    elsewhere = SPLIT | {"twilights": [*SPLIT["twilights"][:2], twilight("2026-10-28")]}
    refused(await world.hana.post("/directed-events/split", elsewhere), 409, "working-time/not-a-school-day")
    assert (await world.hana.get("/directed-events")).json()["items"] == []


async def test_what_was_split_is_moved_but_not_cut_and_cancelled_only_as_a_whole(world: World) -> None:
    await a_year(world.hana)
    day, part, *_ = (await world.hana.post("/directed-events/split", SPLIT)).json()["events"]
    path, body = f"/directed-events/{part['id']}", a_meeting(kind="twilight", ends="17:30", held_on="2026-11-05")

    refused(await world.hana.post(f"{path}/cancel"), 409, "working-time/part-of-a-split")
    refused(await world.hana.put(path, body | {"ends": "17:00"}, version=1), 409, "working-time/part-of-a-split")
    assert (await world.hana.put(path, body, version=1)).json()["held_on"] == "2026-11-05"
    assert (await world.hana.post(f"/directed-events/{day['id']}/cancel")).status_code == 200
    assert await minutes_of(world.amina) == {"inset": 360}
    assert (await world.hana.get("/directed-events")).json()["items"] == []


async def test_an_inset_day_has_one_event_which_takes_its_place(world: World) -> None:
    await a_year(world.hana)
    wish = a_meeting(kind="inset", held_on=INSET, starts="09:00", ends="15:30", minutes=300)

    assert (await world.hana.post("/directed-events", wish)).status_code == 201

    assert await minutes_of(world.amina) == {"inset": 300}
    refused(await world.hana.post("/directed-events", wish), 409, "working-time/inset-day-taken")


# ---- a year --------------------------------------------------------------------------------------------------------


async def test_a_year_is_made_of_the_timetable_events_protected_time_and_contingency(world: World) -> None:
    a_timetable(
        world,
        [(world.amina, "Monday", "P1", "7A", "Maths"), (world.amina, "Monday", "P2", "", "PPA"),
         (world.ben, "Monday", "P1", "7A", "Maths")],
    )  # fmt: skip
    await rules(world.hana)
    give(world.database, world.amina, 90, TimeCategory.OBSERVE)
    await an_event(world.hana)

    own = await year_of(world.amina)

    # 39 Mondays: the INSET day is a Wednesday.
    assert {one["kind"]: one["minutes"] for one in own["minutes"]} == {
        "teaching": 60 * 39, "ppa": 60 * 39, "inset": 360, "meeting": 60, "protected": 90, "contingency": 600,
    }  # fmt: skip
    assert own["total_minutes"] == sum(line["minutes"] for line in own["lines"]) == 75_900 - own["left_minutes"]
    assert [(one["what"], one["each_minutes"], one["times"]) for one in own["lines"] if one["kind"] == "teaching"] == [
        ("Monday", 60, 39)
    ]
    assert (await minutes_of(world.ben))["teaching"] == 60 * 39


async def test_a_timetable_that_changes_in_the_year_counts_each_version_for_its_days(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A", "Maths")])
    a_timetable(
        world, [(world.amina, "Monday", day, "7A", "Maths") for day in ("P1", "P2")], starts_on="2027-06-07"
    )  # fmt: skip

    own = await year_of(world.amina)

    teaching = [(one["what"], one["each_minutes"], one["times"]) for one in own["lines"] if one["kind"] == "teaching"]
    assert teaching == [("Monday, timetable 1", 60, 32), ("Monday, timetable 2", 120, 7)]


async def test_leads_see_everybody_by_name_a_page_at_a_time(world: World) -> None:
    await a_year(world.hana)

    first = (await world.hana.get("/directed-time?limit=4")).json()
    rest = (await world.hana.get(f"/directed-time?limit=4&after={first['next']}")).json()

    names = [one["staff_name"] for one in first["items"] + rest["items"]]
    assert names == ["Amina", "Ben", "Chloe", "Dev", "Frank", "Grace", "Hana"]
    assert {one["total_minutes"] for one in first["items"]} == {360}
    refused(await world.hana.get("/directed-time?after=nonsense"), 422, "bad-cursor")


async def test_a_teacher_reads_their_own_year_and_another_schools_is_not_there(world: World) -> None:
    await a_year(world.hana)
    await a_year(world.eve)

    mine = (await world.amina.get("/directed-time/me")).json()

    assert mine == await year_of(world.amina)
    refused(await world.eve.get(f"/directed-time/{world.amina.staff_id}"), 404, "not-found")
