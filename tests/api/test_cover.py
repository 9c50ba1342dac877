"""Cover over HTTP: asked and agreed, never assigned."""

from datetime import timedelta
from uuid import uuid4

import pytest
from build_cover import LESSON, a_need, fill
from cast import World
from conftest import Clock
from cover_setting import Setting, answers, cover_pot, seen
from sqlmodel import select

from app.cover.errors import AskedOutsideGroup, AskedTheReleased
from app.identity.tables import Staff
from app.occupied.rules import OccupiedKind


@pytest.fixture
def setting(world: World) -> Setting:
    return Setting(world)


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

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency/key-reused")
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
