"""Yes or no to an ask for cover by the link in its mail: signed, once, for one person, and never by a GET."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from build_cover import LESSON
from cast import NOW, Person, World, browser
from cover_setting import Setting, answers, cover_pot, seen
from sqlmodel import select

from app.cover.rules import CoverState
from app.identity.tables import Account, MembershipRole, Staff
from app.kernel import signed
from app.kernel.actor import NOBODY, Role
from app.notices.rules import claims
from app.notices.tables import OneClickLink
from app.outbox.message import Post, message_of
from app.outbox.tables import OutgoingMail


@pytest.fixture
def setting(world: World) -> Setting:
    world.app.state.now.instant = NOW
    made = Setting(world)
    made.give(world.ben, world.chloe)
    return made


def secret_of(world: World, person: Person) -> str:
    """What stands behind the # in the only mail of *person*, as it is sent."""
    key = world.app.state.settings.secret_key.encode()
    post = Post("smtp://mail.example", "kenkyu@kenkyu.test", "kenkyu.test", "https://kenkyu.test", key)
    with world.database.reading(person.scope) as session:
        mail = session.exec(select(OutgoingMail).where(OutgoingMail.staff_id == person.staff_id)).one()
    assert "https://" not in mail.text, "no secret is stored"
    body = message_of(mail, post).get_body(("plain",))
    assert body is not None
    found = re.search(r"https://kenkyu\.test/cover/answer#(\S+)", body.get_content())
    assert found is not None
    return found[1]


async def look(world: World, secret: str) -> httpx.Response:
    return await browser(world.app).post("/cover-answers/look", json={"secret": secret})


async def say(world: World, secret: str, answer: str) -> httpx.Response:
    return await browser(world.app).post("/cover-answers", json={"secret": secret, "answer": answer})


async def test_looking_shows_who_when_and_what_and_changes_nothing(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    secret = secret_of(world, world.ben)

    looks = [await look(world, secret) for _ in range(3)]

    assert [one.status_code for one in looks] == [200] * 3
    assert looks[-1].json() == {
        "name": "Ben", "released_name": "Amina", "class_name": "9B1", "subject": "Maths", "room": "M4",
        "day": "Monday 2 November", "start": "09:00", "end": "09:30", "period": "P1", "minutes": 30, "state": "open",
    }  # fmt: skip
    assert (await seen(world.amina, slot_id))["state"] == "offered"


async def test_nothing_at_the_link_s_address_answers_a_get(setting: Setting) -> None:
    """What scanners of mail send. The secret stands behind the #, which no browser sends along."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    secret = secret_of(world, world.ben)

    for path in ("/cover-answers", f"/cover-answers?secret={secret}&answer=accept", f"/cover-answers/{secret}"):
        assert (await browser(world.app).get(path)).status_code in (401, 404, 405)

    assert (await seen(world.amina, slot_id))["state"] == "offered"


@pytest.mark.parametrize(("answer", "state"), [("accept", "accepted"), ("decline", "declined")])
async def test_one_press_answers_without_signing_in_as_in_the_application(
    setting: Setting, answer: str, state: str
) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben, world.chloe])
    secret = secret_of(world, world.ben)

    said = await say(world, secret, answer)

    assert (said.status_code, said.json()["state"]) == (200, state)
    assert (await answers(world.amina, slot_id))["Ben"] == state
    assert (await cover_pot(world.ben))[0] == (30 if answer == "accept" else 0)
    assert (await look(world, secret)).json()["state"] == state


async def test_a_link_answers_once_and_the_same_press_twice_is_one(setting: Setting) -> None:
    """Take out: `link.used_at` in by_link.answer."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben, world.chloe])
    secret = secret_of(world, world.ben)

    first, again = await say(world, secret, "decline"), await say(world, secret, "decline")
    other = await say(world, secret, "accept")

    assert [first.status_code, again.status_code] == [200, 200]
    assert (other.status_code, other.json()["type"]) == (409, "/problems/notices/link-used")
    assert await answers(world.amina, slot_id) == {"Ben": "declined", "Chloe": "asked"}


async def test_the_second_colleague_hears_kindly_that_another_was_quicker(setting: Setting) -> None:
    world = setting.world
    setting.need(ask=[world.ben, world.chloe])
    bens, chloes = secret_of(world, world.ben), secret_of(world, world.chloe)

    await say(world, bens, "accept")
    late = await say(world, chloes, "accept")

    assert (late.status_code, late.json()["type"]) == (409, "/problems/cover/already-taken")
    assert "Thank you for offering." in late.json()["detail"]
    assert (await look(world, chloes)).json()["state"] == "taken"
    assert "Ben" not in str((await look(world, chloes)).json())


async def test_a_link_ends_when_the_half_hour_begins(setting: Setting) -> None:
    """Take out: LinkOver in actions.use_link (the application lets people accept until the end)."""
    world = setting.world
    setting.need(ask=[world.ben])
    secret = secret_of(world, world.ben)

    world.app.state.now.instant = LESSON
    over = await say(world, secret, "accept")
    at_the_last_moment = LESSON - timedelta(seconds=1)
    shown = (await look(world, secret)).json()["state"]
    world.app.state.now.instant = at_the_last_moment
    in_time = await say(world, secret, "accept")

    assert (over.status_code, over.json()["type"], shown) == (409, "/problems/notices/link-over", "over")
    assert in_time.status_code == 200


async def test_who_is_not_free_is_told_why_and_may_still_say_no(setting: Setting) -> None:
    world = setting.world
    setting.need(ask=[world.frank], released=world.amina)
    secret = secret_of(world, world.frank)

    refused = await say(world, secret, "accept")
    declined = await say(world, secret, "decline")

    assert refused.status_code == 409
    assert declined.status_code == 200


async def test_a_forged_link_is_none_whatever_is_wrong_with_it(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    secret, key = secret_of(world, world.ben), world.app.state.settings.secret_key.encode()
    with world.database.reading(world.ben.scope) as session:
        link = session.exec(select(OneClickLink)).one()
    forged = [
        "x", secret[:-3], secret[:-2] + "xx", signed.token_of(b"k" * 40, world.birch_id, claims.answering(link.id)),
        signed.token_of(key, world.cedar_id, claims.answering(link.id)),
        signed.token_of(key, world.birch_id, claims.answering(UUID(int=5))),
        signed.token_of(key, world.birch_id, f"leave:{world.ben.staff_id.hex}:digest"),
    ]  # fmt: skip

    found = [((await say(world, one, "accept")).status_code, (await look(world, one)).status_code) for one in forged]

    assert found == [(404, 404)] * len(forged)
    assert (await seen(world.amina, slot_id))["state"] == "offered"


@pytest.mark.parametrize(
    "body", [{}, {"secret": "x"}, {"secret": "x", "answer": "perhaps"}, {"secret": "", "answer": "accept"}]
)
async def test_what_is_no_answer_is_refused(world: World, body: dict[str, Any]) -> None:
    assert (await browser(world.app).post("/cover-answers", json=body)).status_code == 422


async def test_the_link_of_who_has_left_or_is_shut_out_opens_nothing(setting: Setting) -> None:
    """Take out: `acting` in by_link."""
    world = setting.world
    setting.need(ask=[world.ben, world.chloe])
    bens, chloes = secret_of(world, world.ben), secret_of(world, world.chloe)
    with world.database.writing(world.ben.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.ben.staff_id)).one().is_active = False
    with world.database.writing(NOBODY) as session:
        session.exec(select(Account).where(Account.id == world.chloe.actor.account_id)).one().disabled_at = NOW

    statuses = [(await say(world, one, "accept")).status_code for one in (bens, chloes)]

    assert statuses == [404, 404]


async def test_the_link_of_who_has_another_role_now_opens_nothing(setting: Setting) -> None:
    """Take out: the door of accept_cover in by_link."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    secret = secret_of(world, world.ben)
    with world.database.writing(NOBODY) as session:
        mine = select(MembershipRole).where(MembershipRole.account_id == world.ben.actor.account_id)
        session.exec(mine).one().role = Role.KNOWLEDGEABLE_OTHER

    statuses = [(await look(world, secret)).status_code, (await say(world, secret, "accept")).status_code]

    assert statuses == [404, 404]
    assert (await seen(world.amina, slot_id))["state"] == "offered"


async def test_when_the_round_is_called_off_the_link_says_so(setting: Setting) -> None:
    world = setting.world
    setting.need(ask=[world.ben])
    secret = secret_of(world, world.ben)

    setting.close(CoverState.CANCELLED)

    assert (await look(world, secret)).json()["state"] == "gone"
    assert (await say(world, secret, "accept")).status_code in (403, 409)


async def test_a_press_from_another_site_is_refused(setting: Setting) -> None:
    world = setting.world
    setting.need(ask=[world.ben])
    elsewhere = browser(world.app)
    elsewhere.headers["Sec-Fetch-Site"] = "cross-site"

    refused = await elsewhere.post("/cover-answers", json={"secret": secret_of(world, world.ben), "answer": "accept"})

    assert refused.status_code == 403
