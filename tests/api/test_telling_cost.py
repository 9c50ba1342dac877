"""Telling many people of many things takes as many statements as telling a few, whoever listens besides."""

from uuid import UUID

from build_push import Browser, give
from build_webhook import a_webhook
from cast import NOW, Person, World
from counting import statements_of
from sqlmodel import col, func, select

from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices import actions
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.notices.tables import WebhookDelivery
from app.outbox.tables import OutgoingMail

EVERY_KIND = ["cover_asked", "cover_accepted", "cover_open", "round_planned", "round_changed", "timetable_changed"]
ROUND = NoticeKind.ROUND_CHANGED


def tell(world: World, people: list[Person], *, count: int, start: int) -> int:
    """Tell *people* of *count* rounds; answers with how many statements that took."""
    staff_ids = tuple(person.staff_id for person in people)
    told = [
        Notice(ROUND, staff_ids, {"class": "7A", "what": "is called off"}, "/", f"round:{number}")
        for number in range(start, start + count)
    ]
    with statements_of(world.database.engine) as seen, world.database.writing(world.hana.scope) as session:
        actions.tell_all(session, world.birch_id, told, NOW)
    return len(seen)


def rows(world: World) -> dict[str, int]:
    with world.database.reading(world.hana.scope) as session:
        mails = session.exec(select(func.count()).select_from(OutgoingMail)).one()
        deliveries = session.exec(select(func.count()).select_from(WebhookDelivery)).one()
    with world.database.reading(NOBODY) as session:
        pushes = session.exec(
            select(func.count()).select_from(Job).where(Job.kind == "push_notice", Job.school_id == world.birch_id)
        ).one()
    return {"mails": mails, "deliveries": deliveries, "pushes": pushes}


async def test_twice_the_people_the_news_and_the_receivers_take_no_more_statements(world: World) -> None:
    """Take out: the reading of webhooks before the loop, or `enqueue_all`, in notices.actions."""
    everybody = [world.amina, world.ben, world.chloe, world.frank, world.grace, world.hana]
    for person in everybody:
        await give(person, Browser.fresh(), f"https://push.example/{person.name}")
    await a_webhook(world.hana, "https://rota.example/1", name="One", kinds=EVERY_KIND)
    await a_webhook(world.hana, "https://rota.example/2", name="Two", kinds=EVERY_KIND)
    few = tell(world, everybody[:3], count=3, start=0)
    before = rows(world)

    for name in ("Three", "Four"):
        await a_webhook(world.hana, "https://rota.example/3", name=name, kinds=EVERY_KIND)
    for person in everybody:
        await give(person, Browser.fresh(), f"https://push.example/{person.name}/another")
    many = tell(world, everybody, count=6, start=3)

    assert before == {"mails": 9, "deliveries": 6, "pushes": 9}
    assert rows(world) == {"mails": 9 + 36, "deliveries": 6 + 24, "pushes": 9 + 72}
    assert many == few


async def test_news_for_several_in_notices_of_one_key_is_told_to_a_program_once(world: World) -> None:
    made = await a_webhook(world.hana, "https://rota.example/1", kinds=EVERY_KIND)
    said = {"class": "7A", "what": "is called off"}
    told = [Notice(ROUND, (person.staff_id,), said, "/", "round:1") for person in (world.amina, world.ben)]

    for _ in range(2):
        with world.database.writing(world.hana.scope) as session:
            actions.tell_all(session, world.birch_id, told, NOW)

    with world.database.reading(world.hana.scope) as session:
        found = session.exec(select(WebhookDelivery).order_by(col(WebhookDelivery.id))).all()
    assert [row.webhook_id for row in found] == [UUID(made["webhook"]["id"])]
