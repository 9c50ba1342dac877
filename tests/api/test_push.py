"""Push messages: sealed for one browser, signed by us, and silent about what the news is."""

import base64
import json
from datetime import timedelta
from typing import Any

import http_ece
import pytest
from build_push import Browser, Service, a_service, b64, give, plain_of, push_due, wants
from build_webhook import happen
from cast import NOW, World
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from sqlmodel import select

from app.fetching.fetch import Way
from app.jobs.rules import GiveUp, Trouble
from app.notices.rules import NoticeKind, pushing
from app.notices.tables import PushSubscription
from app.notices.work.push import Pusher


async def test_a_browser_is_given_seen_and_taken_back_by_its_person_only(world: World) -> None:
    given = await give(world.amina, Browser.fresh(), "https://push.example/1")

    mine = (await world.amina.get("/me/push")).json()
    assert mine["devices"] == [given]
    assert (await world.ben.get("/me/push")).json()["devices"] == []
    assert len(base64.urlsafe_b64decode(mine["public_key"] + "=")) == 65
    for person in (world.ben, world.hana, world.eve):
        assert (await person.client.delete(f"/me/push/{given['id']}")).status_code == 404
    assert (await world.amina.client.delete(f"/me/push/{given['id']}")).status_code == 204
    assert (await world.amina.get("/me/push")).json()["devices"] == []


async def test_the_same_browser_given_again_is_one_and_belongs_to_whoever_gave_it_last(world: World) -> None:
    browser = Browser.fresh()
    first = await give(world.amina, browser, "https://push.example/1")
    again = await give(world.amina, browser, "https://push.example/1", device="Phone")
    taken_over = await give(world.ben, browser, "https://push.example/1")

    assert first["id"] == again["id"] == taken_over["id"]
    assert (await world.amina.get("/me/push")).json()["devices"] == []
    assert len((await world.ben.get("/me/push")).json()["devices"]) == 1


async def test_the_eleventh_browser_takes_the_place_of_the_oldest(world: World) -> None:
    for number in range(11):
        world.app.state.now.instant = NOW + timedelta(minutes=number)
        await give(world.amina, Browser.fresh(), f"https://push.example/{number}", device=f"Phone {number}")

    kept = [one["device"] for one in (await world.amina.get("/me/push")).json()["devices"]]
    assert kept == [f"Phone {number}" for number in range(1, 11)]


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://push.example/1"}, {"endpoint": "https://10.0.0.1:22/"}, {"endpoint": "https://a:b@push.example/"},
        {"p256dh": "AAAA"}, {"p256dh": "BA" + "A" * 85}, {"auth": "AAAA"}, {"auth": "!" * 22},
        {"p256dh": ""}, {"more": 1},
    ],
)  # fmt: skip
async def test_what_nothing_can_be_pushed_to_is_refused(world: World, changed: dict[str, Any]) -> None:
    wish = Browser.fresh().subscription("https://push.example/1") | changed

    assert (await world.amina.post("/me/push", wish)).status_code == 422


async def test_a_message_is_read_by_its_browser_alone_and_says_kind_and_path_only(world: World) -> None:
    mine, other = Browser.fresh(), Browser.fresh()
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, mine, service.url)
        happen(world, NOW)
        assert push_due(world, service, NOW) == 1

    (asked,) = service.server.asked
    assert mine.reads(asked) == {"kind": "cover_open", "title": "Cover is needed", "path": "/cover"}
    with pytest.raises(http_ece.ECEException):
        other.reads(asked)
    assert (asked.headers["content-encoding"], asked.headers["ttl"]) == ("aes128gcm", "86400")
    assert asked.headers["urgency"] == "high"


async def test_the_push_service_can_tell_that_it_is_us(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        push_due(world, service, NOW)

    said = service.server.asked[0].headers["authorization"].removeprefix("vapid ")
    token, key = said.split(",")
    head, claims, signature = token.removeprefix("t=").split(".")
    public_key = (await world.hana.get("/me/push")).json()["public_key"]
    told = json.loads(plain_of(claims))
    assert key == f"k={public_key}"
    assert json.loads(plain_of(head)) == {"typ": "JWT", "alg": "ES256"}
    assert (told["aud"], told["sub"]) == ("https://push.example:8443", "https://kenkyu.test")
    assert NOW.timestamp() < told["exp"] <= (NOW + timedelta(days=1)).timestamp()
    raw = plain_of(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain_of(public_key))
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))


async def test_the_same_news_is_pushed_once_to_each_browser(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        await give(world.hana, Browser.fresh(), "https://push.example:8443/send/2")
        happen(world, NOW)
        happen(world, NOW)
        push_due(world, service, NOW)

    assert sorted(asked.path for asked in service.server.asked) == ["/send/1", "/send/2"]


async def test_whoever_wants_no_push_is_sent_none_also_when_they_say_so_late(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        mine = (await world.hana.get("/me/notices")).json()
        wish = {"ways": [{"kind": "cover_open", "by_mail": True, "by_push": False}], "quiet": mine["quiet"]}
        assert (await world.hana.put("/me/notices", wish, version=mine["version"])).status_code == 200
        push_due(world, service, NOW)

        assert service.server.connections == 0


async def test_in_quiet_hours_a_message_waits(world: World) -> None:
    await wants(world.hana, "cover_open")
    mine = (await world.hana.get("/me/notices")).json()
    wish = {"ways": [], "quiet": mine["quiet"] | {"starts": "07:00", "ends": "09:00"}}
    await world.hana.put("/me/notices", wish, version=mine["version"])
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)

        assert push_due(world, service, NOW + timedelta(minutes=59)) == 0
        assert push_due(world, service, NOW + timedelta(hours=1)) == 1


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_its_service_no_longer_knows_is_forgotten(world: World, status: int) -> None:
    await wants(world.hana, "cover_open")
    with a_service(status) as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        push_due(world, service, NOW)

    assert (await world.hana.get("/me/push")).json()["devices"] == []


@pytest.mark.parametrize(("status", "raised"), [(500, Trouble), (429, Trouble), (400, GiveUp), (413, GiveUp)])
async def test_a_service_that_does_not_take_it_is_asked_again_or_not(
    world: World, status: int, raised: type[Exception]
) -> None:
    await wants(world.hana, "cover_open")
    with a_service(status) as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        with pytest.raises(raised):
            push_due(world, service, NOW)

    assert len((await world.hana.get("/me/push")).json()["devices"]) == 1


async def test_what_is_a_day_old_is_no_news(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        with pytest.raises(GiveUp):
            push_due(world, service, NOW + timedelta(days=1, seconds=1))

        assert service.server.connections == 0


async def test_who_has_left_is_told_nothing_and_their_browser_is_forgotten(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        staff = (await world.dev.get(f"/staff/{world.hana.staff_id}")).json()
        body = {name: staff[name] for name in ("code", "name", "email", "department", "fte_percent")}
        gone = await world.dev.put(
            f"/staff/{world.hana.staff_id}", body | {"is_active": False}, version=staff["version"]
        )
        assert gone.status_code == 200, gone.text
        push_due(world, service, NOW)

        assert service.server.connections == 0
    with world.database.reading(world.dev.scope) as session:
        assert session.exec(select(PushSubscription)).all() == []


async def test_a_push_address_inside_the_network_is_never_asked(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        inside = Pusher(Way((), service.pusher.way.resolve), service.pusher.origin, service.pusher.server_key)
        with pytest.raises(Trouble, match="inside a network"):
            push_due(world, Service(service.server, inside, service.url), NOW)

        assert service.server.connections == 0


def test_every_kind_has_words_for_a_locked_screen() -> None:
    assert set(pushing.WORDS) == set(NoticeKind)


def test_the_example_of_the_standard_is_sealed_as_the_standard_has_it() -> None:
    # RFC 8291, appendix A.
    number = int.from_bytes(plain_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    made = pushing.sealed(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        key=ec.derive_private_key(number, ec.SECP256R1()),
        salt=plain_of("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert b64(made) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_key_is_the_servers_and_another_servers_is_another() -> None:
    one = pushing.public_of(pushing.key_of(b"a" * 40))

    assert one == pushing.public_of(pushing.key_of(b"a" * 40))
    assert one != pushing.public_of(pushing.key_of(b"b" * 40))
