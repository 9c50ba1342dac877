"""Classes that are not taught on some days, gained time, and single days off timetable."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
from build import a_timetable, a_year
from build_away import FULL, TUESDAY, away, filled
from build_meeting import planned
from build_plan import accepted, plan_of, wish
from build_plan import planned as a_plan
from build_round import MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock

from app.occupied.rules import OccupiedKind
from app.planner.problem import TeacherState
from app.planner.schemas import RunIn
from app.planner.snapshot import snapshot
from app.planner.verify_school import School


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


def change(*class_names: str, **more: Any) -> dict[str, Any]:
    """The body of POST /class-exceptions: these classes have left, on Monday and Tuesday."""
    return {
        "name": "Year 8 trip", "effect": "free", "starts_on": MONDAY, "ends_on": TUESDAY,
        "class_names": list(class_names),
    } | more  # fmt: skip


async def changed(world: World, *class_names: str, **more: Any) -> dict[str, Any]:
    """Grace, the cover lead, says that classes are not taught."""
    answer = await world.grace.post("/class-exceptions", change(*class_names, **more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_gained_time_is_free_and_comes_back_as_lessons(world: World, group_id: str) -> None:
    before = filled(world, world.chloe), filled(world, world.chloe, TUESDAY)

    made = await changed(world, "8B")
    during = filled(world, world.chloe)
    gone = await world.grace.post(f"/class-exceptions/{made['id']}/call-off")

    assert [label for *_, label in during] == ["8C", "8C"]
    assert gone.status_code == 200, gone.text
    assert (filled(world, world.chloe), filled(world, world.chloe, TUESDAY)) == before
    assert (await world.grace.get("/class-exceptions")).json()["items"] == []


async def test_gained_time_can_be_used_to_observe_without_cover(world: World, group_id: str) -> None:
    await changed(world, "8B")
    plan = (await world.amina.get(f"/groups/{group_id}/plan")).json()
    first = next(one for one in plan["lessons"] if (one["held_on"], one["period"]) == (MONDAY, "P1"))
    chloe = next(one for one in first["members"] if one["name"] == "Chloe")

    made = await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe, 0)]))

    assert [one["state"] for one in chloe["slices"]] == ["free", "free"]
    assert made.status_code == 201, made.text
    assert made.json()["observations"][0]["release"] == "none"
    assert made.json()["observations"][0]["cover"] is None


async def test_with_a_class_that_is_elsewhere_its_teacher_is_busy(world: World, group_id: str) -> None:
    await changed(world, "8B", effect="busy")

    assert filled(world, world.chloe)[0] == (OccupiedKind.DUTY, "08:45", "09:45", "Year 8 trip")
    refused = await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe, 0)]))
    assert refused.status_code == 409
    assert "Chloe cannot be there: On duty: Year 8 trip" in refused.json()["detail"]


@pytest.mark.parametrize("effect", ["free", "busy"])
async def test_a_lesson_that_is_not_taught_cannot_be_a_research_lesson(
    world: World, group_id: str, effect: str
) -> None:
    await changed(world, "7A", effect=effect)

    refused = await world.amina.post("/rounds", a_round(world, group_id))
    plan = (await world.amina.get(f"/groups/{group_id}/plan")).json()

    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/study/host-not-teaching"
    assert (MONDAY, "P1") not in {(one["held_on"], one["period"]) for one in plan["lessons"]}
    assert ("2026-11-04", "P1") in {(one["held_on"], one["period"]) for one in plan["lessons"]}


@pytest.mark.parametrize(
    ("effect", "why"),
    [
        ("free", "Amina does not teach 7A any more (Mon 2 Nov, P1)."),
        ("busy", "Amina does not teach 7A then (Mon 2 Nov, P1): Year 8 trip."),
    ],
)
async def test_rounds_in_lessons_that_are_not_taught_turn_stale_and_are_told_first(
    world: World, group_id: str, effect: str, why: str
) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    wish = change("7A", effect=effect)

    told = (await world.grace.post("/class-exceptions/touched", {"change": wish})).json()
    standing = (await world.amina.get(f"/rounds/{made['id']}")).json()["state"]
    done = await changed(world, "7A", effect=effect)
    stale = (await world.amina.get(f"/rounds/{made['id']}")).json()

    assert (told["round_count"], told["rounds"][0]["why"]) == (1, why)
    assert told["people_count"] == 1
    assert told["gained_minutes"] == (120 if effect == "free" else 0), "P1 on Monday and on Tuesday"
    assert standing == "scheduled"
    assert (done["stale_rounds"], stale["state"], stale["stale_reason"]) == (1, "stale", why)
    assert await pots(world.ben) == FULL


async def test_what_was_put_into_gained_time_gives_way_when_it_is_called_off(world: World, group_id: str) -> None:
    made = await changed(world, "8B")
    row = (await world.amina.post("/rounds", a_round(world, group_id, observers=[watching(world.chloe, 0)]))).json()

    told = (await world.grace.post("/class-exceptions/touched", {"exception_id": made["id"]})).json()
    gone = (await world.grace.post(f"/class-exceptions/{made['id']}/call-off")).json()

    assert (told["round_count"], gone["stale_rounds"]) == (1, 1)
    assert told["rounds"][0]["why"] == "Chloe is not free any more: Teaches 8B."
    assert (await world.amina.get(f"/rounds/{row['id']}")).json()["state"] == "stale"


async def test_an_edit_gives_back_the_days_of_before(world: World, group_id: str) -> None:
    before = filled(world, world.chloe)
    made = await changed(world, "8B")
    wish = change("8B", "8C", starts_on=TUESDAY, name="Moved")

    unseen = await world.grace.put(f"/class-exceptions/{made['id']}", wish, version=None)
    old = await world.grace.put(f"/class-exceptions/{made['id']}", wish, version=7)
    edited = await world.grace.put(f"/class-exceptions/{made['id']}", wish, version=1)

    assert (unseen.status_code, old.status_code, edited.status_code) == (428, 412, 200)
    assert edited.headers["ETag"] == '"2"'
    assert filled(world, world.chloe) == before
    assert filled(world, world.chloe, TUESDAY) == []


async def test_year_groups_and_forms_are_found_in_class_codes(world: World) -> None:
    a_timetable(world, [
        (world.amina, "Monday", "P1", "11B/Ar1"), (world.amina, "Monday", "P2", "11B/Fr2"),
        (world.ben, "Monday", "P1", "9Xen1"), (world.ben, "Monday", "P2", "Chess"),
        (world.chloe, "Monday", "P1", "10A + 11C"), (world.chloe, "Monday", "P2", "Year 13 Maths"),
    ])  # fmt: skip

    found = (await world.grace.get("/class-exceptions/classes")).json()

    assert found["class_names"] == ["9Xen1", "10A", "11B/Ar1", "11B/Fr2", "11C", "Year 13 Maths", "Chess"]
    assert {one["name"]: one["class_names"] for one in found["year_groups"]} == {
        "Year 9": ["9Xen1"], "Year 10": ["10A"], "Year 11": ["11B/Ar1", "11B/Fr2", "11C"], "Year 13": ["Year 13 Maths"],
    }  # fmt: skip
    assert found["forms"] == [{"name": "11B", "class_names": ["11B/Ar1", "11B/Fr2"]}]


async def test_of_joined_classes_those_that_are_there_are_taught(world: World) -> None:
    a_timetable(world, [(world.chloe, "Monday", "P1", "10A + 11C")])

    first = await changed(world, "11C")
    part = filled(world, world.chloe)
    await world.grace.post(f"/class-exceptions/{first['id']}/call-off")
    await changed(world, "11C", "10A")

    assert [label for *_, label in part] == ["10A", "10A"]
    assert filled(world, world.chloe) == []


@pytest.mark.parametrize(
    ("wrong", "status", "word"),
    [
        ({"starts_on": TUESDAY, "ends_on": MONDAY}, 422, "ends before"),
        ({"starts_on": MONDAY, "ends_on": "2027-11-03"}, 422, "366"),
        ({"starts_on": "2026-10-01", "ends_on": "2026-11-01"}, 422, "over"),
        ({"class_names": ["8B", "12Z"]}, 409, "12Z"),
        ({"class_names": []}, 422, ""),
        ({"class_names": [""]}, 422, ""),
        ({"effect": "gone"}, 422, ""),
        ({"name": ""}, 422, ""),
        ({"why": "exams"}, 422, ""),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_stored(
    world: World, group_id: str, wrong: dict[str, Any], status: int, word: str
) -> None:
    for path, body in (
        ("/class-exceptions", change("8B", **wrong)), ("/class-exceptions/touched", {"change": change("8B", **wrong)}),
    ):  # fmt: skip
        refused = await world.grace.post(path, body)

        assert refused.status_code == status, refused.text
        assert word in refused.json().get("detail", "")
    assert (await world.grace.get("/class-exceptions")).json()["items"] == []


async def test_asking_without_saying_what_is_refused(world: World, group_id: str) -> None:
    assert (await world.grace.post("/class-exceptions/touched", {})).status_code == 422


async def test_one_key_is_one_class_exception_and_other_schools_have_none_of_it(world: World, group_id: str) -> None:
    first = await world.grace.post("/class-exceptions", change("8B"), key="once")
    again = await world.grace.post("/class-exceptions", change("8B"), key="once")
    place = f"/class-exceptions/{first.json()['id']}"

    assert first.json() == again.json()
    assert (await world.amina.post("/class-exceptions", change("8C"))).status_code == 403
    assert (await world.amina.get(place)).status_code == 200
    assert (await world.eve.get(place)).status_code == 404
    assert (await world.eve.post(f"{place}/call-off")).status_code == 404
    assert (await world.eve.put(place, change("8B"), version=1)).status_code == 404
    assert (await world.eve.post("/class-exceptions/touched", {"exception_id": first.json()["id"]})).status_code == 404


# ---- days off timetable ----------------------------------------------------------------------------


async def test_a_day_goes_off_timetable_with_what_it_touches_told_first_and_comes_back(
    world: World, group_id: str
) -> None:
    before = filled(world, world.amina, TUESDAY)
    wish = a_round(
        world, group_id, held_on=TUESDAY, observers=[watching(world.chloe, 0)],
        debrief={"held_on": TUESDAY, "start": "15:05"},
    )  # fmt: skip
    made = (await world.amina.post("/rounds", wish)).json()

    told = (await world.hana.post("/days-off/touched", {"held_on": TUESDAY, "kind": "off_timetable"})).json()
    standing = (await world.amina.get(f"/rounds/{made['id']}")).json()["state"]
    taken = await world.hana.post("/days-off", {"held_on": TUESDAY, "note": "Sports day"})
    stale = (await world.amina.get(f"/rounds/{made['id']}")).json()
    during = filled(world, world.amina, TUESDAY)
    back = await world.hana.post("/days-off/put-back", {"held_on": TUESDAY})

    assert (told["round_count"], standing) == (1, "scheduled")
    assert taken.status_code == 201, taken.text
    assert taken.json() == {
        "held_on": TUESDAY, "kind": "off_timetable", "cycle_day": None, "note": "Sports day", "stale_rounds": 1,
        "called_off_meetings": 0, "left_seats": 0,
    }  # fmt: skip
    assert (stale["state"], stale["stale_reason"]) == ("stale", "There is no P1 on Tue 3 Nov any more.")
    assert during == []
    assert back.json()["cycle_day"] == "Tuesday"
    assert filled(world, world.amina, TUESDAY) == before


async def test_only_that_day_changes_and_the_year_has_a_new_version(world: World, group_id: str) -> None:
    year = (await world.hana.get("/years/current")).json()
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()

    await world.hana.post("/days-off", {"held_on": TUESDAY})

    after = (await world.hana.get("/years/current")).json()
    assert (after["version"], after["ordinary_days"]) == (year["version"] + 1, year["ordinary_days"] - 1)
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "scheduled"


async def test_where_days_rotate_those_that_follow_move(world: World) -> None:
    days = ["Day 1", "Day 2", "Day 3"]
    year = await a_year(world.hana, cycle_days=days, cycle_follows_weekdays=False)
    path = f"/years/{year['id']}/days?after=2026-11-02&limit=4"
    before = [one["cycle_day"] for one in (await world.hana.get(path)).json()["items"]]

    await world.hana.post("/days-off", {"held_on": TUESDAY})

    assert [one["cycle_day"] for one in (await world.hana.get(path)).json()["items"]] == [None, *before[:3]]


@pytest.mark.parametrize(
    ("held_on", "path", "word"),
    [
        ("2026-10-23", "/days-off", "is over"),
        ("2026-11-07", "/days-off", "weekend"),
        ("2026-12-25", "/days-off", "holidays"),
        ("2031-01-06", "/days-off", "no school year"),
        (TUESDAY, "/days-off/put-back", "not off timetable"),
    ],
)
async def test_a_day_that_cannot_change_is_refused(
    world: World, group_id: str, held_on: str, path: str, word: str
) -> None:
    refused = await world.hana.post(path, {"held_on": held_on})

    assert refused.status_code == 409
    assert word in refused.json()["detail"]


async def test_a_day_cannot_go_twice_and_the_cover_lead_takes_none(world: World, group_id: str) -> None:
    assert (await world.grace.post("/days-off", {"held_on": TUESDAY})).status_code == 403
    assert (await world.hana.post("/days-off", {"held_on": TUESDAY})).status_code == 201
    assert (await world.hana.post("/days-off", {"held_on": TUESDAY})).status_code == 409


async def test_meetings_in_a_day_that_comes_back_give_way(world: World, group_id: str) -> None:
    await world.hana.post("/days-off", {"held_on": TUESDAY})
    meeting = await planned(world, group_id, held_on=TUESDAY, start="09:00", minutes=20)

    back = (await world.hana.post("/days-off/put-back", {"held_on": TUESDAY})).json()

    assert back["called_off_meetings"] == 1
    assert (await world.amina.get(f"/meetings/{meeting['id']}")).json()["state"] == "cancelled"


# ---- the planner -----------------------------------------------------------------------------------


def state(world: World, group_id: str, who: str, on: str, period: str) -> TeacherState:
    with world.database.reading(world.hana.scope) as session:
        found = snapshot(session, world.hana.actor, RunIn.model_validate(wish(group_id)), date(2026, 11, 3))
    return School(found.problem).state(str(world.people[who].staff_id), date.fromisoformat(on), period)


async def test_a_plan_knows_who_is_absent_what_is_not_taught_and_what_time_is_gained(
    world: World, group_id: str
) -> None:
    before = [state(world, group_id, who, TUESDAY, "P1") for who in ("amina", "ben", "chloe")]
    await changed(world, "7A", effect="busy", starts_on=TUESDAY)
    await changed(world, "8B", starts_on=TUESDAY)
    await world.grace.post("/absences", away(world.ben, TUESDAY))

    after = [state(world, group_id, who, TUESDAY, "P1") for who in ("amina", "ben", "chloe")]
    next_week = [state(world, group_id, who, "2026-11-10", "P1") for who in ("amina", "ben", "chloe")]

    assert before == next_week == [TeacherState.TEACHING] * 3
    assert after == [TeacherState.BUSY, TeacherState.OFF, TeacherState.FREE]


async def test_a_plan_is_accepted_as_it_was_made_and_never_lies_on_an_absence(world: World, group_id: str) -> None:
    for day in (TUESDAY, "2026-11-10"):
        await changed(world, "7A", starts_on=day, ends_on=day)
    await world.grace.post("/absences", away(world.ben, "2026-11-09", "2026-11-10"))

    run = await a_plan(world, world.hana, group_id)
    plan = await plan_of(world.hana, run["id"])
    await accepted(world.hana, run)

    rounds = [(one["held_on"], one["period"], one["class_name"]) for one in plan["lessons"]]
    assert rounds
    assert not {(TUESDAY, "P1", "7A"), ("2026-11-10", "P1", "7A")} & set(rounds)
    assert {kind for kind, *_ in filled(world, world.ben, "2026-11-10")} == {OccupiedKind.OFF}


async def test_a_plan_that_an_absence_overtook_is_not_accepted(world: World, group_id: str, clock: Clock) -> None:
    run = await a_plan(world, world.hana, group_id)
    clock.instant = datetime(2026, 11, 2, 9, tzinfo=UTC)
    await world.grace.post("/absences", away(world.amina, TUESDAY, "2026-11-20"))

    refused = await world.hana.post(f"/planner/runs/{run['id']}/accept")

    assert refused.status_code == 409, refused.text
