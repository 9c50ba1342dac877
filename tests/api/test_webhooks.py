"""Webhooks: signed, tried again for days, paused when nobody listens, and open to whoever looks why nothing came."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from build_webhook import SENDER, a_webhook, happen, send_due
from cast import NOW, World
from listening import answer, in_turn, listening
from sqlmodel import select
from standardwebhooks.webhooks import Webhook as Receiver

from app.fetching.fetch import Way
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices import actions
from app.notices.actions import delivering
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.notices.tables import WebhookDelivery
from app.notices.work import webhooks
from app.notices.work.webhooks import Sender
from app.outbox.tables import OutgoingMail

WISH = {"name": "Rota", "address": "https://rota.example/hook", "kinds": ["cover_open"]}


async def test_a_webhook_is_made_with_its_secret_which_is_shown_once(world: World) -> None:
    made = await world.hana.post("/webhooks", WISH, key="k1")
    again = await world.hana.post("/webhooks", WISH, key="k1")

    webhook = made.json()["webhook"]
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/idempotency/shown-once")
    for path in ("/webhooks", f"/webhooks/{webhook['id']}"):
        assert "whsec_" not in (await world.hana.get(path)).text
    assert (await world.hana.get("/webhooks")).json()["items"] == [webhook]
    assert (webhook["dialect"], webhook["is_active"], webhook["created_by_name"]) == ("kenkyu", True, "Hana")


async def test_only_leads_have_to_do_with_webhooks(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])
    path = f"/webhooks/{made['webhook']['id']}"

    for person in (world.amina, world.grace):
        assert (await person.get("/webhooks")).status_code == 403
        assert (await person.post("/webhooks", WISH)).status_code == 403
        assert (await person.get(f"{path}/deliveries")).status_code == 403
        assert (await person.post(f"{path}/secret")).status_code == 403
    assert (await world.dev.get(path)).status_code == 200


async def test_another_school_finds_nothing(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])
    path = f"/webhooks/{made['webhook']['id']}"
    sent = (await world.hana.post(f"{path}/test")).json()["id"]

    assert (await world.eve.get("/webhooks")).json()["items"] == []
    for answered in (
        await world.eve.get(path), await world.eve.put(path, _edit(), version=1), await world.eve.post(f"{path}/secret"),
        await world.eve.client.delete(path), await world.eve.post(f"{path}/test"),
        await world.eve.get(f"{path}/deliveries"), await world.eve.post(f"{path}/deliveries/{sent}/again"),
    ):  # fmt: skip
        assert answered.status_code == 404
    happen(world, NOW)
    with world.database.reading(world.eve.scope) as session:
        assert session.exec(select(WebhookDelivery)).all() == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"address": "ftp://rota.example/"}, 422), ({"address": "https://a:b@rota.example/"}, 422),
        ({"address": "http://127.1/"}, 422), ({"address": "http://rota.example:25/"}, 422), ({"kinds": []}, 422),
        ({"kinds": ["log_minutes"]}, 422), ({"kinds": ["digest"]}, 422), ({"dialect": "xmpp"}, 422), ({"name": ""}, 422),
        ({"more": 1}, 422),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused(world: World, changed: dict[str, Any], status: int) -> None:
    assert (await world.hana.post("/webhooks", WISH | changed)).status_code == status


async def test_a_name_is_taken_once_and_twenty_are_enough(world: World) -> None:
    for number in range(20):
        await a_webhook(world.hana, WISH["address"], name=f"Rota {number}")

    first = (await world.hana.get("/webhooks")).json()["items"][0]
    taken = await world.hana.put(f"/webhooks/{first['id']}", _edit(name="Rota 7"), version=1)
    more = await world.hana.post("/webhooks", WISH)

    assert taken.json()["type"] == "/problems/webhooks/name-taken"
    assert more.json()["type"] == "/problems/webhooks/too-many"


async def test_an_edit_needs_the_version_it_was_made_on(world: World) -> None:
    path = f"/webhooks/{(await a_webhook(world.hana, WISH['address']))['webhook']['id']}"

    assert (await world.hana.put(path, _edit(), version=None)).status_code == 428
    assert (await world.hana.put(path, _edit(), version=1)).json()["version"] == 2
    assert (await world.hana.put(path, _edit(), version=1)).status_code == 412


# ---- sending -------------------------------------------------------------------------------------


async def test_what_happens_is_sent_signed_and_the_standards_own_library_takes_it(world: World) -> None:
    with listening(answer(204)) as server:
        made = await a_webhook(world.hana, f"{server.url}/hook?token=a")
        happen(world, NOW)
        now = datetime.now(UTC)
        assert send_due(world, now) == 1
        assert send_due(world, now) == 0

    (asked,) = server.asked
    body = Receiver(made["secret"]).verify(asked.body, asked.headers)
    assert (asked.method, asked.path, asked.headers["content-type"]) == ("POST", "/hook?token=a", "application/json")
    assert (body["type"], body["data"]["url"]) == ("cover_open", "https://kenkyu.test/cover")
    assert "Amina" not in asked.body.decode()
    (seen,) = await _deliveries(world, made)
    assert (seen["state"], seen["status"], seen["attempts"], seen["trouble"]) == ("delivered", 204, 1, "")


async def test_only_the_kinds_that_were_chosen_are_sent_and_the_same_news_once(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])

    happen(world, NOW)
    happen(world, NOW)
    happen(world, NOW, key="cover:2")
    happen(world, NOW, kind=NoticeKind.COVER_ACCEPTED)
    happen(world, NOW, kind=NoticeKind.LOG_MINUTES)

    assert [one["kind"] for one in await _deliveries(world, made)] == ["cover_open", "cover_open"]


async def test_nothing_is_sent_of_what_was_taken_back(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])

    def taken_back() -> None:
        with world.database.writing(world.hana.scope) as session:
            actions.tell(session, world.birch_id, Notice(NoticeKind.COVER_OPEN, (), {}, "/cover", key="k"), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        taken_back()

    assert await _deliveries(world, made) == []
    assert send_due(world, NOW) == 0


@pytest.mark.parametrize("dialect", ["slack", "teams"])
async def test_channels_get_cards_and_no_signature(world: World, dialect: str) -> None:
    with listening(answer(200, b"ok")) as server:
        await a_webhook(world.hana, server.url, dialect=dialect)
        happen(world, NOW)
        send_due(world, NOW)

    (asked,) = server.asked
    assert "webhook-signature" not in asked.headers
    assert ("blocks" if dialect == "slack" else "attachments") in json.loads(asked.body)


async def test_a_failure_is_tried_again_later_under_the_same_id_and_the_same_body(world: World) -> None:
    with listening(in_turn(answer(500), answer(302, headers={"Location": "/a"}), answer(404), answer(200))) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        states = []
        now = NOW
        for _ in range(4):
            send_due(world, now)
            states.append((await _deliveries(world, made))[0]["state"])
            now += timedelta(hours=1)

    assert states == ["retrying", "retrying", "retrying", "delivered"]
    assert len({asked.headers["webhook-id"] for asked in server.asked}) == 1
    assert len({asked.body for asked in server.asked}) == 1
    assert len({asked.headers["webhook-signature"] for asked in server.asked}) == 4, "each is signed when it goes"
    assert [asked.path for asked in server.asked] == ["/"] * 4, "a redirect is not followed"


async def test_before_it_is_due_it_is_not_tried_again(world: World) -> None:
    with listening(answer(500)) as server:
        await a_webhook(world.hana, server.url)
        happen(world, NOW)
        send_due(world, NOW)

        assert send_due(world, NOW + timedelta(seconds=29)) == 0
        assert send_due(world, NOW + timedelta(seconds=40)) == 1


async def test_after_days_of_failures_it_is_given_up_paused_and_its_maker_told(world: World) -> None:
    with listening(answer(503)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        now = NOW
        while send_due(world, now):
            now += timedelta(days=2)

    webhook = (await world.hana.get(f"/webhooks/{made['webhook']['id']}")).json()
    (seen,) = await _deliveries(world, made)
    assert len(server.asked) == 10
    assert (seen["state"], seen["attempts"], seen["status"]) == ("given_up", 10, 503)
    assert (webhook["is_active"], webhook["version"]) == (False, 2)
    assert [mail.staff_id for mail in _mails(world, "was paused")] == [world.hana.staff_id]


async def test_an_address_that_is_gone_is_paused_at_once(world: World) -> None:
    with listening(answer(410)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        happen(world, NOW, key="cover:2")
        send_due(world, NOW)

    seen = await _deliveries(world, made)
    assert len(server.asked) == 1, "the other is not sent to what is paused"
    assert [one["state"] for one in seen] == ["given_up", "given_up"]
    assert {one["trouble"] for one in seen} == {
        "The receiver answered 410, which is no yes.",
        "The webhook was paused.",
    }
    assert len(_mails(world, "was paused")) == 1
    happen(world, NOW, key="cover:3")
    assert len(await _deliveries(world, made)) == 2


async def test_an_address_inside_the_network_is_never_asked(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        send_due(world, NOW, sender=Sender(Way(), SENDER.origin, SENDER.server_key))

        assert server.connections == 0
    assert "inside a network" in (await _deliveries(world, made))[0]["trouble"]


async def test_a_worker_that_dies_after_the_receivers_word_sends_the_same_message_again(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        with world.database.reading(NOBODY) as session:
            job = session.exec(select(Job).where(Job.kind == "send_webhook", Job.school_id == world.birch_id)).one()
        dying = _DiesWriting(world.database)
        with pytest.raises(KeyboardInterrupt):
            webhooks.send(dying, world.hana.scope, json.loads(job.payload), NOW, sender=SENDER)
        assert (await _deliveries(world, made))[0]["state"] == "waiting"
        send_due(world, NOW)

    assert len({asked.headers["webhook-id"] for asked in server.asked}) == 1
    assert len(server.asked) == 2
    assert (await _deliveries(world, made))[0]["state"] == "delivered"


# ---- what a lead does with it --------------------------------------------------------------------


async def test_a_test_is_sent_and_seen(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        sent = await world.hana.post(f"/webhooks/{made['webhook']['id']}/test")
        send_due(world, NOW)

    assert sent.status_code == 201
    assert json.loads(server.asked[0].body)["type"] == "test"
    assert [one["id"] for one in await _deliveries(world, made)] == [sent.json()["id"]]


async def test_a_message_is_sent_again_under_its_id_when_somebody_asks(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        path = f"/webhooks/{made['webhook']['id']}"
        happen(world, NOW)
        (waiting,) = await _deliveries(world, made)
        too_soon = await world.hana.post(f"{path}/deliveries/{waiting['id']}/again")
        send_due(world, NOW)
        world.app.state.now.instant = NOW + timedelta(minutes=1)
        again = await world.hana.post(f"{path}/deliveries/{waiting['id']}/again")
        send_due(world, NOW + timedelta(minutes=1))

    assert too_soon.json()["type"] == "/problems/webhooks/delivery-waits"
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    assert len(server.asked) == 2
    assert len({asked.headers["webhook-id"] for asked in server.asked}) == 1


async def test_a_paused_webhook_is_sent_nothing_until_it_goes_on(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        path = f"/webhooks/{made['webhook']['id']}"
        await world.hana.put(path, _edit(address=server.url, is_active=False), version=1)
        happen(world, NOW)
        assert (await world.hana.post(f"{path}/test")).json()["type"] == "/problems/webhooks/paused"
        await world.hana.put(path, _edit(address=server.url), version=2)
        happen(world, NOW, key="cover:2")
        send_due(world, NOW)

    assert len(server.asked) == 1


async def test_a_new_secret_signs_from_now_on_and_the_old_one_proves_nothing(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        renewed = (await world.hana.post(f"/webhooks/{made['webhook']['id']}/secret")).json()
        happen(world, NOW)
        send_due(world, datetime.now(UTC))

    (asked,) = server.asked
    assert renewed["secret"] != made["secret"]
    Receiver(renewed["secret"]).verify(asked.body, asked.headers)
    with pytest.raises(Exception, match="No matching signature"):
        Receiver(made["secret"]).verify(asked.body, asked.headers)


async def test_a_removed_webhook_is_sent_nothing_and_its_messages_go_with_it(world: World) -> None:
    with listening(answer(200)) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, NOW)
        assert (await world.hana.client.delete(f"/webhooks/{made['webhook']['id']}")).status_code == 204
        send_due(world, NOW)

        assert server.connections == 0
    assert (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries")).status_code == 404


async def test_messages_are_kept_thirty_days(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])
    happen(world, NOW)

    for days, left in ((30, 1), (31, 0)):
        with world.database.writing(world.hana.scope) as session:
            delivering.forget(session, world.birch_id, NOW + timedelta(days=days))
        assert len(await _deliveries(world, made)) == left


async def test_the_log_comes_by_page_newest_first(world: World) -> None:
    made = await a_webhook(world.hana, WISH["address"])
    for number in range(3):
        happen(world, NOW + timedelta(minutes=number), key=f"cover:{number}")

    first = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries?limit=2")).json()
    rest = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries?after={first['next']}")).json()

    times = [one["made_at"] for one in first["items"] + rest["items"]]
    assert (len(times), times) == (3, sorted(times, reverse=True))


# ---- helpers -------------------------------------------------------------------------------------


class _DiesWriting:
    """A database whose worker dies when it comes to write."""

    def __init__(self, database: Any) -> None:
        self.reading = database.reading

    def writing(self, scope: Any) -> Any:
        raise KeyboardInterrupt


def _edit(**more: Any) -> dict[str, Any]:
    wish = {"name": "Rota", "address": WISH["address"], "dialect": "kenkyu", "kinds": ["cover_open"], "is_active": True}
    return wish | more


async def _deliveries(world: World, made: dict[str, Any]) -> list[dict[str, Any]]:
    answered = await world.hana.get(f"/webhooks/{UUID(made['webhook']['id'])}/deliveries")
    assert answered.status_code == 200, answered.text
    return list(answered.json()["items"])


def _mails(world: World, words: str) -> list[OutgoingMail]:
    with world.database.reading(world.hana.scope) as session:
        return [mail for mail in session.exec(select(OutgoingMail)).all() if words in mail.subject]
