"""What becomes of cover is told to those whom it concerns, to no others, and not when it is no news any more."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from build_cover import LESSON
from build_round import a_round, a_school_at_work, watching
from build_webhook import a_webhook
from cast import NOW, Person, World
from cover_setting import Setting
from sqlmodel import col, select

from app.cover import actions
from app.identity.tables import MembershipRole
from app.kernel.actor import NOBODY, Role
from app.notices.rules import NoticeKind
from app.notices.tables import OneClickLink, WebhookDelivery
from app.outbox.tables import OutgoingMail
from app.study import news as round_news
from app.study.tables import StudyRound

EVERY_KIND = [
    "cover_asked", "cover_accepted", "cover_open", "round_planned", "round_changed", "timetable_changed",
]  # fmt: skip


@pytest.fixture
def setting(world: World) -> Setting:
    # Nine in the morning of the round's day: nobody has quiet hours.
    world.app.state.now.instant = NOW
    made = Setting(world)
    made.give(world.ben, world.chloe)
    return made


def mails(world: World, person: Person, kind: NoticeKind | None = None) -> list[OutgoingMail]:
    with world.database.reading(person.scope) as session:
        mine = select(OutgoingMail).where(OutgoingMail.staff_id == person.staff_id)
        mine = mine.where(OutgoingMail.kind == kind) if kind else mine
        return list(session.exec(mine.order_by(col(OutgoingMail.made_at), col(OutgoingMail.key))))


def all_have_gone(world: World) -> None:
    """What waits has reached its readers."""
    with world.database.writing(world.ben.scope) as session:
        waiting = select(OutgoingMail).where(
            OutgoingMail.school_id == world.birch_id, col(OutgoingMail.given_up_at).is_(None)
        )
        for mail in session.exec(waiting):
            mail.sent_at = NOW


def ask_anew(setting: Setting, wishes: Mapping[UUID, Person | None]) -> None:
    who = setting.world.hana
    wanted = {slot_id: one.staff_id if one else None for slot_id, one in wishes.items()}
    with setting.database.writing(who.scope) as session:
        actions.ask_anew(session, who.actor, wanted, NOW + timedelta(minutes=5))


def set_roles(world: World, person: Person, *roles: Role) -> None:
    with world.database.writing(NOBODY) as session:
        for row in session.exec(select(MembershipRole).where(MembershipRole.account_id == person.actor.account_id)):
            session.delete(row)
        session.flush()
        for role in roles:
            session.add(MembershipRole(account_id=person.actor.account_id, school_id=person.actor.school_id, role=role))


async def leave_in_peace(person: Person, **quiet: str | bool) -> None:
    stored = (await person.get("/me/notices")).json()
    wish = {"ways": [], "quiet": stored["quiet"] | quiet}
    chosen = await person.put("/me/notices", wish, version=stored["version"])
    assert chosen.status_code == 200, chosen.text


# ---- programs and channels -----------------------------------------------------------------------


async def test_no_program_can_be_told_that_somebody_said_no(setting: Setting) -> None:
    """R_MUTUAL_CONSENT. Take out: put COVER_DECLINED back into telling_programs.KINDS."""
    world = setting.world
    wish = {"name": "Rota", "address": "https://rota.example/hook", "kinds": ["cover_declined"]}
    slot_id = setting.need(ask=[world.ben, world.chloe])

    refused = await world.hana.post("/webhooks", wish)
    made = await a_webhook(world.hana, "https://rota.example/hook", kinds=EVERY_KIND)
    await world.ben.post(f"/cover-slots/{slot_id}/decline")

    sent = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries")).json()
    assert refused.status_code == 422
    assert sent["items"] == []
    assert [mail.kind for mail in mails(world, world.amina)] == ["cover_declined"]


async def test_what_is_told_to_one_colleague_alone_goes_to_no_program(setting: Setting) -> None:
    """Take out: `is_personal` in called_off or _withdraw of cover.news."""
    world = setting.world
    agreed, asked = setting.need(ask=[world.ben]), setting.need(ask=[world.chloe], slice=1)
    all_have_gone(world)
    await world.ben.post(f"/cover-slots/{agreed}/accept")
    await a_webhook(world.hana, "https://rota.example/hook", kinds=EVERY_KIND)

    setting.close()

    with world.database.reading(world.hana.scope) as session:
        assert session.exec(select(WebhookDelivery)).all() == []
    for person, slot_id in ((world.ben, agreed), (world.chloe, asked)):
        (told,) = mails(world, person, NoticeKind.ROUND_CHANGED)
        assert slot_id.hex in told.key


# ---- a repaired plan -----------------------------------------------------------------------------


async def test_who_had_agreed_and_is_replaced_is_told_and_their_calendar_with_them(setting: Setting) -> None:
    """Take out: `called_off` in cover.ask_anew."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    all_have_gone(world)
    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    ask_anew(setting, {slot_id: world.chloe})

    (told,) = mails(world, world.ben, NoticeKind.ROUND_CHANGED)
    (asked,) = mails(world, world.chloe)
    assert told.subject == "Round with 9B1 needs no cover from you any more"
    assert (told.calendar_method, told.reply_to) == ("CANCEL", slot_id.hex)
    assert "SEQUENCE:3" in told.calendar, "after the invitation's and what its acceptance made of it"
    assert asked.kind == "cover_asked"


async def test_who_is_asked_again_for_the_same_is_asked_and_not_sent_away(setting: Setting) -> None:
    world = setting.world
    slot_id = setting.need(ask=[world.ben, world.chloe])
    all_have_gone(world)

    ask_anew(setting, {slot_id: world.ben})
    ask_anew(setting, {slot_id: None})

    assert sorted(mail.calendar_method for mail in mails(world, world.ben)) == ["REQUEST", "REQUEST"]
    assert [mail.calendar_method for mail in mails(world, world.chloe)] == ["REQUEST", "CANCEL"]
    assert len([mail for mail in mails(world, world.ben) if mail.given_up_at]) == 1, "the second ask had not gone"


# ---- the cover lead arranges ---------------------------------------------------------------------


async def test_what_the_cover_lead_arranges_ends_the_asking_and_is_told_without_what_it_is(setting: Setting) -> None:
    """Take out: `news.arranged` in cover.arrange."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    all_have_gone(world)
    await world.amina.post(f"/cover-slots/{slot_id}/ask", {"staff_ids": [str(world.chloe.staff_id)]})
    path, arrangement = f"/cover-slots/{slot_id}/arrange", "Mr Smith, from the agency"

    done = await world.grace.post(path, {"arrangement": arrangement})
    changed = await world.grace.post(path, {"arrangement": "Supply"})

    assert (done.status_code, changed.status_code) == (200, 200)
    (waiting,) = mails(world, world.chloe)
    assert waiting.given_up_at is not None
    assert [mail.calendar_method for mail in mails(world, world.ben)] == ["REQUEST", "CANCEL"]
    (told,) = mails(world, world.amina)
    assert (told.kind, told.subject) == ("cover_accepted", "Cover is found: 9B1, Monday 2 November, 09:00")
    assert "Smith" not in told.text
    assert "Grace" not in told.text
    assert "A colleague" not in told.text


@pytest.mark.parametrize("settle", ["accept", "arrange", "close"])
async def test_a_need_that_is_settled_waits_for_no_cover_lead(setting: Setting, settle: str) -> None:
    """Take out: `_settled` in cover.news.no_more_asked."""
    world = setting.world
    slot_id = setting.need(ask=[world.ben])
    await world.amina.post(f"/cover-slots/{slot_id}/escalate")
    other_id = setting.need(slice=1)

    if settle == "accept":
        await world.ben.post(f"/cover-slots/{slot_id}/accept")
    elif settle == "arrange":
        await world.hana.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply"})
    else:
        await world.grace.post(f"/cover-slots/{other_id}/arrange", {"arrangement": "Supply"})
        setting.close()

    kept = {mail.key.split(":")[2]: mail.given_up_at is not None for mail in mails(world, world.grace)}
    assert kept == {slot_id.hex: True, other_id.hex: settle == "close"}


# ---- whose answer would be taken -----------------------------------------------------------------


@pytest.mark.parametrize(("roles", "is_asked"), [((), False), ((Role.TRUST_LEAD,), False), ((Role.TEACHER,), True)])
async def test_who_could_not_answer_is_not_asked_for_an_answer(
    setting: Setting, roles: tuple[Role, ...], is_asked: bool
) -> None:
    """Take out: _may_answer in notices.actions.telling."""
    world = setting.world
    set_roles(world, world.ben, *roles)

    slot_id = setting.need(ask=[world.ben])

    (mail,) = mails(world, world.ben)
    with world.database.reading(world.ben.scope) as session:
        links = session.exec(select(OneClickLink)).all()
    assert mail.reply_to == (slot_id.hex if is_asked else "")
    assert len(links) == is_asked


# ---- rounds that do not take place ---------------------------------------------------------------


async def test_of_a_round_that_is_called_off_nothing_else_goes_any_more(world: World) -> None:
    """Take out: `_keep_back` in study.news.changed."""
    world.app.state.now.instant = NOW - timedelta(hours=2)
    group = await a_school_at_work(world)
    wish = a_round(world, group, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:10"})
    made = (await world.amina.post("/rounds", wish | {"observers": [watching(world.ben)]})).json()
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(StudyRound).where(StudyRound.id == UUID(made["id"]))).one()
        round_news.tomorrow(session, world.hana.actor, [row], NOW)
    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": made["focus"], "debrief": {"held_on": "2026-11-10", "start": "15:10"}}, version=made["version"],
    )  # fmt: skip
    assert moved.status_code == 200, moved.text
    still = {mail.kind for mail in mails(world, world.ben) if mail.given_up_at is None}

    called_off = await world.hana.post(f"/rounds/{made['id']}/cancel", {})

    assert called_off.status_code == 200, called_off.text
    assert still == {"round_planned", "round_tomorrow", "round_changed"}
    waiting = [mail.subject for mail in mails(world, world.ben) if mail.given_up_at is None]
    assert waiting == ["Round with 7A is called off"]
    assert {mail.kind for mail in mails(world, world.amina) if mail.given_up_at} == {"round_tomorrow"}


async def test_that_a_debrief_moves_is_in_time_while_the_debrief_is_to_come(world: World) -> None:
    """Take out: the debrief's begins_at in study.news.moved."""
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()
    await leave_in_peace(world.ben, starts="08:00", ends="10:00")

    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(StudyRound).where(StudyRound.id == UUID(made["id"]))).one()
        round_news.moved(session, world.amina.actor, row, row.starts_at - timedelta(minutes=1))

    (told,) = mails(world, world.ben, NoticeKind.ROUND_CHANGED)
    assert told.subject == "Round with 7A has its debrief on Monday 2 November at 15:05"


# ---- never when it has begun ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "lets_urgent_through", "written"), [("08:59", False, 1), ("09:00", False, 0), ("09:00", True, 1)]
)
async def test_an_ask_never_waits_past_its_lesson(
    setting: Setting, ends: str, lets_urgent_through: bool, written: int
) -> None:
    """Take out: told_at in notices.actions.telling."""
    world = setting.world
    assert f"{LESSON:%H:%M}" == "09:00"
    await leave_in_peace(world.ben, starts="07:00", ends=ends, lets_urgent_through=lets_urgent_through)

    setting.need(ask=[world.ben])

    assert len(mails(world, world.ben)) == written
