"""What waits and is no news any more is kept back, by whichever way it would have come."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from build_notice import mails
from build_plan import accepted, planned
from build_push import Browser, a_service, give, push_due, wants
from build_round import a_round, a_school_at_work, watching
from cast import NOW, Person, World
from cover_setting import Setting
from sqlmodel import col, select

from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices import actions
from app.notices.rules import NoticeKind, pushing
from app.notices.rules.notice import Notice
from app.outbox.tables import OutgoingMail
from app.study.rules import RoundState
from app.study.tables import DebriefSeat, StudyRound


def waiting(world: World) -> list[str]:
    """The kinds that wait to be pushed."""
    with world.database.reading(NOBODY) as session:
        jobs = session.exec(
            select(Job).where(Job.kind == pushing.SEND, Job.school_id == world.birch_id, col(Job.finished_at).is_(None))
        ).all()
    return sorted(job.payload.partition('"kind": "')[2].partition('"')[0] for job in jobs)


@pytest.fixture
def setting(world: World) -> Setting:
    world.app.state.now.instant = NOW
    made = Setting(world)
    made.give(world.ben, world.chloe)
    return made


async def test_who_need_not_answer_any_more_is_pushed_nothing(setting: Setting) -> None:
    """Take out: `push.take_back` in notices.actions.telling."""
    world = setting.world
    for person in (world.ben, world.chloe):
        await give(person, Browser.fresh(), f"https://push.example/{person.name}")
    slot_id = setting.need(ask=[world.ben, world.chloe])
    before = waiting(world)

    await world.ben.post(f"/cover-slots/{slot_id}/accept")

    assert before == ["cover_asked", "cover_asked"]
    assert waiting(world) == []


async def test_the_lead_is_pushed_nothing_of_a_need_that_is_settled(setting: Setting) -> None:
    world = setting.world
    await give(world.grace, Browser.fresh(), "https://push.example/grace")
    slot_id = setting.need(ask=[world.ben])
    await world.amina.post(f"/cover-slots/{slot_id}/escalate")
    before = waiting(world)

    await world.hana.post(f"/cover-slots/{slot_id}/arrange", {"arrangement": "Supply"})

    assert before == ["cover_open"]
    assert waiting(world) == []


async def test_of_a_round_that_is_called_off_only_that_is_pushed(world: World) -> None:
    world.app.state.now.instant = NOW - timedelta(hours=2)
    group = await a_school_at_work(world)
    await give(world.ben, Browser.fresh(), "https://push.example/ben")
    wish = a_round(world, group, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:10"})
    made = (await world.amina.post("/rounds", wish | {"observers": [watching(world.ben)]})).json()
    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": made["focus"], "debrief": {"held_on": "2026-11-10", "start": "15:10"}}, version=made["version"],
    )  # fmt: skip
    assert moved.status_code == 200, moved.text
    before = jobs_of(world)

    await world.hana.post(f"/rounds/{made['id']}/cancel", {})

    assert [job.finished_at is None for job in before] == [True]
    left = {job.id: job.finished_at is None for job in jobs_of(world)}
    assert left[before[0].id] is False
    assert list(left.values()).count(True) == 1


async def test_of_a_debrief_that_moves_again_only_the_last_time_is_told(world: World) -> None:
    """Take out: `take_back` in study.news.moved."""
    world.app.state.now.instant = NOW - timedelta(hours=2)
    group = await a_school_at_work(world)
    await give(world.ben, Browser.fresh(), "https://push.example/ben")
    wish = a_round(world, group, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:10"})
    made = (await world.amina.post("/rounds", wish | {"observers": [watching(world.ben)]})).json()
    for day in ("2026-11-10", "2026-11-11"):
        moved = await world.amina.put(
            f"/rounds/{made['id']}",
            {"focus": made["focus"], "debrief": {"held_on": day, "start": "15:10"}}, version=made["version"],
        )  # fmt: skip
        assert moved.status_code == 200, moved.text
        made = moved.json()

    still = [mail.subject for mail in mails(world, world.ben, NoticeKind.ROUND_CHANGED) if mail.given_up_at is None]
    assert still == ["Round with 7A has its debrief on Wednesday 11 November at 15:10"]
    assert [job.finished_at is None for job in jobs_of(world)].count(True) == 1


def jobs_of(world: World) -> list[Job]:
    with world.database.reading(NOBODY) as session:
        return list(session.exec(select(Job).where(Job.kind == pushing.SEND, Job.school_id == world.birch_id)))


async def test_what_waits_for_one_person_is_not_pushed_to_whoever_has_the_browser_by_then(world: World) -> None:
    """Take out: `staff_id` in the job's payload."""
    browser = Browser.fresh()
    for person in (world.hana, world.grace):
        await wants(person, "cover_open")
    with a_service() as service:
        await give(world.hana, browser, service.url)
        tell_open(world, world.hana)
        await give(world.grace, browser, service.url)

        push_due(world, service, NOW)

        assert service.server.connections == 0


def tell_open(world: World, person: Person) -> None:
    with world.database.writing(person.scope) as session:
        notice = Notice(NoticeKind.COVER_OPEN, (person.staff_id,), {}, "/cover", "k")
        actions.tell(session, world.birch_id, notice, NOW)


# ---- a whole plan --------------------------------------------------------------------------------


def standing(world: World) -> tuple[list[StudyRound], Counter[UUID]]:
    """The rounds of plans that stand, and in how many each person is."""
    with world.database.reading(world.hana.scope) as session:
        rounds = session.exec(
            select(StudyRound)
            .where(col(StudyRound.plan_run_id).is_not(None), StudyRound.state == RoundState.SCHEDULED)
            .order_by(col(StudyRound.starts_at))
        ).all()
        ids = [row.id for row in rounds]
        seats = session.exec(select(DebriefSeat).where(col(DebriefSeat.round_id).in_(ids))).all()
    return list(rounds), Counter(seat.staff_id for seat in seats)


def told_of_plans(world: World, person: Person) -> list[str]:
    """What waits to be sent to them of whole plans."""
    found = [mail for mail in mails(world, person, NoticeKind.ROUND_PLANNED) if ":plan:" in mail.key]
    return [mail.subject for mail in found if mail.given_up_at is None]


async def test_a_plan_that_loses_rounds_before_it_is_told_is_told_with_those_that_are_left(world: World) -> None:
    """Take out: `plan_news.fewer` in study.news.changed."""
    group = await a_school_at_work(world)
    await accepted(world.hana, await planned(world, world.hana, group))
    rounds, counts = standing(world)
    assert len(rounds) >= 2

    for row in rounds:
        _, counts = standing(world)
        for person in world.everyone():
            count = counts[person.staff_id]
            left = "one round" if count == 1 else f"{count} rounds"
            assert told_of_plans(world, person) == ([f"A plan with {left} of yours"] if count else []), person.name
        called_off = await world.hana.post(f"/rounds/{row.id}/cancel", {})
        assert called_off.status_code == 200, called_off.text

    assert [told_of_plans(world, person) for person in world.everyone()] == [[]] * len(world.everyone())


async def test_who_has_been_told_of_a_plan_is_not_told_of_it_anew(world: World) -> None:
    group = await a_school_at_work(world)
    await accepted(world.hana, await planned(world, world.hana, group))
    rounds, _ = standing(world)
    with world.database.writing(world.hana.scope) as session:
        for mail in session.exec(select(OutgoingMail)):
            mail.sent_at = NOW

    await world.hana.post(f"/rounds/{rounds[0].id}/cancel", {})

    for person in world.everyone():
        assert len(told_of_plans(world, person)) <= 1, "the one that has gone"
