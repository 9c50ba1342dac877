"""What people are told by the clock, and of their rounds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from build_notice import mails
from build_round import a_round, a_school_at_work, watching
from build_time import commit
from cast import World

from app import worker
from app.jobs import work as jobs_work
from app.notices.rules import NoticeKind
from app.statements import work as statements_work
from app.study import work as study_work


def work(world: World, now: datetime) -> None:
    """What the worker does at *now* of Birch's reminders."""
    with world.database.writing(world.ben.scope) as session:
        study_work.due(session, world.birch_id, now)
        statements_work.due(session, world.birch_id, now)
    tasks: dict[str, Any] = {study_work.REMIND: study_work.remind, statements_work.REMIND: statements_work.remind}
    while jobs_work.work_once(world.database, "test", tasks, worker._scope_of, now=lambda: now):
        pass


async def test_on_the_afternoon_before_each_is_reminded_of_their_part_once(world: World) -> None:
    """Take out: the round's key in news.tomorrow, FROM in study.work, or DAYS_AHEAD_MAX."""
    group = await a_school_at_work(world)
    wish = a_round(world, group, held_on="2026-11-09", debrief={"held_on": "2026-11-09", "start": "15:10"})
    made = await world.amina.post("/rounds", wish | {"observers": [watching(world.ben)]})
    assert made.status_code == 201, made.text
    friday = datetime(2026, 11, 6, 16, tzinfo=UTC)

    counts = []
    for now in (friday - timedelta(days=1), friday - timedelta(minutes=1), friday, friday, friday + timedelta(days=1)):
        work(world, now)
        counts.append(
            [len(mails(world, one, NoticeKind.ROUND_TOMORROW)) for one in (world.amina, world.ben, world.chloe)]
        )

    assert counts == [[0, 0, 0], [0, 0, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]]
    (host,), (observer,) = (mails(world, one, NoticeKind.ROUND_TOMORROW) for one in (world.amina, world.ben))
    assert host.subject == observer.subject == "Next school day: round with 7A, Monday 9 November, 08:45"
    assert "Colleagues watch pupils learn in your lesson." in host.text
    assert "You watch pupils learn in a lesson of Amina." in observer.text


async def test_a_round_is_told_to_the_others_when_it_is_planned_moved_and_called_off(world: World) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group) | {"observers": [watching(world.ben)]})).json()

    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": made["focus"], "debrief": {"held_on": "2026-11-03", "start": "15:10"}}, version=made["version"],
    )  # fmt: skip
    called_off = await world.amina.post(f"/rounds/{made['id']}/cancel", {"reason": "Fire drill"})

    assert (moved.status_code, called_off.status_code) == (200, 200), moved.text
    assert {(mail.kind, mail.subject) for mail in mails(world, world.ben)} == {
        ("round_planned", "Round planned: 7A, Monday 2 November, 08:45"),
        ("round_changed", "Round with 7A has its debrief on Tuesday 3 November at 15:10"),
        ("round_changed", "Round with 7A is called off"),
    }
    assert mails(world, world.amina) == []


async def test_minutes_that_wait_are_told_once_a_week_on_school_days(world: World) -> None:
    """Take out: the week in the key, or the look at the school days, in statements.work."""
    await a_school_at_work(world)
    commit(world, world.ben, 30, held_on=date(2026, 11, 2))
    counts = []

    for day in (3, 10, 11, 14, 16):
        work(world, datetime(2026, 11, day, 16, tzinfo=UTC))
        counts.append(len(mails(world, world.ben, NoticeKind.LOG_MINUTES)))

    (first, _) = mails(world, world.ben, NoticeKind.LOG_MINUTES)
    assert counts == [0, 1, 1, 1, 2]
    assert first.subject == "30 minutes wait to be logged"
    assert not mails(world, world.amina, NoticeKind.LOG_MINUTES)


async def test_a_reminder_that_a_lead_sends_comes_by_mail_too(world: World) -> None:
    await a_school_at_work(world)
    commit(world, world.ben, 30, held_on=date(2026, 10, 20))

    sent = await world.hana.post("/unplaced/nudge", {"kind": "log_minutes"})

    assert sent.status_code in (200, 201), sent.text
    assert [mail.subject for mail in mails(world, world.ben, NoticeKind.LOG_MINUTES)] == [
        "30 minutes wait to be logged"
    ]
