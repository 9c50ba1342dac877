"""My week, the planning grid and the desk: what people see first."""

from datetime import UTC, datetime
from typing import Any

import pytest_asyncio
from build import a_timetable
from build_round import LESSONS, MONDAY, a_round, a_school_at_work, watching
from cast import World
from conftest import Clock


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


def pieces(week: dict[str, Any], day: int, period: str) -> list[tuple[str, str, str, str]]:
    """(start, kind, title, detail) of each piece of one cell."""
    cell = next(one for one in week["days"][day]["periods"] if one["period"] == period)
    return [(one["start"], one["kind"], one["title"], one["detail"]) for one in cell["pieces"]]


async def test_an_ordinary_week_is_the_timetable(world: World, group_id: str) -> None:
    week = (await world.ben.get("/my-week")).json()

    assert week["label"] == "Half-term 2"
    assert next(day["held_on"] for day in week["days"]) == MONDAY
    assert pieces(week, 0, "P1") == [("08:45", "free", "", "")]
    assert pieces(week, 0, "P2") == [("09:45", "lesson", "9C", "PE")]
    assert pieces(week, 0, "P3") == [("11:05", "ppa", "", "")]
    assert pieces(week, 3, "P4") == [("12:05", "duty", "Break duty", "")]
    assert week["asked"] == week["to_log"] == []
    assert [pot["available_minutes"] for pot in week["pots"]] == [90, 90, 120]


async def test_a_half_that_is_observed_splits_the_lesson_and_says_who_covers(world: World, group_id: str) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 1, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    slot = made["observations"][0]["cover"]["id"]

    asked = (await world.ben.get("/my-week")).json()
    await world.ben.post(f"/cover-slots/{slot}/accept")
    host, observer, coverer = [(await who.get("/my-week")).json() for who in (world.amina, world.chloe, world.ben)]

    assert [one["cover"]["class_name"] for one in asked["asked"]] == ["8B"]
    assert asked["asked"][0]["cover_minutes_left"] == 90
    assert pieces(asked, 0, "P1") == [("08:45", "free", "", ""), ("09:15", "cover_asked", "8B", "for Chloe")]
    assert pieces(host, 0, "P1") == [("08:45", "lesson", "7A", "Maths"), ("09:15", "host", "7A", "Chloe observes")]
    assert pieces(observer, 0, "P1") == [
        ("08:45", "lesson", "8B", "English"),
        ("09:15", "observe", "Amina, 7A", "Ben covers 8B"),
    ]
    assert pieces(coverer, 0, "P1") == [("08:45", "free", "", ""), ("09:15", "cover", "8B", "for Chloe")]
    assert coverer["asked"] == []
    assert [one["kind"] for one in host["days"][0]["after_school"]] == ["debrief"]
    assert observer["next"]["title"] == "Amina, 7A"


async def test_at_the_weekend_the_coming_week_is_shown(world: World, group_id: str, clock: Clock) -> None:
    clock.instant = datetime(2026, 11, 7, 7, tzinfo=UTC)
    world.amina.secret, world.amina._client = await fresh_secret(world), None

    week = (await world.amina.get("/my-week")).json()

    assert week["starts_on"] == "2026-11-09"


async def fresh_secret(world: World) -> str:
    """A session opened now: the old one has been idle too long."""
    from cast import NOBODY

    from app.identity import actions

    with world.database.writing(NOBODY) as session:
        return actions.open_session(session, world.amina.actor.account_id, "test", world.app.state.now())[1]


async def test_the_plan_says_who_is_free_who_needs_cover_and_who_cannot(world: World, group_id: str) -> None:
    plan = (await world.amina.get(f"/groups/{group_id}/plan")).json()

    lessons = {(one["held_on"], one["period"]): one for one in plan["lessons"]}
    first, second, third = (lessons[MONDAY, period] for period in ("P1", "P2", "P3"))

    def states(lesson: dict[str, Any], name: str) -> list[tuple[str, str]]:
        member = next(one for one in lesson["members"] if one["name"] == name)
        return [(one["state"], one["reason"]) for one in member["slices"]]

    assert states(first, "Ben") == [("free", "")] * 2
    assert states(first, "Chloe") == [("needs_cover", "Teaches 8B")] * 2
    assert states(third, "Ben") == [("cannot", "PPA, which is always kept")] * 2
    assert states(second, "Chloe") == [("free", "")] * 2
    chloe = next(one for one in first["members"] if one["name"] == "Chloe")
    assert [(who["name"], who["can"]) for who in chloe["slices"][0]["cover"]] == [("Ben", True)]
    assert (first["free_observers"], first["coverable_observers"], first["summary"]) == (1, 1, "Ben")
    assert third["summary"] == "Nobody is free"
    best = [plan["lessons"][index] for index in plan["best"]]
    assert best[0]["free_observers"] == max(one["free_observers"] for one in plan["lessons"])


async def test_a_colleague_who_is_asked_but_has_ppa_is_named_with_the_reason(world: World, group_id: str) -> None:
    plan = (await world.amina.get(f"/groups/{group_id}/plan")).json()

    third = next(one for one in plan["lessons"] if (one["held_on"], one["period"]) == (MONDAY, "P3"))
    chloe = next(one for one in third["members"] if one["name"] == "Chloe")

    assert chloe["slices"][0]["cover"] == [
        {"staff_id": str(world.ben.staff_id), "name": "Ben", "can": False, "reason": "PPA, which is always kept"}
    ]


async def test_a_changed_timetable_turns_rounds_stale_and_gives_minutes_back(world: World, group_id: str) -> None:
    kept = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    tuesday = "2026-11-03"
    moved = (
        await world.amina.post(
            "/rounds",
            a_round(
                world,
                group_id,
                held_on=tuesday,
                observers=[watching(world.chloe, 0)],
                debrief={"held_on": tuesday, "start": "15:05"},
            ),
        )
    ).json()
    rows = [row for row in LESSONS if row[:3] != ("amina", "Tuesday", "P1")]

    imported = await import_again(world, rows)

    assert imported["stale_rounds"] == 1
    assert (await world.amina.get(f"/rounds/{kept['id']}")).json()["state"] == "scheduled"
    stale = (await world.amina.get(f"/rounds/{moved['id']}")).json()
    assert stale["state"] == "stale"
    assert stale["stale_reason"] == "Amina does not teach 7A any more (Tue 3 Nov, P1)."
    assert stale["observations"][0]["cover"]["state"] == "stale"
    time = (await world.chloe.get("/my-time")).json()
    assert {pot["committed_minutes"] for pot in time["pots"]} == {0}
    assert (await world.ben.get("/my-time")).json()["pots"][0]["committed_minutes"] == 30, "his round stands"
    again = await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.ben, 1)]))
    assert again.json()["type"] == "/problems/study/lesson-taken", "the kept round still holds its lesson"


async def import_again(world: World, rows: list[tuple[str, ...]]) -> dict[str, Any]:
    """A new timetable over HTTP, as a CPD lead brings it."""
    from build import PERIODS, as_csv

    people = [(getattr(world, name), *rest) for name, *rest in rows]
    dry = await world.hana.post("/timetable-imports", files={"files": ("new.csv", as_csv(people), "text/csv")})
    assert dry.status_code == 201, dry.text
    wish = {
        "starts_on": MONDAY,
        "days": [{"name": day["name"], "cycle_day": day["name"]} for day in dry.json()["days"]],
        "bells": [{"period": name, "start": start, "end": end} for name, (start, end) in PERIODS.items()],
        "teachers": [
            {"name": name.capitalize(), "staff_id": str(world.people[name].staff_id)}
            for name in {row[0] for row in rows}
        ],
        "ppa_names": ["PPA"],
    }
    done = await world.hana.post(f"/timetable-imports/{dry.json()['id']}/commit", wish)
    assert done.status_code == 201, done.text
    found: dict[str, Any] = done.json()
    return found


async def test_the_desk_adds_up(world: World, group_id: str) -> None:
    await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe), watching(world.ben)]))

    desk = (await world.hana.get("/desk")).json()

    assert desk["teachers"] == 7
    assert desk["allocated_minutes"] == 7 * 300
    assert desk["committed_minutes"] == 2 * 30 + 3 * 20
    assert desk["unplaced_minutes"] == 7 * 300 - 120
    assert [(one["name"], one["rounds_planned"], one["unplaced_minutes"]) for one in desk["groups"]] == [
        ("Explaining first", 1, 3 * 300 - 120)
    ]
    assert (desk["cover_needed_slices"], desk["cover_open_slices"]) == (1, 1)
    assert desk["half_terms"][1]["placed_minutes"] == 120
    assert (await world.amina.get("/desk")).status_code == 403


async def test_without_a_timetable_the_week_says_so(world: World) -> None:
    week = (await world.eve.get("/my-week")).json()

    assert week["has_timetable"] is False
    assert week["days"][0]["periods"] == []


def test_the_builder_knows_the_lessons(world: World) -> None:
    assert a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
