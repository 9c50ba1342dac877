"""What people are told: written in the transaction of what happens, by the ways and at the times they chose."""

from datetime import timedelta
from typing import Any

import pytest
from build_cover import LESSON, a_need
from build_notice import POST, choose, mails, tell
from cast import NOW, World
from cover_setting import Setting
from sqlmodel import select

from app.cover.rules import CoverState
from app.identity.schemas import StaffEdit
from app.identity.tables import Membership, Staff
from app.kernel.actor import NOBODY
from app.notices import actions, queries
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.outbox.message import message_of
from app.outbox.tables import OutgoingMail


@pytest.fixture
def setting(world: World) -> Setting:
    # Nine in the morning of the round's day: nobody has quiet hours.
    world.app.state.now.instant = NOW
    return Setting(world)


# ---- what cover and rounds tell --------------------------------------------------------------------


async def test_who_is_asked_to_cover_gets_a_mail_with_a_link_that_answers(setting: Setting) -> None:
    world = setting.world

    setting.need(ask=[world.ben])

    (mail,) = mails(world, world.ben)
    text = message_of(mail, POST).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert mail.subject == "Can you cover 9B1, Monday 2 November, 09:00?"
    assert "Amina asks whether you can cover 9B1." in text
    assert "When: Monday 2 November, 09:00 to 09:30 (period P1)" in text
    assert "https://kenkyu.test/cover/answer#" in text
    assert "https://kenkyu.test/?on=2026-11-02" in text
    assert not mails(world, world.amina)


async def test_times_are_those_of_the_school_s_clocks(world: World) -> None:
    setting = Setting(world)
    in_summer = LESSON.replace(year=2027, month=6)
    a_need(setting.database, world.amina, setting.group_id, setting.round_id, ask=[world.ben], starts_at=in_summer)

    (mail,) = mails(world, world.ben)
    assert "10:00 to 10:30" in mail.text


async def test_acceptance_is_told_to_whose_class_it_is_and_the_others_are_asked_no_more(setting: Setting) -> None:
    """Take out: `news.accepted` in cover.accept, or no_more_asked in it."""
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben, world.chloe])

    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    (told,) = mails(world, world.amina)
    (waiting,) = mails(world, world.chloe)
    assert (told.kind, told.subject) == ("cover_accepted", "Ben covers 9B1, Monday 2 November, 09:00")
    assert waiting.given_up_at == NOW


async def test_the_last_no_is_told_to_the_group_and_the_need_to_the_cover_lead(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])

    await world.ben.post(f"/cover-slots/{slot_id}/decline")

    (declined,) = mails(world, world.amina)
    (left,) = mails(world, world.grace)
    assert (declined.kind, declined.subject) == ("cover_declined", "Ben cannot cover 9B1, Monday 2 November, 09:00")
    assert (left.kind, left.subject) == ("cover_open", "Cover needed: 9B1, Monday 2 November, 09:00")
    assert "Ben" not in left.text
    assert not mails(world, world.hana)
    assert not mails(world, world.dev)


async def test_who_agreed_hears_that_the_round_is_called_off(setting: Setting) -> None:
    world = setting.world
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    setting.close(CoverState.CANCELLED)

    (told,) = mails(world, world.ben, NoticeKind.ROUND_CHANGED)
    assert told.subject == "Round with 9B1 does not take place: you need not cover"


async def test_a_refused_change_tells_nobody(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])

    refused = await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert refused.status_code == 409
    assert not mails(world, world.amina)


# ---- once, to whom it still concerns -----------------------------------------------------------------


async def test_the_same_news_is_told_once(world: World) -> None:
    tell(world, world.ben)
    tell(world, world.ben)
    tell(world, world.ben, key="other")

    assert len(mails(world, world.ben)) == 2


async def test_who_has_no_address_or_has_left_or_is_of_another_school_is_passed_over(world: World) -> None:
    with world.database.writing(world.ben.scope) as session:
        staff = {row.id: row for row in session.exec(select(Staff))}
        staff[world.ben.staff_id].email = None
        staff[world.chloe.staff_id].is_active = False
        staff[world.frank.staff_id].left_on = NOW.date() - timedelta(days=1)
    with world.database.writing(NOBODY) as session:
        session.exec(select(Membership).where(Membership.staff_id == world.grace.staff_id)).one().is_active = False
    everyone = tuple(one.staff_id for one in (world.ben, world.chloe, world.frank, world.grace, world.eve))

    with world.database.writing(world.ben.scope) as session:
        notice = Notice(NoticeKind.ROUND_PLANNED, everyone, {}, "/", "k")
        actions.tell(session, world.birch_id, notice, NOW)

    assert [mail for person in world.everyone() for mail in mails(world, person)] == []


async def test_what_waits_does_not_go_to_who_leaves_or_loses_the_role_or_wants_no_more(world: World) -> None:
    """Promise 28. Take out: a line of queries.still_for."""
    for person in (world.ben, world.chloe, world.frank):
        tell(world, person)
    tell(world, world.grace, kind=NoticeKind.COVER_OPEN)
    tell(world, world.hana, kind=NoticeKind.COVER_OPEN)
    with world.database.reading(world.ben.scope) as session:
        waiting = list(session.exec(select(OutgoingMail)))
        before = {
            mail.staff_id for mail in waiting if mail.id in queries.still_for(session, world.birch_id, waiting, NOW)
        }

    with world.database.writing(world.ben.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.ben.staff_id)).one().is_active = False
    await choose(world.chloe, by_mail=False)
    listed = (await world.hana.get("/staff")).json()["items"]
    grace = next(one for one in listed if one["id"] == str(world.grace.staff_id))
    edited = await world.hana.put(
        f"/staff/{grace['id']}", _wish_of(grace) | {"roles": ["teacher"]}, version=grace["version"]
    )
    assert edited.status_code == 200, edited.text

    with world.database.reading(world.ben.scope) as session:
        after = {
            mail.staff_id for mail in waiting if mail.id in queries.still_for(session, world.birch_id, waiting, NOW)
        }
    assert before == {one.staff_id for one in (world.ben, world.chloe, world.frank, world.grace, world.hana)}
    assert after == {world.frank.staff_id, world.hana.staff_id}


def _wish_of(staff: dict[str, Any]) -> dict[str, Any]:
    return {name: staff[name] for name in StaffEdit.model_fields if name in staff}
