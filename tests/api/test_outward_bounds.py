"""What goes out is bounded: by whom it may reach, by how much waits, and by one attempt for each time it is due."""

import json
from datetime import timedelta
from typing import Any

import pytest
from build_push import Browser, Service, a_service, give, push_due, wants
from build_source import a_source
from build_webhook import SENDER, a_webhook, happen, send_due
from cast import NOW, SECRET_KEY, World
from listening import answer, listening
from sqlmodel import col, select

from app.identity.tables import MembershipRole
from app.jobs.rules import Trouble
from app.jobs.tables import Job
from app.kernel.actor import NOBODY, Role
from app.notices.rules import pushing, telling_programs
from app.notices.tables import PushSubscription, Webhook
from app.notices.work import webhooks
from app.outbox.tables import OutgoingMail
from app.settings import Settings
from app.sources import rules as source_rules
from app.worker import outward_of

ADDRESS = "https://rota.example/hook"
OPENED = Settings(
    database_url="sqlite://", secret_key=SECRET_KEY, files_url="memory://", fetch_networks="127.0.0.0/8,10.0.0.0/8"
)

# ---- whom push reaches ---------------------------------------------------------------------------


async def test_networks_opened_for_the_school_s_own_servers_are_closed_to_push(world: World) -> None:
    """Take out: `Way()` for the pusher in worker.outward_of."""
    tasks: dict[str, Any] = dict(outward_of(OPENED))
    pusher, sender = tasks[pushing.SEND].keywords["pusher"], tasks[telling_programs.SEND].keywords["sender"]
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        # By the installation's own way, to a name that leads inside.
        inside = pusher.way.__class__(pusher.way.networks, service.pusher.way.resolve, service.pusher.way.tls)
        pushed = pusher.__class__(inside, pusher.origin, pusher.server_key)
        with pytest.raises(Trouble, match="inside a network"):
            push_due(world, Service(service.server, pushed, service.url), NOW)

        assert service.server.connections == 0
    assert pusher.way.networks == ()
    assert len(sender.way.networks) == 2


NUMBERS = [
    "https://192.0.2.7/", "https://[2001:db8::1]/", "https://127.0.0.1/", "https://3221225991/", "https://0xc0000207/",
    "https://[::ffff:192.0.2.7]:8443/",
]  # fmt: skip


@pytest.mark.parametrize("endpoint", NUMBERS)
async def test_no_push_service_goes_by_a_number(world: World, endpoint: str) -> None:
    """Take out: the look at numbers in pushing.endpoint_of."""
    refused = await world.amina.post("/me/push", Browser.fresh().subscription(endpoint))

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/push/unusable")


async def test_a_number_that_was_stored_before_is_not_asked(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        with world.database.writing(world.hana.scope) as session:
            session.exec(select(PushSubscription)).one().endpoint = f"https://{service.server.host}:8443/send/1"
        happen(world, NOW)
        with pytest.raises(Trouble, match="by its name"):
            push_due(world, service, NOW)

        assert service.server.connections == 0


# ---- a webhook that pauses -----------------------------------------------------------------------


async def test_that_a_webhook_pauses_is_told_to_the_leads_when_its_maker_leads_no_more(world: World) -> None:
    """Take out: the leads in delivering._told."""
    with listening(answer(410)) as server:
        await a_webhook(world.hana, server.url)
        with world.database.writing(NOBODY) as session:
            mine = MembershipRole.account_id == world.hana.actor.account_id
            for row in session.exec(select(MembershipRole).where(mine, MembershipRole.role == Role.CPD_LEAD)):
                session.delete(row)
        happen(world, NOW)
        send_due(world, NOW)

    with world.database.reading(world.hana.scope) as session:
        told = [mail.staff_id for mail in session.exec(select(OutgoingMail)) if "was paused" in mail.subject]
    assert told == [world.dev.staff_id]


async def test_a_webhook_that_wants_nothing_more_can_still_be_tried(world: World) -> None:
    """As one is left that was told of nothing but what no program is told any more."""
    made = await a_webhook(world.hana, ADDRESS)
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Webhook)).one().kinds = "[]"

    sent = await world.hana.post(f"/webhooks/{made['webhook']['id']}/test")

    assert sent.status_code == 201, sent.text
    happen(world, NOW)
    listed = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries")).json()["items"]
    assert [one["id"] for one in listed] == [sent.json()["id"]]


# ---- one attempt for each time it is due ---------------------------------------------------------


async def test_an_attempt_whose_worker_was_killed_after_noting_it_is_not_made_again(world: World) -> None:
    """The failure is noted, with the job of the next attempt; then the worker dies before it ends its own job, which is
    begun anew. Take out: `attempts` in notices.work.webhooks.
    """
    with listening(answer(500)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        (job,) = jobs_of(world)
        webhooks.send(world.database, world.hana.scope, json.loads(job.payload), NOW, sender=SENDER)
        webhooks.send(world.database, world.hana.scope, json.loads(job.payload), NOW, sender=SENDER)
        (seen,) = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries")).json()["items"]
        waiting = [one for one in jobs_of(world) if one.due_at > NOW]

    assert len(server.asked) == 1
    assert (seen["attempts"], len(waiting)) == (1, 1)


async def test_a_message_that_was_taken_is_not_sent_again_by_a_job_begun_anew(world: World) -> None:
    with listening(answer(200)) as server:
        await a_webhook(world.hana, server.url)
        happen(world, NOW)
        (job,) = jobs_of(world)
        for _ in range(2):
            webhooks.send(world.database, world.hana.scope, json.loads(job.payload), NOW, sender=SENDER)

    assert len(server.asked) == 1


def jobs_of(world: World, kind: str = telling_programs.SEND) -> list[Job]:
    with world.database.reading(NOBODY) as session:
        mine = select(Job).where(Job.kind == kind, Job.school_id == world.birch_id)
        return list(session.exec(mine.order_by(col(Job.due_at))))


# ---- how much waits ------------------------------------------------------------------------------


async def test_while_much_waits_nothing_more_is_sent_by_hand(world: World) -> None:
    """Take out: `_require_room` in notices.actions.webhook_choices."""
    made = await a_webhook(world.hana, ADDRESS)
    path = f"/webhooks/{made['webhook']['id']}"
    for _ in range(telling_programs.WAITING_MAX):
        assert (await world.hana.post(f"{path}/test")).status_code == 201

    refused = await world.hana.post(f"{path}/test")
    other = await a_webhook(world.eve, ADDRESS)
    end_all(world)
    again = await world.hana.post(f"{path}/test")

    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/jobs/too-much-waits")
    assert int(refused.headers["Retry-After"]) == refused.json()["retry_after_seconds"] > 0
    assert again.status_code == 201
    assert (await world.eve.post(f"/webhooks/{other['webhook']['id']}/test")).status_code == 201, "another school's"


async def test_while_many_looks_wait_none_more_is_asked_for_by_hand(world: World) -> None:
    """Take out: `require_room` in sources.look_now."""
    source = await a_source(world.hana, "https://files.example/timetable.csv")
    answers = []
    for second in range(2 * source_rules.SOURCES_MAX + 1):
        world.app.state.now.instant = NOW + timedelta(seconds=second)
        answers.append(await world.hana.post(f"/outside-sources/{source['id']}/look"))

    assert answers[0].status_code == 200
    assert (answers[-1].status_code, answers[-1].json()["type"]) == (429, "/problems/jobs/too-much-waits")
    assert len(jobs_of(world, source_rules.LOOK)) <= 2 * source_rules.SOURCES_MAX


def end_all(world: World) -> None:
    with world.database.writing(NOBODY) as session:
        for job in session.exec(select(Job).where(Job.school_id == world.birch_id)):
            job.finished_at = NOW
