"""Protected minutes over HTTP: one's own year, allocations, adjustments, and who may see whose."""

from datetime import timedelta
from uuid import uuid4

import pytest
from build_time import TODAY, YEAR, a_year, commit, give, minutes_of
from cast import NOW, World, a_person
from conftest import Clock

from app.kernel.actor import Role
from app.kernel.errors import NotFound
from app.time_budget import actions
from app.time_budget.actions import CommitWish
from app.time_budget.errors import AlreadySettled, BudgetExhausted
from app.time_budget.rules import TimeCategory

SPEND = {"category": "observe", "minutes": 30, "held_on": TODAY.isoformat(), "reason": "Watched Ben start a lesson"}


# ---- my year -------------------------------------------------------------------------------------


async def test_my_year_shows_three_pots_even_before_anything_is_given(world: World) -> None:
    a_year(world.database, world.amina)

    time = (await world.amina.get("/my-time")).json()

    assert [pot["category"] for pot in time["pots"]] == ["observe", "cover", "debrief_move"]
    assert time["unplaced_minutes"] == 0
    assert time["year_name"] == "2026/27"


async def test_without_a_school_year_there_is_no_time_and_the_answer_says_so(world: World) -> None:
    answer = await world.amina.get("/my-time")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/school-year/none")


async def test_using_exactly_what_is_left_is_allowed_and_one_minute_more_is_not(world: World) -> None:
    give(world.database, world.amina, 30)

    more = await world.amina.post("/my-time/spend", SPEND | {"minutes": 31})
    exactly = await world.amina.post("/my-time/spend", SPEND)

    assert more.status_code == 409
    assert more.json() | {"detail": ""} == {
        "type": "/problems/time-budget/exhausted", "title": "There are not enough protected minutes left",
        "status": 409, "detail": "", "category": "observe", "requested_minutes": 31, "available_minutes": 30,
        "name": None,
    }  # fmt: skip
    assert exactly.status_code == 201
    assert exactly.json()["pot"]["available_minutes"] == 0
    assert exactly.json()["entry"]["by_name"] == "Amina"
    assert await minutes_of(world.amina) == (30, 0, 30, 0)


async def test_a_pot_that_was_never_given_holds_nothing(world: World) -> None:
    give(world.database, world.amina, 90, TimeCategory.COVER)

    refused = await world.amina.post("/my-time/spend", SPEND)

    assert (refused.status_code, refused.json()["available_minutes"]) == (409, 0)


async def test_the_same_request_twice_spends_once(world: World) -> None:
    give(world.database, world.amina, 90)
    key = str(uuid4())

    first, again = [await world.amina.post("/my-time/spend", SPEND, key=key) for _ in range(2)]
    other = await world.amina.post("/my-time/spend", SPEND | {"minutes": 31}, key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency/key-reused")
    assert await minutes_of(world.amina) == (90, 0, 30, 60)


async def test_spending_without_a_key_or_without_a_reason_is_refused(world: World) -> None:
    give(world.database, world.amina, 90)

    keyless = await world.amina.client.post("/my-time/spend", json=SPEND)
    silent = await world.amina.post("/my-time/spend", SPEND | {"reason": "  "})

    assert keyless.json()["type"] == "/problems/idempotency/key-missing"
    assert silent.json()["errors"][0]["pointer"] == "/body/reason"
    assert await minutes_of(world.amina) == (90, 0, 0, 90)


@pytest.mark.parametrize("minutes", [0, -30, 6001, 1.5, "30", True, None])
async def test_minutes_are_whole_and_positive(world: World, minutes: object) -> None:
    give(world.database, world.amina, 90)

    refused = await world.amina.post("/my-time/spend", SPEND | {"minutes": minutes})

    assert refused.status_code == 422
    assert await minutes_of(world.amina) == (90, 0, 0, 90)


async def test_minutes_are_logged_today_or_for_a_past_day_never_ahead(world: World, clock: Clock) -> None:
    give(world.database, world.amina, 90)
    tomorrow = SPEND | {"held_on": (TODAY + timedelta(days=1)).isoformat()}

    ahead = await world.amina.post("/my-time/spend", tomorrow)
    clock.instant += timedelta(days=1)
    then = await world.amina.post("/my-time/spend", tomorrow)

    assert (ahead.status_code, ahead.json()["type"]) == (409, "/problems/time-budget/not-yet")
    assert then.status_code == 201


async def test_minutes_are_used_within_the_school_year(world: World) -> None:
    give(world.database, world.amina, 90)
    before, first = YEAR[0] - timedelta(days=1), YEAR[0]

    outside = await world.amina.post("/my-time/spend", SPEND | {"held_on": before.isoformat()})
    inside = await world.amina.post("/my-time/spend", SPEND | {"held_on": first.isoformat()})

    assert (outside.status_code, outside.json()["type"]) == (409, "/problems/time-budget/outside-year")
    assert outside.json()["starts_on"] == YEAR[0].isoformat()
    assert inside.status_code == 201


async def test_today_is_the_schools_day_not_greenwichs(world: World, clock: Clock) -> None:
    give(world.database, world.amina, 90)
    clock.instant = NOW.replace(year=2027, month=6, day=1, hour=23, minute=30)  # 00:30 on 2 June in London
    session = a_person(world.app, world.birch_id, world.trust_id, "late", [Role.TEACHER])
    give(world.database, session, 30)

    spent = await session.post("/my-time/spend", SPEND | {"held_on": "2027-06-02"})

    assert spent.status_code == 201


# ---- entries -------------------------------------------------------------------------------------


async def test_entries_come_newest_first_in_pages_that_lose_and_repeat_nothing(world: World, clock: Clock) -> None:
    give(world.database, world.amina, 300)
    for minutes in range(1, 8):
        clock.instant = NOW + timedelta(minutes=(minutes + 1) // 2)  # Two share each minute.
        await world.amina.post("/my-time/spend", SPEND | {"minutes": minutes})

    seen, after = [], None
    while True:
        query = {"limit": 3} | ({"after": after} if after else {})
        page = (await world.amina.get("/my-time/entries", params=query)).json()
        seen += page["items"]
        after = page["next"]
        if after is None:
            break

    assert len({entry["id"] for entry in seen}) == len(seen) == 8
    assert [entry["made_at"] for entry in seen] == sorted((entry["made_at"] for entry in seen), reverse=True)
    assert seen[-1]["kind"] == "adjust"


async def test_entries_can_be_read_pot_by_pot(world: World) -> None:
    give(world.database, world.amina, 90)
    give(world.database, world.amina, 60, TimeCategory.COVER)

    page = (await world.amina.get("/my-time/entries", params={"category": "cover"})).json()

    assert [(entry["category"], entry["minutes"]) for entry in page["items"]] == [("cover", 60)]


async def test_a_cursor_of_our_own_making_is_refused(world: World) -> None:
    a_year(world.database, world.amina)

    refused = await world.amina.get("/my-time/entries", params={"after": "bm90IG91cnM="})

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-cursor")


# ---- whose time ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["time", "time/entries"])
async def test_a_teachers_minutes_are_for_themselves_and_those_who_answer_for_them(world: World, path: str) -> None:
    give(world.database, world.amina, 90)
    address = f"/staff/{world.amina.staff_id}/{path}"

    statuses = {
        name: (await world.people[name].get(address)).status_code
        for name in ("amina", "hana", "dev", "ben", "grace", "eve")
    }

    assert statuses == {"amina": 200, "hana": 200, "dev": 200, "ben": 403, "grace": 403, "eve": 404}


async def test_another_schools_teacher_is_as_unknown_as_nobody(world: World) -> None:
    a_year(world.database, world.eve)
    foreign, nobody = world.amina.staff_id, uuid4()

    for path in ("time", "time/entries"):
        answers = [await world.eve.get(f"/staff/{staff_id}/{path}") for staff_id in (foreign, nobody)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


# ---- adjusting -------------------------------------------------------------------------------------


async def test_an_adjustment_adds_or_takes_away_with_its_reason(world: World) -> None:
    give(world.database, world.amina, 60)
    address = f"/staff/{world.amina.staff_id}/time/adjust"

    more = await world.hana.post(address, {"category": "observe", "minutes": 30, "reason": "Mentors twice"})
    less = await world.hana.post(address, {"category": "observe", "minutes": -90, "reason": "Leaves at Easter"})
    below = await world.hana.post(address, {"category": "observe", "minutes": -1, "reason": "One more"})

    assert (more.status_code, more.json()["pot"]["available_minutes"]) == (201, 90)
    assert (less.status_code, less.json()["pot"]["available_minutes"]) == (201, 0)
    assert less.json()["entry"]["reason"] == "Leaves at Easter"
    assert (below.status_code, below.json()["type"]) == (409, "/problems/time-budget/exhausted")
    assert (below.json()["requested_minutes"], below.json()["name"]) == (1, "Amina")


async def test_what_is_promised_cannot_be_taken_away(world: World) -> None:
    give(world.database, world.amina, 60)
    commit(world, world.amina, 45)
    take = {"category": "observe", "reason": "Too much"}
    address = f"/staff/{world.amina.staff_id}/time/adjust"

    refused = await world.hana.post(address, take | {"minutes": -16})
    allowed = await world.hana.post(address, take | {"minutes": -15})

    assert (refused.status_code, refused.json()["available_minutes"]) == (409, 15)
    assert allowed.status_code == 201


async def test_an_adjustment_of_nothing_or_of_a_stranger_is_refused(world: World) -> None:
    a_year(world.database, world.hana)
    wish = {"category": "observe", "minutes": 30, "reason": "More"}

    nothing = await world.hana.post(f"/staff/{world.amina.staff_id}/time/adjust", wish | {"minutes": 0})
    strangers = [
        await world.hana.post(f"/staff/{staff_id}/time/adjust", wish) for staff_id in (world.eve.staff_id, uuid4())
    ]

    assert nothing.status_code == 422
    assert [answer.status_code for answer in strangers] == [404, 404]
    assert strangers[0].content == strangers[1].content


# ---- promising, logging, giving back ---------------------------------------------------------------


async def test_minutes_are_promised_for_all_or_for_nobody(world: World) -> None:
    year_id = give(world.database, world.amina, 30)
    give(world.database, world.ben, 29)
    wishes = [
        CommitWish(person.staff_id, year_id, TimeCategory.OBSERVE, 30, uuid4(), TODAY)
        for person in (world.amina, world.ben)
    ]

    with pytest.raises(BudgetExhausted) as refusal, world.database.writing(world.hana.scope) as session:
        actions.commit_all(session, world.hana.actor, wishes, NOW)

    assert (refusal.value.name, refusal.value.requested_minutes, refusal.value.available_minutes) == ("Ben", 30, 29)
    assert await minutes_of(world.amina) == (30, 0, 0, 30)


async def test_wishes_on_one_pot_are_counted_together(world: World) -> None:
    year_id = give(world.database, world.amina, 50)
    wish = CommitWish(world.amina.staff_id, year_id, TimeCategory.OBSERVE, 25, uuid4(), TODAY)

    with pytest.raises(BudgetExhausted) as refusal, world.database.writing(world.amina.scope) as session:
        actions.commit_all(session, world.amina.actor, [wish] * 3, NOW)
    with world.database.writing(world.amina.scope) as session:
        promised = actions.commit_all(session, world.amina.actor, [wish] * 2, NOW)

    assert refusal.value.requested_minutes == 75
    assert len({entry.id for entry in promised}) == 2
    assert await minutes_of(world.amina) == (50, 50, 0, 0)


async def test_a_promise_is_logged_or_given_back_but_only_once(world: World) -> None:
    give(world.database, world.amina, 60)
    logged, released = commit(world, world.amina, 30), commit(world, world.amina, 30)
    with world.database.writing(world.amina.scope) as session:
        actions.spend(session, world.amina.actor, logged, NOW)
        actions.release_all(session, world.amina.actor, [released], NOW, "The round was cancelled")

    for commit_id in (logged, released):
        with pytest.raises(AlreadySettled), world.database.writing(world.amina.scope) as session:
            actions.spend(session, world.amina.actor, commit_id, NOW)
        with pytest.raises(AlreadySettled), world.database.writing(world.amina.scope) as session:
            actions.release_all(session, world.amina.actor, [commit_id], NOW)

    assert await minutes_of(world.amina) == (60, 0, 30, 30)


async def test_another_schools_promise_is_not_found(world: World) -> None:
    give(world.database, world.amina, 60)
    foreign = commit(world, world.amina, 30)

    for commit_id in (foreign, uuid4()):
        with pytest.raises(NotFound), world.database.writing(world.eve.scope) as session:
            actions.spend(session, world.eve.actor, commit_id, NOW)

    assert await minutes_of(world.amina) == (60, 30, 0, 30)
