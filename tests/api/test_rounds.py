"""Rounds: planning into real time, cover, logging, cancelling; and all that cannot be."""

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from build_round import MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock
from sqlalchemy import func
from sqlmodel import col, select

from app.occupied.tables import Occupied
from app.study.tables import StudyRound

AFTER = datetime(2026, 11, 2, 18, tzinfo=UTC)


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


def stored(world: World) -> tuple[int, int]:
    """Rounds and active planned stretches of Birch: unchanged by whatever is refused."""
    with world.database.reading(world.amina.scope) as session:
        rounds = session.exec(select(func.count()).select_from(StudyRound)).one()
        held = session.exec(
            select(func.count())
            .select_from(Occupied)
            .where(col(Occupied.kind).in_(["host", "observe", "cover", "debrief"]))
        ).one()
    return rounds, held


async def test_a_free_colleague_observes_and_minutes_are_committed(world: World, group_id: str) -> None:
    made = await world.amina.post("/rounds", a_round(world, group_id))

    assert made.status_code == 201, made.text
    round_ = made.json()
    assert (round_["class_name"], round_["room"], round_["start"], round_["open_cover"]) == ("7A", "M1", "08:45", 0)
    assert [(one["name"], one["release"], one["start"]) for one in round_["observations"]] == [("Ben", "none", "08:45")]
    assert await pots(world.ben) == {
        "observe": (90, 30, 0, 60),
        "cover": (90, 0, 0, 90),
        "debrief_move": (120, 20, 0, 100),
    }
    assert (await pots(world.amina))["observe"] == (90, 0, 0, 90), "hosting one's own lesson costs nothing"


async def test_an_observer_who_teaches_needs_cover_and_the_asked_colleague_agrees(world: World, group_id: str) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 1, world.ben)])

    made = (await world.amina.post("/rounds", wish)).json()
    slot = made["observations"][0]["cover"]

    assert (slot["state"], slot["class_name"], slot["start"]) == ("offered", "8B", "09:15")
    assert made["open_cover"] == 1
    assert (await pots(world.ben))["cover"] == (90, 0, 0, 90), "nothing is committed before he agrees"
    agreed = await world.ben.post(f"/cover-slots/{slot['id']}/accept")
    assert agreed.json()["state"] == "accepted"
    assert (await pots(world.ben))["cover"] == (90, 30, 0, 60)
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["open_cover"] == 0


async def test_nobody_to_ask_goes_to_the_cover_lead_who_arranges_it(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe)]))).json()
    slot = made["observations"][0]["cover"]

    needs = (await world.grace.get("/cover-slots?state=escalated")).json()["items"]
    assert [one["id"] for one in needs] == [slot["id"]]
    arranged = await world.grace.post(f"/cover-slots/{slot['id']}/arrange", {"arrangement": "Cover supervisor"})
    assert arranged.json()["state"] == "arranged"
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["open_cover"] == 0


async def test_the_whole_round_is_logged_by_those_who_were_there(world: World, group_id: str, clock: Clock) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    seen, slot = made["observations"][0], made["observations"][0]["cover"]
    await world.ben.post(f"/cover-slots/{slot['id']}/accept")
    clock.instant = AFTER

    assert {one["what"] for one in (await world.chloe.get("/my-week?on=" + MONDAY)).json()["to_log"]} == {
        "observation",
        "debrief",
    }
    logged = await world.chloe.post(f"/observations/{seen['id']}/log")
    await world.ben.post(f"/cover-slots/{slot['id']}/log")
    seats = {one["name"]: one["id"] for one in made["debrief_seats"]}
    await world.amina.post(f"/debrief-seats/{seats['Amina']}/log")
    done = await world.chloe.post(f"/debrief-seats/{seats['Chloe']}/log")

    assert logged.json()["state"] == "taught"
    assert done.json()["state"] == "discussed"
    assert await pots(world.chloe) == {
        "observe": (90, 0, 30, 60),
        "cover": (90, 0, 0, 90),
        "debrief_move": (120, 0, 20, 100),
    }
    assert (await pots(world.ben))["cover"] == (90, 0, 30, 60)
    assert (await world.chloe.get("/my-week?on=" + MONDAY)).json()["to_log"] == []


async def test_cancelling_gives_everything_back(world: World, group_id: str) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    await world.ben.post(f"/cover-slots/{made['observations'][0]['cover']['id']}/accept")

    gone = await world.amina.post(f"/rounds/{made['id']}/cancel", {"reason": "Trip"})

    assert gone.json()["state"] == "cancelled"
    for person in (world.amina, world.ben, world.chloe):
        assert {committed for _, committed, _, _ in (await pots(person)).values()} == {0}
    again = await world.amina.post("/rounds", wish)
    assert again.status_code == 201, "the lesson, the people and the minutes are free again"
    entries = (await world.chloe.get("/my-time/entries?category=observe")).json()["items"]
    assert sorted(one["kind"] for one in entries) == ["allocate", "commit", "commit", "release"]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a host who is not teaching", {"period": "P4"}, "study/host-not-teaching"),
    ("a period the timetable does not have", {"period": "P9"}, "study/no-such-period"),
    ("a Sunday", {"held_on": "2026-11-08"}, "study/no-school"),
    ("the holidays", {"held_on": "2026-12-24"}, "study/no-school"),
    ("long ago", {"held_on": "2026-10-12"}, "study/too-long-ago"),
    ("a debrief before the lesson", {"debrief": {"held_on": MONDAY, "start": "08:45"}}, "study/debrief-too-early"),
    ("a debrief at lunch", {"debrief": {"held_on": MONDAY, "start": "13:10"}}, "study/debrief-in-break"),
    ("a debrief weeks later", {"debrief": {"held_on": "2026-12-07", "start": "15:05"}}, "study/debrief-too-late"),
    ("a debrief while somebody teaches", {"debrief": {"held_on": "2026-11-03", "start": "09:00"}}, "study/not-free"),
]


@pytest.mark.parametrize(("what", "change", "code"), REFUSED, ids=[row[0] for row in REFUSED])
async def test_refuses_and_stores_nothing(
    world: World, group_id: str, what: str, change: dict[str, Any], code: str
) -> None:
    before = stored(world), await pots(world.ben)

    refused = await world.amina.post("/rounds", a_round(world, group_id, **change))

    assert refused.status_code in (409, 422), refused.text
    assert refused.json()["type"] == f"/problems/{code}"
    assert (stored(world), await pots(world.ben)) == before


async def test_a_slice_in_ppa_is_never_planned_into(world: World, group_id: str) -> None:
    before = stored(world)

    refused = await world.amina.post("/rounds", a_round(world, group_id, period="P3"))

    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/study/not-free"
    assert "PPA" in refused.json()["reason"]
    assert stored(world) == before


async def test_a_duty_is_a_reason_too(world: World, group_id: str) -> None:
    wish = a_round(
        world, group_id, held_on="2026-11-05", period="P4", debrief={"held_on": "2026-11-05", "start": "15:05"}
    )

    refused = await world.amina.post("/rounds", wish)

    assert refused.json()["reason"] == "On duty: Break duty"


async def test_nobody_is_in_two_places_in_one_half(world: World, group_id: str) -> None:
    await world.amina.post("/rounds", a_round(world, group_id))
    before = stored(world)
    other = a_round(world, group_id, host_id=str(world.chloe.staff_id), debrief={"held_on": MONDAY, "start": "15:30"})

    refused = await world.amina.post("/rounds", other)

    assert refused.json()["type"] == "/problems/study/not-free"
    assert refused.json()["reason"] == "Observes a colleague"
    assert stored(world) == before
    half_later = await world.amina.post("/rounds", other | {"observers": [watching(world.ben, 1)]})
    assert half_later.status_code == 201, "the halves touch, they do not overlap"


async def test_the_same_lesson_is_not_two_research_lessons(world: World, group_id: str) -> None:
    await world.amina.post("/rounds", a_round(world, group_id))

    again = a_round(world, group_id, observers=[watching(world.ben, 1)], debrief={"held_on": MONDAY, "start": "15:40"})
    refused = await world.amina.post("/rounds", again)

    assert refused.json()["type"] == "/problems/study/lesson-taken"


async def test_an_empty_pot_schedules_nothing(world: World, group_id: str) -> None:
    await world.ben.post(
        "/my-time/spend", {"category": "observe", "minutes": 61, "held_on": "2026-11-02", "reason": "Visit"}
    )
    before = stored(world)

    refused = await world.amina.post("/rounds", a_round(world, group_id))

    assert refused.status_code == 409
    problem = refused.json()
    assert (problem["type"], problem["requested_minutes"], problem["available_minutes"]) == (
        "/problems/time-budget/exhausted",
        30,
        29,
    )
    assert stored(world) == before


async def test_a_group_below_three_schedules_nothing(world: World, group_id: str) -> None:
    await world.ben.post(f"/groups/{group_id}/members/{world.ben.staff_id}/leave")
    before = stored(world)

    refused = await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe)]))

    assert refused.json()["type"] == "/problems/plc/not-ready"
    assert stored(world) == before


@pytest.mark.parametrize("who", ["frank", "dev", "grace", "hana"])
async def test_only_members_plan(world: World, group_id: str, who: str) -> None:
    refused = await world.people[who].post("/rounds", a_round(world, group_id))

    assert refused.status_code == 403


async def test_another_school_cannot_tell_that_it_exists(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()

    assert (await world.eve.get(f"/rounds/{made['id']}")).status_code == 404
    assert (await world.eve.post(f"/rounds/{made['id']}/cancel", {})).status_code == 404
    assert (await world.eve.post(f"/observations/{made['observations'][0]['id']}/log")).status_code == 404
    assert (await world.eve.post("/rounds", a_round(world, group_id))).status_code == 404


async def test_the_same_request_twice_is_one_round(world: World, group_id: str) -> None:
    first = await world.amina.post("/rounds", a_round(world, group_id), key="once")
    again = await world.amina.post("/rounds", a_round(world, group_id), key="once")
    other = await world.amina.post("/rounds", a_round(world, group_id, focus="Another"), key="once")

    assert first.json() == again.json()
    assert other.json()["type"] == "/problems/idempotency/key-reused"
    assert stored(world)[0] == 1


async def test_an_edit_moves_the_debrief_and_needs_the_present_version(world: World, group_id: str) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    change = {"focus": "New focus", "debrief": {"held_on": MONDAY, "start": "16:00", "minutes": 45, "place": "M1"}}

    late = await world.ben.put(f"/rounds/{made['id']}", change, version=made["version"] + 1)
    bare = await world.ben.put(f"/rounds/{made['id']}", change, version=None)
    moved = await world.ben.put(f"/rounds/{made['id']}", change, version=made["version"])

    assert (late.status_code, bare.status_code, moved.status_code) == (412, 428, 200)
    assert (moved.json()["debrief_start"], moved.json()["debrief_end"]) == ("16:00", "16:45")
    assert moved.headers["ETag"] == f'"{made["version"] + 1}"'
    assert (await pots(world.ben))["debrief_move"] == (120, 45, 0, 75)


async def test_nothing_is_logged_before_it_was_or_by_another(world: World, group_id: str, clock: Clock) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    seen = made["observations"][0]["id"]

    early = await world.ben.post(f"/observations/{seen}/log")
    clock.instant = AFTER
    stranger = await world.chloe.post(f"/observations/{seen}/log")
    done = await world.ben.post(f"/observations/{seen}/log")
    twice = await world.ben.post(f"/observations/{seen}/log")

    assert early.json()["type"] == "/problems/study/too-early"
    assert stranger.json()["type"] == "/problems/study/not-yours"
    assert done.status_code == 200
    assert twice.json()["type"] == "/problems/study/round-closed"
    assert (await pots(world.ben))["observe"] == (90, 0, 30, 60), "spent once"


async def test_who_had_no_cover_cannot_have_been_there(world: World, group_id: str, clock: Clock) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    clock.instant = AFTER

    refused = await world.chloe.post(f"/observations/{made['observations'][0]['id']}/log")

    assert refused.json()["type"] == "/problems/study/cover-open"
    assert (await pots(world.chloe))["observe"] == (90, 30, 0, 60)


async def test_a_lesson_that_is_over_is_entered_only_by_who_needed_no_cover(
    world: World, group_id: str, clock: Clock
) -> None:
    clock.instant = AFTER
    before = stored(world)

    refused = await world.amina.post(
        "/rounds", a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    )
    free = await world.amina.post("/rounds", a_round(world, group_id))

    assert refused.json()["type"] == "/problems/study/cover-too-late"
    assert (free.status_code, before) == (201, (0, 0))
    assert (await world.ben.post(f"/observations/{free.json()['observations'][0]['id']}/log")).status_code == 200


async def test_leads_see_time_and_cover_but_not_who_was_asked(world: World, group_id: str) -> None:
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = (await world.amina.post("/rounds", wish)).json()
    await world.ben.post(f"/cover-slots/{made['observations'][0]['cover']['id']}/decline")

    for_lead = (await world.hana.get(f"/rounds/{made['id']}")).json()
    for_member = (await world.amina.get(f"/rounds/{made['id']}")).json()

    assert for_lead["observations"][0]["cover"]["asks"] == []
    assert "decline" not in str(for_lead)
    assert [one["state"] for one in for_member["observations"][0]["cover"]["asks"]] == ["declined"]
