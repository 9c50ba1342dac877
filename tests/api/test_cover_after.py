"""Cover over HTTP: the cover lead's part, who sees whose answer, logging, and what goes when a round goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from build_cover import LESSON, a_group, a_need, a_round
from cast import NOW, World
from conftest import Clock
from cover_setting import Setting, answers, cover_pot, seen
from sqlmodel import select

from app.cover import queries
from app.cover.rules import CoverState
from app.plc.tables import PlcMember


@pytest.fixture
def setting(world: World) -> Setting:
    return Setting(world)


# ---- the cover lead --------------------------------------------------------------------------------


async def test_escalated_cover_may_still_be_accepted_by_who_was_asked(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])

    escalated = (await world.amina.post(f"/cover-slots/{slot_id}/escalate")).json()
    again = (await world.chloe.post(f"/cover-slots/{slot_id}/escalate")).json()
    accepted = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert (escalated["state"], again["version"]) == ("escalated", escalated["version"])
    assert accepted.json()["state"] == "accepted"


async def test_the_cover_lead_arranges_what_the_group_could_not(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])

    arranged = await world.grace.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Cover supervisor"})
    changed = await world.hana.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply, Tuesday"})
    late = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert (arranged.json()["state"], arranged.json()["kind"]) == ("arranged", "residual")
    assert changed.json()["arrangement"] == "Supply, Tuesday"
    assert (late.status_code, late.json()["state"]) == (409, "arranged")
    assert await answers(world.amina, slot_id) == {"Ben": "closed"}


async def test_nobody_takes_cover_away_from_who_agreed(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    refused = [
        await world.grace.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply"}),
        await world.amina.post(f"/cover-slots/{slot_id}/escalate"),
        await world.amina.post(f"/cover-slots/{slot_id}/ask", {"staff_ids": [str(world.chloe.staff_id)]}),
    ]

    assert [(answer.status_code, answer.json()["type"]) for answer in refused] == [
        (409, "/problems/cover/not-open")
    ] * 3
    assert (await seen(world.amina, slot_id))["coverer_name"] == "Ben"


async def test_only_cover_leads_and_cpd_leads_arrange(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need()

    statuses = {
        name: (await world.people[name].post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply"})).status_code
        for name in ("amina", "dev", "eve", "grace")
    }

    assert statuses == {"amina": 403, "dev": 403, "eve": 404, "grace": 200}


async def test_those_who_answer_for_cover_list_what_is_open_by_date_in_pages(setting: Setting) -> None:
    world = setting.world
    slots = [setting.need(slice=slice, ask=[world.ben] if slice % 2 else []) for slice in (3, 1, 2, 0)]

    first = (await world.grace.get("/cover-slots", params={"limit": 3})).json()
    second = (await world.grace.get("/cover-slots", params={"limit": 3, "after": first["next"]})).json()
    escalated = (await world.dev.get("/cover-slots", params={"state": "escalated"})).json()
    both = (await world.hana.get("/cover-slots?state=escalated&state=offered")).json()

    assert [item["start"] for item in first["items"] + second["items"]] == ["09:00", "09:30", "10:00", "10:30"]
    assert {item["id"] for item in first["items"] + second["items"]} == set(map(str, slots))
    assert {item["state"] for item in escalated["items"]} == {"escalated"}
    assert len(both["items"]) == 4
    assert (await world.amina.get("/cover-slots")).status_code == 403
    assert (await world.eve.get("/cover-slots")).json()["items"] == []


# ---- who sees what ---------------------------------------------------------------------------------


async def test_members_see_all_answers_and_leaders_none(setting: Setting) -> None:
    """Leaders never learn who declined: take `may_see_ask` out of queries.out to see it fail."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben, world.chloe])
    await world.ben.post(f"/cover-slots/{slot_id}/decline")

    assert await answers(world.frank, slot_id) == {"Ben": "declined", "Chloe": "asked"}
    for lead in (world.grace, world.hana, world.dev):
        assert await answers(lead, slot_id) == {}
        if lead is not world.dev:
            arranged = await lead.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply"})
            assert arranged.json()["asks"] == []
        listed = (await lead.get("/cover-slots")).json()["items"]
        assert [item["asks"] for item in listed] == [[]]
        assert "declined" not in (await lead.get("/cover-slots")).text


async def test_a_leader_who_is_a_member_sees_no_answers_in_the_schools_list(setting: Setting) -> None:
    world = setting.world
    group_id = a_group(setting.database, [world.hana, world.ben, world.chloe])
    round_id = a_round(setting.database, world.chloe, group_id)
    slot_id = a_need(setting.database, world.hana, group_id, round_id, ask=[world.ben])

    listed = (await world.hana.get("/cover-slots")).json()["items"]

    assert [item["asks"] for item in listed] == [[]]
    assert await answers(world.hana, slot_id) == {"Ben": "asked"}


async def test_who_left_the_group_after_being_asked_sees_the_need_and_their_own_answer(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben, world.chloe])

    with setting.database.writing(world.ben.scope) as session:
        session.exec(select(PlcMember).where(PlcMember.staff_id == world.ben.staff_id)).one().left_at = NOW

    assert await answers(world.ben, slot_id) == {"Ben": "asked"}


async def test_other_staff_and_other_schools_find_no_such_need(setting: Setting) -> None:
    world = setting.world
    group_id = a_group(setting.database, [world.ben, world.chloe, world.frank])
    round_id = a_round(setting.database, world.frank, group_id)
    slot_id = a_need(setting.database, world.ben, group_id, round_id)

    for stranger in (world.amina, world.eve, world.fay):
        known, unknown = [await stranger.get(f"/cover-slots/{which}") for which in (slot_id, uuid4())]
        assert (known.status_code, unknown.status_code) == (404, 404)
        assert known.content == unknown.content


async def test_every_change_needs_a_key(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])

    for word in ("accept", "decline", "escalate", "log"):
        refused = await world.ben.client.post(f"/cover-slots/{slot_id}/{word}")
        assert (refused.status_code, refused.json()["type"]) == (400, "/problems/idempotency/key-missing"), word
    assert (await seen(world.ben, slot_id))["state"] == "offered"


# ---- logging ---------------------------------------------------------------------------------------


async def test_cover_is_logged_from_its_first_minute_on_and_not_before(setting: Setting, clock: Clock) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    clock.instant = LESSON - timedelta(seconds=1)
    early = await world.ben.post(f"/cover-slots/{slot_id}/log")
    clock.instant = LESSON
    logged = await world.ben.post(f"/cover-slots/{slot_id}/log")
    again = await world.ben.post(f"/cover-slots/{slot_id}/log")

    assert (early.status_code, early.json()["type"]) == (409, "/problems/cover/too-early")
    assert (logged.status_code, logged.json()["state"]) == (200, "done")
    assert again.json() == logged.json()
    assert await cover_pot(world.ben) == (0, 30, 60)


async def test_only_the_coverer_logs(setting: Setting, clock: Clock) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    clock.instant = LESSON

    unagreed = await world.ben.post(f"/cover-slots/{slot_id}/log")
    clock.instant = NOW
    await world.ben.post(f"/cover-slots/{slot_id}/accept")
    clock.instant = LESSON
    statuses = [(await who.post(f"/cover-slots/{slot_id}/log")).status_code for who in (world.amina, world.eve)]

    assert unagreed.status_code == 403
    assert statuses == [403, 404]
    assert await cover_pot(world.ben) == (30, 0, 60)


async def test_what_waits_to_be_answered_or_logged_is_found(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    to_log, asked, declined = (setting.need(ask=[world.ben], slice=slice) for slice in range(3))
    await world.ben.post(f"/cover-slots/{to_log}/accept")
    await world.ben.post(f"/cover-slots/{declined}/decline")

    with setting.database.reading(world.ben.scope) as session:
        waiting = queries.asked_of_me(session, world.ben.actor, NOW)
        past = queries.asked_of_me(session, world.ben.actor, LESSON + timedelta(hours=1))
        before = queries.mine_to_log(session, world.ben.actor, LESSON - timedelta(seconds=1))
        after = queries.mine_to_log(session, world.ben.actor, LESSON)

    assert ([row.id for row in waiting], past) == ([asked], [])
    assert (before, [row.id for row in after]) == ([], [to_log])


# ---- when the round goes ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", [CoverState.CANCELLED, CoverState.STALE])
async def test_a_round_that_goes_gives_time_and_minutes_back(setting: Setting, state: CoverState) -> None:
    world = setting.world
    setting.give(world.ben)
    agreed, open_one = setting.need(ask=[world.ben, world.chloe]), setting.need(ask=[world.chloe], slice=1)
    await world.ben.post(f"/cover-slots/{agreed}/accept")

    setting.close(state)
    setting.close(state)

    for slot_id in (agreed, open_one):
        gone = await seen(world.amina, slot_id)
        assert (gone["state"], gone["coverer_id"]) == (state, None)
    assert await answers(world.amina, agreed) == {"Ben": "closed", "Chloe": "closed"}
    assert await cover_pot(world.ben) == (0, 0, 90)
    assert setting.held(world.ben) == []
    late = await world.chloe.post(f"/cover-slots/{open_one}/accept")
    assert (late.status_code, late.json()["state"]) == (409, state)


async def test_what_was_done_stays_done_when_the_round_goes(setting: Setting, clock: Clock) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")
    clock.instant = LESSON
    await world.ben.post(f"/cover-slots/{slot_id}/log")

    setting.close()

    assert (await seen(world.ben, slot_id))["state"] == "done"
    assert await cover_pot(world.ben) == (0, 30, 60)


async def test_one_round_that_goes_leaves_the_others(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    other = a_round(setting.database, world.frank, setting.group_id)
    kept = a_need(setting.database, world.amina, setting.group_id, other, ask=[world.ben])
    await world.ben.post(f"/cover-slots/{kept}/accept")

    setting.close()

    assert (await seen(world.ben, kept))["state"] == "accepted"
    with setting.database.reading(world.ben.scope) as session:
        of_rounds = queries.slots_of_rounds(session, world.ben.actor, [setting.round_id, other])
        counts = queries.count_by_state(session, world.ben.actor, LESSON.date(), LESSON.date())
    assert [len(of_rounds[round_id]) for round_id in (setting.round_id, other)] == [0, 1]
    assert (counts[CoverState.ACCEPTED], counts[CoverState.DONE]) == (1, 0)


# ---- balances --------------------------------------------------------------------------------------


async def test_balances_count_what_was_agreed_and_add_up_to_nothing(setting: Setting, clock: Clock) -> None:
    world = setting.world
    setting.give(world.ben, world.chloe)
    done, agreed, arranged = (setting.need(ask=[world.ben], slice=slice) for slice in range(3))
    for_ben = setting.need(ask=[world.chloe], slice=3, released=world.ben)
    for who, slot_id in ((world.ben, done), (world.ben, agreed), (world.chloe, for_ben)):
        assert (await who.post(f"/cover-slots/{slot_id}/accept")).status_code == 200
    await world.grace.post(f"/cover-slots/{arranged}/arrange", {"arrangement": "Supply"})
    clock.instant = LESSON
    await world.ben.post(f"/cover-slots/{done}/log")

    rows = (await world.amina.get(f"/groups/{setting.group_id}/balances")).json()["items"]

    assert [(row["name"], row["given_minutes"], row["received_minutes"]) for row in rows] == [
        ("Amina", 0, 60), ("Ben", 60, 30), ("Chloe", 30, 0), ("Frank", 0, 0),
    ]  # fmt: skip
    assert sum(row["given_minutes"] - row["received_minutes"] for row in rows) == 0


async def test_balances_come_in_pages_for_members_and_leads(setting: Setting) -> None:
    world = setting.world
    address = f"/groups/{setting.group_id}/balances"

    first = (await world.ben.get(address, params={"limit": 3})).json()
    second = (await world.hana.get(address, params={"limit": 3, "after": first["next"]})).json()

    assert [row["name"] for row in first["items"] + second["items"]] == ["Amina", "Ben", "Chloe", "Frank"]
    assert second["next"] is None
    assert [(await who.get(address)).status_code for who in (world.grace, world.eve)] == [403, 404]
    assert (await world.eve.get(address)).content == (await world.eve.get(f"/groups/{uuid4()}/balances")).content
