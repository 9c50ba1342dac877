"""A plan for the whole school: asked for, made by a worker, looked at, accepted; and all that cannot be."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from build import a_timetable
from build_cover import fill
from build_plan import asked, plan_of, planned, read, wish, work_off
from build_round import a_group, a_round, a_school_at_work, pots
from cast import NOW, Person, World, a_person
from conftest import Clock
from refusals import refused
from sqlalchemy import func
from sqlmodel import col, select, update

from app.cover.tables import CoverSlot
from app.identity.tables import Staff
from app.kernel.actor import Role
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.planner.tables import PlannerTicket
from app.study.tables import StudyRound

BUSY = [(name, "Monday", "P1", f"7{name[0]}", "Maths", f"R {name}") for name in ("amina", "ben", "chloe")]
"""All three of the group teach in the one lesson that each has: nobody of them can cover."""


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


async def a_school_of(world: World, *lessons: tuple[str, ...]) -> str:
    """A timetable of *lessons*, minutes for everybody, and the group of Amina, Ben and Chloe."""
    a_timetable(world, [(world.people[name], *rest) for name, *rest in lessons])
    assert (await world.hana.post("/allocations", {"rule": "full"})).status_code == 201
    return await a_group(world, world.amina, world.ben, world.chloe)


async def accepted(world: World, run: dict[str, Any]) -> dict[str, Any]:
    answer = await world.hana.post(f"/planner/runs/{run['id']}/accept")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def stored(world: World) -> tuple[int, int, int]:
    """Rounds, planned stretches of time and needs for cover of Birch: unchanged by whatever is refused."""
    planned_kinds = ["host", "observe", "cover", "debrief"]
    with world.database.reading(world.amina.scope) as session:
        rounds = session.exec(select(func.count()).select_from(StudyRound)).one()
        held = select(func.count()).select_from(Occupied).where(col(Occupied.kind).in_(planned_kinds))
        slots = session.exec(select(func.count()).select_from(CoverSlot)).one()
        return rounds, session.exec(held).one(), slots


def rounds_of(world: World) -> list[StudyRound]:
    with world.database.reading(world.amina.scope) as session:
        return list(session.exec(select(StudyRound).order_by(col(StudyRound.starts_at))))


# ---- the form ------------------------------------------------------------------------------------------


async def test_the_form_has_what_is_still_to_come_and_who_has_what_left(world: World, group_id: str) -> None:
    found = (await world.hana.get("/planner/form")).json()

    assert [(one["position"], one["first_on"]) for one in found["windows"]][:2] == [
        (2, "2026-11-03"),
        (3, "2027-01-04"),
    ]
    (group,) = found["groups"]
    assert (group["group_id"], group["is_ready"], group["missing"]) == (group_id, True, [])
    assert [one["name"] for one in group["members"]] == ["Amina", "Ben", "Chloe"]
    left = {"observe_minutes_left": 90, "cover_minutes_left": 90, "debrief_minutes_left": 120}
    assert group["members"][0].items() >= left.items()
    assert found["policy"] == {
        "ppa_percent": 10, "cover_per_week": 1, "releases_per_class": 2, "debrief_within_days": 2,
    }  # fmt: skip


async def test_the_form_says_what_a_group_misses(world: World, group_id: str) -> None:
    await world.ben.post(f"/groups/{group_id}/members/{world.ben.staff_id}/leave")

    (group,) = (await world.hana.get("/planner/form")).json()["groups"]

    assert not group["is_ready"]
    assert "One more member is needed" in group["missing"][0]


# ---- asking, making, looking ------------------------------------------------------------------------------


async def test_a_run_waits_for_a_worker_and_ends_with_a_proved_plan(world: World, group_id: str) -> None:
    waiting = await asked(world.hana, group_id)
    work_off(world)
    done = await read(world.hana, waiting["id"])

    assert (waiting["state"], waiting["figures"], waiting["may_cancel"]) == ("queued", None, True)
    assert (done["state"], done["status"], done["may_accept"], done["may_cancel"]) == ("done", "optimal", True, False)
    assert done["asked"] == 3
    assert done["figures"]["unscheduled"] == done["figures"]["external"] == done["figures"]["exchange"] == 0
    assert done["greedy_figures"] is not None
    assert done["groups"][0] | {"group_id": ""} == {
        "group_id": "", "name": "Explaining first", "observations_each": 1, "whole_group": False,
    }  # fmt: skip


async def test_the_plan_names_everybody_and_counts_everybody_s_minutes(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)

    plan = await plan_of(world.hana, run["id"])

    lessons = plan["lessons"]
    assert sorted(seen["name"] for one in lessons for seen in one["observers"]) == ["Amina", "Ben", "Chloe"]
    assert [one["held_on"] for one in lessons] == sorted(one["held_on"] for one in lessons)
    assert all(one["held_on"] > NOW.date().isoformat() for one in lessons), "today and the past are left out"
    assert [one["name"] for one in plan["teachers"]] == ["Amina", "Ben", "Chloe"]
    assert {one["observe_minutes"] for one in plan["teachers"]} == {30}
    given, received = (sum(one[f"cover_{what}_minutes"] for one in plan["teachers"]) for what in ("given", "received"))
    assert given == received == 30 * plan["figures"]["mutual"]
    assert plan["unplaced"] == plan["left_for_cover_lead"] == []


async def test_a_run_that_waits_has_no_plan_to_look_at(world: World, group_id: str) -> None:
    run = await asked(world.hana, group_id)

    refused(await world.hana.get(f"/planner/runs/{run['id']}/plan"), 404, "planner/no-plan")


async def test_runs_are_listed_newest_first(world: World, group_id: str, clock: Clock) -> None:
    first = await asked(world.hana, group_id)
    clock.instant += timedelta(minutes=1)
    second = await asked(world.hana, group_id)

    page = (await world.hana.get("/planner/runs?limit=1")).json()
    rest = (await world.hana.get(f"/planner/runs?limit=1&after={page['next']}")).json()

    assert [one["id"] for one in page["items"] + rest["items"]] == [second["id"], first["id"]]


async def test_a_group_without_lessons_gets_reasons_instead_of_a_plan(world: World) -> None:
    group_id = await a_school_of(world, ("frank", "Tuesday", "P1", "9A", "Art", "A1"))

    run = await planned(world, world.hana, group_id)

    assert (run["state"], run["may_accept"]) == ("infeasible", False)
    assert run["failure"]
    refused(await world.hana.post(f"/planner/runs/{run['id']}/accept"), 409, "planner/not-done")


async def test_what_cannot_be_covered_is_left_for_the_cover_lead(world: World) -> None:
    group_id = await a_school_of(world, *BUSY)

    run = await planned(world, world.hana, group_id)
    plan = await plan_of(world.hana, run["id"])
    await accepted(world, run)

    assert run["figures"]["external"] == len(plan["left_for_cover_lead"]) == 3
    needs = (await world.grace.get("/cover-slots?state=escalated")).json()["items"]
    assert sorted(one["released_name"] for one in needs) == ["Amina", "Ben", "Chloe"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"first_on": "2026-11-20", "last_on": "2026-11-03"}, 422, "planner/window"),
        ({"first_on": "2026-11-03", "last_on": "2027-03-31"}, 422, "planner/window"),
        ({"first_on": "2026-12-21", "last_on": "2026-12-31"}, 409, "planner/no-days"),
        ({"first_on": "2026-10-01", "last_on": "2026-11-02"}, 409, "planner/no-days"),
        ({"first_on": "2026-11-04", "last_on": "2026-11-04", "avoid_dates": ["2026-11-04"]}, 409, "planner/no-days"),
        ({"groups": [{"group_id": "00000000-0000-4000-8000-000000000000", "observations_each": 1}]}, 404, "not-found"),
        ({"seconds": 301}, 422, "invalid-request"),
        ({"groups": []}, 422, "invalid-request"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    world: World, group_id: str, change: dict[str, Any], status: int, code: str
) -> None:
    refused(await world.hana.post("/planner/runs", wish(group_id) | change), status, code)
    assert (await world.hana.get("/planner/runs")).json()["items"] == []


async def test_a_group_is_asked_for_once_and_only_when_it_is_ready(world: World, group_id: str) -> None:
    refused(await world.hana.post("/planner/runs", wish(group_id, group_id)), 422, "planner/group-twice")
    await world.ben.post(f"/groups/{group_id}/members/{world.ben.staff_id}/leave")

    problem = refused(await world.hana.post("/planner/runs", wish(group_id)), 409, "planner/groups-not-ready")

    assert [one["name"] for one in problem["groups"]] == ["Explaining first"]
    assert "Explaining first: One more member is needed" in problem["detail"]


async def test_three_runs_may_wait_and_a_fourth_may_not(world: World, group_id: str) -> None:
    for _ in range(3):
        last = await asked(world.hana, group_id)

    problem = refused(await world.hana.post("/planner/runs", wish(group_id)), 409, "planner/too-many-runs")
    assert problem["waiting"] == 3
    await world.hana.post(f"/planner/runs/{last['id']}/cancel")
    assert (await world.hana.post("/planner/runs", wish(group_id))).status_code == 201


@pytest.mark.parametrize("who", ["amina", "grace", "dev"])
async def test_plans_are_the_cpd_lead_s(world: World, group_id: str, who: str) -> None:
    run = await asked(world.hana, group_id)
    person = world.people[who]

    answers = [
        await person.get("/planner/form"), await person.get("/planner/runs"),
        await person.post("/planner/runs", wish(group_id)), await person.get(f"/planner/runs/{run['id']}"),
        await person.post(f"/planner/runs/{run['id']}/accept"), await person.post(f"/planner/runs/{run['id']}/cancel"),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {403}


async def test_another_school_cannot_tell_that_there_is_a_plan(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    path = f"/planner/runs/{run['id']}"

    assert (await world.eve.get("/planner/runs")).json()["items"] == []
    for answer in (
        await world.eve.get(path), await world.eve.get(f"{path}/plan"), await world.eve.post(f"{path}/accept"),
        await world.eve.post(f"{path}/cancel"), await world.eve.post("/planner/runs", wish(group_id)),
    ):  # fmt: skip
        refused(answer, 404, "not-found")
    assert stored(world)[0] == 0


# ---- cancelling ----------------------------------------------------------------------------------------------


async def test_a_cancelled_run_is_made_by_nobody(world: World, group_id: str) -> None:
    run = await asked(world.hana, group_id)

    gone = await world.hana.post(f"/planner/runs/{run['id']}/cancel")
    again = await world.hana.post(f"/planner/runs/{run['id']}/cancel")
    work_off(world)

    assert gone.json()["state"] == again.json()["state"] == "cancelled"
    assert (await read(world.hana, run["id"]))["figures"] is None
    with world.database.reading(world.hana.scope) as session:
        left = select(PlannerTicket).where(PlannerTicket.school_id == world.birch_id)
        assert session.exec(left).all() == []


async def test_what_is_done_is_not_cancelled(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)

    refused(await world.hana.post(f"/planner/runs/{run['id']}/cancel"), 409, "planner/over")


# ---- accepting -----------------------------------------------------------------------------------------------


async def test_accepting_books_every_round_and_the_minutes_add_up(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    plan = await plan_of(world.hana, run["id"])

    done = await accepted(world, run)

    assert (done["state"], done["accepted_by_name"], done["may_accept"]) == ("accepted", "Hana", False)
    rows = rounds_of(world)
    assert len(rows) == len(plan["lessons"])
    assert {row.plan_run_id for row in rows} == {UUID(run["id"])}
    assert {row.focus for row in rows} == {"Explaining before writing"}
    for teacher, person in zip(plan["teachers"], (world.amina, world.ben, world.chloe), strict=True):
        committed = {name: pot[1] for name, pot in (await pots(person)).items()}
        assert committed == {
            "observe": teacher["observe_minutes"], "cover": 0, "debrief_move": teacher["debrief_minutes"],
        }, "cover is not committed before somebody agrees"  # fmt: skip


async def test_whoever_is_asked_to_cover_agrees_or_not_and_the_cover_lead_has_the_rest(world: World) -> None:
    lessons = [("amina", "Monday", "P1", "7A", "Maths", "M1"), ("ben", "Monday", "P1", "9C", "PE", "Gym")]
    group_id = await a_school_of(world, *lessons)
    run = await planned(world, world.hana, group_id)
    plan = await plan_of(world.hana, run["id"])
    await accepted(world, run)

    first, second = [one["cover"] for one in (await world.chloe.get("/my-week?on=2026-11-09")).json()["asked"]][:2]
    yes = await world.chloe.post(f"/cover-slots/{first['id']}/accept")
    no = await world.chloe.post(f"/cover-slots/{second['id']}/decline")

    assert plan["figures"]["mutual"] == 2
    assert (yes.json()["state"], no.json()["state"]) == ("accepted", "escalated")
    assert (await pots(world.chloe))["cover"] == (90, 30, 0, 60)
    lead = (await world.grace.get(f"/cover-slots/{second['id']}")).json()
    assert (lead["state"], lead["asks"]) == ("escalated", []), "leaders never see who said no"


@pytest_asyncio.fixture
async def exchange(world: World) -> dict[str, Any]:
    """An accepted plan in which Frank, of no group, is asked three times; the first of the needs is the answer."""
    group_id = await a_school_of(world, *BUSY, ("frank", "Tuesday", "P1", "9A", "Art", "A1"))
    run = await planned(world, world.hana, group_id, last_on="2026-11-27")
    assert (run["figures"]["exchange"], run["figures"]["external"]) == (3, 0)
    await accepted(world, run)
    asked_of_frank = (await world.frank.get("/my-week")).json()["asked"]
    assert len(asked_of_frank) == 3
    found: dict[str, Any] = asked_of_frank[0]["cover"]
    return found


async def test_a_colleague_of_another_group_is_asked_and_agrees(world: World, exchange: dict[str, Any]) -> None:
    agreed = await world.frank.post(f"/cover-slots/{exchange['id']}/accept")

    assert (agreed.json()["state"], agreed.json()["kind"]) == ("accepted", "exchange")
    assert (await pots(world.frank))["cover"] == (90, 30, 0, 60)
    assert (await world.hana.get("/desk")).json()["cover_exchange_slices"] == 1
    balances = (await world.amina.get(f"/groups/{exchange['group_id']}/balances")).json()["items"]
    assert {(one["given_minutes"], one["received_minutes"]) for one in balances} == {(0, 0)}, "a group's own balance"


async def test_a_colleague_of_another_group_says_no_and_nobody_asks_why(world: World, exchange: dict[str, Any]) -> None:
    declined = await world.frank.post(f"/cover-slots/{exchange['id']}/decline")

    assert declined.json()["state"] == "escalated"
    assert (await pots(world.frank))["cover"] == (90, 0, 0, 90)
    assert (await world.hana.get(f"/cover-slots/{exchange['id']}")).json()["asks"] == []


async def test_members_ask_nobody_outside_the_group_by_themselves(world: World, exchange: dict[str, Any]) -> None:
    wish = {"staff_ids": [str(world.grace.staff_id)]}

    refused(await world.amina.post(f"/cover-slots/{exchange['id']}/ask", wish), 409, "cover/not-in-group")


async def test_nobody_whom_the_plan_did_not_ask_can_agree(world: World, exchange: dict[str, Any]) -> None:
    assert (await world.dev.post(f"/cover-slots/{exchange['id']}/accept")).status_code == 403
    hidden = await world.people["grace"].get(f"/cover-slots/{exchange['id']}")
    assert hidden.json()["asks"] == []


async def test_accepting_twice_books_once(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)

    first = await accepted(world, run)
    before = stored(world)
    again = await accepted(world, run)

    assert first == again
    assert stored(world) == before


async def test_a_debrief_never_overdraws_a_pot_when_the_way_counts(world: World, group_id: str) -> None:
    school = (await world.hana.get("/school")).json()
    kept = {key: school[key] for key in ("name", "zone", "debrief_minutes", "after_school_starts", "after_school_ends")}
    changed = await world.hana.put("/school", kept | {"moving_minutes": 25}, version=school["version"])
    assert changed.is_success, changed.text

    run = await planned(world, world.hana, group_id, observations_each=2)
    await accepted(world, run)

    for person in (world.amina, world.ben, world.chloe):
        assert (await pots(person))["debrief_move"][1] in (0, 70)
    assert run["figures"]["unscheduled"] > 0, "120 minutes are one debrief of 20 with twice 25"


# ---- stale -----------------------------------------------------------------------------------------------------


async def is_stale(world: World, run: dict[str, Any]) -> list[str]:
    """Accepting is refused, nothing is booked, and the run says so from then on; answers with what has changed."""
    before = stored(world)
    problem = refused(await world.hana.post(f"/planner/runs/{run['id']}/accept"), 409, "planner/stale")
    assert stored(world) == before
    now = await read(world.hana, run["id"])
    assert (now["state"], now["changes"], now["may_accept"]) == ("stale", problem["changes"], False)
    refused(await world.hana.post(f"/planner/runs/{run['id']}/accept"), 409, "planner/stale")
    found: list[str] = problem["changes"]
    return found


async def test_a_plan_of_another_timetable_is_stale(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    a_timetable(world, [(world.amina, "Monday", "P2", "7B", "Maths", "M1")], starts_on="2026-11-09")

    changes = await is_stale(world, run)

    assert any("Amina" in sentence for sentence in changes)


async def test_a_plan_is_stale_when_somebody_plans_by_hand_meanwhile(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    lesson = (await plan_of(world.hana, run["id"]))["lessons"][0]
    by_hand = a_round(
        world, group_id, host_id=lesson["host_id"], held_on=lesson["held_on"], period=lesson["period"],
        observers=[
            {"staff_id": one["staff_id"], "slice": one["slice"], "ask_ids": [one["cover_by_id"]] * bool(one["cover_by_id"])}
            for one in lesson["observers"]
        ],
        debrief={"held_on": lesson["debrief"]["held_on"], "start": lesson["debrief"]["start"]},
    )  # fmt: skip
    booked = await world.amina.post("/rounds", by_hand)
    assert booked.status_code == 201, booked.text

    changes = await is_stale(world, run)

    day = date.fromisoformat(lesson["held_on"])
    assert f"{lesson['host_name'].split()[0]}'s time on {day:%A} {day.day} {day:%B} has changed." in changes


async def test_a_plan_is_stale_when_a_mark_has_changed(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    staff = (await world.hana.get(f"/staff/{world.chloe.staff_id}")).json()
    marks = {"marks": [{"cycle_day": "Friday", "period": "P5", "kind": "ppa"}]}
    marked = await world.hana.put(f"/staff/{world.chloe.staff_id}/marks", marks, version=staff["version"])
    assert marked.is_success, marked.text

    assert await is_stale(world, run) == ["Chloe's PPA, duties or other marks have changed."]


async def test_a_plan_is_stale_when_a_member_has_left(world: World, group_id: str) -> None:
    run = await planned(world, world.hana, group_id)
    await world.ben.post(f"/groups/{group_id}/members/{world.ben.staff_id}/leave")

    changes = await is_stale(world, run)

    assert "One more member is needed" in changes[0]


async def test_a_plan_is_stale_when_its_first_day_has_come(world: World, group_id: str, clock: Clock) -> None:
    run = await planned(world, world.hana, group_id)
    first = (await plan_of(world.hana, run["id"]))["lessons"][0]["held_on"]
    clock.instant = datetime.fromisoformat(f"{first}T07:00:00+00:00")
    lead = a_person(world.app, world.birch_id, world.trust_id, "lena", [Role.CPD_LEAD])

    problem = refused(await lead.post(f"/planner/runs/{run['id']}/accept"), 409, "planner/stale")

    assert "has come already" in problem["changes"][0]
    assert stored(world)[0] == 0


async def test_a_plan_made_days_ago_is_good_as_long_as_nothing_has_changed(
    world: World, group_id: str, clock: Clock
) -> None:
    run = await planned(world, world.hana, group_id, first_on="2026-11-09")
    clock.instant = NOW + timedelta(hours=20)

    assert (await accepted(world, run))["state"] == "accepted"


async def test_when_one_thing_is_refused_nothing_is_booked(world: World, group_id: str) -> None:
    """Ben is also Fay of another school, where he is held: no plan of this school can see that, the database does."""
    run = await planned(world, world.hana, group_id)
    plan = await plan_of(world.hana, run["id"])
    last = max(plan["lessons"], key=lambda one: one["debrief"]["held_on"])
    debrief = datetime.fromisoformat(f"{last['debrief']['held_on']}T{last['debrief']['start']}:00+00:00")
    member = last["host_id"]
    person = next(one for one in world.everyone() if str(one.staff_id) == member)
    _is_one_person(world, person, world.fay)
    fill(world.database, world.fay, OccupiedKind.TEACH, starts_at=debrief)
    before = stored(world), [await pots(one) for one in (world.amina, world.ben, world.chloe)]

    refused(await world.hana.post(f"/planner/runs/{run['id']}/accept"), 409, "occupied/not-free")

    assert (stored(world), [await pots(one) for one in (world.amina, world.ben, world.chloe)]) == before
    assert (await read(world.hana, run["id"]))["state"] == "done", "it can be accepted when the way is free"


def _is_one_person(world: World, here: Person, there: Person) -> None:
    with world.database.reading(here.scope) as session:
        person_id = session.exec(select(Staff.person_id).where(Staff.id == here.staff_id)).one()
    with world.database.writing(there.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == there.staff_id).values(person_id=person_id))


# ---- why not? ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "held_on", "period", "code", "words"),
    [
        ("amina", "2026-11-09", "P1", "teaching", "Amina teaches 7A Maths"),
        ("ben", "2026-11-09", "P3", "ppa", "PPA may never be used"),
        ("ben", "2026-11-12", "P4", "busy", "a duty, leadership or early-career time"),
        ("chloe", "2026-09-02", "P1", "blocked", "the school does not run as usual then"),
    ],
)
async def test_why_not_is_answered_in_words(
    world: World, group_id: str, who: str, held_on: str, period: str, code: str, words: str
) -> None:
    path = f"/planner/why-not?staff_id={world.people[who].staff_id}&held_on={held_on}&period={period}"

    reasons = (await world.amina.get(path)).json()["reasons"]

    assert code in [one["code"] for one in reasons]
    assert any(words in one["text"] for one in reasons)


@pytest.mark.parametrize(("held_on", "period"), [("2026-11-09", "P9"), ("2026-12-24", "P1"), ("2026-11-08", "P1")])
async def test_there_is_no_answer_about_a_period_that_is_not_there(
    world: World, group_id: str, held_on: str, period: str
) -> None:
    path = f"/planner/why-not?staff_id={world.amina.staff_id}&held_on={held_on}&period={period}"

    refused(await world.amina.get(path), 404, "planner/no-such-period")


async def test_why_not_tells_of_what_is_booked_and_of_empty_pots(world: World, group_id: str) -> None:
    await world.amina.post("/rounds", a_round(world, group_id))
    spent = {"category": "cover", "minutes": 61, "held_on": "2026-11-02", "reason": "Visit"}
    assert (await world.ben.post("/my-time/spend", spent)).status_code == 201

    found = await world.chloe.get(f"/planner/why-not?staff_id={world.ben.staff_id}&held_on=2026-11-02&period=P1")

    texts = [one["text"] for one in found.json()["reasons"]]
    assert "Ben observes a colleague then." in texts
    assert "Ben's minutes for cover are used up: 29 are left." in texts


async def test_nothing_is_in_the_way_of_who_is_free(world: World, group_id: str) -> None:
    found = await world.hana.get(f"/planner/why-not?staff_id={world.chloe.staff_id}&held_on=2026-11-09&period=P2")

    assert (found.json()["is_free"], found.json()["reasons"]) == (True, [])


@pytest.mark.parametrize("who", ["frank", "grace", "dev"])
async def test_why_not_is_asked_of_one_s_own_groups(world: World, group_id: str, who: str) -> None:
    path = f"/planner/why-not?staff_id={world.chloe.staff_id}&held_on=2026-11-09&period=P2"

    refused(await world.people[who].get(path), 403, "forbidden")
    refused(await world.eve.get(path), 404, "not-found")
