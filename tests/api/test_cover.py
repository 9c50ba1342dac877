"""Cover over HTTP: asked and agreed, never assigned; who sees whose answer; what goes when a round goes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_cover import LESSON, a_group, a_need, a_round, fill
from build_time import give
from cast import NOW, Person, World
from conftest import Clock
from sqlmodel import col, select

from app.cover import actions, queries
from app.cover.errors import AskedOutsideGroup, AskedTheReleased
from app.cover.rules import CoverState
from app.identity.tables import Staff
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.plc.tables import PlcMember
from app.time_budget.rules import TimeCategory


class Setting:
    """Amina, Ben, Chloe and Frank are a group. Frank hosts, Amina watches, so Amina's class needs somebody."""

    def __init__(self, world: World) -> None:
        self.world, self.database = world, world.database
        self.group_id = a_group(world.database, [world.amina, world.ben, world.chloe, world.frank])
        self.round_id = a_round(world.database, world.frank, self.group_id)

    def need(self, *, ask: Sequence[Person] = (), slice: int = 0, released: Person | None = None) -> UUID:
        starts_at = LESSON + timedelta(minutes=30 * slice)
        return a_need(
            self.database, released or self.world.amina, self.group_id, self.round_id, ask=ask, slice=slice,
            starts_at=starts_at,
        )  # fmt: skip

    def give(self, *people: Person, minutes: int = 90) -> None:
        for person in people:
            give(self.database, person, minutes, TimeCategory.COVER)

    def close(self, state: CoverState = CoverState.CANCELLED) -> None:
        who = self.world.frank
        with self.database.writing(who.scope) as session:
            actions.close_for_rounds(session, who.actor, [self.round_id], NOW, state=state)

    def held(self, person: Person) -> list[Occupied]:
        with self.database.reading(person.scope) as session:
            mine = select(Occupied).where(Occupied.staff_id == person.staff_id, ~col(Occupied.is_released))
            return list(session.exec(mine))


@pytest.fixture
def setting(world: World) -> Setting:
    return Setting(world)


async def seen(person: Person, slot_id: UUID) -> dict[str, Any]:
    return (await person.get(f"/cover-slots/{slot_id}")).json()


async def answers(person: Person, slot_id: UUID) -> dict[str, str]:
    return {ask["name"]: ask["state"] for ask in (await seen(person, slot_id))["asks"]}


async def cover_pot(person: Person) -> tuple[int, int, int]:
    """Committed, spent, available."""
    pot = (await person.get("/my-time")).json()["pots"][1]
    return pot["committed_minutes"], pot["spent_minutes"], pot["available_minutes"]


# ---- asking ----------------------------------------------------------------------------------------


async def test_a_need_with_colleagues_to_ask_is_offered_and_without_goes_to_the_cover_lead(setting: Setting) -> None:
    world = setting.world
    asked, unasked = setting.need(ask=[world.ben, world.chloe]), setting.need(slice=1)

    offered, escalated = await seen(world.amina, asked), await seen(world.amina, unasked)

    assert (offered["state"], offered["kind"]) == ("offered", "mutual")
    assert (offered["start"], offered["end"], offered["class_name"]) == ("09:00", "09:30", "9B1")
    assert (offered["released_name"], offered["focus"]) == ("Amina", "Talk in maths")
    assert {ask["name"] for ask in offered["asks"]} == {"Ben", "Chloe"}
    assert (escalated["state"], escalated["asks"], escalated["asked_at"]) == ("escalated", [], None)


async def test_times_are_those_of_the_schools_clocks(setting: Setting) -> None:
    in_summer = LESSON.replace(year=2027, month=6)
    slot_id = a_need(setting.database, setting.world.amina, setting.group_id, setting.round_id, starts_at=in_summer)

    assert (await seen(setting.world.amina, slot_id))["start"] == "10:00"


async def test_only_members_are_asked_and_never_the_one_who_is_released(setting: Setting) -> None:
    world = setting.world

    with pytest.raises(AskedOutsideGroup):
        setting.need(ask=[world.ben, world.hana])
    with pytest.raises(AskedTheReleased):
        setting.need(ask=[world.amina])


async def test_a_member_asks_more_colleagues_and_nobody_twice(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/decline")

    asked = await world.frank.post(
        f"/cover-slots/{slot_id}/ask", {"staff_ids": [str(world.chloe.staff_id), str(world.ben.staff_id)]}
    )

    assert (asked.status_code, asked.json()["state"]) == (200, "offered")
    assert await answers(world.amina, slot_id) == {"Ben": "declined", "Chloe": "asked"}


async def test_asking_somebody_outside_the_group_or_the_released_is_refused(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    types = {}

    for person in (world.hana, world.eve, world.amina):
        refused = await world.ben.post(f"/cover-slots/{slot_id}/ask", {"staff_ids": [str(person.staff_id)]})
        types[person.name] = (refused.status_code, refused.json()["type"])

    assert types == {
        "hana": (409, "/problems/cover/not-in-group"),
        "eve": (409, "/problems/cover/not-in-group"),
        "amina": (409, "/problems/cover/asked-the-released"),
    }
    assert await answers(world.amina, slot_id) == {"Ben": "asked"}


async def test_somebody_outside_the_group_neither_asks_nor_escalates(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])

    for who, status in ((world.hana, 403), (world.grace, 403), (world.eve, 404)):
        asked = await who.post(f"/cover-slots/{slot_id}/ask", {"staff_ids": [str(world.chloe.staff_id)]})
        escalated = await who.post(f"/cover-slots/{slot_id}/escalate")
        assert (asked.status_code, escalated.status_code) == (status, status)
    assert (await seen(world.amina, slot_id))["state"] == "offered"


# ---- accepting -------------------------------------------------------------------------------------


async def test_accepting_takes_the_half_hour_and_the_minutes(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    before = (await seen(world.ben, slot_id))["version"]

    accepted = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    body = accepted.json()
    assert (accepted.status_code, body["state"], body["coverer_name"]) == (200, "accepted", "Ben")
    assert body["version"] == before + 1
    assert await answers(world.amina, slot_id) == {"Ben": "accepted", "Chloe": "closed"}
    assert await cover_pot(world.ben) == (30, 0, 60)
    (stretch,) = setting.held(world.ben)
    assert (stretch.kind, stretch.starts_at, stretch.ref_id) == (OccupiedKind.COVER, LESSON, slot_id)


async def test_whoever_accepts_second_is_thanked_and_refused(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben, world.chloe)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    second = await world.chloe.post(f"/cover-slots/{slot_id}/accept")

    assert (second.status_code, second.json()["type"]) == (409, "/problems/cover/already-taken")
    assert second.json()["state"] == "accepted"
    assert await cover_pot(world.chloe) == (0, 0, 90)
    assert setting.held(world.chloe) == []


async def test_accepting_twice_holds_once_whether_or_not_the_key_is_the_same(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id, key = setting.need(ask=[world.ben]), str(uuid4())

    bodies = [
        (await world.ben.post(f"/cover-slots/{slot_id}/accept", key=used)).json() for used in (key, key, str(uuid4()))
    ]

    assert bodies[0] == bodies[1] == bodies[2]
    assert await cover_pot(world.ben) == (30, 0, 60)


async def test_a_key_used_for_one_need_is_refused_for_another(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    first, second, key = setting.need(ask=[world.ben]), setting.need(ask=[world.ben], slice=1), str(uuid4())
    await world.ben.post(f"/cover-slots/{first}/accept", key=key)

    refused = await world.ben.post(f"/cover-slots/{second}/accept", key=key)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/idempotency/key-reused")
    assert (await seen(world.ben, second))["state"] == "offered"


@pytest.mark.parametrize(
    ("kind", "label", "reason"),
    [
        (OccupiedKind.TEACH, "7A1", "Teaches 7A1"),
        (OccupiedKind.PPA, "", "PPA, which is always kept"),
        (OccupiedKind.DUTY, "Gate", "On duty: Gate"),
        (OccupiedKind.OFF, "", "Not in school"),
        (OccupiedKind.OBSERVE, "", "Observes a colleague"),
    ],
)
async def test_nobody_covers_who_is_held_then_and_they_read_why(
    setting: Setting, kind: OccupiedKind, label: str, reason: str
) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    fill(setting.database, world.ben, kind, label=label, starts_at=LESSON + timedelta(minutes=29))

    refused = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/cover/not-free")
    assert refused.json()["reason"] == reason
    assert await cover_pot(world.ben) == (0, 0, 90)
    assert (await seen(world.ben, slot_id))["state"] == "offered"


async def test_a_lesson_that_touches_the_half_hour_does_not_hold(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    fill(setting.database, world.ben, OccupiedKind.TEACH, starts_at=LESSON - timedelta(minutes=30))
    fill(setting.database, world.ben, OccupiedKind.TEACH, starts_at=LESSON + timedelta(minutes=30))

    assert (await world.ben.post(f"/cover-slots/{slot_id}/accept")).status_code == 200


async def test_what_holds_a_person_at_another_school_is_never_told(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    with world.database.writing(world.fay.scope) as session:
        fay = session.exec(select(Staff).where(Staff.id == world.fay.staff_id)).one()
        fay.person_id = world.ben.person_id  # One person, who works at both schools.
    fill(setting.database, world.fay, OccupiedKind.TEACH, label="Cedar secret")

    refused = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/occupied/not-free")
    assert "secret" not in refused.text
    assert "Teaches" not in refused.text
    assert await cover_pot(world.ben) == (0, 0, 90)


async def test_thirty_minutes_left_are_enough_and_twenty_nine_are_not(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben, minutes=29)
    setting.give(world.chloe, minutes=30)
    slot_id = setting.need(ask=[world.ben, world.chloe])

    short = await world.ben.post(f"/cover-slots/{slot_id}/accept")
    enough = await world.chloe.post(f"/cover-slots/{slot_id}/accept")

    assert (short.status_code, short.json()["type"]) == (409, "/problems/time-budget/exhausted")
    assert (short.json()["category"], short.json()["available_minutes"], short.json()["name"]) == ("cover", 29, None)
    assert setting.held(world.ben) == []
    assert enough.status_code == 200


async def test_only_those_who_were_asked_accept_or_decline(setting: Setting) -> None:
    world = setting.world
    setting.give(world.chloe, world.grace)
    slot_id = setting.need(ask=[world.ben])

    for who, status in ((world.chloe, 403), (world.grace, 403), (world.eve, 404)):
        for word in ("accept", "decline"):
            assert (await who.post(f"/cover-slots/{slot_id}/{word}")).status_code == status
    assert (await seen(world.amina, slot_id))["state"] == "offered"


async def test_until_the_lesson_ends_one_may_accept_and_not_after(setting: Setting, clock: Clock) -> None:
    world = setting.world
    setting.give(world.ben)
    first, second = setting.need(ask=[world.ben]), setting.need(ask=[world.chloe])

    clock.instant = LESSON + timedelta(minutes=30)
    over = [
        await world.ben.post(f"/cover-slots/{first}/accept"),
        await world.ben.post(f"/cover-slots/{second}/ask", {"staff_ids": [str(world.ben.staff_id)]}),
        await world.ben.post(f"/cover-slots/{second}/escalate"),
    ]
    clock.instant -= timedelta(seconds=1)
    in_time = await world.ben.post(f"/cover-slots/{first}/accept")

    assert [(answer.status_code, answer.json()["type"]) for answer in over] == [(409, "/problems/cover/over")] * 3
    assert in_time.status_code == 200


# ---- declining -------------------------------------------------------------------------------------


async def test_when_the_last_colleague_declines_the_cover_lead_is_asked(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben, world.chloe])

    first = (await world.ben.post(f"/cover-slots/{slot_id}/decline")).json()
    last = (await world.chloe.post(f"/cover-slots/{slot_id}/decline")).json()

    assert (first["state"], last["state"]) == ("offered", "escalated")


async def test_a_no_takes_no_reason(setting: Setting) -> None:
    slot_id = setting.need(ask=[setting.world.ben])

    declined = await setting.world.ben.post(f"/cover-slots/{slot_id}/decline", {"reason": "too tired"})

    assert "tired" not in declined.text
    assert "reason" not in declined.json()


async def test_a_no_may_become_a_yes_while_nobody_else_has_said_yes(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/decline")

    accepted = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")


async def test_a_yes_does_not_become_a_no_by_declining(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    refused = await world.ben.post(f"/cover-slots/{slot_id}/decline")

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/cover/not-open")
    assert (await seen(world.ben, slot_id))["state"] == "accepted"


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
