"""Secret addresses of calendars: shown once, counted, revoked, and one 404 for whatever opens nothing."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_round import a_group, a_school_at_work
from cast import NOW, Person, World, browser
from sqlmodel import col, select
from structlog.testing import capture_logs

from app.calendars import actions
from app.calendars.tables import CalendarAddress
from app.identity.tables import Account, Membership, Staff
from app.kernel.actor import NOBODY


async def make(person: Person, kind: str = "person", subject_id: str = "", **more: Any) -> httpx.Response:
    wish = {"kind": kind, "subject_id": subject_id or str(person.staff_id), "name": "My phone"} | more
    return await person.post("/calendar-addresses", wish)


async def an_address(person: Person, kind: str = "person", subject_id: str = "", **more: Any) -> dict[str, Any]:
    made = await make(person, kind, subject_id, **more)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def read(world: World, url: str, **headers: str) -> httpx.Response:
    """As a calendar program does: no cookie, no session."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=world.app, raise_app_exceptions=False)) as program:
        return await program.get(url, headers=headers)


def stored(world: World, person: Person) -> list[CalendarAddress]:
    with world.database.reading(NOBODY) as session:
        mine = select(CalendarAddress).where(CalendarAddress.staff_id == person.staff_id)
        return list(session.exec(mine.order_by(col(CalendarAddress.created_at))))


async def test_an_address_is_shown_once_and_only_its_digest_is_kept(world: World) -> None:
    made = await an_address(world.ben)

    secret = made["url"].removeprefix("https://kenkyu.test/calendars/").removesuffix(".ics")
    (row,) = stored(world, world.ben)
    listed = await world.ben.get("/calendar-addresses")
    assert len(secret) * 6 >= 128
    assert made["webcal_url"] == f"webcal://kenkyu.test/calendars/{secret}.ics"
    assert made["qr_svg"].startswith("<svg")
    assert row.secret_hash == sha256(secret.encode()).hexdigest()
    assert secret not in listed.text
    assert secret not in json.dumps({name: str(value) for name, value in row.model_dump().items()})
    (line,) = listed.json()["items"]
    assert (line["name"], line["subject_name"], line["kind"], line["read_at"]) == ("My phone", "Ben", "person", None)


async def test_the_same_intent_twice_makes_one_address_and_shows_it_once(world: World) -> None:
    wish = {"kind": "person", "subject_id": str(world.ben.staff_id), "name": "Phone"}
    first = await world.ben.post("/calendar-addresses", wish, key="once")

    second = await world.ben.post("/calendar-addresses", wish, key="once")

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json()["type"] == "/problems/idempotency/shown-once"
    assert len(stored(world, world.ben)) == 1


async def test_a_program_needs_nothing_but_the_address(world: World) -> None:
    url = (await an_address(world.ben))["url"]

    answer = await read(world, url)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")


async def test_no_page_is_told_the_address_that_somebody_came_from(world: World) -> None:
    """Take out: Referrer-Policy of web/headers.py for addresses that end with a secret."""
    found = await read(world, (await an_address(world.ben))["url"])
    unknown = await read(world, "https://kenkyu.test/leave/nothing-of-the-kind")
    other = await read(world, "https://kenkyu.test/api/me")

    told = [answer.headers["Referrer-Policy"] for answer in (found, unknown, other)]
    assert told == ["no-referrer", "no-referrer", "same-origin"]


async def test_when_it_was_last_read_is_known_to_the_hour(world: World) -> None:
    url = (await an_address(world.ben))["url"]
    world.app.state.now.instant = NOW + timedelta(minutes=25)

    await read(world, url)

    (line,) = (await world.ben.get("/calendar-addresses")).json()["items"]
    assert line["read_at"] == "2026-11-02T08:00:00Z"


async def test_whoever_has_it_unchanged_is_told_so(world: World) -> None:
    url = (await an_address(world.ben))["url"]
    tag = (await read(world, url)).headers["etag"]

    again = await read(world, url, **{"If-None-Match": f'"other", W/{tag}'})
    other = await read(world, url, **{"If-None-Match": '"other"'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert other.status_code == 200


async def test_a_head_is_answered_like_a_get_without_its_body(world: World) -> None:
    url = (await an_address(world.ben))["url"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=world.app)) as program:
        answer = await program.head(url)

    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_revoked_address_opens_nothing_from_then_on(world: World) -> None:
    made = await an_address(world.ben)
    kept = await an_address(world.ben, name="Laptop")

    gone = await world.ben.client.delete(f"/calendar-addresses/{made['id']}")
    again = await world.ben.client.delete(f"/calendar-addresses/{made['id']}")

    assert (gone.status_code, again.status_code) == (204, 404)
    assert (await read(world, made["url"])).status_code == 404
    assert (await read(world, kept["url"])).status_code == 200
    assert [line["name"] for line in (await world.ben.get("/calendar-addresses")).json()["items"]] == ["Laptop"]


async def test_a_revoked_address_is_forgotten_after_thirty_days_and_one_in_use_never(world: World) -> None:
    made, kept = await an_address(world.ben), await an_address(world.ben, name="Laptop")
    await world.ben.client.delete(f"/calendar-addresses/{made['id']}")

    def forgotten(days: int) -> int:
        with world.database.writing(world.ben.scope) as session:
            return actions.forget(session, world.birch_id, NOW + timedelta(days=days))

    assert [forgotten(30), forgotten(31), forgotten(400)] == [0, 1, 0]
    assert [str(row.id) for row in stored(world, world.ben)] == [kept["id"]]


async def test_nobody_revokes_or_sees_a_colleagues_address(world: World) -> None:
    made = await an_address(world.ben)

    assert (await world.dev.client.delete(f"/calendar-addresses/{made['id']}")).status_code == 404
    assert (await world.eve.client.delete(f"/calendar-addresses/{made['id']}")).status_code == 404
    assert (await world.dev.get("/calendar-addresses")).json()["items"] == []
    assert (await read(world, made["url"])).status_code == 200


async def test_one_has_no_calendar_of_a_colleague_nor_of_a_group_one_is_not_in(world: World) -> None:
    group = await a_group(world, world.amina, world.ben, world.chloe)

    refused = [
        await make(world.dev, "person", str(world.ben.staff_id)), await make(world.frank, "group", group),
        await make(world.dev, "group", group), await make(world.eve, "group", group),
        await make(world.ben, "fair", str(uuid4())), await make(world.ben, "group", str(uuid4())),
    ]  # fmt: skip

    assert [answer.status_code for answer in refused] == [404] * 6
    assert len({answer.text for answer in refused}) == 1
    assert (await make(world.ben, "group", group)).status_code == 201


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "school"}, {"name": ""}, {"name": "x" * 201}, {"name": "a\nb"}, {"subject_id": "me"},
        {"has_alarms": "yes"}, {"secret": "mine"}, {"name": "a\u202eb"},
    ],
)  # fmt: skip
async def test_what_cannot_be_meant_is_refused(world: World, wish: dict[str, Any]) -> None:
    assert (await make(world.ben, **wish)).status_code == 422
    assert stored(world, world.ben) == []


async def test_twenty_addresses_are_the_most_and_a_revoked_one_makes_room(world: World) -> None:
    made = [await an_address(world.ben, name=f"Device {number}") for number in range(20)]

    refused = await make(world.ben)
    await world.ben.client.delete(f"/calendar-addresses/{made[0]['id']}")
    accepted = await make(world.ben)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/calendars/too-many")
    assert refused.json()["addresses_max"] == 20
    assert accepted.status_code == 201


# ---- what opens nothing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["left", "left yesterday", "door", "door's day", "account"])
async def test_whoever_has_left_has_no_calendar(world: World, how: str) -> None:
    url = (await an_address(world.ben))["url"]
    yesterday = (NOW - timedelta(days=1)).date()
    actor = world.ben.actor
    with world.database.writing(actor.scope) as session:
        staff = session.exec(select(Staff).where(Staff.id == actor.staff_id)).one()
        door = session.exec(select(Membership).where(Membership.staff_id == actor.staff_id)).one()
        account = session.exec(select(Account).where(Account.id == actor.account_id)).one()
        if how == "left":
            staff.is_active = False
        elif how == "left yesterday":
            staff.left_on = yesterday
        elif how == "door":
            door.is_active = False
        elif how == "door's day":
            door.until = yesterday
        else:
            account.disabled_at = NOW

    assert (await read(world, url)).status_code == 404


async def test_the_last_day_of_work_is_a_day_of_work(world: World) -> None:
    url = (await an_address(world.ben))["url"]
    with world.database.writing(world.ben.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.ben.staff_id)).one().left_on = NOW.date()

    assert (await read(world, url)).status_code == 200


async def test_whoever_has_left_the_group_has_its_calendar_no_more(world: World) -> None:
    group = await a_group(world, world.amina, world.ben, world.chloe, world.frank)
    url = (await an_address(world.ben, "group", group))["url"]
    before = await read(world, url)

    left = await world.ben.post(f"/groups/{group}/members/{world.ben.staff_id}/leave")

    assert left.is_success
    assert (before.status_code, (await read(world, url)).status_code) == (200, 404)
    (line,) = (await world.ben.get("/calendar-addresses")).json()["items"]
    assert line["subject_name"] == ""


async def test_every_address_that_opens_nothing_is_refused_alike(world: World) -> None:
    made = await an_address(world.ben)
    await world.ben.client.delete(f"/calendar-addresses/{made['id']}")
    start = "https://kenkyu.test/calendars/"

    answers = [
        await read(world, url)
        for url in (
            made["url"], f"{start}{'A' * 43}.ics", f"{start}x.ics", f"{start}{'x' * 5000}.ics", f"{start}%00.ics",
            f"{start}{made['id']}.ics", f"{start}{world.ben.staff_id}.ics", f"{start}%0d%0aX-Injected:%201.ics",
        )
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_a_failing_database_writes_no_secret_into_the_log(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    url = (await an_address(world.ben))["url"]
    monkeypatch.setattr(type(world.database), "reading", _crash)

    with capture_logs() as lines:
        answer = await read(world, url)

    (line,) = [one for one in lines if one["event"] == "crashed"]
    assert (answer.status_code, line["path"]) == (500, "/calendars/...")
    assert url.rpartition("/")[2].removesuffix(".ics") not in f"{lines}{answer.text}"


def _crash(*_: object) -> None:
    raise RuntimeError("the world failed")


async def test_a_guest_reads_the_group_they_were_invited_to_until_their_last_day(world: World) -> None:
    group = await a_school_at_work(world)
    invited = await world.amina.post(
        f"/groups/{group}/guests", {"name": "Gus", "email": f"gus.{uuid4().hex}@far.example", "until": "2026-11-10"}
    )
    secret = invited.json()["url"].rpartition("/")[2]
    async with browser(world.app) as door:
        accepted = await door.post(f"/invitations/{secret}/accept", json={"password": "correct horse battery staple"})
        assert accepted.is_success, accepted.text
        wish = {"kind": "group", "subject_id": group, "name": "Phone"}
        made = await door.post("/calendar-addresses", json=wish, headers={"Idempotency-Key": "1"})
    assert made.status_code == 201, made.text

    before = await read(world, made.json()["url"])
    world.app.state.now.instant = NOW + timedelta(days=9)
    after = await read(world, made.json()["url"])

    assert (before.status_code, after.status_code) == (200, 404)
